//! `table`: tables of answers from spreadsheets and to them.

use std::path::Path;
use std::process::ExitCode;

use procedure::answer::{Record, Value};
use procedure::case_file::Loaded;
use procedure::template::{Field, FieldKind, Procedure};
use workbook::{About, Book, Question, Source, limit};

use super::generate::existing;
use super::table_report::Told;
use super::{print, print_json};
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
    let mut source = open(table, arguments)?;
    source.with_hidden_rows(!arguments.skip_hidden);
    assign(table, &mut source, arguments)?;
    decide(table, &mut source, arguments)?;
    let place = |error: workbook::WorkbookError| placed(&arguments.file, error);
    let imported = source.read(table, present, &mut |_, _| true).map_err(place)?;
    let takes = !imported.rows.is_empty() && (imported.is_clean() || arguments.partial);
    let mut set = None;
    if takes && !arguments.dry_run {
        let all: Vec<Record> = present.iter().chain(&imported.rows).cloned().collect();
        loaded.file.answers.insert(key.clone(), Value::Table(all.into()).to_json());
        let text = loaded.file.to_text();
        set = Some(store::lay_set(&[(arguments.case.clone(), text.as_bytes())], true)?);
    }
    let told = Told { table, source: &source, imported: &imported, arguments, takes };
    if arguments.json {
        print_json(&told.json())?;
    } else {
        print(&told.text())?;
    }
    // Rows that nobody was told of do not stand.
    set.into_iter().for_each(store::LaidSet::keep);
    Ok(if imported.is_clean() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn open(table: &Field, arguments: &TableImport) -> Result<Source, Failure> {
    let file = &arguments.file;
    let place = |error: workbook::WorkbookError| placed(file, error);
    // Before it is read: what is not there or no file is told by reading.
    if let Ok(about) = std::fs::metadata(file) {
        limit::check_size(about.len()).map_err(place)?;
    }
    let mut book = Book::open(input::bytes(file, limit::MOST_BYTES)?).map_err(place)?;
    let answered =
        arguments.answers.iter().find(|(id, _)| Source::is_about_sheets(id)).map(|(_, key)| key.as_str());
    let chosen = if arguments.all_sheets { Some("*") } else { arguments.sheet.as_deref().or(answered) };
    Source::find(table, &mut book, chosen, &mut |_| true).map_err(place)
}

/// Takes columns as the command line says.
fn assign(table: &Field, source: &mut Source, arguments: &TableImport) -> Result<(), Failure> {
    for (letters, key) in &arguments.columns {
        let key = (!key.is_empty()).then_some(key.as_str());
        let found =
            source.first().plan.columns.iter().find(|column| column.letters.eq_ignore_ascii_case(letters));
        let Some(index) = found.map(|column| column.index) else {
            let message = format!("表格里没有 {letters} 列");
            return Err(Failure::new("cli.unknown-column", arguments.file.display().to_string(), message));
        };
        if let Some(key) = key.filter(|key| table.column(key).is_none()) {
            let all: Vec<&str> = table.columns.iter().map(Field::key).collect();
            let message = format!("“{}”没有“{key}”这一列，现有：{}", table.label(), all.join("、"));
            return Err(Failure::new("cli.unknown-column", "", message));
        }
        source.change(|_, plan| plan.assign(table, index, key));
    }
    Ok(())
}

/// Takes the answers to what cannot be decided from the file, and refuses to go on without them.
fn decide(table: &Field, source: &mut Source, arguments: &TableImport) -> Result<(), Failure> {
    for (id, key) in &arguments.answers {
        source.answer(id, key);
    }
    let questions = source.questions(table);
    for (id, key) in &arguments.answers {
        let known = questions.iter().find(|question| question.id == *id);
        if known.is_none_or(|question| question.answer.as_deref() != Some(key)) {
            let message = format!("没有“{id}={key}”这个问题或者回答；{}", asked(&questions));
            return Err(Failure::new("cli.unknown-answer", arguments.file.display().to_string(), message));
        }
    }
    let open: Vec<Question> = questions.into_iter().filter(|question| question.answer.is_none()).collect();
    if open.is_empty() {
        return Ok(());
    }
    let message = format!("有 {} 件事从表格里看不出来，没有导入，案卷没有改动；{}", open.len(), asked(&open));
    Err(Failure::new("workbook.undecided", arguments.file.display().to_string(), message))
}

/// Questions with the options that answer them.
fn asked(questions: &[Question]) -> String {
    if questions.is_empty() {
        return "这个文件没有待定的问题".to_owned();
    }
    let mut text = "请加上其中一个选项再试：".to_owned();
    for question in questions {
        text.push_str(&format!("\n  {}", question.text));
        for choice in &question.choices {
            text.push_str(&format!("\n    --answer '{}={}'  {}", question.id, choice.key, choice.label));
        }
    }
    text
}

fn placed(file: &Path, error: workbook::WorkbookError) -> Failure {
    Failure::new(error.code, file.display().to_string(), error.message)
}
