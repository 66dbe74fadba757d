//! What comes with the templates: schemas for editors, and the folder that `cargo xtask new` begins.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use procedure::assessment::{Case, assess};
use procedure::template::Library;
use tests::case;

#[test]
fn the_committed_schemas_are_those_of_the_code() {
    let folder = xtask::place::root().join("templates/schema");
    for (name, text) in tests::schema::files().unwrap() {
        let committed = std::fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(committed == text, "templates/schema/{name} is out of date; `cargo xtask schema` writes it");
    }
}

#[test]
fn a_new_folder_loads_renders_and_its_example_holds() {
    let mut folder = case::folder();
    for (path, text) in xtask::skeleton::files("street-lamps") {
        folder.insert(format!("street-lamps/{path}"), text);
    }
    let library = Library::load(&folder).unwrap_or_else(|mistakes| {
        panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    assert!(document::check(&library).is_empty(), "{:?}", document::check(&library));
    let procedure = library.procedure("street-lamps").unwrap();
    let sample = &procedure.examples["sample"];
    let found = assess(&library, procedure, &case::of(procedure, sample).unwrap(), sample.today);
    let told = tests::expectation::differences(&sample.expect, &found);
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(!found.deadlines.is_empty() && !found.documents.is_empty());

    let order = export::dossier::Order {
        documents: Vec::new(),
        formats: vec![export::dossier::Format::Docx, export::dossier::Format::Pdf],
        finals: true,
        partial: false,
        fingerprint: None,
        name_bytes: document::NAME_BYTES,
    };
    let workshop = export::dossier::Workshop {
        library: &library,
        style: tests::paper::style(),
        fonts: Some(tests::paper::fonts()),
    };
    let case = case::of(procedure, sample).unwrap();
    let made = workshop.make(procedure, &case, sample.today, &order, |_, _, _| true).unwrap();
    assert_eq!(made.files.len(), 2);
    assert!(made.refused.is_empty(), "{:?}", made.refused);

    // An empty case is no mistake either.
    let empty = assess(&library, procedure, &Case::default(), sample.today);
    assert!(empty.findings.iter().all(|finding| !finding.is_breach()));
}

#[test]
fn a_name_that_is_no_folder_name_is_refused() {
    for name in ["", "Street", "路灯", "a b", "-a", "shared", "schema", "../a"] {
        assert!(xtask::skeleton::problem(name).is_some(), "{name} was accepted");
    }
    assert!(xtask::skeleton::problem("street-lamps").is_none());
}
