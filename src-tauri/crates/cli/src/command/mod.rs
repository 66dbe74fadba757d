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

pub use crate::output::{print, print_json};

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
