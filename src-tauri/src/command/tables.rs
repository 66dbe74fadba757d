//! Tables from and to spreadsheets: chosen here by the system's dialog, looked at by a person, then imported or not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use document::NAME_BYTES;
use procedure::answer::{Record, Value};
use procedure::template::{Field, FieldKind, Procedure};
use serde::{Deserialize, Serialize};
use store::Edit;
use tauri::{AppHandle, Emitter, State};
use tauri_plugin_dialog::DialogExt;
use workbook::{About, Book, Imported, Plan, Source, limit};

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
    source: Source,
    append: bool,
    /// Whether columns are taken as a person did for an earlier file with the same headers.
    remembered: bool,
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
    let mut source = Source::find(table, &mut book, None, &mut |rows| go_on(&app, &desk, rows, 0))?;
    let remembered = recall(&desk, &open, table, &mut source)?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let imported = Err(String::new());
    let mut pending = Pending { case: id, field, file, book, source, append: false, remembered, imported };
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
    let sheets = request.answers.iter().find(|answer| Source::is_about_sheets(&answer.id));
    let name = sheets.map(|answer| answer.key.as_str()).or(request.sheet.as_deref());
    if let Some(name) = name {
        pending.source.choose(table, &mut pending.book, name, &mut |rows| go_on(app, desk, rows, 0))?;
        pending.remembered = recall(desk, open, table, &mut pending.source)?;
    }
    if let Some((first, last)) = request.header {
        pending.source.change(|sheet, plan| *plan = Plan::with_header(table, sheet, first, last));
    }
    for assigned in request.assign {
        pending.source.change(|_, plan| plan.assign(table, assigned.index, assigned.key.as_deref()));
    }
    for answer in request.answers.iter().filter(|answer| !Source::is_about_sheets(&answer.id)) {
        pending.source.answer(&answer.id, &answer.key);
    }
    pending.source.with_hidden_rows(request.hidden_rows);
    pending.append = request.append;
    look(app, desk, open, pending)
}

/// Reads the rows as planned and tells what they come to.
fn look(app: &AppHandle, desk: &Desk, open: &Open, pending: &mut Pending) -> Answer<ImportView> {
    let table = table(&open.procedure, &pending.field)?;
    let rows = rows(open, &pending.field);
    let existing = if pending.append { rows } else { &[] };
    let read = pending.source.read(table, existing, &mut |done, total| go_on(app, desk, done, total));
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
        remembered: pending.remembered,
    };
    Ok(ImportView::of(table, &pending.source, &pending.imported, &around))
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
    let table = table(&open.procedure, &pending.field)?;
    if pending.source.questions(table).iter().any(|question| question.answer.is_none()) {
        let message = "还有问题没有回答，没有导入；请先在对话框里选定";
        return Err(Failure::new("workbook.undecided", message));
    }
    let (taken, unread) = if all { imported.whole() } else { (imported.rows.clone(), Vec::new()) };
    if taken.is_empty() {
        return Err(Failure::new("workbook.no-rows", "没有可以导入的行"));
    }
    let before = if pending.append { rows(&open, &pending.field) } else { &[] };
    let above = before.len();
    let all: Vec<Record> = before.iter().cloned().chain(taken).collect();
    let edit = Edit::answer(pending.field.as_str(), Value::Table(all.into()).to_json());
    desk.store().revisions().commit(pending.case, revision, &[edit], now())?;
    remember(desk, &open, table, &pending.source)?;
    let shown = |cell: workbook::Unread| UnreadView { row: above + cell.row, key: cell.key, text: cell.text };
    Ok(unread.into_iter().map(shown).collect())
}

/// How a person took the columns of files with these headers.
#[derive(Serialize, Deserialize)]
struct Mapping {
    /// In order of their words.
    headers: Vec<String>,
    /// Key of the table's column by header; none for one that was left out.
    columns: BTreeMap<String, Option<String>>,
}

/// Mappings kept for a table.
const MAPPINGS: usize = 20;

fn mappings_key(open: &Open, table: &Field) -> String {
    format!("import_columns.{}.{}", open.procedure.slug(), table.key())
}

/// Takes the columns as for an earlier file with the same headers; whether that changed anything.
fn recall(desk: &Desk, open: &Open, table: &Field, source: &mut Source) -> Answer<bool> {
    let kept: Option<Vec<Mapping>> = desk.store().settings().get(&mappings_key(open, table))?;
    let headers = source.first().plan.headers();
    let found = kept.unwrap_or_default().into_iter().find(|mapping| mapping.headers == headers);
    let Some(found) = found.filter(|_| !headers.is_empty()) else { return Ok(false) };
    let mut changed = false;
    for part in &mut source.parts {
        if part.plan.headers() == headers {
            changed |= part.plan.remember(table, &found.columns);
        }
    }
    Ok(changed)
}

/// Keeps what a person said about the columns, for the next file with the same headers.
fn remember(desk: &Desk, open: &Open, table: &Field, source: &Source) -> Answer<()> {
    let plan = &source.first().plan;
    let proposed = Plan::proposed(table, &source.first().sheet, plan);
    let headers = plan.headers();
    if headers.is_empty() {
        return Ok(());
    }
    let key = mappings_key(open, table);
    let mut kept: Vec<Mapping> = desk.store().settings().get(&key)?.unwrap_or_default();
    let before = kept.len();
    kept.retain(|mapping| mapping.headers != headers);
    if plan.mapping() != proposed.mapping() {
        kept.insert(0, Mapping { headers, columns: plan.mapping() });
        kept.truncate(MAPPINGS);
    } else if kept.len() == before {
        return Ok(());
    }
    desk.store().settings().set(&key, &kept)?;
    Ok(())
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
        let differences =
            pending.imported.as_ref().map(|read| read.differences.as_slice()).unwrap_or_default();
        let about = About { procedure: &open.procedure, today: today() };
        let table = table(&open.procedure, &pending.field)?;
        (table.label().to_owned(), workbook::report(table, problems, differences, &about)?)
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
