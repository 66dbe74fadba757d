//! Tables as rows of boxes with lines.

use std::rc::Rc;

use document::tree::{Align, Cell, Table};

use super::atom::Type;
use super::flow::{Chunk, Content};
use super::line::{Line, Measure};
use super::paragraph::set_lines;
use super::structure::{Kind, Mark, Structure};
use crate::ExportError;
use crate::columns::{columns, lacking};
use crate::font::Shaper;
use crate::style::{Layout, Part, Setting};

/// A cell in its row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CellBox {
    /// Left end, from the left of the type area.
    pub x: f32,
    /// Width.
    pub width: f32,
    /// Height; more than the row's for a cell over several rows.
    pub height: f32,
    /// Left end of the lines' boxes, from the left of the type area.
    pub text_x: f32,
    /// Top of the first line, from the top of the row.
    pub text_y: f32,
    /// Lines.
    pub lines: Vec<Line>,
    /// Rows it covers.
    rows: usize,
    set_middle: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// Height in points.
    pub height: f32,
    /// Pitch of its lines.
    pub pitch: f32,
    /// Blank above and below the text.
    pub gap: f32,
    /// Its element.
    pub mark: Mark,
    /// Cells from left to right.
    pub cells: Vec<CellBox>,
}

impl Row {
    /// The least height worth beginning on a page.
    pub(crate) fn least_part(&self) -> f32 {
        self.pitch + 2.0 * self.gap
    }

    /// Parts a row that is taller than a page: what fits `room`, and the rest.
    pub(crate) fn split(self, room: f32) -> (Self, Option<Self>) {
        let fits = (((room - 2.0 * self.gap) / self.pitch).floor().max(1.0)) as usize;
        if self.cells.iter().all(|cell| cell.lines.len() <= fits) {
            return (self, None);
        }
        let (mut head, mut rest) = (self.clone(), self);
        for (upper, lower) in head.cells.iter_mut().zip(&mut rest.cells) {
            let at = fits.min(lower.lines.len());
            lower.lines.drain(..at);
            upper.lines.truncate(at);
            upper.set_middle = false;
            lower.set_middle = false;
        }
        head.settle();
        rest.settle();
        (head, Some(rest))
    }

    /// Recomputes heights and places from the lines.
    fn settle(&mut self) {
        let lines = self.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1).max(1);
        self.height = lines as f32 * self.pitch + 2.0 * self.gap;
        for cell in &mut self.cells {
            cell.height = self.height;
            cell.text_y = self.gap;
        }
    }
}

/// A table as chunks, one a row; `element` is the table's own.
pub(crate) fn table(
    shaper: &mut Shaper<'_>,
    layout: &Layout,
    (structure, element): (&mut Structure, Mark),
    table: &Table,
) -> Result<Vec<Chunk>, ExportError> {
    let set = columns(table, layout)?;
    let style = layout.table;
    let pitch = layout.grid.pitch_pt;
    let mut setter = Setter {
        shaper,
        layout,
        structure,
        table,
        widths: &set.widths,
        scale: set.scale,
        decimals: &set.decimals,
    };
    let mut chunks = Vec::with_capacity(table.rows.len() + 1);
    let header = if table.header.is_empty() {
        None
    } else {
        let head = setter.structure.add(element, Kind::TableHead);
        let mut rows = setter.rows(std::slice::from_ref(&table.header), Part::TableHead, head)?;
        rows.pop().map(|(row, _)| Rc::new(row))
    };
    let chunk = |row: Row, keep: bool, header: Option<Rc<Row>>| Chunk {
        height: row.height,
        above: 0.0,
        below: 0.0,
        keep,
        anchor: None,
        content: Content::Row { row, header },
    };
    if let Some(header) = &header {
        chunks.push(chunk(Row::clone(header), true, None));
    }
    let body = if table.rows.is_empty() { element } else { setter.structure.add(element, Kind::TableBody) };
    let rows = setter.rows(&table.rows, Part::TableCell, body)?;
    let count = rows.len();
    for (index, (row, keep)) in rows.into_iter().enumerate() {
        // The last row never stands alone under a repeated header.
        chunks.push(chunk(row, keep || stays_with_next(index, count), header.clone()));
    }
    if let Some(first) = chunks.first_mut() {
        first.above = style.before * pitch;
    }
    if let Some(last) = chunks.last_mut() {
        last.below = style.after * pitch;
        last.keep = false;
    }
    Ok(chunks)
}

/// Rows up to which a table is not parted at all, as long as a page can hold it.
const SHORT: usize = 5;

/// Whether a row goes on one page with the next: all of a short table, the first two rows of a longer one with its head,
/// and the last two.
pub(crate) const fn stays_with_next(row: usize, rows: usize) -> bool {
    row + 1 < rows && (rows <= SHORT || row == 0 || row + 2 == rows)
}

struct Setter<'a, 'b> {
    shaper: &'a mut Shaper<'b>,
    layout: &'a Layout,
    structure: &'a mut Structure,
    table: &'a Table,
    widths: &'a [f32],
    scale: f32,
    /// Places after the point in each column.
    decimals: &'a [usize],
}

impl Setter<'_, '_> {
    /// Rows with their heights; the flag keeps a row with the next one where a cell covers both.
    fn rows(
        &mut self,
        rows: &[Vec<Cell>],
        part: Part,
        element: Mark,
    ) -> Result<Vec<(Row, bool)>, ExportError> {
        let style = self.layout.part(part);
        let pitch = self.layout.pitch(style) * self.scale;
        // Word and LibreOffice add the rule to the height of a row: half of it above, half below.
        let gap = self.layout.table.row_gap_pt * self.scale + self.layout.table.rule_pt / 2.0;
        let mut open = vec![0_usize; self.widths.len()];
        let mut out: Vec<Row> = Vec::with_capacity(rows.len());
        for cells in rows {
            let row = self.structure.add(element, Kind::Row);
            let head = part == Part::TableHead;
            let mut boxes = Vec::with_capacity(cells.len());
            let mut cells = cells.iter();
            let mut column = 0;
            while column < self.widths.len() {
                if open[column] > 0 {
                    open[column] -= 1;
                    column += 1;
                    continue;
                }
                let Some(cell) = cells.next() else {
                    self.structure.add(row, Kind::Cell { head, columns: 1, rows: 1 });
                    boxes.push(self.empty(column));
                    column += 1;
                    continue;
                };
                let span = usize::from(cell.column_span.max(1)).min(self.widths.len() - column);
                let covered = usize::from(cell.row_span.max(1));
                for slot in &mut open[column..column + span] {
                    *slot = covered - 1;
                }
                let mark = self.structure.add(
                    row,
                    Kind::Cell {
                        head,
                        columns: u8::try_from(span).unwrap_or(u8::MAX),
                        rows: cell.row_span.max(1),
                    },
                );
                let mut placed = self.cell(cell, part, column, span)?;
                placed.lines.iter_mut().for_each(|line| line.belongs(mark));
                boxes.push(placed);
                column += span;
            }
            let lines = boxes.iter().filter(|cell| cell.rows == 1).map(|cell| cell.lines.len()).max();
            let height = lines.unwrap_or(1).max(1) as f32 * pitch + 2.0 * gap;
            out.push(Row { height, pitch, gap, mark: row, cells: boxes });
        }
        Ok(settle(out))
    }

    fn empty(&self, column: usize) -> CellBox {
        let x = self.widths[..column].iter().sum();
        let width = self.widths[column];
        CellBox {
            x,
            width,
            height: 0.0,
            text_x: x,
            text_y: 0.0,
            lines: Vec::new(),
            rows: 1,
            set_middle: true,
        }
    }

    fn cell(&mut self, cell: &Cell, part: Part, column: usize, span: usize) -> Result<CellBox, ExportError> {
        let x: f32 = self.widths[..column].iter().sum();
        let width: f32 = self.widths[column..column + span].iter().sum();
        let padding = self.layout.table.padding_pt * self.scale * self.scale;
        let align = match part {
            Part::TableHead => self.layout.part(part).align,
            _ => match self.table.columns.get(column).map(|column| column.align) {
                Some(Align::Right) => Setting::Right,
                Some(Align::Center) => Setting::Center,
                _ => self.layout.part(part).align,
            },
        };
        let set = Type::of(self.layout, part).scaled(self.scale);
        let missing = lacking(cell, if part == Part::TableHead { 0 } else { self.decimals[column] });
        let digit =
            if missing > 0.0 { self.shaper.shape(set.font, set.bold, '0')?.width * set.size } else { 0.0 };
        let measure = Measure {
            width: width - 2.0 * padding,
            left: 0.0,
            indent: 0.0,
            right: missing * digit,
            setting: align,
            grid: false,
        };
        let lines = set_lines(self.shaper, set, measure, &cell.text)?;
        Ok(CellBox {
            x,
            width,
            height: 0.0,
            text_x: x + padding,
            text_y: 0.0,
            lines,
            rows: usize::from(cell.row_span.max(1)),
            set_middle: true,
        })
    }
}

/// Heights of cells over several rows, and text in the middle of its cell.
fn settle(mut rows: Vec<Row>) -> Vec<(Row, bool)> {
    let count = rows.len();
    let mut keep = vec![false; count];
    for index in 0..count {
        for at in 0..rows[index].cells.len() {
            let covered = rows[index].cells[at].rows.min(count - index);
            let lines = rows[index].cells[at].lines.len();
            let needed = lines as f32 * rows[index].pitch + 2.0 * rows[index].gap;
            let available: f32 = rows[index..index + covered].iter().map(|row| row.height).sum();
            if needed > available {
                rows[index + covered - 1].height += needed - available;
            }
            for slot in &mut keep[index..index + covered - 1] {
                *slot = true;
            }
        }
    }
    for index in 0..count {
        for at in 0..rows[index].cells.len() {
            let covered = rows[index].cells[at].rows.min(count - index);
            let height: f32 = rows[index..index + covered].iter().map(|row| row.height).sum();
            let (pitch, gap) = (rows[index].pitch, rows[index].gap);
            let cell = &mut rows[index].cells[at];
            cell.height = height;
            let text = cell.lines.len() as f32 * pitch;
            cell.text_y = if cell.set_middle { ((height - text) / 2.0).max(gap) } else { gap };
        }
    }
    rows.into_iter().zip(keep).collect()
}
