//! The program seen from outside: it ends when its window is closed, whether the page answers, hangs or has died, and
//! leaves no lock behind; a page whose process dies is followed by another one.
//!
//! No driver is between: WebDriver would hold the page, and could not speak to one that hangs.

use std::fs::File;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::runtime::Runtime;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask};
use x11rb::rust_connection::RustConnection;

use crate::window::Place;

/// How long one waits before calling it broken. A loaded machine is slow, not wrong.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn run(_: &Runtime, place: &Place) -> Result<()> {
    let mut answering = Program::open(place)?;
    answering.close().context("a page that answers")?;
    answering.ended(place)?;

    let mut hanging = Program::open(place)?;
    signal("STOP", hanging.page()?)?;
    hanging.close().context("a page that hangs")?;
    hanging.ended(place)?;

    let mut dying = Program::open(place)?;
    let first = dying.page()?;
    signal("KILL", first)?;
    let second = until("another page", || Ok(dying.pages()?.into_iter().find(|page| *page != first)))?;
    ensure!(second != first, "the page is still the one that died");
    dying.close().context("a page that says how to go on")?;
    dying.ended(place)
}

/// The program, its window and the display it is on.
struct Program {
    process: Child,
    server: RustConnection,
    window: u32,
}

impl Program {
    /// Starts it and waits until it has a window and a page.
    fn open(place: &Place) -> Result<Self> {
        let (server, screen) = x11rb::connect(Some(place.display()))?;
        let root = server.setup().roots.get(screen).context("the display has no screen")?.root;
        let process = place.start()?;
        let mut program = Self { process, server, window: 0 };
        program.window = until("the window", || program.find(root))?;
        until("the page", || Ok(program.pages()?.first().copied()))?;
        // The page listens once its script has run.
        std::thread::sleep(Duration::from_secs(3));
        Ok(program)
    }

    /// Its window below another one. The window of a program that ran before may still be there for a moment.
    fn find(&self, below: u32) -> Result<Option<u32>> {
        let process = self.server.intern_atom(false, b"_NET_WM_PID")?.reply()?.atom;
        for window in self.server.query_tree(below)?.reply()?.children {
            let owner = self.server.get_property(false, window, process, AtomEnum::ANY, 0, 1)?.reply();
            let ours = owner.is_ok_and(|owner| {
                owner.value32().and_then(|mut value| value.next()) == Some(self.process.id())
            });
            let name =
                self.server.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64)?.reply();
            let mapped = self.server.get_window_attributes(window)?.reply();
            let shown =
                mapped.is_ok_and(|window| window.map_state == x11rb::protocol::xproto::MapState::VIEWABLE);
            // GTK writes the name as compound text there; the rest tells it from the helper windows.
            if ours && shown && name.is_ok_and(|name| !name.value.is_empty()) {
                return Ok(Some(window));
            }
        }
        Ok(None)
    }

    /// Asks the window to close, as the button of a window manager does.
    fn close(&self) -> Result<()> {
        let atom = |name: &str| -> Result<u32> {
            Ok(self.server.intern_atom(false, name.as_bytes())?.reply()?.atom)
        };
        let data = [atom("WM_DELETE_WINDOW")?, x11rb::CURRENT_TIME, 0, 0, 0];
        let event = ClientMessageEvent::new(32, self.window, atom("WM_PROTOCOLS")?, data);
        self.server.send_event(false, self.window, EventMask::NO_EVENT, event)?;
        Ok(self.server.flush()?)
    }

    /// Waits until the process is gone and its lock can be taken.
    fn ended(&mut self, place: &Place) -> Result<()> {
        let status = until("the end of the program", || Ok(self.process.try_wait()?))?;
        ensure!(status.success(), "the program ended with {status}");
        let lock = File::open(place.lock())?;
        lock.try_lock().context("the store is still locked")
    }

    /// The process that draws the page.
    fn page(&self) -> Result<u32> {
        self.pages()?.first().copied().context("the program has no page")
    }

    /// The processes that draw its pages.
    fn pages(&self) -> Result<Vec<u32>> {
        let parent = self.process.id().to_string();
        let found = Command::new("pgrep").args(["-P", &parent, "WebKitWebProces"]).output()?;
        let text = String::from_utf8(found.stdout)?;
        Ok(text.split_whitespace().filter_map(|process| process.parse().ok()).collect())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // After ended() it is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn signal(name: &str, process: u32) -> Result<()> {
    let status = Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status()?;
    ensure!(status.success(), "kill -{name} {process}: {status}");
    Ok(())
}

/// Asks again until there is something.
fn until<T>(what: &str, mut ask: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(found) = ask()? {
            return Ok(found);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("waited for {what}")
}
