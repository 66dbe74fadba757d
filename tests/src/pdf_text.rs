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
    let furniture = furniture(document);
    let mut rest = wanted.as_str();
    for line in lines {
        if let Some(after) = rest.strip_prefix(line.as_str()) {
            rest = after;
        } else if !is_furniture(line, &furniture) {
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
    let mut furniture: BTreeSet<String> =
        ["目录", "草稿", "草　稿"].into_iter().map(squeeze).collect();
    furniture.insert(squeeze(&document.title));
    furniture.extend(document.fingerprint.as_deref().map(squeeze));
    for block in &document.blocks {
        match block {
            Block::Heading { number, text, .. } => {
                furniture.insert(squeeze(&format!("{number}{}", inline_text(text))));
            }
            Block::Annex { number, title, .. } => {
                furniture.insert(squeeze(&format!("{number}{}", inline_text(title))));
            }
            Block::Table(table) => {
                furniture.insert(squeeze(&table.header.iter().map(|cell| inline_text(&cell.text)).collect::<String>()));
                furniture.extend(table.header.iter().map(|cell| squeeze(&inline_text(&cell.text))));
            }
            _ => {}
        }
    }
    furniture
}

/// A known text, alone or with leaders and a page number, as in a table of contents; or a page number alone.
fn is_furniture(line: &str, furniture: &BTreeSet<String>) -> bool {
    let leader = |c: char| matches!(c, '.' | '…' | '·' | '—' | '-' | '－' | '第' | '页' | '共' | '/') || c.is_ascii_digit();
    let bare = line.trim_matches(leader);
    furniture.contains(line) || furniture.contains(bare) || line.chars().all(leader)
}
