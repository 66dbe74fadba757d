//! Writes the test papers as DOCX, PDF and HTML into a folder, to look at: `cargo run --example samples -- <folder>`.
#![allow(clippy::unwrap_used, reason = "a tool for looking, not shipped")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::PathBuf;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder to write into"));
    std::fs::create_dir_all(&folder).unwrap();
    let (style, fonts) = (common::style(), common::fonts());
    let mut draft = common::official();
    draft.draft = true;
    let papers = [
        ("contract", common::contract()),
        ("official", common::official()),
        ("draft", draft),
        ("table", common::long_table(120)),
    ];
    for (name, document) in papers {
        std::fs::write(folder.join(format!("{name}.html")), export::html(&document)).unwrap();
        std::fs::write(folder.join(format!("{name}.docx")), export::docx(&document, &style).unwrap())
            .unwrap();
        let pdf = export::pdf_noted(&document, &style, &fonts).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), &pdf.bytes).unwrap();
        println!("{name}: {} pages, {} bytes", pdf.pages, pdf.bytes.len());
        for note in pdf.notes() {
            println!("  {note}");
        }
    }
}
