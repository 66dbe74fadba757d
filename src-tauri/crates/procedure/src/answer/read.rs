//! Reading the JSON of a case file into typed answers (interface: `choujian-case/1`).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use super::problem::AnswerProblem;
use super::value::{Record, Value};
use crate::money::Money;
use crate::template::{Field, FieldKind, Procedure, nearest};

/// Most rows of a table.
const MOST_ROWS: usize = 20_000;

pub(super) fn answers(
    procedure: &Procedure,
    json: &Map<String, Json>,
) -> Result<BTreeMap<String, Value>, Vec<AnswerProblem>> {
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
    if reading.problems.is_empty() { Ok(answers) } else { Err(reading.problems) }
}

/// Reads one value in the form of `field`; `None` for JSON `null`, which means "not answered".
///
/// # Errors
/// Every problem in it.
pub fn read_value(field: &Field, path: &str, json: &Json) -> Result<Option<Value>, Vec<AnswerProblem>> {
    let mut reading = Reading::default();
    let value = reading.value(field, path, json);
    if reading.problems.is_empty() { Ok(value) } else { Err(reading.problems) }
}

#[derive(Default)]
struct Reading {
    problems: Vec<AnswerProblem>,
}

impl Reading {
    fn problem(&mut self, code: &'static str, path: &str, message: impl Into<String>) {
        self.problems.push(AnswerProblem { code, path: path.to_owned(), message: message.into() });
    }

    fn unknown<'n>(&mut self, path: &str, key: &str, known: impl Iterator<Item = &'n str>) {
        let hint = nearest(key, known).map_or_else(String::new, |known| format!("，最接近的是“{known}”"));
        self.problem("answer.unknown-key", path, format!("没有“{}”这一项{hint}", clip(key)));
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
        let length = text.chars().count();
        let most = field.max_length();
        if length > most {
            let message = format!("“{}”不超过{most}字，现有{length}字，请精简", field.label());
            self.problem("answer.too-long", path, message);
            return None;
        }
        let multiline = field.kind() == FieldKind::LongText;
        let allowed = |c: char| c == '\t' || (multiline && matches!(c, '\n' | '\r'));
        if let Some(bad) = text.chars().find(|c| c.is_control() && !allowed(*c)) {
            let code = u32::from(bad);
            let message = if matches!(bad, '\n' | '\r') {
                format!("“{}”只能写一行，请去掉换行", field.label())
            } else {
                format!("“{}”含有看不见的控制字符 U+{code:04X}，请删去后重新输入", field.label())
            };
            self.problem("answer.control-character", path, message);
            return None;
        }
        Some(Value::Text(text.replace("\r\n", "\n").replace('\r', "\n").into()))
    }

    /// The decimal string of a figure; JSON numbers only where they are exact integers.
    fn figure(&mut self, field: &Field, path: &str, json: &Json) -> Option<String> {
        match json {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
            Json::Number(number) => {
                let message = format!(
                    "“{}”写成了 JSON 小数 {number}，可能失真；请写成带引号的文字，如 \"{number}\"",
                    field.label()
                );
                self.problem("answer.inexact-number", path, message);
                None
            }
            _ => {
                self.wrong_form(field, path, "写成文字的数字，如 \"15000000.00\"", json);
                None
            }
        }
    }

    fn money(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let text = self.figure(field, path, json)?;
        match Money::parse_canonical(&text) {
            Ok(money) => self.in_range(field, path, Value::Money(money), |limit| {
                Money::parse_canonical(limit).ok().map(|limit| money.cmp(&limit))
            }),
            Err(error) => {
                self.problem(error.code, path, format!("“{}”：{}", field.label(), error.message));
                None
            }
        }
    }

    fn decimal(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let text = self.figure(field, path, json)?;
        let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        let Some(number) = text.parse::<Decimal>().ok().filter(|_| plain) else {
            let message = format!("“{}”必须是数字，例如30；得到的是“{}”", field.label(), clip(&text));
            self.problem("answer.not-a-number", path, message);
            return None;
        };
        if number.normalize().scale() > field.places() {
            let message = format!("“{}”最多{}位小数，得到的是{}", field.label(), field.places(), clip(&text));
            self.problem("answer.too-precise", path, message);
            return None;
        }
        if number.is_sign_negative() && field.entry.min.is_none() && !number.is_zero() {
            self.problem("answer.negative", path, format!("“{}”不能是负数", field.label()));
            return None;
        }
        self.in_range(field, path, Value::Decimal(number), |limit| {
            limit.parse::<Decimal>().ok().map(|limit| number.cmp(&limit))
        })
    }

    fn integer(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let number = match json {
            Json::Number(number) => number.as_i64(),
            Json::String(text) => text.parse().ok(),
            _ => None,
        };
        let Some(number) = number else { return self.refuse(field, path, "整数", json) };
        if number < 0 && field.entry.min.is_none() {
            self.problem("answer.negative", path, format!("“{}”不能是负数", field.label()));
            return None;
        }
        self.in_range(field, path, Value::Integer(number), |limit| {
            limit.parse::<i64>().ok().map(|limit| number.cmp(&limit))
        })
    }

    fn date(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let Json::String(text) = json else {
            return self.refuse(field, path, "日期，如 \"2026-11-23\"", json);
        };
        let iso = text.len() == 10;
        let Some(date) = text.parse::<NaiveDate>().ok().filter(|_| iso) else {
            let message =
                format!("“{}”必须是真实存在的日期，例如2026-03-27；得到的是“{}”", field.label(), clip(text));
            self.problem("answer.not-a-date", path, message);
            return None;
        };
        if !(1949..=2199).contains(&date.year()) {
            self.problem("answer.date-range", path, format!("“{}”的年份应在1949至2199之间", field.label()));
            return None;
        }
        self.in_range(field, path, Value::Date(date), |limit| {
            limit.parse::<NaiveDate>().ok().map(|limit| date.cmp(&limit))
        })
    }

    fn in_range(
        &mut self,
        field: &Field,
        path: &str,
        value: Value,
        compare: impl Fn(&str) -> Option<std::cmp::Ordering>,
    ) -> Option<Value> {
        let (min, max) = (field.entry.min.as_deref(), field.entry.max.as_deref());
        let below = min.and_then(&compare).is_some_and(std::cmp::Ordering::is_lt);
        let above = max.and_then(&compare).is_some_and(std::cmp::Ordering::is_gt);
        if !below && !above {
            return Some(value);
        }
        let range = match (min, max) {
            (Some(min), Some(max)) => format!("应在{min}至{max}之间"),
            (Some(min), None) => format!("不得小于{min}"),
            (_, max) => format!("不得大于{}", max.unwrap_or_default()),
        };
        self.problem("answer.out-of-range", path, format!("“{}”{range}", field.label()));
        None
    }

    fn option(&mut self, field: &Field, path: &str, key: &str) -> Option<String> {
        if field.option(key).is_some() {
            return Some(key.to_owned());
        }
        let keys = field.entry.options.iter().map(|option| option.key.as_str());
        let near =
            nearest(key, keys.clone()).map_or_else(String::new, |near| format!("，最接近的是“{near}”"));
        let all = keys.collect::<Vec<_>>().join("、");
        let message = format!("“{}”没有选项“{}”{near}（可选：{all}）", field.label(), clip(key));
        self.problem("answer.unknown-option", path, message);
        None
    }

    fn choices(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let Json::Array(items) = json else { return self.refuse(field, path, "选项键的数组", json) };
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
        if items.len() > MOST_ROWS {
            let message = format!("“{}”最多{MOST_ROWS}行，现有{}行", field.label(), items.len());
            self.problem("answer.too-many-rows", path, message);
            return None;
        }
        let mut rows = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let path = format!("{path}.{index}");
            match item {
                Json::Object(parts) => rows.push(self.record(field, &path, parts)),
                other => self.wrong_form(field, &path, "一行（对象）", other),
            }
        }
        Some(Value::Table(Arc::new(rows)))
    }
}

/// Enough of a text to recognise it in a message.
fn clip(text: &str) -> String {
    let mut clipped: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if text.chars().count() > 40 {
        clipped.push('…');
    }
    clipped
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
