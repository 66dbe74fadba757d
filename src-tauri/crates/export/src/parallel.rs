//! Work on several cores at once: pieces that need nothing of one another.

use std::cell::Cell;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

thread_local! {
    /// This thread is one of several already: what it shares out would only stand in their way.
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// What `work` makes of each item, in their order. Whoever is free takes the next one.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if items.len() <= 1 || AT_WORK.get() {
        return items.iter().map(work).collect();
    }
    watched(items, work, |_| true).unwrap_or_default()
}

/// As [`map`], while `watch` is told on this thread how many are done, first of all that none is; it answers whether
/// to go on. `None` if it said no: what had been begun is finished then, and thrown away.
///
/// # Panics
/// As `work` does, and without beginning anything further.
pub(crate) fn watched<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut watch: impl FnMut(usize) -> bool,
) -> Option<Vec<R>> {
    if !watch(0) {
        return None;
    }
    let hands = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, made) = mpsc::channel();
    let labour = |sender: mpsc::Sender<(usize, thread::Result<R>)>| {
        let before = AT_WORK.replace(true);
        while !stopped.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { break };
            // Nobody listens any more only where this was stopped.
            if sender.send((index, catch_unwind(AssertUnwindSafe(|| work(item))))).is_err() {
                break;
            }
        }
        AT_WORK.set(before);
    };
    let mut made: Vec<(usize, R)> = thread::scope(|scope| {
        let begun = (0..hands).filter(|_| {
            let sender = sender.clone();
            thread::Builder::new().spawn_scoped(scope, move || labour(sender)).is_ok()
        });
        // A system that grants no thread is still served.
        if begun.count() == 0 {
            labour(sender.clone());
        }
        drop(sender);
        let mut kept = Vec::with_capacity(items.len());
        for (index, piece) in made {
            match piece {
                Ok(piece) => kept.push((index, piece)),
                Err(panic) => {
                    stopped.store(true, Ordering::Relaxed);
                    resume_unwind(panic);
                }
            }
            if !watch(kept.len()) {
                stopped.store(true, Ordering::Relaxed);
                return None;
            }
        }
        Some(kept)
    })?;
    made.sort_unstable_by_key(|(index, _)| *index);
    Some(made.into_iter().map(|(_, made)| made).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_stands_in_the_order_of_the_items() {
        let items: Vec<u32> = (0..1_000).collect();
        let doubled: Vec<u32> = (0..1_000).map(|number| number * 2).collect();
        assert_eq!(map(&items, |number| number * 2), doubled);
        assert_eq!(map(&[7], |number| number + 1), [8]);
        assert!(map(&[], |number: &u32| *number).is_empty());
    }

    #[test]
    fn a_watcher_hears_of_every_item_and_may_stop_the_work() {
        let mut heard = Vec::new();
        let made = watched(
            &[1, 2, 3],
            |number| number * 2,
            |done| {
                heard.push(done);
                true
            },
        );
        assert_eq!(made, Some(vec![2, 4, 6]));
        assert_eq!(heard, [0, 1, 2, 3]);
        let items: Vec<u32> = (0..10_000).collect();
        assert_eq!(watched(&items, |number| number * 2, |done| done < 2), None);
        assert_eq!(watched(&items, |number| number * 2, |_| false), None);
    }

    #[test]
    fn work_within_work_is_not_shared_out_again() {
        let items = [1, 2, 3];
        let threads = map(&items, |_| {
            let own = thread::current().id();
            map(&items, |_| thread::current().id()).into_iter().all(|id| id == own)
        });
        assert_eq!(threads, [true; 3]);
    }

    #[test]
    fn a_panic_comes_through_with_its_words_and_ends_the_work() {
        let items: Vec<u32> = (0..10_000).collect();
        let worked = AtomicUsize::new(0);
        let work = |number: &u32| {
            worked.fetch_add(1, Ordering::Relaxed);
            assert!(*number != 3, "the third");
            thread::sleep(std::time::Duration::from_micros(50));
        };
        let panic = catch_unwind(AssertUnwindSafe(|| map(&items, work)));
        let words = panic.err().and_then(|panic| panic.downcast::<&str>().ok());
        assert_eq!(words.as_deref(), Some(&"the third"));
        assert!(worked.load(Ordering::Relaxed) < items.len());
    }
}
