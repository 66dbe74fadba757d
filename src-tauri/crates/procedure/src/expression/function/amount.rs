//! Amounts held against each other: how many times one is the other, and what an amount in words says.

use minijinja::value::Value as Jinja;
use minijinja::{Environment, Error};
use rust_decimal::Decimal;

use super::super::object::{DecimalObject, MoneyObject};
use super::arithmetic::{as_money, number};
use super::{any_undefined, wrong_type};
use crate::words::read_words;

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("ratio", |a: Jinja, b: Jinja| ratio(&a, &b));
    environment.add_function("money_of_words", |text: Jinja| {
        if any_undefined(&[&text]) {
            return Ok(Jinja::UNDEFINED);
        }
        let words = text.as_str().ok_or_else(|| wrong_type("money_of_words", "文字", &text))?;
        // Not an amount is an answer too: it equals no amount.
        Ok::<_, Error>(
            read_words(words).map_or(Jinja::from(()), |money| Jinja::from_object(MoneyObject(money))),
        )
    });
    environment.add_function("words_problem", |text: Jinja| {
        if any_undefined(&[&text]) {
            return Ok(Jinja::UNDEFINED);
        }
        let words = text.as_str().ok_or_else(|| wrong_type("words_problem", "文字", &text))?;
        Ok::<_, Error>(read_words(words).err().map_or_else(String::new, |error| error.message).into())
    });
}

/// How many times `b` is in `a`, two amounts or two numbers: 10000 betrays 万元 typed as 元. None if `b` is nothing.
fn ratio(a: &Jinja, b: &Jinja) -> Result<Jinja, Error> {
    if any_undefined(&[a, b]) {
        return Ok(Jinja::UNDEFINED);
    }
    let (dividend, divisor) = match (as_money(a), as_money(b)) {
        (Some(a), Some(b)) => (Decimal::from(a.fen()), Decimal::from(b.fen())),
        (None, None) => {
            let read = |value: &Jinja| number(value).ok_or_else(|| wrong_type("ratio", "金额或数字", value));
            (read(a)?, read(b)?)
        }
        (Some(_), None) => return Err(wrong_type("ratio", "金额", b)),
        (None, Some(_)) => return Err(wrong_type("ratio", "金额", a)),
    };
    let quotient = dividend.checked_div(divisor);
    Ok(quotient.map_or(Jinja::from(()), |quotient| Jinja::from_object(DecimalObject(quotient))))
}
