//! Papers: ready, draft only, or not needed, and what stands in the way.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::{Environment, Value as Jinja};

use super::report::{DocumentReport, DocumentStatus, Finding, Outcome};
use crate::expression::{Evaluation, Facts, Lack, Scope};
use crate::paper;
use crate::template::{Blocking, DocumentTemplate, Severity};

/// Copies of one paper that are gone through; of further rows just the cells are looked at.
const MOST_COPIES: usize = 60;

pub(super) fn all(facts: &Arc<Facts>, findings: &[Finding]) -> Vec<DocumentReport> {
    let mut environment = facts.procedure.papers.clone();
    let documents = facts.procedure.documents.iter();
    // Once for all papers: what a body nests is taken apart by recursion.
    stacker::grow(paper::STACK_BYTES, || {
        documents.map(|document| report(facts, document, findings, &mut environment)).collect()
    })
}

/// What answers that were begun still lack, and values that cannot be used.
pub(super) fn begun(facts: &Arc<Facts>) -> Vec<Lack> {
    let given = facts.procedure.fields().filter(|field| {
        facts.given(field.key())
            || facts.answers.problems().iter().any(|problem| base(&problem.path) == field.key())
    });
    given.flat_map(|field| facts.lacks(field.key())).collect()
}

fn report(
    facts: &Arc<Facts>,
    document: &DocumentTemplate,
    findings: &[Finding],
    environment: &mut Environment<'static>,
) -> DocumentReport {
    let condition = document.when.as_ref().map(|when| when.evaluate(&Scope::new(facts)));
    let truth = condition.as_ref().map_or(Some(true), Evaluation::truth);
    let each = document.entry.each.as_deref();
    let applies = truth != Some(false) && !each.is_some_and(|table| facts.is_not_applicable(table));
    let rows = rows(facts, document);
    let mut report = DocumentReport {
        id: document.id.clone(),
        title: document.entry.title.clone(),
        state: DocumentStatus::NotApplicable,
        missing: Vec::new(),
        blocked_by: Vec::new(),
        undecided: Vec::new(),
        row_missing: Vec::new(),
        rows,
    };
    if !applies {
        return report;
    }
    let demanded = demanded(facts, document, condition);
    // Written once per row: without a row there is nothing to write yet.
    let printed = match each.filter(|_| !report.rows.is_empty()) {
        None if each.is_some() => each.map(str::to_owned).into_iter().collect(),
        None => {
            let mut lacking = paper::lacking(facts, environment, &document.id, &scope(facts, document));
            lacking.extend(unfit(facts, document, None));
            lacking
        }
        Some(table) => {
            let copies: Vec<BTreeSet<String>> = (0..report.rows.len())
                .map(|row| {
                    let mut lacking = if row < MOST_COPIES {
                        let scope = scope(facts, document).with_row(table, row);
                        paper::lacking(facts, environment, &document.id, &scope)
                    } else {
                        facts.lacks(&format!("{table}.{row}")).into_iter().map(|lack| lack.path).collect()
                    };
                    lacking.extend(unfit(facts, document, Some((table, row))));
                    lacking.extend(demanded.iter().cloned());
                    lacking
                })
                .collect();
            let all = copies.iter().flatten().cloned().collect();
            report.row_missing = copies.into_iter().map(|copy| as_asked(facts, copy)).collect();
            all
        }
    };
    report.missing = as_asked(facts, printed.into_iter().chain(demanded).collect());
    let rules = |keeps: &dyn Fn(&Finding) -> bool| -> Vec<String> {
        let blocking = findings.iter().filter(|finding| blocks(document, finding) && keeps(finding));
        blocking.map(|finding| finding.rule.clone()).collect()
    };
    report.blocked_by = rules(&Finding::is_breach);
    report.undecided = rules(&|finding| waits(facts, document, finding, &report.missing));
    let ready = truth == Some(true)
        && report.missing.is_empty()
        && report.blocked_by.is_empty()
        && report.undecided.is_empty();
    report.state = if ready { DocumentStatus::Ready } else { DocumentStatus::Draft };
    report
}

/// What the front matter demands, and what would tell whether the paper is needed at all.
fn demanded(
    facts: &Arc<Facts>,
    document: &DocumentTemplate,
    condition: Option<Evaluation>,
) -> BTreeSet<String> {
    let each = document.entry.each.as_deref();
    let contents = document.entry.content.iter().flat_map(|content| &content.needs);
    // Of the table that is written row by row, each copy needs its own row.
    let needs = document.entry.needs.iter().chain(contents).filter(|need| Some(need.as_str()) != each);
    let lacks = needs.flat_map(|need| facts.lacks(need)).map(|lack| lack.path);
    lacks.chain(condition.map(|condition| condition.missing).unwrap_or_default()).collect()
}

/// The names that a body sees besides those of the case.
fn scope(facts: &Arc<Facts>, document: &DocumentTemplate) -> Scope {
    let title = Jinja::from(document.entry.title.as_str());
    let about = Jinja::from_pairs([("title", title), ("draft", Jinja::from(false))]);
    Scope::new(facts).with("overridden", Jinja::from(Vec::<Jinja>::new())).with("document", about)
}

/// Answers that the paper uses and that stand there in a form it must not print; of the table it is written by, those of
/// its own row.
fn unfit(facts: &Arc<Facts>, document: &DocumentTemplate, row: Option<(&str, usize)>) -> Vec<String> {
    let used = document.uses.iter().filter(|key| facts.given(key)).flat_map(|key| facts.lacks(key));
    let own = |path: &str| match row {
        Some((table, row)) if base(path) == table => path.starts_with(&format!("{table}.{row}.")),
        _ => true,
    };
    used.filter(|lack| !lack.is_missing() && own(&lack.path)).map(|lack| lack.path).collect()
}

fn base(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// In the order in which they are asked, rows by number.
fn as_asked(facts: &Facts, paths: BTreeSet<String>) -> Vec<String> {
    let order = |path: &String| {
        let procedure = &facts.procedure;
        let field = procedure.fields().position(|field| field.key() == base(path)).unwrap_or(usize::MAX);
        let mut parts = path.split('.').skip(1);
        let row = parts.next().and_then(|row| row.parse::<usize>().ok());
        let column = path.rsplit('.').next().unwrap_or_default();
        let columns = procedure.field(base(path)).map(|field| field.columns.as_slice()).unwrap_or_default();
        (field, row, columns.iter().position(|field| field.key() == column))
    };
    let mut paths: Vec<String> = paths.into_iter().filter(|path| !path.is_empty()).collect();
    paths.sort_by_cached_key(order);
    paths
}

fn blocks(document: &DocumentTemplate, finding: &Finding) -> bool {
    match &finding.blocks {
        Blocking::All => true,
        Blocking::Documents(ids) => ids.contains(&document.id),
        Blocking::Using => uses(document, finding),
    }
}

fn uses(document: &DocumentTemplate, finding: &Finding) -> bool {
    finding.concerns.iter().any(|path| document.uses.iter().any(|used| used == base(path)))
}

/// Whether a rule that cannot be decided keeps the paper from being final: an error, for want of an answer that is asked no
/// later than the paper is written and is not `missing` from the paper itself anyway. A rule with `settled` says itself from
/// when on its answers are wanted.
fn waits(facts: &Arc<Facts>, document: &DocumentTemplate, finding: &Finding, missing: &[String]) -> bool {
    if finding.severity != Severity::Error || finding.outcome != Outcome::Undecided || finding.settles {
        return false;
    }
    let stages = &facts.procedure.stages;
    let position = |id: &str| stages.iter().position(|stage| stage.id == id);
    let wanted = |path: &String| {
        let stage = facts.procedure.field(base(path)).and_then(|field| position(&field.stage));
        facts.is_asked(path) && stage <= position(&document.entry.stage) && !missing.contains(path)
    };
    finding.missing.is_empty() || finding.missing.iter().any(wanted)
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
