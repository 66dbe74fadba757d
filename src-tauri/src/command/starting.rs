//! How the start went, and what can be done when it did not go well.

use store::Notice;
use tauri::{AppHandle, Manager, State};

use super::{Answer, exchange};
use crate::desk::Desk;
use crate::error::Failure;
use crate::start::{Start, open};
use crate::view::{BackupView, NoticeView, StartView};

/// Ready, or what stands in the way, with every backup there is.
#[tauri::command(async)]
pub fn start_state(app: AppHandle, start: State<'_, Start>) -> StartView {
    // The lock first: it is held as long as the desk is being opened.
    let inner = start.lock();
    if app.try_state::<Desk>().is_some() {
        return StartView::ready();
    }
    let (paths, failure, fewer) = (inner.paths.clone(), inner.failure.clone(), inner.fewer);
    drop(inner);
    let backups = paths.map(|paths| BackupView::all(&[paths.backups()])).unwrap_or_default();
    StartView::refused(failure, fewer, backups)
}

/// Puts a backup in the place of the store and opens it.
#[tauri::command(async)]
pub fn start_restore(app: AppHandle, start: State<'_, Start>, id: String) -> Answer<()> {
    let paths = start.lock().paths.clone().ok_or_else(not_there)?;
    let chosen = BackupView::find(&[paths.backups()], &id)?;
    // Lets go of the store first, if it is held open.
    drop(start.lock().held.take());
    store::restore(&chosen, &paths.store())?;
    open(&app, true);
    opened(&app, &start)
}

/// Goes on with what there is: a new store, or the fewer cases.
#[tauri::command(async)]
pub fn start_anyway(app: AppHandle, start: State<'_, Start>) -> Answer<()> {
    open(&app, true);
    opened(&app, &start)
}

/// Writes every case that can be read out of the store as a case file into a folder; where, and how many.
#[tauri::command(async)]
pub fn start_salvage(app: AppHandle, start: State<'_, Start>) -> Answer<Option<String>> {
    let paths = start.lock().paths.clone().ok_or_else(not_there)?;
    let Some(folder) = exchange::pick_folder(&app, &paths)? else { return Ok(None) };
    exchange::salvage_into(&folder, &paths.store()).map(Some)
}

/// Ends the program.
#[tauri::command]
pub fn quit(app: AppHandle) {
    app.exit(0);
}

/// What was found when the store was opened and must be said, and rows found damaged since.
#[tauri::command(async)]
pub fn notices(desk: State<'_, Desk>) -> Vec<NoticeView> {
    let store = desk.store();
    let mut views: Vec<NoticeView> = store
        .notices()
        .iter()
        .filter(|notice| !matches!(notice, Notice::Damaged { .. }))
        .map(NoticeView::of)
        .collect();
    views.extend(NoticeView::damaged(&store.damage()));
    views
}

fn opened(app: &AppHandle, start: &Start) -> Answer<()> {
    if app.try_state::<Desk>().is_some() {
        return Ok(());
    }
    Err(start.lock().failure.clone().unwrap_or_else(not_there))
}

fn not_there() -> Failure {
    Failure::new("shell.not-started", "程序还没有启动完成，请重新打开")
}
