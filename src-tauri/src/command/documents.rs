//! Papers: preview, generation, what was generated.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use document::{NAME_BYTES, Options, compose};
use export::dossier::{Format, Order, Workshop};
use export::parcel::{self, OutFile};
use procedure::assessment::facts;
use store::{Change, Generated, NewGenerated, StoreError};
use tauri::{AppHandle, Emitter, State};
use tauri_plugin_opener::OpenerExt;

use super::Answer;
use crate::desk::{Desk, Open, now, today};
use crate::error::Failure;
use crate::view::{
    Disk, GenerateRequest, GenerateResult, GeneratedView, PreviewView, Progress, RefusedView, sha256,
};

/// The paper as it stands, for the panel beside the form.
#[tauri::command(async)]
pub fn preview(desk: State<'_, Desk>, id: i64, document: String, row: Option<usize>) -> Answer<PreviewView> {
    let open = desk.open_case(id)?;
    let report = open.assessment.documents.iter().find(|report| report.id == document);
    let draft = report.is_none_or(|report| !report.is_final(row));
    let library = desk.library();
    let facts = facts(&library, &open.procedure, &open.case, today());
    let options = Options { draft, row, fingerprint: None };
    let document = compose(&facts, &open.assessment, &document, &options)?;
    Ok(PreviewView { html: export::html(&document), draft })
}

/// Makes papers and writes them into the case's folder: all of them or, on any failure, none. Where some cannot be made,
/// the others are written only if the request says so.
#[tauri::command(async)]
pub fn generate(app: AppHandle, desk: State<'_, Desk>, request: GenerateRequest) -> Answer<GenerateResult> {
    let open = desk.open_case(request.case)?;
    let formats: Vec<Format> = request.formats.iter().copied().map(Format::from).collect();
    let order = Order {
        documents: request.documents,
        formats,
        finals: request.r#final,
        partial: request.partial,
        fingerprint: None,
        name_bytes: NAME_BYTES,
    };
    let library = desk.library();
    // Word files need them for charts alone.
    let fonts = match desk.fonts() {
        Ok(fonts) => Some(fonts),
        Err(failure) if order.formats.contains(&Format::Pdf) => return Err(failure),
        Err(_) => None,
    };
    let workshop = Workshop { library: &library, style: desk.style(), fonts };
    desk.cancel.store(false, Ordering::Relaxed);
    let dossier = workshop.make(&open.procedure, &open.case, today(), &order, |done, total, title| {
        // A page that has gone away must not stop the work.
        let _ = app.emit("generate-progress", Progress { done, total, title: title.to_owned() });
        !desk.cancel.load(Ordering::Relaxed)
    })?;
    let folder = folder_of(&desk, &open)?;
    let parcel = parcel::files(&dossier, &open.record.title, request.zip, NAME_BYTES, today())?;
    let files = write(&desk, &open, &folder, &parcel, request.overwrite)?;
    let refused = dossier.refused.into_iter().map(RefusedView::from).collect();
    let withheld = dossier.withheld;
    Ok(GenerateResult {
        folder: folder.display().to_string(),
        files,
        refused,
        withheld,
        notes: dossier.notes,
    })
}

/// The folder of a case: by its title, and apart from that of any other case of the same title.
fn folder_of(desk: &Desk, open: &Open) -> Answer<PathBuf> {
    let (output, name) = (desk.output()?, document::safe_name(&open.record.title, "", NAME_BYTES - 12));
    for turn in 1..=1_000 {
        let folder = output.join(if turn == 1 { name.clone() } else { format!("{name}（{turn}）") });
        if !desk.store().generated().others_in(open.record.id, &folder)? {
            return Ok(folder);
        }
    }
    Err(Failure::new(
        "documents.folder",
        format!("{} 里同名的文件夹太多，请给这个事项改名", output.display()),
    ))
}

/// Lays the files and records them; without their records they do not stand.
fn write(
    desk: &Desk,
    open: &Open,
    folder: &Path,
    parcel: &[OutFile<'_>],
    overwrite: bool,
) -> Answer<Vec<GeneratedView>> {
    let files: Vec<(PathBuf, &[u8])> =
        parcel.iter().map(|file| (folder.join(&file.file_name), file.bytes.as_ref())).collect();
    let set = match store::lay_set(&files, overwrite) {
        Ok(set) => set,
        Err(StoreError::SetExists { paths }) => {
            let names: Vec<String> = paths.iter().filter_map(|path| name_of(path)).collect();
            let detail = format!("{} 里已有同名文件，没有写入：{}", folder.display(), names.join("、"));
            return Err(Failure::new("documents.exists", detail));
        }
        Err(error) => return Err(error.into()),
    };
    let digests: Vec<String> = files.iter().map(|(_, bytes)| sha256(bytes)).collect();
    let records: Vec<NewGenerated<'_>> = parcel
        .iter()
        .zip(files.iter().zip(&digests))
        .map(|(file, ((path, _), sha256))| NewGenerated {
            case: open.record.id,
            document: file.document,
            row: file.row,
            format: file.format,
            revision: open.record.revision,
            path,
            sha256,
            draft: file.draft,
        })
        .collect();
    let store = desk.store();
    let ids = match store.generated().record_all(&records, now()) {
        Ok(ids) => ids,
        Err(error) => return Err(set.refused(error, files.len()).into()),
    };
    set.keep();
    ids.into_iter()
        .map(|id| Ok(GeneratedView::of(&store.generated().get(id)?, open, &[], Disk::AsMade)))
        .collect()
}

fn name_of(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// Stops the writing of papers before the next one.
#[tauri::command]
pub fn cancel_generate(desk: State<'_, Desk>) {
    desk.cancel.store(true, Ordering::Relaxed);
}

/// What was generated from a case, latest first; what was made from older answers is stale.
#[tauri::command(async)]
pub fn generated(desk: State<'_, Desk>, id: i64) -> Answer<Vec<GeneratedView>> {
    let open = desk.open_case(id)?;
    let store = desk.store();
    let mut changes: BTreeMap<i64, Vec<Change>> = BTreeMap::new();
    let mut views = Vec::new();
    let made_files = store.generated().list(id)?;
    drop(store);
    // Latest first: an earlier record of the same file speaks of what a later one replaced.
    let mut later: HashSet<PathBuf> = HashSet::new();
    for made in made_files {
        let disk = if later.insert(made.path.clone()) { Disk::of(&made) } else { Disk::Replaced };
        let store = desk.store();
        if let Entry::Vacant(vacant) = changes.entry(made.revision) {
            vacant.insert(store.revisions().changed_since(id, made.revision)?);
        }
        let since = changes.get(&made.revision).map(Vec::as_slice).unwrap_or_default();
        views.push(GeneratedView::of(&made, &open, since, disk));
    }
    Ok(views)
}

/// Opens a generated file in the office program of the system.
#[tauri::command(async)]
pub fn open_generated(app: AppHandle, desk: State<'_, Desk>, id: i64) -> Answer<()> {
    let made = existing(&desk, id)?;
    let path = made.path.to_string_lossy().into_owned();
    app.opener().open_path(path, None::<&str>).map_err(|error| refused(&made, &error.to_string()))
}

/// Shows a generated file in its folder.
#[tauri::command(async)]
pub fn show_generated(app: AppHandle, desk: State<'_, Desk>, id: i64) -> Answer<()> {
    let made = existing(&desk, id)?;
    app.opener().reveal_item_in_dir(&made.path).map_err(|error| refused(&made, &error.to_string()))
}

fn existing(desk: &Desk, id: i64) -> Answer<Generated> {
    let made = desk.store().generated().get(id)?;
    if made.path.exists() {
        return Ok(made);
    }
    let detail = format!("文件已不在 {}，可能被移走或删除；可以重新生成", made.path.display());
    Err(Failure::new("documents.gone", detail))
}

fn refused(made: &Generated, reason: &str) -> Failure {
    Failure::new("documents.open", format!("系统无法打开 {}：{reason}", made.path.display()))
}
