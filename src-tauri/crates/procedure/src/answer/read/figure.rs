//! Figures and days: exact, within their limits, and never by way of a binary fraction.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::super::value::Value;
use super::Reading;
use crate::entry::clip;
use crate::money::{Money, grouped};
use crate::template::Field;

impl Reading {
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

    pub(super) fn money(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let text = self.figure(field, path, json)?;
        match Money::parse_canonical(&text) {
            Ok(money) if self.too_large(field, path, Decimal::new(money.fen(), 2)) => None,
            Ok(money) => self.in_range(field, path, Value::Money(money), |limit| {
                Money::parse_canonical(limit).ok().map(|limit| money.cmp(&limit))
            }),
            Err(error) => {
                self.problem(error.code, path, format!("“{}”：{}", field.label(), error.message));
                None
            }
        }
    }

    pub(super) fn decimal(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let text = self.figure(field, path, json)?;
        let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        // Exactly: the usual reading would round what lies beyond 28 places.
        let Some(number) = Decimal::from_str_exact(&text).ok().filter(|_| plain) else {
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
        if self.too_large(field, path, number) {
            return None;
        }
        self.in_range(field, path, Value::Decimal(number), |limit| {
            limit.parse::<Decimal>().ok().map(|limit| number.cmp(&limit))
        })
    }

    pub(super) fn integer(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
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
        if self.too_large(field, path, number.into()) {
            return None;
        }
        self.in_range(field, path, Value::Integer(number), |limit| {
            limit.parse::<i64>().ok().map(|limit| number.cmp(&limit))
        })
    }

    pub(super) fn date(&mut self, field: &Field, path: &str, json: &Json) -> Option<Value> {
        let Json::String(text) = json else {
            return self.refuse(field, path, "日期，如 \"2026-11-23\"", json);
        };
        let digits = |(index, byte): (usize, u8)| {
            if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
        };
        let iso = text.len() == 10 && text.bytes().enumerate().all(digits);
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

    /// Whether a figure is beyond what its kind allows, whatever the field itself says; see [`FieldKind::most`].
    fn too_large(&mut self, field: &Field, path: &str, figure: Decimal) -> bool {
        let Some(most) = field.kind().most().filter(|most| figure.abs() > Decimal::from(*most)) else {
            return false;
        };
        let message = format!(
            "“{}”不得大于{}，请核对是否多写了位数，或写错了单位",
            field.label(),
            grouped(&most.to_string())
        );
        self.problem("answer.out-of-range", path, message);
        true
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
}
