//! What the program keeps: cases with every revision of their answers, the documents made from them, parties
//! and settings, in one SQLite file; and the few ways in which it touches other files.
//!
//! Left out on purpose: what an answer means (crate `procedure`), the clock (every time is an argument), and
//! choosing folders (the shell asks its user).
//!
//! An edit for which a call has returned is on the disk: the journal is a write-ahead log and each commit is
//! synchronised before the call returns.
//!
//! How it is kept whole, module by module: `session` and `opening` tell whether file and log are those that were left;
//! `watch` whether the file is still there before each commit; `seal` that what is read is what was written; `check`
//! looks at everything; `draft` keeps what is being typed; `backup`, `keep` and `restore` hold copies; `salvage` gets
//! out of a damaged file what can be read; `erase` leaves no byte of what is deleted for good; `rights` keeps others out.

mod answer_version;
mod backup;
mod case;
mod change;
mod check;
mod database;
mod draft;
mod erase;
mod error;
mod generated;
mod history;
mod json;
mod keep;
mod lock;
mod migration;
mod moment;
mod notice;
mod opening;
mod party;
mod quarantine;
mod record;
mod restore;
mod revision;
mod rights;
mod salvage;
mod seal;
mod search;
mod session;
mod set;
mod settings;
pub mod shelf;
mod summary;
mod watch;
mod write;

pub use backup::{Backup, Kind as BackupKind, Soundness, backup, backups, clear_leftovers, copy_to, inspect, prune};
pub use case::{Cases, NewCase};
pub use change::{Change, Edit, Part};
pub use database::{Author, Store};
pub use draft::{Draft, DraftChange, Drafts};
pub use error::StoreError;
pub use generated::{Generated, GeneratedDocuments, NewGenerated};
pub use history::Answered;
pub use keep::keep;
pub use notice::{Damage, Notice, Report};
pub use party::{Parties, Party};
pub use record::{CaseId, CaseRecord, CaseRow};
pub use restore::restore;
pub use revision::{Kind, Revision, Revisions};
pub use salvage::{Salvaged, salvage};
pub use set::{LaidSet, Left, lay_set};
pub use settings::Settings;
pub use summary::{Summaries, Summary};
pub use rights::private_folder;
pub use write::{ensure_folder, write_whole};
