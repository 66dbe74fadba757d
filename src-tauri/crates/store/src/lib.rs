//! What the program keeps: cases with every revision of their answers, the documents made from them, parties
//! and settings, in one SQLite file; and the few ways in which it touches other files.
//!
//! Left out on purpose: what an answer means (crate `procedure`), the clock (every time is an argument), and
//! choosing folders (the shell asks its user).
//!
//! An edit for which a call has returned is on the disk: the journal is a write-ahead log and each commit is
//! synchronised before the call returns.

mod answer_version;
mod backup;
mod case;
mod change;
mod database;
mod error;
mod generated;
mod history;
mod json;
mod lock;
mod migration;
mod moment;
mod opening;
mod party;
mod quarantine;
mod record;
mod restore;
mod revision;
mod search;
mod set;
mod settings;
pub mod shelf;
mod summary;
mod write;

pub use backup::{Backup, backups, prune};
pub use case::{Cases, NewCase};
pub use change::{Change, Edit, Part};
pub use database::Store;
pub use error::StoreError;
pub use generated::{Generated, GeneratedDocuments, NewGenerated};
pub use history::Answered;
pub use party::{Parties, Party};
pub use record::{CaseId, CaseRecord, CaseRow};
pub use restore::restore;
pub use revision::{Kind, Revision, Revisions};
pub use set::{LaidSet, Left, lay_set};
pub use settings::Settings;
pub use summary::{Summaries, Summary};
pub use write::{ensure_folder, write_whole};
