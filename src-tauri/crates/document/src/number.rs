//! Numbers of headings, items and annexes (层次序数), counted by the program and never by hand.

pub use procedure::words::chinese_number;

use crate::tree::Kind;

/// Counters of one paper.
#[derive(Debug, Clone)]
pub(crate) struct Numbering {
    kind: Kind,
    annex: usize,
    figure: usize,
    levels: [usize; 6],
    article: usize,
    tables: usize,
}

impl Numbering {
    pub fn new(kind: Kind) -> Self {
        Self { kind, annex: 0, figure: 0, levels: [0; 6], article: 0, tables: 0 }
    }

    /// Contract layout applies to the body only; annexes number as official papers do.
    fn is_contract(&self) -> bool {
        self.kind == Kind::Contract && self.annex == 0
    }

    /// Level as numbered: in an annex, whose own title is the `#`, a `##` is the first level.
    pub fn level(&self, level: u8) -> u8 {
        if self.annex > 0 { level.saturating_sub(1).max(1) } else { level.max(1) }
    }

    /// Number of the next heading of `level` (as numbered) and the words a reference to it prints.
    pub fn heading(&mut self, level: u8) -> (String, String) {
        let index = usize::from(level.clamp(1, 6)) - 1;
        self.levels[index] += 1;
        self.levels[index + 1..].fill(0);
        let count = self.levels[index];
        if self.is_contract() {
            return match level {
                1 => both(format!("第{}章", chinese_number(count))),
                2 => {
                    // Articles run through the chapters (连续编条).
                    self.article += 1;
                    both(format!("第{}条", chinese_number(self.article)))
                }
                _ => (
                    official(level - 2, count),
                    format!("第{}条{}", chinese_number(self.article), official(level - 2, count)),
                ),
            };
        }
        let number = official(level, count);
        let reference = match level {
            1 => format!("第{}部分", chinese_number(count)),
            _ if self.levels[0] == 0 => number.clone(),
            _ => format!("第{}部分{number}", chinese_number(self.levels[0])),
        };
        (number, reference)
    }

    /// Number of the next table that asks for one (表1, 表2, … through the whole paper).
    pub fn table(&mut self) -> String {
        self.tables += 1;
        format!("表{}", self.tables)
    }

    /// Number of the next figure (图1, 图2, … through the whole paper).
    pub fn figure(&mut self) -> usize {
        self.figure += 1;
        self.figure
    }

    /// Begins an annex; its number is known only once all annexes are counted.
    pub fn annex(&mut self) -> usize {
        self.annex += 1;
        self.levels = [0; 6];
        self.annex
    }

    /// Marker of item `count` (from 1) at `depth` (from 0).
    pub fn item(&self, depth: usize, count: usize) -> String {
        let contract = self.is_contract();
        match (contract, depth) {
            (true, 0) => format!("（{}）", chinese_number(count)),
            (true, 1) => format!("{count}."),
            (true, 2) | (false, 0) => format!("（{count}）"),
            _ => circled(count),
        }
    }
}

fn both(text: String) -> (String, String) {
    (text.clone(), text)
}

/// 一、（一）1.（1） of GB/T 9704-2012, 7.3.3.
fn official(level: u8, count: usize) -> String {
    match level {
        1 => format!("{}、", chinese_number(count)),
        2 => format!("（{}）", chinese_number(count)),
        3 => format!("{count}."),
        _ => format!("（{count}）"),
    }
}

fn circled(count: usize) -> String {
    let offset = u32::try_from(count).ok().filter(|count| (1..=20).contains(count));
    offset
        .and_then(|count| char::from_u32(0x2460 + count - 1))
        .map_or_else(|| format!("{count})"), String::from)
}

#[cfg(test)]
mod tests {
    use super::{Numbering, chinese_number};
    use crate::tree::Kind;

    #[test]
    fn numerals_are_read_as_in_statutes() {
        let cases = [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (34, "三十四"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1001, "一千零一"),
        ];
        for (number, words) in cases {
            assert_eq!(chinese_number(number), words);
        }
    }

    #[test]
    fn articles_run_through_chapters() {
        let mut numbering = Numbering::new(Kind::Contract);
        let numbers: Vec<String> = [1, 2, 2, 1, 2].map(|level| numbering.heading(level).0).into();
        assert_eq!(numbers, ["第一章", "第一条", "第二条", "第二章", "第三条"]);
        assert_eq!(numbering.item(0, 2), "（二）");
        assert_eq!(numbering.item(1, 3), "3.");
    }

    #[test]
    fn official_headings_follow_gb_9704() {
        let mut numbering = Numbering::new(Kind::Official);
        let numbers: Vec<String> = [1, 2, 3, 4, 1].map(|level| numbering.heading(level).0).into();
        assert_eq!(numbers, ["一、", "（一）", "1.", "（1）", "二、"]);
    }

    #[test]
    fn an_annex_numbers_as_an_official_paper() {
        let mut numbering = Numbering::new(Kind::Contract);
        let _ = numbering.heading(1);
        assert_eq!(numbering.annex(), 1);
        let level = numbering.level(2);
        assert_eq!(numbering.heading(level).0, "一、");
        assert_eq!(numbering.item(0, 1), "（1）");
    }
}
