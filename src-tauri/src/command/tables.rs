//! Tables from and to spreadsheets: chosen here by the system's dialog, looked at by a person, then imported or not.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use document::NAME_BYTES;
use procedure::answer::{Record, Value};
use procedure::template::{Field, FieldKind, Procedure};
use store::Edit;
use tauri::{AppHandle, Emitter, State};
use tauri_plugin_dialog::DialogExt;
use workbook::{About, Book, Imported, Plan, Sheet, best_plan, limit};

use super::exchange::save_as;
use super::{Answer, cases};
use crate::desk::{Desk, Open, now, today};
use crate::error::Failure;
use crate::view::{Around, ImportView, ImportedView, PlanRequest, Progress, UnreadView};

/// A spreadsheet that is being looked at.
pub struct Pending {
    case: i64,
    field: String,
    file: String,
    book: Book,
    sheet: Sheet,
    plan: Plan,
    append: bool,
    imported: Result<Imported, String>,
}

/// Lets a person choose a spreadsheet and tells what it would come to; `None` if the dialog was closed. Nothing is
/// stored.
#[tauri::command(async)]
pub fn choose_table(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: i64,
    field: String,
) -> Answer<Option<ImportView>> {
    let open = desk.open_case(id)?;
    let table = table(&open.procedure, &field)?;
    let Some(path) = chosen(&app, &desk)? else { return Ok(None) };
    desk.cancel_import.store(false, Ordering::Relaxed);
    let mut book = Book::open(read(&path)?)?;
    let (sheet, plan) = best_plan(table, &mut book, None, &mut |rows| go_on(&app, &desk, rows, 0))?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let imported = Err(String::new());
    let mut pending = Pending { case: id, field, file, book, sheet, plan, append: false, imported };
    let view = look(&app, &desk, &open, &mut pending)?;
    keep(&desk, Some(pending));
    Ok(Some(view))
}

/// Reads the chosen spreadsheet in another way: another sheet, header or columns.
#[tauri::command(async)]
pub fn plan_table(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: i64,
    request: PlanRequest,
) -> Answer<ImportView> {
    let open = desk.open_case(id)?;
    let mut pending = taken(&desk, id)?;
    desk.cancel_import.store(false, Ordering::Relaxed);
    let planned = replan(&app, &desk, &open, &mut pending, request);
    // What cannot be read in the new way can still be read in the old one, unless the person has had enough.
    let wanted = !desk.cancel_import.load(Ordering::Relaxed);
    keep(&desk, wanted.then_some(pending));
    planned
}

fn replan(
    app: &AppHandle,
    desk: &Desk,
    open: &Open,
    pending: &mut Pending,
    request: PlanRequest,
) -> Answer<ImportView> {
    let table = table(&open.procedure, &pending.field)?;
    if let Some(name) = request.sheet.as_deref().filter(|name| *name != pending.sheet.name) {
        let (sheet, plan) =
            best_plan(table, &mut pending.book, Some(name), &mut |rows| go_on(app, desk, rows, 0))?;
        (pending.sheet, pending.plan) = (sheet, plan);
    }
    if let Some((first, last)) = request.header {
        pending.plan = Plan::with_header(table, &pending.sheet, first, last);
    }
    for assigned in request.assign {
        pending.plan.assign(table, assigned.index, assigned.key.as_deref());
    }
    pending.plan.hidden_rows = request.hidden_rows;
    pending.append = request.append;
    look(app, desk, open, pending)
}

/// Reads the rows as planned and tells what they come to.
fn look(app: &AppHandle, desk: &Desk, open: &Open, pending: &mut Pending) -> Answer<ImportView> {
    let table = table(&open.procedure, &pending.field)?;
    let rows = rows(open, &pending.field);
    let existing = if pending.append { rows } else { &[] };
    let read = workbook::read(table, &pending.sheet, &pending.plan, existing, &mut |done, total| {
        go_on(app, desk, done, total)
    });
    pending.imported = match read {
        Ok(imported) => Ok(imported),
        Err(error) if error.code == "workbook.cancelled" => return Err(error.into()),
        // Not the end: a person may say which column is which.
        Err(error) => Err(error.message),
    };
    let around = Around {
        file: &pending.file,
        sheets: pending.book.sheets(),
        existing: rows.len(),
        append: pending.append,
    };
    Ok(ImportView::of(table, &pending.sheet, &pending.plan, &pending.imported, &around))
}

/// Stores the rows, as one edit that can be undone: those without an error, or all of them with the text that could not
/// be read handed back, to be mended in the table.
#[tauri::command(async)]
pub fn import_table(desk: State<'_, Desk>, id: i64, revision: i64, all: bool) -> Answer<ImportedView> {
    let pending = taken(&desk, id)?;
    let stored = import(&desk, &pending, revision, all);
    // Only what is stored is done with.
    keep(&desk, if stored.is_ok() { None } else { Some(pending) });
    let unread = stored?;
    Ok(ImportedView { view: cases::open_case(desk, id)?, unread })
}

fn import(desk: &Desk, pending: &Pending, revision: i64, all: bool) -> Answer<Vec<UnreadView>> {
    let open = desk.open_case(pending.case)?;
    let Ok(imported) = &pending.imported else {
        return Err(Failure::new("workbook.no-rows", "没有可以导入的行"));
    };
    let (taken, unread) = if all { imported.whole() } else { (imported.rows.clone(), Vec::new()) };
    if taken.is_empty() {
        return Err(Failure::new("workbook.no-rows", "没有可以导入的行"));
    }
    let before = if pending.append { rows(&open, &pending.field) } else { &[] };
    let above = before.len();
    let all: Vec<Record> = before.iter().cloned().chain(taken).collect();
    let edit = Edit::answer(pending.field.as_str(), Value::Table(all.into()).to_json());
    desk.store().revisions().commit(pending.case, revision, &[edit], now())?;
    let shown = |cell: workbook::Unread| UnreadView { row: above + cell.row, key: cell.key, text: cell.text };
    Ok(unread.into_iter().map(shown).collect())
}

/// Puts the spreadsheet away, or stops reading it.
#[tauri::command]
pub fn cancel_table(desk: State<'_, Desk>) {
    desk.cancel_import.store(true, Ordering::Relaxed);
    keep(&desk, None);
}

/// Saves every problem of the spreadsheet as a workbook, for whoever keeps it.
#[tauri::command(async)]
pub fn report_table(app: AppHandle, desk: State<'_, Desk>, id: i64) -> Answer<Option<String>> {
    let open = desk.open_case(id)?;
    let (name, bytes) = {
        let pending = desk.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let pending = pending.as_ref().filter(|pending| pending.case == id).ok_or_else(gone)?;
        let problems = pending.imported.as_ref().map(|read| read.problems.as_slice()).unwrap_or_default();
        let about = About { procedure: &open.procedure, today: today() };
        let table = table(&open.procedure, &pending.field)?;
        (table.label().to_owned(), workbook::report(table, problems, &about)?)
    };
    save_as(&app, &desk, &document::safe_name(&name, "-导入问题.xlsx", NAME_BYTES), &bytes)
}

/// Saves a table as a workbook.
#[tauri::command(async)]
pub fn export_table(app: AppHandle, desk: State<'_, Desk>, id: i64, field: String) -> Answer<Option<String>> {
    let open = desk.open_case(id)?;
    let table = table(&open.procedure, &field)?;
    let about = About { procedure: &open.procedure, today: today() };
    let bytes = workbook::export(table, rows(&open, &field), &about)?;
    let ending = format!("-{}.xlsx", document::safe_name(table.label(), "", NAME_BYTES / 2));
    save_as(&app, &desk, &document::safe_name(&open.record.title, &ending, NAME_BYTES), &bytes)
}

/// Saves a workbook to be filled in.
#[tauri::command(async)]
pub fn blank_table(
    app: AppHandle,
    desk: State<'_, Desk>,
    slug: String,
    field: String,
) -> Answer<Option<String>> {
    let procedure = desk.procedure(&slug)?;
    let table = table(&procedure, &field)?;
    let bytes = workbook::blank(table, &About { procedure: &procedure, today: today() })?;
    save_as(&app, &desk, &document::safe_name(table.label(), "-空白表.xlsx", NAME_BYTES), &bytes)
}

fn table<'p>(procedure: &'p Procedure, key: &str) -> Answer<&'p Field> {
    let found = procedure.field(key).filter(|field| field.kind() == FieldKind::Table);
    found.ok_or_else(|| Failure::new("answer.unknown-key", format!("没有“{key}”这张表")))
}

fn rows<'o>(open: &'o Open, key: &str) -> &'o [Record] {
    match open.case.answers.get(key) {
        Some(Value::Table(rows)) => rows,
        _ => &[],
    }
}

fn chosen(app: &AppHandle, desk: &Desk) -> Answer<Option<PathBuf>> {
    if let Some(path) = &desk.paths.import {
        return Ok(Some(path.clone()));
    }
    let kinds = ["xlsx", "xls", "et", "ods", "csv", "txt", "xlsm"];
    let Some(path) = app.dialog().file().add_filter("表格", &kinds).blocking_pick_file() else {
        return Ok(None);
    };
    path.into_path().map(Some).map_err(|error| Failure::new("exchange.path", error.to_string()))
}

fn read(path: &Path) -> Answer<Vec<u8>> {
    let refuse = |error: std::io::Error| {
        Failure::new("exchange.read", format!("无法读取 {}：{error}", path.display()))
    };
    limit::check_size(std::fs::metadata(path).map_err(refuse)?.len())?;
    std::fs::read(path).map_err(refuse)
}

/// Tells the page how far it is; false once the person has had enough.
fn go_on(app: &AppHandle, desk: &Desk, done: usize, total: usize) -> bool {
    // A page that has gone away must not stop the work.
    let _ = app.emit("table-progress", Progress { done, total, title: String::new() });
    !desk.cancel_import.load(Ordering::Relaxed)
}

fn gone() -> Failure {
    Failure::new("workbook.gone", "这次导入已经结束，请重新选择文件")
}

fn taken(desk: &Desk, case: i64) -> Answer<Pending> {
    let mut pending = desk.pending.lock().unwrap_or_else(PoisonError::into_inner);
    pending.take_if(|pending| pending.case == case).ok_or_else(gone)
}

fn keep(desk: &Desk, pending: Option<Pending>) {
    *desk.pending.lock().unwrap_or_else(PoisonError::into_inner) = pending;
}
