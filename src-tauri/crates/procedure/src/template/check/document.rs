//! Papers: their conditions, contents and bodies, and which fields each uses.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{self, quoted_arguments};
use super::{Checker, base};
use crate::expression::ENVIRONMENT;
use crate::template::entry::DocumentTemplate;
use crate::template::field::Field;
use crate::template::mistake::line_at;

/// Names that only papers have.
pub(super) const IN_DOCUMENTS: [&str; 8] =
    ["blank", "pen", "pen_box", "rows_or_blank", "check", "chinese_date", "overridden", "document"];
/// Functions whose first argument is the key of a value that they bring onto the paper.
pub(super) const READING: [&str; 3] = ["label", "option", "code_problems"];

impl<'a> Checker<'a> {
    /// Checks the papers and returns for each the fields it uses.
    pub(super) fn documents(&mut self) -> Vec<Vec<String>> {
        let folder = self.folder;
        let partials: BTreeMap<&str, &str> =
            folder.below("shared/").filter(|(name, _)| name.ends_with(".md")).collect();
        for (name, text) in &partials {
            if let Err((line, reason)) = body_names(text) {
                self.file = format!("shared/{name}");
                self.push("template.body", Some(line), name, format!("正文写法有误：{reason}"));
            }
        }
        let mut uses = Vec::new();
        for document in &self.procedure.documents {
            self.enter(&format!("documents/{}.md", document.id));
            self.document(document);
            let mut names = self.body(document);
            names.extend(document.entry.each.iter().cloned());
            for (at, id) in super::chart::fences(&document.body) {
                let line = document.body_line + line_at(&document.body, at) - 1;
                self.chart_id(id, Some(line));
                names.extend(self.names_of_chart(id));
            }
            let mut open = vec![document.body.as_str()];
            let mut read = BTreeSet::new();
            while let Some(text) = open.pop() {
                names.extend(self.behind_checklists(text));
                names.extend(
                    READING.iter().flat_map(|function| quoted_arguments(text, function)).map(|(_, key)| key),
                );
                for (name, partial) in &partials {
                    let included =
                        text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'"));
                    if included && read.insert(*name) {
                        names.extend(body_names(partial).unwrap_or_default());
                        open.push(partial);
                    }
                }
            }
            uses.push(self.closure(&names));
        }
        uses
    }

    fn document(&mut self, document: &DocumentTemplate) {
        let entry = &document.entry;
        self.stage(&entry.stage, 1);
        self.expression(document.when.as_ref(), &[], None);
        let table = self.table(entry.each.as_deref(), 1);
        self.expression(document.each_name.as_ref(), &["row", "row_number"], table);
        for path in entry.needs.iter().chain(entry.content.iter().flat_map(|content| &content.needs)) {
            self.path(path);
        }
        let line = self.locate("articles", 1);
        self.articles(entry.articles.iter().copied(), line);
        self.once("内容", entry.content.iter().map(|content| (content.id.as_str(), Some(1))));
        for content in &entry.content {
            let line = self.locate(&content.id, 1);
            self.articles([content.article], line);
            let anchor = format!("{{#{}", content.id);
            let ends = |rest: &str| rest.starts_with(['}', ' ']);
            if !document.body.match_indices(&anchor).any(|(at, _)| ends(&document.body[at + anchor.len()..]))
            {
                let message = format!(
                    "正文里没有“{}”的锚点 {anchor}}}（第{}条要求的内容）",
                    content.label, content.article
                );
                self.push("template.unknown-anchor", line, &content.id, message);
            }
        }
    }

    fn body(&mut self, document: &DocumentTemplate) -> BTreeSet<String> {
        match body_names(&document.body) {
            Ok(names) => {
                let table = self.procedure.field(document.entry.each.as_deref().unwrap_or_default());
                let mut locals: Vec<&str> = IN_DOCUMENTS.to_vec();
                if document.entry.each.is_some() {
                    locals.extend(["row", "row_number"]);
                }
                let line = |at: usize| document.body_line + line_at(&document.body, at) - 1;
                self.known(&names, &locals, table, |name| {
                    line(source::find_word(&document.body, name).unwrap_or_default())
                });
                for (at, code) in source::code(&document.body) {
                    self.code(code, table, |inside| line(at + inside));
                }
                self.loops(&document.body, line);
                names
            }
            Err((line, reason)) => {
                let line = Some(document.body_line + line.saturating_sub(1));
                self.push("template.body", line, &document.id, format!("正文写法有误：{reason}"));
                BTreeSet::new()
            }
        }
    }

    /// Field keys behind names, through derived values.
    fn closure(&self, names: &BTreeSet<String>) -> Vec<String> {
        let mut keys = BTreeSet::new();
        let mut open: Vec<String> = names.iter().map(|name| base(name).to_owned()).collect();
        while let Some(name) = open.pop() {
            if !keys.insert(name.clone()) {
                continue;
            }
            if let Some(derived) = self.procedure.derived(&name) {
                open.extend(derived.value.names().iter().map(|name| base(name).to_owned()));
                open.extend(self.behind_checklists(&derived.value.source));
            }
        }
        keys.retain(|key| self.procedure.field(key).is_some());
        keys.into_iter().collect()
    }

    /// The table that `each` names.
    pub(super) fn table(&mut self, key: Option<&str>, from: usize) -> Option<&'a Field> {
        use crate::template::field::FieldKind::Table;
        let key = key?;
        let procedure = self.procedure;
        let field = procedure.field(key).filter(|field| field.kind() == Table);
        let derived = procedure.derived(key).is_some_and(|derived| derived.kind == Table);
        if field.is_none() && !derived && !self.lost.contains(key) {
            let line = self.locate(key, from);
            self.push("template.unknown-table", line, key, format!("each 指向的“{key}”不是表格"));
        }
        field
    }
}

fn body_names(text: &str) -> Result<BTreeSet<String>, (usize, String)> {
    match ENVIRONMENT.template_from_named_str("body", text) {
        Ok(template) => Ok(template.undeclared_variables(true).into_iter().collect()),
        Err(error) => Err((
            error.line().unwrap_or(1),
            error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
        )),
    }
}
