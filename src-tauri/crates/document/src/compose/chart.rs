//! Charts of a case as pictures on paper.

use std::cell::RefCell;
use std::sync::Arc;

use procedure::expression::{Facts, Fault};
use procedure::view::{ChartState, chart, labels};

use crate::markdown::Illustration;
use crate::piece::sanitised;
use crate::tree::Picture;

/// The charts of one case; remembers the first one that cannot be worked out.
pub(super) struct Charts<'f> {
    facts: &'f Arc<Facts>,
    draft: bool,
    fault: RefCell<Option<(usize, String, Fault)>>,
}

impl<'f> Charts<'f> {
    pub fn new(facts: &'f Arc<Facts>, draft: bool) -> Self {
        Self { facts, draft, fault: RefCell::default() }
    }

    /// What stands in the place of a chart: a draft says what is missing, a final leaves the chart out.
    pub fn illustration(&self, id: &str) -> Option<Illustration> {
        let report = chart(self.facts, id)?;
        let (caption, summary) = (sanitised(&report.title), sanitised(&report.summary));
        match report.state {
            ChartState::Known(figures) => {
                let picture = Picture {
                    alt: format!("{caption}。{summary}"),
                    drawing: ::chart::draw(&figures),
                    grid: ::chart::grid(&figures),
                    id: report.id,
                };
                Some(Illustration::Drawn { picture, caption, summary })
            }
            ChartState::Missing(paths) if self.draft => {
                let labels = labels(self.facts, &paths).join("、");
                Some(Illustration::Waiting(format!("（图“{caption}”在填写{labels}以后绘制。）")))
            }
            ChartState::Missing(_) => None,
            ChartState::Fault(fault) => {
                let template = self.facts.procedure.charts.iter().find(|chart| chart.id == id);
                let line = template.map_or(1, |template| template.line);
                self.fault.borrow_mut().get_or_insert((line, id.to_owned(), fault));
                None
            }
        }
    }

    /// The first chart that cannot be worked out: line in `charts.toml`, its id, and what is wrong.
    pub fn fault(&self) -> Option<(usize, String, Fault)> {
        self.fault.borrow().clone()
    }
}
