//! What a column may say for spreadsheets: other names, that a value may not come twice, that nothing is added up.
#![allow(clippy::unwrap_used)]

mod common;

use common::{FIELDS, folder, mistakes};
use procedure::answer::{Answers, Value, duplicates};
use procedure::template::Library;
use serde_json::json;

/// The fields with another line for the columns of `payments`.
fn fields(date: &str, amount: &str) -> String {
    FIELDS.replace(
        "{ key = \"paid_on\", kind = \"date\", label = \"日期\" },\n  { key = \"amount\", kind = \"money\", label = \"金额\" }",
        &format!(
            "{{ key = \"paid_on\", kind = \"date\", label = \"日期\"{date} }},\n  {{ key = \"amount\", kind = \"money\", label = \"金额\"{amount} }}"
        ),
    )
}

fn told(text: &str) -> Vec<(&'static str, String)> {
    mistakes(&[("fields.toml", text)]).into_iter().map(|mistake| (mistake.code, mistake.name)).collect()
}

#[test]
fn names_and_uniqueness_are_read() {
    let text = fields(", synonyms = [\"付款日\", \"日子\"]", ", unique = [\"paid_on\", \"mode\"]");
    let library = Library::load(&folder(&[("fields.toml", &text)])).unwrap();
    let table = library.procedure("test").unwrap().field("payments").unwrap().clone();
    assert_eq!(table.column("paid_on").unwrap().entry.synonyms, ["付款日", "日子"]);
    assert_eq!(table.column("amount").unwrap().unique_with(), ["amount", "paid_on", "mode"]);
    assert!(table.column("mode").unwrap().unique_with().is_empty());
}

#[test]
fn a_name_may_mean_one_column_only() {
    let text = fields(", synonyms = [\"金额\"]", "");
    assert_eq!(told(&text), [("template.synonyms", "金额".to_owned())]);
    let text = fields(", synonyms = [\"付款\"]", ", synonyms = [\"付款\"]");
    assert_eq!(told(&text), [("template.synonyms", "付款".to_owned())]);
}

#[test]
fn other_columns_must_exist_and_a_field_is_no_column() {
    let text = fields("", ", unique = [\"payd_on\"]");
    let all = mistakes(&[("fields.toml", &text)]);
    assert_eq!((all.len(), all[0].code), (1, "template.unique"));
    assert!(all[0].message.contains("是否想写“paid_on”"), "{}", all[0].message);
    assert_eq!(told(&fields("", ", unique = [\"amount\"]")), [("template.unique", "amount".to_owned())]);
    let name = FIELDS.replace("max_length = 20", "unique = true\nsynonyms = [\"名字\"]");
    assert_eq!(
        told(&name),
        [("template.synonyms", "name".to_owned()), ("template.unique", "name".to_owned())]
    );
    let text = fields("", ", unique = 3");
    assert_eq!(mistakes(&[("fields.toml", &text)]).len(), 1);
}

#[test]
fn a_column_of_figures_may_say_that_it_adds_up_to_nothing() {
    let totalled = |text: &str| {
        let library = Library::load(&folder(&[("fields.toml", text)])).unwrap();
        let table = library.procedure("test").unwrap().field("payments").unwrap().clone();
        table.column("amount").unwrap().is_totalled()
    };
    assert!(totalled(FIELDS));
    assert!(!totalled(&fields("", ", totalled = false")));
    assert_eq!(told(&fields(", totalled = true", "")), [("template.totalled", "paid_on".to_owned())]);
    let name = FIELDS.replace("max_length = 20", "totalled = false");
    assert_eq!(told(&name), [("template.totalled", "name".to_owned())]);
}

#[test]
fn repetitions_name_the_first_row() {
    let text = fields("", ", unique = [\"mode\"]");
    let library = Library::load(&folder(&[("fields.toml", &text)])).unwrap();
    let procedure = library.procedure("test").unwrap();
    let rows = json!([
        { "amount": "1.00", "mode": "cash" },
        { "amount": "1.00", "mode": "wire" },
        { "mode": "cash" },
        { "amount": "1.00", "mode": "cash" },
        { "mode": "cash" },
    ]);
    let answers = Answers::read(procedure, json!({ "payments": rows }).as_object().unwrap()).unwrap();
    let Some(Value::Table(rows)) = answers.get("payments") else { panic!("no rows") };
    let table = procedure.field("payments").unwrap();
    let found = duplicates(table, rows.iter());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].row, found[0].first, found[0].column.as_str()), (3, 0, "amount"));
    assert_eq!(found[0].message(table, 1), "“金额”不得重复：“现金 1.00 元”与第1行相同");
}
