//! Reading what every command needs: templates, case files, fonts, the day.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Local, NaiveDate};
use export::{Fonts, Style};
use procedure::case_file::{self, Loaded, MOST_BYTES};
use procedure::template::{Library, Procedure};

use crate::failure::Failure;

/// The template folder: the one named, or the one that came with the program.
pub fn templates(named: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(folder) = named {
        return Ok(folder.to_owned());
    }
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent).and_then(store::shelf::locate);
    let here = || std::env::current_dir().ok().as_deref().and_then(store::shelf::locate);
    beside.or_else(here).ok_or_else(|| {
        let message = "找不到模板文件夹 templates，请用 --templates 指定它的位置";
        Failure::new("cli.no-templates", "", message)
    })
}

/// Loads all procedures that can be used; those that cannot are named on standard error.
pub fn library(named: Option<&Path>) -> Result<Library, Failure> {
    let folder = templates(named)?;
    let library = Library::load_usable(&store::shelf::read(&folder)?).map_err(Failure::mistakes)?;
    for broken in library.broken() {
        eprintln!(
            "注意：事项 {} 的模板有 {} 处错误，这个事项不能使用，其他事项不受影响。错误清单：choujian-cli templates check {}",
            broken.slug,
            broken.mistakes.len(),
            folder.display()
        );
    }
    Ok(library)
}

/// The procedure of that slug.
pub fn procedure<'l>(library: &'l Library, slug: &str) -> Result<&'l Arc<Procedure>, Failure> {
    library.procedure(slug).ok_or_else(|| {
        if let Some(broken) = library.why_broken(slug) {
            return Failure::mistakes(broken.mistakes.clone());
        }
        let all: Vec<&str> = library.procedures().map(|procedure| procedure.slug()).collect();
        let message = format!("没有事项“{slug}”，现有：{}", all.join("、"));
        Failure::new("cli.unknown-procedure", "", message)
    })
}

/// Reads a case file; `-` is standard input.
pub fn case(library: &Library, path: &Path) -> Result<Loaded, Failure> {
    let text = text(path, MOST_BYTES)?;
    case_file::load(library, &text).map_err(|problems| Failure::answers(path, problems))
}

/// Reads a text of at most `most` bytes that another program wrote, in one of the encodings of [`case_file::text_of`].
pub fn text(path: &Path, most: usize) -> Result<String, Failure> {
    let bytes = bytes(path, u64::try_from(most).unwrap_or(u64::MAX))?;
    case_file::text_of(bytes, most).map_err(|problem| {
        // Published under this name before the reading moved into the library.
        let code = if problem.code == "case.not-utf8" { "cli.not-utf8" } else { problem.code };
        Failure::new(code, path.display().to_string(), problem.message)
    })
}

/// Reads a file up to one byte more than `most`, so that its reader can refuse what is too large.
pub fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let place = path.display().to_string();
    let limit = most.saturating_add(1);
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|error| {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "文件不存在".to_owned(),
            std::io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
            std::io::ErrorKind::IsADirectory => "这是文件夹，不是文件".to_owned(),
            _ => error.to_string(),
        };
        Failure::new("cli.unreadable", &place, format!("无法读取：{reason}"))
    })?;
    Ok(bytes)
}

/// The day named, or the system's. The libraries never ask the clock.
pub fn today(named: Option<NaiveDate>) -> NaiveDate {
    named.unwrap_or_else(|| Local::now().date_naive())
}

/// Layouts of papers.
pub fn style(library: &Library) -> Result<Style, Failure> {
    let text = library.folder().text("shared/style.toml").unwrap_or_default();
    Ok(Style::parse(text)?)
}

/// The procedures, knowing which characters these fonts have.
pub fn with_glyphs(library: Library, style: &Style, fonts: Option<&Fonts>) -> Library {
    match fonts {
        Some(fonts) => library.with_glyphs(export::glyphs(fonts, style)),
        None => library,
    }
}

/// Fonts beside the templates and those of the system; if `CHOUJIAN_FONTS` names a folder, its fonts and no others of
/// the system, so that tests see the same everywhere.
pub fn fonts(named: Option<&Path>) -> Result<Fonts, Failure> {
    let templates = templates(named)?;
    let root = templates.parent().unwrap_or(Path::new("."));
    let mut folders: Vec<PathBuf> =
        std::env::var_os("CHOUJIAN_FONTS").map(PathBuf::from).into_iter().collect();
    let named_folder = !folders.is_empty();
    folders.extend([root.join("fonts"), root.join("src-tauri").join("fonts")]);
    Ok(if named_folder { Fonts::load(&folders)? } else { Fonts::load_with_system(&folders)? })
}
