//! Tables.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::inline::Line;
use crate::piece::Pieces;
use crate::plain::inline_text;
use crate::tree::{Align, Cell, Column, Inline, Table};

/// Narrowest and widest share of a column, in full-width characters of its content.
const SHARE: std::ops::RangeInclusive<u16> = 3..=24;

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
    let columns = alignments
        .iter()
        .enumerate()
        .map(|(index, alignment)| Column {
            align: match alignment {
                Alignment::Right => Align::Right,
                Alignment::Center => Align::Center,
                Alignment::Left | Alignment::None => Align::Left,
            },
            weight: weight(index, &header, &rows),
        })
        .collect();
    Table { columns, header, rows }
}

/// The widest cell decides, within reason; a word of the header is never broken for want of room.
fn weight(index: usize, header: &[Cell], rows: &[Vec<Cell>]) -> u16 {
    let width = |cell: Option<&Cell>| cell.map_or(0, |cell| line_width(&inline_text(&cell.text)));
    let widest = rows.iter().map(|row| width(row.get(index))).chain([width(header.get(index))]).max().unwrap_or(0);
    widest.clamp(*SHARE.start(), *SHARE.end())
}

/// Width of the longest line in full-width characters.
fn line_width(text: &str) -> u16 {
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2);
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
