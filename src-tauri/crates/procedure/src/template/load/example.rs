//! `examples/*.toml`.

use std::collections::BTreeMap;

use super::super::entry::day;
use super::super::example::{Example, ExampleEntry, to_map};
use super::super::mistake::Mistake;
use super::super::reader::Reader;
use super::Loader;

impl Loader<'_> {
    pub(super) fn examples(&mut self) -> BTreeMap<String, Example> {
        let prefix = format!("{}/examples/", self.slug);
        let mut entries = BTreeMap::new();
        for (name, text) in self.folder.below(&prefix) {
            let Some(name) = name.strip_suffix(".toml") else { continue };
            let mut reader = Reader::new(format!("{prefix}{name}.toml"), text);
            if let Some(entry) = reader.whole::<ExampleEntry>() {
                entries.insert(name.to_owned(), entry);
            }
            self.finish_one(reader, name);
        }
        let mut examples = BTreeMap::new();
        for (name, entry) in &entries {
            let base = entry.new_from.as_ref().map(|base| (base, entries.get(base)));
            let problem = match (&base, day(&entry.today)) {
                (Some((base, None)), _) => Some(format!("new_from 指向的例子“{base}”不存在")),
                (Some((base, Some(found))), _) if found.new_from.is_some() => {
                    Some(format!("new_from 指向的例子“{base}”自己又取自别的例子，请直接取自最初的例子"))
                }
                (_, None) => Some("today 应写成 2026-11-23 的形式".to_owned()),
                _ => None,
            };
            if let Some(message) = problem {
                let file = format!("{prefix}{name}.toml");
                let code = "template.example";
                self.mistakes.push(Mistake { file, line: None, code, name: name.clone(), message });
                continue;
            }
            let mut answers =
                base.and_then(|(_, base)| base).map(|base| to_map(&base.answers)).unwrap_or_default();
            answers.extend(to_map(&entry.answers));
            for key in &entry.remove {
                answers.remove(key);
            }
            let Some(today) = day(&entry.today) else { continue };
            let example = Example {
                name: name.clone(),
                title: entry.title.clone(),
                purpose: entry.purpose.clone(),
                today,
                answers,
                overrides: entry.overrides.clone(),
                expect: entry.expect.clone(),
            };
            examples.insert(name.clone(), example);
        }
        examples
    }
}
