//! The operating system beneath: which one it is, which Debian packages it has, how to install more.

use crate::call;
use anyhow::{Context, Result, bail};

/// The systems that are told apart, by how packages get onto them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Debian, Ubuntu and their relatives: apt-get.
    Debian,
    /// Another Linux: the packages are only named.
    OtherLinux,
    /// Windows 10 or later: `WebView2` is part of it.
    Windows,
    /// macOS: `WebKit` is part of it.
    Mac,
}

impl System {
    /// The one that this runs on.
    #[must_use]
    pub fn here() -> Self {
        match std::env::consts::OS {
            "windows" => Self::Windows,
            "macos" => Self::Mac,
            _ => match std::fs::read_to_string("/etc/os-release") {
                Ok(release) => Self::of_release(&release),
                Err(_) => Self::OtherLinux,
            },
        }
    }

    /// Reads `/etc/os-release`: `ID` or one of `ID_LIKE` must be Debian or Ubuntu.
    #[must_use]
    pub fn of_release(release: &str) -> Self {
        let debian = release.lines().any(|line| {
            let Some((key, value)) = line.split_once('=') else { return false };
            matches!(key, "ID" | "ID_LIKE")
                && value.trim_matches('"').split_whitespace().any(|word| matches!(word, "debian" | "ubuntu"))
        });
        if debian { Self::Debian } else { Self::OtherLinux }
    }
}

/// Those of `packages` that dpkg does not report as installed.
#[must_use]
pub fn missing<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    packages.iter().copied().filter(|package| !installed(package)).collect()
}

fn installed(package: &str) -> bool {
    call::output(call::command("dpkg-query").args(["-W", "-f=${db:Status-Abbrev}", package]))
        .is_ok_and(|status| status.starts_with("ii"))
}

/// Installs Debian packages without their recommendations (LibreOffice would bring a desktop along).
///
/// # Errors
/// Neither root nor sudo is at hand, or apt-get fails (its own message stands above).
pub fn install(packages: &[&str]) -> Result<()> {
    let by_hand = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    let root = call::output(call::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root && !call::succeeds(call::command("sudo").arg("--version")) {
        bail!("需要管理员权限才能安装系统软件包。请以 root 身份运行：\n    {by_hand}");
    }
    let apt = |arguments: &[&str]| {
        let mut command = if root { call::command("apt-get") } else { call::command("sudo") };
        if !root {
            command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        call::run(&mut command)
    };
    apt(&["update", "-qq"])?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"];
    arguments.extend(packages);
    apt(&arguments).with_context(|| format!("系统软件包没有装上，可以手工运行：\n    {by_hand}"))
}

#[cfg(test)]
mod tests {
    use super::System;

    #[test]
    fn debian_and_its_relatives_use_apt() {
        assert_eq!(System::of_release("NAME=\"Debian GNU/Linux\"\nID=debian\n"), System::Debian);
        assert_eq!(System::of_release("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), System::Debian);
    }

    #[test]
    fn others_do_not() {
        assert_eq!(System::of_release("ID=fedora\nID_LIKE=\"rhel\"\n"), System::OtherLinux);
        assert_eq!(System::of_release("ID=arch\nBUILD_ID=debian\n"), System::OtherLinux);
        assert_eq!(System::of_release(""), System::OtherLinux);
    }
}
