//! What the templates say, for the page.

use procedure::template::{Broken, DocumentKind, Field, FieldKind, Identifier, Procedure};
use serde::Serialize;
use ts_rs::TS;

/// Columns from which on a table is wide. A list of flats (13 columns) is still read across, a bond (31) is not.
const WIDE: usize = 16;

/// A procedure with everything its screens need.
#[derive(Debug, Serialize, TS)]
pub struct ProcedureView {
    slug: String,
    title: String,
    short: String,
    summary: String,
    regulation: String,
    number: String,
    in_force_from: String,
    in_force_until: String,
    minutes: u32,
    at_hand: Vec<String>,
    users: Vec<String>,
    stages: Vec<StageView>,
    sections: Vec<SectionView>,
    documents: Vec<DocumentKindView>,
    digest: Vec<ArticleView>,
    conventions: Vec<ConventionView>,
    /// Pages of figures, charts and tables.
    views: Vec<ViewLink>,
    has_sample: bool,
}

/// A procedure that cannot be used because of mistakes in its templates.
#[derive(Debug, Serialize, TS)]
pub struct UnusableView {
    slug: String,
    short: String,
    mistakes: Vec<MistakeView>,
}

/// A mistake of a template.
#[derive(Debug, Serialize, TS)]
pub struct MistakeView {
    /// File and line: `donation/deadlines.toml:12`.
    place: String,
    message: String,
    code: String,
}

impl UnusableView {
    pub fn of(broken: &Broken) -> Self {
        let mistakes = broken.mistakes.iter().map(|mistake| MistakeView {
            place: match mistake.line {
                Some(line) => format!("{}:{line}", mistake.file),
                None => mistake.file.clone(),
            },
            message: mistake.message.clone(),
            code: mistake.code.to_owned(),
        });
        Self { slug: broken.slug.clone(), short: broken.short.clone(), mistakes: mistakes.collect() }
    }
}

/// A page of figures, charts and tables, as a link.
#[derive(Debug, Serialize, TS)]
pub struct ViewLink {
    id: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    stage: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct StageView {
    id: String,
    title: String,
    articles: Vec<u32>,
    eligibility: bool,
    sections: Vec<String>,
    documents: Vec<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct SectionView {
    id: String,
    stage: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    intro: Option<String>,
    fields: Vec<FieldView>,
}

#[derive(Debug, Serialize, TS)]
pub struct FieldView {
    key: String,
    #[ts(type = "FieldKind")]
    kind: FieldKind,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    hint: Option<String>,
    articles: Vec<u32>,
    optional: bool,
    options: Vec<OptionView>,
    /// Columns of a table, or the parts of a party or bank account.
    columns: Vec<FieldView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    places: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    identifier: Option<Identifier>,
    /// Of a table: too many columns for a line; a row is filled in as a form beside the list of rows.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    wide: bool,
    /// Of a column: added up below the table.
    totalled: bool,
}

#[derive(Debug, Serialize, TS)]
pub struct OptionView {
    key: String,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    hint: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct DocumentKindView {
    id: String,
    title: String,
    #[ts(type = "'official' | 'contract'")]
    kind: DocumentKind,
    stage: String,
    articles: Vec<u32>,
}

#[derive(Debug, Serialize, TS)]
pub struct ArticleView {
    number: u32,
    title: String,
    chapter: String,
    text: String,
}

#[derive(Debug, Serialize, TS)]
pub struct ConventionView {
    id: String,
    title: String,
    text: String,
    articles: Vec<u32>,
}

impl ProcedureView {
    pub fn of(procedure: &Procedure) -> Self {
        let entry = &procedure.entry;
        Self {
            slug: entry.slug.clone(),
            title: entry.title.clone(),
            short: entry.short.clone(),
            summary: entry.summary.clone(),
            regulation: entry.regulation.clone(),
            number: entry.number.clone(),
            in_force_from: procedure.in_force_from.to_string(),
            in_force_until: procedure.in_force_until.to_string(),
            minutes: entry.minutes,
            at_hand: entry.at_hand.clone(),
            users: entry.users.clone(),
            stages: procedure.stages.iter().map(|stage| stage_view(procedure, stage)).collect(),
            sections: procedure.sections.iter().map(|section| section_view(procedure, section)).collect(),
            documents: procedure
                .documents
                .iter()
                .map(|document| DocumentKindView {
                    id: document.id.clone(),
                    title: document.entry.title.clone(),
                    kind: document.entry.kind,
                    stage: document.entry.stage.clone(),
                    articles: document.entry.articles.clone(),
                })
                .collect(),
            digest: procedure
                .digest
                .iter()
                .map(|article| ArticleView {
                    number: article.number,
                    title: article.title.clone(),
                    chapter: article.chapter.clone(),
                    text: article.text.clone(),
                })
                .collect(),
            views: procedure
                .views
                .iter()
                .map(|view| ViewLink {
                    id: view.id.clone(),
                    title: view.title.clone(),
                    stage: view.stage.clone(),
                })
                .collect(),
            conventions: procedure
                .conventions
                .iter()
                .map(|convention| ConventionView {
                    id: convention.id.clone(),
                    title: convention.title.clone(),
                    text: convention.text.clone(),
                    articles: convention.articles.clone(),
                })
                .collect(),
            has_sample: procedure.examples.contains_key("sample"),
        }
    }
}

fn stage_view(procedure: &Procedure, stage: &procedure::template::Stage) -> StageView {
    let sections = procedure.sections.iter().filter(|section| section.stage == stage.id);
    let documents = procedure.documents.iter().filter(|document| document.entry.stage == stage.id);
    StageView {
        id: stage.id.clone(),
        title: stage.title.clone(),
        articles: stage.articles.clone(),
        eligibility: stage.eligibility,
        sections: sections.map(|section| section.id.clone()).collect(),
        documents: documents.map(|document| document.id.clone()).collect(),
    }
}

fn section_view(procedure: &Procedure, section: &procedure::template::Section) -> SectionView {
    SectionView {
        id: section.id.clone(),
        stage: section.stage.clone(),
        title: section.title.clone(),
        intro: section.intro.clone(),
        fields: section.fields.iter().filter_map(|key| procedure.field(key)).map(FieldView::of).collect(),
    }
}

impl FieldView {
    fn of(field: &Field) -> Self {
        let entry = &field.entry;
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let text = matches!(entry.kind, FieldKind::Text | FieldKind::LongText);
        Self {
            key: entry.key.clone(),
            kind: entry.kind,
            label: entry.label.clone(),
            hint: entry.hint.clone(),
            articles: entry.articles.clone(),
            optional: entry.optional,
            options: entry
                .options
                .iter()
                .map(|option| OptionView {
                    key: option.key.clone(),
                    label: option.label.clone(),
                    hint: option.hint.clone(),
                })
                .collect(),
            columns: field.columns.iter().map(Self::of).collect(),
            unit: entry.unit.clone(),
            max_length: text.then(|| number(field.max_length())),
            places: entry.places,
            identifier: entry.identifier,
            wide: entry.kind == FieldKind::Table && field.columns.len() >= WIDE,
            totalled: field.is_totalled(),
        }
    }
}
