//! Deadlines of all cases, and the calendar file.

use procedure::assessment::DeadlineState;
use tauri::{AppHandle, State};

use super::{Answer, exchange};
use crate::desk::{Desk, today};
use crate::view::{CaseDeadline, DeadlineView};

/// Deadlines of all cases that are not put away and not yet met, most urgent first.
#[tauri::command(async)]
pub fn all_deadlines(desk: State<'_, Desk>) -> Answer<Vec<CaseDeadline>> {
    let rows = desk.store().cases().list(None)?;
    let mut all = Vec::new();
    for row in rows.into_iter().filter(|row| !row.archived) {
        let Ok(open) = desk.look_at(row.id) else { continue };
        let open_ones = open
            .assessment
            .deadlines
            .iter()
            .filter(|deadline| matches!(deadline.state, DeadlineState::Pending | DeadlineState::Overdue));
        all.extend(open_ones.map(|deadline| CaseDeadline {
            case: row.id,
            title: row.title.clone(),
            deadline: DeadlineView::of(deadline),
        }));
    }
    all.sort_by_key(|entry| entry.deadline.days_left);
    Ok(all)
}

/// Writes a case's deadlines as a calendar file where the user says.
#[tauri::command(async)]
pub fn export_ics(app: AppHandle, desk: State<'_, Desk>, id: i64) -> Answer<Option<String>> {
    let open = desk.open_case(id)?;
    let text = document::ics(&open.record.title, &open.assessment.deadlines, today());
    let name = document::safe_name(&open.record.title, "-期限.ics", document::NAME_BYTES);
    exchange::save_as(&app, &desk, &name, text.as_bytes())
}
