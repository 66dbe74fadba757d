//! `cargo xtask run`: from a clone to the open window; `cargo xtask package`: to an installer.

use crate::{call, fonts, legal, need, page, place, system::System};
use anyhow::{Result, bail};

/// The version of Tauri's command line that makes the installers; it comes as a package with its binary inside.
pub(crate) const TAURI: &str = "@tauri-apps/cli@2.12.5";

/// Detects what is missing, installs it, builds, and opens the window.
///
/// # Errors
/// Something can't be installed or built, or the program ends with a failure.
pub fn window(arguments: &[String]) -> Result<()> {
    prepare()?;
    if matches!(System::here(), System::Debian | System::OtherLinux)
        && std::env::var_os("DISPLAY").is_none()
        && std::env::var_os("WAYLAND_DISPLAY").is_none()
    {
        call::run(call::cargo().args(["build", "--package", "choujian"]))?;
        bail!(
            "程序已经编译好，但这里没有图形界面（DISPLAY 和 WAYLAND_DISPLAY 都没有设置）。请在桌面会话里运行。"
        );
    }
    println!("编译并打开窗口（第一次需要几分钟）");
    call::run(call::cargo().args(["run", "--package", "choujian", "--"]).args(arguments))
}

/// What only an installer holds, besides tauri.conf.json: a check for each of its files runs in every build.
const PACKAGE: &str = "tauri.package.conf.json";

/// Makes the installer of this system, with fonts, templates, the command line and the licences of all parts inside.
///
/// # Errors
/// As [`window`].
pub fn installer() -> Result<()> {
    prepare()?;
    let kind = match System::here() {
        System::Debian | System::OtherLinux => "deb",
        System::Windows => "nsis",
        System::Mac => "dmg",
    };
    legal::lay()?;
    call::run(call::cargo().args(["build", "--release", "--package", "cli"]))?;
    call::run(
        call::command("npx")
            .args(["--yes", TAURI, "build", "--bundles", kind, "--config", PACKAGE])
            .current_dir(place::root().join("src-tauri")),
    )?;
    println!("安装包在 {}", place::target().join("release/bundle").join(kind).display());
    Ok(())
}

fn prepare() -> Result<()> {
    need::for_running()?;
    fonts::lay()?;
    page::build()
}
