//! The papers of a case as trees, and what they are written with.

use std::sync::{Arc, LazyLock};

use anyhow::{Context, Result};
use document::tree::{Block, Document, Inline};
use document::{Options, compose};
use export::{Fonts, Style};
use procedure::assessment::{Case, DocumentStatus, assess, facts};
use procedure::template::{Example, Procedure};

use crate::case;

/// The shipped layouts.
///
/// # Panics
/// They can't be followed.
pub fn style() -> &'static Style {
    static STYLE: LazyLock<Style> = LazyLock::new(|| {
        let text = case::library().folder().text("shared/style.toml").unwrap_or_default();
        match Style::parse(text) {
            Ok(style) => style,
            Err(error) => panic!("shared/style.toml: {error}"),
        }
    });
    &STYLE
}

/// The shipped fonts.
///
/// # Panics
/// They have not been fetched.
pub fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> = LazyLock::new(|| match Fonts::load(&[xtask::place::fonts()]) {
        Ok(fonts) => fonts,
        Err(error) => panic!("{error}; `cargo xtask fonts` fetches them"),
    });
    &FONTS
}

/// Every paper that applies in an example, one for each row where there is one for each row; finals where possible.
///
/// # Errors
/// The answers are not accepted, or a paper can't be composed.
pub fn of_example(procedure: &Arc<Procedure>, example: &Example) -> Result<Vec<(String, Document)>> {
    let case = case::of(procedure, example)?;
    of_case(procedure, &case, example.today)
}

/// As [`of_example`], for any case.
///
/// # Errors
/// A paper can't be composed.
pub fn of_case(
    procedure: &Arc<Procedure>,
    case: &Case,
    today: chrono::NaiveDate,
) -> Result<Vec<(String, Document)>> {
    let library = case::library();
    let assessment = assess(library, procedure, case, today);
    let facts = facts(library, procedure, case, today);
    let mut papers = Vec::new();
    for report in &assessment.documents {
        if report.state == DocumentStatus::NotApplicable {
            continue;
        }
        let rows: Vec<Option<usize>> =
            if report.rows.is_empty() { vec![None] } else { (0..report.rows.len()).map(Some).collect() };
        for row in rows {
            let draft = !report.is_final(row);
            let fingerprint = Some("0123456789ab".to_owned());
            let options = Options { draft, row, fingerprint };
            let name = row.map_or_else(|| report.id.clone(), |row| format!("{}-{}", report.id, row + 1));
            let document = compose(&facts, &assessment, &report.id, &options)
                .with_context(|| format!("composing {name}"))?;
            papers.push((name, document));
        }
    }
    Ok(papers)
}

/// Blanks and boxes that a template leaves to a hand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Declared {
    /// Low lines.
    pub blanks: usize,
    /// Boxes that are not ticked.
    pub boxes: usize,
}

/// What a paper declares: blanks with words for what a hand writes there, lines for signatures, boxes.
#[must_use]
pub fn declared(document: &Document) -> Declared {
    let mut declared = Declared::default();
    let mut look = |text: &[Inline]| {
        for inline in text {
            match inline {
                Inline::Blank { width, pen: Some(_), .. } => declared.blanks += usize::from(*width),
                Inline::Check { ticked: false } => declared.boxes += 1,
                _ => {}
            }
        }
    };
    let mut parties = 0;
    for block in &document.blocks {
        match block {
            Block::Cover { title, lines } => {
                look(title);
                lines.iter().for_each(|line| look(&line.value));
            }
            Block::Title { text }
            | Block::Heading { text, .. }
            | Block::Paragraph { text, .. }
            | Block::Item { text, .. }
            | Block::Annex { title: text, .. } => look(text),
            Block::Table(table) => {
                table.header.iter().chain(table.rows.iter().flatten()).for_each(|cell| look(&cell.text));
            }
            Block::Signatures { parties: signing } => parties += signing.len(),
            Block::Chart(_) | Block::PageBreak => {}
        }
    }
    // Four for the year, two for the month, two for the day.
    declared.blanks += parties * 8;
    declared
}
