//! `deadlines`: when what falls due, and how that was worked out.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use procedure::assessment::{DeadlineReport, DeadlineState, assess};

use super::check::citations;
use super::{print, print_json};
use crate::args::Deadlines;
use crate::failure::Failure;
use crate::input;

pub fn run(templates: Option<&Path>, arguments: &Deadlines) -> Result<ExitCode, Failure> {
    let library = input::library(templates)?;
    let loaded = input::case(&library, &arguments.case)?;
    let today = input::today(arguments.today);
    let mut deadlines = assess(&library, &loaded.procedure, &loaded.case, today).deadlines;
    // Undated ones last; the rest as they fall due.
    deadlines.sort_by_key(|deadline| (deadline.due.is_none(), deadline.due));
    if arguments.ics {
        print(&document::ics(&loaded.title, &deadlines, today))?;
    } else if arguments.json {
        print_json(&deadlines)?;
    } else {
        print(&as_text(&deadlines))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn as_text(deadlines: &[DeadlineReport]) -> String {
    let mut text = String::new();
    for deadline in deadlines {
        let day = deadline.due.map_or_else(|| "（未定）    ".to_owned(), |due| due.to_string());
        let state = match (deadline.state, deadline.days_left) {
            (DeadlineState::Done, _) => "已完成".to_owned(),
            (DeadlineState::Overdue, Some(days)) => format!("已逾期 {} 天", -days),
            (DeadlineState::Pending, Some(0)) => "今天到期".to_owned(),
            (DeadlineState::Pending, Some(days)) => format!("还有 {days} 天"),
            _ => "起算日期还没有填".to_owned(),
        };
        let provisional = if deadline.provisional { " 暂定" } else { "" };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{day}  {}  {state}{provisional}  〔{}〕 {}",
            deadline.label,
            citations(&deadline.basis),
            deadline.id
        );
        for step in &deadline.steps {
            let _ = writeln!(text, "            {}", step.text);
        }
    }
    text
}
