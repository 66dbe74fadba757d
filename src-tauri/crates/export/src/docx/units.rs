//! Points to the units of WordprocessingML.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
#![allow(
    clippy::cast_possible_truncation,
    reason = "style.toml is checked: lengths stay far below the limits"
)]

use crate::style::PT_PER_MM;

/// Twentieths of a point.
pub(super) fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// Twentieths of a point, from millimetres.
pub(super) fn twips_mm(millimetres: f32) -> i32 {
    twips(millimetres * PT_PER_MM)
}

/// Half points: type sizes.
pub(super) fn half_points(points: f32) -> usize {
    usize::try_from((points * 2.0).round() as i32).unwrap_or_default()
}

/// Hundredths of a character: indents that follow the type size.
pub(super) fn character_hundredths(characters: f32) -> i32 {
    (characters * 100.0).round() as i32
}

/// Twentieths of a point, cut down: characters set with it never need more room than they have.
pub(super) fn twips_down(points: f32) -> i32 {
    (points * 20.0).floor() as i32
}

/// Eighths of a point: thickness of rules.
pub(super) fn rule(points: f32) -> usize {
    usize::try_from((points * 8.0).round().max(2.0) as i32).unwrap_or(4)
}

/// A whole number that cannot be negative.
pub(super) fn unsigned(value: i32) -> usize {
    usize::try_from(value).unwrap_or_default()
}
