//! The commands, one file a noun.

#![allow(clippy::needless_pass_by_value, reason = "Tauri hands commands their arguments by value")]

pub mod bin;
pub mod cases;
pub mod closing;
pub mod crashes;
pub mod deadlines;
pub mod documents;
pub mod drafts;
pub mod entries;
pub mod exchange;
pub mod log;
pub mod parties;
pub mod procedures;
pub mod settings;
pub mod starting;
pub mod tables;
pub mod views;

use crate::error::Failure;

/// What every command answers.
pub type Answer<T> = Result<T, Failure>;
