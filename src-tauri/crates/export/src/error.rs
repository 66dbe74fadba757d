//! What can go wrong while a paper becomes bytes.

/// Why a paper could not be written. [`ExportError::code`] is stable, the message is for people.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// `style.toml` says something that cannot be followed.
    #[error("版式文件 style.toml{}：{key}：{message}", .line.map(|n| format!("第 {n} 行")).unwrap_or_default())]
    Style {
        /// The key at fault, e.g. `official.page.top_mm`.
        key: String,
        /// Line in the file, where known.
        line: Option<usize>,
        /// What is wrong with it and what is expected.
        message: String,
    },
    /// Not one usable font file was found for a role.
    #[error(
        "找不到可用的字体文件：{wanted}。请把字体文件放进程序的 fonts 文件夹，或在版式文件中改用已有的字体。"
    )]
    NoFont {
        /// The file names that were looked for.
        wanted: String,
    },
    /// A font file exists but cannot be embedded.
    #[error("字体文件 {file} 无法使用：{reason}")]
    Font {
        /// Its file name.
        file: String,
        /// Why.
        reason: String,
    },
    /// A table that no page can hold readably.
    #[error("表格共 {columns} 列，缩到最小字号 {least} 磅仍放不进版心。请减少列数，或把表格拆成几张。")]
    TableTooWide {
        /// Its number of columns.
        columns: usize,
        /// The smallest size that style.toml allows, in points.
        least: f32,
    },
    /// The Word package could not be put together.
    #[error("生成 Word 文件失败：{0}")]
    Docx(String),
    /// The PDF file could not be put together.
    #[error("生成 PDF 文件失败：{0}")]
    Pdf(String),
    /// The archive could not be put together.
    #[error("打包失败：{0}")]
    Zip(String),
}

impl ExportError {
    /// Stable code of the error, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Style { .. } => "export.style",
            Self::NoFont { .. } => "export.no-font",
            Self::Font { .. } => "export.font",
            Self::TableTooWide { .. } => "export.table-too-wide",
            Self::Docx(_) => "export.docx",
            Self::Pdf(_) => "export.pdf",
            Self::Zip(_) => "export.zip",
        }
    }
}
