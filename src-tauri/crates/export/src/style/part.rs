//! The parts a paper is set from, each with its own line in style.toml.

use document::tree::Role;
use serde::Deserialize;

/// A kind of paragraph (段落类别) that style.toml describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it; style.toml and part_names give the Chinese terms")]
pub enum Part {
    Title,
    Addressee,
    Body,
    Heading1,
    Heading2,
    Heading3,
    Heading4,
    Item,
    ItemNested,
    Signature,
    Date,
    Center,
    Flush,
    Note,
    Caption,
    AnnexNote,
    AnnexMark,
    AnnexTitle,
    AnnexHeading1,
    AnnexHeading2,
    TableHead,
    TableCell,
    CoverTitle,
    CoverLine,
    ContentsTitle,
    Contents1,
    Contents2,
    Party,
}

impl Part {
    /// Every part, in the order in which Word lists the styles.
    pub const ALL: [Self; 28] = [
        Self::Title,
        Self::Addressee,
        Self::Body,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Heading4,
        Self::Item,
        Self::ItemNested,
        Self::Signature,
        Self::Date,
        Self::Center,
        Self::Flush,
        Self::Note,
        Self::Caption,
        Self::AnnexNote,
        Self::AnnexMark,
        Self::AnnexTitle,
        Self::AnnexHeading1,
        Self::AnnexHeading2,
        Self::TableHead,
        Self::TableCell,
        Self::CoverTitle,
        Self::CoverLine,
        Self::ContentsTitle,
        Self::Contents1,
        Self::Contents2,
        Self::Party,
    ];

    /// Key in style.toml.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Addressee => "addressee",
            Self::Body => "body",
            Self::Heading1 => "heading1",
            Self::Heading2 => "heading2",
            Self::Heading3 => "heading3",
            Self::Heading4 => "heading4",
            Self::Item => "item",
            Self::ItemNested => "item_nested",
            Self::Signature => "signature",
            Self::Date => "date",
            Self::Center => "center",
            Self::Flush => "flush",
            Self::Note => "note",
            Self::Caption => "caption",
            Self::AnnexNote => "annex_note",
            Self::AnnexMark => "annex_mark",
            Self::AnnexTitle => "annex_title",
            Self::AnnexHeading1 => "annex_heading1",
            Self::AnnexHeading2 => "annex_heading2",
            Self::TableHead => "table_head",
            Self::TableCell => "table_cell",
            Self::CoverTitle => "cover_title",
            Self::CoverLine => "cover_line",
            Self::ContentsTitle => "contents_title",
            Self::Contents1 => "contents1",
            Self::Contents2 => "contents2",
            Self::Party => "party",
        }
    }

    /// The part whose line applies where style.toml has none for this one.
    #[must_use]
    pub const fn fallback(self) -> Option<Self> {
        match self {
            Self::AnnexHeading1 => Some(Self::Heading1),
            Self::AnnexHeading2 => Some(Self::Heading2),
            _ => None,
        }
    }

    /// The part of a heading of `level` (1 the outermost); annexes number as official papers do.
    #[must_use]
    pub const fn heading(level: u8, in_annex: bool) -> Self {
        match (level, in_annex) {
            (0 | 1, true) => Self::AnnexHeading1,
            (2, true) => Self::AnnexHeading2,
            (0 | 1, false) => Self::Heading1,
            (2, false) => Self::Heading2,
            (3, _) => Self::Heading3,
            _ => Self::Heading4,
        }
    }

    /// The part of a list item at `depth` (0 the outer list).
    #[must_use]
    pub const fn item(depth: u8) -> Self {
        if depth == 0 { Self::Item } else { Self::ItemNested }
    }

    /// The part of a paragraph with this role.
    #[must_use]
    pub const fn role(role: Role) -> Self {
        match role {
            Role::Body => Self::Body,
            Role::Addressee => Self::Addressee,
            Role::Signature => Self::Signature,
            Role::Date => Self::Date,
            Role::Center => Self::Center,
            Role::Flush => Self::Flush,
            Role::Note => Self::Note,
            Role::Caption => Self::Caption,
            Role::AnnexNote => Self::AnnexNote,
        }
    }
}
