//! What differs between two views of a case (差异), so that after an edit only that crosses the bridge.
//!
//! It works on the serialized form and knows nothing of the shapes: a field that is added to a view is covered at once.
//! The page puts it on what it has (`ui/src/shared/patch.ts`) and keeps every part that did not change as the same object.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};
use ts_rs::TS;

/// How a value becomes another.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Patch {
    /// Another value takes its place.
    Set(#[ts(type = "Json")] Json),
    /// Of an object: the fields that change or come, and those that go.
    Fields {
        /// By name.
        change: Vec<(String, Patch)>,
        /// Names.
        gone: Vec<String>,
    },
    /// Of a list: what becomes of it from its beginning to its end.
    List(Vec<Piece>),
}

/// A step along a list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// The next so many items stay.
    Keep(usize),
    /// The next so many items go.
    Skip(usize),
    /// An item that was not there.
    Add(#[ts(type = "Json")] Json),
    /// The next item changes.
    Change(Patch),
}

/// What turns `old` into `new`; none if they are equal.
pub fn between(old: &Json, new: &Json) -> Option<Patch> {
    match (old, new) {
        (Json::Object(old), Json::Object(new)) => fields(old, new),
        (Json::Array(old), Json::Array(new)) => list(old, new),
        _ if old == new => None,
        _ => Some(Patch::Set(new.clone())),
    }
}

fn fields(old: &Map<String, Json>, new: &Map<String, Json>) -> Option<Patch> {
    let changed = |(name, value): (&String, &Json)| {
        let patch = match old.get(name) {
            Some(before) => between(before, value)?,
            None => Patch::Set(value.clone()),
        };
        Some((name.clone(), patch))
    };
    let change: Vec<(String, Patch)> = new.iter().filter_map(changed).collect();
    let gone: Vec<String> = old.keys().filter(|name| !new.contains_key(*name)).cloned().collect();
    (!change.is_empty() || !gone.is_empty()).then_some(Patch::Fields { change, gone })
}

/// Items are followed by their name from the beginning on. One that has moved up goes and comes again: longer, and right.
fn list(old: &[Json], new: &[Json]) -> Option<Patch> {
    if old == new {
        return None;
    }
    let places: HashMap<String, usize> =
        old.iter().enumerate().map(|(place, item)| (name(item), place)).collect();
    let (mut pieces, mut at) = (Vec::new(), 0);
    for item in new {
        match places.get(&name(item)).filter(|place| **place >= at) {
            Some(place) => {
                if *place > at {
                    pieces.push(Piece::Skip(place - at));
                }
                at = place + 1;
                match (between(&old[*place], item), pieces.last_mut()) {
                    (Some(patch), _) => pieces.push(Piece::Change(patch)),
                    (None, Some(Piece::Keep(kept))) => *kept += 1,
                    (None, _) => pieces.push(Piece::Keep(1)),
                }
            }
            None => pieces.push(Piece::Add(item.clone())),
        }
    }
    if at < old.len() {
        pieces.push(Piece::Skip(old.len() - at));
    }
    Some(Patch::List(pieces))
}

/// What an item of a list goes by: the rule of a finding, the path of a cell, the id of anything else; else itself.
fn name(item: &Json) -> String {
    let named = |key: &str| item.get(key).and_then(Json::as_str);
    match ["rule", "id", "path"].into_iter().find_map(named).or(item.as_str()) {
        Some(name) => name.to_owned(),
        None => item.to_string(),
    }
}

#[cfg(test)]
pub mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::{Patch, Piece, between};

    /// What the page does with a patch, in the plainest way.
    pub fn patched(old: &Json, patch: &Patch) -> Json {
        match (old, patch) {
            (_, Patch::Set(value)) => value.clone(),
            (Json::Object(old), Patch::Fields { change, gone }) => {
                let mut new = old.clone();
                for name in gone {
                    new.shift_remove(name);
                }
                for (name, patch) in change {
                    let before = old.get(name).cloned().unwrap_or(Json::Null);
                    new.insert(name.clone(), patched(&before, patch));
                }
                Json::Object(new)
            }
            (Json::Array(old), Patch::List(pieces)) => {
                let (mut new, mut at) = (Vec::new(), 0);
                for piece in pieces {
                    match piece {
                        Piece::Keep(count) => {
                            new.extend_from_slice(&old[at..at + count]);
                            at += count;
                        }
                        Piece::Skip(count) => at += count,
                        Piece::Add(value) => new.push(value.clone()),
                        Piece::Change(patch) => {
                            new.push(patched(&old[at], patch));
                            at += 1;
                        }
                    }
                }
                assert_eq!(at, old.len(), "a patch goes through the whole list");
                Json::Array(new)
            }
            _ => panic!("{patch:?} does not fit {old}"),
        }
    }

    #[test]
    fn only_what_differs_is_told_in_the_form_that_the_page_reads() {
        let old = json!({
            "title": "甲", "note": "旧",
            "findings": [{ "rule": "a", "fields": ["u.0"] }, { "rule": "b", "fields": [] }, { "rule": "c", "fields": [] }],
        });
        let new = json!({
            "title": "甲", "late": true,
            "findings": [{ "rule": "a", "fields": ["u.0", "u.7"] }, { "rule": "x", "fields": [] }, { "rule": "c", "fields": [] }],
        });
        let patch = between(&old, &new).expect("they differ");
        // The same text stands in ui/src/shared/patch.test.ts.
        assert_eq!(
            serde_json::to_value(&patch).expect("a patch can be written"),
            json!({ "fields": {
                "change": [
                    ["late", { "set": true }],
                    ["findings", { "list": [
                        { "change": { "fields": { "change": [["fields", { "list": [{ "keep": 1 }, { "add": "u.7" }] }]], "gone": [] } } },
                        { "add": { "rule": "x", "fields": [] } },
                        { "skip": 1 },
                        { "keep": 1 },
                    ] }],
                ],
                "gone": ["note"],
            } })
        );
        assert_eq!(patched(&old, &patch), new);
        assert_eq!(between(&new, &new), None);
    }

    fn value() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            (0..3_i64).prop_map(Json::from),
            "[ab罗]{0,2}".prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            let named = ("[abc]", inner.clone()).prop_map(|(id, value)| json!({ "id": id, "value": value }));
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
                prop::collection::vec(named, 0..6).prop_map(Json::from),
                prop::collection::btree_map("[a-d]", inner, 0..4)
                    .prop_map(|fields| Json::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_value_becomes_any_other(old in value(), new in value()) {
            match between(&old, &new) {
                Some(patch) => prop_assert_eq!(patched(&old, &patch), new),
                None => prop_assert_eq!(old, new),
            }
        }
    }
}
