//! Opening what the window needs; and what is asked or said when that can't be done just so.
//!
//! The window is shown in any case. Its page asks first how the start went (`start_state`): the program is ready, or
//! the store needs a decision (it is missing, empty, or holds fewer than half the cases of the newest good backup), or
//! the start failed. Then a page of its own offers every backup with its check, a rescue of what can be read, and to
//! go on with what there is where that is possible. A backup that cannot be put back leaves one on that page with the
//! others, so there is no circle.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use store::{Backup, Soundness};
use tauri::{AppHandle, Manager, WebviewWindowBuilder};

use crate::backup;
use crate::desk::{Desk, now};
use crate::error::Failure;
use crate::paths::Paths;
use crate::{recovery, zoom};

/// Scratch files in the folder of papers may be those of a command line that is at work.
const HOUR: Duration = Duration::from_secs(3600);

/// How the start went.
#[derive(Default)]
pub struct Start {
    inner: Mutex<Inner>,
}

#[derive(Default)]
pub struct Inner {
    pub paths: Option<Paths>,
    /// Why the program could not be opened.
    pub failure: Option<Failure>,
    /// The store holds suspiciously little: its cases, and those of the newest good backup.
    pub fewer: Option<(u64, u64)>,
    /// The desk on that store, open but not in use until the person has decided.
    pub held: Option<Desk>,
}

impl Start {
    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes the window, opens the desk, and shows the window with whatever there is to show.
pub fn start(app: &AppHandle) -> tauri::Result<()> {
    app.manage(Start::default());
    let paths = Paths::find(app);
    if let Ok(paths) = &paths {
        crate::crash::watch(paths.crashes());
        if std::env::var_os("CHOUJIAN_DATA").is_none() {
            // Ours alone: the web view keeps its own files in it too.
            store::private_folder(&paths.data);
        }
        forget_typed_text(app, paths);
    }
    window(app)?;
    if let Some(window) = app.get_webview_window("main") {
        recovery::watch(&window);
    }
    match paths {
        Ok(paths) => {
            app.state::<Start>().lock().paths = Some(paths);
            open(app, false);
        }
        Err(failure) => app.state::<Start>().lock().failure = Some(failure),
    }
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.show();
    }
    Ok(())
}

/// Opens the desk and lets the page have it; what stands in the way is kept for the page. `anyway`: what looks
/// suspiciously little is what the person wants to go on with.
pub fn open(app: &AppHandle, anyway: bool) {
    let state = app.state::<Start>();
    let mut inner = state.lock();
    let Some(paths) = inner.paths.clone() else { return };
    inner.failure = None;
    inner.fewer = None;
    let nothing = std::fs::metadata(paths.store()).map_or(0, |metadata| metadata.len()) == 0;
    if nothing
        && !anyway
        && let Some(expected) = newest_good(&paths).and_then(|backup| backup.cases)
    {
        // Not even an empty file is made before the person has decided.
        inner.fewer = Some((0, expected));
        return;
    }
    let desk = match inner.held.take().map_or_else(|| Desk::open(paths.clone()), Ok) {
        Ok(desk) => desk,
        Err(failure) => {
            log::error!("start refused: {}", failure.code);
            inner.failure = Some(failure);
            return;
        }
    };
    if anyway {
        if let Some(backup) = newest_good(&paths)
            && let Err(error) = desk.store().settings().set(ACCEPTED, &backup.made_at.to_string())
        {
            log::warn!("could not note the decision: {}", error.code());
        }
    } else if let Some(fewer) = fewer(&desk) {
        inner.fewer = Some(fewer);
        // Kept open as it is: what was found at opening is still to be said if the person goes on with it.
        inner.held = Some(desk);
        return;
    }
    clear(&desk);
    app.manage(desk);
    drop(inner);
    zoom::apply(app);
    backup::keep_going(app.clone());
}

/// The setting that holds the newest backup of the time when a person chose to go on with fewer cases.
const ACCEPTED: &str = "fewer_accepted";

/// The cases of a store and of the newest good backup, if those are fewer than half of these; unless the person has
/// decided to go on with that. Backups are read through only where one of them may hold so many.
fn fewer(desk: &Desk) -> Option<(u64, u64)> {
    let held = desk.store().cases().count().ok()?;
    let backups = store::backups(&desk.paths.backups()).ok()?;
    if !backups.iter().any(|backup| backup.cases.is_none_or(|cases| held * 2 < cases)) {
        return None;
    }
    let newest = newest_good(&desk.paths)?;
    let expected = newest.cases?;
    let accepted: Option<String> = desk.store().settings().get(ACCEPTED).ok()?;
    let decided = accepted.is_some_and(|accepted| accepted >= newest.made_at.to_string());
    (held * 2 < expected && !decided).then_some((held, expected))
}

/// The newest backup that is whole and not empty.
fn newest_good(paths: &Paths) -> Option<Backup> {
    let all = store::backups(&paths.backups()).ok()?;
    all.into_iter().find_map(|mut backup| {
        if backup.cases == Some(0) {
            return None;
        }
        let (soundness, cases) = store::inspect(&backup);
        backup.cases = cases;
        (soundness == Soundness::Sound && cases.is_some_and(|cases| cases > 0)).then_some(backup)
    })
}

/// Leftovers of killed backups and writes, and what has lain in the bin for longer than thirty days.
fn clear(desk: &Desk) {
    let (soon, older) = (SystemTime::now(), SystemTime::now() - HOUR);
    let mut folders = vec![(desk.paths.data.clone(), soon), (desk.paths.backups(), soon)];
    if let Ok(output) = desk.output() {
        for entry in std::fs::read_dir(&output).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push((entry.path(), older));
            }
        }
        folders.push((output, older));
    }
    for (folder, before) in folders.into_iter().filter(|(folder, _)| folder.is_dir()) {
        if let Err(error) = store::clear_leftovers(&folder, before) {
            log::warn!("leftovers not cleared: {}", error.code());
        }
    }
    let long_ago = now() - chrono::Duration::days(crate::command::bin::DAYS);
    if let Err(error) = desk.store().cases().purge(long_ago) {
        log::warn!("bin not emptied: {}", error.code());
    }
}

/// Earlier versions kept typed text in the web view's local storage, readable for everyone and beyond the life of a
/// case. It is deleted once, before the web view opens it; only the width of a panel is lost with it.
fn forget_typed_text(app: &AppHandle, paths: &Paths) {
    let done = paths.data.join("typed-text-moved");
    if done.exists() {
        return;
    }
    let Ok(folder) = app.path().app_local_data_dir() else { return };
    let storage = folder.join("localstorage");
    let gone = !storage.exists() || std::fs::remove_dir_all(&storage).is_ok();
    if gone && store::ensure_folder(&paths.data).is_ok() {
        let _ = std::fs::write(done, "");
    }
}

/// The window of the configuration, which shows the program's own page and nothing else.
fn window(app: &AppHandle) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first().cloned() else { return Ok(()) };
    WebviewWindowBuilder::from_config(app, &config)?
        .on_navigation(|url| {
            let own = url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost");
            let development = cfg!(debug_assertions) && url.host_str() == Some("localhost");
            if !(own || development) {
                log::warn!("refused to leave the page for a {} address", url.scheme());
            }
            own || development
        })
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .build()?;
    Ok(())
}
