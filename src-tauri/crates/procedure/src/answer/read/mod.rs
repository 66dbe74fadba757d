//! Reading the JSON of a case file into typed answers (interface: `choujian-case/1`).

mod figure;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::code::check_code;
use super::problem::{AnswerProblem, Problems};
use super::value::{Record, Value};
use crate::entry::{clip, ordinary};
use crate::template::{Field, FieldKind, Procedure, nearest};

/// Most rows of a table.
pub const MOST_ROWS: usize = 20_000;
/// Most entries of a list of options, repetitions included.
const MOST_CHOICES: usize = 1_000;

/// What can be read, and every problem of the rest.
pub(super) fn answers(
    procedure: &Procedure,
    json: &Map<String, Json>,
) -> (BTreeMap<String, Value>, Problems) {
    let mut reading = Reading::default();
    let mut answers = BTreeMap::new();
    for (key, value) in json {
        match procedure.field(key) {
            Some(field) => {
                if let Some(value) = reading.value(field, key, value) {
                    answers.insert(key.clone(), value);
                }
            }
            None => reading.unknown(key, key, procedure.fields().map(Field::key)),
        }
    }
    (answers, reading.problems)
}

/// Reads one value in the form of `field`; `None` for JSON `null`, which means "not answered".
///
/// # Errors
/// Every problem in it.
pub fn read_value(field: &Field, path: &str, json: &Json) -> Result<Option<Value>, Problems> {
    let mut reading = Reading::default();
    let value = reading.value(field, path, json);
    if reading.problems.is_empty() { Ok(value) } else { Err(reading.problems) }
}

/// Reads rows that are to stand in a table from row `first` on, which then has `total` rows. The others are not needed:
/// reading is by the cell.
///
/// # Errors
/// Every problem in them, by their place in the table.
pub fn read_rows(
    field: &Field,
    path: &str,
    first: usize,
    total: usize,
    items: &[Json],
) -> Result<Vec<Record>, Problems> {
    let mut reading = Reading::default();
    reading.count(field, path, total);
    let rows = reading.rows(field, path, first, items);
    if reading.problems.is_empty() { Ok(rows) } else { Err(reading.problems) }
}

#[derive(Default)]
struct Reading {
    problems: Problems,
}

impl Reading {
    fn problem(&mut self, code: &'static str, path: &str, message: impl Into<String>) {
        self.problems.push(AnswerProblem { code, path: path.to_owned(), message: message.into() });
    }

    fn unknown<'n>(&mut self, path: &str, key: &str, known: impl Iterator<Item = &'n str>) {
        // The nearest of all keys costs more than all the rest; nobody reads it of a problem that is only counted.
        let near = if self.problems.is_full() { None } else { nearest(key, known) };
        let hint = near.map_or_else(String::new, |known| format!("，最接近的是“{known}”"));
        let parent = path.strip_suffix(key).unwrap_or_default();
        self.problem(
            "answer.unknown-key",
            &format!("{parent}{}", clip(key)),
            format!("没有“{}”这一项{hint}", clip(key)),
        );
    }

    fn wrong_form(&mut self, field: &Field, path: &str, expected: &str, json: &Json) {
        let message = format!("“{}”应为{expected}，得到的是{}", field.label(), form(json));
        self.problem("answer.wrong-form", path, message);
    }

    fn value(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        if json.is_null() {
            return None;
        }
        match field.kind() {
            FieldKind::Text | FieldKind::LongText => self.text(field, path, json),
            FieldKind::Money => self.money(field, path, json),
            FieldKind::Area | FieldKind::Decimal | FieldKind::Percent => self.decimal(field, path, json),
            FieldKind::Integer => self.integer(field, path, json),
            FieldKind::Date => self.date(field, path, json),
            FieldKind::Boolean => match json {
                Json::Bool(flag) => Some(Value::Boolean(*flag)),
                _ => self.refuse(field, path, "true 或 false", json),
            },
            FieldKind::Choice => {
                let Json::String(key) = json else { return self.refuse(field, path, "选项的键", json) };
                self.option(field, path, key).map(|key| Value::Choice(key.into()))
            }
            FieldKind::Choices | FieldKind::Checklist => self.choices(field, path, json),
            FieldKind::Party | FieldKind::BankAccount => {
                let Json::Object(parts) = json else {
                    return self.refuse(field, path, "由各项组成的对象", json);
                };
                Some(Value::Record(Arc::new(self.record(field, path, parts))))
            }
            FieldKind::Table => self.table(field, path, json),
        }
    }

    fn refuse(&mut self, field: &Field, path: &str, expected: &str, json: &Json) -> Option<Value> {
        self.wrong_form(field, path, expected, json);
        None
    }

    fn text(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let Json::String(text) = json else { return self.refuse(field, path, "文字", json) };
        // A code is kept in its standard form, in whatever groups it was written; a wrong one stays as it is.
        let standard = field.entry.identifier.and_then(|identifier| check_code(identifier, text).ok());
        let text = standard.as_ref().map_or(text.as_str(), |check| check.normalised.as_str());
        let length = text.chars().count();
        let most = field.max_length();
        if length > most {
            let message = format!("“{}”不超过{most}字，现有{length}字，请精简", field.label());
            self.problem("answer.too-long", path, message);
            return None;
        }
        if let Some(reason) = unprintable(text, field.kind() == FieldKind::LongText) {
            self.problem("answer.control-character", path, format!("“{}”{reason}", field.label()));
            return None;
        }
        Some(Value::Text(ordinary(text).replace("\r\n", "\n").replace(is_break, "\n").into()))
    }

    fn option(&mut self, field: &Field, path: &str, key: &str) -> Option<String> {
        if field.option(key).is_some() {
            return Some(key.to_owned());
        }
        let keys = field.entry.options.iter().map(|option| option.key.as_str());
        let near = if self.problems.is_full() { None } else { nearest(key, keys.clone()) };
        let near = near.map_or_else(String::new, |near| format!("，最接近的是“{near}”"));
        let all = keys.collect::<Vec<_>>().join("、");
        let message = format!("“{}”没有选项“{}”{near}（可选：{all}）", field.label(), clip(key));
        self.problem("answer.unknown-option", path, message);
        None
    }

    fn choices(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let Json::Array(items) = json else { return self.refuse(field, path, "选项键的数组", json) };
        if items.len() > MOST_CHOICES {
            let message = format!("“{}”写了{}个选项，多于{MOST_CHOICES}个", field.label(), items.len());
            self.problem("answer.too-many-options", path, message);
            return None;
        }
        let mut keys = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let path = format!("{path}.{index}");
            match item {
                Json::String(key) => keys.extend(self.option(field, &path, key)),
                other => self.wrong_form(field, &path, "选项的键", other),
            }
        }
        // The order of the form, each once, so that equal ticks are equal answers.
        let order = field.entry.options.iter().map(|option| &option.key);
        Some(Value::Choices(order.filter(|key| keys.contains(key)).cloned().collect()))
    }

    fn record(&mut self, field: &Field, path: &str, parts: &Map<String, Json>) -> Record {
        let mut record = Record::new();
        for (key, value) in parts {
            let path = format!("{path}.{key}");
            match field.column(key) {
                Some(part) => {
                    if let Some(value) = self.value(part, &path, value).filter(|value| !value.is_blank()) {
                        record.insert(key.clone(), value);
                    }
                }
                None => self.unknown(&path, key, field.columns.iter().map(Field::key)),
            }
        }
        record
    }

    fn table(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let Json::Array(items) = json else { return self.refuse(field, path, "由行组成的数组", json) };
        if !self.count(field, path, items.len()) {
            return None;
        }
        Some(Value::Table(Arc::new(self.rows(field, path, 0, items))))
    }

    /// Whether a table may have so many rows.
    fn count(&mut self, field: &Field, path: &str, rows: usize) -> bool {
        if rows > MOST_ROWS {
            let message = format!("“{}”最多{MOST_ROWS}行，现有{rows}行", field.label());
            self.problem("answer.too-many-rows", path, message);
        }
        rows <= MOST_ROWS
    }

    fn rows(&mut self, field: &Field, path: &str, first: usize, items: &[Json]) -> Vec<Record> {
        let mut rows = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let path = format!("{path}.{}", first + index);
            match item {
                Json::Object(parts) => rows.push(self.record(field, &path, parts)),
                other => {
                    self.wrong_form(field, &path, "一行（对象）", other);
                    // The rows after it keep their places, by which everything else is found.
                    rows.push(Record::new());
                }
            }
        }
        rows
    }
}

/// What keeps a text from being printed: a character that is none, one that cannot be seen, or a second line where there
/// is room for one.
pub(crate) fn unprintable(text: &str, multiline: bool) -> Option<String> {
    let allowed = |c: char| c == '\t' || (multiline && is_break(c));
    let bad = |c: &char| (c.is_control() || is_break(*c) || is_no_character(*c)) && !allowed(*c);
    let bad = text.chars().find(bad)?;
    Some(if is_break(bad) {
        "只能写一行，请去掉换行".to_owned()
    } else {
        format!("含有看不见的控制字符 U+{:04X}，请删去后重新输入", u32::from(bad))
    })
}

fn form(json: &Json) -> &'static str {
    match json {
        Json::Null => "空值",
        Json::Bool(_) => "true/false",
        Json::Number(_) => "数字",
        Json::String(_) => "文字",
        Json::Array(_) => "数组",
        Json::Object(_) => "对象",
    }
}

/// Ends a line, by whatever program it was typed in: also Unicode's own separators of lines and paragraphs.
fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Will never be a character (Unicode 23.7); XML forbids some of them, PDF others.
fn is_no_character(character: char) -> bool {
    let code = u32::from(character);
    matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}
