//! Backups, putting one back, and bringing an older file up to date.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::{answers, case, files, moment, noon, place};
use rusqlite::Connection;
use serde_json::json;
use store::{BackupKind, Edit, Store, backups, prune, restore};

#[test]
fn a_backup_holds_all_and_can_be_put_back() {
    let (folder, path) = place();
    let kept = folder.path().join("备份");
    let store = Store::open(&path).unwrap();
    let id = case(&store, "莲塘学校", &json!({ "a": "备份时" }));
    store.settings().set("theme", &"dark").unwrap();
    let backup = store.backup(&kept, BackupKind::Automatic, noon()).unwrap();
    assert_eq!(backup, kept.join("choujian-20261123-140200.db"));
    assert_eq!(files(&kept), ["choujian-20261123-140200.db", "choujian-20261123-140200.db.json"]);
    assert_eq!(store.backup(&kept, BackupKind::Automatic, noon()).unwrap_err().code(), "store.file-exists");
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
    let backup = store.backup(folder.path(), BackupKind::Automatic, noon()).unwrap();
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
    let backup = store.backup(folder.path(), BackupKind::Automatic, noon()).unwrap();
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
    let good = store.backup(folder.path(), BackupKind::Automatic, noon()).unwrap();
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
fn pruning_follows_the_rule_and_leaves_what_is_not_ours() {
    let (folder, path) = place();
    let kept = folder.path().join("backups");
    let store = Store::open(&path).unwrap();
    case(&store, "甲", &json!({}));
    for (at, kind) in [
        ("2026-11-05T09:00:00+08:00", BackupKind::Automatic),
        ("2026-11-05T18:00:00+08:00", BackupKind::Automatic),
        ("2026-11-05T12:00:00+08:00", BackupKind::Manual),
        ("2026-11-23T09:00:00+08:00", BackupKind::Automatic),
    ] {
        store.backup(&kept, kind, moment(at)).unwrap();
    }
    fs::write(kept.join("choujian-说明.db"), "不是备份").unwrap();
    assert_eq!(prune(&kept, noon().date_naive()).unwrap(), 1);
    let left: Vec<String> = files(&kept).into_iter().filter(|name| !name.ends_with(".json")).collect();
    assert_eq!(
        left,
        [
            "choujian-20261105-120000-manual.db",
            "choujian-20261105-180000.db",
            "choujian-20261123-090000.db",
            "choujian-说明.db"
        ]
    );
    assert_eq!(files(&kept).len(), 7, "each backup has its label, what is not ours has none");
    let all = backups(&kept).unwrap();
    assert_eq!(all.iter().map(|one| one.cases).collect::<Vec<_>>(), [Some(1), Some(1), Some(1)]);
}

#[test]
fn closing_leaves_a_backup_of_what_none_holds_and_only_then() {
    let (folder, path) = place();
    let kept = folder.path().join("backups");
    let long = std::time::Duration::from_secs(60);
    let mut store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "x" }));
    let made = store.close(&kept, noon(), long).unwrap().unwrap();
    drop(store);
    assert_eq!(made, kept.join("choujian-20261123-140200.db"));
    assert_eq!(store::inspect(&backups(&kept).unwrap()[0]), (store::Soundness::Sound, Some(1)));
    // Nothing changed since.
    assert_eq!(Store::open(&path).unwrap().close(&kept, noon(), long).unwrap(), None);
    // No time left: the store is closed whole, the backup is made another time.
    let mut store = Store::open(&path).unwrap();
    store.revisions().commit(id, 0, &[Edit::answer("a", json!("y"))], noon()).unwrap();
    assert_eq!(store.close(&kept, noon(), std::time::Duration::ZERO).unwrap(), None);
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "y" }));
    let (commits, backed) = store.commits();
    assert!(commits > backed, "{commits} commits, {backed} of them backed up");
    drop(store);
    restore(&made, &path).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.notices(), []);
    assert_eq!(answers(&store, id), json!({ "a": "x" }));
}

#[test]
fn a_backup_that_was_damaged_later_is_seen_by_its_label() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    case(&store, "甲", &json!({ "a": "x" }));
    let made = store.backup(folder.path(), BackupKind::Manual, noon()).unwrap();
    let mut bytes = fs::read(&made).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&made, &bytes).unwrap();
    assert_eq!(store::inspect(&backups(folder.path()).unwrap()[0]), (store::Soundness::Damaged, None));
}

#[test]
fn leftovers_of_a_killed_backup_are_cleared_and_nothing_else() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    fs::create_dir(folder.path().join(".choujian-abc")).unwrap();
    fs::write(folder.path().join(".choujian-abc/copy.db"), "x").unwrap();
    fs::write(folder.path().join(".choujian-x.part"), "x").unwrap();
    fs::write(folder.path().join("我的.part"), "x").unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    assert_eq!(store::clear_leftovers(folder.path(), long_ago).unwrap(), 0);
    let soon = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    assert_eq!(store::clear_leftovers(folder.path(), soon).unwrap(), 2);
    drop(store);
    assert_eq!(files(folder.path()), ["choujian.db", "choujian.db.lock", "choujian.db.state", "我的.part"]);
}

#[test]
fn a_store_of_the_program_before_this_one_opens_with_all_it_held() {
    let (folder, path) = place();
    fs::write(&path, include_bytes!("fixture/main-7.db")).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.notices(), []);
    let titles: Vec<String> = store.cases().list(None).unwrap().into_iter().map(|row| row.title).collect();
    assert_eq!(titles, ["东湖公园驿站", "莲塘学校改扩建"]);
    let school = store.cases().get(1).unwrap();
    assert_eq!((school.revision, school.uid.len()), (3, 32));
    assert_eq!(
        serde_json::Value::from(school.answers),
        json!({ "project_name": "莲塘学校改扩建", "filed_total": "15800000.00" })
    );
    assert_eq!(store.revisions().history(1).unwrap().len(), 3);
    assert_eq!(store.revisions().at(1, 0).unwrap().0["filed_total"], json!("15000000.00"));
    store.revisions().redo(1, noon()).unwrap().unwrap();
    assert_eq!(store.generated().list(2).unwrap().len(), 1);
    assert_eq!(store.parties().list().unwrap().len(), 1);
    assert_eq!(store.settings().get::<String>("theme").unwrap().as_deref(), Some("dark"));
    assert_eq!(store.cases().deleted().unwrap()[0].0.title, "已删除的办件");
    let report = store.check().unwrap();
    assert_eq!((report.cases, report.revisions, report.damaged.len(), report.rebuilt), (3, 4, 0, false));
    let copy = files(&folder.path().join("backups"));
    assert_eq!(copy.len(), 2, "the copy before the upgrade and its label: {copy:?}");
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
    let copies = files(&folder.path().join("backups"))
        .into_iter()
        .filter(|name| name.ends_with("-upgrade.db"))
        .count();
    assert_eq!(copies, 1);
}
