//! Running balance of money paid in against cost (资金到位与用款的滚动平衡).

use std::collections::BTreeMap;

use minijinja::value::Value as Jinja;
use minijinja::{Environment, Error, State};

use super::super::object::MoneyObject;
use super::arithmetic::{as_money, overflow};
use super::date::{calendar, day, day_value};
use super::table::{cells, items};
use super::{any_undefined, wrong_type};
use crate::money::Money;
use crate::period::{self, Unit};

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function(
        "funding_balance",
        |state: &State<'_, '_>, deposits: Jinja, injections: Jinja, days_ahead: u32| {
            balance(state, &deposits, &injections, days_ahead)
        },
    );
}

/// One row for each milestone, in the order of the days on which money is needed.
///
/// `deposits` have `paid_on` and `amount`; `injections` have `milestone`, `needed_on`, `planned_cost`, `inject_on`
/// and `amount`. A deposit or an injection counts at a milestone if its day is not after the day
/// on which the money is needed; so does the cost of an earlier milestone. Undefined while a needed cell is missing.
fn balance(
    state: &State<'_, '_>,
    deposits: &Jinja,
    injections: &Jinja,
    days_ahead: u32,
) -> Result<Jinja, Error> {
    const NAME: &str = "funding_balance";
    if any_undefined(&[deposits, injections]) {
        return Ok(Jinja::UNDEFINED);
    }
    let needed = cells(NAME, injections, "needed_on")?;
    let costs = cells(NAME, injections, "planned_cost")?;
    let amounts = cells(NAME, injections, "amount")?;
    let inject_on = cells(NAME, injections, "inject_on")?;
    let paid_on = cells(NAME, deposits, "paid_on")?;
    let paid = cells(NAME, deposits, "amount")?;
    if [&needed, &costs, &amounts, &inject_on, &paid_on, &paid]
        .iter()
        .any(|list| list.iter().any(Jinja::is_undefined))
    {
        return Ok(Jinja::UNDEFINED);
    }
    let money = |value: &Jinja| as_money(value).ok_or_else(|| wrong_type(NAME, "金额", value));
    let mut order = Vec::new();
    for (index, row) in items(NAME, injections)?.into_iter().enumerate() {
        order.push((day(NAME, &needed[index])?, index, row));
    }
    order.sort_by_key(|(needed_on, index, _)| (*needed_on, *index));

    let calendar = calendar(state)?;
    let mut plan = Vec::new();
    for (needed_on, index, row) in order {
        let add = |a: Money, b: Money| a.checked_add(b).ok_or_else(|| overflow(NAME));
        let total = |days: &[Jinja], amounts: &[Jinja]| {
            days.iter().zip(amounts).try_fold(Money::ZERO, |total, (on, amount)| {
                if day(NAME, on)? <= needed_on { add(total, money(amount)?) } else { Ok(total) }
            })
        };
        let cost_total = total(&needed, &costs)?;
        let funds_total = add(total(&paid_on, &paid)?, total(&inject_on, &amounts)?)?;
        let balance = funds_total.checked_sub(cost_total).ok_or_else(|| overflow(NAME))?;
        let ahead = period::ahead_of(&calendar, needed_on, days_ahead, Unit::Days);
        let amount = |money: Money| Jinja::from_object(MoneyObject(money));
        let cells: BTreeMap<&str, Jinja> = BTreeMap::from([
            ("milestone", row.get_attr("milestone")?),
            ("inject_on", inject_on[index].clone()),
            ("needed_on", day_value(needed_on)),
            ("latest_on", day_value(ahead.nominal)),
            ("advise_on", day_value(ahead.due)),
            ("planned_cost", costs[index].clone()),
            ("amount", amounts[index].clone()),
            ("cost_total", amount(cost_total)),
            ("funds_total", amount(funds_total)),
            ("balance", amount(balance)),
            ("enough", Jinja::from(balance >= Money::ZERO)),
        ]);
        plan.push(Jinja::from_pairs(cells));
    }
    Ok(Jinja::from(plan))
}
