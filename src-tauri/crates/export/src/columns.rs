//! Widths of table columns, the same for Word and PDF: shares by weight, mended so that figures stay on one line.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

use std::borrow::Cow;

use document::tree::{Align, Cell, Inline, Table};

use crate::ExportError;
use crate::style::{Layout, Part};
use crate::words::{em, em_inlines};

/// What a table is set with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Columns {
    /// Width of each column in points.
    pub widths: Vec<f32>,
    /// How much type, pitch and blanks shrink, 1 for not at all.
    pub scale: f32,
    /// Of each right-aligned column, the most places (with the point) that a figure in it has; 0 for the others.
    pub decimals: Vec<usize>,
}

/// Room beyond words and padding, in points.
const HAIR: f32 = 0.75;

/// A word longer than this (in type sizes) may be parted, so that one long word does not eat the table.
const LONGEST_WORD: f32 = 9.5;

/// Text of a cell; most are of one piece and need no copy.
fn text(cell: &Cell) -> Cow<'_, str> {
    match cell.text.as_slice() {
        [] => "".into(),
        [Inline::Text { text, .. }] => text.into(),
        runs => document::inline_text(runs).into(),
    }
}

/// Places after the decimal point of a figure; `None` for anything that is not one (小数位数).
fn places(cell: &Cell) -> Option<usize> {
    let text = text(cell);
    let text = text.trim();
    let figure = text
        .chars()
        .all(|character| character.is_ascii_digit() || matches!(character, ',' | '.' | '-' | '+' | '¥'))
        && text.contains(|character: char| character.is_ascii_digit());
    figure.then(|| text.rsplit_once('.').map_or(0, |(_, fraction)| fraction.len() + 1))
}

/// See [`Columns::decimals`].
fn decimals(table: &Table) -> Vec<usize> {
    let mut most = vec![0; table.columns.len()];
    for row in &table.rows {
        let mut column = 0;
        for cell in row {
            if let (Some(slot), Some(places)) = (most.get_mut(column), places(cell)) {
                *slot = places.max(*slot);
            }
            column += usize::from(cell.column_span.max(1));
        }
    }
    for (slot, column) in most.iter_mut().zip(&table.columns) {
        if column.align != Align::Right {
            *slot = 0;
        }
    }
    most
}

/// Digits that a figure lacks behind its point, so that points stand under one another; the point counts as half.
pub(crate) fn lacking(cell: &Cell, most: usize) -> f32 {
    match places(cell) {
        Some(0) if most > 0 => (most - 1) as f32 + 0.5,
        Some(own) if own < most => (most - own) as f32,
        _ => 0.0,
    }
}

/// Widths for a table across the type area.
///
/// # Errors
/// [`ExportError::TableTooWide`] if not even the smallest allowed size makes room for a word in each column.
pub(crate) fn columns(table: &Table, layout: &Layout) -> Result<Columns, ExportError> {
    let total = layout.page.text_width();
    let count = table.columns.len();
    let size = layout.part(Part::TableCell).size_pt;
    let decimals = decimals(table);
    let words = words(table, &decimals);
    let headings = headings(table);
    let weights: f32 = table.columns.iter().map(|column| f32::from(column.weight.max(1))).sum();
    let least = layout.table.least_size_pt.min(size);
    let mut at = size;
    loop {
        let scale = at / size;
        // A hair more than the words, so that other programs' rounding does not part them.
        let padding = 2.0 * layout.table.padding_pt * scale * scale + HAIR;
        // Down to four fifths of the size a heading's words still count; below that they are parted instead.
        let whole = at >= size * 0.8;
        let needs: Vec<f32> = words
            .iter()
            .zip(&headings)
            .map(|(word, heading)| if whole { word.max(*heading) } else { *word } * at + padding)
            .collect();
        if needs.iter().sum::<f32>() <= total {
            let shares: Vec<f32> = table
                .columns
                .iter()
                .map(|column| total * f32::from(column.weight.max(1)) / weights)
                .collect();
            return Ok(Columns { widths: mend(&shares, &needs, total), scale, decimals });
        }
        if at <= least {
            return Err(ExportError::TableTooWide { columns: count, least });
        }
        at = (at - 0.5).max(least);
    }
}

/// What each column's heading needs so that a short one stays on one line and a long one on two, in type sizes.
fn headings(table: &Table) -> Vec<f32> {
    let mut widest = vec![0.0_f32; table.columns.len()];
    let mut column = 0;
    for cell in &table.header {
        if cell.column_span <= 1
            && let Some(slot) = widest.get_mut(column)
        {
            let width = em_inlines(&cell.text);
            *slot = if width <= 4.0 { width } else { (width / 2.0).ceil().min(LONGEST_WORD) };
        }
        column += usize::from(cell.column_span.max(1));
    }
    widest
}

/// The widest unbreakable piece of each column, in type sizes.
fn words(table: &Table, decimals: &[usize]) -> Vec<f32> {
    let mut widest = vec![0.5_f32; table.columns.len()];
    for row in std::iter::once(&table.header).chain(&table.rows) {
        let mut column = 0;
        for cell in row {
            if cell.column_span <= 1
                && let Some(slot) = widest.get_mut(column)
            {
                let blank = lacking(cell, decimals.get(column).copied().unwrap_or(0)) * 0.6;
                *slot = slot.max(longest_word(cell) + blank);
            }
            column += usize::from(cell.column_span.max(1));
        }
    }
    widest
}

fn longest_word(cell: &Cell) -> f32 {
    let text = text(cell);
    let (mut longest, mut current) = (0.0_f32, 0.0_f32);
    let mut in_figures = false;
    for character in text.chars() {
        // 2026年11月23日 is one piece.
        let dated = in_figures && matches!(character, '年' | '月' | '日' | '%' | '％' | '元' | '㎡');
        if dated {
            // With the gaps on both sides, as wide as Word makes them: a quarter each.
            current += 1.5;
        } else if em(character) < 1.0 && !character.is_whitespace() {
            // Digits and letters of Chinese fonts are a little wider than half.
            current += em(character) * 1.15;
        } else {
            current = 0.0;
        }
        in_figures = dated || character.is_ascii_digit();
        longest = longest.max(current).max(em(character));
    }
    longest.clamp(0.5, LONGEST_WORD)
}

/// Raises columns to their need and takes the difference from the others in proportion to what they can spare.
fn mend(shares: &[f32], needs: &[f32], total: f32) -> Vec<f32> {
    let missing: f32 = shares.iter().zip(needs).map(|(share, need)| (need - share).max(0.0)).sum();
    let spare: f32 = shares.iter().zip(needs).map(|(share, need)| (share - need).max(0.0)).sum();
    let taken = if spare > 0.0 { missing / spare } else { 0.0 };
    let mut widths: Vec<f32> = shares
        .iter()
        .zip(needs)
        .map(|(share, need)| if share < need { *need } else { share - (share - need) * taken })
        .collect();
    // Rounding must not leave the table short of the margin.
    let sum: f32 = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += total - sum;
    }
    widths
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use document::tree::{Column, Inline};

    use super::*;
    use crate::Style;

    fn style() -> Style {
        Style::parse(include_str!("../../../../templates/shared/style.toml")).unwrap()
    }

    fn table(cells: &[&str]) -> Table {
        let columns = cells.iter().map(|_| Column { align: Align::Left, weight: 1 }).collect();
        let row = cells
            .iter()
            .map(|text| Cell { text: vec![Inline::text(*text)], column_span: 1, row_span: 1 })
            .collect();
        Table { columns, header: Vec::new(), rows: vec![row] }
    }

    #[test]
    fn a_long_figure_takes_room_from_its_neighbours() {
        let style = style();
        let cells = ["一", "二", "三", "四", "五", "六", "七", "150,000,000.00"];
        let columns = columns(&table(&cells), &style.official).unwrap();
        let total: f32 = columns.widths.iter().sum();
        assert!((total - style.official.page.text_width()).abs() < 0.01);
        // 14 characters of half a size and 15 %, at 12 points, and twice 3.5 points of blank.
        assert!(columns.widths[7] >= 14.0 * 0.5 * 1.15 * 12.0 + 7.0 - 0.01, "{:?}", columns.widths);
        assert!((columns.scale - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn figures_are_moved_in_by_the_digits_they_lack() {
        let mut table = table(&["15,000.00"]);
        table.columns[0].align = Align::Right;
        let cell = |text: &str| Cell { text: vec![Inline::text(text)], column_span: 1, row_span: 1 };
        table.rows.extend([vec![cell("1,234.5")], vec![cell("-20")], vec![cell("不适用")]]);
        // Two places and the point.
        assert_eq!(decimals(&table), [3]);
        assert!((lacking(&table.rows[1][0], 3) - 1.0).abs() < f32::EPSILON);
        assert!((lacking(&table.rows[2][0], 3) - 2.5).abs() < f32::EPSILON);
        assert!(lacking(&table.rows[3][0], 3).abs() < f32::EPSILON);
    }

    #[test]
    fn sixty_columns_of_single_digits_shrink_and_sixty_of_amounts_are_refused() {
        let style = style();
        let digits = columns(&table(&["8"; 60]), &style.official).unwrap();
        assert!(digits.scale < 1.0);
        let refused = columns(&table(&["100,000.00"; 60]), &style.official);
        assert!(matches!(refused, Err(ExportError::TableTooWide { columns: 60, .. })));
    }
}
