//! Comparisons of exact values with bare literals: `total >= 100` compares an amount with a number, which the engine
//! answers by their kinds and not by their sizes. Such a condition would be silently wrong, so it is refused.

use super::Checker;
use super::source::is_word;
use crate::template::field::{Field, FieldKind};

impl Checker<'_> {
    pub(super) fn comparisons(&mut self, source: &str, table: Option<&Field>, line: impl Fn(usize) -> usize) {
        for (at, left, right) in comparisons(source) {
            for (name, literal) in [(left, right), (right, left)] {
                let Some(wanted) = self.exact(name, table).filter(|_| is_literal(literal)) else { continue };
                let message = format!(
                    "“{name}”不能直接与 {literal} 比较，请写成 {wanted}('{}')",
                    literal.trim_matches(['\'', '"'])
                );
                self.push("template.comparison", Some(line(at)), name, message);
            }
        }
    }

    /// The function that makes a value comparable with `name`, if its kind needs one.
    fn exact(&self, name: &str, table: Option<&Field>) -> Option<&'static str> {
        let kind = match name.strip_prefix("row.") {
            Some(column) => table?.column(column)?.kind(),
            None => match self.procedure.field_at(name) {
                Some(field) => field.kind(),
                None => self.procedure.derived(name)?.kind,
            },
        };
        match kind {
            FieldKind::Money => Some("money"),
            FieldKind::Area | FieldKind::Decimal | FieldKind::Percent => Some("decimal"),
            FieldKind::Date => Some("date"),
            _ => None,
        }
    }
}

/// Position, left side and right side of each comparison; a side that is more than a name or a literal is empty.
fn comparisons(source: &str) -> Vec<(usize, &str, &str)> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut passed = 0;
    for (at, c) in source.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '\'' | '"') => quote = Some(c),
            None if at >= passed && matches!(c, '=' | '!' | '<' | '>') => {
                let width = if source[at + 1..].starts_with('=') { 2 } else { 1 };
                passed = at + width;
                // A single `=` gives an argument or a variable its value.
                if width == 2 || matches!(c, '<' | '>') {
                    found.push((at, side_before(&source[..at]), side_after(&source[passed..])));
                }
            }
            None => {}
        }
    }
    found
}

fn side_before(source: &str) -> &str {
    let source = source.trim_end();
    if let Some(quote) = source.chars().next_back().filter(|c| matches!(c, '\'' | '"')) {
        let body = &source[..source.len() - 1];
        return body.rfind(quote).map_or("", |start| &source[start..]);
    }
    let start = source
        .rfind(|c: char| !is_word(c) && c != '.')
        .map_or(0, |at| at + source[at..].chars().next().map_or(1, char::len_utf8));
    &source[start..]
}

fn side_after(source: &str) -> &str {
    let source = source.trim_start();
    if let Some(quote) = source.chars().next().filter(|c| matches!(c, '\'' | '"')) {
        return source[1..].find(quote).map_or("", |end| &source[..end + 2]);
    }
    let end = source.find(|c: char| !is_word(c) && c != '.').unwrap_or(source.len());
    // A call, or an element of a list, is not the name itself.
    if source[end..].starts_with(['(', '[']) { "" } else { &source[..end] }
}

fn is_literal(text: &str) -> bool {
    text.starts_with(['\'', '"']) || text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::comparisons;

    #[test]
    fn both_sides_of_a_comparison_are_found() {
        assert_eq!(comparisons("a.b >= 10 and 'x>y' != c"), [(4, "a.b", "10"), (20, "'x>y'", "c")]);
        assert_eq!(comparisons("sum(rows, 'a') < money('1')"), [(15, "", "")]);
        assert!(comparisons("f(a=1)").is_empty());
    }
}
