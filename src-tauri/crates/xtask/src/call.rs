//! Other programs: started, waited for, and their failure told together with the command line.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// A command in the project's root, by name or path. On Windows `npm` and `npx` are scripts and need their suffix.
#[must_use]
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let program = program.as_ref();
    let script = cfg!(windows) && (program == "npm" || program == "npx");
    let mut command = if script {
        Command::new(format!("{}.cmd", program.to_string_lossy()))
    } else {
        Command::new(program)
    };
    command.current_dir(crate::place::root());
    command
}

/// The same cargo that started xtask.
#[must_use]
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The command line as a person would type it, for messages.
#[must_use]
pub fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|a| a.to_string_lossy().into_owned()));
    words.join(" ")
}

/// Runs with the terminal's output and fails when the program does.
///
/// # Errors
/// The program can't be started, or ends with another status than 0.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("无法启动：{}", line(command)))?;
    if !status.success() {
        bail!("命令失败（{status}）：{}", line(command));
    }
    Ok(())
}

/// What the program writes on its standard output.
///
/// # Errors
/// As [`run`]; the message then holds what it wrote on standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("无法启动：{}", line(command)))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        bail!("命令失败（{}）：{}\n{}", output.status, line(command), told.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the program is there and ends with 0; what it prints is of no interest.
#[must_use]
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
