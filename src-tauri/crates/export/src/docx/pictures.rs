//! Charts in Word: SVG for those who draw it, an image for those who do not, and words for those who see neither.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

use std::fmt::Write as _;

use document::tree::Picture;
use docx_rs::{AlignmentType, LineSpacing, LineSpacingType, Paragraph, Run, Sym};

use super::package::OFFICE;
use super::patch::PICTURE_MARK;
use crate::font::Shaper;
use crate::picture::{png, scale, shapes};
use crate::style::{Layout, Style};
use crate::xml::escape;
use crate::{ExportError, Fonts};

/// English Metric Units in a point.
const EMU: f32 = 12_700.0;

/// A picture as it goes into the package.
pub(super) struct Packed {
    /// From 1.
    number: usize,
    /// Alternative text.
    alt: String,
    /// Width and height in English Metric Units.
    extent: (i64, i64),
    /// As vectors.
    pub svg: String,
    /// As an image.
    pub png: Vec<u8>,
}

/// The paragraph in which picture `index` (from 0) stands, with a mark that the patch pass replaces.
pub(super) fn place(index: usize) -> Paragraph {
    // An exact line height would cut the picture off.
    let height = LineSpacing::new().line_rule(LineSpacingType::Auto).line(240);
    Paragraph::new()
        .align(AlignmentType::Center)
        .line_spacing(height)
        .snap_to_grid(false)
        .keep_next(true)
        .add_run(Run::new().add_sym(Sym::new(PICTURE_MARK, index.to_string())))
}

/// Pictures ready to be packed.
///
/// # Errors
/// [`ExportError::NoFont`] if there are pictures and no fonts to write their words in.
pub(super) fn pack(
    pictures: &[Picture],
    style: &Style,
    layout: &Layout,
    fonts: Option<&Fonts>,
) -> Result<Vec<Packed>, ExportError> {
    if pictures.is_empty() {
        return Ok(Vec::new());
    }
    let fonts = fonts.ok_or_else(|| ExportError::NoFont { wanted: "图中文字的字体".to_owned() })?;
    let mut shaper = Shaper::new(style, fonts);
    let width = layout.page.text_width();
    let mut packed = Vec::with_capacity(pictures.len());
    for (index, picture) in pictures.iter().enumerate() {
        let (factor, height) = scale(&picture.drawing, width);
        let width = picture.drawing.width as f32 / 1000.0 * factor;
        packed.push(Packed {
            number: index + 1,
            alt: picture.alt.clone(),
            extent: ((width * EMU).round() as i64, (height * EMU).round() as i64),
            svg: chart::svg(&picture.drawing, &picture.alt),
            png: png(&shapes(&mut shaper, &picture.drawing, width)?, width, height)?,
        });
    }
    Ok(packed)
}

impl Packed {
    /// Name of the vectors below `word/`.
    pub(super) fn vector_name(&self) -> String {
        format!("media/chart{}.svg", self.number)
    }

    /// Name of the image below `word/`.
    pub(super) fn raster_name(&self) -> String {
        format!("media/chart{}.png", self.number)
    }

    /// The run's content: an inline drawing that names the image and, as an extension, the vectors.
    pub(super) fn drawing(&self) -> String {
        let Self { number, extent: (width, height), .. } = self;
        let alt = escape(&self.alt);
        format!(
            "<w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
             distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{number}\" name=\"图{number}\" descr=\"{alt}\"/><wp:cNvGraphicFramePr/>\
             <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
             <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"chart{number}.png\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip xmlns:r=\"{OFFICE}/relationships\" r:embed=\"rIdRaster{number}\"><a:extLst>\
             <a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
             <asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"rIdVector{number}\"/>\
             </a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
             </wp:inline></w:drawing>"
        )
    }
}

/// The relationships by which drawings find their files.
pub(super) fn picture_relationships(pictures: &[Packed], out: &mut String) {
    for picture in pictures {
        let number = picture.number;
        for (id, target) in [("Raster", picture.raster_name()), ("Vector", picture.vector_name())] {
            let _ = write!(
                out,
                "<Relationship Id=\"rId{id}{number}\" Type=\"{OFFICE}/relationships/image\" Target=\"{target}\"/>"
            );
        }
    }
}
