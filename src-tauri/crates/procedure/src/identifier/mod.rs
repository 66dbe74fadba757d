//! Codes and numbers that name somebody or something (统一社会信用代码、身份证号、电话、账号、权证号、文号).
//!
//! Each check gives the code in its standard form, or says what is wrong with it; what is merely unusual comes back
//! as a warning. Whether a code exists in a register cannot be known here.

mod bank_account;
mod certificate;
mod document_number;
mod identity;
mod phone;
mod postcode;
mod resident_id;
mod uscc;

pub use bank_account::{check_account, check_account_name, check_bank};
pub use certificate::{check_certificate, check_ownership_proof};
pub use document_number::check_document_number;
pub use identity::{IdentityDocument, check_identity};
pub use phone::{check_mobile, check_phone};
pub use postcode::check_postcode;
pub use resident_id::check_resident_id;
pub use uscc::{Holder, check_uscc, check_uscc_of};

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::entry::invisible;

/// A code that may stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The code in its standard form, as it is to be stored and printed.
    pub normalised: String,
    /// What is unusual about it.
    pub warnings: Vec<Notice>,
}

/// Something unusual that does not forbid the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Stable code, `identifier.…`.
    pub code: &'static str,
    /// What is unusual and what to look at, in Chinese.
    pub message: String,
}

/// A code that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct IdentifierError {
    /// Stable code, `identifier.…`.
    pub code: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl Check {
    fn plain(normalised: impl Into<String>) -> Self {
        Self { normalised: normalised.into(), warnings: Vec::new() }
    }

    fn warn(mut self, when: bool, code: &'static str, message: impl Into<String>) -> Self {
        if when {
            self.warnings.push(Notice { code, message: message.into() });
        }
        self
    }
}

fn wrong<T>(code: &'static str, message: impl Into<String>) -> Result<T, IdentifierError> {
    Err(IdentifierError { code, message: message.into() })
}

/// Full-width characters made plain (NFKC), dashes of every kind as `-`, no invisible marks, no blanks.
fn compact(text: &str) -> String {
    text.nfkc()
        .filter(|letter| !invisible(*letter) && !letter.is_whitespace() && !letter.is_control())
        .map(|letter| match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            letter => letter,
        })
        .collect()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The four digits of a year between 1949 and 2199.
fn year(text: &str) -> Option<u16> {
    let year = Some(text).filter(|text| text.len() == 4 && all_digits(text))?.parse().ok()?;
    (1949..=2199).contains(&year).then_some(year)
}

/// Takes the year in brackets of whatever kind from the front: (`2022`, what follows).
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix(['(', '〔', '[', '【', '〈', '<'])?;
    let end = rest.find([')', '〕', ']', '】', '〉', '>'])?;
    let (inside, tail) = rest.split_at(end);
    let mut tail = tail.chars();
    tail.next();
    Some((inside, tail.as_str()))
}
