//! Units: behind figures (`45元/㎡` in a column of 元/㎡·月 is 45), in headers, and said once for a whole sheet.

use unicode_normalization::UnicodeNormalization;

use super::name::groups;

/// Units of amounts, as powers of ten of 元.
const MONEY: [(&str, u32); 15] = [
    ("元", 0),
    ("圆", 0),
    ("块", 0),
    ("元整", 0),
    ("百元", 2),
    ("千元", 3),
    ("仟元", 3),
    ("万元", 4),
    ("万", 4),
    ("万圆", 4),
    ("十万元", 5),
    ("百万元", 6),
    ("千万元", 7),
    ("亿元", 8),
    ("亿", 8),
];

/// Units of areas, as powers of ten of ㎡; 亩 is no power of ten.
const AREA: [(&str, u32); 12] = [
    ("m2", 0),
    ("平方米", 0),
    ("平米", 0),
    ("平方", 0),
    ("平", 0),
    ("万m2", 4),
    ("万平方米", 4),
    ("万平米", 4),
    ("公顷", 4),
    ("km2", 6),
    ("平方公里", 6),
    ("平方千米", 6),
];

/// Words before a figure that say no more than 元.
const SIGNS: [&str; 6] = ["人民币", "RMB", "CNY", "rmb", "¥", "￥"];

fn tidy(unit: &str) -> String {
    let plain: String = unit.nfkc().filter(|letter| !letter.is_whitespace()).collect();
    SIGNS.iter().fold(plain, |plain, sign| plain.strip_prefix(sign).map(str::to_owned).unwrap_or(plain))
}

fn power(units: &[(&str, u32)], unit: &str) -> Option<u32> {
    let unit = tidy(unit);
    units.iter().find(|(name, _)| *name == unit).map(|(_, power)| *power)
}

/// By which power of ten a unit of amounts is more than 元.
pub(super) fn money(unit: &str) -> Option<u32> {
    power(&MONEY, unit)
}

/// By which power of ten a unit of areas is more than ㎡.
pub(super) fn area(unit: &str) -> Option<u32> {
    power(&AREA, unit)
}

/// 4 as 万: what entry reads behind a figure.
pub(super) fn multiple(power: u32) -> &'static str {
    match power {
        2 => "百",
        3 => "千",
        4 => "万",
        5 => "十万",
        6 => "百万",
        7 => "千万",
        8 => "亿",
        _ => "",
    }
}

/// Whether a word in brackets is a unit at all, and not 选填 or 含税.
pub(super) fn looks_like_unit(word: &str) -> bool {
    if money(word).is_some() || area(word).is_some() {
        return true;
    }
    let word = tidy(word);
    let currency = word.ends_with('元') && word.chars().count() == 2 && word != "单元";
    let rate = ["元/", "元每", "万元/", "元·"].iter().any(|start| word.starts_with(start)) && word.len() < 40;
    let other = ["亩", "%", "‰", "‱", "m", "m3", "米", "千米", "公里", "平方尺", "平方英尺", "USD", "HKD"];
    currency || rate || other.contains(&word.as_str())
}

/// Units that a title states, also in brackets alone: `投资匡算表（万元）`.
pub(super) fn in_title(text: &str) -> Vec<String> {
    let found = stated(text);
    if !found.is_empty() {
        return found;
    }
    groups(text).into_iter().filter(|word| money(word).is_some() || area(word).is_some()).collect()
}

/// Units that a text states: `单位：万元、㎡`, `金额单位为人民币万元`.
pub(super) fn stated(text: &str) -> Vec<String> {
    let plain: String = text.nfkc().filter(|letter| !letter.is_whitespace()).collect();
    let mut found = Vec::new();
    let mut rest = plain.as_str();
    while let Some((_, after)) = rest.split_once("单位") {
        let list = after.trim_start_matches([':', '为', '是', '均', '=', '(', '一', '律']);
        let end = list.find([')', '。', ';', '】', '」']).unwrap_or(list.len());
        let words = list[..end].split(['、', ',', '和', '及', '或', '|']).map(tidy);
        found.extend(words.filter(|word| looks_like_unit(word)));
        rest = after;
    }
    found
}

/// `元/㎡·月` and `元/月/平方米` are the same parts.
fn parts(unit: &str) -> Vec<String> {
    tidy(unit)
        .split(['/', '·', '.', '每', '*', '•', '•', '(', ')'])
        .map(|part| match part.trim() {
            part if area(part) == Some(0) => "m2".to_owned(),
            "圆" | "块" => "元".to_owned(),
            "个月" => "月".to_owned(),
            other => other.to_owned(),
        })
        .filter(|part| !part.is_empty())
        .collect()
}

fn is_time(part: &str) -> bool {
    ["月", "年", "日", "天", "季", "季度"].contains(&part)
}

/// Whether a unit says the same as the column's, or less that can still be meant: 元 alone, or all but the time. 元/月
/// is not 元/㎡·月: it is the rent of a flat.
pub(super) fn agrees(unit: &str, column: &str) -> bool {
    let (ours, theirs) = (parts(column), parts(unit));
    let within =
        !theirs.is_empty() && ours.first() == theirs.first() && theirs.iter().all(|part| ours.contains(part));
    let whole = ours.iter().filter(|part| !is_time(part)).all(|part| theirs.contains(part));
    within && (whole || theirs.len() == 1)
}

/// Whether a unit is that of the column for the whole and not for a unit of area: 元/月, 元/套·月 beside 元/㎡·月.
pub(super) fn is_whole(unit: &str, column: &str) -> bool {
    let (ours, theirs) = (parts(column), parts(unit));
    ours.contains(&"m2".to_owned())
        && !theirs.contains(&"m2".to_owned())
        && theirs.len() > 1
        && ours.first() == theirs.first()
}

/// The figure without a sign of 元 before it and without the column's unit behind it, as far as entry itself does not
/// know them.
pub(super) fn stripped<'t>(text: &'t str, column: Option<&str>) -> &'t str {
    let Some(column) = column else { return text };
    without(text, column, |unit| agrees(unit, column))
}

/// The same, with the unit of the whole: 4550元/月 in a column of 元/㎡·月.
pub(super) fn stripped_of_whole<'t>(text: &'t str, column: &str) -> &'t str {
    without(text, column, |unit| agrees(unit, column) || is_whole(unit, column))
}

fn without<'t>(text: &'t str, column: &str, known: impl Fn(&str) -> bool) -> &'t str {
    let mut text = text.trim();
    if parts(column).first().is_some_and(|first| first == "元") {
        for sign in SIGNS {
            text = text.strip_prefix(sign).unwrap_or(text).trim_start();
        }
    }
    let is_figure = |letter: char| {
        letter.is_ascii_digit()
            || ('０'..='９').contains(&letter)
            || matches!(letter, '.' | ',' | '，' | '。' | '．' | ' ' | '-' | '万' | '千' | '百' | '亿' | '%')
    };
    let Some(end) = text.find(|letter: char| !is_figure(letter)) else { return text };
    let (figure, unit) = text.split_at(end);
    if figure.trim().is_empty() || !known(unit) { text } else { figure.trim_end() }
}

#[cfg(test)]
mod tests {
    use super::{agrees, area, in_title, is_whole, money, stated, stripped};

    #[test]
    fn a_columns_own_unit_may_stand_behind_the_figure() {
        assert_eq!(stripped("45元/㎡", Some("元/㎡·月")), "45");
        assert_eq!(stripped("45 元/平方米/月", Some("元/㎡·月")), "45");
        assert_eq!(stripped("45.5元/㎡.月", Some("元/㎡·月")), "45.5");
        assert_eq!(stripped("45.5元", Some("元/㎡·月")), "45.5");
        assert_eq!(stripped("￥45.50", Some("元/㎡·月")), "45.50");
        assert_eq!(stripped("RMB45.5", Some("元/㎡·月")), "45.5");
        assert_eq!(stripped("12层", Some("层")), "12");
        assert_eq!(stripped("86.5m²", Some("㎡")), "86.5");
        assert_eq!(stripped("1.5万元", Some("元")), "1.5万");
        assert_eq!(stripped("45元/m2", Some("元/㎡·月")), "45");
    }

    #[test]
    fn another_unit_stays_and_is_refused_by_entry() {
        assert_eq!(stripped("45元/套", Some("元/㎡·月")), "45元/套");
        assert_eq!(stripped("4550元/月", Some("元/㎡·月")), "4550元/月");
        assert_eq!(stripped("45美元", Some("元/㎡·月")), "45美元");
        assert_eq!(stripped("约45", Some("元")), "约45");
        assert!(!agrees("元/月", "元/㎡·年") && !agrees("元/月", "元/㎡·月"));
        assert!(is_whole("元/月", "元/㎡·月") && is_whole("元/套·月", "元/㎡·月"));
        assert!(!is_whole("元", "元/㎡·月") && !is_whole("元/㎡", "元/㎡·月"));
    }

    #[test]
    fn a_sheet_says_its_units_in_many_ways() {
        assert_eq!(stated("单位：万元"), ["万元"]);
        assert_eq!(stated("（金额单位：人民币万元、面积单位：㎡）"), ["万元", "m2"]);
        assert_eq!(in_title("投资匡算表（万元）"), ["万元"]);
        assert_eq!(stated("设备（万元）"), Vec::<String>::new());
        assert_eq!(stated("注：本表金额单位均为千元。"), ["千元"]);
        assert_eq!(stated("单位负责人：张三"), Vec::<String>::new());
        assert_eq!(stated("建设单位（盖章）"), Vec::<String>::new());
        assert_eq!(
            (money("人民币万元"), money("千元"), area("公顷"), area("亩")),
            (Some(4), Some(3), Some(4), None)
        );
    }
}
