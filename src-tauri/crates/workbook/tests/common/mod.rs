//! A procedure with a table of flats, and workbooks made for the occasion.
#![allow(dead_code, clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use procedure::answer::{Record, Value};
use procedure::template::{Field, Folder, Library, Procedure};
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::{Map, Value as Json};
use workbook::{About, Book, Imported, Plan, Problem, Severity, Sheet, Source, WorkbookError};

const HEAD: &str = r#"
slug = "test"
title = "测试事项"
short = "测试"
regulation = "测试办法"
number = "测〔2026〕1号"
in_force_from = 2026-01-01
in_force_until = 2030-12-31
[[stage]]
id = "first"
title = "第一阶段"
articles = [1]
"#;

const FIELDS: &str = r#"
[[section]]
id = "all"
stage = "first"
title = "全部"
[[section.field]]
key = "units"
kind = "table"
label = "房源清单"
articles = [12]
columns = [
  { key = "unit_no", kind = "text", label = "房号", max_length = 20, unique = ["building"], synonyms = ["房间号", "门牌号"], hint = "与门牌一致。", articles = [18] },
  { key = "building", kind = "text", label = "楼栋", synonyms = ["栋号"] },
  { key = "layout", kind = "text", label = "户型" },
  { key = "area", kind = "area", label = "建筑面积", synonyms = ["产权面积"] },
  { key = "floor", kind = "integer", label = "楼层", unit = "层", optional = true },
  { key = "unit_rent", kind = "money", label = "租金单价", unit = "元/㎡·月", max = "500" },
  { key = "deposit", kind = "money", label = "押金", optional = true },
  { key = "discount", kind = "percent", label = "折扣", optional = true },
  { key = "status", kind = "choice", label = "状态", options = [{ key = "vacant", label = "空置", synonyms = "空房,未租" }, { key = "let", label = "已出租" }] },
  { key = "lift", kind = "boolean", label = "有无电梯", optional = true },
  { key = "goods", kind = "choices", label = "配套", optional = true, options = [{ key = "bed", label = "床" }, { key = "desk", label = "书桌" }] },
  { key = "tenant_from", kind = "date", label = "起租日", optional = true },
  { key = "remark", kind = "long_text", label = "备注", optional = true },
]
"#;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let mut folder = Folder::new();
    folder.insert("test/procedure.toml", HEAD);
    folder.insert("test/fields.toml", FIELDS);
    Library::load(&folder).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
});

/// The procedures that come with the program.
static SHIPPED: LazyLock<Library> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates");
    let mut folder = Folder::new();
    gather(&root, &root, &mut folder);
    Library::load(&folder).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
});

fn gather(root: &Path, place: &Path, folder: &mut Folder) {
    for entry in std::fs::read_dir(place).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, folder);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            folder.insert(path.strip_prefix(root).unwrap().to_str().unwrap(), text);
        }
    }
}

/// A table of a shipped procedure.
pub fn shipped(slug: &str, key: &str) -> &'static Field {
    SHIPPED.procedure(slug).unwrap().field(key).unwrap()
}

pub fn procedure() -> &'static Arc<Procedure> {
    LIBRARY.procedure("test").unwrap()
}

/// The table of flats.
pub fn units() -> &'static Field {
    procedure().field("units").unwrap()
}

pub fn about() -> About<'static> {
    About { procedure: procedure(), today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() }
}

/// An .xlsx whose first sheet is filled by `fill`.
pub fn xlsx(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// Texts from the top left on.
pub fn texts(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
}

pub fn open(bytes: Vec<u8>) -> (Sheet, Plan) {
    let mut book = Book::open(bytes).unwrap();
    let part = Source::find(units(), &mut book, None, &mut |_| true).unwrap().parts.swap_remove(0);
    (part.sheet, part.plan)
}

pub fn refusal(bytes: Vec<u8>) -> WorkbookError {
    let opened = Book::open(bytes).and_then(|mut book| Source::find(units(), &mut book, None, &mut |_| true));
    opened.err().unwrap()
}

/// Reads a file as proposed.
pub fn import(bytes: Vec<u8>) -> Imported {
    let (sheet, plan) = open(bytes);
    workbook::read(units(), &sheet, &plan, &[], &mut |_, _| true).unwrap()
}

/// Rows as a case file writes them.
pub fn json(rows: &[Record]) -> Vec<Json> {
    let object = |row: &Record| row.iter().map(|(key, value)| (key.clone(), value.to_json())).collect();
    rows.iter().map(|row| Json::Object(object(row))).collect()
}

/// Keys and headers that a plan brings together.
pub fn matched(plan: &Plan) -> Vec<(&str, &str)> {
    plan.columns.iter().filter_map(|column| Some((column.letters.as_str(), column.key.as_deref()?))).collect()
}

/// Place, code and value of each error.
pub fn errors(imported: &Imported) -> Vec<(u32, &str, &str, &str)> {
    let errors = imported.problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|p: &Problem| (p.row, p.column.as_str(), p.code, p.value.as_str())).collect()
}

pub fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}

/// A row of the table from the form of a case file.
pub fn record(json: Json) -> Record {
    let value = procedure::answer::read_value(units(), "units", &Json::Array(vec![json])).unwrap();
    match value {
        Some(Value::Table(rows)) => rows[0].clone(),
        other => panic!("not a table: {other:?}"),
    }
}
