//! Backups, putting one back, and bringing an older file up to date.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::{answers, case, files, moment, noon, place};
use rusqlite::Connection;
use serde_json::json;
use store::{Edit, Store, backups, prune, restore};

#[test]
fn a_backup_holds_all_and_can_be_put_back() {
    let (folder, path) = place();
    let kept = folder.path().join("备份");
    let store = Store::open(&path).unwrap();
    let id = case(&store, "莲塘学校", &json!({ "a": "备份时" }));
    store.settings().set("theme", &"dark").unwrap();
    let backup = store.backup(&kept, noon()).unwrap();
    assert_eq!(backup, kept.join("choujian-20261123-140200.db"));
    assert_eq!(files(&kept), ["choujian-20261123-140200.db"]);
    assert_eq!(store.backup(&kept, noon()).unwrap_err().code(), "store.file-exists");
    store.revisions().commit(id, 0, &[Edit::answer("a", json!("备份后"))], noon()).unwrap();
    // Not while it is open.
    assert_eq!(restore(&backup, &path).unwrap_err().code(), "store.in-use");
    drop(store);

    let before = restore(&backup, &path).unwrap().unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "备份时" }));
    assert_eq!(store.settings().get::<String>("theme").unwrap().as_deref(), Some("dark"));
    assert_eq!(store.cases().list(Some("学校")).unwrap().len(), 1);
    store.revisions().commit(id, 0, &[Edit::answer("a", json!("恢复后"))], noon()).unwrap();
    drop(store);
    // What was there before the restore can itself be put back.
    restore(&before, &path).unwrap();
    assert_eq!(answers(&Store::open(&path).unwrap(), id), json!({ "a": "备份后" }));
}

#[test]
fn an_open_store_takes_a_backup_back_and_goes_on_with_it() {
    let (folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "备份时" }));
    let backup = store.backup(folder.path(), noon()).unwrap();
    store.revisions().commit(id, 0, &[Edit::answer("a", json!("备份后"))], noon()).unwrap();

    let before = store.restore(&backup).unwrap().unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "备份时" }));
    // No other program may slip in between, and edits are stored as before.
    assert_eq!(Store::open(&path).unwrap_err().code(), "store.in-use");
    store.revisions().commit(id, 0, &[Edit::answer("a", json!("恢复后"))], noon()).unwrap();

    let missing = folder.path().join("没有.db");
    assert_eq!(store.restore(&missing).unwrap_err().code(), "store.file-missing");
    assert_eq!(answers(&store, id), json!({ "a": "恢复后" }));
    store.restore(&before).unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "备份后" }));
}

#[test]
fn edits_that_lie_only_in_the_log_are_not_lost_by_a_restore() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    let backup = store.backup(folder.path(), noon()).unwrap();
    let id = case(&store, "甲", &json!({ "a": "只在日志里" }));
    // As after a crash: file and log copied while the store is open, so that nothing is folded in.
    let crashed = folder.path().join("crashed.db");
    fs::copy(&path, &crashed).unwrap();
    fs::copy(folder.path().join("choujian.db-wal"), folder.path().join("crashed.db-wal")).unwrap();
    drop(store);
    let before = restore(&backup, &crashed).unwrap().unwrap();
    assert_eq!(Store::open(&crashed).unwrap().cases().list(None).unwrap(), []);
    restore(&before, &crashed).unwrap();
    assert_eq!(answers(&Store::open(&crashed).unwrap(), id), json!({ "a": "只在日志里" }));
}

#[test]
fn a_backup_that_is_not_whole_is_refused_and_the_data_stay() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "现有" }));
    let good = store.backup(folder.path(), noon()).unwrap();
    drop(store);
    let bad = folder.path().join("坏.db");
    let mut bytes = fs::read(&good).unwrap();
    let end = bytes.len();
    bytes[4096..end].fill(0x5A);
    fs::write(&bad, &bytes).unwrap();
    assert_eq!(restore(&bad, &path).unwrap_err().code(), "store.backup");
    fs::write(&bad, "文字").unwrap();
    assert_eq!(restore(&bad, &path).unwrap_err().code(), "store.backup");
    fs::write(&bad, "").unwrap();
    assert_eq!(restore(&bad, &path).unwrap_err().code(), "store.backup");
    assert_eq!(restore(&folder.path().join("没有.db"), &path).unwrap_err().code(), "store.file-missing");
    let foreign = folder.path().join("别的.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert_eq!(restore(&foreign, &path).unwrap_err().code(), "store.backup");
    Connection::open(&good).unwrap().execute_batch("PRAGMA user_version = 1000").unwrap();
    let newer = restore(&good, &path).unwrap_err();
    assert_eq!(newer.code(), "store.backup");
    assert!(newer.to_string().contains("请先安装最新版本"), "{newer}");
    assert_eq!(answers(&Store::open(&path).unwrap(), id), json!({ "a": "现有" }));
}

#[test]
fn one_backup_a_day_and_only_the_last_are_kept() {
    let (folder, path) = place();
    let kept = folder.path().join("backups");
    let store = Store::open(&path).unwrap();
    for day in 1..=5 {
        let morning = moment(&format!("2026-11-0{day}T09:00:00+08:00"));
        assert!(store.backup_daily(&kept, 3, morning).unwrap().is_some());
        let evening = moment(&format!("2026-11-0{day}T18:00:00+08:00"));
        assert_eq!(store.backup_daily(&kept, 3, evening).unwrap(), None);
    }
    fs::write(kept.join("choujian-说明.db"), "不是备份").unwrap();
    let days: Vec<String> = backups(&kept).unwrap().into_iter().map(|it| it.made_at.to_string()).collect();
    assert_eq!(days, ["2026-11-05 09:00:00", "2026-11-04 09:00:00", "2026-11-03 09:00:00"]);
    assert_eq!(prune(&kept, 0).unwrap(), 2);
    assert_eq!(files(&kept), ["choujian-20261105-090000.db", "choujian-说明.db"]);
}

#[test]
fn a_file_of_an_earlier_version_is_brought_up_to_date_after_a_copy_of_it() {
    let (folder, path) = place();
    let old = Connection::open(&path).unwrap();
    for step in [
        include_str!("../src/migration/0001-case.sql"),
        include_str!("../src/migration/0002-revision.sql"),
        include_str!("../src/migration/0003-generated.sql"),
    ] {
        old.execute_batch(step).unwrap();
    }
    old.execute_batch(
        "PRAGMA application_id = 1128925158; PRAGMA user_version = 3;
         INSERT INTO cases (slug, title, procedure_hash, answers_version, overrides, answers, created_at, updated_at)
         VALUES ('donation', '旧案', '', 1, '{}', '{\"overview\":\"莲塘学校\"}',
                 '2025-01-02T03:04:05.000+08:00', '2025-01-02T03:04:05.000+08:00')",
    )
    .unwrap();
    drop(old);
    let store = Store::open(&path).unwrap();
    let found = store.cases().list(Some("莲塘")).unwrap();
    assert_eq!((found.len(), found[0].title.as_str()), (1, "旧案"));
    assert_eq!(found[0].created_at, moment("2025-01-02T03:04:05+08:00"));
    store.revisions().commit(found[0].id, 0, &[Edit::answer("a", json!("x"))], noon()).unwrap();
    let copies =
        files(folder.path()).into_iter().filter(|name| name.starts_with("choujian.db.version-3-")).count();
    assert_eq!(copies, 1);
}
