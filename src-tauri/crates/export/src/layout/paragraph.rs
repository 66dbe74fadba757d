//! A paragraph of a part as lines.

use document::tree::Inline;

use super::atom::{Type, atoms};
use super::flow::{Chunk, Content};
use super::line::{Line, Measure, label, lines};
use super::structure::Mark;
use crate::ExportError;
use crate::font::Shaper;
use crate::style::{Layout, Part};

/// Where a paragraph differs from its part.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Places {
    /// Blank at the right, in points.
    pub right: f32,
    /// Further blank above, in points.
    pub above: f32,
    /// Stays with what follows, whatever the part says.
    pub keep: bool,
    /// Entry of the outline that it begins.
    pub anchor: Option<usize>,
    /// The element that it is.
    pub mark: Mark,
    /// How many characters at its beginning belong to another element: the marker of an item.
    pub label: Option<(usize, Mark)>,
}

/// Lines of runs in a box.
pub(crate) fn set_lines(
    shaper: &mut Shaper<'_>,
    set: Type,
    measure: Measure,
    inlines: &[Inline],
) -> Result<Vec<Line>, ExportError> {
    let mut out = Vec::new();
    for (index, stretch) in atoms(shaper, set, inlines)?.iter().enumerate() {
        lines(stretch, set, measure, index == 0, &mut out);
    }
    Ok(out)
}

/// The measure of a part across the type area.
pub(crate) fn measure(layout: &Layout, part: Part) -> Measure {
    let style = layout.part(part);
    let set = Type::of(layout, part);
    let character = set.size + set.tracking;
    Measure {
        width: layout.page.text_width(),
        left: style.left * character,
        indent: style.indent * character,
        right: 0.0,
        setting: style.align,
        grid: layout.grid.characters.is_some(),
    }
}

/// A paragraph as chunks: one a line, the first two and the last two kept together.
pub(crate) fn paragraph(
    shaper: &mut Shaper<'_>,
    layout: &Layout,
    part: Part,
    inlines: &[Inline],
    places: Places,
) -> Result<Vec<Chunk>, ExportError> {
    let style = layout.part(part);
    let pitch = layout.pitch(style);
    let measure = Measure { right: places.right, ..measure(layout, part) };
    let mut lines = set_lines(shaper, Type::of(layout, part), measure, inlines)?;
    if let Some((count, mark)) = places.label {
        label(&mut lines, count, mark);
    }
    lines.iter_mut().for_each(|line| line.belongs(places.mark));
    let count = lines.len();
    let keep = style.keep || places.keep;
    Ok(lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            let last = index + 1 == count;
            Chunk {
                height: pitch,
                above: if index == 0 { style.before * pitch + places.above } else { 0.0 },
                below: if last { style.after * pitch } else { 0.0 },
                keep: if last { keep } else { keep || index == 0 || index + 2 == count },
                anchor: places.anchor.filter(|_| index == 0),
                content: Content::Line { x: 0.0, line },
            }
        })
        .collect())
}
