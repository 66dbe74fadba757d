//! A table of eight Chinese columns and many rows, as a tree and as the peers take it.

use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;
use document::tree::{Align, Block, Cell, Column, Document, Inline, Kind, Table};

/// Heads of the columns.
const HEADER: [&str; 8] = ["序号", "房号", "户型", "建筑面积（㎡）", "朝向", "楼层", "月租金（元）", "备注"];
const LAYOUTS: [&str; 3] = ["单间", "一房一厅", "两房一厅"];
const REMARKS: [&str; 4] =
    ["", "已入住，租期至2027年6月30日", "空置，正在整修卫生间", "已退回，转市场化出租"];

/// The table as a paper of its own.
#[must_use]
pub fn document(rows: usize) -> Document {
    let aligns = [
        Align::Center,
        Align::Left,
        Align::Left,
        Align::Right,
        Align::Center,
        Align::Center,
        Align::Right,
        Align::Left,
    ];
    let weights = [4, 8, 8, 8, 5, 5, 8, 16];
    let columns = aligns.into_iter().zip(weights).map(|(align, weight)| Column { align, weight });
    let cell = |text: String| Cell { text: vec![Inline::text(text)], column_span: 1, row_span: 1 };
    let table = Table {
        columns: columns.collect(),
        header: HEADER.map(|head| cell(head.to_owned())).into(),
        rows: (0..rows).map(|index| texts(index).map(cell).into()).collect(),
    };
    Document {
        id: "flats".to_owned(),
        title: "房源清单".to_owned(),
        kind: Kind::Official,
        language: "zh-CN",
        date: NaiveDate::default(),
        author: String::new(),
        draft: false,
        contents_table: false,
        fingerprint: None,
        blocks: vec![Block::Table(table)],
    }
}

/// Lays it down for the peers, as `table-1000.json`: rows of texts, the header first.
///
/// # Errors
/// The file cannot be written.
pub fn lay(folder: &Path, rows: usize) -> Result<()> {
    let header = HEADER.map(str::to_owned);
    let all: Vec<_> = std::iter::once(header).chain((0..rows).map(texts)).collect();
    std::fs::write(folder.join(format!("table-{rows}.json")), serde_json::to_string(&all)?)?;
    Ok(())
}

fn texts(index: usize) -> [String; 8] {
    [
        (index + 1).to_string(),
        format!("A栋{:02}{:02}", index / 20 % 40 + 1, index % 20 + 1),
        LAYOUTS[index % 3].to_owned(),
        format!("{}.{:02}", 25 + index % 60, index % 100),
        if index.is_multiple_of(2) { "南" } else { "东北" }.to_owned(),
        format!("{}/40", index / 20 % 40 + 1),
        format!("{},{:03}.{:02}", 1 + index % 4, index % 1000, index % 100),
        REMARKS[index % 4].to_owned(),
    ]
}
