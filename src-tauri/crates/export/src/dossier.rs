//! A whole set of papers (成套文书): composing and writing what was ordered, and saying what could not be made.
//!
//! Both the window and the command line order here, so a paper cannot come out differently in the two.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use document::{ComposeError, Options, compose, file_stem};
use procedure::assessment::{Assessment, Case, DocumentReport, DocumentStatus, assess, facts};
use procedure::expression::Facts;
use procedure::template::{Library, Procedure};

use crate::font::substitution_notice;
use crate::pdf::missing_notice;
use crate::{ExportError, Fonts, Style, Substitution, docx, docx_drawn, html, parallel, pdf_noted};

/// Form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Word.
    Docx,
    /// PDF.
    Pdf,
    /// HTML, for programs.
    Html,
}

impl Format {
    /// Ending of the file name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Ids of papers; empty for all that apply.
    pub documents: Vec<String>,
    /// Forms of each.
    pub formats: Vec<Format>,
    /// Finals where possible; otherwise everything comes out as a draft.
    pub finals: bool,
    /// Whether the other papers are wanted where some cannot be made; otherwise it is all of them or none.
    pub partial: bool,
    /// Short fingerprint of the case revision for the footer of finals.
    pub fingerprint: Option<String>,
}

/// A file made, not yet written anywhere.
#[derive(Debug, Clone)]
pub struct MadeFile {
    /// Id of the paper.
    pub document: String,
    /// Title of the paper.
    pub title: String,
    /// Name of the row, for papers written once per row.
    pub row: Option<String>,
    /// Form.
    pub format: Format,
    /// Name that every file system accepts.
    pub file_name: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A paper that was ordered and cannot be made: not as a final, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Id of the paper.
    pub document: String,
    /// Title of the paper, with the name of the row for papers written once per row that failed for one of them.
    pub title: String,
    /// Stable code: `dossier.not-final`, or that of the failure.
    pub code: &'static str,
    /// What stands in the way, in words.
    pub reasons: Vec<String>,
}

/// What came of an order.
#[derive(Debug, Clone, Default)]
pub struct Dossier {
    /// Files in the order of papers.
    pub files: Vec<MadeFile>,
    /// Papers that could not be made.
    pub refused: Vec<Refused>,
    /// How many papers were made and put aside, because others could not be and the order did not say
    /// [`Order::partial`]; `files` is empty then.
    pub withheld: usize,
    /// Said once: fonts that were replaced, characters that no font has.
    pub notes: Vec<String>,
}

/// Why an order could not be carried out at all.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// A paper could not be composed.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// A paper could not be written.
    #[error("《{title}》：{source}")]
    Export {
        /// Title of the paper.
        title: String,
        /// Why.
        source: ExportError,
    },
    /// The user stopped it.
    #[error("已取消，没有写入任何文件")]
    Cancelled,
}

impl DossierError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Compose(error) => error.code(),
            Self::Export { source, .. } => source.code(),
            Self::Cancelled => "dossier.cancelled",
        }
    }
}

/// The workshop: everything that stays the same between orders.
#[derive(Debug, Clone)]
pub struct Workshop<'a> {
    /// Templates.
    pub library: &'a Library,
    /// Layouts.
    pub style: &'a Style,
    /// Fonts, needed for PDF alone.
    pub fonts: Option<&'a Fonts>,
}

impl Workshop<'_> {
    /// Makes what was ordered, on as many cores as there are; a paper that cannot be made does not keep the others from
    /// being made, but see [`Order::partial`]. `progress` is told how many papers are done, of how many,
    /// and the title of one that is in work; it answers whether to go on.
    ///
    /// # Errors
    /// [`DossierError`]: a paper that does not exist was ordered, or it was cancelled; then nothing has been made.
    pub fn make(
        &self,
        procedure: &Arc<Procedure>,
        case: &Case,
        today: NaiveDate,
        order: &Order,
        mut progress: impl FnMut(usize, usize, &str) -> bool,
    ) -> Result<Dossier, DossierError> {
        let assessment = assess(self.library, procedure, case, today);
        let facts = facts(self.library, procedure, case, today);
        let mut dossier = Dossier::default();
        let mut papers = Vec::new();
        for (id, row) in wanted(&assessment, order)? {
            let Some(report) = assessment.documents.iter().find(|report| report.id == id) else { continue };
            if !order.finals || report.state == DocumentStatus::Ready {
                papers.push((report, row));
            } else if row.unwrap_or(0) == 0 {
                dossier.refused.push(refusal(&facts, &assessment, &id));
            }
        }
        let total = papers.len();
        let watch = |done: usize| {
            let next = papers.get(done).map_or("", |(report, _)| report.title.as_str());
            if progress(done, total, next) { Ok(()) } else { Err(DossierError::Cancelled) }
        };
        // What one paper fails by is kept beside what the others came to.
        let make = |(report, row): &(&DocumentReport, Option<usize>)| {
            Ok(self.paper(&facts, &assessment, report, *row, order))
        };
        let (mut noticed, mut made) = (Noticed::default(), 0);
        let results = parallel::watched(&papers, make, watch)?;
        for ((report, row), paper) in papers.iter().zip(results) {
            match paper {
                Ok((files, seen)) => {
                    made += 1;
                    dossier.files.extend(files);
                    noticed.substitutions.extend(seen.substitutions);
                    noticed.missing.extend(seen.missing);
                }
                Err(failure) => dossier.refused.push(failed(report, *row, &failure)),
            }
        }
        dossier.notes = noticed.notes();
        tell_apart(&mut dossier.files);
        if !order.partial && !dossier.refused.is_empty() {
            dossier.files.clear();
            dossier.withheld = made;
        }
        Ok(dossier)
    }

    /// The files of one paper, and what was seen while they were made.
    fn paper(
        &self,
        facts: &Arc<Facts>,
        assessment: &Assessment,
        report: &DocumentReport,
        row: Option<usize>,
        order: &Order,
    ) -> Result<(Vec<MadeFile>, Noticed), DossierError> {
        let id = report.id.as_str();
        let draft = !order.finals;
        let options = Options { draft, row, fingerprint: order.fingerprint.clone() };
        let document = compose(self.library.folder(), facts, assessment, id, &options)?;
        let row_name = row.and_then(|row| report.rows.get(row).cloned());
        let template = facts.procedure.document(id);
        let position = template.map_or(0, |template| template.position);
        let title = template.map_or_else(|| document.title.clone(), |template| template.entry.title.clone());
        let stem = file_stem(position, &title, row_name.as_deref());
        let fault = |source| DossierError::Export { title: document.title.clone(), source };
        let (mut files, mut noticed) = (Vec::new(), Noticed::default());
        for format in &order.formats {
            let bytes = match (format, self.fonts) {
                (Format::Html, _) => html(&document).into_bytes(),
                (Format::Docx, Some(fonts)) => docx_drawn(&document, self.style, fonts).map_err(fault)?,
                (Format::Docx, None) => docx(&document, self.style).map_err(fault)?,
                (Format::Pdf, Some(fonts)) => {
                    let made = pdf_noted(&document, self.style, fonts).map_err(fault)?;
                    noticed.substitutions.extend(made.substitutions);
                    noticed.missing.extend(made.missing);
                    made.bytes
                }
                (Format::Pdf, None) => {
                    return Err(fault(ExportError::NoFont { wanted: "PDF 字体".to_owned() }));
                }
            };
            files.push(MadeFile {
                document: id.to_owned(),
                title: title.clone(),
                row: row_name.clone(),
                format: *format,
                file_name: format!("{stem}.{}", format.extension()),
                draft,
                bytes,
            });
        }
        Ok((files, noticed))
    }
}

/// What was seen while the PDFs were made, to be said once for all of them.
#[derive(Default)]
struct Noticed {
    substitutions: BTreeSet<Substitution>,
    missing: BTreeSet<char>,
}

impl Noticed {
    fn notes(self) -> Vec<String> {
        let substitutions: Vec<Substitution> = self.substitutions.into_iter().collect();
        let missing: Vec<char> = self.missing.into_iter().collect();
        substitution_notice(&substitutions).into_iter().chain(missing_notice(&missing)).collect()
    }
}

/// Papers and rows to make. A paper that does not apply is passed over unless it was asked for by name.
fn wanted(assessment: &Assessment, order: &Order) -> Result<Vec<(String, Option<usize>)>, DossierError> {
    for id in &order.documents {
        if !assessment.documents.iter().any(|report| report.id == *id) {
            return Err(ComposeError::UnknownDocument(id.clone()).into());
        }
    }
    let mut wanted = Vec::new();
    for report in &assessment.documents {
        let named = order.documents.contains(&report.id);
        let applies = report.state != DocumentStatus::NotApplicable;
        if !(named || (order.documents.is_empty() && applies)) {
            continue;
        }
        match report.rows.len() {
            0 => wanted.push((report.id.clone(), None)),
            rows => wanted.extend((0..rows).map(|row| (report.id.clone(), Some(row)))),
        }
    }
    Ok(wanted)
}

fn refusal(facts: &Facts, assessment: &Assessment, id: &str) -> Refused {
    let report = assessment.documents.iter().find(|report| report.id == id);
    let (title, state, missing, blocked_by) = match report {
        Some(report) => {
            (report.title.clone(), report.state, report.missing.as_slice(), report.blocked_by.as_slice())
        }
        None => (id.to_owned(), DocumentStatus::NotApplicable, [].as_slice(), [].as_slice()),
    };
    let mut reasons: Vec<String> = blocked_by
        .iter()
        .filter_map(|rule| assessment.findings.iter().find(|finding| finding.rule == *rule))
        .map(|finding| finding.message.clone())
        .collect();
    if !missing.is_empty() {
        let label = |path: &String| {
            facts.procedure.field_at(path).map_or_else(|| path.clone(), |field| field.label().to_owned())
        };
        reasons.push(format!("还没有填写：{}。", missing.iter().map(label).collect::<Vec<_>>().join("、")));
    }
    if state == DocumentStatus::NotApplicable {
        reasons.push("本案不需要这份文书。".to_owned());
    }
    Refused { document: id.to_owned(), title, code: "dossier.not-final", reasons }
}

/// A paper that failed while it was made.
fn failed(report: &DocumentReport, row: Option<usize>, failure: &DossierError) -> Refused {
    let row = row.and_then(|row| report.rows.get(row));
    Refused {
        document: report.id.clone(),
        title: row.map_or_else(|| report.title.clone(), |row| format!("{}（{row}）", report.title)),
        code: failure.code(),
        reasons: vec![failure.to_string()],
    }
}

/// Gives files of one name a number each: two rows of a table may have the same name, or one that is cut to the same.
fn tell_apart(files: &mut [MadeFile]) {
    let (mut taken, mut last) = (BTreeSet::new(), BTreeMap::new());
    for file in files {
        // Windows and macOS take names that differ in case alone for one.
        let same = file.file_name.to_lowercase();
        let extension = file.format.extension();
        let stem = file
            .file_name
            .strip_suffix(extension)
            .unwrap_or(&file.file_name)
            .trim_end_matches('.')
            .to_owned();
        while !taken.insert(file.file_name.to_lowercase()) {
            let number = last.entry(same.clone()).and_modify(|number| *number += 1).or_insert(2_usize);
            file.file_name = format!("{stem}（{number}）.{extension}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, MadeFile, tell_apart};

    #[test]
    fn files_of_one_name_are_numbered_apart() {
        let made = |file_name: &str, format| MadeFile {
            document: String::new(),
            title: String::new(),
            row: None,
            format,
            file_name: file_name.to_owned(),
            draft: false,
            bytes: Vec::new(),
        };
        let mut files = [
            made("03-函-A局.docx", Format::Docx),
            made("03-函-A局.pdf", Format::Pdf),
            made("03-函-a局.docx", Format::Docx),
            made("03-函-a局.pdf", Format::Pdf),
            made("03-函-A局.docx", Format::Docx),
        ];
        tell_apart(&mut files);
        let names: Vec<&str> = files.iter().map(|file| file.file_name.as_str()).collect();
        let expected = [
            "03-函-A局.docx",
            "03-函-A局.pdf",
            "03-函-a局（2）.docx",
            "03-函-a局（2）.pdf",
            "03-函-A局（3）.docx",
        ];
        assert_eq!(names, expected);
    }
}
