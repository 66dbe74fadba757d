//! Which sheets of a file are read: the one of the table, or all of them where there is one for each building.

use procedure::answer::Record;
use procedure::template::Field;

use super::imported::Imported;
use super::plan::Plan;
use super::question::Question;
use super::rows::{Earlier, check_rows, read_part, totals};
use super::total::Sums;
use crate::error::WorkbookError;
use crate::limit::{Budget, MOST_SHEETS};
use crate::open::{Book, SheetName};
use crate::sheet::Sheet;
use crate::write::SHEET;
use std::collections::BTreeMap;

/// A sheet and how it is read.
#[derive(Debug, Clone)]
pub struct Part {
    /// The sheet.
    pub sheet: Sheet,
    /// How it is read.
    pub plan: Plan,
}

/// The sheets of a file that are read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Those that are read, in the order of the file; never none.
    pub parts: Vec<Part>,
    /// Sheets that look like the table, hidden ones too.
    pub fitting: Vec<SheetName>,
    /// Sheets that were not read, and why (中文).
    pub unread: Vec<(String, String)>,
    /// Whether a person, or an option, said which sheets.
    chosen: Option<String>,
}

/// The choice of all sheets that look like the table, hidden ones apart.
const ALL: &str = "*";
/// Id of the question which sheets are read.
const SHEETS: &str = "sheets";

impl Source {
    /// Looks through all sheets for those that go with the table. Where several do, the first is shown and it is asked
    /// which are meant. `chosen` is the name of one, or `*` for all of them.
    ///
    /// # Errors
    /// As [`Book::sheet`]; `workbook.empty` if nothing stands in any.
    pub fn find(
        table: &Field,
        book: &mut Book,
        chosen: Option<&str>,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Self, WorkbookError> {
        if let Some(name) = chosen.filter(|name| *name != ALL) {
            let part = Self::named(table, book, name, go_on)?;
            let (fitting, unread) = (Vec::new(), Vec::new());
            return Ok(Self { parts: vec![part], fitting, unread, chosen: Some(name.to_owned()) });
        }
        let mut survey = Survey::default();
        let names = book.sheets().to_vec();
        for name in names.iter().take(MOST_SHEETS) {
            survey.look(table, book, name, go_on)?;
        }
        for name in names.iter().skip(MOST_SHEETS) {
            let message = format!("一个文件最多看 {MOST_SHEETS} 张工作表，这一张没有看；可以指定它");
            survey.unread.push((name.name.clone(), message));
        }
        survey.source(table, chosen)
    }

    fn named(
        table: &Field,
        book: &mut Book,
        name: &str,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Part, WorkbookError> {
        let sheet = book.sheet(name, go_on)?;
        if sheet.rows.is_empty() {
            let message = format!("工作表“{name}”是空的，没有内容可以导入");
            return Err(WorkbookError::new("workbook.empty", message));
        }
        let plan = Plan::of(table, &sheet);
        Ok(Part { sheet, plan })
    }

    /// Reads another sheet (or `*`) instead.
    ///
    /// # Errors
    /// As [`Source::find`]; nothing is changed then.
    pub fn choose(
        &mut self,
        table: &Field,
        book: &mut Book,
        name: &str,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<(), WorkbookError> {
        let found = Self::find(table, book, Some(name), go_on)?;
        (self.parts, self.chosen) = (found.parts, found.chosen);
        Ok(())
    }

    /// The sheet that is shown: the first.
    ///
    /// # Panics
    /// Never: there is one.
    #[must_use]
    pub fn first(&self) -> &Part {
        &self.parts[0]
    }

    /// Changes how the first sheet is read, and the others that have the same headers with it.
    pub fn change(&mut self, change: impl Fn(&Sheet, &mut Plan)) {
        let headers = self.first().plan.headers();
        for part in &mut self.parts {
            if part.plan.headers() == headers {
                change(&part.sheet, &mut part.plan);
            }
        }
    }

    /// Whether hidden rows are read, in all sheets.
    pub fn with_hidden_rows(&mut self, hidden: bool) {
        for part in &mut self.parts {
            part.plan.hidden_rows = hidden;
        }
    }

    /// What is to be decided before anything can be imported, answered or not. Sheets with the same headers share their
    /// answers.
    #[must_use]
    pub fn questions(&self, table: &Field) -> Vec<Question> {
        let mut questions: Vec<Question> = self.which_sheets().into_iter().collect();
        let headers = self.first().plan.headers();
        for part in &self.parts {
            let alike = part.plan.headers() == headers;
            for mut question in part.plan.questions(table, &part.sheet) {
                if !alike {
                    question.id = format!("{}!{}", part.sheet.name, question.id);
                    question.text = format!("工作表“{}”的{}", part.sheet.name, question.text);
                }
                if !questions.iter().any(|known| known.id == question.id) {
                    questions.push(question);
                }
            }
        }
        questions
    }

    fn which_sheets(&self) -> Option<Question> {
        let seen: Vec<&SheetName> = self.fitting.iter().filter(|name| !name.hidden).collect();
        // A sheet that a person named is meant, though it does not look like the table.
        let other = |name: &String| *name != ALL && !self.fitting.iter().any(|known| known.name == *name);
        if seen.len() < 2 || self.chosen.as_ref().is_some_and(other) {
            return None;
        }
        let names: Vec<&str> = seen.iter().map(|name| name.name.as_str()).collect();
        let text = format!("有 {} 张工作表都像这张表（{}），导入哪些？", seen.len(), names.join("、"));
        let mut choices = vec![(ALL.to_owned(), format!("全部 {} 张一起导入", seen.len()))];
        for name in &self.fitting {
            let hidden = if name.hidden { "（隐藏的工作表）" } else { "" };
            choices.push((name.name.clone(), format!("只导入“{}”{hidden}", name.name)));
        }
        let answers = self.chosen.iter().map(|chosen| (SHEETS.to_owned(), chosen.clone())).collect();
        Some(Question::new(SHEETS.to_owned(), text, choices, &answers))
    }

    /// Decides a question; the one which sheets are read by [`Source::choose`].
    pub fn answer(&mut self, id: &str, key: &str) {
        if let Some((sheet, id)) = id.split_once('!') {
            for part in self.parts.iter_mut().filter(|part| part.sheet.name == sheet) {
                part.plan.answer(id, key);
            }
        } else {
            self.change(|_, plan| plan.answer(id, key));
        }
    }

    /// Whether an answer to this question says which sheets are read.
    #[must_use]
    pub fn is_about_sheets(id: &str) -> bool {
        id == SHEETS
    }

    /// Reads the rows of all sheets as planned.
    ///
    /// # Errors
    /// As [`super::read`].
    pub fn read(
        &self,
        table: &Field,
        existing: &[Record],
        go_on: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Imported, WorkbookError> {
        let mut earlier = Earlier { rows: existing.to_vec(), existing: existing.len(), places: Vec::new() };
        let mut all: Option<Imported> = None;
        let mut sums: BTreeMap<String, Sums> = BTreeMap::new();
        for part in &self.parts {
            let mut outcome = read_part(table, &part.sheet, &part.plan, &earlier, go_on)?;
            for (key, more) in std::mem::take(&mut outcome.sums) {
                sums.entry(key).or_default().add(more);
            }
            if self.parts.len() > 1 {
                let (rows, _) = outcome.imported.whole();
                let numbers = outcome.imported.row_numbers();
                earlier.places.extend(numbers.into_iter().map(|row| (part.sheet.name.clone(), row)));
                earlier.rows.extend(rows);
            }
            match &mut all {
                None => all = Some(outcome.imported),
                Some(all) => all.append(outcome.imported),
            }
        }
        let mut all = all.ok_or_else(|| WorkbookError::new("workbook.no-rows", "没有内容可以导入"))?;
        check_rows(table, existing.len() + all.read)?;
        all.totals = totals(table, &sums, self.parts.len());
        Ok(all)
    }
}

/// Looking through the sheets.
#[derive(Default)]
struct Survey {
    budget: Budget,
    fitting: Vec<(SheetName, Part)>,
    best: Option<(SheetName, Part)>,
    unread: Vec<(String, String)>,
    /// Why the first sheet that could not be read was not.
    refused: Option<WorkbookError>,
}

impl Survey {
    fn look(
        &mut self,
        table: &Field,
        book: &mut Book,
        name: &SheetName,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<(), WorkbookError> {
        if name.name == SHEET {
            self.unread.push((name.name.clone(), "这是随表导出的说明，不当作数据".to_owned()));
            return Ok(());
        }
        let (sheet, left) = match book.spending(&name.name, self.budget, go_on) {
            Ok(read) => read,
            Err(error) if error.code == "workbook.cancelled" => return Err(error),
            Err(error) => {
                self.unread.push((name.name.clone(), error.message.clone()));
                self.refused.get_or_insert(error);
                return Ok(());
            }
        };
        if sheet.rows.is_empty() {
            return Ok(());
        }
        let plan = Plan::of(table, &sheet);
        let part = Part { plan, sheet };
        if part.plan.fits(table, &part.sheet) {
            self.budget = left;
            self.fitting.push((name.clone(), part));
        } else if self.best.as_ref().is_none_or(|(known, best)| {
            // Those that one can see come first.
            let weight = part.plan.weight();
            (known.hidden && !name.hidden && weight >= best.plan.weight()) || weight > best.plan.weight()
        }) {
            self.best = Some((name.clone(), part));
        }
        Ok(())
    }

    fn source(self, table: &Field, chosen: Option<&str>) -> Result<Source, WorkbookError> {
        let fitting: Vec<SheetName> = self.fitting.iter().map(|(name, _)| name.clone()).collect();
        let mut parts: Vec<(SheetName, Part)> = self.fitting;
        if parts.iter().any(|(name, _)| !name.hidden) {
            parts.retain(|(name, _)| !name.hidden);
        }
        if let Some(refused) = self.refused.as_ref().filter(|_| parts.is_empty()) {
            // The table may be what could not be read: another sheet must not be taken in its place.
            return Err(refused.clone());
        }
        if parts.is_empty() {
            // Alone, what is wrong with it is the answer.
            let nothing = || WorkbookError::new("workbook.empty", "文件里的工作表都是空的，没有内容可以导入");
            parts.push(self.best.ok_or_else(nothing)?);
        }
        let mut parts: Vec<Part> = parts.into_iter().map(|(_, part)| part).collect();
        if chosen == Some(ALL) && parts.len() > 1 {
            for part in &mut parts {
                part.plan.name_by_sheet(table);
            }
        } else {
            parts.truncate(1);
        }
        Ok(Source { parts, fitting, unread: self.unread, chosen: chosen.map(str::to_owned) })
    }
}
