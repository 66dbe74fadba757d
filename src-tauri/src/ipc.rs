//! Every command the page can call, in one list.

use tauri::Wry;
use tauri::ipc::Invoke;

use crate::command::{
    cases, closing, crashes, deadlines, documents, entries, exchange, parties, procedures, settings, tables,
    views,
};

/// Dispatches a call of the page.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        procedures::procedures,
        procedures::unusable,
        cases::cases,
        cases::create_case,
        cases::open_case,
        cases::rename_case,
        cases::copy_case,
        cases::archive_case,
        cases::delete_case,
        cases::save,
        cases::override_finding,
        cases::undo,
        cases::redo,
        cases::finding_details,
        entries::read_entry,
        entries::read_entries,
        entries::check_value,
        documents::preview,
        documents::generate,
        documents::cancel_generate,
        documents::generated,
        documents::open_generated,
        documents::show_generated,
        deadlines::all_deadlines,
        deadlines::export_ics,
        exchange::export_case,
        exchange::import_case,
        exchange::show_written,
        tables::choose_table,
        tables::plan_table,
        tables::import_table,
        tables::cancel_table,
        tables::report_table,
        tables::export_table,
        tables::blank_table,
        parties::parties,
        parties::save_party,
        parties::delete_party,
        crashes::crash_reports,
        crashes::clear_crash_reports,
        closing::answer_closing,
        settings::settings,
        settings::save_settings,
        settings::choose_folder,
        settings::print_page,
        settings::backup_now,
        settings::backups,
        settings::restore_backup,
        settings::import_calendar,
        settings::calendar_year,
        views::charts,
        views::view,
        views::what_if,
        views::view_table,
    ]
}
