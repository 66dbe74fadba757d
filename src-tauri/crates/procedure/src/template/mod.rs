//! What a folder of templates says: stages, fields, rules, deadlines, papers and digests of a procedure.

mod body;
mod check;
mod entry;
mod example;
mod field;
mod folder;
mod library;
mod load;
mod mistake;
mod procedure;
mod reader;
mod told;

pub use entry::{
    Article, Blocking, ChartEntry, ChartForm, ChartKind, ChartTemplate, Check, CheckEntry, Checklist,
    ChecklistEntry, Citation, ContentEntry, Convention, DeadlineEntry, Derived, DerivedEntry, DocumentEntry,
    DocumentKind, DocumentTemplate, FeeBracketEntry, FeeEntry, FigureTemplate, KnownUnit, LaneDays, LaneTemplate,
    MarkerTemplate, Policy, ProcedureEntry, Rule, RuleEntry, Severity, Shown, Stage, StageEntry,
    StepTemplate, Verdict, VerdictEntry, ViewColumn, ViewEntry, ViewTable, ViewTemplate,
};
pub use example::{Example, Expectation, ExpectedDeadline};
pub use field::{ChoiceOption, Field, FieldEntry, FieldKind, Identifier, PresetRows, Section, Unique};
pub use folder::{Folder, Refused};
pub use library::{Broken, Library};
pub use mistake::Mistake;
pub use procedure::{Deadline, PeriodSpec, Procedure};
pub(crate) use reader::nearest;
