//! A whole set of papers (成套文书): composing and writing what was ordered, and saying what could not be made.
//!
//! Both the window and the command line order here, so a paper cannot come out differently in the two.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use document::{ComposeError, Names, Options, compose, file_stem};
use procedure::assessment::{Assessment, Case, DocumentReport, DocumentStatus, assess, facts};
use procedure::expression::Facts;
use procedure::template::{Library, Procedure};

use crate::docx::is_rare;
use crate::font::{glyphs, substitution_notice};
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

/// All endings: a paper is called the same whatever forms of it are made.
const ENDINGS: [&str; 3] = [".docx", ".pdf", ".html"];

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
    /// Most bytes of UTF-8 in a file's name with its ending, [`document::NAME_BYTES`] where nothing else is said.
    pub name_bytes: usize,
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
    /// Name that every file system accepts; no other file of the set has it.
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
    /// Title of the paper.
    pub title: String,
    /// Name of the row, where only some copies of a paper cannot be final.
    pub row: Option<String>,
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
        let (mut papers, mut whole_refused) = (Vec::new(), BTreeSet::new());
        for (id, row) in wanted(&assessment, order)? {
            let Some(report) = assessment.documents.iter().find(|report| report.id == id) else { continue };
            if !order.finals || report.is_final(row) {
                papers.push((report, row));
            } else if report.row_missing.is_empty() || !whole_refused.contains(&id) {
                let refused = refusal(&facts, &assessment, &id, row);
                if refused.row.is_none() {
                    whole_refused.insert(id);
                }
                dossier.refused.push(refused);
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
        let mut names = Names::new(order.name_bytes);
        let results = parallel::watched(&papers, make, watch)?;
        for ((report, row), paper) in papers.iter().zip(results) {
            let (mut files, seen) = match paper {
                Ok(paper) => paper,
                Err(failure) => {
                    dossier.refused.push(failed(report, *row, &failure));
                    continue;
                }
            };
            // A final with 〓 in it is none, in whatever form: the answer must be put right first.
            if let Some(notice) = unprintable(&seen.missing).filter(|_| order.finals) {
                let row = row.and_then(|row| report.rows.get(row).cloned());
                let (document, title, code) = (report.id.clone(), report.title.clone(), NOT_FINAL);
                dossier.refused.push(Refused { document, title, row, code, reasons: vec![notice] });
                continue;
            }
            made += 1;
            // All forms of a paper bear one name.
            if let Some(stem) = files.first().map(|file| names.stem(&file.file_name, &ENDINGS)) {
                for file in &mut files {
                    file.file_name = format!("{stem}.{}", file.format.extension());
                }
            }
            dossier.files.extend(files);
            noticed.rare.extend(seen.rare);
            noticed.substitutions.extend(seen.substitutions);
            noticed.missing.extend(seen.missing);
        }
        dossier.notes = noticed.notes(self.style);
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
        let document = compose(facts, assessment, id, &options)?;
        let row_name = row.and_then(|row| report.rows.get(row).cloned());
        let template = facts.procedure.document(id);
        let position = template.map_or(0, |template| template.position);
        let title = template.map_or_else(|| document.title.clone(), |template| template.entry.title.clone());
        let file_name = file_stem(position, &title, row_name.as_deref());
        let fault = |source| DossierError::Export { title: document.title.clone(), source };
        let (mut files, mut noticed) = (Vec::new(), Noticed::default());
        let text = document::plain_text(&document);
        if let Some(fonts) = self.fonts {
            // Asked of rare characters alone: fonts are not opened for the others.
            let glyphs = glyphs(fonts, self.style);
            noticed.missing.extend(text.lines().filter_map(|line| glyphs.missing(line)));
        }
        if order.formats.contains(&Format::Docx) {
            noticed.rare.extend(text.chars().filter(|character| is_rare(*character)));
        }
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
                file_name: file_name.clone(),
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
    /// Characters for which a font is named in Word.
    rare: BTreeSet<char>,
}

/// Why a final with these characters must wait.
fn unprintable(missing: &BTreeSet<char>) -> Option<String> {
    let list: Vec<String> =
        missing.iter().map(|character| format!("“{character}”（U+{:04X}）", u32::from(*character))).collect();
    (!list.is_empty()).then(|| {
        format!(
            "没有字体可以印出{}。请把含有这些字的字体文件放进数据文件夹下的 fonts 文件夹后重新打开程序，或者改用通行的写法。",
            list.join("、")
        )
    })
}

/// Most rare characters named in the note.
const MOST_RARE: usize = 12;

/// What Word shows depends on the fonts of the computer on which it is opened.
fn rare_notice(style: &Style, rare: &BTreeSet<char>) -> Option<String> {
    let shown: String = rare.iter().take(MOST_RARE).collect();
    (!rare.is_empty()).then(|| {
        format!(
            "Word 文件中的生僻字（{shown}）写明用 {name} 字体。打开文件的电脑没有这个字体的，可能显示成别的字体或者空框，请在那台电脑上安装程序 fonts 文件夹里的 {name}；PDF 不受影响。",
            name = style.fonts.rare
        )
    })
}

impl Noticed {
    fn notes(self, style: &Style) -> Vec<String> {
        let substitutions: Vec<Substitution> = self.substitutions.into_iter().collect();
        let missing: Vec<char> = self.missing.into_iter().collect();
        let notes = substitution_notice(&substitutions).into_iter().chain(missing_notice(&missing));
        notes.chain(rare_notice(style, &self.rare)).collect()
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

/// Why a paper is refused that could be made as a draft.
const NOT_FINAL: &str = "dossier.not-final";

/// Most answers named in one reason; beyond them they are counted.
const MOST_NAMED: usize = 20;

fn refusal(facts: &Facts, assessment: &Assessment, id: &str, row: Option<usize>) -> Refused {
    let Some(report) = assessment.documents.iter().find(|report| report.id == id) else {
        let reasons = vec!["本案没有这份文书。".to_owned()];
        return Refused { document: id.to_owned(), title: id.to_owned(), row: None, code: NOT_FINAL, reasons };
    };
    let rules = report.blocked_by.iter().chain(&report.undecided);
    let mut reasons: Vec<String> = Vec::new();
    for rule in rules {
        let finding = assessment.findings.iter().find(|finding| finding.rule == *rule);
        reasons.extend(finding.map(|finding| finding.message.clone()));
    }
    // What one copy lacks is its own; what stands in the way of the paper stands in the way of all copies.
    let own = row.filter(|_| reasons.is_empty() && report.row_missing.iter().any(Vec::is_empty));
    let missing = own.and_then(|row| report.row_missing.get(row)).unwrap_or(&report.missing);
    if !missing.is_empty() {
        let labels: Vec<String> = missing.iter().take(MOST_NAMED).map(|path| facts.label(path)).collect();
        let more = if missing.len() > MOST_NAMED { format!("等{}项", missing.len()) } else { String::new() };
        reasons.push(format!("还没有填写，或者填写的内容不能用：{}{more}。", labels.join("、")));
    }
    if report.state == DocumentStatus::NotApplicable {
        reasons.push("本案不需要这份文书。".to_owned());
    }
    let row = own.and_then(|row| report.rows.get(row).cloned());
    Refused { document: id.to_owned(), title: report.title.clone(), row, code: NOT_FINAL, reasons }
}

/// A paper that failed while it was made.
fn failed(report: &DocumentReport, row: Option<usize>, failure: &DossierError) -> Refused {
    Refused {
        document: report.id.clone(),
        title: report.title.clone(),
        row: row.and_then(|row| report.rows.get(row).cloned()),
        code: failure.code(),
        reasons: vec![failure.to_string()],
    }
}
