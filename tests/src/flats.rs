//! A list of flats, for measuring: a table of twelve columns in a procedure of its own, as a workbook and back.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use anyhow::{Context, Result, anyhow, ensure};
use chrono::NaiveDate;
use procedure::answer::{Record, Value, read_value};
use procedure::template::{Field, Folder, Library, Procedure};
use serde_json::json;
use workbook::{About, Book, Source};

const HEAD: &str = "slug = \"flats\"\ntitle = \"房源\"\nshort = \"房源\"\nregulation = \"办法\"\nnumber = \"测〔2026〕1号\"\n\
    in_force_from = 2026-01-01\nin_force_until = 2030-12-31\n[[stage]]\nid = \"first\"\ntitle = \"一\"\narticles = [1]\n";

static LIBRARY: LazyLock<Result<Library, String>> = LazyLock::new(|| {
    let mut folder = Folder::new();
    folder.insert("flats/procedure.toml", HEAD);
    folder.insert("flats/fields.toml", include_str!("../bench/flats.toml"));
    Library::load(&folder)
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
});

fn procedure() -> Result<&'static Arc<Procedure>> {
    let library = LIBRARY.as_ref().map_err(|mistakes| anyhow!("{mistakes}"))?;
    library.procedure("flats").context("no procedure flats")
}

fn table() -> Result<&'static Field> {
    procedure()?.field("units").context("no table units")
}

/// A workbook of so many flats.
///
/// # Errors
/// The rows are not answers of the table.
pub fn workbook(count: usize) -> Result<Vec<u8>> {
    let layouts = ["一房一厅", "两房一厅", "单间"];
    let row = |index: usize| {
        json!({
            "unit_no": format!("{:02}{:02}", index / 20 % 30 + 1, index % 20 + 1),
            "building": format!("{}栋", index / 600 + 1),
            "layout": layouts[index % 3],
            "area": format!("{}.{}", 25 + index % 60, index % 10),
            "orientation": if index.is_multiple_of(2) { "南" } else { "北" },
            "floor": index / 20 % 30 + 1,
            "unit_rent": format!("{}.50", 35 + index % 25),
            "property_fee": "3.90",
            "status": if index.is_multiple_of(4) { "vacant" } else { "let" },
            "tenant_from": format!("2026-{:02}-{:02}", index % 12 + 1, index % 28 + 1),
            "tenant_to": format!("2027-{:02}-{:02}", index % 12 + 1, index % 28 + 1),
            "returned_on": format!("2028-{:02}-{:02}", index % 12 + 1, index % 28 + 1),
        })
    };
    let table = table()?;
    let value = read_value(table, "units", &(0..count).map(row).collect::<serde_json::Value>());
    let Ok(Some(Value::Table(rows))) = value else { return Err(anyhow!("{value:?}")) };
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).context("a day")?;
    Ok(workbook::export(table, &rows, &About { procedure: procedure()?, today })?)
}

/// Reads it back with everything that is said about its cells; the number of rows.
///
/// # Errors
/// It cannot be read, or not all of it.
pub fn import(bytes: Vec<u8>) -> Result<usize> {
    let table = table()?;
    let mut book = Book::open(bytes)?;
    let source = Source::find(table, &mut book, None, &mut |_| true)?;
    let read = source.read(table, &[], &mut |_, _| true)?;
    ensure!(read.is_clean(), "{:?}", read.problems.first());
    let rows: BTreeMap<u32, &Record> = read.numbers.iter().copied().zip(&read.rows).collect();
    Ok(rows.len())
}
