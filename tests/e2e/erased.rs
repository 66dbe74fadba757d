//! A case goes into the bin, comes back, and is erased for good: afterwards no byte of it is found in the program's
//! folders, the web view's among them. The page cannot be led elsewhere.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use tokio::runtime::Runtime;

use crate::window::{Place, Window};

const SECRET: &str = "丁卯机密学校";

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    runtime.block_on(async {
        let window = Window::with_sample(place).await?;
        window.go("#/case/1/section/project", "下一节").await?;
        window.fill("project_name", SECRET).await?;
        window.saved().await?;
        window.go("#/case/1/section/route", "下一节").await?;
        window.fill("estimated_total", &format!("{SECRET}的一半")).await?;
        window.saved().await?;
        ensure!(!holding(&place.data())?.is_empty(), "the words cannot be found at all");

        window.go("#/", SECRET).await?;
        window.click(&format!("“{SECRET}”的更多操作")).await?;
        window.click("删除事项").await?;
        window.see("移到回收站").await?;
        window.click("删除").await?;
        window.click("回收站（1）").await?;
        window.photograph("bin-1366").await?;
        window.click("恢复").await?;
        window.see("回收站是空的").await?;
        window.click("回到办理中的事项").await?;
        window.click(&format!("“{SECRET}”的更多操作")).await?;
        window.click("删除事项").await?;
        window.see("移到回收站").await?;
        window.click("删除").await?;
        window.click("回收站（1）").await?;
        window.click("彻底删除").await?;
        window.see("以前的备份").await?;
        window.photograph("erase-1366").await?;
        window.click_css(".ant-modal-confirm-btns .ant-btn-dangerous").await?;
        window.see("已彻底删除").await?;
        let left: Vec<PathBuf> = holding(&place.data())?
            .into_iter()
            .filter(|file| !file.starts_with(place.data().join("backups")))
            .collect();
        ensure!(left.is_empty(), "still in {left:?} while the program runs");

        // Away from the page, as a script that got in would try it.
        let here = window.read("return location.href", vec![]).await?;
        window.lead_away("https://example.com/").await?;
        tokio::time::sleep(std::time::Duration::from_millis(800)).await;
        let there = window.read("return location.href", vec![]).await?;
        ensure!(there == here, "the page was led from {here} to {there}");
        window.close().await?;

        let mut left = holding(&place.data())?;
        left.extend(holding(&place.home())?);
        left.retain(|file| !file.starts_with(place.data().join("backups")));
        ensure!(left.is_empty(), "still in {left:?} after closing");
        Ok(())
    })
}

/// The files below a folder that hold the words, in UTF-8 or in UTF-16 as the web view keeps its storage.
fn holding(folder: &Path) -> Result<Vec<PathBuf>> {
    let wide: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            found.extend(holding(&entry.path())?);
        } else if kind.is_file() {
            let Ok(bytes) = std::fs::read(entry.path()) else { continue };
            let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
            if has(SECRET.as_bytes()) || has(&wide) {
                found.push(entry.path());
            }
        }
    }
    Ok(found)
}
