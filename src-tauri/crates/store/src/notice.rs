//! What was found when the file was opened and must be said, though one can go on; and rows found damaged since.

use std::path::PathBuf;

use serde::Serialize;

/// Something to be said once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Notice {
    /// The file is not the one that was left here: a backup laid over it by hand, or changed by another program.
    Replaced,
    /// A log lay beside the file that does not belong to it; it was put aside and not used.
    ForeignLog {
        /// Where it lies now.
        aside: PathBuf,
    },
    /// Acknowledged commits are missing: their log was lost or damaged.
    Lost {
        /// How many.
        commits: u64,
    },
    /// Rows that are not as they were written; all others are.
    Damaged {
        /// Which, by kind and number.
        rows: Vec<Damage>,
    },
    /// An index (list or search) did not agree with its rows and was made anew. Nothing is missing.
    Rebuilt,
}

/// A row that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Damage {
    /// What it holds, in Chinese (事项, 修改记录, 已生成文件, 单位, 设置, 草稿).
    pub what: &'static str,
    /// Its number or name.
    pub id: String,
}

/// What a check of everything found (检查数据).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Cases looked at, deleted ones included.
    pub cases: u64,
    /// Revisions looked at.
    pub revisions: u64,
    /// Rows that are not as they were written.
    pub damaged: Vec<Damage>,
    /// Whether an index was made anew.
    pub rebuilt: bool,
}
