//! How large the page is shown (显示比例): a few sizes, remembered in the settings.

use serde_json::Value as Json;
use tauri::{AppHandle, Manager, WebviewWindow};

use crate::desk::Desk;
use crate::error::Failure;

/// Percent, and the factor that the web view takes.
const SIZES: [(u16, f64); 11] = [
    (50, 0.5),
    (67, 0.67),
    (75, 0.75),
    (80, 0.8),
    (90, 0.9),
    (100, 1.0),
    (110, 1.1),
    (125, 1.25),
    (150, 1.5),
    (175, 1.75),
    (200, 2.0),
];

/// The sizes in percent, from the smallest.
pub fn sizes() -> impl Iterator<Item = u16> {
    SIZES.iter().map(|(percent, _)| *percent)
}

/// The size that was chosen; 100 where none was.
pub fn chosen(desk: &Desk) -> u16 {
    let kept = desk.store().settings().get::<u16>("zoom");
    kept.ok().flatten().filter(|kept| sizes().any(|size| size == *kept)).unwrap_or(100)
}

/// Shows the page in the size that was chosen.
pub fn apply(app: &AppHandle) {
    let (Some(window), Some(desk)) = (app.get_webview_window("main"), app.try_state::<Desk>()) else {
        return;
    };
    let percent = chosen(&desk);
    if let Some((_, factor)) = SIZES.iter().find(|(size, _)| *size == percent)
        && let Err(error) = window.set_zoom(*factor)
    {
        log::warn!("zoom {percent}: {error}");
    }
}

/// Remembers a size and shows the page in it.
pub fn choose(window: &WebviewWindow, desk: &Desk, value: &Json) -> Result<(), Failure> {
    let wanted = sizes().find(|size| value.as_u64() == Some(u64::from(*size)));
    let wanted = wanted.ok_or_else(|| Failure::new("settings.value", format!("显示比例不能设为 {value}")))?;
    desk.store().settings().set("zoom", &wanted)?;
    apply(window.app_handle());
    Ok(())
}
