//! Mistakes of document templates that show only when a paper is composed.

use std::collections::BTreeSet;
use std::sync::Arc;

use procedure::answer::Answers;
use procedure::assessment::{Case, assess, facts};
use procedure::expression::{Facts, Fault, Scope};
use procedure::template::{Library, Mistake, Procedure};
use procedure::view::{self, ChartState};

use crate::compose::{Options, compose_parsed};
use crate::error::ComposeError;

/// Composes every paper of every procedure, empty and from its sample, and reports what is wrong with the
/// templates: errors of the engine, references to anchors that do not exist.
#[must_use]
pub fn check(library: &Library) -> Vec<Mistake> {
    let mut mistakes: Vec<Mistake> =
        library.procedures().flat_map(|procedure| check_one(library, procedure)).collect();
    mistakes.sort();
    mistakes.dedup();
    mistakes
}

fn check_one(library: &Library, procedure: &Arc<Procedure>) -> Vec<Mistake> {
    let mut cases = vec![(Case::default(), procedure.in_force_from)];
    for example in procedure.examples.values() {
        if let Ok(answers) = Answers::read(procedure, &example.answers) {
            cases.push((Case { answers, overrides: example.overrides.clone() }, example.today));
        }
    }
    let mut mistakes = Vec::new();
    // A paper that is wrong for one case is not composed for the others: each may cost all that a paper may cost.
    let mut wrong = BTreeSet::new();
    for (case, today) in cases {
        let assessment = assess(library, procedure, &case, today);
        let facts = facts(library, procedure, &case, today);
        mistakes.extend(faults(procedure, &facts));
        mistakes.extend(expression_faults(procedure, &facts));
        for document in &procedure.documents {
            if wrong.contains(&document.id) {
                continue;
            }
            let options = Options { draft: true, ..Options::default() };
            let file = format!("{}/documents/{}.md", procedure.slug(), document.id);
            match compose_parsed(&facts, &assessment, &document.id, &options) {
                Ok((_, unknown)) => mistakes.extend(unknown.into_iter().map(|anchor| Mistake {
                    file: file.clone(),
                    line: line_of(&document.body, &anchor).map(|line| document.body_line + line - 1),
                    code: "template.unknown-anchor",
                    message: format!("引用了不存在的锚点 #{anchor}"),
                    name: anchor,
                })),
                Err(ComposeError::Template { file, line, reason, .. }) => {
                    wrong.insert(document.id.clone());
                    mistakes.push(Mistake {
                        file,
                        line: Some(line),
                        code: "template.body",
                        name: document.id.clone(),
                        message: format!("文书无法生成：{reason}"),
                    });
                }
                // A case without rows has no paper per row; and an example whose figures are too large is no mistake here.
                Err(
                    ComposeError::Answers { .. }
                    | ComposeError::UnknownRow { .. }
                    | ComposeError::UnknownDocument(_)
                    | ComposeError::Blank { .. },
                ) => {}
            }
        }
    }
    mistakes
}

/// Conditions of rules and derived values that cannot be worked out whatever is answered.
fn expression_faults(procedure: &Arc<Procedure>, facts: &Arc<Facts>) -> Vec<Mistake> {
    let slug = procedure.slug();
    let mut mistakes = Vec::new();
    let mut tell = |file: String, line: usize, name: &str, fault: Option<Fault>| {
        if let Some(Fault::Template(reason)) = fault {
            let message = format!("“{name}”无法算出：{reason}");
            mistakes.push(Mistake {
                file,
                line: Some(line),
                code: "template.fault",
                name: name.to_owned(),
                message,
            });
        }
    };
    for derived in &procedure.derived {
        let fault = facts.derived(&derived.key).and_then(|state| state.fault);
        tell(format!("{slug}/derived.toml"), derived.value.line, &derived.key, fault);
    }
    for rule in &procedure.rules {
        let file = format!("{slug}/rules/{}.toml", rule.id);
        let row = rule.each.as_ref().filter(|table| facts.row_count(table) > 0);
        for expression in rule.when.iter().filter(|_| row.is_none()).chain([&rule.require]) {
            let scope = Scope::new(facts);
            let scope = row.map_or_else(|| scope.clone(), |table| scope.clone().with_row(table, 0));
            tell(file.clone(), expression.line, &rule.id, expression.evaluate(&scope).fault);
        }
    }
    mistakes
}

/// Charts and pages that cannot be worked out whatever is answered.
fn faults(procedure: &Arc<Procedure>, facts: &Arc<Facts>) -> Vec<Mistake> {
    let mistake = |file: &str, line: usize, id: &str, reason: String| Mistake {
        file: format!("{}/{file}", procedure.slug()),
        line: Some(line),
        code: "template.chart",
        name: id.to_owned(),
        message: format!("“{id}”无法算出：{reason}"),
    };
    let charts = procedure.charts.iter().filter_map(|chart| match view::chart(facts, &chart.id)?.state {
        ChartState::Fault(Fault::Template(reason)) => {
            Some(mistake("charts.toml", chart.line, &chart.id, reason))
        }
        ChartState::Fault(Fault::Answers { .. }) | ChartState::Known(_) | ChartState::Missing(_) => None,
    });
    let pages = procedure.views.iter().flat_map(|template| {
        let page = view::page(facts, &template.id);
        let faults = page.into_iter().flat_map(|page| {
            let figures = page.figures.into_iter().filter_map(|figure| figure.fault);
            figures.chain(page.tables.into_iter().filter_map(|table| table.fault)).collect::<Vec<_>>()
        });
        faults.filter_map(|fault| match fault {
            Fault::Template(reason) => Some(mistake("views.toml", template.line, &template.id, reason)),
            Fault::Answers { .. } => None,
        })
    });
    charts.chain(pages).collect()
}

fn line_of(body: &str, anchor: &str) -> Option<usize> {
    let position = body.find(&format!("(#{anchor})"))?;
    Some(body[..position].matches('\n').count() + 1)
}
