//! What `cargo xtask bench` measures, in the same shape for us and for the peers.

pub mod contract;
pub mod long_table;
pub mod units;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Once to warm up, then the median; one line to the standard output.
///
/// # Errors
/// The work fails.
pub fn measure(name: &str, times: usize, mut work: impl FnMut() -> Result<usize>) -> Result<()> {
    let bytes = work()?;
    let mut taken: Vec<Duration> = Vec::with_capacity(times);
    for _ in 0..times {
        let started = Instant::now();
        std::hint::black_box(work()?);
        taken.push(started.elapsed());
    }
    taken.sort();
    println!("{name}\t{}\t{bytes}", taken[times / 2].as_micros());
    Ok(())
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
