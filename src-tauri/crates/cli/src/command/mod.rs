//! One file a verb.

pub mod batch;
pub mod check;
pub mod deadlines;
pub mod describe;
pub mod generate;
pub mod new;
pub mod procedures;
pub mod table;
mod table_report;
pub mod templates;

use std::io::Write as _;

use crate::failure::Failure;

/// Writes an answer to standard output. A closed pipe (`| head`) is no error.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = out
        .write_all(text.as_bytes())
        .and_then(|()| if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") });
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new("cli.output", "", format!("无法输出：{error}")))
        }
        _ => Ok(()),
    }
}

/// Writes an answer as indented JSON.
pub fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new("cli.output", "", format!("无法输出：{error}")))?;
    print(&text)
}

/// Articles as people write them: `第八、九条`.
pub fn articles(numbers: &[u32]) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    let words: Vec<String> = numbers
        .iter()
        .map(|number| document::chinese_number(usize::try_from(*number).unwrap_or_default()))
        .collect();
    format!("第{}条", words.join("、"))
}
