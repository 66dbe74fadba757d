//! The commands, one file a noun.

pub mod cases;
pub mod deadlines;
pub mod documents;
pub mod entries;
pub mod exchange;
pub mod parties;
pub mod procedures;
pub mod settings;

use crate::error::Failure;

/// What every command answers.
pub type Answer<T> = Result<T, Failure>;
