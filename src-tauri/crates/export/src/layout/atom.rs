//! A paragraph's characters with their glyphs and widths, before lines are made.

use document::tree::Inline;

use super::breaks::{self, Break};
use crate::ExportError;
use crate::font::Shaper;
use crate::style::{FontRole, Layout, Part};
use crate::words::{is_ignorable, is_wide};

/// How a run of characters is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    /// Font.
    pub font: FontRole,
    /// Size in points.
    pub size: f32,
    /// Bold throughout.
    pub bold: bool,
    /// Added to each full-width character.
    pub tracking: f32,
    /// Gap between Chinese and Latin in points.
    pub gap: f32,
}

impl Type {
    /// The type of a part of a layout.
    pub(crate) fn of(layout: &Layout, part: Part) -> Self {
        let style = layout.part(part);
        let on_grid = style.size_pt.to_bits() == layout.part(Part::Body).size_pt.to_bits();
        Self {
            font: style.font,
            size: style.size_pt,
            bold: style.bold,
            tracking: if on_grid { layout.tracking() } else { 0.0 },
            gap: layout.grid.latin_gap * style.size_pt,
        }
    }

    /// The same type, smaller.
    pub(crate) fn scaled(self, scale: f32) -> Self {
        Self { size: self.size * scale, gap: self.gap * scale, ..self }
    }
}

/// What a character does at the edge of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A Chinese character or anything else of full width.
    Wide,
    /// A mark whose ink is at the left: its right half can be cut (，。」).
    Close,
    /// A mark whose ink is at the right: its left half can be cut (（「).
    Open,
    /// A Latin letter, a digit, a narrow mark.
    Narrow,
    /// A space.
    Space,
}

/// A character, or two that one glyph shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    /// The character.
    pub character: char,
    /// A second character that the glyph shows too: the other dash, a combining accent.
    pub second: Option<char>,
    /// Index of the face.
    pub face: u16,
    /// Glyph in the face.
    pub glyph: u16,
    /// Room it takes, in points.
    pub width: f32,
    /// Where the glyph's origin lies in that room.
    pub shift: f32,
    /// Its behaviour.
    pub class: Class,
    /// What of its room may still be cut where it ends a line, in points: a mark that was cut before its neighbour has
    /// nothing left to give.
    pub spare: f32,
    /// 〓 in place of the character.
    pub missing: bool,
    /// Part of a blank, marked in drafts.
    pub blank: bool,
    /// Whether a line may end before it.
    pub before: Break,
}

/// Atoms of a paragraph, cut at its own line breaks.
pub(crate) fn atoms(
    shaper: &mut Shaper<'_>,
    set: Type,
    inlines: &[Inline],
) -> Result<Vec<Vec<Atom>>, ExportError> {
    let mut lines = vec![(String::new(), Vec::new())];
    for inline in inlines {
        let Some((text, marks)) = lines.last_mut() else { continue };
        let (words, strong, blank): (&str, bool, bool) = match inline {
            Inline::Text { text, strong, .. } => (text, *strong, false),
            Inline::Blank { width, .. } => {
                (0..*width).for_each(|_| text.push('＿'));
                marks.extend((0..*width).map(|_| (false, true)));
                continue;
            }
            Inline::Check { ticked } => (if *ticked { "☑" } else { "□" }, false, false),
            Inline::Break => {
                lines.push((String::new(), Vec::new()));
                continue;
            }
        };
        for character in
            words.chars().filter(|character| !is_ignorable(*character) && !character.is_control())
        {
            text.push(character);
            marks.push((strong, blank));
        }
    }
    lines.into_iter().map(|(text, marks)| shape(shaper, set, &text, &marks)).collect()
}

fn shape(
    shaper: &mut Shaper<'_>,
    set: Type,
    text: &str,
    marks: &[(bool, bool)],
) -> Result<Vec<Atom>, ExportError> {
    let breaks = breaks::breaks(text);
    let characters: Vec<char> = text.chars().collect();
    let mut atoms: Vec<Atom> = Vec::with_capacity(characters.len());
    let mut index = 0;
    while index < characters.len() {
        let character = characters[index];
        let (strong, blank) = marks[index];
        let bold = strong || set.bold;
        let double = character == '—'
            && characters.get(index + 1) == Some(&'—')
            && shaper.has(set.font, bold, TWO_DASHES);
        let accented = characters.get(index + 1).and_then(|next| {
            let combining = matches!(next, '\u{300}'..='\u{36f}');
            combining.then(|| unicode_normalization::char::compose(character, *next)).flatten()
        });
        let looked_up = if double { TWO_DASHES } else { accented.unwrap_or(character) };
        let second = (double || accented.is_some()).then(|| characters[index + 1]);
        let shape = shaper.shape(set.font, bold, looked_up)?;
        let natural = shape.width * set.size;
        let class = class(&characters, index, shape.missing);
        let (width, shift) = match class {
            Class::Narrow | Class::Space if character != '\u{3000}' => (natural, 0.0),
            _ => {
                let cells = if double { 2.0 } else { 1.0 };
                let cell = cells * (set.size + set.tracking);
                let spare = cell - natural;
                // Narrow quotation marks of some fonts sit where the full-width ones have their ink.
                let shift = match class {
                    _ if spare <= set.tracking + 0.001 && spare >= 0.0 => spare / 2.0,
                    Class::Open => spare,
                    Class::Close if matches!(character, '”' | '’') => 0.0,
                    _ => spare / 2.0,
                };
                (cell, shift)
            }
        };
        atoms.push(Atom {
            character,
            second,
            face: shape.face,
            glyph: shape.glyph,
            width,
            shift,
            class,
            spare: if class == Class::Close { set.size / 2.0 } else { 0.0 },
            missing: shape.missing,
            blank,
            before: breaks[index],
        });
        index += 1 + usize::from(second.is_some());
    }
    squeeze_pairs(&mut atoms, set.size);
    Ok(atoms)
}

/// ⸺, the dash of two widths without a seam.
const TWO_DASHES: char = '\u{2e3a}';

fn class(characters: &[char], index: usize, missing: bool) -> Class {
    let character = characters[index];
    let latin =
        |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_alphanumeric);
    match character {
        ' ' | '\u{a0}' | '\u{2009}' | '\t' => Class::Space,
        '\u{3000}' => Class::Space,
        // An apostrophe inside a Latin word is not a quotation mark.
        '’' if latin(index.checked_sub(1)) && latin(Some(index + 1)) => Class::Narrow,
        '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕'
        | '〗' | '”' | '’' | '］' | '｝' => Class::Close,
        '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '“' | '‘' | '［' | '｛' => {
            Class::Open
        }
        _ if missing || is_wide(character) => Class::Wide,
        _ => Class::Narrow,
    }
}

/// Takes half a width out between marks that follow one another: ）， and 》（ and ：“.
fn squeeze_pairs(atoms: &mut [Atom], size: f32) {
    let half = size / 2.0;
    for index in 1..atoms.len() {
        match (atoms[index - 1].class, atoms[index].class) {
            (Class::Close, Class::Close | Class::Open) => {
                atoms[index - 1].width -= half;
                atoms[index - 1].spare = 0.0;
            }
            (Class::Open, Class::Open) => {
                atoms[index].width -= half;
                atoms[index].shift -= half;
            }
            _ => {}
        }
    }
}
