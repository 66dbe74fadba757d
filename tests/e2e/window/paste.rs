//! The clipboard of the screen, as a spreadsheet program fills it when rows are copied there.

use anyhow::{Context, Result};
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt as _, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT,
    SelectionNotifyEvent, SelectionRequestEvent, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;
use x11rb::{CURRENT_TIME, NONE};

use super::aim::Target;
use super::{Place, Window};

const PASTE: &str = "\u{e009}v\u{e000}";

impl Place {
    /// Puts a text on the clipboard; it stays there until another program takes its place.
    pub fn copy(&self, text: &str) -> Result<()> {
        let (server, screen) = x11rb::connect(Some(&self.display)).context("the display of the clipboard")?;
        let root = server.setup().roots.get(screen).context("the display has no screen")?.root;
        let atom =
            |name: &str| -> Result<u32> { Ok(server.intern_atom(false, name.as_bytes())?.reply()?.atom) };
        let clipboard = atom("CLIPBOARD")?;
        let forms = Forms {
            targets: atom("TARGETS")?,
            text: [atom("UTF8_STRING")?, atom("text/plain;charset=utf-8")?, atom("text/plain")?],
        };
        let window = server.generate_id()?;
        let looks = CreateWindowAux::new();
        server.create_window(0, window, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &looks)?;
        server.set_selection_owner(window, clipboard, CURRENT_TIME)?;
        server.flush()?;
        let text = text.to_owned();
        // Ends when the clipboard is taken over or the screen is gone.
        std::thread::spawn(move || {
            while let Ok(event) = server.wait_for_event() {
                match event {
                    Event::SelectionRequest(request) => {
                        if forms.answer(&server, &request, text.as_bytes()).is_err() {
                            return;
                        }
                    }
                    Event::SelectionClear(_) => return,
                    _ => {}
                }
            }
        });
        Ok(())
    }
}

/// Forms in which the text is given.
struct Forms {
    targets: u32,
    text: [u32; 3],
}

impl Forms {
    fn answer(&self, server: &RustConnection, request: &SelectionRequestEvent, text: &[u8]) -> Result<()> {
        let mut property = if request.property == NONE { request.target } else { request.property };
        if request.target == self.targets {
            let all = [&[self.targets], &self.text[..]].concat();
            server.change_property32(PropMode::REPLACE, request.requestor, property, AtomEnum::ATOM, &all)?;
        } else if self.text.contains(&request.target) {
            let form = request.target;
            server.change_property8(PropMode::REPLACE, request.requestor, property, form, text)?;
        } else {
            property = NONE;
        }
        let told = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property,
        };
        server.send_event(false, request.requestor, EventMask::NO_EVENT, told)?;
        Ok(server.flush()?)
    }
}

impl Window {
    /// Pastes what is on the clipboard where the focus is; it counts as one entry.
    pub async fn paste(&self) -> Result<()> {
        self.hand.typed();
        self.press(PASTE).await
    }

    /// Clicks a target named in another way than by its words.
    pub async fn click_target(&self, target: Target<'_>) -> Result<()> {
        self.press_at(target).await
    }

    /// Presses keys that choose something, which counts as an entry.
    pub async fn choose_by_keys(&self, keys: &str) -> Result<()> {
        self.hand.typed();
        self.press(keys).await
    }
}
