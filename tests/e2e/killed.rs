//! One types steadily, without a pause, and the program is killed: all but the last half second is found again, text
//! that cannot be read as an answer included; and whenever 已保存 is shown, what stands in the field lies in the database.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use tokio::runtime::Runtime;

use crate::window::step::SELECT_ALL;
use crate::window::{Place, Window};

/// The specification: stored within half a second.
const STORED_WITHIN: Duration = Duration::from_millis(500);

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    runtime.block_on(async {
        let window = Window::with_sample(place).await?;
        window.saved().await?;
        window.go("#/case/1/section/project", "下一节").await?;
        let name = typed(&window, place, "project_name", "罗湖区东湖街道").await?;
        window.saved().await?;
        window.go("#/case/1/section/route", "下一节").await?;
        let total = typed(&window, place, "estimated_total", "约一千五百").await?;
        window.photograph("typing-1366").await?;
        let killed = Instant::now();
        window.kill().await?;

        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.go("#/case/1/section/project", "下一节").await?;
        // Left alone for as long as it took to type the second one: all of it is there.
        let found = window.value("project_name").await?;
        let whole = name.last().context("nothing was typed")?.1.clone();
        ensure!(found == whole, "“{found}” instead of “{whole}”");
        window.go("#/case/1/section/route", "下一节").await?;
        let found = window.value("estimated_total").await?;
        let stored = total.iter().rev().find(|(at, _)| killed.duration_since(*at) > STORED_WITHIN);
        let (_, least) = stored.context("typed for less than half a second")?;
        ensure!(found.starts_with(least.as_str()), "“{found}” lacks something of “{least}”");
        window.photograph("typed-before-1366").await?;
        window.close().await
    })
}

/// What stands in a field, and what is said of saving.
const AT_ONCE: &str =
    "return [document.querySelector(`:is(input, textarea)[data-path='${arguments[0]}']`).value,
    document.querySelector('.saved').innerText]";

/// Types a text into an emptied field again and again for some seconds, key after key; when, and what stood there.
async fn typed(window: &Window, place: &Place, path: &str, words: &str) -> Result<Vec<(Instant, String)>> {
    window.click_css(&format!("input[data-path='{path}'], textarea[data-path='{path}']")).await?;
    window.press(SELECT_ALL).await?;
    let (mut text, mut steps, mut unsaved) = (String::new(), Vec::new(), 0);
    let began = Instant::now();
    for character in words.chars().cycle() {
        // Short enough for the longest text that a name may have.
        if began.elapsed() > Duration::from_secs(5) || text.chars().count() >= 90 {
            break;
        }
        window.press(&character.to_string()).await?;
        text.push(character);
        steps.push((Instant::now(), text.clone()));
        // Both read at one instant: the field may get the key a moment after the driver has answered.
        let seen = window.read(AT_ONCE, vec![json!(path)]).await?;
        let (stands, says) = (seen[0].as_str().unwrap_or_default(), seen[1].as_str().unwrap_or_default());
        if says.contains("已保存") {
            ensure!(stored(place, path, stands)?, "“{says}”, and “{stands}” is not in the database");
        } else {
            unsaved += 1;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    ensure!(steps.len() >= 10, "only {} keys in five seconds", steps.len());
    ensure!(unsaved > 0, "while one typed, it was never said that something is not saved");
    Ok(steps)
}

/// Whether the database of the running program holds this text for a field: as a draft, or as the answer.
fn stored(place: &Place, path: &str, text: &str) -> Result<bool> {
    const DRAFT: &str = "SELECT EXISTS (SELECT 1 FROM drafts WHERE path = ?1 AND text = ?2)";
    const ANSWER: &str = "SELECT EXISTS (SELECT 1 FROM cases WHERE json_extract(answers, '$.' || ?1) = ?2)";
    let database = Connection::open_with_flags(place.database(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    for query in [DRAFT, ANSWER] {
        if database.query_row(query, (path, text), |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}
