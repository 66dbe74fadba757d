//! What a person is told when the data file can't be used, and that nothing is lost by it.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{answers, case, files, noon, place};
use rusqlite::Connection;
use serde_json::json;
use store::{Edit, Store, StoreError};

/// Names the database to the same test running as another process.
const CHILD: &str = "CHOUJIAN_TEST_STORE";

/// Runs the named test of this binary as another process on `path`; gives what it found out.
fn in_another_process(test: &str, path: &Path, prepare: impl FnOnce(&mut Command)) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]).env(CHILD, path).stdout(Stdio::piped());
    prepare(&mut command);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("found: ").map(str::to_owned)).unwrap_or(text)
}

/// In the other process: opens the store and says what came of it.
fn open_and_say(path: &Path) {
    let outcome = match Store::open(path) {
        Ok(_) => "opened".to_owned(),
        Err(error) => error.code().to_owned(),
    };
    println!("\nfound: {outcome}");
}

#[test]
fn a_second_process_is_told_that_the_store_is_in_use() {
    if let Some(path) = std::env::var_os(CHILD) {
        return open_and_say(Path::new(&path));
    }
    let test = "a_second_process_is_told_that_the_store_is_in_use";
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    assert_eq!(in_another_process(test, &path, |_| ()), "store.in-use");
    // The first one is none the worse for it.
    let id = case(&store, "甲", &json!({}));
    assert_eq!(Store::open(&path).unwrap_err().code(), "store.in-use");
    store.revisions().commit(id, 0, &[Edit::answer("a", json!("x"))], noon()).unwrap();
    drop(store);
    assert_eq!(in_another_process(test, &path, |_| ()), "opened");
}

#[test]
fn another_program_that_holds_the_database_is_named_as_the_cause() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({}));
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = store.revisions().commit(id, 0, &[Edit::answer("a", json!("x"))], noon()).unwrap_err();
    assert_eq!(refused.code(), "store.locked");
    other.execute_batch("ROLLBACK").unwrap();
    store.revisions().commit(id, 0, &[Edit::answer("a", json!("x"))], noon()).unwrap();
}

#[test]
fn a_file_of_a_later_program_is_left_as_it_is() {
    let (_folder, path) = place();
    drop(Store::open(&path).unwrap());
    let later = Connection::open(&path).unwrap();
    later
        .execute_batch("CREATE TABLE tomorrow (x); PRAGMA user_version = 1000; PRAGMA journal_mode = DELETE")
        .unwrap();
    drop(later);
    let before = fs::read(&path).unwrap();
    let refused = Store::open(&path).unwrap_err();
    assert_eq!(refused.code(), "store.newer-version");
    assert!(refused.to_string().contains("请安装最新版本"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_database_of_another_program_is_not_touched() {
    let (_folder, path) = place();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE photos (x); INSERT INTO photos VALUES (1)").unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    assert_eq!(Store::open(&path).unwrap_err().code(), "store.foreign");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn an_empty_file_becomes_a_store() {
    let (_folder, path) = place();
    fs::write(&path, b"").unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.cases().list(None).unwrap(), []);
}

fn corrupted(error: StoreError) -> (std::path::PathBuf, String) {
    let text = error.to_string();
    match error {
        StoreError::Corrupt { copy: Some(copy), .. } => (copy, text),
        other => panic!("not recognised as damaged: {other}"),
    }
}

#[test]
fn a_file_that_is_no_database_is_copied_aside_once_and_left_as_it_is() {
    let (folder, path) = place();
    fs::write(&path, "这不是数据库").unwrap();
    let (copy, text) = corrupted(Store::open(&path).unwrap_err());
    assert!(text.contains("已损坏") && text.contains("备份与恢复"), "{text}");
    assert_eq!(fs::read(&copy).unwrap(), "这不是数据库".as_bytes());
    assert_eq!(corrupted(Store::open(&path).unwrap_err()).0, copy);
    assert_eq!(files(folder.path()).len(), 3, "the file, its lock and one copy");
    assert_eq!(fs::read(&path).unwrap(), "这不是数据库".as_bytes());
}

#[test]
fn damage_in_the_middle_is_found_and_a_backup_brings_everything_back() {
    let (folder, path) = place();
    let backups = folder.path().join("backups");
    let (id, backup) = {
        let store = Store::open(&path).unwrap();
        let id = case(&store, "莲塘学校", &json!({ "overview": "学校概况".repeat(5_000) }));
        (id, store.backup(&backups, store::BackupKind::Automatic, noon()).unwrap())
    };
    let mut bytes = fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    for page in 1..pages {
        bytes[page * 4096..page * 4096 + 64].fill(0xA5);
    }
    fs::write(&path, &bytes).unwrap();
    let (copy, _) = corrupted(Store::open(&path).unwrap_err());
    assert_eq!(fs::read(&copy).unwrap(), bytes);

    let before = store::restore(&backup, &path).unwrap().unwrap();
    assert_eq!(fs::read(&before).unwrap(), bytes);
    let store = Store::open(&path).unwrap();
    assert_eq!(answers(&store, id), json!({ "overview": "学校概况".repeat(5_000) }));
}

#[test]
fn a_file_cut_short_is_found() {
    let (_folder, path) = place();
    {
        let store = Store::open(&path).unwrap();
        case(&store, "莲塘学校", &json!({ "overview": "学校概况".repeat(5_000) }));
    }
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length / 2 / 4096 * 4096).unwrap();
    drop(file);
    assert_eq!(Store::open(&path).unwrap_err().code(), "store.corrupt");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named_and_nothing_is_changed() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    if let Some(path) = std::env::var_os(CHILD) {
        return open_and_say(Path::new(&path));
    }
    let (folder, path) = place();
    drop(Store::open(&path).unwrap());
    let before = files(folder.path());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Rights do not bind root, so the attempt is made as nobody then.
    let root = fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0);
    let test = "a_read_only_folder_is_named_and_nothing_is_changed";
    let attempt = |path: &Path| {
        in_another_process(test, path, |command| {
            if root {
                command.uid(65_534).gid(65_534);
            }
        })
    };
    let there = attempt(&path);
    let fresh = attempt(&folder.path().join("other").join("choujian.db"));
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!((there.as_str(), fresh.as_str()), ("store.read-only", "store.read-only"));
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_read_only_file_is_named_before_the_first_edit() {
    let (_folder, path) = place();
    drop(Store::open(&path).unwrap());
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    assert_eq!(Store::open(&path).unwrap_err().code(), "store.read-only");
}

#[test]
fn a_folder_in_the_place_of_the_file_is_refused() {
    let (_folder, path) = place();
    fs::create_dir(&path).unwrap();
    assert_eq!(Store::open(&path).unwrap_err().code(), "store.file-name");
}
