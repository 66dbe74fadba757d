//! Arguments given by name, each with its default.

use minijinja::Error;
use minijinja::value::{Kwargs, Value as Jinja};
use rust_decimal::Decimal;

use super::ledger::price;
use super::{fault, wrong_type};

/// The named arguments of one call, in the order of their names in `known`.
pub(super) struct Named {
    pub(super) function: &'static str,
    known: &'static [&'static str],
    values: Vec<Option<Jinja>>,
}

impl Named {
    /// Takes the arguments that are `known`; any other is a mistake of the template.
    pub(super) fn read(
        function: &'static str,
        known: &'static [&'static str],
        given: &Kwargs,
    ) -> Result<Self, Error> {
        if let Some(other) = given.args().find(|name| !known.contains(name)) {
            return Err(fault(format!("{function}() 没有参数“{other}”，可用的是 {}", known.join("、"))));
        }
        let value = |name: &&str| given.has(name).then(|| given.get(name)).transpose();
        Ok(Self { function, known, values: known.iter().map(value).collect::<Result<_, _>>()? })
    }

    /// All values, for [`super::ledger::over_units`]: one that is given but undefined leaves the result undefined.
    pub(super) fn all(&self) -> Vec<Jinja> {
        // Absent is not the same as undefined; and which is absent tells calls apart.
        self.values.iter().map(|value| value.clone().unwrap_or_else(|| Jinja::from("-"))).collect()
    }

    /// A value, if given.
    pub(super) fn get(&self, name: &str) -> Option<&Jinja> {
        self.known.iter().position(|known| *known == name).and_then(|index| self.values.get(index)?.as_ref())
    }

    /// A value that must be given.
    pub(super) fn needed(&self, name: &str) -> Result<&Jinja, Error> {
        self.get(name).ok_or_else(|| fault(format!("{}() 缺少参数 {name}=", self.function)))
    }

    /// A figure, if given.
    pub(super) fn figure(&self, name: &str) -> Result<Option<Decimal>, Error> {
        self.get(name).map(|value| price(self.function, value)).transpose()
    }

    /// Yes or no.
    pub(super) fn flag(&self, name: &str, default: bool) -> Result<bool, Error> {
        match self.get(name) {
            None => Ok(default),
            Some(value) => {
                bool::try_from(value.clone()).map_err(|_| wrong_type(self.function, "是或否", value))
            }
        }
    }

    /// One of several words, the first of them by default.
    pub(super) fn word<T: Copy>(&self, name: &str, words: &[(&str, T)]) -> Result<T, Error> {
        word(self.function, self.get(name), words)
    }
}

/// One of several words, the first of them where none is given.
pub(super) fn word<T: Copy>(function: &str, value: Option<&Jinja>, words: &[(&str, T)]) -> Result<T, Error> {
    let text = value.map(ToString::to_string);
    let found = words.iter().find(|(word, _)| text.as_deref().is_none_or(|text| text == *word));
    found.map(|(_, meant)| *meant).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        fault(format!("{function}() 不认识“{}”，应为 {}", text.unwrap_or_default(), known.join(" 或 ")))
    })
}
