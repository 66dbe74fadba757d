//! A workbook of five hundred flats, as a real one looks: a title above the header, areas with their unit, and seven
//! cells that nobody can read. All rows are taken, the seven mended in the table, and the whole set written as finals.

use anyhow::{Result, ensure};
use rust_xlsxwriter::Workbook;
use tokio::runtime::Runtime;

use crate::window::{Place, Window};

const ROWS: usize = 500;

/// Row of the table (from 0), column, its name, what the workbook says, what the table must say.
const FAULTS: [(usize, &str, &str, &str, &str); 7] = [
    (2, "area", "建筑面积", "约六十平", "61.52"),
    (49, "unit_rent", "承租单位租金", "面议", "51"),
    (50, "unit_no", "房号", "A栋0301", "A栋0511"),
    (121, "status", "状态", "装修中", "已入住"),
    (250, "tenant_from", "入住起始日", "2026-02-30", "2026-07-01"),
    (377, "area", "建筑面积", "-61.52", "61.52"),
    (499, "unit_rent", "承租单位租金", "#N/A", "51"),
];

const LAYOUTS: [(&str, &str); 3] = [("单间", "28.46"), ("一房一厅", "41.75"), ("两房一厅", "61.52")];

/// 167 × 28.46 + 167 × 41.75 + 166 × 61.52.
const TOTAL_AREA: &str = "21937.39";
/// Count and area of each layout.
const OF_LAYOUT: [(&str, &str); 3] = [("167", "4752.82"), ("167", "6972.25"), ("166", "10212.32")];

/// What stands below the table.
const PROBLEMS: &str = "[data-path='units'] .cj-cell-problems";

pub fn run(runtime: &Runtime, place: &Place) -> Result<()> {
    place.offer("房源.xlsx", &workbook()?)?;
    runtime.block_on(async {
        let window = Window::open(place).await?;
        window.resize(1366, 768).await?;
        window.open_sample("leasing").await?;
        window.see("示例公寓48套").await?;
        window.go_to_field("房源清单", "units").await?;

        take(&window).await?;
        mend(&window).await?;
        agree(&window).await?;
        write(&window, place).await?;
        window.close().await
    })
}

fn workbook() -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "示例公寓房源一览表（2026年）")?;
    for (column, name) in
        ["房间号", "户型", "面积（㎡）", "楼层", "租金单价", "入住状态", "起租日期"].iter().enumerate()
    {
        sheet.write(1, u16::try_from(column)?, *name)?;
    }
    for index in 0..ROWS {
        let line = u32::try_from(index + 2)?;
        let (layout, area) = LAYOUTS[index % 3];
        let cell = |key: &str, text: String| {
            let fault = FAULTS.iter().find(|fault| fault.0 == index && fault.1 == key);
            fault.map_or(text, |fault| fault.3.to_owned())
        };
        sheet.write(line, 0, cell("unit_no", number(index)))?;
        sheet.write(line, 1, layout)?;
        // Every tenth area is written with its unit.
        let unit = if index % 10 == 5 { "平" } else { "" };
        sheet.write(line, 2, cell("area", format!("{area}{unit}")))?;
        sheet.write(line, 3, format!("{}/30", index / 20 + 3))?;
        sheet.write(line, 4, cell("unit_rent", "51".to_owned()))?;
        sheet.write(line, 5, cell("status", "已租".to_owned()))?;
        sheet.write(line, 6, cell("tenant_from", "2026/7/1".to_owned()))?;
    }
    Ok(book.save_to_buffer()?)
}

/// Twenty flats on a floor, from the third up.
fn number(index: usize) -> String {
    format!("A栋{:02}{:02}", index / 20 + 3, index % 20 + 1)
}

/// The dialog counts and shows all seven before anything is taken.
async fn take(window: &Window) -> Result<()> {
    window.click("从文件导入").await?;
    window.see("读到 500 行，可以导入 493 行，7 行不能导入").await?;
    for (.., wrong, _) in FAULTS {
        window.see(wrong).await?;
    }
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    window.photograph("flats-confirm-1366").await?;
    window.resize(1920, 1080).await?;
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    window.photograph("flats-confirm-1920").await?;
    window.resize(1366, 768).await?;
    window.click("全部导入 500 行，到表里改").await?;
    window.see("其中 7 行有问题，已在表里标出").await?;
    window.click_css(&format!("{PROBLEMS} > .cj-link")).await?;
    window.see_in(PROBLEMS, "表中有 7 处需要处理").await?;
    window.saved().await?;
    window.photograph("flats-marked-1366").await.map(|_| ())
}

/// From the list below the table to each cell; what is typed there is read as anywhere.
async fn mend(window: &Window) -> Result<()> {
    for (done, (row, key, label, _, right)) in FAULTS.iter().enumerate() {
        let left = FAULTS.len() - done;
        window.see_in(PROBLEMS, &format!("表中有 {left} 处需要处理")).await?;
        // What saving brings moves the list: a click in that moment would miss its link.
        window.saved().await?;
        let more = format!("{PROBLEMS} > .cj-link");
        if window.count(&more).await? > 0 {
            window.click_css(&more).await?;
        }
        window.click(&format!("第{}行 · {label}", row + 1)).await?;
        let path = format!("units.{row}.{key}");
        window.focus_is_at(&path).await?;
        window.fill_cell(&path, right).await?;
    }
    window.see("21,937.39").await?;
    window.saved().await?;
    window.photograph("flats-mended-1366").await.map(|_| ())
}

/// The figures that were declared for forty-eight flats are those of five hundred now.
async fn agree(window: &Window) -> Result<()> {
    window.go_to_field("项目总套数", "total_units").await?;
    window.fill("total_units", "500").await?;
    window.fill("total_area", TOTAL_AREA).await?;
    for (row, (count, area)) in OF_LAYOUT.iter().enumerate() {
        for (key, column, text) in [("count", "套数", count), ("area", "建筑面积", area)] {
            window.click_cell("layouts", row, column).await?;
            window.fill_cell(&format!("layouts.{row}.{key}"), text).await?;
        }
    }
    window.saved().await?;
    window.click("核对").await?;
    window.see("没有发现问题").await?;
    window.go("#/case/1/views/subsidy", "各租赁年度的财政补贴测算").await?;
    for (width, height) in [(1920, 1080), (1366, 768)] {
        window.resize(width, height).await?;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        window.photograph(&format!("subsidy-500-{width}")).await?;
    }
    open_up(window).await
}

/// From the amount of the claim down to one flat, its months and their formulas, among 1,500 rows.
async fn open_up(window: &Window) -> Result<()> {
    window.go("#/case/1/views/claim", "逐套逐月的补贴和算式").await?;
    window.click_css("details.views-sheet > summary").await?;
    window.see_in("details.views-sheet", "另有1100行，再列出1000行").await?;
    window.click("另有1100行，再列出1000行").await?;
    window.see_in("details.views-sheet", "另有100行，再列出100行").await?;
    window.look_at("details.views-sheet > summary").await?;
    window.click_css("details.views-sheet input[type='search']").await?;
    window.type_text("A栋0511").await?;
    window.see_in("details.views-sheet", "3行相符").await?;
    // The row is wider than its box: its head is what one looks at.
    window.look_at("details.views-sheet tfoot th").await?;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    window.photograph("claim-of-a-flat-1366").await.map(|_| ())
}

async fn write(window: &Window, place: &Place) -> Result<()> {
    window.write_finals().await?;
    let files = place.written()?;
    let papers = files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "docx"));
    let mut with_total = 0;
    for file in papers {
        let word = tests::text::of_docx(&std::fs::read(file)?)?;
        with_total += usize::from(word.contains("21,937.39") && word.contains("500套"));
    }
    // Application, plan, lease and subsidy agreement, at the least, speak of the same flats.
    ensure!(with_total >= 4, "the same total stands in {with_total} papers only");
    Ok(())
}
