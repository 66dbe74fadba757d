//! Tables that a function works out: rows of a Rust type, whose cells become values only when they are read.

use std::fmt::Debug;
use std::sync::Arc;

use chrono::NaiveDate;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value as Jinja};
use rust_decimal::Decimal;

use super::object::{DateObject, DecimalObject, MoneyObject};
use crate::money::Money;

/// A row whose cells have names.
pub(super) trait Cells: Debug + Send + Sync + 'static {
    /// Names of the cells.
    const COLUMNS: &'static [&'static str];

    /// The cell of that name; `None` if there is none.
    fn cell(&self, column: &str) -> Option<Jinja>;
}

/// Rows that can be had one by one.
pub(super) trait Rows: Debug + Send + Sync + 'static {
    /// A row of the table.
    type Row: Cells;

    /// How many there are.
    fn count(&self) -> usize;

    /// Row `index`, from 0.
    fn row(&self, index: usize) -> Option<Self::Row>;
}

impl<C: Cells + Clone> Rows for Vec<C> {
    type Row = C;

    fn count(&self) -> usize {
        self.len()
    }

    fn row(&self, index: usize) -> Option<C> {
        self.get(index).cloned()
    }
}

/// A table of rows worked out.
#[derive(Debug)]
pub(super) struct ComputedTable<R>(pub R);

/// One row, or a record that stands alone.
#[derive(Debug)]
pub(super) struct ComputedRow<C>(pub C);

impl<R: Rows> Object for ComputedTable<R> {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        self.0.row(key.as_usize()?).map(|row| Jinja::from_object(ComputedRow(row)))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.count())
    }
}

impl<C: Cells> Object for ComputedRow<C> {
    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        self.0.cell(key.as_str()?)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(C::COLUMNS.iter().map(|column| Jinja::from(*column)).collect())
    }
}

/// What may stand in a cell.
pub(super) trait Cell {
    /// The value for expressions.
    fn value(self) -> Jinja;
}

macro_rules! cell {
    ($($type:ty: $value:ident => $jinja:expr;)+) => {
        $(impl Cell for $type {
            fn value(self) -> Jinja {
                let $value = self;
                $jinja
            }
        })+
    };
}

cell! {
    Money: money => Jinja::from_object(MoneyObject(money));
    Decimal: number => Jinja::from_object(DecimalObject(number));
    NaiveDate: date => Jinja::from_object(DateObject(date));
    Arc<str>: text => Jinja::from(text);
    &str: text => Jinja::from(text);
    String: text => Jinja::from(text);
    bool: flag => Jinja::from(flag);
    i32: number => Jinja::from(i64::from(number));
    u32: number => Jinja::from(i64::from(number));
    u64: number => Jinja::from(i64::try_from(number).unwrap_or(i64::MAX));
    usize: number => Jinja::from(i64::try_from(number).unwrap_or(i64::MAX));
    Jinja: value => value;
}

/// Names the cells of a row type, each with its value.
macro_rules! cells {
    ($type:ty, $row:ident => { $($column:literal: $value:expr,)+ }) => {
        impl $crate::expression::computed::Cells for $type {
            const COLUMNS: &'static [&'static str] = &[$($column),+];

            fn cell(&self, column: &str) -> Option<minijinja::Value> {
                let $row = self;
                match column {
                    $($column => Some($crate::expression::computed::Cell::value($value)),)+
                    _ => None,
                }
            }
        }
    };
}
pub(super) use cells;
