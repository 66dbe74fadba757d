//! What a fresh machine needs, and everything that a developer or CI does with the project.
//!
//! Depends on next to nothing, so that `cargo xtask` answers within seconds of a clone. It knows no regulation and no
//! document: what has to look into those (schemas, bindings, end-to-end tests) is a program of the crate concerned,
//! and is only started from here.

pub mod bench;
pub mod call;
pub mod fonts;
pub mod generate;
pub mod icons;
pub mod legal;
pub mod need;
pub mod package;
pub mod page;
pub mod place;
pub mod python;
pub mod skeleton;
pub mod start;
pub mod step;
pub mod supply;
pub mod system;
pub mod trial;
