//! Signature block: the parties side by side, never parted from the text above (签署栏).
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

use document::SIGNATURE_LINES;
use document::tree::{Inline, SignatureParty};
use docx_rs::{Table, TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType};

use super::runs::Setter;
use super::units::{twips, unsigned};
use crate::style::Part;
use crate::title::balanced;

/// The block as a table without rules, two parties a row.
pub(super) fn table(setter: Setter<'_>, parties: &[SignatureParty]) -> Table {
    let width = unsigned(twips(setter.layout.page.text_width() / 2.0));
    let rows = parties
        .chunks(2)
        .map(|pair| {
            let mut cells: Vec<TableCell> = pair.iter().map(|party| cell(setter, party, width)).collect();
            if cells.len() == 1 {
                cells.push(
                    TableCell::new().width(width, WidthType::Dxa).add_paragraph(setter.empty(Part::Party)),
                );
            }
            TableRow::new(cells).cant_split()
        })
        .collect();
    let gap = unsigned(twips(setter.layout.part(Part::Party).size_pt));
    Table::without_borders(rows)
        .set_grid(vec![width, width])
        .width(width * 2, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(gap, 0, 0, gap))
}

fn cell(setter: Setter<'_>, party: &SignatureParty, width: usize) -> TableCell {
    let label = setter.add_words(setter.empty(Part::Party), Part::Party, &format!("{}：", party.label));
    let set = setter.layout.part(Part::Party);
    let most = (setter.layout.page.text_width() / 2.0 - set.size_pt) / set.size_pt;
    let mut name = balanced(&party.name, most);
    // Label and name take three lines in either column, so that the lines below stand level.
    if !name.contains(&Inline::Break) {
        name.push(Inline::Break);
    }
    let mut cell = TableCell::new()
        .width(width, WidthType::Dxa)
        .add_paragraph(label.keep_next(true))
        .add_paragraph(setter.paragraph(Part::Party, &name).keep_next(true));
    for line in SIGNATURE_LINES {
        let paragraph = setter.add_words(setter.empty(Part::Party), Part::Party, line).keep_next(true);
        cell = cell.add_paragraph(paragraph);
    }
    cell
}
