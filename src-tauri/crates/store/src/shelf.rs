//! Reading a folder of templates from the disk into memory.
//!
//! Only text that the engine understands is read, and only so much of it: the folder may be one that a user
//! pointed at. What the text says is judged by `procedure`.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use procedure::template::Folder;

use crate::StoreError;

/// The greatest size of one file in bytes.
pub const FILE_BYTES: u64 = 1 << 20;
/// The greatest size of all files together in bytes.
pub const ALL_BYTES: u64 = 32 << 20;
/// The greatest number of files.
pub const FILES: usize = 5_000;
/// How deep folders may lie in one another.
pub const DEPTH: usize = 8;

/// Reads the `.toml` and `.md` files below a folder, by slash-separated relative path. Other and hidden files are
/// passed over.
///
/// A link, a file that is not UTF-8, cannot be opened or is too large is noted in the folder ([`Folder::refused`]):
/// it makes one procedure unusable, not the program.
///
/// # Errors
/// `store.file-missing` if there is no such folder; `store.shelf` for too many files, too much text, folders too
/// deep or a name that is no text, with the reason in Chinese.
pub fn read(folder: &Path) -> Result<Folder, StoreError> {
    if !folder.is_dir() {
        return Err(StoreError::FileMissing { path: folder.to_path_buf() });
    }
    let mut reading = Reading { folder: Folder::new(), files: 0, bytes: 0 };
    reading.walk(folder, "", 0)?;
    Ok(reading.folder)
}

/// Years by file name with their text, and sentences about what was left out.
type Years = (Vec<(String, String)>, Vec<String>);

/// Files named `<year>.toml` in a folder of the user's own, as text, and for every other file or one that cannot be read a
/// sentence that names it: what somebody laid beside the years must not keep the program from starting.
///
/// # Errors
/// The folder itself cannot be listed.
pub fn read_years(folder: &Path) -> Result<Years, StoreError> {
    let told = |error| StoreError::from_io(error, folder);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)?.take(FILES) {
        names.push(entry.map_err(told)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let (mut years, mut left_out) = (Vec::new(), Vec::new());
    for name in names.into_iter().filter(|name| !name.starts_with('.')) {
        let year = name
            .strip_suffix(".toml")
            .is_some_and(|stem| stem.len() == 4 && stem.bytes().all(|byte| byte.is_ascii_digit()));
        let mut bytes = Vec::new();
        let path = folder.join(&name);
        let read = |bytes: &mut Vec<u8>| fs::File::open(&path)?.take(FILE_BYTES + 1).read_to_end(bytes);
        let reason = if !year {
            "文件名不是“年份.toml”".to_owned()
        } else if let Err(error) = read(&mut bytes) {
            format!("读不了（{error}）")
        } else if bytes.len() as u64 > FILE_BYTES {
            "文件太大".to_owned()
        } else if let Ok(text) = String::from_utf8(bytes) {
            years.push((name, text.trim_start_matches('\u{FEFF}').to_owned()));
            continue;
        } else {
            "不是 UTF-8 编码".to_owned()
        };
        left_out.push(format!("{name}：{reason}"));
    }
    Ok((years, left_out))
}

/// Finds the shipped templates: `start` is the folder of the executable. Looked for are `templates` in it, in
/// `resources`, in `lib/choujian` and `share/choujian` of the prefix, and, for a build tree, in the folders above.
#[must_use]
pub fn locate(start: &Path) -> Option<PathBuf> {
    let beside =
        ["templates", "resources/templates", "../lib/choujian/templates", "../share/choujian/templates"];
    let installed = beside.iter().map(|place| start.join(place));
    let above = start.ancestors().skip(1).map(|folder| folder.join("templates"));
    // The shared folder tells ours from any other folder called templates.
    installed.chain(above).find(|folder| folder.join("shared").is_dir())
}

struct Reading {
    folder: Folder,
    files: usize,
    bytes: u64,
}

impl Reading {
    fn walk(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), StoreError> {
        if depth > DEPTH {
            return Err(refuse(folder, format!("文件夹嵌套超过{DEPTH}层，请减少层次")));
        }
        let told = |error| StoreError::from_io(error, folder);
        for entry in fs::read_dir(folder).map_err(told)? {
            let entry = entry.map_err(told)?;
            let path = entry.path();
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                return Err(refuse(&path, "文件名中有无法识别的字符，请改名".to_owned()));
            };
            if name.starts_with('.') {
                continue;
            }
            let kind = entry.file_type().map_err(|error| StoreError::from_io(error, &path))?;
            let inner = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
            if kind.is_symlink() {
                // A link could lead out of the folder, or in a circle.
                self.folder.refuse(inner, None, "它是符号链接，请换成文件本身");
            } else if kind.is_dir() {
                self.walk(&path, &inner, depth + 1)?;
            } else if kind.is_file() && (name.ends_with(".toml") || name.ends_with(".md")) {
                self.file(&path, inner)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, inner: String) -> Result<(), StoreError> {
        self.files += 1;
        if self.files > FILES {
            return Err(refuse(path, format!("文件超过{FILES}个，请确认选对了文件夹")));
        }
        let mut bytes = Vec::new();
        // One byte more than allowed: the size that the folder tells may be of another moment.
        let opened = fs::File::open(path).and_then(|file| file.take(FILE_BYTES + 1).read_to_end(&mut bytes));
        if let Err(error) = opened {
            self.folder.refuse(inner, None, StoreError::from_io(error, path).to_string());
            return Ok(());
        }
        self.bytes += bytes.len() as u64;
        if self.bytes > ALL_BYTES {
            return Err(refuse(path, format!("全部模板超过{} MB，请确认选对了文件夹", ALL_BYTES >> 20)));
        }
        if bytes.len() as u64 > FILE_BYTES {
            self.folder.refuse(inner, None, format!("文件超过{} MB，请拆分", FILE_BYTES >> 20));
            return Ok(());
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let read = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
                self.folder.refuse(inner, Some(line), "这里不是UTF-8编码，请另存为UTF-8");
                return Ok(());
            }
        };
        // Editors on Windows put a mark in front that no one sees.
        let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
        self.folder.insert(inner, text);
        Ok(())
    }
}

fn refuse(path: &Path, reason: String) -> StoreError {
    StoreError::Shelf { path: path.to_path_buf(), reason }
}
