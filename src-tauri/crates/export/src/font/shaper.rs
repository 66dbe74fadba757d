//! Which glyph of which face a character gets, by the role its paragraph plays.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Face, Fonts, Substitution};
use crate::style::FontRole;
use crate::words::em;
use crate::{ExportError, Style};

/// What is drawn where no font has the character: visible, never an empty box.
const MISSING: char = '〓';

/// The glyph of a character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shape {
    /// Index into [`Shaper::faces`].
    pub face: u16,
    /// Glyph in that face.
    pub glyph: u16,
    /// Natural width in units of the type size.
    pub width: f32,
    /// The glyph is 〓, standing for a character that no font has.
    pub missing: bool,
}

/// The faces of one paper.
pub(crate) struct Shaper<'a> {
    style: &'a Style,
    /// `None`: widths are estimated, nothing can be drawn.
    fonts: Option<&'a Fonts>,
    /// Faces in the order of first use.
    pub faces: Vec<Arc<Face>>,
    names: HashMap<String, Option<u16>>,
    chains: BTreeMap<(FontRole, bool), Chain>,
    missing: BTreeSet<char>,
}

#[derive(Debug, Clone)]
struct Chain {
    first: u16,
    latin: Option<u16>,
    /// Characters that the first face lacks.
    others: BTreeMap<char, Shape>,
}

/// Boxes, ticked or not, which the program draws itself.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '☑' | '☐' | '□')
}

impl<'a> Shaper<'a> {
    /// Draws with these fonts.
    pub(crate) fn new(style: &'a Style, fonts: &'a Fonts) -> Self {
        Self::with(style, Some(fonts))
    }

    /// Knows widths only by rule of thumb; for page numbers where no font is at hand.
    pub(crate) fn estimating(style: &'a Style) -> Self {
        Self::with(style, None)
    }

    fn with(style: &'a Style, fonts: Option<&'a Fonts>) -> Self {
        Self {
            style,
            fonts,
            faces: Vec::new(),
            names: HashMap::new(),
            chains: BTreeMap::new(),
            missing: BTreeSet::new(),
        }
    }

    /// The glyph of a character in a role.
    ///
    /// # Errors
    /// [`ExportError::NoFont`] if not one file of the role is usable.
    pub(crate) fn shape(
        &mut self,
        role: FontRole,
        bold: bool,
        character: char,
    ) -> Result<Shape, ExportError> {
        if self.fonts.is_none() {
            return Ok(Shape { face: 0, glyph: 0, width: em(character), missing: false });
        }
        if !self.chains.contains_key(&(role, bold)) {
            let chain = self.chain(role, bold)?;
            self.chains.insert((role, bold), chain);
        }
        let chain = &self.chains[&(role, bold)];
        let face = match chain.latin {
            Some(latin) if character.is_ascii() => latin,
            _ => chain.first,
        };
        let is_mark = is_mark(character);
        if !is_mark && let Some(shape) = self.in_face(face, character) {
            return Ok(shape);
        }
        if let Some(shape) = chain.others.get(&character) {
            return Ok(*shape);
        }
        let shape = if is_mark { self.mark(character) } else { self.search(role, bold, character) };
        if let Some(chain) = self.chains.get_mut(&(role, bold)) {
            chain.others.insert(character, shape);
        }
        Ok(shape)
    }

    /// Whether the face of a role has the character itself.
    pub(crate) fn has(&mut self, role: FontRole, bold: bool, character: char) -> bool {
        self.shape(role, bold, character).is_ok_and(|shape| {
            self.chains.get(&(role, bold)).is_some_and(|chain| shape.face == chain.first && !shape.missing)
        })
    }

    /// What stands in for the fonts of the roles that this paper uses.
    pub(crate) fn substitutions(&self) -> Vec<Substitution> {
        let Some(fonts) = self.fonts else { return Vec::new() };
        let roles: BTreeSet<FontRole> = self.chains.keys().map(|(role, _)| *role).collect();
        roles.into_iter().filter_map(|role| fonts.substitution(self.style, role)).collect()
    }

    /// Characters that no font has (缺字), in order.
    pub(crate) fn missing(&self) -> impl Iterator<Item = char> {
        self.missing.iter().copied()
    }

    fn in_face(&self, face: u16, character: char) -> Option<Shape> {
        let found = self.faces.get(usize::from(face))?;
        let glyph = found.glyph(character)?;
        Some(Shape { face, glyph, width: found.width(glyph), missing: false })
    }

    fn chain(&mut self, role: FontRole, bold: bool) -> Result<Chain, ExportError> {
        let fonts = self.style.fonts.role(role);
        // The preferred file, the role's own family under whatever file name, then what can stand in.
        let preferred = fonts.pdf.first().filter(|_| !bold).and_then(|file| self.open(file));
        let own = if bold { None } else { preferred.or_else(|| self.own_family(role)) };
        let files = if bold { &fonts.bold } else { &fonts.pdf };
        let first = own
            .or_else(|| {
                let files = files.iter().chain(&fonts.pdf).chain(&self.style.fonts.fallback);
                files.into_iter().find_map(|file| self.open(file))
            })
            .ok_or_else(|| ExportError::NoFont { wanted: fonts.pdf.join("、") })?;
        let latin = fonts.latin_pdf.iter().find_map(|file| self.open(file));
        Ok(Chain { first, latin, others: BTreeMap::new() })
    }

    fn own_family(&mut self, role: FontRole) -> Option<u16> {
        let face = self.fonts?.family(self.style.fonts.role(role), 400)?;
        if let Some(known) = self.faces.iter().position(|known| Arc::ptr_eq(known, &face)) {
            return u16::try_from(known).ok();
        }
        Some(self.add(face))
    }

    fn open(&mut self, file: &str) -> Option<u16> {
        if let Some(known) = self.names.get(file) {
            return *known;
        }
        let found = self.fonts.and_then(|fonts| fonts.face(file)).map(|face| self.add(face));
        self.names.insert(file.to_owned(), found);
        found
    }

    fn add(&mut self, face: Arc<Face>) -> u16 {
        let index = u16::try_from(self.faces.len()).unwrap_or(u16::MAX);
        self.faces.push(face);
        index
    }

    fn search(&mut self, role: FontRole, bold: bool, character: char) -> Shape {
        let style = self.style;
        let fonts = style.fonts.role(role);
        let own = if bold { &fonts.bold } else { &fonts.pdf };
        for file in own.iter().chain(&fonts.pdf).chain(&style.fonts.fallback) {
            if let Some(face) = self.open(file)
                && let Some(shape) = self.in_face(face, character)
            {
                return shape;
            }
        }
        // The user's own fonts, under whatever name.
        if let Some(fonts) = self.fonts {
            for file in fonts.in_folders() {
                if let Some(face) = self.open(file)
                    && let Some(shape) = self.in_face(face, character)
                {
                    return shape;
                }
            }
        }
        self.missing.insert(character);
        for file in own.iter().chain(&fonts.pdf).chain(&style.fonts.fallback) {
            if let Some(face) = self.open(file)
                && let Some(shape) = self.in_face(face, MISSING)
            {
                return Shape { missing: true, ..shape };
            }
        }
        // A chain without even 〓: the full box of the program's own marks is the last resort.
        Shape { missing: true, ..self.mark('□') }
    }

    fn mark(&mut self, character: char) -> Shape {
        const NAME: &str = "\u{0}marks";
        let face = match self.names.get(NAME) {
            Some(Some(face)) => *face,
            _ => {
                let Some(fonts) = self.fonts else {
                    return Shape { face: 0, glyph: 0, width: 1.0, missing: false };
                };
                let face = self.add(fonts.marks());
                self.names.insert(NAME.to_owned(), Some(face));
                face
            }
        };
        self.in_face(face, character).unwrap_or(Shape { face, glyph: 1, width: 1.0, missing: false })
    }
}
