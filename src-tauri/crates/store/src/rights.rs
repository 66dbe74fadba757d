//! Who may read what lies in the data folder: its owner alone (files 0600, folders 0700).
//!
//! Windows has no such bits: there the data folder lies in the user's profile (`%APPDATA%`), whose access list admits
//! the user, the system and administrators, and what is made in it inherits that list. Nothing is done there; this has
//! not been run on Windows. Papers go where the user says and follow the user's own rules (umask).

use std::path::Path;

/// Makes a file readable and writable for its owner alone. A medium without rights (FAT) is left as it is.
pub(crate) fn private_file(path: &Path) {
    restrict(path, 0o600);
}

/// The same for a folder.
pub fn private_folder(path: &Path) {
    restrict(path, 0o700);
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(metadata) = path.symlink_metadata() else { return };
    let mut rights = metadata.permissions();
    // Rights are only taken away: a file that its owner made read-only stays so.
    let narrower = rights.mode() & mode;
    if rights.mode() & 0o777 == narrower || metadata.is_symlink() {
        return;
    }
    rights.set_mode(narrower);
    // A folder of somebody else's cannot be changed, and need not be.
    drop(std::fs::set_permissions(path, rights));
}

#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) {}
