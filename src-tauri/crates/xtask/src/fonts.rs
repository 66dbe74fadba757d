//! The fonts that are shipped with the program: taken from packages, laid into `src-tauri/fonts`.
//!
//! They are not under version control (95 MB); their licences are copied along, as the licences themselves demand.

use crate::{call, page, place, system::System};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Name in `src-tauri/fonts`, and where the npm packages have it.
const FROM_NPM: &[(&str, &str)] = &[
    ("NotoSerifSC-Regular.ttf", "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"),
    ("NotoSerifSC-Bold.ttf", "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf"),
    ("NotoSansSC-Regular.ttf", "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
    ("NotoSansSC-Bold.ttf", "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf"),
    ("NotoSerifSC-LICENSE.txt", "noto-serif-sc/LICENSE_FONT"),
    ("NotoSansSC-LICENSE.txt", "noto-sans-sc/LICENSE_FONT"),
];

/// Debian's packages of fonts.
const DEBIAN_PACKAGES: &[&str] = &["fonts-lxgw-wenkai", "fonts-hanazono"];

/// Name in `src-tauri/fonts`, and where Debian's packages have it. HanaMinB has all of CJK extensions B to F, 31 MB (13 MB in
/// the installer); it is dual-licensed, the SIL Open Font License among them.
const FROM_DEBIAN: &[(&str, &str)] = &[
    ("LXGWWenKai-Regular.ttf", "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"),
    ("LXGWWenKai-LICENSE.txt", "/usr/share/doc/fonts-lxgw-wenkai/copyright"),
    ("HanaMinB.ttf", "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
    ("HanaMinB-LICENSE.txt", "/usr/share/doc/fonts-hanazono/copyright"),
];

/// Puts every missing font in its place. The system package must have been seen to before.
///
/// # Errors
/// npm fails, or a file can't be copied.
pub fn lay() -> Result<()> {
    let fonts = place::fonts();
    std::fs::create_dir_all(&fonts).with_context(|| format!("建不了文件夹 {}", fonts.display()))?;
    let absent = |name: &str| std::fs::metadata(fonts.join(name)).map_or(true, |file| file.len() == 0);

    if FROM_NPM.iter().any(|(name, _)| absent(name)) {
        println!("取出思源宋体和思源黑体");
        let packages = fetch()?;
        for (name, source) in FROM_NPM {
            copy(&packages.join(source), &fonts.join(name))?;
        }
    }
    for (name, source) in FROM_DEBIAN.iter().filter(|(name, _)| absent(name)) {
        if System::here() == System::Debian {
            copy(Path::new(source), &fonts.join(name))?;
        } else if Path::new(name).extension().is_some_and(|kind| kind == "ttf") {
            println!("没有 {name}：请放进 {}；否则楷体处用其他字体代替，生僻字印不出来。", fonts.display());
        }
    }
    Ok(())
}

/// Installs the font packages into target/fonts and answers where their files lie.
fn fetch() -> Result<PathBuf> {
    let folder = place::target().join("fonts");
    std::fs::create_dir_all(&folder).with_context(|| format!("建不了文件夹 {}", folder.display()))?;
    for name in ["package.json", "package-lock.json"] {
        copy(&place::xtask().join("fonts").join(name), &folder.join(name))?;
    }
    page::install(&folder)?;
    Ok(folder.join("node_modules/@expo-google-fonts"))
}

/// Whole or not at all: a font cut off half-way would be found only when a document is made.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let half = to.with_extension("part");
    std::fs::copy(from, &half)
        .and_then(|_| std::fs::rename(&half, to))
        .with_context(|| format!("复制不了 {} 到 {}", from.display(), to.display()))
}

/// `cargo xtask fonts`: with the system package, then the files.
///
/// # Errors
/// As [`lay`] and the system's package manager.
pub fn fetch_all() -> Result<()> {
    if System::here() == System::Debian && !crate::system::missing(DEBIAN_PACKAGES).is_empty() {
        crate::system::install(DEBIAN_PACKAGES)?;
    }
    if !call::succeeds(call::command("npm").arg("--version")) {
        anyhow::bail!("没有找到 npm。请先安装 Node.js 20.19 或更新的版本。");
    }
    lay()?;
    println!("字体在 {}", place::fonts().display());
    Ok(())
}
