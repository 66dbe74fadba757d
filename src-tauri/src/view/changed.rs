//! What was changed, in words: which answer, what it was, what it is.

use procedure::answer::{Value, read_value};
use procedure::expression::printed;
use procedure::template::{Field, FieldKind, Procedure};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use store::{Change, Part};
use ts_rs::TS;

/// Cells of a table that are told one by one; of more it is told how many.
const MOST_CELLS: usize = 20;
/// Characters of a text that are told.
const MOST_LETTERS: usize = 60;
/// Characters in front of the first difference that are told with it.
const LEAD: usize = 10;

/// One answer that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChangedView {
    /// Where it stands: `project_name`, `units.3.area`; none where there is no such place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    path: Option<String>,
    /// What it is called: 项目名称, 房源清单第4行“面积”.
    label: String,
    /// What it was; empty: not answered.
    from: String,
    /// What it is; empty: not answered.
    to: String,
}

/// Changes in words. `answers` are those after the changes.
pub fn changed(procedure: &Procedure, answers: &Map<String, Json>, changes: &[Change]) -> Vec<ChangedView> {
    let mut told = Vec::new();
    for change in changes {
        match (change.part, procedure.field(&change.key)) {
            (Part::Overrides, _) => told.push(reason(procedure, change)),
            (Part::Answers, Some(field)) => answer(field, answers, change, &mut told),
            // An answer that today's templates do not ask for.
            (Part::Answers, None) => {
                let (from, to) = (plain(change.before.as_ref()), plain(change.after.as_ref()));
                told.push(ChangedView { path: None, label: change.key.clone(), from, to });
            }
        }
    }
    told
}

/// The reason for a warning that was set aside.
fn reason(procedure: &Procedure, change: &Change) -> ChangedView {
    let rule = procedure.rule(&change.key);
    let title = rule.map_or(change.key.as_str(), |rule| rule.title.as_str());
    let (from, to) = clipped(&plain(change.before.as_ref()), &plain(change.after.as_ref()));
    let path = rule.and_then(|rule| rule.fields.first().cloned());
    ChangedView { path, label: format!("保留“{title}”的理由"), from, to }
}

fn answer(field: &Field, answers: &Map<String, Json>, change: &Change, told: &mut Vec<ChangedView>) {
    let key = change.key.as_str();
    match (&change.before, &change.after) {
        (Some(Json::Array(before)), Some(Json::Array(after))) if field.kind() == FieldKind::Table => {
            let all = answers.get(key).and_then(Json::as_array).map_or(after.len(), Vec::len);
            rows(field, Rows { at: change.row, before, after, all }, told);
        }
        (Some(Json::Object(before)), Some(Json::Object(after))) => {
            let place = Place { path: key.to_owned(), label: format!("{}的", field.label()), quoted: false };
            parts(field, &place, before, after, told);
        }
        (before, after) => {
            let (from, to) = clipped(&words(field, before.as_ref()), &words(field, after.as_ref()));
            told.push(ChangedView { path: Some(key.to_owned()), label: field.label().to_owned(), from, to });
        }
    }
}

/// Rows that take the place of others.
#[derive(Clone, Copy)]
struct Rows<'a> {
    /// The first of them, from 0; none: the slices hold the whole table.
    at: Option<usize>,
    before: &'a [Json],
    after: &'a [Json],
    /// Rows of the whole table afterwards.
    all: usize,
}

fn rows(field: &Field, rows: Rows<'_>, told: &mut Vec<ChangedView>) {
    let Rows { at, mut before, mut after, all } = rows;
    let mut first = at.unwrap_or(0);
    if at.is_none() {
        let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        (first, before, after) = (same, &before[same..], &after[same..]);
        let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
        (before, after) = (&before[..before.len() - tail], &after[..after.len() - tail]);
    }
    let row = |index: usize| format!("{}第{}行", field.label(), first + index + 1);
    if before.len() != after.len() {
        told.push(ChangedView {
            path: Some(format!("{}.{first}", field.key())),
            label: format!("{}起", row(0)),
            from: format!("共 {} 行", (all + before.len()).saturating_sub(after.len())),
            to: format!("共 {all} 行"),
        });
        return;
    }
    let mut cells = Vec::new();
    for (index, pair) in before.iter().zip(after).enumerate() {
        if let (Json::Object(before), Json::Object(after)) = pair {
            let path = format!("{}.{}", field.key(), first + index);
            parts(field, &Place { path, label: row(index), quoted: true }, before, after, &mut cells);
        }
    }
    if cells.len() > MOST_CELLS {
        let path = cells.first().and_then(|cell| cell.path.clone());
        let (from, to) = (format!("共 {all} 行"), format!("共 {all} 行，{} 格不同", cells.len()));
        told.push(ChangedView { path, label: field.label().to_owned(), from, to });
    } else {
        told.append(&mut cells);
    }
}

/// Where a record stands and what it is called.
struct Place {
    path: String,
    label: String,
    /// Whether the name of a part stands in quotes.
    quoted: bool,
}

/// The parts of a record that differ, in the order of the columns.
fn parts(
    field: &Field,
    place: &Place,
    before: &Map<String, Json>,
    after: &Map<String, Json>,
    told: &mut Vec<ChangedView>,
) {
    for column in &field.columns {
        let (was, is) = (before.get(column.key()), after.get(column.key()));
        if was == is {
            continue;
        }
        let (from, to) = clipped(&words(column, was), &words(column, is));
        let name = column.label();
        let name = if place.quoted { format!("“{name}”") } else { name.to_owned() };
        told.push(ChangedView {
            path: Some(format!("{}.{}", place.path, column.key())),
            label: format!("{}{name}", place.label),
            from,
            to,
        });
    }
}

/// A stored value as it reads on screen; as it is stored where today's templates cannot read it.
fn words(field: &Field, value: Option<&Json>) -> String {
    let Some(value) = value.filter(|value| !value.is_null()) else { return String::new() };
    match read_value(field, field.key(), value) {
        Ok(read) => read.as_ref().map(|read: &Value| printed(Some(field), read)).unwrap_or_default(),
        Err(_) => plain(Some(value)),
    }
}

fn plain(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// Both texts cut to what tells them apart.
fn clipped(from: &str, to: &str) -> (String, String) {
    let length = |text: &str| text.chars().count();
    let skip = if length(from) > MOST_LETTERS || length(to) > MOST_LETTERS {
        let same = from.chars().zip(to.chars()).take_while(|(a, b)| a == b).count();
        same.saturating_sub(LEAD)
    } else {
        0
    };
    let cut = |text: &str| {
        let mut kept: String = text.chars().skip(skip).take(MOST_LETTERS).collect();
        if skip > 0 && !text.is_empty() {
            kept.insert(0, '…');
        }
        if length(text) > skip + MOST_LETTERS {
            kept.push('…');
        }
        kept
    };
    (cut(from), cut(to))
}

#[cfg(test)]
mod tests {
    use procedure::template::Library;
    use serde_json::json;

    use super::*;

    fn shipped() -> Library {
        let templates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
        Library::load(&store::shelf::read(&templates).expect("the shipped templates"))
            .expect("sound templates")
    }

    fn told(answers: &Json, change: Change) -> Vec<(String, String, String, String)> {
        let library = shipped();
        let procedure = library.procedure("donation").expect("the donation procedure");
        let answers = answers.as_object().cloned().unwrap_or_default();
        let views = changed(procedure, &answers, &[change]);
        views
            .into_iter()
            .map(|view| (view.path.unwrap_or_default(), view.label, view.from, view.to))
            .collect()
    }

    fn answer(key: &str, row: Option<usize>, before: Json, after: Json) -> Change {
        let part = Part::Answers;
        let some = |value: Json| (!value.is_null()).then_some(value);
        Change { part, key: key.to_owned(), row, before: some(before), after: some(after) }
    }

    fn line(path: &str, label: &str, from: &str, to: &str) -> (String, String, String, String) {
        (path.to_owned(), label.to_owned(), from.to_owned(), to.to_owned())
    }

    #[test]
    fn single_answers_are_told_as_they_read_on_screen() {
        let amount = answer("estimated_total", None, json!("15000000.00"), json!("16000000.00"));
        assert_eq!(
            told(&json!({}), amount),
            [line("estimated_total", "总投资估算（匡算）", "15,000,000.00 元", "16,000,000.00 元")]
        );
        let emptied = answer("copies_total", None, json!(8), Json::Null);
        assert_eq!(told(&json!({}), emptied), [line("copies_total", "协议正本份数", "8 份", "")]);
        let party = answer(
            "donor",
            None,
            json!({ "name": "甲公司", "address": "一路1号" }),
            json!({ "name": "乙公司", "address": "一路1号" }),
        );
        assert_eq!(told(&json!({}), party), [line("donor.name", "捐建人的名称", "甲公司", "乙公司")]);
    }

    #[test]
    fn of_a_table_the_cells_are_told_and_of_many_how_many() {
        let row = |amount: &str| json!({ "amount": amount });
        let cell = answer("escrow_deposits", Some(2), json!([row("5.00")]), json!([row("7.00")]));
        let found = told(&json!({ "escrow_deposits": [{}, {}, row("7.00")] }), cell);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "escrow_deposits.2.amount");
        assert!(
            found[0].1.contains("第3行“") && found[0].2 == "5.00 元" && found[0].3 == "7.00 元",
            "{found:?}"
        );

        // Whole tables: the rows in front and behind that are the same are passed over.
        let (was, is) = (json!([{}, row("1.00"), {}]), json!([{}, row("1.00"), row("2.00"), {}]));
        let added = told(&json!({ "escrow_deposits": is.clone() }), answer("escrow_deposits", None, was, is));
        assert_eq!(
            (added[0].0.as_str(), added[0].2.as_str(), added[0].3.as_str()),
            ("escrow_deposits.2", "共 3 行", "共 4 行")
        );

        let many = |amount: &str| Json::from(vec![row(amount); 21]);
        let all = told(
            &json!({ "escrow_deposits": many("2.00") }),
            answer("escrow_deposits", Some(0), many("1.00"), many("2.00")),
        );
        assert_eq!((all.len(), all[0].3.as_str()), (1, "共 21 行，21 格不同"));
        assert_eq!(all[0].0, "escrow_deposits.0.amount");
    }

    #[test]
    fn long_texts_are_cut_to_where_they_differ() {
        let (from, to) = clipped(
            &format!("{}甲{}", "长".repeat(100), "尾".repeat(100)),
            &format!("{}乙", "长".repeat(100)),
        );
        assert_eq!(from, format!("…{}甲{}…", "长".repeat(10), "尾".repeat(49)));
        assert_eq!(to, format!("…{}乙", "长".repeat(10)));
        assert_eq!(clipped("甲", ""), ("甲".to_owned(), String::new()));
    }
}
