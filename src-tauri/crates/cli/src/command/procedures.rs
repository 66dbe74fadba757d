//! `procedures`: what the program can do.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::{print, print_json};
use crate::failure::Failure;
use crate::input;

#[derive(Serialize)]
struct Line<'a> {
    slug: &'a str,
    title: &'a str,
    regulation: &'a str,
    number: &'a str,
    in_force_from: chrono::NaiveDate,
    in_force_until: chrono::NaiveDate,
}

pub fn run(templates: Option<&Path>, json: bool) -> Result<ExitCode, Failure> {
    let library = input::library(templates)?;
    let lines: Vec<Line<'_>> = library
        .procedures()
        .map(|procedure| Line {
            slug: procedure.slug(),
            title: &procedure.entry.title,
            regulation: &procedure.entry.regulation,
            number: procedure.number(),
            in_force_from: procedure.in_force_from,
            in_force_until: procedure.in_force_until,
        })
        .collect();
    if json {
        print_json(&lines)?;
    } else {
        let text: String = lines
            .iter()
            .map(|line| {
                let Line { slug, title, number, in_force_from, in_force_until, .. } = line;
                format!("{slug:<10}  {title}（{number}，{in_force_from} 至 {in_force_until}）\n")
            })
            .collect();
        print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}
