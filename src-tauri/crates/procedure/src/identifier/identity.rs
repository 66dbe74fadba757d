//! Identity documents of natural persons by type (证件类型): the resident card and those who have none.

use serde::{Deserialize, Serialize};

use super::{Check, IdentifierError, all_digits, check_resident_id, compact, wrong};

/// Type of an identity document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityDocument {
    /// 居民身份证; also 港澳台居民居住证, whose numbers follow the same rule.
    ResidentCard,
    /// 港澳居民来往内地通行证: H or M and 8 digits, older ones with 2 more for the issue.
    HongKongMacaoPermit,
    /// 台湾居民来往大陆通行证: 8 digits, older ones 10 with the issue.
    TaiwanPermit,
    /// 护照 of any country: 5 to 20 letters and digits.
    Passport,
}

/// Checks the number of an identity document of the given type; letters become upper case.
///
/// # Errors
/// As [`check_resident_id`] for a resident card; `identifier.permit` or `identifier.passport` for the others.
pub fn check_identity(document: IdentityDocument, text: &str) -> Result<Check, IdentifierError> {
    let number = compact(text).to_ascii_uppercase();
    match document {
        IdentityDocument::ResidentCard => check_resident_id(text),
        IdentityDocument::HongKongMacaoPermit => {
            let digits = number.strip_prefix(['H', 'M']).unwrap_or("");
            if all_digits(digits) && matches!(digits.len(), 8 | 10) {
                return Ok(Check::plain(number));
            }
            wrong("identifier.permit", "港澳居民来往内地通行证号码应为H或M加8位数字，例如H12345678")
        }
        IdentityDocument::TaiwanPermit => {
            if all_digits(&number) && matches!(number.len(), 8 | 10) {
                return Ok(Check::plain(number));
            }
            wrong("identifier.permit", "台湾居民来往大陆通行证号码应为8位数字（旧证10位）")
        }
        IdentityDocument::Passport => {
            let plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if plain && (5..=20).contains(&number.len()) && number.bytes().any(|byte| byte.is_ascii_digit()) {
                return Ok(Check::plain(number));
            }
            wrong("identifier.passport", "护照号码应为5至20位字母和数字，例如E12345678")
        }
    }
}
