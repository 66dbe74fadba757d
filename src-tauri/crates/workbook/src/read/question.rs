//! What cannot be decided from a sheet and is asked (待定事项): each with the choices there are. Until a person answers,
//! the cells that it concerns are not read.

use std::collections::{BTreeMap, BTreeSet};

use procedure::template::{Field, FieldKind};
use serde::Serialize;

use super::name::{Names, unit_of};
use super::plan::{Confidence, Plan, PlannedColumn};
use super::unit;
use crate::sheet::{Cell, Row, Sheet};

/// Something that a person has to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// `unit:C`, `basis:D`, `days:E`, `epoch:I`, `percent:G`, `sheets`.
    pub id: String,
    /// What is asked (中文).
    pub text: String,
    /// The answers there are.
    pub choices: Vec<Choice>,
    /// Key of the one that was chosen.
    pub answer: Option<String>,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Stable within the question.
    pub key: String,
    /// In words, with what comes of it (中文).
    pub label: String,
}

impl Question {
    pub(crate) fn new<K: Into<String>>(
        id: String,
        text: String,
        choices: Vec<(K, String)>,
        answers: &BTreeMap<String, String>,
    ) -> Self {
        let choices: Vec<Choice> =
            choices.into_iter().map(|(key, label)| Choice { key: key.into(), label }).collect();
        let answer = answers.get(&id).filter(|key| choices.iter().any(|choice| choice.key == **key)).cloned();
        Self { id, text, choices, answer }
    }
}

/// Answer by which a column is left out.
const SKIP: &str = "skip";

/// How the days in a column of texts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    /// `3-18`
    Dash,
    /// `3/18`
    Slash,
    /// `2026-03-18`
    Whole,
}

/// How the cells of a column are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Way {
    /// Bare figures are given in this power of ten of the column's unit.
    pub power: u32,
    /// Key of the column by which bare figures are divided.
    pub divided_by: Option<String>,
    /// How days are written in a column of texts.
    pub days: Option<Days>,
    /// Whether bare figures in a column of days count from 1904 on.
    pub from_1904: bool,
    /// Whether bare figures in a column of percentages are fractions: 0.055 for 5.5%.
    pub fraction: bool,
    /// Not read at all, by choice.
    pub skipped: bool,
    /// What is still to be decided for bare figures, and for days in a column of texts.
    pub open: Option<String>,
}

/// The ways of the matched columns, in their order, and what is to be decided for them.
pub(super) fn ways(table: &Field, sheet: &Sheet, plan: &Plan) -> (Vec<Way>, Vec<Question>) {
    let asking = Asking { table, sheet, plan, wide: wide(sheet, plan), questions: Vec::new() };
    asking.run()
}

struct Asking<'a> {
    table: &'a Field,
    sheet: &'a Sheet,
    plan: &'a Plan,
    /// Units stated for the whole sheet.
    wide: Vec<String>,
    questions: Vec<Question>,
}

impl Asking<'_> {
    fn run(mut self) -> (Vec<Way>, Vec<Question>) {
        let plan = self.plan;
        let ways = plan.matched(self.table).map(|(planned, column)| self.way(planned, column)).collect();
        (ways, self.questions)
    }

    fn way(&mut self, planned: &PlannedColumn, column: &Field) -> Way {
        let mut way = Way::default();
        match column.kind() {
            FieldKind::Money | FieldKind::Area | FieldKind::Decimal | FieldKind::Integer => {
                self.unit(planned, column, &mut way);
            }
            FieldKind::Percent => self.percent(planned, column, &mut way),
            FieldKind::Text | FieldKind::LongText => self.days(planned, column, &mut way),
            FieldKind::Date => self.epoch(planned, column, &mut way),
            _ => {}
        }
        way
    }

    /// Asks; the answer, if it was given.
    fn ask(
        &mut self,
        kind: &str,
        planned: &PlannedColumn,
        text: String,
        choices: Vec<(String, String)>,
        way: &mut Way,
    ) -> Option<String> {
        let id = format!("{kind}:{}", planned.letters);
        let question = Question::new(id, text, choices, &self.plan.answers);
        let answer = question.answer.clone();
        if answer.is_none() {
            way.open = Some(question.text.clone());
        }
        way.skipped = answer.as_deref() == Some(SKIP);
        self.questions.push(question);
        answer
    }

    fn unit(&mut self, planned: &PlannedColumn, column: &Field, way: &mut Way) {
        let ours = ours(column);
        let own = own(self.sheet, self.plan, planned.index);
        let rate = ours.contains('/');
        let powers = |units: &[String]| -> BTreeSet<u32> {
            let power = |unit: &String| match column.kind() {
                FieldKind::Area => unit::area(unit),
                FieldKind::Money if !rate => unit::money(unit),
                _ => None,
            };
            units.iter().filter_map(power).collect()
        };
        if self.is_whole(planned, column, &own) {
            return self.basis(planned, column, &own, way);
        }
        let (near, far) = (powers(&own), powers(&self.wide));
        let foreign = own.iter().find(|unit| {
            !unit::agrees(unit, &ours) && powers(std::slice::from_ref(*unit)).is_empty() && !ours.is_empty()
        });
        if let Some(foreign) = foreign {
            let text = format!(
                "{}写的单位是“{foreign}”，这一列应为“{ours}”，不能自动换算。这一列的数实际是什么单位？",
                place(planned)
            );
            let choices = vec![
                ("same".to_owned(), format!("就是“{ours}”，照原数导入")),
                (SKIP.to_owned(), "不导入这一列".to_owned()),
            ];
            self.ask("unit", planned, text, choices, way);
            return;
        }
        let mut all: BTreeSet<u32> = near.union(&far).copied().collect();
        let money_wide = self.wide.iter().filter_map(|unit| unit::money(unit)).any(|power| power > 0);
        if rate && own.is_empty() && money_wide && ours.starts_with('元') {
            // 单位：万元 above a list with a rent a square metre.
            all.extend([0, 4]);
        }
        match all.len() {
            0 => {}
            1 => way.power = all.first().copied().unwrap_or(0),
            _ => {
                let text = format!(
                    "{}：表里写了不止一种单位（{}），这一列的数是哪一种？",
                    place(planned),
                    own.iter().chain(&self.wide).map(String::as_str).collect::<Vec<_>>().join("、")
                );
                let name = |power: &u32| format!("{}{}", unit::multiple(*power), ours);
                let choices = all.iter().map(|power| (name(power), format!("是{}", name(power)))).collect();
                if let Some(answer) = self.ask("unit", planned, text, choices, way) {
                    way.power = all.iter().find(|power| name(power) == answer).copied().unwrap_or(0);
                }
            }
        }
    }

    /// Whether the header may give the figure for the whole of a flat.
    fn is_whole(&self, planned: &PlannedColumn, column: &Field, own: &[String]) -> bool {
        let Some(whole) = &column.entry.whole else { return false };
        let ours = ours(column);
        if own.iter().any(|unit| unit::is_whole(unit, &ours)) {
            return true;
        }
        // The unit settles it, whatever the name.
        if own.iter().any(|unit| unit.contains('/') && unit::agrees(unit, &ours)) {
            return false;
        }
        Names::of_words(&whole.synonyms).is(&planned.header) || planned.confidence == Confidence::Near
    }

    fn basis(&mut self, planned: &PlannedColumn, column: &Field, own: &[String], way: &mut Way) {
        let Some(whole) = &column.entry.whole else { return };
        let per = self.table.column(&whole.per);
        let label = per.map_or(whole.per.as_str(), Field::label);
        let one = per.and_then(|per| per.entry.unit.as_deref()).unwrap_or("㎡");
        let unit = own.first().map_or_else(String::new, |unit| format!("写的单位是“{unit}”，"));
        let text = format!(
            "{}{unit}这一列应为“{}”。这一列的数是每{one}的，还是整套的？",
            place(planned),
            ours(column)
        );
        let choices = vec![
            ("unit".to_owned(), format!("每{one}的，照原数导入")),
            ("whole".to_owned(), format!("整套的，除以同一行的“{label}”，保留{}位小数", column.places())),
            (SKIP.to_owned(), "不导入这一列".to_owned()),
        ];
        if self.ask("basis", planned, text, choices, way).as_deref() == Some("whole") {
            way.divided_by = Some(whole.per.clone());
        }
    }

    fn percent(&mut self, planned: &PlannedColumn, column: &Field, way: &mut Way) {
        let own = own(self.sheet, self.plan, planned.index);
        if own.iter().any(|unit| unit == "%") {
            return;
        }
        let mut bare = 0;
        for cell in self.cells(planned.index) {
            if let Cell::Number { text, percent: false, shown: None, .. } = cell {
                let figure: Option<rust_decimal::Decimal> = text.parse().ok();
                match figure {
                    Some(figure) if figure.abs() > rust_decimal::Decimal::ONE => return,
                    Some(figure) if !figure.is_zero() => bare += 1,
                    _ => {}
                }
            }
        }
        if bare == 0 {
            return;
        }
        let sample = planned.samples.first().map_or("0.05", String::as_str);
        let text = format!("{}里有 {bare} 个不超过1的数，又没有写“%”：{sample} 是百分之几？", place(planned));
        let hundred = crate::sheet::hundredfold(sample).unwrap_or_else(|| sample.to_owned());
        let choices = vec![
            ("percent".to_owned(), format!("{sample} 就是 {sample}%")),
            ("fraction".to_owned(), format!("{sample} 是 {hundred}%")),
            (SKIP.to_owned(), format!("不导入“{}”这一列", column.label())),
        ];
        way.fraction = self.ask("percent", planned, text, choices, way).as_deref() == Some("fraction");
    }

    fn days(&mut self, planned: &PlannedColumn, column: &Field, way: &mut Way) {
        use chrono::Datelike;
        let mut days = self.cells(planned.index).filter_map(|cell| match cell {
            Cell::Day { day, .. } => Some((cell.shown(), *day)),
            _ => None,
        });
        let Some((shown, day)) = days.next() else { return };
        let count = days.count() + 1;
        let text = format!(
            "{}有 {count} 格被表格软件变成了日期（例如“{shown}”，存的是 {day}），“{}”是文字。原来写的是什么？",
            place(planned),
            column.label()
        );
        let (month, date) = (day.month(), day.day());
        let choices = vec![
            ("dash".to_owned(), format!("{month}-{date}")),
            ("slash".to_owned(), format!("{month}/{date}")),
            ("day".to_owned(), format!("就是日期 {day}")),
            (SKIP.to_owned(), "不导入这一列".to_owned()),
        ];
        way.days = match self.ask("days", planned, text, choices, way).as_deref() {
            Some("dash") => Some(Days::Dash),
            Some("slash") => Some(Days::Slash),
            Some("day") => Some(Days::Whole),
            _ => None,
        };
    }

    fn epoch(&mut self, planned: &PlannedColumn, _: &Field, way: &mut Way) {
        if !self.sheet.from_1904 {
            return;
        }
        let mut serials = self.cells(planned.index).filter_map(|cell| match cell {
            Cell::Number { text, .. } => {
                Some((text, super::cell::serial(text, false)?, super::cell::serial(text, true)?))
            }
            _ => None,
        });
        let Some((figure, earlier, later)) = serials.next() else { return };
        let count = serials.count() + 1;
        let text = format!(
            "{}有 {count} 格是没有设成日期的数字（例如 {figure}），而这个文件从1904年起算日期。它们从哪一年算起？",
            place(planned)
        );
        let choices = vec![
            ("1904".to_owned(), format!("从1904年算起，{figure} 是 {later}")),
            ("1900".to_owned(), format!("从1900年算起，{figure} 是 {earlier}")),
            (SKIP.to_owned(), "不导入这一列".to_owned()),
        ];
        way.from_1904 = self.ask("epoch", planned, text, choices, way).as_deref() == Some("1904");
    }

    /// Cells of a column below the header.
    fn cells(&self, column: usize) -> impl Iterator<Item = &Cell> {
        let after = self.plan.header_to.unwrap_or(0);
        self.sheet.rows.iter().filter(move |row| row.number > after).map(move |row| row.cell(column))
    }
}

fn place(planned: &PlannedColumn) -> String {
    if planned.header.is_empty() {
        format!("{} 列", planned.letters)
    } else {
        format!("{} 列“{}”", planned.letters, planned.header)
    }
}

/// The unit of a column's answers.
pub(super) fn ours(column: &Field) -> String {
    let default = match column.kind() {
        FieldKind::Money => "元",
        FieldKind::Area => "㎡",
        FieldKind::Percent => "%",
        _ => "",
    };
    match column.entry.unit.as_deref() {
        // Amounts are kept in 元, whatever the paper states.
        Some(unit) if column.kind() == FieldKind::Money && !unit.contains('/') => {
            if unit::money(unit).is_some() { "元".to_owned() } else { unit.to_owned() }
        }
        Some(unit) => unit.to_owned(),
        None => default.to_owned(),
    }
}

/// Units in the header of a column, and in the notes pinned to it.
fn own(sheet: &Sheet, plan: &Plan, column: usize) -> Vec<String> {
    let (Some(first), Some(last)) = (plan.header_from, plan.header_to) else { return Vec::new() };
    let mut units = Vec::new();
    for row in sheet.rows.iter().filter(|row| (first..=last).contains(&row.number)) {
        let area = sheet.merged.iter().find(|area| {
            (area.top..=area.bottom).contains(&row.number) && (area.left..=area.right).contains(&column)
        });
        let at = area.filter(|area| area.top == row.number).map_or(column, |area| area.left);
        if let Cell::Text(text) = row.cell(at) {
            units.extend(unit_of(text));
        }
    }
    let notes = sheet.notes.iter().filter(|note| note.column == column && (first..=last).contains(&note.row));
    units.extend(notes.flat_map(|note| unit::in_title(&note.text)));
    let mut seen = BTreeSet::new();
    units.retain(|unit| seen.insert(unit.clone()));
    units
}

/// Most cells that are looked at for units beside the table.
const MOST_LOOKED_AT: usize = 2_000;

/// Units stated for the whole sheet: above the header, in its name, in remarks below.
fn wide(sheet: &Sheet, plan: &Plan) -> Vec<String> {
    let first = plan.header_from.unwrap_or(1);
    let last = plan.header_to.unwrap_or(0);
    let is_remark = |row: &Row| {
        row.number > last && row.cells.iter().filter(|cell| !cell.is_empty()).take(3).count() <= 2
    };
    let text = |cell: &Cell| match cell {
        Cell::Text(text) if text.len() < 1_000 => Some(text.clone()),
        _ => None,
    };
    let above = sheet.rows.iter().filter(|row| row.number < first).flat_map(|row| &row.cells);
    let titles = above.take(MOST_LOOKED_AT).filter_map(text);
    let notes = sheet.notes.iter().filter(|note| note.row < first).map(|note| note.text.clone());
    let all = titles.chain(notes).chain(std::iter::once(sheet.name.clone()));
    let mut units: Vec<String> = all.flat_map(|text| unit::in_title(&text)).collect();
    let remarks = sheet.rows.iter().filter(|row| is_remark(row)).flat_map(|row| &row.cells).filter_map(text);
    units.extend(remarks.flat_map(|text| unit::stated(&text)));
    let mut seen = BTreeSet::new();
    units.retain(|unit| seen.insert(unit.clone()));
    units
}
