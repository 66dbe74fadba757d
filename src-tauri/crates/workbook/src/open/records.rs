//! The records of an .xls before its reader sees them: how much it would hold, and what it does not tell.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::format;
use super::marks::{MOST_MERGED, full};
use crate::error::WorkbookError;
use crate::limit::{MOST_CHARACTERS, MOST_COLUMNS, MOST_GRID};

/// What the file says beside its cells.
#[derive(Default)]
pub(super) struct Records {
    pub from_1904: bool,
    /// By the order in the file.
    pub sheets: Vec<Marks>,
    /// Format number of each cell style.
    styles: Vec<u16>,
    /// Formats of the file's own.
    formats: HashMap<u16, String>,
}

/// What a sheet says beside its cells.
#[derive(Default)]
pub(super) struct Marks {
    pub hidden: HashSet<u32>,
    pub hidden_columns: BTreeSet<usize>,
    /// Style of each cell (row from 1, column from 0) whose format may show another figure.
    pub formats: HashMap<(u32, usize), u16>,
}

impl Records {
    /// The number format of a style.
    pub fn format(&self, style: u16) -> Option<&str> {
        let id = self.styles.get(usize::from(style))?;
        self.formats.get(id).map(String::as_str).or_else(|| format::builtin(u32::from(*id)))
    }
}

const FILE_PASS: u16 = 0x002f;
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const DATE_MODE: u16 = 0x0022;
const CONTINUE: u16 = 0x003c;
const COLUMN_INFO: u16 = 0x007d;
const MERGED: u16 = 0x00e5;
const SST: u16 = 0x00fc;
const LABEL_SST: u16 = 0x00fd;
const XF: u16 = 0x00e0;
const FORMAT: u16 = 0x041e;
const ROW: u16 = 0x0208;
const MULTIPLE_RK: u16 = 0x00bd;
/// FORMULA, LABEL, LABELSST, RSTRING, NUMBER, RK, BOOLERR, in the variants of the versions.
const CELLS: [u16; 10] =
    [0x0006, 0x0206, 0x0406, 0x0204, LABEL_SST, 0x00d6, 0x0203, 0x027e, 0x0205, MULTIPLE_RK];
/// Most cells whose format is kept.
const MOST_FORMATS: usize = 300_000;

/// A rectangle of cells: top, bottom, left, right.
type Bounds = (u64, u64, u64, u64);

#[derive(Default)]
struct Walk {
    records: Records,
    depth: u32,
    /// The globals come first, then one substream a sheet, perhaps with charts nested in it.
    globals_done: bool,
    bounds: Option<Bounds>,
    grid: u64,
    merged: usize,
    /// Bytes of each shared text, and of all that cells refer to.
    shared: Vec<u32>,
    characters: usize,
}

/// Walks over all records.
///
/// # Errors
/// `workbook.password`; `workbook.too-large` if the grids or texts of all sheets come to more than the limits.
pub(super) fn walk(stream: &[u8]) -> Result<Records, WorkbookError> {
    let mut walk = Walk::default();
    let mut rest = stream;
    while rest.len() >= 4 {
        let (kind, length) = (word(rest, 0), usize::from(word(rest, 2)));
        let Some(data) = rest.get(4..4 + length) else { break };
        rest = &rest[4 + length..];
        if kind == SST && walk.depth == 1 {
            walk.shared = shared_texts(data, rest);
        }
        walk.record(kind, data)?;
    }
    walk.end_sheet()?;
    Ok(walk.records)
}

fn word(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
}

impl Walk {
    fn record(&mut self, kind: u16, data: &[u8]) -> Result<(), WorkbookError> {
        match kind {
            FILE_PASS => return Err(WorkbookError::password()),
            BOF => {
                if self.globals_done && self.depth == 0 {
                    self.records.sheets.push(Marks::default());
                    (self.bounds, self.merged) = (None, 0);
                }
                self.depth += 1;
            }
            EOF => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.globals_done = true;
                    self.end_sheet()?;
                }
            }
            DATE_MODE => self.records.from_1904 = word(data, 0) == 1,
            XF => self.records.styles.push(word(data, 2)),
            FORMAT => {
                self.records.formats.insert(word(data, 0), format_code(data));
            }
            _ if self.depth == 1 && self.globals_done => self.of_sheet(kind, data)?,
            _ => {}
        }
        Ok(())
    }

    fn of_sheet(&mut self, kind: u16, data: &[u8]) -> Result<(), WorkbookError> {
        let count = self.records.sheets.len();
        let Some(sheet) = self.records.sheets.last_mut() else { return Ok(()) };
        match kind {
            ROW if data.len() >= 16 && word(data, 12) & 0x20 != 0 => {
                sheet.hidden.insert(u32::from(word(data, 0)) + 1);
            }
            COLUMN_INFO if data.len() >= 10 && word(data, 8) & 1 != 0 => {
                let (first, last) = (usize::from(word(data, 0)), usize::from(word(data, 2)));
                sheet.hidden_columns.extend(first..=last.min(MOST_COLUMNS - 1));
            }
            MERGED => {
                self.merged += usize::from(word(data, 0));
                full(self.merged.saturating_sub(1), MOST_MERGED, &format!("第{count}张"), "合并单元格")?;
            }
            _ if CELLS.contains(&kind) && data.len() >= 4 => {
                let (row, left) = (u64::from(word(data, 0)), u64::from(word(data, 2)));
                let last = if kind == MULTIPLE_RK { word(data, data.len() - 2) } else { word(data, 2) };
                let right = u64::from(last).max(left);
                let (top, bottom, first, far) = self.bounds.unwrap_or((row, row, left, right));
                self.bounds = Some((top.min(row), bottom.max(row), first.min(left), far.max(right)));
                if kind == LABEL_SST {
                    let index = usize::try_from(u32::from(word(data, 6)) | u32::from(word(data, 8)) << 16);
                    let length = index.ok().and_then(|index| self.shared.get(index)).copied().unwrap_or(0);
                    self.characters =
                        self.characters.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
                    if self.characters > MOST_CHARACTERS {
                        return Err(WorkbookError::too_large(format!(
                            "第{count}张工作表里的文字合起来超过 {} MB（同一段文字引用几次算几次），没有读取；请删去用不着的长文字，另存为 .xlsx 后再导入",
                            MOST_CHARACTERS >> 20
                        )));
                    }
                } else {
                    self.styles(kind, data);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Keeps the styles of figures.
    fn styles(&mut self, kind: u16, data: &[u8]) {
        let Some(sheet) = self.records.sheets.last_mut() else { return };
        let (row, left) = (u32::from(word(data, 0)) + 1, usize::from(word(data, 2)));
        let cells = if kind == MULTIPLE_RK { data.len().saturating_sub(6) / 6 } else { 1 };
        for cell in 0..cells {
            let style = word(data, 4 + 6 * cell);
            let plain = self.records.styles.get(usize::from(style)).is_none_or(|format| *format == 0);
            if !plain && sheet.formats.len() < MOST_FORMATS {
                sheet.formats.insert((row, left + cell), style);
            }
        }
    }

    fn end_sheet(&mut self) -> Result<(), WorkbookError> {
        if let Some((top, bottom, left, right)) = self.bounds.take() {
            self.grid += (bottom - top + 1) * (right - left + 1);
        }
        if self.grid > MOST_GRID {
            return Err(WorkbookError::too_large(format!(
                "第{}张工作表的右下角还有内容，撑开的范围超过 {} 万格，没有读取；请删去用不着的行和列，另存为 .xlsx 后再导入",
                self.records.sheets.len(),
                MOST_GRID / 10_000
            )));
        }
        Ok(())
    }
}

/// The code of a format record: number, count of letters, flags, letters ([MS-XLS] 2.4.126).
fn format_code(data: &[u8]) -> String {
    let count = usize::from(word(data, 2));
    let letters = data.get(5..).unwrap_or_default();
    if data.get(4).is_some_and(|flags| flags & 1 == 1) {
        let units: Vec<u16> = letters.chunks_exact(2).take(count).map(|pair| word(pair, 0)).collect();
        String::from_utf16_lossy(&units)
    } else {
        letters.iter().take(count).map(|letter| char::from(*letter)).collect()
    }
}

/// Bytes that each shared text takes up once it is read ([MS-XLS] 2.4.265); later records continue the first.
fn shared_texts(first: &[u8], mut rest: &[u8]) -> Vec<u32> {
    let mut pieces = vec![first.get(8..).unwrap_or_default()];
    while word(rest, 0) == CONTINUE && rest.len() >= 4 {
        let length = usize::from(word(rest, 2));
        let Some(data) = rest.get(4..4 + length) else { break };
        pieces.push(data);
        rest = &rest[4 + length..];
    }
    let mut reading = Texts { pieces, piece: 0, at: 0 };
    let mut lengths = Vec::new();
    while let Some(length) = reading.next_length() {
        lengths.push(length);
    }
    lengths
}

struct Texts<'d> {
    pieces: Vec<&'d [u8]>,
    piece: usize,
    at: usize,
}

impl Texts<'_> {
    /// The next byte, across the ends of records.
    fn byte(&mut self) -> Option<u8> {
        loop {
            let piece = self.pieces.get(self.piece)?;
            if let Some(byte) = piece.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    fn word(&mut self) -> Option<u32> {
        Some(u32::from(self.byte()?) | u32::from(self.byte()?) << 8)
    }

    /// Passes over bytes that are no letters.
    fn pass(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.pieces.get(self.piece)?.len() - self.at;
            let step = left.min(count);
            (self.at, count) = (self.at + step, count - step);
            if count > 0 {
                (self.piece, self.at) = (self.piece + 1, 0);
            }
        }
        Some(())
    }

    fn next_length(&mut self) -> Option<u32> {
        let letters = self.word()?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.word()? } else { 0 };
        let extra = if flags & 4 != 0 { self.word()? | self.word()? << 16 } else { 0 };
        let (mut left, mut width) = (letters, 1 + u32::from(flags & 1));
        while left > 0 {
            let here = self.pieces.get(self.piece)?.len() - self.at;
            let step = left.min(u32::try_from(here).unwrap_or(u32::MAX) / width);
            self.at += usize::try_from(step * width).ok()?;
            left -= step;
            if left > 0 {
                // A record that continues letters begins with a flag of its own.
                (self.piece, self.at) = (self.piece + 1, 1);
                width = 1 + u32::from(self.pieces.get(self.piece)?.first()? & 1);
            }
        }
        self.pass(usize::try_from(runs.saturating_mul(4).saturating_add(extra)).ok()?)?;
        // Three bytes of UTF-8 a letter at most.
        Some(letters.saturating_mul(1 + 2 * u32::from(flags & 1)))
    }
}
