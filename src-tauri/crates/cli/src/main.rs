//! `choujian-cli`: the libraries of 筹建通 without a window, for batches, tests and other programs.
//!
//! Exit status: 0 done; 1 findings of severity error, or a paper that could not be made final; 2 unusable input, with
//! every problem on standard error and nothing written.

mod args;
mod command;
mod failure;
mod input;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // `--help` and `--version` are answers, everything else is unusable input.
            let code = if error.use_stderr() { 2 } else { 0 };
            return if error.print().is_ok() { ExitCode::from(code) } else { ExitCode::from(2) };
        }
    };
    match run(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            eprint!("{failure}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, failure::Failure> {
    let templates = arguments.templates.as_deref();
    match &arguments.command {
        Command::Procedures { json } => command::procedures::run(templates, *json),
        Command::Describe { slug, json } => command::describe::run(templates, slug, *json),
        Command::New { slug, example } => command::new::run(templates, slug, example.as_deref()),
        Command::Check(check) => command::check::run(templates, check),
        Command::Deadlines(deadlines) => command::deadlines::run(templates, deadlines),
        Command::Generate(generate) => match &generate.batch {
            Some(list) => command::batch::run(templates, generate, list),
            None => command::generate::run(templates, generate),
        },
        Command::Table { action } => command::table::run(templates, action),
        Command::Templates { action: args::TemplatesAction::Check { folder } } => {
            command::templates::run(folder.as_deref().or(templates))
        }
    }
}
