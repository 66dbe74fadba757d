//! What a sheet came to: the rows that can be taken, those that cannot, and what there is to say about them.

use procedure::answer::Record;
use serde::Serialize;

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
    /// Sums of the rows without an error.
    pub totals: Vec<Total>,
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
    /// What the sheet's own total row says.
    pub stated: Option<String>,
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
