//! Erasing (彻底删除): rows, search terms, records of papers, drafts, so that no byte of a case is left in the database
//! or its log.
//!
//! What is deleted is overwritten (`secure_delete`), the search index is made anew (FTS5 keeps the terms of what was
//! deleted until its segments are merged), the file is written without its free pages and the log emptied. Files that
//! were written elsewhere and earlier backups are not touched; whoever asks the user says so.

use chrono::{DateTime, FixedOffset};

use crate::{CaseId, Cases, StoreError, moment, record, search};

impl Cases<'_> {
    /// Erases deleted cases, all or none.
    ///
    /// # Errors
    /// `store.not-found` if one is not there or is not deleted.
    pub fn erase(&self, ids: &[CaseId]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let secure = |on: bool| self.store.read(|connection| Ok(connection.pragma_update(None, "secure_delete", on)?));
        secure(true)?;
        let erased = self.store.write(|transaction| {
            for id in ids {
                for sql in [
                    "DELETE FROM drafts WHERE uid = (SELECT uid FROM cases WHERE id = ?1 AND deleted_at IS NOT NULL)",
                    "DELETE FROM search WHERE rowid = (SELECT id FROM cases WHERE id = ?1 AND deleted_at IS NOT NULL)",
                ] {
                    transaction.execute(sql, [id])?;
                }
                if transaction.execute("DELETE FROM cases WHERE id = ?1 AND deleted_at IS NOT NULL", [id])? == 0 {
                    return Err(record::missing(*id));
                }
                transaction.execute("DELETE FROM case_seals WHERE case_id = ?1", [id])?;
            }
            search::rebuild(transaction)
        });
        let swept = erased.and_then(|()| {
            self.store.read(|connection| Ok(connection.execute_batch("VACUUM")?))?;
            self.store.checkpoint()
        });
        secure(false)?;
        swept
    }

    /// Erases the cases deleted before a moment; gives how many.
    ///
    /// # Errors
    /// A failure to write.
    pub fn purge(&self, deleted_before: DateTime<FixedOffset>) -> Result<usize, StoreError> {
        let before = moment::text(deleted_before);
        let ids: Vec<CaseId> = self.store.read(|connection| {
            let mut statement = connection.prepare("SELECT id FROM cases WHERE deleted_at < ?1")?;
            Ok(statement.query_map([before], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })?;
        self.erase(&ids)?;
        Ok(ids.len())
    }
}
