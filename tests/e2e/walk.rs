//! A walk over every page, in the sizes and colours that the window is used in. On each page it measures what lies over
//! what and what is cut, goes to the last control and the last line of each pane with the wheel, and follows the focus.
//!
//! Left out, and why: dark at two sizes only, because the theme changes colours and nothing else (contrast is measured
//! in both by axe, see `pages`); the three tabs of the panel in every section at 1366×768, and at the other sizes one tab
//! a section, in turn; keys at 1366×768 and at the smallest window, where a focus is lost first; rows of a table that is
//! longer than fifty, which come into the page as one scrolls; the dialogs of an import, which `tables` and `flats` use
//! with the same hand.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tokio::runtime::Runtime;

use crate::step::TAB;
use crate::window::aim::Target;
use crate::window::{Place, Window};

const MEASURE: &str = include_str!("walk/measure.js");
const FOCUS: &str = include_str!("walk/focus.js");
const ESCAPE: &str = "\u{e00c}";
const FIND: &str = "\u{e009}k\u{e000}";
const LARGER: &str = "\u{e009}+\u{e000}";
/// Leaves a table from its last cell.
const LAST_CELL: &str = "\u{e009}\u{e010}\u{e000}";
/// What is there already is reached or not; a moment for what still moves.
const MOMENT: Duration = Duration::from_millis(1500);

/// How the window is looked at.
struct View {
    name: &'static str,
    size: (u32, u32),
    theme: &'static str,
    /// So many steps larger than 100 %, by Ctrl and +.
    larger: usize,
    /// Whether each section is seen with all three tabs of the panel.
    all_tabs: bool,
    keys: bool,
}

const VIEWS: [View; 4] = [
    View { name: "1366 light", size: (1366, 768), theme: "浅色", larger: 0, all_tabs: true, keys: true },
    View { name: "1920 dark", size: (1920, 1080), theme: "深色", larger: 0, all_tabs: false, keys: false },
    // A page zoom of 1.5.
    View {
        name: "1280 zoomed light",
        size: (1280, 720),
        theme: "浅色",
        larger: 3,
        all_tabs: false,
        keys: true,
    },
    View { name: "800 dark", size: (800, 600), theme: "深色", larger: 0, all_tabs: false, keys: false },
];

const TABS: [&str; 3] = ["basis", "problems", "preview"];

/// The samples, in the order in which they are opened: slug, a word of the title, pages of views.
const CASES: [(&str, &str, &[&str]); 3] = [
    ("donation", "示例小学改扩建工程", &["funding"]),
    ("leasing", "示例公寓48套", &["subsidy", "claim"]),
    ("agency", "示例实验学校新建工程", &["fee", "bonds", "quarters"]),
];

pub fn laptop(runtime: &Runtime, place: &Place) -> Result<()> {
    run(runtime, place, 0)
}

pub fn desk(runtime: &Runtime, place: &Place) -> Result<()> {
    run(runtime, place, 1)
}

pub fn enlarged(runtime: &Runtime, place: &Place) -> Result<()> {
    run(runtime, place, 2)
}

pub fn narrow(runtime: &Runtime, place: &Place) -> Result<()> {
    run(runtime, place, 3)
}

fn run(runtime: &Runtime, place: &Place, turn: usize) -> Result<()> {
    runtime.block_on(async {
        let window = Window::open(place).await?;
        let view = &VIEWS[turn];
        let mut walk = Walk { window: &window, view, faults: BTreeSet::new(), states: 0, ends: 0, stops: 0 };
        // Keys that come before the page are lost.
        window.see("从一个程序开始").await?;
        walk.sized().await?;
        walk.calibrate().await?;
        walk.page("first start").await?;
        window.open_sample(CASES[0].0).await?;
        window.see(CASES[0].1).await?;
        for (slug, title, _) in &CASES[1..] {
            window.go(&format!("#/begin/{slug}"), "请先准备好").await?;
            window.click("打开示例").await?;
            window.see(title).await?;
        }
        walk.rooms(turn).await?;
        for (index, case) in CASES.iter().enumerate() {
            if let Err(error) = walk.case(index + 1, case, turn).await {
                walk.faults.insert(format!("{}, {}: the walk ended here: {error:#}", view.name, case.0));
                break;
            }
        }
        let Walk { faults, states, ends, stops, .. } = walk;
        println!("{}: {states} states of pages, {ends} ends reached, {stops} stops of the focus", view.name);
        let faults: Vec<String> = faults.into_iter().collect();
        ensure!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
        window.close().await
    })
}

struct Walk<'a> {
    window: &'a Window,
    view: &'a View,
    faults: BTreeSet<String>,
    states: usize,
    ends: usize,
    stops: usize,
}

impl Walk<'_> {
    /// The measure itself is measured: each kind of fault is planted and must be found. The one script that changes the page,
    /// and only in the style of it.
    async fn calibrate(&self) -> Result<()> {
        const PLANT: &str = "document.getElementById('planted')?.remove();
            const style = Object.assign(document.createElement('style'), { id: 'planted', textContent: arguments[0] });
            if (arguments[0]) document.head.append(style)";
        const PLANTS: [(&str, &str); 4] = [
            (".page { overflow: hidden !important; height: 300px !important }", "cut: "),
            (".first-head h1 { margin-bottom: -34px !important }", "over each other: "),
            (".procedure-actions .ant-btn { width: 30px !important }", "sticks out: "),
            (".procedure-basis { overflow: hidden; white-space: nowrap; width: 60px }", "cut: "),
        ];
        for (style, fault) in PLANTS {
            self.window.read(PLANT, vec![json!(style)]).await?;
            let told = self.window.read(MEASURE, vec![json!("")]).await?;
            let faults = told["faults"].as_array().cloned().unwrap_or_default();
            let found =
                faults.iter().any(|found| found.as_str().is_some_and(|found| found.starts_with(fault)));
            ensure!(found, "the measure does not find “{fault}” planted by {style}: {faults:?}");
        }
        self.window.read(PLANT, vec![json!("")]).await.map(|_| ())
    }

    /// Makes the window and the page as large as they are to be looked at.
    async fn sized(&self) -> Result<()> {
        self.window.resize(self.view.size.0, self.view.size.1).await?;
        // Waits for each step: the program says how large it is now.
        for step in ["110%", "125%", "150%"].iter().take(self.view.larger) {
            self.window.press(LARGER).await?;
            self.window.see(&format!("显示比例 {step}")).await?;
        }
        Ok(())
    }

    /// The pages outside of a case, and what opens over them.
    async fn rooms(&mut self, turn: usize) -> Result<()> {
        let window = self.window;
        window.go("#/settings", "放假安排").await?;
        window.click(self.view.theme).await?;
        self.page("settings").await?;
        self.keys("settings", "h1").await?;
        window.go("#/parties", "单位库").await?;
        self.page("parties").await?;
        window.click_css(".page-head .ant-btn-primary").await?;
        self.page("parties, new").await?;
        window.press(ESCAPE).await?;
        self.gone(".ant-modal-wrap").await?;
        window.go(&format!("#/begin/{}", CASES[turn % CASES.len()].0), "请先准备好").await?;
        self.page("begin").await?;
        window.click("开始适用性自查").await?;
        window.see("查看结论").await?;
        self.page("eligibility").await?;
        self.keys("eligibility", "h1").await?;
        window.click("查看结论").await?;
        window.see("还不能下结论").await?;
        self.page("no verdict yet").await?;
        window.go("#/", "到期日").await?;
        self.page("home").await?;
        self.keys("home", "h1").await?;
        window.press(FIND).await?;
        window.find(".palette-list > div").await?;
        self.page("search").await?;
        window.press(ESCAPE).await?;
        self.gone(".ant-modal-wrap").await?;
        window.photograph(&format!("walk-home-{}", self.view.size.0)).await.map(|_| ())
    }

    async fn case(
        &mut self,
        id: usize,
        (slug, title, views): &(&str, &str, &[&str]),
        turn: usize,
    ) -> Result<()> {
        let window = self.window;
        window.go(&format!("#/case/{id}/section"), title).await?;
        self.sections(id, slug, turn).await?;
        window.go(&format!("#/case/{id}/review"), title).await?;
        self.page(&format!("{slug}, review")).await?;
        window.go(&format!("#/case/{id}/documents"), "生成全部").await?;
        self.page(&format!("{slug}, documents")).await?;
        window.click_css(".document-actions button:first-child").await?;
        window.find(".preview-dialog .paper-scroll").await?;
        self.page(&format!("{slug}, document in full")).await?;
        window.press(ESCAPE).await?;
        self.gone(".ant-modal-wrap").await?;
        window.go(&format!("#/case/{id}/deadlines"), "今天是").await?;
        self.page(&format!("{slug}, deadlines")).await?;
        for view in *views {
            window.go(&format!("#/case/{id}/views/{view}"), title).await?;
            window.find(&format!("[data-view='{view}'] .views-body > *")).await?;
            self.page(&format!("{slug}, {view}")).await?;
            self.keys(&format!("{slug}, {view}"), "h1").await?;
            window.photograph(&format!("walk-{view}-{}", self.view.size.0)).await?;
        }
        Ok(())
    }

    /// Every section by its 下一节, each with the tabs of the panel.
    async fn sections(&mut self, id: usize, slug: &str, turn: usize) -> Result<()> {
        let window = self.window;
        self.list(true).await?;
        self.part(&format!("{slug}, task list"), ".tasks").await?;
        window.click_css(".tasks .task:first-child > a.task-head").await?;
        self.list(false).await?;
        for number in 0.. {
            let section = window
                .read("return document.querySelector('[data-section]')?.dataset.section", vec![])
                .await?;
            let section = section.as_str().context("no section is open")?.to_owned();
            let name = format!("{slug}, {section}");
            self.panel(false).await?;
            self.page(&name).await?;
            self.keys(&name, "[data-section] h1").await?;
            for (tab, key) in TABS.iter().enumerate() {
                if !self.view.all_tabs && !(tab + number + turn).is_multiple_of(TABS.len()) {
                    continue;
                }
                self.panel(true).await?;
                window.click_css(&format!("#tab-{key}")).await?;
                window.find(&format!(".side-body.{key} > *")).await?;
                self.part(&format!("{name} with {key}"), ".side").await?;
                if number == 2 {
                    window.photograph(&format!("walk-{slug}-{key}-{}", self.view.size.0)).await?;
                }
            }
            self.panel(false).await?;
            let more = ".section-ways .ant-btn-primary";
            window.click_css(more).await?;
            let moved = format!("[data-section]:not([data-section='{section}']), .review-summary");
            window.find(&moved).await?;
            if window.count("[data-section]").await? == 0 {
                break;
            }
            ensure!(number < 60, "{id}: the sections never end");
        }
        Ok(())
    }

    /// Where there is no room for the panel it lies over the section: opened to look at it, folded to look under it.
    async fn panel(&self, open: bool) -> Result<()> {
        let window = self.window;
        if open && window.count(".unfold").await? > 0 {
            window.click_css(".unfold").await?;
        }
        if !open && window.count(".work.no-panel > .side").await? > 0 {
            window.click_css(".fold").await?;
        }
        Ok(())
    }

    async fn list(&self, open: bool) -> Result<()> {
        if self.window.count(&format!(".list-toggle[aria-expanded='{}']", !open)).await? > 0 {
            self.window.click_css(".list-toggle").await?;
        }
        Ok(())
    }

    async fn gone(&self, css: &str) -> Result<()> {
        for _ in 0..100 {
            let shown = "return [...document.querySelectorAll(arguments[0])].some((one) => one.getClientRects().length)";
            if self.window.read(shown, vec![json!(css)]).await? == false {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        anyhow::bail!("{css} does not go away")
    }

    async fn page(&mut self, name: &str) -> Result<()> {
        self.part(name, "").await
    }

    /// Measures the page, or one part of it, and goes to the ends of its panes.
    async fn part(&mut self, name: &str, css: &str) -> Result<()> {
        self.quiet().await?;
        let told = self.window.read(MEASURE, vec![json!(css)]).await.with_context(|| name.to_owned())?;
        self.states += 1;
        let texts = |key: &str| -> Vec<String> {
            let list = told[key].as_array().cloned().unwrap_or_default();
            list.iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
        };
        let mut found: Vec<String> = texts("faults");
        for (number, end) in texts("ends").iter().enumerate() {
            match self.window.reach_within(Target::End(number), MOMENT).await {
                Ok(_) => self.ends += 1,
                Err(error) => found.push(format!("not reached: {end}: {error:#}")),
            }
        }
        if !found.is_empty() {
            let file = format!("walk-fault-{}-{}", self.view.name, name).replace([' ', ','], "-");
            self.window.photograph(&file).await?;
        }
        self.faults.extend(found.into_iter().map(|fault| format!("{}, {name}: {fault}", self.view.name)));
        Ok(())
    }

    /// Follows the focus from a heading to the end of the page: it must be in sight and shown at each stop.
    async fn keys(&mut self, name: &str, from: &str) -> Result<()> {
        const STOPS: usize = 160;
        if !self.view.keys {
            return Ok(());
        }
        let window = self.window;
        window.look_at(from).await?;
        window.click_css(from).await?;
        window.read("window.choujianStops = new Set()", vec![]).await?;
        for _ in 0..STOPS {
            window.press(TAB).await?;
            let mut stop = window.read(FOCUS, vec![]).await?;
            if stop["end"] == true {
                return Ok(());
            }
            self.stops += 1;
            let mut look = window.look(Target::Focus).await?;
            for _ in 0..8 {
                if look.shown && stop["ring"] == true {
                    break;
                }
                // Scrolling to it and fading colours take a moment.
                tokio::time::sleep(Duration::from_millis(40)).await;
                look = window.look(Target::Focus).await?;
                stop = window.read(FOCUS, vec![json!(true)]).await?;
            }
            let at = stop["name"].as_str().unwrap_or_default();
            if !look.shown {
                self.faults.insert(format!(
                    "{}, {name}: focus out of sight: {at}; {} lies there",
                    self.view.name, look.by
                ));
            }
            if stop["ring"] != true {
                self.faults.insert(format!("{}, {name}: focus not marked: {at}", self.view.name));
            }
            if stop["cell"] == true {
                window.press(LAST_CELL).await?;
            }
        }
        self.faults.insert(format!("{}, {name}: {STOPS} times Tab did not come to the end", self.view.name));
        Ok(())
    }

    /// Waits until nothing moves or is being fetched.
    async fn quiet(&self) -> Result<()> {
        const SCRIPT: &str = "return document.querySelector('[aria-busy=true]') === null &&
            document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity)";
        for _ in 0..100 {
            if self.window.read(SCRIPT, vec![]).await? == true {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}
