//! Files that come from or go to elsewhere, always through the system's own dialogs.

use std::io::Read as _;
use std::path::PathBuf;

use procedure::case_file::{self, CaseFile, MOST_BYTES};
use store::NewCase;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, cases};
use crate::desk::{Desk, now};
use crate::error::Failure;
use crate::view::CaseView;

/// Writes a case as a case file that the command line and other laptops read.
#[tauri::command(async)]
pub fn export_case(app: AppHandle, desk: State<'_, Desk>, id: i64) -> Answer<Option<String>> {
    let record = desk.store().cases().get(id)?;
    let mut file = CaseFile::new(&record.slug, record.answers);
    file.title.clone_from(&record.title);
    file.overrides = record.overrides;
    let name = format!("{}.json", document::safe_name(&record.title));
    save_as(&app, &desk, &name, file.to_text().as_bytes())
}

/// Reads a case file as a new case.
#[tauri::command(async)]
pub fn import_case(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<CaseView>> {
    let Some(path) = app.dialog().file().add_filter("案卷", &["json"]).blocking_pick_file() else {
        return Ok(None);
    };
    let path = path.into_path().map_err(|error| Failure::new("exchange.path", error.to_string()))?;
    let text = read(&path)?;
    let loaded = case_file::load(&desk.library(), &text).map_err(|problems| Failure::case_file(&problems))?;
    let new = NewCase {
        slug: loaded.procedure.slug(),
        title: &loaded.title,
        procedure_hash: &loaded.procedure.hash,
        answers: loaded.case.answers.to_json(),
        overrides: loaded.case.overrides,
    };
    let id = desk.store().cases().create(&new, now())?;
    cases::open_case(desk, id).map(Some)
}

/// Reads a text file that the user chose, of bounded size.
pub fn read(path: &std::path::Path) -> Answer<String> {
    let refuse =
        |reason: String| Failure::new("exchange.read", format!("无法读取 {}：{reason}", path.display()));
    let limit = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    // One byte more than allowed: the size that the folder tells may be of another moment.
    std::fs::File::open(path)
        .and_then(|file| file.take(limit).read_to_end(&mut bytes))
        .map_err(|error| refuse(error.to_string()))?;
    case_file::text_of(bytes, MOST_BYTES).map_err(|problem| refuse(problem.message))
}

/// Writes bytes where the user says; `None` if the dialog was closed.
pub fn save_as(app: &AppHandle, desk: &Desk, name: &str, bytes: &[u8]) -> Answer<Option<String>> {
    let path = if desk.paths.silent {
        let folder = desk.output()?;
        store::ensure_folder(&folder)?;
        folder.join(name)
    } else {
        let Some(chosen) = app.dialog().file().set_file_name(name).blocking_save_file() else {
            return Ok(None);
        };
        let chosen: PathBuf =
            chosen.into_path().map_err(|error| Failure::new("exchange.path", error.to_string()))?;
        chosen
    };
    // The system's dialog has asked about an existing file already.
    store::write_whole(&path, bytes, true)?;
    Ok(Some(path.display().to_string()))
}
