//! The table of contents (目录): entry, leaders, page number; each line leads to its heading.

use document::tree::Inline;

use super::atom::Type;
use super::flow::{Chunk, Content};
use super::line::{Glyph, Measure, Stands};
use super::paragraph::{Places, measure, paragraph, set_lines};
use super::structure::{Kind, Mark, Structure};
use crate::ExportError;
use crate::font::Shaper;
use crate::outline::{Entry, listed};
use crate::style::{Layout, Part, Setting};

/// Words over the table of contents.
pub(crate) const TITLE: &str = "目　录";

/// Elements of a table of contents.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    title: Mark,
    /// For each entry of the outline, its link; [`Mark::NONE`] for one that is not listed.
    pub links: Vec<Mark>,
}

/// Adds the elements of the contents.
pub(crate) fn elements(structure: &mut Structure, entries: &[Entry]) -> Elements {
    let contents = structure.add(structure.root(), Kind::Contents);
    let title = structure.add(contents, Kind::Caption);
    let mut links = vec![Mark::NONE; entries.len()];
    for (index, _) in listed(entries) {
        let entry = structure.add(contents, Kind::Entry);
        let reference = structure.add(entry, Kind::Reference);
        links[index] = structure.add(reference, Kind::Link);
    }
    Elements { title, links }
}

/// The contents as chunks; `numbers` holds the printed page of each entry, or nothing yet.
pub(crate) fn chunks(
    shaper: &mut Shaper<'_>,
    layout: &Layout,
    elements: &Elements,
    entries: &[Entry],
    numbers: &[usize],
) -> Result<Vec<Chunk>, ExportError> {
    let places = Places { mark: elements.title, ..Places::default() };
    let mut out = paragraph(shaper, layout, Part::ContentsTitle, &[Inline::text(TITLE)], places)?;
    let width = layout.page.text_width();
    for (index, entry) in listed(entries) {
        let mark = elements.links.get(index).copied().unwrap_or_default();
        let part = if entry.level <= 1 { Part::Contents1 } else { Part::Contents2 };
        let set = Type::of(layout, part);
        let pitch = layout.pitch(layout.part(part));
        let room = 4.0 * set.size;
        let measure = Measure { right: room, setting: Setting::Left, ..measure(layout, part) };
        let mut lines = set_lines(shaper, set, measure, &[Inline::text(entry.text.as_str())])?;
        if let Some(last) = lines.last_mut() {
            let number = numbers.get(index).copied().unwrap_or(0).to_string();
            let right =
                Measure { width, left: 0.0, indent: 0.0, right: 0.0, setting: Setting::Right, grid: false };
            let number = set_lines(shaper, set, right, &[Inline::text(number)])?;
            let mut number = number.into_iter().next().unwrap_or_default();
            let start = number.glyphs.first().map_or(width, |glyph| glyph.x);
            last.belongs(mark);
            number.belongs(mark);
            // The dots belong to nothing: nobody wants to hear them.
            leaders(shaper, set, last.end + set.size / 2.0, start - set.size / 4.0, &mut last.glyphs)?;
            last.glyphs.extend(number.glyphs);
        }
        let count = lines.len();
        for line in lines.iter_mut().take(count.saturating_sub(1)) {
            line.belongs(mark);
        }
        out.extend(lines.into_iter().enumerate().map(|(at, line)| Chunk {
            height: pitch,
            above: 0.0,
            below: 0.0,
            keep: at + 1 < count,
            anchor: None,
            content: Content::Line { x: 0.0, line },
        }));
    }
    Ok(out)
}

/// Dots at fixed places, so that they stand under one another.
fn leaders(
    shaper: &mut Shaper<'_>,
    set: Type,
    from: f32,
    to: f32,
    out: &mut Vec<Glyph>,
) -> Result<(), ExportError> {
    let shape = shaper.shape(set.font, set.bold, '.')?;
    let step = set.size * 0.4;
    let mut at = (from / step).ceil();
    while (at + 1.0) * step <= to {
        out.push(Glyph {
            x: at * step,
            face: shape.face,
            glyph: shape.glyph,
            character: '.',
            second: None,
            stands: Stands::Itself,
            blank: false,
            mark: Mark::NONE,
        });
        at += 1.0;
    }
    Ok(())
}
