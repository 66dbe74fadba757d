//! Our side of `cargo xtask bench`: writes the contract that the peers set as well, and one line a measurement:
//! name, median in microseconds, bytes written.
//!
//! Arguments: the folder for the contract, and how often each thing is done.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use document::inline_text;
use document::tree::{Block, Document};
use export::dossier::{Format, Order, Workshop};
use procedure::assessment::assess;
use serde_json::{Value as Json, json};
use tests::{case, flats, paper};

/// As long as contracts of this kind are.
const PAGES: usize = 30;
/// As many as the largest operator has, several times over.
const FLATS: usize = 10_000;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context("a folder")?);
    let times: usize = arguments.next().context("a number of times")?.parse()?;
    let library = case::library();
    let procedure = library.procedure("donation").context("no procedure donation")?;
    let sample = procedure.examples.get("sample").context("no example sample")?;
    let case = case::of(procedure, sample)?;

    let contract = contract(paper::of_example(procedure, sample)?)?;
    std::fs::write(folder.join("contract.json"), serde_json::to_string(&blocks(&contract))?)?;

    measure("assess", times, || Ok(assess(library, procedure, &case, sample.today).findings.len()))?;
    measure("contract.docx", times, || Ok(export::docx(&contract, paper::style())?.len()))?;
    measure("contract.pdf", times, || Ok(export::pdf(&contract, paper::style(), paper::fonts())?.len()))?;
    let order = Order {
        documents: Vec::new(),
        formats: vec![Format::Docx, Format::Pdf],
        finals: true,
        fingerprint: None,
    };
    let workshop = Workshop { library, style: paper::style(), fonts: Some(paper::fonts()) };
    measure("set", times, || {
        let made = workshop.make(procedure, &case, sample.today, &order, |_, _, _| true)?;
        Ok(made.files.iter().map(|file| file.bytes.len()).sum())
    })?;

    let workbook = flats::workbook(FLATS)?;
    std::fs::write(folder.join("flats.xlsx"), &workbook)?;
    measure("import", times, || {
        let rows = flats::import(workbook.clone())?;
        ensure!(rows == FLATS, "{rows} rows were read");
        Ok(workbook.len())
    })
}

/// Once to warm up, then the median.
fn measure(name: &str, times: usize, mut work: impl FnMut() -> Result<usize>) -> Result<()> {
    let bytes = work()?;
    let mut taken: Vec<Duration> = Vec::with_capacity(times);
    for _ in 0..times {
        let started = Instant::now();
        std::hint::black_box(work()?);
        taken.push(started.elapsed());
    }
    taken.sort();
    println!("{name}\t{}\t{bytes}", taken[times / 2].as_micros());
    Ok(())
}

/// The sample's agreement, its text repeated until it fills the pages.
fn contract(papers: Vec<(String, Document)>) -> Result<Document> {
    let found = papers.into_iter().find(|(name, _)| name == "donation-agreement");
    let (_, mut contract) = found.context("the sample has no donation-agreement")?;
    contract.contents_table = false;
    let once: Vec<Block> = contract
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Paragraph { .. } | Block::Item { .. } | Block::Table(_)))
        .cloned()
        .collect();
    ensure!(!once.is_empty(), "the agreement has no text");
    // About a page at a time: setting the whole paper again for each block would take minutes.
    while export::pdf_noted(&contract, paper::style(), paper::fonts())?.pages < PAGES {
        contract.blocks.extend(once.iter().take(12).cloned());
    }
    Ok(contract)
}

/// The contract as peers take it: paragraphs with a kind, tables as rows of texts.
fn blocks(document: &Document) -> Vec<Json> {
    let paragraph = |kind: &str, text: String| json!({ "kind": kind, "text": text });
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Cover { title, .. } | Block::Title { text: title } => {
                Some(paragraph("title", inline_text(title)))
            }
            Block::Heading { number, text, .. } => {
                Some(paragraph("heading", format!("{number}　{}", inline_text(text))))
            }
            Block::Paragraph { text, .. } => Some(paragraph("body", inline_text(text))),
            Block::Item { marker, text, .. } => {
                Some(paragraph("body", format!("{marker}{}", inline_text(text))))
            }
            Block::Annex { number, title, .. } => {
                Some(paragraph("heading", format!("{number}　{}", inline_text(title))))
            }
            Block::Table(table) => {
                let rows =
                    std::iter::once(&table.header).filter(|header| !header.is_empty()).chain(&table.rows);
                let texts = |row: &Vec<document::tree::Cell>| {
                    row.iter().map(|cell| inline_text(&cell.text)).collect::<Vec<_>>()
                };
                Some(json!({ "kind": "table", "rows": rows.map(texts).collect::<Vec<_>>() }))
            }
            Block::Signatures { .. } | Block::Chart(_) | Block::PageBreak => None,
        })
        .collect()
}
