//! A spreadsheet with a row that cannot be read: looked at, mended by hand, its rows taken, and saved again.

use anyhow::{Result, ensure};
use tokio::runtime::Runtime;

use crate::window::{Place, Window};

const SHEET: &str = "2026年资金安排\n序号,资金来源,金额（万元）,到位日期,证明材料\n\
    1,自有资金,1000,2026-09-01,存款证明\n2,银行贷款,面议,2026-10-08,授信函\n3,股东借款,568,2026年9月15日,借款合同\n\
    合计,,1568,,\n";

const CONTRADICTORY: &str = "单位：万元\n资金来源,金额（元）,到位日期,证明材料\n自有资金,1000,2026-09-01,存款证明\n\
    股东借款,568,2026-09-15,借款合同\n";

/// A dialog fades in, and takes no click before it is there.
const FADE: std::time::Duration = std::time::Duration::from_millis(800);

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    place.offer("资金.csv", SHEET.as_bytes())?;
    runtime.block_on(async {
        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.open_sample("donation").await?;
        window.go_to_field("建设资金来源", "funding_sources").await?;

        window.click("从文件导入").await?;
        window.see("读到 3 行，可以导入 2 行，1 行不能导入").await?;
        window.see("得到的是“面议”").await?;
        window.see("与表格里的合计一致").await?;
        window.see("共 6 行：表头以上 1，表头 1，导入 2，不能导入 1，合计行 1").await?;
        window.see("10000000.00元").await?;
        tokio::time::sleep(FADE).await;
        window.photograph("import-confirm").await?;
        window.click("取消").await?;
        window.not_see("读到 3 行").await?;

        window.click("从文件导入").await?;
        window.see("与表格里的合计一致").await?;
        tokio::time::sleep(FADE).await;
        window.click("只导入可以读取的 2 行").await?;
        window.see("已导入 2 行，可撤销").await?;
        window.see("15,680,000.00").await?;
        window.saved().await?;
        window.photograph("import-done").await?;

        // Two units that contradict each other: nothing can be taken before a person has said which.
        place.offer("资金.csv", CONTRADICTORY.as_bytes())?;
        window.click("从文件导入").await?;
        window.see("先回答 1 个问题，才能导入").await?;
        window.see("还有 1 个问题没有回答").await?;
        tokio::time::sleep(FADE).await;
        window.photograph("import-question").await?;
        window.click("是万元").await?;
        window.see("共 4 行：表头以上 1，表头 1，导入 2").await?;
        window.click("导入 2 行").await?;
        window.see("已导入 2 行，可撤销").await?;
        window.saved().await?;

        window.click("导出表格").await?;
        window.see("已保存到").await?;
        window.click("保存空白表格").await?;
        window.see("空白表.xlsx").await?;
        let saved = std::fs::read_dir(place.papers())?.count();
        ensure!(saved == 2, "{saved} files were saved");
        window.close().await
    })
}
