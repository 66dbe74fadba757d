//! Every name in every expression must exist; every stage, table, article and paper referred to as well.
//!
//! What a name means is not decided here, nor whether the examples come out as they say: the tests do that.

mod chart;
mod checklist;
mod comparison;
mod document;
mod example;
mod field;
mod name;
mod rule;
mod source;

use std::collections::BTreeSet;

use super::folder::Folder;
use super::mistake::Mistake;
use super::procedure::Procedure;
use super::reader::nearest;

/// Reports unknown names and fills in what each paper uses. `lost` are names of entries that could not be read:
/// they were told already.
pub(super) fn names(
    mut procedure: Procedure,
    folder: &Folder,
    lost: &BTreeSet<String>,
    mistakes: &mut Vec<Mistake>,
) -> Procedure {
    let mut checker =
        Checker { procedure: &procedure, folder, lost, mistakes, file: String::new(), text: "" };
    checker.head();
    checker.fields();
    checker.derived();
    checker.digest();
    checker.rules();
    checker.deadlines();
    checker.checklists();
    checker.charts();
    checker.views();
    let uses = checker.documents();
    checker.examples();
    for (document, uses) in procedure.documents.iter_mut().zip(uses) {
        document.uses = uses;
    }
    procedure
}

struct Checker<'a> {
    procedure: &'a Procedure,
    folder: &'a Folder,
    lost: &'a BTreeSet<String>,
    mistakes: &'a mut Vec<Mistake>,
    /// The file that is being checked, and its text.
    file: String,
    text: &'a str,
}

impl Checker<'_> {
    fn enter(&mut self, file: &str) {
        self.file = format!("{}/{file}", self.procedure.slug());
        self.text = self.folder.text(&self.file).unwrap_or_default();
    }

    fn push(&mut self, code: &'static str, line: Option<usize>, name: &str, message: String) {
        self.mistakes.push(Mistake { file: self.file.clone(), line, code, name: name.to_owned(), message });
    }

    /// Line on which a name stands in the present file, at or after line `from`: first in quotes, else as it is.
    fn locate(&self, name: &str, from: usize) -> Option<usize> {
        let line_with = |needle: &str| {
            let mut lines = self.text.lines().enumerate().skip(from.saturating_sub(1));
            lines.find(|(_, line)| line.contains(needle)).map(|(index, _)| index + 1)
        };
        line_with(&format!("\"{name}\""))
            .or_else(|| line_with(&format!("'{name}'")))
            .or_else(|| line_with(name))
    }

    fn stage(&mut self, id: &str, from: usize) {
        let known = self.procedure.stages.iter().map(|stage| stage.id.as_str());
        if id.is_empty() || self.lost.contains(id) || known.clone().any(|known| known == id) {
            return;
        }
        let message = format!("没有阶段“{id}”{}", hint(id, known));
        self.push("template.unknown-stage", self.locate(id, from), id, message);
    }

    /// Articles of the procedure's own regulation must stand in the digest, if there is one.
    fn articles(&mut self, articles: impl IntoIterator<Item = u32>, line: Option<usize>) {
        if self.procedure.digest.is_empty() {
            return;
        }
        for number in articles {
            if !self.procedure.digest.iter().any(|article| article.number == number) {
                let message = format!("digest.toml 里没有第{number}条");
                self.push("template.unknown-article", line, &number.to_string(), message);
            }
        }
    }

    /// Each of `keys` may stand there once.
    fn once<'k>(&mut self, what: &str, keys: impl Iterator<Item = (&'k str, Option<usize>)>) {
        let mut seen = BTreeSet::new();
        for (key, line) in keys {
            if !seen.insert(key) {
                self.push("template.duplicate", line, key, format!("{what}“{key}”写了两次"));
            }
        }
    }

    fn head(&mut self) {
        let procedure = self.procedure;
        self.enter("procedure.toml");
        self.once("阶段", procedure.stages.iter().map(|stage| (stage.id.as_str(), None)));
        self.once("口径", procedure.conventions.iter().map(|convention| (convention.id.as_str(), None)));
        for stage in &procedure.stages {
            let line = self.locate(&stage.id, 1);
            self.expression(stage.opens.as_ref(), &[], None);
            self.articles(stage.articles.iter().copied(), line);
        }
        for convention in &procedure.conventions {
            let line = self.locate(&convention.id, 1);
            self.articles(convention.articles.iter().copied(), line);
        }
    }

    /// A key may not hide a function or a name that every expression has.
    fn hides(&mut self, key: &str, line: Option<usize>) {
        if name::is_taken(key) {
            let message = format!("“{key}”是表达式里已有的名字，请换一个");
            self.push("template.taken", line, key, message);
        }
    }

    fn digest(&mut self) {
        self.enter("digest.toml");
        let mut seen = BTreeSet::new();
        for article in &self.procedure.digest {
            if !seen.insert(article.number) {
                let name = article.number.to_string();
                self.push("template.duplicate", None, &name, format!("第{name}条写了两次"));
            }
        }
    }
}

/// The part of a path before the first dot.
fn base(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

fn hint<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    nearest(name, known).map_or_else(String::new, |known| format!("，是否想写“{known}”？"))
}
