//! Text files: .csv and what other programs save as text, in UTF-8, UTF-16 or GB 18030 (which holds GBK and GB 2312).

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};

use crate::error::WorkbookError;
use crate::sheet::{Builder, Cell, Sheet};

/// Lines from which the separator is guessed.
const SAMPLE: usize = 10;

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, WorkbookError> {
    let text = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut builder = Builder::new("文本");
    let mut record = csv::StringRecord::new();
    // Rows are counted as a spreadsheet would: a cell with line ends is one row, an empty line is one as well.
    let mut within = 0_u64;
    while reader.read_record(&mut record).map_err(WorkbookError::corrupt)? {
        let line = record.position().map_or(1, csv::Position::line);
        let number = u32::try_from(line.saturating_sub(within)).unwrap_or(u32::MAX);
        for (column, field) in record.iter().enumerate() {
            within += field.bytes().filter(|byte| *byte == b'\n').count() as u64;
            builder.put(number, column, Cell::Text(literal(field).to_owned()))?;
        }
    }
    Ok(builder.finish())
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
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in text.lines().take(SAMPLE).flat_map(str::bytes) {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == byte) {
            *count += 1;
        }
    }
    // The comma where none is ahead.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark)
}

/// `="0101"` is how programs keep Excel from making a number of a code.
fn literal(field: &str) -> &str {
    field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(field)
}
