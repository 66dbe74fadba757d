//! What an amount in words is worth, however clumsily it is written.

use super::DIGITS;

/// The value in 分, read loosely; whether it is legally written is decided by the caller.
pub(super) fn value(letters: &[char]) -> Option<i128> {
    let letters = letters.strip_suffix(&['整']).unwrap_or(letters);
    let (yuan, rest) = match letters.iter().position(|letter| *letter == '元') {
        Some(at) => (number(&letters[..at])?, &letters[at + 1..]),
        None => (0, letters),
    };
    let (jiao, rest) = match rest.iter().position(|letter| *letter == '角') {
        Some(at) => (single(&rest[..at])?, &rest[at + 1..]),
        None => (0, rest),
    };
    let (fen, rest) = match rest.iter().position(|letter| *letter == '分') {
        Some(at) => (single(&rest[..at])?, &rest[at + 1..]),
        None => (0, rest),
    };
    if !rest.is_empty() || !letters.iter().any(|letter| matches!(letter, '元' | '角' | '分')) {
        return None;
    }
    yuan.checked_mul(100)?.checked_add(jiao * 10 + fen)
}

/// One figure, perhaps after 零.
fn single(letters: &[char]) -> Option<i128> {
    let last = letters.iter().rev().find(|letter| **letter != '零').or(letters.last())?;
    let others = letters.iter().filter(|letter| **letter != '零').count();
    (others <= 1).then(|| figure(*last)).flatten()
}

fn figure(letter: char) -> Option<i128> {
    DIGITS.iter().position(|digit| *digit == letter).and_then(|at| i128::try_from(at).ok())
}

/// A whole number. The last 亿 multiplies all before it (壹万亿), then the last 万.
fn number(letters: &[char]) -> Option<i128> {
    if letters.is_empty() {
        return None;
    }
    for (unit, size) in [('亿', 100_000_000_i128), ('万', 10_000)] {
        if let Some(at) = letters.iter().rposition(|letter| *letter == unit) {
            let high = number(&letters[..at])?.checked_mul(size)?;
            let low = if at + 1 == letters.len() { 0 } else { number(&letters[at + 1..])? };
            return high.checked_add(low);
        }
    }
    let (mut total, mut pending) = (0_i128, None);
    for letter in letters {
        let unit = match letter {
            '拾' => 10,
            '佰' => 100,
            '仟' => 1000,
            digit => {
                let figure = figure(*digit)?;
                // Two figures without a unit between them (壹贰) say nothing certain.
                if pending.is_some_and(|before| before != 0) {
                    return None;
                }
                pending = Some(figure);
                continue;
            }
        };
        total += pending.take().filter(|figure| *figure != 0).unwrap_or(1) * unit;
    }
    Some(total + pending.unwrap_or(0))
}
