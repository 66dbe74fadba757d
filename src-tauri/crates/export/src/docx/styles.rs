//! Paragraph styles: what Word shows in its style gallery and navigation pane.

use docx_rs::{AlignmentType, Docx, LineSpacing, LineSpacingType, RunFonts, Style as WordStyle, StyleType};

use super::names;
use super::units::{character_hundredths, half_points, twips, twips_down};
use crate::Style;
use crate::style::{FontRole, Layout, ParagraphStyle, Part, Setting};

/// Fonts of a role.
pub(super) fn fonts(style: &Style, role: FontRole) -> RunFonts {
    let fonts = style.fonts.role(role);
    let latin = fonts.latin.as_deref().unwrap_or(&fonts.name);
    RunFonts::new().ascii(latin).hi_ansi(latin).east_asia(&fonts.name).cs(latin)
}

/// Adds a style for every part.
pub(super) fn add(mut docx: Docx, style: &Style, layout: &Layout) -> Docx {
    let body = layout.part(Part::Body);
    docx = docx.default_size(half_points(body.size_pt)).default_fonts(fonts(style, body.font));
    for part in Part::ALL {
        docx = docx.add_style(paragraph_style(style, layout, part));
    }
    docx
}

fn paragraph_style(style: &Style, layout: &Layout, part: Part) -> WordStyle {
    let set = layout.part(part);
    let mut out = WordStyle::new(names::id(part), StyleType::Paragraph)
        .name(names::name(part))
        .based_on("Normal")
        .next(names::id(next(part)))
        .fonts(fonts(style, set.font))
        .size(half_points(set.size_pt))
        .align(alignment(set.align))
        .line_spacing(spacing(layout, set));
    if set.bold {
        out = out.bold();
    }
    let on_grid = set.size_pt.to_bits() == layout.part(Part::Body).size_pt.to_bits();
    if on_grid && layout.grid.characters.is_some() {
        out.run_property = std::mem::take(&mut out.run_property).spacing(twips_down(layout.tracking()));
    }
    if let Some(level) = set.outline {
        out = out.outline_lvl(usize::from(level.saturating_sub(1)));
    }
    if layout.pitch(set).to_bits() != layout.grid.pitch_pt.to_bits() {
        // Off the grid of lines: else LibreOffice rounds the pitch up to it.
        out = out.snap_to_grid(false);
    }
    out.paragraph_property.keep_next = set.keep.then_some(true);
    out
}

/// The style Word goes on with after the return key.
const fn next(part: Part) -> Part {
    match part {
        Part::Title
        | Part::Addressee
        | Part::Heading1
        | Part::Heading2
        | Part::Heading3
        | Part::Heading4
        | Part::AnnexTitle
        | Part::AnnexHeading1
        | Part::AnnexHeading2
        | Part::Caption => Part::Body,
        Part::AnnexMark => Part::AnnexTitle,
        Part::Signature => Part::Date,
        same => same,
    }
}

/// Justification in Word's words.
pub(super) const fn alignment(setting: Setting) -> AlignmentType {
    match setting {
        Setting::Left => AlignmentType::Left,
        Setting::Center => AlignmentType::Center,
        Setting::Right => AlignmentType::Right,
        Setting::Justify => AlignmentType::Both,
    }
}

#[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
fn spacing(layout: &Layout, set: &ParagraphStyle) -> LineSpacing {
    let pitch = layout.pitch(set);
    let lines = |count: f32| u32::try_from(twips(count * pitch)).unwrap_or_default();
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(twips(pitch))
        .before(lines(set.before))
        .after(lines(set.after))
}

/// The `w:ind` of a style, in characters and twips both; docx-rs never writes the characters.
#[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
pub(super) fn indent_xml(layout: &Layout, style_id: &str) -> Option<String> {
    let part = Part::ALL.into_iter().find(|part| names::id(*part) == style_id)?;
    let set = layout.part(part);
    if set.indent <= 0.0 && set.left <= 0.0 {
        return None;
    }
    let mut out = String::from("<w:ind");
    if set.left > 0.0 {
        out.push_str(&format!(
            " w:leftChars=\"{}\" w:left=\"{}\"",
            character_hundredths(set.left),
            twips(set.left * set.size_pt)
        ));
    }
    if set.indent > 0.0 {
        out.push_str(&format!(
            " w:firstLineChars=\"{}\" w:firstLine=\"{}\"",
            character_hundredths(set.indent),
            twips(set.indent * set.size_pt)
        ));
    }
    out.push_str("/>");
    Some(out)
}
