//! Reading the files of a folder into procedures.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeValue;

use super::entry::{
    BasisEntry, Blocking, Blocks, Citation, Convention, DeadlineEntry, Derived, DerivedEntry, DocumentEntry,
    DocumentTemplate, Policy, ProcedureEntry, Rule, RuleEntry, Severity, Stage, StageEntry, day,
};
use super::example::{Example, ExampleEntry, to_map};
use super::field::{Field, FieldEntry, FieldKind, Section};
use super::folder::Folder;
use super::mistake::{Mistake, line_at};
use super::procedure::{Deadline, PeriodSpec, Procedure};
use super::reader::Reader;
use super::{body, check};
use crate::calendar::{Calendar, CalendarYear};
use crate::expression::{Expression, Message};
use crate::period::Unit;

/// What procedures have in common.
pub(super) struct Shared {
    party: Vec<FieldEntry>,
    bank_account: Vec<FieldEntry>,
    policies: Vec<Policy>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Columns {
    #[serde(default)]
    columns: Vec<FieldEntry>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct PartyFile {
    #[serde(default)]
    party: Columns,
    #[serde(default)]
    bank_account: Columns,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    #[serde(default)]
    policy: Vec<Policy>,
}

impl Shared {
    pub fn read(folder: &Folder, mistakes: &mut Vec<Mistake>) -> Self {
        let party: PartyFile = whole(folder, "shared/party.toml", mistakes);
        let policy: PolicyFile = whole(folder, "shared/policy.toml", mistakes);
        Self { party: party.party.columns, bank_account: party.bank_account.columns, policies: policy.policy }
    }
}

/// An optional file as one value.
fn whole<T: DeserializeOwned + Default>(folder: &Folder, path: &str, mistakes: &mut Vec<Mistake>) -> T {
    let Some(text) = folder.text(path) else { return T::default() };
    let mut reader = Reader::new(path, text);
    let value = reader.whole().unwrap_or_default();
    mistakes.append(&mut reader.mistakes);
    value
}

/// The calendar of all `shared/calendar/<year>.toml`.
pub(super) fn calendar(folder: &Folder, mistakes: &mut Vec<Mistake>) -> Calendar {
    let mut years = Vec::new();
    for (name, text) in folder.below("shared/calendar/").filter(|(name, _)| name.ends_with(".toml")) {
        match CalendarYear::parse(text) {
            Ok(year) => years.push(year),
            Err(message) => mistakes.push(Mistake {
                file: format!("shared/calendar/{name}"),
                line: None,
                code: "template.calendar",
                name: name.to_owned(),
                message,
            }),
        }
    }
    Calendar::new(years)
}

/// One procedure; `None` if its `procedure.toml` cannot be read at all.
pub(super) fn procedure(
    folder: &Folder,
    slug: &str,
    shared: &Shared,
    mistakes: &mut Vec<Mistake>,
) -> Option<Procedure> {
    let mut loader = Loader { folder, slug, shared, mistakes };
    let (entry, stages, conventions) = loader.head()?;
    let dates = day(&entry.in_force_from).zip(day(&entry.in_force_until));
    let Some((in_force_from, in_force_until)) = dates else {
        let mut reader = loader.reader("procedure.toml")?;
        reader.push("template.date", None, "in_force_from", "施行日期应写成 2022-10-28 的形式");
        loader.mistakes.append(&mut reader.mistakes);
        return None;
    };
    let (sections, fields) = loader.fields();
    let order = |stage: &str| stages.iter().position(|known: &Stage| known.id == stage).unwrap_or(usize::MAX);
    let mut rules = loader.rules(&entry.number);
    rules.sort_by_key(|rule| (order(&rule.stage), rule.id.clone()));
    let mut documents = loader.documents();
    documents.sort_by_key(|document| (order(&document.entry.stage), document.id.clone()));
    for (index, document) in documents.iter_mut().enumerate() {
        document.position = index + 1;
    }
    let procedure = Procedure {
        in_force_from,
        in_force_until,
        stages,
        conventions,
        sections,
        derived: loader.derived(),
        rules,
        deadlines: loader.deadlines(&entry.number),
        documents,
        digest: loader.tables("digest.toml", "article"),
        examples: loader.examples(),
        policies: shared.policies.clone(),
        hash: folder.hash(slug),
        fields,
        entry,
    };
    Some(check::names(procedure, folder, mistakes))
}

struct Loader<'a> {
    folder: &'a Folder,
    slug: &'a str,
    shared: &'a Shared,
    mistakes: &'a mut Vec<Mistake>,
}

impl<'a> Loader<'a> {
    fn reader(&self, file: &str) -> Option<Reader<'a>> {
        let path = format!("{}/{file}", self.slug);
        self.folder.text(&path).map(|text| Reader::new(path, text))
    }

    fn finish(&mut self, reader: Reader<'_>) {
        self.mistakes.extend(reader.mistakes);
    }

    /// `[[key]]` tables of a file that has nothing else.
    fn tables<T: DeserializeOwned>(&mut self, file: &str, key: &str) -> Vec<T> {
        self.lined(file, key).into_iter().map(|(entry, _)| entry).collect()
    }

    fn lined<T: DeserializeOwned>(&mut self, file: &str, key: &str) -> Vec<(T, usize)> {
        let Some(mut reader) = self.reader(file) else { return Vec::new() };
        let mut entries = Vec::new();
        if let Some(mut table) = reader.table() {
            for value in reader.take_tables(&mut table, key) {
                entries.extend(reader.entry(value));
            }
            reader.refuse_rest(&table, &[key]);
        }
        self.finish(reader);
        entries
    }

    fn head(&mut self) -> Option<(ProcedureEntry, Vec<Stage>, Vec<Convention>)> {
        let mut reader = self.reader("procedure.toml")?;
        let Some(mut table) = reader.table() else {
            self.finish(reader);
            return None;
        };
        let mut stages = Vec::new();
        for value in reader.take_tables(&mut table, "stage") {
            if let Some((entry, line)) = reader.entry::<StageEntry>(value) {
                stages.push(Stage {
                    opens: expression(&mut reader, entry.opens.as_ref(), line),
                    id: entry.id,
                    title: entry.title,
                    articles: entry.articles,
                    closed: entry.closed,
                    eligibility: entry.eligibility,
                });
            }
        }
        let mut conventions = Vec::new();
        for value in reader.take_tables(&mut table, "conventions") {
            conventions.extend(reader.entry(value).map(|(entry, _)| entry));
        }
        let end = reader.text.len();
        let entry = reader.entry::<ProcedureEntry>(Spanned::new(0..end, DeValue::Table(table)));
        if let Some((entry, _)) = &entry
            && entry.slug != self.slug
        {
            let message = format!("slug 写的是“{}”，文件夹名是“{}”，两者应一致", entry.slug, self.slug);
            reader.push("template.slug", Some(1), "slug", message);
        }
        self.finish(reader);
        entry.map(|(entry, _)| (entry, stages, conventions))
    }

    fn fields(&mut self) -> (Vec<Section>, BTreeMap<String, Field>) {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct SectionEntry {
            id: String,
            stage: String,
            title: String,
            intro: Option<String>,
            when: Option<Spanned<String>>,
        }
        let (mut sections, mut fields) = (Vec::new(), BTreeMap::new());
        let Some(mut reader) = self.reader("fields.toml") else { return (sections, fields) };
        let Some(mut table) = reader.table() else {
            self.finish(reader);
            return (sections, fields);
        };
        for value in reader.take_tables(&mut table, "section") {
            let span = value.span();
            let DeValue::Table(mut section) = value.into_inner() else { continue };
            let entries = reader.take_tables(&mut section, "field");
            let head = reader.entry::<SectionEntry>(Spanned::new(span, DeValue::Table(section)));
            let Some((head, line)) = head else { continue };
            let mut keys = Vec::new();
            for value in entries {
                let Some((entry, line)) = reader.entry::<FieldEntry>(value) else { continue };
                let key = entry.key.clone();
                let field = self.field(&mut reader, entry, line, &head.id, &head.stage);
                if fields.insert(key.clone(), field).is_some() {
                    reader.push("template.duplicate", Some(line), &key, format!("字段“{key}”写了两次"));
                } else {
                    keys.push(key);
                }
            }
            sections.push(Section {
                when: expression(&mut reader, head.when.as_ref(), line),
                id: head.id,
                stage: head.stage,
                title: head.title,
                intro: head.intro,
                fields: keys,
            });
        }
        reader.refuse_rest(&table, &["section"]);
        self.finish(reader);
        (sections, fields)
    }

    fn field(
        &self,
        reader: &mut Reader<'_>,
        entry: FieldEntry,
        line: usize,
        section: &str,
        stage: &str,
    ) -> Field {
        let parts = match entry.kind {
            FieldKind::Party => &self.shared.party,
            FieldKind::BankAccount => &self.shared.bank_account,
            _ => &entry.columns,
        };
        let columns =
            parts.clone().into_iter().map(|part| self.field(reader, part, line, section, stage)).collect();
        let needs_options =
            matches!(entry.kind, FieldKind::Choice | FieldKind::Choices | FieldKind::Checklist);
        if needs_options && entry.options.is_empty() {
            let message = format!("“{}”是选择题，却没有 options", entry.key);
            reader.push("template.options", Some(line), &entry.key, message);
        }
        if entry.kind == FieldKind::Table && entry.columns.is_empty() {
            reader.push(
                "template.columns",
                Some(line),
                &entry.key,
                format!("表格“{}”没有 columns", entry.key),
            );
        }
        let when = expression(reader, entry.when.as_ref(), line);
        Field { when, columns, section: section.to_owned(), stage: stage.to_owned(), entry }
    }

    fn derived(&mut self) -> Vec<Derived> {
        let Some(mut reader) = self.reader("derived.toml") else { return Vec::new() };
        let mut derived = Vec::new();
        if let Some(mut table) = reader.table() {
            for value in reader.take_tables(&mut table, "derived") {
                let Some((entry, line)) = reader.entry::<DerivedEntry>(value) else { continue };
                let Some(value) = expression(&mut reader, Some(&entry.value), line) else { continue };
                derived.push(Derived {
                    key: entry.key,
                    label: entry.label,
                    kind: entry.kind,
                    value,
                    articles: entry.articles,
                    options: entry.options,
                    columns: entry.columns.into_iter().map(|column| column.key).collect(),
                });
            }
            reader.refuse_rest(&table, &["derived"]);
        }
        self.finish(reader);
        derived
    }

    fn rules(&mut self, number: &str) -> Vec<Rule> {
        let prefix = format!("{}/rules/", self.slug);
        let mut rules = Vec::new();
        for (name, text) in self.folder.below(&prefix) {
            let Some(id) = name.strip_suffix(".toml") else { continue };
            let mut reader = Reader::new(format!("{prefix}{name}"), text);
            if let Some(entry) = reader.whole::<RuleEntry>() {
                rules.extend(rule(&mut reader, id, entry, number));
            }
            self.mistakes.append(&mut reader.mistakes);
        }
        rules
    }

    fn deadlines(&mut self, number: &str) -> Vec<Deadline> {
        let Some(mut reader) = self.reader("deadlines.toml") else { return Vec::new() };
        let mut deadlines = Vec::new();
        if let Some(mut table) = reader.table() {
            for value in reader.take_tables(&mut table, "deadline") {
                let Some((entry, line)) = reader.entry::<DeadlineEntry>(value) else { continue };
                deadlines.extend(deadline(&mut reader, entry, line, number));
            }
            reader.refuse_rest(&table, &["deadline"]);
        }
        self.finish(reader);
        deadlines
    }

    fn documents(&mut self) -> Vec<DocumentTemplate> {
        let prefix = format!("{}/documents/", self.slug);
        let mut documents = Vec::new();
        for (name, text) in self.folder.below(&prefix) {
            let Some(id) = name.strip_suffix(".md") else { continue };
            let file = format!("{prefix}{name}");
            let Some(halves) = body::split(text) else {
                let mut reader = Reader::new(file, text);
                reader.push("template.front-matter", Some(1), id, "文书文件应以 +++ 围起的说明开头");
                self.mistakes.append(&mut reader.mistakes);
                continue;
            };
            // Keep one line above the front matter so that positions are those of the file.
            let padded = format!("\n{}", halves.front);
            let mut reader = Reader::new(file, &padded);
            if let Some(entry) = reader.whole::<DocumentEntry>() {
                let when = expression(&mut reader, entry.when.as_ref(), 1);
                let each_name = expression(&mut reader, entry.each_name.as_ref(), 1);
                documents.push(DocumentTemplate {
                    id: id.to_owned(),
                    position: 0,
                    when,
                    each_name,
                    body: halves.body.to_owned(),
                    body_line: halves.body_line,
                    uses: Vec::new(),
                    entry,
                });
            }
            self.mistakes.append(&mut reader.mistakes);
        }
        documents
    }

    fn examples(&mut self) -> BTreeMap<String, Example> {
        let prefix = format!("{}/examples/", self.slug);
        let mut entries = BTreeMap::new();
        for (name, text) in self.folder.below(&prefix) {
            let Some(name) = name.strip_suffix(".toml") else { continue };
            let mut reader = Reader::new(format!("{prefix}{name}.toml"), text);
            if let Some(entry) = reader.whole::<ExampleEntry>() {
                entries.insert(name.to_owned(), entry);
            }
            self.mistakes.append(&mut reader.mistakes);
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

/// Compiles an expression; what is wrong with it goes to the reader's mistakes.
fn expression(
    reader: &mut Reader<'_>,
    source: Option<&Spanned<String>>,
    entry_line: usize,
) -> Option<Expression> {
    let source = source?;
    let line = line_of(reader, source, entry_line);
    match Expression::compile(source.get_ref(), line) {
        Ok(expression) => Some(expression),
        Err(reason) => {
            let message = format!("表达式写法有误：{reason}");
            reader.push("template.expression", Some(line), source.get_ref(), message);
            None
        }
    }
}

fn message(reader: &mut Reader<'_>, source: &Spanned<String>, entry_line: usize) -> Option<Message> {
    let line = line_of(reader, source, entry_line);
    match Message::compile(source.get_ref(), line) {
        Ok(message) => Some(message),
        Err(reason) => {
            reader.push(
                "template.message",
                Some(line),
                source.get_ref(),
                format!("提示文字写法有误：{reason}"),
            );
            None
        }
    }
}

fn line_of(reader: &Reader<'_>, source: &Spanned<String>, entry_line: usize) -> usize {
    let span = source.span();
    if span.is_empty() { entry_line } else { line_at(reader.text, span.start) }
}

fn basis(number: &str, articles: &[u32], further: &[BasisEntry]) -> Vec<Citation> {
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

fn deadline(reader: &mut Reader<'_>, entry: DeadlineEntry, line: usize, number: &str) -> Option<Deadline> {
    let label = message(reader, &entry.label, line);
    let from = match &entry.each {
        // With `each`, `from` names a column of the row.
        Some(_) if !entry.from.get_ref().contains('.') => {
            let source = Spanned::new(entry.from.span(), format!("row.{}", entry.from.get_ref()));
            expression(reader, Some(&source), line)
        }
        _ => expression(reader, Some(&entry.from), line),
    };
    let until = expression(reader, entry.until.as_ref(), line);
    let done = expression(reader, entry.done.as_ref(), line);
    let when = expression(reader, entry.when.as_ref(), line);
    let period = period(reader, &entry.period, line);
    Some(Deadline {
        id: entry.id,
        label: label?,
        from: from?,
        period: period?,
        each: entry.each,
        until,
        done,
        when,
        basis: basis(number, &entry.articles, &[]),
        stage: entry.stage,
        note: entry.note,
    })
}

/// Reads `within 30 days`, `ahead_of 3 months`, `every (n) months`, `on`.
fn period(reader: &mut Reader<'_>, source: &Spanned<String>, line: usize) -> Option<PeriodSpec> {
    let text = source.get_ref().trim();
    if let Some(rest) = text.strip_prefix("every ") {
        let inner = rest.strip_suffix("months").map(str::trim).unwrap_or(rest);
        let months = Spanned::new(source.span(), inner.to_owned());
        return expression(reader, Some(&months), line).map(PeriodSpec::Every);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let unit = |word: &str| match word {
        "day" | "days" => Some(Unit::Days),
        "month" | "months" => Some(Unit::Months),
        "year" | "years" => Some(Unit::Years),
        _ => None,
    };
    let spec = match words.as_slice() {
        ["on"] => Some(PeriodSpec::On),
        ["within", n, word] => n.parse().ok().zip(unit(word)).map(|(n, unit)| PeriodSpec::Within(n, unit)),
        ["ahead_of", n, word] => n.parse().ok().zip(unit(word)).map(|(n, unit)| PeriodSpec::AheadOf(n, unit)),
        ["at_least", n, "day" | "days"] => n.parse().ok().map(PeriodSpec::AtLeast),
        ["lasting", n, "year" | "years"] => n.parse().ok().map(PeriodSpec::Lasting),
        _ => None,
    };
    if spec.is_none() {
        let message = format!(
            "看不懂的期间“{text}”，可写 within 30 days、at_least 10 days、ahead_of 3 months、lasting 5 years、on、every 3 months"
        );
        let line = line_of(reader, source, line);
        reader.push("template.period", Some(line), text, message);
    }
    spec
}
