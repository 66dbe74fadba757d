//! The fixed palette: colours, and the hatches and dashes that tell them apart without colour.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::drawing::Dash;

/// What a mark or a verdict means (色调).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// In order.
    Good,
    /// To be watched.
    Warn,
    /// Wrong: a gap, a shortfall.
    Bad,
}

impl Tone {
    /// The tone of that name: `neutral`, `good`, `warn`, `bad`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "neutral" => Self::Neutral,
            "good" => Self::Good,
            "warn" => Self::Warn,
            "bad" => Self::Bad,
            _ => return None,
        })
    }

    /// Its name, as in JSON and in expressions.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A colour of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// Words and axes.
    Text,
    /// Lines of the grid.
    Faint,
    /// The paper itself, behind words on a bar.
    Paper,
    /// Navy: first series, neutral.
    Navy,
    /// Its pale tint.
    NavyPale,
    /// Teal: second series, good.
    Teal,
    /// Its pale tint.
    TealPale,
    /// Ochre: third series, to be watched.
    Ochre,
    /// Its pale tint.
    OchrePale,
    /// Red: wrong. Never a series of the palette.
    Red,
    /// Its pale tint.
    RedPale,
    /// Slate: fourth series.
    Slate,
    /// Its pale tint.
    SlatePale,
}

impl Ink {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Faint,
        Self::Paper,
        Self::Navy,
        Self::NavyPale,
        Self::Teal,
        Self::TealPale,
        Self::Ochre,
        Self::OchrePale,
        Self::Red,
        Self::RedPale,
        Self::Slate,
        Self::SlatePale,
    ];

    /// Its name: the class of what is drawn in it on screen (`ink-navy-pale`).
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Faint => "faint",
            Self::Paper => "paper",
            Self::Navy => "navy",
            Self::NavyPale => "navy-pale",
            Self::Teal => "teal",
            Self::TealPale => "teal-pale",
            Self::Ochre => "ochre",
            Self::OchrePale => "ochre-pale",
            Self::Red => "red",
            Self::RedPale => "red-pale",
            Self::Slate => "slate",
            Self::SlatePale => "slate-pale",
        }
    }

    /// Red, green and blue. Each strong ink has at least 4.5 : 1 on white, so that words in it are legible.
    #[must_use]
    pub fn rgb(self) -> [u8; 3] {
        match self {
            Self::Text => [0x1f, 0x23, 0x29],
            Self::Faint => [0xd5, 0xd9, 0xe0],
            Self::Paper => [0xff, 0xff, 0xff],
            Self::Navy => [0x1d, 0x4e, 0x89],
            Self::NavyPale => [0x9f, 0xba, 0xdb],
            Self::Teal => [0x1f, 0x75, 0x5e],
            Self::TealPale => [0xd4, 0xec, 0xe4],
            Self::Ochre => [0x8f, 0x5b, 0x00],
            Self::OchrePale => [0xfb, 0xea, 0xc8],
            Self::Red => [0xb4, 0x23, 0x18],
            Self::RedPale => [0xfb, 0xdd, 0xd9],
            Self::Slate => [0x4a, 0x55, 0x68],
            Self::SlatePale => [0xe6, 0xe9, 0xee],
        }
    }
}

/// Lines across an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hatch {
    /// None: the area is filled.
    None,
    /// From bottom left to top right.
    Rising,
    /// From top left to bottom right.
    Falling,
    /// Both.
    Cross,
    /// Level lines.
    Level,
}

/// How an area or a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paint {
    /// Outline, hatch, line.
    pub ink: Ink,
    /// Ground of an area.
    pub ground: Ink,
    /// Lines across it.
    pub hatch: Hatch,
    /// Of a line.
    pub dash: Dash,
}

const PALETTE: [Paint; 6] = [
    Paint { ink: Ink::Navy, ground: Ink::Navy, hatch: Hatch::None, dash: Dash::Solid },
    Paint { ink: Ink::Teal, ground: Ink::TealPale, hatch: Hatch::Rising, dash: Dash::Long },
    Paint { ink: Ink::Ochre, ground: Ink::OchrePale, hatch: Hatch::Falling, dash: Dash::Short },
    Paint { ink: Ink::Slate, ground: Ink::SlatePale, hatch: Hatch::Level, dash: Dash::Dotted },
    Paint { ink: Ink::Navy, ground: Ink::Paper, hatch: Hatch::Cross, dash: Dash::Long },
    Paint { ink: Ink::Teal, ground: Ink::Paper, hatch: Hatch::None, dash: Dash::Short },
];

/// The look of a series; past the palette it begins again.
pub(crate) fn series(index: usize, tone: Option<Tone>) -> Paint {
    tone.map_or_else(|| PALETTE[index % PALETTE.len()], paint)
}

/// The look of a tone.
pub(crate) fn paint(tone: Tone) -> Paint {
    match tone {
        Tone::Neutral => {
            Paint { ink: Ink::Navy, ground: Ink::NavyPale, hatch: Hatch::None, dash: Dash::Solid }
        }
        Tone::Good => Paint { ink: Ink::Teal, ground: Ink::TealPale, hatch: Hatch::Rising, dash: Dash::Long },
        Tone::Warn => {
            Paint { ink: Ink::Ochre, ground: Ink::OchrePale, hatch: Hatch::Falling, dash: Dash::Short }
        }
        Tone::Bad => Paint { ink: Ink::Red, ground: Ink::RedPale, hatch: Hatch::Cross, dash: Dash::Dotted },
    }
}
