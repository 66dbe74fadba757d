//! Messages never have holes: what speaks of an answer that is not there is taken out, by bracket, clause or sentence.

use std::collections::BTreeSet;

/// Opens the mark of a value that is not there; the path of the answer follows. A private-use character.
const OPEN: char = '\u{e00e}';
/// Closes the mark.
const CLOSE: char = '\u{e00f}';

/// The mark of a value that is not there.
pub(super) fn mark(path: Option<&str>) -> String {
    format!("{OPEN}{}{CLOSE}", path.unwrap_or_default())
}

/// Whether anything is missing in a text.
pub(super) fn is_in(text: &str) -> bool {
    text.contains(OPEN)
}

/// The paths that a text speaks of and that have no value.
fn paths(text: &str) -> BTreeSet<String> {
    let parts = text.split(OPEN).skip(1).filter_map(|part| part.split(CLOSE).next());
    parts.map(str::to_owned).collect()
}

/// A phrase without the brackets and clauses that have holes.
pub(super) fn phrase(text: &str, label: &dyn Fn(&str) -> String) -> String {
    if !text.contains(OPEN) {
        return text.to_owned();
    }
    let text = without_brackets(text);
    let kept: Vec<&str> = pieces(&text, &['，', '；', '。', '\n']).filter(|clause| !clause.contains(OPEN)).collect();
    let kept = kept.concat();
    let kept = kept.trim_end_matches(['，', '；']);
    if kept.trim().is_empty() {
        let labels: Vec<String> = paths(&text).iter().filter(|path| !path.is_empty()).map(|path| label(path)).collect();
        return format!("未填写{}", labels.join("、"));
    }
    kept.to_owned()
}

/// Sentences without those that have holes, and the paths of the holes if the first sentence is among those taken out.
pub(super) fn sentences(text: &str) -> (String, BTreeSet<String>) {
    if !text.contains(OPEN) {
        return (text.to_owned(), BTreeSet::new());
    }
    let text = without_brackets(text);
    let mut lost = BTreeSet::new();
    let mut kept = String::new();
    for (index, sentence) in pieces(&text, &['。', '；', '\n']).enumerate() {
        if !sentence.contains(OPEN) {
            kept.push_str(sentence);
        } else if index == 0 || !lost.is_empty() {
            lost.extend(paths(sentence));
        }
    }
    (kept, lost)
}

/// The text without the innermost brackets （…） that have a hole.
fn without_brackets(text: &str) -> String {
    let mut text = text.to_owned();
    let mut from = 0;
    while let Some(open) = text[from..].find('（').map(|at| from + at) {
        let inside = open + '（'.len_utf8();
        let Some(close) = text[inside..].find('）').map(|at| inside + at) else { break };
        // A bracket within this one comes first.
        if let Some(inner) = text[inside..close].rfind('（') {
            from = inside + inner;
            continue;
        }
        if text[inside..close].contains(OPEN) {
            text.replace_range(open..close + '）'.len_utf8(), "");
            from = 0;
        } else {
            from = close;
        }
    }
    text
}

/// The text cut after each of these signs, except within quotes and brackets.
fn pieces<'t>(text: &'t str, signs: &'t [char]) -> impl Iterator<Item = &'t str> {
    let mut depth = 0_usize;
    text.split_inclusive(move |c: char| {
        match c {
            '（' | '“' | '《' => depth += 1,
            '）' | '”' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0 || c == '\n') && signs.contains(&c)
    })
}

#[cfg(test)]
mod tests {
    use super::{mark, phrase, sentences};

    #[test]
    fn a_sentence_with_a_hole_is_taken_out() {
        let hole = mark(Some("total"));
        let text = format!("房号“101”在第1、2行重复。清单有3套，申报{hole}套，差{hole}套。请对照证书更正。");
        let (kept, lost) = sentences(&text);
        assert_eq!(kept, "房号“101”在第1、2行重复。请对照证书更正。");
        assert!(lost.is_empty(), "what is wrong was said");
        let (kept, lost) = sentences(&format!("合计5元，差{hole}元（第八条）。请补充。"));
        assert_eq!(kept, "请补充。");
        assert_eq!(lost.into_iter().collect::<Vec<_>>(), ["total"]);
    }

    #[test]
    fn a_bracket_with_a_hole_is_taken_out_alone() {
        let text = format!("第1份保函（{}）金额5元（第十六条）。", mark(Some("bonds.0.bond_no")));
        assert_eq!(sentences(&text).0, "第1份保函金额5元（第十六条）。");
        let nested = format!("甲（乙（{}）丙）丁", mark(None));
        assert_eq!(phrase(&nested, &|path| path.to_owned()), "甲（乙丙）丁");
    }

    #[test]
    fn a_phrase_says_what_is_not_there_if_it_says_nothing_else() {
        let text = format!("不低于{}元", mark(Some("fee")));
        assert_eq!(phrase(&text, &|_| "代建管理费".to_owned()), "未填写代建管理费");
        let text = format!("大写{}，小写5元", mark(Some("words")));
        assert_eq!(phrase(&text, &|path| path.to_owned()), "小写5元");
    }
}
