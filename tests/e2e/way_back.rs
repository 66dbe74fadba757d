//! The way back is near: undo says what it did and goes to the field and the cell, a copy opens under its own name, the
//! search leads to a cell by what stands in it, the size of the page is remembered, and a paper says why it is out of date.

use anyhow::{Result, ensure};
use serde_json::json;
use tokio::runtime::Runtime;

use crate::step::{ENTER, TAB};
use crate::window::{Place, Window};

const UNDO: &str = "\u{e009}z\u{e000}";
const REDO: &str = "\u{e009}\u{e008}z\u{e000}";
const FIND: &str = "\u{e009}k\u{e000}";
const LARGER: &str = "\u{e009}+\u{e000}";
const USUAL: &str = "\u{e009}0\u{e000}";
const F1: &str = "\u{e031}";
const ESCAPE: &str = "\u{e00c}";

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    runtime.block_on(async {
        let window = Window::with_sample(place).await?;

        // A paper, then two answers it uses.
        window.click("文件").await?;
        window.click("生成全部").await?;
        window.see("个文件").await?;
        window.go_to_field("协议正本份数", "copies_total").await?;
        window.fill("copies_total", "9").await?;
        window.saved().await?;
        window.click("文件").await?;
        window.click_css("[data-document='donation-agreement'] .stale summary").await?;
        window.see_in("[data-document='donation-agreement'] .changes", "由 8 份 改为 9 份").await?;
        window.photograph("stale-1366").await?;

        window.press(UNDO).await?;
        window.see("已撤销：协议正本份数 由 9 份 改回 8 份").await?;
        window.focus_is_at("copies_total").await?;
        window.press(REDO).await?;
        window.see("已重做：协议正本份数 由 8 份 改为 9 份").await?;

        // To a cell by what stands in it; changed there, left, and taken back from another page.
        window.press(FIND).await?;
        window.find("input[role='combobox']").await?;
        window.type_text("主体结构封顶 资金到位计划").await?;
        window.see_in("[role='listbox']", "填写的内容").await?;
        window.press(ENTER).await?;
        window.find("[role='gridcell'] [data-path='injections.2.milestone']").await?;
        window.type_text("屋面完工").await?;
        window.press(TAB).await?;
        window.saved().await?;
        window.click("核对").await?;
        window.press(UNDO).await?;
        window.see("由 屋面完工 改回 主体结构封顶").await?;
        window.find("[role='gridcell'] [data-path='injections.2.milestone']").await?;
        window.focus_is_at("injections.2.milestone").await?;

        // A copy.
        window.click("“示例小学改扩建工程”的更多操作").await?;
        window.click("复制事项").await?;
        window.see("已生成的文件和修改记录不复制").await?;
        window.click("复制并打开").await?;
        window.see("已复制为“示例小学改扩建工程（副本）”").await?;
        window.see_in(".case-title", "示例小学改扩建工程（副本）").await?;

        window.press(F1).await?;
        window.see("怎样开始").await?;
        window.press(ESCAPE).await?;
        window.not_see("怎样开始").await?;

        let before = window.read("return innerWidth", vec![]).await?;
        window.press(LARGER).await?;
        window.see("显示比例 110%").await?;
        let larger = window.read("return innerWidth", vec![]).await?;
        ensure!(before == json!(1366) && larger == json!(1241), "{before} became {larger} pixels");
        window.close().await?;

        let again = Window::open(place).await?;
        again.resize(1366, 768).await?;
        again.see("示例小学改扩建工程（副本）").await?;
        let remembered = again.read("return innerWidth", vec![]).await?;
        ensure!(remembered == json!(1241), "after a restart {remembered} pixels");
        again.press(USUAL).await?;
        again.see("显示比例 100%").await?;
        again.close().await
    })
}
