//! `cargo xtask package`: an installer that names what it needs, tells nothing of the machine that built it, and comes
//! with checksums and, where the releaser's key is at hand, a signature.

mod checksum;
mod depends;
mod trace;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{call, legal, place, start, system::System};

/// The version of Tauri's command line that makes the installers; it comes as a package with its binary inside.
pub(crate) const TAURI: &str = "@tauri-apps/cli@2.12.5";

/// What only an installer holds, besides tauri.conf.json: a check for each of its files runs in every build.
const CONFIGURATION: &str = "tauri.package.conf.json";

/// Makes the installer of this system, with fonts, templates, the command line and the licences of all parts inside.
///
/// # Errors
/// Something can't be installed or built, a binary names a folder of this machine, or the signature can't be made.
pub fn installer() -> Result<()> {
    start::prepare()?;
    let kind = match System::here() {
        System::Debian | System::OtherLinux => "deb",
        System::Windows => "nsis",
        System::Mac => "dmg",
    };
    legal::lay()?;
    let shield = trace::Shield::new()?;
    call::run(shield.over(call::cargo().args(["build", "--release", "--package", "cli"])))?;
    call::run(shield.over(tauri(&["build", "--no-bundle"]).args(["--config", CONFIGURATION])))?;
    let binaries = [built("choujian"), built("choujian-cli")];
    shield.check(&binaries)?;

    let mut bundle = tauri(&["bundle", "--bundles", kind]);
    bundle.args(["--config", CONFIGURATION]);
    if kind == "deb" {
        let needed = depends::of(&binaries)?;
        bundle.args(["--config", &depends::configuration(&needed)]);
    }
    call::run(shield.over(&mut bundle))?;

    let folder = place::target().join("release/bundle").join(kind);
    std::fs::copy(place::target().join("legal/sbom.cdx.json"), folder.join("choujian.cdx.json"))
        .with_context(|| format!("写不了 {}", folder.display()))?;
    let sums = checksum::write(&folder)?;
    println!("安装包和校验和在 {}", folder.display());
    match std::env::var_os("CHOUJIAN_SIGNING_KEY") {
        Some(key) => checksum::sign(&sums, &PathBuf::from(key)),
        None => {
            println!(
                "没有签名：CHOUJIAN_SIGNING_KEY 没有指明发布者的私钥（OpenSSH 格式的 ed25519 私钥文件）。"
            );
            Ok(())
        }
    }
}

/// Tauri's command line, in the folder that it expects.
fn tauri(arguments: &[&str]) -> Command {
    let mut command = call::command("npx");
    command.args(["--yes", TAURI]).args(arguments).current_dir(place::root().join("src-tauri"));
    command
}

fn built(name: &str) -> PathBuf {
    place::target().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
