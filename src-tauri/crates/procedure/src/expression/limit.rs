//! Bounds on the text of expressions and templates, measured before the engine parses it. The engine bounds brackets and
//! blocks within one another itself, but not chains (`not not …`, `a ~ b ~ …`, `elif`), which it works off by recursion.

/// Most bytes of an expression or a message; the longest that is shipped has 1,525.
pub const MOST_BYTES: usize = 8_000;
/// Most bytes of a document's body or a partial; the longest that is shipped has 51,137.
pub const MOST_BODY_BYTES: usize = 256 * 1024;
/// Most operators, brackets, commas and dots in one expression or block; at most 112 are shipped.
pub const MOST_OPERATORS: usize = 500;
/// Most brackets within one another; at most 8 are shipped.
pub const MOST_BRACKETS: usize = 20;
/// Most blocks `{{ … }}` and `{% … %}` of a message (26 are shipped at most) …
pub const MOST_MESSAGE_BLOCKS: usize = 100;
/// … and of a body (271).
pub const MOST_BLOCKS: usize = 3_000;
/// Most `elif` of a body (12).
pub const MOST_BRANCHES: usize = 100;

/// Why a text is not handed to the engine, and at which of its lines, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beyond {
    /// Line of the text.
    pub line: usize,
    /// What there is too much of.
    pub reason: String,
}

/// Measures an expression.
pub(super) fn expression(source: &str) -> Result<(), String> {
    if source.len() > MOST_BYTES {
        return Err(format!("长{}字节，超过{MOST_BYTES}字节的上限", source.len()));
    }
    let mut code = Code::new(source);
    while code.step().is_some() {}
    code.judge()
}

/// Measures a message.
///
/// # Errors
/// What there is too much of.
pub fn message(source: &str) -> Result<(), String> {
    if source.len() > MOST_BYTES {
        return Err(format!("长{}字节，超过{MOST_BYTES}字节的上限", source.len()));
    }
    template(source, MOST_MESSAGE_BLOCKS).map_err(|beyond| beyond.reason)
}

/// Measures the body of a document, or a partial.
///
/// # Errors
/// What there is too much of, and where.
pub fn body(source: &str) -> Result<(), Beyond> {
    if source.len() > MOST_BODY_BYTES {
        let reason = format!("正文长{}字节，超过{MOST_BODY_BYTES}字节的上限", source.len());
        return Err(Beyond { line: 1, reason });
    }
    template(source, MOST_BLOCKS)
}

fn template(source: &str, most_blocks: usize) -> Result<(), Beyond> {
    let (mut at, mut blocks, mut branches) = (0, 0, 0);
    let beyond = |at: usize, reason: String| {
        let line = source.get(..at).unwrap_or_default().matches('\n').count() + 1;
        Err(Beyond { line, reason })
    };
    while let Some(start) = next_opening(source, at) {
        let inside = start + 2;
        if source[start..].starts_with("{##") {
            let Some(end) = source[inside..].find("##}") else { return Ok(()) };
            at = inside + end + 3;
            continue;
        }
        blocks += 1;
        if blocks > most_blocks {
            return beyond(start, format!("大括号里的代码超过{most_blocks}处"));
        }
        let mut code = Code::new(&source[inside..]);
        let end = loop {
            if code.is_end() || code.step().is_none() {
                break inside + code.at;
            }
        };
        let text = source[inside..end].trim_start_matches(['-', '+']).trim();
        if text.len() > MOST_BYTES {
            return beyond(start, format!("一处代码长{}字节，超过{MOST_BYTES}字节的上限", text.len()));
        }
        if let Err(reason) = code.judge() {
            return beyond(start, reason);
        }
        match text.split(|c: char| !c.is_alphanumeric()).next() {
            Some("raw") => return beyond(start, "不能用 raw".to_owned()),
            Some("elif") => branches += 1,
            _ => {}
        }
        if branches > MOST_BRANCHES {
            return beyond(start, format!("elif 超过{MOST_BRANCHES}个"));
        }
        at = end;
    }
    Ok(())
}

fn next_opening(source: &str, from: usize) -> Option<usize> {
    let rest = &source.as_bytes()[from..];
    let opens = |pair: &[u8]| pair[0] == b'{' && matches!(pair[1], b'{' | b'%') || pair == b"{#";
    // `{#anchor}` is Markdown, `{## … ##}` a comment.
    let begins =
        |at: &usize| opens(&rest[*at..at + 2]) && (rest[at + 1] != b'#' || rest.get(at + 2) == Some(&b'#'));
    (0..rest.len().saturating_sub(1)).find(begins).map(|at| from + at)
}

/// Code that is walked through as the engine does: texts in quotes are skipped, brackets counted.
struct Code<'s> {
    bytes: &'s [u8],
    source: &'s str,
    at: usize,
    brackets: isize,
    deepest: isize,
    operators: usize,
}

impl<'s> Code<'s> {
    fn new(source: &'s str) -> Self {
        Self { bytes: source.as_bytes(), source, at: 0, brackets: 0, deepest: 0, operators: 0 }
    }

    /// Whether the block ends here.
    fn is_end(&self) -> bool {
        self.brackets == 0 && matches!(self.bytes.get(self.at..self.at + 2), Some(b"}}" | b"%}"))
    }

    /// Goes on by one token or character; `None` at the end of the text.
    fn step(&mut self) -> Option<()> {
        let byte = *self.bytes.get(self.at)?;
        match byte {
            b'\'' | b'"' => return self.quoted(byte),
            b'(' | b'[' | b'{' => {
                self.brackets += 1;
                self.deepest = self.deepest.max(self.brackets);
                self.operators += 1;
            }
            b')' | b']' | b'}' => self.brackets -= 1,
            b'-' | b'+' | b'*' | b'/' | b'%' | b'~' | b'|' | b'.' | b'<' | b'>' | b'=' | b'!' | b','
            | b':' => {
                self.operators += 1;
            }
            byte if is_word(byte) => return self.word(),
            _ => {}
        }
        self.at += 1;
        Some(())
    }

    fn quoted(&mut self, quote: u8) -> Option<()> {
        self.at += 1;
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == quote {
                return Some(());
            }
        }
    }

    fn word(&mut self) -> Option<()> {
        let start = self.at;
        while self.bytes.get(self.at).copied().is_some_and(is_word) {
            self.at += 1;
        }
        let operators = ["not", "and", "or", "in", "is", "if", "else"];
        if operators.iter().any(|word| self.source.get(start..self.at) == Some(*word)) {
            self.operators += 1;
        }
        Some(())
    }

    fn judge(&self) -> Result<(), String> {
        if self.operators > MOST_OPERATORS {
            return Err(format!(
                "一处表达式有{}个运算符号，超过{MOST_OPERATORS}个，请分开写",
                self.operators
            ));
        }
        if self.deepest > MOST_BRACKETS as isize {
            return Err(format!("括号嵌套{}层，超过{MOST_BRACKETS}层，请分开写", self.deepest));
        }
        Ok(())
    }
}

/// Also the bytes of characters beyond ASCII.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::{MOST_BODY_BYTES, body, expression, message};

    #[test]
    fn chains_that_the_engine_works_off_by_recursion_are_refused() {
        for chain in [
            "not ".repeat(600) + "a",
            "-".repeat(600) + "1",
            "a~".repeat(600) + "a",
            "a".to_owned() + &".b".repeat(600),
        ] {
            assert!(expression(&chain).is_err(), "{chain}");
            assert!(body(&format!("text {{{{ {chain} }}}}")).is_err());
            assert!(body(&format!("text {{% if {chain} %}}x{{% endif %}}")).is_err());
            assert!(message(&format!("{{{{ {chain} }}}}")).is_err());
            // Not hidden by quotes, comments or brackets in front of it.
            for before in
                ["{{ '}}' }}", "{## {{ \" ##}", "{{ {'a': {}} }}", "{{ \"\\\"}}\" }}", "{#anchor} \" "]
            {
                assert!(body(&format!("{before}{{{{ \"}}}}\" ~ {chain} }}}}")).is_err(), "{before}");
            }
        }
        assert!(expression(&format!("{}a{}", "(".repeat(21), ")".repeat(21))).is_err());
        assert!(expression(&"a".repeat(8_001)).is_err());
    }

    #[test]
    fn too_many_blocks_or_branches_are_told_by_line() {
        assert!(body(&"{{ a }}".repeat(3_000)).is_ok());
        let told = body(&"{{ a }}\n".repeat(3_001)).expect_err("one too many");
        assert_eq!(told.line, 3_001);
        let chain = format!("{{% if a %}}{}{{% endif %}}", "{% elif a %}".repeat(101));
        assert!(body(&chain).is_err());
        assert!(body("{% raw %}{{ ' {% endraw %}").is_err());
        assert!(body(&"x".repeat(MOST_BODY_BYTES + 1)).is_err());
        // Text is no code, however much of it looks like operators.
        assert!(body(&format!("{}{{{{ a }}}}", "- - | . not ".repeat(1_000))).is_ok());
    }
}
