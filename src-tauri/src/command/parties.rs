//! Parties that were entered once and are offered everywhere (单位库).

use tauri::State;

use super::Answer;
use crate::desk::{Desk, now};
use crate::error::Failure;
use crate::view::PartyRow;

/// All parties, the last saved first; after them the units that the regulations name, with nothing but their names and
/// with numbers below zero. One that was saved takes the place of its namesake.
#[tauri::command(async)]
pub fn parties(desk: State<'_, Desk>) -> Answer<Vec<PartyRow>> {
    let mut rows: Vec<PartyRow> = desk.store().parties().list()?.into_iter().map(PartyRow::from).collect();
    let library = desk.library();
    for (unit, id) in library.units().iter().zip(1_i64..) {
        if !rows.iter().any(|row| row.value.get("name") == Some(&unit.name)) {
            let value = [("name".to_owned(), unit.name.clone())].into();
            rows.push(PartyRow { id: -id, kind: "owner".to_owned(), value });
        }
    }
    Ok(rows)
}

/// Saves a party; one with number 0 is new.
#[tauri::command(async)]
pub fn save_party(desk: State<'_, Desk>, row: PartyRow) -> Answer<PartyRow> {
    if row.value.get("name").is_none_or(|name| name.trim().is_empty()) {
        return Err(Failure::new("parties.no-name", "请填写单位或个人的名称"));
    }
    let known = Some(row.id).filter(|id| *id > 0);
    let id = desk.store().parties().save(known, &row.kind, &row.value, now())?;
    Ok(PartyRow { id, ..row })
}

/// Forgets a party; cases keep what they copied from it.
#[tauri::command(async)]
pub fn delete_party(desk: State<'_, Desk>, id: i64) -> Answer<()> {
    Ok(desk.store().parties().delete(id)?)
}
