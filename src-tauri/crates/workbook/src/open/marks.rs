//! What the reader of .xlsx cells does not tell: hidden rows and columns, merged cells, notes, number formats, formulas
//! whose result was not stored.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::format;
use super::package::{Archive, part, position, refused};
use crate::error::WorkbookError;
use crate::limit::MOST_COLUMNS;
use crate::sheet::{Area, Remark};

#[derive(Default)]
pub(super) struct Marks {
    pub hidden: HashSet<u32>,
    pub hidden_columns: BTreeSet<usize>,
    pub merged: Vec<Area>,
    /// Row from 1 and column from 0 of formulas without a result.
    pub unsolved: HashSet<(u32, usize)>,
    pub notes: Vec<Remark>,
}

/// Most marks of a kind; a file with more is not one that a person made.
const MOST: usize = 100_000;
/// Most merged cells; each is compared with the cells of the header.
pub(super) const MOST_MERGED: usize = 20_000;
/// Most notes, and most letters of one.
const MOST_NOTES: usize = 2_000;
const LONGEST_NOTE: usize = 2_000;

pub(super) fn read(archive: &mut Archive<'_>, sheet: &str) -> Result<Marks, WorkbookError> {
    let lost = || WorkbookError::corrupt(format!("找不到工作表“{sheet}”的内容"));
    let path = path(archive, sheet)?.ok_or_else(lost)?;
    let index = position(archive, &path).ok_or_else(lost)?;
    let part = archive.by_index(index).map_err(refused)?;
    let mut marks = scan(std::io::BufReader::with_capacity(64 << 10, part), sheet)?;
    marks.notes = notes(archive, &path)?;
    Ok(marks)
}

fn scan(source: impl BufRead, sheet: &str) -> Result<Marks, WorkbookError> {
    let mut marks = Marks::default();
    let mut reader = Reader::from_reader(source);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::with_capacity(1024);
    let (mut row, mut formula, mut value, mut inside) = (0, false, false, false);
    // Attributes of the cell that is open: its place is worked out for formulas only.
    let mut cell = String::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(WorkbookError::corrupt)?;
        let (start, empty) = match &event {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(end) => {
                match end.local_name().as_ref() {
                    "v" => inside = false,
                    "c" if formula && !value => {
                        full(marks.unsolved.len(), MOST, sheet, "没有结果的公式")?;
                        marks.unsolved.extend(place(&cell));
                    }
                    _ => {}
                }
                continue;
            }
            // An empty <v> is a result only of a formula that comes to a text.
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                value |= inside;
                continue;
            }
            Event::Eof => return Ok(marks),
            _ => continue,
        };
        match start.local_name().as_ref() {
            "row" => {
                formula = false;
                row = attribute(start, "r").and_then(|number| number.parse().ok()).unwrap_or(row + 1);
                if is_set(start, "hidden") {
                    full(marks.hidden.len(), MOST, sheet, "隐藏的行")?;
                    marks.hidden.insert(row);
                }
            }
            "col" if is_set(start, "hidden") => {
                let number = |name| attribute(start, name).and_then(|text| text.parse::<usize>().ok());
                let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or(0));
                marks.hidden_columns.extend(first.max(1) - 1..last.min(MOST_COLUMNS));
            }
            "c" if !empty => {
                (formula, value, inside) = (false, attribute(start, "t").as_deref() == Some("str"), false);
                cell.clear();
                cell.push_str(start.attributes_raw());
            }
            "f" => formula = true,
            "v" => inside = !empty,
            "is" => value = true,
            "mergeCell" => {
                full(marks.merged.len(), MOST_MERGED, sheet, "合并单元格")?;
                marks.merged.extend(attribute(start, "ref").as_deref().and_then(area));
            }
            _ => {}
        }
    }
}

fn is_set(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|flag| flag == "1" || flag == "true")
}

/// Refuses what would be one too many.
pub(super) fn full(count: usize, most: usize, sheet: &str, what: &str) -> Result<(), WorkbookError> {
    if count < most {
        return Ok(());
    }
    let message =
        format!("工作表“{sheet}”里{what}超过 {most} 处，没有读取；请把要导入的内容复制到新的表格再试");
    Err(WorkbookError::too_large(message))
}

/// The number format of each cell style (`cellXfs`), by the order in the file; none where it shows a number as it is.
pub(super) fn formats(archive: &mut Archive<'_>) -> Result<Vec<Option<String>>, WorkbookError> {
    let Some(folder) = folder(archive) else { return Ok(Vec::new()) };
    let Some(styles) = part(archive, &format!("{folder}styles.xml"))? else { return Ok(Vec::new()) };
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut formats = Vec::new();
    let mut cells = false;
    let id = |start: &BytesStart<'_>| attribute(start, "numFmtId").and_then(|id| id.parse::<u32>().ok());
    each(&styles, |start| match start.local_name().as_ref() {
        "numFmt" => codes.extend(id(start).zip(attribute(start, "formatCode"))),
        "cellXfs" => cells = true,
        "cellStyles" | "cellStyleXfs" | "dxfs" => cells = false,
        "xf" if cells => formats.push(id(start)),
        _ => {}
    })?;
    let code = |id: u32| codes.get(&id).cloned().or_else(|| format::builtin(id).map(str::to_owned));
    Ok(formats.into_iter().map(|id| id.and_then(code)).collect())
}

/// Notes pinned to the cells of a sheet.
fn notes(archive: &mut Archive<'_>, sheet: &str) -> Result<Vec<Remark>, WorkbookError> {
    let (folder, file) = sheet.rsplit_once('/').unwrap_or(("", sheet));
    let Some(relations) = part(archive, &format!("{folder}/_rels/{file}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut target = None;
    each(&relations, |start| {
        if attribute(start, "Type").is_some_and(|kind| kind.ends_with("/comments")) {
            target = attribute(start, "Target");
        }
    })?;
    let Some(target) = target else { return Ok(Vec::new()) };
    let Some(comments) = part(archive, &joined(folder, &target))? else { return Ok(Vec::new()) };
    let mut reader = Reader::from_reader(comments.as_slice());
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut notes: Vec<Remark> = Vec::new();
    let mut text = false;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(WorkbookError::corrupt)? {
            Event::Start(start) if start.local_name().as_ref() == "comment" => {
                let place = attribute(&start, "ref").as_deref().and_then(reference);
                let (row, column) = place.unwrap_or_default();
                notes.push(Remark { row, column, text: String::new() });
            }
            Event::Start(start) => text = start.local_name().as_ref() == "t",
            Event::End(_) => text = false,
            Event::Text(words) if text => {
                if let Some(note) = notes.last_mut()
                    && note.text.len() < LONGEST_NOTE
                {
                    note.text.push_str(&words.xml10_content());
                }
            }
            Event::Eof => return Ok(notes),
            _ => {}
        }
        if notes.len() > MOST_NOTES {
            return Ok(notes);
        }
    }
}

/// A target of a relation as the name of a part: `../comments1.xml` from `xl/worksheets` is `xl/comments1.xml`.
fn joined(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The folder of the workbook, mostly `xl/`.
fn folder(archive: &Archive<'_>) -> Option<String> {
    let names = archive.file_names().filter_map(|name| Some(name.ok()?.replace('\\', "/")));
    let file = names.into_iter().find(|name| name.to_ascii_lowercase().ends_with("workbook.xml"))?;
    Some(file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/")))
}

/// The place in the raw attributes of a cell.
fn place(attributes: &str) -> Option<(u32, usize)> {
    let (_, after) = attributes.split_once(" r=")?;
    let quote = after.chars().next()?;
    reference(after[1..].split(quote).next()?)
}

/// The part in which a sheet lies, by way of the workbook's list and its relations.
fn path(archive: &mut Archive<'_>, sheet: &str) -> Result<Option<String>, WorkbookError> {
    let Some(folder) = folder(archive) else { return Ok(None) };
    let Some(workbook) = part(archive, &format!("{folder}workbook.xml"))? else { return Ok(None) };
    let Some(relations) = part(archive, &format!("{folder}_rels/workbook.xml.rels"))? else {
        return Ok(None);
    };
    let mut ids: HashMap<String, String> = HashMap::new();
    each(&workbook, |start| {
        if start.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(start, "name"), attribute(start, "id"))
        {
            ids.insert(name, id);
        }
    })?;
    let Some(id) = ids.get(sheet) else { return Ok(None) };
    let mut target = None;
    each(&relations, |start| {
        if start.local_name().as_ref() == "Relationship" && attribute(start, "Id").as_ref() == Some(id) {
            target = attribute(start, "Target");
        }
    })?;
    Ok(target.map(|target| joined(&folder, &target)))
}

fn each(xml: &[u8], mut tell: impl FnMut(&BytesStart<'_>)) -> Result<(), WorkbookError> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(WorkbookError::corrupt)? {
            Event::Start(start) | Event::Empty(start) => tell(&start),
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
