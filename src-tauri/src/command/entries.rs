//! Entries: what a person typed, understood in Rust and nowhere else.

use procedure::answer::{Offer, Reading as Typed, code_problems, read_typed, read_value};
use procedure::expression::printed;
use procedure::template::Field;
use serde_json::Value as Json;
use tauri::State;

use super::Answer;
use crate::desk::{Desk, today};
use crate::error::Failure;
use crate::view::{EntryRequest, OfferView, Problem, Reading};

/// Reads a typed text for the field at `path` (`estimated_total`, `donor.uscc`, `injections.amount`).
#[tauri::command(async)]
pub fn read_entry(desk: State<'_, Desk>, slug: String, path: String, text: String) -> Answer<Reading> {
    with_field(&desk, &slug, &path, |field| typed(field, &path, &text))
}

/// Reads many typed texts, in their order: what was pasted from a spreadsheet.
#[tauri::command(async)]
pub fn read_entries(
    desk: State<'_, Desk>,
    slug: String,
    requests: Vec<EntryRequest>,
) -> Answer<Vec<Reading>> {
    let read = |EntryRequest { path, text }: EntryRequest| {
        with_field(&desk, &slug, &path, |field| typed(field, &path, &text))
    };
    requests.into_iter().map(read).collect()
}

fn typed(field: &Field, path: &str, text: &str) -> Reading {
    match read_typed(field, path, text, today()) {
        Ok(Typed { question: Some(question), .. }) => {
            let offer = |offer: Offer| OfferView { value: offer.value, text: offer.text };
            let offers = Some(question.offers.into_iter().map(offer).collect());
            Reading { offers, ..Reading::refused(question.code, question.message) }
        }
        Ok(read) => Reading {
            ok: true,
            value: read.value,
            echo: read.echo,
            words: read.words,
            notes: read.notes,
            problem: None,
            offers: None,
        },
        Err(problem) => Reading::refused(problem.code, problem.message),
    }
}

/// Checks a value that is already in the form of a case file.
#[tauri::command(async)]
pub fn check_value(desk: State<'_, Desk>, slug: String, path: String, value: Json) -> Answer<Reading> {
    with_field(&desk, &slug, &path, |field| match read_value(field, &path, &value) {
        Ok(read) => Reading {
            ok: true,
            value: read.as_ref().map(procedure::answer::Value::to_json),
            echo: read.as_ref().map(|read| printed(Some(field), read)),
            words: None,
            notes: read
                .as_ref()
                .map(|read| code_problems(field, read).into_iter().map(|problem| problem.message).collect())
                .unwrap_or_default(),
            problem: None,
            offers: None,
        },
        Err(problems) => {
            let message =
                problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("\n");
            Reading::refused(problems.first().map_or("answer.unreadable", |problem| problem.code), message)
        }
    })
}

fn with_field(desk: &Desk, slug: &str, path: &str, read: impl FnOnce(&Field) -> Reading) -> Answer<Reading> {
    let procedure = desk.procedure(slug)?;
    let field = procedure
        .field_at(path)
        .ok_or_else(|| Failure::new("answer.unknown-key", format!("没有“{path}”这一项")))?;
    Ok(read(field))
}

impl Reading {
    fn refused(code: &str, message: String) -> Self {
        let problem = Some(Problem { code: code.to_owned(), message });
        Self { ok: false, value: None, echo: None, words: None, notes: Vec::new(), problem, offers: None }
    }
}
