//! A document tree becomes DOCX, PDF and HTML bytes.
//!
//! * [`html()`]: a fragment for the live preview;
//! * [`docx()`]: a Word file with real styles;
//! * [`pdf()`]: a PDF with embedded font subsets, laid out here;
//! * [`Style`]: every number of the two layouts, from `templates/shared/style.toml`.
//!
//! What a paper says is settled before it gets here; see `document`.

pub mod archive;
mod columns;
mod deflate;
mod docx;
pub mod dossier;
mod error;
mod font;
mod html;
mod layout;
mod outline;
pub mod parallel;
pub mod parcel;
mod pdf;
mod picture;
mod sign;
pub mod style;
mod title;
mod words;
mod xml;

pub use docx::{docx, docx_drawn};
pub use error::ExportError;
pub use font::{Fonts, Substitution, glyphs, glyphs_of};
pub use html::html;
pub use pdf::{Pdf, pdf, pdf_noted};
pub use style::Style;
