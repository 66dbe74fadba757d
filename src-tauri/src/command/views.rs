//! Charts and what-if pages (测算).

use std::collections::BTreeSet;
use std::sync::Arc;

use procedure::assessment::{Finding, facts};
use procedure::view;
use serde_json::Value as Json;
use tauri::State;

use super::Answer;
use crate::change;
use crate::desk::{Desk, Open, today};
use crate::error::Failure;
use crate::view::{Change, ChartView, FindingView, PageTableView, PageView, WhatIfView};

/// Every chart that a case has.
#[tauri::command(async)]
pub fn charts(desk: State<'_, Desk>, id: i64) -> Answer<Vec<ChartView>> {
    let open = desk.open_case(id)?;
    let facts = facts(&desk.library(), &open.procedure, &open.case, today());
    Ok(view::charts(&facts).into_iter().map(|chart| ChartView::of(&facts, chart)).collect())
}

/// A page of figures, charts and tables, of the answers as they are.
#[tauri::command(async)]
pub fn view(desk: State<'_, Desk>, id: i64, view: String) -> Answer<PageView> {
    let open = desk.open_case(id)?;
    page(&desk, &open, &view)
}

/// The same page as if some answers were others. Nothing is stored.
#[tauri::command(async)]
pub fn what_if(desk: State<'_, Desk>, id: i64, view: String, changes: Vec<Change>) -> Answer<WhatIfView> {
    let before = desk.open_case(id)?;
    let after = changed(&desk, &before, changes)?;
    let (arising, settled) = (beyond(&after, &before), beyond(&before, &after));
    Ok(WhatIfView { page: page(&desk, &after, &view)?, arising, settled })
}

/// One table of a page with the first `most` rows in which these words stand, of the answers as they are or as tried.
#[tauri::command(async)]
pub fn view_table(
    desk: State<'_, Desk>,
    id: i64,
    view: String,
    index: usize,
    search: String,
    most: usize,
    changes: Vec<Change>,
) -> Answer<PageTableView> {
    let before = desk.open_case(id)?;
    let open = if changes.is_empty() { before } else { Arc::new(changed(&desk, &before, changes)?) };
    let facts = facts(&desk.library(), &open.procedure, &open.case, today());
    let table = view::table(&facts, &view, index, &search, most)
        .ok_or_else(|| Failure::new("views.unknown", format!("本案的测算“{view}”没有第{}张表", index + 1)))?;
    Ok(PageTableView::of(&facts, table))
}

/// The case as if some answers were others.
fn changed(desk: &Desk, before: &Open, changes: Vec<Change>) -> Answer<Open> {
    let mut record = before.record.clone();
    for (key, value) in change::tried(&before.procedure, &before.record.answers, changes)? {
        match value {
            Json::Null => drop(record.answers.remove(&key)),
            value => drop(record.answers.insert(key, value)),
        }
    }
    desk.assessed(record)
}

fn page(desk: &Desk, open: &Open, id: &str) -> Answer<PageView> {
    let facts = facts(&desk.library(), &open.procedure, &open.case, today());
    let page = view::page(&facts, id)
        .ok_or_else(|| Failure::new("views.unknown", format!("本案没有“{id}”这一页测算")))?;
    Ok(PageView::of(open, &facts, page))
}

/// What is open in one state of the case and not in the other.
fn beyond(one: &Open, other: &Open) -> Vec<FindingView> {
    let open = |state: &Open| -> BTreeSet<String> {
        let findings = state.assessment.findings.iter().filter(|finding| finding.is_open());
        findings.map(|finding| finding.rule.clone()).collect()
    };
    let there = open(other);
    let further = |finding: &&Finding| finding.is_open() && !there.contains(&finding.rule);
    one.assessment.findings.iter().filter(further).map(FindingView::of).collect()
}
