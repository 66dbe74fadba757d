//! Words for paths: what a person calls the answer that is missing.

use std::collections::BTreeSet;

use super::facts::Facts;

/// Most answers named; beyond them they are counted.
const MOST_NAMED: usize = 5;

impl Facts {
    /// Words for a path: `资金到位计划第3行“注入日期”`.
    #[must_use]
    pub fn label(&self, path: &str) -> String {
        let procedure = &self.procedure;
        let mut parts = path.split('.');
        let base = parts.next().unwrap_or(path);
        let Some(field) = procedure.field(base) else {
            return procedure.derived(base).map_or_else(|| path.to_owned(), |derived| derived.label.clone());
        };
        let rest: Vec<&str> = parts.collect();
        match rest.as_slice() {
            [] => field.label().to_owned(),
            [row, column] if row.parse::<usize>().is_ok() => {
                let number = row.parse::<usize>().unwrap_or_default() + 1;
                let column = field.column(column).map_or(*column, |column| column.label());
                format!("{}第{number}行“{column}”", field.label())
            }
            [part, ..] => {
                format!("{}的{}", field.label(), field.column(part).map_or(*part, |part| part.label()))
            }
        }
    }

    /// The answers behind a path: a derived value waits for others, an answer stands for itself.
    pub(crate) fn behind(&self, path: &str) -> BTreeSet<String> {
        match self.derived(path.split('.').next().unwrap_or(path)) {
            Some(state) => state.missing,
            None if path.is_empty() => BTreeSet::new(),
            None => BTreeSet::from([path.to_owned()]),
        }
    }

    /// Words for several paths; beyond five they are counted.
    #[must_use]
    pub fn labels(&self, paths: &BTreeSet<String>) -> String {
        let mut labels: Vec<String> = paths.iter().map(|path| self.label(path)).collect();
        labels.dedup();
        let more = if labels.len() > MOST_NAMED { format!("等{}项", labels.len()) } else { String::new() };
        labels.truncate(MOST_NAMED);
        format!("{}{more}", labels.join("、"))
    }
}
