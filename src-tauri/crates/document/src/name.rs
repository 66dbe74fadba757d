//! File names that every system accepts.

/// Characters that Windows refuses in a file name.
const REFUSED: [char; 9] = ['<', '>', ':', '"', '/', '\\', '|', '?', '*'];
/// Names that Windows keeps for devices, with or without an ending.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
/// Most characters, leaving room for a folder and an ending within 255 bytes of UTF-8.
const MOST: usize = 60;

/// `05-捐建协议`, or `03-征求意见函-区财政局` for one paper of several.
#[must_use]
pub fn file_stem(position: usize, title: &str, row: Option<&str>) -> String {
    let name = row.map_or_else(|| title.to_owned(), |row| format!("{title}-{row}"));
    format!("{position:02}-{}", safe_name(&name))
}

/// A name without what file systems refuse: reserved characters, control and direction marks, device names,
/// dots or spaces at the end.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let cleaned: String = name
        .chars()
        .filter(|c| !is_mark(*c))
        .map(|c| if REFUSED.contains(&c) || c.is_control() { '_' } else { c })
        .take(MOST)
        .collect();
    let cleaned = cleaned.trim().trim_end_matches(['.', ' ']).to_owned();
    let stem = cleaned.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    if cleaned.is_empty() {
        "未命名".to_owned()
    } else if DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT") {
        format!("_{cleaned}")
    } else {
        cleaned
    }
}

#[cfg(test)]
mod tests {
    use super::file_stem;

    #[test]
    fn a_name_that_windows_refuses_is_made_harmless() {
        assert_eq!(file_stem(5, "捐建协议", None), "05-捐建协议");
        assert_eq!(file_stem(3, "征求意见函", Some("区财政局/国资局")), "03-征求意见函-区财政局_国资局");
        assert_eq!(file_stem(1, "CON", None), "01-_CON");
        assert_eq!(file_stem(1, "a\u{202e}b. ", None), "01-ab");
        assert_eq!(file_stem(12, "", None), "12-未命名");
    }
}
