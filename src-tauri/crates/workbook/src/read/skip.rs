//! Rows below the header that are no rows of the table: totals, remarks, repeated headers.

use std::collections::HashSet;

use super::account::Fate;
use crate::sheet::{Cell, Row, Sheet};

const TOTALS: [&str; 6] = ["合计", "总计", "共计", "总合计", "合计数", "total"];
const SUBTOTALS: [&str; 5] = ["小计", "本页合计", "本页小计", "累计", "subtotal"];
const REMARKS: [&str; 12] =
    ["备注", "注", "说明", "填表", "制表", "审核", "填报", "联系", "单位负责人", "经办", "日期", "以下空白"];

/// Cells from which a text reaches over three columns or more, as remarks do: row and first column.
pub(super) fn across(sheet: &Sheet) -> HashSet<(u32, usize)> {
    let wide = sheet.merged.iter().filter(|area| area.right >= area.left + 2);
    wide.map(|area| (area.top, area.left)).collect()
}

/// 合计（元）: as 合计.
fn word(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let plain = plain.to_lowercase();
    let plain = plain.split(['(', '（']).next().unwrap_or_default();
    plain.trim_end_matches([':', '：']).to_owned()
}

/// Whether a row below the header is left out by what stands in it.
pub(super) fn why(
    across: &HashSet<(u32, usize)>,
    row: &Row,
    header: &[(usize, Vec<String>)],
) -> Option<Fate> {
    // Also behind a running number, or in the column of names.
    let words = row.cells.iter().filter(|cell| !cell.is_empty()).take(3).filter_map(|cell| match cell {
        Cell::Text(text) if text.len() < 100 => Some(word(text)),
        _ => None,
    });
    for word in words {
        if TOTALS.contains(&word.as_str()) {
            return Some(Fate::Total);
        }
        if SUBTOTALS.contains(&word.as_str()) || (word.ends_with("小计") && word.chars().count() <= 12) {
            return Some(Fate::Subtotal);
        }
    }
    let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let (column, first) = filled.next()?;
    if let Cell::Text(text) = first {
        let word = word(text);
        let across = across.contains(&(row.number, column));
        let alone = filled.next().is_none();
        if alone && (across || REMARKS.iter().any(|remark| word.starts_with(remark))) {
            return Some(Fate::Remark);
        }
    }
    let mut repeated = 0;
    for (column, words) in header {
        let cell = row.cell(*column);
        if cell.is_empty() {
            continue;
        }
        let Cell::Text(text) = cell else { return None };
        let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        if !words.contains(&plain) {
            return None;
        }
        repeated += 1;
    }
    (repeated >= 2).then_some(Fate::RepeatedHeader)
}
