//! One small procedure with one paper, composed from answers.
#![allow(dead_code, clippy::unwrap_used, clippy::needless_pass_by_value)]

use document::tree::{Block, Document};
use document::{ComposeError, Options, compose};
use procedure::answer::Answers;
use procedure::assessment::{Case, assess, facts};
use procedure::template::{Folder, Library};
use serde_json::{Value as Json, json};

/// `procedure.toml` with the one stage `first`.
const HEAD: &str = "slug = \"test\"\ntitle = \"测试事项\"\nshort = \"测试\"\nregulation = \"测试办法\"\nnumber = \"测〔2026〕1号\"\nin_force_from = 2026-01-01\nin_force_until = 2030-12-31\n[[stage]]\nid = \"first\"\ntitle = \"阶段\"\n";

const FIELDS: &str = r#"
[[section]]
id = "all"
stage = "first"
title = "全部"
[[section.field]]
key = "name"
kind = "text"
label = "名称"
[[section.field]]
key = "story"
kind = "long_text"
label = "说明"
[[section.field]]
key = "total"
kind = "money"
label = "总额"
[[section.field]]
key = "begun"
kind = "date"
label = "开始日期"
[[section.field]]
key = "ready"
kind = "boolean"
label = "是否就绪"
[[section.field]]
key = "kind"
kind = "choice"
label = "类型"
options = [{ key = "school", label = "学校" }, { key = "hospital", label = "医院" }]
[[section.field]]
key = "goods"
kind = "checklist"
label = "材料"
options = [{ key = "drawings", label = "图纸" }, { key = "keys", label = "钥匙" }]
[[section.field]]
key = "giver"
kind = "party"
label = "捐建人"
[[section.field]]
key = "payments"
kind = "table"
label = "付款"
columns = [{ key = "payer", kind = "text", label = "付款人" }, { key = "amount", kind = "money", label = "金额" }, { key = "way", kind = "choice", label = "方式", optional = true, options = [{ key = "wire", label = "转账" }, { key = "cash", label = "现金" }] }]
"#;

/// A rule that `total` breaks below 10.
const RULE: &str = "title = \"不少于10元\"\nseverity = \"error\"\nstage = \"first\"\narticles = [15]\nrequire = \"total >= money('10')\"\nmessage = \"{{ name }}只有{{ total }}元\"\nfields = [\"total\"]\n";

/// The folder with the paper `d` of that kind, front matter and body.
pub fn folder(kind: &str, front: &str, body: &str) -> Folder {
    let mut folder = Folder::new();
    folder.insert("test/procedure.toml", HEAD);
    folder.insert("test/fields.toml", FIELDS);
    folder.insert("test/rules/r.toml", RULE);
    folder.insert(
        "shared/party.toml",
        "[party]\ncolumns = [{ key = \"name\", kind = \"text\", label = \"名称\" }]\n",
    );
    folder.insert("shared/partials/who.md", "由{{ giver.name }}办理");
    folder.insert("shared/partials/m.md", "{% macro who(x) %}（{{ x }}）{{ x }}{% endmacro %}");
    folder.insert(
        "test/documents/d.md",
        format!("+++\ntitle = \"文书\"\nkind = \"{kind}\"\nstage = \"first\"\n{front}\n+++\n{body}"),
    );
    folder
}

/// Loads a sound folder.
pub fn library(folder: &Folder) -> Library {
    match Library::load(folder) {
        Ok(library) => library,
        Err(mistakes) => {
            panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Composes the paper `d`.
pub fn composed(library: &Library, answers: &Json, options: &Options) -> Result<Document, ComposeError> {
    let procedure = library.procedure("test").unwrap();
    let answers = Answers::read(procedure, answers.as_object().unwrap()).unwrap();
    let case = Case { answers, ..Case::default() };
    let today = "2026-06-01".parse().unwrap();
    let assessment = assess(library, procedure, &case, today);
    let facts = facts(library, procedure, &case, today);
    compose(&facts, &assessment, "d", options)
}

/// Heading of the page behind a draft.
const NOTES: &str = "草稿附页";

/// A draft: the blanks of answers that are missing are seen only there.
fn draft() -> Options {
    Options { draft: true, ..Options::default() }
}

/// Blocks of an official paper after its title.
pub fn blocks(body: &str, answers: Json) -> Vec<Block> {
    of_kind("official", body, answers)
}

/// Blocks of a paper after its title.
pub fn of_kind(kind: &str, body: &str, answers: Json) -> Vec<Block> {
    let library = library(&folder(kind, "", body));
    let mut blocks = composed(&library, &answers, &draft()).unwrap().blocks;
    // A draft ends with a page of what has to be settled; the body stands before it.
    let notes = blocks.iter().position(|block| format!("{block:?}").contains(NOTES));
    blocks.truncate(notes.unwrap_or(blocks.len()));
    if matches!(blocks.last(), Some(Block::PageBreak)) {
        blocks.pop();
    }
    if matches!(blocks[0], Block::Title { .. }) {
        blocks.remove(0);
    }
    blocks
}

/// Text of a body without the title.
pub fn text(body: &str, answers: Json) -> String {
    text_of("official", body, answers)
}

/// Text of a body of that kind without the title.
pub fn text_of(kind: &str, body: &str, answers: Json) -> String {
    let library = library(&folder(kind, "", body));
    let document = composed(&library, &answers, &draft()).unwrap();
    let text = document::plain_text(&document);
    let body = text.split(NOTES).next().unwrap_or_default().trim_end_matches('\n');
    body.strip_prefix("文书\n").unwrap_or_default().to_owned()
}

/// No answers.
pub fn none() -> Json {
    json!({})
}
