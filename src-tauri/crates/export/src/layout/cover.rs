//! The cover page: places of title and lines, for PDF and Word alike.

use document::tree::{CoverLine, Inline};

use super::atom::Type;
use super::flow::{Chunk, Content};
use super::line::Measure;
use super::paragraph::{Places, paragraph, set_lines};
use super::structure::{Kind, Structure};
use crate::ExportError;
use crate::font::Shaper;
use crate::style::{Layout, Part, Setting};
use crate::title::balanced;
use crate::words::{em_inlines, em_width};

/// Lengths of a cover in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// Above the title.
    pub above_title: f32,
    /// Between title and lines.
    pub below_title: f32,
    /// Width of the column of labels, colon included.
    pub label_width: f32,
    /// Width of the column of values.
    pub value_width: f32,
}

/// Lengths of the cover with these lines.
pub(crate) fn frame(layout: &Layout, lines: &[CoverLine]) -> Frame {
    let size = layout.part(Part::CoverLine).size_pt;
    let width = layout.page.text_width();
    let height = layout.page.text_height();
    let label = lines.iter().map(|line| em_width(&line.label) + 1.0).fold(0.0, f32::max) * size;
    let value = lines.iter().map(|line| em_inlines(&line.value) + 1.0).fold(12.0, f32::max) * size;
    let label_width = label.min(width * 0.45);
    Frame {
        above_title: height * 0.16,
        below_title: height * 0.26,
        label_width,
        value_width: value.min(width - label_width),
    }
}

/// A value of a cover line, broken by meaning where it needs two lines.
pub(crate) fn cover_value(layout: &Layout, frame: Frame, value: &[Inline]) -> Vec<Inline> {
    balanced(value, frame.value_width / layout.part(Part::CoverLine).size_pt)
}

/// The cover as chunks.
pub(crate) fn chunks(
    shaper: &mut Shaper<'_>,
    layout: &Layout,
    structure: &mut Structure,
    title: &[Inline],
    lines: &[CoverLine],
) -> Result<Vec<Chunk>, ExportError> {
    let frame = frame(layout, lines);
    let mut out = vec![Chunk::blank(frame.above_title)];
    let most = layout.page.text_width() / layout.part(Part::CoverTitle).size_pt;
    let places = Places { mark: structure.add(structure.root(), Kind::Title), ..Places::default() };
    out.extend(paragraph(shaper, layout, Part::CoverTitle, &balanced(title, most), places)?);
    out.push(Chunk::blank(frame.below_title));
    let set = Type::of(layout, Part::CoverLine);
    let pitch = layout.pitch(layout.part(Part::CoverLine));
    let left = (layout.page.text_width() - frame.label_width - frame.value_width) / 2.0;
    for line in lines {
        let measure = |width: f32, setting: Setting| Measure {
            width,
            left: 0.0,
            indent: 0.0,
            right: 0.0,
            setting,
            grid: false,
        };
        let label = [Inline::text(format!("{}：", line.label))];
        let labels = set_lines(shaper, set, measure(frame.label_width, Setting::Right), &label)?;
        let values = set_lines(
            shaper,
            set,
            measure(frame.value_width, Setting::Left),
            &cover_value(layout, frame, &line.value),
        )?;
        let rows = labels.len().max(values.len()).max(1);
        let height = pitch + (rows - 1) as f32 * set.size * 1.4;
        // Everything stands on the rule: the last lines of both columns share a baseline.
        let stack = |lines: Vec<super::Line>, x: f32| {
            let count = lines.len();
            lines.into_iter().enumerate().map(move |(index, line)| {
                let up = (count - index - 1) as f32 * set.size * 1.4;
                (x, height - set.size * 1.3 - up, line)
            })
        };
        let mut placed: Vec<_> = stack(labels, left).chain(stack(values, left + frame.label_width)).collect();
        let mark = structure.add(structure.root(), Kind::Paragraph);
        placed.iter_mut().for_each(|(_, _, line)| line.belongs(mark));
        let from = left + frame.label_width;
        out.push(Chunk {
            height,
            above: 0.0,
            below: 0.0,
            keep: false,
            anchor: None,
            content: Content::Ruled { lines: placed, rule: (from, from + frame.value_width) },
        });
    }
    Ok(out)
}
