//! Template folders for tests: small ones written inline, and the shipped one.
#![allow(dead_code, clippy::unwrap_used, clippy::disallowed_methods)]

use std::path::Path;
use std::sync::Arc;

use procedure::answer::Answers;
use procedure::assessment::{Assessment, Case, DeadlineReport, DocumentReport, Finding, StageReport, assess};
use procedure::template::{Folder, Library, Mistake, Procedure};
use serde_json::{Map, Value as Json};

/// Head of a procedure `test` with the stage `first`.
pub const HEAD: &str = r#"
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

/// Fields of every kind in one section of the stage `first`; all but `name` are optional.
pub const FIELDS: &str = r#"
[[section]]
id = "all"
stage = "first"
title = "全部"
[[section.field]]
key = "name"
kind = "text"
label = "名称"
max_length = 20
[[section.field]]
key = "story"
kind = "long_text"
label = "说明"
optional = true
[[section.field]]
key = "total"
kind = "money"
label = "总额"
min = "1"
max = "1000000"
optional = true
[[section.field]]
key = "paid"
kind = "money"
label = "已付"
optional = true
[[section.field]]
key = "size"
kind = "area"
label = "面积"
optional = true
[[section.field]]
key = "rate"
kind = "percent"
label = "比例"
max = "100"
optional = true
[[section.field]]
key = "copies"
kind = "integer"
label = "数量"
optional = true
[[section.field]]
key = "begun"
kind = "date"
label = "开始日期"
optional = true
[[section.field]]
key = "ended"
kind = "date"
label = "结束日期"
optional = true
[[section.field]]
key = "ready"
kind = "boolean"
label = "是否就绪"
optional = true
[[section.field]]
key = "kind"
kind = "choice"
label = "类型"
optional = true
options = [{ key = "school", label = "学校" }, { key = "hospital", label = "医院" }]
[[section.field]]
key = "goods"
kind = "checklist"
label = "材料"
optional = true
options = [{ key = "drawings", label = "图纸" }, { key = "permits", label = "许可" }, { key = "keys", label = "钥匙" }]
[[section.field]]
key = "giver"
kind = "party"
label = "捐建人"
optional = true
[[section.field]]
key = "payments"
kind = "table"
label = "付款"
optional = true
columns = [
  { key = "paid_on", kind = "date", label = "日期" },
  { key = "amount", kind = "money", label = "金额" },
  { key = "mode", kind = "choice", label = "方式", optional = true, options = [{ key = "cash", label = "现金" }, { key = "wire", label = "转账" }] },
]
"#;

/// Parts of a party.
pub const PARTY: &str = r#"
[party]
columns = [
  { key = "name", kind = "text", label = "名称" },
  { key = "uscc", kind = "text", label = "统一社会信用代码", identifier = "uscc" },
]
"#;

/// A folder with [`HEAD`], [`FIELDS`], [`PARTY`] and further files below `test/`.
pub fn folder(files: &[(&str, &str)]) -> Folder {
    let mut folder = Folder::new();
    folder.insert("shared/party.toml", PARTY);
    folder.insert("shared/calendar/2026.toml", calendar_2026());
    folder.insert("test/procedure.toml", HEAD);
    folder.insert("test/fields.toml", FIELDS);
    for (path, text) in files {
        folder.insert(format!("test/{path}"), *text);
    }
    folder
}

fn calendar_2026() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates/shared/calendar/2026.toml");
    std::fs::read_to_string(path).unwrap()
}

/// A rule of the stage `first` with the expression `require` and further lines.
pub fn rule(require: &str, further: &str) -> String {
    let message = if further.contains("message") { "" } else { "message = \"不符合\"\n" };
    format!(
        "title = \"规则\"\nseverity = \"error\"\nstage = \"first\"\narticles = [1]\nrequire = \"\"\"{require}\"\"\"\n{message}{further}\n"
    )
}

/// Loads a folder that must be sound.
pub fn library(files: &[(&str, &str)]) -> Library {
    match Library::load(&folder(files)) {
        Ok(library) => library,
        Err(mistakes) => {
            panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// The mistakes of a folder that must have some.
pub fn mistakes(files: &[(&str, &str)]) -> Vec<Mistake> {
    Library::load(&folder(files)).err().unwrap_or_default()
}

/// The first mistake of that code.
pub fn mistake(files: &[(&str, &str)], code: &str) -> Mistake {
    let all = mistakes(files);
    let found = all.iter().find(|mistake| mistake.code == code).cloned();
    found.unwrap_or_else(|| panic!("no {code} in {all:#?}"))
}

/// The procedure of [`folder`].
pub fn procedure(library: &Library) -> &Arc<Procedure> {
    library.procedure("test").unwrap()
}

/// Answers as in a case file.
pub fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}

/// A case of [`procedure`] with these answers.
pub fn case(library: &Library, answers: Json) -> Case {
    let answers = Answers::read(procedure(library), &object(answers)).unwrap();
    Case { answers, ..Case::default() }
}

/// Assesses answers on a day.
pub fn assessed(files: &[(&str, &str)], answers: Json, today: &str) -> Assessment {
    let library = library(files);
    assess(&library, procedure(&library), &case(&library, answers), today.parse().unwrap())
}

/// What comes of one rule with the expression `require` on 2026-06-01.
pub fn finding(require: &str, further: &str, answers: Json) -> Finding {
    let rule = rule(require, further);
    let mut assessment = assessed(&[("rules/r.toml", &rule)], answers, "2026-06-01");
    assessment.findings.remove(0)
}

/// The deadlines of a `deadlines.toml` on a day.
pub fn deadlines(toml: &str, answers: Json, today: &str) -> Vec<DeadlineReport> {
    assessed(&[("deadlines.toml", toml)], answers, today).deadlines
}

/// The report of a paper.
pub fn document<'a>(assessment: &'a Assessment, id: &str) -> &'a DocumentReport {
    assessment.documents.iter().find(|document| document.id == id).unwrap()
}

/// The report of a stage.
pub fn stage<'a>(assessment: &'a Assessment, id: &str) -> &'a StageReport {
    assessment.stages.iter().find(|stage| stage.id == id).unwrap()
}

/// The shipped templates.
pub fn shipped() -> Library {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates");
    let mut folder = Folder::new();
    read(&root, "", &mut folder);
    match Library::load(&folder) {
        Ok(library) => library,
        Err(mistakes) => {
            panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn read(at: &Path, prefix: &str, folder: &mut Folder) {
    for entry in std::fs::read_dir(at).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            read(&entry.path(), &format!("{name}/"), folder);
        } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
            folder.insert(name, text);
        }
    }
}
