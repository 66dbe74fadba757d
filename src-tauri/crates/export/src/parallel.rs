//! Work on several cores at once: pieces that need nothing of one another.

use std::cell::Cell;
use std::convert::Infallible;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

thread_local! {
    /// This thread is one of several already: what it shares out would only stand in their way.
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` on this thread and shares nothing of it out: for one of several threads of the caller's own.
pub fn alone<R>(work: impl FnOnce() -> R) -> R {
    let before = AT_WORK.replace(true);
    let made = work();
    AT_WORK.set(before);
    made
}

/// What `work` makes of each item, in their order. Whoever is free takes the next one.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let Ok(made) = watched(items, |item| Ok::<_, Infallible>(work(item)), |_| Ok(()));
    made
}

/// As [`map`], while `watch` is told on this thread how many are done, first of all that none is. After a failure, of
/// `work` or of `watch`, nothing further is begun.
///
/// # Errors
/// What `watch` said, or of the items that failed the first.
///
/// # Panics
/// As `work` does, and without beginning anything further.
pub(crate) fn watched<T: Sync, R: Send, E: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, E> + Sync,
    mut watch: impl FnMut(usize) -> Result<(), E>,
) -> Result<Vec<R>, E> {
    watch(0)?;
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    let hands = if AT_WORK.get() { 1 } else { cores().min(items.len()) };
    if hands <= 1 {
        let mut made = Vec::with_capacity(items.len());
        for item in items {
            made.push(work(item)?);
            watch(made.len())?;
        }
        return Ok(made);
    }
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let labour = |sender: mpsc::Sender<(usize, thread::Result<Result<R, E>>)>| {
        alone(|| {
            while !stopped.load(Ordering::Relaxed) {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(index) else { break };
                let made = catch_unwind(AssertUnwindSafe(|| work(item)));
                if !matches!(made, Ok(Ok(_))) {
                    stopped.store(true, Ordering::Relaxed);
                }
                // Nobody listens any more only where this was stopped.
                if sender.send((index, made)).is_err() {
                    break;
                }
            }
        });
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
        let (mut kept, mut failed) = (Vec::with_capacity(items.len()), None);
        for (index, made) in receiver {
            match made {
                Err(panic) => resume_unwind(panic),
                // Items are begun in their order, so the first that fails is among those that come in.
                Ok(Err(error)) if failed.as_ref().is_none_or(|(at, _)| index < *at) => {
                    failed = Some((index, error));
                }
                Ok(Err(_)) => {}
                Ok(Ok(piece)) => {
                    kept.push((index, piece));
                    if let Err(error) = watch(kept.len()) {
                        stopped.store(true, Ordering::Relaxed);
                        return Err(error);
                    }
                }
            }
        }
        failed.map_or(Ok(kept), |(_, error)| Err(error))
    })?;
    made.sort_unstable_by_key(|(index, _)| *index);
    Ok(made.into_iter().map(|(_, made)| made).collect())
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
            |number| Ok::<_, &str>(number * 2),
            |done| {
                heard.push(done);
                Ok(())
            },
        );
        assert_eq!(made, Ok(vec![2, 4, 6]));
        assert_eq!(heard, [0, 1, 2, 3]);
        let items: Vec<u32> = (0..10_000).collect();
        let until = |most: usize| move |done: usize| if done < most { Ok(()) } else { Err("enough") };
        assert_eq!(watched(&items, |number| Ok(number * 2), until(2)), Err("enough"));
        assert_eq!(watched(&items, |number| Ok(number * 2), until(0)), Err("enough"));
    }

    #[test]
    fn the_first_item_that_fails_is_told_and_ends_the_work() {
        let items: Vec<u32> = (0..10_000).collect();
        let worked = AtomicUsize::new(0);
        let work = |number: &u32| {
            worked.fetch_add(1, Ordering::Relaxed);
            thread::sleep(std::time::Duration::from_micros(50));
            if *number < 3 { Ok(*number) } else { Err(*number) }
        };
        assert_eq!(watched(&items, work, |_| Ok(())), Err(3));
        assert!(worked.load(Ordering::Relaxed) < items.len());
    }

    #[test]
    fn one_of_the_callers_own_threads_shares_nothing_out() {
        let own = thread::current().id();
        let threads = alone(|| map(&[1, 2, 3], |_| thread::current().id()));
        assert_eq!(threads, [own; 3]);
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
