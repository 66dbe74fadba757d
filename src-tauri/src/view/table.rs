//! Tables from spreadsheets, for the page.

use procedure::template::Field;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use workbook::{Confidence, Fate, Imported, Question, Severity, SheetName, Source, grouped};

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
    /// What a person decided.
    #[serde(default)]
    pub answers: Vec<AnswerRequest>,
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

#[derive(Debug, Deserialize, TS)]
pub struct AnswerRequest {
    /// Id of the question.
    pub id: String,
    /// Key of the choice.
    pub key: String,
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
    /// What became of each row, a sheet at a time.
    accounts: Vec<AccountView>,
    /// What is read as something else than it shows.
    differences: Vec<DifferencesView>,
    /// What a person has to decide, answered or not; nothing can be imported before.
    questions: Vec<QuestionView>,
    /// Sheets that were not read, and why.
    unread_sheets: Vec<UnreadSheetView>,
    /// Whether columns are taken as for an earlier file with the same headers.
    remembered: bool,
    /// Problems that are only counted.
    more_problems: usize,
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
    #[ts(type = "'none' | 'near' | 'alike' | 'exact' | 'chosen' | 'remembered'")]
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
    /// Why the sum of the rows that are taken is another.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
}

/// How many rows of a sheet met which fate; they add up to `rows`.
#[derive(Debug, Serialize, TS)]
pub struct AccountView {
    sheet: String,
    rows: u32,
    fates: Vec<FateView>,
}

#[derive(Debug, Serialize, TS)]
pub struct FateView {
    #[ts(
        type = "'above' | 'header' | 'taken' | 'refused' | 'total' | 'subtotal' | 'remark' | 'repeated_header' | 'hidden' | 'dashes' | 'beside' | 'empty'"
    )]
    fate: Fate,
    count: u32,
}

#[derive(Debug, Serialize, TS)]
pub struct DifferencesView {
    sheet: String,
    column: String,
    label: String,
    count: usize,
    examples: Vec<DifferenceView>,
}

#[derive(Debug, Serialize, TS)]
pub struct DifferenceView {
    row: u32,
    shown: String,
    read: String,
}

#[derive(Debug, Serialize, TS)]
pub struct QuestionView {
    id: String,
    text: String,
    choices: Vec<ChoiceView>,
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct ChoiceView {
    key: String,
    label: String,
}

#[derive(Debug, Serialize, TS)]
pub struct UnreadSheetView {
    name: String,
    why: String,
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
    pub remembered: bool,
}

impl ImportView {
    pub fn of(
        table: &Field,
        source: &Source,
        imported: &Result<Imported, String>,
        around: &Around<'_>,
    ) -> Self {
        let (sheet, plan) = (&source.first().sheet, &source.first().plan);
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
            cells: plan
                .columns
                .iter()
                .map(|column| match sheet.shown(row, column.index) {
                    Some(text) => clipped(&text),
                    None => String::new(),
                })
                .collect(),
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
            accounts: read.map(accounts).unwrap_or_default(),
            differences: read.map(differences).unwrap_or_default(),
            questions: source.questions(table).into_iter().map(question).collect(),
            unread_sheets: source
                .unread
                .iter()
                .map(|(name, why)| UnreadSheetView { name: name.clone(), why: why.clone() })
                .collect(),
            remembered: around.remembered,
            more_problems: read.map_or(0, |read| read.more_problems),
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
            explanation: total.explanation.clone(),
        })
        .collect()
}

fn accounts(read: &Imported) -> Vec<AccountView> {
    let accounts = read.accounts.iter().map(|account| AccountView {
        sheet: account.sheet.clone(),
        rows: account.rows,
        fates: account.fates.iter().map(|(fate, count)| FateView { fate: *fate, count: *count }).collect(),
    });
    accounts.collect()
}

fn differences(read: &Imported) -> Vec<DifferencesView> {
    let columns = read.differences.iter().map(|column| DifferencesView {
        sheet: column.sheet.clone(),
        column: column.column.clone(),
        label: column.label.clone(),
        count: column.count,
        examples: column
            .examples
            .iter()
            .map(|one| DifferenceView { row: one.row, shown: one.shown.clone(), read: one.read.clone() })
            .collect(),
    });
    columns.collect()
}

fn question(question: Question) -> QuestionView {
    let choices = question.choices.into_iter().map(|one| ChoiceView { key: one.key, label: one.label });
    QuestionView { id: question.id, text: question.text, choices: choices.collect(), answer: question.answer }
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
