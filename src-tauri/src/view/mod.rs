//! Shapes for the page. Only these derive TypeScript; the libraries know nothing of it.

mod assessment;
mod case;
mod changed;
mod document;
mod keeping;
mod page;
pub mod patch;
mod procedure;
mod program;
mod table;

pub use assessment::{DeadlineView, FindingView};
pub use case::{
    CaseChange, CaseDeadline, CaseSummary, CaseView, Change, EntryRequest, OfferView, Problem, Reading,
    RowsView, Saved, Splice, SteppedView,
};
pub use changed::changed;
pub use document::{
    Disk, GenerateRequest, GenerateResult, GeneratedView, PreviewView, Progress, RefusedView, sha256,
};
pub use keeping::{
    BackupView, DeletedView, DraftKept, DraftView, NoticeView, ReportView, RescueRequest, StartView,
};
pub use page::{ChartView, PageTableView, PageView, WhatIfView};
pub use procedure::{ProcedureView, UnusableView};
pub use program::{CalendarYearView, HolidayYear, Licence, PartyRow, SettingsView};
pub use table::{Around, ImportView, ImportedView, PlanRequest, UnreadView};

#[cfg(test)]
mod bindings;
