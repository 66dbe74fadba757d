//! Packed files (.xlsx, .ods): what they unpack to is measured before anything reads it.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::piece::Pieces;
use crate::error::WorkbookError;
use crate::limit::{MOST_HELD, MOST_PARTS, MOST_PIECE, MOST_STYLES, MOST_UNPACKED};

pub(super) enum Kind {
    Xlsx,
    Ods,
}

pub(super) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

pub(super) fn archive(bytes: &[u8]) -> Result<Archive<'_>, WorkbookError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(refused)
}

pub(super) fn refused(error: ZipError) -> WorkbookError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            WorkbookError::password()
        }
        other => WorkbookError::corrupt(other),
    }
}

/// Says which kind a package is, after making sure that all of its parts stay within the limits.
///
/// The sizes that the directory declares are looked at first; since they may lie, each part that a reader would read
/// is unpacked once and counted.
pub(super) fn check(bytes: &[u8]) -> Result<Kind, WorkbookError> {
    let mut archive = archive(bytes)?;
    if archive.len() > MOST_PARTS {
        return Err(WorkbookError::too_large("文件里的部件太多，不是正常的表格文件"));
    }
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map_or_else(|_| String::new(), |name| name.replace('\\', "/")))
        .collect();
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let kind = if has("content.xml") && has("mimetype") {
        Kind::Ods
    } else if names.iter().any(|name| name.to_ascii_lowercase().ends_with("workbook.xml")) {
        Kind::Xlsx
    } else if has("xl/workbook.bin") {
        let message = "这是二进制格式的工作簿（.xlsb），请在 Excel 或 WPS 里另存为 .xlsx 后再导入";
        return Err(WorkbookError::new("workbook.not-a-workbook", message));
    } else if has("word/document.xml") {
        let message = "这是 Word 文件，不是表格；请把其中的表复制到 Excel 或 WPS，存为 .xlsx 后再导入";
        return Err(WorkbookError::new("workbook.not-a-workbook", message));
    } else {
        let message = "这是压缩包，里面没有工作表；请先解压，再选择其中的表格文件";
        return Err(WorkbookError::new("workbook.not-a-workbook", message));
    };
    let mut declared: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(refused)?;
        let name = names.get(index).map_or("", String::as_str);
        if part.encrypted() {
            return Err(WorkbookError::password());
        }
        if is_read(name) {
            declared = declared.saturating_add(part.size());
            if declared > MOST_UNPACKED || part.size() > most(name) {
                return Err(bomb(name));
            }
        }
    }
    let mut unpacked: u64 = 0;
    let mut buffer = vec![0; 64 << 10];
    for (index, name) in names.iter().enumerate() {
        if !is_read(name) {
            continue;
        }
        let most = most(name);
        let mut pieces = Pieces::default();
        let mut part = archive.by_index(index).map_err(refused)?;
        let mut size: u64 = 0;
        loop {
            let read = part.read(&mut buffer).map_err(|_| WorkbookError::corrupt("压缩内容不完整"))?;
            if read == 0 {
                break;
            }
            if !pieces.take(&buffer[..read]) {
                return Err(WorkbookError::too_large(format!(
                    "文件里的“{name}”有一段超过 {} MB 的内容，不是正常的表格，没有读取；请把要导入的内容复制到新的表格再试",
                    MOST_PIECE >> 20
                )));
            }
            let read = u64::try_from(read).unwrap_or(u64::MAX);
            (size, unpacked) = (size.saturating_add(read), unpacked.saturating_add(read));
            if unpacked > MOST_UNPACKED || size > most {
                return Err(bomb(name));
            }
        }
    }
    Ok(kind)
}

/// Pictures, fonts and printer settings are never unpacked.
fn is_read(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xml", ".rels", "mimetype"].iter().any(|end| name.ends_with(end))
}

/// Most bytes of a part: sheets are read piece by piece, everything else is held as a whole.
fn most(name: &str) -> u64 {
    let name = name.to_ascii_lowercase();
    if name.contains("sheets/") || name == "content.xml" {
        MOST_UNPACKED
    } else if name.ends_with("styles.xml") || name.ends_with("workbook.xml") || name.ends_with(".rels") {
        MOST_STYLES
    } else {
        MOST_HELD
    }
}

fn bomb(name: &str) -> WorkbookError {
    let message = format!(
        "文件解压后超过 {} MB，或者其中的“{name}”超过 {} MB，不是正常的表格文件，没有读取；请只留下要导入的工作表另存一份再试",
        MOST_UNPACKED >> 20,
        most(name) >> 20
    );
    WorkbookError::new("workbook.bomb", message)
}

/// The index of a part; programs agree neither on the case of names nor on the stroke between folders.
pub(super) fn position(archive: &Archive<'_>, name: &str) -> Option<usize> {
    archive
        .file_names()
        .position(|known| known.is_ok_and(|known| known.replace('\\', "/").eq_ignore_ascii_case(name)))
}

/// The text of a part; `None` if there is none of that name.
pub(super) fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<Vec<u8>>, WorkbookError> {
    let Some(index) = position(archive, name) else { return Ok(None) };
    let mut bytes = Vec::new();
    let part = archive.by_index(index).map_err(refused)?;
    part.take(MOST_UNPACKED).read_to_end(&mut bytes).map_err(|_| WorkbookError::corrupt("压缩内容不完整"))?;
    Ok(Some(bytes))
}
