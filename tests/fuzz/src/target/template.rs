//! Template folders: several files in one input, each after a line `=== path`.

use anyhow::Result;
use procedure::template::{Folder, Library};

/// A small procedure with a field of most kinds, a rule, a derived value, a deadline and a paper.
const SMALL: &str = r#"=== test/procedure.toml
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
=== test/fields.toml
[[section]]
id = "all"
stage = "first"
title = "全部"
[[section.field]]
key = "total"
kind = "money"
label = "总额"
max = "1000"
[[section.field]]
key = "begun"
kind = "date"
label = "开始日期"
optional = true
[[section.field]]
key = "payments"
kind = "table"
label = "付款"
optional = true
columns = [{ key = "amount", kind = "money", label = "金额" }]
=== test/derived.toml
[[derived]]
key = "paid"
label = "已付"
kind = "money"
value = "sum(payments, 'amount')"
=== test/rules/r.toml
title = "不少于10元"
severity = "error"
stage = "first"
articles = [1]
when = "given('total')"
require = "total >= money('10') and not (total > money('20'))"
message = "只有{{ total }}元"
fields = ["total"]
=== test/documents/d.md
+++
title = "文书"
kind = "official"
stage = "first"
+++
# 甲 {#a}

见[](#a)，共{{ total }}元。{% for row in payments %}{{ row.amount }}、{% endfor %}

| 金额 |
| --- |
| {{ paid }} |
"#;

pub(super) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut folder = Folder::new();
    let (mut path, mut file) = (None::<String>, String::new());
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(next) => {
                if let Some(path) = path.replace(next.trim_end().to_owned()) {
                    folder.insert(path, std::mem::take(&mut file));
                }
            }
            None => file.push_str(line),
        }
    }
    folder.insert(path.unwrap_or_default(), file);
    match Library::load(&folder) {
        Ok(library) => drop(document::check(&library)),
        Err(mistakes) => assert!(!mistakes.is_empty(), "refused without a reason"),
    }
}

pub(super) fn seeds() -> Result<Vec<Vec<u8>>> {
    Ok(vec![SMALL.as_bytes().to_vec()])
}
