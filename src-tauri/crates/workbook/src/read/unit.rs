//! Units behind figures: `45元/㎡` in a column of 元/㎡·月 is 45.

use unicode_normalization::UnicodeNormalization;

/// `元/㎡·月` and `元/月/平方米` are the same parts.
fn parts(unit: &str) -> Vec<String> {
    unit.nfkc()
        .collect::<String>()
        .split(['/', '·', '.', '每', '*', '•', ' '])
        .map(|part| match part.trim() {
            "平方米" | "平米" | "平方" | "平" => "m2".to_owned(),
            "圆" | "块" | "人民币" => "元".to_owned(),
            other => other.to_owned(),
        })
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether a unit says the same as the column's, or a shorter form of it that begins alike.
pub(super) fn agrees(unit: &str, column: &str) -> bool {
    let (ours, theirs) = (parts(column), parts(unit));
    !theirs.is_empty() && ours.first() == theirs.first() && theirs.iter().all(|part| ours.contains(part))
}

/// The text without the column's unit behind it, as far as entry itself does not know that unit.
pub(super) fn stripped<'t>(text: &'t str, column: Option<&str>) -> &'t str {
    let Some(column) = column else { return text };
    let is_figure = |letter: char| {
        letter.is_numeric()
            || matches!(letter, '.' | ',' | '，' | '。' | '．' | ' ' | '-' | '万' | '千' | '百' | '亿' | '%')
    };
    let start = text.char_indices().rev().take_while(|(_, letter)| !letter.is_ascii_digit()).last();
    // `元/m2` ends in a digit that belongs to the unit.
    let end = text.find(|letter: char| !is_figure(letter));
    let Some(end) = end.or(start.map(|(index, _)| index)) else { return text };
    let (figure, unit) = text.split_at(end);
    // The first unit of an amount (元) entry knows: it says that the figure is no count of something else.
    if figure.trim().is_empty() || !agrees(unit, column) { text } else { figure.trim_end() }
}

#[cfg(test)]
mod tests {
    use super::{agrees, stripped};

    #[test]
    fn a_columns_own_unit_may_stand_behind_the_figure() {
        assert_eq!(stripped("45元/㎡", Some("元/㎡·月")), "45");
        assert_eq!(stripped("45 元/平方米/月", Some("元/㎡·月")), "45");
        assert_eq!(stripped("12层", Some("层")), "12");
        assert_eq!(stripped("1.5万元", Some("元")), "1.5万");
        assert_eq!(stripped("45元/m2", Some("元/㎡·月")), "45");
    }

    #[test]
    fn another_unit_stays_and_is_refused_by_entry() {
        assert_eq!(stripped("45元/套", Some("元/㎡·月")), "45元/套");
        assert_eq!(stripped("45美元", Some("元/㎡·月")), "45美元");
        assert_eq!(stripped("约45", Some("元")), "约45");
        assert!(!agrees("元/月", "元/㎡·年"));
    }
}
