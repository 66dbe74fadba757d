//! Papers whose template never ends or grows without end, and papers of many rows, which are no such thing.
#![allow(clippy::unwrap_used)]

mod common;

use common::{composed, folder, library};
use document::{ComposeError, Options, check};
use serde_json::json;

fn refused(body: &str) -> ComposeError {
    composed(&library(&folder("official", "", body)), &json!({}), &Options::default()).unwrap_err()
}

#[test]
fn a_paper_that_costs_too_much_is_told_with_file_and_line() {
    for bomb in [
        "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}",
        "{% set n = namespace(x='x') %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x=[]) %}{% for a in range(9999) %}{% for b in range(9999) %}{% set n.x = [n.x] %}{% endfor %}{% endfor %}",
        "{% macro again(x) %}{{ again(x ~ x) }}{% endmacro %}{{ again('x') }}",
        "{{ 'x' * 90000000 }}",
        "{% for a in range(10000) %}{{ 'x' * 90000 }}{% endfor %}",
    ] {
        let told = refused(&format!("第一段\n\n{bomb}\n"));
        let ComposeError::Template { file, line, reason, .. } = &told else { panic!("{bomb}: {told}") };
        assert_eq!((file.as_str(), *line), ("test/documents/d.md", 9), "{bomb}: {told}");
        assert!(reason.contains("运算量超过上限") || reason.contains("recursion"), "{bomb}: {reason}");
    }
}

#[test]
fn what_never_ends_is_found_by_the_check_of_templates() {
    let mut broken = folder("official", "", "正文\n");
    let loops = "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}";
    broken.insert(
        "test/documents/e.md",
        format!("+++\ntitle = \"另一\"\nkind = \"official\"\nstage = \"first\"\n+++\n{loops}\n"),
    );
    broken.insert(
        "test/derived.toml",
        "[[derived]]\nkey = \"long\"\nlabel = \"长\"\nkind = \"text\"\nvalue = \"'x' * 90000000\"\n",
    );
    let told = check(&library(&broken));
    let told: Vec<_> = told.iter().map(|m| (m.file.as_str(), m.line, m.code)).collect();
    assert_eq!(
        told,
        [("test/derived.toml", Some(5), "template.fault"), ("test/documents/e.md", Some(6), "template.body")]
    );
}

#[test]
fn figures_that_lead_beyond_all_bounds_are_not_blamed_on_the_template() {
    let library = library(&folder("official", "", "{{ mul(total, 99999999999999999) }}\n"));
    let told = composed(&library, &json!({ "total": "100000000000" }), &Options::default()).unwrap_err();
    assert!(matches!(told, ComposeError::Answers { .. }), "{told}");
    assert!(!told.to_string().contains("模板") && told.to_string().contains("核对填写的数额"), "{told}");
}

#[test]
fn ten_thousand_rows_are_no_bomb() {
    let body = "| 付款人 | 金额 | 累计 | 备注 |\n| --- | --- | --- | --- |\n{% for row in payments %}\
                | {{ row.payer }} | {{ row.amount }} | {{ words(row.amount) }} | {{ loop.index }} |\n{% endfor %}\n\n\
                共{{ sum(payments, 'amount') }}元，{{ count(payments) }}笔。\n";
    let rows: Vec<_> = (0..10_000).map(|_| json!({ "payer": "甲", "amount": "1.00" })).collect();
    let library = library(&folder("official", "", body));
    let document = composed(&library, &json!({ "payments": rows }), &Options::default()).unwrap();
    assert!(document::plain_text(&document).ends_with("共10,000.00元，10000笔。"));
}
