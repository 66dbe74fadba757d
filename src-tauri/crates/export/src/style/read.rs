//! TOML to [`Style`], with the key and the line of a mistake.

use super::Style;
use crate::ExportError;

/// Parses, naming the key at fault.
pub(super) fn parse(text: &str) -> Result<Style, ExportError> {
    toml::from_str(text).map_err(|error| {
        let offset = error.span().map(|span| span.start.min(text.len()));
        let line = offset.map(|offset| text[..floor(text, offset)].matches('\n').count() + 1);
        ExportError::Style {
            key: offset.map_or_else(|| "（整个文件）".to_owned(), |offset| key_at(text, offset)),
            line,
            message: explain(error.message()),
        }
    })
}

fn floor(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Full key of the line that holds `offset`: the table heading above it, and what stands before `=`.
fn key_at(text: &str, offset: usize) -> String {
    let before = &text[..floor(text, offset)];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let heading = |line: &str| {
        let line = line.split('#').next().unwrap_or_default().trim();
        line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::to_owned)
    };
    if let Some(table) = heading(line) {
        return table;
    }
    let table = before[..start].lines().rev().find_map(heading);
    let key = line.split('=').next().unwrap_or_default().trim();
    match table {
        Some(table) if key.is_empty() => table,
        Some(table) => format!("{table}.{key}"),
        None => key.to_owned(),
    }
}

/// The parser's words, with the commonest put into Chinese.
fn explain(message: &str) -> String {
    let name = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    if message.starts_with("missing field") {
        format!("缺少 {}", name(message))
    } else if message.starts_with("unknown field") {
        format!("没有 {} 这一项", name(message))
    } else if message.starts_with("unknown variant") {
        let known =
            message.split("expected").nth(1).unwrap_or_default().replace("one of", "").replace('`', "");
        format!("“{}”不是可选的值，可选：{}", name(message), known.trim())
    } else if message.starts_with("invalid type") {
        format!("值的类型不对（{message}）")
    } else {
        message.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = include_str!("../../../../../templates/shared/style.toml");

    fn failure(text: &str) -> (String, Option<usize>, String) {
        match Style::parse(text) {
            Err(ExportError::Style { key, line, message }) => (key, line, message),
            other => panic!("expected a style error, got {other:?}"),
        }
    }

    #[test]
    fn a_wrong_type_names_key_and_line() {
        let text = STYLE.replacen("top_mm = 37", "top_mm = \"37\"", 1);
        let (key, line, message) = failure(&text);
        assert_eq!(key, "official.page.top_mm");
        assert_eq!(line, text.lines().position(|line| line.contains("\"37\"")).map(|at| at + 1));
        assert!(message.contains("类型"), "{message}");
    }

    #[test]
    fn a_missing_part_names_it() {
        let text: String =
            STYLE.lines().filter(|line| !line.starts_with("party =")).collect::<Vec<_>>().join("\n");
        let (key, _, message) = failure(&text);
        assert_eq!(key, "official.paragraph.party");
        assert!(message.contains("缺少"), "{message}");
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let text = STYLE.replacen("[official.grid]", "[official.grid]\npich_pt = 3", 1);
        let (key, _, message) = failure(&text);
        assert_eq!(key, "official.grid.pich_pt");
        assert!(message.contains("pich_pt"), "{message}");
    }

    #[test]
    fn a_length_out_of_range_names_it() {
        let text = STYLE.replacen("text_width_mm = 156", "text_width_mm = 1560", 1);
        let (key, _, _) = failure(&text);
        assert_eq!(key, "official.page.text_width_mm");
    }
}
