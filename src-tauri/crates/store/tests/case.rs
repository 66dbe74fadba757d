//! Cases in the list: order, names, archive, deletion, and what is kept beside them.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{case, moment, noon, place};
use serde_json::json;
use store::{Edit, NewCase, NewGenerated, Store, Summary};

fn titles(store: &Store, query: Option<&str>) -> Vec<String> {
    store.cases().list(query).unwrap().into_iter().map(|row| row.title).collect()
}

#[test]
fn the_list_has_the_last_changed_first_and_archived_ones_last() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let first = case(&store, "甲", &json!({}));
    case(&store, "乙", &json!({}));
    let third = case(&store, "丙", &json!({}));
    // Later than 14:02 in Beijing, though its text would sort before it.
    let in_london = moment("2026-11-23T07:00:00+00:00");
    store.revisions().commit(first, 0, &[Edit::answer("a", json!("x"))], in_london).unwrap();
    store.cases().archive(third, true).unwrap();
    assert_eq!(titles(&store, None), ["甲", "乙", "丙"]);
    let rows = store.cases().list(None).unwrap();
    assert_eq!((rows[0].revision, rows[0].updated_at), (1, in_london));
    assert_eq!(
        (rows[2].archived, rows[2].slug.as_str(), rows[2].procedure_hash.as_str()),
        (true, "donation", "0a1b")
    );
    store.cases().archive(third, false).unwrap();
    assert_eq!(titles(&store, None), ["甲", "丙", "乙"]);
}

#[test]
fn titles_are_trimmed_and_must_say_something() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "  莲塘学校 ", &json!({}));
    assert_eq!(titles(&store, None), ["莲塘学校"]);
    store.cases().rename(id, "罗湖医院", noon()).unwrap();
    assert_eq!(titles(&store, Some("医院")), ["罗湖医院"]);
    assert_eq!(titles(&store, Some("学校")), Vec::<String>::new());
    for bad in ["", " \u{3000}", "甲\n乙", &"长".repeat(201)] {
        assert_eq!(store.cases().rename(id, bad, noon()).unwrap_err().code(), "store.title", "{bad}");
    }
    assert_eq!(store.cases().rename(7, "乙", noon()).unwrap_err().code(), "store.not-found");
}

#[test]
fn a_copy_has_the_answers_and_reasons_and_a_history_of_its_own() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "莲塘学校", &json!({ "a": "甲" }));
    let edits = [Edit::answer("b", json!([{ "c": 1 }])), Edit::reason("donation/r", Some("已另行批准"))];
    store.revisions().commit(id, 0, &edits, noon()).unwrap();
    let paper = NewGenerated {
        case: id,
        document: "donation-agreement",
        row: None,
        format: "pdf",
        revision: 1,
        path: &folder.path().join("1.pdf"),
        sha256: "00",
        draft: true,
    };
    store.generated().record(&paper, noon()).unwrap();

    let copy = store.cases().copy(id, " 莲塘学校（副本） ", noon()).unwrap();
    let (old, new) = (store.cases().get(id).unwrap(), store.cases().get(copy).unwrap());
    assert_eq!(
        (new.title.as_str(), new.revision, new.can_undo, new.can_redo),
        ("莲塘学校（副本）", 0, false, false)
    );
    assert_eq!((&new.answers, &new.overrides), (&old.answers, &old.overrides));
    assert_eq!((new.slug, new.procedure_hash), (old.slug, old.procedure_hash));
    assert_eq!(store.revisions().history(copy).unwrap(), []);
    assert_eq!(store.generated().list(copy).unwrap(), []);
    // They go ways of their own from now on.
    store.revisions().commit(copy, 0, &[Edit::answer("a", json!("乙"))], noon()).unwrap();
    assert_eq!(store.cases().get(id).unwrap().answers["a"], json!("甲"));
    assert_eq!(titles(&store, Some("副本")), ["莲塘学校（副本）"]);
    assert_eq!(store.cases().copy(id, "  ", noon()).unwrap_err().code(), "store.title");
    assert_eq!(store.cases().copy(99, "丙", noon()).unwrap_err().code(), "store.not-found");
}

#[test]
fn a_deleted_case_can_be_brought_back_until_it_is_purged() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "莲塘学校", &json!({ "a": "机密内容" }));
    store.cases().delete(id, noon()).unwrap();
    assert_eq!(store.cases().get(id).unwrap_err().code(), "store.not-found");
    assert_eq!(store.revisions().undo(id, noon()).unwrap_err().code(), "store.not-found");
    assert!(titles(&store, Some("学校")).is_empty());
    assert_eq!(store.cases().deleted().unwrap()[0].0.title, "莲塘学校");
    store.cases().undelete(id).unwrap();
    assert_eq!(titles(&store, Some("学校")), ["莲塘学校"]);

    store.cases().delete(id, noon()).unwrap();
    // Deleted at 14:02: not before 14:02.
    assert_eq!(store.cases().purge(noon()).unwrap(), 0);
    assert_eq!(store.cases().purge(moment("2026-11-23T14:03:00+08:00")).unwrap(), 1);
    assert_eq!(store.cases().undelete(id).unwrap_err().code(), "store.not-found");
    let next = case(&store, "新案", &json!({}));
    assert!(next > id, "a number is never given twice");
}

#[test]
fn a_case_keeps_its_version_of_the_templates_until_it_is_moved() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({}));
    assert_eq!(store.cases().get(id).unwrap().procedure_hash, "0a1b");
    store.cases().adopt(id, "ff00").unwrap();
    assert_eq!(store.cases().get(id).unwrap().procedure_hash, "ff00");
}

#[test]
fn an_imported_case_brings_its_reasons() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let overrides = BTreeMap::from([("owner-unit-matches".to_owned(), "另行指定".to_owned())]);
    let new =
        NewCase { slug: "donation", title: "导入", overrides: overrides.clone(), ..NewCase::default() };
    let id = store.cases().create(&new, noon()).unwrap();
    assert_eq!(store.cases().get(id).unwrap().overrides, overrides);
}

#[test]
fn made_documents_are_recorded_with_revision_and_found_by_content() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({}));
    let made = NewGenerated {
        case: id,
        document: "consultation-letter",
        row: Some("区发展改革局"),
        format: "docx",
        revision: 0,
        path: Path::new("/home/li/捐建/03-征求意见函.docx"),
        sha256: "ABCDEF01",
        draft: true,
    };
    let first = store.generated().record(&made, noon()).unwrap();
    let other = NewGenerated {
        document: "donation-agreement",
        row: None,
        draft: false,
        sha256: "00",
        ..made.clone()
    };
    let second = store.generated().record(&other, moment("2026-11-24T09:00:00+08:00")).unwrap();
    let list = store.generated().list(id).unwrap();
    assert_eq!(list.iter().map(|it| it.id).collect::<Vec<_>>(), [second, first]);
    assert_eq!(list[1].row.as_deref(), Some("区发展改革局"));
    assert_eq!((list[1].draft, list[1].revision, list[1].made_at), (true, 0, noon()));
    assert_eq!(list[1].path, Path::new("/home/li/捐建/03-征求意见函.docx"));
    let found = store.generated().find_by_hash("abcdef01").unwrap();
    assert_eq!(found.iter().map(|it| it.id).collect::<Vec<_>>(), [first]);
    store.generated().forget(first).unwrap();
    assert_eq!(store.generated().get(first).unwrap_err().code(), "store.not-found");
    assert_eq!(store.generated().get(second).unwrap().document, "donation-agreement");
    let nowhere = NewGenerated { case: 99, ..made };
    assert_eq!(store.generated().record(&nowhere, noon()).unwrap_err().code(), "store.not-found");
}

#[test]
fn parties_are_kept_once_and_the_last_saved_comes_first() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let party = |name: &str| BTreeMap::from([("name".to_owned(), name.to_owned())]);
    let parties = store.parties();
    let donor = parties.save(None, "donor", &party("深圳某公司"), noon()).unwrap();
    let owner =
        parties.save(None, "owner", &party("罗湖区教育局"), moment("2026-11-23T14:03:00+08:00")).unwrap();
    let again = moment("2026-11-23T14:04:00+08:00");
    assert_eq!(parties.save(None, "donor", &party("深圳某公司"), again).unwrap(), donor);
    let names: Vec<_> =
        parties.list().unwrap().into_iter().map(|it| (it.kind, it.value["name"].clone())).collect();
    assert_eq!(names, [("donor".into(), "深圳某公司".into()), ("owner".into(), "罗湖区教育局".into())]);
    parties.save(Some(owner), "owner", &party("罗湖区卫生健康局"), again).unwrap();
    parties.delete(donor).unwrap();
    assert_eq!(parties.list().unwrap()[0].value, party("罗湖区卫生健康局"));
    assert_eq!(parties.delete(donor).unwrap_err().code(), "store.not-found");
    assert_eq!(
        parties.save(Some(donor), "donor", &party("某"), noon()).unwrap_err().code(),
        "store.not-found"
    );
}

#[test]
fn settings_are_kept_and_can_be_forgotten() {
    let (_folder, path) = place();
    {
        let store = Store::open(&path).unwrap();
        assert_eq!(store.settings().get::<String>("theme").unwrap(), None);
        store.settings().set("theme", &"light").unwrap();
        store.settings().set("theme", &"dark").unwrap();
        store.settings().set("backups", &30).unwrap();
    }
    let store = Store::open(&path).unwrap();
    assert_eq!(store.settings().get::<String>("theme").unwrap().as_deref(), Some("dark"));
    assert_eq!(store.settings().get::<u32>("backups").unwrap(), Some(30));
    assert_eq!(store.settings().get::<u32>("theme").unwrap_err().code(), "store.database");
    store.settings().forget("theme").unwrap();
    assert_eq!(store.settings().get::<String>("theme").unwrap(), None);
}

#[test]
fn summaries_are_kept_for_cases_that_exist() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({}));
    let summary = |day: &str| Summary { made_from: format!("0|{day}"), value: json!({ "done": 3 }) };
    store.summaries().keep(&[(id, summary("2026-11-23")), (99, summary("2026-11-23"))]).unwrap();
    store.summaries().keep(&[(id, summary("2026-11-24"))]).unwrap();
    let all = store.summaries().all().unwrap();
    assert_eq!((all.len(), &all[&id]), (1, &summary("2026-11-24")));
}
