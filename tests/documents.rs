//! The papers of every example: composed, written as DOCX, PDF and HTML, and each holding just the text of the tree.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use procedure::template::{Example, Procedure};
use tests::{case, paper, pdf_text, text};

fn main() {
    let mut trials = Vec::new();
    for (procedure, example) in case::examples() {
        let name = format!("{}/{}", procedure.slug(), example.name);
        trials.push(Trial::test(format!("{name} as Word, HTML and PDF"), move || {
            told(each(procedure, example, every_form))
        }));
        if example.name == "sample" {
            trials.push(Trial::test(format!("{name} twice gives the same bytes"), move || {
                told(each(procedure, example, same_bytes))
            }));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn told(result: Result<()>) -> Result<(), Failed> {
    result.map_err(|error| format!("{error:#}").into())
}

fn each(
    procedure: &Arc<Procedure>,
    example: &Example,
    check: fn(&document::tree::Document) -> Result<()>,
) -> Result<()> {
    for (name, document) in paper::of_example(procedure, example)? {
        check(&document)
            .with_context(|| format!("{name} ({})", if document.draft { "draft" } else { "final" }))?;
    }
    Ok(())
}

fn every_form(document: &document::tree::Document) -> Result<()> {
    let wanted = text::squeeze(&document::plain_text(document));
    let docx = export::docx_drawn(document, paper::style(), paper::fonts())?;
    let found = text::squeeze(&text::of_docx(&docx)?);
    ensure!(found == wanted, "DOCX: {}", text::parting(&wanted, &found));
    blanks_declared(document, &found).context("DOCX")?;
    let found = text::squeeze(&text::of_html(&export::html(document))?);
    ensure!(found == wanted, "HTML: {}", text::parting(&wanted, &found));
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, export::pdf(document, paper::style(), paper::fonts())?)?;
    let lines = pdf_text::lines(&file)?;
    blanks_declared(document, &lines.concat()).context("PDF")?;
    pdf_text::matches(document, &lines).context("PDF")
}

/// In a final, as many signs that look like a blank as the template leaves to a hand, and not one more.
fn blanks_declared(document: &document::tree::Document, found: &str) -> Result<()> {
    if document.draft {
        return Ok(());
    }
    let declared = paper::declared(document);
    for (sign, count) in [('＿', declared.blanks), ('□', declared.boxes), ('〓', 0)] {
        let shown = found.matches(sign).count();
        ensure!(shown == count, "{shown} {sign} where {count} are declared");
    }
    Ok(())
}

fn same_bytes(document: &document::tree::Document) -> Result<()> {
    let docx = || export::docx_drawn(document, paper::style(), paper::fonts());
    ensure!(docx()? == docx()?, "DOCX differs");
    let pdf = || export::pdf(document, paper::style(), paper::fonts());
    ensure!(pdf()? == pdf()?, "PDF differs");
    Ok(())
}
