//! Spreadsheets, as a person may offer them for a table.

use anyhow::{Context as _, Result};
use procedure::template::Field;
use workbook::{About, Book, Source};

use super::case_file::LIBRARY;

fn table() -> Option<&'static Field> {
    LIBRARY.as_ref()?.procedure("donation")?.field("escrow_deposits")
}

pub(super) fn run(data: &[u8]) {
    let Some(table) = table() else { panic!("the shipped templates have no such table") };
    let Ok(mut book) = Book::open(data.to_vec()) else { return };
    let Ok(source) = Source::find(table, &mut book, None, &mut |_| true) else { return };
    if let Ok(imported) = source.read(table, &[], &mut |_, _| true) {
        assert!(imported.rows.len() <= imported.read, "more rows than were read");
    }
}

pub(super) fn seeds() -> Result<Vec<Vec<u8>>> {
    let library = LIBRARY.as_ref().context("模板读不出来")?;
    let procedure = library.procedure("donation").context("没有捐建")?;
    let about = About { procedure, today: procedure.in_force_from };
    let blank = workbook::blank(table().context("没有表")?, &about)
        .map_err(|error| anyhow::anyhow!(error.message))?;
    let text = "到账日期,金额（元）,入账凭证号\n2026-09-30,\"1,500,000.00\",A-1\n2026-10-01,2万,\n合计,,\n";
    Ok(vec![blank, text.as_bytes().to_vec()])
}
