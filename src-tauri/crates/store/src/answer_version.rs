//! The shape of stored answers as ordered steps. Append-only, as the schema of the tables is.
//!
//! A step changes the answers of a case when the store is opened. It is written down as a revision of its own
//! kind, so that earlier revisions are still reached by inverses and papers made before count as out of date;
//! undo does not reach behind it, since the older shape means nothing to the program any more.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde_json::{Map, Value};

use crate::StoreError;
use crate::change::{Change, Part};
use crate::json::{json, parsed};
use crate::{seal, search};

/// One step: gets the procedure's slug and the answers in the shape before.
pub(crate) type Step = fn(&str, &mut Map<String, Value>);

/// All steps; the first leads from version 1 to 2. Version 1 is the shape of the first release.
pub(crate) const STEPS: &[Step] = &[];

/// The version that this program writes.
pub(crate) const CURRENT: u32 = STEPS.len() as u32 + 1;

/// Brings the answers of every case, deleted ones included, to the version after the last of `steps`.
pub(crate) fn upgrade(connection: &Connection, path: &Path, steps: &[Step]) -> Result<(), StoreError> {
    let current = steps.len() as u32 + 1;
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let found: i64 =
        transaction.query_row("SELECT ifnull(max(answers_version), 0) FROM cases", [], |row| row.get(0))?;
    if found > i64::from(current) {
        return Err(StoreError::NewerVersion { path: path.to_path_buf(), found, supported: current.into() });
    }
    let older: Vec<(i64, u32, String)> = transaction
        .prepare("SELECT id, answers_version, slug FROM cases WHERE answers_version < ?1")?
        .query_map([current], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (id, version, slug) in older {
        match upgrade_case(&transaction, id, &slug, &steps[version.saturating_sub(1) as usize..]) {
            // Left as it is: a damaged case is told when it is opened, and keeps no other from being upgraded.
            Err(StoreError::Damaged { .. }) => continue,
            other => other?,
        }
        transaction.execute("UPDATE cases SET answers_version = ?2 WHERE id = ?1", params![id, current])?;
        seal::seal(&transaction, id)?;
    }
    Ok(transaction.commit()?)
}

fn upgrade_case(
    transaction: &Transaction<'_>,
    id: i64,
    slug: &str,
    steps: &[Step],
) -> Result<(), StoreError> {
    seal::verify(transaction, id)?;
    let before: Map<String, Value> =
        transaction.query_row("SELECT answers FROM cases WHERE id = ?1", [id], |row| parsed(row, 0))?;
    let mut after = before.clone();
    for step in steps {
        step(slug, &mut after);
    }
    let removed = before.keys().filter(|key| !after.contains_key(*key));
    let changes: Vec<Change> = removed
        .chain(after.keys())
        .filter_map(|key| Change::between(Part::Answers, key, before.get(key), after.get(key)))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    // The user changed nothing: the moment stays that of the last change.
    transaction.execute(
        "INSERT INTO revisions (case_id, number, kind, under, at, changes) \
         SELECT id, revision + 1, 'upgrade', 0, updated_at, ?2 FROM cases WHERE id = ?1",
        params![id, json(&changes)?],
    )?;
    transaction.execute(
        "UPDATE cases SET answers = ?2, revision = revision + 1, undo_top = 0, redo_top = 0 WHERE id = ?1",
        params![id, json(&after)?],
    )?;
    let number: i64 =
        transaction.query_row("SELECT revision FROM cases WHERE id = ?1", [id], |row| row.get(0))?;
    seal::chain(transaction, id, number)?;
    let title: String =
        transaction.query_row("SELECT title FROM cases WHERE id = ?1", [id], |row| row.get(0))?;
    search::index(transaction, id, &title, &after).map(drop)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono::DateTime;
    use serde_json::{Map, Value, json};

    use super::{Step, upgrade};
    use crate::{Edit, Kind, NewCase, Store};

    fn rename_budget(slug: &str, answers: &mut Map<String, Value>) {
        if slug == "donation"
            && let Some(value) = answers.shift_remove("budget")
        {
            answers.insert("filed_total".to_owned(), value);
        }
    }

    fn drop_colour(_: &str, answers: &mut Map<String, Value>) {
        answers.shift_remove("colour");
    }

    #[test]
    fn steps_apply_in_order_as_a_revision_that_undo_does_not_cross() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&folder.path().join("choujian.db")).expect("a new store");
        let now = DateTime::parse_from_rfc3339("2026-11-23T14:02:00+08:00").expect("a moment");
        let case = NewCase { slug: "donation", title: "旧案", ..NewCase::default() };
        let id = store.cases().create(&case, now).expect("a case");
        let edits = [Edit::answer("budget", json!("15000000.00")), Edit::answer("colour", json!("红"))];
        store.revisions().commit(id, 0, &edits, now).expect("an edit");

        let steps: [Step; 2] = [rename_budget, drop_colour];
        let path = Path::new("choujian.db");
        store.read(|connection| upgrade(connection, path, &steps)).expect("an upgrade");
        let record = store.cases().get(id).expect("the case");
        assert_eq!(Value::from(record.answers), json!({ "filed_total": "15000000.00" }));
        assert_eq!((record.revision, record.can_undo, record.can_redo), (2, false, false));
        assert_eq!(store.revisions().history(id).expect("a history")[0].kind, Kind::Upgrade);
        let (before, _) = store.revisions().at(id, 1).expect("the state before");
        assert_eq!(Value::from(before), json!({ "budget": "15000000.00", "colour": "红" }));

        // A program that knows fewer steps must not touch these answers.
        let refused =
            store.read(|connection| upgrade(connection, path, &steps[..1])).expect_err("newer answers");
        assert_eq!(refused.code(), "store.newer-version");
    }
}
