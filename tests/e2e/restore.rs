//! A backup is made, the case is changed, the backup is put back from the settings: the case is as it was.

use anyhow::{Result, ensure};
use tokio::runtime::Runtime;

use crate::window::{Place, Window};

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    runtime.block_on(async {
        let window = Window::with_sample(place).await?;
        window.saved().await?;
        window.go("#/settings", "放假安排").await?;
        window.click("立即备份").await?;
        window.see("已备份到").await?;

        window.go("#/case/1/section/project", "下一节").await?;
        window.fill("project_name", "改名以后的学校").await?;
        window.saved().await?;

        window.go("#/settings", "放假安排").await?;
        window.click_css(".settings-backups summary").await?;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        window.photograph("settings-1366").await?;
        // The one made by hand: the program may have made one of its own since.
        window.click_css("tr[data-backup*='-manual'] button").await?;
        window.see("这个时间以后的修改不在备份里").await?;
        window.photograph("restore-1366").await?;
        window.click("恢复").await?;
        window.not_see("这个时间以后的修改不在备份里").await?;

        window.go("#/case/1/section/project", "下一节").await?;
        let name = window.value("project_name").await?;
        ensure!(name == "示例小学改扩建工程", "the project is called {name}");
        window.close().await
    })
}
