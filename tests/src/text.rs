//! Text taken back out of HTML and DOCX, and white space set aside.

use std::io::{Cursor, Read as _};

use anyhow::{Context, Result, bail};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Text without any white space: where lines break is the writers' business.
#[must_use]
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')).collect()
}

/// Where two texts part, with a little of either side.
#[must_use]
pub fn parting(wanted: &str, found: &str) -> String {
    let (wanted, found): (Vec<char>, Vec<char>) = (wanted.chars().collect(), found.chars().collect());
    let at = wanted.iter().zip(&found).position(|(a, b)| a != b).unwrap_or(wanted.len().min(found.len()));
    let near =
        |text: &[char]| text[at.saturating_sub(20)..text.len().min(at + 40)].iter().collect::<String>();
    format!("at character {at} of {}: wanted …{}…, found …{}…", wanted.len(), near(&wanted), near(&found))
}

/// A part of a package such as DOCX.
///
/// # Errors
/// Not a ZIP, no such part, or not text.
pub fn part(bytes: &[u8], name: &str) -> Result<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut text = String::new();
    archive.by_name(name).with_context(|| format!("no part {name}"))?.read_to_string(&mut text)?;
    Ok(text)
}

/// Text of a Word file's body in reading order. The table of contents is left out: it is a field, which Word fills.
///
/// # Errors
/// The file is not what Word reads.
pub fn of_docx(bytes: &[u8]) -> Result<String> {
    let document = part(bytes, "word/document.xml")?;
    let mut reader = Reader::from_str(&document);
    let (mut out, mut paragraph) = (String::new(), String::new());
    let (mut in_text, mut contents) = (false, false);
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "w:pStyle" => {
                let style =
                    tag.attributes().flatten().next().map(|a| a.value.into_owned()).unwrap_or_default();
                contents = style.starts_with("TOC");
            }
            Event::Start(tag) if tag.name().as_ref() == "w:p" => {
                paragraph.clear();
                contents = false;
            }
            Event::Start(tag) if tag.name().as_ref() == "w:t" => in_text = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => in_text = false,
            Event::End(tag) if tag.name().as_ref() == "w:p" && !contents => {
                out.push_str(&paragraph);
                out.push('\n');
            }
            Event::Text(text) if in_text => paragraph.push_str(&text),
            Event::GeneralRef(name) if in_text => paragraph.push(reference(&name)?),
            Event::Eof => return Ok(out),
            _ => {}
        }
    }
}

/// Tables of a Word file in reading order: rows of cells, each its text without white space.
///
/// # Errors
/// The file is not what Word reads.
pub fn tables_of_docx(bytes: &[u8]) -> Result<Vec<Vec<Vec<String>>>> {
    let document = part(bytes, "word/document.xml")?;
    let mut reader = Reader::from_str(&document);
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let (mut in_cell, mut in_text) = (false, false);
    loop {
        let event = reader.read_event()?;
        let row = tables.last_mut().and_then(|table| table.last_mut());
        match event {
            Event::Start(tag) => match tag.name().as_ref() {
                "w:tbl" => tables.push(Vec::new()),
                "w:tr" => tables.last_mut().context("a row outside a table")?.push(Vec::new()),
                "w:tc" => {
                    row.context("a cell outside a row")?.push(String::new());
                    in_cell = true;
                }
                "w:t" => in_text = true,
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "w:tc" => in_cell = false,
                "w:t" => in_text = false,
                _ => {}
            },
            Event::Text(text) if in_text && in_cell => {
                row.and_then(|row| row.last_mut()).context("text outside a cell")?.push_str(&squeeze(&text));
            }
            Event::GeneralRef(name) if in_text && in_cell => {
                row.and_then(|row| row.last_mut()).context("text outside a cell")?.push(reference(&name)?);
            }
            Event::Eof => return Ok(tables),
            _ => {}
        }
    }
}

/// Text of an HTML fragment in reading order. A chart is left out with its data table: the words of a picture are no text
/// of the paper, its caption and its summary follow as paragraphs.
///
/// # Errors
/// The fragment is not well-formed, which ours always is.
pub fn of_html(html: &str) -> Result<String> {
    let mut reader = Reader::from_str(html);
    reader.config_mut().check_end_names = false;
    let mut out = String::new();
    let mut in_figure = false;
    loop {
        match reader.read_event()? {
            Event::Start(tag) if tag.name().as_ref() == "figure" => in_figure = true,
            Event::End(tag) if tag.name().as_ref() == "figure" => in_figure = false,
            Event::Text(text) if !in_figure => out.push_str(&text),
            Event::GeneralRef(name) if !in_figure => out.push(reference(&name)?),
            Event::Eof => return Ok(out),
            _ => {}
        }
    }
}

fn reference(name: &str) -> Result<char> {
    Ok(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        number => {
            let code = match number.strip_prefix("#x") {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.strip_prefix('#').and_then(|decimal| decimal.parse().ok()),
            };
            match code.and_then(char::from_u32) {
                Some(character) => character,
                None => bail!("unexpected reference &{name};"),
            }
        }
    })
}
