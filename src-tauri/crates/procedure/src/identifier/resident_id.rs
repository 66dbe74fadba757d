//! 公民身份号码: GB 11643-1999.

use chrono::NaiveDate;

use super::{Check, IdentifierError, compact, wrong};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// Checks the number of a resident identity card; a lower-case x becomes X.
///
/// # Errors
/// `identifier.resident-id-length`, `identifier.resident-id-letter`, `identifier.resident-id-birth` (the day of birth
/// does not exist) or `identifier.resident-id-check`.
pub fn check_resident_id(text: &str) -> Result<Check, IdentifierError> {
    let number = compact(text).to_ascii_uppercase();
    let length = number.chars().count();
    if length != 18 {
        let message = format!("公民身份号码应为18位，现为{length}位，请对照身份证重新填写");
        return wrong("identifier.resident-id-length", message);
    }
    let (body, last) =
        number.char_indices().nth(17).map_or((number.as_str(), ""), |(at, _)| number.split_at(at));
    if !super::all_digits(body) || !(super::all_digits(last) || last == "X") {
        let message = "公民身份号码前17位应为数字，最后一位为数字或X，请对照身份证重新填写";
        return wrong("identifier.resident-id-letter", message);
    }
    // NaiveDate takes the eight digits apart itself only with a format; the slices are ASCII by the check above.
    let part = |range: std::ops::Range<usize>| body[range].parse::<u32>().unwrap_or(0);
    let birth = i32::try_from(part(6..10))
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, part(10..12), part(12..14)));
    if birth.is_none_or(|birth| birth < NaiveDate::from_ymd_opt(1850, 1, 1).unwrap_or_default()) {
        let message = format!("公民身份号码中的出生日期“{}”不存在，请对照身份证重新填写", &body[6..14]);
        return wrong("identifier.resident-id-birth", message);
    }
    let sum: u32 = body
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let expected = usize::try_from(sum % 11).ok().and_then(|at| CHECKS.get(at)).copied();
    if last.bytes().next() != expected {
        let message = "公民身份号码校验位不符，可能有一位写错，请对照身份证重新填写";
        return wrong("identifier.resident-id-check", message);
    }
    Ok(Check::plain(number))
}
