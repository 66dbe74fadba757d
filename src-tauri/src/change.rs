//! Changes as the page sends them, read against the case as it stands.

use procedure::answer::{Answers, Problems, Record, Value, read_rows, read_value, record_json};
use procedure::template::{Field, Procedure};
use serde_json::{Map, Value as Json};
use store::{CaseRecord, Edit};

use crate::error::Failure;
use crate::view::{Change, RowsView, Splice};

/// The case that changes are read against.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    pub procedure: &'k Procedure,
    /// Answers as they are stored.
    pub stored: &'k Map<String, Json>,
    /// The same as they were read; what today's templates cannot read is absent.
    pub read: &'k Answers,
}

/// What a change makes of the answers that were read.
pub enum Reading {
    Value(String, Option<Value>),
    Rows { key: String, splice: Splice, rows: Vec<Record> },
}

/// What is stored where that is not what was sent: another spelling of the same number, say.
pub enum Corrected {
    /// Null where there is no answer now.
    Value(String, Json),
    Rows(RowsView),
}

impl Reading {
    /// Brings the answers up to what is stored.
    pub fn apply(self, answers: &mut Answers) {
        match self {
            Self::Value(key, Some(value)) => answers.set(&key, value),
            Self::Value(key, None) => answers.remove(&key),
            Self::Rows { key, splice, rows } => {
                // Its place was looked at when it was read.
                answers.splice(&key, splice.at, splice.count, rows);
            }
        }
    }
}

/// Edits for the store, what they make of the answers that were read, and what the page must take over.
pub type Read = (Vec<Edit>, Vec<Reading>, Vec<Corrected>);

/// Edits for the store, the same for the answers that were read, and what the page must take over. If any value
/// cannot be read, all problems are told.
pub fn read(known: Known<'_>, changes: Vec<Change>) -> Result<Read, Failure> {
    let (mut edits, mut readings, mut corrected) = (Vec::new(), Vec::new(), Vec::new());
    let mut problems = Problems::default();
    for (index, change) in changes.iter().enumerate() {
        if changes[..index].iter().any(|earlier| earlier.key == change.key) {
            return Err(Failure::new("answer.twice", format!("“{}”在一次保存里改了两次", change.key)));
        }
    }
    for Change { key, value, rows } in changes {
        let field = field(known.procedure, &key)?;
        let value = match rows {
            Some(splice) => match place(known, &key, splice, &value)? {
                Some((total, items)) => {
                    match read_rows(field, &key, splice.at, total, items) {
                        Ok(rows) => {
                            let stored: Vec<Json> = rows.iter().map(record_json).collect();
                            edits.push(Edit::rows(key.as_str(), splice.at, splice.count, stored.clone()));
                            if stored != *items {
                                let view = RowsView { key: key.clone(), at: splice.at, rows: stored };
                                corrected.push(Corrected::Rows(view));
                            }
                            readings.push(Reading::Rows { key, splice, rows });
                        }
                        Err(found) => problems.append(found),
                    }
                    continue;
                }
                None => spliced(known.stored, &key, splice, value)?,
            },
            None => value,
        };
        match read_whole(field, &key, &value) {
            Ok(read) => {
                let stored = read.as_ref().map_or(Json::Null, Value::to_json);
                edits.push(Edit::answer(key.as_str(), stored.clone()));
                if rows.is_some() || stored != value {
                    corrected.push(Corrected::Value(key.clone(), stored));
                }
                readings.push(Reading::Value(key, read));
            }
            Err(found) => problems.append(found),
        }
    }
    if problems.is_empty() { Ok((edits, readings, corrected)) } else { Err(Failure::answers(&problems)) }
}

/// Changes as they would be stored, on answers as they are, for a trial that stores nothing; null removes one. If any value
/// cannot be read, all problems are told.
pub fn tried(
    procedure: &Procedure,
    answers: &Map<String, Json>,
    changes: Vec<Change>,
) -> Result<Vec<(String, Json)>, Failure> {
    let (mut read, mut problems) = (Vec::new(), Problems::default());
    for Change { key, value, rows } in changes {
        let field = field(procedure, &key)?;
        let value = match rows {
            Some(rows) => spliced(answers, &key, rows, value)?,
            None => value,
        };
        match read_whole(field, &key, &value) {
            Ok(found) => read.push((key, found.map_or(Json::Null, |found| found.to_json()))),
            Err(found) => problems.append(found),
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(Failure::answers(&problems)) }
}

fn field<'p>(procedure: &'p Procedure, key: &str) -> Result<&'p Field, Failure> {
    procedure.field(key).ok_or_else(|| Failure::new("answer.unknown-key", format!("没有“{key}”这一项")))
}

/// A whole value; none where it is blank.
fn read_whole(field: &Field, key: &str, value: &Json) -> Result<Option<Value>, Problems> {
    Ok(read_value(field, key, value)?.filter(|value| !value.is_blank()))
}

/// Where only these rows need to be read: how many rows there will be, and the new ones. None where the whole table has
/// to be read: it is emptied, or what is stored of it could not be read.
fn place<'v>(
    known: Known<'_>,
    key: &str,
    splice: Splice,
    value: &'v Json,
) -> Result<Option<(usize, &'v Vec<Json>)>, Failure> {
    let Json::Array(items) = value else { return Err(misfit()) };
    let (Some(Json::Array(stored)), Some(Value::Table(read))) = (known.stored.get(key), known.read.get(key))
    else {
        return Ok(None);
    };
    let end = splice.at.checked_add(splice.count).ok_or_else(misfit)?;
    if end > stored.len() {
        return Err(misfit());
    }
    let total = stored.len() - splice.count + items.len();
    Ok((known.read.problems().is_empty() && read.len() == stored.len() && total > 0)
        .then_some((total, items)))
}

/// The whole table after some of its rows were replaced.
fn spliced(answers: &Map<String, Json>, key: &str, rows: Splice, value: Json) -> Result<Json, Failure> {
    let mut all = match answers.get(key) {
        Some(Json::Array(all)) => all.clone(),
        None => Vec::new(),
        Some(_) => return Err(misfit()),
    };
    let (Json::Array(new), Some(end)) = (value, rows.at.checked_add(rows.count)) else {
        return Err(misfit());
    };
    if end > all.len() {
        return Err(misfit());
    }
    all.splice(rows.at..end, new);
    Ok(Json::Array(all))
}

fn misfit() -> Failure {
    Failure::new("store.revision-conflict", "这张表已在别处改动，请重新打开后再改")
}

/// Whether a case goes by its project's name, as it does until someone renames it.
pub fn automatic_title(procedure: &Procedure, record: &CaseRecord) -> bool {
    let fresh = format!("新的{}案卷", procedure.entry.short);
    record.title == fresh || name(&record.answers).is_some_and(|name| name == record.title)
}

/// The project's name.
pub fn name(answers: &Map<String, Json>) -> Option<String> {
    let name = answers.get("project_name").and_then(Json::as_str).map(str::trim);
    name.filter(|name| !name.is_empty()).map(str::to_owned)
}
