//! Standard output and standard error: what is printed is seen by a terminal, and a failure to print is a failure.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use crate::failure::Failure;

/// Writes an answer to standard output.
///
/// Characters that a terminal would obey are written as `\u{1b}`: they come out of case files, file names and templates.
///
/// # Errors
/// `cli.output` if it cannot be written in full, also for a pipe that was closed: whoever reads it has not got all of it.
pub fn print(text: &str) -> Result<(), Failure> {
    write_out(&visible(text, |character| format!("\\u{{{:x}}}", u32::from(character))))
}

/// Writes an answer as indented JSON, in which such characters are escaped as JSON has it.
///
/// # Errors
/// As [`print`].
pub fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| failed(&error.to_string()))?;
    print_json_text(&text)
}

/// The same for JSON that is text already.
///
/// # Errors
/// As [`print`].
pub fn print_json_text(text: &str) -> Result<(), Failure> {
    // None of them lies beyond the basic plane, and in JSON they stand in texts alone.
    write_out(&visible(text, |character| format!("\\u{:04x}", u32::from(character))))
}

/// Writes to standard error; there is no one left to be told if that fails.
pub fn print_error(text: &str) {
    let text = visible(text, |character| format!("\\u{{{:x}}}", u32::from(character)));
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Sees onto its way what was written otherwise.
///
/// # Errors
/// As [`print`].
pub fn flush() -> Result<(), Failure> {
    io::stdout().lock().flush().map_err(|error| failed(&error.to_string()))
}

fn write_out(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") })
        .and_then(|()| out.flush())
        .map_err(|error| failed(&error.to_string()))
}

/// Why nothing could be printed.
pub fn failed(reason: &str) -> Failure {
    Failure::new("cli.output", "", format!("无法写到标准输出：{reason}"))
}

/// `text` with every character that a terminal obeys, or that turns the direction of writing, as `escape` writes it.
/// Line feeds and tabs stay, and a carriage return in front of a line feed.
fn visible(text: &str, escape: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len() + 64);
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let line_end = character == '\r' && rest.peek() == Some(&'\n');
        if obeyed(character) && !line_end {
            // Writing to a String cannot fail.
            let _ = write!(seen, "{}", escape(character));
        } else {
            seen.push(character);
        }
    }
    Cow::Owned(seen)
}

fn obeyed(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_a_terminal_obeys_is_seen_instead() {
        let escape = |character: char| format!("<{:x}>", u32::from(character));
        assert_eq!(visible("甲\t乙\r\n丙", escape), "甲\t乙\r\n丙");
        assert_eq!(visible("a\u{1b}[2Jb\rc\u{9b}d\u{7f}\u{0}", escape), "a<1b>[2Jb<d>c<9b>d<7f><0>");
        assert_eq!(visible("报告\u{202e}xcod", escape), "报告<202e>xcod");
    }
}
