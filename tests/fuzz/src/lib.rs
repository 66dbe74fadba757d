//! Hostile inputs (模糊测试). A target is one function of bytes that reads them as the program would; it fails by a panic,
//! by going beyond the memory or the time of its process, or by not giving back what it took.
//!
//! Inputs are made from a seed and a number, so that a failure can be had again; those that failed once are kept in
//! `corpus/<target>` and tried first in every run.

pub mod input;
pub mod mutate;
pub mod run;
pub mod target;
