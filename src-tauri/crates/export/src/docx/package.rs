//! The parts that are the same for every paper, and the zip around all of them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use chrono::Datelike;
use document::tree::Document;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::pictures::{Packed, picture_relationships};
use crate::ExportError;
use crate::deflate::EFFORT;
use crate::style::{FontRole, Style};
use crate::xml::escape;

/// Parts of a package that differ from paper to paper, patched.
pub(super) struct Parts {
    /// `word/document.xml`.
    pub document: Vec<u8>,
    /// `word/styles.xml`.
    pub styles: Vec<u8>,
    /// `word/header1.xml` and so on.
    pub headers: Vec<Vec<u8>>,
    /// `word/footer1.xml` and so on.
    pub footers: Vec<Vec<u8>>,
    /// Pictures in the order in which they stand.
    pub pictures: Vec<Packed>,
    /// Odd and even pages differ.
    pub even_and_odd: bool,
}

/// The package as bytes: deflated, one date on every entry.
///
/// # Errors
/// [`ExportError::Docx`] if the zip cannot be written.
pub(super) fn zip(parts: &Parts, document: &Document, style: &Style) -> Result<Vec<u8>, ExportError> {
    let failed = |error: &dyn std::fmt::Display| ExportError::Docx(error.to_string());
    let date = document.date;
    // Zip knows no year before 1980.
    let year = u16::try_from(date.year().clamp(1980, 2107)).unwrap_or(1980);
    let [month, day] = [date.month(), date.day()].map(|value| u8::try_from(value).unwrap_or(1));
    let stamp = DateTime::from_date_and_time(year, month, day, 12, 0, 0).unwrap_or_default();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(EFFORT.into()))
        .last_modified_time(stamp)
        .unix_permissions(0o644);
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), content_types(parts).into_bytes()),
        ("_rels/.rels".into(), RELATIONSHIPS.as_bytes().to_vec()),
        ("docProps/core.xml".into(), core(document).into_bytes()),
        ("docProps/app.xml".into(), APPLICATION.as_bytes().to_vec()),
        ("word/_rels/document.xml.rels".into(), document_relationships(parts).into_bytes()),
        ("word/settings.xml".into(), settings(parts).into_bytes()),
        ("word/fontTable.xml".into(), font_table(style).into_bytes()),
    ];
    let numbered = |name: &str, index: usize| format!("word/{name}{}.xml", index + 1);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, header) in parts.headers.iter().enumerate() {
        files.push((numbered("header", index), header.clone()));
    }
    for (index, footer) in parts.footers.iter().enumerate() {
        files.push((numbered("footer", index), footer.clone()));
    }
    for picture in &parts.pictures {
        files.push((format!("word/{}", picture.vector_name()), picture.svg.clone().into_bytes()));
        files.push((format!("word/{}", picture.raster_name()), picture.png.clone()));
    }
    let own =
        [("word/styles.xml", parts.styles.as_slice()), ("word/document.xml", parts.document.as_slice())];
    let all = files.iter().map(|(name, data)| (name.as_str(), data.as_slice())).chain(own);
    for (name, data) in all {
        zip.start_file(name, options).map_err(|error| failed(&error))?;
        zip.write_all(data).map_err(|error| failed(&error))?;
    }
    Ok(zip.finish().map_err(|error| failed(&error))?.into_inner())
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

const RELATIONSHIPS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>",
    "</Relationships>"
);

const APPLICATION: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">",
    "<Application>筹建通</Application></Properties>"
);

fn content_types(parts: &Parts) -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{word}.document.main+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{word}.styles+xml\"/>\
         <Override PartName=\"/word/settings.xml\" ContentType=\"{word}.settings+xml\"/>\
         <Override PartName=\"/word/fontTable.xml\" ContentType=\"{word}.fontTable+xml\"/>"
    );
    if !parts.pictures.is_empty() {
        // Defaults may stand anywhere among the overrides.
        out.push_str("<Default Extension=\"png\" ContentType=\"image/png\"/>");
        out.push_str("<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>");
    }
    for (name, count) in [("header", parts.headers.len()), ("footer", parts.footers.len())] {
        for index in 1..=count {
            let _ = write!(
                out,
                "<Override PartName=\"/word/{name}{index}.xml\" ContentType=\"{word}.{name}+xml\"/>"
            );
        }
    }
    out.push_str(
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         </Types>",
    );
    out
}

/// The ids of headers and footers are those that docx-rs writes into the section.
fn document_relationships(parts: &Parts) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (id, name) in [("rId1", "styles"), ("rId2", "settings"), ("rId3", "fontTable")] {
        let _ = write!(
            out,
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/relationships/{name}\" Target=\"{name}.xml\"/>"
        );
    }
    for (id, name, count) in
        [("rIdHeader", "header", parts.headers.len()), ("rIdFooter", "footer", parts.footers.len())]
    {
        for index in 1..=count {
            let _ = write!(
                out,
                "<Relationship Id=\"{id}{index}\" Type=\"{OFFICE}/relationships/{name}\" Target=\"{name}{index}.xml\"/>"
            );
        }
    }
    picture_relationships(&parts.pictures, &mut out);
    out.push_str("</Relationships>");
    out
}

fn core(document: &Document) -> String {
    // Noon in China, written in universal time.
    let date = document.date.format("%Y-%m-%dT04:00:00Z");
    let draft = if document.draft { "<cp:contentStatus>草稿</cp:contentStatus>" } else { "" };
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:modified>\
         <dc:language>{}</dc:language>{draft}</cp:coreProperties>",
        escape(&document.title),
        escape(&document.author),
        escape(&document.author),
        escape(document.language),
    )
}

/// Settings in schema order: grid compression of marks, no old-Word layout, odd and even pages.
fn settings(parts: &Parts) -> String {
    let even = if parts.even_and_odd { "<w:evenAndOddHeaders/>" } else { "" };
    let compatible = |name: &str, value: &str| {
        format!(
            "<w:compatSetting w:name=\"{name}\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"{value}\"/>"
        )
    };
    format!(
        "{HEAD}<w:settings xmlns:w=\"{WORD}\"><w:zoom w:percent=\"100\"/>\
         <w:defaultTabStop w:val=\"420\"/>{even}\
         <w:drawingGridHorizontalSpacing w:val=\"105\"/><w:drawingGridVerticalSpacing w:val=\"156\"/>\
         <w:displayHorizontalDrawingGridEvery w:val=\"0\"/><w:displayVerticalDrawingGridEvery w:val=\"2\"/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>\
         <w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>{}{}{}</w:compat>\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>",
        compatible("compatibilityMode", "15"),
        compatible("overrideTableStyleFontSizeAndJustification", "1"),
        compatible("enableOpenTypeFeatures", "1"),
    )
}

/// The fonts with their second names, by which Word finds a substitute.
fn font_table(style: &Style) -> String {
    let mut out = format!("{HEAD}<w:fonts xmlns:w=\"{WORD}\">");
    for role in FontRole::ALL {
        let fonts = style.fonts.role(role);
        let _ = write!(out, "<w:font w:name=\"{}\">", escape(&fonts.name));
        if let Some(alternative) = &fonts.alternative {
            let _ = write!(out, "<w:altName w:val=\"{}\"/>", escape(alternative));
        }
        out.push_str(
            "<w:charset w:val=\"86\"/><w:family w:val=\"auto\"/><w:pitch w:val=\"default\"/></w:font>",
        );
    }
    out.push_str("</w:fonts>");
    out
}
