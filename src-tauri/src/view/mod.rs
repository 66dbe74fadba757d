//! Shapes for the page. Only these derive TypeScript; the libraries know nothing of it.

mod assessment;
mod case;
mod document;
mod procedure;
mod program;

pub use assessment::{DeadlineView, FindingView};
pub use case::{CaseDeadline, CaseSummary, CaseView, Change, Problem, Reading};
pub use document::{GenerateRequest, GenerateResult, GeneratedView, PreviewView, Progress, RefusedView};
pub use procedure::ProcedureView;
pub use program::{BackupView, CalendarYearView, HolidayYear, Licence, PartyRow, SettingsView};

#[cfg(test)]
mod bindings;
