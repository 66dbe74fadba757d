//! Opening what the window needs, and what is said when that can't be done.

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};

use crate::desk::Desk;
use crate::error::Failure;
use crate::paths::Paths;
use crate::{recovery, zoom};

/// Opens the desk and shows the window; or says why not, without a window behind the message.
pub fn start(app: &AppHandle) {
    let refused = match Paths::find(app) {
        Ok(paths) => {
            crate::crash::watch(paths.crashes());
            match Desk::open(paths.clone()) {
                Ok(desk) => {
                    app.manage(desk);
                    if let Some(window) = app.get_webview_window("main") {
                        zoom::apply(app);
                        recovery::watch(&window);
                        let _ = window.show();
                    }
                    return;
                }
                Err(failure) => (failure, Some(paths)),
            }
        }
        Err(failure) => (failure, None),
    };
    let (failure, paths) = refused;
    log::error!("start refused: {}", failure.code);
    match paths.filter(|_| failure.code == "store.corrupt").and_then(|paths| latest(&paths).zip(Some(paths)))
    {
        Some((backup, paths)) => offer(app, &failure, &backup, paths),
        None => refuse(app, &failure),
    }
}

/// The latest dated copy of the store, if there is any.
fn latest(paths: &Paths) -> Option<store::Backup> {
    store::backups(&paths.backups()).ok()?.into_iter().next()
}

/// Says what is wrong and ends the program.
fn refuse(app: &AppHandle, failure: &Failure) {
    let handle = app.clone();
    message(app, failure, "").show(move |_| handle.exit(1));
}

/// A damaged store and a copy of it: the user decides whether to go on with the copy.
fn offer(app: &AppHandle, failure: &Failure, backup: &store::Backup, paths: Paths) {
    let made = backup.made_at.format("%Y年%-m月%-d日%H:%M");
    let more =
        format!("有{made}的备份。恢复以后，这个时间以后的修改不在其中；损坏的文件另存一份，不会删除。\n\n");
    let buttons = MessageDialogButtons::OkCancelCustom("用这份备份恢复".to_owned(), "退出".to_owned());
    let (handle, file) = (app.clone(), backup.path.clone());
    message(app, failure, &more).buttons(buttons).show(move |agreed| {
        if !agreed {
            handle.exit(1);
            return;
        }
        match store::restore(&file, &paths.store()) {
            Ok(_) => handle.restart(),
            Err(error) => refuse(&handle, &Failure::from(error)),
        }
    });
}

fn message(
    app: &AppHandle,
    failure: &Failure,
    more: &str,
) -> tauri_plugin_dialog::MessageDialogBuilder<tauri::Wry> {
    app.dialog()
        .message(format!("{}\n\n{more}（{}）", failure.detail, failure.code))
        .title("筹建通无法启动")
        .kind(MessageDialogKind::Error)
}
