//! axe-core on every page of the real window, where contrast is measured as WebKit draws it: no violation, at both
//! window sizes, light and dark.

use anyhow::{Result, ensure};
use tokio::runtime::Runtime;

use crate::window::{Place, Window};

/// Address, and words by which one knows that the page is there.
const PAGES: &[(&str, &str)] = &[
    ("#/", "到期日"),
    ("#/parties", "单位库"),
    ("#/settings", "放假安排"),
    ("#/case/1/section/project", "下一节"),
    ("#/case/1/section/parties", "下一节"),
    ("#/case/1/section/escrow", "下一节"),
    ("#/case/1/review", "没有发现问题"),
    ("#/case/1/documents", "生成全部"),
    ("#/case/1/deadlines", "今天是"),
    ("#/case/1/views/funding", "试一试"),
    ("#/case/2/views/subsidy", "试一试"),
    ("#/case/3/views/fee", "分档计算"),
    ("#/case/3/views/bonds", "逐项核验"),
    ("#/case/3/views/quarters", "各季度的考核期"),
];

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    let axe = std::fs::read_to_string(xtask::place::ui().join("node_modules/axe-core/axe.min.js"))?;
    runtime.block_on(async {
        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.see("从一个程序开始").await?;
        let mut found = violations(&window, &axe, "first start").await?;
        window.open_sample("donation").await?;
        window.see("示例小学改扩建工程").await?;
        for (slug, title) in [("leasing", "示例公寓48套"), ("agency", "示例实验学校新建工程")]
        {
            window.go(&format!("#/begin/{slug}"), "请先准备好").await?;
            window.click("打开示例").await?;
            window.see(title).await?;
        }
        for (theme, words, (width, height)) in [
            ("light", "浅色", (1366, 768)),
            ("dark", "深色", (1366, 768)),
            ("light again", "浅色", (1920, 1080)),
        ] {
            window.go("#/settings", "放假安排").await?;
            window.click(words).await?;
            window.resize(width, height).await?;
            // What comes before a case, as it comes: there is no way back to it.
            window.go("#/begin/donation", "请先准备好").await?;
            found.extend(violations(&window, &axe, &format!("begin, {theme}, {width}")).await?);
            window.click("开始适用性自查").await?;
            window.see("查看结论").await?;
            found.extend(violations(&window, &axe, &format!("eligibility, {theme}, {width}")).await?);
            for question in ["on_government_land", "district_fiscal_duty", "gratuitous", "subsidised"] {
                window.choose(question, "是").await?;
            }
            window.click("查看结论").await?;
            window.see("本项目不能走这个程序").await?;
            found.extend(violations(&window, &axe, &format!("not eligible, {theme}, {width}")).await?);
            for (hash, known_by) in PAGES {
                window.go(hash, known_by).await?;
                found.extend(violations(&window, &axe, &format!("{hash}, {theme}, {width}")).await?);
                if let Some((_, view)) = hash.split_once("/views/") {
                    window.photograph(&format!("view-{view}-{}-{width}", theme.replace(' ', "-"))).await?;
                }
            }
            window.photograph(&format!("deadlines-{}-{width}", theme.replace(' ', "-"))).await?;
        }
        ensure!(found.is_empty(), "axe:\n{}", found.join("\n"));
        window.close().await
    })
}

/// What axe finds on the page as it stands: rule, element and measure, one line each.
async fn violations(window: &Window, axe: &str, page: &str) -> Result<Vec<String>> {
    // Fading colours would be measured half-way.
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    window.read(axe, vec![]).await?;
    let script = "const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'] }).then(
            (result) => done(result.violations.flatMap((rule) => rule.nodes.map((node) =>
                `${rule.id}: ${node.html.slice(0, 160)} ${node.any.map((check) => check.message).join(' ').slice(0, 160)}`))),
            (error) => done([String(error)]));";
    let told = window.read_later(script, vec![]).await?;
    let told = told.as_array().cloned().unwrap_or_default();
    Ok(told.iter().map(|line| format!("{page}: {}", line.as_str().unwrap_or_default())).collect())
}
