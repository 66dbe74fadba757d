//! Choices as people write them: by their words, key or synonyms. The same for what is typed and for cells of a spreadsheet.

use crate::entry::{clip, ordinary};
use crate::template::{ChoiceOption, Field};
use unicode_normalization::UnicodeNormalization;

/// Attribute of an option that lists other words for it.
const SYNONYMS: &str = "synonyms";

fn plain(text: &str) -> String {
    ordinary(text).nfkc().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric()).collect()
}

/// The option that a text means.
#[must_use]
pub fn option_named<'f>(column: &'f Field, text: &str) -> Option<&'f ChoiceOption> {
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

/// Several options in one text.
pub fn option_names(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '，', ';', '；', '\n', '/', '|']).map(str::trim).filter(|part| !part.is_empty())
}

/// What is wrong, with the options there are.
#[must_use]
pub fn not_an_option(column: &Field, text: &str) -> String {
    let all: Vec<&str> = column.entry.options.iter().map(|option| option.label.as_str()).collect();
    format!("“{}”没有“{}”这个选项，请改成：{}", column.label(), clip(text), all.join("、"))
}

/// Yes or no.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
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
