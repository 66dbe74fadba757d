//! Procedures: what the templates say.

use tauri::State;

use super::Answer;
use crate::desk::Desk;
use crate::view::{ProcedureView, UnusableView};

/// All procedures with their stages, questions and digests.
#[tauri::command(async)]
pub fn procedures(desk: State<'_, Desk>) -> Answer<Vec<ProcedureView>> {
    Ok(desk.library().procedures().map(|procedure| ProcedureView::of(procedure)).collect())
}

/// Procedures that cannot be used because of mistakes in their templates, with what is wrong.
#[tauri::command(async)]
pub fn unusable(desk: State<'_, Desk>) -> Answer<Vec<UnusableView>> {
    Ok(desk.library().broken().iter().map(UnusableView::of).collect())
}
