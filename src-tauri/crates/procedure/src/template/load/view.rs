//! `views.toml`.

use toml::Spanned;

use super::super::entry::{
    FigureEntry, FigureTemplate, Shown, ViewColumn, ViewColumnEntry, ViewEntry, ViewTable, ViewTableEntry,
    ViewTemplate,
};
use super::super::reader::Reader;
use super::Loader;
use super::expression::{expression, message};
use crate::expression::Message;

impl Loader<'_> {
    pub(super) fn views(&mut self) -> Vec<ViewTemplate> {
        let Some(mut reader) = self.reader("views.toml") else { return Vec::new() };
        let mut views = Vec::new();
        if let Some(mut table) = reader.table() {
            for value in reader.take_tables(&mut table, "view") {
                let Some((entry, line)) = reader.entry::<ViewEntry>(value) else { continue };
                views.extend(view(&mut reader, entry, line));
            }
            reader.refuse_rest(&table, &["view"]);
        }
        self.finish(reader);
        views
    }
}

fn view(reader: &mut Reader<'_>, entry: ViewEntry, line: usize) -> Option<ViewTemplate> {
    let when = expression(reader, entry.when.as_ref(), line);
    let figures: Vec<_> = entry.figure.iter().map(|figure| self::figure(reader, figure, line)).collect();
    let tables: Vec<_> = entry.table.iter().map(|table| self::table(reader, table, line)).collect();
    Some(ViewTemplate {
        id: entry.id,
        line,
        title: entry.title,
        intro: entry.intro,
        when,
        articles: entry.articles,
        stage: entry.stage,
        change: entry.change,
        charts: entry.charts,
        checklists: entry.checklists,
        figures: figures.into_iter().collect::<Option<_>>()?,
        tables: tables.into_iter().collect::<Option<_>>()?,
    })
}

fn shown(reader: &mut Reader<'_>, source: &Spanned<String>, line: usize) -> Option<Shown> {
    let value = expression(reader, Some(source), line)?;
    let words = Message::compile(&format!("{{{{ {} }}}}", value.source), value.line).ok()?;
    Some(Shown { value, words })
}

fn figure(reader: &mut Reader<'_>, entry: &FigureEntry, line: usize) -> Option<FigureTemplate> {
    let value = shown(reader, &entry.value, line);
    let tone = expression(reader, entry.tone.as_ref(), line);
    let note = entry.note.as_ref().and_then(|note| message(reader, note, line));
    Some(FigureTemplate { label: entry.label.clone(), value: value?, unit: entry.unit.clone(), tone, note })
}

fn table(reader: &mut Reader<'_>, entry: &ViewTableEntry, line: usize) -> Option<ViewTable> {
    let rows = expression(reader, Some(&entry.rows), line);
    let columns: Vec<_> = entry.columns.iter().map(|column| self::column(reader, column, line)).collect();
    Some(ViewTable {
        title: entry.title.clone(),
        rows: rows?,
        folded: entry.folded,
        columns: columns.into_iter().collect::<Option<_>>()?,
    })
}

fn column(reader: &mut Reader<'_>, entry: &ViewColumnEntry, line: usize) -> Option<ViewColumn> {
    let value = shown(reader, &entry.value, line);
    let tone = expression(reader, entry.tone.as_ref(), line);
    Some(ViewColumn { label: entry.label.clone(), value: value?, tone, total: entry.total })
}
