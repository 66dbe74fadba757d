//! One cell, read as if its content had been typed into the form.

use chrono::{Days, NaiveDate};
use procedure::answer::{
    Value, not_an_option, option_named, option_names, read_value, understand, yes_or_no,
};
use procedure::entry::clip;
use procedure::template::{Field, FieldKind};

use serde_json::Value as Json;

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

/// Reads a cell for a column; `in_wan` says that the header gives amounts in 万元.
pub(super) fn read(column: &Field, cell: &Cell, in_wan: bool) -> Outcome {
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
        FieldKind::Text | FieldKind::LongText => text(column, cell),
        FieldKind::Date => date(column, cell),
        FieldKind::Boolean => boolean(column, cell),
        FieldKind::Choice => choice(column, cell),
        FieldKind::Choices | FieldKind::Checklist => choices(column, cell),
        FieldKind::Money | FieldKind::Area | FieldKind::Decimal | FieldKind::Percent | FieldKind::Integer => {
            figure(column, cell, in_wan)
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

fn text(column: &Field, cell: &Cell) -> Outcome {
    if let Cell::Number { text, clipped: true, .. } = cell {
        let reason = format!(
            "“{}”是超过15位的数字，表格软件已把末尾改成0（{text}）；请把这一列设为文本格式后重新填写",
            column.label()
        );
        return trouble("table.digits-lost", reason);
    }
    let shown = match cell {
        Cell::Boolean(flag) => if *flag { "是" } else { "否" }.to_owned(),
        other => other.shown(),
    };
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

fn figure(column: &Field, cell: &Cell, in_wan: bool) -> Outcome {
    let plain = match cell {
        Cell::Text(text) => {
            let text = text.trim();
            if NOTHING.contains(&text) {
                return Ok((None, Vec::new()));
            }
            unit::stripped(text, column.entry.unit.as_deref()).to_owned()
        }
        Cell::Number { text, percent: true, .. } if column.kind() == FieldKind::Percent => {
            hundredfold(text).unwrap_or_else(|| text.clone())
        }
        Cell::Number { text, .. } => {
            // Exact as it stands; amounts with two places, as answers have them.
            let form = match (column.kind(), text.split_once('.').map_or(0, |(_, places)| places.len())) {
                (FieldKind::Money, 0) => format!("{text}.00"),
                (FieldKind::Money, 1) => format!("{text}0"),
                _ => text.clone(),
            };
            if let Some(value) = Some(form).filter(|_| !in_wan).and_then(|form| plain(column, form)) {
                return Ok((Some(value), Vec::new()));
            }
            text.clone()
        }
        Cell::Day(day) => {
            let reason = format!("“{}”应为数字，单元格是日期（{day}）；请检查单元格格式", column.label());
            return trouble("table.is-a-day", reason);
        }
        other => other.shown(),
    };
    let bare = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' '));
    if in_wan && bare && column.kind() == FieldKind::Money {
        return typed(column, &format!("{plain}万元"));
    }
    typed(column, &plain)
}

fn date(column: &Field, cell: &Cell) -> Outcome {
    match cell {
        Cell::Day(day) => match plain(column, day.to_string()) {
            Some(value) => Ok((Some(value), Vec::new())),
            None => typed(column, &day.to_string()),
        },
        Cell::Text(text) if NOTHING.contains(&text.trim()) => Ok((None, Vec::new())),
        Cell::Number { text, .. } => match serial(text) {
            Some(day) => typed(column, &day.to_string()),
            None => typed(column, text),
        },
        other => typed(column, &other.shown()),
    }
}

/// The day of a serial number as spreadsheets count them, from 1900 on; only days that can be meant (1954 to 2119).
fn serial(text: &str) -> Option<NaiveDate> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let days: u64 = whole.parse().ok().filter(|days| (20_000..80_000).contains(days))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
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
