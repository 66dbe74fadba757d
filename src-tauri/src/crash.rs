//! Crash reports (异常报告): where the program failed, without anything of a case, as a text that the user can read
//! before sending it.
//!
//! A report holds the version, the system, the moment, the thread and the place in the source. The words of a panic
//! are kept only when they are a constant of the program: words put together at run time may quote an answer.

use std::any::Any;
use std::fmt::Write as _;
use std::panic::{Location, PanicHookInfo};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use ts_rs::TS;

use crate::error::Failure;

/// How many reports are kept; the oldest go first.
const KEPT: usize = 10;

const PREFIX: &str = "crash-";

/// A report as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CrashReport {
    /// File name, which also names the report: `crash-20261130-140203-512.txt`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// From now on a panic leaves a report in the folder, besides what it does anyway.
pub fn watch(folder: PathBuf) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        keep(&folder, panic, crate::desk::now());
        before(panic);
    }));
}

fn keep(folder: &Path, panic: &PanicHookInfo<'_>, now: DateTime<FixedOffset>) {
    let thread = std::thread::current();
    let text = report(panic.payload(), panic.location(), thread.name().unwrap_or("没有名字"), now);
    let name = format!("{PREFIX}{}.txt", now.format("%Y%m%d-%H%M%S-%3f"));
    // The program is failing already; a report that can't be written must not make it worse.
    let written = store::ensure_folder(folder)
        .and_then(|()| store::write_whole(&folder.join(name), text.as_bytes(), true));
    if let Err(error) = written {
        log::error!("crash report not written: {}", error.code());
    }
    for old in names(folder).into_iter().skip(KEPT) {
        let _ = std::fs::remove_file(folder.join(old));
    }
}

/// The text of a report.
fn report(
    payload: &(dyn Any + Send),
    place: Option<&Location<'_>>,
    thread: &str,
    now: DateTime<FixedOffset>,
) -> String {
    let words = match payload.downcast_ref::<&'static str>() {
        Some(words) => (*words).to_owned(),
        None => "（运行时拼成的文字，可能含有填写的内容，没有记录）".to_owned(),
    };
    let place = place.map_or_else(|| "不明".to_owned(), ToString::to_string);
    let mut text = String::from("筹建通异常报告\n这份报告不含任何案卷内容，可以先看完再决定是否发送。\n\n");
    for (label, value) in [
        ("版本", env!("CARGO_PKG_VERSION")),
        ("系统", std::env::consts::OS),
        ("处理器", std::env::consts::ARCH),
        ("时间", &now.format("%Y-%m-%d %H:%M:%S %:z").to_string()),
        ("线程", thread),
        ("位置", &place),
        ("原因", &words),
    ] {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{label}：{value}");
    }
    text
}

/// The reports of a folder, latest first.
pub fn reports(folder: &Path) -> Vec<CrashReport> {
    let read = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).ok()?;
        Some(CrashReport { name, text })
    };
    names(folder).into_iter().filter_map(read).collect()
}

/// Removes all reports of a folder.
///
/// # Errors
/// `store.read-only` and the like: the first that can't be removed.
pub fn clear(folder: &Path) -> Result<(), Failure> {
    for name in names(folder) {
        std::fs::remove_file(folder.join(&name))
            .map_err(|error| Failure::new("crash.not-removed", format!("删不了异常报告 {name}：{error}")))?;
    }
    Ok(())
}

/// File names of the reports, latest first. A folder that is not there has none.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(PREFIX) && name.ends_with(".txt"))
        .collect();
    names.sort_unstable_by(|one, other| other.cmp(one));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_leaves_a_report_without_what_was_typed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let reports_in = folder.path().join("crashes");
        watch(reports_in.clone());
        let typed = "示例小学改扩建工程";
        let formatted = std::panic::catch_unwind(|| panic!("cannot read {typed}"));
        let constant = std::panic::catch_unwind(|| panic!("the list is empty"));
        drop(std::panic::take_hook());
        assert!(formatted.is_err() && constant.is_err());

        let texts: Vec<String> = reports(&reports_in).into_iter().map(|report| report.text).collect();
        assert_eq!(texts.len(), 2);
        assert!(texts.iter().all(|text| !text.contains(typed)), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("原因：the list is empty")), "{texts:?}");
        assert!(texts.iter().all(|text| text.contains("crash.rs:")), "{texts:?}");

        clear(&reports_in).expect("the reports can be removed");
        assert_eq!(reports(&reports_in), []);
    }
}
