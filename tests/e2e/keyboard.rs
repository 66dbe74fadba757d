//! The mouse stays aside: a sample is opened, answered wrongly, taken back, and its papers are written, by keys alone.

use anyhow::{Result, bail};
use tokio::runtime::Runtime;

use crate::step::{ENTER, SELECT_ALL, TAB};
use crate::window::{Place, Window};

const F6: &str = "\u{e036}";
const UNDO: &str = "\u{e009}z\u{e000}";
const NEXT_SECTION: &str = "\u{e00a}\u{e015}\u{e000}";

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    runtime.block_on(async {
        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.see("从一个程序开始").await?;
        press_at(&window, "打开示例", "donation").await?;
        window.see("示例小学改扩建工程").await?;

        window.go_to_field("协议正本份数", "copies_total").await?;
        window.focus_is_at("copies_total").await?;
        window.press(SELECT_ALL).await?;
        window.type_text("９").await?;
        window.press(TAB).await?;
        window.see("合计8份，对不上").await?;
        window.saved().await?;
        window.press(UNDO).await?;
        window.not_see("合计8份，对不上").await?;

        window.press(NEXT_SECTION).await?;
        window.see("项目建设工作专班").await?;

        window.press(F6).await?;
        press_at(&window, "文件", "").await?;
        window.see("生成全部").await?;
        press_at(&window, "生成全部", "").await?;
        window.see("个文件").await?;
        window.find("[data-document='donation-agreement']").await?;
        window.close().await
    })
}

/// Goes on by Tab until what has the focus says these words, in the card of that procedure if one is named, sees
/// that the focus is shown, and presses Enter.
async fn press_at(window: &Window, words: &str, card: &str) -> Result<()> {
    const STOPS: usize = 200;
    let script = "const at = document.activeElement, style = getComputedStyle(at);
        return [(at.getAttribute('aria-label') ?? at.innerText ?? '').trim(),
            style.outlineStyle !== 'none' || style.boxShadow !== 'none',
            at.closest('[data-procedure]')?.dataset.procedure ?? ''];";
    for _ in 0..STOPS {
        window.press(TAB).await?;
        let stop = window.read(script, vec![]).await?;
        if stop[0] == words && stop[2] == card {
            if stop[1] != true {
                bail!("“{words}” has the focus and does not show it");
            }
            return window.press(ENTER).await;
        }
    }
    bail!("{STOPS} times Tab did not reach “{words}”")
}
