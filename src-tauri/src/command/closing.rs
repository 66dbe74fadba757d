//! The page's word on closing the window.

use tauri::{AppHandle, State};

use super::Answer;
use crate::closing;
use crate::desk::Desk;

/// Everything is stored or given up (`leave`): the program ends. Or the window stays, for now: the person is being asked.
#[tauri::command(async)]
pub fn answer_closing(app: AppHandle, desk: State<'_, Desk>, leave: bool) -> Answer<()> {
    desk.closing.answer();
    if leave {
        closing::end(&app);
    }
    Ok(())
}
