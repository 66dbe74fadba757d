//! Reading the files of a folder into procedures; what their names mean is left to [`super::check`].

mod chart;
mod checklist;
mod deadline;
mod document;
mod example;
mod expression;
mod fee;
mod field;
mod rule;
mod shared;
mod view;

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeValue;

use super::check;
use super::entry::{Convention, Derived, DerivedEntry, ProcedureEntry, Stage, StageEntry, day};
use super::folder::Folder;
use super::mistake::Mistake;
use super::procedure::Procedure;
use super::reader::Reader;
use expression::expression;
pub(super) use shared::{Shared, calendar, partials};

/// One procedure; `None` if its `procedure.toml` cannot be read at all.
pub(super) fn procedure(
    folder: &Folder,
    slug: &str,
    shared: &Shared,
    mistakes: &mut Vec<Mistake>,
) -> Option<Procedure> {
    let mut loader =
        Loader { folder, slug, shared, mistakes, lost: shared.lost.clone(), unreadable: shared.unreadable };
    let (entry, stages, conventions) = loader.head()?;
    let dates = day(&entry.in_force_from).zip(day(&entry.in_force_until));
    let Some((in_force_from, in_force_until)) = dates else {
        let mut reader = loader.reader("procedure.toml")?;
        reader.push("template.date", None, "in_force_from", "施行日期应写成 2022-10-28 的形式");
        loader.mistakes.append(&mut reader.mistakes);
        return None;
    };
    let (sections, fields) = loader.fields();
    let order = |stage: &str| stages.iter().position(|known: &Stage| known.id == stage).unwrap_or(usize::MAX);
    let mut rules = loader.rules(&entry.number);
    rules.sort_by_key(|rule| (order(&rule.stage), rule.id.clone()));
    let mut documents = loader.documents();
    documents.sort_by_key(|document| (order(&document.entry.stage), document.id.clone()));
    for (index, document) in documents.iter_mut().enumerate() {
        document.position = index + 1;
    }
    let procedure = Procedure {
        in_force_from,
        in_force_until,
        stages,
        conventions,
        sections,
        derived: loader.derived(),
        rules,
        deadlines: loader.deadlines(&entry.number),
        checklists: loader.checklists(&entry.number),
        papers: crate::paper::environment(folder, &documents),
        documents,
        charts: loader.charts(),
        views: loader.views(),
        digest: loader.tables("digest.toml", "article"),
        examples: loader.examples(),
        policies: shared.policies.clone(),
        units: shared.units.clone(),
        fees: shared.fees.clone(),
        hash: folder.hash(slug),
        fields,
        entry,
    };
    let (lost, unreadable) = (loader.lost, loader.unreadable);
    // Where a file that gives names to expressions is unreadable, every such name would seem unknown.
    Some(if unreadable { procedure } else { check::names(procedure, folder, &lost, mistakes) })
}

struct Loader<'a> {
    folder: &'a Folder,
    slug: &'a str,
    shared: &'a Shared,
    mistakes: &'a mut Vec<Mistake>,
    /// Names of entries that could not be read.
    lost: BTreeSet<String>,
    /// A whole file whose entries expressions name could not be read.
    unreadable: bool,
}

impl<'a> Loader<'a> {
    fn reader(&self, file: &str) -> Option<Reader<'a>> {
        let path = format!("{}/{file}", self.slug);
        self.folder.text(&path).map(|text| Reader::new(path, text))
    }

    fn finish(&mut self, reader: Reader<'_>) {
        self.unreadable |= reader.unreadable;
        self.finish_unnamed(reader);
    }

    /// A file whose entries no expression names: without it the other files can be checked all the same.
    fn finish_unnamed(&mut self, reader: Reader<'_>) {
        self.lost.extend(reader.lost);
        self.mistakes.extend(reader.mistakes);
    }

    /// One file of a folder of files, each an entry of its own named `id`.
    fn finish_one(&mut self, reader: Reader<'_>, id: &str) {
        if !reader.mistakes.is_empty() {
            self.lost.insert(id.to_owned());
        }
        self.mistakes.extend(reader.mistakes);
    }

    /// `[[key]]` tables of a file that has nothing else.
    fn tables<T: DeserializeOwned>(&mut self, file: &str, key: &str) -> Vec<T> {
        let Some(mut reader) = self.reader(file) else { return Vec::new() };
        let mut entries = Vec::new();
        if let Some(mut table) = reader.table() {
            for value in reader.take_tables(&mut table, key) {
                entries.extend(reader.entry(value).map(|(entry, _)| entry));
            }
            reader.refuse_rest(&table, &[key]);
        }
        self.finish_unnamed(reader);
        entries
    }

    fn head(&mut self) -> Option<(ProcedureEntry, Vec<Stage>, Vec<Convention>)> {
        let mut reader = self.reader("procedure.toml")?;
        let Some(mut table) = reader.table() else {
            self.finish(reader);
            return None;
        };
        let mut stages = Vec::new();
        for value in reader.take_tables(&mut table, "stage") {
            if let Some((entry, line)) = reader.entry::<StageEntry>(value) {
                stages.push(Stage {
                    opens: expression(&mut reader, entry.opens.as_ref(), line),
                    id: entry.id,
                    title: entry.title,
                    articles: entry.articles,
                    closed: entry.closed,
                    eligibility: entry.eligibility,
                });
            }
        }
        let mut conventions = Vec::new();
        for value in reader.take_tables(&mut table, "conventions") {
            conventions.extend(reader.entry(value).map(|(entry, _)| entry));
        }
        let end = reader.text.len();
        let entry = reader.entry::<ProcedureEntry>(Spanned::new(0..end, DeValue::Table(table)));
        if let Some((entry, _)) = &entry
            && entry.slug != self.slug
        {
            let message = format!("slug 写的是“{}”，文件夹名是“{}”，两者应一致", entry.slug, self.slug);
            reader.push("template.slug", Some(1), "slug", message);
        }
        self.finish(reader);
        entry.map(|(entry, _)| (entry, stages, conventions))
    }

    fn derived(&mut self) -> Vec<Derived> {
        let Some(mut reader) = self.reader("derived.toml") else { return Vec::new() };
        let mut derived = Vec::new();
        if let Some(mut table) = reader.table() {
            for value in reader.take_tables(&mut table, "derived") {
                let Some((entry, line)) = reader.entry::<DerivedEntry>(value) else { continue };
                let Some(value) = expression(&mut reader, Some(&entry.value), line) else {
                    reader.lost.insert(entry.key);
                    continue;
                };
                derived.push(Derived {
                    key: entry.key,
                    label: entry.label,
                    kind: entry.kind,
                    value,
                    articles: entry.articles,
                    options: entry.options,
                    columns: entry.columns.into_iter().map(|column| column.key).collect(),
                });
            }
            reader.refuse_rest(&table, &["derived"]);
        }
        self.finish(reader);
        derived
    }
}
