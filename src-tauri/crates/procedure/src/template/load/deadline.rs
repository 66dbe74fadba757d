//! `deadlines.toml`.

use toml::Spanned;

use super::super::entry::DeadlineEntry;
use super::super::procedure::{Deadline, PeriodSpec};
use super::super::reader::Reader;
use super::Loader;
use super::expression::{expression, line_of, message};
use super::rule::basis;
use crate::period::Unit;

impl Loader<'_> {
    pub(super) fn deadlines(&mut self, number: &str) -> Vec<Deadline> {
        let Some(mut reader) = self.reader("deadlines.toml") else { return Vec::new() };
        let mut deadlines = Vec::new();
        if let Some(mut table) = reader.table() {
            for value in reader.take_tables(&mut table, "deadline") {
                let Some((entry, line)) = reader.entry::<DeadlineEntry>(value) else { continue };
                deadlines.extend(deadline(&mut reader, entry, line, number));
            }
            reader.refuse_rest(&table, &["deadline"]);
        }
        self.finish_unnamed(reader);
        deadlines
    }
}

fn deadline(reader: &mut Reader<'_>, entry: DeadlineEntry, line: usize, number: &str) -> Option<Deadline> {
    let label = message(reader, &entry.label, line);
    let from = match &entry.each {
        // With `each`, `from` names a column of the row.
        Some(_) if !entry.from.get_ref().contains('.') => {
            let source = Spanned::new(entry.from.span(), format!("row.{}", entry.from.get_ref()));
            expression(reader, Some(&source), line)
        }
        _ => expression(reader, Some(&entry.from), line),
    };
    let each_id = expression(reader, entry.each_id.as_ref(), line);
    let until = expression(reader, entry.until.as_ref(), line);
    let done = expression(reader, entry.done.as_ref(), line);
    let when = expression(reader, entry.when.as_ref(), line);
    let period = period(reader, &entry.period, line);
    Some(Deadline {
        id: entry.id,
        label: label?,
        from: from?,
        period: period?,
        each: entry.each,
        each_id,
        until,
        done,
        when,
        basis: basis(number, &entry.articles, &[]),
        stage: entry.stage,
        note: entry.note,
    })
}

/// Reads `within 30 days`, `ahead_of 3 months`, `every (n) months`, `on`.
fn period(reader: &mut Reader<'_>, source: &Spanned<String>, line: usize) -> Option<PeriodSpec> {
    let text = source.get_ref().trim();
    if let Some(rest) = text.strip_prefix("every ") {
        let inner = rest.strip_suffix("months").map(str::trim).unwrap_or(rest);
        let months = Spanned::new(source.span(), inner.to_owned());
        return expression(reader, Some(&months), line).map(PeriodSpec::Every);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let unit = |word: &str| match word {
        "day" | "days" => Some(Unit::Days),
        "month" | "months" => Some(Unit::Months),
        "year" | "years" => Some(Unit::Years),
        _ => None,
    };
    let spec = match words.as_slice() {
        ["on"] => Some(PeriodSpec::On),
        ["within", n, word] => n.parse().ok().zip(unit(word)).map(|(n, unit)| PeriodSpec::Within(n, unit)),
        ["ahead_of", n, word] => n.parse().ok().zip(unit(word)).map(|(n, unit)| PeriodSpec::AheadOf(n, unit)),
        ["at_least", n, "day" | "days"] => n.parse().ok().map(PeriodSpec::AtLeast),
        ["lasting", n, "year" | "years"] => n.parse().ok().map(PeriodSpec::Lasting),
        _ => None,
    };
    if spec.is_none() {
        let message = format!(
            "看不懂的期间“{text}”，可写 within 30 days、at_least 10 days、ahead_of 3 months、lasting 5 years、on、every 3 months"
        );
        let line = line_of(reader, source, line);
        reader.push("template.period", Some(line), text, message);
    }
    spec
}
