//! Where tables and pictures lie that are whole on one page: such an element states its box (ISO 32000-1, 14.8.5.4.3),
//! by which a reader finds what is drawn for it.

use std::collections::BTreeMap;

use super::sink::Bound;
use crate::layout::{Item, Kind, Line, Mark, PageSet};
use crate::picture;
use crate::style::{PT_PER_MM, Page};

/// The boxes by element.
pub(super) fn bounds(page: &Page, set: &PageSet) -> BTreeMap<Mark, Bound> {
    let (left, top) = (page.left_mm * PT_PER_MM, page.top_mm * PT_PER_MM);
    let width = page.text_width();
    // `None` for what goes on over several pages.
    let mut found: BTreeMap<Mark, Option<Bound>> = BTreeMap::new();
    for (number, items) in set.pages.iter().enumerate() {
        for item in items {
            let (mark, area) = match item {
                Item::Line { x, y, height, line } => (mark(line), [*x, *y, x + line.end, y + height]),
                Item::Row { y, row, .. } => (Some(row.mark), [0.0, *y, width, y + row.height]),
                Item::Picture { y, picture, mark } => {
                    let (_, height) = picture::scale(&picture.drawing, width);
                    (Some(*mark), [0.0, *y, width, y + height])
                }
                Item::Rule { .. } => continue,
            };
            let Some(owner) = mark.and_then(|mark| owner(set, mark)) else { continue };
            let area = [left + area[0], top + area[1], left + area[2], top + area[3]];
            let bound = Bound { page: number, area };
            found
                .entry(owner)
                .and_modify(|known| *known = known.and_then(|known| union(known, bound)))
                .or_insert(Some(bound));
        }
    }
    found.into_iter().filter_map(|(mark, bound)| Some((mark, bound?))).collect()
}

fn mark(line: &Line) -> Option<Mark> {
    line.glyphs.first().map(|glyph| glyph.mark)
}

/// The table or picture that an element belongs to.
fn owner(set: &PageSet, mark: Mark) -> Option<Mark> {
    let mut at = mark;
    loop {
        let node = set.structure.nodes().get(at.index()?)?;
        if matches!(node.kind, Kind::Table | Kind::Figure { .. }) {
            return Some(at);
        }
        at = node.parent;
    }
}

fn union(one: Bound, other: Bound) -> Option<Bound> {
    let ([a, b, c, d], [e, f, g, h]) = (one.area, other.area);
    (one.page == other.page).then(|| Bound { page: one.page, area: [a.min(e), b.min(f), c.max(g), d.max(h)] })
}
