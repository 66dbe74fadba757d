//! Rows below the header that are no rows of the table: totals, remarks, repeated headers.

use crate::sheet::{Cell, Row, Sheet};

/// Why a row is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    Total,
    Subtotal,
    Remark,
    RepeatedHeader,
    Hidden,
}

impl Why {
    pub fn reason(self) -> &'static str {
        match self {
            Self::Total => "合计行，只用来核对，不导入",
            Self::Subtotal => "小计行，不导入",
            Self::Remark => "说明文字，不导入",
            Self::RepeatedHeader => "重复的表头，不导入",
            Self::Hidden => "隐藏的行，按您的选择不导入",
        }
    }
}

const TOTALS: [&str; 6] = ["合计", "总计", "共计", "总合计", "合计数", "total"];
const SUBTOTALS: [&str; 5] = ["小计", "本页合计", "本页小计", "累计", "subtotal"];
const REMARKS: [&str; 12] =
    ["备注", "注", "说明", "填表", "制表", "审核", "填报", "联系", "单位负责人", "经办", "日期", "以下空白"];

/// Whether a row below the header is left out by what stands in it.
pub(super) fn why(sheet: &Sheet, row: &Row, header: &[(usize, Vec<String>)]) -> Option<Why> {
    let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let (column, first) = filled.next()?;
    if let Cell::Text(text) = first {
        let plain: String =
            text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase();
        let word = plain.trim_end_matches([':', '：']);
        if TOTALS.contains(&word) {
            return Some(Why::Total);
        }
        if SUBTOTALS.contains(&word) || (word.ends_with("小计") && word.chars().count() <= 12) {
            return Some(Why::Subtotal);
        }
        let across = sheet
            .merged
            .iter()
            .any(|area| area.top == row.number && area.left == column && area.right >= area.left + 2);
        let alone = filled.next().is_none();
        if alone && (across || REMARKS.iter().any(|remark| word.starts_with(remark))) {
            return Some(Why::Remark);
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
    (repeated >= 2).then_some(Why::RepeatedHeader)
}
