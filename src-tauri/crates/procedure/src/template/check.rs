//! Every name in every expression must exist; every stage, table and paper referred to as well.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Blocking, DocumentTemplate, Rule};
use super::field::{Field, FieldKind};
use super::folder::Folder;
use super::mistake::{Mistake, line_at};
use super::procedure::{Deadline, PeriodSpec, Procedure};
use super::reader::nearest;
use crate::expression::{ENVIRONMENT, Expression, Message};

/// Names that exist in every scope besides fields, derived values and functions.
const BUILT_IN: [&str; 2] = ["today", "procedure"];
/// Names that only documents have.
const IN_DOCUMENTS: [&str; 6] = ["blank", "rows_or_blank", "check", "chinese_date", "overridden", "document"];

/// Reports unknown names and fills in what each paper uses.
pub(super) fn names(mut procedure: Procedure, folder: &Folder, mistakes: &mut Vec<Mistake>) -> Procedure {
    let slug = procedure.slug().to_owned();
    let mut checker = Checker { procedure: &procedure, slug: &slug, mistakes, file: String::new() };
    checker.structure();
    checker.rules();
    checker.deadlines();
    let uses = checker.documents(folder);
    checker.examples();
    for (document, uses) in procedure.documents.iter_mut().zip(uses) {
        document.uses = uses;
    }
    procedure
}

struct Checker<'a> {
    procedure: &'a Procedure,
    slug: &'a str,
    mistakes: &'a mut Vec<Mistake>,
    file: String,
}

impl<'a> Checker<'a> {
    fn enter(&mut self, file: &str) {
        self.file = format!("{}/{file}", self.slug);
    }

    fn push(&mut self, code: &'static str, line: Option<usize>, name: &str, message: String) {
        self.mistakes.push(Mistake { file: self.file.clone(), line, code, name: name.to_owned(), message });
    }

    fn structure(&mut self) {
        let procedure = self.procedure;
        self.enter("procedure.toml");
        for stage in &procedure.stages {
            self.expression(stage.opens.as_ref(), &[], None);
        }
        self.enter("fields.toml");
        for section in &procedure.sections {
            self.stage(&section.stage);
            self.expression(section.when.as_ref(), &[], None);
        }
        for field in procedure.fields() {
            self.expression(field.when.as_ref(), &[], None);
            for column in &field.columns {
                self.expression(column.when.as_ref(), &["row"], Some(field));
            }
            if let Some(rows) = &field.entry.rows
                && field.column(&rows.column).is_none()
            {
                self.push(
                    "template.unknown-column",
                    None,
                    &rows.column,
                    format!("“{}”没有这一列", field.key()),
                );
            }
        }
        self.enter("derived.toml");
        for (index, derived) in procedure.derived.iter().enumerate() {
            let line = Some(derived.value.line);
            if procedure.field(&derived.key).is_some() {
                let message = format!("推导值“{}”与字段同名", derived.key);
                self.push("template.duplicate", line, &derived.key, message);
            }
            self.expression(Some(&derived.value), &[], None);
            for name in derived.value.names() {
                let base = name.split('.').next().unwrap_or_default();
                if procedure.derived.iter().skip(index).any(|later| later.key == base) {
                    let message =
                        format!("“{}”用到了排在它后面（或就是它自己）的推导值“{base}”", derived.key);
                    self.push("template.order", line, base, message);
                }
            }
        }
        self.enter("digest.toml");
        let mut seen = BTreeSet::new();
        for article in &procedure.digest {
            if !seen.insert(article.number) {
                let name = article.number.to_string();
                self.push("template.duplicate", None, &name, format!("第{name}条写了两次"));
            }
        }
    }

    fn rules(&mut self) {
        let procedure = self.procedure;
        for rule in &procedure.rules {
            self.enter(&format!("rules/{}.toml", rule.id));
            self.stage(&rule.stage);
            let table = self.table(rule.each.as_deref());
            self.rule(rule, table);
        }
    }

    fn rule(&mut self, rule: &Rule, table: Option<&Field>) {
        let locals: &[&str] = if rule.each.is_some() { &["row", "row_number"] } else { &[] };
        self.expression(rule.when.as_ref(), &[], None);
        self.expression(rule.settled.as_ref(), locals, table);
        self.expression(Some(&rule.require), locals, table);
        self.message(&rule.message, locals, table);
        self.expression(rule.raise.as_ref().map(|(_, when)| when), &[], None);
        for path in &rule.fields {
            self.path(path, None);
        }
        if let Blocking::Documents(ids) = &rule.blocks {
            for id in ids.iter().filter(|id| self.procedure.document(id).is_none()).collect::<Vec<_>>() {
                self.push("template.unknown-document", None, id, format!("blocks：没有文书“{id}”"));
            }
        }
        for citation in &rule.basis {
            let own = citation.number == self.procedure.number();
            let known =
                self.procedure.digest.iter().any(|article| article.number.to_string() == citation.article);
            if own && !self.procedure.digest.is_empty() && !known {
                let message = format!("digest.toml 里没有第{}条", citation.article);
                self.push("template.unknown-article", None, &citation.article, message);
            }
        }
        if rule.basis.is_empty() {
            let message = "规则没有依据：请写 articles 或 basis".to_owned();
            self.push("template.no-basis", None, &rule.id, message);
        }
    }

    fn deadlines(&mut self) {
        let procedure = self.procedure;
        self.enter("deadlines.toml");
        for deadline in &procedure.deadlines {
            self.deadline(deadline);
        }
    }

    fn deadline(&mut self, deadline: &Deadline) {
        let table = self.table(deadline.each.as_deref());
        let locals = ["row", "row_number", "n", "due", "period_end"];
        self.message(&deadline.label, &locals, table);
        self.expression(Some(&deadline.from), &locals, table);
        self.expression(deadline.until.as_ref(), &[], None);
        self.expression(deadline.done.as_ref(), &locals, table);
        self.expression(deadline.when.as_ref(), &[], None);
        if let PeriodSpec::Every(months) = &deadline.period {
            self.expression(Some(months), &[], None);
        }
        if let Some(stage) = &deadline.stage {
            self.stage(stage);
        }
    }

    /// Checks the papers and returns for each the fields it uses.
    fn documents(&mut self, folder: &Folder) -> Vec<Vec<String>> {
        let procedure = self.procedure;
        let partials: BTreeMap<&str, &str> =
            folder.below("shared/").filter(|(name, _)| name.ends_with(".md")).collect();
        let mut uses = Vec::new();
        for document in &procedure.documents {
            self.enter(&format!("documents/{}.md", document.id));
            self.document(document);
            let mut names = self.body(document);
            for (name, text) in &partials {
                if document.body.contains(&format!("\"{name}\"")) {
                    names.extend(body_names(text).unwrap_or_default());
                }
            }
            uses.push(self.closure(&names));
        }
        uses
    }

    fn document(&mut self, document: &DocumentTemplate) {
        self.stage(&document.entry.stage);
        self.expression(document.when.as_ref(), &[], None);
        let table = self.table(document.entry.each.as_deref());
        self.expression(document.each_name.as_ref(), &["row", "row_number"], table);
        for path in document.entry.needs.iter().chain(document.entry.content.iter().flat_map(|c| &c.needs)) {
            self.path(path, Some(1));
        }
        for content in &document.entry.content {
            if !document.body.contains(&format!("{{#{}", content.id)) {
                let message = format!(
                    "正文里没有“{}”的锚点 {{#{}}}（第{}条要求的内容）",
                    content.label, content.id, content.article
                );
                self.push("template.unknown-anchor", Some(1), &content.id, message);
            }
        }
    }

    fn body(&mut self, document: &DocumentTemplate) -> BTreeSet<String> {
        match body_names(&document.body) {
            Ok(names) => {
                let table = self.table(document.entry.each.as_deref());
                let mut locals: Vec<&str> = IN_DOCUMENTS.to_vec();
                if document.entry.each.is_some() {
                    locals.extend(["row", "row_number"]);
                }
                self.known(&names, &locals, table, |name| {
                    let position = document.body.find(name).unwrap_or_default();
                    document.body_line + line_at(&document.body, position) - 1
                });
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
            }
        }
        keys.retain(|key| self.procedure.field(key).is_some());
        keys.into_iter().collect()
    }

    fn examples(&mut self) {
        let procedure = self.procedure;
        for example in procedure.examples.values() {
            self.enter(&format!("examples/{}.toml", example.name));
            let expect = &example.expect;
            for id in expect
                .findings
                .iter()
                .chain(&expect.undecided)
                .chain(&expect.holds)
                .chain(example.overrides.keys())
            {
                if procedure.rule(id).is_none() {
                    let hint = hint(id, procedure.rules.iter().map(|rule| rule.id.as_str()));
                    self.push("template.unknown-rule", None, id, format!("没有规则“{id}”{hint}"));
                }
            }
            for id in expect.documents.keys() {
                if procedure.document(id).is_none() {
                    self.push("template.unknown-document", None, id, format!("没有文书“{id}”"));
                }
            }
        }
    }

    fn stage(&mut self, id: &str) {
        if !self.procedure.stages.iter().any(|stage| stage.id == id) {
            let hint = hint(id, self.procedure.stages.iter().map(|stage| stage.id.as_str()));
            self.push("template.unknown-stage", None, id, format!("没有阶段“{id}”{hint}"));
        }
    }

    fn table(&mut self, key: Option<&str>) -> Option<&'a Field> {
        let key = key?;
        let field = self.procedure.field(key).filter(|field| field.kind() == FieldKind::Table);
        if field.is_none() && self.procedure.derived(key).is_none() {
            self.push("template.unknown-table", None, key, format!("each 指向的“{key}”不是表格"));
        }
        self.procedure.field(key)
    }

    fn path(&mut self, path: &str, line: Option<usize>) {
        if self.procedure.field_at(path).is_none() && self.procedure.derived(path).is_none() {
            let keys = self.procedure.fields().map(Field::key);
            let hint = hint(base(path), keys);
            self.push("template.unknown-name", line, path, format!("没有字段“{path}”{hint}"));
        }
    }

    fn expression(&mut self, expression: Option<&Expression>, locals: &[&str], table: Option<&Field>) {
        if let Some(expression) = expression {
            let line = expression.line;
            self.known(&expression.names(), locals, table, |_| line);
            self.quoted(&expression.source, line);
        }
    }

    fn message(&mut self, message: &Message, locals: &[&str], table: Option<&Field>) {
        let line = message.line;
        self.known(&message.names(), locals, table, |_| line);
        self.quoted(&message.source, line);
    }

    fn known(
        &mut self,
        names: &BTreeSet<String>,
        locals: &[&str],
        table: Option<&Field>,
        line: impl Fn(&str) -> usize,
    ) {
        let procedure = self.procedure;
        for name in names {
            let (base, rest) =
                name.split_once('.').map_or((name.as_str(), None), |(base, rest)| (base, Some(rest)));
            if base == "row" && locals.contains(&"row") {
                let column = rest.and_then(|rest| rest.split('.').next());
                if let (Some(table), Some(column)) = (table, column)
                    && table.column(column).is_none()
                {
                    let message = format!("表格“{}”没有“{column}”这一列", table.key());
                    self.push("template.unknown-column", Some(line(name)), column, message);
                }
                continue;
            }
            if let Some(field) = procedure.field(base) {
                let part = rest.and_then(|rest| rest.split('.').next());
                if let Some(part) = part
                    && matches!(field.kind(), FieldKind::Party | FieldKind::BankAccount)
                    && field.column(part).is_none()
                {
                    let hint = hint(part, field.columns.iter().map(Field::key));
                    let message = format!("“{base}”没有“{part}”这一项{hint}");
                    self.push("template.unknown-column", Some(line(name)), name, message);
                }
                continue;
            }
            let exists = BUILT_IN.contains(&base)
                || locals.contains(&base)
                || procedure.derived(base).is_some()
                || ENVIRONMENT.globals().any(|(global, _)| global == base);
            if !exists {
                let known = procedure
                    .fields()
                    .map(Field::key)
                    .chain(procedure.derived.iter().map(|d| d.key.as_str()));
                let hint = hint(base, known);
                self.push(
                    "template.unknown-name",
                    Some(line(name)),
                    base,
                    format!("不认识的名字“{base}”{hint}"),
                );
            }
        }
    }

    /// Names given as strings: `given('x')`, `label('x')`, `contents('d')`.
    fn quoted(&mut self, source: &str, line: usize) {
        for function in ["given", "label", "option", "code_problems", "code_warnings"] {
            for name in arguments(source, function) {
                let path: Vec<&str> = name.split('.').collect();
                if path[0] == "row" {
                    continue;
                }
                if self.procedure.field_at(&name).is_none() && self.procedure.derived(path[0]).is_none() {
                    let hint = hint(path[0], self.procedure.fields().map(Field::key));
                    let message = format!("{function}('{name}')：没有字段“{name}”{hint}");
                    self.push("template.unknown-name", Some(line), &name, message);
                }
            }
        }
        for function in ["contents", "contents_missing"] {
            for name in arguments(source, function) {
                if self.procedure.document(&name).is_none() {
                    let hint =
                        hint(&name, self.procedure.documents.iter().map(|document| document.id.as_str()));
                    let message = format!("{function}('{name}')：没有文书“{name}”{hint}");
                    self.push("template.unknown-document", Some(line), &name, message);
                }
            }
        }
    }
}

fn base(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

fn hint<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    nearest(name, known).map_or_else(String::new, |known| format!("，是否想写“{known}”？"))
}

/// First string argument of each call of `function` in `source`.
fn arguments(source: &str, function: &str) -> Vec<String> {
    let mut found = Vec::new();
    for quote in ['\'', '"'] {
        let opening = format!("{function}({quote}");
        for (position, _) in source.match_indices(&opening) {
            let before = source[..position].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &source[position + opening.len()..];
            found.extend(rest.split(quote).next().map(str::to_owned));
        }
    }
    found
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
