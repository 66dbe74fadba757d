//! Settings, holidays, backups.

use procedure::calendar::{CalendarYear, YearStatus};
use serde_json::{Map, Value as Json};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, exchange};
use crate::desk::{Desk, now};
use crate::error::Failure;
use crate::view::{BackupView, CalendarYearView, HolidayYear, Licence, SettingsView};

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
        version: env!("CARGO_PKG_VERSION").to_owned(),
        holidays,
        calendars_left_out: desk.left_out(),
        data_folder: desk.paths.data.display().to_string(),
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
pub fn save_settings(desk: State<'_, Desk>, changes: Map<String, Json>) -> Answer<SettingsView> {
    for (key, value) in &changes {
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
    if desk.paths.silent {
        return Ok(Some(desk.output()?.display().to_string()));
    }
    let Some(chosen) = app.dialog().file().blocking_pick_folder() else { return Ok(None) };
    let folder = chosen.into_path().map_err(|error| Failure::new("exchange.path", error.to_string()))?;
    let folder = folder.display().to_string();
    desk.store().settings().set("output_folder", &folder)?;
    Ok(Some(folder))
}

/// Makes a dated copy of the store; the answer says where.
#[tauri::command(async)]
pub fn backup_now(desk: State<'_, Desk>) -> Answer<String> {
    Ok(desk.store().backup(&desk.paths.backups(), now())?.display().to_string())
}

/// The dated copies of the store, latest first.
#[tauri::command(async)]
pub fn backups(desk: State<'_, Desk>) -> Answer<Vec<BackupView>> {
    let folder = desk.paths.backups();
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    Ok(store::backups(&folder)?.iter().map(BackupView::of).collect())
}

/// Puts one of them in the place of the present data. The page names it by the moment it was made, never by a path.
#[tauri::command(async)]
pub fn restore_backup(desk: State<'_, Desk>, made: &str) -> Answer<()> {
    let all = store::backups(&desk.paths.backups())?;
    let chosen = all.iter().find(|backup| BackupView::of(backup).made == made);
    let chosen =
        chosen.ok_or_else(|| Failure::new("settings.no-backup", "这份备份已经不在了，请重新打开设置"))?;
    desk.restore(&chosen.path)
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
