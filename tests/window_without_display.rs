//! The window's program where there is no desktop to show it on.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

#[test]
fn without_a_desktop_it_ends_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for display in [None, Some(":4095")] {
        let mut program = Command::new(xtask::place::built("choujian"));
        program.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("CHOUJIAN_DATA", folder.path());
        if let Some(display) = display {
            program.env("DISPLAY", display);
        }
        let output = program.output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        let sentences: Vec<&str> = told.lines().filter(|line| line.contains("筹建通")).collect();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert_eq!(
            sentences,
            [
                "筹建通无法启动：这里没有图形界面，或者连不上它。请在桌面会话里打开，或者用命令行程序 choujian-cli。"
            ],
            "{told}"
        );
        assert!(!told.contains("panicked") && !told.contains("backtrace"), "{told}");
    }
}
