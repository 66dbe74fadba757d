//! When backups are made by themselves, and where else they go.
//!
//! Hourly while something changes, and after a start if the last closing had no time for one; at closing within its
//! share of the two seconds. Each is copied to the second folder (a USB stick, a share) where one is chosen, and both
//! folders are pruned by the rule of `store::keep`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tauri::{AppHandle, Manager};

use crate::desk::{Desk, now, today};
use crate::error::Failure;

/// How often it is looked whether one is due.
const LOOK: Duration = Duration::from_secs(60);
/// The share of the two seconds for closing.
pub const CLOSING: Duration = Duration::from_millis(600);

/// The setting with the second folder.
pub const SECOND: &str = "second_backup_folder";
/// The setting with what went wrong there last; empty: nothing.
pub const SECOND_TROUBLE: &str = "second_backup_trouble";

/// Looks every minute whether a backup is due, as long as the program runs.
pub fn keep_going(app: AppHandle) {
    let begun = std::thread::Builder::new().name("backup".to_owned()).spawn(move || {
        loop {
            let Some(desk) = app.try_state::<Desk>() else { return };
            if let Err(failure) = if_due(&desk) {
                // Must not keep anyone from working; the settings show the date of the last one.
                log::warn!("backup failed: {}", failure.code);
            }
            std::thread::sleep(LOOK);
        }
    });
    if let Err(error) = begun {
        log::warn!("no thread for backups: {error}");
    }
}

/// Makes a backup if something changed since the last one and that is an hour ago.
fn if_due(desk: &Desk) -> Result<(), Failure> {
    let (commits, backed) = desk.store().commits();
    if commits <= backed || desk.store().cases().count()? == 0 {
        return Ok(());
    }
    let folder = desk.paths.backups();
    if folder.is_dir() {
        let hour_ago = now().naive_local() - chrono::Duration::hours(1);
        let fresh = store::backups(&folder)?
            .iter()
            .any(|made| made.kind == store::BackupKind::Automatic && made.made_at > hour_ago && made.made_at <= now().naive_local());
        if fresh {
            return Ok(());
        }
    }
    let path = desk.store().path().to_path_buf();
    // Without holding the store: a large one is copied while one goes on typing.
    let made = store::backup(&path, &folder, store::BackupKind::Automatic, now())?;
    desk.store().backed_up(commits);
    elsewhere(desk, &made)
}

/// Copies a backup to the second folder, and prunes both.
pub fn elsewhere(desk: &Desk, made: &Path) -> Result<(), Failure> {
    store::prune(&desk.paths.backups(), today())?;
    let Some(second) = second(desk)? else { return Ok(()) };
    let copied = store::copy_to(made, &second).and_then(|()| store::prune(&second, today()));
    let trouble = copied.err().map(|error| error.to_string()).unwrap_or_default();
    if desk.store().settings().get::<String>(SECOND_TROUBLE)?.unwrap_or_default() != trouble {
        desk.store().settings().set(SECOND_TROUBLE, &trouble)?;
    }
    Ok(())
}

/// The second folder, if one is chosen.
pub fn second(desk: &Desk) -> Result<Option<PathBuf>, Failure> {
    Ok(desk.store().settings().get::<String>(SECOND)?.filter(|folder| !folder.is_empty()).map(PathBuf::from))
}

/// Closes the store: log folded in, one file, and a backup if there is time. Nothing is waited for beyond that.
pub fn close(desk: &Desk) {
    let second = second(desk).ok().flatten();
    let closed = desk.store().close(&desk.paths.backups(), now(), CLOSING);
    match closed {
        Ok(Some(made)) => {
            if let Some(second) = second
                && let Err(error) = store::copy_to(&made, &second)
            {
                log::warn!("no backup in the second folder: {}", error.code());
            }
        }
        Ok(None) => {}
        Err(error) => log::warn!("no backup at closing: {}", error.code()),
    }
}
