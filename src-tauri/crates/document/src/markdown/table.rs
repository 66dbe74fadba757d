//! Tables.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::inline::Line;
use crate::piece::Pieces;
use crate::plain::inline_text;
use crate::tree::{Align, Cell, Column, Inline, Table};

/// Full-width characters that a line of a table holds at its usual size: 156 mm at 12 pt.
const LINE: u32 = 36;
/// Margins of a cell, in full-width characters.
const MARGIN: u16 = 1;
/// Narrowest column: two characters and the margins.
const LEAST: u16 = 3;

/// Reads up to the end of the table.
pub(super) fn read<'e>(
    alignments: &[Alignment],
    events: &mut impl Iterator<Item = Event<'e>>,
    pieces: &Pieces,
) -> Table {
    let (mut header, mut rows): (Vec<Cell>, Vec<Vec<Cell>>) = (Vec::new(), Vec::new());
    let (mut row, mut line) = (Vec::new(), Line::default());
    for event in events {
        match event {
            Event::End(TagEnd::Table) => break,
            Event::End(TagEnd::TableHead) => header = std::mem::take(&mut row),
            Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
            Event::End(TagEnd::TableCell) => {
                row.push(Cell { text: trimmed(line.take()), column_span: 1, row_span: 1 });
            }
            Event::Start(Tag::TableHead | Tag::TableRow | Tag::TableCell) => {}
            other => line.event(other, pieces),
        }
    }
    let needs: Vec<u16> = (0..alignments.len()).map(|index| need(index, &header, &rows)).collect();
    let shares = shares(&needs);
    rows.iter_mut().for_each(|row| fit_blanks(row, &shares));
    let columns = alignments
        .iter()
        .zip(shares)
        .map(|(alignment, weight)| Column {
            align: match alignment {
                Alignment::Right => Align::Right,
                Alignment::Center => Align::Center,
                Alignment::Left | Alignment::None => Align::Left,
            },
            weight,
        })
        .collect();
    Table { columns, header, rows }
}

/// Width of the widest cell and its margins.
fn need(index: usize, header: &[Cell], rows: &[Vec<Cell>]) -> u16 {
    let width = |cell: Option<&Cell>| cell.map_or(0, |cell| line_width(&inline_text(&cell.text)));
    let widest = rows.iter().map(|row| width(row.get(index))).chain([width(header.get(index))]).max();
    widest.unwrap_or(0).saturating_add(MARGIN).max(LEAST)
}

/// Shares of a line: narrow columns keep what they need, only the wide ones give way to each other.
fn shares(needs: &[u16]) -> Vec<u16> {
    let fits = |cap: u16| needs.iter().map(|need| u32::from(*need.min(&cap))).sum::<u32>() <= LINE;
    let widest = needs.iter().copied().max().unwrap_or(LEAST);
    let cap = (LEAST..=widest).rev().find(|cap| fits(*cap)).unwrap_or(LEAST);
    needs.iter().map(|need| (*need).min(cap)).collect()
}

/// A blank that has its cell to itself is no longer than the cell: one in two pieces looks like two.
fn fit_blanks(row: &mut [Cell], shares: &[u16]) {
    let whole: u32 = shares.iter().map(|share| u32::from(*share)).sum();
    for (cell, share) in row.iter_mut().zip(shares) {
        if let [Inline::Blank { width, .. }] = cell.text.as_mut_slice() {
            let room = u32::from(*share) * LINE / whole.max(1);
            let room = u8::try_from(room.saturating_sub(u32::from(MARGIN))).unwrap_or(u8::MAX);
            *width = (*width).min(room.max(1));
        }
    }
}

/// Width of the longest line in full-width characters.
fn line_width(text: &str) -> u16 {
    let width =
        |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2);
    u16::try_from(text.lines().map(width).max().unwrap_or(0)).unwrap_or(u16::MAX)
}

fn trimmed(mut runs: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text { text, source: None, .. }) = runs.last_mut() {
        text.truncate(text.trim_end().len());
    }
    if let Some(Inline::Text { text, source: None, .. }) = runs.first_mut() {
        *text = text.trim_start().to_owned();
    }
    runs.retain(|run| !matches!(run, Inline::Text { text, .. } if text.is_empty()));
    runs
}

#[cfg(test)]
mod tests {
    use super::{Cell, Inline, fit_blanks, shares};

    #[test]
    fn a_narrow_column_keeps_its_width_beside_wide_ones() {
        // 5 + 5 leave 26 of 36 for the two wide ones.
        assert_eq!(shares(&[5, 40, 5, 60]), [5, 13, 5, 13]);
        assert_eq!(shares(&[4, 10, 8]), [4, 10, 8]);
        // Sixty columns cannot all have room; each gets the least.
        assert_eq!(shares(&[9; 60]), [3; 60]);
    }

    #[test]
    fn a_blank_alone_in_its_cell_is_no_longer_than_the_cell() {
        let blank = || Inline::Blank { width: 8, source: None, pen: None };
        let cell = |text: Vec<Inline>| Cell { text, column_span: 1, row_span: 1 };
        let mut row = vec![cell(vec![blank()]), cell(vec![Inline::text("第"), blank()]), cell(vec![blank()])];
        // Six characters of the line's 36 and a margin; the last has 24.
        fit_blanks(&mut row, &[6, 6, 24]);
        let widths: Vec<String> = row.iter().map(|cell| crate::plain::inline_text(&cell.text)).collect();
        assert_eq!(widths, ["＿＿＿＿＿", "第＿＿＿＿＿＿＿＿", "＿＿＿＿＿＿＿＿"]);
    }
}
