//! File names that every system can have, Windows above all.
//!
//! Names are made of what users type (project names), so that anything may occur in them.

use std::collections::HashSet;

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
/// Most characters before the ending: Windows counts the whole path, usually up to 260.
const MOST: usize = 60;
/// Most bytes of UTF-8 in a name with its ending, where nothing else is said: eCryptfs, which encrypts home folders on
/// Linux, ends at 143; most other file systems there at 255.
pub const NAME_BYTES: usize = 143;
/// Fewest bytes that can be asked for: a number, a few characters, a number that keeps names apart, an ending.
pub const LEAST_NAME_BYTES: usize = 40;

/// Names that are given to the files of one folder, each within so many bytes and no two the same.
#[derive(Debug)]
pub struct Names {
    most: usize,
    taken: HashSet<String>,
}

impl Names {
    /// No names yet; a name has at most `most` bytes of UTF-8 with its ending.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, taken: HashSet::new() }
    }

    /// A name, without ending, for files that end with the longest of `endings` at most. One that is taken already, also
    /// in other letters' case, gets a number at its end.
    pub fn stem(&mut self, wanted: &str, endings: &[&str]) -> String {
        let room = self.most.saturating_sub(endings.iter().map(|ending| ending.len()).max().unwrap_or(0));
        let mut stem = within(wanted, room, "");
        let mut number = 1_usize;
        while !self.taken.insert(stem.to_lowercase()) {
            number += 1;
            stem = within(wanted, room, &format!("-{number}"));
        }
        stem
    }
}

/// `05-捐建协议`, or `03-征求意见函-区财政局` for one paper of several.
#[must_use]
pub fn file_stem(position: usize, title: &str, row: Option<&str>) -> String {
    let name = row.map_or_else(|| title.to_owned(), |row| format!("{title}-{row}"));
    format!("{position:02}-{}", safe(&name))
}

/// A name with its ending (`.zip`, or nothing for a folder) that no file system refuses, of at most `most` bytes.
///
/// Reserved characters become their full-width forms, control characters and marks of writing direction go,
/// device names (CON, NUL, COM1 …) get a low line in front, and an over-long text is cut at a character.
#[must_use]
pub fn safe_name(name: &str, ending: &str, most: usize) -> String {
    let stem = within(&safe(name), most.saturating_sub(ending.len()), "");
    format!("{stem}{ending}")
}

/// The name cut to `room` bytes with `tail`, which stays whole.
fn within(name: &str, room: usize, tail: &str) -> String {
    let room = room.saturating_sub(tail.len());
    let ends = name.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let end = ends.take_while(|end| *end <= room).last().unwrap_or(0);
    // Nor may the cut leave a dot or a space at the end, which Windows drops.
    let kept = name[..end].trim_end_matches(|letter: char| letter == '.' || letter.is_whitespace());
    format!("{kept}{tail}")
}

/// The name in harmless characters, of no more than [`MOST`].
fn safe(name: &str) -> String {
    let wide = |character| {
        RESERVED.iter().find(|(reserved, _)| *reserved == character).map_or(character, |(_, wide)| *wide)
    };
    let stem: String =
        name.chars().filter(|character| !hidden(*character)).take(MOST).map(wide).collect();
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
    use super::{NAME_BYTES, Names, file_stem, safe_name};

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
            assert_eq!(safe_name(name, "", NAME_BYTES), expected);
        }
        assert_eq!(safe_name(&"a".repeat(300), "", NAME_BYTES), "a".repeat(60));
    }

    #[test]
    fn a_name_is_cut_at_a_character_and_keeps_its_ending() {
        // 143 bytes: 46 characters of three bytes and .json with five make 143, 47 and no ending 141.
        assert_eq!(safe_name(&"长".repeat(300), "", 143), "长".repeat(47));
        assert_eq!(safe_name(&"长".repeat(300), ".json", 143), format!("{}.json", "长".repeat(46)));
        assert_eq!(safe_name(&"长".repeat(300), "-期限.ics", 143).len(), 143);
        // 35 characters of four bytes.
        assert_eq!(safe_name(&"𠮷".repeat(300), "", 143), "𠮷".repeat(35));
        assert_eq!(safe_name("长长 长长", ".zip", 12), "长长.zip");
        assert_eq!(safe_name(&"长".repeat(300), "", 255), "长".repeat(60));
    }

    #[test]
    fn names_that_become_equal_are_kept_apart() {
        let mut names = Names::new(40);
        let long = |last: &str| format!("03-征求意见函-{}{last}", "长".repeat(20));
        let first = names.stem(&long("甲"), &[".docx", ".pdf"]);
        let second = names.stem(&long("乙"), &[".docx", ".pdf"]);
        let third = names.stem(&long("丙"), &[".docx", ".pdf"]);
        // 40 bytes less .docx: 35, of which the front takes 19; five characters of three bytes fit, four beside -2.
        assert_eq!(first, "03-征求意见函-长长长长长");
        assert_eq!(second, "03-征求意见函-长长长长-2");
        assert_eq!(third, "03-征求意见函-长长长长-3");
        assert_eq!([names.stem("A", &[]), names.stem("a", &[])], ["A", "a-2"]);
    }

    #[test]
    fn papers_are_numbered_in_the_order_of_the_list() {
        assert_eq!(file_stem(5, "捐建协议", None), "05-捐建协议");
        assert_eq!(file_stem(3, "征求意见函", Some("区财政局/国资局")), "03-征求意见函-区财政局／国资局");
        assert_eq!(file_stem(12, "", None), "12-未命名");
    }
}
