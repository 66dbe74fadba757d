//! Work on several cores at once: pieces that need nothing of one another.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// What `work` makes of each item, in their order. Whoever is free takes the next one.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if items.len() <= 1 {
        return items.iter().map(work).collect();
    }
    watched(items, work, |_| true).unwrap_or_default()
}

/// As [`map`], while `watch` is told on this thread how many are done, first of all that none is; it answers whether
/// to go on. `None` if it said no: what had been begun is finished then, and thrown away.
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
    let labour = |sender: mpsc::Sender<(usize, R)>| {
        while !stopped.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return };
            // Nobody listens any more only where this was stopped.
            if sender.send((index, work(item))).is_err() {
                return;
            }
        }
    };
    // The scope passes on a panic of any hand.
    let mut made: Vec<(usize, R)> = thread::scope(|scope| {
        for _ in 0..hands {
            let sender = sender.clone();
            scope.spawn(move || labour(sender));
        }
        drop(sender);
        let mut kept = Vec::with_capacity(items.len());
        for piece in made {
            kept.push(piece);
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
}
