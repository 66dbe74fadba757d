//! What the reader of .xlsx cells does not tell: hidden rows, merged cells, formulas whose result was not stored.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::package::{Archive, part, position, refused};
use crate::error::WorkbookError;
use crate::sheet::Area;

#[derive(Default)]
pub(super) struct Marks {
    pub hidden: HashSet<u32>,
    pub merged: Vec<Area>,
    /// Row from 1 and column from 0 of formulas without a result.
    pub unsolved: HashSet<(u32, usize)>,
}

/// Most marks kept; a file with more is not one that a person made.
const MOST: usize = 200_000;

pub(super) fn read(archive: &mut Archive<'_>, sheet: &str) -> Result<Marks, WorkbookError> {
    let Some(path) = path(archive, sheet)? else { return Ok(Marks::default()) };
    let Some(index) = position(archive, &path) else { return Ok(Marks::default()) };
    let part = archive.by_index(index).map_err(refused)?;
    scan(std::io::BufReader::with_capacity(64 << 10, part))
}

fn scan(source: impl BufRead) -> Result<Marks, WorkbookError> {
    let mut marks = Marks::default();
    let mut reader = Reader::from_reader(source);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::with_capacity(1024);
    let (mut row, mut formula, mut value) = (0, false, false);
    // Attributes of the cell that is open: its place is worked out for formulas only.
    let mut cell = String::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(WorkbookError::corrupt)?;
        let (start, empty) = match &event {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(end) => {
                if formula && !value && end.local_name().as_ref() == "c" && marks.unsolved.len() < MOST {
                    marks.unsolved.extend(place(&cell));
                }
                continue;
            }
            Event::Eof => return Ok(marks),
            _ => continue,
        };
        match start.local_name().as_ref() {
            "row" => {
                formula = false;
                row = attribute(start, "r").and_then(|number| number.parse().ok()).unwrap_or(row + 1);
                if attribute(start, "hidden").is_some_and(|flag| flag == "1" || flag == "true")
                    && marks.hidden.len() < MOST
                {
                    marks.hidden.insert(row);
                }
            }
            "c" if !empty => {
                (formula, value) = (false, false);
                cell.clear();
                cell.push_str(start.attributes_raw());
            }
            "f" => formula = true,
            // Also an empty one: a formula may come to nothing.
            "v" | "is" => value = true,
            "mergeCell" if marks.merged.len() < MOST => {
                marks.merged.extend(attribute(start, "ref").as_deref().and_then(area));
            }
            _ => {}
        }
    }
}

/// The place in the raw attributes of a cell.
fn place(attributes: &str) -> Option<(u32, usize)> {
    let (_, after) = attributes.split_once(" r=")?;
    let quote = after.chars().next()?;
    reference(after[1..].split(quote).next()?)
}

/// The part in which a sheet lies, by way of the workbook's list and its relations.
fn path(archive: &mut Archive<'_>, sheet: &str) -> Result<Option<String>, WorkbookError> {
    let names = archive.file_names().filter_map(|name| name.ok().map(Cow::into_owned));
    let Some(file) = names.into_iter().find(|name| name.to_ascii_lowercase().ends_with("workbook.xml"))
    else {
        return Ok(None);
    };
    // Mostly `xl/`.
    let folder = file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let Some(workbook) = part(archive, &file)? else { return Ok(None) };
    let Some(relations) = part(archive, &format!("{folder}_rels/workbook.xml.rels"))? else {
        return Ok(None);
    };
    let mut ids: HashMap<String, String> = HashMap::new();
    each(&workbook, "sheet", |start| {
        if let (Some(name), Some(id)) = (attribute(start, "name"), attribute(start, "id")) {
            ids.insert(name, id);
        }
    })?;
    let Some(id) = ids.get(sheet) else { return Ok(None) };
    let mut target = None;
    each(&relations, "Relationship", |start| {
        if attribute(start, "Id").as_ref() == Some(id) {
            target = attribute(start, "Target");
        }
    })?;
    Ok(target.map(|target| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}{target}"),
    }))
}

fn each(xml: &[u8], name: &str, mut tell: impl FnMut(&BytesStart<'_>)) -> Result<(), WorkbookError> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(WorkbookError::corrupt)? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == name => tell(&start),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute by its local name.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|one| {
        let key = one.key.as_ref();
        key.rsplit(':').next() == Some(name)
    })?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}

/// `B3:D3`.
fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let ((top, left), (bottom, right)) = (reference(from)?, reference(to)?);
    Some(Area { top, bottom, left, right })
}

/// `B3` as row 3, column 1.
fn reference(text: &str) -> Option<(u32, usize)> {
    let letters = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = text[..letters]
        .bytes()
        .fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some((text[letters..].parse().ok()?, column - 1))
}
