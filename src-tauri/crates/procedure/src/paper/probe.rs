//! What a paper would leave blank: its body is run over the facts of the case without being printed.
//!
//! Every answer that the body looks for and does not find is recorded by the scope, cells by row and column; so nobody has
//! to write down beside a body what the body needs, and a condition that rests on a missing answer counts as well as a
//! printed one. Long tables are shortened to the rows that lack something: the others print in full.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::value::{Value as Jinja, ValueKind};
use minijinja::{Environment, State};

use super::{BlankObject, body_name};
use crate::expression::{Facts, SCOPE, Scope, TableObject};

/// Rows up to which a table is gone through whole.
const MOST_ROWS: usize = 40;
/// What running a body may cost, see [`Environment::set_fuel`]: tables are shortened, so no sound paper comes near it.
const FUEL: u64 = 400_000;
/// Stack that running a body may take: values it has nested are taken apart by recursion. The memory is only taken where a
/// body goes there.
pub(crate) const STACK_BYTES: usize = 256 << 20;
/// Name in the context under which the functions of papers know that nothing is printed.
const SHORTENED: &str = "__shortened";

/// Paths that keep the paper `id` from being final in this scope: answers that are asked and not there, and whatever else
/// would print as a blank that no hand is to fill in.
pub(crate) fn lacking(
    facts: &Arc<Facts>,
    environment: &mut Environment<'static>,
    id: &str,
    scope: &Scope,
) -> BTreeSet<String> {
    let scope = scope.clone().with(SHORTENED, Jinja::from(true));
    environment.set_formatter(|out, state, value| {
        let is_blank =
            value.is_undefined() || value.is_none() || value.downcast_object_ref::<BlankObject>().is_some();
        let text = if value.is_undefined() { String::new() } else { value.to_string() };
        if let Some(scope) = scope_of(state) {
            let source = scope.take_last();
            let named = value.downcast_object_ref::<BlankObject>().and_then(|blank| blank.path.clone());
            if is_blank || (text.trim().is_empty() && !value.is_safe()) {
                scope.record_blank(named.or(source));
            }
        }
        out.write_str(&text).map_err(Into::into)
    });
    // Macros see globals only.
    environment.add_global(SCOPE, scope.context());
    environment.set_fuel(Some(FUEL));
    if let Ok(template) = environment.get_template(&body_name(id)) {
        // A mistake of the template is told by whoever composes the paper; what it lacks up to there is known.
        let _ = template.render(scope.context());
    }
    let touched = scope.take_touched();
    let mut lacking: BTreeSet<String> =
        touched.missing.into_iter().filter(|path| facts.is_asked(path)).collect();
    let tables: BTreeSet<String> = lacking
        .iter()
        .filter(|path| cell(path).is_some())
        .filter_map(|path| path.split('.').next())
        // A copy for one row has nothing to do with the others.
        .filter(|table| facts.row_count(table) > MOST_ROWS && scope.row_table() != Some(*table))
        .map(str::to_owned)
        .collect();
    for table in tables {
        let columns: BTreeSet<String> = lacking
            .iter()
            .filter(|path| path.split('.').next() == Some(table.as_str()))
            .filter_map(|path| cell(path).map(|(_, column)| column.to_owned()))
            .collect();
        let alike = |path: &String| cell(path).is_some_and(|(_, column)| columns.contains(column));
        lacking.extend(facts.lacks(&table).into_iter().map(|lack| lack.path).filter(alike));
    }
    for path in touched.blanks {
        let known = lacking.iter().any(|lack| lack.split('.').next() == path.split('.').next());
        let waits =
            facts.derived(&path).filter(|state| state.value.is_undefined()).map(|state| state.missing);
        match waits {
            Some(waits) if !waits.is_empty() => lacking.extend(waits),
            // A sum prints as a blank because of cells that are named already.
            _ if !known || !facts.given(&path) => drop(lacking.insert(path)),
            _ => {}
        }
    }
    lacking
}

/// Row and column of the path of a cell.
fn cell(path: &str) -> Option<(usize, &str)> {
    let mut parts = path.split('.').skip(1);
    Some((parts.next()?.parse().ok()?, parts.next()?))
}

fn scope_of(state: &State<'_, '_>) -> Option<Arc<Scope>> {
    state.lookup(SCOPE).and_then(|scope| scope.downcast_object::<Scope>())
}

/// Something that is printed without a value, such as a box whose condition is not known.
pub(super) fn left_blank(state: &State<'_, '_>) {
    if let Some(scope) = scope_of(state) {
        let source = scope.take_last();
        scope.record_blank(source);
    }
}

/// The rows that tell something, if the table is long and nothing is printed.
pub(super) fn shortened(state: &State<'_, '_>, rows: &Jinja) -> Option<Jinja> {
    state.lookup(SHORTENED)?;
    if rows.kind() != ValueKind::Seq || rows.len()? <= MOST_ROWS {
        return None;
    }
    let Some(table) = rows.downcast_object_ref::<TableObject>() else {
        // Worked out by a function, which gives all rows or none.
        return Some(rows.try_iter().ok()?.take(MOST_ROWS).collect());
    };
    let facts = Arc::clone(&scope_of(state)?.facts);
    let mut chosen: BTreeSet<usize> = table.counted().map(|(row, _)| row).take(MOST_ROWS).collect();
    let mut columns = BTreeSet::new();
    for lack in facts.lacks(table.touch().path()) {
        // One row for each column that lacks something: the others are told by [`lacking`].
        if let Some((row, column)) = cell(&lack.path)
            && columns.insert(column.to_owned())
        {
            chosen.insert(row);
        }
    }
    Some(Jinja::from_object(table.choose(chosen.into_iter().collect())))
}
