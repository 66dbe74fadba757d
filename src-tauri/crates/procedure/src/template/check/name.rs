//! Names: in expressions, in quotes, and as paths.

use std::collections::BTreeSet;

use super::document::IN_DOCUMENTS;
use super::source::{columns, loop_columns, quoted_arguments};
use super::{Checker, base, hint};
use crate::expression::{ENVIRONMENT, Expression, Message};
use crate::template::field::{Field, FieldKind};

/// Names that exist in every scope besides fields, derived values and functions.
const BUILT_IN: [&str; 2] = ["today", "procedure"];
/// Functions whose first argument is a path in quotes.
const OF_PATHS: [&str; 5] = ["given", "label", "option", "code_problems", "code_warnings"];
/// Functions whose first argument is the id of a paper.
const OF_PAPERS: [&str; 2] = ["contents", "contents_missing"];
/// Functions that take a table and name its columns in quotes.
const OF_COLUMNS: [&str; 13] = [
    "sum",
    "sum_until",
    "latest",
    "earliest",
    "pluck",
    "rows_where",
    "every",
    "rows_of_quarter",
    "coverage_gaps",
    "distinct",
    "duplicates",
    "group_sum",
    "count_where",
];
/// Those of them whose last argument is a value.
const WITH_VALUE: [&str; 3] = ["rows_where", "rows_of_quarter", "count_where"];

/// Whether a key would hide what expressions or papers already know by that name.
pub(super) fn is_taken(key: &str) -> bool {
    BUILT_IN.contains(&key)
        || [
            "row",
            "row_number",
            "own",
            "n",
            "due",
            "period_end",
            "failed",
            "pending",
            "passed",
            "by",
            "loop",
            "true",
            "false",
            "none",
        ]
        .contains(&key)
        || IN_DOCUMENTS.contains(&key)
        || ENVIRONMENT.globals().any(|(global, _)| global == key)
}

impl Checker<'_> {
    pub(super) fn expression(
        &mut self,
        expression: Option<&Expression>,
        locals: &[&str],
        table: Option<&Field>,
    ) {
        if let Some(expression) = expression {
            let line = expression.line;
            self.known(&expression.names(), locals, table, |_| line);
            self.code(&expression.source, table, |_| line);
        }
    }

    pub(super) fn message(&mut self, message: &Message, locals: &[&str], table: Option<&Field>) {
        let line = message.line;
        self.known(&message.names(), locals, table, |_| line);
        for (_, code) in super::source::code(&message.source) {
            self.code(code, table, |_| line);
        }
        self.loops(&message.source, |_| line);
    }

    /// Names that the engine found in an expression.
    pub(super) fn known(
        &mut self,
        names: &BTreeSet<String>,
        locals: &[&str],
        table: Option<&Field>,
        line: impl Fn(&str) -> usize,
    ) {
        let procedure = self.procedure;
        for name in names {
            let mut parts = name.split('.');
            let (base, part) = (parts.next().unwrap_or_default(), parts.next());
            if base == "row" && locals.contains(&"row") {
                if let Some((table, column)) = table.zip(part)
                    && table.column(column).is_none()
                {
                    self.unknown_column(table, column, name, line(name));
                }
                continue;
            }
            if let Some(field) = procedure.field(base) {
                let is_table = field.kind() == FieldKind::Table;
                if let Some(part) = part.filter(|_| !is_table)
                    && field.column(part).is_none()
                {
                    self.unknown_column(field, part, name, line(name));
                }
                continue;
            }
            let exists = BUILT_IN.contains(&base)
                || locals.contains(&base)
                || self.lost.contains(base)
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

    fn unknown_column(&mut self, field: &Field, column: &str, name: &str, line: usize) {
        let hint = hint(column, field.columns.iter().map(Field::key));
        let kind = if field.kind() == FieldKind::Table { "列" } else { "项" };
        let message = format!("“{}”没有“{column}”这一{kind}{hint}", field.key());
        self.push("template.unknown-column", Some(line), name, message);
    }

    /// What the engine does not look into: names in quotes, comparisons that can never be right.
    pub(super) fn code(&mut self, source: &str, table: Option<&Field>, line: impl Fn(usize) -> usize) {
        for function in OF_PATHS {
            for (at, name) in quoted_arguments(source, function) {
                if name.starts_with("row.") || self.is_path(&name) {
                    continue;
                }
                let message = format!("{function}('{name}')：没有字段“{name}”{}", self.path_hint(&name));
                self.push("template.unknown-name", Some(line(at)), &name, message);
            }
        }
        for function in OF_PAPERS {
            for (at, id) in quoted_arguments(source, function) {
                if self.procedure.document(&id).is_none() && !self.lost.contains(&id) {
                    let hint =
                        hint(&id, self.procedure.documents.iter().map(|document| document.id.as_str()));
                    let message = format!("{function}('{id}')：没有文书“{id}”{hint}");
                    self.push("template.unknown-document", Some(line(at)), &id, message);
                }
            }
        }
        for function in OF_COLUMNS {
            for (at, rows, names) in columns(source, function) {
                let count = if WITH_VALUE.contains(&function) { 1 } else { names.len() };
                for column in names.into_iter().take(count) {
                    self.column(rows, column, line(at));
                }
            }
        }
        for (at, id) in quoted_arguments(source, "fee_schedule") {
            let known = self.procedure.fees.iter().map(|fee| fee.id.as_str());
            if !self.lost.contains(&id) && !known.clone().any(|known| known == id) {
                let message = format!("fee_schedule('{id}')：没有费率表“{id}”{}", hint(&id, known));
                self.push("template.unknown-fee-table", Some(line(at)), &id, message);
            }
        }
        self.checklist_ids(source, &line);
        self.comparisons(source, table, line);
    }

    /// Columns that loops read.
    pub(super) fn loops(&mut self, text: &str, line: impl Fn(usize) -> usize) {
        for (at, table, column) in loop_columns(text) {
            self.column(table, column, line(at));
        }
    }

    /// A column of a table, given or derived; a list of unknown make is let pass.
    pub(super) fn column(&mut self, table: &str, column: &str, line: usize) {
        let procedure = self.procedure;
        if let Some(field) = procedure.field(table).filter(|field| field.kind() == FieldKind::Table) {
            if field.column(column).is_none() {
                self.unknown_column(field, column, column, line);
            }
        } else if let Some(derived) = procedure.derived(table)
            && !derived.columns.is_empty()
            && !derived.columns.iter().any(|known| known == column)
        {
            let hint = hint(column, derived.columns.iter().map(String::as_str));
            let message = format!("推导表“{table}”没有“{column}”这一列{hint}");
            self.push("template.unknown-column", Some(line), column, message);
        }
    }

    /// A path in a list such as `fields` or `needs`.
    pub(super) fn path(&mut self, path: &str) {
        if !self.is_path(path) {
            let message = format!("没有字段“{path}”{}", self.path_hint(path));
            self.push("template.unknown-name", self.locate(path, 1), path, message);
        }
    }

    fn is_path(&self, path: &str) -> bool {
        self.procedure.field_at(path).is_some()
            || self.procedure.derived(base(path)).is_some()
            || self.lost.contains(base(path))
    }

    fn path_hint(&self, path: &str) -> String {
        match (self.procedure.field(base(path)), path.rsplit('.').next()) {
            (Some(field), Some(part)) => hint(part, field.columns.iter().map(Field::key)),
            _ => hint(base(path), self.procedure.fields().map(Field::key)),
        }
    }
}
