//! What a sheet came to: the rows that can be taken, those that cannot, and what there is to say about them.

use procedure::answer::Record;
use serde::Serialize;

use super::account::Account;
use super::difference::Differences;
use super::problem::{Problem, Skipped};

/// What a sheet came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Rows without an error, ready to be answers.
    pub rows: Vec<Record>,
    /// Their row numbers in the sheet.
    pub numbers: Vec<u32>,
    /// Rows with an error, for whoever wants to mend them in the table.
    pub faulty: Vec<Faulty>,
    /// Rows that were read, those with errors included.
    pub read: usize,
    /// Every problem, by row.
    pub problems: Vec<Problem>,
    /// Rows left out.
    pub skipped: Vec<Skipped>,
    /// Hidden rows among those that were read.
    pub hidden: Vec<u32>,
    /// Cells filled from a merged cell above.
    pub filled: usize,
    /// Problems that are not among them any more, because there are too many.
    pub more_problems: usize,
    /// Sums of the columns, beside those that the file states.
    pub totals: Vec<Total>,
    /// What is read as something else than it shows.
    pub differences: Vec<Differences>,
    /// What became of each row of each sheet.
    pub accounts: Vec<Account>,
}

/// The sum of a column, beside the one that the sheet states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Key of the column.
    pub key: String,
    /// Its words.
    pub label: String,
    /// Sum of the rows without an error, as an answer writes it.
    pub sum: String,
    /// Sum of all rows of the file, those with an error and hidden ones included, as far as their cells can be read.
    pub all: String,
    /// What the sheet's own total row says.
    pub stated: Option<String>,
    /// Whether `stated` is `all`.
    pub agrees: bool,
    /// Why the sum of the rows that are taken is another than the sheet's (中文).
    pub explanation: Option<String>,
}

/// A row with an error: what of it could be read, and the text of the cells that could not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    /// How many of [`Imported::rows`] stand above it.
    pub above: usize,
    /// Row number in the sheet.
    pub number: u32,
    /// The cells that could be read; one that repeats another is among them.
    pub record: Record,
    /// Text of the others, by key of the column.
    pub unread: Vec<(String, String)>,
}

/// Text that is not an answer yet, and the row of the table (from 0) it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Row of the table, from 0.
    pub row: usize,
    /// Key of the column.
    pub key: String,
    /// As it stands in the sheet.
    pub text: String,
}

impl Imported {
    /// Puts the rows of another sheet below.
    pub(super) fn append(&mut self, mut other: Self) {
        let above = self.rows.len();
        self.rows.append(&mut other.rows);
        self.numbers.append(&mut other.numbers);
        self.faulty
            .extend(other.faulty.into_iter().map(|faulty| Faulty { above: above + faulty.above, ..faulty }));
        self.read += other.read;
        self.problems.append(&mut other.problems);
        self.skipped.append(&mut other.skipped);
        self.hidden.append(&mut other.hidden);
        self.filled += other.filled;
        self.more_problems += other.more_problems;
        self.differences.append(&mut other.differences);
        self.accounts.append(&mut other.accounts);
        self.totals.append(&mut other.totals);
    }

    /// All rows in the order of the sheet, and the text that could not be read, to be mended in the table.
    #[must_use]
    pub fn whole(&self) -> (Vec<Record>, Vec<Unread>) {
        let mut rows = Vec::with_capacity(self.read);
        let mut unread = Vec::new();
        let mut good = self.rows.iter().cloned();
        let mut taken = 0;
        for faulty in &self.faulty {
            rows.extend(good.by_ref().take(faulty.above - taken));
            taken = faulty.above;
            let texts = faulty.unread.iter().cloned();
            unread.extend(texts.map(|(key, text)| Unread { row: rows.len(), key, text }));
            rows.push(faulty.record.clone());
        }
        rows.extend(good);
        (rows, unread)
    }

    /// The row numbers of [`Imported::whole`].
    pub(super) fn row_numbers(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = Vec::with_capacity(self.read);
        let mut taken = 0;
        for faulty in &self.faulty {
            numbers.extend(&self.numbers[taken..faulty.above]);
            taken = faulty.above;
            numbers.push(faulty.number);
        }
        numbers.extend(&self.numbers[taken..]);
        numbers
    }

    /// Rows that have an error.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.read - self.rows.len()
    }

    /// Whether nothing is wrong but what may be left as it is.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.refused() == 0
    }
}
