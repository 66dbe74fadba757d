//! A rare character in a name: it is printed, or the final waits; it never prints as 〓.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

use export::dossier::{Format, Order, Workshop};
use procedure::answer::Answers;
use procedure::assessment::{Case, DocumentStatus, assess};
use procedure::template::Library;
use serde_json::json;
use tests::{case, paper, text};

/// The sample of the donation procedure with this legal representative.
fn named(library: &Library, name: &str) -> Case {
    let procedure = library.procedure("donation").unwrap();
    let mut answers = procedure.examples["sample"].answers.clone();
    answers["donor"]["legal_representative"] = json!(name);
    Case { answers: Answers::read(procedure, &answers).unwrap(), ..Case::default() }
}

fn order() -> Order {
    Order {
        documents: vec!["donation-agreement".to_owned()],
        formats: vec![Format::Docx, Format::Pdf],
        finals: true,
        fingerprint: None,
    }
}

#[test]
fn a_rare_name_prints_in_both_forms() {
    let library = case::library().clone().with_glyphs(export::glyphs(paper::fonts(), paper::style()));
    let procedure = library.procedure("donation").unwrap();
    let today = procedure.examples["sample"].today;
    let workshop = Workshop { library: &library, style: paper::style(), fonts: Some(paper::fonts()) };
    let made = workshop.make(procedure, &named(&library, "𫰠某"), today, &order(), |_, _, _| true).unwrap();
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let bytes = |format| &made.files.iter().find(|file| file.format == format).unwrap().bytes;
    let word = text::of_docx(bytes(Format::Docx)).unwrap();
    assert!(word.contains("𫰠某") && !word.contains('〓'));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, bytes(Format::Pdf)).unwrap();
    let output = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("𫰠某") && !printed.contains('〓'));
    let note = made.notes.iter().find(|note| note.contains("生僻字")).unwrap();
    assert!(note.starts_with("Word 文件中的生僻字（𫰠）写明用 HanaMinB 字体。"), "{note}");
}

#[test]
fn a_character_that_no_font_has_keeps_the_final_back_and_is_told_at_its_answer() {
    let library = case::library().clone().with_glyphs(export::glyphs(paper::fonts(), paper::style()));
    let procedure = library.procedure("donation").unwrap();
    let today = procedure.examples["sample"].today;
    // CJK extension I: no font that is shipped has it.
    let case = named(&library, "\u{2ebf5}某");
    let assessment = assess(&library, procedure, &case, today);
    let lack = &assessment.lacks[0];
    assert_eq!((lack.path.as_str(), lack.code), ("donor.legal_representative", "answer.no-glyph"));
    let report = assessment.documents.iter().find(|report| report.id == "donation-agreement").unwrap();
    assert_eq!(
        (report.state, report.missing.as_slice()),
        (DocumentStatus::Draft, &["donor.legal_representative".to_owned()][..])
    );
    // Whoever does not ask the assessment with fonts is stopped before a file is written.
    let plain = case::library();
    for formats in [vec![Format::Docx], vec![Format::Pdf]] {
        let workshop = Workshop { library: plain, style: paper::style(), fonts: Some(paper::fonts()) };
        let order = Order { formats, ..order() };
        let made = workshop.make(procedure, &case, today, &order, |_, _, _| true).unwrap();
        assert!(made.files.is_empty());
        assert!(made.refused[0].reasons[0].starts_with("没有字体可以印出“\u{2ebf5}”（U+2EBF5）。"));
    }
}
