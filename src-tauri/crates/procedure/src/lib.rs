//! What a folder of templates says, and what a set of answers then implies.
//!
//! Pure: no file system, no clock, no network. A [`template::Library`] is made of text, [`assessment::assess`] of a
//! procedure, a case and a day. Everything on screen, on the command line and on paper follows from it.

pub mod answer;
pub mod assessment;
pub mod calendar;
pub mod case_file;
pub mod checklist;
pub mod entry;
pub mod expression;
pub mod fee;
pub mod identifier;
pub mod money;
pub mod paper;
pub mod period;
pub mod rent;
pub mod subsidy;
pub mod template;
pub mod vacancy;
pub mod view;
pub mod words;
