//! What became of a spreadsheet, for people and for programs.

use procedure::template::Field;
use serde_json::{Value as Json, json};
use workbook::{Confidence, Imported, Part, Plan, Problem, Severity, Source, grouped};

use super::articles;
use crate::args::TableImport;

/// Differences named of a column.
const NAMED: usize = 5;

pub(super) struct Told<'a> {
    pub table: &'a Field,
    pub source: &'a Source,
    pub imported: &'a Imported,
    pub arguments: &'a TableImport,
    pub takes: bool,
}

impl Told<'_> {
    pub fn json(&self) -> Json {
        let Imported { rows, read, problems, skipped, hidden, totals, differences, accounts, .. } =
            self.imported;
        let Part { sheet, plan } = self.source.first();
        json!({
            "field": self.table.key(),
            "sheet": sheet.name,
            "sheets": self.source.parts.iter().map(|part| &part.sheet.name).collect::<Vec<_>>(),
            "unread_sheets": self.source.unread,
            "header": [plan.header_from, plan.header_to],
            "columns": plan.columns,
            "missing": plan.missing(self.table).map(Field::key).collect::<Vec<_>>(),
            "read": read,
            "good": rows.len(),
            "refused": self.imported.refused(),
            "written": self.takes && !self.arguments.dry_run,
            "accounts": accounts,
            "problems": problems,
            "more_problems": self.imported.more_problems,
            "differences": differences,
            "questions": self.source.questions(self.table),
            "skipped": skipped,
            "hidden": hidden,
            "totals": totals,
        })
    }

    pub fn text(&self) -> String {
        let mut text = Lines::default();
        for part in &self.source.parts {
            text.line(format!("工作表“{}”，{}", part.sheet.name, header(&part.plan)));
            self.columns(&mut text, &part.plan);
        }
        for (name, why) in &self.source.unread {
            text.line(format!("没有读工作表“{name}”：{why}"));
        }
        let others = self
            .source
            .fitting
            .iter()
            .filter(|name| !self.source.parts.iter().any(|part| part.sheet.name == name.name));
        let others: Vec<&str> = others.map(|name| name.name.as_str()).collect();
        if !others.is_empty() {
            text.line(format!("没有导入的工作表，也像这张表：{}", others.join("、")));
        }
        for account in &self.imported.accounts {
            let name = if self.imported.accounts.len() > 1 { account.sheet.as_str() } else { "" };
            text.line(format!("{name}{}", account.sentence()));
        }
        self.errors(&mut text);
        self.notes(&mut text);
        self.totals(&mut text);
        text.line("");
        text.line(self.outcome());
        text.0
    }

    fn columns(&self, text: &mut Lines, plan: &Plan) {
        for (planned, column) in plan.matched(self.table) {
            let near = planned.confidence == Confidence::Near;
            let sure = if near { "（名称只是相近，请核对）" } else { "" };
            text.line(format!("  {} 列“{}” → {}{sure}", planned.letters, planned.header, column.label()));
            if let Some(note) = &planned.note {
                text.line(format!("      {note}"));
            }
        }
        let left: Vec<String> = plan
            .columns
            .iter()
            .filter(|column| column.key.is_none())
            .map(|column| format!("{} {}", column.letters, column.header))
            .collect();
        if !left.is_empty() {
            text.line(format!("  不导入的列：{}", left.join("、")));
        }
        let missing: Vec<&str> = plan.missing(self.table).map(Field::label).collect();
        if !missing.is_empty() {
            text.line(format!("  表里没有的列：{}", missing.join("、")));
        }
    }

    fn errors(&self, text: &mut Lines) {
        let errors = self.imported.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let errors: Vec<&Problem> = errors.collect();
        if errors.is_empty() {
            return;
        }
        text.line(format!("\n不能导入（{} 行，{} 处）", self.imported.refused(), errors.len()));
        for problem in errors {
            text.line(format!("  {}", self.sentence(problem)));
        }
        if self.imported.more_problems > 0 {
            text.line(format!("  问题太多，另有 {} 处没有列出", self.imported.more_problems));
        }
    }

    fn notes(&self, text: &mut Lines) {
        let imported = self.imported;
        let notes =
            grouped(&imported.problems).into_iter().filter(|group| group.severity == Severity::Warning);
        let mut lines = Vec::new();
        for group in notes {
            let reason = group.examples.first().map_or("", |problem| problem.reason.as_str());
            let rows: Vec<String> = group.examples.iter().map(|problem| problem.row.to_string()).collect();
            let more = if group.count > rows.len() { "等" } else { "" };
            lines.push(format!("  {reason}（{} 处，第 {}{more} 行）", group.count, rows.join("、")));
        }
        for column in &imported.differences {
            let named: Vec<String> = column
                .examples
                .iter()
                .take(NAMED)
                .map(|one| format!("第 {} 行“{}”读作“{}”", one.row, one.shown, one.read))
                .collect();
            let more = if column.count > named.len() { "……" } else { "" };
            lines.push(format!(
                "  {} 列“{}”有 {} 格读入的与格里的不同：{}{more}",
                column.column,
                column.label,
                column.count,
                named.join("，")
            ));
        }
        if !imported.hidden.is_empty() {
            lines
                .push(format!("  隐藏的 {} 行也读了；不要这些行，请加 --skip-hidden", imported.hidden.len()));
        }
        if imported.filled > 0 {
            lines.push(format!("  合并单元格的内容已填入其下的 {} 格", imported.filled));
        }
        for skipped in &imported.skipped {
            let rows: Vec<String> = skipped.rows.iter().take(NAMED).map(u32::to_string).collect();
            let more = if skipped.rows.len() > NAMED {
                format!(" 等 {} ", skipped.rows.len())
            } else {
                " ".to_owned()
            };
            lines.push(format!("  第 {}{more}行：{}", rows.join("、"), skipped.reason));
        }
        if !lines.is_empty() {
            text.line("\n请核对");
            lines.into_iter().for_each(|line| text.line(line));
        }
    }

    fn totals(&self, text: &mut Lines) {
        for total in &self.imported.totals {
            let stated = match (&total.stated, &total.explanation) {
                (Some(_), None) => "，与表里的合计一致".to_owned(),
                (Some(stated), Some(why)) => format!("，表里的合计写的是 {stated}，不一致：{why}"),
                (None, _) => String::new(),
            };
            text.line(format!("  {}合计 {}{stated}", total.label, total.sum));
        }
    }

    fn outcome(&self) -> String {
        let (good, refused) = (self.imported.rows.len(), self.imported.refused());
        let left = if refused > 0 { format!("，另有 {refused} 行没有导入") } else { String::new() };
        if self.arguments.dry_run {
            format!("没有写入（--dry-run）：可以导入 {good} 行，不能导入 {refused} 行")
        } else if self.takes {
            format!("已导入 {good} 行{left}：{}", self.arguments.case.display())
        } else if good == 0 {
            "没有导入：没有一行可以导入，案卷没有改动".to_owned()
        } else {
            format!("没有导入，案卷没有改动；改好后再试，或者加 --partial 只导入其余 {good} 行")
        }
    }

    /// `第 8 行 C 列“建筑面积”：“约30” ……〔第十二条〕`
    fn sentence(&self, problem: &Problem) -> String {
        let Problem { row, column, label, value, reason, .. } = problem;
        let basis = if problem.articles.is_empty() {
            String::new()
        } else {
            format!("〔{}〕", articles(&problem.articles))
        };
        let sheet = if self.source.parts.len() > 1 { format!("{} ", problem.sheet) } else { String::new() };
        format!("{sheet}第 {row} 行 {column} 列“{label}”：“{value}” {reason}{basis}")
    }
}

fn header(plan: &Plan) -> String {
    match (plan.header_from, plan.header_to) {
        (Some(first), Some(last)) if first == last => format!("表头在第 {first} 行"),
        (Some(first), Some(last)) => format!("表头在第 {first} 至 {last} 行"),
        _ => "没有表头".to_owned(),
    }
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, words: impl AsRef<str>) {
        self.0.push_str(words.as_ref());
        self.0.push('\n');
    }
}
