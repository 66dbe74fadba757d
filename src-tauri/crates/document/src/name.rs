//! File names that every system can have, Windows above all.
//!
//! Names are made of what users type (project names), so that anything may occur in them.

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
/// Most characters: Windows counts the whole path, usually up to 260 …
const MOST: usize = 60;
/// … and most bytes of UTF-8, leaving room for an ending: most Linux file systems end at 255.
const MOST_BYTES: usize = 200;

/// `05-捐建协议`, or `03-征求意见函-区财政局` for one paper of several.
#[must_use]
pub fn file_stem(position: usize, title: &str, row: Option<&str>) -> String {
    let name = row.map_or_else(|| title.to_owned(), |row| format!("{title}-{row}"));
    format!("{position:02}-{}", safe_name(&name))
}

/// A name, without ending, that no file system refuses.
///
/// Reserved characters become their full-width forms, control characters and marks of writing direction go,
/// device names (CON, NUL, COM1 …) get a low line in front, and an over-long text is cut at a character.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let mut stem = String::new();
    for character in name.chars().filter(|character| !hidden(*character)).take(MOST) {
        let wide = RESERVED.iter().find(|(reserved, _)| *reserved == character).map(|(_, wide)| *wide);
        let character = wide.unwrap_or(character);
        if stem.len() + character.len_utf8() > MOST_BYTES {
            break;
        }
        stem.push(character);
    }
    // A leading dot hides a file on Unix, a trailing one or a space is dropped by Windows.
    match stem.trim_matches(|character: char| character == '.' || character.is_whitespace()) {
        "" => "未命名".to_owned(),
        device if is_device(device) => format!("_{device}"),
        name => name.to_owned(),
    }
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

#[cfg(test)]
mod tests {
    use super::{file_stem, safe_name};

    #[test]
    fn a_name_that_a_system_refuses_is_made_harmless() {
        let cases = [
            ("捐建协议", "捐建协议"),
            ("甲/乙:丙*?", "甲／乙：丙＊？"),
            ("CON", "_CON"),
            ("nul.tar", "_nul.tar"),
            ("COM1", "_COM1"),
            ("COM10", "COM10"),
            ("lpt²", "_lpt²"),
            ("..隐藏. ", "隐藏"),
            ("", "未命名"),
            (" . ", "未命名"),
            ("报告\u{202E}xcod\n.exe", "报告xcod.exe"),
            ("𠮷㙍😀", "𠮷㙍😀"),
        ];
        for (name, expected) in cases {
            assert_eq!(safe_name(name), expected);
        }
        assert_eq!(safe_name(&"长".repeat(300)), "长".repeat(60));
        // 50 characters of four bytes are the most that fit into 200 bytes.
        assert_eq!(safe_name(&"𠮷".repeat(300)), "𠮷".repeat(50));
    }

    #[test]
    fn papers_are_numbered_in_the_order_of_the_list() {
        assert_eq!(file_stem(5, "捐建协议", None), "05-捐建协议");
        assert_eq!(file_stem(3, "征求意见函", Some("区财政局/国资局")), "03-征求意见函-区财政局／国资局");
        assert_eq!(file_stem(12, "", None), "12-未命名");
    }
}
