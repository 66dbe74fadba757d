//! Tables: fixed grid, repeated header, rows that stay whole.
//!
//! Written as XML at once, in schema order: a list of flats has tens of thousands of cells, and docx-rs makes of each
//! a tree of its own, which the patch pass would read again. A bookmark keeps the table's place among the paragraphs.

use std::fmt::Write as _;

use document::tree::{Align, Cell, Table};
use docx_rs::{BookmarkStart, DocumentChild};

use super::names;
use super::runs::Setter;
use super::units::{half_points, rule, twips};
use crate::ExportError;
use crate::columns::{columns, lacking};
use crate::layout::stays_with_next;
use crate::style::Part;

/// Name of the bookmark that stands where a table belongs; no other bookmark begins like this.
pub(super) const MARK: &str = "choujian-table";

/// Keeps the place of the table with this number.
pub(super) fn place(number: usize) -> DocumentChild {
    DocumentChild::BookmarkStart(BookmarkStart::new(number, MARK))
}

/// One table; `stays` if its end goes on one page with what follows.
///
/// # Errors
/// [`ExportError::TableTooWide`].
#[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
pub(super) fn table(setter: Setter<'_>, table: &Table, stays: bool) -> Result<String, ExportError> {
    let set = columns(table, setter.layout)?;
    let widths: Vec<i32> = set.widths.iter().map(|width| twips(*width)).collect();
    let cells = (table.rows.len() + 1) * widths.len();
    let mut writer = Rows {
        decimals: &set.decimals,
        setter,
        table,
        widths: &widths,
        scale: set.scale,
        open: vec![(0, 1); widths.len()],
        // What a cell of a few words takes.
        out: String::with_capacity(cells * 320),
    };
    writer.begin();
    if !table.header.is_empty() {
        writer.row(&table.header, Part::TableHead, true);
    }
    for (index, row) in table.rows.iter().enumerate() {
        let keep = stays_with_next(index, table.rows.len()) || (stays && index + 1 == table.rows.len());
        writer.row(row, Part::TableCell, keep);
    }
    writer.out.push_str("</w:tbl>");
    Ok(writer.out)
}

struct Rows<'a> {
    setter: Setter<'a>,
    table: &'a Table,
    /// In twips.
    widths: &'a [i32],
    scale: f32,
    /// Places after the point in each column.
    decimals: &'a [usize],
    /// For each column, how many further rows a cell above covers it and how many columns that cell is wide.
    open: Vec<(u8, u8)>,
    out: String,
}

/// Whether a cell goes on in the next rows, or goes on from the row above (`w:vMerge`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Restart,
    Continue,
}

impl Rows<'_> {
    /// Adds formatted XML; writing to a String cannot fail.
    fn put(&mut self, xml: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(xml);
    }

    /// Everything before the rows.
    #[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
    fn begin(&mut self) {
        let style = self.setter.layout.table;
        let total: i32 = self.widths.iter().sum();
        self.put(format_args!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:jc w:val=\"left\"/><w:tblBorders>"
        ));
        let size = rule(style.rule_pt);
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            self.put(format_args!(
                "<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"000000\"/>"
            ));
        }
        self.out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>");
        let padding = twips(style.padding_pt * self.scale * self.scale);
        let gap = twips(style.row_gap_pt * self.scale);
        for (side, blank) in [("top", gap), ("left", padding), ("bottom", gap), ("right", padding)] {
            self.put(format_args!("<w:{side} w:w=\"{blank}\" w:type=\"dxa\"/>"));
        }
        self.out.push_str("</w:tblCellMar></w:tblPr><w:tblGrid>");
        for width in self.widths {
            self.put(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out.push_str("</w:tblGrid>");
    }

    /// A row; `keep` ties it to the next one: Word ties rows by their paragraphs.
    fn row(&mut self, cells: &[Cell], part: Part, keep: bool) {
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if part == Part::TableHead {
            self.out.push_str("<w:tblHeader/>");
        }
        self.out.push_str("</w:trPr>");
        let mut cells = cells.iter();
        let mut column = 0;
        while column < self.widths.len() {
            let (rows_left, span) = self.open[column];
            if rows_left > 0 {
                self.open[column].0 -= 1;
                let span = usize::from(span.max(1));
                self.cell((column, span), Merge::Continue, None, part, keep);
                column += span;
                continue;
            }
            // A short row is filled up, so that the grid holds.
            let Some(cell) = cells.next() else {
                self.cell((column, 1), Merge::None, None, part, keep);
                column += 1;
                continue;
            };
            let span = usize::from(cell.column_span.max(1)).min(self.widths.len() - column);
            let merge = if cell.row_span > 1 {
                self.open[column] = (cell.row_span - 1, u8::try_from(span).unwrap_or(u8::MAX));
                Merge::Restart
            } else {
                Merge::None
            };
            self.cell((column, span), merge, Some(cell), part, keep);
            column += span;
        }
        self.out.push_str("</w:tr>");
    }

    /// A cell from a column on over so many; without content where a cell above covers it or the row is short.
    fn cell(
        &mut self,
        (column, span): (usize, usize),
        merge: Merge,
        content: Option<&Cell>,
        part: Part,
        keep: bool,
    ) {
        let width: i32 = self.widths[column..column + span].iter().sum();
        self.put(format_args!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
        if span > 1 {
            self.put(format_args!("<w:gridSpan w:val=\"{span}\"/>"));
        }
        match merge {
            Merge::None => {}
            Merge::Restart => self.out.push_str("<w:vMerge w:val=\"restart\"/>"),
            Merge::Continue => self.out.push_str("<w:vMerge w:val=\"continue\"/>"),
        }
        self.out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"");
        self.out.push_str(names::id(part));
        self.out.push_str("\"/>");
        if keep {
            self.out.push_str("<w:keepNext/>");
        }
        match content {
            Some(cell) => self.content(cell, part, column),
            None => self.out.push_str("</w:pPr>"),
        }
        self.out.push_str("</w:p></w:tc>");
    }

    /// The rest of a paragraph's properties, and its runs.
    #[allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]
    fn content(&mut self, cell: &Cell, part: Part, column: usize) {
        let set = self.setter.layout.part(part);
        let mut size = None;
        if self.scale < 1.0 {
            size = Some(half_points(set.size_pt * self.scale));
            let pitch = twips(self.setter.layout.pitch(set) * self.scale);
            self.put(format_args!("<w:spacing w:line=\"{pitch}\" w:lineRule=\"exact\"/>"));
        }
        let missing = lacking(cell, if part == Part::TableHead { 0 } else { self.decimals[column] });
        if missing > 0.0 {
            // Digits of Chinese fonts are half a character wide.
            let blank = twips(missing * set.size_pt * self.scale / 2.0);
            self.put(format_args!("<w:ind w:right=\"{blank}\"/>"));
        }
        match (part, self.table.columns.get(column).map(|column| column.align)) {
            (Part::TableHead, _) => {}
            (_, Some(Align::Right)) => self.out.push_str("<w:jc w:val=\"right\"/>"),
            (_, Some(Align::Center)) => self.out.push_str("<w:jc w:val=\"center\"/>"),
            _ => {}
        }
        self.out.push_str("</w:pPr>");
        for inline in &cell.text {
            for look in self.setter.looks(part, inline) {
                look.write(size, &mut self.out);
            }
        }
    }
}
