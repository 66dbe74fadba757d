//! Bank account of an organisation (单位银行账户): number, name and bank.

use unicode_normalization::UnicodeNormalization;

use super::{Check, IdentifierError, all_digits, compact, wrong};

/// Checks an account number: 8 to 32 digits. No check digit is asked for (Luhn holds for cards, not for accounts).
/// Blanks and hyphens between the digits are taken away.
///
/// # Errors
/// `identifier.account`.
pub fn check_account(text: &str) -> Result<Check, IdentifierError> {
    let number = compact(text).replace('-', "");
    if !all_digits(&number) || !(8..=32).contains(&number.len()) {
        return wrong("identifier.account", "银行账号应为8至32位数字，请对照开户许可证或开户证明填写");
    }
    Ok(Check::plain(number))
}

/// Checks that the name of an account is the name of the party (户名应与主体名称一致); brackets of either width and
/// blanks make no difference.
///
/// # Errors
/// `identifier.account-name`.
pub fn check_account_name(account_name: &str, party_name: &str) -> Result<Check, IdentifierError> {
    let plain = |text: &str| text.nfkc().filter(|letter| !letter.is_whitespace()).collect::<String>();
    if plain(account_name) != plain(party_name) {
        let message = format!(
            "户名“{}”与主体名称“{}”不一致，应使用以该主体名义开立的账户",
            account_name.trim(),
            party_name.trim()
        );
        return wrong("identifier.account-name", message);
    }
    Ok(Check::plain(party_name.trim()))
}

/// Checks that the bank is named down to its branch; otherwise the warning `identifier.bank-branch`.
///
/// # Errors
/// `identifier.bank` if nothing is given.
pub fn check_bank(text: &str) -> Result<Check, IdentifierError> {
    let name = text.trim();
    if name.is_empty() {
        return wrong("identifier.bank", "没有填写开户银行");
    }
    let branch = ["支行", "分行", "营业部", "营业室", "分理处", "储蓄所", "信用社"]
        .iter()
        .any(|word| name.contains(word));
    let message = "开户银行应写到支行（营业部）一级，例如某某银行深圳某某支行";
    Ok(Check::plain(name).warn(!branch, "identifier.bank-branch", message))
}
