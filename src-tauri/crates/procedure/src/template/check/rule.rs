//! Rules and deadlines.

use super::{Checker, hint};
use crate::template::entry::{Blocking, Rule};
use crate::template::field::Field;
use crate::template::procedure::{Deadline, PeriodSpec};

impl<'a> Checker<'a> {
    pub(super) fn rules(&mut self) {
        let procedure = self.procedure;
        for rule in &procedure.rules {
            self.enter(&format!("rules/{}.toml", rule.id));
            self.stage(&rule.stage, 1);
            let table = self.table(rule.each.as_deref(), 1);
            self.rule(rule, table);
        }
    }

    fn rule(&mut self, rule: &Rule, table: Option<&'a Field>) {
        let locals: &[&str] = if rule.each.is_some() { &["row", "row_number"] } else { &[] };
        self.expression(rule.when.as_ref(), &[], None);
        self.expression(rule.settled.as_ref(), locals, table);
        self.expression(Some(&rule.require), locals, table);
        self.message(&rule.message, locals, table);
        self.expression(rule.raise.as_ref().map(|(_, when)| when), &[], None);
        for path in &rule.fields {
            self.path(path);
        }
        if let Blocking::Documents(ids) = &rule.blocks {
            for id in ids {
                self.document_id(id, "blocks：");
            }
        }
        for citation in rule.basis.iter().filter(|citation| citation.number == self.procedure.number()) {
            let line = self.locate("articles", 1);
            self.articles(citation.article.parse().ok(), line);
        }
        if rule.basis.is_empty() {
            let message = "规则没有依据：请写 articles 或 basis".to_owned();
            self.push("template.no-basis", None, &rule.id, message);
        }
    }

    pub(super) fn deadlines(&mut self) {
        let procedure = self.procedure;
        self.enter("deadlines.toml");
        let ids =
            procedure.deadlines.iter().map(|deadline| (deadline.id.as_str(), Some(deadline.label.line)));
        self.once("时限", ids);
        for deadline in &procedure.deadlines {
            self.deadline(deadline);
        }
    }

    fn deadline(&mut self, deadline: &Deadline) {
        let line = deadline.label.line;
        let table = self.table(deadline.each.as_deref(), line);
        let mut locals = vec!["n", "due", "period_end"];
        if deadline.each.is_some() {
            locals.extend(["row", "row_number"]);
        }
        self.message(&deadline.label, &locals, table);
        self.expression(Some(&deadline.from), &locals, table);
        self.expression(deadline.until.as_ref(), &locals, table);
        self.expression(deadline.done.as_ref(), &locals, table);
        let of_rows: &[&str] = if deadline.each.is_some() { &["row", "row_number"] } else { &[] };
        self.expression(deadline.when.as_ref(), of_rows, table);
        self.expression(deadline.each_id.as_ref(), of_rows, table);
        if let PeriodSpec::Every(months) = &deadline.period {
            self.expression(Some(months), &locals, table);
        }
        if let Some(stage) = &deadline.stage {
            self.stage(stage, line);
        }
        for citation in &deadline.basis {
            self.articles(citation.article.parse().ok(), Some(line));
        }
    }

    pub(super) fn document_id(&mut self, id: &str, place: &str) {
        let known = self.procedure.documents.iter().map(|document| document.id.as_str());
        if !self.lost.contains(id) && self.procedure.document(id).is_none() {
            let message = format!("{place}没有文书“{id}”{}", hint(id, known));
            self.push("template.unknown-document", self.locate(id, 1), id, message);
        }
    }
}
