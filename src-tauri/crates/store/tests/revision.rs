//! Editing, conflicts, undo and redo, and looking back.
#![allow(clippy::unwrap_used)]

mod common;

use common::{answers, case, moment, noon, place};
use serde_json::{Value, json};
use store::{Change, Edit, Kind, Part, Store};

#[test]
fn an_edit_gets_the_next_number_and_its_before_and_after() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "莲塘学校", &json!({ "project_name": "莲塘学校" }));
    let later = moment("2026-11-23T14:05:30+08:00");
    let edits =
        [Edit::answer("project_name", json!("莲塘小学")), Edit::answer("filed_total", json!("15000000.00"))];
    let revision = store.revisions().commit(id, 0, &edits, later).unwrap();
    assert_eq!((revision.number, revision.kind, revision.at), (1, Kind::Edit, later));
    let name = Change {
        part: Part::Answers,
        key: "project_name".into(),
        row: None,
        before: Some(json!("莲塘学校")),
        after: Some(json!("莲塘小学")),
    };
    let total = Change {
        part: Part::Answers,
        key: "filed_total".into(),
        row: None,
        before: None,
        after: Some(json!("15000000.00")),
    };
    assert_eq!(revision.changes, [name, total]);
    let record = store.cases().get(id).unwrap();
    assert_eq!((record.revision, record.created_at, record.updated_at), (1, noon(), later));
    assert_eq!(
        Value::from(record.answers),
        json!({ "project_name": "莲塘小学", "filed_total": "15000000.00" })
    );
}

#[test]
fn null_removes_and_an_edit_without_effect_makes_no_revision() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "1", "b": null }));
    assert_eq!(answers(&store, id), json!({ "a": "1" }));
    let same = [Edit::answer("a", json!("1")), Edit::answer("b", Value::Null)];
    let revision = store.revisions().commit(id, 0, &same, noon()).unwrap();
    assert_eq!((revision.number, revision.changes.len()), (0, 0));
    store.revisions().commit(id, 0, &[Edit::answer("a", Value::Null)], noon()).unwrap();
    assert_eq!(answers(&store, id), json!({}));
    assert_eq!(store.revisions().history(id).unwrap().len(), 1);
}

#[test]
fn answers_read_before_someone_elses_edit_are_refused_and_nothing_is_stored() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({}));
    store.revisions().commit(id, 0, &[Edit::answer("a", json!("先"))], noon()).unwrap();
    let refused = store.revisions().commit(id, 0, &[Edit::answer("a", json!("后"))], noon()).unwrap_err();
    assert_eq!(refused.code(), "store.revision-conflict");
    assert_eq!(
        refused.to_string(),
        "这个事项已被修改（您看到的是第0版，现在是第1版），这次没有保存。请重新打开事项后再改。"
    );
    assert_eq!(answers(&store, id), json!({ "a": "先" }));
    let nowhere = store.revisions().commit(99, 0, &[], noon()).unwrap_err();
    assert_eq!(nowhere.code(), "store.not-found");
}

#[test]
fn undo_and_redo_walk_over_the_edits_and_a_new_edit_ends_redo() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({}));
    let revisions = store.revisions();
    for (number, text) in ["一", "二", "三"].into_iter().enumerate() {
        revisions.commit(id, number as i64, &[Edit::answer("a", json!(text))], noon()).unwrap();
    }
    let undone = revisions.undo(id, noon()).unwrap().unwrap();
    assert_eq!((undone.number, undone.kind), (4, Kind::Undo));
    assert_eq!(
        (undone.changes[0].before.clone(), undone.changes[0].after.clone()),
        (Some(json!("三")), Some(json!("二")))
    );
    revisions.undo(id, noon()).unwrap().unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "一" }));
    let redone = revisions.redo(id, noon()).unwrap().unwrap();
    assert_eq!((redone.number, redone.kind), (6, Kind::Redo));
    assert_eq!(answers(&store, id), json!({ "a": "二" }));
    // Undo takes back the edit "二", not the redo.
    revisions.undo(id, noon()).unwrap().unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "一" }));
    revisions.redo(id, noon()).unwrap().unwrap();
    revisions.redo(id, noon()).unwrap().unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "三" }));
    assert_eq!(revisions.redo(id, noon()).unwrap(), None);

    revisions.undo(id, noon()).unwrap().unwrap();
    let record = store.cases().get(id).unwrap();
    assert!(record.can_undo && record.can_redo);
    revisions.commit(id, record.revision, &[Edit::answer("a", json!("四"))], noon()).unwrap();
    assert!(!store.cases().get(id).unwrap().can_redo);
    for expected in [json!({ "a": "二" }), json!({ "a": "一" }), json!({})] {
        revisions.undo(id, noon()).unwrap().unwrap();
        assert_eq!(answers(&store, id), expected);
    }
    assert_eq!(revisions.undo(id, noon()).unwrap(), None);
    assert!(!store.cases().get(id).unwrap().can_undo);
}

#[test]
fn undo_survives_closing_the_program() {
    let (_folder, path) = place();
    let id = {
        let store = Store::open(&path).unwrap();
        let id = case(&store, "甲", &json!({ "a": "一" }));
        store.revisions().commit(id, 0, &[Edit::answer("a", json!("二"))], noon()).unwrap();
        id
    };
    let store = Store::open(&path).unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "二" }));
    store.revisions().undo(id, noon()).unwrap().unwrap();
    assert_eq!(answers(&store, id), json!({ "a": "一" }));
}

#[test]
fn every_earlier_state_can_be_read_again() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "零" }));
    let revisions = store.revisions();
    revisions.commit(id, 0, &[Edit::answer("a", json!("一"))], noon()).unwrap();
    let second = [Edit::answer("b", json!(2)), Edit::reason("principle", Some("已获区政府批准"))];
    revisions.commit(id, 1, &second, noon()).unwrap();
    revisions.undo(id, noon()).unwrap().unwrap();
    let at =
        |number| revisions.at(id, number).map(|(answers, reasons)| (Value::from(answers), reasons.len()));
    assert_eq!(at(0).unwrap(), (json!({ "a": "零" }), 0));
    assert_eq!(at(1).unwrap(), (json!({ "a": "一" }), 0));
    assert_eq!(at(2).unwrap(), (json!({ "a": "一", "b": 2 }), 1));
    assert_eq!(at(3).unwrap(), (json!({ "a": "一" }), 0));
    assert_eq!(at(4).unwrap_err().code(), "store.not-found");
    assert_eq!(at(-1).unwrap_err().code(), "store.not-found");
}

#[test]
fn what_changed_since_a_document_was_made_is_empty_again_after_undo() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "a": "一", "c": "留" }));
    let revisions = store.revisions();
    revisions
        .commit(id, 0, &[Edit::answer("a", json!("二")), Edit::answer("c", Value::Null)], noon())
        .unwrap();
    revisions.commit(id, 1, &[Edit::answer("a", json!("三"))], noon()).unwrap();
    let since: Vec<_> =
        revisions.changed_since(id, 0).unwrap().into_iter().map(|it| (it.key, it.before, it.after)).collect();
    let expected =
        [("a".to_owned(), Some(json!("一")), Some(json!("三"))), ("c".to_owned(), Some(json!("留")), None)];
    assert_eq!(since, expected);
    revisions.undo(id, noon()).unwrap();
    revisions.undo(id, noon()).unwrap();
    assert_eq!(revisions.changed_since(id, 0).unwrap(), []);
}

#[test]
fn of_a_table_only_the_rows_that_differ_are_kept() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let row = |unit: i32, rent: &str| json!({ "unit": unit, "rent": rent });
    let rows = |middle: Vec<Value>| {
        let mut rows = vec![row(1, "100")];
        rows.extend(middle);
        rows.push(row(9, "900"));
        Value::from(rows)
    };
    let id = case(&store, "房源", &json!({ "units": rows(vec![row(2, "200")]) }));
    let revisions = store.revisions();
    let mended = rows(vec![row(2, "250"), row(3, "300")]);
    let revision = revisions.commit(id, 0, &[Edit::answer("units", mended.clone())], noon()).unwrap();
    let change = &revision.changes[0];
    assert_eq!(change.row, Some(1));
    assert_eq!(change.before, Some(json!([{ "unit": 2, "rent": "200" }])));
    assert_eq!(change.after, Some(json!([{ "unit": 2, "rent": "250" }, { "unit": 3, "rent": "300" }])));
    revisions.undo(id, noon()).unwrap();
    assert_eq!(answers(&store, id), json!({ "units": rows(vec![row(2, "200")]) }));
    revisions.redo(id, noon()).unwrap();
    assert_eq!(answers(&store, id), json!({ "units": mended }));
}

#[test]
fn a_reason_for_disregarding_a_warning_is_kept_and_undone_like_an_answer() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({}));
    let reason = [Edit::reason("owner-unit-matches", Some("区政府另行指定"))];
    store.revisions().commit(id, 0, &reason, noon()).unwrap();
    let overrides = store.cases().get(id).unwrap().overrides;
    assert_eq!(overrides.get("owner-unit-matches").map(String::as_str), Some("区政府另行指定"));
    store.revisions().undo(id, noon()).unwrap();
    assert!(store.cases().get(id).unwrap().overrides.is_empty());
}

#[test]
fn hostile_texts_come_back_as_they_were() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({}));
    let long = "长".repeat(350_000);
    let texts =
        ["𠮷㙍😀", "a\u{0}b", "\u{202E}exe", "'; DROP TABLE cases; --", "{{ x }} <b>&amp;", long.as_str()];
    for (number, text) in texts.into_iter().enumerate() {
        store.revisions().commit(id, number as i64, &[Edit::answer("t", json!(text))], noon()).unwrap();
        assert_eq!(answers(&store, id), json!({ "t": text }));
    }
    let (middle, _) = store.revisions().at(id, 2).unwrap();
    assert_eq!(Value::from(middle), json!({ "t": "a\u{0}b" }));
}
