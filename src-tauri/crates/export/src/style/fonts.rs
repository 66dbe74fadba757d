//! Font names for Word and file names for PDF, by the role a font plays.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The part a font plays, whatever the face that is there on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FontRole {
    /// 仿宋: body of official papers.
    Fangsong,
    /// 小标宋: titles.
    Title,
    /// 黑体: headings.
    Hei,
    /// 楷体: second headings.
    Kai,
    /// 宋体: contracts, page numbers.
    Song,
    /// Words in charts.
    Picture,
}

impl FontRole {
    /// Every role.
    pub const ALL: [Self; 6] = [Self::Fangsong, Self::Title, Self::Hei, Self::Kai, Self::Song, Self::Picture];

    /// Key in style.toml.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fangsong => "fangsong",
            Self::Title => "title",
            Self::Hei => "hei",
            Self::Kai => "kai",
            Self::Song => "song",
            Self::Picture => "picture",
        }
    }
}

/// All fonts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontStyles {
    /// Files searched for characters that a role's own files lack.
    pub fallback: Vec<String>,
    /// Word font of rare characters (生僻字): those of planes 2 and 3, which the fonts of offices lack.
    pub rare: String,
    /// Word font that holds ☑ and □.
    pub check: String,
    /// The roles.
    pub role: BTreeMap<FontRole, RoleFonts>,
}

impl FontStyles {
    /// Fonts of a role. Complete once the style is parsed.
    ///
    /// # Panics
    /// Never for a parsed style: the check at the end of parsing refuses an incomplete one.
    #[must_use]
    pub fn role(&self, role: FontRole) -> &RoleFonts {
        self.role.get(&role).expect("invariant: Style::parse refuses a style that lacks a role")
    }
}

/// Fonts of one role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleFonts {
    /// Name in Word.
    pub name: String,
    /// Name Word falls back on.
    pub alternative: Option<String>,
    /// Word font of digits and Latin letters; absent: the same font.
    pub latin: Option<String>,
    /// Files for PDF, the preferred first.
    pub pdf: Vec<String>,
    /// Files for bold text in PDF.
    pub bold: Vec<String>,
    /// Files for digits and Latin letters in PDF; empty: the same font.
    #[serde(default)]
    pub latin_pdf: Vec<String>,
}
