//! 发文字号（文号）: 党政机关公文格式 GB/T 9704-2012, 7.2.5.

use super::{Check, IdentifierError, all_digits, bracketed, compact, wrong, year};

/// Checks the number of an official document, `罗府办规〔2022〕5号`; brackets of any kind become 〔 〕 (U+3014, U+3015).
///
/// # Errors
/// `identifier.document-number-zero` for a leading zero, `identifier.document-number-ordinal` for 第 before the
/// number, `identifier.document-number` for any other form.
pub fn check_document_number(text: &str) -> Result<Check, IdentifierError> {
    let number = compact(text);
    let Some(at) = number.find(['(', '〔', '[', '【', '〈', '<']) else { return unreadable() };
    let (agency, rest) = number.split_at(at);
    let Some((issued, rest)) = bracketed(rest) else { return unreadable() };
    let Some(digits) = rest.strip_suffix('号') else { return unreadable() };
    if let Some(digits) = digits.strip_prefix('第') {
        let message = format!("文号的顺序号前不写“第”，应写成{agency}〔{issued}〕{digits}号");
        return wrong("identifier.document-number-ordinal", message);
    }
    let agency_fits =
        !agency.is_empty() && agency.chars().all(|letter| letter.is_alphabetic() && !letter.is_ascii());
    if !agency_fits || year(issued).is_none() || !all_digits(digits) || digits.len() > 6 {
        return unreadable();
    }
    if digits.starts_with('0') {
        let message = "文号的顺序号不编虚位，不能以0开头，例如罗府办规〔2022〕5号";
        return wrong("identifier.document-number-zero", message);
    }
    Ok(Check::plain(format!("{agency}〔{issued}〕{digits}号")))
}

fn unreadable() -> Result<Check, IdentifierError> {
    wrong("identifier.document-number", "文号应写成机关代字〔年份〕顺序号，例如罗府办规〔2022〕5号")
}
