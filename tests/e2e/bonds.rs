//! Two bonds that would not pass: the page of bonds says what is wrong with each, leads to the cell, and is clean once
//! both are mended; then the whole set is written as finals.

use anyhow::{Context, Result, ensure};
use tokio::runtime::Runtime;

use crate::window::{Place, Window};

/// The agent's bond ends before the defect period does; the contractor's names the agent, who signed that contract.
/// Row and path.
const EXPIRY: (usize, &str) = (0, "bonds.0.expires_on");
const BENEFICIARY: (usize, &str) = (1, "bonds.1.beneficiary");

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    runtime.block_on(async {
        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.open_sample("agency").await?;
        window.see("示例实验学校新建工程").await?;

        spoil(&window, EXPIRY, "2026-12-31").await?;
        spoil(&window, BENEFICIARY, "示例建设管理（深圳）有限公司").await?;
        refused(&window).await?;
        mend(&window).await?;
        write(&window, place).await?;
        window.close().await
    })
}

/// A bond has too many columns for a line: it is chosen in the list and filled in as a form.
async fn spoil(window: &Window, (row, path): (usize, &str), wrong: &str) -> Result<()> {
    window.go("#/case/1/section/bonds", "履约保函").await?;
    window.click_css(&format!("[role='option'][data-path='bonds.#{row}']")).await?;
    window.fill(path, wrong).await?;
    window.saved().await
}

/// Both cards say what is wrong, and the picture shows the days without cover.
async fn refused(window: &Window) -> Result<()> {
    window.go("#/case/1/views/bonds", "建议到期日").await?;
    window.find("[data-card='1'] [data-point='validity']").await?;
    window.find("[data-card='2'] [data-point='contractor-beneficiary']").await?;
    window.see("代建单位保函的缺口").await?;
    for (width, height) in [(1366, 768), (1920, 1080)] {
        window.resize(width, height).await?;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        window.photograph(&format!("bonds-bad-{width}")).await?;
    }
    window.click_css("[data-card='1'] summary").await?;
    window.look_at("[data-card='2'] > header").await?;
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    window.photograph("bonds-cards-1920").await?;
    window.resize(1366, 768).await
}

/// From each card by its link to the cell, and back.
async fn mend(window: &Window) -> Result<()> {
    let rights = [(1, EXPIRY.1, "2027-10-31"), (2, BENEFICIARY.1, "深圳市罗湖区建筑工务署（示例）")];
    for (card, path, right) in rights {
        window.click_css(&format!("[data-card='{card}'] [data-point] a[data-to='{path}']")).await?;
        window.focus_is_at(path).await?;
        window.fill(path, right).await?;
        window.saved().await?;
        window.go("#/case/1/views/bonds", "建议到期日").await?;
    }
    window.find("[data-card='2'].good").await?;
    ensure!(window.count(".views-card.good").await? == 2, "not both bonds are in order");
    ensure!(window.count(".views-card [data-point]").await? == 0, "a point is still open");
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    window.photograph("bonds-good-1366").await.map(|_| ())
}

async fn write(window: &Window, place: &Place) -> Result<()> {
    window.write_finals().await?;
    let files = place.written()?;
    let checklist = files
        .iter()
        .find(|file| {
            file.to_string_lossy().contains("履约保函核验清单")
                && file.extension().is_some_and(|e| e == "docx")
        })
        .with_context(|| format!("no checklist among {files:?}"))?;
    let word = tests::text::of_docx(&std::fs::read(checklist)?)?;
    ensure!(word.contains("SLDB-2024-000101") && word.contains("合格"), "the checklist lacks its bonds");
    ensure!(
        !word.contains("不符；") && !word.contains("草稿"),
        "the checklist is not that of the mended bonds"
    );
    Ok(())
}
