//! What may come into the program: licences, sources, versions that are forbidden, known holes.
//!
//! Known holes are asked of servers that not every network reaches. Where they can't be reached the step is told and
//! counted as not run, never as passed; the workflow files of the repository run it where they can be.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{call, place};

/// The version of cargo-deny; built from its source, without optimisation, in a minute or two.
const DENY: &str = "0.20.2";

/// What came of asking for known holes.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// Asked, and none is known.
    Clean,
    /// These are known.
    Found(String),
    /// Could not be asked, and why.
    Unreachable(String),
}

/// Installs cargo-deny under target/tools unless it is there, and answers where it lies.
///
/// # Errors
/// It can't be fetched or built.
pub fn deny() -> Result<PathBuf> {
    let folder = place::target().join("tools");
    let program = folder.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    let there = call::output(call::command(&program).arg("--version"));
    if there.is_ok_and(|told| told.trim() == format!("cargo-deny {DENY}")) {
        return Ok(program);
    }
    println!("编译 cargo-deny {DENY}");
    call::run(
        call::cargo()
            .args(["install", "cargo-deny", "--version", DENY, "--locked", "--debug", "--quiet", "--root"])
            .arg(&folder),
    )?;
    Ok(program)
}

/// Asks the database of the Rust project for holes in the crates of Cargo.lock.
///
/// # Errors
/// cargo-deny can't be started.
pub fn crates(deny: &PathBuf) -> Result<Asked> {
    let fetched = call::command(deny).args(["fetch", "db"]).output().context("cargo-deny 无法启动")?;
    if !fetched.status.success() {
        return Ok(Asked::Unreachable(last_line(&String::from_utf8_lossy(&fetched.stderr))));
    }
    let told = call::command(deny)
        .args(["check", "--disable-fetch", "advisories"])
        .output()
        .context("cargo-deny 无法启动")?;
    if told.status.success() {
        return Ok(Asked::Clean);
    }
    Ok(Asked::Found(String::from_utf8_lossy(&told.stderr).into_owned()))
}

/// Asks the npm registry for holes in the packages that the page is made of.
///
/// # Errors
/// npm can't be started.
pub fn modules() -> Result<Asked> {
    let mut npm = call::command("npm");
    let told = npm
        .args(["audit", "--omit=dev", "--json"])
        .current_dir(place::ui())
        .output()
        .context("npm 无法启动")?;
    Ok(audit(&String::from_utf8_lossy(&told.stdout)))
}

/// Reads the report of `npm audit --json`.
fn audit(report: &str) -> Asked {
    let Ok(report) = serde_json::from_str::<Value>(report) else {
        return Asked::Unreachable("npm audit 没有给出结果".to_owned());
    };
    let Some(total) = report["metadata"]["vulnerabilities"]["total"].as_u64() else {
        let reason = report["message"].as_str().or_else(|| report["error"]["summary"].as_str());
        return Asked::Unreachable(last_line(reason.unwrap_or("npm audit 没有给出结果")));
    };
    if total == 0 { Asked::Clean } else { Asked::Found(format!("{:#}", report["vulnerabilities"])) }
}

fn last_line(told: &str) -> String {
    told.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("没有说明").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_npm_is_clean_or_not_and_no_report_is_neither() {
        let clean =
            r#"{"auditReportVersion":2,"vulnerabilities":{},"metadata":{"vulnerabilities":{"total":0}}}"#;
        assert_eq!(audit(clean), Asked::Clean);
        let hole = r#"{"vulnerabilities":{"left-pad":{}},"metadata":{"vulnerabilities":{"total":1}}}"#;
        assert!(matches!(audit(hole), Asked::Found(told) if told.contains("left-pad")));
        let refused = r#"{"message":"405 Method Not Allowed","error":{"summary":"","detail":""}}"#;
        assert_eq!(audit(refused), Asked::Unreachable("405 Method Not Allowed".to_owned()));
        assert!(matches!(audit(""), Asked::Unreachable(_)));
    }
}
