//! Fees by progressive brackets; see [`crate::fee`].

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use minijinja::value::{Enumerator, Object, Value as Jinja};
use minijinja::{Environment, Error, State};

use super::super::object::{DecimalObject, MoneyObject, TableObject};
use super::arithmetic::{as_money, number};
use super::date::{day, day_value};
use super::table::items;
use super::{any_undefined, fault, scope, wrong_type};
use crate::fee::{Bracket, BracketEntry, BracketFee, BracketProblem, Brackets, FeeTable};
use crate::money::Money;

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("fee_schedule", |state: &State<'_, '_>, id: Jinja, on: Option<Jinja>| {
        if any_undefined(&[&id]) || on.as_ref().is_some_and(|on| any_undefined(&[on])) {
            return Ok(Jinja::UNDEFINED);
        }
        let on = on.map(|on| day("fee_schedule", &on)).transpose()?;
        shared(state, &id, on).map(Jinja::from_object)
    });
    environment.add_function(
        "fee_table_of",
        |state: &State<'_, '_>,
         rows: Jinja,
         name: Option<Jinja>,
         source: Option<Jinja>,
         from: Option<Jinja>| { typed(state, &rows, name.as_ref(), source.as_ref(), from.as_ref()) },
    );
    environment.add_function("fee_problems", |rows: Jinja| match entries("fee_problems", &rows)? {
        Some(entries) => Ok(problems(&entries).map(|problem| Jinja::from(problem.message)).collect()),
        None => Ok::<_, Error>(Jinja::UNDEFINED),
    });
    environment.add_function("progressive_fee", |state: &State<'_, '_>, table: Jinja, base: Jinja| {
        let fee = |brackets: &Brackets, base| Jinja::from_object(MoneyObject(brackets.fee(base)));
        worked_out(state, "progressive_fee", &table, &base, fee)
    });
    environment.add_function("fee_breakdown", |state: &State<'_, '_>, table: Jinja, base: Jinja| {
        worked_out(state, "fee_breakdown", &table, &base, |brackets, base| {
            brackets.breakdown(base).iter().map(share).collect()
        })
    });
}

/// A rate table in an expression; prints its name.
#[derive(Debug)]
struct FeeTableObject {
    table: Arc<FeeTable>,
    /// Whether it was in force on the day asked for.
    in_force: bool,
}

/// Names of its parts.
const PARTS: [&str; 9] =
    ["id", "name", "source", "from", "comparator", "base", "note", "in_force", "brackets"];

impl Object for FeeTableObject {
    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        let table = &self.table;
        let text = |text: &str| Jinja::from(text);
        let optional = |part: &Option<String>| part.as_deref().map_or(Jinja::from(()), text);
        Some(match key.as_str()? {
            "id" => text(&table.id),
            "name" => text(&table.name),
            "source" => text(&table.source),
            "from" => table.from.map_or(Jinja::from(()), day_value),
            "comparator" => table.comparator.into(),
            "base" => optional(&table.base),
            "note" => optional(&table.note),
            "in_force" => self.in_force.into(),
            "brackets" => table.brackets.as_slice().iter().enumerate().map(bracket).collect(),
            _ => return None,
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&PARTS)
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.table.name)
    }
}

/// The version of a shared table that is in force on a day, today by default.
fn shared(state: &State<'_, '_>, id: &Jinja, on: Option<NaiveDate>) -> Result<FeeTableObject, Error> {
    let facts = &scope(state)?.facts;
    let on = on.unwrap_or(facts.today);
    let id = id.as_str().ok_or_else(|| wrong_type("fee_schedule", "费率表编号", id))?;
    let versions: Vec<&Arc<FeeTable>> = facts.procedure.fees.iter().filter(|fee| fee.id == id).collect();
    let begun = |fee: &&&Arc<FeeTable>| fee.from.is_none_or(|from| from <= on);
    let in_force = versions.iter().rfind(begun);
    // Earlier than any version: the first one, marked, so that the figure can be worked out and the reservation made.
    let chosen = in_force.or(versions.first());
    let table = chosen.ok_or_else(|| fault(format!("没有费率表“{id}”")))?;
    Ok(FeeTableObject { table: Arc::clone(table), in_force: in_force.is_some() })
}

/// A table typed into the case.
fn typed(
    state: &State<'_, '_>,
    rows: &Jinja,
    name: Option<&Jinja>,
    source: Option<&Jinja>,
    from: Option<&Jinja>,
) -> Result<Jinja, Error> {
    const NAME: &str = "fee_table_of";
    let Some(read) = entries(NAME, rows)? else { return Ok(Jinja::UNDEFINED) };
    let brackets = match Brackets::new(&read) {
        Ok(brackets) => brackets,
        Err(problems) => {
            // A table that is not sound is as good as none: what hangs on it waits until it has been put right.
            if let Some(table) = rows.downcast_object_ref::<TableObject>() {
                scope(state)?.record_missing([table.touch().path().to_owned()]);
                return Ok(Jinja::UNDEFINED);
            }
            let told: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
            return Err(fault(format!("{NAME}()：{}", told.join("；"))));
        }
    };
    let text = |value: Option<&Jinja>| value.map(ToString::to_string).unwrap_or_default();
    let table = FeeTable {
        id: String::new(),
        name: text(name),
        source: text(source),
        from: from.map(|from| day(NAME, from)).transpose()?,
        comparator: false,
        base: None,
        note: None,
        brackets,
    };
    Ok(Jinja::from_object(FeeTableObject { table: Arc::new(table), in_force: true }))
}

/// The brackets in rows with `up_to`, `rate` and perhaps `over`; none while a rate is missing.
fn entries(function: &str, rows: &Jinja) -> Result<Option<Vec<BracketEntry>>, Error> {
    if any_undefined(&[rows]) {
        return Ok(None);
    }
    let (mut entries, mut complete) = (Vec::new(), true);
    for row in items(function, rows)? {
        let limit = |column: &str| match cell(&row, column)? {
            None => Ok(None),
            Some(cell) => as_money(&cell).map(Some).ok_or_else(|| wrong_type(function, "金额", &cell)),
        };
        let (over, up_to) = (limit("over")?, limit("up_to")?);
        let rate = row.get_attr("rate")?;
        if any_undefined(&[&rate]) {
            complete = false;
            continue;
        }
        let rate = number(&rate).ok_or_else(|| wrong_type(function, "百分数", &rate))?;
        entries.push(BracketEntry { over, up_to, rate });
    }
    Ok(complete.then_some(entries))
}

/// A cell that may be left empty for good: asking for it does not wait for it.
fn cell(row: &Jinja, column: &str) -> Result<Option<Jinja>, Error> {
    let mut columns = row.try_iter()?;
    if !columns.any(|name| name.as_str() == Some(column)) {
        return Ok(None);
    }
    let cell = row.get_attr(column)?;
    Ok((!any_undefined(&[&cell])).then_some(cell))
}

fn problems(entries: &[BracketEntry]) -> impl Iterator<Item = BracketProblem> {
    Brackets::new(entries).err().unwrap_or_default().into_iter()
}

fn worked_out(
    state: &State<'_, '_>,
    function: &str,
    table: &Jinja,
    base: &Jinja,
    apply: impl FnOnce(&Brackets, Money) -> Jinja,
) -> Result<Jinja, Error> {
    if any_undefined(&[table, base]) {
        return Ok(Jinja::UNDEFINED);
    }
    let base = as_money(base).ok_or_else(|| wrong_type(function, "金额", base))?;
    if let Some(object) = table.downcast_object_ref::<FeeTableObject>() {
        return Ok(apply(&object.table.brackets, base));
    }
    if table.as_str().is_none() {
        return Err(wrong_type(function, "费率表（用 fee_schedule 或 fee_table_of 取得）", table));
    }
    Ok(apply(&shared(state, table, None)?.table.brackets, base))
}

fn money(money: Money) -> Jinja {
    Jinja::from_object(MoneyObject(money))
}

fn bracket((index, bracket): (usize, &Bracket)) -> Jinja {
    Jinja::from_pairs([
        ("number", Jinja::from(index + 1)),
        ("label", Jinja::from(bracket.label())),
        ("over", money(bracket.over)),
        ("up_to", bracket.up_to.map_or(Jinja::from(()), money)),
        ("rate", Jinja::from_object(DecimalObject(bracket.rate))),
    ])
}

fn share(part: &BracketFee) -> Jinja {
    Jinja::from_pairs([
        ("number", Jinja::from(part.number)),
        ("label", Jinja::from(part.label.as_str())),
        ("over", money(part.over)),
        ("up_to", part.up_to.map_or(Jinja::from(()), money)),
        ("amount", money(part.amount)),
        ("rate", Jinja::from_object(DecimalObject(part.rate))),
        ("fee", money(part.fee)),
    ])
}
