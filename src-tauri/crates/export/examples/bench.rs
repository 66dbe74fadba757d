//! Median times of the writers: `cargo run --release -p export --example bench`.
#![allow(clippy::unwrap_used, clippy::float_arithmetic, reason = "a tool for measuring, not shipped")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

/// One thing to measure; gives the size of what it made.
type Work<'a> = Box<dyn FnMut() -> usize + 'a>;

fn median(rounds: usize, mut work: impl FnMut() -> usize) -> (f64, usize) {
    let mut size = work();
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            size = work();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[rounds / 2], size)
}

fn main() {
    let (style, fonts) = (common::style(), common::fonts());
    let contract = common::contract();
    let table = common::long_table(1000);
    let pages = export::pdf_noted(&contract, &style, &fonts).unwrap().pages;
    println!("contract of {pages} pages, table of 8 columns and 1,000 rows; median of 11 in ms, bytes");
    let rows: [(&str, Work<'_>); 6] = [
        ("contract DOCX", Box::new(|| export::docx(&contract, &style).unwrap().len())),
        ("contract PDF", Box::new(|| export::pdf(&contract, &style, &fonts).unwrap().len())),
        ("contract HTML", Box::new(|| export::html(&contract).len())),
        ("table DOCX", Box::new(|| export::docx(&table, &style).unwrap().len())),
        ("table PDF", Box::new(|| export::pdf(&table, &style, &fonts).unwrap().len())),
        ("table HTML", Box::new(|| export::html(&table).len())),
    ];
    for (name, work) in rows {
        let (time, size) = median(11, work);
        println!("{name:<14} {time:>8.1} {size:>10}");
    }
}
