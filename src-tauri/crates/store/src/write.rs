//! Writing a file whole or not at all: into a temporary file beside it, onto the disk, then renamed.
//!
//! An existing file is replaced only on the caller's word, and never partly.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::StoreError;

/// Writes a file; on any failure neither a part of it nor a temporary file is left.
///
/// # Errors
/// `store.file-exists` unless `overwrite`; `store.read-only`, `store.disk-full`, `store.file-missing` for a folder
/// that does not exist, `store.file-busy`, `store.file-name` where a folder has that name.
pub fn write_whole(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), StoreError> {
    if path.is_dir() {
        return Err(StoreError::FileName {
            path: path.to_path_buf(), reason: "这里已有同名的文件夹"
        });
    }
    if !overwrite && path.symlink_metadata().is_ok() {
        return Err(StoreError::FileExists { path: path.to_path_buf() });
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(StoreError::FileMissing { path: folder.to_path_buf() });
    }
    let mut temporary = temporary_in(folder).map_err(|error| StoreError::from_io(error, folder))?;
    temporary
        .write_all(bytes)
        .and_then(|()| temporary.as_file().sync_all())
        .map_err(|error| StoreError::from_io(error, path))?;
    // Without `overwrite` the rename itself refuses: a file that came into being meanwhile is safe too.
    let renamed = if overwrite { temporary.persist(path) } else { temporary.persist_noclobber(path) };
    renamed.map_err(|error| StoreError::from_io(error.error, path))?;
    sync_folder(folder);
    Ok(())
}

/// Makes a folder and those above it, if they are not there.
///
/// # Errors
/// `store.read-only`, `store.disk-full`, `store.file-exists` if a file has that name.
pub fn ensure_folder(folder: &Path) -> Result<(), StoreError> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|error| StoreError::from_io(error, folder))
}

/// Sees a rename in a folder onto the disk.
pub(crate) fn sync_folder(folder: &Path) {
    // Only Unix can open a folder for this, and not every file system there does it; the file itself is on the
    // disk already, so a failure loses nothing that was acknowledged as the only copy.
    if cfg!(unix) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        drop(fs::File::open(folder).and_then(|file| file.sync_all()));
    }
}

/// The folder a file lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

pub(crate) fn temporary_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".choujian-").suffix(".part");
    // The rights of an ordinary new file, not those of a secret one: the document is meant to be passed on.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
