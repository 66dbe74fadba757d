//! What the program holds while it runs (工作台): the store, the templates, styles and fonts.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use chrono::{DateTime, FixedOffset, Local, NaiveDate};
use export::{Fonts, Style};
use procedure::answer::Answers;
use procedure::assessment::{Assessment, Case, assess};
use procedure::calendar::{Calendar, CalendarYear};
use procedure::template::{Library, Procedure};
use store::{CaseRecord, Store};

use crate::command::tables::Pending;
use crate::error::Failure;
use crate::opened::Kept;
use crate::paths::Paths;

/// Backups kept in the data folder.
const BACKUPS: usize = 14;

/// The state behind all commands.
pub struct Desk {
    store: Mutex<Store>,
    library: RwLock<Arc<Library>>,
    /// The case that is open in the window, and a number for each view the page was told.
    pub opened: Mutex<Option<Kept>>,
    pub versions: AtomicU64,
    style: Style,
    fonts: OnceLock<Fonts>,
    /// Set by the user to stop writing papers.
    pub cancel: AtomicBool,
    /// The spreadsheet that is being looked at, until it is imported or put away.
    pub pending: Mutex<Option<Pending>>,
    /// Set by the user to stop reading it.
    pub cancel_import: AtomicBool,
    /// Folders.
    pub paths: Paths,
}

/// A case together with what follows from it today.
#[derive(Clone)]
pub struct Open {
    pub record: CaseRecord,
    pub procedure: Arc<Procedure>,
    pub case: Case,
    pub assessment: Assessment,
}

impl Desk {
    /// Opens the store, loads the templates and makes the day's backup.
    pub fn open(paths: Paths) -> Result<Self, Failure> {
        let library = load(&paths)?;
        let style = Style::parse(library.folder().text("shared/style.toml").unwrap_or_default())?;
        let store = Store::open(&paths.store())?;
        if let Err(error) = store.backup_daily(&paths.backups(), BACKUPS, now()) {
            // A backup that fails must not keep anyone from working; the settings page shows the last one's date.
            log::warn!("daily backup failed: {}", error.code());
        }
        Ok(Self {
            store: Mutex::new(store),
            library: RwLock::new(Arc::new(library)),
            opened: Mutex::new(None),
            versions: AtomicU64::new(0),
            style,
            fonts: OnceLock::new(),
            cancel: AtomicBool::new(false),
            pending: Mutex::new(None),
            cancel_import: AtomicBool::new(false),
            paths,
        })
    }

    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn library(&self) -> Arc<Library> {
        Arc::clone(&self.library.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn style(&self) -> &Style {
        &self.style
    }

    /// Fonts, read when the first PDF is made.
    pub fn fonts(&self) -> Result<&Fonts, Failure> {
        if let Some(fonts) = self.fonts.get() {
            return Ok(fonts);
        }
        let fonts = Fonts::load_with_system(&self.paths.fonts)?;
        Ok(self.fonts.get_or_init(|| fonts))
    }

    pub fn procedure(&self, slug: &str) -> Result<Arc<Procedure>, Failure> {
        self.library().procedure(slug).cloned().ok_or_else(|| {
            Failure::new("shell.unknown-procedure", format!("没有事项“{slug}”，它的模板可能已被移走"))
        })
    }

    /// Reads a case and works out what follows from it.
    pub fn read_case(&self, id: i64) -> Result<Open, Failure> {
        let record = self.store().cases().get(id)?;
        self.assessed(record)
    }

    /// What follows from a case today.
    pub fn assessed(&self, record: CaseRecord) -> Result<Open, Failure> {
        let procedure = self.procedure(&record.slug)?;
        // Answers that today's templates cannot read stay in the store untouched and count as not given.
        let (answers, unread) = Answers::read_lenient(&procedure, &record.answers);
        if !unread.is_empty() {
            log::warn!("case {}: {} answers not readable by the present templates", record.id, unread.len());
        }
        let case = Case { answers, overrides: record.overrides.clone() };
        let assessment = assess(&self.library(), &procedure, &case, today());
        Ok(Open { record, procedure, case, assessment })
    }

    /// Puts a backup in the place of all that is kept; a copy of what was there is laid beside it.
    pub fn restore(&self, backup: &Path) -> Result<(), Failure> {
        // Numbers of cases and revisions come again after it, with other answers.
        self.forget();
        self.store().restore(backup)?;
        self.forget();
        Ok(())
    }

    /// Loads the templates again, after a year of holidays was imported.
    pub fn reload(&self) -> Result<(), Failure> {
        let library = load(&self.paths)?;
        *self.library.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(library);
        Ok(())
    }

    /// Where papers go.
    pub fn output(&self) -> Result<PathBuf, Failure> {
        if self.paths.silent {
            return Ok(self.paths.output.clone());
        }
        let chosen: Option<String> = self.store().settings().get("output_folder")?;
        Ok(chosen.map_or_else(|| self.paths.output.clone(), PathBuf::from))
    }
}

/// The templates with the years that the user imported.
fn load(paths: &Paths) -> Result<Library, Failure> {
    let folder = store::shelf::read(&paths.templates)?;
    let library = Library::load(&folder).map_err(|mistakes| Failure::mistakes(&mistakes))?;
    if !paths.calendars().is_dir() {
        return Ok(library);
    }
    let imported = store::shelf::read(&paths.calendars())?;
    let mut years: Vec<CalendarYear> = library.calendar().years().cloned().collect();
    for (name, text) in imported.files() {
        let year = CalendarYear::parse(text).map_err(|reason| {
            Failure::new("shell.calendar", format!("导入的放假安排 {name} 无法读取：{reason}"))
        })?;
        years.retain(|known| known.year != year.year);
        years.push(year);
    }
    Ok(library.with_calendar(Calendar::new(years)))
}

/// This moment. Commands take it once and hand it on; no library asks the clock.
pub fn now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset()
}

/// Today, or the day that `CHOUJIAN_TODAY` names for tests.
pub fn today() -> NaiveDate {
    let named = std::env::var("CHOUJIAN_TODAY").ok().and_then(|text| text.parse().ok());
    named.unwrap_or_else(|| Local::now().date_naive())
}
