//! Journeys: every answer of a sample entered into an empty store, as a hand does it, to the final set, and counted.
//!
//! Texts are typed, options clicked, tables pasted from a spreadsheet; Enter leads from field to field and on to the next
//! section. A proposal that says what the sample says is taken by passing it. What is counted is all of it, what missed
//! included: presses of the pointer, texts typed or pasted, and the time in which one could only wait.

use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use procedure::answer::{Answers, Value};
use procedure::template::{Field, FieldKind, Procedure, Section};
use serde_json::{Map, Value as Json};
use tokio::runtime::Runtime;
use workbook::About;

use crate::window::aim::Target;
use crate::window::step::{ENTER, SELECT_ALL};
use crate::window::{Place, TODAY, Window};

const LEAVE_TEXT: &str = "\u{e009}\u{e007}\u{e000}";
const ESCAPE: &str = "\u{e00c}";
const DOWN: &str = "\u{e015}";

/// Most that a journey may take.
struct Reach {
    clicks: u32,
    entries: u32,
    waiting: Duration,
}

pub fn donation(runtime: &Runtime, place: &Place) -> Result<()> {
    let reach = Reach { clicks: 90, entries: 95, waiting: Duration::from_secs(5) };
    play(runtime, place, "donation", Some(&reach))
}

pub fn leasing(runtime: &Runtime, place: &Place) -> Result<()> {
    play(runtime, place, "leasing", None)
}

pub fn agency(runtime: &Runtime, place: &Place) -> Result<()> {
    play(runtime, place, "agency", None)
}

fn play(runtime: &Runtime, place: &Place, slug: &str, reach: Option<&Reach>) -> Result<()> {
    let procedure = tests::case::library().procedure(slug).context(slug.to_owned())?.as_ref();
    let sample = &procedure.examples.get("sample").context("a sample")?.answers;
    // A long list comes as a workbook, as it does in life.
    if let Some((field, rows)) = long_table(procedure, sample) {
        let answers = Answers::read(procedure, sample).map_err(|problems| anyhow!("{problems:?}"))?;
        let Some(Value::Table(read)) = answers.get(field.key()) else {
            bail!("{} rows and no table", rows.len())
        };
        let about = About { procedure, today: TODAY.parse()? };
        place.offer("清单.xlsx", &workbook::export(field, read, &about)?)?;
    }
    runtime.block_on(async {
        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        let journey = Journey { window: &window, place, procedure, sample };
        journey.eligibility(slug).await?;
        journey.sections().await?;
        window.photograph(&format!("journey-{slug}")).await?;
        window.write_finals().await?;
        let tally = window.tally();
        println!(
            "journey {slug}: {} clicks, {} entries, {:.1} s waiting",
            tally.clicks,
            tally.entries,
            tally.waiting.as_secs_f32()
        );
        if let Some(reach) = reach {
            ensure!(tally.clicks <= reach.clicks, "{} clicks, {} are allowed", tally.clicks, reach.clicks);
            ensure!(
                tally.entries <= reach.entries,
                "{} entries, {} are allowed",
                tally.entries,
                reach.entries
            );
            ensure!(tally.waiting < reach.waiting, "one waited {:?}", tally.waiting);
        }
        window.close().await
    })
}

/// Rows from which on one does not copy a table by hand.
const LONG: usize = 20;

fn long_table<'a>(
    procedure: &'a Procedure,
    sample: &'a Map<String, Json>,
) -> Option<(&'a Field, &'a Vec<Json>)> {
    let mut tables =
        sample.iter().filter_map(|(key, value)| Some((procedure.field(key)?, value.as_array()?)));
    tables.find(|(field, rows)| field.kind() == FieldKind::Table && rows.len() >= LONG)
}

struct Journey<'a> {
    window: &'a Window,
    place: &'a Place,
    procedure: &'a Procedure,
    sample: &'a Map<String, Json>,
}

impl Journey<'_> {
    /// From the first page through the questions of eligibility to the first section.
    async fn eligibility(&self, slug: &str) -> Result<()> {
        let window = self.window;
        window.click_css(&format!("[data-procedure='{slug}'] .procedure-actions button:first-child")).await?;
        window.click("开始适用性自查").await?;
        for section in self.procedure.sections.iter().filter(|section| self.is_eligibility(section)) {
            for key in &section.fields {
                self.field(key).await?;
            }
        }
        window.click("查看结论").await?;
        window.click("开始办理").await?;
        window.find("main.section [data-path]").await.map(|_| ())
    }

    fn is_eligibility(&self, section: &Section) -> bool {
        self.procedure.stages.iter().any(|stage| stage.id == section.stage && stage.eligibility)
    }

    /// Every section after the first, until there is none.
    async fn sections(&self) -> Result<()> {
        for _ in 0..self.procedure.sections.len() {
            let id =
                self.seen("return document.querySelector('main.section')?.dataset.section ?? ''").await?;
            let section = self.procedure.sections.iter().find(|section| section.id == id);
            let section = section.with_context(|| format!("no section {id}"))?;
            if self.window.count(".closed .plain-link").await? > 0 {
                self.window.click("先行填写（以后生效）").await?;
            }
            for key in &section.fields {
                self.field(key).await.with_context(|| format!("in the section {id}"))?;
            }
            self.on(&id).await?;
            if self.window.count("main.section").await? == 0 {
                return Ok(());
            }
        }
        bail!("the sections do not end")
    }

    /// To the next section: by Enter where the focus stands on the way on, else by a click.
    async fn on(&self, from: &str) -> Result<()> {
        for _ in 0..6 {
            let on_the_way = "return document.activeElement.matches('[data-next]')";
            if self.window.read(on_the_way, vec![]).await? == true {
                self.window.press(ENTER).await?;
                return self.arrived(from).await;
            }
            let path = self.focused().await?;
            if path.is_empty() {
                break;
            }
            self.leave(&path).await?;
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        self.window.click_css("[data-next]").await?;
        self.arrived(from).await
    }

    async fn arrived(&self, from: &str) -> Result<()> {
        let other = format!("main.section:not([data-section='{from}']), main.review, main:not(.section)");
        self.window.find(&other).await.map(|_| ())
    }

    /// One question, if it is asked.
    async fn field(&self, key: &str) -> Result<()> {
        let field = self.procedure.field(key).context(key.to_owned())?;
        let Some(value) = self.sample.get(key) else { return Ok(()) };
        // A question that hangs on another appears once that one is stored.
        self.window.find(&format!("main [data-path='{key}']")).await.context("it is not asked")?;
        self.answer(field, key, value).await.with_context(|| key.to_owned())
    }

    async fn answer(&self, field: &Field, path: &str, value: &Json) -> Result<()> {
        match field.kind() {
            FieldKind::Boolean => {
                let option = if value == true { "是" } else { "否" };
                self.option(path, option).await
            }
            FieldKind::Choice => {
                let key = value.as_str().context("a key")?;
                let at =
                    field.entry.options.iter().position(|option| option.key == key).context("an option")?;
                if self.window.count(&format!("select[data-path='{path}']")).await? > 0 {
                    self.reach(path).await?;
                    self.window.choose_by_keys(&DOWN.repeat(at + 1)).await?;
                    return self.leave(path).await;
                }
                self.option(path, &field.entry.options[at].label).await
            }
            FieldKind::Choices | FieldKind::Checklist => self.ticks(field, path, value).await,
            FieldKind::Party | FieldKind::BankAccount => {
                for part in &field.columns {
                    if let Some(value) = value.get(part.key()) {
                        let path = format!("{path}.{}", part.key());
                        self.text(part, &path, &typed(part, value)).await?;
                    }
                }
                Ok(())
            }
            FieldKind::Table => self.table(field, path, value).await,
            _ => self.text(field, path, &typed(field, value)).await,
        }
    }

    /// Types a text; passes a proposal that says the same.
    async fn text(&self, field: &Field, path: &str, text: &str) -> Result<()> {
        self.reach(path).await?;
        let proposed = format!(
            ".cj-field--proposed input[data-path='{path}'], .cj-field--proposed textarea[data-path='{path}']"
        );
        let same = self.window.count(&proposed).await? > 0
            && self.window.value(path).await?.replace(',', "") == text;
        if !same {
            self.window.press(SELECT_ALL).await?;
            self.window.type_text(&text.replace('\n', ENTER)).await?;
        }
        self.window.press(if field.kind() == FieldKind::LongText { LEAVE_TEXT } else { ENTER }).await
    }

    async fn option(&self, path: &str, label: &str) -> Result<()> {
        self.window.choose(path, label).await?;
        self.leave(path).await
    }

    async fn ticks(&self, field: &Field, path: &str, value: &Json) -> Result<()> {
        let wanted: Vec<&str> = value.as_array().context("keys")?.iter().filter_map(Json::as_str).collect();
        let script = "return [...document.querySelectorAll(`fieldset[data-path='${arguments[0]}'] input`)].map((tick) => tick.checked)";
        let now = self.window.read(script, vec![path.into()]).await?;
        let ticked = |index: usize| now[index] == true;
        let options = &field.entry.options;
        if wanted.len() == options.len() && !(0..options.len()).all(ticked) {
            let all =
                format!("//fieldset[@data-path='{path}']//button[starts-with(normalize-space(.),'全选')]");
            self.window.click_target(Target::XPath(&all)).await?;
            return self.leave(path).await;
        }
        for (index, option) in options.iter().enumerate() {
            if ticked(index) != wanted.contains(&option.key.as_str()) {
                self.window.choose(path, &option.label).await?;
            }
        }
        // What is proposed becomes an answer in passing.
        self.reach(path).await?;
        self.leave(path).await
    }

    /// Pastes the rows as a spreadsheet has them.
    async fn table(&self, field: &Field, path: &str, value: &Json) -> Result<()> {
        let rows = value.as_array().context("rows")?;
        if rows.len() >= LONG {
            return self.workbook(path, rows.len()).await;
        }
        let lines = rows.iter().map(|row| {
            let cells = field
                .columns
                .iter()
                .map(|column| row.get(column.key()).map_or_else(String::new, |cell| typed(column, cell)));
            cells.collect::<Vec<_>>().join("\t")
        });
        self.place.copy(&lines.collect::<Vec<_>>().join("\n"))?;
        self.reach(path).await?;
        self.window.paste().await?;
        let stored = format!("[data-path='{path}'] [role='grid'][aria-rowcount]");
        self.window.find(&stored).await?;
        // The first lets go of what was pasted, the second leaves the table.
        self.window.press(&ESCAPE.repeat(2)).await
    }

    /// Takes the rows of the workbook; a table of the same rows stands in it afterwards.
    async fn workbook(&self, path: &str, rows: usize) -> Result<()> {
        let open = format!("//fieldset[@data-path='{path}']//button[normalize-space(.)='从文件导入']");
        self.window.click_target(Target::XPath(&open)).await?;
        let take = format!("//button[starts-with(normalize-space(.),'导入 {rows} 行')]");
        self.window.click_target(Target::XPath(&take)).await?;
        self.window.see(&format!("已导入 {rows} 行")).await?;
        self.window.saved().await
    }

    /// Brings the focus to a control: by Enter from where it is as long as nothing is asked on the way, else by a click.
    async fn reach(&self, path: &str) -> Result<()> {
        for _ in 0..8 {
            let focused = self.focused().await?;
            if focused == path || focused.starts_with(&format!("{path}.")) {
                return Ok(());
            }
            let answered = focused.is_empty() || self.sample_at(&focused);
            if answered && !focused.is_empty() {
                tokio::time::sleep(Duration::from_millis(40)).await;
            }
            if focused.is_empty() {
                break;
            }
            if !answered {
                self.leave(&focused).await?;
            }
        }
        let place = format!(
            "input[data-path='{path}'], textarea[data-path='{path}'], select[data-path='{path}'], \
             fieldset[data-path='{path}'] .cj-empty, fieldset[data-path='{path}'] .cj-options input"
        );
        self.window.click_css(&place).await
    }

    /// Whether the sample has an answer at that path, so that one does not pass it by.
    fn sample_at(&self, path: &str) -> bool {
        let mut parts = path.split('.');
        let value = parts.next().and_then(|key| self.sample.get(key));
        parts.try_fold(value, |value, part| value.map(|value| value.get(part))).flatten().is_some()
    }

    /// On from a control with Enter.
    async fn leave(&self, path: &str) -> Result<()> {
        let long = self.window.count(&format!("textarea[data-path='{path}']")).await? > 0;
        self.window.press(if long { LEAVE_TEXT } else { ENTER }).await
    }

    /// Path of the control that has the focus.
    async fn focused(&self) -> Result<String> {
        self.seen("return document.activeElement?.closest('[data-path]')?.dataset.path ?? ''").await
    }

    async fn seen(&self, script: &str) -> Result<String> {
        Ok(self.window.read(script, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }
}

/// An answer as a person writes it.
fn typed(field: &Field, value: &Json) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match field.kind() {
        FieldKind::Boolean => if value == true { "是" } else { "否" }.to_owned(),
        FieldKind::Choice => field.option(&text).map_or(text.clone(), |option| option.label.clone()),
        FieldKind::Date => chinese(&text).unwrap_or(text),
        _ => text,
    }
}

/// 2026-09-07 as 2026年9月7日, which is also how a field shows it.
fn chinese(iso: &str) -> Option<String> {
    let mut parts = iso.split('-').map(|part| part.parse::<u32>().ok());
    Some(format!("{}年{}月{}日", parts.next()??, parts.next()??, parts.next()??))
}
