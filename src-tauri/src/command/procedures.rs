//! Procedures: what the templates say.

use tauri::State;

use super::Answer;
use crate::desk::Desk;
use crate::view::ProcedureView;

/// All procedures with their stages, questions and digests.
#[tauri::command(async)]
pub fn procedures(desk: State<'_, Desk>) -> Answer<Vec<ProcedureView>> {
    Ok(desk.library().procedures().map(|procedure| ProcedureView::of(procedure)).collect())
}
