//! Running inputs in a process of their own, whose memory and time are bounded, so that whatever one of them does is seen.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::input::{Seeds, keep, kept};
use crate::target::Target;

/// Address space of the process in KiB; no input of the sizes that are made needs a tenth of it.
const MEMORY: u64 = 2_000_000;
/// Longest that one input may take, in an unoptimised build on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);

/// What a run came to.
#[derive(Debug, Default)]
pub struct Tally {
    /// Inputs that were refused or taken.
    pub passed: u64,
    /// What failed, each in a sentence.
    pub failed: Vec<String>,
}

/// Tries the inputs that are kept.
///
/// # Errors
/// The corpus cannot be read, or no process be started.
pub fn replay(target: &Target) -> Result<Tally> {
    let mut tally = Tally::default();
    for (name, bytes) in kept(target)? {
        let place = tempfile::tempdir()?;
        std::fs::write(place.path().join("input"), &bytes)?;
        let mut child = worker(target, place.path(), &["--one"])?;
        match wait(&mut child, place.path())? {
            None => tally.passed += 1,
            Some(why) => tally.failed.push(format!("{}/{name}：{why}", target.name)),
        }
    }
    Ok(tally)
}

/// Makes inputs from `seed` and tries them until there were `count` or the time is over; those that fail are kept.
///
/// # Errors
/// As [`replay`]; an input that failed cannot be kept.
pub fn make(target: &Target, seed: u64, count: u64, until: Option<Instant>) -> Result<Tally> {
    let seeds = Seeds::of(target)?;
    let mut tally = Tally::default();
    let mut from = 0;
    while from < count && until.is_none_or(|until| Instant::now() < until) {
        // A process for so many, so that the time is looked at in between.
        let to = if until.is_some() { count.min(from + 500) } else { count };
        let place = tempfile::tempdir()?;
        let numbers = [seed.to_string(), from.to_string(), to.to_string()];
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let mut child = worker(target, place.path(), &[&["--many"], &numbers[..]].concat())?;
        let Some(why) = wait(&mut child, place.path())? else {
            tally.passed += to - from;
            from = to;
            continue;
        };
        let index: u64 = std::fs::read_to_string(place.path().join("index"))?.trim().parse()?;
        let path = keep(target, &seeds.input(seed, index))?;
        tally.passed += index - from;
        tally.failed.push(format!(
            "{} 种子 {seed} 第 {index} 个：{why}；已存入 {}",
            target.name,
            path.display()
        ));
        from = index + 1;
        if tally.failed.len() >= 5 {
            break;
        }
    }
    Ok(tally)
}

/// In the process of its own: one input, or a range of them.
///
/// # Errors
/// The input cannot be read or the place not be written.
pub fn work(target: &Target, place: &Path, range: Option<(u64, u64, u64)>) -> Result<()> {
    let Some((seed, from, to)) = range else {
        (target.run)(&std::fs::read(place.join("input"))?);
        return Ok(());
    };
    let seeds = Seeds::of(target)?;
    for index in from..to {
        std::fs::write(place.join("index"), index.to_string())?;
        (target.run)(&seeds.input(seed, index));
    }
    Ok(())
}

fn worker(target: &Target, place: &Path, arguments: &[&str]) -> Result<Child> {
    let program = std::env::current_exe()?;
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("ulimit -c 0; ulimit -v {MEMORY}; exec \"$0\" \"$@\"")).arg(program);
        shell
    } else {
        Command::new(program)
    };
    command.args(["work", target.name]).arg(place).args(arguments);
    let told = std::fs::File::create(place.join("told"))?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(told).spawn().context("无法启动子进程")
}

/// Why it failed, if it did.
fn wait(child: &mut Child, place: &Path) -> Result<Option<String>> {
    let (mut last, mut since) = (String::new(), Instant::now());
    loop {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(None);
            }
            let told = std::fs::read(place.join("told")).unwrap_or_default();
            let told = String::from_utf8_lossy(&told);
            let words: Vec<&str> = told.lines().filter(|line| !line.trim().is_empty()).take(3).collect();
            return Ok(Some(format!("{status}，{}", words.join(" "))));
        }
        let index = std::fs::read_to_string(place.join("index")).unwrap_or_default();
        if index != last {
            (last, since) = (index, Instant::now());
        }
        if since.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            return Ok(Some(format!("超过 {} 秒没有结束", LONGEST.as_secs())));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Prints a tally in the form that `cargo xtask test` counts.
///
/// # Errors
/// Something failed.
pub fn close(tallies: &[Tally]) -> Result<()> {
    for why in tallies.iter().flat_map(|tally| &tally.failed) {
        println!("没有通过：{why}");
    }
    let passed: u64 = tallies.iter().map(|tally| tally.passed).sum();
    let failed: usize = tallies.iter().map(|tally| tally.failed.len()).sum();
    println!("test result: {passed} passed; {failed} failed");
    if failed > 0 {
        bail!("{failed} 个输入没有通过");
    }
    Ok(())
}
