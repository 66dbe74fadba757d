//! One file after closing; a log that is lost, damaged or not the file's own is noticed; a file that is taken away or
//! changed while it is open is not written into.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{answers, case, files, noon, place};
use serde_json::json;
use store::{BackupKind, Edit, Notice, Store};

fn commit(store: &Store, id: i64, revision: i64, text: &str) {
    store.revisions().commit(id, revision, &[Edit::answer("a", json!(text))], noon()).unwrap();
}

/// Copies all files of a store as they lie there, as after a kill, into a folder of their own.
fn killed(from: &Path, name: &str) -> PathBuf {
    let folder = from.parent().unwrap().join(name);
    fs::create_dir(&folder).unwrap();
    for suffix in ["", "-wal", ".state"] {
        let file = format!("choujian.db{suffix}");
        fs::copy(from.parent().unwrap().join(&file), folder.join(&file)).unwrap();
    }
    folder.join("choujian.db")
}

#[test]
fn a_closed_store_is_one_file_that_holds_all() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "x" }));
    drop(store);
    assert_eq!(files(folder.path()), ["choujian.db", "choujian.db.lock", "choujian.db.state"]);
    let alone = folder.path().join("alone.db");
    fs::copy(&path, &alone).unwrap();
    let store = Store::open(&alone).unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "x" }));
    assert_eq!(store.notices(), []);
}

#[test]
fn a_backup_laid_over_by_hand_opens_as_that_backup_with_a_word() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "备份时" }));
    let backup = store.backup(folder.path(), BackupKind::Manual, noon()).unwrap();
    commit(&store, id, 0, "备份后");
    // Over a file whose program was killed: its log lies there still.
    let over = killed(&path, "killed");
    fs::copy(&backup, &over).unwrap();
    let laid = Store::open(&over).unwrap();
    assert_eq!(answers(&laid, id), json!({ "a": "备份时" }));
    assert!(matches!(laid.notices(), [Notice::Replaced, Notice::ForeignLog { .. }]), "{:?}", laid.notices());
    drop(laid);
    // Said once.
    assert_eq!(Store::open(&over).unwrap().notices(), []);
    // Over a closed file.
    drop(store);
    fs::copy(&backup, &path).unwrap();
    let laid = Store::open(&path).unwrap();
    assert_eq!(answers(&laid, id), json!({ "a": "备份时" }));
    assert_eq!(laid.notices(), [Notice::Replaced]);
}

#[test]
fn a_log_that_is_lost_cut_or_damaged_is_noticed() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "0" }));
    for (revision, text) in ["1", "2", "3"].into_iter().enumerate() {
        commit(&store, id, i64::try_from(revision).unwrap(), text);
    }
    let whole = killed(&path, "whole");
    assert_eq!(Store::open(&whole).unwrap().notices(), []);
    let log = |path: &Path| path.with_file_name("choujian.db-wal");

    let lost = killed(&path, "lost");
    fs::remove_file(log(&lost)).unwrap();
    assert_eq!(Store::open(&lost).unwrap().notices(), [Notice::Lost { commits: 4 }]);

    let cut = killed(&path, "cut");
    let bytes = fs::read(log(&cut)).unwrap();
    fs::write(log(&cut), &bytes[..bytes.len() - 4_000]).unwrap();
    let store_cut = Store::open(&cut).unwrap();
    assert_eq!(store_cut.notices(), [Notice::Lost { commits: 1 }]);
    assert_eq!(answers(&store_cut, id), json!({ "a": "2" }));

    let damaged = killed(&path, "damaged");
    let mut bytes = fs::read(log(&damaged)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(log(&damaged), &bytes).unwrap();
    assert!(matches!(Store::open(&damaged).unwrap().notices(), [Notice::Lost { .. }]));
}

#[test]
fn a_log_beside_a_closed_file_is_not_replayed() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "旧" }));
    let log = fs::read(folder.path().join("choujian.db-wal")).unwrap();
    commit(&store, id, 0, "新");
    drop(store);
    fs::write(folder.path().join("choujian.db-wal"), log).unwrap();
    let store = Store::open(&path).unwrap();
    assert!(matches!(store.notices(), [Notice::ForeignLog { .. }]), "{:?}", store.notices());
    assert_eq!(answers(&store, id), json!({ "a": "新" }));
}

/// What somebody does to the files of a store.
type Attempt = fn(&Path);

#[test]
fn a_file_taken_away_replaced_or_changed_while_open_is_not_written_into() {
    let attempts: [(&str, Attempt); 5] = [
        ("移走或删除", |path| fs::remove_dir_all(path.parent().unwrap()).unwrap()),
        ("换成了另一个文件", |path| {
            let copy = path.with_file_name("copy.db");
            fs::copy(path, &copy).unwrap();
            fs::rename(&copy, path).unwrap();
        }),
        ("截短", |path| fs::OpenOptions::new().write(true).open(path).unwrap().set_len(4096).unwrap()),
        ("改写", |path| {
            let mut bytes = fs::read(path).unwrap();
            bytes.extend([0; 4096]);
            fs::write(path, bytes).unwrap();
        }),
        ("删除了日志文件（-wal）", |path| {
            fs::remove_file(path.with_file_name("choujian.db-wal")).unwrap();
        }),
    ];
    for (what, attempt) in attempts {
        let (folder, _) = place();
        let path = folder.path().join("data/choujian.db");
        let store = Store::open(&path).unwrap();
        let id = case(&store, "甲", &json!({ "a": "x" }));
        attempt(&path);
        let refused = store.revisions().commit(id, 0, &[Edit::answer("a", json!("y"))], noon()).unwrap_err();
        assert_eq!(refused.code(), "store.gone", "{what}");
        assert!(refused.to_string().contains(what), "{refused}");
        // What was read before is still there to be saved elsewhere.
        drop(store);
    }
}

#[test]
fn what_another_program_put_there_meanwhile_is_not_overwritten_at_closing() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "备份时" }));
    let backup = store.backup(folder.path(), BackupKind::Manual, noon()).unwrap();
    commit(&store, id, 0, "备份后");
    fs::copy(&backup, &path).unwrap();
    drop(store);
    assert_eq!(fs::read(&path).unwrap(), fs::read(&backup).unwrap());
    let store = Store::open(&path).unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "备份时" }));
    assert!(store.notices().contains(&Notice::Replaced), "{:?}", store.notices());
}

#[cfg(unix)]
#[test]
fn the_data_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _) = place();
    let path = folder.path().join("data/choujian.db");
    let store = Store::open(&path).unwrap();
    case(&store, "甲", &json!({}));
    store.backup(&folder.path().join("data/backups"), BackupKind::Manual, noon()).unwrap();
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    for name in ["data", "data/backups"] {
        assert_eq!(mode(name), 0o700, "{name}");
    }
    for folder in ["data", "data/backups"] {
        for name in files(&path.parent().unwrap().parent().unwrap().join(folder)) {
            if name != "backups" {
                assert_eq!(mode(&format!("{folder}/{name}")), 0o600, "{name}");
            }
        }
    }
}
