//! Cover page of a contract: title in the upper third, labelled lines in the lower half.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

use document::tree::{CoverLine, Inline};
use docx_rs::{
    AlignmentType, BorderType, LineSpacing, LineSpacingType, Paragraph, Table, TableAlignmentType, TableCell,
    TableCellBorder, TableCellBorderPosition, TableCellBorders, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, WidthType,
};

use super::runs::Setter;
use super::units::{rule, twips, unsigned};
use crate::layout::cover::{Frame, cover_value, frame};
use crate::style::Part;

/// The title with the blank above and below it.
pub(super) fn title(setter: Setter<'_>, title: &[Inline]) -> Paragraph {
    let frame: Frame = frame(setter.layout, &[]);
    let pitch = setter.layout.pitch(setter.layout.part(Part::CoverTitle));
    let space = |points: f32| u32::try_from(twips(points)).unwrap_or_default();
    setter.paragraph(Part::CoverTitle, title).line_spacing(
        LineSpacing::new()
            .line_rule(LineSpacingType::Exact)
            .line(twips(pitch))
            .before(space(frame.above_title))
            .after(space(frame.below_title)),
    )
}

/// The labelled lines: labels right-aligned on their colon, values on a rule.
pub(super) fn lines(setter: Setter<'_>, lines: &[CoverLine]) -> Table {
    let frame = frame(setter.layout, lines);
    let (label, value) = (unsigned(twips(frame.label_width)), unsigned(twips(frame.value_width)));
    let rows = lines
        .iter()
        .map(|line| {
            let words = setter
                .add_words(setter.empty(Part::CoverLine), Part::CoverLine, &format!("{}：", line.label))
                .align(AlignmentType::Right);
            let under = TableCellBorders::with_empty().set(
                TableCellBorder::new(TableCellBorderPosition::Bottom)
                    .border_type(BorderType::Single)
                    .size(rule(setter.layout.table.rule_pt))
                    .color("000000"),
            );
            TableRow::new(vec![
                TableCell::new()
                    .width(label, WidthType::Dxa)
                    .vertical_align(VAlignType::Bottom)
                    .add_paragraph(words),
                TableCell::new()
                    .width(value, WidthType::Dxa)
                    .vertical_align(VAlignType::Bottom)
                    .set_borders(under)
                    .add_paragraph(
                        setter.paragraph(Part::CoverLine, &cover_value(setter.layout, frame, &line.value)),
                    ),
            ])
            .cant_split()
        })
        .collect();
    Table::without_borders(rows)
        .set_grid(vec![label, value])
        .width(label + value, WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}
