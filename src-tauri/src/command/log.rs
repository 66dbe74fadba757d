//! The log of a case (修改记录): every revision with when, who and where, as a table for a spreadsheet.

use std::fmt::Write as _;

use procedure::template::Procedure;
use serde_json::Value as Json;
use store::{Kind, Part, Revision};
use tauri::{AppHandle, State};

use super::{Answer, exchange};
use crate::desk::Desk;

/// Writes the log of a case where the user says; `None` if the dialog was closed.
#[tauri::command(async)]
pub fn export_log(app: AppHandle, desk: State<'_, Desk>, id: i64) -> Answer<Option<String>> {
    let record = desk.store().cases().get(id)?;
    let history = desk.store().revisions().history(id)?;
    let procedure = desk.procedure(&record.slug).ok();
    let name = document::safe_name(&record.title, "-修改记录.csv", document::NAME_BYTES);
    exchange::save_as(&app, &desk, &name, table(procedure.as_deref(), &history).as_bytes())
}

/// The log as CSV with the mark by which Excel knows UTF-8; first revision first.
fn table(procedure: Option<&Procedure>, history: &[Revision]) -> String {
    let mut text = String::from("\u{FEFF}版本,时间,修改人,电脑,方式,项目,改前,改后\r\n");
    for revision in history.iter().rev() {
        let kind = match revision.kind {
            Kind::Edit => "修改",
            Kind::Undo => "撤销",
            Kind::Redo => "重做",
            Kind::Upgrade => "升级",
        };
        for change in &revision.changes {
            let label = match change.part {
                Part::Answers => procedure
                    .and_then(|procedure| procedure.field(&change.key))
                    .map_or(change.key.clone(), |field| field.label().to_owned()),
                Part::Overrides => format!("不采纳理由（{}）", change.key),
            };
            let label = change.row.map_or(label.clone(), |row| format!("{label}（自第{}行）", row + 1));
            let cells = [
                revision.number.to_string(),
                revision.at.format("%Y-%m-%d %H:%M:%S").to_string(),
                revision.who.clone(),
                revision.machine.clone(),
                kind.to_owned(),
                label,
                said(change.before.as_ref()),
                said(change.after.as_ref()),
            ];
            let line: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
            let _ = write!(text, "{}\r\n", line.join(","));
        }
    }
    text
}

fn said(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// A cell; what a spreadsheet would run as a formula stays text.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;
    use store::{Change, Kind, Part, Revision};

    use super::table;

    #[test]
    fn a_line_a_change_and_nothing_runs_as_a_formula() {
        let revision = |number, kind, after: &str| Revision {
            number,
            kind,
            at: DateTime::parse_from_rfc3339("2026-11-23T14:02:00+08:00").expect("a moment"),
            changes: vec![Change {
                part: Part::Answers,
                key: "name".into(),
                row: None,
                before: None,
                after: Some(json!(after)),
            }],
            who: "王\"工".into(),
            machine: "office-1".into(),
        };
        let text = table(None, &[revision(2, Kind::Undo, "甲,乙"), revision(1, Kind::Edit, "=1+1")]);
        assert_eq!(
            text,
            "\u{FEFF}版本,时间,修改人,电脑,方式,项目,改前,改后\r\n\
             \"1\",\"2026-11-23 14:02:00\",\"王\"\"工\",\"office-1\",\"修改\",\"name\",\"\",\"'=1+1\"\r\n\
             \"2\",\"2026-11-23 14:02:00\",\"王\"\"工\",\"office-1\",\"撤销\",\"name\",\"\",\"甲,乙\"\r\n"
        );
    }
}
