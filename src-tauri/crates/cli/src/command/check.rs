//! `check`: what the answers imply, and whether anything breaks a rule.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use procedure::assessment::{Assessment, DocumentStatus, Finding, Outcome, StageStatus, assess};
use procedure::template::{Citation, Severity};

use super::{print, print_json};
use crate::args::Check;
use crate::failure::Failure;
use crate::input;

pub fn run(templates: Option<&Path>, arguments: &Check) -> Result<ExitCode, Failure> {
    let library = input::library(templates)?;
    // Without any font the answers can still be checked.
    let library = input::with_glyphs(library.clone(), &input::style(&library)?, input::fonts(templates).ok().as_ref());
    let loaded = input::case(&library, &arguments.case)?;
    let today = input::today(arguments.today);
    let mut assessment = assess(&library, &loaded.procedure, &loaded.case, today);
    let broken = assessment.findings.iter().any(Finding::is_breach) || !assessment.lacks.is_empty();
    if !arguments.all {
        assessment
            .findings
            .retain(|finding| matches!(finding.outcome, Outcome::Violated | Outcome::Undecided));
    }
    if arguments.json {
        print_json(&assessment)?;
    } else {
        print(&as_text(&loaded.title, &assessment))?;
    }
    Ok(if broken { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn as_text(title: &str, assessment: &Assessment) -> String {
    let mut text = format!("{title}（{}，以 {} 为今天）\n", assessment.procedure, assessment.today);
    // Writing to a String cannot fail.
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    for (outcome, heading) in [
        (Outcome::Violated, "问题"),
        (Outcome::Undecided, "尚不能判断"),
        (Outcome::Holds, "符合"),
        (Outcome::NotApplicable, "不适用"),
    ] {
        let findings: Vec<&Finding> = assessment.findings.iter().filter(|f| f.outcome == outcome).collect();
        if findings.is_empty() {
            continue;
        }
        line(format!("\n{heading}（{}）", findings.len()));
        for finding in findings {
            let words = if finding.message.is_empty() { &finding.title } else { &finding.message };
            let weight = if outcome == Outcome::Violated { weight(finding) } else { "" };
            line(format!("  {weight}{words}  〔{}〕 {}", citations(&finding.basis), finding.rule));
            if let Some(reason) = &finding.override_reason {
                line(format!("    已说明理由：{reason}"));
            }
        }
    }
    if !assessment.lacks.is_empty() {
        line(format!("\n填写不完整或者不能用（{}）", assessment.lacks.len()));
        for lack in &assessment.lacks {
            line(format!("  {}  〔{}〕 {}", lack.message, lack.path, lack.code));
        }
    }
    let drafts: Vec<_> = assessment.documents.iter().filter(|paper| paper.state == DocumentStatus::Draft).collect();
    if !drafts.is_empty() {
        line(format!("\n还不能出正式稿的文书（{}）", drafts.len()));
        for paper in drafts {
            line(format!("  《{}》", paper.title));
            if !paper.missing.is_empty() {
                line(format!("    缺：{}", paper.missing.join("、")));
            }
            let rules: Vec<&str> = paper.blocked_by.iter().chain(&paper.undecided).map(String::as_str).collect();
            if !rules.is_empty() {
                line(format!("    规则：{}", rules.join("、")));
            }
        }
    }
    line("\n进度".to_owned());
    for stage in &assessment.stages {
        let state = match stage.state {
            StageStatus::NotStarted => "未开始",
            StageStatus::InProgress => "进行中",
            StageStatus::Done => "已完成",
            StageStatus::Blocked => "暂不能开始",
            StageStatus::Problem => "有问题",
        };
        line(format!("  {}  {state}（{}/{}）", stage.title, stage.done, stage.total));
    }
    text
}

fn weight(finding: &Finding) -> &'static str {
    match (finding.severity, &finding.override_reason) {
        (_, Some(_)) => "［已说明］",
        (Severity::Error, None) => "［不符合规定］",
        (Severity::Warning, None) => "［请核对］",
        (Severity::Notice, None) => "［提示］",
    }
}

/// `罗府办规〔2022〕5号第15条`.
pub fn citations(basis: &[Citation]) -> String {
    let words = |citation: &Citation| match citation.article.chars().all(|c| c.is_ascii_digit()) {
        true => format!("{}第{}条", citation.number, citation.article),
        false => format!("{} {}", citation.number, citation.article),
    };
    basis.iter().map(words).collect::<Vec<_>>().join("；")
}
