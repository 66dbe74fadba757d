//! Charts and pages of figures, for the page.

use std::sync::Arc;

use chart::Tone;
use procedure::assessment::Assessment;
use procedure::checklist::{CheckReport, CheckResult, ChecklistReport, RowReport};
use procedure::expression::{Facts, Lack};
use procedure::template::Severity;
use procedure::view::{self, ChartReport, ChartState, Figure, Page, Table};
use serde::Serialize;
use ts_rs::TS;

use super::assessment::FindingView;
use crate::desk::Open;

/// An answer that something waits for.
#[derive(Debug, Serialize, TS)]
pub struct LackView {
    path: String,
    label: String,
}

/// The figures behind a chart.
#[derive(Debug, Serialize, TS)]
pub struct GridView {
    header: Vec<String>,
    /// Columns that are set to the right.
    figures: Vec<bool>,
    rows: Vec<Vec<String>>,
}

/// A chart, or what it waits for.
#[derive(Debug, Serialize, TS)]
pub struct ChartView {
    id: String,
    title: String,
    summary: String,
    articles: Vec<u32>,
    /// A complete svg element with its alternative text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    svg: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    grid: Option<GridView>,
    missing: Vec<LackView>,
    /// A mistake of the template.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    fault: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct FigureView {
    label: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    unit: Option<String>,
    #[ts(type = "Tone")]
    tone: &'static str,
    note: String,
    missing: Vec<LackView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    fault: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct CellView {
    text: String,
    #[ts(type = "Tone")]
    tone: &'static str,
}

/// A table of a page.
#[derive(Debug, Serialize, TS)]
pub struct PageTableView {
    title: String,
    header: Vec<String>,
    figures: Vec<bool>,
    rows: Vec<Vec<CellView>>,
    /// Empty where no column is added up.
    totals: Vec<String>,
    /// Shown only when one opens it.
    folded: bool,
    /// Rows there are, those not searched for included.
    all: usize,
    further: usize,
    missing: Vec<LackView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    fault: Option<String>,
}

/// One point of a checklist, held against one row.
#[derive(Debug, Serialize, TS)]
pub struct PointView {
    number: usize,
    id: String,
    title: String,
    /// What it rests on, in words.
    basis: String,
    required: String,
    found: String,
    #[ts(type = "CheckResult")]
    result: &'static str,
    result_label: String,
    /// Why it fails, or what it waits for.
    reason: String,
    /// Cells where it can be mended.
    fields: Vec<String>,
}

/// One row held against a checklist, and what its points come to.
#[derive(Debug, Serialize, TS)]
pub struct CardView {
    row_number: usize,
    name: String,
    label: String,
    #[ts(type = "Tone")]
    tone: &'static str,
    /// What to do, with the day by which.
    advice: String,
    passed: usize,
    failed: usize,
    pending: usize,
    points: Vec<PointView>,
    /// What is wrong with the row itself, whatever its points say: cells not filled in, findings of rules.
    troubles: Vec<TroubleView>,
}

/// Something wrong with a row.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
pub struct TroubleView {
    /// Cell where it can be mended.
    path: String,
    message: String,
}

/// A checklist, one card a row.
#[derive(Debug, Serialize, TS)]
pub struct ChecklistView {
    id: String,
    title: String,
    /// Key of the table whose rows are checked.
    table: String,
    cards: Vec<CardView>,
}

/// A page of figures, charts and tables (测算).
#[derive(Debug, Serialize, TS)]
pub struct PageView {
    id: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    intro: Option<String>,
    articles: Vec<u32>,
    /// Fields of which one may try other values.
    change: Vec<String>,
    figures: Vec<FigureView>,
    charts: Vec<ChartView>,
    checklists: Vec<ChecklistView>,
    tables: Vec<PageTableView>,
}

/// A page as if some answers were others.
#[derive(Debug, Serialize, TS)]
pub struct WhatIfView {
    pub page: PageView,
    /// Findings that the other answers would bring.
    pub arising: Vec<FindingView>,
    /// Findings that they would settle.
    pub settled: Vec<FindingView>,
}

fn lacks(facts: &Facts, paths: &[String]) -> Vec<LackView> {
    let mut lacks: Vec<LackView> = Vec::new();
    for path in paths {
        for label in view::labels(facts, std::slice::from_ref(path)) {
            if !lacks.iter().any(|lack| lack.label == label) {
                lacks.push(LackView { path: path.clone(), label });
            }
        }
    }
    lacks
}

impl ChartView {
    pub fn of(facts: &Facts, report: ChartReport) -> Self {
        let (mut svg, mut grid, mut missing, mut fault) = (None, None, Vec::new(), None);
        match report.state {
            ChartState::Known(figures) => {
                let alt = format!("{}。{}", report.title, report.summary);
                svg = Some(chart::screen(&chart::draw(&figures), &alt));
                let chart::Grid { header, figures, rows } = chart::grid(&figures);
                grid = Some(GridView { header, figures, rows });
            }
            ChartState::Missing(paths) => missing = lacks(facts, &paths),
            ChartState::Fault(reason) => fault = Some(reason.sentence()),
        }
        Self {
            id: report.id,
            title: report.title,
            summary: report.summary,
            articles: report.articles,
            svg,
            grid,
            missing,
            fault,
        }
    }
}

/// What is wrong with row `index` (from 0) of a table: what its cells lack, and open findings at them.
fn troubles(facts: &Arc<Facts>, assessment: &Assessment, (table, index): (&str, usize)) -> Vec<TroubleView> {
    let own = format!("{table}.{index}");
    let trouble = |lack: Lack| {
        let empty = facts.procedure.field_at(&lack.path).filter(|_| lack.is_missing());
        let message = empty.map_or(lack.message, |column| format!("“{}”没有填写", column.label()));
        TroubleView { path: lack.path, message }
    };
    let mut troubles: Vec<TroubleView> = facts.lacks(&own).into_iter().map(trouble).collect();
    let findings = assessment.findings.iter();
    for finding in findings.filter(|finding| finding.is_open() && finding.severity != Severity::Notice) {
        let here = |path: &&String| {
            path.strip_prefix(&own).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if let Some(path) = finding.fields.iter().find(here) {
            troubles.push(TroubleView { path: path.clone(), message: finding.message.clone() });
        }
    }
    troubles
}

impl ChecklistView {
    fn of(open: &Open, facts: &Arc<Facts>, report: ChecklistReport) -> Self {
        let card = |row: RowReport| {
            let troubles = troubles(facts, &open.assessment, (&report.table, row.row_number - 1));
            CardView::of(row, troubles)
        };
        let cards = report.rows.into_iter().map(card).collect();
        Self { id: report.id, title: report.title, table: report.table, cards }
    }
}

impl CardView {
    fn of(row: RowReport, troubles: Vec<TroubleView>) -> Self {
        // Never in order while its record is not.
        let sound = troubles.is_empty() && row.count(CheckResult::Fail) == 0;
        let tone = if sound || row.verdict.tone != Tone::Good { row.verdict.tone } else { Tone::Bad };
        Self {
            troubles,
            passed: row.count(CheckResult::Pass),
            failed: row.count(CheckResult::Fail),
            pending: row.count(CheckResult::Pending),
            row_number: row.row_number,
            name: row.name,
            label: row.verdict.label,
            tone: tone.key(),
            advice: row.verdict.advice,
            points: row.checks.into_iter().map(PointView::of).collect(),
        }
    }
}

impl PointView {
    fn of(check: CheckReport) -> Self {
        Self {
            number: check.number,
            basis: check.basis_text(),
            result: check.result.key(),
            result_label: check.result.label().to_owned(),
            // What is missing first: that is where one goes on.
            fields: if check.missing.is_empty() { check.fields } else { check.missing },
            id: check.id,
            title: check.title,
            required: check.required,
            found: check.found,
            reason: check.reason,
        }
    }
}

impl PageTableView {
    pub fn of(facts: &Facts, table: Table) -> Self {
        let cell = |cell: view::Cell| CellView { text: cell.text, tone: cell.tone.key() };
        Self {
            title: table.title,
            header: table.header,
            figures: table.figures,
            rows: table.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
            totals: table.totals,
            folded: table.folded,
            all: table.all,
            further: table.further,
            missing: lacks(facts, &table.missing),
            fault: table.fault.map(|fault| fault.sentence()),
        }
    }
}

impl PageView {
    pub fn of(open: &Open, facts: &Arc<Facts>, page: Page) -> Self {
        let figure = |figure: Figure| FigureView {
            label: figure.label,
            text: figure.text,
            unit: figure.unit,
            tone: figure.tone.key(),
            note: figure.note,
            missing: lacks(facts, &figure.missing),
            fault: figure.fault.map(|fault| fault.sentence()),
        };
        Self {
            id: page.id,
            title: page.title,
            intro: page.intro,
            articles: page.articles,
            change: page.change,
            figures: page.figures.into_iter().map(figure).collect(),
            charts: page.charts.into_iter().map(|chart| ChartView::of(facts, chart)).collect(),
            checklists: page
                .checklists
                .into_iter()
                .map(|list| ChecklistView::of(open, facts, list))
                .collect(),
            tables: page.tables.into_iter().map(|table| PageTableView::of(facts, table)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use procedure::answer::Answers;
    use procedure::assessment::{Case, assess, facts};
    use procedure::template::Library;
    use serde_json::{Value as Json, json};

    use super::*;

    /// What is wrong with the first two bonds of the agency sample after a change.
    fn found(change: impl FnOnce(&mut Json)) -> [Vec<(String, String)>; 2] {
        let templates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
        let folder = store::shelf::read(&templates).expect("the shipped templates");
        let library = Library::load(&folder).expect("sound templates");
        let procedure = library.procedure("agency").expect("the agency procedure");
        let sample = &procedure.examples["sample"];
        let mut json = Json::Object(sample.answers.clone());
        change(&mut json);
        let object = json.as_object().cloned().unwrap_or_default();
        let answers = Answers::read(procedure, &object).expect("readable answers");
        let case = Case { answers, overrides: sample.overrides.clone() };
        let assessment = assess(&library, procedure, &case, sample.today);
        let facts = facts(&library, procedure, &case, sample.today);
        [0, 1].map(|index| {
            let all = troubles(&facts, &assessment, ("bonds", index));
            all.into_iter().map(|trouble| (trouble.path, trouble.message)).collect()
        })
    }

    #[test]
    fn a_row_is_in_order_only_while_its_cells_are_filled_and_no_rule_is_broken_there() {
        assert_eq!(found(|_| {}), [vec![], vec![]]);
        let [first, second] = found(|json| json["bonds"][0]["issuer"] = json!("  "));
        assert_eq!(first, [("bonds.0.issuer".to_owned(), "“开立人”没有填写".to_owned())]);
        assert_eq!(second, []);
        // 24,836,000.00 is a tenth of the price; a fen less breaks a rule of the second row and of no other.
        let [first, second] = found(|json| json["bonds"][1]["amount"] = json!("24835999.99"));
        assert_eq!(first, []);
        assert!(
            second.iter().all(|(path, message)| path.starts_with("bonds.1.amount") && !message.is_empty()),
            "{second:?}"
        );
        assert!(!second.is_empty());
    }
}
