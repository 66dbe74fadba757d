//! Proposals (建议): what the answers, or the usual course of things, suggest for questions not answered yet.
//!
//! A proposal rests on answers alone, never on another proposal, and nothing sees it: in findings, papers and derived
//! values its question is as missing as any other, until a person takes it and it is an answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::Value as Jinja;
use serde_json::{Map, Value as Json};

use super::derive::waiting;
use super::report::Proposal;
use crate::answer::{AnswerProblem, Problems, Value, read_value};
use crate::expression::{Evaluation, Facts, Scope, printed, to_json, to_minijinja};
use crate::template::{Field, FieldKind};

/// Rows of a table up to which its cells are proposed: a longer one is filled from a spreadsheet.
const MOST_ROWS: usize = 200;

/// What is proposed, by path.
pub(super) fn all(facts: &Arc<Facts>, waiting: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, Proposal> {
    let mut proposals = BTreeMap::new();
    each(facts, waiting, &mut |path, field, scope| {
        if let Ok(Some(proposal)) = proposed(field, path, scope) {
            proposals.insert(path.to_owned(), proposal);
        }
    });
    proposals
}

/// Mistakes of templates that come to light with these answers: expressions that cannot be evaluated, and proposals that
/// are no answers to their questions. Nobody is bothered with them; tests are.
#[must_use]
pub fn faults(facts: &Arc<Facts>) -> Vec<AnswerProblem> {
    let mut faults = Vec::new();
    each(facts, &waiting(facts), &mut |path, field, scope| {
        faults.extend(proposed(field, path, scope).err().into_iter().flatten());
    });
    faults
}

/// Calls `take` for every question that is asked, has no answer and may have a proposal.
fn each(
    facts: &Arc<Facts>,
    waiting: &BTreeMap<String, Vec<String>>,
    take: &mut impl FnMut(&str, &Field, &Scope),
) {
    for field in facts.procedure.fields() {
        let key = field.key();
        if facts.is_not_applicable(key) || waiting.contains_key(key) {
            continue;
        }
        let answer = facts.answers.get(key).filter(|value| !value.is_blank());
        match (field.kind(), answer) {
            (FieldKind::Party | FieldKind::BankAccount, answer) => parts(facts, field, answer, take),
            (FieldKind::Table, Some(Value::Table(rows))) if rows.len() <= MOST_ROWS => {
                let columns: Vec<&Field> = field.columns.iter().filter(|column| may(column)).collect();
                for (index, row) in rows.iter().enumerate().filter(|_| !columns.is_empty()) {
                    let scope = Scope::new(facts).with_row(key, index);
                    for column in columns.iter().filter(|column| !row.contains_key(column.key())) {
                        take(&format!("{key}.{index}.{}", column.key()), column, &scope);
                    }
                }
            }
            (_, None) if may(field) => take(key, field, &Scope::new(facts)),
            _ => {}
        }
    }
}

/// Parts of a party that are not given.
fn parts(
    facts: &Arc<Facts>,
    field: &Field,
    answer: Option<&Value>,
    take: &mut impl FnMut(&str, &Field, &Scope),
) {
    let key = field.key();
    let given = answer.cloned().unwrap_or_else(|| Value::Record(Arc::default()));
    for part in field.columns.iter().filter(|part| may(part)) {
        let there = match &given {
            Value::Record(record) => record.get(part.key()).is_some_and(|value| !value.is_blank()),
            _ => false,
        };
        if !there {
            let scope = Scope::new(facts);
            let own = to_minijinja(&given, &scope.touch(key));
            take(&format!("{key}.{}", part.key()), part, &scope.with("own", own));
        }
    }
}

/// Whether anything can be proposed at all.
fn may(field: &Field) -> bool {
    field.propose.is_some() || field.entry.default.is_some() || field.entry.rows.is_some()
}

/// What is proposed for a question; `None` while something it rests on is missing.
fn proposed(field: &Field, path: &str, scope: &Scope) -> Result<Option<Proposal>, Problems> {
    let json = match &field.propose {
        Some(expression) => {
            let Evaluation { value, missing, fault, .. } = expression.evaluate(scope);
            if let Some(fault) = fault {
                let message = format!("建议无法计算：{fault}");
                return Err(AnswerProblem { code: "template.propose", path: path.to_owned(), message }.into());
            }
            let known = missing.is_empty() && !value.is_undefined() && !value.is_none();
            known.then(|| plain(&value)).or_else(|| usual(field))
        }
        None => usual(field),
    };
    let Some(json) = json else { return Ok(None) };
    let value = read_value(field, path, &json)?.filter(|value| !value.is_blank());
    Ok(value.map(|value| Proposal { text: printed(Some(field), &value), value }))
}

/// The value as an answer; a cell of a row that is not known is left out.
fn plain(value: &Jinja) -> Json {
    fn known(json: Json) -> Json {
        match json {
            Json::Array(items) => items.into_iter().filter(|item| !item.is_null()).map(known).collect(),
            Json::Object(cells) => {
                cells.into_iter().filter(|(_, cell)| !cell.is_null()).collect::<Map<_, _>>().into()
            }
            other => other,
        }
    }
    known(to_json(value))
}

/// The usual value: `default`, or the rows a table begins with.
fn usual(field: &Field) -> Option<Json> {
    if let Some(rows) = &field.entry.rows {
        let row = |value: &String| Json::Object(Map::from_iter([(rows.column.clone(), value.as_str().into())]));
        return Some(rows.values.iter().map(row).collect());
    }
    let text = field.entry.default.as_deref()?;
    Some(match field.kind() {
        FieldKind::Boolean => Json::Bool(text == "true"),
        FieldKind::Choices | FieldKind::Checklist => text.split([' ', ',']).map(Json::from).collect(),
        _ => Json::from(text),
    })
}
