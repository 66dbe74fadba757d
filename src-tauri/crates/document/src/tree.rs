//! The document tree: what a generated paper says, before anyone decides how Word, PDF or a screen shows it.
//!
//! Numbers of headings, items and annexes are already text here, so the three writers cannot count
//! differently. Type sizes, fonts and margins are left to `export`.

use chrono::NaiveDate;
use serde::Serialize;

/// One paper (文书), complete and in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Id of the template, e.g. `donation-agreement`.
    pub id: String,
    /// Title as printed and as put into the file's properties.
    pub title: String,
    /// Which of the two layouts applies.
    pub kind: Kind,
    /// BCP 47 language, `zh-CN`.
    pub language: &'static str,
    /// The day the paper is made; the only date that reaches the file, so equal input gives equal bytes.
    pub date: NaiveDate,
    /// Who issues the paper, for the file's properties; empty if nobody is known yet.
    pub author: String,
    /// A draft (草稿) carries a header, a watermark, marked blanks and the list of what stands open.
    pub draft: bool,
    /// Whether a table of contents follows the cover.
    pub contents_table: bool,
    /// Short fingerprint of the case revision for the footer of finals, if the user wants it.
    pub fingerprint: Option<String>,
    /// The body in reading order.
    pub blocks: Vec<Block>,
}

/// Layout family of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Official style (公文格式): GB/T 9704-2012.
    Official,
    /// Contract (合同、协议).
    Contract,
}

/// One block of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// Cover page of a contract (封面).
    Cover {
        /// Title in large type.
        title: Vec<Inline>,
        /// Labelled lines under it: 合同编号, 甲方, 乙方, …
        lines: Vec<CoverLine>,
    },
    /// Title of an official paper (标题).
    Title {
        /// Text of the title.
        text: Vec<Inline>,
    },
    /// A numbered heading (层次序数).
    Heading {
        /// 1 is the outermost.
        level: u8,
        /// `一、`, `（一）`, `第一章`, `第一条`, … ready to print.
        number: String,
        /// Text after the number.
        text: Vec<Inline>,
        /// Anchor that references point at.
        id: Option<String>,
    },
    /// A paragraph.
    Paragraph {
        /// What the paragraph is in the paper.
        role: Role,
        /// Its text.
        text: Vec<Inline>,
    },
    /// One item of a list; further paragraphs of the item follow as body paragraphs.
    Item {
        /// 0 for the outer list.
        depth: u8,
        /// `（一）`, `1.`, … ready to print.
        marker: String,
        /// Text after the marker.
        text: Vec<Inline>,
    },
    /// A table (表格).
    Table(Table),
    /// A chart (图); its caption and its summary follow as paragraphs of their own.
    Chart(Picture),
    /// Signature block of a contract (签署页).
    Signatures {
        /// Signing parties in order.
        parties: Vec<SignatureParty>,
    },
    /// Beginning of an annex (附件), on a new page.
    Annex {
        /// `附件1`, or `附件` where there is just one.
        number: String,
        /// Title of the annex.
        title: Vec<Inline>,
        /// Anchor that references point at.
        id: Option<String>,
    },
    /// Everything after this begins on a new page.
    PageBreak,
}

/// What a paragraph is in the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 正文: first line indented by two characters.
    Body,
    /// 主送机关: flush left.
    Addressee,
    /// 发文机关署名.
    Signature,
    /// 成文日期.
    Date,
    /// Centred.
    Center,
    /// Flush left without indent.
    Flush,
    /// Small note.
    Note,
    /// Caption of a table (表题).
    Caption,
    /// 附件说明 under the body, indented by two characters.
    AnnexNote,
}

/// A labelled line of a cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverLine {
    /// `甲方（业主单位）`.
    pub label: String,
    /// What stands after it.
    pub value: Vec<Inline>,
}

/// A signing party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureParty {
    /// `甲方（业主单位）`.
    pub label: String,
    /// Its name.
    pub name: Vec<Inline>,
}

/// A chart as a picture.
///
/// Words in the picture are part of the picture and no text of the paper: every writer draws them, none writes them.
/// What must be readable as text stands in the caption, the summary, and tables near by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Id of the chart in the procedure.
    pub id: String,
    /// What is told to those who cannot see it: caption and summary.
    pub alt: String,
    /// The picture.
    pub drawing: chart::Drawing,
    /// The figures behind it.
    pub grid: chart::Grid,
}

/// A table of text cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Header row, repeated on each page; empty for a table without one.
    pub header: Vec<Cell>,
    /// Body rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// How its cells are set.
    pub align: Align,
    /// Share of the width, relative to the other columns; always above 0.
    pub weight: u16,
}

/// Horizontal setting of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Text.
    Left,
    /// Short marks.
    Center,
    /// Figures.
    Right,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Its text.
    pub text: Vec<Inline>,
    /// Columns it covers, 1 or more.
    pub column_span: u8,
    /// Rows it covers, 1 or more.
    pub row_span: u8,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "inline", rename_all = "snake_case")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The characters, with no line breaks and no control characters.
        text: String,
        /// Set in bold.
        strong: bool,
        /// Path of the answer it came from (`donor.name`), so that the preview can point at it.
        source: Option<String>,
    },
    /// A visible blank (＿＿＿＿): something not answered yet, or room for a hand.
    Blank {
        /// Width in full-width characters.
        width: u8,
        /// Path of the answer that belongs here.
        source: Option<String>,
        /// What a hand writes here (手填处): a signature, a date, a form's entry. No answer belongs here then, and finals
        /// have it too.
        pen: Option<String>,
    },
    /// A check box, ☑ or □.
    Check {
        /// Whether it is ticked.
        ticked: bool,
    },
    /// A line break inside the paragraph.
    Break,
}

impl Inline {
    /// Plain text that came from the template itself.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), strong: false, source: None }
    }
}
