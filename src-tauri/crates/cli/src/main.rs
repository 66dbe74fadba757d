//! `choujian-cli`: the libraries of 筹建通 without a window, for batches, tests and other programs.
//!
//! Exit status: 0 done; 1 findings of severity error, or a paper that could not be made (then nothing is written, or the
//! others with `--partial`); 2 unusable input or an output that fails, with every problem on standard error and nothing
//! written.

mod args;
mod command;
mod failure;
mod input;
mod output;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // `--help` and `--version` are answers, everything else is unusable input.
        Err(error) if error.use_stderr() => {
            output::print_error(&error.render().to_string());
            return ExitCode::from(2);
        }
        Err(error) => return ended(answered(&error)),
    };
    ended(run(&arguments))
}

/// Prints what was asked of the program itself, with the emphasis that a terminal can show.
fn answered(answer: &clap::Error) -> Result<ExitCode, failure::Failure> {
    answer.print().map_err(|error| output::failed(&error.to_string()))?;
    output::flush()?;
    Ok(ExitCode::SUCCESS)
}

fn ended(result: Result<ExitCode, failure::Failure>) -> ExitCode {
    match result {
        Ok(code) => code,
        Err(failure) => {
            output::print_error(&failure.to_string());
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
