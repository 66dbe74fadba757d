//! Shapes for the page. Only these derive TypeScript; the libraries know nothing of it.

mod assessment;
mod case;
mod document;
mod page;
pub mod patch;
mod procedure;
mod program;
mod table;

pub use assessment::{DeadlineView, FindingView};
pub use case::{
    CaseChange, CaseDeadline, CaseSummary, CaseView, Change, EntryRequest, Problem, Reading, RowsView, Saved, Splice,
};
pub use document::{GenerateRequest, GenerateResult, GeneratedView, PreviewView, Progress, RefusedView};
pub use page::{ChartView, PageTableView, PageView, WhatIfView};
pub use procedure::ProcedureView;
pub use program::{BackupView, CalendarYearView, HolidayYear, Licence, PartyRow, SettingsView};
pub use table::{Around, ImportView, ImportedView, PlanRequest, UnreadView};

#[cfg(test)]
mod bindings;
