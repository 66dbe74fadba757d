//! Full-text search with Chinese: any run of characters from one on, in titles and text answers.
#![allow(clippy::unwrap_used)]

mod common;

use common::{case, noon, place};
use serde_json::{Value, json};
use store::{Edit, Store};

fn found(store: &Store, query: &str) -> Vec<String> {
    let mut titles: Vec<String> =
        store.cases().list(Some(query)).unwrap().into_iter().map(|row| row.title).collect();
    titles.sort();
    titles
}

fn filled(path: &std::path::Path) -> Store {
    let store = Store::open(path).unwrap();
    case(
        &store,
        "莲塘学校",
        &json!({
            "overview": "建设一所公办九年一贯制学校，含运动场",
            "donor": { "name": "深圳市ＡＢＣ实业有限公司", "uscc": "91440300MA5EXAMPL0" },
            "handover": ["drawings", "钥匙"],
            "signed": true,
            "floors": 12,
        }),
    );
    case(
        &store,
        "布心桥",
        &json!({ "overview": "人行天桥；旧桥拆除100%", "injections": [{ "source": "自有资金" }] }),
    );
    case(&store, "\"引号\"公园", &json!({}));
    store
}

#[test]
fn one_two_and_more_characters_are_found_anywhere() {
    let (_folder, path) = place();
    let store = filled(&path);
    assert_eq!(found(&store, "桥"), ["布心桥"]);
    assert_eq!(found(&store, "学校"), ["莲塘学校"]);
    // At the very end of an answer, where no trigram begins without the padding.
    assert_eq!(found(&store, "动场"), ["莲塘学校"]);
    assert_eq!(found(&store, "场"), ["莲塘学校"]);
    assert_eq!(found(&store, "九年一贯制"), ["莲塘学校"]);
    assert_eq!(found(&store, "自有资金"), ["布心桥"]);
    assert_eq!(found(&store, "钥匙"), ["莲塘学校"]);
    assert_eq!(found(&store, "医院"), Vec::<String>::new());
    // All trigrams occur, the word does not.
    assert_eq!(found(&store, "学校，含运动场地"), Vec::<String>::new());
}

#[test]
fn words_are_all_needed_and_width_and_case_do_not_matter() {
    let (_folder, path) = place();
    let store = filled(&path);
    assert_eq!(found(&store, "学校 运动场"), ["莲塘学校"]);
    assert_eq!(found(&store, "学校　天桥"), Vec::<String>::new());
    assert_eq!(found(&store, "abc"), ["莲塘学校"]);
    assert_eq!(found(&store, "ma5exampl"), ["莲塘学校"]);
    assert_eq!(found(&store, "１００％"), ["布心桥"]);
}

#[test]
fn signs_of_query_languages_are_only_characters() {
    let (_folder, path) = place();
    let store = filled(&path);
    assert_eq!(found(&store, "\"引号\""), ["\"引号\"公园"]);
    assert_eq!(found(&store, "\""), ["\"引号\"公园"]);
    assert_eq!(found(&store, "100%"), ["布心桥"]);
    for nothing in ["学%校", "学_校", "NOT 学校 OR", "*", "'; --", "学校\u{0}医院"] {
        assert_eq!(found(&store, nothing), Vec::<String>::new(), "{nothing:?}");
    }
    assert_eq!(found(&store, " \t").len(), 3);
}

#[test]
fn the_index_follows_edits_undo_and_rename() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "overview": "学校" }));
    store.revisions().commit(id, 0, &[Edit::answer("overview", json!("医院"))], noon()).unwrap();
    assert_eq!((found(&store, "学校").len(), found(&store, "医院").len()), (0, 1));
    store.revisions().undo(id, noon()).unwrap();
    assert_eq!((found(&store, "学校").len(), found(&store, "医院").len()), (1, 0));
    store.revisions().commit(id, 2, &[Edit::answer("overview", Value::Null)], noon()).unwrap();
    assert_eq!(found(&store, "学校").len(), 0);
    store.cases().rename(id, "学校", noon()).unwrap();
    // What an edit leaves to the next search is not lost with the program.
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(found(&store, "学校").len(), 1);
}

#[test]
fn what_an_edit_leaves_to_the_next_search_is_no_damage_and_is_found_after_a_check() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let id = case(&store, "甲", &json!({ "overview": "学校" }));
    store.revisions().commit(id, 0, &[Edit::answer("overview", json!("医院"))], noon()).unwrap();
    let report = store.check().unwrap();
    assert_eq!((report.rebuilt, report.damaged.len(), report.cases), (false, 0, 1));
    assert_eq!((found(&store, "学校").len(), found(&store, "医院").len()), (0, 1));
}

#[test]
fn a_word_in_very_many_cases_is_found_in_all_in_the_order_of_the_list() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    for number in 0..600 {
        let with = if number % 100 == 99 { "医院" } else { "学校" };
        case(&store, &format!("第{number}号{with}"), &json!({}));
    }
    let all = store.cases().list(Some("学校")).unwrap();
    assert_eq!(
        (all.len(), all[0].title.as_str(), all[593].title.as_str()),
        (594, "第598号学校", "第0号学校")
    );
    let few: Vec<String> =
        store.cases().list(Some("医院")).unwrap().into_iter().map(|row| row.title).collect();
    assert_eq!(
        few,
        ["第599号医院", "第499号医院", "第399号医院", "第299号医院", "第199号医院", "第99号医院"]
    );
}
