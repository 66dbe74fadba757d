//! The bin (回收站): deleted cases for thirty days, and erasing them for good.

use chrono::Duration;
use tauri::State;

use super::Answer;
use crate::desk::Desk;
use crate::view::DeletedView;

/// How many days a deleted case can be brought back.
pub const DAYS: i64 = 30;

/// The deleted cases, latest first.
#[tauri::command(async)]
pub fn deleted_cases(desk: State<'_, Desk>) -> Answer<Vec<DeletedView>> {
    let deleted = desk.store().cases().deleted()?;
    Ok(deleted
        .into_iter()
        .map(|(row, at)| DeletedView {
            id: row.id,
            procedure_short: desk.library().procedure(&row.slug).map_or(row.slug.clone(), |known| known.entry.short.clone()),
            title: row.title,
            deleted_at: at.to_rfc3339(),
            until: (at + Duration::days(DAYS)).date_naive().to_string(),
        })
        .collect())
}

/// Brings a deleted case back.
#[tauri::command(async)]
pub fn undelete_case(desk: State<'_, Desk>, id: i64) -> Answer<()> {
    Ok(desk.store().cases().undelete(id)?)
}

/// Erases a deleted case: rows, search terms, records of papers and drafts.
#[tauri::command(async)]
pub fn erase_case(desk: State<'_, Desk>, id: i64) -> Answer<()> {
    Ok(desk.store().cases().erase(&[id])?)
}
