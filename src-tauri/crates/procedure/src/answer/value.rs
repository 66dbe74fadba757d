//! Values of answers: typed, exact, and never null.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::money::Money;

/// Cells of a row, or parts of a party, by key; what is not answered is absent.
pub type Record = BTreeMap<String, Value>;

/// An answer that was read and found to have the form of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One line or several paragraphs.
    Text(Arc<str>),
    /// An amount.
    Money(Money),
    /// Area, percentage or other exact decimal.
    Decimal(Decimal),
    /// A whole number.
    Integer(i64),
    /// A day.
    Date(NaiveDate),
    /// Yes or no.
    Boolean(bool),
    /// Key of an option.
    Choice(Arc<str>),
    /// Keys of options, in the order of the field's options.
    Choices(Vec<String>),
    /// Parts of a party or bank account.
    Record(Arc<Record>),
    /// Rows of a table.
    Table(Arc<Vec<Record>>),
}

impl Value {
    /// The value as it stands in a case file.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Text(text) | Self::Choice(text) => json!(&**text),
            Self::Money(money) => json!(money.canonical()),
            Self::Decimal(number) => json!(number.normalize().to_string()),
            Self::Integer(number) => json!(number),
            Self::Date(date) => json!(date.to_string()),
            Self::Boolean(flag) => json!(flag),
            Self::Choices(keys) => json!(keys),
            Self::Record(record) => record_json(record),
            Self::Table(rows) => Json::Array(rows.iter().map(record_json).collect()),
        }
    }
}

/// The cells of a row, or the parts of a record, as they are stored.
#[must_use]
pub fn record_json(record: &Record) -> Json {
    Json::Object(record.iter().map(|(key, value)| (key.clone(), value.to_json())).collect())
}

impl Value {
    /// Whether nothing has been answered in fact: white space, no option, no row, an empty party.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Choices(keys) => keys.is_empty(),
            Self::Table(rows) => rows.is_empty(),
            Self::Record(record) => record.values().all(Self::is_blank),
            _ => false,
        }
    }
}
