//! What can go wrong with the store, in words that say what happened, where, and what to do.
//!
//! Callers match on the variant or on [`StoreError::code`], never on the text.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::Left;

/// A failure of the store; its text (Display) is Chinese and meant for the user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file was written by a later version of the program.
    #[error("数据文件“{}”由更新版本的筹建通写成（数据版本{found}，本程序只认识到{supported}）。请安装最新版本后再打开；数据未作任何改动。", path.display())]
    NewerVersion {
        /// The database file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The latest schema version that this program knows.
        supported: i64,
    },
    /// Another process of the program has the store open.
    #[error("数据文件“{}”已被另一个筹建通窗口打开。请切换到那个窗口；若看不到窗口，请结束该程序后再试。", path.display())]
    InUse {
        /// The database file.
        path: PathBuf,
    },
    /// Another program holds a lock inside the database.
    #[error("数据文件“{}”被其他程序（如备份或数据库工具）锁定，这次没有保存。请关闭该程序后重试。", path.display())]
    Locked {
        /// The database file.
        path: PathBuf,
    },
    /// The database is damaged; a copy of it was put aside.
    #[error("数据文件“{}”已损坏（{reason}）。{}请选择一份完好的备份恢复，或导出能读出的内容。", path.display(), kept(copy.as_deref()))]
    Corrupt {
        /// The database file.
        path: PathBuf,
        /// What the check found.
        reason: String,
        /// The copy made for a later rescue; none when it could not be made.
        copy: Option<PathBuf>,
    },
    /// The file is a database, but not one of this program.
    #[error("“{}”不是筹建通的数据文件，未作任何改动。请选择其他文件或文件夹。", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file or folder can't be written.
    #[error("“{}”是只读的，无法保存。请检查文件夹权限，或换一个可以写入的文件夹。", path.display())]
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
    },
    /// No space is left.
    #[error("磁盘已满，“{}”没有写入；此前已保存的内容不受影响。请清理磁盘空间后重试。", path.display())]
    DiskFull {
        /// What was being written.
        path: PathBuf,
    },
    /// The answers were changed since the caller read them.
    #[error(
        "这个事项已被修改（您看到的是第{expected}版，现在是第{current}版），这次没有保存。请重新打开事项后再改。"
    )]
    RevisionConflict {
        /// The revision the caller had.
        expected: i64,
        /// The revision that is stored.
        current: i64,
    },
    /// A case, document, party or revision with this number does not exist.
    #[error("找不到{what}（编号{id}），它可能已被删除。请刷新列表后重试。")]
    NotFound {
        /// What was asked for, in Chinese.
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// A title is empty or too long.
    #[error("事项名称{reason}。请填写1至{most}个字的名称。")]
    Title {
        /// What is wrong with it, in Chinese.
        reason: &'static str,
        /// The greatest number of characters.
        most: usize,
    },
    /// The file exists and was not to be replaced.
    #[error("“{}”已存在，没有覆盖。请确认覆盖，或换一个文件名。", path.display())]
    FileExists {
        /// The file.
        path: PathBuf,
    },
    /// Files of a set exist and were not to be replaced.
    #[error("下列文件已存在，没有写入任何文件：{}。请确认覆盖，或换一个文件夹。", listed(paths))]
    SetExists {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// A set could not be written; everything is as it was.
    #[error("{cause}{}", nothing_written(*count))]
    Set {
        /// Why.
        cause: Box<StoreError>,
        /// How many files were to be written.
        count: usize,
    },
    /// A set could not be written, nor everything be taken back.
    #[error("{cause}撤回时，下列文件没能恢复原样：{}。请关闭占用它们的程序后自行处理。", left_over(left))]
    SetLeft {
        /// Why it could not be written.
        cause: Box<StoreError>,
        /// What is left.
        left: Vec<Left>,
    },
    /// A file or folder does not exist.
    #[error("找不到“{}”。请确认它没有被移动、改名或删除。", path.display())]
    FileMissing {
        /// The file or folder.
        path: PathBuf,
    },
    /// Another program keeps the file open.
    #[error("“{}”正被其他程序（如Word）打开，没有写入。请关闭该文件后重试。", path.display())]
    FileBusy {
        /// The file.
        path: PathBuf,
    },
    /// The path can't be a file name here.
    #[error("“{}”不能作为文件名：{reason}。请换一个名称。", path.display())]
    FileName {
        /// The path.
        path: PathBuf,
        /// Why not, in Chinese.
        reason: &'static str,
    },
    /// The schema could not be brought up to date; the file is as it was before the failing step.
    #[error("数据文件“{}”升级到新版本时失败（{reason}）。升级前的副本保存在同一文件夹，请联系维护人员。", path.display())]
    Upgrade {
        /// The database file.
        path: PathBuf,
        /// What failed.
        reason: String,
    },
    /// A backup can't be restored; nothing was changed.
    #[error("备份“{}”不能用来恢复：{reason}。现有数据未作任何改动，请选择另一份备份。", path.display())]
    Backup {
        /// The backup.
        path: PathBuf,
        /// Why not, in Chinese.
        reason: String,
    },
    /// A folder of templates can't be read.
    #[error("模板文件夹中的“{}”不能读取：{reason}。", path.display())]
    Shelf {
        /// The file or folder.
        path: PathBuf,
        /// Why not and what to do, in Chinese.
        reason: String,
    },
    /// A row is not as it was written.
    #[error(
        "{what}{id}的数据与保存时不一致（校验值不符，可能是磁盘出错），没有打开；其他内容不受影响。请从备份恢复，或用“导出能读出的内容”另存。"
    )]
    Damaged {
        /// What it is, in Chinese.
        what: &'static str,
        /// Its number or name.
        id: String,
    },
    /// The file was moved, replaced or cut short while it was open.
    #[error("数据文件“{}”在程序运行时被{reason}，这次没有保存。窗口里的内容还在：请先用“另存这个事项”存到别处，再重新启动程序。", path.display())]
    Gone {
        /// The database file.
        path: PathBuf,
        /// What happened to it, in Chinese.
        reason: &'static str,
    },
    /// The stored history of a case contradicts itself.
    #[error(
        "事项{case}第{revision}版的修改记录不完整，未作任何改动。请从备份恢复，或导出该事项后联系维护人员。"
    )]
    History {
        /// The case.
        case: i64,
        /// The revision that does not fit.
        revision: i64,
    },
    /// Any other failure of a file operation.
    #[error("读写“{}”失败：{source}。请检查磁盘和权限后重试。", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Any other failure of the database.
    #[error("数据库出错：{0}。这次没有保存，请重试；若反复出现，请从备份恢复。")]
    Database(#[from] rusqlite::Error),
}

fn nothing_written(count: usize) -> String {
    if count == 1 {
        return "原有的文件没有改动。".to_owned();
    }
    format!("这一套{count}个文件一个也没有写入，原有的文件都没有改动。")
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| format!("“{}”", path.display())).collect::<Vec<_>>().join("、")
}

fn left_over(left: &[Left]) -> String {
    let one = |left: &Left| match &left.before {
        Some(before) => format!("“{}”（原文件在“{}”）", left.target.display(), before.display()),
        None => format!("“{}”（新写入的，应删去）", left.target.display()),
    };
    left.iter().map(one).collect::<Vec<_>>().join("、")
}

fn kept(copy: Option<&Path>) -> String {
    match copy {
        Some(copy) => format!("原文件已另存为“{}”，内容没有丢弃。", copy.display()),
        None => "原文件未作任何改动。".to_owned(),
    }
}

impl StoreError {
    /// The stable name of this kind of failure, for programs and tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NewerVersion { .. } => "store.newer-version",
            Self::InUse { .. } => "store.in-use",
            Self::Locked { .. } => "store.locked",
            Self::Corrupt { .. } => "store.corrupt",
            Self::Foreign { .. } => "store.foreign",
            Self::ReadOnly { .. } => "store.read-only",
            Self::DiskFull { .. } => "store.disk-full",
            Self::RevisionConflict { .. } => "store.revision-conflict",
            Self::NotFound { .. } => "store.not-found",
            Self::Title { .. } => "store.title",
            Self::FileExists { .. } => "store.file-exists",
            Self::SetExists { .. } => "store.set-exists",
            Self::Set { cause, .. } => cause.code(),
            Self::SetLeft { .. } => "store.set-left",
            Self::FileMissing { .. } => "store.file-missing",
            Self::FileBusy { .. } => "store.file-busy",
            Self::FileName { .. } => "store.file-name",
            Self::Upgrade { .. } => "store.upgrade",
            Self::Backup { .. } => "store.backup",
            Self::Shelf { .. } => "store.shelf",
            Self::History { .. } => "store.history",
            Self::Damaged { .. } => "store.damaged",
            Self::Gone { .. } => "store.gone",
            Self::File { .. } => "store.file",
            Self::Database(_) => "store.database",
        }
    }

    /// Names the cause of a failed operation on `path`.
    pub(crate) fn from_io(source: io::Error, path: &Path) -> Self {
        let path = path.to_path_buf();
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: std has no kind for them.
        if cfg!(windows) && matches!(source.raw_os_error(), Some(32 | 33)) {
            return Self::FileBusy { path };
        }
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull { path }
            }
            io::ErrorKind::AlreadyExists => Self::FileExists { path },
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::FileMissing { path },
            io::ErrorKind::ResourceBusy => Self::FileBusy { path },
            io::ErrorKind::InvalidFilename => {
                Self::FileName { path, reason: "名称过长或含有不能使用的字符" }
            }
            _ => Self::File { path, source },
        }
    }

    /// Names the cause of a database error on the file `path`; damage is put aside first.
    pub(crate) fn from_sqlite(error: rusqlite::Error, path: &Path) -> Self {
        let place = path.to_path_buf();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path: place },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                crate::quarantine::corrupt(path, error.to_string())
            }
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly { path: place }
            }
            Some(ErrorCode::DiskFull) => Self::DiskFull { path: place },
            _ => Self::Database(error),
        }
    }

    /// Gives a raw database error its place and cause; other errors stay as they are.
    pub(crate) fn on(self, path: &Path) -> Self {
        match self {
            Self::Database(error) => Self::from_sqlite(error, path),
            other => other,
        }
    }
}
