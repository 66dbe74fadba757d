//! Checklists: their names, the ids of checks they refer to, and that none rests on itself.

use std::collections::BTreeSet;

use super::document::READING;
use super::source::{called, quoted_arguments, quoted_list};
use super::{Checker, base, hint};
use crate::expression::{Expression, Message};
use crate::template::entry::{Check, Checklist, Verdict};
use crate::template::field::Field;

/// Functions whose first argument is the id of a checklist.
pub(super) const OF_CHECKLISTS: [&str; 4] = ["checks", "verdicts", "verdict", "check_holds"];
/// Lists of ids of checks that a verdict sees.
const LISTS: [&str; 3] = ["failed", "pending", "passed"];

impl<'a> Checker<'a> {
    pub(super) fn checklists(&mut self) {
        let procedure = self.procedure;
        self.enter("checks.toml");
        let ids = procedure.checklists.iter().map(|list| (list.id.as_str(), Some(list.line)));
        self.once("清单", ids);
        for checklist in &procedure.checklists {
            self.checklist(checklist);
        }
    }

    fn checklist(&mut self, checklist: &'a Checklist) {
        let line = checklist.line;
        let table = self.table(Some(&checklist.rows), checklist.rows_line);
        if let Some(stage) = &checklist.stage {
            self.stage(stage, line);
        }
        self.articles(checklist.articles.iter().copied(), Some(line));
        if let Some(name) = &checklist.name {
            self.message(name, &["row", "row_number"], table);
        }
        self.once("核验项", checklist.checks.iter().map(|check| (check.id.as_str(), Some(check.line))));
        self.once("结论", checklist.verdicts.iter().map(|verdict| (verdict.id.as_str(), Some(verdict.line))));
        for check in &checklist.checks {
            self.point(check, table);
        }
        for verdict in &checklist.verdicts {
            self.verdict(checklist, verdict, table);
        }
        self.verdicts_end(checklist);
        for expression in checklist.expressions() {
            self.not_itself(&expression.source, expression.line);
        }
        for message in checklist.messages() {
            self.not_itself(&message.source, message.line);
        }
    }

    fn point(&mut self, check: &Check, table: Option<&'a Field>) {
        let locals = ["row", "row_number"];
        self.expression(check.applies.as_ref(), &locals, table);
        self.expression(Some(&check.require), &locals, table);
        for message in [&check.required, &check.found].into_iter().chain(&check.reason) {
            self.message(message, &locals, table);
        }
        let number = self.procedure.number();
        let own = check.basis.iter().filter(|citation| citation.number == number);
        self.articles(own.filter_map(|citation| citation.article.parse().ok()), Some(check.line));
    }

    fn verdict(&mut self, checklist: &Checklist, verdict: &Verdict, table: Option<&'a Field>) {
        let locals = ["row", "row_number", "failed", "pending", "passed"];
        self.expression(verdict.when.as_ref(), &locals, table);
        self.expression(verdict.by.as_ref(), &locals, table);
        if let Some(advice) = &verdict.advice {
            self.message(advice, &["row", "row_number", "failed", "pending", "passed", "by"], table);
        }
        for expression in verdict.when.iter().chain(&verdict.by) {
            for id in LISTS.iter().flat_map(|list| ids_beside(&expression.source, list)) {
                self.check_id(checklist, &id, expression.line);
            }
        }
    }

    /// The last verdict must be the one for everything else, and only the last.
    fn verdicts_end(&mut self, checklist: &Checklist) {
        let Some((last, others)) = checklist.verdicts.split_last() else {
            let message = format!("清单“{}”没有 [[checklist.verdict]]，得不出结论", checklist.id);
            self.push("template.verdict", Some(checklist.line), &checklist.id, message);
            return;
        };
        for verdict in others.iter().filter(|verdict| verdict.when.is_none()) {
            let message = format!("结论“{}”没有 when，排在它后面的都用不上", verdict.id);
            self.push("template.verdict", Some(verdict.line), &verdict.id, message);
        }
        if last.when.is_some() {
            let message = format!("最后一个结论“{}”不应有 when：总要有一个结论", last.id);
            self.push("template.verdict", Some(last.line), &last.id, message);
        }
    }

    /// A checklist that asks for its own results would never end.
    fn not_itself(&mut self, source: &str, line: usize) {
        for function in OF_CHECKLISTS.into_iter().filter(|function| called(source, function)) {
            let message = format!("核验清单里不能用 {function}()：结果还没有得出");
            self.push("template.order", Some(line), function, message);
        }
    }

    /// Ids of checklists, and of their checks, in quotes.
    pub(super) fn checklist_ids(&mut self, source: &str, line: impl Fn(usize) -> usize) {
        let procedure = self.procedure;
        for function in OF_CHECKLISTS {
            for (at, id) in quoted_arguments(source, function) {
                let Some(checklist) = procedure.checklist(&id) else {
                    if !self.lost.contains(&id) {
                        let known = procedure.checklists.iter().map(|list| list.id.as_str());
                        let message = format!("{function}('{id}')：没有清单“{id}”{}", hint(&id, known));
                        self.push("template.unknown-checklist", Some(line(at)), &id, message);
                    }
                    continue;
                };
                if function == "check_holds"
                    && let Some(check) = quoted_list(&source[at..]).get(1)
                {
                    self.check_id(checklist, check, line(at));
                }
            }
        }
    }

    fn check_id(&mut self, checklist: &Checklist, id: &str, line: usize) {
        let known = checklist.checks.iter().map(|check| check.id.as_str());
        if !self.lost.contains(id) && !known.clone().any(|known| known == id) {
            let message = format!("清单“{}”没有核验项“{id}”{}", checklist.id, hint(id, known));
            self.push("template.unknown-check", Some(line), id, message);
        }
    }

    /// Names that the checklists called in `source` rest on.
    pub(super) fn behind_checklists(&self, source: &str) -> BTreeSet<String> {
        let ids = OF_CHECKLISTS.iter().flat_map(|function| quoted_arguments(source, function));
        let lists = ids.filter_map(|(_, id)| self.procedure.checklist(&id));
        lists
            .flat_map(|list| {
                let names = list.expressions().flat_map(Expression::names);
                let quoted = list.expressions().flat_map(|expression| read_in_quotes(&expression.source));
                let printed = list.messages().flat_map(Message::names);
                names.chain(quoted).chain(printed).chain([list.rows.clone()])
            })
            .map(|name| base(&name).to_owned())
            .collect()
    }
}

/// Keys that functions read by their name in quotes.
fn read_in_quotes(source: &str) -> impl Iterator<Item = String> {
    READING.iter().flat_map(|function| quoted_arguments(source, function)).map(|(_, key)| key)
}

/// Ids in `'a' in failed` and `lacking(failed, ['a', 'b'])`.
fn ids_beside(source: &str, list: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for (position, _) in source.match_indices(&format!(" in {list}")) {
        let before = source[..position].trim_end();
        let before = before.strip_suffix(" not").unwrap_or(before).trim_end();
        if let Some(quote) = before.chars().next_back().filter(|c| matches!(c, '\'' | '"')) {
            let body = &before[..before.len() - 1];
            ids.extend(body.rfind(quote).map(|start| body[start + 1..].to_owned()));
        }
    }
    for (position, opening) in source.match_indices(&format!("lacking({list},")) {
        let rest = source[position + opening.len()..].trim_start();
        if let Some(inside) = rest.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            ids.extend(quoted_list(inside).into_iter().map(str::to_owned));
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::ids_beside;

    #[test]
    fn ids_stand_before_in_and_in_the_list_of_lacking() {
        assert_eq!(ids_beside("'a' in failed and 'b' not in failed or 'c' in passed", "failed"), ["a", "b"]);
        assert_eq!(ids_beside("lacking(failed, ['a', \"b\"]) and row.role == 'x'", "failed"), ["a", "b"]);
        assert!(ids_beside("failed and 'agent' == row.role", "failed").is_empty());
    }
}
