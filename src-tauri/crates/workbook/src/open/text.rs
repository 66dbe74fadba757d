//! Text files: .csv and what other programs save as text, in UTF-8, UTF-16 or GB 18030 (which holds GBK and GB 2312).

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};

use crate::error::WorkbookError;
use crate::sheet::{Builder, Cell, Sheet};

/// Lines from which the separator is guessed.
const SAMPLE: usize = 10;

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, WorkbookError> {
    let text = decoded(bytes)?;
    let mut builder = Builder::new("文本");
    let mut rest = text.as_ref();
    let mark = separator(rest);
    let mut number = 1;
    while !rest.is_empty() {
        let mut column = 0;
        loop {
            let (field, end, after) = field(rest, mark);
            rest = after;
            builder.put(number, column, Cell::Text(literal(&field).to_owned()))?;
            column += 1;
            if end != End::Field {
                break;
            }
        }
        // As a spreadsheet counts: a cell with line ends is in one row, an empty line is a row as well.
        number += 1;
    }
    Ok(builder.finish())
}

#[derive(PartialEq, Eq)]
enum End {
    Field,
    Line,
}

/// The next field (RFC 4180: in quotation marks where it holds separators or line ends), and what ends it.
fn field(text: &str, mark: char) -> (Cow<'_, str>, End, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([mark, '\n', '\r']).unwrap_or(text.len());
        let (field, tail) = text.split_at(end);
        let (end, rest) = ended(tail, mark);
        return (Cow::Borrowed(field), end, rest);
    };
    let mut field = String::new();
    let mut rest = quoted;
    loop {
        let Some((before, after)) = rest.split_once('"') else {
            // Never closed: everything that is left belongs to it.
            field.push_str(rest);
            return (Cow::Owned(field), End::Line, "");
        };
        field.push_str(before);
        if let Some(after) = after.strip_prefix('"') {
            field.push('"');
            rest = after;
            continue;
        }
        // Stray text behind the closing mark is kept.
        let end = after.find([mark, '\n', '\r']).unwrap_or(after.len());
        let (stray, tail) = after.split_at(end);
        field.push_str(stray);
        let (end, rest) = ended(tail, mark);
        return (Cow::Owned(field), end, rest);
    }
}

fn ended(tail: &str, mark: char) -> (End, &str) {
    if let Some(rest) = tail.strip_prefix(mark) {
        return (End::Field, rest);
    }
    (End::Line, tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\n', '\r'])).unwrap_or(tail))
}

fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, WorkbookError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return known(encoding, &bytes[length..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    known(GB18030, bytes)
}

fn known<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Result<Cow<'b, str>, WorkbookError> {
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    if wrong {
        let message =
            "文本的编码既不是 UTF-8 也不是 GBK，文字会变成乱码；请在 Excel 或 WPS 里另存为 .xlsx 后再导入";
        return Err(WorkbookError::new("workbook.encoding", message));
    }
    Ok(text)
}

/// The mark that stands most often between cells in the first lines.
fn separator(text: &str) -> char {
    let mut counts = [(',', 0_usize), ('\t', 0), (';', 0)];
    let mut quoted = false;
    for letter in text.lines().take(SAMPLE).flat_map(str::chars) {
        if letter == '"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == letter) {
            *count += 1;
        }
    }
    // The comma where none is ahead.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(mark, _)| *mark)
}

/// `="0101"` is how programs keep Excel from making a number of a code.
fn literal(field: &str) -> &str {
    field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(field)
}
