//! Document tree to a Word file.
//!
//! docx-rs builds the parts; `patch` puts them into schema order and adds what docx-rs cannot say; `package` zips
//! them. Every look is a style of style.toml: text keeps no formatting of its own but bold and highlighted blanks.

mod body;
mod contents;
mod cover;
mod edges;
mod names;
mod order;
mod package;
mod patch;
mod pictures;
mod runs;
mod signatures;
mod styles;
mod tables;
mod units;

use document::tree::Document;
use docx_rs::Docx;

use self::body::Body;
use self::contents::Entries;
use self::package::Parts;
use self::patch::{Extras, patch};
use self::runs::Setter;
pub(crate) use self::runs::is_rare;
use crate::font::Shaper;
use crate::style::FooterForm;
use crate::{ExportError, Fonts, Style, layout, outline};

/// Writes a paper without charts as DOCX. The same input gives the same bytes.
///
/// # Errors
/// A table too wide for any readable size, a failure of the package writer, or a chart: see [`docx_drawn`].
pub fn docx(document: &Document, style: &Style) -> Result<Vec<u8>, ExportError> {
    write(document, style, None)
}

/// As [`docx`], with charts: as SVG, and drawn in these fonts as an image for readers that know no SVG.
///
/// # Errors
/// As [`docx`]; no usable font for the words of a chart.
pub fn docx_drawn(document: &Document, style: &Style, fonts: &Fonts) -> Result<Vec<u8>, ExportError> {
    write(document, style, Some(fonts))
}

fn write(document: &Document, style: &Style, fonts: Option<&Fonts>) -> Result<Vec<u8>, ExportError> {
    let set = style.layout(document.kind);
    let setter = Setter { style, layout: set, draft: document.draft };
    let entries = Entries::new(document, set, likely_pages(document, style)?);
    let docx = styles::add(Docx::new(), style, set);
    let docx = edges::set(docx, setter, document);
    let (docx, shown) = Body::new(setter, docx, entries).write(document)?;
    let pictures = pictures::pack(&shown.pictures, style, set, fonts)?;
    let drawings: Vec<String> = pictures.iter().map(pictures::Packed::drawing).collect();
    let built = docx.build();
    let plain = Extras::default();
    let style_extra = |id: &str| styles::indent_xml(set, id);
    let in_styles = Extras { style: Some(&style_extra), ..Extras::default() };
    let in_headers = Extras { run: Some(edges::WATERMARK), ..Extras::default() };
    let each = |parts: &[Vec<u8>], extras: &Extras<'_>| {
        parts.iter().map(|part| patch(part, extras)).collect::<Result<Vec<_>, _>>()
    };
    let parts = Parts {
        document: patch(
            &built.document,
            &Extras { drawings: &drawings, tables: &shown.tables, ..Extras::default() },
        )?,
        styles: patch(&built.styles, &in_styles)?,
        headers: each(&built.headers, &in_headers)?,
        footers: each(&built.footers, &plain)?,
        pictures,
        even_and_odd: set.footer.form == FooterForm::Dashes,
    };
    package::zip(&parts, document, style)
}

/// Pages of the listed headings as our own layout sees them with estimated widths: what the contents show until
/// Word counts for itself.
fn likely_pages(document: &Document, style: &Style) -> Result<Vec<usize>, ExportError> {
    if !document.contents_table {
        return Ok(Vec::new());
    }
    let set = style.layout(document.kind);
    let entries = outline::entries(document, set);
    let pages = layout::pages(&mut Shaper::estimating(style), set, document, &entries)?;
    Ok(pages.anchors.iter().map(|anchor| anchor.map_or(1, |(page, _)| page + 1)).collect())
}
