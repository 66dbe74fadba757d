//! What is wrong with a file, by row and column.

use serde::Serialize;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row can't be taken.
    Error,
    /// The row is taken, but should be looked at.
    Warning,
}

/// One problem in one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet counts.
    pub row: u32,
    /// Column as the spreadsheet names it, `C`.
    pub column: String,
    /// Key of the table's column.
    pub key: String,
    /// Its words.
    pub label: String,
    /// What stands in the cell.
    pub value: String,
    /// How much it weighs.
    pub severity: Severity,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong and what to do (中文).
    pub reason: String,
    /// Articles of the procedure's regulation that ask for it.
    pub articles: Vec<u32>,
}

/// Rows that were left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Name of the sheet.
    pub sheet: String,
    /// Rows as the spreadsheet counts.
    pub rows: Vec<u32>,
    /// Why (中文).
    pub reason: &'static str,
}

/// Problems of one kind in one column, for a list that a person can take in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Key of the table's column.
    pub key: String,
    /// Its words.
    pub label: String,
    /// How much they weigh.
    pub severity: Severity,
    /// Stable code of the kind.
    pub code: &'static str,
    /// How many there are.
    pub count: usize,
    /// The first few.
    pub examples: Vec<Problem>,
}

/// Problems shown of each group.
const EXAMPLES: usize = 5;

/// Gathers problems by column and kind: what keeps rows out first, then what concerns most rows.
#[must_use]
pub fn grouped(problems: &[Problem]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for problem in problems {
        let known = groups.iter_mut().find(|group| {
            group.severity == problem.severity && group.code == problem.code && group.key == problem.key
        });
        match known {
            Some(group) => {
                group.count += 1;
                if group.examples.len() < EXAMPLES {
                    group.examples.push(problem.clone());
                }
            }
            None => groups.push(Group {
                key: problem.key.clone(),
                label: problem.label.clone(),
                severity: problem.severity,
                code: problem.code,
                count: 1,
                examples: vec![problem.clone()],
            }),
        }
    }
    groups.sort_by_key(|group| (group.severity == Severity::Warning, std::cmp::Reverse(group.count)));
    groups
}
