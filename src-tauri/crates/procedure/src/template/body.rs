//! The two halves of a document file: front matter between `+++` lines, and the body below.

/// Front matter, body and the line on which the body begins.
pub(super) struct Halves<'a> {
    pub front: &'a str,
    pub body: &'a str,
    pub body_line: usize,
}

/// Splits a document file; `None` if it does not begin with front matter.
pub(super) fn split(text: &str) -> Option<Halves<'_>> {
    let rest = text.strip_prefix("+++\n")?;
    let end = rest.find("\n+++\n")?;
    let front = &rest[..=end];
    let body = &rest[end + "\n+++\n".len()..];
    // The opening line, the front matter itself, the closing line.
    let body_line = 1 + front.lines().count() + 1 + 1;
    Some(Halves { front, body, body_line })
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_body_begins_after_the_second_fence() {
        let halves = split("+++\na = 1\nb = 2\n+++\n# 一\n").expect("has front matter");
        assert_eq!(halves.front, "a = 1\nb = 2\n");
        assert_eq!(halves.body, "# 一\n");
        assert_eq!(halves.body_line, 5);
    }

    #[test]
    fn a_file_without_fences_has_no_halves() {
        assert!(split("# 一\n").is_none());
        assert!(split("+++\na = 1\n").is_none());
    }
}
