//! The way to a page: what a person clicks to come to it from wherever he is.

use anyhow::{Context, Result, bail};

use super::Window;

impl Window {
    /// Goes to the page of an address by clicking the way there, and waits until these words are on it. Addresses are
    /// those that the page shows: `#/`, `#/settings`, `#/begin/SLUG`, `#/case/ID/VIEW` with a section or page of views.
    /// A question that is only asked once (适用性自查) has no way back to it and is no place to go to.
    pub async fn go(&self, hash: &str, known_by: &str) -> Result<()> {
        self.walk_to(hash).await.with_context(|| format!("on the way to {hash}"))?;
        self.see(known_by).await
    }

    async fn walk_to(&self, hash: &str) -> Result<()> {
        let parts: Vec<&str> = hash.trim_start_matches("#/").split('/').collect();
        match parts[..] {
            [""] => self.click_css(".top-bar nav a[href='#/']").await,
            [room @ ("parties" | "settings")] => {
                self.click_css(&format!(".top-bar nav a[href='#/{room}']")).await
            }
            ["begin", slug] => self.begin(slug).await,
            ["case", id, view] => self.in_case(id, view, None).await,
            ["case", id, view, part] => self.in_case(id, view, Some(part)).await,
            _ => bail!("no way to this address is known"),
        }
    }

    /// 新建事项: from the card on the first start, from the menu afterwards.
    async fn begin(&self, slug: &str) -> Result<()> {
        self.click_css(".top-bar nav a[href='#/']").await?;
        self.find(".procedure-card, .home").await?;
        if self.count(".procedure-card").await? > 0 {
            return self
                .click_css(&format!("[data-procedure='{slug}'] .procedure-actions button:first-child"))
                .await;
        }
        self.click_css(".page-head .ant-btn-primary").await?;
        self.click_css(&format!("[role='menuitem'][data-menu-id$='-{slug}']")).await
    }

    async fn in_case(&self, id: &str, view: &str, part: Option<&str>) -> Result<()> {
        let here = self.read("return location.hash", vec![]).await?;
        if !here.as_str().is_some_and(|here| here.starts_with(&format!("#/case/{id}/"))) {
            self.click_css(".top-bar nav a[href='#/']").await?;
            self.click_css(&format!("[data-case='{id}'] .case-name a")).await?;
        }
        self.click_css(&format!(".case-bar nav a[href='#/case/{id}/{view}']")).await?;
        match (view, part) {
            (_, None) => Ok(()),
            ("views", Some(part)) => {
                self.find(&format!("[data-view='{part}'], .views-others a[href$='/{part}']")).await?;
                match self.count(&format!("[data-view='{part}']")).await? {
                    0 => self.click_css(&format!(".views-others a[href$='/{part}']")).await,
                    _ => Ok(()),
                }
            }
            ("section", Some(part)) => self.section(id, part).await,
            _ => bail!("no way to {part:?} of {view} is known"),
        }
    }

    /// From the task list. Only the sections of the open stage stand there: of the others, each is opened in turn.
    async fn section(&self, id: &str, part: &str) -> Result<()> {
        let link = format!(".tasks a[href='#/case/{id}/section/{part}']");
        self.find(".work").await?;
        self.list_opened().await?;
        if self.count(&link).await? == 0 {
            let heads = self.count(".tasks .task > a.task-head").await?;
            for head in 0..heads {
                self.list_opened().await?;
                let stages = "return [...document.querySelectorAll('.tasks .task')].flatMap((stage) =>
                    stage.querySelector(':scope > a.task-head') ? [stage.dataset.stage] : [])[arguments[0]]";
                let stage = self.read(stages, vec![head.into()]).await?;
                let stage = stage.as_str().context("a stage of the task list has no name")?;
                self.click_css(&format!(".tasks [data-stage='{stage}'] > a.task-head")).await?;
                self.list_opened().await?;
                self.find(&format!(".tasks [data-stage='{stage}'].open")).await?;
                if self.count(&link).await? > 0 {
                    break;
                }
            }
        }
        self.click_css(&link).await?;
        self.find(&format!("[data-section='{part}']")).await.map(|_| ())
    }

    /// In a narrow window the list is folded behind a button.
    async fn list_opened(&self) -> Result<()> {
        if self.count(".list-toggle[aria-expanded='false']").await? > 0 {
            self.click_css(".list-toggle").await?;
        }
        self.find(".tasks").await.map(|_| ())
    }
}
