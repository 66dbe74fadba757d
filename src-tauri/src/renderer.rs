//! How WebKit hands over what it draws on Linux (绘制方式).
//!
//! It uses memory of the graphics processor. Where there is none, a library stands in for it and draws each frame in full:
//! at 1366×768 that takes the processor several hundred milliseconds, after every key and every turn of the wheel.
//! WebKit's other way, plain shared memory, then takes a tenth. It reads which one to take from the environment when it
//! starts; so the program starts anew with it, which costs a few milliseconds.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts the program anew in the other way if there is no graphics processor and nobody has chosen. Comes back if there
/// is nothing to do, or if it cannot: then the window is slow, and all else is as it should be.
pub fn choose() {
    if std::env::var_os(VARIABLE).is_some() || has_processor(Path::new("/dev/dri")) {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let error = Command::new(program).args(std::env::args_os().skip(1)).env(VARIABLE, "1").exec();
    eprintln!("{VARIABLE}: {error}");
}

/// Whether the kernel offers a processor that draws: `renderD128` and on.
fn has_processor(devices: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(devices) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::has_processor;

    #[test]
    fn a_screen_alone_is_no_processor() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(!has_processor(&folder.path().join("none")));
        std::fs::write(folder.path().join("card0"), "").expect("a device");
        assert!(!has_processor(folder.path()));
        std::fs::write(folder.path().join("renderD128"), "").expect("a device");
        assert!(has_processor(folder.path()));
    }
}
