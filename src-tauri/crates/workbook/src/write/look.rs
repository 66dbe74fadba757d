//! How the columns look: number formats, widths, colours.

use procedure::template::{Field, FieldKind};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// Of the header, dark enough for black letters in print.
const HEADER: u32 = 0x00DD_E6F0;
const LINE: u32 = 0x00B7_C0CC;
/// Name by which Windows, WPS and LibreOffice find a Chinese face.
const FACE: &str = "宋体";

fn base() -> Format {
    Format::new().set_font_name(FACE).set_font_size(11).set_align(FormatAlign::VerticalCenter)
}

fn lined(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

pub(super) fn header() -> Format {
    lined(base()).set_bold().set_text_wrap().set_align(FormatAlign::Center).set_background_color(HEADER)
}

pub(super) fn title() -> Format {
    base().set_bold().set_font_size(14)
}

pub(super) fn words() -> Format {
    lined(base()).set_text_wrap()
}

/// Cells of a column.
pub(super) fn cells(column: &Field) -> Format {
    let format = lined(base()).set_num_format(number_format(column));
    match column.kind() {
        FieldKind::LongText => format.set_text_wrap(),
        FieldKind::Date | FieldKind::Boolean | FieldKind::Choice => format.set_align(FormatAlign::Center),
        _ => format,
    }
}

/// The same for the row of totals.
pub(super) fn totals(column: &Field) -> Format {
    cells(column).set_bold().set_background_color(HEADER)
}

/// Text stays text also when someone types into the cell: codes keep their zeros.
fn number_format(column: &Field) -> String {
    let places = |group: &str, places: u32| match usize::try_from(places).unwrap_or(0) {
        0 => group.to_owned(),
        places => format!("{group}.{}", "0".repeat(places)),
    };
    match column.kind() {
        FieldKind::Money | FieldKind::Area => places("#,##0", column.places()),
        // Only the decimals there are.
        FieldKind::Decimal => {
            format!("0.{}", "#".repeat(usize::try_from(column.places()).unwrap_or(4).max(1)))
        }
        FieldKind::Percent => "0.####%".to_owned(),
        FieldKind::Integer => "0".to_owned(),
        FieldKind::Date => "yyyy-mm-dd".to_owned(),
        _ => "@".to_owned(),
    }
}

/// Least and greatest width of a column, in characters.
const WIDTHS: (usize, usize) = (8, 40);

/// Width of a column that holds texts of these lengths.
pub(super) fn width(column: &Field, header: &str, longest: usize) -> f64 {
    let least = match column.kind() {
        FieldKind::Date => 12,
        FieldKind::Money => 14,
        FieldKind::LongText => 30,
        _ => WIDTHS.0,
    };
    // The header may wrap once.
    let header = cells_of(header).div_ceil(2) + 2;
    let width = (longest + 2).max(header).clamp(least, WIDTHS.1);
    f64::from(u32::try_from(width).unwrap_or(10))
}

/// Character cells that a text takes up: two for a Chinese character.
pub(super) fn cells_of(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}
