//! Charts and views: their names, the rows they read, the stages, fields, deadlines and charts they refer to.

use std::collections::BTreeSet;

use super::source::table_of;
use super::{Checker, hint};
use crate::expression::{Expression, Message};
use crate::template::entry::{ChartForm, ChartTemplate, LaneDays, ViewTemplate};

/// Names that expressions over a row see.
const OF_ROWS: [&str; 2] = ["row", "row_number"];

impl Checker<'_> {
    pub(super) fn charts(&mut self) {
        let procedure = self.procedure;
        self.enter("charts.toml");
        self.once("图", procedure.charts.iter().map(|chart| (chart.id.as_str(), Some(chart.line))));
        for chart in &procedure.charts {
            self.chart(chart);
        }
    }

    fn chart(&mut self, chart: &ChartTemplate) {
        self.stage(chart.stage.as_deref().unwrap_or_default(), chart.line);
        self.articles(chart.articles.iter().copied(), Some(chart.line));
        self.expression(chart.when.as_ref(), &[], None);
        self.message(&chart.summary, &[], None);
        for marker in &chart.markers {
            self.rows(marker.rows.as_ref());
            self.of_rows([Some(&marker.on), marker.tone.as_ref()], marker.rows.as_ref());
            self.words([Some(&marker.label)], marker.rows.as_ref());
        }
        match &chart.form {
            ChartForm::Columns { rows, category, series, .. } => {
                self.rows(Some(rows));
                self.of_rows([Some(category)], Some(rows));
                for (_, value, tone) in series {
                    self.of_rows([Some(value)], Some(rows));
                    self.expression(tone.as_ref(), &[], None);
                }
            }
            ChartForm::Steps { series, .. } => {
                for step in series {
                    self.expression(step.tone.as_ref(), &[], None);
                    for (rows, on, amount) in &step.parts {
                        self.rows(Some(rows));
                        self.of_rows([Some(on), Some(amount)], Some(rows));
                    }
                }
            }
            ChartForm::Lanes(lanes) => {
                for lane in lanes {
                    self.rows(lane.rows.as_ref());
                    self.of_rows([lane.when.as_ref(), lane.tone.as_ref()], lane.rows.as_ref());
                    self.words([lane.label.as_ref(), lane.note.as_ref()], lane.rows.as_ref());
                    match &lane.days {
                        LaneDays::Between(from, to) => {
                            self.of_rows([Some(from), Some(to)], lane.rows.as_ref());
                        }
                        LaneDays::Deadline(id) => self.deadline_id(id, chart.line),
                    }
                }
            }
        }
    }

    fn deadline_id(&mut self, id: &str, from: usize) {
        let known = self.procedure.deadlines.iter().map(|deadline| deadline.id.as_str());
        if !self.lost.contains(id) && !known.clone().any(|known| known == id) {
            let message = format!("没有时限“{id}”{}", hint(id, known));
            self.push("template.unknown-deadline", self.locate(id, from), id, message);
        }
    }

    /// A chart that a view or a paper names.
    pub(super) fn chart_id(&mut self, id: &str, line: Option<usize>) {
        let known = self.procedure.charts.iter().map(|chart| chart.id.as_str());
        if !self.lost.contains(id) && !known.clone().any(|known| known == id) {
            let message = format!("没有图“{id}”{}", hint(id, known));
            self.push("template.unknown-chart", line, id, message);
        }
    }

    /// A checklist that a view names.
    fn checklist_id(&mut self, id: &str, line: Option<usize>) {
        let known = self.procedure.checklists.iter().map(|checklist| checklist.id.as_str());
        if !self.lost.contains(id) && !known.clone().any(|known| known == id) {
            let message = format!("没有核验清单“{id}”{}", hint(id, known));
            self.push("template.unknown-checklist", line, id, message);
        }
    }

    pub(super) fn views(&mut self) {
        let procedure = self.procedure;
        self.enter("views.toml");
        self.once("测算页", procedure.views.iter().map(|view| (view.id.as_str(), Some(view.line))));
        for view in &procedure.views {
            self.view(view);
        }
    }

    fn view(&mut self, view: &ViewTemplate) {
        self.stage(view.stage.as_deref().unwrap_or_default(), view.line);
        self.articles(view.articles.iter().copied(), Some(view.line));
        self.expression(view.when.as_ref(), &[], None);
        for id in &view.charts {
            self.chart_id(id, self.locate(id, view.line));
        }
        for id in &view.checklists {
            self.checklist_id(id, self.locate(id, view.line));
        }
        for key in &view.change {
            if self.procedure.field(key).is_none() && !self.lost.contains(key) {
                let known = self.procedure.fields().map(crate::template::Field::key);
                let message = format!("change：没有字段“{key}”{}", hint(key, known));
                self.push("template.unknown-name", self.locate(key, view.line), key, message);
            }
        }
        for figure in &view.figures {
            self.expression(Some(&figure.value.value), &[], None);
            self.expression(figure.tone.as_ref(), &[], None);
            if let Some(note) = &figure.note {
                self.message(note, &[], None);
            }
        }
        for table in &view.tables {
            self.rows(Some(&table.rows));
            for column in &table.columns {
                self.of_rows([Some(&column.value.value), column.tone.as_ref()], Some(&table.rows));
            }
        }
    }

    fn rows(&mut self, rows: Option<&Expression>) {
        self.expression(rows, &[], None);
    }

    /// Expressions over rows, or plain ones where there are none.
    fn of_rows<const N: usize>(&mut self, expressions: [Option<&Expression>; N], rows: Option<&Expression>) {
        let locals: &[&str] = if rows.is_some() { &OF_ROWS } else { &[] };
        for expression in expressions.into_iter().flatten() {
            self.expression(Some(expression), locals, None);
            self.row_columns(&expression.names(), rows, expression.line);
        }
    }

    fn words<const N: usize>(&mut self, messages: [Option<&Message>; N], rows: Option<&Expression>) {
        let locals: &[&str] = if rows.is_some() { &OF_ROWS } else { &[] };
        for message in messages.into_iter().flatten() {
            self.message(message, locals, None);
            self.row_columns(&message.names(), rows, message.line);
        }
    }

    /// `row.x` must be a column of the table that the rows come from, where that can be told.
    fn row_columns(&mut self, names: &BTreeSet<String>, rows: Option<&Expression>, line: usize) {
        let Some(table) = rows.and_then(|rows| table_of(&rows.source)) else { return };
        for column in names.iter().filter_map(|name| name.strip_prefix("row.")) {
            let column = column.split('.').next().unwrap_or(column);
            self.column(table, column, line);
        }
    }

    /// Names behind a chart: a paper that shows it uses their fields.
    pub(super) fn names_of_chart(&self, id: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let Some(chart) = self.procedure.charts.iter().find(|chart| chart.id == id) else { return names };
        let mut add = |expression: &Expression| names.extend(expression.names());
        chart.when.iter().for_each(&mut add);
        for marker in &chart.markers {
            marker.rows.iter().for_each(&mut add);
            add(&marker.on);
        }
        match &chart.form {
            ChartForm::Columns { rows, category, series, .. } => {
                add(rows);
                add(category);
                series.iter().for_each(|(_, value, _)| add(value));
            }
            ChartForm::Steps { series, .. } => {
                for (rows, on, amount) in series.iter().flat_map(|step| &step.parts) {
                    [rows, on, amount].into_iter().for_each(&mut add);
                }
            }
            ChartForm::Lanes(lanes) => {
                for lane in lanes {
                    lane.rows.iter().chain(&lane.when).for_each(&mut add);
                    match &lane.days {
                        LaneDays::Between(from, to) => [from, to].into_iter().for_each(&mut add),
                        LaneDays::Deadline(id) => {
                            let deadline = self.procedure.deadlines.iter().find(|known| known.id == *id);
                            deadline.iter().for_each(|deadline| add(&deadline.from));
                        }
                    }
                }
            }
        }
        names.extend(chart.summary.names());
        names
    }
}

/// Ids of the charts that a body shows, with their positions: what stands inside ```` ```chart ````.
pub(super) fn fences(body: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut at, mut inside) = (0, false);
    for line in body.split_inclusive('\n') {
        let words = line.trim();
        match words.strip_prefix("```") {
            Some("chart") => inside = true,
            Some(_) => inside = false,
            None if inside && !words.is_empty() => {
                found.push((at + line.len() - line.trim_start().len(), words));
            }
            None => {}
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::fences;

    #[test]
    fn a_fence_names_its_chart() {
        let body = "前文\n\n```chart\nfunding\n```\n\n```cover\n甲方：x\n```\n";
        assert_eq!(fences(body), [(17, "funding")]);
    }
}
