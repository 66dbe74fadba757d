//! Text inside XML: what the parts of a Word file and the metadata of a PDF hold.

/// A text as the content of an element or of an attribute; control characters and what else XML cannot hold go.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let forbidden = |character: char| character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}');
    escape_into(&text.replace(forbidden, ""), &mut out);
    out
}

/// Adds a text that holds nothing XML forbids.
pub(crate) fn escape_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
