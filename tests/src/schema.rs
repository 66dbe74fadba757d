//! JSON schemas of the template files, so that an editor completes them. Made from the very types that read the files.
//!
//! Only the outer shape of each file is written here: which tables it has.

#![allow(missing_docs, reason = "shapes of files; their entries are documented where they are read")]

use std::collections::BTreeMap;

use procedure::calendar::CalendarEntry;
use procedure::template::{
    Article, Convention, DeadlineEntry, DerivedEntry, DocumentEntry, FieldEntry, ProcedureEntry, RuleEntry,
    StageEntry,
};
use schemars::{JsonSchema, Schema, schema_for};

/// `procedure.toml`
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct ProcedureFile {
    #[schemars(flatten)]
    procedure: ProcedureEntry,
    /// Stages in the order of the task list.
    stage: Vec<StageEntry>,
    /// Readings taken where the regulation is ambiguous (口径).
    #[schemars(default)]
    conventions: Vec<Convention>,
}

/// A section of `fields.toml`.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct SectionFile {
    /// Id within the procedure.
    id: String,
    /// Stage it belongs to.
    stage: String,
    /// Heading.
    title: String,
    /// A sentence under the heading.
    intro: Option<String>,
    /// Asked only when this expression holds.
    when: Option<String>,
    /// Fields in the order in which they are asked.
    field: Vec<FieldEntry>,
}

/// `fields.toml`
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct FieldsFile {
    section: Vec<SectionFile>,
}

/// `derived.toml`
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct DerivedFile {
    derived: Vec<DerivedEntry>,
}

/// `deadlines.toml`
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct DeadlinesFile {
    deadline: Vec<DeadlineEntry>,
}

/// `digest.toml`
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct DigestFile {
    article: Vec<Article>,
}

/// Text of every schema by file name.
///
/// # Errors
/// A schema can't be written as JSON.
pub fn files() -> serde_json::Result<BTreeMap<String, String>> {
    let all: [(&str, Schema); 8] = [
        ("procedure", schema_for!(ProcedureFile)),
        ("fields", schema_for!(FieldsFile)),
        ("derived", schema_for!(DerivedFile)),
        ("rule", schema_for!(RuleEntry)),
        ("deadlines", schema_for!(DeadlinesFile)),
        ("document", schema_for!(DocumentEntry)),
        ("digest", schema_for!(DigestFile)),
        ("calendar", schema_for!(CalendarEntry)),
    ];
    all.into_iter()
        .map(|(name, schema)| {
            Ok((format!("{name}.json"), format!("{}\n", serde_json::to_string_pretty(&schema)?)))
        })
        .collect()
}
