//! `rules/*.toml`.

use super::super::entry::{BasisEntry, Blocking, Blocks, Citation, Rule, RuleEntry, Severity};
use super::super::reader::Reader;
use crate::expression::Expression;
use super::Loader;
use super::expression::{expression, message};

impl Loader<'_> {
    pub(super) fn rules(&mut self, number: &str) -> Vec<Rule> {
        let prefix = format!("{}/rules/", self.slug);
        let mut rules = Vec::new();
        for (name, text) in self.folder.below(&prefix) {
            let Some(id) = name.strip_suffix(".toml") else { continue };
            let mut reader = Reader::new(format!("{prefix}{name}"), text);
            if let Some(entry) = reader.whole::<RuleEntry>() {
                rules.extend(rule(&mut reader, id, entry, number));
            }
            self.finish_one(reader, id);
        }
        rules
    }
}

/// The procedure's own articles, then further sources.
pub(super) fn basis(number: &str, articles: &[u32], further: &[BasisEntry]) -> Vec<Citation> {
    let own =
        articles.iter().map(|article| Citation { number: number.to_owned(), article: article.to_string() });
    let further = further.iter().map(|entry| Citation {
        number: entry.number.clone(),
        article: match &entry.article {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        },
    });
    own.chain(further).collect()
}

fn rule(reader: &mut Reader<'_>, id: &str, entry: RuleEntry, number: &str) -> Option<Rule> {
    let when = expression(reader, entry.when.as_ref(), 1);
    let settled = expression(reader, entry.settled.as_ref(), 1);
    let require = expression(reader, Some(&entry.require), 1);
    let message = message(reader, &entry.message, 1);
    let raise =
        entry.raise.and_then(|raise| Some((raise.severity, expression(reader, Some(&raise.when), 1)?)));
    let blocks = match entry.blocks {
        None => Blocking::Using,
        Some(Blocks::Documents(ids)) => Blocking::Documents(ids),
        Some(Blocks::Word(word)) => {
            if word != "all" {
                let message = format!("blocks 只能是 \"all\" 或文书编号的列表，不能是“{word}”");
                reader.push("template.blocks", None, &word, message);
            }
            Blocking::All
        }
    };
    Some(Rule {
        id: id.to_owned(),
        basis: basis(number, &entry.articles, &entry.basis),
        title: entry.title,
        severity: entry.severity,
        stage: entry.stage,
        when,
        each: entry.each,
        parts: require.as_ref().map(Expression::parts).unwrap_or_default(),
        require: require?,
        settled,
        message: message?,
        fields: entry.fields,
        blocks,
        raise,
        overridable: entry.overridable.unwrap_or(entry.severity == Severity::Warning),
        note: entry.note,
    })
}
