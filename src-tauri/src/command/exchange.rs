//! Files that come from or go to elsewhere, always through the system's own dialogs.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use procedure::case_file::{self, CaseFile, MOST_BYTES};
use store::NewCase;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use super::{Answer, cases};
use crate::desk::{Desk, now};
use crate::error::Failure;
use crate::paths::Paths;
use crate::view::{CaseView, RescueRequest};

/// Writes a case as a case file that the command line and other laptops read.
#[tauri::command(async)]
pub fn export_case(app: AppHandle, desk: State<'_, Desk>, id: i64) -> Answer<Option<String>> {
    let record = desk.store().cases().get(id)?;
    let mut file = CaseFile::new(&record.slug, record.answers);
    file.title.clone_from(&record.title);
    file.overrides = record.overrides;
    let name = document::safe_name(&record.title, ".json", document::NAME_BYTES);
    save_as(&app, &desk, &name, file.to_text().as_bytes())
}

/// Writes a case as the page holds it, for when the store is out of reach: what is on screen is not lost.
#[tauri::command(async)]
pub fn rescue_case(app: AppHandle, desk: State<'_, Desk>, case: RescueRequest) -> Answer<Option<String>> {
    let mut file = CaseFile::new(&case.slug, case.answers);
    file.title.clone_from(&case.title);
    file.overrides = case.overrides;
    let name = document::safe_name(&case.title, "-另存.json", document::NAME_BYTES);
    let written = save_as(&app, &desk, &name, file.to_text().as_bytes())?;
    if let Some(path) = written.as_ref().filter(|_| !case.typed.is_empty()) {
        // Text that is no answer has no place in a case file; it goes beside it.
        let text: String = case.typed.iter().map(|(path, text)| format!("{path}\n{text}\n\n")).collect();
        store::write_whole(&PathBuf::from(path).with_extension("txt"), text.as_bytes(), true)?;
    }
    Ok(written)
}

/// Writes every case that can be read, damaged ones included, as a case file into a folder; where, and how many.
#[tauri::command(async)]
pub fn salvage(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<String>> {
    let Some(folder) = pick_folder(&app, &desk.paths)? else { return Ok(None) };
    // Held meanwhile: file and log must be of one moment.
    let store = desk.store();
    salvage_into(&folder, store.path()).map(Some)
}

/// Writes every case of a store that can be read into a folder of its own below `folder`; where, and how many.
pub(super) fn salvage_into(folder: &Path, store: &Path) -> Answer<String> {
    let folder = folder.join("筹建通-导出的事项");
    let found = store::salvage(store, &folder)?;
    let doubtful = found.doubtful + found.text_only;
    Ok(format!("{}（{} / {doubtful}）", folder.display(), found.whole + doubtful))
}

/// Lets the user choose a folder; `CHOUJIAN_FOLDER`, or else `CHOUJIAN_OUTPUT`, stands in for the dialog.
pub fn pick_folder(app: &AppHandle, paths: &Paths) -> Answer<Option<PathBuf>> {
    if let Some(folder) = &paths.folder {
        return Ok(Some(folder.clone()));
    }
    if paths.silent {
        return Ok(Some(paths.output.clone()));
    }
    let Some(chosen) = app.dialog().file().blocking_pick_folder() else { return Ok(None) };
    chosen.into_path().map(Some).map_err(|error| Failure::new("exchange.path", error.to_string()))
}

/// Reads a case file as a new case.
#[tauri::command(async)]
pub fn import_case(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<CaseView>> {
    let Some(path) = app.dialog().file().add_filter("事项文件", &["json"]).blocking_pick_file() else {
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

/// Shows the file that was last written in its folder.
#[tauri::command(async)]
pub fn show_written(app: AppHandle, desk: State<'_, Desk>) -> Answer<()> {
    let written = desk.written.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let path = written.filter(|path| path.exists()).ok_or_else(|| {
        Failure::new("exchange.gone", "文件已不在写入的位置，可能被移走或删除；可以重新导出")
    })?;
    app.opener()
        .reveal_item_in_dir(&path)
        .map_err(|error| Failure::new("documents.open", format!("系统无法打开 {}：{error}", path.display())))
}

/// Reads a text file that the user chose, of bounded size.
pub fn read(path: &Path) -> Answer<String> {
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
        // Not asked of the store: it may be the very thing that cannot be reached.
        let folder = desk.paths.output.clone();
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
    *desk.written.lock().unwrap_or_else(PoisonError::into_inner) = Some(path.clone());
    Ok(Some(path.display().to_string()))
}
