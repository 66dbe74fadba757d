//! Functions that only papers have: blanks, boxes, rows to be filled in, dates in Chinese numerals.

use std::fmt;
use std::sync::Arc;

use chrono::Datelike;
use minijinja::value::{Object, ObjectRepr, Value as Jinja, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State};

use super::probe;
use crate::expression::DateObject;
use crate::words::chinese_number;

/// Widest blank in full-width characters.
const WIDEST: u8 = 40;
/// Most empty rows that a template may ask for.
const MOST_EMPTY: usize = 50;

/// `blank(n, 'path')`: stands for an answer that is not there. A final has none.
#[derive(Debug)]
pub struct BlankObject {
    /// Width in full-width characters.
    pub width: u8,
    /// Path of the answer it stands for.
    pub path: Option<String>,
}

/// `pen('签名', n)`: room for a hand (手填处), in finals too.
#[derive(Debug)]
pub struct PenObject {
    /// Width in full-width characters.
    pub width: u8,
    /// What is written there.
    pub what: String,
}

/// `check(condition)` and `pen_box()`.
#[derive(Debug)]
pub struct CheckObject(pub bool);

macro_rules! plain_object {
    ($name:ident, $object:ident => $text:expr) => {
        impl Object for $name {
            fn repr(self: &Arc<Self>) -> ObjectRepr {
                ObjectRepr::Plain
            }

            fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $object = self;
                f.write_str(&$text)
            }
        }
    };
}

plain_object!(BlankObject, blank => "＿".repeat(usize::from(blank.width)));
plain_object!(PenObject, pen => "＿".repeat(usize::from(pen.width)));
plain_object!(CheckObject, check => if check.0 { "☑" } else { "□" });

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("blank", |width: u8, path: Option<String>| {
        Jinja::from_object(BlankObject { width: width.clamp(1, WIDEST), path })
    });
    environment.add_function("pen", |what: String, width: u8| {
        Jinja::from_object(PenObject { width: width.clamp(1, WIDEST), what })
    });
    environment.add_function("pen_box", || Jinja::from_object(CheckObject(false)));
    environment.add_function("check", |state: &State<'_, '_>, ticked: Jinja| {
        if ticked.is_undefined() {
            probe::left_blank(state);
        }
        Jinja::from_object(CheckObject(ticked.is_true()))
    });
    environment.add_function("rows_or_blank", rows_or_blank);
    environment.add_function("chinese_date", |date: Jinja| chinese_date(&date));
}

/// The rows, or `count` empty ones whose cells print as blanks.
fn rows_or_blank(state: &State<'_, '_>, rows: Jinja, count: usize) -> Jinja {
    let known = rows.kind() == ValueKind::Seq && rows.len() != Some(0);
    if rows.is_undefined() || rows.is_none() || rows.len() == Some(0) {
        let empty: [(&str, Jinja); 0] = [];
        return std::iter::repeat_n(Jinja::from_pairs(empty), count.min(MOST_EMPTY)).collect();
    }
    if known { probe::shortened(state, &rows).unwrap_or(rows) } else { rows }
}

/// 二〇二六年一月五日.
fn chinese_date(date: &Jinja) -> Result<Jinja, Error> {
    if date.is_undefined() {
        return Ok(Jinja::UNDEFINED);
    }
    let day = date
        .downcast_object_ref::<DateObject>()
        .map(|date| date.0)
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "chinese_date() 需要日期"))?;
    let year: String = day
        .year()
        .to_string()
        .bytes()
        .map(|digit| ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"][usize::from(digit - b'0')])
        .collect();
    let number = |n: u32| chinese_number(usize::try_from(n).unwrap_or_default());
    Ok(Jinja::from(format!("{year}年{}月{}日", number(day.month()), number(day.day()))))
}
