//! A procedure, loaded and checked: every name in every expression is known to exist.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use minijinja::Environment;
use minijinja::value::Value as Jinja;

use super::entry::{
    Article, ChartTemplate, Checklist, Citation, Convention, Derived, DocumentTemplate, KnownUnit, Policy,
    ProcedureEntry, Rule, Stage, ViewTemplate, day,
};
use super::example::Example;
use super::field::{Field, Section};
use super::reader::nearest;
use crate::answer::{AnswerProblem, Answers, Value};
use crate::expression::{DateObject, Expression, Message};
use crate::fee::FeeTable;
use crate::period::Unit;

/// One procedure (办事事项) with everything its folder says.
#[derive(Debug)]
pub struct Procedure {
    /// Title, regulation and so on.
    pub entry: ProcedureEntry,
    /// First day the regulation is in force.
    pub in_force_from: NaiveDate,
    /// Last day the regulation is in force.
    pub in_force_until: NaiveDate,
    /// Stages in order.
    pub stages: Vec<Stage>,
    /// Readings taken where the text is ambiguous (口径).
    pub conventions: Vec<Convention>,
    /// Sections in the order in which they are asked.
    pub sections: Vec<Section>,
    /// Derived values in the order in which they are worked out.
    pub derived: Vec<Derived>,
    /// Rules in the order of stages and ids.
    pub rules: Vec<Rule>,
    /// Deadlines in the order of the file.
    pub deadlines: Vec<Deadline>,
    /// Checklists in the order of the file.
    pub checklists: Vec<Checklist>,
    /// Papers in the order of stages and ids.
    pub documents: Vec<DocumentTemplate>,
    /// Charts in the order of the file.
    pub charts: Vec<ChartTemplate>,
    /// Pages of figures, tables and charts in the order of the file.
    pub views: Vec<ViewTemplate>,
    /// Articles in our own words.
    pub digest: Vec<Article>,
    /// Examples by name.
    pub examples: BTreeMap<String, Example>,
    /// Published targets one may cite.
    pub policies: Vec<Policy>,
    /// Units that the regulations name.
    pub units: Vec<KnownUnit>,
    /// Rate tables, earlier versions first.
    pub fees: Vec<Arc<FeeTable>>,
    /// Version of the folder.
    pub hash: String,
    /// Bodies of the papers and the partials they include, compiled.
    pub papers: Environment<'static>,
    pub(super) fields: BTreeMap<String, Field>,
}

/// A deadline (法定时限).
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Id within the procedure.
    pub id: String,
    /// What falls due.
    pub label: Message,
    /// Date it is counted from.
    pub from: Expression,
    /// How it is counted.
    pub period: PeriodSpec,
    /// Table whose rows have a date of their own each.
    pub each: Option<String>,
    /// What tells the rows apart in ids, where it is not their number.
    pub each_id: Option<Expression>,
    /// Last day of a repeated deadline.
    pub until: Option<Expression>,
    /// Done when this holds.
    pub done: Option<Expression>,
    /// Applies only when this holds.
    pub when: Option<Expression>,
    /// Sources.
    pub basis: Vec<Citation>,
    /// Stage it belongs to.
    pub stage: Option<String>,
    /// 口径.
    pub note: Option<String>,
}

/// How a deadline is counted, see [`crate::period`].
#[derive(Debug, Clone)]
pub enum PeriodSpec {
    /// The day itself.
    On,
    /// Within so many units after the event (期间).
    Within(u32, Unit),
    /// At least so many days (不少于).
    AtLeast(u32),
    /// So many units ahead of the day (提前).
    AheadOf(u32, Unit),
    /// So many years in all (期限).
    Lasting(u32),
    /// At the end of every so many calendar months (每月、每季度).
    Every(Expression),
}

impl Procedure {
    /// Folder name and first part of all ids.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.entry.slug
    }

    /// 文号 of the regulation.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.entry.number
    }

    /// The field of that key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.get(key)
    }

    /// The field, or column or part of a field, at a path such as `donor.name` or `injections.3.amount`.
    #[must_use]
    pub fn field_at(&self, path: &str) -> Option<&Field> {
        let mut parts = path.split('.');
        let mut field = self.field(parts.next()?)?;
        for part in parts.filter(|part| part.parse::<usize>().is_err()) {
            field = field.column(part)?;
        }
        Some(field)
    }

    /// All fields in the order in which they are asked.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields).filter_map(|key| self.field(key))
    }

    /// The derived value of that key.
    #[must_use]
    pub fn derived(&self, key: &str) -> Option<&Derived> {
        self.derived.iter().find(|derived| derived.key == key)
    }

    /// The paper of that id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&DocumentTemplate> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The checklist of that id.
    #[must_use]
    pub fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklists.iter().find(|checklist| checklist.id == id)
    }

    /// The rule of that id, with or without the slug.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        let short = id.strip_prefix(self.slug()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(id);
        self.rules.iter().find(|rule| rule.id == short)
    }

    /// Words of an option of the choice at `path`, given or derived.
    #[must_use]
    pub fn option_label(&self, path: &str, key: &str) -> Option<&str> {
        let options = match self.field_at(path) {
            Some(field) => &field.entry.options,
            None => &self.derived(path)?.options,
        };
        options.iter().find(|option| option.key == key).map(|option| option.label.as_str())
    }

    /// Name of a case: the project's name where it has one.
    #[must_use]
    pub fn case_title(&self, answers: &Answers) -> String {
        match answers.get("project_name") {
            Some(Value::Text(name)) if !name.trim().is_empty() => name.to_string(),
            _ => format!("未命名{}案卷", self.entry.short),
        }
    }

    /// What is wrong with reasons given for overriding: rules that do not exist or may not be overridden.
    #[must_use]
    pub fn override_problems(&self, overrides: &BTreeMap<String, String>) -> Vec<AnswerProblem> {
        let problem =
            |id: &String, code, message| AnswerProblem { code, path: format!("overrides.{id}"), message };
        overrides
            .iter()
            .filter_map(|(id, reason)| match self.rules.iter().find(|rule| rule.id == *id) {
                None => {
                    let near = nearest(id, self.rules.iter().map(|rule| rule.id.as_str()));
                    let hint = near.map_or_else(String::new, |near| format!("，最接近的是“{near}”"));
                    Some(problem(id, "case.unknown-rule", format!("没有规则“{id}”{hint}")))
                }
                Some(rule) if !rule.overridable => {
                    let message = format!("“{}”不是原则性规定，不能以书面理由代替", rule.title);
                    Some(problem(id, "case.not-overridable", message))
                }
                Some(_) if reason.trim().is_empty() => Some(problem(
                    id,
                    "case.empty-reason",
                    "书面理由是空的，请写明理由或删去这一项".to_owned(),
                )),
                Some(_) => None,
            })
            .collect()
    }

    /// An article of the procedure's own regulation.
    #[must_use]
    pub fn citation(&self, article: u32) -> Citation {
        Citation { number: self.entry.number.clone(), article: article.to_string() }
    }

    /// Facts about the procedure for expressions: `procedure.number`, `procedure.in_force_until`, …
    #[must_use]
    pub fn as_value(&self) -> Jinja {
        let text = |text: &str| Jinja::from(text);
        let date = date_value;
        Jinja::from_pairs([
            ("slug", text(&self.entry.slug)),
            ("title", text(&self.entry.title)),
            ("short", text(&self.entry.short)),
            ("regulation", text(&self.entry.regulation)),
            ("number", text(&self.entry.number)),
            ("in_force_from", date(self.in_force_from)),
            ("in_force_until", date(self.in_force_until)),
        ])
    }

    /// Published targets that serve an option, those of ended planning periods marked `ended`.
    #[must_use]
    pub fn policies_for(&self, key: &str, today: NaiveDate) -> Jinja {
        let serving = self.policies.iter().filter(|policy| policy.serves.iter().any(|served| served == key));
        serving
            .map(|policy| {
                let ended = policy.period_to < today.year();
                let further = policy.further.iter().map(|(name, value)| (name.clone(), toml_value(value)));
                Jinja::from_pairs(further.chain([
                    ("document".to_owned(), Jinja::from(policy.document.as_str())),
                    ("figure".to_owned(), Jinja::from(policy.figure.as_str())),
                    ("period_to".to_owned(), Jinja::from(policy.period_to)),
                    ("ended".to_owned(), Jinja::from(ended)),
                ]))
            })
            .collect()
    }
}

fn date_value(date: NaiveDate) -> Jinja {
    Jinja::from_object(DateObject(date))
}

fn toml_value(value: &toml::Value) -> Jinja {
    match value {
        toml::Value::String(text) => Jinja::from(text.as_str()),
        toml::Value::Integer(number) => Jinja::from(*number),
        toml::Value::Boolean(flag) => Jinja::from(*flag),
        toml::Value::Datetime(date) => day(date).map(date_value).unwrap_or_default(),
        toml::Value::Array(items) => items.iter().map(toml_value).collect(),
        other => Jinja::from(other.to_string()),
    }
}
