//! `table`: tables of answers from spreadsheets and to them.

use std::path::Path;
use std::process::ExitCode;

use procedure::answer::{Record, Value};
use procedure::case_file::Loaded;
use procedure::template::{Field, FieldKind, Procedure};
use serde_json::{Value as Json, json};
use workbook::{
    About, Book, Confidence, Imported, Plan, Problem, Severity, Sheet, best_plan, grouped, limit,
};

use super::generate::existing;
use super::{articles, print, print_json};
use crate::args::{TableAction, TableImport};
use crate::failure::Failure;
use crate::input;

pub fn run(templates: Option<&Path>, action: &TableAction) -> Result<ExitCode, Failure> {
    let library = input::library(templates)?;
    match action {
        TableAction::Import(arguments) => {
            if arguments.case == Path::new("-") && !arguments.dry_run {
                let message = "标准输入里的案卷不能写回；请给出案卷文件，或者加 --dry-run 只看报告";
                return Err(Failure::new("cli.no-case", "", message));
            }
            import(input::case(&library, &arguments.case)?, arguments)
        }
        TableAction::Export { case, field, out, overwrite, today } => {
            let loaded = input::case(&library, case)?;
            let table = table(&loaded.procedure, field)?;
            let about = About { procedure: &loaded.procedure, today: input::today(*today) };
            write(out, &workbook::export(table, rows(&loaded, field), &about)?, *overwrite)
        }
        TableAction::Blank { slug, field, out, overwrite, today } => {
            let procedure = input::procedure(&library, slug)?;
            let about = About { procedure, today: input::today(*today) };
            write(out, &workbook::blank(table(procedure, field)?, &about)?, *overwrite)
        }
    }
}

/// The table field of that key.
fn table<'p>(procedure: &'p Procedure, key: &str) -> Result<&'p Field, Failure> {
    procedure.field(key).filter(|field| field.kind() == FieldKind::Table).ok_or_else(|| {
        let tables = procedure.fields().filter(|field| field.kind() == FieldKind::Table);
        let all: Vec<String> = tables.map(|field| format!("{}（{}）", field.key(), field.label())).collect();
        Failure::new("cli.unknown-table", "", format!("没有表格字段“{key}”，现有：{}", all.join("、")))
    })
}

fn rows<'l>(loaded: &'l Loaded, key: &str) -> &'l [Record] {
    match loaded.case.answers.get(key) {
        Some(Value::Table(rows)) => rows,
        _ => &[],
    }
}

fn write(out: &Path, bytes: &[u8], overwrite: bool) -> Result<ExitCode, Failure> {
    let set = store::lay_set(&[(out.to_path_buf(), bytes)], overwrite).map_err(existing)?;
    print(&format!("已写入 {}", out.display()))?;
    set.keep();
    Ok(ExitCode::SUCCESS)
}

fn import(mut loaded: Loaded, arguments: &TableImport) -> Result<ExitCode, Failure> {
    let key = &arguments.field;
    let procedure = std::sync::Arc::clone(&loaded.procedure);
    let table = table(&procedure, key)?;
    let present = if arguments.append { rows(&loaded, key) } else { &[] };
    let (sheet, mut plan) = open(table, arguments)?;
    plan.hidden_rows = !arguments.skip_hidden;
    let place = |error: workbook::WorkbookError| placed(&arguments.file, error);
    let imported = workbook::read(table, &sheet, &plan, present, &mut |_, _| true).map_err(place)?;
    let takes = !imported.rows.is_empty() && (imported.is_clean() || arguments.partial);
    let mut set = None;
    if takes && !arguments.dry_run {
        let all: Vec<Record> = present.iter().chain(&imported.rows).cloned().collect();
        loaded.file.answers.insert(key.clone(), Value::Table(all.into()).to_json());
        let text = loaded.file.to_text();
        set = Some(store::lay_set(&[(arguments.case.clone(), text.as_bytes())], true)?);
    }
    let told = Told { table, sheet: &sheet, plan: &plan, imported: &imported, arguments, takes };
    if arguments.json {
        print_json(&told.json())?;
    } else {
        print(&told.text())?;
    }
    // Rows that nobody was told of do not stand.
    set.into_iter().for_each(store::LaidSet::keep);
    Ok(if imported.is_clean() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn open(table: &Field, arguments: &TableImport) -> Result<(Sheet, Plan), Failure> {
    let file = &arguments.file;
    let place = |error: workbook::WorkbookError| placed(file, error);
    // Before it is read: what is not there or no file is told by reading.
    if let Ok(about) = std::fs::metadata(file) {
        limit::check_size(about.len()).map_err(place)?;
    }
    let mut book = Book::open(input::bytes(file, limit::MOST_BYTES)?).map_err(place)?;
    best_plan(table, &mut book, arguments.sheet.as_deref(), &mut |_| true).map_err(place)
}

fn placed(file: &Path, error: workbook::WorkbookError) -> Failure {
    Failure::new(error.code, file.display().to_string(), error.message)
}

/// What became of a file, for people and for programs.
struct Told<'a> {
    table: &'a Field,
    sheet: &'a Sheet,
    plan: &'a Plan,
    imported: &'a Imported,
    arguments: &'a TableImport,
    takes: bool,
}

impl Told<'_> {
    fn json(&self) -> Json {
        let Imported { rows, read, problems, skipped, hidden, totals, .. } = self.imported;
        json!({
            "field": self.table.key(),
            "sheet": self.sheet.name,
            "header": [self.plan.header_from, self.plan.header_to],
            "columns": self.plan.columns,
            "missing": self.plan.missing(self.table).map(Field::key).collect::<Vec<_>>(),
            "read": read,
            "good": rows.len(),
            "refused": self.imported.refused(),
            "written": self.takes && !self.arguments.dry_run,
            "problems": problems,
            "skipped": skipped,
            "hidden": hidden,
            "totals": totals,
        })
    }

    fn text(&self) -> String {
        let imported = self.imported;
        let mut text = String::new();
        let mut line = |words: String| {
            text.push_str(&words);
            text.push('\n');
        };
        line(format!("工作表“{}”，{}，读到 {} 行", self.sheet.name, self.header(), imported.read));
        for (planned, column) in self.plan.matched(self.table) {
            let sure = if planned.confidence == Confidence::Near {
                "（名称只是相近，请核对）"
            } else {
                ""
            };
            line(format!("  {} 列“{}” → {}{sure}", planned.letters, planned.header, column.label()));
            if let Some(note) = &planned.note {
                line(format!("      {note}"));
            }
        }
        let missing: Vec<&str> = self.plan.missing(self.table).map(Field::label).collect();
        if !missing.is_empty() {
            line(format!("  表里没有的列：{}", missing.join("、")));
        }
        let errors: Vec<&Problem> =
            imported.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
        if !errors.is_empty() {
            line(format!("\n不能导入（{} 行，{} 处）", imported.refused(), errors.len()));
            for problem in errors {
                line(format!("  {}", sentence(problem)));
            }
        }
        let notes: Vec<_> = grouped(&imported.problems)
            .into_iter()
            .filter(|group| group.severity == Severity::Warning)
            .collect();
        if !notes.is_empty() || !imported.hidden.is_empty() || imported.filled > 0 {
            line("\n请核对".to_owned());
        }
        for group in notes {
            let reason = group.examples.first().map_or("", |problem| problem.reason.as_str());
            let rows: Vec<String> = group.examples.iter().map(|problem| problem.row.to_string()).collect();
            let more = if group.count > rows.len() { "等" } else { "" };
            line(format!("  {reason}（{} 处，第 {}{more} 行）", group.count, rows.join("、")));
        }
        if !imported.hidden.is_empty() {
            line(format!("  隐藏的 {} 行也读了；不要这些行，请加 --skip-hidden", imported.hidden.len()));
        }
        if imported.filled > 0 {
            line(format!("  合并单元格的内容已填入其下的 {} 格", imported.filled));
        }
        for skipped in &imported.skipped {
            let rows: Vec<String> = skipped.rows.iter().take(5).map(u32::to_string).collect();
            line(format!("  第 {} 行：{}", rows.join("、"), skipped.reason));
        }
        for total in &imported.totals {
            let stated = match &total.stated {
                Some(stated) if *stated != total.sum => format!("，表里的合计写的是 {stated}，不一致"),
                Some(_) => "，与表里的合计一致".to_owned(),
                None => String::new(),
            };
            line(format!("  {}合计 {}{stated}", total.label, total.sum));
        }
        line(String::new());
        line(self.outcome());
        text
    }

    fn header(&self) -> String {
        match (self.plan.header_from, self.plan.header_to) {
            (Some(first), Some(last)) if first == last => format!("表头在第 {first} 行"),
            (Some(first), Some(last)) => format!("表头在第 {first} 至 {last} 行"),
            _ => "没有表头".to_owned(),
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
}

/// `第 8 行 C 列“建筑面积”：“约30” ……〔第十二条〕`
fn sentence(problem: &Problem) -> String {
    let Problem { row, column, label, value, reason, .. } = problem;
    let basis = if problem.articles.is_empty() {
        String::new()
    } else {
        format!("〔{}〕", articles(&problem.articles))
    };
    format!("第 {row} 行 {column} 列“{label}”：“{value}” {reason}{basis}")
}
