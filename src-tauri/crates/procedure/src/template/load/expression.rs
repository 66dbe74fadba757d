//! Compiling what stands in the files as expressions and messages.

use toml::Spanned;

use super::super::mistake::line_at;
use super::super::reader::Reader;
use crate::expression::{Expression, Message};

/// Compiles an expression; what is wrong with it goes to the reader's mistakes.
pub(super) fn expression(
    reader: &mut Reader<'_>,
    source: Option<&Spanned<String>>,
    entry_line: usize,
) -> Option<Expression> {
    let source = source?;
    let line = line_of(reader, source, entry_line);
    match Expression::compile(source.get_ref(), line) {
        Ok(expression) => Some(expression),
        Err(reason) => {
            let message = format!("表达式写法有误：{reason}");
            reader.push("template.expression", Some(line), source.get_ref(), message);
            None
        }
    }
}

/// Compiles a message, likewise.
pub(super) fn message(
    reader: &mut Reader<'_>,
    source: &Spanned<String>,
    entry_line: usize,
) -> Option<Message> {
    let line = line_of(reader, source, entry_line);
    match Message::compile(source.get_ref(), line) {
        Ok(message) => Some(message),
        Err(reason) => {
            reader.push(
                "template.message",
                Some(line),
                source.get_ref(),
                format!("提示文字写法有误：{reason}"),
            );
            None
        }
    }
}

/// Line of a text; that of its entry where the reader has lost it.
pub(super) fn line_of(reader: &Reader<'_>, source: &Spanned<String>, entry_line: usize) -> usize {
    let span = source.span();
    if span.is_empty() { entry_line } else { line_at(reader.text, span.start) }
}
