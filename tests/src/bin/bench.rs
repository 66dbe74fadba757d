//! Our side of `cargo xtask bench`: lays down what the peers are to set as well, and prints one line a measurement: name,
//! median in microseconds, bytes written.
//!
//! Arguments: the folder for what the peers need, and how often each thing is done. With a third, the name of one long
//! table (`table-1000`), only its PDF is made, once, and the greatest memory of the process printed.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use export::dossier::{Format, Order, Workshop};
use procedure::assessment::assess;
use tests::measure::{contract, long_table, measure, peak_memory, units};
use tests::{case, flats, paper};

/// As many as the largest operator has, several times over.
const FLATS: usize = 10_000;
/// Rows of the long tables.
const ROWS: [usize; 2] = [1_000, 5_000];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context("a folder")?);
    let times: usize = arguments.next().context("a number of times")?.parse()?;
    if let Some(name) = arguments.next() {
        let rows = name.strip_prefix("table-").context("table-1000 or table-5000")?.parse()?;
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
    measure("assess", times, || Ok(assess(library, donation, &case, sample.today).findings.len()))?;

    let papers = paper::of_example(donation, sample)?;
    contract::lay_set(&folder, &papers)?;
    let order = Order {
        documents: Vec::new(),
        formats: vec![Format::Docx, Format::Pdf],
        finals: true,
        fingerprint: None,
    };
    let workshop = Workshop { library, style: paper::style(), fonts: Some(paper::fonts()) };
    measure("set", times, || {
        let made = workshop.make(donation, &case, sample.today, &order, |_, _, _| true)?;
        Ok(made.files.iter().map(|file| file.bytes.len()).sum())
    })?;

    let contract = contract::of_pages(papers)?;
    contract::lay(&folder, &contract)?;
    measure("contract.docx", times, || Ok(export::docx(&contract, paper::style())?.len()))?;
    measure("contract.pdf", times, || Ok(export::pdf(&contract, paper::style(), paper::fonts())?.len()))?;

    for rows in ROWS {
        let document = long_table::document(rows);
        long_table::lay(&folder, rows)?;
        measure(&format!("table-{rows}.docx"), times, || Ok(export::docx(&document, paper::style())?.len()))?;
        measure(&format!("table-{rows}.pdf"), times, || {
            Ok(export::pdf(&document, paper::style(), paper::fonts())?.len())
        })?;
    }

    let workbook = flats::workbook(FLATS)?;
    std::fs::write(folder.join("flats.xlsx"), &workbook)?;
    measure("import", times, || {
        let rows = flats::import(workbook.clone())?;
        ensure!(rows == FLATS, "{rows} rows were read");
        Ok(workbook.len())
    })?;
    units::measure_all(times)
}
