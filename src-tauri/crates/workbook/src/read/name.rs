//! Names of columns: when two of them mean the same.

use procedure::entry::ordinary;
use procedure::template::Field;
use unicode_normalization::UnicodeNormalization;

use super::unit;

/// How alike a header and a column are, from 0 (not at all) to 100.
const EXACT: u32 = 100;
/// The same but for width of letters, case, blanks, punctuation and a unit in brackets; or a synonym.
pub(super) const ALIKE: u32 = 90;
/// Most bytes of a header.
const LONGEST: usize = 240;
/// A slip, or a part of the other.
const NEAR: u32 = 50;

/// Without blanks and punctuation, in one width and case; brackets go with what stands in them, or stay as text.
fn plain(name: &str, brackets: bool) -> String {
    let mut depth = 0_u32;
    let mut text = String::with_capacity(name.len());
    for letter in ordinary(name).nfkc().flat_map(char::to_lowercase) {
        match letter {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 && !brackets => {}
            letter if letter.is_alphanumeric() => text.push(letter),
            _ => {}
        }
    }
    text
}

/// What is compared: the name with and without what stands in brackets; never nothing.
fn forms(name: &str) -> Vec<String> {
    let mut forms = vec![plain(name, false), plain(name, true)];
    forms.dedup();
    forms.retain(|form| !form.is_empty());
    forms
}

/// A column of the table with all its names, made ready for comparing.
pub(super) struct Names {
    own: [String; 2],
    forms: Vec<String>,
}

impl Names {
    pub fn of(column: &Field) -> Self {
        let own = [column.label().to_owned(), column.key().to_owned()];
        let whole = column.entry.whole.iter().flat_map(|whole| &whole.synonyms);
        let synonyms = column.entry.synonyms.iter().chain(whole).map(String::as_str);
        let forms = own.iter().map(String::as_str).chain(synonyms).flat_map(forms).collect();
        Self { own, forms }
    }

    /// Names that are no column of their own.
    pub fn of_words(words: &[String]) -> Self {
        let forms = words.iter().flat_map(|word| forms(word)).collect();
        Self { own: [String::new(), String::new()], forms }
    }

    /// Whether a header is one of the names.
    pub fn is(&self, header: &str) -> bool {
        forms(header).iter().any(|form| self.forms.contains(form))
    }

    /// How alike a header is to this column.
    pub fn score(&self, header: &Words) -> u32 {
        if header.forms.is_empty() {
            return 0;
        }
        if self.own.contains(&header.text) {
            return EXACT;
        }
        let mut best = 0;
        for (ours, theirs) in
            self.forms.iter().flat_map(|ours| header.forms.iter().map(move |theirs| (ours, theirs)))
        {
            if ours == theirs {
                return ALIKE;
            }
            best = best.max(near(ours, theirs));
        }
        best
    }
}

/// A header made ready for comparing.
pub(super) struct Words {
    text: String,
    forms: Vec<String>,
}

impl Words {
    pub fn of(header: &str) -> Self {
        let text = header.trim();
        // A sentence is no header, and comparing it would take long.
        let long = text.len() > LONGEST || text.chars().count() > LONGEST / 4;
        let forms = if long { Vec::new() } else { forms(text) };
        Self { text: text.to_owned(), forms }
    }
}

fn near(ours: &str, theirs: &str) -> u32 {
    let (length, other) = (ours.chars().count(), theirs.chars().count());
    let (short, long) = if length < other { (ours, theirs) } else { (theirs, ours) };
    // 面积 is a part of 建筑面积, but 房 of too much.
    if length.min(other) >= 2 && length.max(other) <= 4 * length.min(other) && long.contains(short) {
        return NEAR + 10;
    }
    // 建筑面积 and 建筑面识; two letters that share one are different words.
    let close = length.min(other) >= 3
        && length.min(other) * 10 >= length.max(other) * 7
        && strsim::normalized_damerau_levenshtein(ours, theirs) >= 0.7;
    if close { NEAR } else { 0 }
}

/// What stands in brackets, the last first.
pub(super) fn groups(text: &str) -> Vec<String> {
    let plain: String = text.nfkc().collect();
    let mut found = Vec::new();
    let mut rest = plain.as_str();
    while let Some((before, inside)) = rest.rsplit_once(['(', '[', '【', '〔']) {
        let inside = inside.split([')', ']', '】', '〕']).next().unwrap_or_default().trim();
        found.push(inside.to_owned());
        rest = before;
    }
    found
}

/// The unit that a header names: `租金（元/㎡·月）`, `金额（单位：万元）`, `金额/万元`, `投资额万元`, `万元` alone.
pub(super) fn unit_of(header: &str) -> Option<String> {
    let plain: String = header.nfkc().filter(|letter| !letter.is_whitespace()).collect();
    let bare = |word: &str| {
        let word = word.trim_start_matches("单位").trim_start_matches([':', '为']);
        word.trim_start_matches("人民币").to_owned()
    };
    if unit::looks_like_unit(&bare(&plain)) {
        return Some(bare(&plain));
    }
    let group = groups(&plain).iter().map(|group| bare(group)).find(|group| unit::looks_like_unit(group));
    if group.is_some() {
        return group;
    }
    if let Some((name, unit)) = plain.split_once(['/', ':', ',', '_', '-', '|'])
        && !name.is_empty()
        && unit::looks_like_unit(&bare(unit))
    {
        return Some(bare(unit));
    }
    ["万元", "千元", "亿元", "百万元", "万㎡", "万m2", "公顷"]
        .into_iter()
        .filter(|unit| plain.len() > unit.len() && plain.ends_with(unit))
        .max_by_key(|unit| unit.len())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{near, plain, unit_of};

    #[test]
    fn headers_are_compared_without_what_does_not_matter() {
        assert_eq!(plain("建筑面积（㎡）", false), "建筑面积");
        assert_eq!(plain(" 租金 单价\n(元/㎡·月)", false), "租金单价");
        assert_eq!(plain("Ｕｎｉｔ－Ｎｏ．", false), "unitno");
        assert_eq!(plain("起租日（含）", true), "起租日含");
    }

    #[test]
    fn near_is_a_part_or_a_slip_and_nothing_else() {
        assert!(near("建筑面积", "面积") > 0);
        assert!(near("租金单价", "租金单介") > 0);
        assert_eq!(near("楼栋", "楼层"), 0);
        assert_eq!(near("房号", "房"), 0);
    }

    #[test]
    fn the_unit_stands_in_the_last_brackets() {
        assert_eq!(unit_of("金额（万元）").as_deref(), Some("万元"));
        assert_eq!(unit_of("租金(元/㎡·月)").as_deref(), Some("元/m2·月"));
        assert_eq!(unit_of("面积").as_deref(), None);
        for header in
            ["金额（万元）（含税）", "金额（单位：万元）", "金额/万元", "投资额万元", "（万元）", "万元"]
        {
            assert_eq!(unit_of(header).as_deref(), Some("万元"), "{header}");
        }
        for header in ["金额（选填）", "年/月", "房号-旧", "备注（元旦前）"] {
            assert_eq!(unit_of(header).as_deref(), None, "{header}");
        }
    }
}
