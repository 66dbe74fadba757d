//! `new`: a case file to begin with.

use std::path::Path;
use std::process::ExitCode;

use procedure::case_file::CaseFile;
use serde_json::Map;

use crate::failure::Failure;
use crate::input;
use crate::output::print_json_text;

pub fn run(templates: Option<&Path>, slug: &str, example: Option<&str>) -> Result<ExitCode, Failure> {
    let library = input::library(templates)?;
    let procedure = input::procedure(&library, slug)?;
    let file = match example {
        None => CaseFile::new(slug, Map::new()),
        Some(name) => {
            let example = procedure.examples.get(name).ok_or_else(|| {
                let all: Vec<&str> = procedure.examples.keys().map(String::as_str).collect();
                let message = format!("没有名为“{name}”的例子，现有：{}", all.join("、"));
                Failure::new("cli.unknown-example", "", message)
            })?;
            let mut file = CaseFile::new(slug, example.answers.clone());
            file.title.clone_from(&example.title);
            file.overrides.clone_from(&example.overrides);
            file
        }
    };
    print_json_text(&file.to_text())?;
    Ok(ExitCode::SUCCESS)
}
