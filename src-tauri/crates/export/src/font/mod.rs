//! Font files: found once, parsed once, asked for widths and glyphs.
//!
//! A [`Fonts`] knows files; a [`Shaper`] knows which file serves a role of one paper, character by character.
//! Shaping in the sense of OpenType features is left out: Chinese text does not need it.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

mod face;
mod find;
mod marks;
mod shaper;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

pub(crate) use face::Face;
use procedure::expression::Glyphs;
pub(crate) use shaper::Shaper;

use find::{Index, Place};

use crate::style::{FontRole, RoleFonts};
use crate::{ExportError, Style};

/// The font files of this computer that may be embedded. Cheap to clone; parsed once per process.
#[derive(Debug, Clone)]
pub struct Fonts {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    index: Index,
    faces: Mutex<BTreeMap<Place, Result<Arc<Face>, String>>>,
    marks: OnceLock<Arc<Face>>,
}

/// A font that stands in for another (字体替换).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Substitution {
    /// Name of the wanted font.
    pub wanted: String,
    /// Family that is used.
    pub used: String,
    /// Why the wanted one is not used although it is there; empty if it is not there.
    pub reason: String,
}

impl Fonts {
    /// Looks for font files (ttf, otf, ttc) in the folders and the folders inside them, the first folder preferred.
    ///
    /// Files are read when a paper first needs them. A folder that does not exist is passed over.
    ///
    /// # Errors
    /// [`ExportError::NoFont`] if no folder holds any font file.
    pub fn load(dirs: &[PathBuf]) -> Result<Self, ExportError> {
        Self::new(dirs, false)
    }

    /// As [`Fonts::load`], and looks among the fonts of the system too, after those of the folders.
    ///
    /// # Errors
    /// As [`Fonts::load`].
    pub fn load_with_system(dirs: &[PathBuf]) -> Result<Self, ExportError> {
        Self::new(dirs, true)
    }

    fn new(dirs: &[PathBuf], system: bool) -> Result<Self, ExportError> {
        let index = Index::new(dirs, system);
        if index.is_empty() {
            let wanted = dirs.iter().map(|dir| dir.display().to_string()).collect::<Vec<_>>().join("、");
            return Err(ExportError::NoFont { wanted });
        }
        let inner = Inner { index, faces: Mutex::default(), marks: OnceLock::new() };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What stands in for the font of each role.
    #[must_use]
    pub fn substitutions(&self, style: &Style) -> Vec<Substitution> {
        FontRole::ALL.into_iter().filter_map(|role| self.substitution(style, role)).collect()
    }

    /// What stands in for the font of one role; `None` if it is there itself.
    pub(crate) fn substitution(&self, style: &Style, role: FontRole) -> Option<Substitution> {
        const REGULAR: u16 = 400;
        let fonts = style.fonts.role(role);
        let first = fonts.pdf.first().and_then(|file| self.inner.index.file(file));
        let own: Vec<Place> = first.into_iter().chain(self.families(fonts, REGULAR)).collect();
        if own.iter().any(|place| self.open(place).is_ok()) {
            return None;
        }
        let used = fonts.pdf.iter().find_map(|file| self.face(file))?;
        let refused = own.iter().find_map(|place| Some((place, self.open(place).err()?)));
        let reason = refused.map(|(place, reason)| {
            let name = place.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{name}：{reason}")
        });
        Some(Substitution {
            wanted: fonts.name.clone(),
            used: used.family.clone(),
            reason: reason.unwrap_or_default(),
        })
    }

    /// Names of the files in the folders: also those that no style names, such as a user's own font for a rare name.
    pub(crate) fn in_folders(&self) -> impl Iterator<Item = &str> {
        self.inner.index.names()
    }

    /// Whether a character can be printed wherever it stands: by a font that serves all roles, or by the user's own.
    #[must_use]
    pub fn have(&self, style: &Style, character: char) -> bool {
        // Boxes are drawn by a face of the program's own.
        if shaper::is_mark(character) {
            return true;
        }
        let for_all = style.fonts.fallback.iter().map(String::as_str).chain(self.in_folders());
        let mut faces = for_all.filter_map(|file| self.face(file));
        faces.any(|face| face.glyph(character).is_some())
    }

    /// A face by file name, parsed on first use; `None` if it is missing or may not be embedded.
    pub(crate) fn face(&self, file: &str) -> Option<Arc<Face>> {
        self.open(&self.inner.index.file(file)?).ok()
    }

    /// The installed face of a role's own family.
    pub(crate) fn family(&self, fonts: &RoleFonts, weight: u16) -> Option<Arc<Face>> {
        self.families(fonts, weight).find_map(|place| self.open(&place).ok())
    }

    fn families<'a>(&'a self, fonts: &'a RoleFonts, weight: u16) -> impl Iterator<Item = Place> + 'a {
        let names = std::iter::once(&fonts.name).chain(&fonts.alternative);
        names.filter_map(move |name| self.inner.index.family(name, weight))
    }

    fn open(&self, place: &Place) -> Result<Arc<Face>, String> {
        let mut faces = self.inner.faces.lock().unwrap_or_else(PoisonError::into_inner);
        faces
            .entry(place.clone())
            .or_insert_with(|| Face::read(&place.path, place.index).map(Arc::new))
            .clone()
    }

    /// The face with ☑ and □, which is part of the program.
    pub(crate) fn marks(&self) -> Arc<Face> {
        self.inner.marks.get_or_init(|| Arc::new(marks::face())).clone()
    }
}

/// What can be printed with these fonts, for the assessment: it tells a character that no font has at its answer. Font files
/// are opened when the first rare character is asked for.
#[must_use]
pub fn glyphs(fonts: &Fonts, style: &Style) -> Glyphs {
    let fonts = fonts.clone();
    glyphs_of(move || Some(fonts.clone()), style)
}

/// As [`glyphs`], with fonts that are not looked for before the first rare character. Where there are none, every character
/// counts as printable.
#[must_use]
pub fn glyphs_of(fonts: impl Fn() -> Option<Fonts> + Send + Sync + 'static, style: &Style) -> Glyphs {
    let (style, known) = (style.clone(), Mutex::new(BTreeMap::new()));
    Glyphs::new(move |character| {
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(character).or_insert_with(|| fonts().is_none_or(|fonts| fonts.have(&style, character)))
    })
}

/// One sentence for all fonts that were replaced (字体替换说明); `None` if none was.
#[must_use]
pub fn substitution_notice(substitutions: &[Substitution]) -> Option<String> {
    let mut by_used: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for Substitution { wanted, used, reason } in substitutions {
        let why = if reason.is_empty() { String::new() } else { format!("（{reason}）") };
        let wanted = format!("{wanted}{why}");
        let list = by_used.entry(used).or_default();
        if !list.contains(&wanted) {
            list.push(wanted);
        }
    }
    if by_used.is_empty() {
        return None;
    }
    let parts: Vec<String> =
        by_used.iter().map(|(used, wanted)| format!("{}以 {used} 代替", wanted.join("、"))).collect();
    Some(format!(
        "这台电脑上没有可用的原字体，PDF 中{}。Word 文件不受影响；把原字体文件放进数据文件夹下的 fonts 文件夹后，重新生成即可。",
        parts.join("，")
    ))
}
