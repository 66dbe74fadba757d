//! The last page of a draft: what has to be settled before the paper can be final.

use procedure::assessment::{Assessment, Outcome};
use procedure::expression::Facts;
use procedure::template::{Citation, Severity};

use crate::tree::{Block, Inline, Role};

/// The page, numbered; it is no part of the paper and never stands in a final.
pub(super) fn notes(facts: &Facts, assessment: &Assessment, id: &str) -> Vec<Block> {
    let Some(report) = assessment.documents.iter().find(|document| document.id == id) else {
        return Vec::new();
    };
    let used = facts.procedure.document(id).map(|document| document.uses.as_slice()).unwrap_or_default();
    let concerns = |path: &String| used.iter().any(|key| key == path.split('.').next().unwrap_or(path));
    let mut lines: Vec<String> = assessment
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Violated && finding.override_reason.is_none())
        .filter(|finding| report.blocked_by.contains(&finding.rule) || finding.fields.iter().any(concerns))
        .map(|finding| {
            let weight = match finding.severity {
                Severity::Error => "不符合规定",
                Severity::Warning => "请核对",
                Severity::Notice => "提示",
            };
            format!("【{weight}】{}（{}）", finding.message.replace('\n', " "), citations(&finding.basis))
        })
        .collect();
    if !report.missing.is_empty() {
        let labels: Vec<String> = report.missing.iter().map(|path| facts.label(path)).collect();
        lines.push(format!("【未填】{}。", labels.join("、")));
    }
    let heading =
        Inline::Text {
            text: "草稿附页：出正式稿前需处理的事项".to_owned(), strong: true, source: None
        };
    let mut blocks = vec![Block::PageBreak, Block::Paragraph { role: Role::Center, text: vec![heading] }];
    if lines.is_empty() {
        let text = vec![Inline::text("各项内容已齐备，没有待处理的问题，可以生成正式稿。")];
        blocks.push(Block::Paragraph { role: Role::Body, text });
    }
    for (index, line) in lines.into_iter().enumerate() {
        let text = vec![Inline::text(crate::piece::sanitised(&line))];
        blocks.push(Block::Item { depth: 0, marker: format!("{}.", index + 1), text });
    }
    blocks
}

/// `罗府办规〔2022〕5号第十五条、民法典第二百零一条`.
pub(super) fn citations(basis: &[Citation]) -> String {
    basis
        .iter()
        .map(|citation| match citation.article.parse::<usize>() {
            Ok(article) => format!("{}第{}条", citation.number, crate::number::chinese_number(article)),
            Err(_) => format!("{}{}", citation.number, citation.article),
        })
        .collect::<Vec<_>>()
        .join("、")
}
