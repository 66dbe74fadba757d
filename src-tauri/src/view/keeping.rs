//! What is kept and whether it is whole: start, notices, backups, the bin, drafts; for the page.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use store::{Backup, BackupKind, Damage, Notice, Report, Soundness};
use ts_rs::TS;

use crate::error::Failure;

/// How the start went.
#[derive(Debug, Serialize, TS)]
pub struct StartView {
    pub ready: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub failure: Option<Failure>,
    /// The store holds suspiciously little: its cases, and those of the newest good backup.
    #[ts(type = "[number, number] | null")]
    pub fewer: Option<(u64, u64)>,
    pub backups: Vec<BackupView>,
}

impl StartView {
    pub fn ready() -> Self {
        Self { ready: true, failure: None, fewer: None, backups: Vec::new() }
    }

    pub fn refused(failure: Option<Failure>, fewer: Option<(u64, u64)>, backups: Vec<BackupView>) -> Self {
        Self { ready: false, failure, fewer, backups }
    }
}

/// A dated copy of the store.
#[derive(Debug, Serialize, TS)]
pub struct BackupView {
    /// Names it: the place of its folder and its file name, never a path.
    pub id: String,
    /// When it was made: `2026-11-23T14:02:00`.
    pub made: String,
    #[ts(type = "number")]
    pub bytes: u64,
    #[ts(type = "'automatic' | 'manual' | 'upgrade' | 'restore'")]
    pub kind: BackupKind,
    #[ts(type = "number | null")]
    pub cases: Option<u64>,
    #[ts(type = "'sound' | 'rows' | 'damaged' | 'foreign' | 'newer'")]
    pub soundness: Soundness,
    /// Whether it lies in the second folder.
    pub second: bool,
}

impl BackupView {
    /// The backups of the folders, each looked at; latest first. A folder that is not there has none.
    pub fn all(folders: &[PathBuf]) -> Vec<Self> {
        let mut views: Vec<Self> = found(folders)
            .map(|(at, backup)| {
                let (soundness, cases) = store::inspect(&backup);
                Self {
                    id: id(at, &backup.path),
                    made: backup.made_at.format("%Y-%m-%dT%H:%M:%S").to_string(),
                    bytes: backup.bytes,
                    kind: backup.kind,
                    cases,
                    soundness,
                    second: at > 0,
                }
            })
            .collect();
        views.sort_by(|a, b| (&b.made, a.second).cmp(&(&a.made, b.second)));
        views
    }

    /// The file of a backup that the page names.
    pub fn find(folders: &[PathBuf], wanted: &str) -> Result<PathBuf, Failure> {
        found(folders)
            .find(|(at, backup)| id(*at, &backup.path) == wanted)
            .map(|(_, backup)| backup.path)
            .ok_or_else(|| Failure::new("settings.no-backup", "这份备份已经不在了，请重新打开设置"))
    }
}

fn found(folders: &[PathBuf]) -> impl Iterator<Item = (usize, Backup)> {
    folders.iter().enumerate().flat_map(|(at, folder)| {
        store::backups(folder).unwrap_or_default().into_iter().map(move |backup| (at, backup))
    })
}

fn id(at: usize, path: &Path) -> String {
    format!("{at}/{}", path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default())
}

/// Something found that must be said; the page has the words.
#[derive(Debug, Serialize, TS)]
pub struct NoticeView {
    #[ts(type = "'replaced' | 'foreign_log' | 'lost' | 'damaged' | 'rebuilt'")]
    pub kind: String,
    /// How many commits or rows.
    #[ts(type = "number")]
    pub count: u64,
    /// Which rows, or where something was put aside.
    pub detail: String,
}

impl NoticeView {
    pub fn of(notice: &Notice) -> Self {
        let (kind, count, detail) = match notice {
            Notice::Replaced => ("replaced", 0, String::new()),
            Notice::ForeignLog { aside } => ("foreign_log", 0, aside.display().to_string()),
            Notice::Lost { commits } => ("lost", *commits, String::new()),
            Notice::Damaged { rows } => ("damaged", rows.len() as u64, named(rows)),
            Notice::Rebuilt => ("rebuilt", 0, String::new()),
        };
        Self { kind: kind.to_owned(), count, detail }
    }

    /// The notice for damaged rows, if there are any.
    pub fn damaged(rows: &[Damage]) -> Option<Self> {
        let view = || Self { kind: "damaged".to_owned(), count: rows.len() as u64, detail: named(rows) };
        (!rows.is_empty()).then(view)
    }
}

fn named(rows: &[Damage]) -> String {
    rows.iter().map(|row| format!("{}{}", row.what, row.id)).collect::<Vec<_>>().join("、")
}

/// What a check of everything found.
#[derive(Debug, Serialize, TS)]
pub struct ReportView {
    #[ts(type = "number")]
    pub cases: u64,
    #[ts(type = "number")]
    pub revisions: u64,
    /// Which rows are not as they were written; empty: none.
    pub damaged: String,
    /// Whether an index was made anew.
    pub rebuilt: bool,
    /// Backups looked at, and how many of them are whole.
    pub backups: usize,
    pub sound_backups: usize,
}

impl ReportView {
    pub fn of(report: &Report, backups: &[BackupView]) -> Self {
        Self {
            cases: report.cases,
            revisions: report.revisions,
            damaged: named(&report.damaged),
            rebuilt: report.rebuilt,
            backups: backups.len(),
            sound_backups: backups.iter().filter(|backup| backup.soundness == Soundness::Sound).count(),
        }
    }
}

/// A case in the bin.
#[derive(Debug, Serialize, TS)]
pub struct DeletedView {
    #[ts(type = "number")]
    pub id: i64,
    pub procedure_short: String,
    pub title: String,
    pub deleted_at: String,
    /// The day on which it is erased.
    pub until: String,
}

/// Text typed that is no answer yet.
#[derive(Debug, Serialize, TS)]
pub struct DraftView {
    pub path: String,
    pub text: String,
    /// The stored value it was typed over.
    #[ts(type = "Json")]
    pub base: Json,
}

/// What is to become of the draft at a path; no text: it is an answer now, or was taken back.
#[derive(Debug, Deserialize, TS)]
pub struct DraftKept {
    pub path: String,
    pub text: Option<String>,
    #[ts(type = "Json")]
    pub base: Json,
}

/// A case as the page holds it, to be saved elsewhere when the store is out of reach.
#[derive(Debug, Deserialize, TS)]
pub struct RescueRequest {
    pub slug: String,
    pub title: String,
    #[ts(type = "Record<string, Json>")]
    pub answers: serde_json::Map<String, Json>,
    #[ts(type = "Record<string, string>")]
    pub overrides: std::collections::BTreeMap<String, String>,
    /// Text that could not be read, by path.
    #[ts(type = "Record<string, string>")]
    pub typed: std::collections::BTreeMap<String, String>,
}
