//! Font files: found once, parsed once, asked for widths and glyphs.
//!
//! A [`Fonts`] knows files; a [`Shaper`] knows which file serves a role of one paper, character by character.
//! Shaping in the sense of OpenType features is left out: Chinese text does not need it.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

mod face;
mod marks;
mod shaper;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

pub(crate) use face::Face;
pub(crate) use shaper::Shaper;

use crate::style::FontRole;
use crate::{ExportError, Style};

/// The font files of this computer that may be embedded. Cheap to clone; parsed once per process.
#[derive(Debug, Clone)]
pub struct Fonts {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// Lower-case file name to path; the first folder wins.
    files: BTreeMap<String, PathBuf>,
    faces: Mutex<BTreeMap<String, Result<Arc<Face>, String>>>,
    marks: OnceLock<Arc<Face>>,
}

impl Fonts {
    /// Looks for font files (ttf, otf, ttc) in the folders, the first folder preferred.
    ///
    /// Files are read when a paper first needs them. A folder that does not exist is passed over.
    ///
    /// # Errors
    /// [`ExportError::NoFont`] if no folder holds any font file.
    pub fn load(dirs: &[PathBuf]) -> Result<Self, ExportError> {
        let mut files = BTreeMap::new();
        for dir in dirs {
            let Ok(entries) = std::fs::read_dir(dir) else { continue };
            for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
                if let Some(name) = font_name(&path) {
                    files.entry(name).or_insert(path);
                }
            }
        }
        if files.is_empty() {
            let wanted = dirs.iter().map(|dir| dir.display().to_string()).collect::<Vec<_>>().join("、");
            return Err(ExportError::NoFont { wanted });
        }
        let inner = Inner { files, faces: Mutex::default(), marks: OnceLock::new() };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What stands in for the first font of each role, one sentence each (字体替换说明).
    #[must_use]
    pub fn substitutions(&self, style: &Style) -> Vec<String> {
        FontRole::ALL.into_iter().filter_map(|role| self.substitution(style, role)).collect()
    }

    /// The sentence for one role; `None` if its first file is there.
    pub(crate) fn substitution(&self, style: &Style, role: FontRole) -> Option<String> {
        let fonts = style.fonts.role(role);
        let first = fonts.pdf.first()?;
        if self.face(first).is_some() {
            return None;
        }
        let used = fonts.pdf.iter().find_map(|file| self.face(file))?;
        let refused = self.refusal(first).map(|reason| format!("（{first}：{reason}）")).unwrap_or_default();
        Some(format!("PDF 中的{}以 {} 代替{refused}。", fonts.name, used.family))
    }

    /// A face by file name, parsed on first use; `None` if it is missing or may not be embedded.
    pub(crate) fn face(&self, file: &str) -> Option<Arc<Face>> {
        let name = file.to_lowercase();
        let path = self.inner.files.get(&name)?;
        let mut faces = self.inner.faces.lock().unwrap_or_else(PoisonError::into_inner);
        faces.entry(name).or_insert_with(|| Face::read(path).map(Arc::new)).as_ref().ok().cloned()
    }

    fn refusal(&self, file: &str) -> Option<String> {
        let faces = self.inner.faces.lock().unwrap_or_else(PoisonError::into_inner);
        faces.get(&file.to_lowercase())?.as_ref().err().cloned()
    }

    /// The face with ☑ and □, which is part of the program.
    pub(crate) fn marks(&self) -> Arc<Face> {
        self.inner.marks.get_or_init(|| Arc::new(marks::face())).clone()
    }
}

fn font_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let known = [".ttf", ".otf", ".ttc"].iter().any(|ending| name.ends_with(ending));
    known.then_some(name)
}
