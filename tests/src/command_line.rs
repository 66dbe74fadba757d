//! `choujian-cli` as a program: started, answered, its exit status and both outputs taken.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a run gave.
#[derive(Debug)]
pub struct Answer {
    /// Exit status; 255 when a signal ended it.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The program beside the tests' own binary, as one build of the workspace makes both.
///
/// # Panics
/// It has not been built.
#[must_use]
pub fn program() -> PathBuf {
    let name = format!("choujian-cli{}", std::env::consts::EXE_SUFFIX);
    let here = std::env::current_exe().unwrap_or_default();
    let found = here.ancestors().skip(1).take(3).map(|folder| folder.join(&name)).find(|file| file.is_file());
    found.unwrap_or_else(|| panic!("no {name} beside {}; `cargo build --workspace` makes it", here.display()))
}

/// The program, set up as every test wants it; arguments and what it reads and writes are still to be said.
///
/// # Panics
/// It has not been built.
#[must_use]
pub fn command() -> Command {
    let mut command = Command::new(program());
    // Where a program looks for its templates must not depend on where the build lies.
    command.env("CHOUJIAN_TEMPLATES", xtask::place::root().join("templates")).env_remove("CHOUJIAN_FONTS");
    command
}

/// The program as a child whose memory, files or time are bounded by `limits`, words of the shell such as
/// `ulimit -v 1000000`; arguments are still to be said. A write beyond a limit on files fails like one on a full disk.
///
/// # Panics
/// It has not been built.
#[must_use]
pub fn bounded(limits: &str) -> Command {
    let mut command = Command::new("sh");
    command.env("CHOUJIAN_TEMPLATES", xtask::place::root().join("templates")).env_remove("CHOUJIAN_FONTS");
    command.arg("-c").arg(format!("trap '' XFSZ; {limits}; exec \"$0\" \"$@\"")).arg(program());
    command
}

/// What a command gave, with nothing on its standard input.
///
/// # Panics
/// It can't be started.
#[must_use]
pub fn answer(command: &mut Command) -> Answer {
    let output = match command.stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) => panic!("choujian-cli: {error}"),
    };
    Answer {
        status: output.status.code().unwrap_or(255),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs it with arguments.
///
/// # Panics
/// It can't be started.
pub fn run<I: IntoIterator<Item = A>, A: AsRef<OsStr>>(arguments: I) -> Answer {
    run_with(arguments, "")
}

/// Runs it with arguments and something to read on standard input.
///
/// # Panics
/// It can't be started.
pub fn run_with<I: IntoIterator<Item = A>, A: AsRef<OsStr>>(arguments: I, input: &str) -> Answer {
    let mut command = command();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let started = command.spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) => panic!("choujian-cli: {error}"),
    };
    // A program that refuses its arguments does not read; the broken pipe is no failure of the test.
    let input = input.to_owned();
    let mut pipe = child.stdin.take();
    let writer =
        std::thread::spawn(move || pipe.as_mut().map(|pipe| pipe.write_all(input.as_bytes())).is_some());
    let output = match child.wait_with_output() {
        Ok(output) => output,
        Err(error) => panic!("choujian-cli: {error}"),
    };
    let _ = writer.join();
    Answer {
        status: output.status.code().unwrap_or(255),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
