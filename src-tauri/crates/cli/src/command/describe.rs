//! `describe`: stages, fields, rules, deadlines and papers of a procedure, each with its articles.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use procedure::template::{Field, Procedure};
use serde_json::{Value as Json, json};

use super::{articles, print, print_json};
use crate::failure::Failure;
use crate::input;

pub fn run(templates: Option<&Path>, slug: &str, json: bool) -> Result<ExitCode, Failure> {
    let library = input::library(templates)?;
    let procedure = input::procedure(&library, slug)?;
    if json {
        print_json(&as_json(procedure))?;
    } else {
        print(&as_text(procedure))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn field(field: &Field) -> Json {
    let entry = &field.entry;
    json!({
        "key": entry.key,
        "kind": entry.kind,
        "label": entry.label,
        "hint": entry.hint,
        "articles": entry.articles,
        "optional": entry.optional,
        "section": field.section,
        "stage": field.stage,
        "when": field.when.as_ref().map(|when| &when.source),
        "options": entry.options.iter().map(|o| json!({ "key": o.key, "label": o.label })).collect::<Vec<_>>(),
        "columns": field.columns.iter().map(self::field).collect::<Vec<_>>(),
    })
}

fn as_json(procedure: &Procedure) -> Json {
    let slug = procedure.slug();
    json!({
        "slug": slug,
        "title": procedure.entry.title,
        "regulation": procedure.entry.regulation,
        "number": procedure.number(),
        "in_force_from": procedure.in_force_from,
        "in_force_until": procedure.in_force_until,
        "hash": procedure.hash,
        "stages": procedure.stages.iter().map(|stage| json!({
            "id": stage.id, "title": stage.title, "articles": stage.articles, "closed": stage.closed,
        })).collect::<Vec<_>>(),
        "fields": procedure.fields().map(field).collect::<Vec<_>>(),
        "derived": procedure.derived.iter().map(|derived| json!({
            "key": derived.key, "kind": derived.kind, "label": derived.label, "articles": derived.articles,
            "value": derived.value.source,
        })).collect::<Vec<_>>(),
        "rules": procedure.rules.iter().map(|rule| json!({
            "id": format!("{slug}/{}", rule.id), "title": rule.title, "severity": rule.severity, "stage": rule.stage,
            "basis": rule.basis, "fields": rule.fields, "require": rule.require.source,
            "when": rule.when.as_ref().map(|when| &when.source), "note": rule.note,
        })).collect::<Vec<_>>(),
        "deadlines": procedure.deadlines.iter().map(|deadline| json!({
            "id": format!("{slug}/{}", deadline.id), "label": deadline.label.source, "from": deadline.from.source,
            "basis": deadline.basis, "note": deadline.note,
        })).collect::<Vec<_>>(),
        "documents": procedure.documents.iter().map(|document| json!({
            "id": document.id, "title": document.entry.title, "kind": document.entry.kind,
            "stage": document.entry.stage, "articles": document.entry.articles,
            "contents": document.entry.content,
        })).collect::<Vec<_>>(),
        "conventions": procedure.conventions,
        "digest": procedure.digest,
        "examples": procedure.examples.values().map(|example| json!({
            "name": example.name, "title": example.title, "purpose": example.purpose, "today": example.today,
        })).collect::<Vec<_>>(),
    })
}

fn as_text(procedure: &Procedure) -> String {
    let mut text = format!(
        "{}（{}）\n{}，{} 至 {}\n",
        procedure.entry.title,
        procedure.slug(),
        procedure.number(),
        procedure.in_force_from,
        procedure.in_force_until
    );
    // Writing to a String cannot fail.
    let mut line = |depth: usize, words: &str| {
        let _ = writeln!(text, "{}{}", "  ".repeat(depth), words.trim_end());
    };
    line(0, "\n阶段与字段");
    for stage in &procedure.stages {
        line(1, &format!("{} {} {}", stage.id, stage.title, articles(&stage.articles)));
        for field in procedure.fields().filter(|field| field.stage == stage.id) {
            let optional = if field.entry.optional { "（选填）" } else { "" };
            line(
                2,
                &format!(
                    "{:<28} {}{optional} {}",
                    field.key(),
                    field.label(),
                    articles(&field.entry.articles)
                ),
            );
        }
    }
    line(0, "\n规则");
    for rule in &procedure.rules {
        let basis: Vec<String> = rule.basis.iter().map(|c| format!("{} {}", c.number, c.article)).collect();
        line(1, &format!("{:<26} [{:?}] {}（{}）", rule.id, rule.severity, rule.title, basis.join("；")));
    }
    line(0, "\n时限");
    for deadline in &procedure.deadlines {
        let basis: Vec<String> =
            deadline.basis.iter().map(|c| format!("{} {}", c.number, c.article)).collect();
        line(1, &format!("{:<26} {}（{}）", deadline.id, deadline.label.source, basis.join("；")));
    }
    line(0, "\n文书");
    for document in &procedure.documents {
        line(
            1,
            &format!("{:<26} {} {}", document.id, document.entry.title, articles(&document.entry.articles)),
        );
        for content in &document.entry.content {
            line(2, &format!("{} {}", articles(&[content.article]), content.label));
        }
    }
    line(0, "\n例子");
    for example in procedure.examples.values() {
        line(1, &format!("{:<34} {}", example.name, example.title));
    }
    text
}
