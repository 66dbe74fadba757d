//! Takes out what nothing refers to any more and numbers the rest without gaps.
//!
//! lopdf does the same with `prune_objects` and `renumber_objects`, but looks each reference up in a list of all it has
//! met: of a table of five thousand rows, each cell tagged, that was nineteen parts in twenty of the whole time.

use std::collections::{BTreeMap, HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Keeps the objects that the trailer leads to, in their order, numbered from 1.
pub(super) fn compact(file: &mut Document) {
    let kept = reachable(file);
    let mut numbers: HashMap<ObjectId, ObjectId> = HashMap::with_capacity(kept.len());
    let mut objects = BTreeMap::new();
    let mut last = 0;
    for (id, object) in std::mem::take(&mut file.objects) {
        if kept.contains(&id) {
            last += 1;
            numbers.insert(id, (last, 0));
            objects.insert((last, 0), object);
        }
    }
    for object in objects.values_mut() {
        renumber(object, &numbers);
    }
    renumber_all(&mut file.trailer, &numbers);
    file.objects = objects;
    file.max_id = last;
}

fn reachable(file: &Document) -> HashSet<ObjectId> {
    let mut met = HashSet::new();
    let mut waiting = Vec::new();
    for (_, value) in file.trailer.iter() {
        references(value, &mut waiting);
    }
    while let Some(id) = waiting.pop() {
        if met.insert(id)
            && let Some(object) = file.objects.get(&id)
        {
            references(object, &mut waiting);
        }
    }
    met
}

fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => items.iter().for_each(|item| references(item, found)),
        Object::Dictionary(entries) => entries.iter().for_each(|(_, value)| references(value, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| references(value, found)),
        _ => {}
    }
}

fn renumber(object: &mut Object, numbers: &HashMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => match numbers.get(id) {
            Some(number) => *id = *number,
            // A reference to nothing reads as null (ISO 32000-1, 7.3.10); under a new number it might mean another.
            None => *object = Object::Null,
        },
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Dictionary(entries) => renumber_all(entries, numbers),
        Object::Stream(stream) => renumber_all(&mut stream.dict, numbers),
        _ => {}
    }
}

fn renumber_all(entries: &mut Dictionary, numbers: &HashMap<ObjectId, ObjectId>) {
    for (_, value) in entries.iter_mut() {
        renumber(value, numbers);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use lopdf::dictionary;

    use super::*;

    #[test]
    fn what_nothing_refers_to_goes_and_the_rest_is_numbered_from_one() {
        let mut file = Document::with_version("1.7");
        file.objects.insert((3, 0), Object::Integer(30));
        file.objects.insert((5, 0), Object::Integer(50));
        file.objects.insert((8, 0), dictionary! { "A" => vec![(3, 0).into(), (9, 0).into()] }.into());
        file.trailer.set("Root", Object::Reference((8, 0)));
        compact(&mut file);
        assert_eq!(file.objects.len(), 2);
        assert_eq!(file.max_id, 2);
        assert_eq!(file.objects[&(1, 0)], Object::Integer(30));
        assert_eq!(file.trailer.get(b"Root").unwrap(), &Object::Reference((2, 0)));
        let root = file.objects[&(2, 0)].as_dict().unwrap();
        assert_eq!(
            root.get(b"A").unwrap(),
            &Object::Array(vec![Object::Reference((1, 0)), Object::Null])
        );
    }
}
