//! Telephone numbers (联系电话): mobile, landline, and what else a person or body is reached at.
//!
//! A number is there to be dialled, not to prove anything: what can be dialled may stand, at most with a warning. An error
//! is left for what is no number, and for a mobile number that plainly lacks or has a digit too many.

use super::{Check, IdentifierError, all_digits, compact, wrong};

/// Codes of countries and regions whose numbers have one known length, with the length and the first digits there are.
const REGIONS: [(&str, usize, &str); 2] = [("852", 8, "235679"), ("853", 8, "268")];

/// Checks a mobile number: `1`, `3`–`9`, nine more digits. A leading +86 and separators are taken away.
///
/// # Errors
/// `identifier.mobile`.
pub fn check_mobile(text: &str) -> Result<Check, IdentifierError> {
    mobile(&domestic(&compact(text))).map_or_else(
        || wrong("identifier.mobile", "手机号码应为11位数字，以13至19开头，例如13800138000"),
        |number| Ok(Check::plain(number)),
    )
}

/// Checks a number, or several parted by 、 or ；. The standard forms are `13800138000`, `0755-25666666`,
/// `0755-25666666转801`, `400-820-8820`, `+852 2345 6789` as `+852-23456789`.
///
/// # Errors
/// `identifier.phone` for what is no telephone number. Warnings: `identifier.phone-area-code` for a landline without its
/// area code, `identifier.phone-shenzhen` for a number of Shenzhen (0755) without 8 digits, `identifier.phone-first-digit`
/// for a landline that begins with 0 or 1, `identifier.phone-foreign` for a number abroad whose form is not known here,
/// `identifier.phone-extension` for a mobile number with an extension.
pub fn check_phone(text: &str) -> Result<Check, IdentifierError> {
    let several: Vec<&str> =
        text.split(['、', '，', ',', ';', '；', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let [_, _, ..] = several.as_slice() else { return one(text) };
    let mut all = Check::plain("");
    for (index, part) in several.into_iter().enumerate() {
        let check = one(part)?;
        if index > 0 {
            all.normalised.push('、');
        }
        all.normalised.push_str(&check.normalised);
        all.warnings.extend(check.warnings);
    }
    Ok(all)
}

fn one(text: &str) -> Result<Check, IdentifierError> {
    let number = compact(text);
    let (main, extension) = parted(&number);
    let Some(extension) = extension.map(|text| read_extension(&text)) else { return whole(&main) };
    let Some(extension) = extension else { return unreadable() };
    let check = whole(&main)?;
    let is_mobile = mobile(&check.normalised).is_some();
    let check = Check { normalised: format!("{}转{extension}", check.normalised), warnings: check.warnings };
    Ok(check.warn(is_mobile, "identifier.phone-extension", "手机号码一般没有分机号，请核对"))
}

/// A number without an extension.
fn whole(text: &str) -> Result<Check, IdentifierError> {
    if let Some(check) = abroad(text) {
        return check;
    }
    let number = domestic(text);
    if let Some(number) = mobile(&number) {
        return Ok(Check::plain(number));
    }
    let digits = number.replace(['-', '(', ')'], "");
    if !all_digits(&digits) {
        return unreadable();
    }
    let service = digits.starts_with("400") || digits.starts_with("800");
    match (digits.len(), digits.as_bytes().first()) {
        (_, Some(b'0')) => landline(&digits),
        (10, _) if service => {
            Ok(Check::plain(format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..])))
        }
        // 95533, 12345: lines of banks, carriers and governments.
        (5 | 6, _) if ["95", "96", "10", "12"].iter().any(|start| digits.starts_with(start)) => {
            Ok(Check::plain(digits))
        }
        (7 | 8, _) if !digits.starts_with('1') => {
            let message = "固定电话宜写区号，例如0755-25666666；港澳的写+852或者+853";
            Ok(Check::plain(digits).warn(true, "identifier.phone-area-code", message))
        }
        _ => unreadable(),
    }
}

fn landline(digits: &str) -> Result<Check, IdentifierError> {
    // 010 and 02x are the area codes of three digits.
    let area = if digits.starts_with("01") || digits.starts_with("02") { 3 } else { 4 };
    let (area, local) = digits.split_at(area.min(digits.len()));
    let fits = match area.len() {
        3 => local.len() == 8,
        _ => matches!(local.len(), 7 | 8),
    };
    if !fits || area.starts_with("00") {
        return unreadable();
    }
    let short = area == "0755" && local.len() != 8;
    let message = format!("深圳固定电话一般为0755加8位号码，现为{}位，请核对", local.len());
    let check = Check::plain(format!("{area}-{local}")).warn(short, "identifier.phone-shenzhen", message);
    let odd = local.starts_with(['0', '1']) && !short;
    Ok(check.warn(odd, "identifier.phone-first-digit", "固定电话的号码一般不以0、1开头，请核对"))
}

/// A number that begins with the code of another country or region: `+852 2345 6789`, `00852-23456789`.
fn abroad(text: &str) -> Option<Result<Check, IdentifierError>> {
    let rest = text.strip_prefix('+').or_else(|| text.strip_prefix("00"))?;
    let rest = rest.replace(['(', ')'], "-");
    let digits = rest.replace('-', "");
    if digits.starts_with("86") && digits.len() > 8 {
        return None;
    }
    if !all_digits(&digits) || digits.starts_with('0') || !(8..=15).contains(&digits.len()) {
        return Some(unreadable());
    }
    let known = REGIONS.iter().find(|(code, _, _)| digits.starts_with(code));
    let Some((code, length, first)) = known else {
        let grouped = rest.split('-').filter(|group| !group.is_empty()).collect::<Vec<_>>().join("-");
        let message = "境外电话号码的位数无法核对，请对照名片或者证件核对";
        return Some(Ok(Check::plain(format!("+{grouped}")).warn(true, "identifier.phone-foreign", message)));
    };
    let local = &digits[code.len()..];
    let fits = local.len() == *length && local.starts_with(|digit| first.contains(digit));
    let message = format!("+{code}的电话号码一般为{length}位，请核对");
    Some(Ok(Check::plain(format!("+{code}-{local}")).warn(!fits, "identifier.phone-foreign", message)))
}

/// The number without the code of the mainland.
fn domestic(number: &str) -> String {
    let bare = number.strip_prefix("+86").or_else(|| number.strip_prefix("0086")).unwrap_or(number);
    let bare = bare.trim_start_matches('-');
    // Abroad the 0 of the area code is left out.
    let landline = bare.len() < number.len() && !bare.starts_with(['0', '1', '(', '4', '8']);
    if landline { format!("0{bare}") } else { bare.to_owned() }
}

fn mobile(number: &str) -> Option<String> {
    let digits = number.replace('-', "");
    let second = *digits.as_bytes().get(1)?;
    (digits.len() == 11 && all_digits(&digits) && digits.starts_with('1') && (b'3'..=b'9').contains(&second))
        .then_some(digits)
}

/// The number, and the extension if one is named: 转801, 分机801, ext. 801, x801, #801, or a third group after area code
/// and number.
fn parted(number: &str) -> (String, Option<String>) {
    let lower = number.to_ascii_lowercase();
    let marks = ["转分机", "分机号", "分机", "转", "ext.", "ext", "x", "#"];
    if let Some((at, mark)) = marks.iter().find_map(|mark| lower.find(mark).map(|at| (at, mark))) {
        let (main, rest) = lower.split_at(at);
        let inside = |letter: char| matches!(letter, '-' | '(' | ')' | ':' | '.');
        let main = main.trim_end_matches(['-', '(']).to_owned();
        return (main, Some(rest[mark.len()..].trim_matches(inside).to_owned()));
    }
    let parts: Vec<&str> = number.split('-').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [area, local, extension] if area.starts_with('0') && local.len() >= 7 => {
            (format!("{area}-{local}"), Some((*extension).to_owned()))
        }
        _ => (number.to_owned(), None),
    }
}

fn read_extension(text: &str) -> Option<String> {
    (all_digits(text) && text.len() <= 6).then(|| text.to_owned())
}

fn unreadable() -> Result<Check, IdentifierError> {
    wrong(
        "identifier.phone",
        "联系电话应为11位手机号码、区号加固定电话或者400等服务号码，例如13800138000、0755-25666666、400-820-8820",
    )
}
