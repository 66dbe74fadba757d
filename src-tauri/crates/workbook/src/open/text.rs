//! Text files: .csv and what other programs save as text, in UTF-8, UTF-16 or GB 18030 (which holds GBK and GB 2312).

use super::encoding::decoded;
use crate::error::WorkbookError;
use crate::limit::Budget;
use crate::sheet::{Builder, Cell, Sheet};

/// Lines from which the separator is guessed.
const SAMPLE: usize = 20;
/// Marks between cells; a comma where none is ahead. Full-width ones come from people who type their lists.
const MARKS: [char; 7] = [',', '\t', ';', '|', '，', '；', '｜'];

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, WorkbookError> {
    let text = decoded(bytes)?;
    let mut builder = Builder::new("文本", Budget::default());
    let (mark, mut rest) = declared(text.as_ref()).unwrap_or_else(|| (separator(&text), text.as_ref()));
    let mut number = 1;
    while !rest.is_empty() {
        let mut column = 0;
        loop {
            let field = Field::of(rest, mark);
            rest = field.rest;
            if let Some(doubt) = field.doubt {
                builder.doubt(number, column, doubt);
            }
            builder.put(number, column, Cell::Text(literal(&field.text).to_owned()))?;
            column += 1;
            if field.end != End::Field {
                break;
            }
        }
        // As a spreadsheet counts: a cell with line ends is in one row, an empty line is a row as well.
        number += 1;
    }
    Ok(builder.finish().0)
}

/// The separator that a first line `sep=|` names, and what follows; spreadsheets do not count that line.
fn declared(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP="))?;
    let mark = rest.chars().next().filter(|mark| !mark.is_alphanumeric() && !matches!(mark, '\r' | '\n'))?;
    let rest = &rest[mark.len_utf8()..];
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']))?;
    Some((mark, rest))
}

#[derive(PartialEq, Eq, Debug)]
enum End {
    Field,
    Line,
}

/// A field, what ends it, and what comes behind.
struct Field<'t> {
    text: std::borrow::Cow<'t, str>,
    end: End,
    rest: &'t str,
    doubt: Option<&'static str>,
}

impl<'t> Field<'t> {
    /// The next field (RFC 4180: in quotation marks where it holds separators or line ends).
    ///
    /// A mark that is never closed, or closed in the middle of a later field, would swallow the rows between. The mark
    /// is then taken for a letter of the field, which ends with its line, and the field is doubted.
    fn of(text: &'t str, mark: char) -> Self {
        let bare = |doubt| {
            let end = text.find([mark, '\n', '\r']).unwrap_or(text.len());
            let (field, tail) = text.split_at(end);
            let (end, rest) = ended(tail, mark);
            Self { text: field.into(), end, rest, doubt }
        };
        let Some(quoted) = text.strip_prefix('"') else { return bare(None) };
        let mut field = String::new();
        let mut rest = quoted;
        loop {
            let Some((before, after)) = rest.split_once('"') else {
                return bare(Some("引号没有成对，不知道这一格到哪里为止；这里只读到行末"));
            };
            field.push_str(before);
            if let Some(after) = after.strip_prefix('"') {
                field.push('"');
                rest = after;
                continue;
            }
            if !(after.is_empty() || after.starts_with([mark, '\n', '\r'])) {
                return bare(Some("引号后面还有文字，不知道这一格到哪里为止；这里只读到下一个分隔符"));
            }
            if swallows(&field, mark) {
                return bare(Some("引号跨了几行，把后面的行也包了进去；这里只读到行末"));
            }
            let (end, rest) = ended(after, mark);
            return Self { text: field.into(), end, rest, doubt: None };
        }
    }
}

/// Whether a quoted field has whole rows in it: later lines of its own with as many separators as make cells. People
/// write a comma into a remark of several lines, hardly three in each of them.
fn swallows(field: &str, mark: char) -> bool {
    let mut later = field.lines().skip(1).peekable();
    later.peek().is_some() && later.any(|line| line.chars().filter(|letter| *letter == mark).count() >= 3)
}

fn ended(tail: &str, mark: char) -> (End, &str) {
    if let Some(rest) = tail.strip_prefix(mark) {
        return (End::Field, rest);
    }
    (End::Line, tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\n', '\r'])).unwrap_or(tail))
}

/// The mark that parts the first lines into the same number of cells most often.
fn separator(text: &str) -> char {
    let mut lines: Vec<[usize; MARKS.len()]> = Vec::new();
    let mut quoted = false;
    for line in text.lines().take(SAMPLE) {
        let mut counts = [0; MARKS.len()];
        for letter in line.chars().take(10_000) {
            if letter == '"' {
                quoted = !quoted;
            } else if !quoted && let Some(at) = MARKS.iter().position(|mark| *mark == letter) {
                counts[at] += 1;
            }
        }
        lines.push(counts);
    }
    let weight = |at: usize| {
        let counts: Vec<usize> = lines.iter().map(|counts| counts[at]).filter(|count| *count > 0).collect();
        let common = counts.iter().map(|count| counts.iter().filter(|other| *other == count).count()).max();
        (common.unwrap_or(0), counts.iter().max().copied().unwrap_or(0))
    };
    // The first where two are level.
    (0..MARKS.len()).rev().max_by_key(|at| weight(*at)).map_or(',', |at| MARKS[at])
}

/// `="0101"` is how programs keep Excel from making a number of a code.
fn literal(field: &str) -> &str {
    field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::{End, Field, declared, separator};

    #[test]
    fn the_separator_is_the_one_that_makes_rows_alike() {
        assert_eq!(separator("房号,备注\n101,南；北；东\n102,西；南；北\n"), ',');
        assert_eq!(separator("房号|楼栋\n101|A,B,C,D\n"), '|');
        assert_eq!(separator("房号，楼栋\n101，A栋\n"), '，');
        assert_eq!(separator("房号；楼栋\n101；A栋\n"), '；');
        assert_eq!(separator("房号\n101\n"), ',');
        assert_eq!(declared("sep=|\r\n房号|楼栋"), Some(('|', "房号|楼栋")));
        assert_eq!(declared("sep=\n房号"), None);
    }

    #[test]
    fn a_quotation_mark_that_swallows_rows_is_a_letter_of_its_field() {
        let broken = Field::of("\"待确认\nA104,A栋,南,无\nA105,A栋,南,\"无\"", ',');
        assert_eq!((broken.text.as_ref(), broken.end), ("\"待确认", End::Line));
        assert!(broken.doubt.is_some() && broken.rest.starts_with("A104"));
        let closed = Field::of("\"待确认\nA104,A栋,南,无\nA105,A栋,南,无\",x", ',');
        assert!(closed.doubt.is_some() && closed.rest.starts_with("A104"));
        let whole = Field::of("\"朝南,\n安静,\"\"好\"\"\",x", ',');
        assert_eq!((whole.text.as_ref(), whole.doubt, whole.rest), ("朝南,\n安静,\"好\"", None, "x"));
    }
}
