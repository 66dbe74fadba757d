//! 不动产权证书号 (不动产登记暂行条例实施细则) and older proofs of ownership in Shenzhen.

use super::{Check, IdentifierError, all_digits, bracketed, compact, wrong, year};

const PROVINCES: &str = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新";

/// Checks the number of a certificate of real estate ownership, `粤（2022）深圳市不动产权第0012345号`; brackets become
/// full-width. An old certificate of Shenzhen, `深房地字第5000123456号`, is accepted.
///
/// # Errors
/// `identifier.certificate-proof` for a 不动产证明, which certifies a mortgage or priority notice and not ownership;
/// `identifier.certificate` for any other form.
pub fn check_certificate(text: &str) -> Result<Check, IdentifierError> {
    let number = compact(text);
    if number.contains("不动产登记证明") || number.contains("不动产证明") || number.contains("不动产权证明")
    {
        let message = "不动产证明（登记证明）只证明抵押、预告等登记，不能证明所有权，请提供不动产权证书";
        return wrong("identifier.certificate-proof", message);
    }
    if let Some(digits) = number.strip_prefix("深房地字第").and_then(|rest| rest.strip_suffix('号')) {
        if all_digits(digits) && digits.len() <= 12 {
            return Ok(Check::plain(number));
        }
        return unreadable();
    }
    let Some((province, rest)) = number.chars().next().map(|letter| number.split_at(letter.len_utf8()))
    else {
        return unreadable();
    };
    let Some((issued, rest)) = bracketed(rest) else { return unreadable() };
    let Some((place, digits)) = rest.split_once("不动产权第") else { return unreadable() };
    let digits = digits.strip_suffix('号').unwrap_or("");
    let place_fits =
        !place.is_empty() && place.chars().all(|letter| letter.is_alphabetic() && !letter.is_ascii());
    let known = PROVINCES.contains(province) && year(issued).is_some() && place_fits;
    if !known || !all_digits(digits) || !matches!(digits.len(), 7 | 8) {
        return unreadable();
    }
    let early = year(issued).is_some_and(|year| year < 2015);
    Ok(Check::plain(format!("{province}（{issued}）{place}不动产权第{digits}号")).warn(
        early,
        "identifier.certificate-year",
        "不动产权证书自2015年起统一颁发，请核对证书年份",
    ))
}

/// As [`check_certificate`]; for a building in an urban village (城中村) any other proof may stand, with the warning
/// `identifier.certificate-other`.
///
/// # Errors
/// As [`check_certificate`]; a 不动产证明 is refused in every case.
pub fn check_ownership_proof(text: &str, urban_village: bool) -> Result<Check, IdentifierError> {
    match check_certificate(text) {
        Err(error) if urban_village && error.code == "identifier.certificate" && !text.trim().is_empty() => {
            let message = "不是不动产权证书号；城中村房屋可用其他权属证明，请核对所附材料";
            Ok(Check::plain(text.trim()).warn(true, "identifier.certificate-other", message))
        }
        other => other,
    }
}

fn unreadable() -> Result<Check, IdentifierError> {
    let message = "不动产权证书号应写成如“粤（2022）深圳市不动产权第0012345号”，号码为7至8位数字；旧证写成如“深房地字第5000123456号”";
    wrong("identifier.certificate", message)
}
