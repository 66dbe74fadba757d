//! What running and what testing need of the machine; detects what is missing, says so, installs it.
//!
//! Leaves out what cargo itself fetches, and the fonts and npm packages, which lie inside the project.

use crate::{call, system, system::System};
use anyhow::{Result, bail};

/// Something the machine must have: the Debian package and what it is for.
struct Need {
    package: &'static str,
    purpose: &'static str,
}

const fn need(package: &'static str, purpose: &'static str) -> Need {
    Need { package, purpose }
}

const TO_RUN: &[Need] = &[
    need("build-essential", "编译 SQLite 等 C 代码"),
    need("pkg-config", "查找系统库"),
    need("libwebkit2gtk-4.1-dev", "显示窗口的 WebKit"),
    need("librsvg2-dev", "窗口图标"),
    need("libxdo-dev", "窗口和键盘"),
    need("libssl-dev", "Tauri 的构建依赖"),
    need("libayatana-appindicator3-dev", "系统托盘"),
    need("fonts-lxgw-wenkai", "霞鹜文楷字体（代替楷体）"),
    need("fonts-hanazono", "花园明朝字体（人名中的生僻字）"),
];

const TO_TEST: &[Need] = &[
    need("xvfb", "没有显示器时的虚拟屏幕"),
    need("webkit2gtk-driver", "驱动真实窗口的 WebDriver"),
    need("strace", "证明程序不联网"),
    need("poppler-utils", "读出 PDF 文字（pdftotext）"),
    need("qpdf", "检查 PDF 文件的结构"),
    need("libreoffice-writer", "打开生成的 Word 文件"),
    need("python3-venv", "python-docx 的独立环境"),
];

/// The Node version below which the page's build tools refuse to start.
const NODE: (u32, u32) = (20, 19);

/// Sees to everything that `cargo xtask run` needs of the system.
///
/// # Errors
/// Something is missing and can't be installed from here; the message says what to do.
pub fn for_running() -> Result<()> {
    system_packages(TO_RUN)?;
    node()
}

/// Sees to everything that `cargo xtask test` needs of the system.
///
/// # Errors
/// As [`for_running`].
pub fn for_testing() -> Result<()> {
    let all: Vec<Need> = TO_RUN.iter().chain(TO_TEST).map(|n| need(n.package, n.purpose)).collect();
    system_packages(&all)?;
    node()
}

fn system_packages(needs: &[Need]) -> Result<()> {
    match System::here() {
        System::Debian => {
            let names: Vec<&str> = needs.iter().map(|n| n.package).collect();
            let missing = system::missing(&names);
            if missing.is_empty() {
                return Ok(());
            }
            println!("缺少以下系统软件包，现在安装：");
            for n in needs.iter().filter(|n| missing.contains(&n.package)) {
                println!("  {:<30} {}", n.package, n.purpose);
            }
            system::install(&missing)
        }
        System::OtherLinux => {
            if call::succeeds(call::command("pkg-config").args(["--exists", "webkit2gtk-4.1"])) {
                return Ok(());
            }
            let names: Vec<String> =
                needs.iter().map(|n| format!("  {:<30} {}", n.package, n.purpose)).collect();
            bail!(
                "没有找到 webkit2gtk-4.1。这个系统不用 apt-get，请用自己的软件包管理器安装下列 Debian 软件包的对应物，\
                 然后重新运行（没有 webkit2gtk-4.1 的系统，例如统信 UOS 20、麒麟 V10，不能运行窗口，可以用 choujian-cli）：\n{}",
                names.join("\n")
            )
        }
        System::Windows => {
            println!(
                "Windows：需要 Visual Studio 生成工具（C++ 桌面开发）和 WebView2（Windows 10 及以上一般已经带有）。"
            );
            Ok(())
        }
        System::Mac => {
            println!("macOS：需要 Xcode 命令行工具（xcode-select --install）。");
            Ok(())
        }
    }
}

fn node() -> Result<()> {
    let version = || call::output(call::command("node").arg("--version"));
    if version().is_err() && System::here() == System::Debian {
        println!("缺少 Node.js，现在安装 nodejs 和 npm");
        system::install(&["nodejs", "npm"])?;
    }
    let Ok(version) = version() else {
        bail!(
            "没有找到 Node.js。请安装 Node.js {}.{} 或更新的版本（带 npm），然后重新运行。",
            NODE.0,
            NODE.1
        );
    };
    if !new_enough(version.trim()) {
        bail!(
            "Node.js {} 太旧，页面的构建工具要 {}.{} 或更新的版本。请升级后重新运行。",
            version.trim(),
            NODE.0,
            NODE.1
        );
    }
    if !call::succeeds(call::command("npm").arg("--version")) {
        bail!("找到了 Node.js，但没有 npm。请安装 npm 后重新运行。");
    }
    Ok(())
}

fn new_enough(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= NODE
}

#[cfg(test)]
mod tests {
    use super::new_enough;

    #[test]
    fn node_20_19_is_the_floor() {
        assert!(new_enough("v20.19.0"));
        assert!(new_enough("v22.1.0"));
        assert!(!new_enough("v20.18.3"));
        assert!(!new_enough("v18.20.4"));
        assert!(!new_enough("nonsense"));
    }
}
