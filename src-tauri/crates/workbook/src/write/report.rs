//! The problems of an import as a workbook, for whoever keeps the spreadsheet.

use procedure::template::Field;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::{About, look, properties, refused};
use crate::error::WorkbookError;
use crate::read::{Differences, Problem, Severity};

/// Row, column, value, reason and article of each problem; on a second sheet what is read as something else than it
/// shows.
///
/// # Errors
/// As [`super::export`].
pub fn report(
    table: &Field,
    problems: &[Problem],
    differences: &[Differences],
    about: &About<'_>,
) -> Result<Vec<u8>, WorkbookError> {
    make(table, problems, differences, about).map_err(|error| refused(&error))
}

fn make(
    table: &Field,
    problems: &[Problem],
    differences: &[Differences],
    about: &About<'_>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    properties(&mut workbook, table, about)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name("导入问题")?;
    let headings = [
        ("工作表", 14),
        ("行", 8),
        ("列", 8),
        ("名称", 18),
        ("填写的内容", 24),
        ("处理", 12),
        ("原因和改法", 64),
        ("依据", 28),
    ];
    for (at, (heading, width)) in (0..).zip(headings) {
        sheet.write_string_with_format(0, at, heading, &look::header())?.set_column_width(at, width)?;
    }
    let words = look::words();
    for (row, problem) in (1..).zip(problems) {
        let outcome = match problem.severity {
            Severity::Error => "没有导入",
            Severity::Warning => "请核对",
        };
        sheet.write_string_with_format(row, 0, &problem.sheet, &words)?;
        sheet.write_number_with_format(row, 1, problem.row, &words)?;
        let basis = super::explanation::cited(&problem.articles, about);
        let texts = [
            problem.column.as_str(),
            problem.label.as_str(),
            problem.value.as_str(),
            outcome,
            problem.reason.as_str(),
            basis.as_str(),
        ];
        for (at, text) in (2..).zip(texts) {
            sheet.write_string_with_format(row, at, text, &words)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    if !differences.is_empty() {
        read_otherwise(workbook.add_worksheet(), differences)?;
    }
    workbook.save_to_buffer()
}

fn read_otherwise(sheet: &mut Worksheet, differences: &[Differences]) -> Result<(), XlsxError> {
    sheet.set_name("读入与原样不同")?;
    for (at, (heading, width)) in
        (0..).zip([("工作表", 14), ("行", 8), ("列", 8), ("名称", 18), ("格里显示的", 28), ("读作", 28)])
    {
        sheet.write_string_with_format(0, at, heading, &look::header())?.set_column_width(at, width)?;
    }
    let words = look::words();
    let all = differences.iter().flat_map(|column| column.examples.iter().map(move |one| (column, one)));
    for (row, (column, one)) in (1..).zip(all) {
        sheet.write_string_with_format(row, 0, &column.sheet, &words)?;
        sheet.write_number_with_format(row, 1, one.row, &words)?;
        for (at, text) in (2..).zip([&column.column, &column.label, &one.shown, &one.read]) {
            sheet.write_string_with_format(row, at, text, &words)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}
