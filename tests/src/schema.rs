//! JSON schemas of the template files, so that an editor completes them. Made from the very types that read the files.
//!
//! Only the outer shape of each file is written here: which tables it has.

#![allow(missing_docs, reason = "shapes of files; their entries are documented where they are read")]

use std::collections::BTreeMap;

use procedure::calendar::CalendarEntry;
use procedure::template::{
    Article, ChartEntry, CheckEntry, Convention, DeadlineEntry, DerivedEntry, DocumentEntry, FeeEntry,
    FieldEntry, ProcedureEntry, RuleEntry, StageEntry, VerdictEntry, ViewEntry,
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

/// A checklist of `checks.toml`.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct ChecklistFile {
    /// Id within the procedure, for `checks('…')`.
    id: String,
    /// What is checked.
    title: String,
    /// Table whose rows are checked one by one.
    rows: String,
    /// What a row is called; `第n行` by default.
    name: Option<String>,
    /// Stage it belongs to.
    stage: Option<String>,
    /// Governing articles.
    #[schemars(default)]
    articles: Vec<u32>,
    /// Points in order.
    check: Vec<CheckEntry>,
    /// What the points come to; the first that holds counts.
    verdict: Vec<VerdictEntry>,
}

/// `checks.toml`
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct ChecksFile {
    checklist: Vec<ChecklistFile>,
}

/// `shared/fees.toml`
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct FeesFile {
    fee: Vec<FeeEntry>,
}

/// `charts.toml`
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct ChartsFile {
    chart: Vec<ChartEntry>,
}

/// `views.toml`
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is made")]
struct ViewsFile {
    view: Vec<ViewEntry>,
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
    let all: [(&str, Schema); 12] = [
        ("procedure", schema_for!(ProcedureFile)),
        ("fields", schema_for!(FieldsFile)),
        ("derived", schema_for!(DerivedFile)),
        ("rule", schema_for!(RuleEntry)),
        ("deadlines", schema_for!(DeadlinesFile)),
        ("document", schema_for!(DocumentEntry)),
        ("charts", schema_for!(ChartsFile)),
        ("views", schema_for!(ViewsFile)),
        ("digest", schema_for!(DigestFile)),
        ("checks", schema_for!(ChecksFile)),
        ("fees", schema_for!(FeesFile)),
        ("calendar", schema_for!(CalendarEntry)),
    ];
    all.into_iter()
        .map(|(name, schema)| {
            Ok((format!("{name}.json"), format!("{}\n", serde_json::to_string_pretty(&schema)?)))
        })
        .collect()
}
