//! Tables: fixed grid, repeated header, rows that stay whole.

use document::tree::{Align, Cell, Table};
use docx_rs::{
    AlignmentType, BorderType, HeightRule, Paragraph, Table as WordTable, TableBorder, TableBorderPosition,
    TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};

use super::names;
use super::runs::Setter;
use super::units::{half_points, rule, twips, unsigned};
use crate::ExportError;
use crate::columns::{columns, decimals, lacking};
use crate::layout::stays_with_next;
use crate::style::Part;

/// A row height that no table has: the patch pass turns it into `w:tblHeader`, which docx-rs cannot write.
const HEADER_MARK: f32 = 0.0;

/// One table; `stays` if its end goes on one page with what follows.
///
/// # Errors
/// [`ExportError::TableTooWide`].
#[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
pub(super) fn table(setter: Setter<'_>, table: &Table, stays: bool) -> Result<WordTable, ExportError> {
    let set = columns(table, setter.layout)?;
    let widths: Vec<usize> = set.widths.iter().map(|width| unsigned(twips(*width))).collect();
    let mut rows = Vec::with_capacity(table.rows.len() + 1);
    let decimals = decimals(table);
    let mut writer = Rows {
        decimals: &decimals,
        setter,
        table,
        widths: &widths,
        scale: set.scale,
        open: vec![(0, 1); widths.len()],
    };
    if !table.header.is_empty() {
        rows.push(
            writer
                .row(&table.header, Part::TableHead, true)
                .row_height(HEADER_MARK)
                .height_rule(HeightRule::AtLeast),
        );
    }
    for (index, row) in table.rows.iter().enumerate() {
        let keep = stays_with_next(index, table.rows.len()) || (stays && index + 1 == table.rows.len());
        rows.push(writer.row(row, Part::TableCell, keep));
    }
    let style = setter.layout.table;
    let padding = unsigned(twips(style.padding_pt * set.scale * set.scale));
    let gap = unsigned(twips(style.row_gap_pt * set.scale));
    let borders = [
        TableBorderPosition::Top,
        TableBorderPosition::Left,
        TableBorderPosition::Bottom,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ]
    .into_iter()
    .fold(TableBorders::with_empty(), |borders, position| {
        borders.set(
            TableBorder::new(position)
                .border_type(BorderType::Single)
                .size(rule(style.rule_pt))
                .color("000000"),
        )
    });
    Ok(WordTable::without_borders(rows)
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(gap, padding, gap, padding))
        .set_borders(borders))
}

struct Rows<'a> {
    setter: Setter<'a>,
    table: &'a Table,
    widths: &'a [usize],
    scale: f32,
    /// Places after the point in each column.
    decimals: &'a [usize],
    /// For each column, how many further rows a cell above covers it and how many columns that cell is wide.
    open: Vec<(u8, u8)>,
}

impl Rows<'_> {
    /// A row; `keep` ties it to the next one: Word ties rows by their paragraphs.
    fn row(&mut self, cells: &[Cell], part: Part, keep: bool) -> TableRow {
        let empty = |setter: Setter<'_>| setter.empty(part).keep_next(keep);
        let mut out = Vec::with_capacity(self.widths.len());
        let mut cells = cells.iter();
        let mut column = 0;
        while column < self.widths.len() {
            let (rows_left, span) = self.open[column];
            if rows_left > 0 {
                self.open[column].0 -= 1;
                let span = usize::from(span.max(1));
                out.push(
                    self.cell(column, span)
                        .vertical_merge(VMergeType::Continue)
                        .add_paragraph(empty(self.setter)),
                );
                column += span;
                continue;
            }
            let Some(cell) = cells.next() else {
                // A short row is filled up, so that the grid holds.
                out.push(self.cell(column, 1).add_paragraph(empty(self.setter)));
                column += 1;
                continue;
            };
            let span = usize::from(cell.column_span.max(1)).min(self.widths.len() - column);
            let mut word = self.cell(column, span);
            if cell.row_span > 1 {
                word = word.vertical_merge(VMergeType::Restart);
                self.open[column] = (cell.row_span - 1, cell.column_span.max(1));
            }
            out.push(word.add_paragraph(self.paragraph(cell, part, column).keep_next(keep)));
            column += span;
        }
        TableRow::new(out).cant_split()
    }

    fn cell(&self, column: usize, span: usize) -> TableCell {
        let width = self.widths[column..column + span].iter().sum();
        let cell = TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center);
        if span > 1 { cell.grid_span(span) } else { cell }
    }

    #[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
    fn paragraph(&self, cell: &Cell, part: Part, column: usize) -> Paragraph {
        let align = match (part, self.table.columns.get(column).map(|column| column.align)) {
            (Part::TableHead, _) => None,
            (_, Some(Align::Right)) => Some(AlignmentType::Right),
            (_, Some(Align::Center)) => Some(AlignmentType::Center),
            _ => None,
        };
        let mut paragraph = Paragraph::new().style(names::id(part));
        if let Some(align) = align {
            paragraph = paragraph.align(align);
        }
        let missing = lacking(cell, if part == Part::TableHead { 0 } else { self.decimals[column] });
        if missing > 0.0 {
            // Digits of Chinese fonts are half a character wide.
            let blank = twips(missing * self.setter.layout.part(part).size_pt * self.scale / 2.0);
            paragraph = paragraph.indent(None, None, Some(blank), None);
        }
        paragraph = self.setter.add(paragraph, part, &cell.text);
        if self.scale < 1.0 {
            let set = self.setter.layout.part(part);
            let size = half_points(set.size_pt * self.scale);
            for child in &mut paragraph.children {
                if let docx_rs::ParagraphChild::Run(run) = child {
                    run.run_property = std::mem::take(&mut run.run_property).size(size);
                }
            }
            let pitch = twips(self.setter.layout.pitch(set) * self.scale);
            paragraph = paragraph.line_spacing(
                docx_rs::LineSpacing::new().line_rule(docx_rs::LineSpacingType::Exact).line(pitch),
            );
        }
        paragraph
    }
}
