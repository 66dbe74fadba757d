//! Binary fractions of spreadsheets as the decimals that people typed.

use crate::sheet::Cell;

/// Digits that a spreadsheet keeps and shows.
const DIGITS: usize = 15;

/// A number cell: 15 significant digits, without an exponent, exactly as the spreadsheet would show it in full.
pub(super) fn cell(value: f64, percent: bool) -> Cell {
    if !value.is_finite() {
        return Cell::Error("#NUM!".to_owned());
    }
    let shortest = value.to_string();
    let digits = shortest.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit);
    if digits.count() <= DIGITS {
        return Cell::Number { text: plain(&shortest), percent, clipped: false, shown: None };
    }
    // 0.1 + 0.2, or a long code that the spreadsheet took for a number.
    let rounded = format!("{value:.14e}");
    let clipped = !shortest.contains('.') && shortest.trim_start_matches('-').len() > DIGITS;
    Cell::Number { text: expanded(&rounded).unwrap_or(shortest), percent, clipped, shown: None }
}

/// A whole number.
pub(super) fn cell_of_integer(value: i64, percent: bool) -> Cell {
    let text = value.to_string();
    let clipped = text.trim_start_matches('-').len() > DIGITS;
    Cell::Number { text, percent, clipped, shown: None }
}

/// No negative zero.
fn plain(text: &str) -> String {
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// `-1.23000000000000e2` as `-123`.
fn expanded(scientific: &str) -> Option<String> {
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    // Far beyond anything that stands in a table of answers.
    if !(-40..=40).contains(&exponent) {
        return None;
    }
    let point = usize::try_from(exponent.max(-1) + 1).ok()?;
    let zeros = usize::try_from((-1 - exponent).max(0)).ok()?;
    let digits = format!("{}{digits}", "0".repeat(zeros));
    let padded = format!("{digits:0<width$}", width = point);
    let (whole, fraction) = padded.split_at(point);
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

#[cfg(test)]
mod tests {
    use super::{Cell, cell};

    fn text(value: f64) -> String {
        match cell(value, false) {
            Cell::Number { text, .. } => text,
            other => panic!("not a number: {other:?}"),
        }
    }

    #[test]
    fn numbers_read_as_the_spreadsheet_shows_them() {
        // 0.1 + 0.2 and 1.1 × 3, as a formula stores them.
        assert_eq!(text(0.300_000_000_000_000_04), "0.3");
        assert_eq!(text(3.300_000_000_000_000_3), "3.3");
        assert_eq!(text(86.5), "86.5");
        assert_eq!(text(-0.0), "0");
        assert_eq!(text(15_000_000.0), "15000000");
        assert_eq!(text(0.000_012_345_678_901_234_5), "0.0000123456789012345");
        assert_eq!(text(1_234.567_890_123_456_7), "1234.56789012346");
        assert_eq!(text(-1e20), "-100000000000000000000");
    }

    #[test]
    fn what_is_longer_than_a_spreadsheet_keeps_is_marked() {
        assert!(matches!(cell(123_456_789_012_345_680.0, false), Cell::Number { clipped: true, .. }));
        assert!(matches!(cell(123_456_789_012_345.0, false), Cell::Number { clipped: false, .. }));
        assert!(matches!(cell(f64::NAN, false), Cell::Error(_)));
    }
}
