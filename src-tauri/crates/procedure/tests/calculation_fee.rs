//! Progressive fees: the vectors of the specification, the edges of brackets, what a table must be.
#![allow(clippy::unwrap_used)]

mod common;

use common::{case, folder, procedure, shipped};
use procedure::assessment::facts;
use procedure::expression::{Expression, Scope, to_json};
use procedure::fee::{BracketEntry, Brackets};
use procedure::money::Money;
use procedure::template::{Library, Mistake};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

fn yuan(text: &str) -> Money {
    Money::parse_signed(text).unwrap()
}

/// An amount of so many 万元.
fn wan(figure: i64) -> Money {
    Money::from_fen(figure * 1_000_000)
}

/// Brackets from limits in 元 (none in the last) and rates in percent.
fn brackets(written: &[(Option<&str>, &str)]) -> Result<Brackets, Vec<String>> {
    let entries: Vec<BracketEntry> = written
        .iter()
        .map(|(up_to, rate)| BracketEntry { over: None, up_to: up_to.map(yuan), rate: rate.parse().unwrap() })
        .collect();
    Brackets::new(&entries).map_err(|problems| problems.into_iter().map(|problem| problem.message).collect())
}

/// The brackets of 财建〔2016〕504号 as shipped.
fn comparator() -> Brackets {
    let library = shipped();
    let fees = &library.procedure("donation").unwrap().fees;
    let table = fees.iter().find(|fee| fee.id == "caijian-2016-504").unwrap();
    assert!(table.comparator);
    table.brackets.clone()
}

#[test]
fn the_comparator_gives_the_vectors_of_the_specification() {
    let brackets = comparator();
    let vectors = [
        (1000, 20),
        (5000, 80),
        (8000, 116),
        (10_000, 140),
        (25_000, 290),
        (30_000, 340),
        (50_000, 540),
        (60_000, 620),
        (85_000, 820),
        (100_000, 940),
        (150_000, 1140),
        (200_000, 1340),
    ];
    for (base, fee) in vectors {
        assert_eq!(brackets.fee(wan(base)), wan(fee), "{base}万元");
    }
}

#[test]
fn construction_only_takes_seventy_percent() {
    let brackets = comparator();
    for (base, fee) in [(25_000, 203), (60_000, 434), (100_000, 658)] {
        assert_eq!(brackets.fee(wan(base)).percent(Decimal::from(70)), Some(wan(fee)), "{base}万元");
    }
}

#[test]
fn a_breakdown_shows_the_brackets_reached_and_adds_up() {
    let parts: Vec<(usize, String, String, String)> = comparator()
        .breakdown(wan(25_000))
        .into_iter()
        .map(|part| (part.number, part.label, part.amount.canonical(), part.fee.canonical()))
        .collect();
    let expected = [
        (1, "不超过1,000万元的部分", "10000000.00", "200000.00"),
        (2, "超过1,000万元至5,000万元的部分", "40000000.00", "600000.00"),
        (3, "超过5,000万元至10,000万元的部分", "50000000.00", "600000.00"),
        (4, "超过10,000万元至50,000万元的部分", "150000000.00", "1500000.00"),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(number, label, amount, fee)| {
            (*number, (*label).to_owned(), (*amount).to_owned(), (*fee).to_owned())
        })
        .collect();
    assert_eq!(parts, expected);
    let open = comparator().breakdown(wan(200_000)).pop().unwrap();
    assert_eq!((open.label.as_str(), open.up_to), ("超过100,000万元的部分", None));
}

#[test]
fn an_edge_belongs_to_the_bracket_below() {
    let brackets = comparator();
    // Up to and including 1000万 all is in the first bracket.
    assert_eq!(brackets.breakdown(yuan("9999999.99")).len(), 1);
    assert_eq!(brackets.breakdown(yuan("10000000.00")).len(), 1);
    assert_eq!(brackets.breakdown(yuan("10000000.01")).len(), 2);
    // 9999999.99 × 2% = 199999.9998; the 分 above the edge adds 0.00015; 0.33 adds 0.00495, 0.34 adds 0.0051.
    assert_eq!(brackets.fee(yuan("9999999.99")), yuan("200000.00"));
    assert_eq!(brackets.fee(yuan("10000000.01")), yuan("200000.00"));
    assert_eq!(brackets.fee(yuan("10000000.33")), yuan("200000.00"));
    assert_eq!(brackets.fee(yuan("10000000.34")), yuan("200000.01"));
}

#[test]
fn the_total_is_rounded_once_and_half_up() {
    // 0.45分 and 0.45分: each alone would be nothing, together they are 0.9分.
    let two = brackets(&[(Some("0.30"), "1.5"), (None, "1.5")]).unwrap();
    assert_eq!(two.fee(yuan("0.60")), yuan("0.01"));
    let shares: Vec<Money> = two.breakdown(yuan("0.60")).into_iter().map(|part| part.fee).collect();
    assert_eq!(shares, [yuan("0.00"), yuan("0.01")]);
    // 100.50 × 1% = 1.005; 100.49 × 1% = 1.0049.
    let one = brackets(&[(None, "1")]).unwrap();
    assert_eq!(one.fee(yuan("100.50")), yuan("1.01"));
    assert_eq!(one.fee(yuan("100.49")), yuan("1.00"));
    assert_eq!(one.breakdown(yuan("1.00"))[0].label, "全部");
}

#[test]
fn nothing_gives_no_fee_and_the_greatest_amount_does_not_overflow() {
    let brackets = comparator();
    for base in ["0", "-0.01", "-92233720368547758.08"] {
        assert_eq!(brackets.fee(yuan(base)), Money::ZERO, "{base}");
        assert!(brackets.breakdown(yuan(base)).is_empty(), "{base}");
    }
    // 9,400,000 + (92,233,720,368,547,758.07 − 1,000,000,000) × 0.4% = 368,934,886,874,191.03228
    assert_eq!(brackets.fee(Money::from_fen(i64::MAX)), yuan("368934886874191.03"));
    // All of it, at the finest rate that is allowed.
    let whole = self::brackets(&[(None, "100")]).unwrap();
    assert_eq!(whole.fee(Money::from_fen(i64::MAX)), Money::from_fen(i64::MAX));
    let finest = self::brackets(&[(None, "99.999999")]).unwrap();
    assert_eq!(finest.fee(yuan("100000000.00")), yuan("99999999.00"));
}

#[test]
fn what_is_wrong_with_brackets_is_told_all_at_once() {
    let told = |written: &[(Option<&str>, &str)]| brackets(written).unwrap_err();
    assert_eq!(told(&[]), ["费率表一档也没有，请至少填写一档"]);
    assert_eq!(
        told(&[(Some("1000"), "2")]),
        ["最后一档写了上限1,000.00元，超过的部分就没有费率；最后一档的上限应留空"]
    );
    assert_eq!(told(&[(None, "2"), (None, "1")]), ["第1档没有上限；只有最后一档可以不写上限"]);
    assert_eq!(
        told(&[(Some("5000"), "2"), (Some("1000"), "1"), (None, "100.5")]),
        [
            "第2档的上限1,000.00元低于上一档的上限5,000.00元，各档应从小到大",
            "第3档的费率100.5%不在0%至100%之间，请核对（2%应填写2）"
        ]
    );
    assert_eq!(
        told(&[(Some("5000"), "2"), (Some("5000"), "-1"), (None, "0.1234567")]),
        [
            "第2档的费率-1%不在0%至100%之间，请核对（2%应填写2）",
            "第2档的上限5,000.00元与上一档的上限相同，各档应从小到大",
            "第3档的费率最多6位小数"
        ]
    );
    assert_eq!(told(&[(Some("0"), "2"), (None, "1")]), ["第1档的上限0.00元应大于0"]);
    // Both ends of what is allowed.
    assert!(brackets(&[(Some("0.01"), "0"), (None, "100")]).is_ok());
}

#[test]
fn a_lower_limit_that_is_written_must_meet_the_one_before() {
    let of = |first: &str, second: &str| {
        let entry = |over: &str, up_to: Option<&str>| BracketEntry {
            over: Some(yuan(over)),
            up_to: up_to.map(yuan),
            rate: Decimal::ONE,
        };
        let found = Brackets::new(&[entry(first, Some("1000")), entry(second, None)]);
        found.err().unwrap_or_default().into_iter().map(|problem| problem.message).collect::<Vec<_>>()
    };
    assert!(of("0", "1000").is_empty());
    assert_eq!(of("0", "1000.01"), ["第2档从1,000.01元起，与上一档的上限1,000.00元之间有空档，两者应相同"]);
    assert_eq!(of("0", "999.99"), ["第2档从999.99元起，与上一档的上限1,000.00元有重叠，两者应相同"]);
    assert_eq!(of("1", "1000"), ["第1档从1.00元起，与0元之间有空档，两者应相同"]);
}

// The file of tables.

fn mistakes(fees: &str) -> Vec<Mistake> {
    let mut folder = folder(&[]);
    folder.insert("shared/fees.toml", fees);
    Library::load(&folder).err().unwrap_or_default()
}

const HEAD: &str = "[[fee]]\nid = \"a\"\nname = \"甲表\"\nsource = \"甲〔2020〕1号\"\nfrom = 2020-01-01\n";

#[test]
fn every_mistake_of_the_file_is_told_with_its_line() {
    let text = format!(
        "{HEAD}brackets = [\n  {{ up_to = \"1000\", rate = \"2\" }},\n  {{ over = \"1500\", up_to = \"900\", rate = \"101\" }},\n  {{ up_to = \"2000\", rate = \"1\" }},\n]\n"
    );
    let found: Vec<_> = mistakes(&text).into_iter().map(|m| (m.file, m.line, m.code, m.name)).collect();
    let at = |line| ("shared/fees.toml".to_owned(), Some(line), "template.fee", "a".to_owned());
    assert_eq!(found, [at(8), at(8), at(8), at(9)]);

    let unreadable =
        format!("{HEAD}brackets = [\n  {{ up_to = \"千元\", rate = \"2%\" }},\n  {{ rate = \"1\" }},\n]\n");
    let lines: Vec<_> = mistakes(&unreadable).into_iter().map(|m| (m.line, m.code, m.name)).collect();
    assert_eq!(
        lines,
        [(Some(7), "template.fee", "2%".to_owned()), (Some(7), "template.fee", "千元".to_owned())]
    );

    let twice = format!("{HEAD}brackets = [{{ rate = \"1\" }}]\n{HEAD}brackets = [{{ rate = \"2\" }}]\n");
    let found: Vec<_> = mistakes(&twice).into_iter().map(|m| (m.line, m.code)).collect();
    assert_eq!(found, [(Some(7), "template.duplicate")]);

    let float = format!("{HEAD}brackets = [{{ rate = 1.5 }}]\n");
    assert_eq!(mistakes(&float)[0].code, "template.form");
    let slip = format!("{HEAD}comparitor = true\nbrackets = [{{ rate = \"1\" }}]\n");
    let slip = &mistakes(&slip)[0];
    assert_eq!((slip.code, slip.line, slip.name.as_str()), ("template.unknown-key", Some(6), "comparitor"));
    let time = HEAD.replace("2020-01-01", "07:30:00") + "brackets = [{ rate = \"1\" }]\n";
    assert_eq!((mistakes(&time)[0].code, mistakes(&time)[0].line), ("template.date", Some(1)));
}

#[test]
fn a_table_that_is_not_there_is_a_mistake_of_the_folder() {
    let derived = "[[derived]]\nkey = \"fee\"\nlabel = \"费\"\nkind = \"money\"\nvalue = \"progressive_fee(fee_schedule('b'), total)\"\n";
    let mut folder = folder(&[("derived.toml", derived)]);
    folder.insert("shared/fees.toml", format!("{HEAD}brackets = [{{ rate = \"1\" }}]\n"));
    let found = Library::load(&folder).unwrap_err();
    assert_eq!(
        (found[0].code, found[0].line, found[0].name.as_str()),
        ("template.unknown-fee-table", Some(5), "b")
    );
}

// The functions.

const TWO_VERSIONS: &str = r#"
[[fee]]
id = "a"
name = "新表"
source = "甲〔2026〕1号"
from = 2026-06-01
brackets = [{ up_to = "1000", rate = "10" }, { rate = "5" }]
[[fee]]
id = "a"
name = "旧表"
source = "甲〔2020〕1号"
from = 2020-01-01
brackets = [{ rate = "20" }]
"#;

const FIELDS: &str = r#"
[[section]]
id = "all"
stage = "first"
title = "全部"
[[section.field]]
key = "total"
kind = "money"
label = "总额"
[[section.field]]
key = "rates"
kind = "table"
label = "费率表"
columns = [
  { key = "over", kind = "money", label = "下限", optional = true },
  { key = "up_to", kind = "money", label = "上限", optional = true },
  { key = "rate", kind = "percent", label = "费率" },
]
"#;

/// Value, missing answers and fault on 2026-05-31.
fn eval(source: &str, answers: Json) -> (Json, Vec<String>, Option<String>) {
    let mut folder = folder(&[("fields.toml", FIELDS)]);
    folder.insert("shared/fees.toml", TWO_VERSIONS);
    let library = Library::load(&folder).unwrap();
    let facts = facts(&library, procedure(&library), &case(&library, answers), "2026-05-31".parse().unwrap());
    let evaluation = Expression::compile(source, 1).unwrap().evaluate(&Scope::new(&facts));
    (
        to_json(&evaluation.value),
        evaluation.missing.into_iter().collect(),
        evaluation.fault.map(|fault| fault.to_string()),
    )
}

fn value(source: &str, answers: Json) -> Json {
    let (value, missing, fault) = eval(source, answers);
    assert_eq!((missing, fault), (Vec::new(), None), "{source}");
    value
}

#[test]
fn the_version_in_force_on_the_day_counts() {
    let fee = |table: &str| value(&format!("progressive_fee({table}, money('1100'))"), json!({}));
    // Today is the last day of the old version.
    assert_eq!(fee("fee_schedule('a')"), json!("220.00"));
    assert_eq!(fee("'a'"), json!("220.00"));
    assert_eq!(fee("fee_schedule('a', date('2026-05-31'))"), json!("220.00"));
    assert_eq!(fee("fee_schedule('a', date('2026-06-01'))"), json!("105.00"));
    // Before any version the first is taken, and says that it was not in force.
    assert_eq!(value("fee_schedule('a', date('2019-12-31')).name", json!({})), json!("旧表"));
    assert_eq!(value("fee_schedule('a', date('2019-12-31')).in_force", json!({})), json!(false));
    assert_eq!(value("fee_schedule('a', date('2020-01-01')).in_force", json!({})), json!(true));
    assert_eq!(value("'' ~ fee_schedule('a')", json!({})), json!("旧表"));
    assert_eq!(
        value("fee_schedule('a', date('2026-06-01')).brackets", json!({})),
        json!([
            { "number": 1, "label": "不超过0.1万元的部分", "over": "0.00", "up_to": "1000.00", "rate": "10" },
            { "number": 2, "label": "超过0.1万元的部分", "over": "1000.00", "up_to": null, "rate": "5" },
        ])
    );
    assert_eq!(value("fee_schedule('a', date('2026-06-01'))", json!({}))["source"], json!("甲〔2026〕1号"));
}

#[test]
fn a_breakdown_is_a_table() {
    assert_eq!(
        value("fee_breakdown(fee_schedule('a', date('2026-06-01')), money('1100'))", json!({})),
        json!([
            { "number": 1, "label": "不超过0.1万元的部分", "over": "0.00", "up_to": "1000.00", "amount": "1000.00", "rate": "10", "fee": "100.00" },
            { "number": 2, "label": "超过0.1万元的部分", "over": "1000.00", "up_to": null, "amount": "100.00", "rate": "5", "fee": "5.00" },
        ])
    );
    let table = "fee_breakdown(fee_schedule('a', date('2026-06-01')), money('1100'))";
    assert_eq!(value(&format!("sum({table}, 'fee')"), json!({})), json!("105.00"));
}

#[test]
fn a_table_typed_into_the_case_is_used_and_checked_alike() {
    let sound = json!({ "rates": [{ "up_to": "1000", "rate": "10" }, { "over": "1000", "rate": "5" }] });
    assert_eq!(value("fee_problems(rates)", sound.clone()), json!([]));
    assert_eq!(value("progressive_fee(fee_table_of(rates), money('1100'))", sound.clone()), json!("105.00"));
    let named = "fee_table_of(rates, '附件2', '罗发改〔2022〕1号', date('2022-11-03'))";
    assert_eq!(value(&format!("{named}.name"), sound.clone()), json!("附件2"));
    assert_eq!(value(&format!("{named}.from"), sound), json!("2022-11-03"));

    let unsound = json!({ "rates": [{ "up_to": "1000", "rate": "10" }, { "over": "900", "rate": "5" }] });
    assert_eq!(
        value("fee_problems(rates)", unsound.clone()),
        json!(["第2档从900.00元起，与上一档的上限1,000.00元有重叠，两者应相同"])
    );
    // Nothing is worked out by an unsound table: it waits as if there were none.
    let (fee, missing, fault) = eval("progressive_fee(fee_table_of(rates), money('1'))", unsound);
    assert_eq!((fee, missing, fault), (json!(null), vec!["rates".to_owned()], None));
}

#[test]
fn an_empty_limit_is_no_missing_answer_but_an_empty_rate_is() {
    let (problems, missing, _) =
        eval("fee_problems(rates)", json!({ "rates": [{ "up_to": "1000" }, { "rate": "5" }] }));
    assert_eq!((problems, missing), (json!(null), vec!["rates.0.rate".to_owned()]));
    let (_, missing, fault) = eval("progressive_fee(fee_table_of(rates), total)", json!({}));
    assert_eq!((missing, fault), (vec!["rates".to_owned(), "total".to_owned()], None));
}

#[test]
fn a_slip_in_an_expression_is_told() {
    for source in [
        "progressive_fee(3, money('1'))",
        "progressive_fee('b', money('1'))",
        "progressive_fee('a', 3)",
        "fee_table_of([])",
    ] {
        assert!(eval(source, json!({})).2.is_some(), "{source}");
    }
}

fn any_brackets() -> impl Strategy<Value = Brackets> {
    let step = (1_i64..5_000_000, 0_u32..=100_000_000);
    (proptest::collection::vec(step, 0..6), 0_u32..=100_000_000).prop_map(|(steps, last)| {
        let rate = |millionths: u32| Decimal::new(i64::from(millionths), 6);
        let mut limit = 0;
        let mut entries: Vec<BracketEntry> = Vec::new();
        for (width, millionths) in steps {
            limit += width;
            entries.push(BracketEntry {
                over: None,
                up_to: Some(Money::from_fen(limit)),
                rate: rate(millionths),
            });
        }
        entries.push(BracketEntry { over: None, up_to: None, rate: rate(last) });
        Brackets::new(&entries).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fee_never_falls_and_never_jumps(brackets in any_brackets(), base in 0_i64..40_000_000, more in 0_i64..1000) {
        let fee = |base: i64| brackets.fee(Money::from_fen(base)).fen();
        prop_assert!(fee(base) <= fee(base + more));
        prop_assert!(fee(base + more) - fee(base) <= more + 1, "no rate is above 100%");
        prop_assert!(fee(base) <= base);
        // At each edge, from one 分 to the next.
        for bracket in brackets.as_slice() {
            let edge = bracket.over.fen();
            prop_assert!((0..=1).contains(&(fee(edge + 1) - fee(edge))));
        }
    }

    #[test]
    fn a_breakdown_divides_base_and_fee_without_remainder(brackets in any_brackets(), base in 0_i64..40_000_000) {
        let base = Money::from_fen(base);
        let parts = brackets.breakdown(base);
        prop_assert_eq!(parts.iter().map(|part| part.amount.fen()).sum::<i64>(), base.fen());
        prop_assert_eq!(parts.iter().map(|part| part.fee.fen()).sum::<i64>(), brackets.fee(base).fen());
        prop_assert!(parts.iter().all(|part| part.fee >= Money::ZERO));
        // Held against decimals: the exact sum, rounded once.
        let exact: Decimal = parts.iter().map(|part| Decimal::from(part.amount.fen()) * part.rate / Decimal::ONE_HUNDRED).sum();
        let rounded = exact.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        prop_assert_eq!(Decimal::from(brackets.fee(base).fen()), rounded);
    }
}
