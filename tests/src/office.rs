//! LibreOffice as another reader of our Word files, with the fonts that our PDFs are set in.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// What stands in for the fonts of a Chinese Windows, on paper as in `shared/style.toml`: (asked for, taken).
const TAKEN: [(&str, &str); 10] = [
    ("仿宋", "Noto Serif SC"),
    ("FangSong", "Noto Serif SC"),
    ("宋体", "Noto Serif SC"),
    ("SimSun", "Noto Serif SC"),
    ("方正小标宋简体", "Noto Serif SC"),
    ("黑体", "Noto Sans SC"),
    ("SimHei", "Noto Sans SC"),
    ("微软雅黑", "Noto Sans SC"),
    ("楷体", "LXGW WenKai"),
    ("KaiTi", "LXGW WenKai"),
];

/// Turns files into another format beside them, all by one start of LibreOffice.
///
/// The profile is its own, so that an open LibreOffice is not disturbed; and so is the choice of fonts: left alone, it
/// takes Latin letters for 仿宋 from a much wider font than any office has, and breaks lines elsewhere.
///
/// # Errors
/// LibreOffice is not installed, or refuses a file.
pub fn convert<'f>(folder: &Path, to: &str, files: impl IntoIterator<Item = &'f Path>) -> Result<()> {
    let fonts = folder.join("fonts.conf");
    std::fs::write(&fonts, fonts_conf(&xtask::place::fonts()))?;
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .arg(folder)
        .args(files)
        .env("FONTCONFIG_FILE", fonts)
        .output()
        .context("soffice (package libreoffice-writer)")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

fn fonts_conf(fonts: &Path) -> String {
    let alias = |(asked, taken): (&str, &str)| {
        format!(
            "<match target=\"pattern\"><test name=\"family\"><string>{asked}</string></test>\
             <edit name=\"family\" mode=\"assign\" binding=\"same\"><string>{taken}</string></edit></match>"
        )
    };
    format!(
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>\
         <include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include><dir>{}</dir>{}</fontconfig>",
        fonts.display(),
        TAKEN.map(alias).concat()
    )
}
