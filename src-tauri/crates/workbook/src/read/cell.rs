//! One cell, read as if its content had been typed into the form.

use chrono::{Datelike, NaiveDate};
use procedure::answer::{
    Value, not_an_option, option_named, option_names, read_value, understand, yes_or_no,
};
use procedure::entry::{clip, visible};
use procedure::template::{Field, FieldKind};

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::question::{Days, Way, ours};
use super::unit;
use crate::sheet::{Cell, hundredfold};

/// A cell that cannot be taken.
#[derive(Debug)]
pub(super) struct Trouble {
    pub code: &'static str,
    pub reason: String,
}

/// A value, if there is one, and what is unusual about it.
pub(super) type Outcome = Result<(Option<Value>, Vec<String>), Trouble>;

/// What people write where there is nothing to say, in a column of figures, days or choices.
const NOTHING: [&str; 8] = ["/", "／", "-", "－", "—", "——", "--", "\\"];

/// Reads a cell for a column in the way that was found for it.
pub(super) fn read(column: &Field, cell: &Cell, way: &Way) -> Outcome {
    match cell {
        Cell::Empty => return Ok((None, Vec::new())),
        Cell::Error(error) => {
            let reason = format!("公式出错（{error}），请在表格里改正，或者改填数值");
            return trouble("table.formula-error", reason);
        }
        Cell::Unsolved => {
            let reason = "公式没有存下结果；请用 Excel 或 WPS 打开文件，保存一次后再导入".to_owned();
            return trouble("table.formula-unsolved", reason);
        }
        _ => {}
    }
    match column.kind() {
        FieldKind::Text | FieldKind::LongText => text(column, cell, way),
        FieldKind::Date => date(column, cell, way),
        FieldKind::Boolean => boolean(column, cell),
        FieldKind::Choice => choice(column, cell),
        FieldKind::Choices | FieldKind::Checklist => choices(column, cell),
        FieldKind::Money | FieldKind::Area | FieldKind::Decimal | FieldKind::Percent | FieldKind::Integer => {
            figure(column, cell, way)
        }
        FieldKind::Party | FieldKind::BankAccount | FieldKind::Table => {
            trouble("table.not-a-cell", format!("“{}”不能从一个单元格导入", column.label()))
        }
    }
}

fn trouble(code: &'static str, reason: String) -> Outcome {
    Err(Trouble { code, reason })
}

fn typed(column: &Field, text: &str) -> Outcome {
    understand(column, "", text).map_err(|problem| Trouble { code: problem.code, reason: problem.message })
}

/// A figure or day in the form of a case file, which needs no understanding; `None` if it is none or breaks a limit.
fn plain(column: &Field, text: String) -> Option<Value> {
    read_value(column, "", &Json::String(text)).ok().flatten()
}

/// Refuses a cell until a person has decided how it is to be read.
fn undecided(open: &str) -> Outcome {
    trouble("table.undecided", format!("还没有确定怎样读：{open}"))
}

fn text(column: &Field, cell: &Cell, way: &Way) -> Outcome {
    let shown = match cell {
        Cell::Number { text, clipped: true, .. } => {
            let reason = format!(
                "“{}”是超过15位的数字，表格软件已把末尾改成0（{text}）；请把这一列设为文本格式后重新填写",
                column.label()
            );
            return trouble("table.digits-lost", reason);
        }
        Cell::Boolean(flag) => if *flag { "是" } else { "否" }.to_owned(),
        Cell::Day { day, .. } => match (way.days, &way.open) {
            (Some(Days::Dash), _) => format!("{}-{}", day.month(), day.day()),
            (Some(Days::Slash), _) => format!("{}/{}", day.month(), day.day()),
            (Some(Days::Whole), _) => day.to_string(),
            (None, Some(open)) => return undecided(open),
            (None, None) => cell.shown(),
        },
        // Zeros before a number are a part of it (0101); places behind are not (12.00).
        Cell::Number { text, shown: Some(shown), .. }
            if shown.parse().ok() == text.parse::<Decimal>().ok() =>
        {
            if shown.starts_with('0') && shown.len() > 1 { shown.to_string() } else { text.clone() }
        }
        other => other.shown(),
    };
    let shown = visible(&shown);
    let trimmed = shown.trim();
    if column.kind() == FieldKind::Text && trimmed.contains(['\n', '\r']) {
        // Alt+Enter makes cells look tidy; it is not meant.
        let joined = trimmed.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
        let joined = joined.collect::<Vec<_>>().join(" ");
        let (value, mut notes) = typed(column, &joined)?;
        notes.push(format!("“{}”只能写一行，格内换行已改为空格", column.label()));
        return Ok((value, notes));
    }
    typed(column, trimmed)
}

fn figure(column: &Field, cell: &Cell, way: &Way) -> Outcome {
    let percent = column.kind() == FieldKind::Percent;
    let unit = ours(column);
    let unit = (!unit.is_empty()).then_some(unit.as_str());
    let text = match cell {
        Cell::Text(text) => {
            let text = visible(text);
            let text = text.trim();
            if NOTHING.contains(&text) {
                return Ok((None, Vec::new()));
            }
            if negative(text) {
                let reason = format!("“{}”不能为负数，得到的是“{}”", column.label(), clip(text));
                return trouble("entry.negative", reason);
            }
            // An amount with its unit is read by entry, which knows 万元 and 元.
            let stripped = match unit {
                Some("元") => text,
                Some(unit) if way.divided_by.is_some() => unit::stripped_of_whole(text, unit),
                unit => unit::stripped(text, unit),
            };
            stripped.to_owned()
        }
        Cell::Number { text, percent: true, .. } if percent => {
            return plain_or_typed(column, &hundredfold(text).unwrap_or_else(|| text.clone()));
        }
        Cell::Number { text, percent: true, .. } => {
            let reason =
                format!("单元格是百分数（{}），“{}”不是；请检查单元格格式", cell.shown(), column.label());
            if text.parse::<Decimal>().is_ok_and(|number| number.is_zero()) {
                return plain_or_typed(column, "0");
            }
            return trouble("table.is-percent", reason);
        }
        Cell::Number { text, shown, .. } => match shown.as_deref().and_then(|shown| unit_behind(shown, unit))
        {
            // The format writes the unit behind the figure, as if it had been typed.
            Some(Scaled::By(power)) => {
                return typed(column, &with_power(text, power, unit));
            }
            Some(Scaled::Unclear) => {
                let reason =
                    format!("数字格式把 {text} 显示成“{}”，单位说不清；请改成不带单位的数字", cell.shown());
                return trouble("table.format-unclear", reason);
            }
            None => text.clone(),
        },
        Cell::Day { day, .. } => {
            let reason = format!("“{}”应为数字，单元格是日期（{day}）；请检查单元格格式", column.label());
            return trouble("table.is-a-day", reason);
        }
        other => other.shown(),
    };
    let bare = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' ' | '，' | '０'..='９'));
    if !bare {
        return typed(column, &text);
    }
    if let Some(open) = &way.open {
        return undecided(open);
    }
    if way.power > 0 {
        return typed(column, &with_power(&text, way.power, unit));
    }
    if way.fraction && percent {
        return plain_or_typed(column, &hundredfold(&text).unwrap_or(text));
    }
    plain_or_typed(column, &text)
}

/// `(1,234.00)` as books of account write what is below zero.
fn negative(text: &str) -> bool {
    let inside = text.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
    inside.is_some_and(|inside| {
        let inside = inside.trim_start_matches(['¥', '￥']);
        !inside.is_empty()
            && inside.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','))
    })
}

/// What a format does to a figure that it shows with a unit.
enum Scaled {
    /// The figure is given in this power of ten of the column's unit.
    By(u32),
    /// The unit is none that is known, or the figure shown is neither the one stored nor that in the column's unit.
    Unclear,
}

/// The unit that a format writes behind a figure, if there is one that makes a difference.
fn unit_behind(shown: &str, unit: Option<&str>) -> Option<Scaled> {
    let figure = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-');
    let start = shown.trim_start_matches(|letter: char| !figure(letter));
    let end = start.find(|letter: char| !figure(letter)).unwrap_or(start.len());
    let word = start[end..].trim().trim_matches(['(', ')', '（', '）']);
    let unit = unit?;
    if word.is_empty() || unit::agrees(word, unit) {
        return None;
    }
    let power = if unit == "元" {
        unit::money(word)
    } else if unit == "㎡" {
        unit::area(word)
    } else {
        None
    };
    match power {
        Some(power) => Some(Scaled::By(power)),
        None if unit::looks_like_unit(word) => Some(Scaled::Unclear),
        None => None,
    }
}

/// A bare figure with the multiple that it stands for.
fn with_power(text: &str, power: u32, unit: Option<&str>) -> String {
    let money = if unit == Some("元") { "元" } else { "" };
    format!("{text}{}{money}", unit::multiple(power))
}

/// Exact as it stands, else by way of entry, which says what is wrong with it.
fn plain_or_typed(column: &Field, text: &str) -> Outcome {
    // Amounts with two places, as answers have them.
    let form = match (column.kind(), text.split_once('.').map_or(0, |(_, places)| places.len())) {
        (FieldKind::Money, 0) => format!("{text}.00"),
        (FieldKind::Money, 1) => format!("{text}0"),
        _ => text.to_owned(),
    };
    match plain(column, form) {
        Some(value) => Ok((Some(value), Vec::new())),
        None => typed(column, text),
    }
}

fn date(column: &Field, cell: &Cell, way: &Way) -> Outcome {
    match cell {
        Cell::Day { day, .. } => match plain(column, day.to_string()) {
            Some(value) => Ok((Some(value), Vec::new())),
            None => typed(column, &day.to_string()),
        },
        Cell::Text(text) if NOTHING.contains(&text.trim()) => Ok((None, Vec::new())),
        Cell::Number { text, .. } => match (serial(text, way.from_1904), &way.open) {
            (Some(_), Some(open)) => undecided(open),
            (Some(day), None) => typed(column, &day.to_string()),
            (None, _) => typed(column, text),
        },
        other => typed(column, visible(&other.shown()).trim()),
    }
}

/// The day of a serial number as spreadsheets count them, from 1900 or 1904 on; only days that can be meant (1954 to
/// 2119).
pub(super) fn serial(text: &str, from_1904: bool) -> Option<NaiveDate> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let days: u64 = whole.parse().ok().filter(|days| (18_500..80_000).contains(days))?;
    let first =
        if from_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) };
    first?.checked_add_days(chrono::Days::new(days))
}

fn boolean(column: &Field, cell: &Cell) -> Outcome {
    if let Cell::Boolean(flag) = cell {
        return Ok((Some(Value::Boolean(*flag)), Vec::new()));
    }
    let shown = cell.shown();
    if shown.trim().is_empty() || NOTHING.contains(&shown.trim()) {
        return Ok((None, Vec::new()));
    }
    match yes_or_no(&shown) {
        Some(flag) => Ok((Some(Value::Boolean(flag)), Vec::new())),
        None => {
            let reason = format!("“{}”只能填“是”或“否”，得到的是“{}”", column.label(), clip(&shown));
            trouble("table.not-yes-or-no", reason)
        }
    }
}

fn choice(column: &Field, cell: &Cell) -> Outcome {
    let shown = cell.shown();
    if let Some(found) = option_named(column, &shown) {
        return Ok((Some(Value::Choice(found.key.as_str().into())), Vec::new()));
    }
    if shown.trim().is_empty() || NOTHING.contains(&shown.trim()) {
        return Ok((None, Vec::new()));
    }
    trouble("table.unknown-option", not_an_option(column, &shown))
}

fn choices(column: &Field, cell: &Cell) -> Outcome {
    let shown = cell.shown();
    let mut keys = Vec::new();
    for part in option_names(&shown).filter(|part| !NOTHING.contains(part)) {
        match option_named(column, part) {
            Some(found) => keys.push(found.key.clone()),
            None => return trouble("table.unknown-option", not_an_option(column, part)),
        }
    }
    // In the order of the form, each once, as an answer keeps them.
    let order = column.entry.options.iter().map(|option| &option.key);
    let keys: Vec<String> = order.filter(|key| keys.contains(key)).cloned().collect();
    Ok(((!keys.is_empty()).then_some(Value::Choices(keys)), Vec::new()))
}

/// Whether a figure may be one for the whole of a flat: it does not say itself that it is one for a square metre.
pub(super) fn is_of_the_whole(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => !text.contains(['㎡', '平', '²']) && !text.to_lowercase().contains("m2"),
        _ => true,
    }
}
