//! `cargo xtask test`: everything that must hold before a change lands, from a clean clone.
//!
//! Clippy, build and tests are asked for the same packages and targets, so that cargo compiles nothing twice.

use crate::{call, fonts, need, page, place, python, step::Steps, supply};
use anyhow::{Result, bail};
use std::process::Command;

/// Runs every step and prints `N passed, N failed` at the end.
///
/// # Errors
/// Some step failed; which one stands above.
pub fn everything() -> Result<()> {
    let mut steps = Steps::begin()?;
    steps.work("准备：系统软件包、字体、Python 环境", prepare);
    let page_is_built = steps.work("构建页面", page::build);

    steps.run("Rust 格式", vec![cargo(&["fmt", "--all", "--check"])])?;
    if page_is_built {
        steps.run("页面：检查", vec![npm("lint")])?;
        steps.run("页面：测试", vec![npm("test")])?;
    } else {
        steps.skip("页面：检查和测试", "页面没有构建成功");
    }
    steps.run(
        "Rust 检查（clippy）",
        vec![cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])],
    )?;
    if steps.run("编译", vec![cargo(&["build", "--workspace", "--all-targets"])])? {
        steps.run("Rust 测试", vec![runner()])?;
        steps.run("文档里的例子", vec![cargo(&["test", "--workspace", "--doc"])])?;
        steps.run("真实窗口", vec![window()])?;
    } else {
        steps.skip("Rust 测试和真实窗口", "没有编译成功");
    }
    supplied(&mut steps)?;
    if !steps.close() {
        bail!("有步骤没有通过；各步骤的输出在 {}", place::target().join("test").display());
    }
    Ok(())
}

/// `cargo xtask e2e`: only the real window, with what it needs.
///
/// # Errors
/// Something can't be installed or built, or a test failed.
pub fn window_only(arguments: &[String]) -> Result<()> {
    need::for_testing()?;
    fonts::lay()?;
    page::build()?;
    call::run(&mut cargo(&["build", "--workspace", "--bins"]))?;
    call::run(window().args(arguments))
}

/// What may come into the program. Holes that are known elsewhere are asked for; that can fail without the network.
fn supplied(steps: &mut Steps) -> Result<()> {
    let mut installed = None;
    let ready = steps.work("准备：cargo-deny", || {
        installed = Some(supply::deny()?);
        Ok(())
    });
    let Some(deny) = installed.filter(|_| ready) else {
        steps.skip("依赖的许可、来源和已知漏洞", "cargo-deny 没有装上");
        return Ok(());
    };
    let mut check = call::command(&deny);
    check.args(["check", "bans", "licenses", "sources"]);
    steps.run("依赖的许可和来源", vec![check])?;
    steps.ask("已知漏洞：Rust（cargo deny）", || supply::crates(&deny));
    steps.ask("已知漏洞：页面（npm audit）", supply::modules);
    Ok(())
}

fn prepare() -> Result<()> {
    need::for_testing()?;
    fonts::lay()?;
    python::environment("venv", &place::root().join("tests/requirements.txt")).map(|_| ())
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = call::cargo();
    command.args(arguments);
    command
}

fn npm(script: &str) -> Command {
    let mut command = call::command("npm");
    command.args(["run", "--silent", script]).current_dir(place::ui());
    command
}

/// nextest runs the tests of all crates side by side; without it cargo's own runner does the same, only slower.
fn runner() -> Command {
    if call::succeeds(&mut cargo(&["nextest", "--version"])) {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast"])
    } else {
        cargo(&["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"])
    }
}

fn window() -> Command {
    call::command(place::built("e2e"))
}
