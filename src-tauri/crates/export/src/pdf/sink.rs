//! What the drawing needs from a PDF library: the seam behind which the library can be exchanged.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::ExportError;
use crate::font::Face;
use crate::layout::{Mark, Structure};
use crate::picture::Shape;

/// A PDF being written, page by page. Points from the top left corner of the paper.
pub(super) trait PdfSink {
    /// Begins a page.
    fn begin_page(&mut self, width: f32, height: f32);
    /// What all that follows belongs to, until the next call or the end of the page.
    fn within(&mut self, within: Within);
    /// Draws glyphs on a baseline.
    fn text(&mut self, run: &GlyphRun<'_>);
    /// Draws a straight rule.
    fn rule(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32);
    /// Fills a rectangle: left, top, width, height.
    fn fill(&mut self, area: (f32, f32, f32, f32), tint: Tint);
    /// Fills closed outlines (each `true` point is a control point of a cubic curve).
    fn outline(&mut self, rings: &[Vec<(f32, f32, bool)>], tint: Tint);
    /// Draws a chart with its left top corner at a place.
    fn picture(&mut self, shapes: &[Shape], corner: (f32, f32));
    /// The finished file.
    ///
    /// # Errors
    /// A font cannot be subset, or the library fails.
    fn finish(self, faces: &[Arc<Face>], about: &About, places: &Places<'_>) -> Result<Vec<u8>, ExportError>;
}

/// What drawn things belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// An element of the structure, with its type.
    Element(Mark, &'static str),
    /// No part of the text.
    Artifact(Artifact),
}

/// What is no part of the text (ISO 32000-1, 14.8.2.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// Header of the page.
    Header,
    /// Footer of the page.
    Footer,
    /// The word across a draft.
    Watermark,
    /// The header row of a table, said again.
    Repetition,
    /// Rules, marked blanks.
    Layout,
}

/// A colour of the few that papers need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Tint {
    /// Text.
    Black,
    /// Header of drafts.
    Red,
    /// Behind blanks in drafts.
    Yellow,
    /// Watermark.
    Pale,
    /// Fingerprint.
    Grey,
}

/// Glyphs of one face and size on one baseline.
#[derive(Debug, Clone, Copy)]
pub(super) struct GlyphRun<'a> {
    /// Index of the face.
    pub face: u16,
    /// The face itself.
    pub metrics: &'a Face,
    /// Size in points.
    pub size: f32,
    /// Baseline from the top of the paper.
    pub baseline: f32,
    /// Colour.
    pub tint: Tint,
    /// Glyphs from left to right.
    pub glyphs: &'a [SinkGlyph],
}

/// One glyph with its text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SinkGlyph {
    /// Glyph in the face.
    pub glyph: u16,
    /// From the left of the paper.
    pub x: f32,
    /// Its character.
    pub character: char,
    /// A second character that the glyph shows too (——).
    pub second: Option<char>,
    /// The glyph is a stand-in: what is copied is the character all the same.
    pub stand_in: bool,
}

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct About {
    /// Title.
    pub title: String,
    /// Author.
    pub author: String,
    /// BCP 47 language.
    pub language: String,
    /// Date of making.
    pub date: NaiveDate,
}

/// What leads where, and what is what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places<'a> {
    /// The outline.
    pub bookmarks: &'a [Bookmark],
    /// Places to click.
    pub links: &'a [Jump],
    /// What the paper is made of.
    pub structure: &'a Structure,
    /// Where tables and pictures lie that are whole on one page.
    pub bounds: &'a BTreeMap<Mark, Bound>,
}

/// Where something lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bound {
    /// Page from 0.
    pub page: usize,
    /// Left, top, right and bottom, from the top left corner of the paper.
    pub area: [f32; 4],
}

/// A place to click that leads to another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Jump {
    /// Its element.
    pub mark: Mark,
    /// Page on which it is, from 0.
    pub page: usize,
    /// Left, top, right and bottom, from the top left corner of the paper.
    pub area: [f32; 4],
    /// Text of what it leads to.
    pub title: String,
    /// Page to which it leads, from 0.
    pub to_page: usize,
    /// Height on that page, from the top of the paper.
    pub to_top: f32,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bookmark {
    /// 1 the outermost.
    pub level: u8,
    /// Text.
    pub title: String,
    /// Page from 0.
    pub page: usize,
    /// From the top of the paper, in points.
    pub top: f32,
}
