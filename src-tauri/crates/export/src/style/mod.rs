//! The numbers of both layouts, read from `templates/shared/style.toml`.
//!
//! Nothing here draws. Lengths are points unless a name says otherwise; they are lengths, never amounts.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

mod check;
mod fonts;
mod part;
mod read;

use std::collections::BTreeMap;

use document::tree::Kind;
use serde::Deserialize;

pub use fonts::{FontRole, FontStyles, RoleFonts};
pub use part::Part;

use crate::ExportError;

/// Points in a millimetre.
pub const PT_PER_MM: f32 = 72.0 / 25.4;

/// Both layouts and their fonts (版式).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Font names and files.
    pub fonts: FontStyles,
    /// Layout of official papers (公文).
    pub official: Layout,
    /// Layout of contracts (协议、合同).
    pub contract: Layout,
}

impl Style {
    /// Reads the text of style.toml.
    ///
    /// # Errors
    /// [`ExportError::Style`] names the key and the line of the first thing that cannot be followed.
    pub fn parse(text: &str) -> Result<Self, ExportError> {
        let style = read::parse(text)?;
        check::check(&style)?;
        Ok(style)
    }

    /// The layout of a kind of paper.
    #[must_use]
    pub const fn layout(&self, kind: Kind) -> &Layout {
        match kind {
            Kind::Official => &self.official,
            Kind::Contract => &self.contract,
        }
    }
}

/// One layout.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Paper and type area.
    pub page: Page,
    /// Line and character grid.
    pub grid: Grid,
    /// Page number.
    pub footer: Footer,
    /// Tables.
    pub table: TableStyle,
    /// Name and date under an official paper.
    pub signature: SignatureStyle,
    /// Every kind of paragraph.
    pub paragraph: BTreeMap<Part, ParagraphStyle>,
}

impl Layout {
    /// How a part is set. Complete for every part once [`Style::parse`] has returned.
    ///
    /// # Panics
    /// Never for a parsed style: the check at the end of parsing refuses an incomplete one.
    #[must_use]
    pub fn part(&self, part: Part) -> &ParagraphStyle {
        self.paragraph
            .get(&part)
            .or_else(|| part.fallback().and_then(|fallback| self.paragraph.get(&fallback)))
            .expect("invariant: Style::parse refuses a layout that lacks a part")
    }

    /// Pitch of the lines of a part, in points.
    #[must_use]
    pub fn pitch(&self, style: &ParagraphStyle) -> f32 {
        style.pitch_pt.unwrap_or(self.grid.pitch_pt)
    }

    /// What is added to each full-width character so that the body fills the character grid.
    #[must_use]
    pub fn tracking(&self) -> f32 {
        let body = self.part(Part::Body).size_pt;
        self.grid.characters.map_or(0.0, |count| self.page.text_width() / f32::from(count) - body)
    }

    /// Width of one body character with its tracking: the unit of `indent`, `left` and `right`.
    #[must_use]
    pub fn character(&self) -> f32 {
        self.part(Part::Body).size_pt + self.tracking()
    }
}

/// Paper and type area (版心), in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Width of the paper.
    pub width_mm: f32,
    /// Height of the paper.
    pub height_mm: f32,
    /// From the top of the paper to the type area (天头).
    pub top_mm: f32,
    /// From the left edge to the type area (订口).
    pub left_mm: f32,
    /// Width of the type area.
    pub text_width_mm: f32,
    /// Height of the type area.
    pub text_height_mm: f32,
    /// From the top of the paper to the header of drafts.
    pub header_mm: f32,
}

impl Page {
    /// Width of the type area in points.
    #[must_use]
    pub fn text_width(&self) -> f32 {
        self.text_width_mm * PT_PER_MM
    }

    /// Height of the type area in points.
    #[must_use]
    pub fn text_height(&self) -> f32 {
        self.text_height_mm * PT_PER_MM
    }

    /// From the bottom of the type area to the bottom of the paper, in millimetres.
    #[must_use]
    pub fn bottom_mm(&self) -> f32 {
        self.height_mm - self.top_mm - self.text_height_mm
    }

    /// From the type area to the right edge, in millimetres.
    #[must_use]
    pub fn right_mm(&self) -> f32 {
        self.width_mm - self.left_mm - self.text_width_mm
    }
}

/// Line and character grid.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Distance from one line to the next, in points.
    pub pitch_pt: f32,
    /// Characters a line; absent where characters keep their natural width.
    pub characters: Option<u8>,
    /// Gap between Chinese and Latin, as a share of the character width.
    #[serde(default)]
    pub latin_gap: f32,
}

/// Page number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footer {
    /// What it looks like.
    pub form: FooterForm,
    /// Font.
    pub font: FontRole,
    /// Size in points.
    pub size_pt: f32,
    /// From the bottom of the type area, in millimetres.
    pub gap_mm: f32,
    /// Blank characters towards the edge.
    pub inset: f32,
}

/// Form of the page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FooterForm {
    /// — 1 —, odd pages right, even pages left.
    Dashes,
    /// 第 X 页 共 Y 页, centred.
    OfTotal,
}

/// How tables are set.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableStyle {
    /// Thickness of the rules, in points.
    pub rule_pt: f32,
    /// Blank left and right in a cell, in points.
    pub padding_pt: f32,
    /// Blank above and below in a cell, in points.
    pub row_gap_pt: f32,
    /// The smallest size that many columns may shrink to, in points.
    pub least_size_pt: f32,
    /// Blank above the table, in lines.
    pub before: f32,
    /// Blank below the table, in lines.
    pub after: f32,
}

/// Where name and date stand under an official paper, in characters (署名与成文日期).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureStyle {
    /// Blank characters at the right of an unsealed paper.
    pub right: f32,
    /// The date begins this much right of the name.
    pub shift: f32,
    /// Whether the paper is to be sealed.
    pub sealed: bool,
    /// Blank characters at the right of the date of a sealed paper.
    pub sealed_right: f32,
}

/// How one part is set.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParagraphStyle {
    /// Font.
    pub font: FontRole,
    /// Size in points.
    pub size_pt: f32,
    /// Line pitch in points; absent: that of the grid.
    pub pitch_pt: Option<f32>,
    /// Setting.
    pub align: Setting,
    /// Indent of the first line, in characters.
    #[serde(default)]
    pub indent: f32,
    /// Indent of all lines from the left, in characters.
    #[serde(default)]
    pub left: f32,
    /// Blank lines above (of this part's pitch).
    #[serde(default)]
    pub before: f32,
    /// Blank lines below.
    #[serde(default)]
    pub after: f32,
    /// Bold throughout.
    #[serde(default)]
    pub bold: bool,
    /// Stays on one page with what follows.
    #[serde(default)]
    pub keep: bool,
    /// Level in the outline, 1 the outermost.
    pub outline: Option<u8>,
}

/// How the lines of a paragraph are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// Flush left, ragged right.
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// Both sides justified, last line natural (两端对齐).
    Justify,
}
