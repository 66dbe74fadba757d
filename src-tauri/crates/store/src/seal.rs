//! Digests (校验值, SHA-256) over what is shown, so that a bit that changed on the disk is seen and not believed.
//!
//! * A case: `whole` over all columns of its row, its number and identity included; `listed` over what the list
//!   shows, so that 10,000 rows are verified without reading their answers. Both lie in `case_seals`, apart from
//!   the row.
//! * Its revisions: a chain. Each row's `link` is the digest of the link before and of all its columns; the head
//!   of the chain lies in `case_seals`. So no row can be changed, taken out or added unseen.
//! * Papers, parties, settings and drafts: a digest in the row, over all other columns.
//!
//! Every read verifies; a row that does not fit is [`StoreError::Damaged`] and hides nothing but itself. Every
//! write to a case verifies the row first: damage must never be sealed as if it were the truth. The schema
//! itself is compared with the one that the migrations make, when the file is examined.
//!
//! This guards against chance (disks, copies, other programs), not against someone who computes new digests.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest as _, Sha256};

use crate::{CaseId, StoreError};

/// A SHA-256.
pub(crate) type Digest = [u8; 32];

/// All columns of a case, in the order in which they are digested.
pub(crate) const CASE: &str = "id, uid, archived, deleted_at, created_at, updated_at, revision, undo_top, redo_top, slug, \
                               title, procedure_hash, answers_version, overrides, answers";
const CASE_COLUMNS: usize = 15;

/// All columns of a revision but its link.
pub(crate) const REVISION: &str = "case_id, number, kind, target, under, at, changes, who, machine";
pub(crate) const REVISION_COLUMNS: usize = 9;

/// A table whose rows carry their digest themselves: its name, all other columns, how many, and its key.
pub(crate) struct Table {
    pub name: &'static str,
    pub columns: &'static str,
    pub count: usize,
    pub key: &'static str,
}

pub(crate) const GENERATED: Table = Table {
    name: "generated",
    columns: "id, case_id, document, row_name, format, revision, path, sha256, draft, made_at",
    count: 10,
    key: "id",
};
pub(crate) const PARTIES: Table =
    Table { name: "parties", columns: "id, kind, value, updated_at", count: 4, key: "id" };
pub(crate) const SETTINGS: Table = Table { name: "settings", columns: "key, value", count: 2, key: "key" };
pub(crate) const DRAFTS: Table =
    Table { name: "drafts", columns: "uid, path, base, text, at", count: 5, key: "uid || path" };
pub(crate) const TABLES: [&Table; 4] = [&GENERATED, &PARTIES, &SETTINGS, &DRAFTS];

/// The digest of the first `count` columns of a row of the table `label`.
pub(crate) fn of_row(label: &str, row: &Row<'_>, count: usize) -> rusqlite::Result<Digest> {
    let mut hasher = Sha256::new_with_prefix(label);
    for index in 0..count {
        feed(&mut hasher, row.get_ref(index)?);
    }
    Ok(hasher.finalize().into())
}

/// Whether the column at `index` holds that digest.
pub(crate) fn fits(row: &Row<'_>, index: usize, digest: &Digest) -> bool {
    matches!(row.get_ref(index), Ok(ValueRef::Blob(blob)) if blob == digest)
}

/// Whether a row of the table, read with its columns and then its digest, is as it was written.
pub(crate) fn sound(table: &Table, row: &Row<'_>) -> rusqlite::Result<bool> {
    Ok(fits(row, table.count, &of_row(table.name, row, table.count)?))
}

/// Writes the digest of the rows that a condition picks out.
pub(crate) fn stamp(
    connection: &Connection,
    table: &Table,
    which: &str,
    value: impl rusqlite::ToSql,
) -> Result<(), StoreError> {
    let Table { name, columns, count, key } = table;
    let mut found = Vec::new();
    let mut statement =
        connection.prepare_cached(&format!("SELECT {columns}, {key} FROM {name} WHERE {which}"))?;
    let mut rows = statement.query([value])?;
    while let Some(row) = rows.next()? {
        found.push((row.get::<_, rusqlite::types::Value>(*count)?, of_row(name, row, *count)?));
    }
    drop(rows);
    let mut update = connection.prepare_cached(&format!("UPDATE {name} SET digest = ?2 WHERE {key} = ?1"))?;
    for (key, digest) in found {
        update.execute(params![key, digest])?;
    }
    Ok(())
}

/// The digest of what the list shows of a case. `row` holds the columns of [`crate::record::COLUMNS`] and then
/// `deleted_at`.
pub(crate) fn listed(row: &Row<'_>) -> rusqlite::Result<Digest> {
    of_row("listed", row, 9)
}

/// The digest of the whole row of a case, read by [`CASE`].
pub(crate) fn whole(row: &Row<'_>) -> rusqlite::Result<Digest> {
    of_row("cases", row, CASE_COLUMNS)
}

/// Sees to it that a case is as it was written; `store.not-found`, `store.damaged`.
pub(crate) fn verify(connection: &Connection, id: CaseId) -> Result<(), StoreError> {
    let sql = format!("SELECT {CASE}, whole FROM cases LEFT JOIN case_seals ON case_id = id WHERE id = ?1");
    let sound = connection
        .prepare_cached(&sql)?
        .query_row([id], |row| Ok(fits(row, CASE_COLUMNS, &whole(row)?)))
        .optional()?
        .ok_or_else(|| crate::record::missing(id))?;
    if sound { Ok(()) } else { Err(damaged_case(id)) }
}

/// Writes the digests of a case after its row changed; the chain stays.
pub(crate) fn seal(connection: &Connection, id: CaseId) -> Result<(), StoreError> {
    let whole = connection
        .prepare_cached(&format!("SELECT {CASE} FROM cases WHERE id = ?1"))?
        .query_row([id], whole)?;
    let listed = connection
        .prepare_cached(&format!("SELECT {}, deleted_at FROM cases WHERE id = ?1", crate::record::COLUMNS))?
        .query_row([id], listed)?;
    connection
        .prepare_cached(
            "INSERT INTO case_seals (case_id, listed, whole, chain) SELECT id, ?2, ?3, ?4 FROM cases WHERE id = ?1 \
             ON CONFLICT (case_id) DO UPDATE SET listed = excluded.listed, whole = excluded.whole",
        )?
        .execute(params![id, listed, whole, genesis(connection, id)?])?;
    Ok(())
}

/// The link before the first revision of a case.
pub(crate) fn genesis(connection: &Connection, id: CaseId) -> Result<Digest, StoreError> {
    Ok(connection
        .prepare_cached("SELECT id, uid FROM cases WHERE id = ?1")?
        .query_row([id], |row| of_row("genesis", row, 2))?)
}

/// The link of a revision, read by [`REVISION`], after the link before it.
pub(crate) fn link(before: &[u8], row: &Row<'_>) -> rusqlite::Result<Digest> {
    let mut hasher = Sha256::new_with_prefix("revision");
    hasher.update(before);
    for index in 0..REVISION_COLUMNS {
        feed(&mut hasher, row.get_ref(index)?);
    }
    Ok(hasher.finalize().into())
}

/// The head of a case's chain as it is kept apart.
pub(crate) fn head(connection: &Connection, id: CaseId) -> Result<Vec<u8>, StoreError> {
    connection
        .prepare_cached("SELECT chain FROM case_seals WHERE case_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| damaged_case(id))
}

/// Puts a new revision at the end of the chain.
pub(crate) fn chain(connection: &Connection, id: CaseId, number: i64) -> Result<(), StoreError> {
    let before = head(connection, id)?;
    let link = connection
        .prepare_cached(&format!("SELECT {REVISION} FROM revisions WHERE case_id = ?1 AND number = ?2"))?
        .query_row([id, number], |row| link(&before, row))?;
    connection
        .prepare_cached("UPDATE revisions SET link = ?3 WHERE case_id = ?1 AND number = ?2")?
        .execute(params![id, number, link])?;
    connection
        .prepare_cached("UPDATE case_seals SET chain = ?2 WHERE case_id = ?1")?
        .execute(params![id, link])?;
    Ok(())
}

/// Walks the whole chain of a case; the number of the first revision that does not fit, if there is one.
pub(crate) fn broken_at(connection: &Connection, id: CaseId) -> Result<Option<i64>, StoreError> {
    let (latest, mut before) = (revision_of(connection, id)?, genesis(connection, id)?);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {REVISION}, link FROM revisions WHERE case_id = ?1 ORDER BY number"
    ))?;
    let mut rows = statement.query([id])?;
    let mut expected = 1;
    while let Some(row) = rows.next()? {
        let link = link(&before, row)?;
        if row.get::<_, i64>(1).ok() != Some(expected) || !fits(row, REVISION_COLUMNS, &link) {
            return Ok(Some(expected));
        }
        before = link;
        expected += 1;
    }
    let ends = expected == latest + 1 && head(connection, id)? == before;
    Ok((!ends).then_some(expected.min(latest)))
}

fn revision_of(connection: &Connection, id: CaseId) -> Result<i64, StoreError> {
    Ok(connection.query_row("SELECT revision FROM cases WHERE id = ?1", [id], |row| row.get(0))?)
}

/// The error for a case that is not as it was written.
pub(crate) fn damaged_case(id: CaseId) -> StoreError {
    StoreError::Damaged { what: "事项", id: id.to_string() }
}

/// Gives identities and digests to all rows of a store that had none. Rows that cannot be read are sealed as they
/// are: what they hold is told when they are read.
pub(crate) fn fill(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "UPDATE cases SET uid = lower(hex(randomblob(16))) WHERE uid = '';
         INSERT OR IGNORE INTO session (id, token, commits) VALUES (1, '', 0);",
    )?;
    let ids: Vec<CaseId> = connection
        .prepare("SELECT id FROM cases")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in ids {
        seal(connection, id)?;
        let numbers: Vec<i64> = connection
            .prepare_cached("SELECT number FROM revisions WHERE case_id = ?1 ORDER BY number")?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for number in numbers {
            chain(connection, id, number)?;
        }
    }
    for table in TABLES {
        stamp(connection, table, "?1", true)?;
    }
    Ok(())
}

/// A value with its type and length, so that no two rows are digested from the same bytes.
fn feed(hasher: &mut Sha256, value: ValueRef<'_>) {
    let (kind, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => {
            hasher.update([1]);
            return hasher.update(number.to_le_bytes());
        }
        ValueRef::Real(number) => {
            hasher.update([2]);
            return hasher.update(number.to_bits().to_le_bytes());
        }
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    hasher.update([kind]);
    hasher.update((bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}
