//! `cargo xtask bench`: our times beside those of programs that do the same, in one run on one machine.
//!
//! What is measured stands in tests/bench and in the program `bench` of tests; here the peers are installed, everything
//! is run one after the other, and the report is written. Nothing is asserted: other machines have other times.

use crate::{call, fonts, need, page, place, python};
use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// A measured thing.
struct Measure {
    /// `contract.pdf typst`: the work, then whose it is; ours alone where there is no second word.
    name: String,
    microseconds: u64,
    bytes: u64,
}

/// What each of our measures is.
const WORKS: &[(&str, &str)] = &[
    ("assess", "改一处回答后重新核对（捐建示例）"),
    ("assess-1000", "改一处回答后重新核对（租赁示例，1,000套×13列）"),
    ("assess-10000", "同上，10,000套"),
    ("set", "成套文件：19份，Word 加 PDF"),
    ("contract.docx", "30页中文合同写成 DOCX"),
    ("contract.pdf", "30页中文合同写成 PDF（字体子集，可提取文字）"),
    ("table-1000.docx", "8列×1,000行的表格写成 DOCX"),
    ("table-5000.docx", "8列×5,000行的表格写成 DOCX"),
    ("table-1000.pdf", "8列×1,000行的表格写成 PDF（每页重复表头）"),
    ("table-5000.pdf", "8列×5,000行的表格写成 PDF（每页重复表头）"),
    ("memory-1000", "写1,000行的 PDF 时进程的内存峰值"),
    ("plan-1000", "筹集方案，1,000套：核对、编排、Word 加 PDF"),
    ("plan-5000", "筹集方案，5,000套"),
    ("claim-1000", "补贴申请，1,000套：逐套逐月计算、Word 加 PDF"),
    ("claim-5000", "补贴申请，5,000套"),
    ("import", "读入1万行×12列的工作簿（本程序还逐格核对）"),
    ("finding-3000", "发布版窗口，3,000套：一格里按下 Enter 到问题画上屏幕（写出：程序的答复）"),
    ("finding-10000", "同上，10,000套"),
    ("scroll-3000", "发布版窗口：滚轮滚动3,000行的表，每一帧"),
    ("scroll-10000", "同上，10,000行"),
];

/// Flats in the table that is edited and scrolled in the window.
const FLATS: [&str; 2] = ["3000", "10000"];

/// Installs the peers, measures all, prints the report and writes it to target/bench/report.md.
///
/// # Errors
/// Something can't be installed, built or run.
pub fn compare(times: u32) -> Result<()> {
    need::for_testing()?;
    fonts::lay()?;
    let folder = place::target().join("bench");
    std::fs::create_dir_all(&folder).with_context(|| format!("建不了文件夹 {}", folder.display()))?;
    let source = place::root().join("tests/bench");
    let python = python::environment("bench/venv", &source.join("requirements.txt"))?;
    for name in ["package.json", "package-lock.json"] {
        std::fs::copy(source.join(name), folder.join(name)).with_context(|| format!("复制不了 {name}"))?;
    }
    page::install(&folder)?;

    let times = times.to_string();
    let build = ["build", "--release", "--package", "tests", "--bin", "bench"];
    call::run(call::cargo().args(build))?;
    let program = place::target().join("release").join(format!("bench{}", std::env::consts::EXE_SUFFIX));
    let mut told = call::output(call::command(&program).arg(&folder).arg(&times))?;
    // Memory is that of a process which does nothing else.
    told += &call::output(call::command(&program).arg(&folder).arg("1").arg("memory-1000"))?;

    let script = |name: &str| {
        let mut command = call::command(&python);
        command.arg(source.join(name)).arg(&folder).arg(&times).arg(place::fonts());
        command
    };
    let with = |mut command: Command, further: &[&str]| {
        command.args(further);
        command
    };
    let node = |name: &str| {
        let mut command = call::command("node");
        command.arg(source.join(name)).arg(&folder).arg(&times).arg(&folder);
        command
    };
    let peers = [
        script("contract.py"),
        with(script("table.py"), &["1000"]),
        with(script("table.py"), &["5000"]),
        with(script("table.py"), &["1000", "memory"]),
        script("workbook.py"),
        script("whole_set.py"),
        node("word.mjs"),
        node("survey.mjs"),
    ];
    let window = window(&python, &source.join("window.py"), &times)?;
    // A peer that cannot be run is told, and takes nothing with it.
    let mut lost = String::new();
    for mut peer in peers.into_iter().chain([window]) {
        match call::output(&mut peer) {
            Ok(lines) => told += &lines,
            Err(error) => lost += &format!("\n未能运行：{error:#}\n"),
        }
    }

    let report = report(&read(&told), &times) + &lost;
    print!("{report}");
    write(&folder.join("report.md"), &report)
}

/// What drives the window as it is shipped, with the page as it is now.
fn window(python: &Path, script: &Path, times: &str) -> Result<Command> {
    page::build()?;
    call::run(call::cargo().args(["build", "--release", "--package", "choujian"]))?;
    let program = place::target().join("release").join(format!("choujian{}", std::env::consts::EXE_SUFFIX));
    let mut command = call::command(python);
    command.arg(script).arg(program).arg(place::fonts()).arg(times).args(FLATS);
    Ok(command)
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("写不了 {}", file.display()))
}

fn read(told: &str) -> Vec<Measure> {
    told.lines()
        .filter_map(|line| {
            let mut parts = line.split('\t');
            let (name, microseconds, bytes) = (parts.next()?, parts.next()?, parts.next()?);
            let (microseconds, bytes) = (microseconds.parse().ok()?, bytes.parse().ok()?);
            Some(Measure { name: name.to_owned(), microseconds, bytes })
        })
        .collect()
}

fn report(measures: &[Measure], times: &str) -> String {
    let mut text = format!("# 比较（同一台机器，同一次运行，{times}次的中位数）\n\n");
    // Writing to a String cannot fail.
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    line("| 工作 | 程序 | 用时 | 倍数（对本程序） | 写出 |\n|---|---|---:|---:|---:|".to_owned());
    for (work, title) in WORKS {
        let Some(ours) = measures.iter().find(|measure| measure.name == *work) else { continue };
        let written = |measure: &Measure| match *work {
            work if work.starts_with("assess") || work.starts_with("scroll") => String::new(),
            _ => format!("{} KB", measure.bytes.div_ceil(1024)),
        };
        line(format!("| {title} | 筹建通 | {} | 1 | {} |", time(ours.microseconds), written(ours)));
        for peer in measures {
            let Some(whose) = peer.name.strip_prefix(work).and_then(|rest| rest.strip_prefix(' ')) else {
                continue;
            };
            // What takes no time is compared by its size.
            let times = match ours.microseconds {
                0 => ratio(peer.bytes, ours.bytes),
                _ => ratio(peer.microseconds, ours.microseconds),
            };
            line(format!("| | {whose} | {} | {times} | {} |", time(peer.microseconds), written(peer)));
        }
    }
    text
}

fn time(microseconds: u64) -> String {
    match microseconds {
        0 => String::new(),
        1..1_000 => format!("{microseconds} µs"),
        1_000..1_000_000 => format!("{}.{} ms", microseconds / 1_000, microseconds % 1_000 / 100),
        _ => format!("{}.{:02} s", microseconds / 1_000_000, microseconds % 1_000_000 / 10_000),
    }
}

/// With one decimal place, in whole numbers.
fn ratio(peer: u64, ours: u64) -> String {
    let tenths = peer * 10 / ours.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{read, report};

    #[test]
    fn peers_stand_under_our_own_time_with_their_ratio() {
        let told = "contract.pdf\t20000\t204800\ncontract.pdf typst\t50000\t307200\nnonsense\n";
        let report = report(&read(told), "7");
        assert!(report.contains("| 筹建通 | 20.0 ms | 1 | 200 KB |"), "{report}");
        assert!(report.contains("| typst | 50.0 ms | 2.5 | 300 KB |"), "{report}");
    }
}
