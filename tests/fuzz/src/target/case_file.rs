//! Case files, as another program may have written them.

use std::sync::LazyLock;

use anyhow::{Context as _, Result};
use procedure::assessment::assess;
use procedure::case_file::{self, CaseFile, MOST_BYTES};
use procedure::template::Library;

/// The shipped templates.
pub(super) static LIBRARY: LazyLock<Option<Library>> = LazyLock::new(|| {
    let folder = store::shelf::read(&xtask::place::root().join("templates")).ok()?;
    Library::load(&folder).ok()
});

pub(super) fn run(data: &[u8]) {
    let Some(library) = &*LIBRARY else { panic!("the shipped templates cannot be loaded") };
    let Ok(text) = case_file::text_of(data.to_vec(), MOST_BYTES) else { return };
    match case_file::load(library, &text) {
        Ok(loaded) => {
            // What was taken comes back as it was written out.
            let again = case_file::load(library, &loaded.file.to_text());
            assert!(again.is_ok_and(|again| again.file == loaded.file), "not the same when read again");
            let today = loaded.procedure.in_force_from;
            let assessment = assess(library, &loaded.procedure, &loaded.case, today);
            for finding in &assessment.findings {
                assert!(!finding.message.contains("模板的错误"), "blames a template: {}", finding.message);
            }
        }
        Err(problems) => assert!(problems.total() > 0 && problems.len() <= problems.total()),
    }
}

pub(super) fn seeds() -> Result<Vec<Vec<u8>>> {
    let library = LIBRARY.as_ref().context("模板读不出来")?;
    let samples = library.procedures().filter_map(|procedure| {
        let example = procedure.examples.get("sample")?;
        let mut file = CaseFile::new(procedure.slug(), example.answers.clone());
        file.title.clone_from(&example.title);
        Some(file.to_text().into_bytes())
    });
    let small = r#"{"format":"choujian-case/1","procedure":"donation","answers":{"estimated_total":"1","escrow_deposits":[{"amount":"2"}]}}"#;
    Ok(samples.chain([small.as_bytes().to_vec()]).collect())
}
