//! The sheet that says how to fill in each column, and the one with the lists to choose from.

use procedure::template::{Field, FieldKind};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::{About, look, sheet};
use crate::sheet::column_letters;

/// Name of the sheet that explains the others; no rows are looked for in it.
pub(crate) const SHEET: &str = "填写说明";
const LISTS: &str = "选项";

pub(super) fn write(
    sheet: &mut Worksheet,
    table: &Field,
    columns: &[&Field],
    about: &About<'_>,
) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    sheet.write_string_with_format(0, 0, format!("《{}》填写说明", table.label()), &look::title())?;
    let lead = "一行填一项，不要合并单元格；表头不要改动，多出的列不会导入；填好后在“筹建通”的这张表里点“从文件导入”。";
    sheet.write_string(1, 0, lead)?;
    for (at, (heading, width)) in
        (0..).zip([("列", 22), ("是否必填", 10), ("内容", 20), ("怎样填", 60), ("依据", 28)])
    {
        sheet.write_string_with_format(3, at, heading, &look::header())?;
        sheet.set_column_width(at, width)?;
    }
    for (row, column) in (4..).zip(columns) {
        let optional = if column.entry.optional { "选填" } else { "必填" };
        let cells = [
            sheet::header(column),
            optional.to_owned(),
            kind(column).to_owned(),
            how(table, column),
            basis(table, column, about),
        ];
        for (at, text) in (0..).zip(cells) {
            sheet.write_string_with_format(row, at, text, &look::words())?;
        }
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn kind(column: &Field) -> &'static str {
    match column.kind() {
        FieldKind::Text | FieldKind::LongText => "文字",
        FieldKind::Money => "金额",
        FieldKind::Area => "面积",
        FieldKind::Decimal => "数字",
        FieldKind::Percent => "百分数",
        FieldKind::Integer => "整数",
        FieldKind::Date => "日期",
        FieldKind::Boolean => "是或否",
        FieldKind::Choice => "选一项",
        FieldKind::Choices | FieldKind::Checklist => "可选几项",
        FieldKind::Party | FieldKind::BankAccount | FieldKind::Table => "",
    }
}

fn how(table: &Field, column: &Field) -> String {
    let entry = &column.entry;
    let mut parts: Vec<String> = entry.hint.iter().cloned().collect();
    let labels: Vec<&str> = entry.options.iter().map(|option| option.label.as_str()).collect();
    parts.extend(match column.kind() {
        FieldKind::Text | FieldKind::LongText => Some(format!("不超过{}字。", column.max_length())),
        FieldKind::Date => Some("例如2026-03-27。".to_owned()),
        FieldKind::Percent => Some("例如5.5%。".to_owned()),
        FieldKind::Choice => Some(format!("从列表中选：{}。", labels.join("、"))),
        FieldKind::Choices | FieldKind::Checklist => {
            Some(format!("可填几项，用顿号隔开：{}。", labels.join("、")))
        }
        _ => None,
    });
    parts.extend(match (&entry.min, &entry.max) {
        (Some(min), Some(max)) => Some(format!("在{min}至{max}之间。")),
        (Some(min), None) => Some(format!("不小于{min}。")),
        (None, Some(max)) => Some(format!("不大于{max}。")),
        (None, None) => None,
    });
    let others: Vec<&str> = column
        .unique_with()
        .into_iter()
        .skip(1)
        .map(|key| table.column(key).map_or(key, Field::label))
        .collect();
    if !others.is_empty() {
        parts.push(format!("同一{}内不得重复。", others.join("、")));
    } else if !column.unique_with().is_empty() {
        parts.push("不得重复。".to_owned());
    }
    parts.concat()
}

fn basis(table: &Field, column: &Field, about: &About<'_>) -> String {
    let articles =
        if column.entry.articles.is_empty() { &table.entry.articles } else { &column.entry.articles };
    cited(articles, about)
}

/// `罗府办规〔2022〕4号第12、18条`.
pub(super) fn cited(articles: &[u32], about: &About<'_>) -> String {
    if articles.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = articles.iter().map(u32::to_string).collect();
    format!("{}第{}条", about.procedure.number(), numbers.join("、"))
}

/// What can be chosen in each column; each list is a column of a hidden sheet.
pub(super) struct Lists(Vec<Vec<String>>);

impl Lists {
    pub fn of(columns: &[&Field]) -> Self {
        let list = |column: &&Field| match column.kind() {
            FieldKind::Choice => column.entry.options.iter().map(|option| option.label.clone()).collect(),
            FieldKind::Boolean => vec!["是".to_owned(), "否".to_owned()],
            _ => Vec::new(),
        };
        Self(columns.iter().map(list).collect())
    }

    /// Where the list of a column stands.
    pub fn formula(&self, column: usize) -> Option<String> {
        let list = self.0.get(column).filter(|list| !list.is_empty())?;
        let letters = column_letters(column);
        Some(format!("='{LISTS}'!${letters}$1:${letters}${}", list.len()))
    }

    pub fn write(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        if self.0.iter().all(Vec::is_empty) {
            return Ok(());
        }
        let sheet = workbook.add_worksheet();
        sheet.set_name(LISTS)?.set_hidden(true);
        for (column, list) in (0..).zip(&self.0) {
            for (row, label) in (0..).zip(list) {
                sheet.write_string(row, column, label)?;
            }
        }
        Ok(())
    }
}
