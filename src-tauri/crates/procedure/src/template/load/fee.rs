//! `shared/fees.toml`.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;
use toml::Spanned;

use super::super::entry::{FeeBracketEntry, FeeEntry, day};
use super::super::reader::Reader;
use super::expression::line_of;
use crate::fee::{BracketEntry, Brackets, FeeTable};
use crate::money::Money;

/// All sound tables of the file, earlier versions first; what is wrong goes to the reader's mistakes.
pub(super) fn fees(reader: &mut Reader<'_>) -> Vec<Arc<FeeTable>> {
    let Some(mut table) = reader.table() else { return Vec::new() };
    let (mut fees, mut seen) = (Vec::new(), BTreeSet::new());
    for value in reader.take_tables(&mut table, "fee") {
        let Some((entry, line)) = reader.entry::<FeeEntry>(value) else { continue };
        let id = entry.id.clone();
        if !seen.insert((id.clone(), entry.from.to_string())) {
            let message = format!("费率表“{id}”自{}起的版本写了两次", entry.from);
            reader.push("template.duplicate", Some(line), &id, message);
        }
        match fee(reader, entry, line) {
            Some(fee) => fees.push(Arc::new(fee)),
            None => reader.lost.extend([id]),
        }
    }
    reader.refuse_rest(&table, &["fee"]);
    fees.sort_by_key(|fee| fee.from);
    fees
}

fn fee(reader: &mut Reader<'_>, entry: FeeEntry, line: usize) -> Option<FeeTable> {
    let from = day(&entry.from);
    if from.is_none() {
        let message = format!("from 应写成 2016-09-01 的形式，写的是“{}”", entry.from);
        reader.push("template.date", Some(line), &entry.id, message);
    }
    let brackets = brackets(reader, &entry, line);
    Some(FeeTable {
        from: Some(from?),
        brackets: brackets?,
        id: entry.id,
        name: entry.name,
        source: entry.source,
        comparator: entry.comparator,
        base: entry.base,
        note: entry.note,
    })
}

fn brackets(reader: &mut Reader<'_>, entry: &FeeEntry, line: usize) -> Option<Brackets> {
    let count = entry.brackets.len();
    let read: Vec<_> = entry.brackets.iter().filter_map(|written| bracket(reader, written, line)).collect();
    // What could not be read has been told; without it the others would seem to have gaps.
    if read.len() < count {
        return None;
    }
    match Brackets::new(&read) {
        Ok(brackets) => Some(brackets),
        Err(problems) => {
            for problem in problems {
                let at = entry.brackets.get(problem.bracket);
                let line = at.map_or(line, |written| line_of(reader, &written.rate, line));
                reader.push("template.fee", Some(line), &entry.id, problem.message);
            }
            None
        }
    }
}

fn bracket(reader: &mut Reader<'_>, written: &FeeBracketEntry, line: usize) -> Option<BracketEntry> {
    let mut sound = true;
    let mut limit = |text: &Option<Spanned<String>>| {
        let text = text.as_ref()?;
        let money = Money::parse_canonical(text.get_ref());
        if let Err(error) = &money {
            sound = false;
            let line = line_of(reader, text, line);
            reader.push("template.fee", Some(line), text.get_ref(), format!("档的界限：{error}"));
        }
        money.ok()
    };
    let (over, up_to) = (limit(&written.over), limit(&written.up_to));
    let rate = written.rate.get_ref().parse::<Decimal>();
    if rate.is_err() {
        let message = format!("费率应写成百分数的数字，例如 \"1.5\"，写的是“{}”", written.rate.get_ref());
        let line = line_of(reader, &written.rate, line);
        reader.push("template.fee", Some(line), written.rate.get_ref(), message);
    }
    let rate = rate.ok()?;
    sound.then_some(BracketEntry { over, up_to, rate })
}
