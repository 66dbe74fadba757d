//! What a person typed into a field, read into the form of a case file.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::code::check_code;
use super::option::{not_an_option, option_named, option_names, yes_or_no};
use super::problem::{AnswerProblem, Problems};
use super::read::read_value;
use super::value::Value;
use crate::entry::{
    EntryError, clip, offered_dates, read_area, read_date, read_decimal, read_integer, read_money, read_percent,
};
use crate::expression::printed;
use crate::template::{Field, FieldKind};
use crate::words::to_words;

/// A typed text understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The value for the case file; `None` if nothing was typed.
    pub value: Option<Json>,
    /// How it was understood: `15,000,000.00 元`.
    pub echo: Option<String>,
    /// An amount in words.
    pub words: Option<String>,
    /// What is unusual about it, and what was computed to understand it.
    pub notes: Vec<String>,
    /// What must be answered before there is a value.
    pub question: Option<Question>,
}

/// A text that says too little to be an answer, with what it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Stable code of what is lacking, `entry.…`.
    pub code: &'static str,
    /// The question in words.
    pub message: String,
    /// What it may mean, the likeliest first.
    pub offers: Vec<Offer>,
}

/// A value to be accepted by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// For the case file.
    pub value: Json,
    /// As it is printed.
    pub text: String,
}

/// Reads `text` as an answer to `field` at `path`.
///
/// Figures, dates and codes are understood as people write them (`1500万`, full-width digits, `2026.11.23`); prose is
/// left exactly as it is. A day without its year is asked about: the days near `today` are offered.
///
/// # Errors
/// What cannot be understood, in words; the text itself is never changed.
pub fn read_typed(
    field: &Field,
    path: &str,
    text: &str,
    today: NaiveDate,
) -> Result<Reading, AnswerProblem> {
    let (value, notes) = match understand(field, path, text) {
        Ok(read) => read,
        Err(problem) => return question(field, path, text, today, &problem).ok_or(problem),
    };
    let echo = match &value {
        Some(read @ (Value::Money(_) | Value::Decimal(_) | Value::Integer(_) | Value::Date(_))) => {
            Some(printed(Some(field), read))
        }
        _ => None,
    };
    let words = match &value {
        Some(Value::Money(money)) => Some(format!("人民币{}", to_words(*money))),
        _ => None,
    };
    Ok(Reading { value: value.as_ref().map(Value::to_json), echo, words, notes, question: None })
}

/// The question about a text that lacks its year; none where no such day may stand in the field.
fn question(
    field: &Field,
    path: &str,
    text: &str,
    today: NaiveDate,
    problem: &AnswerProblem,
) -> Option<Reading> {
    let days = (problem.code == "entry.no-year").then(|| offered_dates(text, today))?;
    let offer = |day: NaiveDate| {
        let value = read_value(field, path, &json!(day.to_string())).ok()??;
        Some(Offer { value: value.to_json(), text: printed(Some(field), &value) })
    };
    let offers: Vec<Offer> = days.into_iter().filter_map(offer).collect();
    let message = format!("“{}”没有写年份，是{}吗？", clip(text.trim()), offers.first()?.text);
    let question = Some(Question { code: problem.code, message, offers });
    Some(Reading { value: None, echo: None, words: None, notes: Vec::new(), question })
}

/// The value of a typed text, without the echo for the screen, and what is unusual about it: for many cells at once.
///
/// # Errors
/// As [`read_typed`].
pub fn understand(
    field: &Field,
    path: &str,
    text: &str,
) -> Result<(Option<Value>, Vec<String>), AnswerProblem> {
    if text.trim().is_empty() {
        return Ok((None, Vec::new()));
    }
    let entry = |error: EntryError| AnswerProblem {
        code: error.code,
        path: path.to_owned(),
        message: format!("{}{}", field.label(), as_predicate(&error.message)),
    };
    let unknown =
        |message: String| AnswerProblem { code: "answer.unknown-option", path: path.to_owned(), message };
    let option = |text| {
        let found = option_named(field, text).map(|option| option.key.as_str());
        found.ok_or_else(|| unknown(not_an_option(field, text)))
    };
    let mut notes = Vec::new();
    let json = match field.kind() {
        FieldKind::Money => json!(read_money(text).map_err(entry)?.canonical()),
        FieldKind::Area => {
            let read = read_area(text, field.places()).map_err(entry)?;
            notes.extend(read.computed);
            json!(read.area.normalize().to_string())
        }
        FieldKind::Decimal => {
            json!(read_decimal(text, field.places()).map_err(entry)?.normalize().to_string())
        }
        FieldKind::Percent => json!(read_percent(text).map_err(entry)?.normalize().to_string()),
        FieldKind::Integer => json!(read_integer(text).map_err(entry)?),
        FieldKind::Date => json!(read_date(text).map_err(entry)?.to_string()),
        FieldKind::Text => match field.entry.identifier.map(|identifier| check_code(identifier, text)) {
            Some(Ok(check)) => {
                notes.extend(check.warnings.into_iter().map(|notice| notice.message));
                json!(check.normalised)
            }
            // A wrong code is kept as typed: the rule on codes reports it, and nothing is lost.
            Some(Err(error)) => {
                notes.push(error.message);
                json!(text)
            }
            None => json!(text),
        },
        FieldKind::Boolean => match yes_or_no(text) {
            Some(truth) => json!(truth),
            None => {
                return Err(unknown(format!(
                    "“{}”只能填“是”或“否”，得到的是“{}”",
                    field.label(),
                    clip(text)
                )));
            }
        },
        FieldKind::Choice => json!(option(text)?),
        FieldKind::Choices | FieldKind::Checklist => {
            json!(option_names(text).map(option).collect::<Result<Vec<_>, _>>()?)
        }
        _ => json!(text),
    };
    let value = read_value(field, path, &json).map_err(first)?;
    Ok((value, notes))
}

/// The first of several; what is typed into one field has one.
fn first(problems: Problems) -> AnswerProblem {
    let nothing = || AnswerProblem { code: "answer.unreadable", path: String::new(), message: String::new() };
    problems.into_iter().next().unwrap_or_else(nothing)
}

/// Joins a message that begins with its own subject to a label.
fn as_predicate(message: &str) -> String {
    match message.chars().next() {
        Some('必' | '应' | '不') => message.to_owned(),
        _ => format!("：{message}"),
    }
}
