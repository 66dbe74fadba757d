//! Undo and redo against the simplest thing that can be right: a list of whole states and a place in it.
#![allow(clippy::unwrap_used)]

mod common;

use common::{answers, case, noon, place};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use store::{Edit, Store};

#[derive(Debug, Clone)]
enum Act {
    Set(usize, Value),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    let row = (0..3_u8, "[a-c学]{0,2}").prop_map(|(number, text)| json!({ "n": number, "t": text }));
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "[a-b校]{0,2}".prop_map(Value::from),
        prop::collection::vec(row, 0..4).prop_map(Value::from),
    ];
    prop_oneof![
        4 => (0..3_usize, value).prop_map(|(key, value)| Act::Set(key, value)),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

#[test]
fn undo_and_redo_agree_with_a_list_of_states() {
    let (_folder, path) = place();
    let store = Store::open(&path).unwrap();
    let config = Config { cases: 256, failure_persistence: None, ..Config::default() };
    let acts = prop::collection::vec(act(), 0..40);
    TestRunner::new(config).run(&acts, |acts| agrees(&store, acts)).unwrap();
}

fn agrees(store: &Store, acts: Vec<Act>) -> Result<(), TestCaseError> {
    let id = case(store, "模型", &json!({}));
    let mut states = vec![Map::new()];
    let mut place = 0;
    let mut ever = vec![Map::new()];
    for act in acts {
        match act {
            Act::Set(key, value) => {
                let key = ["a", "b", "c"][key];
                let revision = store.cases().get(id).unwrap().revision;
                store.revisions().commit(id, revision, &[Edit::answer(key, value.clone())], noon()).unwrap();
                let mut next = states[place].clone();
                if value.is_null() {
                    next.shift_remove(key);
                } else {
                    next.insert(key.to_owned(), value);
                }
                if next != states[place] {
                    states.truncate(place + 1);
                    states.push(next.clone());
                    place += 1;
                    ever.push(next);
                }
            }
            Act::Undo => {
                let done = store.revisions().undo(id, noon()).unwrap().is_some();
                prop_assert_eq!(done, place > 0);
                if done {
                    place -= 1;
                    ever.push(states[place].clone());
                }
            }
            Act::Redo => {
                let done = store.revisions().redo(id, noon()).unwrap().is_some();
                prop_assert_eq!(done, place + 1 < states.len());
                if done {
                    place += 1;
                    ever.push(states[place].clone());
                }
            }
        }
        prop_assert_eq!(answers(store, id), Value::from(states[place].clone()));
    }
    let record = store.cases().get(id).unwrap();
    prop_assert_eq!(record.can_undo, place > 0);
    prop_assert_eq!(record.can_redo, place + 1 < states.len());
    prop_assert_eq!(record.revision as usize, ever.len() - 1);
    for (number, state) in ever.into_iter().enumerate() {
        prop_assert_eq!(store.revisions().at(id, number as i64).unwrap().0, state);
    }
    Ok(())
}
