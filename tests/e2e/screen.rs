//! A virtual screen of its own, so that tests disturb no one and look the same everywhere.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A running Xvfb; ended when dropped.
pub struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    /// Starts one on a free display number, large enough for the largest window looked at.
    pub fn open() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb (package xvfb)")?;
        let mut number = String::new();
        let said = server.stdout.take().context("Xvfb has no output")?;
        BufReader::new(said).read_line(&mut number).context("Xvfb names its display")?;
        Ok(Self { server, display: format!(":{}", number.trim()) })
    }

    /// As in `DISPLAY`.
    pub fn display(&self) -> &str {
        &self.display
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It is gone already or goes now; there is nobody to tell.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
