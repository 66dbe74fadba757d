//! How much of a file is read. Everything beyond is refused with a message before memory is spent on it.

/// Most bytes of a file.
pub const MOST_BYTES: u64 = 64 << 20;
/// Most bytes that the parts of a packed file (.xlsx, .ods) may come to.
pub(crate) const MOST_UNPACKED: u64 = 256 << 20;
/// Most bytes of a part that is held in memory as a whole: shared texts, styles.
pub(crate) const MOST_HELD: u64 = 32 << 20;
/// Most parts of a packed file.
pub(crate) const MOST_PARTS: usize = 5_000;
/// Most rows with anything in them: what a table may have, and room for titles, headers and totals.
pub(crate) const MOST_ROWS: usize = procedure::answer::MOST_ROWS + 200;
/// Most columns with anything in them.
pub(crate) const MOST_COLUMNS: usize = 256;
/// Most cells with anything in them, in one sheet.
pub(crate) const MOST_CELLS: usize = 2_000_000;
/// Most cells of all sheets of an .xls, empty ones between others included: its reader holds them all.
pub(crate) const MOST_GRID: u64 = 4_000_000;
/// Most characters of a cell (Excel's own limit).
pub(crate) const MOST_TEXT: usize = 32_767;

/// Refuses a file by its size before it is read.
///
/// # Errors
/// `workbook.too-large`.
pub fn check_size(bytes: u64) -> Result<(), crate::WorkbookError> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    Err(crate::WorkbookError::too_large(format!(
        "文件有 {} MB，超过 {} MB，没有读取；请只留下要导入的工作表，删去图片后另存一份再导入",
        bytes >> 20,
        MOST_BYTES >> 20
    )))
}
