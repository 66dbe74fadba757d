//! A backup that is put in the place of a sound store: taken whole, or refused with the store as it was.

use anyhow::Result;
use store::{BackupKind, Store, backups};

use super::store::noon;

pub(super) fn run(data: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { panic!("no folder for temporary files") };
    let path = folder.path().join("choujian.db");
    let Ok(mut store) = Store::open(&path) else { panic!("a new store cannot be opened") };
    let Ok(sound) = store.backup(&folder.path().join("backups"), BackupKind::Manual, noon()) else {
        panic!("no backup")
    };
    assert!(std::fs::write(&sound, data).is_ok(), "the input cannot be written");
    let _ = backups(&folder.path().join("backups"));
    let restored = store.restore(&sound).is_ok();
    // Either way there is a store that can be asked, or its damage is told by an error.
    let listed = store.cases().list(None);
    assert!(restored || listed.is_ok_and(|rows| rows.is_empty()), "refused, and the store is not as it was");
}

pub(super) fn seeds() -> Result<Vec<Vec<u8>>> {
    super::store::seeds()
}
