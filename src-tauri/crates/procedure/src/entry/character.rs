//! Characters that look like another and are not it: radicals in the place of words (部首字符), and marks without a width.
//!
//! A PDF or an old input method hands over ⼾ (U+2F3E, a radical) where 户 is meant. No search finds it, no font but a few
//! has it, and 合计 of two kinds never match. Only what stands for the very same word is replaced: ㎡, ①, （ and ｍ stay
//! as they were typed, which NFKC of the whole text would not leave.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Radicals of the supplement (U+2E80–2EF3) and the unified ideograph that each stands for, as the Unicode character
/// database lists them (EquivalentUnifiedIdeograph.txt); NFKC knows two of them only.
const SUPPLEMENT: [(char, char); 90] = [
    ('⺁', '厂'),
    ('⺄', '乙'),
    ('⺅', '亻'),
    ('⺆', '冂'),
    ('⺈', '刀'),
    ('⺉', '刂'),
    ('⺊', '卜'),
    ('⺌', '小'),
    ('⺍', '小'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺔', '彑'),
    ('⺖', '忄'),
    ('⺗', '㣺'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺛', '旡'),
    ('⺜', '日'),
    ('⺝', '月'),
    ('⺞', '歺'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺡', '氵'),
    ('⺢', '氺'),
    ('⺣', '灬'),
    ('⺤', '爫'),
    ('⺥', '爫'),
    ('⺦', '丬'),
    ('⺧', '牛'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺪', '疋'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺮', '竹'),
    ('⺯', '糹'),
    ('⺰', '纟'),
    ('⺱', '罓'),
    ('⺲', '罒'),
    ('⺶', '羊'),
    ('⺹', '耂'),
    ('⺺', '肀'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺾', '艹'),
    ('⺿', '艹'),
    ('⻀', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻃', '覀'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻍', '辶'),
    ('⻎', '辶'),
    ('⻐', '钅'),
    ('⻑', '長'),
    ('⻒', '镸'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻖', '阝'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻟', '飠'),
    ('⻠', '饣'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// The text in ordinary characters: radicals and compatibility ideographs as the words they stand for. Borrowed where
/// there are none, which is nearly always.
#[must_use]
pub fn ordinary(text: &str) -> Cow<'_, str> {
    // Their UTF-8 begins with one of three bytes.
    let possible = |byte: u8| matches!(byte, 0xe2 | 0xef | 0xf0);
    if !text.bytes().any(possible) || !text.chars().any(|letter| word(letter).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| word(letter).unwrap_or(letter)).collect())
}

/// The word that a radical or a compatibility ideograph stands for.
fn word(letter: char) -> Option<char> {
    match letter {
        '\u{2e80}'..='\u{2eff}' => {
            SUPPLEMENT.iter().find(|(radical, _)| *radical == letter).map(|(_, word)| *word)
        }
        // Their fonts share a shape with what the mainland writes; NFKC gives 戶 and 靑.
        '⼾' => Some('户'),
        '⾭' => Some('青'),
        '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            std::iter::once(letter).nfkc().next().filter(|word| *word != letter)
        }
        _ => None,
    }
}

/// The text without marks that have no width and come along when copying (U+200B, U+FEFF and the like).
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(invisible) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|letter| !invisible(*letter)).collect())
}

/// Marks without a width or for the direction of writing, which come along when pasting from other programs.
pub(crate) fn invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What two entries share if a person takes them for the same: ordinary characters of one width and case, nothing
/// invisible, no blanks around.
#[must_use]
pub fn alike(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_ascii_uppercase();
    }
    let plain: String = ordinary(text).nfkc().filter(|letter| !invisible(*letter)).collect();
    plain.trim().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{SUPPLEMENT, alike, ordinary, visible};

    #[test]
    fn radicals_become_the_words_they_stand_for() {
        // U+2F3E, U+2F6F, U+2FA6 of the Kangxi block; U+2ECB, U+2ED4 of the supplement; U+F90A, a compatibility 金.
        assert_eq!(ordinary("\u{2f3e}型、建筑\u{2faf}积、租\u{2fa6}"), "户型、建筑面积、租金");
        assert_eq!(ordinary("停\u{2ecb}位、\u{2ed4}牌"), "停车位、门牌");
        assert_eq!(ordinary("租\u{f90a}"), "租金");
    }

    #[test]
    fn nothing_else_is_touched() {
        for text in ["㎡、①、（一）、ｍ２、Ⅱ期、㈠", "⑴½ ﹏ ％", "𠮷房 — “引号”", ""]
        {
            assert_eq!(ordinary(text), text);
        }
        // A radical of the supplement without an equivalent stays as it is.
        assert_eq!(ordinary("\u{2e80}"), "\u{2e80}");
    }

    #[test]
    fn every_kangxi_radical_has_a_word_and_every_word_of_the_table_is_ordinary() {
        for code in 0x2f00..=0x2fd5_u32 {
            let radical = char::from_u32(code).map(String::from).unwrap_or_default();
            assert_ne!(ordinary(&radical), radical, "U+{code:04X}");
        }
        for (radical, word) in SUPPLEMENT {
            assert!(('\u{2e80}'..='\u{2ef3}').contains(&radical), "{radical}");
            assert!(('\u{3400}'..='\u{9fff}').contains(&word), "{word}");
        }
    }

    #[test]
    fn what_cannot_be_seen_makes_no_difference() {
        assert_eq!(visible("\u{feff}A1\u{200b}01"), "A101");
        for text in ["A101\u{a0}", "a101\u{200b}", "\u{feff}A101", "Ａ101", " A101"] {
            assert_eq!(alike(text), "A101");
        }
    }
}
