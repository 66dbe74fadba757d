//! Prepares the window: icons, capabilities, resources.

fn main() {
    tauri_build::build();
}
