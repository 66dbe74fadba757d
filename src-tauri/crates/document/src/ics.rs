//! Deadlines as an iCalendar file for the phone (RFC 5545).

use chrono::{Days, NaiveDate};
use procedure::assessment::{DeadlineReport, DeadlineState};

use crate::number::chinese_number;

/// Longest line in bytes without its end (RFC 5545, 3.1).
const MOST_BYTES: usize = 75;

/// A calendar of all deadlines that are known and not yet met, each an event of the whole day with reminders seven
/// days and one day ahead. `made` is the day of the file; equal input gives equal bytes.
#[must_use]
pub fn ics(title: &str, deadlines: &[DeadlineReport], made: NaiveDate) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//choujian//deadlines//ZH".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(title)),
    ];
    for deadline in deadlines.iter().filter(|deadline| deadline.state != DeadlineState::Done) {
        if let Some(due) = deadline.due {
            event(&mut lines, title, deadline, due, made);
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn event(lines: &mut Vec<String>, title: &str, deadline: &DeadlineReport, due: NaiveDate, made: NaiveDate) {
    let day = |date: NaiveDate| date.format("%Y%m%d").to_string();
    let after = due.checked_add_days(Days::new(1)).unwrap_or(due);
    let provisional = if deadline.provisional { "（暂定）" } else { "" };
    let basis: Vec<String> = deadline
        .basis
        .iter()
        .map(|citation| match citation.article.parse() {
            Ok(article) => format!("{}第{}条", citation.number, chinese_number(article)),
            Err(_) => format!("{}{}", citation.number, citation.article),
        })
        .collect();
    let mut about: Vec<String> = vec![title.to_owned(), format!("依据：{}", basis.join("、"))];
    about.extend(deadline.steps.iter().map(|step| step.text.clone()));
    lines.push("BEGIN:VEVENT".to_owned());
    // The same deadline keeps its UID when its day moves, so that a phone moves the event and adds no second one.
    lines.push(format!("UID:{}-{:016x}@choujian", deadline.id.replace('/', "-"), fingerprint(title)));
    lines.push(format!("DTSTAMP:{}T000000Z", day(made)));
    lines.push(format!("DTSTART;VALUE=DATE:{}", day(due)));
    lines.push(format!("DTEND;VALUE=DATE:{}", day(after)));
    lines.push(format!("SUMMARY:{}{provisional}", escaped(&deadline.label)));
    lines.push(format!("DESCRIPTION:{}", escaped(&about.join("\n"))));
    lines.push("TRANSP:TRANSPARENT".to_owned());
    for ahead in ["-P7D", "-P1D"] {
        lines.extend(["BEGIN:VALARM", "ACTION:DISPLAY"].map(str::to_owned));
        lines.push(format!("DESCRIPTION:{}", escaped(&deadline.label)));
        lines.push(format!("TRIGGER:{ahead}"));
        lines.push("END:VALARM".to_owned());
    }
    lines.push("END:VEVENT".to_owned());
}

/// FNV-1a, which is stable across versions as the standard hasher is not.
fn fingerprint(title: &str) -> u64 {
    title
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// TEXT escaping (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded between characters and ended by CRLF.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > MOST_BYTES {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, folded};

    #[test]
    fn commas_and_line_ends_are_escaped() {
        assert_eq!(escaped("缴存10%, 第一笔;\n说明\\"), "缴存10%\\, 第一笔\\;\\n说明\\\\");
    }

    #[test]
    fn long_lines_fold_between_characters() {
        // 25 characters of 3 bytes fill a line; the next begins with a space, which counts.
        let line = "字".repeat(30);
        assert_eq!(folded(&line), format!("{}\r\n {}\r\n", "字".repeat(25), "字".repeat(5)));
    }
}
