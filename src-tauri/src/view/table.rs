//! Tables from spreadsheets, for the page.

use procedure::template::Field;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use workbook::{Confidence, Imported, Plan, Severity, Sheet, SheetName, grouped};

use super::case::CaseView;

/// What is to be looked at, or looked at in another way.
#[derive(Debug, Default, Deserialize, TS)]
pub struct PlanRequest {
    /// Another sheet; its columns are matched anew.
    #[ts(optional)]
    pub sheet: Option<String>,
    /// First and last row of the header, when the proposal is wrong.
    #[ts(optional)]
    pub header: Option<(u32, u32)>,
    /// Columns of the sheet (from 0) taken for others of the table, or for none.
    #[serde(default)]
    pub assign: Vec<AssignRequest>,
    /// Whether hidden rows are read.
    pub hidden_rows: bool,
    /// Whether the rows follow those that are there, or take their place.
    pub append: bool,
}

#[derive(Debug, Deserialize, TS)]
pub struct AssignRequest {
    pub index: usize,
    pub key: Option<String>,
}

/// What a spreadsheet would come to.
#[derive(Debug, Serialize, TS)]
pub struct ImportView {
    file: String,
    sheets: Vec<SheetView>,
    sheet: String,
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<(u32, u32)>,
    columns: Vec<PlannedColumnView>,
    /// Keys of the table's columns that the sheet does not have.
    missing: Vec<String>,
    /// The first rows, as they stand in the columns above.
    preview: Vec<PreviewRowView>,
    hidden_rows: bool,
    append: bool,
    /// Rows that the table has now.
    existing: usize,
    read: usize,
    good: usize,
    refused: usize,
    groups: Vec<ProblemGroupView>,
    skipped: Vec<SkippedView>,
    /// Hidden rows that were read.
    hidden: usize,
    /// Cells filled from merged ones.
    filled: usize,
    totals: Vec<TotalView>,
    /// Why nothing can be read as matters stand.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    obstacle: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct SheetView {
    name: String,
    hidden: bool,
}

#[derive(Debug, Serialize, TS)]
pub struct PlannedColumnView {
    index: usize,
    letters: String,
    header: String,
    key: Option<String>,
    #[ts(type = "'none' | 'near' | 'alike' | 'exact' | 'chosen'")]
    confidence: Confidence,
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct PreviewRowView {
    number: u32,
    hidden: bool,
    cells: Vec<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct ProblemGroupView {
    label: String,
    #[ts(type = "Severity")]
    severity: Severity,
    count: usize,
    examples: Vec<CellProblemView>,
}

#[derive(Debug, Serialize, TS)]
pub struct CellProblemView {
    row: u32,
    column: String,
    value: String,
    reason: String,
    articles: Vec<u32>,
}

#[derive(Debug, Serialize, TS)]
pub struct SkippedView {
    count: usize,
    rows: Vec<u32>,
    reason: String,
}

#[derive(Debug, Serialize, TS)]
pub struct TotalView {
    label: String,
    sum: String,
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    stated: Option<String>,
}

/// What an import left behind.
#[derive(Debug, Serialize, TS)]
pub struct ImportedView {
    /// The case with its new rows.
    pub view: CaseView,
    /// Text that is not an answer yet.
    pub unread: Vec<UnreadView>,
}

/// Text of a cell that could not be read.
#[derive(Debug, Serialize, TS)]
pub struct UnreadView {
    /// Row of the table, from 0.
    pub row: usize,
    /// Key of the column.
    pub key: String,
    /// As it stands in the sheet.
    pub text: String,
}

/// Rows shown before anything is imported.
const PREVIEW: usize = 8;
/// Rows named of each reason for leaving some out.
const NAMED: usize = 8;

/// What stands around a reading.
pub struct Around<'a> {
    pub file: &'a str,
    pub sheets: &'a [SheetName],
    pub existing: usize,
    pub append: bool,
}

impl ImportView {
    pub fn of(
        table: &Field,
        sheet: &Sheet,
        plan: &Plan,
        imported: &Result<Imported, String>,
        around: &Around<'_>,
    ) -> Self {
        let columns: Vec<PlannedColumnView> = plan
            .columns
            .iter()
            .map(|column| PlannedColumnView {
                index: column.index,
                letters: column.letters.clone(),
                header: column.header.clone(),
                key: column.key.clone(),
                confidence: column.confidence,
                note: column.note.clone(),
            })
            .collect();
        let below = sheet.rows.iter().filter(|row| row.number > plan.header_to.unwrap_or(0));
        let preview = below.take(PREVIEW).map(|row| PreviewRowView {
            number: row.number,
            hidden: row.hidden,
            cells: plan.columns.iter().map(|column| clipped(&row.cell(column.index).shown())).collect(),
        });
        let read = imported.as_ref().ok();
        Self {
            file: around.file.to_owned(),
            sheets: around
                .sheets
                .iter()
                .map(|sheet| SheetView { name: sheet.name.clone(), hidden: sheet.hidden })
                .collect(),
            sheet: sheet.name.clone(),
            header: plan.header_from.zip(plan.header_to),
            missing: plan.missing(table).map(|column| column.key().to_owned()).collect(),
            preview: preview.collect(),
            columns,
            hidden_rows: plan.hidden_rows,
            append: around.append,
            existing: around.existing,
            read: read.map_or(0, |read| read.read),
            good: read.map_or(0, |read| read.rows.len()),
            refused: read.map_or(0, Imported::refused),
            groups: read.map(groups).unwrap_or_default(),
            skipped: read.map(skipped).unwrap_or_default(),
            hidden: read.map_or(0, |read| read.hidden.len()),
            filled: read.map_or(0, |read| read.filled),
            totals: read.map(totals).unwrap_or_default(),
            obstacle: imported.as_ref().err().cloned(),
        }
    }
}

fn groups(read: &Imported) -> Vec<ProblemGroupView> {
    grouped(&read.problems)
        .into_iter()
        .map(|group| ProblemGroupView {
            label: group.label,
            severity: group.severity,
            count: group.count,
            examples: group
                .examples
                .into_iter()
                .map(|problem| CellProblemView {
                    row: problem.row,
                    column: problem.column,
                    value: problem.value,
                    reason: problem.reason,
                    articles: problem.articles,
                })
                .collect(),
        })
        .collect()
}

fn skipped(read: &Imported) -> Vec<SkippedView> {
    read.skipped
        .iter()
        .map(|skipped| SkippedView {
            count: skipped.rows.len(),
            rows: skipped.rows.iter().take(NAMED).copied().collect(),
            reason: skipped.reason.to_owned(),
        })
        .collect()
}

fn totals(read: &Imported) -> Vec<TotalView> {
    read.totals
        .iter()
        .map(|total| TotalView {
            label: total.label.clone(),
            sum: total.sum.clone(),
            stated: total.stated.clone(),
        })
        .collect()
}

/// Enough of a cell to recognise it.
fn clipped(text: &str) -> String {
    let mut letters = text.chars();
    let mut clipped: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() {
        clipped.push('…');
    }
    clipped
}
