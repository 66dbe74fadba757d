//! A new case from the first question: who is not eligible learns it on a page of its own, with the article; the
//! answer changed, the way is open.

use anyhow::Result;
use tokio::runtime::Runtime;

use crate::window::{Place, Window};

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    runtime.block_on(async {
        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.click_css("[data-procedure='donation'] .procedure-actions button:first-child").await?;
        window.click("开始适用性自查").await?;
        window.choose("on_government_land", "是").await?;
        window.choose("district_fiscal_duty", "是").await?;
        window.choose("gratuitous", "是").await?;
        window.choose("subsidised", "是").await?;
        window.saved().await?;
        window.photograph("eligibility-1366").await?;
        window.click("查看结论").await?;
        window.see("本项目不能走这个程序").await?;
        window.find("[data-finding='donation/gratuitous'], [data-finding]").await?;
        window.see("采用补贴方式建设的项目不属于捐建").await?;
        window.photograph("not-eligible-1366").await?;

        window.click("修改回答").await?;
        window.choose("subsidised", "否").await?;
        window.saved().await?;
        window.click("查看结论").await?;
        window.not_see("本项目不能走这个程序").await?;
        window.see("还不能下结论").await?;
        window.close().await
    })
}
