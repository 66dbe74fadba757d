//! Erased is gone: no byte of it is found in the database, its log, or beside them. Drafts belong to their case.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::{case, files, moment, noon, place};
use serde_json::json;
use store::{BackupKind, DraftChange, Edit, NewGenerated, Store};

fn draft(path: &str, text: &str) -> DraftChange {
    DraftChange { path: path.into(), text: Some(text.into()), base: json!(null) }
}

#[test]
fn no_byte_of_an_erased_case_is_found_and_the_others_stay() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    let kept = case(&store, "东湖公园", &json!({ "a": "留下的内容" }));
    let id = case(&store, "秘密项目甲乙丙", &json!({ "secret": "机密文字子丑寅卯" }));
    store.revisions().commit(id, 0, &[Edit::answer("secret", json!("机密文字辰巳午未"))], noon()).unwrap();
    store.drafts().keep(id, &[draft("secret", "机密文字申酉戌亥")], noon()).unwrap();
    let made = NewGenerated {
        case: id,
        document: "d",
        row: None,
        format: "docx",
        revision: 1,
        path: std::path::Path::new("/文档/秘密项目甲乙丙/协议.docx"),
        sha256: &"cd".repeat(32),
        draft: false,
    };
    store.generated().record(&made, noon()).unwrap();
    assert_eq!(store.cases().erase(&[id]).unwrap_err().code(), "store.not-found", "not before it is deleted");
    store.cases().delete(id, noon()).unwrap();
    assert_eq!(store.cases().deleted().unwrap()[0].1, noon());
    let words = ["秘密项目", "机密文字", "项目甲乙", "子丑寅", "辰巳午", "申酉戌"];
    let found = |word: &str| {
        files(folder.path()).iter().any(|name| {
            let bytes = fs::read(folder.path().join(name)).unwrap();
            bytes.windows(word.len()).any(|window| window == word.as_bytes())
        })
    };
    assert!(words.iter().all(|word| found(word)), "the words can be found at all");
    store.cases().erase(&[id]).unwrap();
    for word in words {
        assert!(!found(word), "{word} is still there while the store is open");
    }
    assert_eq!(store.cases().list(Some("公园")).unwrap().len(), 1);
    assert_eq!(store.cases().get(kept).unwrap().title, "东湖公园");
    assert_eq!(store.check().unwrap().damaged, []);
    drop(store);
    for word in words {
        assert!(!found(word), "{word} is still there after closing");
    }
}

#[test]
fn what_lies_in_the_bin_longer_than_thirty_days_goes() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let (old, young) = (case(&store, "旧", &json!({})), case(&store, "新", &json!({})));
    store.cases().delete(old, moment("2026-10-20T09:00:00+08:00")).unwrap();
    store.cases().delete(young, moment("2026-11-20T09:00:00+08:00")).unwrap();
    assert_eq!(store.cases().purge(noon() - chrono::Duration::days(30)).unwrap(), 1);
    store.cases().undelete(young).unwrap();
    assert_eq!(store.cases().undelete(old).unwrap_err().code(), "store.not-found");
}

#[test]
fn drafts_belong_to_their_case_and_go_with_it() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({}));
    store.drafts().keep(id, &[draft("a", "一"), draft("b", "二")], noon()).unwrap();
    store.drafts().keep(id, &[draft("a", "三"), DraftChange { path: "b".into(), text: None, base: json!(null) }], noon()).unwrap();
    let texts = |store: &Store| -> Vec<String> {
        store.drafts().of(id).unwrap().into_iter().map(|draft| draft.text).collect()
    };
    assert_eq!(texts(&store), ["三"]);
    // No revision, and the row as it was.
    assert_eq!(store.cases().get(id).unwrap().revision, 0);
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(texts(&store), ["三"]);
    // The first case of another store has the same number, and none of its drafts.
    let other = Store::open(&folder.path().join("other/choujian.db")).unwrap();
    let same = case(&other, "甲", &json!({}));
    assert_eq!((same, other.drafts().of(same).unwrap().len()), (id, 0));
    let backup = store.backup(folder.path(), BackupKind::Manual, noon()).unwrap();
    assert!(backup.exists());
}
