//! Every bit that changes on the disk is either without effect on what is shown, or is seen.
//!
//! A store of three cases with all kinds of rows is closed; one bit of the file is turned; the file is opened and all
//! that the program shows is read. How many bits is said by `CHOUJIAN_FLIPS` (default 1,500, spread evenly with a
//! seeded offset; `all`: each bit of each byte).
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{case, noon, place};
use rusqlite::Connection;
use serde_json::json;
use store::{DraftChange, Edit, NewGenerated, Notice, Store, StoreError, Summary};

/// Three cases with revisions, papers, a party, settings, drafts and summaries.
fn fill(store: &Store) {
    for (at, title) in ["莲塘学校改扩建", "东湖公园驿站", "笋岗人才住房"].iter().enumerate()
    {
        let id = case(store, title, &json!({ "project_name": title, "filed_total": "15000000.00" }));
        let edits =
            [Edit::answer("filed_total", json!("15800000.00")), Edit::reason("escrow", Some("已另行约定"))];
        store.revisions().commit(id, 0, &edits, noon()).unwrap();
        store.revisions().commit(id, 1, &[Edit::answer("copies", json!(at))], noon()).unwrap();
        store.revisions().undo(id, noon()).unwrap();
        let made = NewGenerated {
            case: id,
            document: "donation-agreement",
            row: None,
            format: "docx",
            revision: 1,
            path: Path::new("/文档/捐建协议.docx"),
            sha256: &"ab".repeat(32),
            draft: true,
        };
        store.generated().record(&made, noon()).unwrap();
        let draft = DraftChange {
            path: "filed_total".into(),
            text: Some("一千五百".into()),
            base: json!("15800000.00"),
        };
        store.drafts().keep(id, &[draft], noon()).unwrap();
        let summary = Summary { made_from: "3/2026-11-23".into(), value: json!({ "stage": "申请" }) };
        store.summaries().keep(&[(id, summary)]).unwrap();
    }
    store
        .parties()
        .save(None, "donor", &BTreeMap::from([("name".into(), "深圳某公司".into())]), noon())
        .unwrap();
    store.settings().set("output_folder", &"/文档/筹建通").unwrap();
}

/// All that the program shows of a store, as text.
fn shown(store: &Store) -> Result<String, StoreError> {
    let list = store.cases().list(None)?;
    if list.iter().any(|row| row.damaged) {
        return Err(StoreError::Damaged { what: "事项", id: "list".into() });
    }
    let mut text = format!("{list:?}{:?}", store.cases().deleted()?);
    for word in ["莲塘学校", "公园", "人才", "15800000"] {
        text += &format!("{:?}", store.cases().list(Some(word))?);
    }
    for row in &list {
        text += &format!("{:?}{:?}", store.cases().get(row.id)?, store.revisions().history(row.id)?);
        text += &format!(
            "{:?}{:?}",
            store.revisions().at(row.id, 1)?,
            store.revisions().changed_since(row.id, 0)?
        );
        text += &format!("{:?}{:?}", store.generated().list(row.id)?, store.drafts().of(row.id)?);
    }
    // What is made anew when it does not fit is not shown from here.
    let summaries: BTreeMap<_, _> = store.summaries().all()?.into_iter().collect();
    for summary in summaries.values() {
        assert_eq!(summary.value, json!({ "stage": "申请" }));
        assert_eq!(summary.made_from, "3/2026-11-23");
    }
    text += &format!("{:?}{:?}", store.parties().list()?, store.settings().get::<String>("output_folder")?);
    Ok(text)
}

enum Outcome {
    Seen,
    WithoutEffect,
}

/// Opens the file with one bit turned and reads everything.
fn outcome(folder: &Path, bytes: &[u8], bit: usize, expected: &str) -> Outcome {
    let _ = fs::remove_dir_all(folder.join("data"));
    fs::create_dir(folder.join("data")).unwrap();
    let path = folder.join("data/choujian.db");
    let mut turned = bytes.to_vec();
    turned[bit / 8] ^= 1 << (bit % 8);
    fs::write(&path, turned).unwrap();
    let Ok(store) = Store::open(&path) else { return Outcome::Seen };
    let told = store.notices().iter().any(|notice| matches!(notice, Notice::Damaged { .. }));
    let Ok(text) = shown(&store) else { return Outcome::Seen };
    if told || !store.damage().is_empty() {
        return Outcome::Seen;
    }
    assert_eq!(text, expected, "bit {} of byte {} changed what is shown, unseen", bit % 8, bit / 8);
    Outcome::WithoutEffect
}

#[test]
fn a_turned_bit_is_without_effect_or_seen() {
    // On a file system in memory where there is one: thousands of files are written and synchronised.
    let memory = Path::new("/dev/shm");
    let builder = tempfile::Builder::new();
    let folder = if memory.is_dir() { builder.tempdir_in(memory) } else { builder.tempdir() }.unwrap();
    let path = folder.path().join("choujian.db");
    let store = Store::open(&path).unwrap();
    fill(&store);
    drop(store);
    let bytes = fs::read(&path).unwrap();
    let store = Store::open(&path).unwrap();
    let expected = shown(&store).unwrap();
    drop(store);
    let bits = bytes.len() * 8;
    let asked = std::env::var("CHOUJIAN_FLIPS").unwrap_or_else(|_| "1500".to_owned());
    let count = if asked == "all" { bits } else { asked.parse::<usize>().unwrap().min(bits) };
    let seed: usize = std::env::var("CHOUJIAN_SEED").map_or(20_261_123, |text| text.parse().unwrap());
    let (mut seen, mut without) = (0, 0);
    for at in 0..count {
        // Even over the file; the offset within each stretch by a multiplicative hash of seed and place.
        let (start, end) = (at * bits / count, (at + 1) * bits / count);
        let offset = (seed.wrapping_add(at)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        match outcome(folder.path(), &bytes, start + offset % (end - start).max(1), &expected) {
            Outcome::Seen => seen += 1,
            Outcome::WithoutEffect => without += 1,
        }
    }
    println!("{count} of {bits} bits turned: {seen} seen, {without} without effect");
    assert!(seen > 0 && without > 0, "{seen} seen, {without} without effect");
}

#[test]
fn an_amount_changed_by_another_program_is_seen_and_hides_nothing_else() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    fill(&store);
    drop(store);
    let other = Connection::open(&path).unwrap();
    other
        .execute("UPDATE cases SET answers = replace(answers, '15800000.00', '15900000.00') WHERE id = 2", [])
        .unwrap();
    drop(other);
    let store = Store::open(&path).unwrap();
    let damaged: Vec<String> =
        store.damage().into_iter().map(|row| format!("{}{}", row.what, row.id)).collect();
    assert_eq!(damaged, ["事项2"]);
    assert!(store.notices().contains(&Notice::Replaced), "{:?}", store.notices());
    assert_eq!(store.cases().get(2).unwrap_err().code(), "store.damaged");
    // Neither can it be changed, which would seal it.
    let refused = store.revisions().commit(2, 3, &[Edit::answer("copies", json!(9))], noon()).unwrap_err();
    assert_eq!(refused.code(), "store.damaged");
    // Nor by who has read it before it was damaged.
    let mut held = store.cases().get(1).unwrap();
    (held.id, held.revision) = (2, 3);
    let refused =
        store.revisions().commit_on(&mut held, &[Edit::answer("copies", json!(9))], noon()).unwrap_err();
    assert_eq!(refused.code(), "store.damaged");
    assert_eq!(store.cases().rename(2, "别名", noon()).unwrap_err().code(), "store.damaged");
    assert_eq!(store.cases().list(None).unwrap().len(), 3);
    assert_eq!(store.cases().get(1).unwrap().title, "莲塘学校改扩建");
}

#[test]
fn a_revision_that_was_changed_or_taken_out_breaks_the_chain() {
    for sql in [
        "UPDATE revisions SET at = '2026-11-24T14:02:00.000+08:00' WHERE case_id = 1 AND number = 2",
        "UPDATE revisions SET who = '别人' WHERE case_id = 1 AND number = 3",
        "DELETE FROM revisions WHERE case_id = 1 AND number = 3",
    ] {
        let (_folder, path) = place();
        let store = Store::open(&path).unwrap();
        fill(&store);
        drop(store);
        Connection::open(&path).unwrap().execute(sql, []).unwrap();
        let store = Store::open(&path).unwrap();
        let damaged: Vec<&str> = store.damage().into_iter().map(|row| row.what).collect();
        assert_eq!(damaged, ["修改记录"], "{sql}");
        assert_eq!(store.revisions().history(1).unwrap_err().code(), "store.history", "{sql}");
        assert_eq!(store.revisions().history(2).unwrap().len(), 3, "{sql}");
    }
}

#[test]
fn a_title_in_the_index_alone_is_mended_from_the_row() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    fill(&store);
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    // The title stands in the row, in the index of the list, in the search text and in answers and revisions.
    let places: Vec<usize> =
        (0..bytes.len()).filter(|at| bytes[*at..].starts_with("笋岗人才住房".as_bytes())).collect();
    let mut mended = 0;
    for place in places {
        bytes[place] ^= 0x01;
        fs::write(&path, &bytes).unwrap();
        let store = Store::open(&path).unwrap();
        if store.damage().is_empty() {
            assert_eq!(store.cases().list(Some("人才")).unwrap()[0].title, "笋岗人才住房");
            mended += usize::from(store.notices().contains(&Notice::Rebuilt));
        }
        drop(store);
        bytes[place] ^= 0x01;
    }
    assert!(mended >= 1, "the index of the list was not mended");
}

#[test]
fn one_row_that_is_no_text_any_more_hides_nothing_but_itself() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    fill(&store);
    drop(store);
    let other = Connection::open(&path).unwrap();
    other
        .execute("UPDATE cases SET answers = CAST(CAST(answers AS BLOB) || x'ff' AS TEXT), title = CAST(x'e88eb2ff' AS TEXT) WHERE id = 1", [])
        .unwrap_or(0);
    other.execute_batch("PRAGMA ignore_check_constraints = 1").unwrap();
    other.execute("UPDATE cases SET title = CAST(x'e88eb2ff' AS TEXT) WHERE id = 1", []).unwrap();
    drop(other);
    let store = Store::open(&path).unwrap();
    let list = store.cases().list(None).unwrap();
    let titles: Vec<(&str, bool)> = list.iter().map(|row| (row.title.as_str(), row.damaged)).collect();
    assert_eq!(titles, [("笋岗人才住房", false), ("东湖公园驿站", false), ("莲\u{FFFD}", true)]);
    assert_eq!(store.cases().get(1).unwrap_err().code(), "store.damaged");
    assert_eq!(store.cases().get(3).unwrap().title, "笋岗人才住房");
    drop(store);
    let out = folder.path().join("out");
    let salvaged = store::salvage(&path, &out).unwrap();
    assert_eq!((salvaged.whole, salvaged.doubtful + salvaged.text_only), (2, 1));
    let one = fs::read_to_string(out.join("事项2.json")).unwrap();
    assert!(one.contains("东湖公园驿站") && one.contains("15800000.00"), "{one}");
    assert_eq!(common::files(&out).len(), 3);
}
