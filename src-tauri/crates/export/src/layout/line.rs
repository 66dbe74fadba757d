//! Atoms to lines: greedy filling, cut marks at line ends, justification.

use super::atom::{Atom, Class, Type};
use super::breaks::Break;
use super::structure::Mark;
use crate::style::Setting;

/// What a glyph stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Its character.
    Itself,
    /// A character that no font has.
    Missing,
}

/// A glyph in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    /// From the left end of the line's box, in points.
    pub x: f32,
    /// Index of the face.
    pub face: u16,
    /// Glyph in the face.
    pub glyph: u16,
    /// The character of the text.
    pub character: char,
    /// A second character that it shows too.
    pub second: Option<char>,
    /// What the glyph stands for.
    pub stands: Stands,
    /// Part of a blank.
    pub blank: bool,
    /// The element it belongs to.
    pub mark: Mark,
}

/// A line, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Line {
    /// Type size in points.
    pub size: f32,
    /// Where the text ends, from the left end of the box.
    pub end: f32,
    /// Its glyphs from left to right.
    pub glyphs: Vec<Glyph>,
}

impl Line {
    /// Makes the line a part of an element, but for glyphs that belong to one already.
    pub(crate) fn belongs(&mut self, mark: Mark) {
        for glyph in &mut self.glyphs {
            if glyph.mark == Mark::NONE {
                glyph.mark = mark;
            }
        }
    }
}

/// Makes the first glyphs a part of another element than the rest: the marker of an item.
pub(crate) fn label(lines: &mut [Line], count: usize, mark: Mark) {
    for glyph in lines.iter_mut().flat_map(|line| &mut line.glyphs).take(count) {
        glyph.mark = mark;
    }
}

/// The box that lines are set in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    /// Width of the box.
    pub width: f32,
    /// Blank at the left of every line.
    pub left: f32,
    /// Further blank at the left of the first line.
    pub indent: f32,
    /// Blank at the right of every line.
    pub right: f32,
    /// How lines are set.
    pub setting: Setting,
    /// Marks at the end of a line are cut only if the line would not hold them.
    pub grid: bool,
}

/// Sets one stretch of atoms; `first` tells whether its first line is the paragraph's.
pub(crate) fn lines(atoms: &[Atom], set: Type, measure: Measure, first: bool, out: &mut Vec<Line>) {
    if atoms.is_empty() {
        out.push(Line { size: set.size, end: 0.0, glyphs: Vec::new() });
        return;
    }
    let mut start = 0;
    let mut is_first = first;
    while start < atoms.len() {
        let indent = measure.left + if is_first { measure.indent } else { 0.0 };
        // A box too narrow for its indent still holds a character a line.
        let room = (measure.width - measure.right - indent).max(set.size);
        let end = fill(atoms, start, room, set);
        out.push(place(&atoms[start..end], set, measure, indent, room, end == atoms.len()));
        start = end;
        while start < atoms.len() && atoms[start].character == ' ' {
            start += 1;
        }
        is_first = false;
    }
}

/// Gap between two neighbours of different scripts.
fn gap(before: &Atom, after: &Atom, set: Type) -> f32 {
    let mixed =
        matches!((before.class, after.class), (Class::Wide, Class::Narrow) | (Class::Narrow, Class::Wide));
    let plain = |atom: &Atom| atom.class == Class::Wide || atom.character.is_ascii_alphanumeric();
    if mixed && !before.blank && !after.blank && plain(before) && plain(after) { set.gap } else { 0.0 }
}

/// First atom of the next line.
fn fill(atoms: &[Atom], start: usize, room: f32, set: Type) -> usize {
    const SLACK: f32 = 0.01;
    let mut width = 0.0;
    let (mut allowed, mut reluctant) = (None, None);
    for index in start..atoms.len() {
        let atom = &atoms[index];
        if index > start {
            match atom.before {
                Break::Allowed => allowed = Some(index),
                Break::Reluctant => reluctant = Some(index),
                Break::Never => {}
            }
        }
        let between = if index > start { gap(&atoms[index - 1], atom, set) } else { 0.0 };
        let wanted = width + between + atom.width;
        if wanted > room + SLACK {
            if atom.character == ' ' {
                // Spaces hang over the margin.
                continue;
            }
            let may_end = atoms.get(index + 1).is_none_or(|next| next.before == Break::Allowed);
            if atom.spare > 0.0 && may_end && wanted - atom.spare <= room + SLACK {
                return index + 1;
            }
            return allowed.or(reluctant).unwrap_or(index.max(start + 1));
        }
        width = wanted;
    }
    atoms.len()
}

/// A joint wider than this (in type sizes) looks worse than a short line.
const WIDEST: f32 = 0.25;

fn place(atoms: &[Atom], set: Type, measure: Measure, indent: f32, room: f32, last: bool) -> Line {
    let mut atoms = atoms;
    while let [rest @ .., Atom { character: ' ', .. }] = atoms {
        atoms = rest;
    }
    let mut width: f32 = atoms.iter().map(|atom| atom.width).sum();
    width += atoms.windows(2).map(|pair| gap(&pair[0], &pair[1], set)).sum::<f32>();
    let justify = measure.setting == Setting::Justify && !last;
    if width > room + 0.01 || (justify && !measure.grid) {
        width -= atoms.last().map_or(0.0, |atom| atom.spare);
    }
    let spare = room - width;
    let joints = atoms.windows(2).filter(|pair| stretches(&pair[0], &pair[1])).count();
    let stretch = if justify && joints > 0 && spare > 0.0 && spare / joints as f32 <= set.size * WIDEST {
        spare / joints as f32
    } else {
        0.0
    };
    let mut x = indent
        + match measure.setting {
            Setting::Center => spare.max(0.0) / 2.0,
            Setting::Right => spare.max(0.0),
            _ => 0.0,
        };
    let mut glyphs = Vec::with_capacity(atoms.len());
    for (index, atom) in atoms.iter().enumerate() {
        if index > 0 {
            let before = &atoms[index - 1];
            x += gap(before, atom, set);
            if stretches(before, atom) {
                x += stretch;
            }
        }
        glyphs.push(Glyph {
            x: x + atom.shift,
            face: atom.face,
            glyph: atom.glyph,
            character: atom.character,
            second: atom.second,
            stands: if atom.missing { Stands::Missing } else { Stands::Itself },
            blank: atom.blank,
            mark: Mark::NONE,
        });
        x += atom.width;
    }
    Line { size: set.size, end: x, glyphs }
}

/// Whether justification may widen the joint: beside a full-width character and at spaces, never within a word.
fn stretches(before: &Atom, after: &Atom) -> bool {
    let wide = |atom: &Atom| matches!(atom.class, Class::Wide | Class::Open | Class::Close);
    let dots = before.character == after.character && matches!(before.character, '…' | '—');
    after.class == Class::Space || (!dots && (wide(before) || wide(after)) && before.class != Class::Space)
}
