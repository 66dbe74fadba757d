//! Telephone numbers (联系电话): mobile, and landline with its area code.

use super::{Check, IdentifierError, all_digits, compact, wrong};

/// Checks a mobile number: `1`, `3`–`9`, nine more digits. A leading +86 and separators are taken away.
///
/// # Errors
/// `identifier.mobile`.
pub fn check_mobile(text: &str) -> Result<Check, IdentifierError> {
    mobile(&domestic(text)).map_or_else(
        || wrong("identifier.mobile", "手机号码应为11位数字，以13至19开头，例如13800138000"),
        |number| Ok(Check::plain(number)),
    )
}

/// Checks a mobile number or a landline with area code; the latter in the form `0755-25666666`, an extension as
/// `0755-25666666转801`.
///
/// # Errors
/// `identifier.phone-area-code` for a landline without its area code, `identifier.phone-shenzhen` for a number of
/// Shenzhen (0755) without 8 digits, `identifier.phone` for anything else.
pub fn check_phone(text: &str) -> Result<Check, IdentifierError> {
    let number = domestic(text);
    if let Some(number) = mobile(&number) {
        return Ok(Check::plain(number));
    }
    let plain = number.replace(['(', ')'], "-").replace("ext", "转").replace(['x', 'X', '#'], "转");
    let (main, extension) = match plain.split_once('转') {
        Some((main, extension)) => (main.to_owned(), Some(extension.trim_matches('-').to_owned())),
        None => split_extension(&plain),
    };
    let digits = main.replace('-', "");
    let extension_fits = extension.as_ref().is_none_or(|text| all_digits(text) && text.len() <= 6);
    if !all_digits(&digits) || !extension_fits {
        return unreadable();
    }
    if !digits.starts_with('0') {
        if matches!(digits.len(), 7 | 8) {
            return wrong("identifier.phone-area-code", "固定电话须写区号，例如0755-25666666");
        }
        return unreadable();
    }
    // 010 and 02x are the area codes of three digits.
    let area = if digits.starts_with("01") || digits.starts_with("02") { 3 } else { 4 };
    let (area, local) = digits.split_at(area.min(digits.len()));
    if area == "0755" && local.len() != 8 {
        return wrong(
            "identifier.phone-shenzhen",
            format!("深圳固定电话应为0755加8位号码，现为{}位", local.len()),
        );
    }
    let fits = match area.len() {
        3 => local.len() == 8,
        _ => matches!(local.len(), 7 | 8),
    };
    if !fits || local.starts_with(['0', '1']) || area.starts_with("00") {
        return unreadable();
    }
    let extension = extension.map_or_else(String::new, |text| format!("转{text}"));
    Ok(Check::plain(format!("{area}-{local}{extension}")))
}

fn domestic(text: &str) -> String {
    let number = compact(text);
    let bare = number.strip_prefix("+86").or_else(|| number.strip_prefix("0086")).unwrap_or(&number);
    let bare = bare.trim_start_matches('-');
    // Abroad the 0 of the area code is left out.
    let landline = bare.len() < number.len() && !bare.starts_with(['0', '1', '(']);
    if landline { format!("0{bare}") } else { bare.to_owned() }
}

fn mobile(number: &str) -> Option<String> {
    let digits = number.replace('-', "");
    let second = *digits.as_bytes().get(1)?;
    (digits.len() == 11 && all_digits(&digits) && digits.starts_with('1') && (b'3'..=b'9').contains(&second))
        .then_some(digits)
}

/// `0755-25666666-801`: the digits after the second hyphen, if the number is complete without them.
fn split_extension(text: &str) -> (String, Option<String>) {
    let parts: Vec<&str> = text.split('-').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [area, local, extension] if local.len() >= 7 => {
            (format!("{area}-{local}"), Some((*extension).to_owned()))
        }
        _ => (text.to_owned(), None),
    }
}

fn unreadable() -> Result<Check, IdentifierError> {
    wrong("identifier.phone", "联系电话应为11位手机号码，或区号加固定电话，例如13800138000、0755-25666666")
}
