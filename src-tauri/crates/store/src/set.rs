//! Writing several files whole or not at all (成套写入): every file into a temporary one beside its place, then all of
//! them renamed; on any failure what was renamed already is taken back, and a file that was replaced stands again.
//!
//! A set that is written is *laid* first: it lies on the disk in full and can still be taken back, for a caller that has
//! to record it before it counts.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::StoreError;
use crate::write::{folder_of, sync_folder, temporary_in};

/// Files that lie on the disk and can still be taken back; dropped without [`LaidSet::keep`] they are.
#[must_use = "a set that is not kept is taken back"]
#[derive(Debug)]
pub struct LaidSet {
    laid: Vec<Laid>,
    /// Folders that were made for it, outermost first.
    folders: Vec<PathBuf>,
}

/// One file in its place, and the one that was there before.
#[derive(Debug)]
struct Laid {
    target: PathBuf,
    before: Option<TempPath>,
}

/// A file that could not be put back: where it belongs, and where the one of before lies now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Its place.
    pub target: PathBuf,
    /// The copy of the file of before; none where there was none, so that the new file stands.
    pub before: Option<PathBuf>,
}

/// Writes files all together; folders that are not there are made.
///
/// # Errors
/// `store.set-exists` with every file that exists already, unless `overwrite`; `store.file-name` for two files of one
/// name or a folder of that name; otherwise the cause (`store.disk-full`, `store.read-only`, `store.file-busy`, …), told
/// as [`StoreError::Set`]: nothing of the set is left, or [`StoreError::SetLeft`] names what could not be taken back.
pub fn lay_set(files: &[(PathBuf, &[u8])], overwrite: bool) -> Result<LaidSet, StoreError> {
    check(files, overwrite)?;
    let mut set = LaidSet { laid: Vec::new(), folders: Vec::new() };
    match set.stage(files).and_then(|staged| set.place(staged, overwrite)) {
        Ok(()) => Ok(set),
        Err(cause) => Err(set.refused(cause, files.len())),
    }
}

/// What can be known before anything is written.
fn check(files: &[(PathBuf, &[u8])], overwrite: bool) -> Result<(), StoreError> {
    let mut names = BTreeSet::new();
    for (path, _) in files {
        // Windows and macOS take names that differ in case alone for one.
        if !names.insert(path.to_string_lossy().to_lowercase()) {
            return Err(StoreError::FileName {
                path: path.clone(), reason: "同一套里有两个文件同名"
            });
        }
        if path.is_dir() {
            return Err(StoreError::FileName {
                path: path.clone(), reason: "这里已有同名的文件夹"
            });
        }
    }
    let exists = |path: &&PathBuf| path.symlink_metadata().is_ok();
    let existing: Vec<PathBuf> = files.iter().map(|(path, _)| path).filter(exists).cloned().collect();
    if overwrite || existing.is_empty() { Ok(()) } else { Err(StoreError::SetExists { paths: existing }) }
}

impl LaidSet {
    /// Every file in full beside its place, and on the disk.
    fn stage(&mut self, files: &[(PathBuf, &[u8])]) -> Result<Vec<(PathBuf, NamedTempFile)>, StoreError> {
        let mut staged = Vec::with_capacity(files.len());
        for (path, bytes) in files {
            let folder = folder_of(path);
            self.make_folder(folder)?;
            let mut temporary = temporary_in(folder).map_err(|error| StoreError::from_io(error, folder))?;
            temporary
                .write_all(bytes)
                .and_then(|()| temporary.as_file().sync_all())
                .map_err(|error| StoreError::from_io(error, path))?;
            staged.push((path.clone(), temporary));
        }
        Ok(staged)
    }

    fn place(&mut self, staged: Vec<(PathBuf, NamedTempFile)>, overwrite: bool) -> Result<(), StoreError> {
        let mut folders = BTreeSet::new();
        for (target, temporary) in staged {
            let told = |error| StoreError::from_io(error, &target);
            let before = if overwrite { put_aside(&target).map_err(told)? } else { None };
            // Without `overwrite` the rename itself refuses: a file that came into being meanwhile is safe too.
            let renamed =
                if overwrite { temporary.persist(&target) } else { temporary.persist_noclobber(&target) };
            if let Err(error) = renamed {
                // What was put aside is put back with the others.
                if before.is_some() {
                    self.laid.push(Laid { target: target.clone(), before });
                }
                return Err(StoreError::from_io(error.error, &target));
            }
            folders.insert(folder_of(&target).to_path_buf());
            self.laid.push(Laid { target, before });
        }
        folders.iter().for_each(|folder| sync_folder(folder));
        Ok(())
    }

    /// Makes a folder and those above it, and remembers which were not there.
    fn make_folder(&mut self, folder: &Path) -> Result<(), StoreError> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && folder.symlink_metadata().is_err())
            .collect();
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.folders.push(folder.to_path_buf()),
                // Made by somebody else meanwhile, who then also takes it away.
                Err(_) if folder.is_dir() => {}
                Err(error) => return Err(StoreError::from_io(error, folder)),
            }
        }
        if folder.is_dir() {
            return Ok(());
        }
        Err(StoreError::from_io(io::ErrorKind::AlreadyExists.into(), folder))
    }

    /// The set stands; the files of before go.
    pub fn keep(mut self) {
        self.folders.clear();
        // Dropping the path of a copy removes it. Should that fail, a hidden file is left over and the set is whole.
        self.laid.clear();
    }

    /// Everything is as it was before the set was laid.
    ///
    /// # Errors
    /// [`StoreError::SetLeft`] with `cause` and the files for which that failed, [`StoreError::Set`] otherwise: a caller
    /// that takes a set back has a reason for it, and that is what is told.
    pub fn refused(mut self, cause: StoreError, count: usize) -> StoreError {
        let left = self.take_back();
        let cause = Box::new(cause);
        if left.is_empty() { StoreError::Set { cause, count } } else { StoreError::SetLeft { cause, left } }
    }

    fn take_back(&mut self) -> Vec<Left> {
        let mut left = Vec::new();
        for Laid { target, before } in self.laid.drain(..).rev() {
            match before {
                Some(before) => {
                    let second_name = before.to_path_buf();
                    match before.persist(&target) {
                        // Where both are still names of one file, a rename does nothing at all.
                        Ok(()) => drop(fs::remove_file(second_name)),
                        Err(error) => left.push(Left { target, before: error.path.keep().ok() }),
                    }
                }
                None => match fs::remove_file(&target) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        left.push(Left { target, before: None });
                    }
                    _ => {}
                },
            }
        }
        for folder in self.folders.drain(..).rev() {
            // Somebody else may have put something into it meanwhile; then it stays.
            let _ = fs::remove_dir(folder);
        }
        left
    }
}

impl Drop for LaidSet {
    fn drop(&mut self) {
        drop(self.take_back());
    }
}

/// Gives the file at `target` a second name, from which it can be put back; `None` if there is none.
fn put_aside(target: &Path) -> io::Result<Option<TempPath>> {
    if target.symlink_metadata().is_err() {
        return Ok(None);
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".choujian-").suffix(".old");
    let folder = folder_of(target);
    // A second link leaves the file in its place until it is replaced. Not every file system has links (FAT, exFAT): there
    // it is moved away.
    let linked = builder.make_in(folder, |name| fs::hard_link(target, name));
    let aside = match linked {
        Ok(aside) => aside,
        Err(_) => builder.make_in(folder, |name| match name.symlink_metadata() {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(target, name),
        })?,
    };
    Ok(Some(aside.into_temp_path()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_rename_that_fails_takes_back_the_others_and_puts_back_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a"), "old a").unwrap();
        let files: Vec<(PathBuf, &[u8])> =
            vec![(path("a"), b"new a"), (path("b"), b"new b"), (path("c"), b"new c")];
        let mut set = LaidSet { laid: Vec::new(), folders: Vec::new() };
        let staged = set.stage(&files).unwrap();
        // The third name is taken by a folder after everything was found in order.
        fs::create_dir(path("c")).unwrap();
        fs::write(path("c").join("inside"), "").unwrap();
        let cause = set.place(staged, true).unwrap_err();
        let told = set.refused(cause, 3);
        assert!(told.to_string().contains("3个文件一个也没有写入"), "{told}");
        assert_eq!(fs::read_to_string(path("a")).unwrap(), "old a");
        assert_eq!(names(folder.path()), ["a", "c"]);
    }

    #[test]
    fn a_file_that_was_put_aside_and_not_replaced_keeps_its_one_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "old a").unwrap();
        let mut set = LaidSet { laid: Vec::new(), folders: Vec::new() };
        let staged = set.stage(&[(path.clone(), b"new a")]).unwrap();
        fs::remove_file(staged[0].1.path()).unwrap();
        let cause = set.place(staged, true).unwrap_err();
        assert!(matches!(set.refused(cause, 1), StoreError::Set { .. }));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old a");
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn a_set_that_is_dropped_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("案卷").join("文书");
        let files: Vec<(PathBuf, &[u8])> = vec![(inner.join("a"), b"a")];
        let set = lay_set(&files, false).unwrap();
        assert_eq!(names(&inner), ["a"]);
        drop(set);
        assert!(names(folder.path()).is_empty());
        lay_set(&files, false).unwrap().keep();
        assert_eq!(names(&inner), ["a"]);
    }
}
