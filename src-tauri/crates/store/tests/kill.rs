//! Killing the program at any moment loses nothing that it had acknowledged.
//!
//! A second process writes revisions and prints each number once its commit has returned; it is killed (SIGKILL)
//! at a random moment, then the file is opened and checked. How often is said by `CHOUJIAN_KILLS` (default 500,
//! a quarter of a minute on two cores).
#![allow(clippy::unwrap_used)]

mod common;

use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use common::{case, noon, place};
use rusqlite::Connection;
use serde_json::{Value, json};
use store::{Edit, Store};

const CHILD: &str = "CHOUJIAN_TEST_KILL";
/// A new file after so many kills, so that making one is hit too and checks stay short.
const KILLS_A_FILE: u64 = 20;

/// An acknowledged revision and the answer `n` that it left.
#[derive(Debug, Clone, Copy)]
struct Acknowledged {
    revision: i64,
    n: i64,
}

#[test]
fn sigkill_at_any_moment_loses_nothing_acknowledged() {
    if let Some(path) = std::env::var_os(CHILD) {
        write_for_ever(Path::new(&path));
    }
    let kills: u64 = std::env::var("CHOUJIAN_KILLS").map_or(500, |text| text.parse().unwrap());
    let seed = RandomState::new();
    let mut current = place();
    let mut last: Option<Acknowledged> = None;
    let mut seen = 0;
    for kill in 0..kills {
        if kill % KILLS_A_FILE == 0 {
            current = place();
            last = None;
        }
        let delay = Duration::from_micros(seed.hash_one(kill) % 25_000);
        // Most die while they write; every fifth while it opens or makes the file.
        let acknowledged = killed_after(&current.1, delay, kill % 5 != 0);
        seen += acknowledged.len();
        last = acknowledged.last().copied().or(last);
        check(&current.1, last, &acknowledged);
    }
    println!("{kills} kills, {seen} acknowledged revisions");
    // On a busy machine a writer gets to few commits before it is killed; but it must get to some.
    assert!(seen as u64 >= kills / 4, "the writer was hardly ever reached: {seen} revisions");
}

/// Starts the writer, kills it `delay` after its start or after it began to write; gives what it had acknowledged.
fn killed_after(path: &Path, delay: Duration, writing: bool) -> Vec<Acknowledged> {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["sigkill_at_any_moment_loses_nothing_acknowledged", "--exact", "--nocapture"])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok);
    if writing {
        assert!(lines.any(|line| line == "ready"), "the writer ended by itself");
    }
    sleep(delay);
    writer.kill().unwrap();
    let acknowledged = lines.filter_map(|line| {
        // A line that was cut by the kill has no end mark.
        let (revision, n) = line.strip_prefix("saved ")?.strip_suffix(" .")?.split_once(' ')?;
        Some(Acknowledged { revision: revision.parse().unwrap(), n: n.parse().unwrap() })
    });
    let acknowledged = acknowledged.collect();
    writer.wait().unwrap();
    acknowledged
}

fn check(path: &Path, last: Option<Acknowledged>, acknowledged: &[Acknowledged]) {
    if !path.exists() {
        assert!(last.is_none(), "the file is gone");
        return;
    }
    let store = Store::open(path).unwrap();
    assert_eq!(store.notices(), [], "a kill is no damage");
    let verdict: String =
        Connection::open(path).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let Some(row) = store.cases().list(None).unwrap().pop() else {
        assert!(last.is_none(), "the case is gone");
        return;
    };
    if let Some(last) = last {
        // A commit that was under way may be there too, unacknowledged.
        assert!(row.revision >= last.revision, "revision {} of {last:?}", row.revision);
    }
    for each in acknowledged.iter().rev().take(3) {
        let (answers, _) = store.revisions().at(row.id, each.revision).unwrap();
        assert_eq!(answers.get("n"), Some(&json!(each.n)), "{each:?}");
    }
    // Going back to the start applies the inverse of every revision, each of which must fit.
    let (first, _) = store.revisions().at(row.id, 0).unwrap();
    assert_eq!(Value::from(first), json!({ "n": 0 }));
    let n = store.cases().get(row.id).unwrap().answers["n"].as_i64().unwrap();
    assert_eq!(store.cases().list(Some(&format!("编号{n:08}完"))).unwrap().len(), usize::from(n > 0));
}

/// The other process: edits, takes back and brings again until it is killed.
fn write_for_ever(path: &Path) -> ! {
    let store = Store::open(&PathBuf::from(path)).unwrap();
    let row = store.cases().list(None).unwrap().pop();
    let id = row.map_or_else(|| case(&store, "将被杀死", &json!({ "n": 0 })), |row| row.id);
    let mut out = std::io::stdout();
    writeln!(out, "\nready").unwrap();
    loop {
        let record = store.cases().get(id).unwrap();
        let next = record.revision + 1;
        let revision = match next % 5 {
            3 => store.revisions().undo(id, noon()).unwrap(),
            4 => store.revisions().redo(id, noon()).unwrap(),
            _ => None,
        };
        let revision = revision.unwrap_or_else(|| {
            let padding = "字".repeat(usize::try_from(next % 7).unwrap() * 300);
            let text = format!("编号{next:08}完{padding}");
            let edits = [Edit::answer("n", json!(next)), Edit::answer("text", json!(text))];
            store.revisions().commit(id, record.revision, &edits, noon()).unwrap()
        });
        let n = store.cases().get(id).unwrap().answers["n"].as_i64().unwrap();
        // One write a line: what reaches the pipe is whole or missing.
        out.write_all(format!("saved {} {n} .\n", revision.number).as_bytes()).unwrap();
        out.flush().unwrap();
    }
}
