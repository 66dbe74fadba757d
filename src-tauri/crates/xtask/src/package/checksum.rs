//! SHA-256 of everything that is handed out, in the form that `sha256sum --check` reads, and a detached signature over
//! it (`ssh-keygen -Y sign`: OpenSSH is on every system that the program runs on, so anybody can check it).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::call;
use crate::legal::hexadecimal;

/// The file with the checksums.
const NAME: &str = "SHA256SUMS";

/// What a signature is for, so that one made for something else is not taken for it.
const NAMESPACE: &str = "choujian-release";

/// Writes the checksums of all files of a folder into it and answers where.
///
/// # Errors
/// A file can't be read or written.
pub(super) fn write(folder: &Path) -> Result<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("读不到 {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_file() && !name.starts_with(NAME) {
            files.push(path);
        }
    }
    files.sort();
    let mut text = String::new();
    for file in files {
        let bytes = std::fs::read(&file).with_context(|| format!("读不到 {}", file.display()))?;
        let digits = hexadecimal(&Sha256::digest(bytes));
        text += &format!("{digits}  {}\n", file.file_name().unwrap_or_default().to_string_lossy());
    }
    let sums = folder.join(NAME);
    std::fs::write(&sums, text).with_context(|| format!("写不了 {}", sums.display()))?;
    Ok(sums)
}

/// Signs the checksums with the releaser's key into a file beside them.
///
/// # Errors
/// OpenSSH is missing, or refuses the key; its own words stand above.
pub(super) fn sign(sums: &Path, key: &Path) -> Result<()> {
    let signature = sums.with_extension("sig");
    if signature.exists() {
        std::fs::remove_file(&signature).with_context(|| format!("删不了 {}", signature.display()))?;
    }
    call::run(call::command("ssh-keygen").args(["-Y", "sign", "-n", NAMESPACE, "-f"]).arg(key).arg(sums))?;
    println!("签名在 {}", signature.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_files_and_not_of_themselves() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("choujian-sums-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("b.deb"), "abc")?;
        std::fs::write(folder.join("a.json"), "")?;
        write(&folder)?;
        let text = std::fs::read_to_string(write(&folder)?)?;
        std::fs::remove_dir_all(&folder)?;
        // FIPS 180-4, the digests of the empty message and of “abc”.
        let (empty, abc) = (
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        );
        assert_eq!(text, format!("{empty}  a.json\n{abc}  b.deb\n"));
        Ok(())
    }
}
