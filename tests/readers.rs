//! Programs that other people wrote open what we write: LibreOffice and python-docx the Word files, qpdf the PDFs; and
//! the schemas of Office Open XML find nothing wrong in them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::process::Command;

use tests::{case, office, paper, text};

/// Writes the sample's papers as Word files and answers their names and texts.
fn written(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for procedure in case::library().procedures() {
        for (name, document) in paper::of_example(procedure, &procedure.examples["sample"]).unwrap() {
            let file = folder.join(format!("{}-{name}.docx", procedure.slug()));
            std::fs::write(&file, export::docx_drawn(&document, paper::style(), paper::fonts()).unwrap())
                .unwrap();
            files.push((file, text::squeeze(&document::plain_text(&document))));
        }
    }
    files
}

#[test]
fn libreoffice_opens_every_word_file_of_the_sample() {
    let folder = tempfile::tempdir().unwrap();
    let files = written(folder.path());
    let as_text = "txt:Text (encoded):UTF8";
    office::convert(folder.path(), as_text, files.iter().map(|(file, _)| file.as_path())).unwrap();
    for (file, wanted) in files {
        let read = std::fs::read_to_string(file.with_extension("txt")).unwrap();
        let read = text::squeeze(&read);
        // LibreOffice writes out list numbers, headers and the table of contents in its own way; what must be
        // there is the text from its first sentence to its last.
        let tail: String = wanted.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
        assert!(read.contains(&tail), "{}: {tail} is not in what LibreOffice reads", file.display());
        assert!(
            read.chars().count() * 10 >= wanted.chars().count() * 9,
            "{}: text is missing",
            file.display()
        );
    }
}

#[test]
fn libreoffice_breaks_pages_as_the_pdf_does() {
    let folder = tempfile::tempdir().unwrap();
    let files = written(folder.path());
    office::convert(folder.path(), "pdf", files.iter().map(|(file, _)| file.as_path())).unwrap();
    let papers = case::library()
        .procedures()
        .flat_map(|procedure| paper::of_example(procedure, &procedure.examples["sample"]).unwrap());
    let mut apart = Vec::new();
    for ((file, _), (name, document)) in files.iter().zip(papers) {
        let own = export::pdf_noted(&document, paper::style(), paper::fonts()).unwrap().pages;
        let theirs = lopdf::Document::load(file.with_extension("pdf")).unwrap().get_pages().len();
        // One page in thirty.
        if own.abs_diff(theirs) * 30 > own.max(30) {
            apart.push(format!("{name}: {own} pages here, {theirs} there"));
        }
    }
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

/// What a script of ours in the tests' Python environment says about files.
fn python(script: &str, files: &[(PathBuf, String)]) -> String {
    let python = xtask::place::target().join("venv/bin/python");
    assert!(python.exists(), "no {}; `cargo xtask test` makes it", python.display());
    let output = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(script))
        .args(files.iter().map(|(file, _)| file))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn word_files_keep_to_the_schemas_of_office_open_xml() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = written(folder.path());
    // A draft has a header, a watermark and marked blanks.
    for procedure in case::library().procedures() {
        for (name, mut document) in paper::of_example(procedure, &procedure.examples["sample"]).unwrap() {
            document.draft = true;
            let file = folder.path().join(format!("{}-{name}-draft.docx", procedure.slug()));
            let bytes = export::docx_drawn(&document, paper::style(), paper::fonts()).unwrap();
            std::fs::write(&file, bytes).unwrap();
            files.push((file, String::new()));
        }
    }
    assert_eq!(python("word_schema.py", &files), "");
}

#[test]
fn python_docx_reads_the_same_text() {
    let folder = tempfile::tempdir().unwrap();
    let files = written(folder.path());
    let read = python("word_text.py", &files);
    let read: Vec<&str> = read.split('\0').collect();
    assert_eq!(read.len(), files.len() + 1);
    for ((file, wanted), read) in files.iter().zip(read) {
        let read = text::squeeze(read);
        assert!(read == *wanted, "{}: {}", file.display(), text::parting(wanted, &read));
    }
}

#[test]
fn qpdf_finds_nothing_wrong_with_a_pdf() {
    let folder = tempfile::tempdir().unwrap();
    for procedure in case::library().procedures() {
        for (name, document) in paper::of_example(procedure, &procedure.examples["sample"]).unwrap() {
            let file = folder.path().join(format!("{name}.pdf"));
            std::fs::write(&file, export::pdf(&document, paper::style(), paper::fonts()).unwrap()).unwrap();
            let output = Command::new("qpdf").arg("--check").arg(&file).output().unwrap();
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
        }
    }
}
