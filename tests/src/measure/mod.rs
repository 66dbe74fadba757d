//! What `cargo xtask bench` measures, in the same shape for us and for the peers.

pub mod contract;
pub mod long_table;
pub mod units;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// How often each thing is done, and which things.
#[derive(Debug, Clone)]
pub struct Measuring {
    /// Times after a first one to warm up; the median counts.
    pub times: usize,
    /// How the names begin of what is wanted; empty for all.
    pub only: String,
}

impl Measuring {
    /// Measures the work if it is wanted; one line to the standard output.
    ///
    /// # Errors
    /// The work fails.
    pub fn measure(&self, name: &str, mut work: impl FnMut() -> Result<usize>) -> Result<()> {
        if !name.starts_with(&self.only) {
            return Ok(());
        }
        let bytes = work()?;
        let mut taken: Vec<Duration> = Vec::with_capacity(self.times);
        for _ in 0..self.times {
            let started = Instant::now();
            std::hint::black_box(work()?);
            taken.push(started.elapsed());
        }
        taken.sort();
        println!("{name}\t{}\t{bytes}", taken[self.times / 2].as_micros());
        Ok(())
    }
}

/// The most memory that this process has held at once, in bytes (`VmHWM`).
///
/// # Errors
/// The system is not Linux.
pub fn peak_memory() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).context("no VmHWM")?;
    let kilobytes: u64 = line.split_whitespace().nth(1).context("no figure in VmHWM")?.parse()?;
    Ok(kilobytes * 1024)
}
