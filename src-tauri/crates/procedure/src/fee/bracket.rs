//! Brackets: what a table must be before anything is worked out by it.

use rust_decimal::Decimal;

use crate::money::Money;

/// Most decimals of a rate in percent; beyond them a fee could no longer be worked out exactly.
pub(super) const RATE_PLACES: u32 = 6;

/// A bracket as written (费率档): the part of the base up to a limit, and the rate for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BracketEntry {
    /// Limit above which it begins; need not be written, and is checked if it is.
    pub over: Option<Money>,
    /// Last amount that belongs to it; none in the last bracket.
    pub up_to: Option<Money>,
    /// Rate in percent.
    pub rate: Decimal,
}

/// What is wrong with a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BracketProblem {
    /// Position of the bracket, from 0.
    pub bracket: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// A bracket of a sound table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bracket {
    /// Limit above which it begins.
    pub over: Money,
    /// Last amount that belongs to it; none in the last bracket.
    pub up_to: Option<Money>,
    /// Rate in percent.
    pub rate: Decimal,
}

impl Bracket {
    /// The part of a base that it covers, in words: `超过1,000万元至5,000万元的部分`.
    #[must_use]
    pub fn label(&self) -> String {
        let over = self.over.wan_figures();
        match self.up_to.map(Money::wan_figures) {
            Some(up_to) if self.over == Money::ZERO => format!("不超过{up_to}万元的部分"),
            Some(up_to) => format!("超过{over}万元至{up_to}万元的部分"),
            None if self.over == Money::ZERO => "全部".to_owned(),
            None => format!("超过{over}万元的部分"),
        }
    }
}

/// Brackets that follow each other without gap or overlap from nothing to any amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brackets(Vec<Bracket>);

impl Brackets {
    /// Checks brackets.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn new(entries: &[BracketEntry]) -> Result<Self, Vec<BracketProblem>> {
        let problems = problems(entries);
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut over = Money::ZERO;
        let brackets = entries.iter().map(|entry| {
            let bracket = Bracket { over, up_to: entry.up_to, rate: entry.rate.normalize() };
            over = entry.up_to.unwrap_or(over);
            bracket
        });
        Ok(Self(brackets.collect()))
    }

    /// The brackets in ascending order.
    #[must_use]
    pub fn as_slice(&self) -> &[Bracket] {
        &self.0
    }
}

fn problems(entries: &[BracketEntry]) -> Vec<BracketProblem> {
    let mut problems = Vec::new();
    let mut push = |bracket: usize, message: String| problems.push(BracketProblem { bracket, message });
    if entries.is_empty() {
        push(0, "费率表一档也没有，请至少填写一档".to_owned());
    }
    // Limit of the bracket before; none once that is not known.
    let mut before = Some(Money::ZERO);
    for (index, entry) in entries.iter().enumerate() {
        let number = index + 1;
        let last = number == entries.len();
        if entry.rate < Decimal::ZERO || entry.rate > Decimal::ONE_HUNDRED {
            let rate = entry.rate.normalize();
            push(index, format!("第{number}档的费率{rate}%不在0%至100%之间，请核对（2%应填写2）"));
        } else if entry.rate.normalize().scale() > RATE_PLACES {
            push(index, format!("第{number}档的费率最多{RATE_PLACES}位小数"));
        }
        if let Some((over, before)) = entry.over.zip(before)
            && over != before
        {
            let what = if over > before { "之间有空档" } else { "有重叠" };
            let end = if index == 0 { "0元".to_owned() } else { format!("上一档的上限{before}元") };
            push(index, format!("第{number}档从{over}元起，与{end}{what}，两者应相同"));
        }
        match (entry.up_to, last) {
            (Some(up_to), true) => {
                push(index, format!("最后一档写了上限{up_to}元，超过的部分就没有费率；最后一档的上限应留空"));
            }
            (None, false) => push(index, format!("第{number}档没有上限；只有最后一档可以不写上限")),
            _ => {}
        }
        if let Some((up_to, before)) = entry.up_to.zip(before)
            && up_to <= before
        {
            let message = match up_to == before {
                _ if index == 0 => format!("第1档的上限{up_to}元应大于0"),
                true => format!("第{number}档的上限{up_to}元与上一档的上限相同，各档应从小到大"),
                false => format!("第{number}档的上限{up_to}元低于上一档的上限{before}元，各档应从小到大"),
            };
            push(index, message);
        }
        before = entry.up_to;
    }
    problems
}
