//! Crash reports, for reading and for removing.

use tauri::State;

use super::Answer;
use crate::crash::{self, CrashReport};
use crate::desk::Desk;

/// The reports that are kept, latest first.
#[tauri::command(async)]
pub fn crash_reports(desk: State<'_, Desk>) -> Answer<Vec<CrashReport>> {
    Ok(crash::reports(&desk.paths.crashes()))
}

/// Removes them all.
#[tauri::command(async)]
pub fn clear_crash_reports(desk: State<'_, Desk>) -> Answer<()> {
    crash::clear(&desk.paths.crashes())
}
