//! The leasing sample with many flats: assessed after one edit, its plan and its claim written.

use std::sync::Arc;

use anyhow::{Context, Result};
use document::{Options, compose};
use procedure::answer::Value;
use procedure::assessment::{Case, assess, facts};
use procedure::template::{Example, Procedure};

use super::Measuring;
use crate::{case, paper};

/// Measures the assessment with 1,000 and 10,000 flats, and plan and claim with 1,000 and 5,000.
///
/// # Errors
/// The sample cannot be read, or a paper not be written.
pub fn measure_all(measuring: &Measuring) -> Result<()> {
    let library = case::library();
    let procedure = library.procedure("leasing").context("no procedure leasing")?;
    let sample = procedure.examples.get("sample").context("no example sample")?;
    for count in [1_000, 10_000] {
        let mut case = with_units(procedure, sample, count)?;
        let mut copies = 0;
        measuring.measure(&format!("assess-{count}"), || {
            // One answer differs each time, as after one edit.
            copies += 1;
            case.answers.set("copies_total", Value::Integer(copies));
            Ok(assess(library, procedure, &case, sample.today).findings.len())
        })?;
    }
    for count in [1_000, 5_000] {
        let case = with_units(procedure, sample, count)?;
        for (name, id) in [("plan", "raising-plan"), ("claim", "subsidy-claim")] {
            measuring.measure(&format!("{name}-{count}"), || write(procedure, sample, &case, id))?;
        }
    }
    Ok(())
}

/// From the answers to both files, as when somebody presses the button.
fn write(procedure: &Arc<Procedure>, sample: &Example, case: &Case, id: &str) -> Result<usize> {
    let library = case::library();
    let assessment = assess(library, procedure, case, sample.today);
    let facts = facts(library, procedure, case, sample.today);
    let options = Options { draft: true, row: None, fingerprint: None };
    let document = compose(&facts, &assessment, id, &options)?;
    let word = export::docx_drawn(&document, paper::style(), paper::fonts())?;
    let pdf = export::pdf(&document, paper::style(), paper::fonts())?;
    Ok(word.len() + pdf.len())
}

/// The sample, its flats repeated under new numbers.
fn with_units(procedure: &Procedure, sample: &Example, count: usize) -> Result<Case> {
    let mut case = case::of(procedure, sample)?;
    let Some(Value::Table(known)) = case.answers.get("units").cloned() else {
        anyhow::bail!("the sample has no flats");
    };
    let rows = (0..count).map(|index| {
        let mut row = known[index % known.len()].clone();
        row.insert(
            "unit_no".to_owned(),
            Value::Text(format!("{}栋{:04}", index / 1_000 + 1, index % 1_000).into()),
        );
        row
    });
    case.answers.set("units", Value::Table(Arc::new(rows.collect())));
    Ok(case)
}
