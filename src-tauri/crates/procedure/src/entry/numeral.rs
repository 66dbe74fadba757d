//! Figures in everyday Chinese numerals (一千五百万, 三点五), as people type them; amounts in the formal ones of a bill
//! (壹仟伍佰万) are read in [`crate::words`].

use crate::words::read_words;

/// Digits, with the formal digit of each.
const DIGITS: [(char, char); 12] = [
    ('零', '零'),
    ('〇', '零'),
    ('一', '壹'),
    ('二', '贰'),
    ('两', '贰'),
    ('三', '叁'),
    ('四', '肆'),
    ('五', '伍'),
    ('六', '陆'),
    ('七', '柒'),
    ('八', '捌'),
    ('九', '玖'),
];
/// Places within a number, with the formal word of each.
const PLACES: [(char, char); 5] = [('十', '拾'), ('百', '佰'), ('千', '仟'), ('万', '万'), ('亿', '亿')];

/// The text with every number in numerals written in digits: `一千五百万元` as `15000000元`, `三点五` as `3.5`.
///
/// `None` if there is none, or if one of them is no number as it is usually said (`一五〇〇`, `一万五`, `两十`) or stands
/// against digits (`一千5百`): what could be read in two ways is not read.
pub(super) fn in_digits(plain: &str) -> Option<String> {
    let letters: Vec<char> = plain.chars().collect();
    let mut text = String::new();
    let (mut at, mut found) = (0, false);
    while let Some(letter) = letters.get(at) {
        // Words such as 万 in 1500万 are multiples, not numbers.
        if !(digit(*letter).is_some() || *letter == '十') {
            text.push(*letter);
            at += 1;
            continue;
        }
        let end = letters[at..].iter().position(|letter| !numeral(*letter)).map_or(letters.len(), |n| at + n);
        let touches = |letter: Option<&char>| {
            letter.is_some_and(|letter| {
                letter.is_ascii_digit() || matches!(letter, '.' | ',') || place(*letter).is_some()
            })
        };
        if touches(at.checked_sub(1).and_then(|before| letters.get(before))) || touches(letters.get(end)) {
            return None;
        }
        text.push_str(&number(&letters[at..end])?);
        found = true;
        at = end;
    }
    found.then_some(text)
}

/// One number: whole, or with digits after 点 and perhaps a multiple (一点五亿).
fn number(run: &[char]) -> Option<String> {
    let Some(point) = run.iter().position(|letter| *letter == '点') else { return whole(run) };
    let (before, after) = (&run[..point], &run[point + 1..]);
    let end = after.iter().position(|letter| digit(*letter).is_none()).unwrap_or(after.len());
    let (decimals, multiple) = after.split_at(end);
    // 两 counts, it is no digit: 三点两 is not said.
    let row = decimals.iter().map(|letter| figure(*letter).filter(|_| *letter != '两')).collect::<Option<String>>()?;
    let known = multiple.iter().all(|letter| place(*letter).is_some_and(|_| *letter != '十'));
    (!row.is_empty() && known).then(|| whole(before))?.map(|whole| {
        let multiple: String = multiple.iter().collect();
        format!("{whole}.{row}{multiple}")
    })
}

/// A whole number, if it is said as it is written in full; the amount in words is its proof.
fn whole(run: &[char]) -> Option<String> {
    let mut formal: String = String::new();
    for (index, letter) in run.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| run.get(before));
        let after = run.get(index + 1);
        if *letter == '两' && (before == Some(&'十') || after == Some(&'十')) {
            return None;
        }
        // At the beginning 十 stands for 一十.
        if *letter == '十' && before.is_none() {
            formal.push('壹');
        }
        formal.push(digit(*letter).or_else(|| place(*letter))?);
    }
    formal.push_str("元整");
    let fen = read_words(&formal).ok()?.fen();
    Some((fen / 100).to_string())
}

fn numeral(letter: char) -> bool {
    digit(letter).is_some() || place(letter).is_some() || matches!(letter, '点' | '拾' | '佰' | '仟')
}

fn digit(letter: char) -> Option<char> {
    DIGITS.iter().find(|(everyday, _)| *everyday == letter).map(|(_, formal)| *formal)
}

fn place(letter: char) -> Option<char> {
    PLACES.iter().find(|(everyday, _)| *everyday == letter).map(|(_, formal)| *formal)
}

/// The ASCII digit.
fn figure(letter: char) -> Option<char> {
    let formal = digit(letter)?;
    "零壹贰叁肆伍陆柒捌玖".chars().position(|known| known == formal).and_then(|value| {
        u32::try_from(value).ok().and_then(|value| char::from_digit(value, 10))
    })
}
