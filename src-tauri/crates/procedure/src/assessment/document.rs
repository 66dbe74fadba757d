//! Papers: ready, draft only, or not needed, and what stands in the way.

use std::sync::Arc;

use super::report::{DocumentReport, DocumentStatus, Finding};
use crate::expression::{Evaluation, Facts, Scope};
use crate::template::{Blocking, DocumentTemplate};

pub(super) fn all(facts: &Arc<Facts>, findings: &[Finding]) -> Vec<DocumentReport> {
    facts.procedure.documents.iter().map(|document| report(facts, document, findings)).collect()
}

fn report(facts: &Arc<Facts>, document: &DocumentTemplate, findings: &[Finding]) -> DocumentReport {
    let condition = document.when.as_ref().map(|when| when.evaluate(&Scope::new(facts)));
    let truth = condition.as_ref().map_or(Some(true), Evaluation::truth);
    let each = document.entry.each.as_deref();
    let applies = truth != Some(false) && !each.is_some_and(|table| facts.is_not_applicable(table));
    let waiting = condition.map(|condition| condition.missing).unwrap_or_default();

    let needs =
        document.entry.needs.iter().chain(document.entry.content.iter().flat_map(|content| &content.needs));
    let mut missing: Vec<String> = needs
        .filter(|need| !facts.given(need) && !facts.is_not_applicable(need.split('.').next().unwrap_or(need)))
        .cloned()
        .chain(waiting)
        .collect();
    let rows = rows(facts, document);
    // Written once per row: without a row there is nothing to write yet.
    missing.extend(each.filter(|_| rows.is_empty()).map(str::to_owned));
    missing.sort();
    missing.dedup();

    let blocked_by: Vec<String> = findings
        .iter()
        .filter(|finding| finding.is_breach() && blocks(document, finding))
        .map(|finding| finding.rule.clone())
        .collect();
    let state = match applies {
        false => DocumentStatus::NotApplicable,
        true if truth == Some(true) && missing.is_empty() && blocked_by.is_empty() => DocumentStatus::Ready,
        true => DocumentStatus::Draft,
    };
    let relevant = applies.then_some((missing, blocked_by));
    let (missing, blocked_by) = relevant.unwrap_or_default();
    DocumentReport {
        id: document.id.clone(),
        title: document.entry.title.clone(),
        state,
        missing,
        blocked_by,
        rows,
    }
}

fn blocks(document: &DocumentTemplate, finding: &Finding) -> bool {
    match &finding.blocks {
        Blocking::All => true,
        Blocking::Documents(ids) => ids.contains(&document.id),
        Blocking::Using => uses(document, finding),
    }
}

fn uses(document: &DocumentTemplate, finding: &Finding) -> bool {
    finding.fields.iter().any(|path| {
        let base = path.split('.').next().unwrap_or(path);
        document.uses.iter().any(|used| used == base)
    })
}

fn rows(facts: &Arc<Facts>, document: &DocumentTemplate) -> Vec<String> {
    let Some(table) = &document.entry.each else { return Vec::new() };
    (0..facts.row_count(table))
        .map(|index| {
            let name = document
                .each_name
                .as_ref()
                .map(|name| name.evaluate(&Scope::new(facts).with_row(table, index)));
            match name.map(|name| name.value).filter(|name| !name.is_undefined()) {
                Some(name) => name.to_string(),
                None => (index + 1).to_string(),
            }
        })
        .collect()
}
