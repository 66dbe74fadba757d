//! The program connects to nothing: strace saw every connect() of it and of all processes that it started.

use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Holds the trace against what is allowed: sockets of this machine's own files (display, sound, session bus). The one
/// exception is there only in tests: the page's process answers the WebDriver over the loopback address.
pub fn nothing_connected(trace: &Path) -> Result<()> {
    let text = std::fs::read_to_string(trace).context("the trace of strace (package strace)")?;
    ensure!(
        text.lines().any(|line| line.contains("connect(")),
        "strace saw no connect() at all; it can't have watched"
    );
    let outside: Vec<&str> =
        text.lines().filter(|line| line.contains("connect(") && !allowed(line)).collect();
    ensure!(outside.is_empty(), "the program tried to connect:\n{}", outside.join("\n"));
    Ok(())
}

fn allowed(line: &str) -> bool {
    line.contains("AF_UNIX") || line.contains("AF_UNSPEC") || line.contains("127.0.0.1")
}
