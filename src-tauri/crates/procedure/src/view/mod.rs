//! What a page or a paper shows of a case besides its text: charts (图), and pages of figures, tables and charts (测算).
//!
//! Both follow from [`Facts`] alone, so screen and paper show the same. Three-valued like everything else: what cannot
//! be worked out names the answers that are missing.

mod chart;
mod page;
mod read;

use std::sync::Arc;

use ::chart::{Chart, Tone};

use crate::expression::{Facts, Fault};

pub use page::{Cell, Figure, MOST_ROWS, Page, Table};

/// A chart of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartReport {
    /// Id within the procedure.
    pub id: String,
    /// Caption.
    pub title: String,
    /// What one sees; empty while it cannot be drawn.
    pub summary: String,
    /// Governing articles.
    pub articles: Vec<u32>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// The figures, or why there are none.
    pub state: ChartState,
}

/// The figures of a chart, or why there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartState {
    /// It can be drawn.
    Known(Box<Chart>),
    /// Paths that it waits for.
    Missing(Vec<String>),
    /// It cannot be worked out.
    Fault(Fault),
}

/// The chart of that id; `None` if there is none, or none in this case.
#[must_use]
pub fn chart(facts: &Arc<Facts>, id: &str) -> Option<ChartReport> {
    let template = facts.procedure.charts.iter().find(|chart| chart.id == id)?;
    chart::report(facts, template)
}

/// Every chart of the procedure that this case has.
#[must_use]
pub fn charts(facts: &Arc<Facts>) -> Vec<ChartReport> {
    facts.procedure.charts.iter().filter_map(|template| chart::report(facts, template)).collect()
}

/// The page of that id; `None` if there is none, or none in this case.
#[must_use]
pub fn page(facts: &Arc<Facts>, id: &str) -> Option<Page> {
    let template = facts.procedure.views.iter().find(|view| view.id == id)?;
    page::report(facts, template)
}

/// The table of that index on a page with only those rows in which these words stand, and of them the first `most`;
/// `None` if there is none, or none in this case.
#[must_use]
pub fn table(facts: &Arc<Facts>, id: &str, index: usize, search: &str, most: usize) -> Option<Table> {
    let template = facts.procedure.views.iter().find(|view| view.id == id)?;
    page::of_table(facts, template, index, search, most)
}

/// Words for paths that are missing, each once: the question that is asked, with the row of a table.
#[must_use]
pub fn labels(facts: &Facts, paths: &[String]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for path in paths {
        let base = path.split('.').next().unwrap_or(path);
        let derived = || facts.procedure.derived(base).map(|derived| derived.label.as_str());
        let label = match (facts.procedure.field(base), path.split('.').nth(1)) {
            (Some(field), Some(row)) if row.parse::<usize>().is_ok() => {
                let number = row.parse::<usize>().unwrap_or_default().saturating_add(1);
                let column = facts.procedure.field_at(path).map_or(base, crate::template::Field::label);
                format!("{}第{number}行的{column}", field.label())
            }
            (Some(field), _) => field.label().to_owned(),
            (None, _) => derived().unwrap_or(path).to_owned(),
        };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// A tone by its name, for those who take it from elsewhere.
pub(crate) fn tone_named(name: &str) -> Result<Tone, String> {
    Tone::named(name).ok_or_else(|| format!("tone 应是 neutral、good、warn、bad 之一，得到的是“{name}”"))
}
