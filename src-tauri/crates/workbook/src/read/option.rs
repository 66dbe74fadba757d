//! Choices as people write them into cells: by their words, key or synonyms.

use procedure::template::{ChoiceOption, Field};
use unicode_normalization::UnicodeNormalization;

/// Attribute of an option that lists other words for it.
const SYNONYMS: &str = "synonyms";

fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric()).collect()
}

/// The option that a text means.
pub(super) fn find<'f>(column: &'f Field, text: &str) -> Option<&'f ChoiceOption> {
    let options = &column.entry.options;
    let typed = text.trim();
    let exact = options.iter().find(|option| option.label == typed || option.key == typed);
    exact.or_else(|| {
        let wanted = plain(typed);
        if wanted.is_empty() {
            return None;
        }
        options.iter().find(|option| {
            let others = option.attributes.get(SYNONYMS).map_or("", String::as_str);
            let synonyms = others.split([',', '，', '、', ';', '；']);
            [option.label.as_str(), option.key.as_str()]
                .into_iter()
                .chain(synonyms)
                .any(|name| plain(name) == wanted)
        })
    })
}

/// Several options in one cell.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '，', ';', '；', '\n', '/', '|']).map(str::trim).filter(|part| !part.is_empty())
}

/// What is wrong, with the options there are.
pub(super) fn refused(column: &Field, text: &str) -> String {
    let all: Vec<&str> = column.entry.options.iter().map(|option| option.label.as_str()).collect();
    format!("“{}”没有“{}”这个选项，请改成：{}", column.label(), clip(text), all.join("、"))
}

/// Yes or no.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "是" | "有" | "对" | "已" | "yes" | "y" | "true" | "1" => Some(true),
        "否" | "无" | "没有" | "错" | "未" | "no" | "n" | "false" | "0" => Some(false),
        _ => match text.trim() {
            "√" | "✓" | "✔" | "☑" => Some(true),
            "×" | "✗" | "✘" | "□" => Some(false),
            _ => None,
        },
    }
}

/// Enough of a text to recognise it.
pub(super) fn clip(text: &str) -> String {
    let mut letters = text.chars().filter(|letter| !letter.is_control());
    let mut clipped: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() {
        clipped.push('…');
    }
    clipped
}
