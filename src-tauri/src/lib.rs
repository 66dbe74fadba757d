//! The window: Tauri around the four libraries.
//!
//! Everything the page can ask for stands in [`ipc`], one list; each command is a thin layer over a library. What the
//! regulations say is not known here.

mod change;
mod command;
mod desk;
mod error;
mod ipc;
mod opened;
mod paths;
#[cfg(target_os = "linux")]
mod renderer;
mod start;
mod view;

use std::process::ExitCode;

use tauri::Manager;
use tauri_plugin_window_state::StateFlags;

/// Runs the program until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    #[cfg(target_os = "linux")]
    renderer::choose();
    let mut builder = tauri::Builder::default();
    // Tests run several programs side by side, each with a data folder of its own.
    if std::env::var_os("CHOUJIAN_DATA").is_none() {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }));
    }
    let app = builder
        .plugin(
            tauri_plugin_log::Builder::new()
                .level(log::LevelFilter::Info)
                .max_file_size(1_000_000)
                .rotation_strategy(tauri_plugin_log::RotationStrategy::KeepSome(3))
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(
            // Whether the window is shown is decided by `start`: not before there is something to show.
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(StateFlags::all() & !StateFlags::VISIBLE)
                .build(),
        )
        .invoke_handler(ipc::handler())
        .setup(|app| {
            start::start(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("筹建通无法启动：{error}");
            ExitCode::FAILURE
        }
    }
}
