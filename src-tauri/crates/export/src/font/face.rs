//! One parsed font file.

use std::collections::HashMap;
use std::path::Path;

use ttf_parser::{GlyphId, name_id};

/// Size of the basic multilingual plane: characters below it are looked up in a plain table.
const PLANE: usize = 0x1_0000;

/// A font file with its character map and widths laid out for quick reading.
pub(crate) struct Face {
    /// Name of the family, for people.
    pub family: String,
    /// PostScript name, for the PDF.
    pub postscript: String,
    /// The file.
    pub data: Vec<u8>,
    /// Index of the face in it.
    pub index: u32,
    /// Units of the em square.
    pub units: u16,
    /// Highest and lowest reach of the line, in font units.
    pub ascent: i16,
    /// See `ascent`; negative.
    pub descent: i16,
    /// Box around all glyphs: left, bottom, right, top.
    pub bounds: [i16; 4],
    /// Weight, 400 regular.
    pub weight: u16,
    glyphs: Vec<u16>,
    rare: HashMap<u32, u16>,
    widths: Vec<u16>,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("postscript", &self.postscript).finish_non_exhaustive()
    }
}

impl Face {
    /// Reads and parses a file.
    ///
    /// # Errors
    /// A Chinese sentence: unreadable, not a font, or its maker forbids embedding.
    pub(crate) fn read(path: &Path, index: u32) -> Result<Self, String> {
        let data = std::fs::read(path).map_err(|error| format!("读不了：{error}"))?;
        Self::parse(data, index)
    }

    /// Parses a file's bytes; of a collection, the face at `index`.
    pub(crate) fn parse(data: Vec<u8>, index: u32) -> Result<Self, String> {
        let face =
            ttf_parser::Face::parse(&data, index).map_err(|error| format!("不是可用的字体文件：{error}"))?;
        let restricted = matches!(face.permissions(), Some(ttf_parser::Permissions::Restricted));
        let may_embed = face.is_subsetting_allowed() && face.is_outline_embedding_allowed();
        if face.tables().os2.is_some() && (restricted || !may_embed) {
            return Err("字体厂商不允许嵌入文件".to_owned());
        }
        if face.tables().glyf.is_none() && face.tables().cff.is_none() {
            return Err("字体没有可嵌入的字形轮廓".to_owned());
        }
        let name = |id| {
            let names = face.names();
            let mut found =
                names.into_iter().filter(|name| name.name_id == id).filter_map(|name| name.to_string());
            found.find(|name| !name.is_empty())
        };
        let family = name(name_id::FAMILY).unwrap_or_else(|| "未命名字体".to_owned());
        let postscript = name(name_id::POST_SCRIPT_NAME)
            .unwrap_or_else(|| family.clone())
            .chars()
            .filter(|character| character.is_ascii_graphic() && !"[](){}<>/%#".contains(*character))
            .collect::<String>();
        let bounds = face.global_bounding_box();
        let mut glyphs = vec![0_u16; PLANE];
        let mut rare = HashMap::new();
        for subtable in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
            if !subtable.is_unicode() {
                continue;
            }
            subtable.codepoints(|code| {
                let Some(GlyphId(glyph)) = subtable.glyph_index(code) else { return };
                match glyphs.get_mut(code as usize) {
                    Some(slot) if *slot == 0 => *slot = glyph,
                    Some(_) => {}
                    None => {
                        rare.entry(code).or_insert(glyph);
                    }
                }
            });
        }
        let widths = (0..face.number_of_glyphs())
            .map(|glyph| face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0))
            .collect();
        Ok(Self {
            family,
            postscript: if postscript.is_empty() { "Font".to_owned() } else { postscript },
            units: face.units_per_em(),
            ascent: face.ascender(),
            descent: face.descender(),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            weight: face.weight().to_number(),
            glyphs,
            rare,
            widths,
            data,
            index,
        })
    }

    /// The glyph of a character; `None` if the font lacks it.
    pub(crate) fn glyph(&self, character: char) -> Option<u16> {
        let code = u32::from(character);
        let glyph = match self.glyphs.get(code as usize) {
            Some(glyph) => *glyph,
            None => self.rare.get(&code).copied().unwrap_or(0),
        };
        (glyph != 0).then_some(glyph)
    }

    /// Width of a glyph in units of the em.
    pub(crate) fn width(&self, glyph: u16) -> f32 {
        f32::from(self.width_units(glyph)) / f32::from(self.units.max(1))
    }

    /// Width of a glyph in font units.
    pub(crate) fn width_units(&self, glyph: u16) -> u16 {
        self.widths.get(usize::from(glyph)).copied().unwrap_or(0)
    }
}
