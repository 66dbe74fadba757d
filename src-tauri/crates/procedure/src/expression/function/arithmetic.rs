//! Exact arithmetic on amounts, decimals and whole numbers.

use std::cmp::Ordering;

use minijinja::value::{Rest, Value as Jinja};
use minijinja::{Environment, Error};
use rust_decimal::Decimal;

use super::super::object::{DecimalObject, MoneyObject};
use super::{any_undefined, fault, of_answers, wrong_type};
use crate::answer::Value;
use crate::money::{Money, grouped};
use crate::words::to_words;

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("money", |text: &str| {
        Money::parse_canonical(text)
            .map(MoneyObject)
            .map(Jinja::from_object)
            .map_err(|e| fault(e.to_string()))
    });
    environment.add_function("decimal", |text: &str| {
        text.parse()
            .map(DecimalObject)
            .map(Jinja::from_object)
            .map_err(|_| fault(format!("“{text}”不是小数")))
    });
    environment.add_function("add", |values: Rest<Jinja>| fold("add", &values, Operand::plus));
    environment.add_function("sub", |a: Jinja, b: Jinja| fold("sub", &[a, b], Operand::minus));
    environment.add_function("mul", |a: Jinja, b: Jinja| multiply(&a, &b));
    environment.add_function("div", |a: Jinja, b: Jinja| divide(&a, &b));
    environment
        .add_function("percent", |a: Jinja, rate: Jinja| percent("percent", &a, &rate, Money::percent));
    environment.add_function("percent_up", |a: Jinja, rate: Jinja| {
        percent("percent_up", &a, &rate, Money::percent_up)
    });
    environment.add_function("percent_down", |a: Jinja, rate: Jinja| {
        percent("percent_down", &a, &rate, Money::percent_down)
    });
    environment.add_function("min", |values: Rest<Jinja>| extreme(&values, Ordering::Less));
    environment.add_function("max", |values: Rest<Jinja>| extreme(&values, Ordering::Greater));
    environment.add_function("words", |amount: Jinja| {
        if any_undefined(&[&amount]) {
            return Ok(Jinja::UNDEFINED);
        }
        let money = as_money(&amount).ok_or_else(|| wrong_type("words", "金额", &amount))?;
        Ok(Jinja::from(format!("人民币{}", to_words(money))))
    });
    environment.add_function("area", |area: Jinja| {
        if any_undefined(&[&area]) {
            return Ok(Jinja::UNDEFINED);
        }
        let metres = number(&area).ok_or_else(|| wrong_type("area", "面积", &area))?;
        Ok(Jinja::from(square_metres(metres)))
    });
    environment.add_function("wan", |amount: Jinja| {
        if any_undefined(&[&amount]) {
            return Ok(Jinja::UNDEFINED);
        }
        let money = as_money(&amount).ok_or_else(|| wrong_type("wan", "金额", &amount))?;
        Ok(Jinja::from_object(DecimalObject(money.in_wan())))
    });
}

/// An area (面积) as on paper: two places and thousands separators, `1,969.84`; answers have no more places.
fn square_metres(area: Decimal) -> String {
    let text = format!("{:.2}", area.abs().round_dp(2));
    let (whole, places) = text.split_once('.').unwrap_or((&text, "00"));
    let sign = if area.is_sign_negative() && !area.is_zero() { "-" } else { "" };
    format!("{sign}{}.{places}", grouped(whole))
}

/// An operand: an amount, a whole number, or an exact decimal.
///
/// Whole numbers stay whole, so that a sum of copies still compares with a literal `0`.
#[derive(Clone, Copy)]
pub(super) enum Operand {
    Money(Money),
    Integer(i64),
    Number(Decimal),
}

impl Operand {
    pub(super) fn read(value: &Jinja) -> Option<Self> {
        if let Some(money) = value.downcast_object_ref::<MoneyObject>() {
            return Some(Self::Money(money.0));
        }
        if value.is_integer() { value.as_i64().map(Self::Integer) } else { number(value).map(Self::Number) }
    }

    /// The operand in a cell of an answer.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Money(money) => Some(Self::Money(*money)),
            Value::Decimal(number) => Some(Self::Number(*number)),
            Value::Integer(number) => Some(Self::Integer(*number)),
            _ => None,
        }
    }

    /// The pure number in it; an amount is none.
    fn decimal(self) -> Option<Decimal> {
        match self {
            Self::Money(_) => None,
            Self::Integer(number) => Some(number.into()),
            Self::Number(number) => Some(number),
        }
    }

    /// Sum of two operands of one nature; `None` when they do not go together or overflow.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        self.combine(other, Money::checked_add, i64::checked_add, Decimal::checked_add)
    }

    /// Difference, likewise.
    fn minus(self, other: Self) -> Option<Self> {
        self.combine(other, Money::checked_sub, i64::checked_sub, Decimal::checked_sub)
    }

    fn combine(
        self,
        other: Self,
        money: fn(Money, Money) -> Option<Money>,
        integer: fn(i64, i64) -> Option<i64>,
        decimal: fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Option<Self> {
        match (self, other) {
            (Self::Money(a), Self::Money(b)) => money(a, b).map(Self::Money),
            (Self::Integer(a), Self::Integer(b)) => integer(a, b).map(Self::Integer),
            (a, b) => decimal(a.decimal()?, b.decimal()?).map(Self::Number),
        }
    }

    pub(super) fn value(self) -> Jinja {
        match self {
            Self::Money(money) => Jinja::from_object(MoneyObject(money)),
            Self::Integer(number) => Jinja::from(number),
            Self::Number(number) => Jinja::from_object(DecimalObject(number)),
        }
    }
}

pub(super) fn as_money(value: &Jinja) -> Option<Money> {
    value.downcast_object_ref::<MoneyObject>().map(|money| money.0)
}

/// A pure number: decimal object, integer, or a numeral in quotes. Never a binary fraction.
pub(super) fn number(value: &Jinja) -> Option<Decimal> {
    if let Some(decimal) = value.downcast_object_ref::<DecimalObject>() {
        return Some(decimal.0);
    }
    if let Some(text) = value.as_str() {
        return text.parse().ok();
    }
    if value.is_integer() { value.as_i64().map(Decimal::from) } else { None }
}

/// A result beyond what can be represented, from operands that are in order.
pub(super) fn overflow(function: &str) -> Error {
    of_answers(format!("{function}() 的结果超出可表示的范围"))
}

fn fold(
    function: &str,
    values: &[Jinja],
    combine: fn(Operand, Operand) -> Option<Operand>,
) -> Result<Jinja, Error> {
    if values.iter().any(Jinja::is_undefined) {
        return Ok(Jinja::UNDEFINED);
    }
    let mut total: Option<Operand> = None;
    for value in values {
        let next = Operand::read(value).ok_or_else(|| wrong_type(function, "金额或数字", value))?;
        total = Some(match total {
            None => next,
            Some(total) => combine(total, next).ok_or_else(|| unlike(function, total, next))?,
        });
    }
    total.map(Operand::value).ok_or_else(|| fault(format!("{function}() 至少需要一个参数")))
}

/// Two operands that do not combine: they are of different natures, or the result is beyond what can be represented.
pub(super) fn unlike(function: &str, a: Operand, b: Operand) -> Error {
    match (a, b) {
        (Operand::Money(_), Operand::Money(_)) => overflow(function),
        (Operand::Money(_), _) | (_, Operand::Money(_)) => {
            fault(format!("{function}() 把金额和纯数字放在了一起"))
        }
        _ => overflow(function),
    }
}

fn multiply(a: &Jinja, b: &Jinja) -> Result<Jinja, Error> {
    if any_undefined(&[a, b]) {
        return Ok(Jinja::UNDEFINED);
    }
    let left = Operand::read(a).ok_or_else(|| wrong_type("mul", "金额或数字", a))?;
    let factor = number(b).ok_or_else(|| wrong_type("mul", "数字", b))?;
    let product = match left {
        Operand::Money(money) => money.checked_mul(factor).map(Operand::Money),
        Operand::Integer(number) => Decimal::from(number).checked_mul(factor).map(Operand::Number),
        Operand::Number(number) => number.checked_mul(factor).map(Operand::Number),
    };
    product.map(Operand::value).ok_or_else(|| overflow("mul"))
}

/// Quotient of two amounts or two numbers, as a pure number.
fn divide(a: &Jinja, b: &Jinja) -> Result<Jinja, Error> {
    if any_undefined(&[a, b]) {
        return Ok(Jinja::UNDEFINED);
    }
    let read = |value: &Jinja| match Operand::read(value) {
        Some(Operand::Money(money)) => Ok(Decimal::from(money.fen())),
        Some(other) => other.decimal().ok_or_else(|| wrong_type("div", "金额或数字", value)),
        None => Err(wrong_type("div", "金额或数字", value)),
    };
    let quotient =
        read(a)?.checked_div(read(b)?).ok_or_else(|| of_answers("div() 的除数为零或结果超出范围"))?;
    Ok(Jinja::from_object(DecimalObject(quotient)))
}

fn percent(
    function: &str,
    amount: &Jinja,
    rate: &Jinja,
    apply: impl Fn(Money, Decimal) -> Option<Money>,
) -> Result<Jinja, Error> {
    if any_undefined(&[amount, rate]) {
        return Ok(Jinja::UNDEFINED);
    }
    let money = as_money(amount).ok_or_else(|| wrong_type(function, "金额", amount))?;
    let rate = number(rate).ok_or_else(|| wrong_type(function, "百分数", rate))?;
    let result = apply(money, rate).ok_or_else(|| overflow(function))?;
    Ok(Jinja::from_object(MoneyObject(result)))
}

fn extreme(values: &[Jinja], wanted: Ordering) -> Result<Jinja, Error> {
    if values.iter().any(Jinja::is_undefined) {
        return Ok(Jinja::UNDEFINED);
    }
    let mut best = values.first().cloned().ok_or_else(|| fault("min()/max() 至少需要一个参数"))?;
    for value in values.iter().skip(1) {
        let order = compared(value, &best)
            .ok_or_else(|| fault("min()/max() 的参数应当都是金额、都是数字或都是日期"))?;
        if order == wanted {
            best = value.clone();
        }
    }
    Ok(best)
}

/// Order of two values of one nature; a list sorted by kinds would be no order at all.
fn compared(a: &Jinja, b: &Jinja) -> Option<Ordering> {
    match (Operand::read(a), Operand::read(b)) {
        (Some(Operand::Money(a)), Some(Operand::Money(b))) => Some(a.cmp(&b)),
        (Some(a), Some(b)) => Some(a.decimal()?.cmp(&b.decimal()?)),
        (None, None) => {
            let (a, b) = (super::date::day("min", a).ok()?, super::date::day("min", b).ok()?);
            Some(a.cmp(&b))
        }
        _ => None,
    }
}
