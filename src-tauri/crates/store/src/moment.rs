//! How a moment is stored: RFC 3339 in Beijing time with milliseconds.
//!
//! One offset for all makes the order of the texts the order of the moments, and the file can be read by a
//! person; no other offset occurs in a Shenzhen procedure.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use rusqlite::Row;
use rusqlite::types::Type;

const BEIJING: i32 = 8 * 3600;

/// The offset of all stored moments.
pub(crate) fn beijing() -> FixedOffset {
    FixedOffset::east_opt(BEIJING).expect("invariant: eight hours is within a day")
}

/// The stored text of a moment.
pub(crate) fn text(moment: DateTime<FixedOffset>) -> String {
    moment.with_timezone(&beijing()).to_rfc3339_opts(SecondsFormat::Millis, false)
}

/// Reads the moment in a column of a row.
pub(crate) fn column(row: &Row<'_>, index: usize) -> rusqlite::Result<DateTime<FixedOffset>> {
    let text: String = row.get(index)?;
    DateTime::parse_from_rfc3339(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, Box::new(error)))
}
