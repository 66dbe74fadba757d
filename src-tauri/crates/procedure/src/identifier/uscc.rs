//! 统一社会信用代码: GB 32100-2015 《法人和其他组织统一社会信用代码编码规则》.

use super::{Check, IdentifierError, check_resident_id, compact, wrong};

/// Kind of body that a code is expected to belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// 企业: registered with the market regulator, codes begin with 91.
    Company,
    /// 机关、事业单位: codes normally begin with 11 or 12.
    Government,
}

/// The 31 characters with their values (no I O S V Z).
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// First two characters of the codes of bodies that take part in these procedures (机构编制、民政、工商登记; GB 32100 表1).
const USUAL: [&str; 11] = ["11", "12", "13", "19", "51", "52", "53", "59", "91", "92", "93"];

/// Checks a unified social credit code; the standard form is in upper case without blanks or hyphens between groups.
///
/// # Errors
/// `identifier.uscc-resident-id` if it is the number of a person's identity card (公民身份号码), also if that happens to fit
/// the check character of a code; else `identifier.uscc-length`, `identifier.uscc-letter` or `identifier.uscc-check` (the last character does not fit the
/// others). Warning `identifier.uscc-organisation` if the organisation code within (第9至17位, GB 11714) does not
/// fit its own check character.
pub fn check_uscc(text: &str) -> Result<Check, IdentifierError> {
    let code = compact(text).replace(['-', '_', '·'], "").to_ascii_uppercase();
    if check_resident_id(&code).is_ok() && !USUAL.iter().any(|start| code.starts_with(start)) {
        return resident_id();
    }
    let length = code.chars().count();
    if length != 18 {
        return wrong(
            "identifier.uscc-length",
            format!("统一社会信用代码应为18位，现为{length}位，请对照证照重新填写"),
        );
    }
    if let Some((at, letter)) = code.chars().enumerate().find(|(_, letter)| !ALPHABET.contains(*letter)) {
        let hint = match letter {
            'O' => "，可能是数字0",
            'I' => "，可能是数字1",
            'Z' => "，可能是数字2",
            'S' => "，可能是数字5",
            _ => "",
        };
        let message =
            format!("统一社会信用代码第{}位“{letter}”不可能出现（不用字母I、O、S、V、Z）{hint}", at + 1);
        return wrong("identifier.uscc-letter", message);
    }
    let values: Vec<usize> = code.chars().filter_map(|letter| ALPHABET.find(letter)).collect();
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    if values.last() != Some(&((31 - sum % 31) % 31)) {
        // 11 to 13 also begin the numbers of people from Beijing to Hebei.
        if check_resident_id(&code).is_ok() {
            return resident_id();
        }
        return wrong(
            "identifier.uscc-check",
            "统一社会信用代码校验位不符，可能有一位写错，请对照证照重新填写",
        );
    }
    let organisation = organisation_code_fits(&code[8..17]);
    let message = "统一社会信用代码中的组织机构代码（第9至17位）校验位不符，请对照证照核对";
    Ok(Check::plain(code).warn(!organisation, "identifier.uscc-organisation", message))
}

fn resident_id() -> Result<Check, IdentifierError> {
    wrong(
        "identifier.uscc-resident-id",
        "填的是公民身份号码，不是统一社会信用代码，请改填营业执照或者法人证书上的代码（个人信息不要填在这里）",
    )
}

/// As [`check_uscc`], with a warning `identifier.uscc-holder` if the code is unusual for such a body.
///
/// # Errors
/// As [`check_uscc`].
pub fn check_uscc_of(text: &str, holder: Holder) -> Result<Check, IdentifierError> {
    let check = check_uscc(text)?;
    let (usual, message) = match holder {
        Holder::Company => {
            (check.normalised.starts_with("91"), "企业的统一社会信用代码一般以91开头，请核对主体类型")
        }
        Holder::Government => (
            check.normalised.starts_with("11") || check.normalised.starts_with("12"),
            "机关、事业单位的统一社会信用代码一般以11或12开头，请核对主体类型",
        ),
    };
    Ok(check.warn(!usual, "identifier.uscc-holder", message))
}

/// GB 11714: weights 3 7 9 10 5 8 4 2, check 11 − Σ mod 11, where 10 is X and 11 is 0.
fn organisation_code_fits(code: &str) -> bool {
    let value = |letter: char| letter.to_digit(36).unwrap_or(0);
    let sum: u32 =
        code.chars().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(letter, weight)| value(letter) * weight).sum();
    let expected = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    code.ends_with(expected)
}
