//! Which font files there are: in the program's and the user's folders, and among the fonts of the system.
//!
//! Folders are listed at once. Families and the system's fonts are read only when a paper first needs them: that takes
//! a moment, and on a computer with the bundled fonts alone nothing is gained by it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use fontdb::{Database, FaceInfo, Source, Style};

/// A face in a file; collections (ttc) hold several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    /// The file.
    pub path: PathBuf,
    /// Index of the face in it.
    pub index: u32,
}

/// Font files by name, faces by family.
#[derive(Debug)]
pub(super) struct Index {
    folders: Vec<PathBuf>,
    files: BTreeMap<String, PathBuf>,
    system: bool,
    installed: OnceLock<Installed>,
}

#[derive(Debug, Default)]
struct Installed {
    files: BTreeMap<String, PathBuf>,
    /// Lower-case family to its upright faces with their weights, folders first.
    families: BTreeMap<String, Vec<(u16, Place)>>,
}

impl Index {
    /// Lists the folders, the first preferred; one that does not exist is passed over. `system` adds the fonts of the
    /// computer, after those of the folders.
    pub(super) fn new(folders: &[PathBuf], system: bool) -> Self {
        let mut files = BTreeMap::new();
        for folder in folders {
            list(folder, &mut files, 3);
        }
        Self { folders: folders.to_vec(), files, system, installed: OnceLock::new() }
    }

    /// Whether no folder holds any font.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty() && (!self.system || self.installed().files.is_empty())
    }

    /// A file by its name, whatever the case.
    pub(super) fn file(&self, name: &str) -> Option<Place> {
        let name = name.to_lowercase();
        let path = self.files.get(&name).or_else(|| self.installed_file(&name))?;
        Some(Place { path: path.clone(), index: 0 })
    }

    /// The upright face of a family whose weight is nearest to the wanted one.
    pub(super) fn family(&self, family: &str, weight: u16) -> Option<Place> {
        let faces = self.installed().families.get(&family.to_lowercase())?;
        faces.iter().min_by_key(|(own, _)| own.abs_diff(weight)).map(|(_, place)| place.clone())
    }

    /// All files of the folders, by name.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    fn installed_file(&self, name: &str) -> Option<&PathBuf> {
        if self.system { self.installed().files.get(name) } else { None }
    }

    fn installed(&self) -> &Installed {
        self.installed.get_or_init(|| {
            let mut database = Database::new();
            for folder in &self.folders {
                database.load_fonts_dir(folder);
            }
            if self.system {
                database.load_system_fonts();
            }
            let mut installed = Installed::default();
            for face in database.faces() {
                installed.add(face);
            }
            installed
        })
    }
}

impl Installed {
    fn add(&mut self, face: &FaceInfo) {
        let path = match &face.source {
            Source::File(path) | Source::SharedFile(path, _) => path.clone(),
            Source::Binary(_) => return,
        };
        if let Some(name) = font_name(&path) {
            self.files.entry(name).or_insert_with(|| path.clone());
        }
        if face.style != Style::Normal {
            return;
        }
        for (family, _) in &face.families {
            let place = Place { path: path.clone(), index: face.index };
            self.families.entry(family.to_lowercase()).or_default().push((face.weight.0, place));
        }
    }
}

/// Lists a folder and those inside it, files in the order of their names.
fn list(folder: &Path, files: &mut BTreeMap<String, PathBuf>, depth: usize) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth > 0 {
                list(&path, files, depth - 1);
            }
        } else if let Some(name) = font_name(&path) {
            files.entry(name).or_insert(path);
        }
    }
}

fn font_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let known = [".ttf", ".otf", ".ttc", ".otc"].iter().any(|ending| name.ends_with(ending));
    known.then_some(name)
}
