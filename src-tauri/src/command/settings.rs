//! Settings, holidays, backups.

use std::path::PathBuf;

use procedure::calendar::{CalendarYear, YearStatus};
use serde_json::{Map, Value as Json};
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_dialog::DialogExt;

use store::{Author, BackupKind};

use super::{Answer, exchange};
use crate::backup;
use crate::desk::{Desk, machine, now};
use crate::error::Failure;
use crate::view::{BackupView, CalendarYearView, HolidayYear, Licence, ReportView, SettingsView};
use crate::zoom;

/// Settings and facts about the program.
#[tauri::command(async)]
pub fn settings(desk: State<'_, Desk>) -> Answer<SettingsView> {
    let text = |key: &str, default: &str| -> Answer<String> {
        Ok(desk.store().settings().get::<String>(key)?.unwrap_or_else(|| default.to_owned()))
    };
    let library = desk.library();
    let holidays = library
        .calendar()
        .years()
        .map(|year| HolidayYear {
            year: year.year,
            status: if year.status == YearStatus::Official { "official" } else { "provisional" }.to_owned(),
            notice: year.notice.clone(),
        })
        .collect();
    Ok(SettingsView {
        output_folder: desk.output()?.display().to_string(),
        language: text("language", "zh")?,
        theme: text("theme", "system")?,
        zoom: zoom::chosen(&desk),
        zooms: zoom::sizes().collect(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        holidays,
        calendars_left_out: desk.left_out(),
        data_folder: desk.paths.data.display().to_string(),
        person: text("person", "")?,
        machine: machine(),
        second_folder: text(backup::SECOND, "")?,
        second_trouble: text(backup::SECOND_TROUBLE, "")?,
        licences: licences(),
    })
}

/// Open-source parts that are shipped and ask to be named.
fn licences() -> Vec<Licence> {
    [
        ("Tauri", "MIT / Apache-2.0"),
        ("React", "MIT"),
        ("Ant Design", "MIT"),
        ("SQLite, rusqlite", "Public domain, MIT"),
        ("minijinja", "Apache-2.0"),
        ("docx-rs, printpdf, lopdf, subsetter", "MIT / Apache-2.0"),
        ("ICU4X", "Unicode-3.0"),
        ("Noto Serif SC, Noto Sans SC", "SIL OFL 1.1"),
        ("LXGW WenKai 霞鹜文楷", "SIL OFL 1.1"),
    ]
    .map(|(name, licence)| Licence { name: name.to_owned(), licence: licence.to_owned() })
    .into()
}

/// Changes settings; the output folder is set by `choose_folder` alone, because the page may not name a path.
#[tauri::command(async)]
pub fn save_settings(
    window: WebviewWindow,
    desk: State<'_, Desk>,
    changes: Map<String, Json>,
) -> Answer<SettingsView> {
    for (key, value) in &changes {
        if key == "zoom" {
            zoom::choose(&window, &desk, value)?;
            continue;
        }
        if key == "person" {
            sign(&desk, value)?;
            continue;
        }
        let allowed: &[&str] = match key.as_str() {
            "language" => &["zh", "en"],
            "theme" => &["system", "light", "dark"],
            _ => return Err(Failure::new("settings.unknown", format!("没有名为“{key}”的设置"))),
        };
        let chosen = value.as_str().filter(|value| allowed.contains(value));
        let chosen =
            chosen.ok_or_else(|| Failure::new("settings.value", format!("“{key}”不能设为 {value}")))?;
        desk.store().settings().set(key, &chosen)?;
    }
    settings(desk)
}

/// Lets the user choose where papers go.
#[tauri::command(async)]
pub fn choose_folder(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<String>> {
    let Some(folder) = exchange::pick_folder(&app, &desk.paths)? else { return Ok(None) };
    let folder = folder.display().to_string();
    desk.store().settings().set("output_folder", &folder)?;
    Ok(Some(folder))
}

/// Opens the system's dialog for printing the page in sight.
#[tauri::command(async)]
pub fn print_page(window: WebviewWindow) -> Answer<()> {
    window.print().map_err(|error| Failure::new("shell.print", format!("系统的打印对话框没有打开：{error}")))
}

/// Makes a dated copy of the store; the answer says where.
#[tauri::command(async)]
pub fn backup_now(desk: State<'_, Desk>) -> Answer<String> {
    let made = desk.store().backup(&desk.paths.backups(), BackupKind::Manual, now())?;
    backup::elsewhere(&desk, &made)?;
    Ok(made.display().to_string())
}

/// The dated copies of the store in both folders, each looked at, latest first.
#[tauri::command(async)]
pub fn backups(desk: State<'_, Desk>) -> Answer<Vec<BackupView>> {
    Ok(BackupView::all(&folders(&desk)?))
}

/// Puts one of them in the place of the present data. The page names it by its id, never by a path.
#[tauri::command(async)]
pub fn restore_backup(desk: State<'_, Desk>, id: &str) -> Answer<()> {
    let chosen = BackupView::find(&folders(&desk)?, id)?;
    desk.restore(&chosen)
}

fn folders(desk: &Desk) -> Answer<Vec<PathBuf>> {
    Ok([desk.paths.backups()].into_iter().chain(backup::second(desk)?).collect())
}

/// Lets the user choose a second folder for backups; the latest one is copied there at once.
#[tauri::command(async)]
pub fn choose_second_folder(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<SettingsView>> {
    let Some(folder) = exchange::pick_folder(&app, &desk.paths)? else { return Ok(None) };
    if folder.starts_with(&desk.paths.data) {
        let detail = "请选择数据文件夹以外的地方，最好是U盘或共享文件夹：同一个地方出了问题，两份会一起丢";
        return Err(Failure::new("settings.second-folder", detail));
    }
    desk.store().settings().set(backup::SECOND, &folder.display().to_string())?;
    let made = desk.store().backup(&desk.paths.backups(), BackupKind::Manual, now())?;
    backup::elsewhere(&desk, &made)?;
    settings(desk).map(Some)
}

/// Backups go to one folder only again; what was copied stays.
#[tauri::command(async)]
pub fn forget_second_folder(desk: State<'_, Desk>) -> Answer<SettingsView> {
    for key in [backup::SECOND, backup::SECOND_TROUBLE] {
        desk.store().settings().forget(key)?;
    }
    settings(desk)
}

/// Checks all that is kept, and the backups.
#[tauri::command(async)]
pub fn check_data(desk: State<'_, Desk>) -> Answer<ReportView> {
    let report = desk.store().check()?;
    Ok(ReportView::of(&report, &BackupView::all(&folders(&desk)?)))
}

/// The name under which revisions are made from now on.
fn sign(desk: &Desk, value: &Json) -> Answer<()> {
    let who = value.as_str().map(str::trim).filter(|who| who.chars().count() <= 40);
    let who = who.filter(|who| !who.chars().any(char::is_control));
    let who = who.ok_or_else(|| Failure::new("settings.value", "姓名不超过40个字，不含换行"))?;
    let mut store = desk.store();
    store.settings().set("person", &who)?;
    store.sign_as(Author { who: who.to_owned(), machine: machine() });
    Ok(())
}

/// Reads a year of holidays from a file in the form of `templates/shared/calendar/<year>.toml`.
#[tauri::command(async)]
pub fn import_calendar(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<SettingsView>> {
    let Some(chosen) = app.dialog().file().add_filter("放假安排", &["toml"]).blocking_pick_file() else {
        return Ok(None);
    };
    let path = chosen.into_path().map_err(|error| Failure::new("exchange.path", error.to_string()))?;
    let text = exchange::read(&path)?;
    let year = CalendarYear::parse(&text)
        .map_err(|reason| Failure::new("settings.calendar", format!("这不是有效的放假安排文件：{reason}")))?;
    let folder = desk.paths.calendars();
    store::ensure_folder(&folder)?;
    store::write_whole(&folder.join(format!("{}.toml", year.year)), text.as_bytes(), true)?;
    desk.reload()?;
    settings(desk).map(Some)
}

/// Holidays and made-up working days of a year, for the calendar beside a date.
#[tauri::command(async)]
pub fn calendar_year(desk: State<'_, Desk>, year: i32) -> CalendarYearView {
    CalendarYearView::of(desk.library().calendar(), year)
}
