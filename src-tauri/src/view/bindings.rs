//! Keeps `ui/src/ipc/bindings.ts` equal to the shapes of this folder.

use std::path::Path;

use ts_rs::{Config, TS};

use super::assessment::*;
use super::case::*;
use super::changed::*;
use super::document::*;
use super::keeping::*;
use super::page::*;
use super::patch::*;
use super::procedure::*;
use super::program::*;
use super::table::*;
use crate::crash::CrashReport;
use crate::error::Failure;

/// The text of the bindings.
fn bindings() -> String {
    let config = Config::default();
    let mut text = String::from(
        "// The shapes that cross the bridge between the page and the program.\n\
         // Generated from src-tauri/src/view by `cargo xtask bindings`; a test compares. Do not edit.\n\n\
         export type Json = null | boolean | number | string | Json[] | { [k: string]: Json };\n\n\
         export type FieldKind =\n  | 'text'\n  | 'long_text'\n  | 'money'\n  | 'area'\n  | 'decimal'\n  | 'percent'\n  | \
         'integer'\n  | 'date'\n  | 'boolean'\n  | 'choice'\n  | 'choices'\n  | 'party'\n  | 'bank_account'\n  | 'table'\n  | \
         'checklist';\n\n\
         export type Severity = 'error' | 'warning' | 'notice';\n\n\
         export type Tone = 'neutral' | 'good' | 'warn' | 'bad';\n\n\
         export type CheckResult = 'pass' | 'fail' | 'pending' | 'not_applicable';\n",
    );
    macro_rules! declare {
        ($($shape:ty),* $(,)?) => {$(
            text.push_str("\nexport ");
            text.push_str(&<$shape>::decl(&config));
            text.push('\n');
        )*};
    }
    declare!(
        OptionView,
        OfferView,
        FieldView,
        SectionView,
        StageView,
        ArticleView,
        DocumentKindView,
        ConventionView,
        ViewLink,
        ProcedureView,
        MistakeView,
        UnusableView,
        CitationView,
        ValueView,
        TraceInputView,
        TraceView,
        FindingView,
        OriginView,
        StepView,
        DeadlineView,
        StageState,
        DocumentState,
        UnfilledView,
        AssessmentView,
        CaseSummary,
        CaseView,
        ChangedView,
        SteppedView,
        Piece,
        Patch,
        RowsView,
        CaseChange,
        Saved,
        Splice,
        RepeatedView,
        Change,
        EntryRequest,
        Problem,
        Reading,
        CaseDeadline,
        PreviewView,
        GenerateRequest,
        Disk,
        GeneratedView,
        RefusedView,
        GenerateResult,
        Progress,
        HolidayYear,
        DaysOffView,
        CalendarYearView,
        Licence,
        SettingsView,
        BackupView,
        StartView,
        NoticeView,
        ReportView,
        DeletedView,
        DraftView,
        DraftKept,
        RescueRequest,
        PartyRow,
        AssignRequest,
        AnswerRequest,
        PlanRequest,
        SheetView,
        PlannedColumnView,
        PreviewRowView,
        CellProblemView,
        ProblemGroupView,
        SkippedView,
        TotalView,
        FateView,
        AccountView,
        DifferenceView,
        DifferencesView,
        ChoiceView,
        QuestionView,
        UnreadSheetView,
        ImportView,
        UnreadView,
        ImportedView,
        LackView,
        GridView,
        ChartView,
        FigureView,
        CellView,
        PageTableView,
        PointView,
        TroubleView,
        CardView,
        ChecklistView,
        PageView,
        WhatIfView,
        CrashReport,
        Failure,
    );
    text
}

/// `CHOUJIAN_BLESS=1` writes the file instead of comparing, which `cargo xtask bindings` does.
#[test]
fn the_page_knows_the_present_shapes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/bindings.ts");
    let expected = bindings();
    if std::env::var_os("CHOUJIAN_BLESS").is_some() {
        std::fs::write(&path, &expected).expect("the page's folder can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "ui/src/ipc/bindings.ts is out of date: run `cargo xtask bindings`");
}
