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
    /// Rows of the table under that key, from this one on and so many, become these.
    Rows(usize, usize, usize, Vec<Value>),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    let row = (0..3_u8, "[a-c学]{0,2}").prop_map(|(number, text)| json!({ "n": number, "t": text }));
    let rows = prop::collection::vec(row.clone(), 0..3);
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "[a-b校]{0,2}".prop_map(Value::from),
        prop::collection::vec(row, 0..4).prop_map(Value::from),
    ];
    prop_oneof![
        4 => (0..3_usize, value).prop_map(|(key, value)| Act::Set(key, value)),
        4 => (0..3_usize, 0..3_usize, 0..3_usize, rows)
            .prop_map(|(key, at, count, rows)| Act::Rows(key, at, count, rows)),
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
    for (turn, act) in acts.into_iter().enumerate() {
        match act {
            Act::Set(..) | Act::Rows(..) => {
                let mut next = states[place].clone();
                let edit = match act {
                    Act::Set(key, value) => {
                        let key = ["a", "b", "c"][key];
                        if value.is_null() {
                            next.shift_remove(key);
                        } else {
                            next.insert(key.to_owned(), value.clone());
                        }
                        Edit::answer(key, value)
                    }
                    Act::Rows(key, at, count, rows) => {
                        let key = ["a", "b", "c"][key];
                        let edit = Edit::rows(key, at, count, rows.clone());
                        match next.get_mut(key) {
                            Some(Value::Array(table)) if at + count <= table.len() => {
                                table.splice(at..at + count, rows);
                            }
                            // No such rows: refused, and nothing is stored.
                            _ => {
                                let mut held = store.cases().get(id).unwrap();
                                let before = held.clone();
                                let also = [Edit::answer("b", json!("xyz")), edit];
                                let refused = store.revisions().commit_on(&mut held, &also, noon());
                                prop_assert_eq!(refused.unwrap_err().code(), "store.history");
                                prop_assert_eq!(held, before);
                                continue;
                            }
                        }
                        edit
                    }
                    Act::Undo | Act::Redo => unreachable!("matched above"),
                };
                // By turns on a case that is read anew and on one that the caller holds.
                let mut held = store.cases().get(id).unwrap();
                if turn % 2 == 0 {
                    store.revisions().commit(id, held.revision, &[edit], noon()).unwrap();
                } else {
                    store.revisions().commit_on(&mut held, &[edit], noon()).unwrap();
                    prop_assert_eq!(&held, &store.cases().get(id).unwrap());
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
