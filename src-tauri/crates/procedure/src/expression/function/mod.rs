//! Functions that expressions may call, by subject. Each is exact, total over its types, and undefined as soon as
//! an argument is undefined, so that "missing" travels through any calculation.

mod amount;
mod arithmetic;
mod case;
mod checklist;
mod claim;
mod date;
mod fee;
mod funding;
mod group;
mod interval;
mod ledger;
mod option;
mod rent;
mod subsidy;
mod table;
mod vacancy;

use std::sync::Arc;

use minijinja::value::Value as Jinja;
use minijinja::{Environment, Error, ErrorKind, State};

use super::fault::of_answers;
use super::scope::{SCOPE, Scope};

/// Names of all functions with the arguments they take, for the manual and for the check at load.
pub(super) fn register(environment: &mut Environment<'static>) {
    amount::register(environment);
    arithmetic::register(environment);
    case::register(environment);
    checklist::register(environment);
    date::register(environment);
    fee::register(environment);
    funding::register(environment);
    interval::register(environment);
    group::register(environment);
    rent::register(environment);
    subsidy::register(environment);
    table::register(environment);
    vacancy::register(environment);
}

/// The scope an expression runs in.
fn scope(state: &State<'_, '_>) -> Result<Arc<Scope>, Error> {
    state
        .lookup(SCOPE)
        .and_then(|value| value.downcast_object::<Scope>())
        .ok_or_else(|| fault("此函数只能在案卷中使用"))
}

/// Pays for walking over so many rows, so that a loop around it comes to an end.
fn spend(state: &State<'_, '_>, rows: usize) -> Result<(), Error> {
    state.consume_fuel(u64::try_from(rows / 2).unwrap_or(u64::MAX))
}

/// A mistake of the template's author, in words.
fn fault(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.into())
}

fn wrong_type(function: &str, expected: &str, value: &Jinja) -> Error {
    fault(format!("{function}() 需要{expected}，得到的是“{value}”（{}）", value.kind()))
}

fn any_undefined(values: &[&Jinja]) -> bool {
    values.iter().any(|value| value.is_undefined() || value.is_none())
}
