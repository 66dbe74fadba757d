//! How long `assess()` takes after one edit: the sample as it is, with its longest table grown to 1,000 and 10,000 rows,
//! and with a further table of 1,000 rows of 12 columns that two sums and a rule for each row read.
//!
//! ```text
//! cargo run --release -p procedure --example assess -- templates [donation] [runs]
//! ```
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use procedure::answer::{Answers, Value};
use procedure::assessment::{Case, assess};
use procedure::template::{Folder, Library};

/// Rows and further columns of the added table, besides its two amounts.
const ROWS: usize = 1_000;
const TEXTS: usize = 10;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let root = arguments.next().unwrap_or_else(|| "templates".to_owned());
    let slug = arguments.next().unwrap_or_else(|| "donation".to_owned());
    let runs = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(2_000);
    let mut folder = Folder::new();
    read(Path::new(&root), "", &mut folder);

    let plain = load(&folder);
    measure("the sample", &plain, &slug, &sample(&plain, &slug), runs);

    for rows in [ROWS, 10 * ROWS] {
        if let Some((table, case)) = grown(&sample(&plain, &slug), rows) {
            let runs = (runs * 100 / rows).max(20);
            measure(&format!("the sample with {rows} rows of {table}"), &plain, &slug, &case, runs);
        }
    }

    add_table(&mut folder, &slug);
    let wide = load(&folder);
    let mut case = sample(&wide, &slug);
    let rows = (0..ROWS).map(|row| {
        let amount = |extra: i64| Value::Money(procedure::money::Money::from_fen(100_000 + extra));
        let fen = i64::try_from(row).unwrap();
        let texts = (0..TEXTS).map(|text| (format!("text_{text}"), Value::Text(format!("第{row}套").into())));
        texts.chain([("rent".to_owned(), amount(fen)), ("paid".to_owned(), amount(2 * fen))]).collect()
    });
    case.answers.set("bench_units", Value::Table(Arc::new(rows.collect())));
    measure(&format!("with {ROWS} rows of {} columns", TEXTS + 2), &wide, &slug, &case, runs / 4);
}

fn load(folder: &Folder) -> Library {
    Library::load(folder).unwrap_or_else(|mistakes| {
        for mistake in mistakes {
            eprintln!("{mistake}");
        }
        std::process::exit(2);
    })
}

fn sample(library: &Library, slug: &str) -> Case {
    let procedure = library.procedure(slug).expect("the procedure exists");
    let example = procedure.examples.get("sample").expect("each procedure has a sample");
    let answers = Answers::read(procedure, &example.answers).expect("the sample can be read");
    Case { answers, overrides: example.overrides.clone() }
}

/// The case with its longest table grown to `rows`; texts get a number, so that no name occurs twice.
fn grown(case: &Case, rows: usize) -> Option<(String, Case)> {
    let tables = case.answers.iter().filter_map(|(key, value)| match value {
        Value::Table(rows) => Some((key, rows)),
        _ => None,
    });
    let (key, known) = tables.max_by_key(|(_, rows)| rows.len())?;
    let numbered = |row: usize| {
        let mut record = known.get(row % known.len())?.clone();
        for value in record.values_mut() {
            if let Value::Text(text) = value
                && row >= known.len()
                && text.chars().any(|c| c.is_ascii_digit())
            {
                *text = format!("{text}-{row}").into();
            }
        }
        Some(record)
    };
    let grown = (0..rows).map(numbered).collect::<Option<Vec<_>>>()?;
    let (key, mut case) = (key.to_owned(), case.clone());
    case.answers.set(&key, Value::Table(Arc::new(grown)));
    Some((key, case))
}

/// Assesses `case` again and again, each time with another project name, as after one edit.
fn measure(what: &str, library: &Library, slug: &str, case: &Case, runs: usize) {
    let procedure = library.procedure(slug).expect("the procedure exists");
    let today = procedure.examples["sample"].today;
    let mut times: Vec<u128> = (0..runs)
        .map(|run| {
            let mut case = case.clone();
            case.answers.set("project_name", Value::Text(format!("项目{run}").into()));
            let start = Instant::now();
            black_box(assess(library, procedure, &case, today));
            start.elapsed().as_nanos()
        })
        .collect();
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)] / 1_000;
    println!("{what}: median {} µs, p99 {} µs ({} runs)", at(50), at(99), times.len());
}

/// A section with the table, two sums and a rule that reads each row.
fn add_table(folder: &mut Folder, slug: &str) {
    let head = folder.text(&format!("{slug}/procedure.toml")).unwrap_or_default();
    let stage = head
        .split("[[stage]]")
        .nth(1)
        .and_then(|stage| stage.split('"').nth(1))
        .unwrap_or_default()
        .to_owned();
    let mut fields = folder.text(&format!("{slug}/fields.toml")).unwrap_or_default().to_owned();
    let _ = write!(
        fields,
        "\n[[section]]\nid = \"bench\"\nstage = \"{stage}\"\ntitle = \"房源\"\n[[section.field]]\nkey = \"bench_units\"\nkind = \"table\"\nlabel = \"房源\"\noptional = true\ncolumns = [\n"
    );
    for text in 0..TEXTS {
        let _ = writeln!(fields, "{{ key = \"text_{text}\", kind = \"text\", label = \"{text}\" }},");
    }
    fields.push_str("{ key = \"rent\", kind = \"money\", label = \"租金\" },\n{ key = \"paid\", kind = \"money\", label = \"已付\" },\n]\n");
    let mut derived = folder.text(&format!("{slug}/derived.toml")).unwrap_or_default().to_owned();
    for column in ["rent", "paid"] {
        let _ = write!(
            derived,
            "\n[[derived]]\nkey = \"bench_{column}\"\nlabel = \"{column}\"\nkind = \"money\"\nvalue = \"sum(bench_units, '{column}')\"\n"
        );
    }
    let rule = format!(
        "title = \"已付不少于租金\"\nseverity = \"error\"\nstage = \"{stage}\"\nbasis = [{{ number = \"测\", article = \"1\" }}]\neach = \"bench_units\"\nrequire = \"row.paid >= row.rent\"\nmessage = \"第{{{{ row_number }}}}套\"\n"
    );
    folder.insert(format!("{slug}/fields.toml"), fields);
    folder.insert(format!("{slug}/derived.toml"), derived);
    folder.insert(format!("{slug}/rules/bench-each.toml"), rule);
}

fn read(at: &Path, prefix: &str, folder: &mut Folder) {
    for entry in std::fs::read_dir(at).expect("the folder of templates can be read") {
        let entry = entry.expect("the folder of templates can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{name}/"), folder);
        } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
            folder.insert(name, text);
        }
    }
}
