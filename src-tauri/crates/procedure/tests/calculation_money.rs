//! Money: machine form, figures shown, exact percentages, words.
#![allow(clippy::unwrap_used, missing_docs)]

use procedure::money::Money;
use procedure::words::{read_words, to_words};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn money(text: &str) -> Money {
    Money::parse_signed(text).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn machine_form() {
    for (text, fen) in [
        ("0", 0),
        ("0.01", 1),
        ("0.5", 50),
        ("15000000", 1_500_000_000),
        ("15000000.5", 1_500_000_050),
        ("15000000.00", 1_500_000_000),
        ("007.10", 710),
        ("92233720368547758.07", i64::MAX),
    ] {
        assert_eq!(Money::parse_canonical(text).unwrap().fen(), fen, "{text}");
    }
    for (text, code) in [
        ("", "entry.not-a-number"),
        (".5", "entry.not-a-number"),
        ("5.", "entry.not-a-number"),
        ("1e7", "entry.not-a-number"),
        ("1,000", "entry.not-a-number"),
        ("１", "entry.not-a-number"),
        (" 1", "entry.not-a-number"),
        ("+1", "entry.not-a-number"),
        ("--1", "entry.negative"),
        ("-1", "entry.negative"),
        ("1.005", "entry.too-precise"),
        ("1.000", "entry.too-precise"),
        ("92233720368547758.08", "entry.out-of-range"),
        ("999999999999999999999999999999", "entry.out-of-range"),
    ] {
        assert_eq!(Money::parse_canonical(text).unwrap_err().code, code, "{text}");
    }
    assert_eq!(Money::parse_signed("-92233720368547758.08").unwrap().fen(), i64::MIN);
    assert_eq!(Money::parse_signed("--1").unwrap_err().code, "entry.not-a-number");
}

#[test]
fn figures_shown() {
    assert_eq!(money("15000000").to_string(), "15,000,000.00");
    assert_eq!(money("999.99").to_string(), "999.99");
    assert_eq!(money("1000").to_string(), "1,000.00");
    assert_eq!(money("-1234567.8").to_string(), "-1,234,567.80");
    assert_eq!(money("-0.05").to_string(), "-0.05");
    assert_eq!(Money::from_fen(i64::MIN).to_string(), "-92,233,720,368,547,758.08");
    assert_eq!(money("15000000").canonical(), "15000000.00");
    assert_eq!(money("-0.05").canonical(), "-0.05");
    assert_eq!(money("15000000").in_wan(), decimal("1500"));
    assert_eq!(money("0.01").in_wan().to_string(), "0.000001");
    assert_eq!(money("15000000").wan_figures(), "1,500");
    assert_eq!(money("12345678.9").wan_figures(), "1,234.56789");
    assert_eq!(money("-0.01").wan_figures(), "-0.000001");
    assert_eq!(Money::ZERO.wan_figures(), "0");
}

#[test]
fn json_is_a_string() {
    assert_eq!(serde_json::to_string(&money("-3.5")).unwrap(), "\"-3.50\"");
    assert_eq!(serde_json::from_str::<Money>("\"-3.50\"").unwrap(), money("-3.5"));
    assert!(serde_json::from_str::<Money>("3.5").is_err());
    assert!(serde_json::from_str::<Money>("3").is_err());
}

#[test]
fn percentages() {
    // 10% of 333.33 is 33.333.
    assert_eq!(money("333.33").percent(decimal("10")), Some(money("33.33")));
    assert_eq!(money("333.33").percent_up(decimal("10")), Some(money("33.34")));
    assert_eq!(money("333.33").percent_down(decimal("10")), Some(money("33.33")));
    // 10% of 0.05 is 0.005: exactly half.
    assert_eq!(money("0.05").percent(decimal("10")), Some(money("0.01")));
    assert_eq!(money("0.05").percent_down(decimal("10")), Some(Money::ZERO));
    // Exact results are not moved.
    for apply in [Money::percent, Money::percent_up, Money::percent_down] {
        assert_eq!(apply(money("15000000"), decimal("10")), Some(money("1500000")));
        assert_eq!(apply(money("15000000"), decimal("10.000")), Some(money("1500000")));
        assert_eq!(apply(money("15000000"), decimal("0")), Some(Money::ZERO));
    }
    // Half up is by magnitude; up and down are by value.
    assert_eq!(money("-0.05").percent(decimal("10")), Some(money("-0.01")));
    assert_eq!(money("-0.05").percent_up(decimal("10")), Some(Money::ZERO));
    assert_eq!(money("-0.05").percent_down(decimal("10")), Some(money("-0.01")));
    assert_eq!(money("0.05").percent_down(decimal("-10")), Some(money("-0.01")));
}

#[test]
fn products_are_rounded_once() {
    assert_eq!(money("0.01").checked_mul(decimal("0.5")), Some(money("0.01")));
    assert_eq!(money("0.01").checked_mul(decimal("0.4999999999999999999999999999")), Some(Money::ZERO));
    // 28 decimals times 13 digits: more than a Decimal product holds. 2 × 10^10 × 0.3333… = 6666666666.6…
    assert_eq!(
        money("20000000000").checked_mul(decimal("0.3333333333333333333333333333")),
        Some(money("6666666666.67"))
    );
    assert_eq!(Money::from_fen(i64::MAX).checked_mul(decimal("1.0000000000000000001")), None);
    assert_eq!(Money::from_fen(i64::MAX).checked_mul(decimal("1")), Some(Money::from_fen(i64::MAX)));
    assert_eq!(Money::from_fen(i64::MIN).checked_mul(decimal("1")), Some(Money::from_fen(i64::MIN)));
    assert_eq!(Money::from_fen(i64::MIN).checked_mul(decimal("-1")), None);
    assert_eq!(Money::from_fen(i64::MAX).checked_mul(Decimal::MAX), None);
    assert_eq!(Money::from_fen(i64::MAX).checked_add(money("0.01")), None);
    assert_eq!(Money::from_fen(i64::MIN).checked_sub(money("0.01")), None);
}

/// The vectors of the specification, 支付结算办法 附一.
const WORDS: [(&str, &str); 40] = [
    ("0", "零元整"),
    ("0.01", "壹分"),
    ("0.05", "伍分"),
    ("0.10", "壹角"),
    ("1", "壹元整"),
    ("10", "壹拾元整"),
    ("11", "壹拾壹元整"),
    ("15.06", "壹拾伍元零陆分"),
    ("20.20", "贰拾元贰角"),
    ("101", "壹佰零壹元整"),
    ("110.10", "壹佰壹拾元壹角"),
    ("1001.01", "壹仟零壹元零壹分"),
    ("1010.10", "壹仟零壹拾元壹角"),
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("10001", "壹万零壹元整"),
    ("10010", "壹万零壹拾元整"),
    ("10100", "壹万零壹佰元整"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("100050.07", "壹拾万零伍拾元零柒分"),
    ("107000.53", "壹拾万柒仟元伍角叁分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("1005000", "壹佰万伍仟元整"),
    ("10000000", "壹仟万元整"),
    ("10000001", "壹仟万零壹元整"),
    ("10500000", "壹仟零伍拾万元整"),
    ("14999999.99", "壹仟肆佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ("15000000", "壹仟伍佰万元整"),
    ("20030400.50", "贰仟零叁万零肆佰元伍角"),
    ("100000001", "壹亿零壹元整"),
    ("100010000", "壹亿零壹万元整"),
    ("100100000", "壹亿零壹拾万元整"),
    ("250000000", "贰亿伍仟万元整"),
    ("1000000001.10", "壹拾亿零壹元壹角"),
    ("1001001001.01", "壹拾亿零壹佰万壹仟零壹元零壹分"),
    ("1000000000000", "壹万亿元整"),
    ("1234567890.12", "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
    // Beyond the specification: the largest amount, and a debt.
    ("92233720368547758.07", "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分"),
    ("-1500", "负壹仟伍佰元整"),
];

#[test]
fn words_are_written_and_read() {
    for (figures, words) in WORDS {
        assert_eq!(to_words(money(figures)), words, "{figures}");
        assert_eq!(read_words(words).unwrap(), money(figures), "{words}");
        assert_eq!(read_words(&format!("人民币{words}")).unwrap(), money(figures), "{words}");
    }
}

#[test]
fn every_legal_variant_is_read() {
    for (words, figures) in [
        // The examples of 附一 四.
        ("人民币壹仟陆佰捌拾元零叁角贰分", "1680.32"),
        ("人民币壹拾万柒仟元零伍角叁分", "107000.53"),
        ("人民币壹拾万零柒仟元伍角叁分", "107000.53"),
        // 整 and 正, 元 and 圆, 整 after 角.
        ("壹仟伍佰万圆整", "15000000"),
        ("壹仟伍佰万元正", "15000000"),
        ("贰拾元贰角整", "20.20"),
        ("贰拾元零贰角正", "20.20"),
        ("壹角整", "0.10"),
        // One 零 may stand for several zeros; so may several.
        ("陆仟零零柒元壹角肆分", "6007.14"),
        ("壹佰万零伍仟元整", "1005000"),
        ("壹拾亿零壹佰万零壹仟零壹元零壹分", "1001001001.01"),
        ("壹亿零壹仟元整", "100001000"),
        ("壹亿壹仟元整", "100001000"),
        // 繁体字.
        ("貳億伍仟萬圓整", "250000000"),
        ("陸仟零柒圓壹角肆分", "6007.14"),
        ("人民幣參佰元正", "300"),
        ("  人民币壹元整\n", "1"),
        ("人民币负壹元整", "-1"),
    ] {
        assert_eq!(read_words(words), Ok(money(figures)), "{words}");
    }
}

#[test]
fn what_is_not_legal_is_refused_with_the_legal_form() {
    for (words, right) in [
        ("壹仟伍佰万元", "人民币壹仟伍佰万元整"),
        ("拾元整", "人民币壹拾元整"),
        ("壹佰零壹拾元整", "人民币壹佰壹拾元整"),
        ("壹仟肆佰玖元伍角", "人民币壹仟肆佰零玖元伍角"),
        ("壹万陆仟肆佰零玖元贰分", "人民币壹万陆仟肆佰零玖元零贰分"),
        // 万位 is 2, so no 零 before 仟.
        ("壹万贰仟元零叁分整", "人民币壹万贰仟元零叁分"),
        ("壹拾贰万零叁仟元整", "人民币壹拾贰万叁仟元整"),
        ("陆仟零零零柒元整", "人民币陆仟零柒元整"),
        ("壹元零壹角", "人民币壹元壹角"),
    ] {
        let error = read_words(words).unwrap_err();
        assert_eq!(error.code, "words.not-legal", "{words}");
        assert!(error.message.ends_with(&format!("应写作“{right}”")), "{words}: {}", error.message);
    }
}

#[test]
fn what_is_no_amount_is_refused() {
    for words in [
        "",
        "人民币",
        "元整",
        "整",
        "负",
        "壹",
        "壹仟伍佰",
        "壹贰元整",
        "壹元贰叁角",
        "一千元整",
        "两万元整",
        "壹毛",
        "1500元整",
        "人民币 壹元整",
        "万元整",
        "亿亿亿元整",
        "元壹角",
        "角分",
        "壹角壹元整",
        "壹元整整整壹",
    ] {
        assert_eq!(read_words(words).unwrap_err().code, "words.unreadable", "{words}");
    }
    assert_eq!(read_words(&"亿".repeat(100_000)).unwrap_err().code, "words.unreadable");
    assert_eq!(read_words("玖仟亿亿元整").unwrap_err().code, "words.out-of-range");
    assert!(read_words("一千元整").unwrap_err().message.contains("应写“壹”"));
    assert!(read_words("两万元整").unwrap_err().message.contains("应写“贰”"));
}

/// A rate of up to 28 digits, as often short as long.
fn rate() -> impl Strategy<Value = Decimal> {
    let long = (0_i128..79_228_162_514_264_337_593_543_950_335, 0_u32..=28);
    let short = (0_i128..100_000, 0_u32..=4);
    prop_oneof![long, short].prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits, scale))
}

/// Whether `result` 分 equals, exceeds or falls short of `fen × rate ÷ 100`, by exact integers of two limbs.
fn against_exact(result: i64, fen: i64, rate: Decimal) -> std::cmp::Ordering {
    let product = wide(fen.unsigned_abs().into(), rate.mantissa().unsigned_abs());
    let scaled = wide(result.unsigned_abs().into(), 10_u128.pow(rate.scale()) * 100);
    scaled.cmp(&product)
}

/// Product of 64 by 100 bits as high and low parts of 64 bits.
fn wide(a: u128, b: u128) -> (u128, u128) {
    let low = a * (b & u128::from(u64::MAX));
    let high = a * (b >> 64) + (low >> 64);
    (high, low & u128::from(u64::MAX))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn words_round_trip(fen in any::<i64>()) {
        let money = Money::from_fen(fen);
        prop_assert_eq!(read_words(&to_words(money)), Ok(money));
    }

    /// Digits mostly 0, where the rules about 零 bite.
    #[test]
    fn words_round_trip_with_zeros(figures in "[1-9][0-9]?(0{0,5}[1-9]){0,4}0{0,6}") {
        let Ok(fen) = figures.parse::<i64>() else { return Ok(()) };
        let money = Money::from_fen(fen);
        let words = to_words(money);
        prop_assert_eq!(read_words(&words), Ok(money));
        prop_assert!(!words.contains("零零") && !words.contains("零万") && !words.contains("零亿"));
    }

    #[test]
    fn reading_words_never_panics(text in "[人民币负零壹贰拾佰仟万亿元圆角分整正 x]{0,30}") {
        if let Ok(money) = read_words(&text) {
            prop_assert_eq!(read_words(&to_words(money)), Ok(money));
        }
    }

    #[test]
    fn forms_round_trip(fen in any::<i64>()) {
        let money = Money::from_fen(fen);
        prop_assert_eq!(Money::parse_signed(&money.canonical()), Ok(money));
        prop_assert_eq!(Money::parse_signed(&money.to_string().replace(',', "")), Ok(money));
        prop_assert_eq!(money.in_wan() * Decimal::from(1_000_000), Decimal::from(fen));
        let json = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
    }

    #[test]
    fn percent_is_exact(fen in 0_i64..1_000_000_000_000_000, rate in rate()) {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let money = Money::from_fen(fen);
        let (Some(up), Some(down)) = (money.percent_up(rate), money.percent_down(rate)) else {
            // Only beyond the range: at least 2^63 分.
            prop_assert_eq!(against_exact(i64::MAX, fen, rate), Less);
            return Ok(());
        };
        prop_assert_ne!(against_exact(up.fen(), fen, rate), Less);
        prop_assert_ne!(against_exact(down.fen(), fen, rate), Greater);
        prop_assert!(up.fen() - down.fen() <= 1);
        let exact = against_exact(down.fen(), fen, rate) == Equal;
        prop_assert_eq!(up == down, exact);
        let half_up = money.percent(rate).unwrap();
        prop_assert!(half_up == up || half_up == down);
    }

    /// Against a plain formula where 128 bits are enough.
    #[test]
    fn percent_half_up_by_formula(fen in 0_i64..1_000_000_000_000, digits in 0_i64..10_000_000, scale in 0_u32..=5) {
        let rate = Decimal::new(digits, scale);
        let unit = 10_i128.pow(scale) * 100;
        let expected = (i128::from(fen) * i128::from(digits) * 2 + unit) / (unit * 2);
        prop_assert_eq!(Money::from_fen(fen).percent(rate).map(|money| i128::from(money.fen())), Some(expected));
    }
}
