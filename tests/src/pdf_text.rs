//! Text taken back out of a PDF by poppler's pdftotext, and what a page has besides the paper's own text.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use document::tree::{Block, Document};
use document::{inline_text, plain_text};

use crate::text::{parting, squeeze};

/// Lines of a PDF in the order in which they were drawn, without white space; empty ones are left out.
///
/// # Errors
/// pdftotext is not there or can't read the file.
pub fn lines(pdf: &Path) -> Result<Vec<String>> {
    let output = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(pdf)
        .arg("-")
        .output()
        .context("pdftotext (package poppler-utils)")?;
    if !output.status.success() {
        bail!("pdftotext: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8(output.stdout).context("pdftotext answers UTF-8")?;
    Ok(text.split(['\n', '\x0c']).map(squeeze).filter(|line| !line.is_empty()).collect())
}

/// Holds the lines of a PDF against the paper's text: every character of the paper must be there in its order, and
/// what is there besides may only be what belongs to pages: header, footer, table of contents, repeated table heads.
///
/// # Errors
/// Where the texts part, and the lines found there.
pub fn matches(document: &Document, lines: &[String]) -> Result<()> {
    let wanted = squeeze(&plain_text(document));
    let (furniture, heads) = (furniture(document), heads(document));
    let fingerprint = document.fingerprint.as_deref().map(squeeze).unwrap_or_default();
    let mut rest = wanted.as_str();
    for line in lines {
        // First of all, because a paper's own next words may begin with the mark (草稿附页).
        if is_mark(line.trim_end_matches(&fingerprint)) {
            continue;
        }
        if let Some(after) = rest.strip_prefix(line.as_str()) {
            rest = after;
        } else if !is_furniture(line, &furniture) && !heads.iter().any(|head| head.contains(line.as_str())) {
            let done = wanted.len() - rest.len();
            bail!("{}\nline: {line}", parting(&wanted, &format!("{}{line}", &wanted[..done])));
        }
    }
    if !rest.is_empty() {
        bail!("the PDF ends before: {}", rest.chars().take(60).collect::<String>());
    }
    Ok(())
}

/// Texts of lines that pages repeat.
fn furniture(document: &Document) -> BTreeSet<String> {
    let mut furniture = BTreeSet::from([squeeze("目录"), squeeze(&document.title)]);
    for block in &document.blocks {
        match block {
            Block::Heading { number, text, .. } => {
                furniture.insert(squeeze(&format!("{number}{}", inline_text(text))));
            }
            Block::Annex { number, title, .. } => {
                furniture.insert(squeeze(&format!("{number}{}", inline_text(title))));
            }
            _ => {}
        }
    }
    furniture
}

/// Heads of the tables, which a page repeats in pieces where their cells wrap.
fn heads(document: &Document) -> BTreeSet<String> {
    let head = |block: &Block| match block {
        Block::Table(table) => {
            Some(squeeze(&table.header.iter().map(|cell| inline_text(&cell.text)).collect::<String>()))
        }
        _ => None,
    };
    document.blocks.iter().filter_map(head).collect()
}

/// What stands on a page besides the paper: the mark of a draft, `—2—`, `第2页`, nothing before a fingerprint.
fn is_mark(line: &str) -> bool {
    let between = |open: char, close: char| line.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    line.is_empty()
        || line == "草稿"
        || between('—', '—').is_some_and(is_number)
        || between('第', '页').is_some_and(|text| text.split("页共").all(is_number))
}

/// A known text, alone or with leaders and a page number, as in a table of contents.
fn is_furniture(line: &str, furniture: &BTreeSet<String>) -> bool {
    let bare = line.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['.', '…', '·']);
    furniture.contains(line) || furniture.contains(bare)
}
