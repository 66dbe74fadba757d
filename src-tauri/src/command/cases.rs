//! Cases: making, opening, changing.

use std::collections::BTreeMap;

use procedure::template::Severity;
use serde_json::json;
use store::{CaseRow, Edit, NewCase, Revision, Summary};
use tauri::State;

use super::Answer;
use crate::desk::{Desk, now, today};
use crate::error::Failure;
use crate::view::{CaseSummary, CaseView, Change, FindingView, Saved, SteppedView, changed};

/// Cases for the list, with their state today.
#[tauri::command(async)]
pub fn cases(desk: State<'_, Desk>, query: Option<String>) -> Answer<Vec<CaseSummary>> {
    let rows = desk.store().cases().list(query.as_deref())?;
    let known = desk.store().summaries().all()?;
    let (mut views, mut fresh) = (Vec::new(), Vec::new());
    for row in rows {
        // A summary holds for one revision, one day and one version of the templates.
        let hash =
            desk.library().procedure(&row.slug).map_or_else(String::new, |procedure| procedure.hash.clone());
        let made_from = format!("{}/{}/{hash}", row.revision, today());
        let kept = known.get(&row.id).filter(|summary| summary.made_from == made_from);
        if row.damaged {
            views.push(CaseSummary::bare(&row, None));
            continue;
        }
        let view = match kept
            .and_then(|summary| serde_json::from_value::<CaseSummary>(summary.value.clone()).ok())
        {
            Some(mut view) => {
                view.title.clone_from(&row.title);
                view.archived = row.archived;
                view.usable = desk.library().procedure(&row.slug).is_some();
                view
            }
            None => {
                let view = summary(&desk, &row)?;
                fresh.push((row.id, Summary { made_from, value: json!(view) }));
                view
            }
        };
        views.push(view);
    }
    if !fresh.is_empty() {
        desk.store().summaries().keep(&fresh)?;
    }
    Ok(views)
}

fn summary(desk: &Desk, row: &CaseRow) -> Answer<CaseSummary> {
    match desk.look_at(row.id) {
        Ok(open) => Ok(CaseSummary::of(row, &open)),
        // The list must open even if one case's procedure is gone or broken.
        Err(_) if desk.library().procedure(&row.slug).is_none() => {
            let short = desk.library().why_broken(&row.slug).map(|broken| broken.short.clone());
            Ok(CaseSummary::bare(row, short))
        }
        // Nor may one damaged case hide the others.
        Err(failure) if failure.code == "store.damaged" => {
            let mut bare = CaseSummary::bare(row, None);
            bare.damaged = true;
            Ok(bare)
        }
        Err(failure) => Err(failure),
    }
}

/// Begins a case, empty or from the procedure's sample.
#[tauri::command(async)]
pub fn create_case(desk: State<'_, Desk>, slug: String, sample: bool) -> Answer<CaseView> {
    let procedure = desk.procedure(&slug)?;
    let example = if sample { procedure.examples.get("sample") } else { None };
    let title =
        example.map_or_else(|| format!("新的{}案卷", procedure.entry.short), |example| example.title.clone());
    let new = NewCase {
        slug: &slug,
        title: &title,
        procedure_hash: &procedure.hash,
        answers: example.map(|example| example.answers.clone()).unwrap_or_default(),
        overrides: example.map(|example| example.overrides.clone()).unwrap_or_default(),
    };
    let id = desk.store().cases().create(&new, now())?;
    open_case(desk, id)
}

/// A case with everything that follows from it.
#[tauri::command(async)]
pub fn open_case(desk: State<'_, Desk>, id: i64) -> Answer<CaseView> {
    desk.view(id)
}

/// Gives a case another title.
#[tauri::command(async)]
pub fn rename_case(desk: State<'_, Desk>, id: i64, title: String) -> Answer<()> {
    Ok(desk.store().cases().rename(id, &title, now())?)
}

/// Puts a case away or takes it out again.
#[tauri::command(async)]
pub fn archive_case(desk: State<'_, Desk>, id: i64, archived: bool) -> Answer<()> {
    Ok(desk.store().cases().archive(id, archived)?)
}

/// Deletes a case; it can be brought back until it is purged.
#[tauri::command(async)]
pub fn delete_case(desk: State<'_, Desk>, id: i64) -> Answer<()> {
    Ok(desk.store().cases().delete(id, now())?)
}

/// Stores changes and answers with what follows: what differs from the view with the number `base`, if that is what the
/// page was told last, else the whole case. If any value cannot be read, nothing is stored.
#[tauri::command(async)]
pub fn save(
    desk: State<'_, Desk>,
    id: i64,
    revision: i64,
    changes: Vec<Change>,
    base: Option<u64>,
) -> Answer<Saved> {
    desk.edit(id, revision, changes, base)
}

/// Sets a warning aside with a written reason, or takes the reason back.
#[tauri::command(async)]
pub fn override_finding(
    desk: State<'_, Desk>,
    id: i64,
    rule: String,
    reason: Option<String>,
) -> Answer<CaseView> {
    let open = desk.open_case(id)?;
    let found = open
        .procedure
        .rule(&rule)
        .ok_or_else(|| Failure::new("case.unknown-rule", format!("没有规则“{rule}”")))?;
    if let Some(reason) = &reason {
        let proposed = BTreeMap::from([(found.id.clone(), reason.clone())]);
        let problems = open.procedure.override_problems(&proposed);
        if !problems.is_empty() || found.severity == Severity::Error {
            return Err(Failure::answers(&problems));
        }
    }
    let edit = Edit::reason(found.id.clone(), reason.as_deref());
    desk.store().revisions().commit(id, open.record.revision, &[edit], now())?;
    open_case(desk, id)
}

/// Takes the last edit back, and tells what that changed.
#[tauri::command(async)]
pub fn undo(desk: State<'_, Desk>, id: i64) -> Answer<SteppedView> {
    let revision = desk.store().revisions().undo(id, now())?;
    stepped(&desk, id, revision)
}

/// Brings it again, and tells what that changed.
#[tauri::command(async)]
pub fn redo(desk: State<'_, Desk>, id: i64) -> Answer<SteppedView> {
    let revision = desk.store().revisions().redo(id, now())?;
    stepped(&desk, id, revision)
}

fn stepped(desk: &Desk, id: i64, revision: Option<Revision>) -> Answer<SteppedView> {
    let open = desk.open_case(id)?;
    let changes = revision.map(|revision| revision.changes).unwrap_or_default();
    let changes = changed(&open.procedure, &open.record.answers, &changes);
    Ok(SteppedView { view: desk.view(id)?, changes })
}

/// Begins another case with the answers and reasons of this one, without its papers and its history.
#[tauri::command(async)]
pub fn copy_case(desk: State<'_, Desk>, id: i64, title: String) -> Answer<CaseView> {
    let copy = desk.store().cases().copy(id, &title, now())?;
    open_case(desk, copy)
}

/// All rules of a case, those that hold included.
#[tauri::command(async)]
pub fn finding_details(desk: State<'_, Desk>, id: i64) -> Answer<Vec<FindingView>> {
    Ok(desk.open_case(id)?.assessment.findings.iter().map(FindingView::of).collect())
}
