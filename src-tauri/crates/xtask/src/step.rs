//! The steps of a long run: each told with its duration, its output kept in a file, the first failure shown.
//!
//! A step that fails does not end the run: what can still be learnt is worth the minutes.

use crate::{call, place, supply::Asked};
use anyhow::{Context, Result};
use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How many tests a step ran; a step without tests of its own counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
}

enum Outcome {
    Done,
    Failed,
    /// Not run, and why.
    Skipped(String),
}

struct Finished {
    title: &'static str,
    outcome: Outcome,
    took: Duration,
    tally: Tally,
    log: PathBuf,
}

/// A run in the making.
pub struct Steps {
    folder: PathBuf,
    finished: Vec<Finished>,
}

/// No step of a healthy run takes half as long; one that hangs must not take the run's report with it.
const LIMIT: Duration = Duration::from_secs(45 * 60);

impl Steps {
    /// A run whose outputs go to target/test.
    ///
    /// # Errors
    /// The folder can't be made.
    pub fn begin() -> Result<Self> {
        let folder = place::target().join("test");
        std::fs::create_dir_all(&folder).with_context(|| format!("建不了文件夹 {}", folder.display()))?;
        Ok(Self { folder, finished: Vec::new() })
    }

    /// Runs commands one after the other until one fails. Answers whether all succeeded.
    ///
    /// # Errors
    /// The file for the output can't be written.
    pub fn run(&mut self, title: &'static str, commands: Vec<Command>) -> Result<bool> {
        let log = self.folder.join(format!("{:02}.log", self.finished.len() + 1));
        let file = File::create(&log).with_context(|| format!("写不了 {}", log.display()))?;
        let started = Instant::now();
        println!("▶ {title}");
        let mut good = true;
        for mut command in commands {
            command.env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never").stdin(Stdio::null());
            command.stdout(file.try_clone()?).stderr(file.try_clone()?);
            good = match wait(&mut command, started) {
                Ok(status) => status.success(),
                Err(error) => {
                    use std::io::Write as _;
                    writeln!(&file, "{error:#}")?;
                    false
                }
            };
            if !good {
                break;
            }
        }
        let told = String::from_utf8_lossy(&std::fs::read(&log)?).into_owned();
        let mut tally = count(&told);
        // A runner that died before it told its count has failed all the same; a step without tests is one test.
        if !good && tally.failed == 0 {
            tally.failed = 1;
        } else if good && tally == Tally::default() {
            tally.passed = 1;
        }
        let outcome = if good { Outcome::Done } else { Outcome::Failed };
        self.finish(Finished { title, outcome, took: started.elapsed(), tally, log });
        Ok(good)
    }

    /// Does work of our own, whose output goes straight to the terminal. Answers whether it succeeded.
    pub fn work(&mut self, title: &'static str, work: impl FnOnce() -> Result<()>) -> bool {
        let started = Instant::now();
        println!("▶ {title}");
        let result = work();
        if let Err(error) = &result {
            println!("{error:#}");
        }
        let good = result.is_ok();
        let tally = Tally { passed: u32::from(good), failed: u32::from(!good) };
        let outcome = if good { Outcome::Done } else { Outcome::Failed };
        self.finish(Finished { title, outcome, took: started.elapsed(), tally, log: PathBuf::new() });
        good
    }

    /// Notes a step that can't be run, with the reason.
    pub fn skip(&mut self, title: &'static str, reason: impl Into<String>) {
        println!("▶ {title}");
        let outcome = Outcome::Skipped(reason.into());
        let (took, tally, log) = (Duration::ZERO, Tally::default(), PathBuf::new());
        self.finish(Finished { title, outcome, took, tally, log });
    }

    /// Asks for known holes. Where nobody can be asked, the step is not run, and is told and counted as such.
    pub fn ask(&mut self, title: &'static str, question: impl FnOnce() -> Result<Asked>) {
        match question() {
            Ok(Asked::Unreachable(reason)) => self.skip(title, format!("问不到：{reason}")),
            answer => {
                self.work(title, || match answer? {
                    Asked::Found(told) => anyhow::bail!("{told}"),
                    Asked::Clean | Asked::Unreachable(_) => Ok(()),
                });
            }
        }
    }

    fn finish(&mut self, step: Finished) {
        let took = seconds(step.took);
        match &step.outcome {
            Outcome::Done => println!("  通过，{took}"),
            Outcome::Failed => println!("  没有通过，{took}  {}", step.log.display()),
            Outcome::Skipped(reason) => println!("  未运行：{reason}"),
        }
        self.finished.push(step);
    }

    /// Prints the first failure's output, the table of durations and the closing line; true when nothing failed.
    #[must_use]
    pub fn close(self) -> bool {
        let failed = |step: &&Finished| matches!(step.outcome, Outcome::Failed);
        if let Some(first) = self.finished.iter().find(failed)
            && let Ok(told) = std::fs::read(&first.log)
        {
            println!(
                "\n──── {}：输出的末尾 ────\n{}",
                first.title,
                tail(&String::from_utf8_lossy(&told), 120)
            );
        }
        println!("\n步骤");
        for step in &self.finished {
            let mark = match step.outcome {
                Outcome::Done => "通过",
                Outcome::Failed => "失败",
                Outcome::Skipped(_) => "未运行",
            };
            println!("  {mark}  {:>9}  {}", seconds(step.took), step.title);
        }
        let passed: u32 = self.finished.iter().map(|step| step.tally.passed).sum();
        let broken: u32 = self.finished.iter().map(|step| step.tally.failed).sum();
        let skipped = self.finished.iter().filter(|step| matches!(step.outcome, Outcome::Skipped(_))).count();
        match skipped {
            0 => println!("{passed} passed, {broken} failed"),
            _ => println!("{passed} passed, {broken} failed, {skipped} skipped"),
        }
        broken == 0
    }
}

/// Waits until the program ends, or ends it with all it started when the limit is reached.
fn wait(command: &mut Command, started: Instant) -> Result<ExitStatus> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let told = call::line(command);
    let mut child = command.spawn().with_context(|| format!("无法启动：{told}"))?;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if started.elapsed() > LIMIT {
            // The group: a test runner's own children would hold on to the output file.
            // Only this group, which we started; should it be gone already, there is nothing to say.
            let _ = call::succeeds(call::command("kill").args(["-KILL", "--", &format!("-{}", child.id())]));
            child.kill()?;
            child.wait()?;
            anyhow::bail!("超过 {}，已经终止：{told}", seconds(LIMIT));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Adds up the closing lines of nextest, cargo test and vitest.
fn count(told: &str) -> Tally {
    let mut tally = Tally::default();
    for line in told.lines().map(str::trim_start) {
        let closing = line.starts_with("test result:")
            || line.starts_with("Tests ")
            || (line.starts_with("Summary [") && line.contains("tests run:"))
            || (line.starts_with("Summary [") && line.contains("test run:"));
        if closing {
            tally.passed += before(line, "passed");
            tally.failed += before(line, "failed");
        }
    }
    tally
}

/// The number that stands before a word.
fn before(line: &str, word: &str) -> u32 {
    let mut last = 0;
    for piece in line.split([' ', ';', ',', '|', '(', ')']).filter(|piece| !piece.is_empty()) {
        if piece == word {
            return last;
        }
        last = piece.parse().unwrap_or(0);
    }
    0
}

fn tail(told: &str, lines: usize) -> String {
    let all: Vec<&str> = told.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

fn seconds(duration: Duration) -> String {
    format!("{}.{} s", duration.as_secs(), duration.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::{Tally, count};

    #[test]
    fn reads_the_closing_lines_of_each_runner() {
        let nextest = "     Summary [  12.003s] 312 tests run: 310 passed (2 slow), 2 failed, 4 skipped\n";
        assert_eq!(count(nextest), Tally { passed: 310, failed: 2 });
        let cargo = "test result: ok. 3 passed; 0 failed; 0 ignored\n\ntest result: FAILED. 1 passed; 2 failed; 0 ignored\n";
        assert_eq!(count(cargo), Tally { passed: 4, failed: 2 });
        assert_eq!(count("      Tests  118 passed (118)\n"), Tally { passed: 118, failed: 0 });
        assert_eq!(count("      Tests  2 failed | 118 passed (120)\n"), Tally { passed: 118, failed: 2 });
        assert_eq!(count(" Test Files  9 passed (9)\nnothing passed\n"), Tally::default());
    }
}
