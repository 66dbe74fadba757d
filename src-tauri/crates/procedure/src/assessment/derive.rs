//! Fields that are not asked, derived values, and the report of all values.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::Case;
use super::report::{Proposal, Reported, ValueReport, ValueState};
use crate::expression::{DerivedState, Expression, Facts, Scope, printed, to_json};
use crate::template::{FieldKind, Library, Procedure};

pub(super) fn facts(
    library: &Library,
    procedure: &Arc<Procedure>,
    case: &Case,
    today: NaiveDate,
) -> Arc<Facts> {
    let (calendar, answers) = (library.calendar(), case.answers.clone());
    let facts =
        Arc::new(Facts::new(procedure, calendar, library.memo(), library.glyphs(), answers, today));
    work_out(&facts);
    // A field may hang on a derived value or on another field that is itself not asked, and so on down a chain:
    // each round settles one link. Two fields that exclude each other would never settle; from then on the set
    // only grows, so that the result is the same each time and the rounds come to an end.
    let mut round = 0;
    while find_not_asked(&facts, round >= FREE_ROUNDS) {
        work_out(&facts);
        round += 1;
    }
    facts
}

/// Rows up to which a derived table is reported whole. A longer one, such as a claim for each unit and month, is read row
/// by row by papers and screens that show it, and not copied out after every edit.
const MOST_ROWS: usize = 100;

/// Rounds in which a field that was not asked may turn out to be asked after all.
const FREE_ROUNDS: usize = 16;

fn work_out(facts: &Arc<Facts>) {
    facts.derived.write().unwrap_or_else(PoisonError::into_inner).clear();
    for derived in &facts.procedure.derived {
        let evaluation = derived.value.evaluate(&Scope::new(facts));
        let decided = evaluation.missing.is_empty() && evaluation.fault.is_none();
        let state = DerivedState {
            value: if decided { evaluation.value } else { minijinja::Value::UNDEFINED },
            missing: evaluation.missing,
            fault: evaluation.fault,
        };
        facts.derived.write().unwrap_or_else(PoisonError::into_inner).insert(derived.key.clone(), state);
    }
}

/// Finds the fields whose condition is decidedly false; whether anything changed.
fn find_not_asked(facts: &Arc<Facts>, only_grow: bool) -> bool {
    let mut not_asked = BTreeSet::new();
    let closed = |condition: Option<&Expression>| {
        condition.is_some_and(|when| when.evaluate(&Scope::new(facts)).truth() == Some(false))
    };
    for section in &facts.procedure.sections {
        let section_closed = closed(section.when.as_ref());
        for key in &section.fields {
            let field_closed = facts.procedure.field(key).is_some_and(|field| closed(field.when.as_ref()));
            if section_closed || field_closed {
                not_asked.insert(key.clone());
            }
        }
    }
    let mut known = facts.not_applicable.write().unwrap_or_else(PoisonError::into_inner);
    if only_grow {
        not_asked.extend(known.iter().cloned());
    }
    let changed = *known != not_asked;
    *known = not_asked;
    changed
}

/// Fields that may be asked: the condition of each, or of its section, is not decided yet.
pub(super) fn waiting(facts: &Arc<Facts>) -> BTreeMap<String, Vec<String>> {
    let mut waiting = BTreeMap::new();
    let mut decided_by = |key: &str, condition: Option<&Expression>| {
        let missing = condition.map(|when| when.evaluate(&Scope::new(facts)).missing).unwrap_or_default();
        if !missing.is_empty() && !facts.is_not_applicable(key) {
            let all: &mut BTreeSet<String> = waiting.entry(key.to_owned()).or_default();
            all.extend(missing);
        }
    };
    for section in &facts.procedure.sections {
        for key in &section.fields {
            decided_by(key, section.when.as_ref());
            decided_by(key, facts.procedure.field(key).and_then(|field| field.when.as_ref()));
        }
    }
    waiting.into_iter().map(|(key, missing)| (key, missing.into_iter().collect())).collect()
}

/// All values of the case, fields first, then derived ones.
pub(super) fn values(
    facts: &Facts,
    proposals: &BTreeMap<String, Proposal>,
) -> BTreeMap<String, ValueReport> {
    let mut values = BTreeMap::new();
    for field in facts.procedure.fields() {
        let answer = facts.answers.get(field.key()).filter(|value| !value.is_blank());
        let proposal = proposals.get(field.key());
        let (state, value) = match (answer, proposal) {
            _ if facts.is_not_applicable(field.key()) => (
                ValueState::NotApplicable,
                answer.map_or(Reported::Nothing, |answer| Reported::Answer(answer.clone())),
            ),
            (Some(answer), _) => (ValueState::Given, Reported::Answer(answer.clone())),
            (None, Some(proposal)) => (ValueState::Proposed, Reported::Proposed(proposal.value.clone())),
            (None, None) => (ValueState::Missing, Reported::Nothing),
        };
        let report = ValueReport {
            state,
            value,
            label: field.label().to_owned(),
            stage: None,
            text: answer.map_or_else(String::new, |value| printed(Some(field), value)),
        };
        values.insert(field.key().to_owned(), report);
    }
    for derived in &facts.procedure.derived {
        let state = facts.derived(&derived.key).filter(|state| !state.value.is_undefined());
        let rows =
            state.as_ref().filter(|_| derived.kind == FieldKind::Table).and_then(|state| state.value.len());
        let value = match &state {
            Some(state) if rows.is_none_or(|rows| rows <= MOST_ROWS) => to_json(&state.value),
            _ => Json::Null,
        };
        let option = value.as_str().and_then(|key| facts.procedure.option_label(&derived.key, key));
        let text = match (&state, option) {
            (_, Some(label)) => label.to_owned(),
            _ if rows.is_some() => rows.map(|rows| format!("{rows} 行")).unwrap_or_default(),
            (Some(state), None) => with_unit(derived.kind, crate::expression::plain(&state.value)),
            (None, None) => String::new(),
        };
        let state = if state.is_some() { ValueState::Derived } else { ValueState::Missing };
        let value = Reported::Worked(value);
        let stage = rests_on(facts, &derived.key).map(|stage| facts.procedure.stages[stage].id.clone());
        let label = derived.label.clone();
        values.insert(derived.key.clone(), ValueReport { state, value, label, text, stage });
    }
    values
}

/// A worked out figure as it reads on screen, with the unit of its kind.
fn with_unit(kind: FieldKind, text: String) -> String {
    match kind {
        FieldKind::Money => format!("{text} 元"),
        FieldKind::Area => format!("{text} ㎡"),
        FieldKind::Percent => format!("{text}%"),
        _ => text,
    }
}

/// Position of the latest stage whose questions a derived value rests on; `None` if it rests on none.
fn rests_on(facts: &Facts, key: &str) -> Option<usize> {
    let derived = facts.procedure.derived(key)?;
    let stage = |name: &String| {
        let base = name.split('.').next().unwrap_or(name);
        match facts.procedure.field(base) {
            Some(field) => facts.procedure.stages.iter().position(|stage| stage.id == field.stage),
            // Derived values rest on earlier ones alone, so this comes to an end.
            None => rests_on(facts, base),
        }
    };
    derived.value.names().iter().filter_map(stage).max()
}
