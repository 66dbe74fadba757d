//! All procedures of a template folder with what they share.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::folder::Folder;
use super::load;
use super::mistake::Mistake;
use super::procedure::Procedure;
use crate::calendar::Calendar;
use crate::expression::Memo;

/// A loaded template folder.
#[derive(Debug, Clone)]
pub struct Library {
    procedures: BTreeMap<String, Arc<Procedure>>,
    calendar: Arc<Calendar>,
    folder: Arc<Folder>,
    memo: Arc<Memo>,
}

impl Library {
    /// Loads and checks a whole folder.
    ///
    /// # Errors
    /// Every mistake in it, by file and line.
    pub fn load(folder: &Folder) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let calendar = Arc::new(load::calendar(folder, &mut mistakes));
        load::partials(folder, &mut mistakes);
        let shared = load::Shared::read(folder, &mut mistakes);
        let mut procedures = BTreeMap::new();
        for slug in folder.slugs() {
            if let Some(procedure) = load::procedure(folder, slug, &shared, &mut mistakes) {
                procedures.insert(slug.to_owned(), Arc::new(procedure));
            }
        }
        if procedures.is_empty() && mistakes.is_empty() {
            mistakes.push(Mistake {
                file: String::new(),
                line: None,
                code: "template.empty",
                name: String::new(),
                message: "模板文件夹里没有任何事项（缺少 <事项>/procedure.toml）".to_owned(),
            });
        }
        mistakes.sort();
        if mistakes.is_empty() {
            Ok(Self { procedures, calendar, folder: Arc::new(folder.clone()), memo: Arc::default() })
        } else {
            Err(mistakes)
        }
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

    /// Working days.
    #[must_use]
    pub fn calendar(&self) -> &Arc<Calendar> {
        &self.calendar
    }

    /// What expressions have worked out from large tables, for as long as those live.
    pub(crate) fn memo(&self) -> &Arc<Memo> {
        &self.memo
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
