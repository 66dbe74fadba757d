//! `generate --batch`: papers of many cases, one line of result each. What the list itself gets wrong is told before
//! anything is written; from then on a case that fails does not keep the others from being made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::NaiveDate;
use export::dossier::{Format, Order};
use indicatif::{ProgressBar, ProgressStyle};
use procedure::case_file::MOST_BYTES;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use store::LaidSet;

use super::generate::{Bench, lay};
use crate::args::{self, Generate};
use crate::failure::{Failure, Problem};
use crate::input;
use crate::output::print_json_text;

/// A line of the list. Paths are relative to the list itself; what is left out is as on the command line.
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
    /// Forms of each paper.
    format: Option<Vec<args::Format>>,
    /// Finals instead of drafts.
    r#final: Option<bool>,
    /// The other papers where some cannot be made.
    partial: Option<bool>,
}

/// A line with the place it has in the list and on the disk.
struct Item {
    number: usize,
    line: Line,
    path: PathBuf,
    folder: String,
}

pub fn run(templates: Option<&Path>, arguments: &Generate, list: &Path) -> Result<ExitCode, Failure> {
    let items = read(list, arguments.name_bytes)?;
    let library = input::library(templates)?;
    let formats: Vec<Format> = items.iter().flat_map(|item| formats(arguments, &item.line)).collect();
    let bench = Bench::open(templates, library, &formats)?;
    let today = input::today(arguments.today);
    // The folder of all sets is not taken back with one of them.
    store::ensure_folder(&arguments.out)?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = arguments.jobs.unwrap_or(cores).clamp(1, 64).min(items.len().max(1));
    let bar = bar(items.len());
    let (next, worst, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let output: Mutex<Result<(), Failure>> = Mutex::new(Ok(()));
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if stopped.load(Ordering::Relaxed) {
                        break;
                    }
                    // `--jobs` says how many cores are used; a case does not take more of its own.
                    let made = || one(&bench, arguments, item, today);
                    let (status, result, set) = export::parallel::alone(made);
                    worst.fetch_max(status, Ordering::Relaxed);
                    let mut output = output.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    if output.is_ok() {
                        *output = bar.suspend(|| print_json_text(&result.to_string()));
                    }
                    // A set that nobody was told of does not stand.
                    match &*output {
                        Ok(()) => set.into_iter().for_each(LaidSet::keep),
                        Err(_) => stopped.store(true, Ordering::Relaxed),
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

fn formats(arguments: &Generate, line: &Line) -> Vec<Format> {
    line.format.as_ref().unwrap_or(&arguments.format).iter().copied().map(Format::from).collect()
}

/// Status, line of result and files of one case.
fn one(bench: &Bench, arguments: &Generate, item: &Item, today: NaiveDate) -> (usize, Json, Option<LaidSet>) {
    let Item { line, path, folder, .. } = item;
    let made = input::case(&bench.library, path).and_then(|loaded| {
        let order = Order {
            documents: line.documents.clone(),
            formats: formats(arguments, line),
            finals: line.r#final.unwrap_or(arguments.finals),
            partial: line.partial.unwrap_or(arguments.partial),
            fingerprint: None,
            name_bytes: arguments.name_bytes,
        };
        let dossier = bench.make(&loaded, today, &order)?;
        let place = arguments.out.join(folder);
        let (files, set) = lay(&place, &loaded.title, &dossier, arguments, today)?;
        Ok((files.len(), dossier.refused, dossier.withheld, set))
    });
    match made {
        Ok((files, refused, withheld, set)) => {
            let ids: Vec<&str> = refused.iter().map(|refused| refused.document.as_str()).collect();
            let status = usize::from(!refused.is_empty());
            let told = json!({
                "case": line.case, "status": status, "folder": folder, "files": files, "refused": ids,
                "withheld": withheld,
            });
            (status, told, Some(set))
        }
        Err(Failure { problems, total }) => {
            let problem = |p: Problem| json!({ "code": p.code, "where": p.place, "message": p.message });
            let problems: Vec<_> = problems.into_iter().map(problem).collect();
            let told =
                json!({ "case": line.case, "status": 2, "problems": problems, "problem_count": total });
            (2, told, None)
        }
    }
}

fn read(list: &Path, name_bytes: usize) -> Result<Vec<Item>, Failure> {
    let text = input::text(list, MOST_BYTES)?;
    let place = |number: usize| format!("{}:{number}", list.display());
    let (mut items, mut problems) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Line>(line) {
            Ok(line) => {
                let path = list.parent().unwrap_or(Path::new("")).join(&line.case);
                let stem =
                    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                let folder = document::safe_name(line.name.as_deref().unwrap_or(&stem), "", name_bytes);
                items.push(Item { number: index + 1, line, path, folder });
            }
            Err(error) => problems.push(Problem {
                code: "cli.batch-line".to_owned(),
                place: place(index + 1),
                message: format!("这一行应写成 {{\"case\": \"案卷.json\"}}：{error}"),
            }),
        }
    }
    // Two cases in one folder would overwrite each other's papers.
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for item in &items {
        let first = *taken.entry(item.folder.to_lowercase()).or_insert(item.number);
        if first != item.number {
            problems.push(Problem {
                code: "cli.batch-folder".to_owned(),
                place: place(item.number),
                message: format!(
                    "与第 {first} 行写入同一个文件夹“{}”；请用 name 给其中一行另起名字，如 \"name\": \"{}-2\"",
                    item.folder, item.folder
                ),
            });
        }
    }
    if problems.is_empty() { Ok(items) } else { Err(problems.into()) }
}

/// A progress bar on a terminal, nothing elsewhere.
fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} 个案卷，剩余 {eta}");
    if let Ok(style) = style { bar.with_style(style) } else { bar }
}
