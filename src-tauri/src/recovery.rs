//! What is shown when the process that draws the page has died: a page that says so and loads the program again.

use tauri::WebviewWindow;

/// The page that says so; it needs no script and no answer of the program.
#[cfg(target_os = "linux")]
const PAGE: &str = "/recovery.html";

/// Looks after the process of a window. WebKitGTK would leave the last picture standing.
#[cfg(target_os = "linux")]
pub fn watch(window: &WebviewWindow) {
    use webkit2gtk::WebViewExt;

    let Ok(mut page) = window.url() else { return };
    page.set_path(PAGE);
    page.set_query(None);
    let watched = window.with_webview(move |webview| {
        webview.inner().connect_web_process_terminated(move |view, reason| {
            log::error!("the web process ended: {reason:?}");
            let mut page = page.clone();
            // The place one was at, for the way back.
            let place = view.uri().and_then(|uri| tauri::Url::parse(&uri).ok());
            page.set_fragment(place.as_ref().and_then(tauri::Url::fragment));
            view.load_uri(page.as_str());
        });
    });
    if let Err(error) = watched {
        log::warn!("the web process is not watched: {error}");
    }
}

/// On other systems the web view shows a page of its own that loads again.
#[cfg(not(target_os = "linux"))]
pub fn watch(_window: &WebviewWindow) {}
