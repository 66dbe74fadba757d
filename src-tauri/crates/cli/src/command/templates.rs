//! `templates check`: every mistake of a template folder at once.

use std::path::Path;
use std::process::ExitCode;

use procedure::template::Library;

use super::print;
use crate::failure::Failure;
use crate::input;

pub fn run(folder: Option<&Path>) -> Result<ExitCode, Failure> {
    let folder = input::templates(folder)?;
    let library = Library::load(&store::shelf::read(&folder)?).map_err(Failure::mistakes)?;
    let mut mistakes = document::check(&library);
    mistakes.extend(example_mistakes(&library));
    export::Style::parse(library.folder().text("shared/style.toml").unwrap_or_default())?;
    if !mistakes.is_empty() {
        return Err(Failure::mistakes(mistakes));
    }
    let summary: String = library
        .procedures()
        .map(|procedure| {
            format!(
                "{}：{} 个阶段，{} 个字段，{} 条规则，{} 项时限，{} 份文书，{} 条条文，{} 个例子，没有发现错误\n",
                procedure.slug(),
                procedure.stages.len(),
                procedure.fields().count(),
                procedure.rules.len(),
                procedure.deadlines.len(),
                procedure.documents.len(),
                procedure.digest.len(),
                procedure.examples.len()
            )
        })
        .collect();
    print(&summary)?;
    Ok(ExitCode::SUCCESS)
}

/// Answers of examples that are not of the form the fields ask for.
fn example_mistakes(library: &Library) -> Vec<procedure::template::Mistake> {
    let mut mistakes = Vec::new();
    for procedure in library.procedures() {
        for example in procedure.examples.values() {
            let problems =
                procedure::answer::Answers::read(procedure, &example.answers).err().unwrap_or_default();
            mistakes.extend(problems.into_iter().map(|problem| procedure::template::Mistake {
                file: format!("{}/examples/{}.toml", procedure.slug(), example.name),
                line: None,
                code: problem.code,
                name: problem.path.clone(),
                message: format!("{}：{}", problem.path, problem.message),
            }));
        }
    }
    mistakes
}
