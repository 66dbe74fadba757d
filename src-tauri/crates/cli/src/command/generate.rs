//! `generate`: papers of one case, written whole or not at all.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use export::archive::archive;
use export::dossier::{Dossier, Format, MadeFile, Order, Workshop};
use export::{Fonts, Style};
use procedure::case_file::Loaded;
use procedure::template::Library;

use super::print;
use crate::args::Generate;
use crate::failure::{Failure, Problem};
use crate::input;

pub fn run(templates: Option<&Path>, arguments: &Generate) -> Result<ExitCode, Failure> {
    let Some(path) = &arguments.case else {
        return Err(Failure::new("cli.no-case", "", "请给出案卷文件"));
    };
    let library = input::library(templates)?;
    let loaded = input::case(&library, path)?;
    let formats: Vec<Format> = arguments.format.iter().copied().map(Format::from).collect();
    let bench = Bench::open(templates, library, &formats)?;
    let order = Order {
        documents: arguments.documents.clone(),
        formats,
        finals: arguments.finals,
        fingerprint: None,
        name_bytes: arguments.name_bytes,
    };
    let today = input::today(arguments.today);
    let dossier = bench.make(&loaded, today, &order)?;
    let written = write(&arguments.out, &loaded.title, &dossier, arguments, today)?;
    print(&report(&written, &dossier))?;
    Ok(if dossier.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// What is read once and serves every case.
pub struct Bench {
    pub library: Library,
    style: Style,
    fonts: Option<Fonts>,
}

impl Bench {
    pub fn open(templates: Option<&Path>, library: Library, formats: &[Format]) -> Result<Self, Failure> {
        let style = input::style(&library)?;
        // Word files need them for charts alone.
        let fonts = match input::fonts(templates) {
            Ok(fonts) => Some(fonts),
            Err(failure) if formats.contains(&Format::Pdf) => return Err(failure),
            Err(_) => None,
        };
        let library = input::with_glyphs(library, &style, fonts.as_ref());
        Ok(Self { library, style, fonts })
    }

    pub fn make(&self, loaded: &Loaded, today: NaiveDate, order: &Order) -> Result<Dossier, Failure> {
        let workshop = Workshop { library: &self.library, style: &self.style, fonts: self.fonts.as_ref() };
        Ok(workshop.make(&loaded.procedure, &loaded.case, today, order, |_, _, _| true)?)
    }
}

/// Writes a set; every obstacle is found before the first file is written.
pub fn write(
    folder: &Path,
    title: &str,
    dossier: &Dossier,
    arguments: &Generate,
    today: NaiveDate,
) -> Result<Vec<PathBuf>, Failure> {
    let overwrite = arguments.overwrite;
    if dossier.files.is_empty() {
        return Ok(Vec::new());
    }
    let packed;
    let files: Vec<(PathBuf, &[u8])> = if arguments.zip {
        packed = archive(title, &dossier.files, today)?;
        let name = document::safe_name(title, ".zip", arguments.name_bytes);
        vec![(folder.join(name), &packed)]
    } else {
        dossier
            .files
            .iter()
            .map(|MadeFile { file_name, bytes, .. }| (folder.join(file_name), bytes.as_slice()))
            .collect()
    };
    if !overwrite {
        let existing: Vec<Problem> = files
            .iter()
            .filter(|(path, _)| path.exists())
            .map(|(path, _)| Problem {
                code: "cli.exists".to_owned(),
                place: path.display().to_string(),
                message: "文件已经存在；要覆盖请加 --overwrite，或换一个文件夹".to_owned(),
            })
            .collect();
        if !existing.is_empty() {
            return Err(Failure(existing));
        }
    }
    store::ensure_folder(folder)?;
    for (path, bytes) in &files {
        store::write_whole(path, bytes, overwrite)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

fn report(written: &[PathBuf], dossier: &Dossier) -> String {
    let mut text: String = written.iter().map(|path| format!("已写入 {}\n", path.display())).collect();
    for refused in &dossier.refused {
        let row = refused.row.as_ref().map_or_else(String::new, |row| format!("，{row}"));
        text.push_str(&format!("未能出正式稿：《{}》（{}{row}）\n", refused.title, refused.document));
        for reason in &refused.reasons {
            text.push_str(&format!("    {}\n", reason.replace('\n', "\n    ")));
        }
    }
    for note in &dossier.notes {
        text.push_str(&format!("提示：{note}\n"));
    }
    text
}
