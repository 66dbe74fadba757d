//! Checking all that is kept (检查数据): the file's structure, every digest, and the search index against its cases.
//!
//! Damage is of three kinds. An index that does not agree with its rows is made anew. A row that is not as it was
//! written is named and hides nothing but itself. What SQLite cannot walk through any more makes the file unusable as
//! a whole: [`StoreError::Corrupt`], and the start offers backups and rescue.

use std::path::Path;

use rusqlite::Connection;

use crate::notice::{Damage, Report};
use crate::seal::{self, TABLES, Table};
use crate::{CaseId, Store, StoreError, migration, quarantine, search};

/// Findings of SQLite beyond which more say nothing.
const FINDINGS: usize = 100;

impl Store {
    /// Checks everything; what can be made anew is.
    ///
    /// # Errors
    /// `store.corrupt` when the file itself cannot be read through.
    pub fn check(&self) -> Result<Report, StoreError> {
        let report = self.read(|connection| all(connection, self.path()))?;
        self.damage.borrow_mut().extend(report.damaged.iter().cloned());
        Ok(report)
    }
}

/// [`Store::check`] on a connection.
pub(crate) fn all(connection: &Connection, path: &Path) -> Result<Report, StoreError> {
    let mut report = Report { rebuilt: structure(connection, path)?, ..Report::default() };
    rows(connection, &mut report)?;
    Ok(report)
}

/// Lets SQLite walk through the file, and compares the schema; whether an index had to be made anew.
pub(crate) fn structure(connection: &Connection, path: &Path) -> Result<bool, StoreError> {
    if schema(connection)? != migration::schema()? {
        return Err(quarantine::corrupt(path, "表的定义与程序不符".to_owned()));
    }
    let Some(first) = worst(&findings(connection)?) else { return Ok(false) };
    // Indexes are made from the rows; what is wrong beyond them is still wrong afterwards.
    let rebuilt = connection
        .execute_batch("REINDEX")
        .map_err(StoreError::from)
        .and_then(|()| search::rebuild(connection));
    match rebuilt.map(|()| findings(connection)) {
        Ok(Ok(left)) => match worst(&left) {
            None => Ok(true),
            Some(fault) => Err(quarantine::corrupt(path, fault)),
        },
        _ => Err(quarantine::corrupt(path, first)),
    }
}

fn findings(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({FINDINGS})"))?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The first finding that is more than a fault in the content of a row, which the digests tell more exactly.
pub(crate) fn worst(findings: &[String]) -> Option<String> {
    let of_a_row = |finding: &str| {
        finding == "ok"
            || finding.starts_with("CHECK constraint failed")
            || finding.starts_with("NULL value in")
            || finding.starts_with("non-")
            || finding.contains(" value in ")
    };
    findings.iter().find(|finding| !of_a_row(finding)).cloned()
}

/// The schema as text, one line an object.
pub(crate) fn schema(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || ifnull(sql, '') FROM sqlite_schema \
         WHERE name NOT LIKE 'sqlite!_stat%' ESCAPE '!' ORDER BY type, name",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Every digest, and the text that is searched.
fn rows(connection: &Connection, report: &mut Report) -> Result<(), StoreError> {
    // What edits have left to the next search is no damage.
    search::catch_up(connection)?;
    let mut known: Vec<CaseId> = column(connection, "SELECT id FROM cases ORDER BY id")?;
    let sealed: Vec<CaseId> = column(connection, "SELECT case_id FROM case_seals ORDER BY case_id")?;
    for id in sealed.iter().filter(|id| !known.contains(id)) {
        report.damaged.push(case(*id));
    }
    known.sort_unstable();
    for id in known {
        report.cases += 1;
        let read = seal::verify(connection, id).and_then(|()| crate::record::any(connection, id));
        match read {
            Ok(record) => report.rebuilt |= search::index(connection, id, &record.title, &record.answers)?,
            Err(StoreError::Damaged { .. } | StoreError::Database(_)) => {
                report.damaged.push(case(id));
                continue;
            }
            Err(other) => return Err(other),
        }
        let count: i64 =
            connection
                .query_row("SELECT count(*) FROM revisions WHERE case_id = ?1", [id], |row| row.get(0))?;
        report.revisions += count.unsigned_abs();
        if let Some(number) = seal::broken_at(connection, id)? {
            report.damaged.push(Damage { what: "修改记录", id: format!("{id}/{number}") });
        }
    }
    report.rebuilt |= search::without_cases(connection)?;
    for table in TABLES {
        damaged_in(connection, table, &mut report.damaged)?;
    }
    Ok(())
}

fn damaged_in(connection: &Connection, table: &Table, damaged: &mut Vec<Damage>) -> Result<(), StoreError> {
    let Table { name, columns, key, count } = table;
    let mut statement =
        connection.prepare(&format!("SELECT {columns}, digest, CAST({key} AS BLOB) FROM {name}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if !seal::sound(table, row)? {
            let id = String::from_utf8_lossy(&row.get::<_, Vec<u8>>(count + 1)?).into_owned();
            damaged.push(Damage { what: what(name), id });
        }
    }
    Ok(())
}

/// What the rows of a table are called.
pub(crate) fn what(table: &str) -> &'static str {
    match table {
        "generated" => "已生成文件",
        "parties" => "单位",
        "settings" => "设置",
        _ => "草稿",
    }
}

fn case(id: CaseId) -> Damage {
    Damage { what: "事项", id: id.to_string() }
}

fn column(connection: &Connection, sql: &str) -> Result<Vec<CaseId>, StoreError> {
    Ok(connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
