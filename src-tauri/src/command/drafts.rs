//! Drafts (草稿): what is being typed, kept in the store while it is no answer yet.

use store::DraftChange;
use tauri::State;

use super::Answer;
use crate::desk::{Desk, now};
use crate::view::{DraftKept, DraftView};

/// The drafts of a case.
#[tauri::command(async)]
pub fn drafts(desk: State<'_, Desk>, id: i64) -> Answer<Vec<DraftView>> {
    let drafts = desk.store().drafts().of(id)?;
    Ok(drafts
        .into_iter()
        .map(|draft| DraftView { path: draft.path, text: draft.text, base: draft.base })
        .collect())
}

/// Keeps and forgets drafts of a case; they are on the disk when this answers.
#[tauri::command(async)]
pub fn keep_drafts(desk: State<'_, Desk>, id: i64, changes: Vec<DraftKept>) -> Answer<()> {
    let changes: Vec<DraftChange> = changes
        .into_iter()
        .map(|kept| DraftChange { path: kept.path, text: kept.text, base: kept.base })
        .collect();
    Ok(desk.store().drafts().keep(id, &changes, now())?)
}
