//! `fields.toml`: sections and fields.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use super::super::field::{Field, FieldEntry, FieldKind, Section};
use super::super::reader::Reader;
use super::Loader;
use super::expression::expression;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionEntry {
    id: String,
    stage: String,
    title: String,
    intro: Option<String>,
    when: Option<Spanned<String>>,
}

impl Loader<'_> {
    pub(super) fn fields(&mut self) -> (Vec<Section>, BTreeMap<String, Field>) {
        let (mut sections, mut fields) = (Vec::new(), BTreeMap::new());
        let Some(mut reader) = self.reader("fields.toml") else { return (sections, fields) };
        let Some(mut table) = reader.table() else {
            self.finish(reader);
            return (sections, fields);
        };
        for value in reader.take_tables(&mut table, "section") {
            let span = value.span();
            let DeValue::Table(mut section) = value.into_inner() else { continue };
            let entries = reader.take_tables(&mut section, "field");
            let head = reader.entry::<SectionEntry>(Spanned::new(span, DeValue::Table(section)));
            // Its fields are read all the same: their mistakes are told, and their names are known.
            let (head, line) = head.unwrap_or_default();
            let mut keys = Vec::new();
            for value in entries {
                let Some((entry, line)) = reader.entry::<FieldEntry>(value) else { continue };
                let key = entry.key.clone();
                let field = self.field(&mut reader, entry, line, &head.id, &head.stage);
                if fields.insert(key.clone(), field).is_some() {
                    reader.push("template.duplicate", Some(line), &key, format!("字段“{key}”写了两次"));
                } else {
                    keys.push(key);
                }
            }
            sections.push(Section {
                line,
                when: expression(&mut reader, head.when.as_ref(), line),
                id: head.id,
                stage: head.stage,
                title: head.title,
                intro: head.intro,
                fields: keys,
            });
        }
        reader.refuse_rest(&table, &["section"]);
        self.finish(reader);
        (sections, fields)
    }

    fn field(
        &self,
        reader: &mut Reader<'_>,
        entry: FieldEntry,
        line: usize,
        section: &str,
        stage: &str,
    ) -> Field {
        let columns = self.parts(&entry).into_iter();
        let columns = columns.map(|part| self.field(reader, part, line, section, stage)).collect();
        let needs_options =
            matches!(entry.kind, FieldKind::Choice | FieldKind::Choices | FieldKind::Checklist);
        if needs_options && entry.options.is_empty() {
            let message = format!("“{}”是选择题，却没有 options", entry.key);
            reader.push("template.options", Some(line), &entry.key, message);
        }
        if entry.kind == FieldKind::Table && entry.columns.is_empty() {
            reader.push(
                "template.columns",
                Some(line),
                &entry.key,
                format!("表格“{}”没有 columns", entry.key),
            );
        }
        let when = expression(reader, entry.when.as_ref(), line);
        let propose = expression(reader, entry.propose.as_ref(), line);
        Field { line, when, propose, columns, section: section.to_owned(), stage: stage.to_owned(), entry }
    }

    /// Columns of a table; parts of a party or bank account, with what this field proposes for them.
    fn parts(&self, entry: &FieldEntry) -> Vec<FieldEntry> {
        let mut parts = match entry.kind {
            FieldKind::Party => self.shared.party.clone(),
            FieldKind::BankAccount => self.shared.bank_account.clone(),
            _ => return entry.columns.clone(),
        };
        for part in &mut parts {
            // A place in the shared file is none in this one: mistakes are told at the field.
            let shared = part.propose.take().map(|source| Spanned::new(0..0, source.into_inner()));
            part.propose = entry.propose_parts.get(&part.key).cloned().or(shared);
        }
        parts
    }
}
