//! Writing files whole, and reading a folder of templates.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::files;
use store::{lay_set, shelf, write_whole};
use tempfile::tempdir;

#[test]
fn a_file_is_written_whole_and_replaced_only_on_word() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("05-捐建协议.docx");
    write_whole(&path, b"first", false).unwrap();
    let refused = write_whole(&path, b"second", false).unwrap_err();
    assert_eq!(refused.code(), "store.file-exists");
    assert!(refused.to_string().contains("05-捐建协议.docx"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), b"first");
    write_whole(&path, b"second", true).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    assert_eq!(files(folder.path()), ["05-捐建协议.docx"]);
}

#[test]
fn what_can_not_be_written_says_why() {
    let folder = tempdir().unwrap();
    let missing = folder.path().join("没有").join("a.docx");
    assert_eq!(write_whole(&missing, b"x", false).unwrap_err().code(), "store.file-missing");
    assert_eq!(write_whole(folder.path(), b"x", true).unwrap_err().code(), "store.file-name");
    assert!(files(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file_and_no_part_of_the_new() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;

    const CHILD: &str = "CHOUJIAN_TEST_FILE";
    if let Some(path) = std::env::var_os(CHILD) {
        let bytes = vec![b'x'; 1 << 20];
        let outcome = write_whole(std::path::Path::new(&path), &bytes, true);
        println!("\nfound: {}", outcome.map_or_else(|error| error.code(), |()| "written"));
        return;
    }
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.docx");
    write_whole(&path, b"old", false).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o400, 0o400);
    // A limit on the size of files stands in for a full disk: the same write fails half way.
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["a_full_disk_leaves_the_old_file_and_no_part_of_the_new", "--exact", "--nocapture"])
        .env(CHILD, &path)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("found: store.disk-full"), "{text}");
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(files(folder.path()), ["a.docx"]);
}

#[test]
fn a_set_is_written_in_full_or_refused_before_anything_is_written() {
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let set =
        |names: &[&str]| names.iter().map(|name| (path(name), name.as_bytes().to_vec())).collect::<Vec<_>>();
    let lay = |names: &[&str], overwrite| {
        let files = set(names);
        let files: Vec<_> = files.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice())).collect();
        lay_set(&files, overwrite).map(store::LaidSet::keep)
    };
    lay(&["a", "b"], false).unwrap();
    assert_eq!(fs::read(path("b")).unwrap(), b"b");
    fs::write(path("b"), "mine").unwrap();
    let refused = lay(&["b", "c", "a"], false).unwrap_err();
    assert_eq!(refused.code(), "store.set-exists");
    let told = refused.to_string();
    assert!(
        told.contains(&*path("a").to_string_lossy()) && told.contains(&*path("b").to_string_lossy()),
        "{told}"
    );
    assert_eq!(lay(&["c", "C"], true).unwrap_err().code(), "store.file-name");
    assert_eq!(fs::read(path("b")).unwrap(), b"mine");
    lay(&["b", "c"], true).unwrap();
    assert_eq!(fs::read(path("b")).unwrap(), b"b");
    assert_eq!(files(folder.path()), ["a", "b", "c"]);
}

/// Writes the set of the next test in this process, whose disk is full for larger files.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_at_the_third_file_leaves_nothing_of_the_set() {
    use std::process::Command;

    const CHILD: &str = "CHOUJIAN_TEST_SET";
    let set = |folder: &std::path::Path| {
        [("a", 10), ("b", 10), ("c", 1 << 20)].map(|(name, size)| (folder.join(name), vec![b'x'; size]))
    };
    if let Some(folder) = std::env::var_os(CHILD) {
        let files = set(std::path::Path::new(&folder));
        let files: Vec<_> = files.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice())).collect();
        let outcome = lay_set(&files, true).map(store::LaidSet::keep);
        println!(
            "\nfound: {}",
            outcome.map_or_else(|error| format!("{} {error}", error.code()), |()| "written".into())
        );
        return;
    }
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("b"), "old").unwrap();
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["a_disk_that_fills_up_at_the_third_file_leaves_nothing_of_the_set", "--exact", "--nocapture"])
        .env(CHILD, folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("found: store.disk-full") && text.contains("3个文件一个也没有写入"), "{text}");
    assert_eq!(fs::read(folder.path().join("b")).unwrap(), b"old");
    assert_eq!(files(folder.path()), ["b"]);
}

#[test]
fn a_folder_of_templates_is_read_as_text() {
    let folder = tempdir().unwrap();
    fs::create_dir_all(folder.path().join("donation/rules")).unwrap();
    fs::write(folder.path().join("donation/procedure.toml"), "\u{FEFF}slug = \"donation\"\n").unwrap();
    fs::write(folder.path().join("donation/rules/escrow.toml"), "title = \"首笔资金\"\n").unwrap();
    fs::write(folder.path().join("donation/图.png"), [0x89, 0x50]).unwrap();
    fs::write(folder.path().join(".DS_Store"), [0xFF]).unwrap();
    fs::write(folder.path().join("说明.md"), "# 说明\n").unwrap();
    let shelf = shelf::read(folder.path()).unwrap();
    let read: Vec<_> = shelf.files().collect();
    let expected = [
        ("donation/procedure.toml", "slug = \"donation\"\n"),
        ("donation/rules/escrow.toml", "title = \"首笔资金\"\n"),
        ("说明.md", "# 说明\n"),
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_file_of_templates_that_can_not_be_read_is_told_and_the_others_are_read() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("甲")).unwrap();
    fs::write(folder.path().join("甲/procedure.toml"), "slug = \"甲\"\n").unwrap();
    let refusal = |name: &str| {
        let shelf = shelf::read(folder.path()).unwrap();
        assert_eq!(shelf.text("甲/procedure.toml"), Some("slug = \"甲\"\n"));
        assert_eq!(shelf.text(name), None);
        let (_, refused) = shelf.refused().find(|(path, _)| *path == name).unwrap();
        (refused.line, refused.reason.clone())
    };
    fs::create_dir(folder.path().join("乙")).unwrap();
    let bad = folder.path().join("乙/坏.toml");
    fs::write(&bad, b"a = 1\nb = \"\xB3\xE5\"\n").unwrap();
    assert_eq!(refusal("乙/坏.toml"), (Some(2), "这里不是UTF-8编码，请另存为UTF-8".to_owned()));
    fs::write(&bad, vec![b' '; (1 << 20) + 1]).unwrap();
    assert_eq!(refusal("乙/坏.toml"), (None, "文件超过1 MB，请拆分".to_owned()));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("乙/外.toml")).unwrap();
        assert_eq!(refusal("乙/外.toml"), (None, "它是符号链接，请换成文件本身".to_owned()));
    }
}

#[test]
fn a_folder_of_templates_without_bounds_is_refused_with_the_place() {
    let folder = tempdir().unwrap();
    fs::create_dir_all(folder.path().join("1/2/3/4/5/6/7/8/9")).unwrap();
    let error = shelf::read(folder.path()).unwrap_err();
    assert_eq!(error.code(), "store.shelf");
    assert!(error.to_string().contains("9”不能读取：文件夹嵌套超过8层"), "{error}");
    assert_eq!(shelf::read(&folder.path().join("没有")).unwrap_err().code(), "store.file-missing");
}

#[test]
fn the_shipped_templates_are_found_from_the_folder_of_the_program() {
    let root = tempdir().unwrap();
    let templates = root.path().join("templates");
    let program = root.path().join("target/debug");
    fs::create_dir_all(templates.join("shared")).unwrap();
    fs::create_dir_all(&program).unwrap();
    assert_eq!(shelf::locate(&program), Some(templates));
    let own = program.join("templates");
    // A folder that is called templates but holds none is passed over.
    fs::create_dir_all(&own).unwrap();
    assert_ne!(shelf::locate(&program), Some(own.clone()));
    fs::create_dir_all(own.join("shared")).unwrap();
    assert_eq!(shelf::locate(&program), Some(own));
}

#[test]
fn what_lies_beside_the_years_is_named_and_left_out() {
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("2026.toml"), "\u{FEFF}year = 2026\n").unwrap();
    fs::write(path("2027.toml"), [0xff, 0xfe]).unwrap();
    fs::write(path("README.md"), "# 说明\n").unwrap();
    fs::write(path("2026 (1).toml"), "year = 2026\n").unwrap();
    fs::write(path(".2026.toml.swp"), "x").unwrap();
    fs::create_dir(path("2028.toml")).unwrap();
    let (years, left_out) = shelf::read_years(folder.path()).unwrap();
    assert_eq!(years, [("2026.toml".to_owned(), "year = 2026\n".to_owned())]);
    let names: Vec<&str> = left_out.iter().map(|told| told.split('：').next().unwrap()).collect();
    assert_eq!(names, ["2026 (1).toml", "2027.toml", "2028.toml", "README.md"]);
}
