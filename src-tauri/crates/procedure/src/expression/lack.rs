//! What is missing: the one place that says whether an answer is there and can be used.
//!
//! A question counts as answered once everything it asks for is there: a party with its required parts, a table with
//! the required cells of each row. Everything that speaks of missing answers (papers, stages, `contents()`, the command
//! line, the window) asks here.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

use minijinja::Value as Jinja;
use serde::Serialize;

use super::facts::Facts;
use super::memo::Remembered;
use super::scope::Scope;
use crate::answer::{AnswerProblem, Record, Value};
use crate::template::Field;

/// An answer that is asked for and is not there, or is there and cannot be used (缺项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lack {
    /// Where, exactly: `risks.2.response`, rows from 0.
    pub path: String,
    /// `answer.missing`, or the code of what is wrong with the value that stands there.
    pub code: &'static str,
    /// What is wrong and what to do, in the words of the question itself: `请填写“应对措施”`.
    pub message: String,
}

impl Lack {
    fn missing(path: &str, label: &str) -> Self {
        Self { path: path.to_owned(), code: "answer.missing", message: format!("请填写“{label}”") }
    }

    fn wrong(problem: &AnswerProblem) -> Self {
        Self { path: problem.path.clone(), code: problem.code, message: problem.message.clone() }
    }

    /// Whether nothing stands there, rather than something that cannot be used.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.code == "answer.missing"
    }
}

impl Facts {
    /// Everything that `path` lacks, in the order of rows and columns; empty if it is complete or not asked. `path` is a
    /// field, a part or column of one (`donor.name`, `injections.amount`), a cell, or a derived value.
    #[must_use]
    pub fn lacks(self: &Arc<Self>, path: &str) -> Vec<Lack> {
        let (base, below) = path.split_once('.').map_or((path, None), |(base, below)| (base, Some(below)));
        if self.is_not_applicable(base) {
            return Vec::new();
        }
        let Some(field) = self.procedure.field(base) else { return self.derived_lacks(path) };
        let mut lacks = self.unreadable(base, below);
        match (self.answers.get(base).filter(|value| !value.is_blank()), below) {
            (Some(Value::Table(rows)), below) => lacks.extend(self.table_lacks(field, rows, below)),
            (Some(Value::Record(parts)), Some(part)) => {
                lacks.extend(field.column(part).and_then(|column| self.lack(column, path, parts.get(part))));
            }
            (Some(Value::Record(parts)), None) => {
                let asked = field.columns.iter().filter(|column| !column.entry.optional);
                lacks.extend(asked.filter_map(|column| {
                    self.lack(column, &format!("{base}.{}", column.key()), parts.get(column.key()))
                }));
            }
            (Some(value), _) => lacks.extend(self.lack(field, base, Some(value))),
            (None, _) if lacks.is_empty() => {
                let part = below.and_then(|part| field.column(part)).filter(|_| !is_table(field));
                let (path, asked) = part.map_or((base, field), |part| (path, part));
                lacks.push(Lack::missing(path, asked.label()));
            }
            (None, _) => {}
        }
        let mut seen = BTreeSet::new();
        lacks.retain(|lack| seen.insert(lack.path.clone()));
        lacks
    }

    /// Whether `path` is answered in full, or not asked.
    #[must_use]
    pub fn is_complete(self: &Arc<Self>, path: &str) -> bool {
        self.lacks(path).is_empty()
    }

    /// What stands in the way of one value: nothing there, or something that no paper can print. Whether a value counts as
    /// missing is decided here and nowhere else.
    fn lack(&self, field: &Field, path: &str, value: Option<&Value>) -> Option<Lack> {
        match value.filter(|value| !value.is_blank()) {
            None => Some(Lack::missing(path, field.label())),
            Some(Value::Text(text)) => self.unfit(field, path, text),
            Some(_) => None,
        }
    }

    /// A text that must not stand on a paper: it holds a blank to be filled in, or a character that no font has.
    fn unfit(&self, field: &Field, path: &str, text: &str) -> Option<Lack> {
        let wrong = |code, message| Some(Lack { path: path.to_owned(), code, message });
        if let Some(blank) = placeholder(text) {
            let message =
                format!("“{}”里有待填的空白“{blank}”，请改成要印在文书上的内容，没有的删去", field.label());
            return wrong("answer.placeholder", message);
        }
        let rare = self.glyphs.missing(text)?;
        let message = format!(
            "“{}”里的“{rare}”（U+{:04X}）没有字体可以印出。请把含有这个字的字体文件放进数据文件夹下的 fonts 文件夹后重新打开程序，或者改用通行的写法",
            field.label(),
            u32::from(rare)
        );
        wrong("answer.no-glyph", message)
    }

    /// What was stored there and could not be read.
    fn unreadable(&self, base: &str, below: Option<&str>) -> Vec<Lack> {
        let concerns = |problem: &&AnswerProblem| {
            let mut parts = problem.path.split('.');
            if parts.next() != Some(base) {
                return false;
            }
            // A column stands for its cells in all rows.
            below.is_none_or(|below| {
                let rest: Vec<&str> = parts.collect();
                rest.join(".") == below || rest.last() == Some(&below)
            })
        };
        self.answers.problems().iter().filter(concerns).map(Lack::wrong).collect()
    }

    fn table_lacks(self: &Arc<Self>, table: &Field, rows: &Arc<Vec<Record>>, below: Option<&str>) -> Vec<Lack> {
        let (row, column) = match below.map(|below| below.split_once('.').unwrap_or((below, ""))) {
            None => (None, None),
            Some((first, second)) => match first.parse::<usize>() {
                Ok(row) => (Some(row), Some(second).filter(|second| !second.is_empty())),
                Err(_) => (None, Some(first)),
            },
        };
        let columns: Vec<&Field> = table
            .columns
            .iter()
            .filter(|field| column.map_or(!field.entry.optional, |column| column == field.key()))
            .collect();
        if let Some(row) = row {
            let cells = rows.get(row).into_iter().flat_map(|cells| columns.iter().map(move |column| (cells, column)));
            return cells.filter_map(|(cells, column)| self.cell_lack(table, row, column, cells)).collect();
        }
        // Which cells are empty follows from the table alone; whether they are asked, from the whole case.
        let call = || format!("lacks {} {}", table.key(), column.unwrap_or("*"));
        let empty = self.memo.recall(&[rows], call, || {
            let mut missing = BTreeSet::new();
            for (index, cells) in rows.iter().enumerate() {
                for column in &columns {
                    let cell = cells.get(column.key()).filter(|value| !value.is_blank());
                    let fit = cell.is_some_and(|value| match value {
                        Value::Text(text) => self.unfit(column, "", text).is_none(),
                        _ => true,
                    });
                    if !fit {
                        missing.insert(format!("{index}.{}", column.key()));
                    }
                }
            }
            Ok::<_, Infallible>(Remembered { value: Jinja::UNDEFINED, missing })
        });
        let Ok(empty) = empty;
        let mut places: Vec<(usize, usize)> = empty
            .missing
            .iter()
            .filter_map(|place| {
                let (row, key) = place.split_once('.')?;
                Some((row.parse().ok()?, table.columns.iter().position(|column| column.key() == key)?))
            })
            .collect();
        places.sort_unstable();
        places
            .into_iter()
            .filter_map(|(row, column)| self.cell_lack(table, row, table.columns.get(column)?, rows.get(row)?))
            .collect()
    }

    fn cell_lack(self: &Arc<Self>, table: &Field, row: usize, column: &Field, cells: &Record) -> Option<Lack> {
        let lack = self.lack(column, &format!("{}.{row}.{}", table.key(), column.key()), cells.get(column.key()))?;
        let scope = || Scope::new(self).with_row(table.key(), row);
        let asked = column.when.as_ref().is_none_or(|when| when.evaluate(&scope()).truth() == Some(true));
        asked.then_some(lack)
    }

    /// What a derived value waits for.
    fn derived_lacks(&self, path: &str) -> Vec<Lack> {
        let base = path.split('.').next().unwrap_or(path);
        let waits = self.derived(base).map(|state| state.missing).unwrap_or_default();
        if waits.is_empty() {
            return if self.given(path) { Vec::new() } else { vec![Lack::missing(path, &self.label(path))] };
        }
        waits.iter().map(|path| self.lack_at(path)).collect()
    }

    /// The lack at a path that an evaluation found without a value.
    #[must_use]
    pub fn lack_at(&self, path: &str) -> Lack {
        let problem = self.answers.problems().iter().find(|problem| problem.path == path);
        problem.map_or_else(
            || {
                let field = self.procedure.field_at(path);
                Lack::missing(path, &field.map_or_else(|| self.label(path), |field| field.label().to_owned()))
            },
            Lack::wrong,
        )
    }

    /// Whether the answer at a path that an evaluation found without a value is asked for: neither optional nor closed.
    #[must_use]
    pub fn is_asked(self: &Arc<Self>, path: &str) -> bool {
        let parts: Vec<&str> = path.split('.').collect();
        let base = parts.first().copied().unwrap_or(path);
        if self.is_not_applicable(base) {
            return false;
        }
        let Some(field) = self.procedure.field_at(path) else { return self.procedure.derived(base).is_some() };
        let row = parts.get(1).and_then(|row| row.parse::<usize>().ok());
        let open = match (&field.when, row) {
            (Some(when), Some(row)) => {
                when.evaluate(&Scope::new(self).with_row(base, row)).truth() == Some(true)
            }
            _ => true,
        };
        open && !field.entry.optional
    }
}

fn is_table(field: &Field) -> bool {
    field.kind() == crate::template::FieldKind::Table
}

/// The first run of signs that stand for something still to be filled in; 〓 and □ print as if the program had put them.
fn placeholder(text: &str) -> Option<String> {
    let at = text.find(['＿', '〓', '□']).or_else(|| text.find("___"))?;
    let sign = text[at..].chars().next()?;
    Some(text[at..].chars().take_while(|next| *next == sign).take(8).collect())
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn blanks_in_a_text_are_seen() {
        assert_eq!(placeholder("金额＿＿＿元").as_deref(), Some("＿＿＿"));
        assert_eq!(placeholder("合同号____").as_deref(), Some("____"));
        assert_eq!(placeholder("□同意").as_deref(), Some("□"));
        assert_eq!(placeholder("a_b@example.com, snake__case"), None);
    }
}
