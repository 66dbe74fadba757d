//! The whole way: a case is created, three findings are met and mended, the set of papers is written, the program is
//! killed and started again, and everything is there.

use anyhow::{Context, Result, ensure};
use tokio::runtime::Runtime;

use crate::window::{Place, Window};

/// What is typed wrongly, as people type; the rule that objects; what is typed to mend it.
struct Breach {
    label: &'static str,
    path: &'static str,
    wrong: &'static str,
    rule: &'static str,
    says: &'static str,
    right: &'static str,
}

const BREACHES: [Breach; 3] = [
    Breach {
        label: "公示结束日期",
        path: "publicity_end",
        wrong: "2026.5.5",
        rule: "donation/publicity-length",
        says: "10日至2026年5月8日期满",
        right: "2026年5月11日",
    },
    Breach {
        label: "协议正本份数",
        path: "copies_total",
        wrong: "９",
        rule: "donation/copies-add-up",
        says: "合计8份，对不上",
        right: "8",
    },
    Breach {
        label: "捐建协议签订日期",
        path: "agreement_signed_on",
        wrong: "2026/6/1",
        rule: "donation/approval-order",
        says: "早于审批日期2026年6月11日",
        right: "2026-06-25",
    },
];

/// 11 kinds of papers, 8 letters among them one a department and 2 fund reports, each as Word and PDF.
const FILES: usize = (9 + 8 + 2) * 2;

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    runtime.block_on(async {
        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.see("从一个程序开始").await?;
        window.photograph("first-start-1366").await?;
        window.open_sample("donation").await?;
        window.see("示例小学改扩建工程").await?;
        let before = window.tally();

        meet(&window, place).await?;
        review(&window, place).await?;
        mend(&window).await?;
        look(&window).await?;
        write(&window, place).await?;
        // The search and each date or number are one text; clicks: a tab, 4 to the question
        // whether the others will do, 3 to no and then yes, 核对 and 2 a breach, 4 looking around, 4 to the files.
        let tally = window.tally().since(before);
        ensure!((tally.clicks, tally.entries) == (23, 11), "counted was {tally:?}");
        // No farewell: what was shown as saved must be there all the same.
        window.close().await?;

        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        found_again(&window).await?;
        window.close().await
    })
}

/// Each wrong answer is objected to at its field, in words, with what to do.
async fn meet(window: &Window, place: &Place) -> Result<()> {
    for breach in &BREACHES {
        window.go_to_field(breach.label, breach.path).await?;
        window.fill(breach.path, breach.wrong).await?;
        window.see(breach.says).await.with_context(|| breach.rule)?;
        window.saved().await?;
    }
    window.go_to_field(BREACHES[0].label, BREACHES[0].path).await?;
    window.click_css("#tab-problems").await?;
    for breach in &BREACHES {
        window.find(&format!("#side-panel [data-finding='{}']", breach.rule)).await?;
    }
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let picture = window.photograph("findings-1366").await?;
    if place.bless {
        std::fs::write(xtask::place::root().join("tests/e2e/screenshot.png"), picture)?;
    }
    Ok(())
}

/// The review lists all three; a final that cannot be made keeps the whole set back, until one says that the others will do.
async fn review(window: &Window, place: &Place) -> Result<()> {
    window.click("核对").await?;
    window.see("有3处需要改正").await?;
    window.photograph("review-1366").await?;
    window.click("文件").await?;
    window.find("[data-document='donation-agreement'][data-state='draft']").await?;
    window.click("正式稿").await?;
    window.click("生成全部").await?;
    window.see("还没有写入任何文件").await?;
    // A line a paper, with what is first in its way.
    window.see("《建设工作监管协议》：协议正本9份").await?;
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    window.photograph("partial-1366").await?;
    window.click("取消").await?;
    window.find("[data-refused='donation-agreement']").await?;
    window.see("早于审批日期2026年6月11日").await?;
    window.see("没有写出文件").await?;
    ensure!(place.written()?.is_empty(), "written before it was agreed to: {:?}", place.written()?);
    window.click("生成全部").await?;
    window.click_css(".ant-modal-confirm-btns .ant-btn-primary").await?;
    window.find("[data-refused='donation-agreement']").await?;
    window.see("早于审批日期2026年6月11日").await?;
    window.photograph("refused-1366").await?;
    let files = place.written()?;
    ensure!(!files.is_empty() && files.len() < FILES, "the others alone: {files:?}");
    ensure!(!files.iter().any(|file| file.to_string_lossy().contains("捐建协议")), "{files:?}");
    Ok(())
}

/// From the review by link to the field, mended, and back.
async fn mend(window: &Window) -> Result<()> {
    window.click("核对").await?;
    for (done, breach) in BREACHES.iter().enumerate() {
        window.see(&format!("有{}处需要改正", BREACHES.len() - done)).await?;
        let link = format!("[data-finding='{}'] .finding-links a[href*='{}']", breach.rule, breach.path);
        window.click_css(&link).await?;
        window.focus_is_at(breach.path).await?;
        window.fill(breach.path, breach.right).await?;
        window.not_see(breach.says).await?;
        window.saved().await?;
        window.click("返回核对").await?;
    }
    window.see("没有发现问题").await
}

/// The pictures that people are shown, at both sizes.
async fn look(window: &Window) -> Result<()> {
    window.go_to_field("公示结束日期", "publicity_end").await?;
    window.click_css("#tab-preview").await?;
    window.find(".side-body.preview").await?;
    window.see("公示").await?;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    window.photograph("section-preview-1366").await?;
    window.resize(1920, 1080).await?;
    window.photograph("section-preview-1920").await?;
    for (page, name) in [("核对", "review-1920"), ("期限", "deadlines-1920"), ("文件", "documents-1920")]
    {
        window.click(page).await?;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        window.photograph(name).await?;
    }
    window.resize(1366, 768).await
}

/// The whole set as finals; the files are on the disk and say what they must.
async fn write(window: &Window, place: &Place) -> Result<()> {
    window.click("文件").await?;
    window.click("正式稿").await?;
    window.click("生成全部").await?;
    // The first attempt wrote the papers that were in order; a file is never overwritten unasked.
    window.click("覆盖").await?;
    window.see(&format!("已写出{FILES}个文件")).await?;
    ensure!(window.count("[data-refused]").await? == 0, "a final was refused");
    window.photograph("written-1366").await?;

    let files = place.written()?;
    let of = |kind: &str| files.iter().filter(|file| file.extension().is_some_and(|e| e == kind)).count();
    ensure!((of("docx"), of("pdf")) == (FILES / 2, FILES / 2), "written were {files:?}");
    let named = |part: &str, kind: &str| {
        files
            .iter()
            .find(|file| file.to_string_lossy().contains(part) && file.extension().is_some_and(|e| e == kind))
            .with_context(|| format!("no {part}.{kind} among {files:?}"))
    };
    let word = tests::text::of_docx(&std::fs::read(named("捐建协议", "docx")?)?)?;
    ensure!(
        word.contains("示例小学改扩建工程") && word.contains("2026年6月25日"),
        "the agreement lacks its facts"
    );
    ensure!(!word.contains("草稿"), "the agreement is a draft");
    let pdf = tests::pdf_text::lines(named("捐建协议", "pdf")?)?.concat();
    ensure!(pdf.contains("示例小学改扩建工程"), "the agreement's PDF lacks its facts");
    Ok(())
}

/// After the restart: the case on the first page, its answers as mended, its papers in the list.
async fn found_again(window: &Window) -> Result<()> {
    window.see("到期日").await?;
    window.photograph("home-1366").await?;
    window.click_css(".case-row .case-name a").await?;
    window.go_to_field("公示结束日期", "publicity_end").await?;
    let value = window.value("publicity_end").await?;
    ensure!(value.contains("2026") && value.contains("11"), "the mended date reads {value}");
    window.click("文件").await?;
    window.see("生成记录").await?;
    // 38 files of the whole set, and the 30 that could be written before the breaches were mended.
    window.click("查看全部68条").await?;
    window.see("捐建协议.docx").await?;
    window.click("核对").await?;
    window.see("没有发现问题").await
}
