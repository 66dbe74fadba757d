//! `generate --batch`: papers of many cases, one line of result each.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use document::Names;
use export::dossier::{Format, Order};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Deserialize;
use serde_json::json;

use super::generate::{Bench, write};
use super::print;
use crate::args::Generate;
use crate::failure::{Failure, Problem};
use crate::input;

/// A line of the list. Paths are relative to the list itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    /// Case file.
    case: PathBuf,
    /// Sub-folder of the output; the case file's name by default.
    name: Option<String>,
    /// Papers; all by default.
    #[serde(default)]
    documents: Vec<String>,
}

pub fn run(templates: Option<&Path>, arguments: &Generate, list: &Path) -> Result<ExitCode, Failure> {
    let lines = read(list)?;
    let library = input::library(templates)?;
    let formats: Vec<Format> = arguments.format.iter().copied().map(Format::from).collect();
    let bench = Bench::open(templates, library, &formats)?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = arguments.jobs.unwrap_or(cores).clamp(1, 64).min(lines.len().max(1));
    let bar = bar(lines.len());
    // Two cases of the same name, or of names cut to the same, go into folders of their own.
    let mut names = Names::new(arguments.name_bytes);
    let folders: Vec<String> = lines.iter().map(|line| names.stem(&folder_name(line), &[])).collect();
    let (next, worst) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let output: Mutex<Result<(), Failure>> = Mutex::new(Ok(()));
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((line, folder)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    lines.get(index).zip(folders.get(index))
                } {
                    // `--jobs` says how many cores are used; a case does not take more of its own.
                    let made = || one(&bench, arguments, &formats, (line, folder), list);
                    let (status, result) = export::parallel::alone(made);
                    worst.fetch_max(status, Ordering::Relaxed);
                    let mut output = output.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    if output.is_ok() {
                        *output = bar.suspend(|| print(&result.to_string()));
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
    output.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)?;
    Ok(ExitCode::from(u8::try_from(worst.into_inner()).unwrap_or(2)))
}

/// Status and line of result of one case; one broken case does not stop the others.
fn one(
    bench: &Bench,
    arguments: &Generate,
    formats: &[Format],
    (line, name): (&Line, &str),
    list: &Path,
) -> (usize, serde_json::Value) {
    let path = list.parent().unwrap_or(Path::new("")).join(&line.case);
    let today = input::today(arguments.today);
    let made = input::case(&bench.library, &path).and_then(|loaded| {
        let order = Order {
            documents: line.documents.clone(),
            formats: formats.to_vec(),
            finals: arguments.finals,
            fingerprint: None,
            name_bytes: arguments.name_bytes,
        };
        let dossier = bench.make(&loaded, today, &order)?;
        let folder = arguments.out.join(name);
        let files = write(&folder, &loaded.title, &dossier, arguments, today)?;
        Ok((files.len(), dossier.refused))
    });
    match made {
        Ok((files, refused)) => {
            let ids: Vec<&str> = refused.iter().map(|refused| refused.document.as_str()).collect();
            let status = usize::from(!refused.is_empty());
            (
                status,
                json!({ "case": line.case, "status": status, "folder": name, "files": files, "refused": ids }),
            )
        }
        Err(Failure(problems)) => {
            let problem = |p: Problem| json!({ "code": p.code, "where": p.place, "message": p.message });
            let problems: Vec<_> = problems.into_iter().map(problem).collect();
            (2, json!({ "case": line.case, "status": 2, "problems": problems }))
        }
    }
}

/// Folder of a case: the name given in the list, else that of the case file.
fn folder_name(line: &Line) -> String {
    let stem = line.case.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    document::safe_name(line.name.as_deref().unwrap_or(&stem), "", usize::MAX)
}

fn read(list: &Path) -> Result<Vec<Line>, Failure> {
    let text = input::text(list)?;
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(line) => lines.push(line),
            Err(error) => problems.push(Problem {
                code: "cli.batch-line".to_owned(),
                place: format!("{}:{}", list.display(), index + 1),
                message: format!("这一行应写成 {{\"case\": \"案卷.json\"}}：{error}"),
            }),
        }
    }
    if problems.is_empty() { Ok(lines) } else { Err(Failure(problems)) }
}

/// A progress bar on a terminal, nothing elsewhere.
fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} 个案卷，剩余 {eta}");
    if let Ok(style) = style { bar.with_style(style) } else { bar }
}
