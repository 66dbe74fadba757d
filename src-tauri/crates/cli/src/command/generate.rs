//! `generate`: papers of one case, written whole or not at all.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use export::dossier::{Dossier, Format, Order, Workshop};
use export::{Fonts, Style, parcel};
use procedure::case_file::Loaded;
use procedure::template::Library;
use store::{LaidSet, StoreError};

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
        partial: arguments.partial,
        fingerprint: None,
        name_bytes: arguments.name_bytes,
    };
    let today = input::today(arguments.today);
    let dossier = bench.make(&loaded, today, &order)?;
    let (written, set) = lay(&arguments.out, &loaded.title, &dossier, arguments, today)?;
    // A set that nobody was told of does not stand: the failure to tell it takes it back.
    print(&report(&written, &dossier))?;
    set.keep();
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

/// Lays a set into a folder, whole or not at all; it stands once it is kept.
pub fn lay(
    folder: &Path,
    title: &str,
    dossier: &Dossier,
    arguments: &Generate,
    today: NaiveDate,
) -> Result<(Vec<PathBuf>, LaidSet), Failure> {
    let parcel = parcel::files(dossier, title, arguments.zip, arguments.name_bytes, today)?;
    let files: Vec<(PathBuf, &[u8])> =
        parcel.iter().map(|file| (folder.join(&file.file_name), file.bytes.as_ref())).collect();
    let set = store::lay_set(&files, arguments.overwrite).map_err(existing)?;
    Ok((files.into_iter().map(|(path, _)| path).collect(), set))
}

/// Every file that is in the way, a line each.
pub fn existing(error: StoreError) -> Failure {
    let StoreError::SetExists { paths } = error else { return error.into() };
    let problem = |path: PathBuf| Problem {
        code: "cli.exists".to_owned(),
        place: path.display().to_string(),
        message: "文件已经存在；要覆盖请加 --overwrite，或换一个文件夹".to_owned(),
    };
    paths.into_iter().map(problem).collect::<Vec<_>>().into()
}

fn report(written: &[PathBuf], dossier: &Dossier) -> String {
    let mut text: String = written.iter().map(|path| format!("已写入 {}\n", path.display())).collect();
    for refused in &dossier.refused {
        let what = if refused.code == "dossier.not-final" { "未能出正式稿" } else { "未能生成" };
        let row = refused.row.as_ref().map_or_else(String::new, |row| format!("，{row}"));
        text.push_str(&format!("{what}：《{}》（{}{row}）\n", refused.title, refused.document));
        for reason in &refused.reasons {
            text.push_str(&format!("    {}\n", reason.replace('\n', "\n    ")));
        }
    }
    if written.is_empty() && !dossier.refused.is_empty() {
        text.push_str("没有写入任何文件。");
        if dossier.withheld > 0 {
            text.push_str(&format!("其余 {} 份可以生成；只要这些，请加 --partial。", dossier.withheld));
        }
        text.push('\n');
    }
    for note in &dossier.notes {
        text.push_str(&format!("提示：{note}\n"));
    }
    text
}
