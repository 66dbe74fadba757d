//! The hand at the window: a pointer and a wheel that are those of the X server (XTEST), and keys that go to whatever
//! has the focus. What it does is counted.
//!
//! Nothing here presses, scrolls or fills in by script. Keys come through WebDriver's key actions, which GTK receives as
//! key presses: unlike X, they also carry characters that no keyboard layout has.

use std::cell::Cell;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use fantoccini::Client;
use fantoccini::actions::{Actions, InputSource, KeyAction, KeyActions};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, MOTION_NOTIFY_EVENT};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// What a person had to do and to wait for since the window opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Presses of the pointer, but for those that something else received because the page was just drawn anew.
    pub clicks: u32,
    /// Texts typed into a field, a cell or the search.
    pub entries: u32,
    /// Notches the wheel was turned.
    pub notches: u32,
    /// Time in which nothing could be done but wait for the page.
    pub waiting: Duration,
}

impl Tally {
    /// What came after an earlier tally.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self {
            clicks: self.clicks - earlier.clicks,
            entries: self.entries - earlier.entries,
            notches: self.notches - earlier.notches,
            waiting: self.waiting - earlier.waiting,
        }
    }
}

/// Codes that stand for a key held down until all are let go.
const HELD: [char; 4] = ['\u{e008}', '\u{e009}', '\u{e00a}', '\u{e03d}'];
const LET_GO: char = '\u{e000}';

/// Buttons of a pointer as X numbers them.
const PRESS: u8 = 1;
const WHEEL_UP: u8 = 4;
const WHEEL_DOWN: u8 = 5;
const WHEEL_LEFT: u8 = 6;
const WHEEL_RIGHT: u8 = 7;

/// Which way the wheel is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Up,
    Down,
    Left,
    Right,
}

/// Pointer, wheel and keys of one screen.
pub struct Hand {
    server: RustConnection,
    root: u32,
    tally: Cell<Tally>,
}

impl Hand {
    /// Takes hold of the pointer of a display, as in `DISPLAY`.
    pub fn at(display: &str) -> Result<Self> {
        let (server, screen) = x11rb::connect(Some(display)).with_context(|| format!("display {display}"))?;
        let root = server.setup().roots.get(screen).context("the display has no screen")?.root;
        server.xtest_get_version(2, 2)?.reply().context("the display has no XTEST")?;
        Ok(Self { server, root, tally: Cell::default() })
    }

    /// What was done so far.
    pub fn tally(&self) -> Tally {
        self.tally.get()
    }

    fn count(&self, add: impl FnOnce(&mut Tally)) {
        let mut tally = self.tally.get();
        add(&mut tally);
        self.tally.set(tally);
    }

    /// Counts a text that was typed.
    pub fn typed(&self) {
        self.count(|tally| tally.entries += 1);
    }

    /// Counts the time since then as waiting.
    pub fn waited(&self, since: Instant) {
        self.count(|tally| tally.waiting += since.elapsed());
    }

    /// Moves the pointer to a point of the screen.
    pub fn point(&self, at: (i16, i16)) -> Result<()> {
        self.server.xtest_fake_input(MOTION_NOTIFY_EVENT, 0, 0, self.root, at.0, at.1, 0)?;
        Ok(self.server.flush()?)
    }

    /// Presses and lets go where the pointer is.
    pub fn press(&self) -> Result<()> {
        self.count(|tally| tally.clicks += 1);
        self.push(PRESS)
    }

    /// Takes back the count of a press that did not meet what it was meant for.
    pub fn missed(&self) {
        self.count(|tally| tally.clicks -= 1);
    }

    /// Turns the wheel by some notches where the pointer is.
    pub fn turn(&self, way: Turn, notches: u32) -> Result<()> {
        let button = match way {
            Turn::Up => WHEEL_UP,
            Turn::Down => WHEEL_DOWN,
            Turn::Left => WHEEL_LEFT,
            Turn::Right => WHEEL_RIGHT,
        };
        self.count(|tally| tally.notches += notches);
        (0..notches).try_for_each(|_| self.push(button))
    }

    fn push(&self, button: u8) -> Result<()> {
        for event in [BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT] {
            self.server.xtest_fake_input(event, button, 0, self.root, 0, 0, 0)?;
        }
        Ok(self.server.flush()?)
    }

    /// Presses keys one after the other, wherever the focus is. A code of Shift, Control, Alt or Meta holds that key down
    /// until [`LET_GO`] or the end.
    pub async fn keys(&self, client: &Client, keys: &str) -> Result<()> {
        let mut actions = KeyActions::new("keys".to_owned());
        let mut held = Vec::new();
        for key in keys.chars() {
            if HELD.contains(&key) {
                held.push(key);
                actions = actions.then(KeyAction::Down { value: key });
            } else if key == LET_GO {
                actions = let_go(actions, &mut held);
            } else {
                actions = actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
            }
        }
        client.perform_actions(Actions::from(let_go(actions, &mut held))).await.context("pressing keys")
    }
}

fn let_go(actions: KeyActions, held: &mut Vec<char>) -> KeyActions {
    held.drain(..).rev().fold(actions, |actions, value| actions.then(KeyAction::Up { value }))
}
