//! Reading TOML piece by piece, so that one broken entry does not hide the mistakes of the others.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::mistake::{Mistake, line_at};

/// Reads the tables of one file and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub file: String,
    pub text: &'a str,
    pub mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    pub fn new(file: impl Into<String>, text: &'a str) -> Self {
        Self { file: file.into(), text, mistakes: Vec::new() }
    }

    /// The whole file as one value.
    pub fn whole<T: DeserializeOwned>(&mut self) -> Option<T> {
        match toml::from_str(self.text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.toml_error(&error, 0..0);
                None
            }
        }
    }

    /// The root table with positions.
    pub fn table(&mut self) -> Option<DeTable<'a>> {
        match DeTable::parse(self.text) {
            Ok(table) => Some(table.into_inner()),
            Err(error) => {
                self.toml_error(&error, 0..0);
                None
            }
        }
    }

    /// Takes the array of tables `key` out of `table`; anything else under that key is a mistake.
    pub fn take_tables(&mut self, table: &mut DeTable<'a>, key: &str) -> Vec<Spanned<DeValue<'a>>> {
        match table.remove(key).map(Spanned::into_inner) {
            None => Vec::new(),
            Some(DeValue::Array(array)) => array.into_iter().collect(),
            Some(_) => {
                self.push("template.shape", None, key, format!("“{key}”应写成 [[{key}]] 一节一节的表"));
                Vec::new()
            }
        }
    }

    /// One table as `T`, with the line it begins on.
    pub fn entry<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'a>>) -> Option<(T, usize)> {
        let span = value.span();
        let line = line_at(self.text, span.start);
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(entry) => Some((entry, line)),
            Err(error) => {
                self.toml_error(&error, span);
                None
            }
        }
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

    fn toml_error(&mut self, error: &toml::de::Error, fallback: Range<usize>) {
        let start = error.span().map_or(fallback.start, |span| span.start);
        let line = line_at(self.text, start);
        self.push("template.toml", Some(line), "", format!("无法读取：{}", error.message()));
    }
}

/// The known name closest to what was written, if it is close enough to be a slip.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    known
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate))
        .filter(|(score, _)| *score >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
