//! `checks.toml`.

use toml::Spanned;
use toml::de::DeValue;

use super::super::entry::{Check, CheckEntry, Checklist, ChecklistEntry, Verdict, VerdictEntry};
use super::super::reader::Reader;
use super::Loader;
use super::expression::{expression, line_of, message};
use super::rule::basis;

impl Loader<'_> {
    pub(super) fn checklists(&mut self, number: &str) -> Vec<Checklist> {
        let Some(mut reader) = self.reader("checks.toml") else { return Vec::new() };
        let mut checklists = Vec::new();
        if let Some(mut table) = reader.table() {
            for value in reader.take_tables(&mut table, "checklist") {
                checklists.extend(checklist(&mut reader, value, number));
            }
            reader.refuse_rest(&table, &["checklist"]);
        }
        self.finish(reader);
        checklists
    }
}

fn checklist<'a>(reader: &mut Reader<'a>, value: Spanned<DeValue<'a>>, number: &str) -> Option<Checklist> {
    let span = value.span();
    let DeValue::Table(mut table) = value.into_inner() else { return None };
    let points = reader.take_tables(&mut table, "check");
    let conclusions = reader.take_tables(&mut table, "verdict");
    let head = reader.entry::<ChecklistEntry>(Spanned::new(span, DeValue::Table(table)));
    // Its points are read all the same, so that their mistakes are told with the others.
    let mut checks = Vec::new();
    for value in points {
        let Some((entry, line)) = reader.entry::<CheckEntry>(value) else { continue };
        let id = entry.id.clone();
        match check(reader, entry, line, number) {
            Some(check) => checks.push(check),
            None => reader.lost.extend([id]),
        }
    }
    let mut verdicts = Vec::new();
    for value in conclusions {
        let Some((entry, line)) = reader.entry::<VerdictEntry>(value) else { continue };
        verdicts.push(verdict(reader, entry, line));
    }
    let (head, line) = head?;
    Some(Checklist {
        name: head.name.and_then(|name| message(reader, &name, line)),
        id: head.id,
        title: head.title,
        rows_line: line_of(reader, &head.rows, line),
        rows: head.rows.into_inner(),
        stage: head.stage,
        articles: head.articles,
        checks,
        verdicts,
        line,
    })
}

fn check(reader: &mut Reader<'_>, entry: CheckEntry, line: usize, number: &str) -> Option<Check> {
    let applies = expression(reader, entry.applies.as_ref(), line);
    let require = expression(reader, Some(&entry.require), line);
    let required = message(reader, &entry.required, line);
    let found = message(reader, &entry.found, line);
    let reason = entry.reason.as_ref().map(|reason| message(reader, reason, line));
    let basis = basis(number, &entry.articles, &entry.basis);
    if basis.is_empty() != entry.practice {
        let text = if entry.practice {
            format!("“{}”写了依据，就不要再写 practice = true", entry.id)
        } else {
            format!("“{}”没有依据：请写 articles 或 basis；出于实务要求的写 practice = true", entry.id)
        };
        reader.push("template.no-basis", Some(line), &entry.id, text);
    }
    Some(Check {
        id: entry.id,
        title: entry.title,
        basis,
        // A condition that could not be compiled has been told.
        applies,
        require: require?,
        required: required?,
        found: found?,
        reason: reason.flatten(),
        line,
    })
}

fn verdict(reader: &mut Reader<'_>, entry: VerdictEntry, line: usize) -> Verdict {
    Verdict {
        when: expression(reader, entry.when.as_ref(), line),
        by: expression(reader, entry.by.as_ref(), line),
        advice: entry.advice.as_ref().and_then(|advice| message(reader, advice, line)),
        id: entry.id,
        label: entry.label,
        tone: entry.tone,
        line,
    }
}
