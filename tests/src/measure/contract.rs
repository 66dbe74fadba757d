//! A contract of thirty pages, and the whole set of a case, as trees and as the peers take them.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use document::inline_text;
use document::tree::{Block, Cell, Document};
use serde_json::{Value as Json, json};

use crate::paper;

/// As long as contracts of this kind are.
const PAGES: usize = 30;

/// The sample's agreement, its text repeated until it fills the pages.
///
/// # Errors
/// There is no such paper, or it cannot be set.
pub fn of_pages(papers: Vec<(String, Document)>) -> Result<Document> {
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

/// Lays the contract down for the peers, as `contract.json`.
///
/// # Errors
/// The file cannot be written.
pub fn lay(folder: &Path, contract: &Document) -> Result<()> {
    std::fs::write(folder.join("contract.json"), serde_json::to_string(&blocks(contract))?)?;
    Ok(())
}

/// Lays every paper of a set down for the peers, as `set.json`: a list of papers, each a list of blocks.
///
/// # Errors
/// The file cannot be written.
pub fn lay_set(folder: &Path, papers: &[(String, Document)]) -> Result<()> {
    let papers: Vec<Vec<Json>> = papers.iter().map(|(_, document)| blocks(document)).collect();
    std::fs::write(folder.join("set.json"), serde_json::to_string(&papers)?)?;
    Ok(())
}

/// A paper as peers take it: paragraphs with a kind, tables as rows of texts.
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
                let texts =
                    |row: &Vec<Cell>| row.iter().map(|cell| inline_text(&cell.text)).collect::<Vec<_>>();
                Some(json!({ "kind": "table", "rows": rows.map(texts).collect::<Vec<_>>() }))
            }
            Block::Signatures { .. } | Block::Chart(_) | Block::PageBreak => None,
        })
        .collect()
}
