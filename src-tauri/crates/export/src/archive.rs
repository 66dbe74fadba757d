//! The whole set in one ZIP, with a numbered list of its contents.

use std::io::{Cursor, Write as _};

use chrono::{Datelike, NaiveDate};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::ExportError;
use crate::dossier::MadeFile;

/// Name of the list of contents inside the archive.
const CONTENTS: &str = "00-目录.txt";

/// Packs files into a ZIP. Equal files and an equal day give equal bytes.
///
/// # Errors
/// [`ExportError::Zip`] if the archive cannot be written.
pub fn archive(heading: &str, files: &[MadeFile], date: NaiveDate) -> Result<Vec<u8>, ExportError> {
    let fault = |error: zip::result::ZipError| ExportError::Zip(error.to_string());
    let year = u16::try_from(date.year()).unwrap_or(1980).clamp(1980, 2107);
    let stamp = DateTime::from_date_and_time(year, month(date), day(date), 0, 0, 0).unwrap_or_default();
    // DOCX and PDF are compressed already; deflating them again only costs time.
    let stored =
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored).last_modified_time(stamp);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(CONTENTS, stored).map_err(fault)?;
    // Windows' own editor takes a file without this mark for GBK.
    let list = format!("\u{feff}{}", contents(heading, files, date).replace('\n', "\r\n"));
    writer.write_all(list.as_bytes()).map_err(|error| ExportError::Zip(error.to_string()))?;
    for file in files {
        writer.start_file(&file.file_name, stored).map_err(fault)?;
        writer.write_all(&file.bytes).map_err(|error| ExportError::Zip(error.to_string()))?;
    }
    Ok(writer.finish().map_err(fault)?.into_inner())
}

/// The list of contents: number, title, state, files.
fn contents(heading: &str, files: &[MadeFile], date: NaiveDate) -> String {
    let mut text = format!("{heading}\n编制日期：{}年{}月{}日\n\n", date.year(), date.month(), date.day());
    let mut number = 0;
    let mut last: Option<(&str, Option<&str>)> = None;
    for file in files {
        let paper = (file.document.as_str(), file.row.as_deref());
        if last != Some(paper) {
            number += 1;
            let row = file.row.as_ref().map_or_else(String::new, |row| format!("（{row}）"));
            let state = if file.draft { "草稿" } else { "正式稿" };
            text.push_str(&format!("{number}. {}{row}　{state}\n", file.title));
            last = Some(paper);
        }
        text.push_str(&format!("   {}\n", file.file_name));
    }
    text
}

fn month(date: NaiveDate) -> u8 {
    u8::try_from(date.month()).unwrap_or(1)
}

fn day(date: NaiveDate) -> u8 {
    u8::try_from(date.day()).unwrap_or(1)
}
