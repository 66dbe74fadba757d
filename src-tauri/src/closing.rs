//! Closing the window: the page stores what is still being typed, then the program ends, whether the page answers or not.
//!
//! 1. The window is asked to close: the page is told (event `closing`) and has [`ANSWER`] to speak.
//! 2. The page answers `leave` once everything is stored, or `stay` when storing failed and it has asked the person,
//!    who then decides without haste ([`command::answer_closing`](crate::command::closing)).
//! 3. A page that says nothing (it hangs, its process died) is not waited for: what it showed as saved is in the store.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager, Window, WindowEvent};

use crate::desk::Desk;

/// How long the page may take to store what is being typed.
const ANSWER: Duration = Duration::from_millis(1_000);
/// How long the program may take to end once the window is gone.
const END: Duration = Duration::from_millis(900);

/// Which request to close is waiting for an answer; 0: none.
#[derive(Default)]
pub struct Closing {
    asked: AtomicU64,
    answered: AtomicU64,
}

impl Closing {
    /// Notes that the window was asked to close; the answer must come to this number.
    fn ask(&self) -> u64 {
        self.asked.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// The page has spoken, to whatever it was asked last.
    pub fn answer(&self) {
        self.answered.store(self.asked.load(Ordering::SeqCst), Ordering::SeqCst);
    }

    /// Whether the page has spoken to that request or a later one.
    fn is_answered(&self, request: u64) -> bool {
        self.answered.load(Ordering::SeqCst) >= request
    }
}

/// Holds the window until the page has answered, at most [`ANSWER`].
pub fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let app = window.app_handle().clone();
    // Without a desk there is only a message why the program did not start.
    let Some(desk) = app.try_state::<Desk>() else { return };
    api.prevent_close();
    let request = desk.closing.ask();
    if let Err(error) = app.emit("closing", ()) {
        log::warn!("the page could not be told to close: {error}");
    }
    let waiting = app.clone();
    std::thread::spawn(move || {
        std::thread::sleep(ANSWER);
        let answered = waiting.try_state::<Desk>().is_some_and(|desk| desk.closing.is_answered(request));
        if !answered {
            log::warn!("the page did not answer when closing");
            end(&waiting);
        }
    });
}

/// Closes the window and ends the program, by force if it takes too long: no lock is left behind.
pub fn end(app: &AppHandle) {
    std::thread::spawn(|| {
        std::thread::sleep(END);
        log::warn!("the program was ended by force");
        std::process::exit(0);
    });
    let destroyed = app.get_webview_window("main").is_some_and(|window| window.destroy().is_ok());
    if !destroyed {
        app.exit(0);
    }
}

#[cfg(test)]
mod tests {
    use super::Closing;

    #[test]
    fn an_answer_counts_for_all_that_was_asked_before_and_for_nothing_after() {
        let closing = Closing::default();
        let (first, second) = (closing.ask(), closing.ask());
        assert!(!closing.is_answered(first));
        closing.answer();
        assert!(closing.is_answered(first) && closing.is_answered(second));
        let third = closing.ask();
        assert!(!closing.is_answered(third));
    }
}
