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
use store::{Author, CaseRecord, Store};

use crate::closing::Closing;
use crate::command::tables::Pending;
use crate::error::Failure;
use crate::opened::Kept;
use crate::paths::Paths;

/// The state behind all commands.
pub struct Desk {
    store: Mutex<Store>,
    library: RwLock<Arc<Library>>,
    /// What lies beside the imported years of holidays and was left out, each with the reason.
    left_out: RwLock<Vec<String>>,
    /// The case that is open in the window, and a number for each view the page was told.
    pub opened: Mutex<Option<Kept>>,
    pub versions: AtomicU64,
    style: Style,
    fonts: Arc<LazyFonts>,
    /// Set by the user to stop writing papers.
    pub cancel: AtomicBool,
    /// The spreadsheet that is being looked at, until it is imported or put away.
    pub pending: Mutex<Option<Pending>>,
    /// Set by the user to stop reading it.
    pub cancel_import: AtomicBool,
    /// The file that was last written outside the data folder: it can be shown in its folder.
    pub written: Mutex<Option<PathBuf>>,
    /// Whether the page has answered when the window is to close.
    pub closing: Closing,
    /// Folders.
    pub paths: Paths,
}

/// The fonts of this computer, looked for when the first PDF is made or the first rare character is met.
struct LazyFonts {
    folders: Vec<PathBuf>,
    found: OnceLock<Fonts>,
}

impl LazyFonts {
    fn get(&self) -> Result<&Fonts, Failure> {
        if let Some(fonts) = self.found.get() {
            return Ok(fonts);
        }
        let fonts = Fonts::load_with_system(&self.folders)?;
        Ok(self.found.get_or_init(|| fonts))
    }
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
    /// Opens the store and loads the templates.
    pub fn open(paths: Paths) -> Result<Self, Failure> {
        let (library, left_out) = load(&paths)?;
        let style = Style::parse(library.folder().text("shared/style.toml").unwrap_or_default())?;
        let fonts = Arc::new(LazyFonts { folders: paths.fonts.clone(), found: OnceLock::new() });
        let library = with_glyphs(library, &fonts, &style);
        let mut store = Store::open(&paths.store())?;
        let who = store.settings().get::<String>("person")?.unwrap_or_default();
        store.sign_as(Author { who, machine: machine() });
        Ok(Self {
            store: Mutex::new(store),
            library: RwLock::new(Arc::new(library)),
            left_out: RwLock::new(left_out),
            opened: Mutex::new(None),
            versions: AtomicU64::new(0),
            style,
            fonts,
            cancel: AtomicBool::new(false),
            pending: Mutex::new(None),
            cancel_import: AtomicBool::new(false),
            written: Mutex::new(None),
            closing: Closing::default(),
            paths,
        })
    }

    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn library(&self) -> Arc<Library> {
        Arc::clone(&self.library.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Files beside the imported years of holidays that were left out, each with the reason.
    pub fn left_out(&self) -> Vec<String> {
        self.left_out.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn style(&self) -> &Style {
        &self.style
    }

    /// Fonts, read when they are first wanted.
    pub fn fonts(&self) -> Result<&Fonts, Failure> {
        self.fonts.get()
    }

    pub fn procedure(&self, slug: &str) -> Result<Arc<Procedure>, Failure> {
        let library = self.library();
        library.procedure(slug).cloned().ok_or_else(|| {
            if let Some(broken) = library.why_broken(slug) {
                return Failure::broken(broken);
            }
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
        // Values that today's templates cannot read stay in the store untouched, count as missing and are told.
        let answers = Answers::read_lenient(&procedure, &record.answers);
        if !answers.problems().is_empty() {
            let count = answers.problems().len();
            log::warn!("case {}: {count} values not readable by the present templates", record.id);
        }
        let case = Case { answers, overrides: record.overrides.clone() };
        let assessment = assess(&self.library(), &procedure, &case, today());
        Ok(Open { record, procedure, case, assessment })
    }

    /// Puts a backup in the place of all that is kept; a copy of what was there is laid beside it.
    pub fn restore(&self, backup: &Path) -> Result<(), Failure> {
        // Numbers of cases and revisions come again after it, with other answers.
        self.forget();
        let restored = self.store().restore(backup);
        self.forget();
        Ok(restored.map(|_| ())?)
    }

    /// Loads the templates again, after a year of holidays was imported.
    pub fn reload(&self) -> Result<(), Failure> {
        let (library, left_out) = load(&self.paths)?;
        let library = with_glyphs(library, &self.fonts, &self.style);
        *self.left_out.write().unwrap_or_else(PoisonError::into_inner) = left_out;
        *self.library.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(library);
        Ok(())
    }

    /// Where papers go.
    pub fn output(&self) -> Result<PathBuf, Failure> {
        if self.paths.silent && self.paths.folder.is_none() {
            return Ok(self.paths.output.clone());
        }
        let chosen: Option<String> = self.store().settings().get("output_folder")?;
        Ok(chosen.map_or_else(|| self.paths.output.clone(), PathBuf::from))
    }
}

/// The templates, knowing which characters the fonts of this computer have.
fn with_glyphs(library: Library, fonts: &Arc<LazyFonts>, style: &Style) -> Library {
    let fonts = Arc::clone(fonts);
    // Without any font no PDF can be made either, and that is told then.
    library.with_glyphs(export::glyphs_of(move || fonts.get().ok().cloned(), style))
}

/// The templates with the years that the user imported, and what was left out of these. A year that cannot be read does
/// not keep the program from starting: it counts as not imported, and the settings page says so.
fn load(paths: &Paths) -> Result<(Library, Vec<String>), Failure> {
    let folder = store::shelf::read(&paths.templates)?;
    let library = Library::load_usable(&folder).map_err(|mistakes| Failure::mistakes(&mistakes))?;
    if !paths.calendars().is_dir() {
        return Ok((library, Vec::new()));
    }
    let (imported, mut left_out) = store::shelf::read_years(&paths.calendars())?;
    let mut years: Vec<CalendarYear> = library.calendar().years().cloned().collect();
    for (name, text) in imported {
        match CalendarYear::parse(&text) {
            Ok(year) if name == format!("{}.toml", year.year) => {
                years.retain(|known| known.year != year.year);
                years.push(year);
            }
            Ok(year) => left_out.push(format!("{name}：里面写的是{}年", year.year)),
            Err(reason) => left_out.push(format!("{name}：{reason}")),
        }
    }
    for told in &left_out {
        log::warn!("calendar folder: {told}");
    }
    Ok((library.with_calendar(Calendar::new(years)), left_out))
}

/// The name of this machine, for the log of a case.
pub fn machine() -> String {
    let told = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let named = || ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    told.or_else(named).map(|name| name.trim().to_owned()).unwrap_or_default()
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
