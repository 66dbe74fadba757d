//! Where things lie: data, templates, fonts, papers. Environment variables override them for tests.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager};

use crate::error::Failure;

/// Folders of the program.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The store and its backups (`CHOUJIAN_DATA`).
    pub data: PathBuf,
    /// Template folder that came with the program.
    pub templates: PathBuf,
    /// Font folders in the order of preference; the first is the user's own.
    pub fonts: Vec<PathBuf>,
    /// Where papers go until the user chooses (`CHOUJIAN_OUTPUT`, which also stands in for every dialog).
    pub output: PathBuf,
    /// Whether `CHOUJIAN_OUTPUT` is set: then no dialog is shown.
    pub silent: bool,
    /// The spreadsheet that stands in for the dialog when importing (`CHOUJIAN_IMPORT`).
    pub import: Option<PathBuf>,
    /// The folder that stands in for the dialog when another one is chosen for papers (`CHOUJIAN_FOLDER`).
    pub folder: Option<PathBuf>,
}

impl Paths {
    /// Finds the folders.
    pub fn find(app: &AppHandle) -> Result<Self, Failure> {
        let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let data = match named("CHOUJIAN_DATA") {
            Some(folder) => folder,
            None => app.path().app_data_dir().map_err(|error| {
                Failure::new("shell.no-data-folder", format!("找不到存放数据的文件夹：{error}"))
            })?,
        };
        let resources = app.path().resource_dir().unwrap_or_default();
        let program = std::env::current_exe().ok();
        let beside = program.as_deref().and_then(Path::parent);
        let templates = named("CHOUJIAN_TEMPLATES")
            .or_else(|| Some(resources.join("templates")).filter(|folder| folder.join("shared").is_dir()))
            .or_else(|| beside.and_then(store::shelf::locate))
            .ok_or_else(|| {
                Failure::new("shell.no-templates", "找不到随程序安装的模板文件夹 templates，请重新安装程序")
            })?;
        let root = templates.parent().map(Path::to_path_buf).unwrap_or_default();
        let fonts = vec![
            data.join("fonts"),
            resources.join("fonts"),
            root.join("fonts"),
            root.join("src-tauri/fonts"),
        ];
        let output = named("CHOUJIAN_OUTPUT");
        let silent = output.is_some();
        let documents = || app.path().document_dir().unwrap_or_else(|_| data.clone()).join("筹建通");
        let (import, folder) = (named("CHOUJIAN_IMPORT"), named("CHOUJIAN_FOLDER"));
        Ok(Self { templates, fonts, silent, import, folder, output: output.unwrap_or_else(documents), data })
    }

    /// The SQLite file.
    pub fn store(&self) -> PathBuf {
        self.data.join("choujian.db")
    }

    /// Dated copies of it.
    pub fn backups(&self) -> PathBuf {
        self.data.join("backups")
    }

    /// Reports of what made the program fail.
    pub fn crashes(&self) -> PathBuf {
        self.data.join("crashes")
    }

    /// Years of holidays that the user imported.
    pub fn calendars(&self) -> PathBuf {
        self.data.join("calendar")
    }
}
