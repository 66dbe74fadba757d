//! Deadlines for the phone.
#![allow(clippy::unwrap_used)]

use document::ics;
use procedure::assessment::{DeadlineReport, DeadlineState, Origin};
use procedure::template::Citation;

fn deadline(id: &str, due: Option<&str>, state: DeadlineState) -> DeadlineReport {
    DeadlineReport {
        id: format!("test/{id}"),
        label: "监管账户首笔资金缴存期限，须在设立账户之日起三十日内足额缴存并取得入账凭证".to_owned(),
        from: Origin { field: "begun".to_owned(), label: "开始".to_owned(), on: None },
        nominal: None,
        due: due.map(|due| due.parse().unwrap()),
        earliest_next: None,
        provisional: id == "p",
        days_left: None,
        state,
        basis: vec![Citation { number: "罗府办规〔2022〕5号".to_owned(), article: "15".to_owned() }],
        steps: Vec::new(),
        note: None,
        missing: Vec::new(),
    }
}

#[test]
fn only_known_and_open_deadlines_become_events() {
    let deadlines = [
        deadline("a", Some("2026-10-08"), DeadlineState::Pending),
        deadline("b", Some("2026-01-01"), DeadlineState::Done),
        deadline("c", None, DeadlineState::Unknown),
        deadline("p", Some("2026-12-31"), DeadlineState::Overdue),
    ];
    let file = ics("罗湖小学; 一期", &deadlines, "2026-06-01".parse().unwrap());
    assert_eq!(file.matches("BEGIN:VEVENT\r\n").count(), 2);
    assert_eq!(file.matches("TRIGGER:-P7D\r\n").count(), 2);
    assert!(file.contains("DTSTART;VALUE=DATE:20261008\r\nDTEND;VALUE=DATE:20261009\r\n"));
    assert!(file.contains("DTEND;VALUE=DATE:20270101\r\n"));
    assert!(file.contains("X-WR-CALNAME:罗湖小学\\; 一期\r\n"));
    let unfolded = file.replace("\r\n ", "");
    assert!(unfolded.contains("依据：罗府办规〔2022〕5号第十五条"), "{unfolded}");
    assert!(unfolded.contains("取得入账凭证（暂定）\r\n"));
}

#[test]
fn no_line_is_longer_than_the_standard_allows() {
    let file = ics(
        &"长".repeat(200),
        &[deadline("a", Some("2026-10-08"), DeadlineState::Pending)],
        "2026-06-01".parse().unwrap(),
    );
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
}
