//! What a person does at the window: look for words, click, type, wait until it says saved.
//!
//! Things are found by what is written on them, and fields by their path; the page keeps both stable.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::{Value as Json, json};

use crate::window::Window;

/// How long one waits before calling it broken. A loaded machine is slow, not wrong.
const PATIENCE: Duration = Duration::from_secs(30);

/// Selects all, as the keyboard does it; the last code lets go of Control.
pub const SELECT_ALL: &str = "\u{e009}a\u{e000}";
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";

impl Window {
    /// The element of a CSS selector, as soon as it is there.
    pub async fn find(&self, css: &str) -> Result<Element> {
        let wait = self.client.wait().at_most(PATIENCE).every(Duration::from_millis(100));
        wait.for_element(Locator::Css(css)).await.with_context(|| format!("waiting for {css}"))
    }

    /// Clicks the button, link, tab or choice with these words on it.
    pub async fn click(&self, words: &str) -> Result<()> {
        let path = format!(
            "//*[self::button or self::a or self::label or @role='tab' or @role='menuitem']\
             [normalize-space(.)='{words}' or @aria-label='{words}']"
        );
        self.click_at(Locator::XPath(&path)).await.with_context(|| format!("clicking “{words}”"))
    }

    /// Clicks the element of a CSS selector.
    pub async fn click_css(&self, css: &str) -> Result<()> {
        self.click_at(Locator::Css(css)).await.with_context(|| format!("clicking {css}"))
    }

    /// Tries again while the page redraws: an element found may be gone or covered by the time it is clicked.
    async fn click_at(&self, locator: Locator<'_>) -> Result<()> {
        let started = Instant::now();
        loop {
            let clicked = match self.client.find(locator).await {
                Ok(element) => element.click().await,
                Err(error) => Err(error),
            };
            match clicked {
                Ok(()) => return Ok(()),
                Err(error) if started.elapsed() > PATIENCE => return Err(error.into()),
                Err(_) => tokio::time::sleep(Duration::from_millis(150)).await,
            }
        }
    }

    /// Answers a yes-or-no question or a choice by the words of the option.
    pub async fn choose(&self, path: &str, option: &str) -> Result<()> {
        let label = format!(
            "//fieldset[@data-path='{path}']//label[.//*[normalize-space(text())='{option}'] or normalize-space(.)='{option}']"
        );
        self.click_at(Locator::XPath(&label)).await.with_context(|| format!("choosing “{option}” for {path}"))
    }

    /// Types over what stands in a field and leaves it with Tab, which commits it. Begins again if the page redraws the
    /// field under one's fingers.
    pub async fn fill(&self, path: &str, text: &str) -> Result<()> {
        let css = format!("input[data-path='{path}'], textarea[data-path='{path}']");
        let started = Instant::now();
        loop {
            match self.type_over(&css, text).await {
                Ok(()) => return Ok(()),
                Err(error) if started.elapsed() > PATIENCE => {
                    return Err(error.context(format!("typing into {path}")));
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(150)).await,
            }
        }
    }

    async fn type_over(&self, css: &str, text: &str) -> Result<()> {
        let field = self.find(css).await?;
        field.click().await?;
        field.send_keys(SELECT_ALL).await?;
        field.send_keys(text).await?;
        Ok(field.send_keys(TAB).await?)
    }

    /// Types over what stands in a cell of a table and leaves it with Enter, which commits it. The cell must be the
    /// active one, as after following a link to it.
    pub async fn fill_cell(&self, path: &str, text: &str) -> Result<()> {
        let cell = self.find(&format!("[role='gridcell'] [data-path='{path}']")).await?;
        // What is typed takes the place of what stands there; no click, for the cell may lie under the totals.
        cell.send_keys(text).await.with_context(|| format!("typing into {path}"))?;
        cell.send_keys(ENTER).await.with_context(|| format!("leaving {path}"))
    }

    /// Goes to a field by its name: Ctrl+K, the name, Enter.
    pub async fn go_to_field(&self, label: &str, path: &str) -> Result<()> {
        self.find("body").await?.send_keys("\u{e009}k\u{e000}").await?;
        let entry = self.find("input[role='combobox']").await?;
        entry.send_keys(label).await?;
        entry.send_keys(ENTER).await?;
        self.find(&format!("[data-path='{path}']")).await.map(|_| ())
    }

    /// Opens the sample of a procedure from its card on the first page.
    pub async fn open_sample(&self, slug: &str) -> Result<()> {
        self.click_css(&format!("[data-procedure='{slug}'] .procedure-actions button:last-child")).await
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

    /// Opens a page by its address and waits until these words are on it.
    pub async fn go(&self, hash: &str, known_by: &str) -> Result<()> {
        self.client.execute("location.hash = arguments[0]", vec![json!(hash)]).await?;
        self.see(known_by).await
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
        let started = Instant::now();
        let mut text = String::new();
        while started.elapsed() < PATIENCE {
            if let Ok(element) = self.client.find(Locator::Css(css)).await {
                text = element.text().await.unwrap_or_default();
                if text.contains(words) {
                    return Ok(());
                }
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("waited in vain for “{words}” in {css}, which says:\n{text}")
    }

    async fn until(&self, what: &str, script: &str, words: &str) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let told = self.client.execute(script, vec![json!(words)]).await;
            if told.with_context(|| format!("waiting for {what}"))? == Json::Bool(true) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let page = self.client.execute("return document.body.innerText", vec![]).await?;
        let _ = self.photograph("failed").await;
        // A long table says little that one wants to know: the beginning and the end.
        let page: Vec<char> = page.as_str().unwrap_or_default().chars().collect();
        let (head, tail) =
            (page.iter().take(1200), page.iter().skip(page.len().saturating_sub(1200).max(1200)));
        let page: String = head.chain(tail).collect();
        bail!("waited in vain for {what}; see target/e2e/failed.png; the page says:\n{page}")
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
