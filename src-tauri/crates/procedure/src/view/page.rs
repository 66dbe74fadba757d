//! Pages of figures, tables and charts (测算).

use std::sync::Arc;

use ::chart::Tone;
use rust_decimal::Decimal;

use super::read::{Reading, figure};
use super::{ChartReport, chart};
use crate::checklist::{ChecklistReport, checklist};
use crate::expression::{DecimalObject, Facts, Fault, MoneyObject, Scope, plain};
use crate::money::Money;
use crate::template::{FigureTemplate, Shown, ViewColumn, ViewTable, ViewTemplate};

/// Most rows of a table until more are asked for.
pub const MOST_ROWS: usize = 400;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Id within the procedure.
    pub id: String,
    /// Title.
    pub title: String,
    /// A sentence under it.
    pub intro: Option<String>,
    /// Governing articles.
    pub articles: Vec<u32>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// Fields of which one may try other values.
    pub change: Vec<String>,
    /// Figures on top.
    pub figures: Vec<Figure>,
    /// Charts.
    pub charts: Vec<ChartReport>,
    /// Checklists, held against every row.
    pub checklists: Vec<ChecklistReport>,
    /// Tables.
    pub tables: Vec<Table>,
}

/// A figure with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// As it prints; empty while it is not known.
    pub text: String,
    /// Unit after it.
    pub unit: Option<String>,
    /// Meaning.
    pub tone: Tone,
    /// Small words under it.
    pub note: String,
    /// Paths that it waits for.
    pub missing: Vec<String>,
    /// A mistake of the template.
    pub fault: Option<Fault>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Title above it.
    pub title: String,
    /// Heads of the columns.
    pub header: Vec<String>,
    /// Whether a column holds figures and is set to the right.
    pub figures: Vec<bool>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<Cell>>,
    /// Totals of all rows under the columns, empty where there is none; no entries if no column has one.
    pub totals: Vec<String>,
    /// Shown only when one opens it.
    pub folded: bool,
    /// Rows there are, those not searched for included.
    pub all: usize,
    /// Rows beyond those listed.
    pub further: usize,
    /// Paths that it waits for.
    pub missing: Vec<String>,
    /// A mistake of the template.
    pub fault: Option<Fault>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// As it prints; empty while it is not known.
    pub text: String,
    /// Meaning.
    pub tone: Tone,
}

fn is_there(facts: &Arc<Facts>, template: &ViewTemplate) -> bool {
    let scope = Scope::new(facts);
    template.when.as_ref().is_none_or(|when| when.evaluate(&scope).truth() != Some(false))
}

pub(super) fn of_table(
    facts: &Arc<Facts>,
    template: &ViewTemplate,
    index: usize,
    search: &str,
    most: usize,
) -> Option<Table> {
    let wanted = template.tables.get(index)?;
    is_there(facts, template).then(|| table(facts, wanted, search.trim(), most))
}

pub(super) fn report(facts: &Arc<Facts>, template: &ViewTemplate) -> Option<Page> {
    if !is_there(facts, template) {
        return None;
    }
    Some(Page {
        id: template.id.clone(),
        title: template.title.clone(),
        intro: template.intro.clone(),
        articles: template.articles.clone(),
        stage: template.stage.clone(),
        change: template.change.clone(),
        figures: template.figures.iter().map(|figure| figure_of(facts, figure)).collect(),
        charts: template.charts.iter().filter_map(|id| chart(facts, id)).collect(),
        checklists: template
            .checklists
            .iter()
            .filter_map(|id| facts.procedure.checklists.iter().find(|checklist| checklist.id == *id))
            .map(|template| checklist(facts, template))
            .collect(),
        tables: template.tables.iter().map(|table| self::table(facts, table, "", MOST_ROWS)).collect(),
    })
}

fn figure_of(facts: &Arc<Facts>, template: &FigureTemplate) -> Figure {
    let mut reading = Reading::new(facts);
    let scope = reading.scope();
    let text = shown(&mut reading, &template.value, &scope);
    let tone = reading.tone(template.tone.as_ref(), &scope);
    Figure {
        label: template.label.clone(),
        text,
        unit: template.unit.clone(),
        tone,
        note: reading.words(template.note.as_ref(), &scope),
        missing: reading.missing.into_iter().collect(),
        fault: reading.fault,
    }
}

/// A value as it prints; nothing while answers are missing.
fn shown(reading: &mut Reading<'_>, shown: &Shown, scope: &Scope) -> String {
    match reading.value(&shown.value, scope) {
        Some(_) => shown.words.render(scope).replace('\n', " "),
        None => String::new(),
    }
}

/// The first `most` rows in a cell of which the words stand as they are written; of all where nothing is searched for.
fn table(facts: &Arc<Facts>, template: &ViewTable, search: &str, most: usize) -> Table {
    let mut reading = Reading::new(facts);
    let scopes = reading.rows(Some(&template.rows)).unwrap_or_default();
    let mut numeric = vec![true; template.columns.len()];
    let mut rows = Vec::new();
    let mut found = 0;
    for scope in &scopes {
        // Without a search the rest need not be looked at.
        if rows.len() == most && search.is_empty() {
            found = scopes.len();
            break;
        }
        let mut cells: Vec<Cell> = Vec::new();
        for (column, numeric) in template.columns.iter().zip(&mut numeric) {
            // A cell that is not filled in yet is left blank; it does not hide the rest of the table.
            let mut aside = Reading::new(facts);
            let value = aside.value(&column.value.value, scope);
            *numeric &= value.as_ref().is_none_or(|value| figure(value).is_some());
            let text =
                value.map_or_else(String::new, |_| column.value.words.render(scope).replace('\n', " "));
            let tone = aside.tone(column.tone.as_ref(), scope);
            reading.fault = reading.fault.take().or(aside.fault);
            cells.push(Cell { text, tone });
        }
        if search.is_empty() || cells.iter().any(|cell| cell.text.contains(search)) {
            found += 1;
            if rows.len() < most {
                rows.push(cells);
            }
        }
    }
    let totals = if template.columns.iter().any(|column| column.total) && !rows.is_empty() {
        template.columns.iter().map(|column| total(facts, column, &scopes)).collect()
    } else {
        Vec::new()
    };
    let further = found - rows.len();
    Table {
        title: template.title.clone(),
        header: template.columns.iter().map(|column| column.label.clone()).collect(),
        figures: numeric.into_iter().map(|numeric| numeric && !rows.is_empty()).collect(),
        rows,
        totals,
        folded: template.folded,
        all: scopes.len(),
        further,
        missing: reading.missing.into_iter().collect(),
        fault: reading.fault,
    }
}

/// Exact sum of a column; empty while a cell is missing.
fn total(facts: &Arc<Facts>, column: &ViewColumn, scopes: &[Scope]) -> String {
    if !column.total {
        return String::new();
    }
    let mut reading = Reading::new(facts);
    let mut sum = Decimal::ZERO;
    let mut is_money = false;
    for scope in scopes {
        let Some((value, money)) = reading.figure(&column.value.value, scope) else { return String::new() };
        let Some(next) = sum.checked_add(value) else { return String::new() };
        sum = next;
        is_money |= money;
    }
    let fen = sum.checked_mul(Decimal::ONE_HUNDRED).and_then(|fen| i64::try_from(fen).ok());
    match fen {
        Some(fen) if is_money => plain(&minijinja::Value::from_object(MoneyObject(Money::from_fen(fen)))),
        _ => plain(&minijinja::Value::from_object(DecimalObject(sum))),
    }
}
