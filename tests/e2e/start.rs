//! The store is damaged, and so is its latest backup: the start offers every backup with its check, the older good one
//! is put back, and the program goes on. Then the file is taken away: nothing is begun anew in silence.

use anyhow::{Context, Result, ensure};
use tokio::runtime::Runtime;

use crate::window::{Place, Window};

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    runtime.block_on(async {
        let window = Window::with_sample(place).await?;
        window.saved().await?;
        window.go("#/settings", "放假安排").await?;
        window.click("立即备份").await?;
        window.see("已备份到").await?;
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        window.click("立即备份").await?;
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        window.close().await?;

        let data = place.data();
        let mut backups: Vec<_> = std::fs::read_dir(data.join("backups"))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<_>>()?;
        backups.retain(|path| path.extension().is_some_and(|end| end == "db"));
        backups.sort();
        let latest = backups.last().context("no backup")?;
        let bytes = std::fs::read(latest)?;
        std::fs::write(latest, &bytes[..bytes.len() / 3])?;
        let store = data.join("choujian.db");
        let mut bytes = std::fs::read(&store)?;
        bytes[4096..12_288].fill(0xA5);
        std::fs::write(&store, bytes)?;

        // What a kill left in the log would mend the pages that were damaged.
        let log = data.join("choujian.db-wal");
        if log.exists() {
            std::fs::remove_file(log)?;
        }

        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.see("筹建通无法打开数据").await?;
        window.see("已损坏，不能用").await?;
        window.see("完好").await?;
        window.photograph("start-1366").await?;
        window.click("恢复到这一份").await?;
        window.see("示例小学改扩建工程").await?;
        window.close().await?;

        for suffix in ["", "-wal", "-shm", ".state"] {
            let file = data.join(format!("choujian.db{suffix}"));
            if file.exists() {
                std::fs::remove_file(file)?;
            }
        }
        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.see("数据比备份少，请先确认").await?;
        window.see("数据文件里有0个事项，最近一份完好的备份里有1个").await?;
        ensure!(!store.exists() || std::fs::metadata(&store)?.len() == 0, "a store was begun in silence");
        window.photograph("start-fewer-1366").await?;
        window.click("恢复到这一份").await?;
        window.see("示例小学改扩建工程").await?;
        window.close().await
    })
}
