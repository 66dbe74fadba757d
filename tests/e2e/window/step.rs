//! What a person does at the window: look for words, click, type, wait until it says saved.
//!
//! Things are found by what is written on them, and fields by their path; the page keeps both stable. What lies outside
//! is brought in sight by the wheel; what can't be reached that way can't be used, and the step says which pane it is in.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::{Value as Json, json};

use super::aim::{State, Target};
use super::{PATIENCE, Window};

/// Selects all, as the keyboard does it; the last code lets go of Control.
pub const SELECT_ALL: &str = "\u{e009}a\u{e000}";
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";
const DELETE: &str = "\u{e017}";
const FIND: &str = "\u{e009}k\u{e000}";

/// Between two looks. A person's eye needs longer; what is waited for is counted from the first look.
const BETWEEN: Duration = Duration::from_millis(40);

impl Window {
    /// The element of a CSS selector, as soon as it is there.
    pub async fn find(&self, css: &str) -> Result<Element> {
        let started = Instant::now();
        for turn in 0.. {
            let found = self.client.find(Locator::Css(css)).await;
            match found {
                Ok(element) => {
                    if turn > 0 {
                        self.hand.waited(started);
                    }
                    return Ok(element);
                }
                Err(error) if started.elapsed() > PATIENCE => {
                    return Err(error).with_context(|| format!("waiting for {css}"));
                }
                Err(_) => tokio::time::sleep(BETWEEN).await,
            }
        }
        bail!("waiting for {css}")
    }

    /// Clicks the button, link, tab or choice with these words on it.
    pub async fn click(&self, words: &str) -> Result<()> {
        let path = format!(
            "//*[self::button or self::a or self::label or self::summary or @role='tab' or @role='menuitem']\
             [normalize-space(.)='{words}' or @aria-label='{words}']"
        );
        self.press_at(Target::XPath(&path)).await.with_context(|| format!("clicking “{words}”"))
    }

    /// Clicks the element of a CSS selector.
    pub async fn click_css(&self, css: &str) -> Result<()> {
        self.press_at(Target::Css(css)).await.with_context(|| format!("clicking {css}"))
    }

    /// Clicks a cell of a table: its row from 0 and the words at the head of its column. The row must be among those that
    /// are drawn.
    pub async fn click_cell(&self, table: &str, row: usize, column: &str) -> Result<()> {
        let path = format!(
            "//*[@data-path='{table}']//*[@role='row'][@aria-rowindex='{}']/*[@aria-colindex=ancestor::*[@role='grid']\
             //*[@role='columnheader'][starts-with(normalize-space(.),'{column}')]/@aria-colindex]",
            row + 2
        );
        let cell = Target::XPath(&path);
        self.press_at(cell).await.with_context(|| format!("clicking “{column}” of row {row} in {table}"))
    }

    /// Brings the element of a CSS selector in sight with the wheel, as one does to look at it.
    pub async fn look_at(&self, css: &str) -> Result<()> {
        self.reach(Target::Css(css)).await.map(|_| ()).with_context(|| format!("looking at {css}"))
    }

    /// Answers a yes-or-no question or a choice by the words of the option.
    pub async fn choose(&self, path: &str, option: &str) -> Result<()> {
        let label = format!(
            "//fieldset[@data-path='{path}']//label[.//*[normalize-space(text())='{option}'] or normalize-space(.)='{option}']"
        );
        self.press_at(Target::XPath(&label)).await.with_context(|| format!("choosing “{option}” for {path}"))
    }

    /// Types over what stands in a field and leaves it with Tab, which commits it. Clicks into it first, unless it has the
    /// focus already.
    pub async fn fill(&self, path: &str, text: &str) -> Result<()> {
        let css = format!("input[data-path='{path}'], textarea[data-path='{path}']");
        self.type_over(&css, text).await.with_context(|| format!("typing into {path}"))
    }

    async fn type_over(&self, css: &str, text: &str) -> Result<()> {
        let field = Target::Css(css);
        let look = self.look(field).await?;
        if !(look.focused && look.state == State::Ok) {
            self.press_at(field).await?;
        }
        self.until_ok("the focus to be there", async || Ok(self.look(field).await?.focused)).await?;
        self.press(SELECT_ALL).await?;
        self.type_text(text).await?;
        self.press(TAB).await
    }

    /// Types over what stands in a cell of a table and leaves it with Enter, which commits it. The cell must be the
    /// active one, as after following a link to it or clicking it.
    pub async fn fill_cell(&self, path: &str, text: &str) -> Result<()> {
        let cell = format!("[role='gridcell'] [data-path='{path}']");
        let waited = format!("the cell {path} to have the focus");
        self.until_ok(&waited, async || Ok(self.look(Target::Css(&cell)).await?.focused)).await?;
        // What is typed takes the place of what stands there.
        self.type_text(text).await.with_context(|| format!("typing into {path}"))?;
        self.press(ENTER).await.with_context(|| format!("leaving {path}"))
    }

    /// Goes to a field by its name: Ctrl+K, the name, Enter.
    pub async fn go_to_field(&self, label: &str, path: &str) -> Result<()> {
        self.press(FIND).await?;
        let entry = Target::Css("input[role='combobox'].palette-input");
        self.until_ok("the search to have the focus", async || Ok(self.look(entry).await?.focused)).await?;
        self.type_text(label).await?;
        // The answers of the case come a moment after the search opened.
        let script = "return [...document.querySelectorAll('.palette-list [role=option]')]
            .findIndex((row) => row.querySelector('.palette-text')?.innerText === arguments[0])";
        let found = async || Ok(self.read(script, vec![json!(label)]).await?.as_u64().is_some());
        self.until_ok(&format!("“{label}” among what is found"), found).await?;
        let down = self.read(script, vec![json!(label)]).await?.as_u64().unwrap_or(0);
        let down = usize::try_from(down)?;
        self.press(&DOWN.repeat(down)).await?;
        self.press(ENTER).await?;
        self.focus_is_at(path).await
    }

    /// Presses keys, wherever the focus is, as a person does for a command.
    pub async fn press(&self, keys: &str) -> Result<()> {
        self.hand.keys(&self.client, keys).await
    }

    /// Types a text into what has the focus, which must be in sight and take text. Nothing typed stands for what was
    /// selected being deleted.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let started = Instant::now();
        // A field that was just brought up may still be moving.
        while let Err(error) = self.focus_takes_text().await {
            if started.elapsed() > Duration::from_secs(3) {
                let _ = self.photograph("failed").await;
                return Err(error.context(format!("typing “{text}”; see target/e2e/failed.png")));
            }
            tokio::time::sleep(BETWEEN).await;
        }
        self.hand.typed();
        self.press(if text.is_empty() { DELETE } else { text }).await
    }

    /// Opens the sample of a procedure from its card on the first page.
    pub async fn open_sample(&self, slug: &str) -> Result<()> {
        self.click_css(&format!("[data-procedure='{slug}'] .procedure-actions button:last-child")).await?;
        self.find(".work").await.map(|_| ())
    }

    /// Writes the whole set as finals into an empty folder; none may be refused.
    pub async fn write_finals(&self) -> Result<()> {
        self.click("文件").await?;
        self.click("正式稿").await?;
        self.click("生成全部").await?;
        self.see("已写出").await?;
        ensure!(self.count("[data-refused]").await? == 0, "a final was refused");
        Ok(())
    }

    /// Waits until the field of that path, or something in it, has the focus.
    pub async fn focus_is_at(&self, path: &str) -> Result<()> {
        let script = "return document.activeElement.closest(`[data-path='${arguments[0]}']`) !== null";
        self.until(&format!("the focus to be at {path}"), script, path).await
    }

    /// Waits until the program says that everything is stored.
    pub async fn saved(&self) -> Result<()> {
        self.find("[data-saved='true']").await.map(|_| ())
    }

    /// Waits until these words are somewhere on the page.
    pub async fn see(&self, words: &str) -> Result<()> {
        self.until(
            &format!("“{words}” to be seen"),
            "return document.body.innerText.includes(arguments[0])",
            words,
        )
        .await
    }

    /// Waits until these words are nowhere on the page.
    pub async fn not_see(&self, words: &str) -> Result<()> {
        self.until(
            &format!("“{words}” to be gone"),
            "return !document.body.innerText.includes(arguments[0])",
            words,
        )
        .await
    }

    /// Waits until these words are in the first element of a CSS selector.
    pub async fn see_in(&self, css: &str, words: &str) -> Result<()> {
        let seen = self
            .until_ok(&format!("“{words}” in {css}"), async || {
                Ok(self.text_in(css).await?.contains(words))
            })
            .await;
        match seen {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(format!("which says:\n{}", self.text_in(css).await?))),
        }
    }

    async fn text_in(&self, css: &str) -> Result<String> {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        Ok(self.read(script, vec![json!(css)]).await?.as_str().unwrap_or_default().to_owned())
    }

    async fn until(&self, what: &str, script: &str, words: &str) -> Result<()> {
        let told = async || Ok(self.read(script, vec![json!(words)]).await? == Json::Bool(true));
        let Err(error) = self.until_ok(what, told).await else { return Ok(()) };
        let page = self.read("return document.body.innerText", vec![]).await?;
        // A long table says little that one wants to know: the beginning and the end.
        let page: Vec<char> = page.as_str().unwrap_or_default().chars().collect();
        let (head, tail) =
            (page.iter().take(1200), page.iter().skip(page.len().saturating_sub(1200).max(1200)));
        let page: String = head.chain(tail).collect();
        bail!("{error:#}; the page says:\n{page}")
    }

    /// Looks until it is so; what it took from the first look on is waiting.
    async fn until_ok(&self, what: &str, so: impl AsyncFn() -> Result<bool>) -> Result<()> {
        let started = Instant::now();
        let mut turn = 0;
        while started.elapsed() < PATIENCE {
            if so().await.with_context(|| format!("waiting for {what}"))? {
                if turn > 0 {
                    self.hand.waited(started);
                }
                return Ok(());
            }
            turn += 1;
            tokio::time::sleep(BETWEEN).await;
        }
        let _ = self.photograph("failed").await;
        bail!("waited in vain for {what}; see target/e2e/failed.png")
    }

    /// How many elements a CSS selector has now.
    pub async fn count(&self, css: &str) -> Result<usize> {
        Ok(self.client.find_all(Locator::Css(css)).await?.len())
    }

    /// What stands in a field.
    pub async fn value(&self, path: &str) -> Result<String> {
        let field = self.find(&format!("input[data-path='{path}'], textarea[data-path='{path}']")).await?;
        Ok(field.prop("value").await?.unwrap_or_default())
    }
}
