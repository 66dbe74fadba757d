//! All procedures of a template folder with what they share.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entry::KnownUnit;
use super::folder::{Folder, SHARED, owner};
use super::load;
use super::mistake::Mistake;
use super::procedure::Procedure;
use crate::calendar::Calendar;
use crate::expression::{Glyphs, Memo};

/// A loaded template folder.
#[derive(Debug, Clone)]
pub struct Library {
    procedures: BTreeMap<String, Arc<Procedure>>,
    broken: Vec<Broken>,
    calendar: Arc<Calendar>,
    folder: Arc<Folder>,
    memo: Arc<Memo>,
    units: Vec<KnownUnit>,
    glyphs: Glyphs,
}

/// A procedure that cannot be used because of mistakes in its own folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its folder.
    pub slug: String,
    /// Its short name, if that much can be read; otherwise the slug.
    pub short: String,
    /// All that is wrong, by file and line.
    pub mistakes: Vec<Mistake>,
}

impl Library {
    /// Loads and checks a whole folder.
    ///
    /// # Errors
    /// Every mistake in it, by file and line.
    pub fn load(folder: &Folder) -> Result<Self, Vec<Mistake>> {
        let (library, mut mistakes) = Self::read(folder);
        mistakes.extend(library.broken.iter().flat_map(|broken| broken.mistakes.clone()));
        mistakes.sort();
        if mistakes.is_empty() { Ok(library) } else { Err(mistakes) }
    }

    /// Loads what can be used: a procedure with mistakes in its own folder is left out and stands in
    /// [`Library::broken`], so that the others can be worked with.
    ///
    /// # Errors
    /// Mistakes in what all procedures share, and a folder without any procedure.
    pub fn load_usable(folder: &Folder) -> Result<Self, Vec<Mistake>> {
        let (library, mistakes) = Self::read(folder);
        if mistakes.is_empty() { Ok(library) } else { Err(mistakes) }
    }

    /// The library without its broken procedures, and the mistakes that are no single procedure's.
    fn read(folder: &Folder) -> (Self, Vec<Mistake>) {
        let mut common = unreadable(folder, SHARED);
        let calendar = Arc::new(load::calendar(folder, &mut common));
        load::partials(folder, &mut common);
        let shared = load::Shared::read(folder, &mut common);
        let (mut procedures, mut broken) = (BTreeMap::new(), Vec::new());
        for slug in folder.slugs() {
            let mut mistakes = unreadable(folder, slug);
            let procedure = load::procedure(folder, slug, &shared, &mut mistakes);
            match procedure.filter(|_| mistakes.is_empty()) {
                Some(procedure) => {
                    procedures.insert(slug.to_owned(), Arc::new(procedure));
                }
                None => {
                    mistakes.sort();
                    broken.push(Broken { slug: slug.to_owned(), short: short(folder, slug), mistakes });
                }
            }
        }
        if procedures.is_empty() && broken.is_empty() && common.is_empty() {
            common.push(Mistake {
                file: String::new(),
                line: None,
                code: "template.empty",
                name: String::new(),
                message: "模板文件夹里没有任何事项（缺少 <事项>/procedure.toml）".to_owned(),
            });
        }
        common.sort();
        let (folder, memo, units) = (Arc::new(folder.clone()), Arc::default(), shared.units);
        (Self { procedures, broken, calendar, folder, memo, units, glyphs: Glyphs::default() }, common)
    }

    /// The procedures that cannot be used, by slug; none after [`Library::load`].
    #[must_use]
    pub fn broken(&self) -> &[Broken] {
        &self.broken
    }

    /// What is wrong with the procedure of that slug, if it cannot be used.
    #[must_use]
    pub fn why_broken(&self, slug: &str) -> Option<&Broken> {
        self.broken.iter().find(|broken| broken.slug == slug)
    }

    /// The same with something else that cannot be used, for whoever loads more than this folder.
    #[must_use]
    pub fn with_broken(mut self, broken: Broken) -> Self {
        self.broken.push(broken);
        self
    }

    /// The procedure of that slug.
    #[must_use]
    pub fn procedure(&self, slug: &str) -> Option<&Arc<Procedure>> {
        self.procedures.get(slug)
    }

    /// All procedures by slug.
    pub fn procedures(&self) -> impl Iterator<Item = &Arc<Procedure>> {
        self.procedures.values()
    }

    /// Units that the regulations name.
    #[must_use]
    pub fn units(&self) -> &[KnownUnit] {
        &self.units
    }

    /// Working days.
    #[must_use]
    pub fn calendar(&self) -> &Arc<Calendar> {
        &self.calendar
    }

    /// What expressions have worked out from large tables, for as long as those live.
    pub(crate) fn memo(&self) -> &Arc<Memo> {
        &self.memo
    }

    /// Which characters can be printed.
    pub(crate) fn glyphs(&self) -> &Glyphs {
        &self.glyphs
    }

    /// The same procedures, with fonts known: a character that none has is then told at its answer.
    #[must_use]
    pub fn with_glyphs(mut self, glyphs: Glyphs) -> Self {
        self.glyphs = glyphs;
        // What was worked out before knew nothing of fonts.
        self.memo = Arc::default();
        self
    }

    /// The files it was loaded from: partials and styles are read by other crates.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The same procedures with another calendar, after the user imported a year.
    #[must_use]
    pub fn with_calendar(mut self, calendar: Calendar) -> Self {
        self.calendar = Arc::new(calendar);
        self
    }
}

/// The files of a folder right below the root that could not be read, as mistakes.
fn unreadable(folder: &Folder, name: &str) -> Vec<Mistake> {
    let here = folder.refused().filter(|(path, _)| owner(path) == name);
    here.map(|(path, refused)| Mistake {
        file: path.to_owned(),
        line: refused.line,
        code: "template.unreadable",
        name: path.to_owned(),
        message: refused.reason.clone(),
    })
    .collect()
}

/// The short name that a procedure goes by, from as much of its head as can be read.
fn short(folder: &Folder, slug: &str) -> String {
    let head =
        folder.text(&format!("{slug}/procedure.toml")).and_then(|text| text.parse::<toml::Table>().ok());
    let short = head.as_ref().and_then(|head| head.get("short")).and_then(toml::Value::as_str);
    short.unwrap_or(slug).to_owned()
}
