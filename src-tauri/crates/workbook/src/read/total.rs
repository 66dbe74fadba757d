//! Sums of columns beside those that the file states (合计核对), with the difference explained.

use procedure::answer::Value;
use procedure::money::Money;
use procedure::template::{Field, FieldKind};
use rust_decimal::Decimal;

use super::imported::Total;

/// What comes together for a column.
#[derive(Debug, Default, Clone)]
pub(super) struct Sums {
    /// Of the rows that are taken, of those that are not, of hidden ones left out.
    pub good: Vec<Value>,
    pub refused: Vec<Value>,
    pub hidden: Vec<Value>,
    /// Cells that could not be read.
    pub unread: usize,
    /// What the total rows say, one a sheet.
    pub stated: Vec<Value>,
}

impl Sums {
    /// Puts those of another sheet to them.
    pub fn add(&mut self, mut more: Self) {
        self.good.append(&mut more.good);
        self.refused.append(&mut more.refused);
        self.hidden.append(&mut more.hidden);
        self.unread += more.unread;
        self.stated.append(&mut more.stated);
    }

    /// The sums of a column; `sheets` is how many there are.
    pub fn total(&self, column: &Field, sheets: usize) -> Total {
        let all = || self.good.iter().chain(&self.refused).chain(&self.hidden);
        let (good, all) = (sum(column, self.good.iter()), sum(column, all()));
        // The totals of some sheets only are compared with nothing.
        let stated =
            (!self.stated.is_empty() && self.stated.len() == sheets).then(|| sum(column, self.stated.iter()));
        let agrees = stated.as_ref() == Some(&all);
        let explanation = stated.as_ref().filter(|stated| **stated != good).map(|stated| {
            let mut parts = Vec::new();
            for (values, name) in [(&self.refused, "不能导入的行"), (&self.hidden, "没有导入的隐藏行")]
            {
                if !values.is_empty() {
                    parts.push(format!("{name}里有 {}", sum(column, values.iter())));
                }
            }
            if self.unread > 0 {
                parts.push(format!("{} 格读不出数", self.unread));
            }
            if agrees {
                format!("导入的合计少了：{}", parts.join("，"))
            } else {
                let difference = difference(stated, &all);
                let rest = if parts.is_empty() { String::new() } else { format!("；{}", parts.join("，")) };
                format!("全部行加起来是 {all}，与表里写的相差 {difference}{rest}")
            }
        });
        Total {
            key: column.key().to_owned(),
            label: column.label().to_owned(),
            sum: good,
            all,
            stated,
            agrees,
            explanation,
        }
    }
}

fn difference(stated: &str, all: &str) -> String {
    let parsed = stated.parse::<Decimal>().ok().zip(all.parse::<Decimal>().ok());
    parsed
        .and_then(|(stated, all)| all.checked_sub(stated))
        .map_or_else(String::new, |number| number.to_string())
}

/// An exact sum as an answer writes it.
pub(crate) fn sum<'v>(column: &Field, values: impl Iterator<Item = &'v Value>) -> String {
    if column.kind() == FieldKind::Money {
        let fen = values.filter_map(|value| match value {
            Value::Money(money) => Some(money.fen()),
            _ => None,
        });
        return Money::from_fen(fen.fold(0, i64::saturating_add)).canonical();
    }
    let decimals = values.filter_map(|value| match value {
        Value::Decimal(number) => Some(*number),
        Value::Integer(number) => Some(Decimal::from(*number)),
        _ => None,
    });
    decimals.fold(Decimal::ZERO, Decimal::saturating_add).normalize().to_string()
}
