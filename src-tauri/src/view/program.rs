//! Parties, settings and facts about the program, for the page.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use store::Party;
use ts_rs::TS;

#[derive(Debug, Serialize, TS)]
pub struct SettingsView {
    pub output_folder: String,
    #[ts(type = "'zh' | 'en'")]
    pub language: String,
    #[ts(type = "'system' | 'light' | 'dark'")]
    pub theme: String,
    pub version: String,
    pub holidays: Vec<HolidayYear>,
    pub data_folder: String,
    pub licences: Vec<Licence>,
}

#[derive(Debug, Serialize, TS)]
pub struct HolidayYear {
    pub year: i32,
    #[ts(type = "'official' | 'provisional'")]
    pub status: String,
    pub notice: String,
}

#[derive(Debug, Serialize, TS)]
pub struct Licence {
    pub name: String,
    pub licence: String,
}

/// A party of the 单位库; number 0 is one not yet kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PartyRow {
    #[ts(type = "number")]
    pub id: i64,
    #[ts(type = "'donor' | 'owner' | 'other'")]
    pub kind: String,
    #[ts(type = "Record<string, string>")]
    pub value: BTreeMap<String, String>,
}

impl From<Party> for PartyRow {
    fn from(party: Party) -> Self {
        Self { id: party.id, kind: party.kind, value: party.value }
    }
}
