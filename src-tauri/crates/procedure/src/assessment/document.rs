//! Papers: ready, draft only, or not needed, and what stands in the way.

use std::sync::Arc;

use super::report::{DocumentReport, DocumentStatus, Finding};
use crate::answer::Value;
use crate::expression::{Facts, Scope};
use crate::template::{Blocking, DocumentTemplate};

pub(super) fn all(facts: &Arc<Facts>, findings: &[Finding]) -> Vec<DocumentReport> {
    facts.procedure.documents.iter().map(|document| report(facts, document, findings)).collect()
}

fn report(facts: &Arc<Facts>, document: &DocumentTemplate, findings: &[Finding]) -> DocumentReport {
    let condition = document.when.as_ref().map(|when| when.evaluate(&Scope::new(facts)));
    let applies = condition.as_ref().is_none_or(|condition| condition.truth() != Some(false));
    let waiting = condition.map(|condition| condition.missing).unwrap_or_default();

    let needs =
        document.entry.needs.iter().chain(document.entry.content.iter().flat_map(|content| &content.needs));
    let mut missing: Vec<String> = needs
        .filter(|need| !facts.given(need) && !facts.is_not_applicable(need.split('.').next().unwrap_or(need)))
        .cloned()
        .chain(waiting)
        .collect();
    missing.sort();
    missing.dedup();

    let blocked_by: Vec<String> = findings
        .iter()
        .filter(|finding| finding.is_breach() && blocks(document, finding))
        .map(|finding| finding.rule.clone())
        .collect();
    let rows = rows(facts, document);
    let state = match applies {
        false => DocumentStatus::NotApplicable,
        true if missing.is_empty() && blocked_by.is_empty() => DocumentStatus::Ready,
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
    let Some(Value::Table(rows)) = facts.answers.get(table) else { return Vec::new() };
    (0..rows.len())
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
