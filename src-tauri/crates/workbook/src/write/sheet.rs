//! The sheet with the table itself.

use chrono::Datelike;
use procedure::answer::{Record, Value};
use procedure::template::{Field, FieldKind};
use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, ExcelDateTime, Format, Formula, Note, Worksheet, XlsxError};

use super::explanation::Lists;
use super::{ROOM, look};
use crate::read::sum;
use crate::sheet::column_letters;

/// Excel's limit, and what it does not allow in the name of a sheet.
const LONGEST_NAME: usize = 31;
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Digits that a spreadsheet keeps; longer figures are written as text.
const DIGITS: usize = 15;
/// Texts that a formula could begin with.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(super) fn write(
    sheet: &mut Worksheet,
    table: &Field,
    columns: &[&Field],
    rows: &[Record],
    lists: &Lists,
    totals: bool,
) -> Result<(), XlsxError> {
    sheet.set_name(name(table.label()))?;
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let last = count.max(1) + if totals { 0 } else { ROOM };
    for (index, column) in columns.iter().enumerate() {
        let at = u16::try_from(index).unwrap_or(u16::MAX);
        let header = header(column);
        sheet.write_string_with_format(0, at, &header, &look::header())?;
        if let Some(note) = note(column) {
            sheet.insert_note(
                0,
                at,
                &Note::new(note).add_author_prefix(false).set_width(260).set_height(120),
            )?;
        }
        let format = look::cells(column);
        let quoted = look::cells(column).set_quote_prefix();
        let mut longest = 0;
        for (row, record) in (1..).zip(rows) {
            match record.get(column.key()) {
                Some(value) => longest = longest.max(cell(sheet, row, at, column, value, &format, &quoted)?),
                None => {
                    sheet.write_blank(row, at, &format)?;
                }
            }
        }
        sheet.set_column_width(at, look::width(column, &header, longest))?;
        if !totals {
            sheet.set_column_format(at, &format)?;
        }
        if let Some(list) = lists.formula(index) {
            let validation = DataValidation::new()
                .allow_list_formula(Formula::new(list))
                .set_error_title("请从列表中选择")?
                .set_error_message(format!("“{}”只能填列表中的内容", short(column.label(), 80)))?;
            sheet.add_data_validation(1, at, last, at, &validation)?;
        }
    }
    sheet.set_row_height(0, 32)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    if totals && count > 0 {
        let right = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, count, right)?;
        total_row(sheet, columns, rows, count)?;
    }
    Ok(())
}

/// Words over a column, with the unit in which it is written here.
pub(super) fn header(column: &Field) -> String {
    match (column.kind(), column.entry.unit.as_deref()) {
        // Amounts are always written in 元: exact, and the same for every table.
        (FieldKind::Money, None | Some("万元")) => format!("{}（元）", column.label()),
        (FieldKind::Area, None) => format!("{}（㎡）", column.label()),
        (FieldKind::Percent, _) | (_, None) => column.label().to_owned(),
        (_, Some(unit)) => format!("{}（{unit}）", column.label()),
    }
}

fn note(column: &Field) -> Option<String> {
    let mut parts = Vec::new();
    parts.extend(column.entry.hint.clone());
    if column.entry.optional {
        parts.push("选填。".to_owned());
    }
    if !column.unique_with().is_empty() {
        parts.push("不得重复。".to_owned());
    }
    if matches!(column.kind(), FieldKind::Choices | FieldKind::Checklist) {
        let labels: Vec<&str> = column.entry.options.iter().map(|option| option.label.as_str()).collect();
        parts.push(format!("可填几项，用顿号隔开：{}", labels.join("、")));
    }
    (!parts.is_empty()).then(|| short(&parts.join("\n"), 2_000))
}

/// Writes a value; gives the character cells it takes up.
fn cell(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    column: &Field,
    value: &Value,
    format: &Format,
    quoted: &Format,
) -> Result<usize, XlsxError> {
    let mut text = |text: &str| -> Result<usize, XlsxError> {
        let format = if text.starts_with(FORMULA_SIGNS) { quoted } else { format };
        sheet.write_string_with_format(row, at, text, format)?;
        Ok(text.lines().map(look::cells_of).max().unwrap_or(0))
    };
    let label = |key: &str| column.option(key).map_or_else(|| key.to_owned(), |option| option.label.clone());
    match value {
        Value::Text(words) => text(words),
        Value::Choice(key) => text(&label(key)),
        Value::Choices(keys) => text(&keys.iter().map(|key| label(key)).collect::<Vec<_>>().join("、")),
        Value::Boolean(flag) => text(if *flag { "是" } else { "否" }),
        Value::Money(money) => number(sheet, row, at, &money.canonical(), format),
        Value::Integer(whole) => number(sheet, row, at, &whole.to_string(), format),
        Value::Decimal(decimal) if column.kind() == FieldKind::Percent => {
            let hundredth = decimal.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
            number(sheet, row, at, &hundredth.normalize().to_string(), format)
        }
        Value::Decimal(decimal) => number(sheet, row, at, &decimal.normalize().to_string(), format),
        Value::Date(day) => {
            let made = ExcelDateTime::from_ymd(
                u16::try_from(day.year()).unwrap_or(1900),
                u8::try_from(day.month()).unwrap_or(1),
                u8::try_from(day.day()).unwrap_or(1),
            )?;
            sheet.write_datetime_with_format(row, at, &made, format)?;
            Ok(10)
        }
        Value::Record(_) | Value::Table(_) => Ok(0),
    }
}

/// A figure; one that a spreadsheet would clip stands there as text.
fn number(sheet: &mut Worksheet, row: u32, at: u16, text: &str, format: &Format) -> Result<usize, XlsxError> {
    let digits = text.trim_start_matches(['-', '0', '.']).trim_end_matches('0');
    let digits = digits.chars().filter(char::is_ascii_digit).count();
    match text.parse::<f64>() {
        Ok(value) if digits <= DIGITS => sheet.write_number_with_format(row, at, value, format)?,
        _ => sheet.write_string_with_format(row, at, text, format)?,
    };
    Ok(text.len() + text.len() / 3)
}

fn total_row(
    sheet: &mut Worksheet,
    columns: &[&Field],
    rows: &[Record],
    count: u32,
) -> Result<(), XlsxError> {
    // The word stands in the first column; where that is added up itself there is no room for it.
    let Some((first, others)) = columns.split_first() else { return Ok(()) };
    if first.is_totalled() || others.iter().all(|column| !column.is_totalled()) {
        return Ok(());
    }
    let row = count + 1;
    sheet.write_string_with_format(row, 0, "合计", &look::totals(first))?;
    for (index, column) in columns.iter().enumerate().skip(1) {
        let at = u16::try_from(index).unwrap_or(u16::MAX);
        let format = look::totals(column);
        if column.is_totalled() {
            let letters = column_letters(index);
            let total = sum(column, rows.iter().filter_map(|row| row.get(column.key())));
            // The result is stored too: programs that do not calculate read it.
            let formula = Formula::new(format!("=SUM({letters}2:{letters}{})", count + 1)).set_result(total);
            sheet.write_formula_with_format(row, at, formula, &format)?;
        } else {
            sheet.write_blank(row, at, &format)?;
        }
    }
    Ok(())
}

/// A name that Excel takes.
fn name(label: &str) -> String {
    let plain: String = label.chars().filter(|letter| !NOT_IN_NAMES.contains(letter)).collect();
    let plain: String = plain.trim_matches('\'').trim().chars().take(LONGEST_NAME).collect();
    // Its own sheets are called so.
    if plain.is_empty() || ["填写说明", "选项"].contains(&plain.as_str()) {
        "表格".to_owned()
    } else {
        plain
    }
}

fn short(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
