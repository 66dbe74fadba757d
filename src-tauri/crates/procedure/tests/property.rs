//! Whatever is answered to the shipped procedure: it can be assessed, and comes back from a case file as it went in.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::LazyLock;

use common::shipped;
use procedure::answer::Answers;
use procedure::assessment::{Case, assess};
use procedure::template::{Field, FieldKind, Library};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

static LIBRARY: LazyLock<Library> = LazyLock::new(shipped);

/// An answer of the field's kind, mostly sound, sometimes not within its limits.
fn answer(field: &Field) -> BoxedStrategy<Json> {
    let keys: Vec<String> = field.entry.options.iter().map(|option| option.key.clone()).collect();
    match field.kind() {
        FieldKind::Text | FieldKind::LongText => {
            prop_oneof![any::<String>(), "[甲乙丙𠮷{}%|#*\\\\<>&\u{202e} ]{0,12}"]
                .prop_map(Json::from)
                .boxed()
        }
        FieldKind::Money => prop_oneof![
            (0_i64..=9_000_000_000).prop_map(|fen| json!(format!("{}.{:02}", fen / 100, fen % 100))),
            Just(json!("92233720368547758.07")),
        ]
        .boxed(),
        FieldKind::Area | FieldKind::Decimal | FieldKind::Percent => {
            (0_u32..=20_000).prop_map(|n| json!(format!("{}.{:02}", n / 100, n % 100))).boxed()
        }
        FieldKind::Integer => prop_oneof![(0_i64..100), Just(i64::MAX)].prop_map(Json::from).boxed(),
        FieldKind::Date => (1949_i32..=2199, 1_u32..=12, 1_u32..=28)
            .prop_map(|(year, month, day)| json!(format!("{year}-{month:02}-{day:02}")))
            .boxed(),
        FieldKind::Boolean => any::<bool>().prop_map(Json::from).boxed(),
        FieldKind::Choice => proptest::sample::select(keys).prop_map(Json::from).boxed(),
        FieldKind::Choices | FieldKind::Checklist => {
            let most = keys.len();
            proptest::sample::subsequence(keys, 0..=most).prop_map(Json::from).boxed()
        }
        FieldKind::Party | FieldKind::BankAccount => record(&field.columns).prop_map(Json::Object).boxed(),
        FieldKind::Table => {
            let row = record(&field.columns).prop_map(Json::Object);
            proptest::collection::vec(row, 0..4).prop_map(Json::Array).boxed()
        }
    }
}

/// Some of the fields answered.
fn record<'f>(fields: impl IntoIterator<Item = &'f Field>) -> BoxedStrategy<Map<String, Json>> {
    let parts: Vec<_> = fields
        .into_iter()
        .map(|field| {
            let key = field.key().to_owned();
            proptest::option::weighted(0.7, answer(field)).prop_map(move |value| (key.clone(), value))
        })
        .collect();
    parts.prop_map(|parts| parts.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()).boxed()
}

fn answers() -> BoxedStrategy<Map<String, Json>> {
    record(LIBRARY.procedure("donation").unwrap().fields())
}

/// Any JSON at all, three levels deep.
fn anything() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            proptest::collection::btree_map("[a-z_]{1,8}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answers_can_be_assessed_and_always_alike(json in answers(), today in 0_i64..20_000) {
        let procedure = LIBRARY.procedure("donation").unwrap();
        let answers = Answers::read_lenient(procedure, &json);
        let case = Case { answers, ..Case::default() };
        let today = procedure.in_force_from + chrono::Days::new(u64::try_from(today).unwrap());
        let first = assess(&LIBRARY, procedure, &case, today);
        prop_assert_eq!(first.findings.len(), procedure.rules.len());
        prop_assert_eq!(first.documents.len(), procedure.documents.len());
        prop_assert!(first.findings.iter().all(|finding| !finding.message.contains("提示文字无法生成")));
        let second = assess(&LIBRARY, procedure, &case, today);
        prop_assert_eq!(serde_json::to_string(&first).unwrap(), serde_json::to_string(&second).unwrap());
    }

    #[test]
    fn answers_come_back_from_a_case_file(json in answers()) {
        let procedure = LIBRARY.procedure("donation").unwrap();
        let answers = Answers::read_lenient(procedure, &json);
        let text = serde_json::to_string(&answers.to_json()).unwrap();
        let again = Answers::read(procedure, &serde_json::from_str(&text).unwrap()).unwrap();
        prop_assert_eq!(again.to_json(), answers.to_json());
    }

    #[test]
    fn anything_else_is_read_or_refused(value in anything(), index in any::<prop::sample::Index>()) {
        let procedure = LIBRARY.procedure("donation").unwrap();
        let fields: Vec<&Field> = procedure.fields().collect();
        let key = index.get(&fields).key().to_owned();
        let json = Map::from_iter([(key.clone(), value)]);
        if let Err(problems) = Answers::read(procedure, &json) {
            prop_assert!(problems.iter().all(|problem| problem.path.starts_with(&key)));
            prop_assert!(problems.iter().all(|problem| !problem.message.is_empty()));
        }
    }

    #[test]
    fn any_expression_compiles_or_is_refused(source in "[a-z0-9_ ().,'<>=|{}%+*/-]{0,40}") {
        if let Ok(expression) = procedure::expression::Expression::compile(&source, 1) {
            let procedure = LIBRARY.procedure("donation").unwrap();
            let facts = procedure::assessment::facts(&LIBRARY, procedure, &Case::default(), procedure.in_force_from);
            let _ = expression.evaluate(&procedure::expression::Scope::new(&facts));
        }
    }
}
