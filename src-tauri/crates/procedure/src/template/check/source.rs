//! Looking into the text of expressions for what the engine does not tell: arguments in quotes, loops, code in a body.

/// The code of a body: what stands in `{{ … }}` and `{% … %}`, with its position.
pub(super) fn code(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{{").into_iter().chain(text[at..].find("{%")).min() {
        let inside = at + start + 2;
        let closing = if text[at + start..].starts_with("{{") { "}}" } else { "%}" };
        let Some(length) = text[inside..].find(closing) else { break };
        found.push((inside, &text[inside..inside + length]));
        at = inside + length + 2;
    }
    found
}

/// First argument of each call of `function`, where it is a text in quotes, with its position.
pub(super) fn quoted_arguments(source: &str, function: &str) -> Vec<(usize, String)> {
    calls(source, function)
        .filter_map(|at| quoted(&source[at..]).map(|(text, _)| (at, text.to_owned())))
        .collect()
}

/// A table and the columns named in quotes right after it: `sum(rows, 'amount')`.
pub(super) fn columns<'s>(source: &'s str, function: &str) -> Vec<(usize, &'s str, Vec<&'s str>)> {
    let mut found = Vec::new();
    for at in calls(source, function) {
        let rest = source[at..].trim_start();
        let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let (table, mut rest) = rest.split_at(end);
        let mut names = Vec::new();
        while let Some(after) = rest.trim_start().strip_prefix(',') {
            let Some((name, length)) = quoted(after) else { break };
            names.push(name);
            rest = &after[length..];
        }
        if !table.is_empty() && !names.is_empty() {
            found.push((at, table, names));
        }
    }
    found
}

/// The texts in quotes at the start, one after the other: `'a', 'b', c` has two.
pub(super) fn quoted_list(source: &str) -> Vec<&str> {
    let (mut texts, mut rest) = (Vec::new(), source);
    while let Some((text, length)) = quoted(rest) {
        texts.push(text);
        match rest.get(length..).and_then(|rest| rest.trim_start().strip_prefix(',')) {
            Some(after) => rest = after,
            None => break,
        }
    }
    texts
}

/// Whether `function` is called at all.
pub(super) fn called(source: &str, function: &str) -> bool {
    calls(source, function).next().is_some()
}

/// What is read of the rows of loops: position, table, and column, as in
/// `{% for item in payments %}{{ item.amount }}{% endfor %}`.
pub(super) fn loop_columns(text: &str) -> Vec<(usize, &str, &str)> {
    let (mut found, mut open) = (Vec::new(), Vec::<(&str, Option<&str>)>::new());
    for (at, code) in code(text) {
        let words: Vec<&str> = code.trim_matches(['-', '+', ' ', '\n']).split_whitespace().collect();
        if let ["for", name, "in", rest, ..] = words.as_slice() {
            open.push((name, table_of(rest)));
        }
        if words.first() == Some(&"endfor") {
            open.pop();
            continue;
        }
        let mut seen: Vec<&str> = Vec::new();
        for (name, table) in open.iter().rev() {
            if seen.contains(name) {
                continue;
            }
            seen.push(name);
            let Some(table) = *table else { continue };
            for (position, _) in code.match_indices(&format!("{name}.")) {
                let before = code[..position].chars().next_back();
                let column = &code[position + name.len() + 1..];
                let column = &column[..column.find(|c: char| !is_word(c)).unwrap_or(column.len())];
                if !column.is_empty() && !before.is_some_and(|c| is_word(c) || matches!(c, '.' | '\'' | '"'))
                {
                    found.push((at + position, table, column));
                }
            }
        }
    }
    found
}

/// `payments`, or the table in `rows_or_blank(payments,`.
pub(super) fn table_of(source: &str) -> Option<&str> {
    let name = source.split_once('(').map_or(source, |(function, inside)| match function {
        "rows_or_blank" | "rows_where" => inside,
        _ => "",
    });
    let name = name.trim_end_matches([',', ')']);
    (!name.is_empty() && name.chars().all(is_word)).then_some(name)
}

/// Position of `word` where it is not part of a longer one.
pub(super) fn find_word(text: &str, word: &str) -> Option<usize> {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !is_word(c));
    let mut positions = text.match_indices(word).map(|(position, _)| position);
    positions.find(|at| {
        is_edge(text[..*at].chars().next_back()) && is_edge(text[at + word.len()..].chars().next())
    })
}

/// Positions just after the bracket of each call.
fn calls<'s>(source: &'s str, function: &'s str) -> impl Iterator<Item = usize> + 's {
    source.match_indices(function).filter_map(move |(position, _)| {
        let before = source[..position].chars().next_back();
        let after = position + function.len();
        (source[after..].starts_with('(') && !before.is_some_and(is_word)).then_some(after + 1)
    })
}

/// A text in quotes at the start, and the bytes it takes.
fn quoted(source: &str) -> Option<(&str, usize)> {
    let start = source.trim_start();
    let quote = start.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let text = start[1..].split(quote).next()?;
    Some((text, source.len() - start.len() + text.len() + 2))
}

pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::{code, columns, find_word, loop_columns, quoted_arguments, quoted_list};

    #[test]
    fn code_is_what_stands_in_braces() {
        assert_eq!(code("a {{ b }} {% if c %}"), [(4, " b "), (12, " if c ")]);
        assert!(code("{{ never closed").is_empty());
    }

    #[test]
    fn arguments_are_found_in_either_quotes() {
        let found = quoted_arguments("given('a') and not_given('b') or given( \"c\" )", "given");
        assert_eq!(found.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn columns_follow_their_table() {
        let found = columns("sum_until(payments, 'amount', 'paid_on', today)", "sum_until");
        assert_eq!(found, [(10, "payments", vec!["amount", "paid_on"])]);
    }

    #[test]
    fn a_list_of_texts_ends_with_the_first_that_is_none() {
        assert_eq!(quoted_list("'a', \"b\", c, 'd'"), ["a", "b"]);
        assert!(quoted_list("c, 'd'").is_empty());
    }

    #[test]
    fn a_loop_reads_columns_of_its_table() {
        let text = "{% for item in rows_or_blank(plan, 3) -%}{{ item.due }}{% endfor %}{{ item.other }}";
        assert_eq!(loop_columns(text), [(44, "plan", "due")]);
    }

    #[test]
    fn a_word_is_not_found_inside_another() {
        assert_eq!(find_word("project_name name", "name"), Some(13));
    }
}
