//! Our side of `cargo xtask bench`: lays down what the peers are to set as well, and prints one line a measurement: name,
//! median in microseconds, bytes written.
//!
//! Arguments: the folder for what the peers need, and how often each thing is done. With a third, only what begins with
//! it is measured; `memory-1000` is one long table alone, made once, and prints the greatest memory of the process.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use export::dossier::{Format, Order, Workshop};
use procedure::assessment::assess;
use tests::measure::{Measuring, contract, long_table, peak_memory, units};
use tests::{case, flats, paper};

/// As many as the largest operator has, several times over.
const FLATS: usize = 10_000;
/// Rows of the long tables.
const ROWS: [usize; 2] = [1_000, 5_000];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context("a folder")?);
    let times: usize = arguments.next().context("a number of times")?.parse()?;
    let measuring = Measuring { times, only: arguments.next().unwrap_or_default() };
    if let Some(rows) = measuring.only.strip_prefix("memory-") {
        let rows = rows.parse()?;
        let document = long_table::document(rows);
        let bytes = export::pdf(&document, paper::style(), paper::fonts())?.len();
        ensure!(bytes > 0, "nothing was written");
        println!("memory-{rows}\t0\t{}", peak_memory()?);
        return Ok(());
    }
    let library = case::library();
    let donation = library.procedure("donation").context("no procedure donation")?;
    let sample = donation.examples.get("sample").context("no example sample")?;
    let case = case::of(donation, sample)?;
    measuring.measure("assess", || Ok(assess(library, donation, &case, sample.today).findings.len()))?;

    let papers = paper::of_example(donation, sample)?;
    contract::lay_set(&folder, &papers)?;
    let order = Order {
        documents: Vec::new(),
        formats: vec![Format::Docx, Format::Pdf],
        finals: true,
        partial: false,
        fingerprint: None,
        name_bytes: document::NAME_BYTES,
    };
    let workshop = Workshop { library, style: paper::style(), fonts: Some(paper::fonts()) };
    measuring.measure("set", || {
        let made = workshop.make(donation, &case, sample.today, &order, |_, _, _| true)?;
        Ok(made.files.iter().map(|file| file.bytes.len()).sum())
    })?;

    let contract = contract::of_pages(papers)?;
    contract::lay(&folder, &contract)?;
    measuring.measure("contract.docx", || Ok(export::docx(&contract, paper::style())?.len()))?;
    measuring
        .measure("contract.pdf", || Ok(export::pdf(&contract, paper::style(), paper::fonts())?.len()))?;

    for rows in ROWS {
        let document = long_table::document(rows);
        long_table::lay(&folder, rows)?;
        measuring
            .measure(&format!("table-{rows}.docx"), || Ok(export::docx(&document, paper::style())?.len()))?;
        measuring.measure(&format!("table-{rows}.pdf"), || {
            Ok(export::pdf(&document, paper::style(), paper::fonts())?.len())
        })?;
    }

    let workbook = flats::workbook(FLATS)?;
    std::fs::write(folder.join("flats.xlsx"), &workbook)?;
    measuring.measure("import", || {
        let rows = flats::import(workbook.clone())?;
        ensure!(rows == FLATS, "{rows} rows were read");
        Ok(workbook.len())
    })?;
    units::measure_all(&measuring)
}
