//! Codes within answers (编码): checked where a field says which code it is.

use super::value::{Record, Value};
use crate::identifier::{
    Check, IdentifierError, check_account, check_account_name, check_certificate, check_document_number,
    check_mobile, check_phone, check_postcode, check_resident_id, check_uscc,
};
use crate::template::{Field, FieldKind, Identifier};

/// What is wrong, or unusual, with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeProblem {
    /// Stable code of the problem, `identifier.…`.
    pub code: &'static str,
    /// Path below the field, e.g. `uscc` or `2.account`; empty for the field itself.
    pub part: String,
    /// What is wrong and what to do.
    pub message: String,
    /// Unusual rather than wrong.
    pub warning: bool,
}

/// Checks a text as the code it should be, as in GB 32100, GB 11643 and so on.
///
/// # Errors
/// The problem in words; see [`crate::identifier`].
pub fn check_code(identifier: Identifier, text: &str) -> Result<Check, IdentifierError> {
    match identifier {
        Identifier::Uscc => check_uscc(text),
        Identifier::ResidentId => check_resident_id(text),
        Identifier::Phone => check_phone(text),
        Identifier::Mobile => check_mobile(text),
        Identifier::Postcode => check_postcode(text),
        Identifier::Certificate => check_certificate(text),
        Identifier::DocumentNumber => check_document_number(text),
        Identifier::Account => check_account(text),
    }
}

/// All problems of the codes in an answer: the field's own, and those of its parts or cells.
///
/// A party's account must be in its own name (calculation §3).
#[must_use]
pub fn code_problems(field: &Field, value: &Value) -> Vec<CodeProblem> {
    let mut problems = Vec::new();
    collect(field, value, "", &mut problems);
    problems
}

fn collect(field: &Field, value: &Value, path: &str, problems: &mut Vec<CodeProblem>) {
    match value {
        Value::Text(text) => {
            if let Some(identifier) = field.entry.identifier
                && !text.trim().is_empty()
            {
                problems.extend(problems_of(check_code(identifier, text), path));
            }
        }
        Value::Record(record) => {
            parts(field, record, path, problems);
            if field.kind() == FieldKind::Party
                && let (Some(Value::Text(name)), Some(Value::Text(account_name))) =
                    (record.get("name"), record.get("account_name"))
            {
                problems.extend(problems_of(
                    check_account_name(account_name, name),
                    &below(path, "account_name"),
                ));
            }
        }
        Value::Table(rows) => {
            for (index, row) in rows.iter().enumerate() {
                parts(field, row, &below(path, &index.to_string()), problems);
            }
        }
        _ => {}
    }
}

fn parts(field: &Field, record: &Record, path: &str, problems: &mut Vec<CodeProblem>) {
    for (key, value) in record {
        if let Some(part) = field.column(key) {
            collect(part, value, &below(path, key), problems);
        }
    }
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn problems_of(result: Result<Check, IdentifierError>, path: &str) -> Vec<CodeProblem> {
    let problem = |code, message, warning| CodeProblem { code, part: path.to_owned(), message, warning };
    match result {
        Ok(check) => {
            check.warnings.into_iter().map(|notice| problem(notice.code, notice.message, true)).collect()
        }
        Err(error) => vec![problem(error.code, error.message, false)],
    }
}
