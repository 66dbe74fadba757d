//! Why a file could not be taken at all; problems of single cells are not errors, see [`crate::Problem`].

/// A file that cannot be read, or not within the limits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct WorkbookError {
    /// Stable code, `workbook.…`.
    pub code: &'static str,
    /// What is wrong and what to do (中文).
    pub message: String,
}

impl WorkbookError {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub(crate) fn corrupt(reason: impl std::fmt::Display) -> Self {
        let message = format!(
            "表格文件已经损坏或者不完整，读不出来（{reason}）；请在 Excel 或 WPS 里打开它，另存为 .xlsx 后再导入"
        );
        Self::new("workbook.corrupt", message)
    }

    pub(crate) fn password() -> Self {
        Self::new(
            "workbook.password",
            "表格设了打开密码，读不出来；请在 Excel 或 WPS 里打开它，取消密码后另存一份再导入",
        )
    }

    pub(crate) fn too_large(message: impl Into<String>) -> Self {
        Self::new("workbook.too-large", message)
    }

    pub(crate) fn cancelled() -> Self {
        Self::new("workbook.cancelled", "已经取消，没有导入任何内容")
    }
}
