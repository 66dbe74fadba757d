//! The case that is open in the window (打开的事项), kept read and assessed.
//!
//! A case of thousands of flats takes longer to read and to send than an edit of it may last. So the case last opened is
//! kept: an edit reads, stores and tells only what it changes. One case is kept and no more, which bounds the memory.
//! Whether what is kept still holds is asked of the store each time, so that nothing that writes must remember to say so.

use std::sync::{Arc, PoisonError};

use chrono::{DateTime, FixedOffset};
use procedure::assessment::assess;
use procedure::template::Library;
use serde_json::{Map, Value as Json};
use store::{CaseRecord, CaseRow, StoreError};

use crate::change::{self, Known};
use crate::desk::{Desk, Open, now, today};
use crate::error::Failure;
use crate::view::patch::between;
use crate::view::{CaseChange, CaseView, Change, Saved};

/// The case last opened.
pub struct Kept {
    open: Arc<Open>,
    /// The templates it was assessed by.
    library: Arc<Library>,
    told: Option<Told>,
}

/// What the page was told last: the view without the answers, and its number.
struct Told {
    version: u64,
    view: Json,
}

impl Kept {
    fn holds(&self, row: &CaseRow, library: &Arc<Library>) -> bool {
        let record = &self.open.record;
        let same = !row.damaged
            && (record.id, record.revision, record.updated_at, record.archived)
                == (row.id, row.revision, row.updated_at, row.archived)
            && (&record.title, &record.slug, &record.procedure_hash)
                == (&row.title, &row.slug, &row.procedure_hash);
        same && self.open.assessment.today == today() && Arc::ptr_eq(&self.library, library)
    }
}

impl Desk {
    /// A case with what follows from it, kept until another one is opened.
    pub fn open_case(&self, id: i64) -> Result<Arc<Open>, Failure> {
        let mut kept = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        self.fresh(&mut kept, id).map(|kept| Arc::clone(&kept.open))
    }

    /// The same for one of many that are gone through: what is kept stays.
    pub fn look_at(&self, id: i64) -> Result<Arc<Open>, Failure> {
        let kept = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let row = self.store().cases().row(id)?;
        match &*kept {
            Some(kept) if kept.holds(&row, &self.library()) => Ok(Arc::clone(&kept.open)),
            _ => self.read_case(id).map(Arc::new),
        }
    }

    /// The whole view of a case, for a page that has none or cannot go on from the one it has.
    pub fn view(&self, id: i64) -> Result<CaseView, Failure> {
        let mut kept = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        self.whole(self.fresh(&mut kept, id)?)
    }

    /// What is kept is no longer true, though the store cannot tell.
    pub fn forget(&self) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Stores changes of a case at `revision` and answers with what follows from them: what differs from the view with
    /// the number `base` if the page has it, else the whole view. If any value cannot be read, nothing is stored.
    pub fn edit(
        &self,
        id: i64,
        revision: i64,
        changes: Vec<Change>,
        base: Option<u64>,
    ) -> Result<Saved, Failure> {
        let mut slot = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = self.fresh(&mut slot, id)?;
        let current = kept.open.record.revision;
        if current != revision {
            return Err(StoreError::RevisionConflict { expected: revision, current }.into());
        }
        let known = Known {
            procedure: &kept.open.procedure,
            stored: &kept.open.record.answers,
            read: &kept.open.case.answers,
        };
        let (edits, readings, answers) = change::read(known, changes)?;
        // From here on the state is taken apart: if anything fails, the case is read again next time.
        let Some(Kept { open, library, told }) = slot.take() else {
            return Err(Failure::new("store.not-found", "没有这个事项"));
        };
        let open = Arc::try_unwrap(open).unwrap_or_else(|shared| Open::clone(&shared));
        let Open { mut record, procedure, mut case, assessment } = open;
        // It holds the tables too, and a table held twice is copied.
        drop(assessment);
        let title = change::automatic_title(&procedure, &record);
        let moment = now();
        if !case.answers.problems().is_empty() {
            // Something stored could not be read, and the edit may have mended it: all is read again.
            self.store().revisions().commit_on(&mut record, &edits, moment)?;
            self.follow_title(&mut record, title, moment)?;
            let open = Arc::new(self.assessed(record)?);
            return self.reply(slot.insert(Kept { open, library, told }), base, answers);
        }
        // Neither waits for the other: the disk and the rules take about as long.
        let (stored, assessment) = std::thread::scope(|scope| {
            let storing = scope.spawn(|| self.store().revisions().commit_on(&mut record, &edits, moment));
            for reading in readings {
                reading.apply(&mut case.answers);
            }
            let assessment = assess(&library, &procedure, &case, today());
            (storing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), assessment)
        });
        stored?;
        self.follow_title(&mut record, title, moment)?;
        let kept = Kept { open: Arc::new(Open { record, procedure, case, assessment }), library, told };
        self.reply(slot.insert(kept), base, answers)
    }

    /// The case goes by its project's name until someone renames it; `automatic`: nobody has.
    fn follow_title(
        &self,
        record: &mut CaseRecord,
        automatic: bool,
        moment: DateTime<FixedOffset>,
    ) -> Result<(), Failure> {
        if let Some(title) = automatic.then(|| change::name(&record.answers)).flatten()
            && title != record.title
        {
            self.store().cases().rename(record.id, &title, moment)?;
            let row = self.store().cases().row(record.id)?;
            (record.title, record.updated_at) = (row.title, row.updated_at);
        }
        Ok(())
    }

    /// What is kept, if it is this case and still holds; read anew otherwise.
    fn fresh<'k>(&self, kept: &'k mut Option<Kept>, id: i64) -> Result<&'k mut Kept, Failure> {
        let library = self.library();
        let row = self.store().cases().row(id)?;
        match kept.take().filter(|kept| kept.holds(&row, &library)) {
            Some(same) => Ok(kept.insert(same)),
            None => {
                let open = Arc::new(self.read_case(id)?);
                Ok(kept.insert(Kept { open, library, told: None }))
            }
        }
    }

    fn whole(&self, kept: &mut Kept) -> Result<CaseView, Failure> {
        let (version, view) = self.next(kept)?;
        kept.told = Some(Told { version, view });
        let mut view = CaseView::without_answers(&kept.open, version);
        view.answers.clone_from(&kept.open.record.answers);
        Ok(view)
    }

    fn reply(
        &self,
        kept: &mut Kept,
        base: Option<u64>,
        answers: Vec<change::Corrected>,
    ) -> Result<Saved, Failure> {
        let Some(told) = kept.told.take().filter(|told| Some(told.version) == base) else {
            return self.whole(kept).map(|view| Saved::Whole(Box::new(view)));
        };
        let (version, view) = self.next(kept)?;
        let patch = between(&told.view, &view);
        kept.told = Some(Told { version, view });
        let (mut values, mut rows) = (Map::new(), Vec::new());
        for corrected in answers {
            match corrected {
                change::Corrected::Value(key, value) => drop(values.insert(key, value)),
                change::Corrected::Rows(view) => rows.push(view),
            }
        }
        Ok(Saved::Change(CaseChange { patch, answers: values, rows }))
    }

    /// The view without its answers as it crosses the bridge, under a number of its own.
    fn next(&self, kept: &Kept) -> Result<(u64, Json), Failure> {
        let version = self.versions.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        let view = serde_json::to_value(CaseView::without_answers(&kept.open, version))
            .map_err(|error| Failure::new("shell.view", error.to_string()))?;
        Ok((version, view))
    }
}

#[cfg(test)]
mod tests;
