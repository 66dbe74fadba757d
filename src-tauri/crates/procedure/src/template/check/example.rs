//! Examples: the rules, papers, deadlines and answers they name.

use super::{Checker, hint};
use crate::answer::Answers;

impl Checker<'_> {
    pub(super) fn examples(&mut self) {
        let procedure = self.procedure;
        for example in procedure.examples.values() {
            self.enter(&format!("examples/{}.toml", example.name));
            let expect = &example.expect;
            let rules = expect.findings.iter().chain(&expect.undecided).chain(&expect.holds);
            for id in rules.chain(example.overrides.keys()) {
                if procedure.rule(id).is_none() && !self.lost.contains(id) {
                    let hint = hint(id, procedure.rules.iter().map(|rule| rule.id.as_str()));
                    self.push(
                        "template.unknown-rule",
                        self.locate(id, 1),
                        id,
                        format!("没有规则“{id}”{hint}"),
                    );
                }
            }
            for id in expect.documents.keys() {
                self.document_id(id, "");
            }
            if let Err(problems) = Answers::read(procedure, &example.answers) {
                for problem in problems {
                    let name = problem.path.split('.').next().unwrap_or_default().to_owned();
                    if !self.lost.contains(&name) {
                        self.push("template.example", self.locate(&name, 1), &problem.path, problem.message);
                    }
                }
            }
        }
    }
}
