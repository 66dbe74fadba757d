//! The JSON of a case file, read once and within bounds: values are counted and keys compared while they are read, before
//! memory is spent on what lies beyond.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use crate::answer::{AnswerProblem, Problems};
use crate::entry::clip;

/// Most values of a file, at all depths: 20,000 flats with 20 columns have 400,000.
pub const MOST_VALUES: usize = 500_000;
/// How deep values may lie in one another; a cell of a table lies four deep.
pub const MOST_DEPTH: usize = 16;

/// Reads a text. Of a key that stands twice in one object the first counts; the others are told.
///
/// # Errors
/// `case.not-json` with line and column; `case.too-many-values`, `case.too-deep`.
pub(super) fn read(text: &str) -> Result<(Json, Problems), AnswerProblem> {
    let mut reading =
        Reading { text, values: 0, path: Vec::new(), duplicates: Problems::default(), bound: None };
    let mut source = serde_json::Deserializer::from_str(text);
    let read = Node(&mut reading).deserialize(&mut source).and_then(|json| source.end().map(|()| json));
    match (read, reading.bound) {
        (Ok(json), _) => Ok((json, reading.duplicates)),
        (Err(_), Some(bound)) => Err(bound),
        (Err(error), None) => {
            let message = format!("不是有效的 JSON：第{}行第{}列，{error}", error.line(), error.column());
            Err(AnswerProblem { code: "case.not-json", path: String::new(), message })
        }
    }
}

struct Reading<'t> {
    text: &'t str,
    values: usize,
    path: Vec<Step>,
    duplicates: Problems,
    /// The bound that the text went beyond.
    bound: Option<AnswerProblem>,
}

enum Step {
    Key(String),
    Index(usize),
}

impl Reading<'_> {
    /// Counts a value before it is read.
    fn begin(&mut self) -> Result<(), ()> {
        self.values += 1;
        let (code, message) = if self.values > MOST_VALUES {
            ("case.too-many-values", format!("内容超过{MOST_VALUES}项，不是一份案卷文件能有的"))
        } else if self.path.len() > MOST_DEPTH {
            ("case.too-deep", format!("嵌套超过{MOST_DEPTH}层，不是一份案卷文件能有的"))
        } else {
            return Ok(());
        };
        self.bound = Some(AnswerProblem { code, path: self.place(None), message });
        Err(())
    }

    /// Where in the file: `answers.units.3.area`.
    fn place(&self, key: Option<&str>) -> String {
        let steps = self.path.iter().map(|step| match step {
            Step::Key(key) => clip(key),
            Step::Index(index) => index.to_string(),
        });
        steps.chain(key.map(clip)).collect::<Vec<_>>().join(".")
    }

    fn duplicate(&mut self, key: &Key) {
        let place = key.at.and_then(|at| self.text.get(..at)).map(|before| {
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
            format!("第{line}行第{column}列：")
        });
        let message =
            format!("{}“{}”在同一处写了两次，请删去一个", place.unwrap_or_default(), clip(&key.name));
        let path = self.place(Some(&key.name));
        self.duplicates.push(AnswerProblem { code: "case.duplicate-key", path, message });
    }
}

/// One value.
struct Node<'r, 't>(&'r mut Reading<'t>);

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.0.begin().map_err(|()| D::Error::custom("beyond the bounds"))?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let Self(reading) = self;
        let mut read = Vec::new();
        loop {
            reading.path.push(Step::Index(read.len()));
            let item = items.next_element_seed(Node(reading))?;
            reading.path.pop();
            match item {
                Some(item) => read.push(item),
                None => return Ok(Json::Array(read)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let Self(reading) = self;
        let mut read = Map::new();
        while let Some(key) = entries.next_key_seed(KeyOf(reading.text))? {
            let known = read.contains_key(&key.name);
            if known {
                reading.duplicate(&key);
            }
            reading.path.push(Step::Key(key.name.clone()));
            let value = entries.next_value_seed(Node(reading))?;
            reading.path.pop();
            if !known {
                read.insert(key.name, value);
            }
        }
        Ok(Json::Object(read))
    }
}

/// A key, and the byte at which it begins where it is written without escapes.
struct Key {
    name: String,
    at: Option<usize>,
}

struct KeyOf<'t>(&'t str);

impl<'de> DeserializeSeed<'de> for KeyOf<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeyOf<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key, E> {
        // The key is a part of the text itself.
        let at = name.as_ptr().addr().checked_sub(self.0.as_ptr().addr());
        Ok(Key { name: name.to_owned(), at })
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        Ok(Key { name: name.to_owned(), at: None })
    }
}
