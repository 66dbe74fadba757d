//! Full-text search over titles and text answers, for Chinese: any run of characters is found, from one on.
//!
//! The index holds trigrams. A word of three characters or more is looked up by its trigrams and then compared
//! with the text; a shorter one is the range of the trigrams that begin with it (the text ends each entry with
//! two line breaks, so that its last characters begin a trigram too). Plain LIKE over 10,000 cases would be too
//! slow, and two characters are what one types most often in Chinese.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

use crate::json::parsed;
use crate::{CaseId, StoreError};

/// More trigrams of one word than these don't narrow the search further.
const MOST_TRIGRAMS: usize = 16;

/// The words of a query, folded as the index is.
pub(crate) fn words(query: &str) -> Vec<String> {
    let folded = fold(query);
    let words = folded.split(|character: char| character.is_whitespace() || character.is_control());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The cases whose text contains each of the words.
pub(crate) fn find(connection: &Connection, words: &[String]) -> Result<HashSet<CaseId>, StoreError> {
    let mut found = indexed(connection, words)?;
    for (id, text) in lacking(connection)? {
        if words.iter().all(|word| text.contains(word)) {
            found.insert(id);
        } else {
            found.remove(&id);
        }
    }
    Ok(found)
}

fn indexed(connection: &Connection, words: &[String]) -> Result<HashSet<CaseId>, StoreError> {
    let mut found: Option<HashSet<CaseId>> = None;
    // Long words first: they are rare, and an empty result ends the search.
    let mut ordered: Vec<&String> = words.iter().collect();
    ordered.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    for word in ordered {
        let with = containing(connection, word)?;
        let both = match found {
            Some(before) => before.intersection(&with).copied().collect(),
            None => with,
        };
        if both.is_empty() {
            return Ok(both);
        }
        found = Some(both);
    }
    Ok(found.unwrap_or_default())
}

/// Puts the text of a case into the index; whether it held another or none.
pub(crate) fn index(
    connection: &Connection,
    id: CaseId,
    title: &str,
    answers: &Map<String, Value>,
) -> Result<bool, StoreError> {
    put(connection, id, &text_of(title, answers))
}

fn put(connection: &Connection, id: CaseId, text: &str) -> Result<bool, StoreError> {
    let stored: Option<Vec<u8>> = connection
        .prepare_cached("SELECT CAST(text AS BLOB) FROM search WHERE rowid = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if stored.as_deref() == Some(text.as_bytes()) {
        return Ok(false);
    }
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([id])?;
    connection
        .prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?
        .execute(params![id, text])?;
    Ok(true)
}

/// Notes that the text of a case has changed since it was put into the index. Trigrams of thousands of cells take longer
/// than an edit may: they are made when somebody searches. The note is stored with the edit, so that a crash loses neither.
pub(crate) fn defer(transaction: &Transaction<'_>, id: CaseId) -> Result<(), StoreError> {
    transaction.prepare_cached("INSERT OR IGNORE INTO unindexed (case_id) VALUES (?1)")?.execute([id])?;
    Ok(())
}

/// Whether the index lacks anything.
pub(crate) fn is_behind(connection: &Connection) -> Result<bool, StoreError> {
    let mut some = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM unindexed)")?;
    Ok(some.query_row([], |row| row.get(0))?)
}

/// Brings the index up to date. A case that cannot be read is found by what was last known of it.
pub(crate) fn catch_up(connection: &Connection) -> Result<(), StoreError> {
    for (id, text) in lacking(connection)? {
        put(connection, id, &text)?;
    }
    connection.execute("DELETE FROM unindexed", [])?;
    Ok(())
}

/// The text of the cases whose text in the index is not the present one.
fn lacking(connection: &Connection) -> Result<Vec<(CaseId, String)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, title, answers FROM cases JOIN unindexed ON unindexed.case_id = cases.id",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (Ok(title), Ok(answers)) = (row.get::<_, String>(1), parsed(row, 2)) else { continue };
        found.push((row.get(0)?, text_of(&title, &answers)));
    }
    Ok(found)
}

/// Fills the index of a store that had none. A case that cannot be read is not found, and keeps no other from being.
pub(crate) fn fill(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare("SELECT id, title, answers FROM cases")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: CaseId = row.get(0)?;
        let (Ok(title), Ok(answers)) = (row.get::<_, String>(1), parsed(row, 2)) else { continue };
        index(transaction, id, &title, &answers).map_err(|error| match error {
            StoreError::Database(error) => error,
            other => rusqlite::Error::ToSqlConversionFailure(Box::new(other)),
        })?;
    }
    Ok(())
}

/// Takes texts out of the index that belong to no case; whether there were any.
pub(crate) fn without_cases(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection.execute("DELETE FROM search WHERE rowid NOT IN (SELECT id FROM cases)", [])? > 0)
}

/// Makes the index anew from the texts it holds; nothing of texts that were taken out is left in it.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')", [])?;
    Ok(())
}

fn text_of(title: &str, answers: &Map<String, Value>) -> String {
    let mut text = String::new();
    add(title, &mut text);
    for value in answers.values() {
        collect(value, &mut text);
    }
    text
}

fn containing(connection: &Connection, word: &str) -> Result<HashSet<CaseId>, StoreError> {
    let characters: Vec<char> = word.chars().collect();
    if characters.len() < 3 {
        let mut statement = connection
            .prepare_cached("SELECT DISTINCT doc FROM search_terms WHERE term >= ?1 AND term < ?2")?;
        // No assigned character sorts behind U+10FFFF.
        let ids = statement.query_map([word, &format!("{word}\u{10FFFF}")], |row| row.get(0))?;
        return Ok(ids.collect::<Result<_, _>>()?);
    }
    let trigrams: BTreeSet<String> = characters.windows(3).map(|three| three.iter().collect()).collect();
    let quoted: Vec<String> = trigrams
        .iter()
        .take(MOST_TRIGRAMS)
        .map(|trigram| format!("\"{}\"", trigram.replace('"', "\"\"")))
        .collect();
    let mut statement = connection
        .prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 AND instr(text, ?2) > 0")?;
    let ids = statement.query_map([quoted.join(" AND ").as_str(), word], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn collect(value: &Value, text: &mut String) {
    match value {
        Value::String(string) => add(string, text),
        Value::Array(values) => values.iter().for_each(|value| collect(value, text)),
        Value::Object(map) => map.values().for_each(|value| collect(value, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn add(string: &str, text: &mut String) {
    // SQLite takes a NUL for the end of a text in some places.
    text.extend(fold(string).chars().filter(|character| *character != '\0'));
    text.push_str("\n\n");
}

fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}
