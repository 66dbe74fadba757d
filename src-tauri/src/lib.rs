//! The window: Tauri around the four libraries.
//!
//! Everything the page can ask for stands in [`ipc`], one list; each command is a thin layer over a library. What the
//! regulations say is not known here.

mod backup;
mod change;
mod closing;
mod command;
mod crash;
mod desk;
mod error;
mod ipc;
mod opened;
mod paths;
mod recovery;
#[cfg(target_os = "linux")]
mod renderer;
mod start;
mod view;
mod zoom;

use std::process::ExitCode;

use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, RunEvent};
use tauri_plugin_window_state::StateFlags;

/// Runs the program until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    #[cfg(target_os = "linux")]
    {
        renderer::choose();
        if gtk::init().is_err() {
            eprintln!(
                "筹建通无法启动：这里没有图形界面，或者连不上它。请在桌面会话里打开，或者用命令行程序 choujian-cli。"
            );
            return ExitCode::FAILURE;
        }
    }
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
                .format(|out, message, record| {
                    // In the zone of the system, as everything else that is shown.
                    let at = desk::now().format("%Y-%m-%d %H:%M:%S");
                    out.finish(format_args!("[{at}][{}][{}] {message}", record.target(), record.level()));
                })
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
        .on_window_event(closing::on_event)
        .on_page_load(|webview, payload| {
            // A page that is loaded again, after a restore or in a new process, keeps its size.
            if payload.event() == PageLoadEvent::Finished {
                zoom::apply(webview.app_handle());
            }
        })
        .invoke_handler(ipc::handler())
        .setup(|app| {
            start::start(app.handle())?;
            end_on_signal(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            // Nothing else drops what the program holds: the store is closed here, whichever way the program ends.
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    if let Some(desk) = app.try_state::<desk::Desk>() {
                        backup::close(&desk);
                    }
                    if let Some(start) = app.try_state::<start::Start>() {
                        drop(start.lock().held.take());
                    }
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("筹建通无法启动：{error}");
            ExitCode::FAILURE
        }
    }
}

/// Ends the program as closing its window does when the system asks for it (SIGTERM at shutdown or logging out).
#[cfg(unix)]
fn end_on_signal(app: &AppHandle) {
    use signal_hook::consts::{SIGHUP, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP]) else { return };
    let app = app.clone();
    let waiting = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if signals.forever().next().is_some() {
            app.exit(0);
        }
    });
    if let Err(error) = waiting {
        log::warn!("no thread for signals: {error}");
    }
}

#[cfg(not(unix))]
fn end_on_signal(_: &AppHandle) {}
