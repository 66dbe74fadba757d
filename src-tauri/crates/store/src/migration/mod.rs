//! The schema as ordered steps. Append-only: a step that was ever shipped is never changed, only followed.

use rusqlite::Transaction;
use rusqlite_migration::{HookResult, M, Migrations};

use crate::search;

/// Marks the file as ours (`PRAGMA application_id`): "CJ" and 2022, the year of the three regulations.
pub(crate) const APPLICATION_ID: i64 = 0x434A_07E6;

/// The schema version that this program writes (`PRAGMA user_version`).
pub(crate) const LATEST: i64 = 8;

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
        M::up(include_str!("0008-unindexed.sql")),
    ])
}

fn fill_search(transaction: &Transaction<'_>) -> HookResult {
    search::fill(transaction)?;
    Ok(())
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
