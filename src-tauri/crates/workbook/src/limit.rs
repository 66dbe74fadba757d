//! How much of a file is read. Everything beyond is refused with a message before memory or time is spent on it.
//!
//! Together they keep any file of up to 50 MB within 300 MB of memory and ten seconds (release build): what a cell
//! refers to counts as often as it is referred to, and what a file repeats counts as often as it is repeated.

use crate::error::WorkbookError;

/// Most bytes of a file.
pub const MOST_BYTES: u64 = 64 << 20;
/// Most bytes that the parts of a packed file (.xlsx, .ods) may come to.
pub(crate) const MOST_UNPACKED: u64 = 256 << 20;
/// Most bytes of a part that is held in memory as a whole: shared texts, relations.
pub(crate) const MOST_HELD: u64 = 32 << 20;
/// Most bytes of the styles and of the list of sheets; their readers keep many times as much.
pub(crate) const MOST_STYLES: u64 = 4 << 20;
/// Most bytes between two ends of markup: a text, a tag, a comment.
pub(crate) const MOST_PIECE: usize = 1 << 20;
/// Most parts of a packed file.
pub(crate) const MOST_PARTS: usize = 5_000;
/// Most sheets of a file that are looked into.
pub(crate) const MOST_SHEETS: usize = 100;
/// Most rows with anything in them: what a table may have, and room for titles, headers and totals.
pub(crate) const MOST_ROWS: usize = procedure::answer::MOST_ROWS + 200;
/// Most columns with anything in them.
pub(crate) const MOST_COLUMNS: usize = 256;
/// Most cells of all sheets that are held, empty ones before others in a row included.
pub(crate) const MOST_CELLS: usize = 1_000_000;
/// Most bytes of text in all cells that are held, each time that a shared text is referred to.
pub(crate) const MOST_CHARACTERS: usize = 48 << 20;
/// Most cells of all sheets of an .xls, empty ones between others included: its reader holds them all.
pub(crate) const MOST_GRID: u64 = 1_500_000;
/// Most characters of a cell (Excel's own limit).
pub(crate) const MOST_TEXT: usize = 32_767;
/// Most problems that are kept; the others are counted.
pub(crate) const MOST_PROBLEMS: usize = 20_000;

/// Refuses a file by its size before it is read.
///
/// # Errors
/// `workbook.too-large`.
pub fn check_size(bytes: u64) -> Result<(), WorkbookError> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    Err(WorkbookError::too_large(format!(
        "文件有 {} MB，超过 {} MB，没有读取；请只留下要导入的工作表，删去图片后另存一份再导入",
        bytes >> 20,
        MOST_BYTES >> 20
    )))
}

/// What may still be spent on the cells of a file, over all of its sheets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    cells: usize,
    characters: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: MOST_CELLS, characters: MOST_CHARACTERS }
    }
}

impl Budget {
    /// Spends on cells of `sheet`, before they are laid out.
    pub fn spend(&mut self, sheet: &str, cells: usize, characters: usize) -> Result<(), WorkbookError> {
        let Some(left) = self.cells.checked_sub(cells) else {
            return Err(WorkbookError::too_large(format!(
                "工作表“{sheet}”里的单元格超过 {} 万个，没有读取；请只留下要导入的行和列，另存一份再导入",
                MOST_CELLS / 10_000
            )));
        };
        let Some(rest) = self.characters.checked_sub(characters) else {
            return Err(WorkbookError::too_large(format!(
                "工作表“{sheet}”里的文字合起来超过 {} MB（同一段文字引用几次算几次），没有读取；请删去用不着的长文字，另存一份再导入",
                MOST_CHARACTERS >> 20
            )));
        };
        (self.cells, self.characters) = (left, rest);
        Ok(())
    }
}
