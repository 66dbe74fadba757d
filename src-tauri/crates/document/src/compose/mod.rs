//! Running the template of a paper over the facts of a case.

mod chart;
mod draft;
mod environment;
mod print;
mod whole;

use std::sync::Arc;

use minijinja::Value as Jinja;
use procedure::assessment::Assessment;
use procedure::expression::{Facts, Fault, Scope, is_of_answers, reason};
use procedure::paper::body_name;
use procedure::template::{DocumentKind, DocumentTemplate};

use crate::error::ComposeError;
use crate::markdown::{self, Parsed};
use crate::piece::Pieces;
use crate::tree::{Block, Document, Inline, Kind};

/// How a paper is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// As a draft: with header, watermark and the list of what stands open.
    pub draft: bool,
    /// Row of the table, for papers written once per row.
    pub row: Option<usize>,
    /// Short fingerprint of the case revision for the footer of a final.
    pub fingerprint: Option<String>,
}

/// What composing may cost, see [`minijinja::Environment::set_fuel`]: about as many steps, or 64 bytes each. The longest
/// paper that is shipped takes some 20,000 …
const FUEL: u64 = 2_000_000;
/// … and for each row of a table up to 300.
const FUEL_PER_ROW: u64 = 1_000;
/// However many rows there are.
const MOST_FUEL: u64 = 10_000_000;
/// Bytes of stack for a step.
const STACK_PER_FUEL: usize = 96;

fn fuel(facts: &Facts) -> u64 {
    let fields = facts.procedure.fields().map(procedure::template::Field::key);
    let derived = facts.procedure.derived.iter().map(|derived| derived.key.as_str());
    let rows: usize = fields.chain(derived).map(|key| facts.row_count(key)).sum();
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    FUEL.saturating_add(rows.saturating_mul(FUEL_PER_ROW)).min(MOST_FUEL)
}

/// Composes the paper `id` of a case.
///
/// # Errors
/// [`ComposeError`]: no such paper or row, a mistake of the template, or a final that would print a blank where no hand is
/// to write: whatever the caller believes about the paper, that is no final.
pub fn compose(
    facts: &Arc<Facts>,
    assessment: &Assessment,
    id: &str,
    options: &Options,
) -> Result<Document, ComposeError> {
    let (document, unknown) = compose_parsed(facts, assessment, id, options)?;
    match unknown.first() {
        None if options.draft => Ok(document),
        None => whole::check(facts, document),
        Some(anchor) => Err(ComposeError::Template {
            title: document.title,
            file: format!("{}/documents/{id}.md", facts.procedure.slug()),
            line: 1,
            reason: format!("引用了不存在的锚点 #{anchor}"),
        }),
    }
}

/// The paper together with the anchors that references name in vain.
pub(crate) fn compose_parsed(
    facts: &Arc<Facts>,
    assessment: &Assessment,
    id: &str,
    options: &Options,
) -> Result<(Document, Vec<String>), ComposeError> {
    let template =
        facts.procedure.document(id).ok_or_else(|| ComposeError::UnknownDocument(id.to_owned()))?;
    let title = template.entry.title.clone();
    let mut scope = Scope::new(facts);
    if let Some(table) = &template.entry.each {
        let index = options.row.unwrap_or(0);
        let rows = assessment.documents.iter().find(|document| document.id == id).map_or(0, |d| d.rows.len());
        if index >= rows && rows > 0 {
            return Err(ComposeError::UnknownRow { title, row: index + 1 });
        }
        scope = scope.with_row(table, index);
    }
    let scope = scope.with("overridden", overridden(assessment)).with("document", about(&title, options));

    let pieces = Pieces::default();
    let fuel = fuel(facts);
    let environment = environment::with_pieces(&scope, &pieces, fuel);
    // A template can build values as deep as it has steps (`[[[…]]]`, a level at 8 steps), and they are taken apart by
    // recursion. The memory is only taken where a template goes there.
    let stack = usize::try_from(fuel).unwrap_or(usize::MAX).saturating_mul(STACK_PER_FUEL);
    let fault = |error: minijinja::Error| template_fault(facts, template, &error);
    let body = stacker::grow(stack, || {
        environment.get_template(&body_name(id)).and_then(|body| body.render(scope.context())).map_err(fault)
    })?;
    let printed_title = stacker::grow(stack, || {
        environment.render_named_str("title", &title, scope.context()).map_err(fault)
    })?;
    let author = match &template.entry.author {
        Some(key) => facts.answers.at(&format!("{key}.name")).map(procedure::answer::Value::to_json),
        None => None,
    };

    let kind = match template.entry.kind {
        DocumentKind::Official => Kind::Official,
        DocumentKind::Contract => Kind::Contract,
    };
    let charts = chart::Charts::new(facts, options.draft);
    let Parsed { mut blocks, unknown } = markdown::parse(&body, kind, &pieces, &|id| charts.illustration(id));
    if let Some((line, chart, fault)) = charts.fault() {
        let (title, file) = (template.entry.title.clone(), format!("{}/charts.toml", facts.procedure.slug()));
        let reason = format!("图“{chart}”：{fault}");
        return Err(match fault {
            Fault::Template(_) => ComposeError::Template { title, file, line, reason },
            Fault::Answers { .. } => ComposeError::Answers { title, reason },
        });
    }
    let title = markdown::inlines(&printed_title, &pieces);
    let plain_title = crate::plain::inline_text(&title);
    put_title(&mut blocks, title);
    if options.draft {
        blocks.extend(draft::notes(facts, assessment, id));
    }
    let document = Document {
        id: id.to_owned(),
        title: plain_title,
        kind,
        language: "zh-CN",
        date: facts.today,
        author: author.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default(),
        draft: options.draft,
        contents_table: template.entry.contents_table,
        fingerprint: options.fingerprint.clone().filter(|_| !options.draft),
        blocks,
    };
    Ok((document, unknown))
}

/// The cover carries the title if there is one; otherwise the title comes first.
fn put_title(blocks: &mut Vec<Block>, title: Vec<Inline>) {
    for block in blocks.iter_mut() {
        if let Block::Cover { title: cover, .. } = block {
            *cover = title;
            return;
        }
    }
    blocks.insert(0, Block::Title { text: title });
}

/// Warnings set aside with a written reason: they are printed where a paper asks for them.
fn overridden(assessment: &Assessment) -> Jinja {
    let set_aside =
        assessment.findings.iter().filter_map(|finding| Some((finding, finding.override_reason.as_ref()?)));
    set_aside
        .map(|(finding, reason)| {
            Jinja::from_pairs([
                ("title", Jinja::from(finding.title.as_str())),
                ("reason", Jinja::from(reason.as_str())),
                ("citation", Jinja::from(draft::citations(&finding.basis))),
            ])
        })
        .collect()
}

fn about(title: &str, options: &Options) -> Jinja {
    Jinja::from_pairs([("title", Jinja::from(title)), ("draft", Jinja::from(options.draft))])
}

fn template_fault(facts: &Facts, template: &DocumentTemplate, error: &minijinja::Error) -> ComposeError {
    if is_of_answers(error) {
        return ComposeError::Answers { title: template.entry.title.clone(), reason: reason(error) };
    }
    let inside = error.name().filter(|name| name.starts_with("partials/"));
    let line = error.line().unwrap_or(1);
    ComposeError::Template {
        title: template.entry.title.clone(),
        file: match inside {
            Some(partial) => format!("shared/{partial}"),
            None => format!("{}/documents/{}.md", facts.procedure.slug(), template.id),
        },
        line: if inside.is_some() { line } else { template.body_line + line - 1 },
        reason: reason(error),
    }
}
