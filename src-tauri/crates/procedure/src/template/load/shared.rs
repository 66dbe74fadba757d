//! What procedures have in common: parts of parties, policies, the calendar.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::entry::{KnownUnit, Policy};
use super::super::field::FieldEntry;
use super::super::folder::Folder;
use super::super::mistake::Mistake;
use super::super::reader::Reader;
use super::fee::fees;
use crate::calendar::{Calendar, CalendarYear};
use crate::expression::limit;
use crate::fee::FeeTable;

/// What procedures have in common.
pub(in super::super) struct Shared {
    pub party: Vec<FieldEntry>,
    pub bank_account: Vec<FieldEntry>,
    pub policies: Vec<Policy>,
    pub units: Vec<KnownUnit>,
    pub fees: Vec<Arc<FeeTable>>,
    /// Names of entries that could not be read.
    pub lost: BTreeSet<String>,
    /// A file of names could not be read.
    pub unreadable: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Columns {
    #[serde(default)]
    columns: Vec<FieldEntry>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct PartyFile {
    #[serde(default)]
    party: Columns,
    #[serde(default)]
    bank_account: Columns,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    #[serde(default)]
    policy: Vec<Policy>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct UnitFile {
    #[serde(default)]
    unit: Vec<KnownUnit>,
}

impl Shared {
    pub fn read(folder: &Folder, mistakes: &mut Vec<Mistake>) -> Self {
        let party: PartyFile = whole(folder, "shared/party.toml", mistakes);
        let policy: PolicyFile = whole(folder, "shared/policy.toml", mistakes);
        let units: UnitFile = whole(folder, "shared/units.toml", mistakes);
        let path = "shared/fees.toml";
        let mut reader = Reader::new(path, folder.text(path).unwrap_or_default());
        let fees = fees(&mut reader);
        mistakes.append(&mut reader.mistakes);
        Self {
            party: party.party.columns,
            bank_account: party.bank_account.columns,
            policies: policy.policy,
            units: units.unit,
            fees,
            lost: reader.lost,
            unreadable: reader.unreadable,
        }
    }
}

/// An optional file as one value.
fn whole<T: DeserializeOwned + Default>(folder: &Folder, path: &str, mistakes: &mut Vec<Mistake>) -> T {
    let Some(text) = folder.text(path) else { return T::default() };
    let mut reader = Reader::new(path, text);
    let value = reader.whole().unwrap_or_default();
    mistakes.append(&mut reader.mistakes);
    value
}

/// Partials that papers include: measured here, since a paper names them only when it is composed.
pub(in super::super) fn partials(folder: &Folder, mistakes: &mut Vec<Mistake>) {
    for (name, text) in folder.below("shared/").filter(|(name, _)| name.ends_with(".md")) {
        if let Err(beyond) = limit::body(text) {
            mistakes.push(Mistake {
                file: format!("shared/{name}"),
                line: Some(beyond.line),
                code: "template.limit",
                name: name.to_owned(),
                message: beyond.reason,
            });
        }
    }
}

/// The calendar of all `shared/calendar/<year>.toml`.
pub(in super::super) fn calendar(folder: &Folder, mistakes: &mut Vec<Mistake>) -> Calendar {
    let mut years = Vec::new();
    for (name, text) in folder.below("shared/calendar/").filter(|(name, _)| name.ends_with(".toml")) {
        match CalendarYear::parse(text) {
            Ok(year) => years.push(year),
            Err(message) => mistakes.push(Mistake {
                file: format!("shared/calendar/{name}"),
                line: None,
                code: "template.calendar",
                name: name.to_owned(),
                message,
            }),
        }
    }
    Calendar::new(years)
}
