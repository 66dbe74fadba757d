//! The data file, damaged in whatever way.

use anyhow::Result;
use chrono::{DateTime, FixedOffset};
use serde_json::json;
use store::{BackupKind, NewCase, Store};

pub(super) fn noon() -> DateTime<FixedOffset> {
    DateTime::default()
}

pub(super) fn run(data: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { panic!("no folder for temporary files") };
    let path = folder.path().join("choujian.db");
    assert!(std::fs::write(&path, data).is_ok(), "the input cannot be written");
    let Ok(store) = Store::open(&path) else { return };
    let Ok(rows) = store.cases().list(None) else { return };
    for row in rows {
        let _ = store.cases().get(row.id);
    }
    let _ = store.cases().list(Some("示例"));
}

/// A store of two cases as one file.
pub(super) fn seeds() -> Result<Vec<Vec<u8>>> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(&folder.path().join("choujian.db"))?;
    for title in ["示例小学", "示例公寓"] {
        let answers = json!({ "project_name": title, "estimated_total": "15000000.00" });
        let answers = answers.as_object().cloned().unwrap_or_default();
        let new =
            NewCase { slug: "donation", title, procedure_hash: "0", answers, overrides: Default::default() };
        store.cases().create(&new, noon())?;
    }
    let backup = store.backup(&folder.path().join("backups"), BackupKind::Manual, noon())?;
    Ok(vec![std::fs::read(backup)?])
}
