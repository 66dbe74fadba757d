//! File names that every system can have, Windows above all.
//!
//! Names are made of what users type (project names), so that anything may occur in them.

/// The greatest length of a name made here, in bytes of UTF-8 (most Linux file systems end at 255) …
const MOST_BYTES: usize = 200;
/// … and in characters: Windows counts the whole path, usually up to 260.
const MOST_CHARACTERS: usize = 80;

/// Characters that Windows refuses, and the full-width ones that say the same.
const RESERVED: [(char, char); 9] = [
    ('<', '＜'),
    ('>', '＞'),
    (':', '：'),
    ('"', '＂'),
    ('/', '／'),
    ('\\', '＼'),
    ('|', '｜'),
    ('?', '？'),
    ('*', '＊'),
];

/// A safe file name of a text and an extension without dot (`docx`); an empty extension gives none.
///
/// Reserved characters become their full-width forms, control characters and marks of writing direction go,
/// device names (CON, NUL, COM1 …) get a low line in front, and an over-long text is cut at a character.
#[must_use]
pub fn file_name(text: &str, extension: &str) -> String {
    let mut stem = String::new();
    for character in text.chars().filter(|character| !hidden(*character)).take(MOST_CHARACTERS) {
        let character =
            RESERVED.iter().find(|(reserved, _)| *reserved == character).map_or(character, |(_, wide)| *wide);
        if stem.len() + character.len_utf8() > MOST_BYTES {
            break;
        }
        stem.push(character);
    }
    // A leading dot hides a file on Unix, a trailing one or a space is dropped by Windows.
    let trimmed = stem.trim_matches(|character: char| character == '.' || character.is_whitespace());
    let stem = match trimmed {
        "" => "未命名".to_owned(),
        device if is_device(device) => format!("_{device}"),
        name => name.to_owned(),
    };
    if extension.is_empty() { stem } else { format!("{stem}.{extension}") }
}

/// Checks a file name that was chosen, without changing it.
///
/// # Errors
/// Why it can't be one, in Chinese.
pub fn check(name: &str) -> Result<(), &'static str> {
    if name.is_empty() {
        return Err("没有文件名");
    }
    if name.len() > 255 {
        return Err("名称过长");
    }
    if name.chars().any(|character| RESERVED.iter().any(|(reserved, _)| *reserved == character)) {
        return Err("不能含有 < > : \" / \\ | ? *");
    }
    if name.chars().any(hidden) {
        return Err("含有看不见的控制字符");
    }
    if name.ends_with(['.', ' ']) {
        return Err("不能以点或空格结尾");
    }
    if is_device(name) {
        return Err("这是Windows的设备名");
    }
    Ok(())
}

/// Characters that can't be seen, some of which make `gpj.exe` look like `exe.jpg`.
fn hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Windows takes `con`, `CON.txt` and `COM¹` for devices.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let Some(port) = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT")) else {
        return false;
    };
    let mut rest = port.chars();
    matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
}
