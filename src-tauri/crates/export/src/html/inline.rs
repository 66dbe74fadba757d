//! Runs of a line as HTML.

use document::tree::Inline;

/// Escapes text for element content and for double-quoted attributes.
pub(super) fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Not allowed in HTML at all; the document crate drops them, this is the second lock.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => {}
            _ => out.push(character),
        }
    }
}

fn source(path: Option<&str>, out: &mut String) {
    if let Some(path) = path {
        out.push_str(" data-source=\"");
        escape(path, out);
        out.push('"');
    }
}

/// Writes the runs one after the other.
pub(super) fn write(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text, strong, source: path } => {
                if *strong {
                    out.push_str("<strong>");
                }
                if path.is_some() {
                    // Isolated, so that a mark of direction in an answer cannot turn its surroundings round.
                    out.push_str("<bdi");
                    source(path.as_deref(), out);
                    out.push('>');
                }
                escape(text, out);
                if path.is_some() {
                    out.push_str("</bdi>");
                }
                if *strong {
                    out.push_str("</strong>");
                }
            }
            Inline::Blank { width, source: path, pen } => {
                // Room for a hand is nothing that is missing.
                let class = if pen.is_some() { "blank pen" } else { "blank" };
                out.push_str(&format!("<span class=\"{class}\""));
                source(path.as_deref(), out);
                out.push('>');
                (0..*width).for_each(|_| out.push('＿'));
                out.push_str("</span>");
            }
            Inline::Check { ticked } => {
                out.push_str("<span class=\"check\">");
                out.push(if *ticked { '☑' } else { '□' });
                out.push_str("</span>");
            }
            Inline::Break => out.push_str("<br>"),
        }
    }
}
