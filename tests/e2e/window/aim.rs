//! How the hand comes to a thing: looks where it lies, turns the wheel over the pane that holds it until its centre is in
//! sight and nothing lies over it, then presses there.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::json;

use super::hand::Turn;
use super::{PATIENCE, Window};

const LOOK: &str = include_str!("look.js");

/// How a thing is named.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    Css(&'a str),
    XPath(&'a str),
    /// What has the focus.
    Focus,
    /// One of the ends that the walk measured, by its number.
    End(usize),
}

/// What was seen of a target.
#[derive(Debug, Deserialize)]
pub struct Look {
    pub state: State,
    /// What it is.
    #[serde(default)]
    pub name: String,
    /// What lies uppermost where its centre is.
    pub by: String,
    /// Whether some of it is in sight.
    #[serde(default)]
    pub shown: bool,
    /// Its centre, in pixels of the screen.
    point: Option<(i16, i16)>,
    /// Whether it, or something in it, has the focus.
    #[serde(default)]
    pub focused: bool,
    /// Panes that must be moved, the innermost first.
    panes: Vec<Pane>,
    /// Notches that the page has got so far.
    wheels: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Ok,
    Missing,
    Hidden,
    Disabled,
    Covered,
    /// It, or what it is in, is still unfolding.
    Moving,
    Outside,
}

#[derive(Debug, Deserialize)]
struct Pane {
    name: String,
    axis: char,
    /// Pixels by which the target lies outside, with their direction.
    need: i32,
    /// Where the wheel moves this pane; none where it does not move any further.
    at: Option<(i16, i16)>,
    scroll: (i32, i32),
}

/// Fewer pixels than one notch of the wheel moves, in any pane.
const NOTCH: i32 = 56;
/// So often one turns the wheel before one gives up.
const TURNS: usize = 400;
/// So often the wheel may turn back: a pane lower than a notch moves makes it go to and fro.
const RETURNS: usize = 6;

impl Window {
    /// Looks at a target; changes nothing.
    pub async fn look(&self, target: Target<'_>) -> Result<Look> {
        let (kind, selector) = match target {
            Target::Css(css) => ("css", css.to_owned()),
            Target::XPath(path) => ("xpath", path.to_owned()),
            Target::Focus => ("focus", String::new()),
            Target::End(number) => ("end", number.to_string()),
        };
        let told = self.read(LOOK, vec![json!(kind), json!(selector), json!(self.width.get())]).await?;
        serde_json::from_value(told).context("what was seen of a target")
    }

    /// Brings a target in sight with the wheel and returns its centre once it stands still there.
    pub(super) async fn reach(&self, target: Target<'_>) -> Result<(i16, i16)> {
        self.reach_within(target, PATIENCE).await
    }

    /// As [`Window::reach`], for what is there already.
    pub async fn reach_within(&self, target: Target<'_>, patience: Duration) -> Result<(i16, i16)> {
        let started = Instant::now();
        let mut waiting = None;
        let mut still = None;
        let mut turns = Turns::default();
        loop {
            let look = self.look(target).await?;
            match (look.state, look.point) {
                (State::Ok, Some(point)) if still == Some(point) => {
                    if let Some(since) = waiting {
                        self.hand.waited(since);
                    }
                    return Ok(point);
                }
                (State::Ok, point) => still = point,
                _ => {
                    still = None;
                    match self.bring(target, &look, &mut turns).await {
                        Ok(true) => continue,
                        Ok(false) => {}
                        Err(error) => {
                            let _ = self.photograph("failed").await;
                            return Err(error);
                        }
                    }
                    waiting.get_or_insert_with(Instant::now);
                    if started.elapsed() > patience {
                        let _ = self.photograph("failed").await;
                        bail!("{}; see target/e2e/failed.png", reason(&look, &turns));
                    }
                }
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Turns the wheel over the innermost pane that can still be moved towards the target; whether there was one.
    async fn bring(&self, target: Target<'_>, look: &Look, turns: &mut Turns) -> Result<bool> {
        let Some((pane, at)) = look.panes.iter().find_map(|pane| pane.at.map(|at| (pane, at))) else {
            return Ok(false);
        };
        let way = match (pane.axis, pane.need > 0) {
            ('y', true) => Turn::Down,
            ('y', false) => Turn::Up,
            (_, true) => Turn::Right,
            (_, false) => Turn::Left,
        };
        turns.note(pane, way)?;
        let notches = (pane.need.unsigned_abs() / NOTCH.unsigned_abs()).clamp(1, 24);
        self.hand.point(at)?;
        self.arrived(at).await?;
        self.hand.turn(way, notches)?;
        self.settled(target, look, &pane.name).await?;
        Ok(true)
    }

    /// Waits until the page has got the notches, has moved, and stands still. A loaded machine moves it late; at the end
    /// of a pane it does not move at all, which is told from that only by waiting.
    async fn settled(&self, target: Target<'_>, before: &Look, pane: &str) -> Result<()> {
        let started = Instant::now();
        let mut last = None;
        while started.elapsed() < Duration::from_secs(5) {
            let now = self.look(target).await?;
            let received = now.wheels > before.wheels;
            let moved = now.point != before.point || started.elapsed() > Duration::from_millis(600);
            if received && moved && last == Some(now.point) {
                return Ok(());
            }
            last = Some(now.point);
            tokio::time::sleep(Duration::from_millis(16)).await;
        }
        bail!(
            "the wheel was turned over {pane}, and either the page got nothing of it or it never stands still"
        )
    }

    /// Waits until the page knows that the pointer is there. Over a menu of the system it never knows.
    async fn arrived(&self, at: (i16, i16)) -> Result<()> {
        const SCRIPT: &str = "const [x, y] = choujianHand.at; const by = arguments[0] / innerWidth;
            return [Math.round(x * by), Math.round(y * by)]";
        for _ in 0..25 {
            let now = self.read(SCRIPT, vec![json!(self.width.get())]).await?;
            let near = |value: &serde_json::Value, wanted: i16| {
                value.as_i64().is_some_and(|value| (value - i64::from(wanted)).abs() <= 1)
            };
            if near(&now[0], at.0) && near(&now[1], at.1) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(8)).await;
        }
        Ok(())
    }

    /// Brings a target in sight, moves the pointer to its centre and presses. A press that something else received, because
    /// the page was drawn anew in that moment, is made again, as a person would; it counts all the same.
    pub(super) async fn press_at(&self, target: Target<'_>) -> Result<()> {
        const RECEIVED: &str = "return [choujianHand.releases, choujianHand.hit]";
        for _ in 0..4 {
            let point = self.reach(target).await?;
            self.hand.point(point)?;
            self.arrived(point).await?;
            // What the pointer brings up (a hint) may lie over it now.
            let look = self.look(target).await?;
            if look.state != State::Ok || look.point != Some(point) {
                continue;
            }
            let before = self.read(RECEIVED, vec![]).await?;
            self.hand.press()?;
            let pressed = Instant::now();
            loop {
                // The press may have closed the window.
                let Ok(now) = self.read(RECEIVED, vec![]).await else { return Ok(()) };
                if now[0] != before[0] {
                    if now[1] == true {
                        return Ok(());
                    }
                    break;
                }
                // A loaded machine is late. Pressed again too early, a menu that is on its way is closed again.
                ensure!(pressed.elapsed() < PATIENCE, "{} was pressed and the page got nothing", look.name);
                tokio::time::sleep(Duration::from_millis(8)).await;
            }
            self.hand.missed();
        }
        let look = self.look(target).await?;
        bail!("pressed four times without meeting {}; uppermost there is {}", look.name, look.by)
    }

    /// What has the focus must be in sight before one types into it, and must take text.
    pub(super) async fn focus_takes_text(&self) -> Result<()> {
        const SCRIPT: &str = "const at = document.activeElement;
            return at.matches('input, textarea, select, [contenteditable=true]') && !at.readOnly && !at.disabled";
        let look = self.look(Target::Focus).await?;
        ensure!(look.state != State::Missing, "nothing has the focus, and one would type");
        ensure!(look.state == State::Ok, "the focus is not in sight: {}", reason(&look, &Turns::default()));
        ensure!(self.read(SCRIPT, vec![]).await? == true, "{} has the focus and takes no text", look.name);
        Ok(())
    }
}

/// What the wheel did so far for one target.
#[derive(Default)]
struct Turns {
    all: usize,
    back: usize,
    last: Option<Turn>,
    stuck: usize,
    place: Option<(String, (i32, i32))>,
}

impl Turns {
    /// Notes a turn to be made; refuses where turning leads nowhere.
    fn note(&mut self, pane: &Pane, way: Turn) -> Result<()> {
        self.all += 1;
        if self.last.is_some_and(|last| last != way) {
            self.back += 1;
        }
        self.last = Some(way);
        let place = Some((pane.name.clone(), pane.scroll));
        self.stuck = if self.place == place { self.stuck + 1 } else { 0 };
        self.place = place;
        ensure!(
            self.stuck < 4,
            "out of reach: the wheel does not move the pane {}, and {} more pixels are needed",
            pane.name,
            pane.need
        );
        ensure!(
            self.all < TURNS && self.back < RETURNS,
            "out of reach: the wheel goes to and fro in the pane {}",
            pane.name
        );
        Ok(())
    }
}

fn reason(look: &Look, turns: &Turns) -> String {
    let name = &look.name;
    match look.state {
        State::Ok | State::Moving => format!("{name} does not stand still"),
        State::Missing => "there is no such thing".to_owned(),
        State::Hidden => format!("{name} is not shown"),
        State::Disabled => format!("{name} is disabled"),
        State::Covered => format!("{name} is covered by {}", look.by),
        State::Outside => {
            let panes: Vec<String> =
                look.panes.iter().map(|pane| format!("{} ({} px)", pane.name, pane.need)).collect();
            format!(
                "{name} is out of reach: outside of {} after {} turns of the wheel, which moves no pane towards it",
                if panes.is_empty() { "the window".to_owned() } else { panes.join(", in ") },
                turns.all
            )
        }
    }
}
