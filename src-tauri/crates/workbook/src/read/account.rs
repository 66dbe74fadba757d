//! What became of each row of a sheet (逐行交代): every row has one fate, so that the numbers add up to its rows.

use std::collections::BTreeMap;

use serde::Serialize;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Above the header: titles, units.
    Above,
    /// The header.
    Header,
    /// Read, without an error.
    Taken,
    /// Read, with an error.
    Refused,
    /// 合计.
    Total,
    /// 小计.
    Subtotal,
    /// Words below or between the rows.
    Remark,
    /// The header once more, on another page.
    RepeatedHeader,
    /// Hidden, and left out by choice.
    Hidden,
    /// Nothing in it but dashes.
    Dashes,
    /// Nothing in the columns that are imported, but in others.
    Beside,
    /// Nothing in it at all.
    Empty,
}

impl Fate {
    /// In words (中文).
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Above => "表头以上",
            Self::Header => "表头",
            Self::Taken => "导入",
            Self::Refused => "不能导入",
            Self::Total => "合计行",
            Self::Subtotal => "小计行",
            Self::Remark => "说明文字",
            Self::RepeatedHeader => "重复的表头",
            Self::Hidden => "隐藏的行",
            Self::Dashes => "只有“/”“—”的行",
            Self::Beside => "要导入的列都空着的行",
            Self::Empty => "空行",
        }
    }

    /// Why a row of this fate is left out, for the rows that somebody may miss.
    pub(super) fn reason(self) -> Option<&'static str> {
        Some(match self {
            Self::Total => "合计行，只用来核对，不导入",
            Self::Subtotal => "小计行，不导入",
            Self::Remark => "说明文字，不导入",
            Self::RepeatedHeader => "重复的表头，不导入",
            Self::Hidden => "隐藏的行，按您的选择不导入",
            Self::Dashes => "只有“/”“—”一类的符号，不导入",
            Self::Beside => "要导入的列里什么也没有，不导入",
            Self::Above | Self::Header | Self::Taken | Self::Refused | Self::Empty => return None,
        })
    }
}

/// How many rows of a sheet met which fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Name of the sheet.
    pub sheet: String,
    /// Rows of the sheet, down to the last that has something in it.
    pub rows: u32,
    /// Number of rows of each fate; none is 0. They add up to `rows`.
    pub fates: BTreeMap<Fate, u32>,
}

impl Account {
    /// The account of a sheet of `rows` rows with its header in these rows, given the fate of every row below the header
    /// that has something in it: what is left over is empty.
    pub(super) fn new(
        sheet: &str,
        rows: u32,
        header: Option<(u32, u32)>,
        below: impl Iterator<Item = Fate>,
    ) -> Self {
        let (first, last) = header.unwrap_or((1, 0));
        // A person may name rows for the header that the sheet does not have.
        let rows = rows.max(last);
        let mut fates = BTreeMap::new();
        let mut left = rows;
        let mut count = |fate, number: u32| {
            let number = number.min(left);
            left -= number;
            if number > 0 {
                *fates.entry(fate).or_insert(0) += number;
            }
        };
        count(Fate::Above, first.saturating_sub(1));
        count(Fate::Header, (last + 1).saturating_sub(first));
        for fate in below {
            count(fate, 1);
        }
        count(Fate::Empty, u32::MAX);
        Self { sheet: sheet.to_owned(), rows, fates }
    }

    /// How many rows met a fate.
    #[must_use]
    pub fn count(&self, fate: Fate) -> u32 {
        self.fates.get(&fate).copied().unwrap_or(0)
    }

    /// `共 12 行：表头 1，导入 7，不能导入 2，空行 2` (中文).
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts: Vec<String> =
            self.fates.iter().map(|(fate, count)| format!("{} {count}", fate.words())).collect();
        format!("共 {} 行：{}", self.rows, parts.join("，"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Account, Fate};

    #[test]
    fn what_is_not_accounted_for_is_empty_and_the_numbers_add_up() {
        let below = [Fate::Taken, Fate::Refused, Fate::Taken, Fate::Total];
        let account = Account::new("甲", 10, Some((2, 3)), below.into_iter());
        assert_eq!(account.sentence(), "共 10 行：表头以上 1，表头 2，导入 2，不能导入 1，合计行 1，空行 3");
        assert_eq!(account.fates.values().sum::<u32>(), 10);
        let beyond = Account::new("甲", 2, Some((4, 5)), std::iter::empty());
        assert_eq!(beyond.sentence(), "共 5 行：表头以上 3，表头 2");
    }
}
