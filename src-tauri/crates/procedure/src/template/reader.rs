//! Reading TOML piece by piece, so that one broken entry does not hide the mistakes of the others.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::mistake::{Mistake, line_at};
use super::told::told;

/// Most slips of syntax told of one file: beyond that they follow from each other.
const MOST_SLIPS: usize = 5;
/// Most unknown keys told of one entry, since each costs a reading of all of it.
const MOST_UNKNOWN: usize = 20;
/// Longest name worth comparing with known ones; nobody slips while writing a longer one.
const MOST_COMPARED: usize = 80;

/// Reads the tables of one file and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub file: String,
    pub text: &'a str,
    pub mistakes: Vec<Mistake>,
    /// Keys and ids of entries that could not be read: that others name them is no mistake of theirs.
    pub lost: BTreeSet<String>,
    /// The file as a whole could not be read.
    pub unreadable: bool,
}

impl<'a> Reader<'a> {
    pub fn new(file: impl Into<String>, text: &'a str) -> Self {
        let (mistakes, lost) = (Vec::new(), BTreeSet::new());
        Self { file: file.into(), text, mistakes, lost, unreadable: false }
    }

    /// The whole file as one value.
    pub fn whole<T: DeserializeOwned>(&mut self) -> Option<T> {
        let table = self.table()?;
        let end = self.text.len();
        self.entry(Spanned::new(0..end, DeValue::Table(table))).map(|(value, _)| value)
    }

    /// The root table with positions.
    pub fn table(&mut self) -> Option<DeTable<'a>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        if errors.is_empty() {
            return Some(table.into_inner());
        }
        self.unreadable = true;
        for error in errors.iter().take(MOST_SLIPS) {
            self.toml_error(error, &(0..0));
        }
        // Slips on one line mostly have one cause.
        self.mistakes.dedup_by_key(|mistake| mistake.line);
        None
    }

    /// Takes the array of tables `key` out of `table`; anything else under that key is a mistake.
    pub fn take_tables(&mut self, table: &mut DeTable<'a>, key: &str) -> Vec<Spanned<DeValue<'a>>> {
        let line = table.get_key_value(key).map(|(key, _)| line_at(self.text, key.span().start));
        match table.remove(key).map(Spanned::into_inner) {
            None => Vec::new(),
            Some(DeValue::Array(array)) => array.into_iter().collect(),
            Some(_) => {
                let message = format!("“{key}”应写成 [[{key}]] 一节一节的表");
                self.push("template.shape", line, key, message);
                Vec::new()
            }
        }
    }

    /// One table as `T`, with the line it begins on.
    ///
    /// A key that is not known is told and left out, so that the entry's other mistakes come to light as well.
    pub fn entry<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'a>>) -> Option<(T, usize)> {
        let span = value.span();
        let line = line_at(self.text, span.start);
        let mut value = value.into_inner();
        for _ in 0..MOST_UNKNOWN {
            let error =
                match T::deserialize(ValueDeserializer::from(Spanned::new(span.clone(), value.clone()))) {
                    Ok(entry) => return Some((entry, line)),
                    Err(error) => error,
                };
            let unknown = self.toml_error(&error, &span) == "template.unknown-key";
            let removed = unknown && error.span().is_some_and(|at| remove(&mut value, at.start));
            if !removed {
                break;
            }
        }
        self.lost.extend(name_of(&value));
        None
    }

    /// Whatever is left in the root table is unknown.
    pub fn refuse_rest(&mut self, table: &DeTable<'a>, known: &[&str]) {
        for key in table.keys() {
            let name = key.get_ref().to_string();
            let hint = nearest(&name, known.iter().copied())
                .map_or_else(String::new, |known| format!("，是否想写“{known}”？"));
            let line = line_at(self.text, key.span().start);
            self.push("template.unknown-key", Some(line), &name, format!("不认识的键“{name}”{hint}"));
        }
    }

    pub fn push(&mut self, code: &'static str, line: Option<usize>, name: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake {
            file: self.file.clone(),
            line,
            code,
            name: name.to_owned(),
            message: message.into(),
        });
    }

    /// Tells an error of the TOML reader; returns the code it was given.
    fn toml_error(&mut self, error: &toml::de::Error, fallback: &Range<usize>) -> &'static str {
        let start = error.span().map_or(fallback.start, |span| span.start);
        let line = line_at(self.text, start);
        let told = told(error.message());
        self.push(told.code, Some(line), &told.name, told.message);
        told.code
    }
}

/// Removes the key that begins at byte `at`, at whatever depth.
fn remove(value: &mut DeValue<'_>, at: usize) -> bool {
    match value {
        DeValue::Table(table) => {
            let found = table.keys().find(|key| key.span().start == at).map(|key| key.get_ref().to_string());
            match found {
                Some(key) => table.remove(key.as_str()).is_some(),
                None => table.iter_mut().any(|(_, value)| remove(value.get_mut(), at)),
            }
        }
        DeValue::Array(items) => items.iter_mut().any(|item| remove(item.get_mut(), at)),
        _ => false,
    }
}

/// The `key` or `id` of an entry.
fn name_of(value: &DeValue<'_>) -> Option<String> {
    let table = value.as_table()?;
    ["key", "id"].iter().find_map(|name| table.get(*name)?.get_ref().as_str().map(str::to_owned))
}

/// The known name closest to what was written, if it is close enough to be a slip.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > MOST_COMPARED {
        return None;
    }
    known
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate))
        .filter(|(score, _)| *score >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
