//! `cargo xtask run`: from a clone to the open window.

use crate::{call, fonts, need, page, system::System};
use anyhow::{Result, bail};

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

/// What running and packaging need alike: system packages, fonts, the page.
///
/// # Errors
/// Something is missing and can't be installed or built.
pub(crate) fn prepare() -> Result<()> {
    need::for_running()?;
    fonts::lay()?;
    page::build()
}
