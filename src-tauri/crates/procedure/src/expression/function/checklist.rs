//! Checklists within expressions; see [`crate::checklist`].

use minijinja::value::Value as Jinja;
use minijinja::{Environment, Error, State};

use super::{any_undefined, fault, scope, wrong_type};
use crate::checklist::{CheckReport, CheckResult, Held, RowReport, held, row};
use crate::expression::scope::Scope;
use crate::template::Checklist;

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("checks", |state: &State<'_, '_>, id: &str, number: Option<Jinja>| {
        let rows = rows(state, "checks", id, number.as_ref())?;
        let points = |row: RowReport| -> Vec<Jinja> {
            row.checks.iter().map(|check| point(check, row.row_number, &row.name)).collect()
        };
        Ok::<_, Error>(rows.into_iter().flat_map(points).collect::<Jinja>())
    });
    environment.add_function("verdicts", |state: &State<'_, '_>, id: &str| {
        Ok::<_, Error>(rows(state, "verdicts", id, None)?.iter().map(verdict).collect::<Jinja>())
    });
    environment.add_function("verdict", |state: &State<'_, '_>, id: &str, number: Jinja| {
        if any_undefined(&[&number]) {
            return Ok(Jinja::UNDEFINED);
        }
        Ok::<_, Error>(rows(state, "verdict", id, Some(&number))?.first().map(verdict).unwrap_or_default())
    });
    environment.add_function("check_holds", |state: &State<'_, '_>, id: &str, check: &str, number: Jinja| {
        let scope = scope(state)?;
        holds(&scope, id, check, &number)
    });
}

fn list<'s>(scope: &'s Scope, id: &str) -> Result<&'s Checklist, Error> {
    scope.facts.procedure.checklist(id).ok_or_else(|| fault(format!("没有清单“{id}”")))
}

/// Position of a row from its number; none beyond the table.
fn position(scope: &Scope, function: &str, table: &str, number: &Jinja) -> Result<Option<usize>, Error> {
    let number = number.as_usize().ok_or_else(|| wrong_type(function, "行号", number))?;
    Ok(number.checked_sub(1).filter(|index| *index < scope.facts.row_count(table)))
}

fn rows(
    state: &State<'_, '_>,
    function: &str,
    id: &str,
    number: Option<&Jinja>,
) -> Result<Vec<RowReport>, Error> {
    let scope = scope(state)?;
    let list = list(&scope, id)?;
    Ok(match number {
        None => crate::checklist::checklist(&scope.facts, list).rows,
        Some(number) => {
            let index = position(&scope, function, &list.rows, number)?;
            index.map(|index| row(&scope.facts, list, index)).into_iter().collect()
        }
    })
}

/// Whether one point holds for a row; undecided with what it lacks, so that a rule can rest on it.
fn holds(scope: &Scope, id: &str, check: &str, number: &Jinja) -> Result<Jinja, Error> {
    if any_undefined(&[number]) {
        return Ok(Jinja::UNDEFINED);
    }
    let list = list(scope, id)?;
    let check = list.checks.iter().find(|known| known.id == check);
    let check = check.ok_or_else(|| fault(format!("清单“{id}”没有这一核验项")))?;
    let Some(index) = position(scope, "check_holds", &list.rows, number)? else {
        return Ok(Jinja::UNDEFINED);
    };
    let Held { result, evaluation } = held(check, &|| Scope::new(&scope.facts).with_row(&list.rows, index));
    scope.record_inputs(evaluation.inputs);
    if let Some(why) = evaluation.fault {
        return Err(why.into());
    }
    Ok(match result {
        CheckResult::Pass | CheckResult::NotApplicable => Jinja::from(true),
        CheckResult::Fail => Jinja::from(false),
        CheckResult::Pending => {
            scope.record_missing(evaluation.missing);
            Jinja::UNDEFINED
        }
    })
}

fn point(check: &CheckReport, row_number: usize, name: &str) -> Jinja {
    Jinja::from_pairs([
        ("row_number", Jinja::from(row_number)),
        ("name", Jinja::from(name)),
        ("number", Jinja::from(check.number)),
        ("id", Jinja::from(check.id.as_str())),
        ("title", Jinja::from(check.title.as_str())),
        ("basis", Jinja::from(check.basis_text())),
        ("required", Jinja::from(check.required.as_str())),
        ("found", Jinja::from(check.found.as_str())),
        ("result", Jinja::from(check.result.key())),
        ("result_label", Jinja::from(check.result.label())),
        ("reason", Jinja::from(check.reason.as_str())),
    ])
}

fn verdict(row: &RowReport) -> Jinja {
    Jinja::from_pairs([
        ("row_number", Jinja::from(row.row_number)),
        ("name", Jinja::from(row.name.as_str())),
        ("verdict", Jinja::from(row.verdict.id.as_str())),
        ("label", Jinja::from(row.verdict.label.as_str())),
        ("tone", Jinja::from(row.verdict.tone.key())),
        ("by", row.verdict.by.map_or(Jinja::from(()), super::date::day_value)),
        ("advice", Jinja::from(row.verdict.advice.as_str())),
        ("passed", Jinja::from(row.count(CheckResult::Pass))),
        ("failed", Jinja::from(row.count(CheckResult::Fail))),
        ("pending", Jinja::from(row.count(CheckResult::Pending))),
    ])
}
