//! 邮政编码.

use super::{Check, IdentifierError, all_digits, compact, wrong};

/// Checks a postcode of six digits; one outside Shenzhen (518xxx) gives the warning `identifier.postcode-shenzhen`.
///
/// # Errors
/// `identifier.postcode`.
pub fn check_postcode(text: &str) -> Result<Check, IdentifierError> {
    let code = compact(text);
    if code.len() != 6 || !all_digits(&code) {
        return wrong("identifier.postcode", "邮政编码应为6位数字，例如518000");
    }
    let elsewhere = !code.starts_with("518");
    Ok(Check::plain(code).warn(
        elsewhere,
        "identifier.postcode-shenzhen",
        "深圳的邮政编码一般为518开头的6位数字，请核对",
    ))
}
