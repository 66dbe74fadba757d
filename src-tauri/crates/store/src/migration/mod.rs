//! The schema as ordered steps. Append-only: a step that was ever shipped is never changed, only followed.

use std::sync::OnceLock;

use rusqlite::{Connection, Transaction};
use rusqlite_migration::{HookResult, M, Migrations};

use crate::{StoreError, check, seal, search};

/// Marks the file as ours (`PRAGMA application_id`): "CJ" and 2022, the year of the three regulations.
pub(crate) const APPLICATION_ID: i64 = 0x434A_07E6;

/// The schema version that this program writes (`PRAGMA user_version`).
pub(crate) const LATEST: i64 = 9;

/// The first schema version whose rows carry digests.
pub(crate) const SEALED: i64 = 8;

/// All steps, the first one first.
pub(crate) fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("0001-case.sql")),
        M::up(include_str!("0002-revision.sql")),
        M::up(include_str!("0003-generated.sql")),
        M::up(include_str!("0004-party.sql")),
        M::up(include_str!("0005-settings.sql")),
        M::up(include_str!("0006-summary.sql")),
        M::up_with_hook(include_str!("0007-search.sql"), fill_search),
        M::up_with_hook(include_str!("0008-integrity.sql"), fill_seals),
        M::up(include_str!("0009-unindexed.sql")),
    ])
}

fn fill_search(transaction: &Transaction<'_>) -> HookResult {
    search::fill(transaction)?;
    Ok(())
}

fn fill_seals(transaction: &Transaction<'_>) -> HookResult {
    seal::fill(transaction).map_err(|error| match error {
        StoreError::Database(error) => error,
        other => rusqlite::Error::ToSqlConversionFailure(Box::new(other)),
    })?;
    Ok(())
}

/// The schema that these steps make, one line an object.
pub(crate) fn schema() -> Result<Vec<String>, StoreError> {
    static MADE: OnceLock<Vec<String>> = OnceLock::new();
    if let Some(made) = MADE.get() {
        return Ok(made.clone());
    }
    let mut connection = Connection::open_in_memory()?;
    migrations()
        .to_latest(&mut connection)
        .map_err(|error| StoreError::Upgrade { path: ":memory:".into(), reason: error.to_string() })?;
    let made = check::schema(&connection)?;
    Ok(MADE.get_or_init(|| made).clone())
}

#[cfg(test)]
mod tests {
    use super::{LATEST, migrations};

    #[test]
    fn the_latest_version_is_the_number_of_steps() {
        let mut connection = rusqlite::Connection::open_in_memory().expect("SQLite in memory");
        migrations().to_latest(&mut connection).expect("all steps apply to an empty file");
        let version: i64 = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .expect("SQLite has a user_version");
        assert_eq!(version, LATEST);
    }
}
