//! Answers as minijinja sees them: objects that compare exactly and print as an office writes them.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, Value as Jinja};
use rust_decimal::Decimal;

use super::touch::Touch;
use crate::answer::{Record, Value};
use crate::money::Money;
use crate::period::Period;

macro_rules! scalar_object {
    ($(#[$doc:meta])* $name:ident($inner:ty), $render:expr, $compare:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name(pub $inner);

        impl Object for $name {
            fn repr(self: &Arc<Self>) -> ObjectRepr {
                ObjectRepr::Plain
            }

            fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
                let compare: fn(&$inner, &DynObject) -> Option<Ordering> = $compare;
                compare(&self.0, other)
            }

            fn is_true(self: &Arc<Self>) -> bool {
                true
            }

            fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let render: fn(&$inner, &mut fmt::Formatter<'_>) -> fmt::Result = $render;
                render(&self.0, f)
            }
        }
    };
}

scalar_object!(
    /// An amount; prints `15,000,000.00`.
    MoneyObject(Money),
    |money, f| write!(f, "{money}"),
    |money, other| other.downcast_ref::<MoneyObject>().map(|other| money.cmp(&other.0))
);
scalar_object!(
    /// An exact decimal; prints without trailing zeros.
    DecimalObject(Decimal),
    |number, f| write!(f, "{}", number.normalize()),
    |number, other| other.downcast_ref::<DecimalObject>().map(|other| number.cmp(&other.0))
);
scalar_object!(
    /// A day; prints `2026年1月5日` (GB/T 9704-2012: no leading zeros).
    DateObject(NaiveDate),
    |date, f| write!(f, "{}年{}月{}日", date.year(), date.month(), date.day()),
    |date, other| day(other).map(|other| date.cmp(&other))
);

/// The day in an object: a date, or the due day of a period.
fn day(object: &DynObject) -> Option<NaiveDate> {
    let date = object.downcast_ref::<DateObject>().map(|date| date.0);
    date.or_else(|| object.downcast_ref::<PeriodObject>().map(|period| period.0.due))
}

/// The day in a value: a date, or the due day of a period.
#[must_use]
pub fn day_of(value: &Jinja) -> Option<NaiveDate> {
    value.as_object().and_then(day)
}

/// A computed period (期间); prints its due day, and compares by it.
#[derive(Debug)]
pub struct PeriodObject(pub Period);

impl Object for PeriodObject {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        let date = |date: NaiveDate| Jinja::from_object(DateObject(date));
        match key.as_str()? {
            "nominal" => Some(date(self.0.nominal)),
            "due" => Some(date(self.0.due)),
            "earliest_next" => self.0.earliest_next.map(date),
            "provisional" => Some(Jinja::from(self.0.provisional)),
            _ => None,
        }
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        day(other).map(|other| self.0.due.cmp(&other))
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Jinja::from_object(DateObject(self.0.due)))
    }
}

/// A party, a bank account or a row; a party prints its name.
#[derive(Debug)]
pub struct RecordObject {
    record: Arc<Record>,
    row: Option<usize>,
    touch: Touch,
}

/// The rows of a table.
#[derive(Debug)]
pub struct TableObject {
    /// The rows themselves, for functions that walk them.
    pub rows: Arc<Vec<Record>>,
    /// The rows that count, where not all do.
    chosen: Option<Vec<usize>>,
    touch: Touch,
}

impl TableObject {
    /// The same table, of which just these rows count.
    pub(crate) fn choose(&self, rows: Vec<usize>) -> Self {
        Self { rows: Arc::clone(&self.rows), chosen: Some(rows), touch: self.touch.clone() }
    }

    /// Positions of the rows that count, with the rows.
    pub(crate) fn counted(&self) -> impl Iterator<Item = (usize, &Record)> {
        (0..self.len()).filter_map(|index| {
            let index = self.position(index);
            Some((index, self.rows.get(index)?))
        })
    }

    /// One column of the rows that count, straight from the answers; a cell that is not given is undefined and recorded
    /// as missing.
    pub(crate) fn column(&self, column: &str) -> impl Iterator<Item = Jinja> {
        let path = move |index: usize| self.touch.below(&format!("{index}.{column}"));
        // What is printed of a column is printed as one of its cells.
        if let Some((first, _)) = self.counted().next() {
            path(first).last();
        }
        self.counted().map(move |(index, row)| {
            let value = row.get(column);
            self.touch.cell(index, column, value);
            match value {
                Some(value) => scalar(value).unwrap_or_else(|| to_minijinja(value, &path(index))),
                None => {
                    path(index).missing();
                    Jinja::UNDEFINED
                }
            }
        })
    }

    /// All rows, if all of them count.
    pub(crate) fn whole(&self) -> Option<&Arc<Vec<Record>>> {
        self.chosen.is_none().then_some(&self.rows)
    }

    fn len(&self) -> usize {
        self.chosen.as_ref().map_or(self.rows.len(), Vec::len)
    }

    /// Position in the whole table of the row that counts as `index`.
    fn position(&self, index: usize) -> usize {
        self.chosen.as_ref().map_or(index, |chosen| chosen.get(index).copied().unwrap_or(usize::MAX))
    }

    /// Where the table's cells are recorded.
    pub(crate) fn touch(&self) -> &Touch {
        &self.touch
    }
}

/// A cell's record within a shared table, so that rows are not copied.
#[derive(Debug)]
struct RowObject {
    rows: Arc<Vec<Record>>,
    index: usize,
    touch: Touch,
}

impl Object for RecordObject {
    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        cell(&self.record, key.as_str()?, &self.touch)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.record.keys().map(|key| Jinja::from(key.as_str())).collect())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.record.get("name").or_else(|| self.record.get("account_name")), self.row) {
            (Some(Value::Text(name)), _) => f.write_str(name),
            (_, Some(row)) => write!(f, "第{}行", row + 1),
            _ => Ok(()),
        }
    }
}

impl Object for RowObject {
    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        cell(self.rows.get(self.index)?, key.as_str()?, &self.touch)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match self.rows.get(self.index) {
            Some(row) => Enumerator::Values(row.keys().map(|key| Jinja::from(key.as_str())).collect()),
            None => Enumerator::Empty,
        }
    }
}

impl Object for TableObject {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        row(&self.rows, self.position(key.as_usize()?), &self.touch)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.len())
    }
}

/// Row `index` of a table as a value.
pub(crate) fn row(rows: &Arc<Vec<Record>>, index: usize, touch: &Touch) -> Option<Jinja> {
    rows.get(index)?;
    let touch = touch.below(&index.to_string());
    Some(Jinja::from_object(RowObject { rows: Arc::clone(rows), index, touch }))
}

fn cell(record: &Record, key: &str, touch: &Touch) -> Option<Jinja> {
    let path = touch.below(key);
    match record.get(key) {
        Some(value) => Some(to_minijinja(value, &path)),
        None => {
            path.missing();
            None
        }
    }
}

/// A value of an answer as minijinja sees it; `touch` records that it was read.
#[must_use]
pub fn to_minijinja(value: &Value, touch: &Touch) -> Jinja {
    touch.read(value);
    match value {
        Value::Record(record) => {
            Jinja::from_object(RecordObject { record: Arc::clone(record), row: None, touch: touch.clone() })
        }
        Value::Table(rows) => {
            Jinja::from_object(TableObject { rows: Arc::clone(rows), chosen: None, touch: touch.clone() })
        }
        scalar_value => scalar(scalar_value).unwrap_or_default(),
    }
}

/// A value that has no parts, without a record of who read it; `None` for a party or a table.
pub(super) fn scalar(value: &Value) -> Option<Jinja> {
    Some(match value {
        Value::Text(text) | Value::Choice(text) => Jinja::from(Arc::clone(text)),
        Value::Money(money) => Jinja::from_object(MoneyObject(*money)),
        Value::Decimal(number) => Jinja::from_object(DecimalObject(*number)),
        Value::Integer(number) => Jinja::from(*number),
        Value::Date(date) => Jinja::from_object(DateObject(*date)),
        Value::Boolean(flag) => Jinja::from(*flag),
        Value::Choices(keys) => Jinja::from_iter(keys.iter().map(String::as_str)),
        Value::Record(_) | Value::Table(_) => return None,
    })
}
