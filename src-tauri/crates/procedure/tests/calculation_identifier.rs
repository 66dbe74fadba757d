//! Codes and numbers: standard form, refusals and warnings.
#![allow(clippy::unwrap_used, missing_docs)]

use procedure::identifier::{
    Check, Holder, IdentifierError, IdentityDocument, check_account, check_account_name, check_bank,
    check_certificate, check_document_number, check_identity, check_mobile, check_ownership_proof,
    check_phone, check_postcode, check_resident_id, check_uscc, check_uscc_of,
};
use proptest::prelude::*;

type Checked = Result<Check, IdentifierError>;

/// The standard form of a code that has no warnings.
fn plain(checked: Checked) -> String {
    let check = checked.unwrap();
    assert_eq!(check.warnings, []);
    check.normalised
}

fn refused(checked: Checked) -> &'static str {
    let error = checked.unwrap_err();
    assert!(!error.message.is_empty());
    error.code
}

fn warned(checked: Checked) -> (String, Vec<&'static str>) {
    let check = checked.unwrap();
    (check.normalised, check.warnings.iter().map(|notice| notice.code).collect())
}

#[test]
fn unified_social_credit_code() {
    for code in [
        "91350100M000100Y43",
        "91440300708461136T",
        "914403001922038216",
        "91440300MA5TEXT119",
        "11440303MB2C00013W",
        "52440303MJL000016X",
    ] {
        assert_eq!(plain(check_uscc(code)), code);
    }
    assert_eq!(plain(check_uscc(" 9144 0300 7084 6113 6t ")), "91440300708461136T");
    assert_eq!(plain(check_uscc("９１４４０３００７０８４６１１３６Ｔ")), "91440300708461136T");
    // In groups, as licences print it.
    for text in ["9144 0300 7084 6113 6T", "9144-0300-7084-6113-6T", "9144－0300－7084－6113－6T", "91440300 70846113-6T"] {
        assert_eq!(plain(check_uscc(text)), "91440300708461136T", "{text}");
    }
    assert_eq!(refused(check_uscc("91350100M000100Y4Z")), "identifier.uscc-letter");
    assert_eq!(refused(check_uscc("91350100M000100Y44")), "identifier.uscc-check");
    // Two digits changed over.
    assert_eq!(refused(check_uscc("19440300708461136T")), "identifier.uscc-check");
    assert_eq!(refused(check_uscc("9135O100M000100Y43")), "identifier.uscc-letter");
    assert_eq!(refused(check_uscc("91350100M000100Y4")), "identifier.uscc-length");
    assert_eq!(refused(check_uscc("")), "identifier.uscc-length");
    assert_eq!(refused(check_uscc("统一社会信用代码统一社会信用代码不对")), "identifier.uscc-letter");
    let hint = check_uscc("9135O100M000100Y43").unwrap_err().message;
    assert!(hint.contains("第5位“O”") && hint.contains("可能是数字0"), "{hint}");
}

#[test]
fn unified_social_credit_code_warnings() {
    // The last character fits, the organisation code 708461137 within does not (it should end in 6).
    let (code, warnings) = warned(check_uscc("91440300708461137X"));
    assert_eq!((code.as_str(), warnings), ("91440300708461137X", vec!["identifier.uscc-organisation"]));

    assert_eq!(plain(check_uscc_of("91440300708461136T", Holder::Company)), "91440300708461136T");
    assert_eq!(plain(check_uscc_of("11440303MB2C00013W", Holder::Government)), "11440303MB2C00013W");
    assert_eq!(warned(check_uscc_of("11440303MB2C00013W", Holder::Company)).1, ["identifier.uscc-holder"]);
    assert_eq!(warned(check_uscc_of("52440303MJL000016X", Holder::Government)).1, ["identifier.uscc-holder"]);
}

/// The first fits the check character of a credit code as well (both check digits are 9), the second does not, the third
/// begins as the code of a government office could.
#[test]
fn a_persons_number_in_place_of_a_credit_code_is_noticed() {
    for text in ["362322198709086409", "3623 2219 8709 0864 09", "440524188001010014", "11010519491231002X"] {
        let error = check_uscc(text).unwrap_err();
        assert_eq!(error.code, "identifier.uscc-resident-id", "{text}");
        assert!(error.message.contains("公民身份号码"), "{error}");
    }
    // A code of digits alone is no person's number.
    assert_eq!(plain(check_uscc("914403001922038216")), "914403001922038216");
    // One digit wrong: nothing can be said of whose number it was meant to be.
    assert_eq!(refused(check_uscc("362322198709086408")), "identifier.uscc-check");
}

#[test]
fn resident_identity_number() {
    assert_eq!(plain(check_resident_id("11010519491231002X")), "11010519491231002X");
    assert_eq!(plain(check_resident_id("11010519491231002x")), "11010519491231002X");
    assert_eq!(plain(check_resident_id("440524188001010014")), "440524188001010014");
    assert_eq!(plain(check_resident_id("440524 1880 0101 0014")), "440524188001010014");
    assert_eq!(refused(check_resident_id("110105194912310021")), "identifier.resident-id-check");
    assert_eq!(refused(check_resident_id("11010519490231002X")), "identifier.resident-id-birth");
    assert_eq!(refused(check_resident_id("110105194912310")), "identifier.resident-id-length");
    assert_eq!(refused(check_resident_id("1101051949123100XX")), "identifier.resident-id-letter");
    assert_eq!(
        refused(check_resident_id("身份证身份证身份证身份证身份证身份证")),
        "identifier.resident-id-letter"
    );
}

#[test]
fn other_identity_documents() {
    use IdentityDocument::{HongKongMacaoPermit, Passport, ResidentCard, TaiwanPermit};
    assert_eq!(plain(check_identity(ResidentCard, "11010519491231002x")), "11010519491231002X");
    // 港澳台居民居住证 follow the rule of the resident card.
    assert_eq!(plain(check_identity(ResidentCard, "810000199001010019")), "810000199001010019");
    assert_eq!(plain(check_identity(HongKongMacaoPermit, "h12345678")), "H12345678");
    assert_eq!(plain(check_identity(HongKongMacaoPermit, "M1234567801")), "M1234567801");
    assert_eq!(refused(check_identity(HongKongMacaoPermit, "12345678")), "identifier.permit");
    assert_eq!(refused(check_identity(HongKongMacaoPermit, "H123456789")), "identifier.permit");
    assert_eq!(plain(check_identity(TaiwanPermit, "12345678")), "12345678");
    assert_eq!(refused(check_identity(TaiwanPermit, "T12345678")), "identifier.permit");
    assert_eq!(plain(check_identity(Passport, "e12345678")), "E12345678");
    assert_eq!(refused(check_identity(Passport, "E123")), "identifier.passport");
    assert_eq!(refused(check_identity(Passport, "护照12345")), "identifier.passport");
}

#[test]
fn telephone_numbers() {
    for (text, number) in [
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("+86-138-0013-8000", "13800138000"),
        ("１９９００００００００", "19900000000"),
        ("0755-25666666", "0755-25666666"),
        ("075525666666", "0755-25666666"),
        ("（0755）25666666", "0755-25666666"),
        ("+86 755 25666666", "0755-25666666"),
        ("0755—25666666", "0755-25666666"),
        ("0755-25666666-801", "0755-25666666转801"),
        ("0755-25666666转801", "0755-25666666转801"),
        ("010-66666666", "010-66666666"),
        ("0752-2666666", "0752-2666666"),
        ("020 8666 6666", "020-86666666"),
        // Hong Kong and Macao, numbers for a whole country, lines of banks and of the government.
        ("+852 2345 6789", "+852-23456789"),
        ("00852-23456789", "+852-23456789"),
        ("＋８５２－２３４５６７８９", "+852-23456789"),
        ("+853 2856 7890", "+853-28567890"),
        ("400-820-8820", "400-820-8820"),
        ("4008208820", "400-820-8820"),
        ("400 8208 820", "400-820-8820"),
        ("800-820-8820", "800-820-8820"),
        ("95533", "95533"),
        ("12345", "12345"),
        // Extensions, however they are named.
        ("0755-25666666分机801", "0755-25666666转801"),
        ("0755-25666666（分机801）", "0755-25666666转801"),
        ("0755-25666666 转 分机 801", "0755-25666666转801"),
        ("0755-25666666 ext. 801", "0755-25666666转801"),
        ("0755-25666666#801", "0755-25666666转801"),
        ("400-820-8820转1", "400-820-8820转1"),
        ("+852 2345 6789 转 12", "+852-23456789转12"),
        // Two numbers in one field.
        ("0755-25666666、13800138000", "0755-25666666、13800138000"),
        ("0755-25666666/25666667", "0755-25666666、25666667"),
    ] {
        let (found, warnings) = warned(check_phone(text));
        assert_eq!(found, number, "{text}");
        assert!(warnings.is_empty() || text.ends_with("/25666667"), "{text}: {warnings:?}");
    }
    for (text, number, warning) in [
        ("25666666", "25666666", "identifier.phone-area-code"),
        ("0755-2566666", "0755-2566666", "identifier.phone-shenzhen"),
        ("0755-1234567转801", "0755-1234567转801", "identifier.phone-shenzhen"),
        ("0755-12345678", "0755-12345678", "identifier.phone-first-digit"),
        ("+852 1234 567", "+852-1234567", "identifier.phone-foreign"),
        ("+44 20 7946 0958", "+442079460958", "identifier.phone-foreign"),
        ("+1-415-555-0134", "+1-415-555-0134", "identifier.phone-foreign"),
        ("13800138000转8001", "13800138000转8001", "identifier.phone-extension"),
    ] {
        assert_eq!(warned(check_phone(text)), (number.to_owned(), vec![warning]), "{text}");
    }
    for text in [
        "",
        "12800138000",
        "1380013800",
        "010-6666666",
        "0755",
        "电话",
        "0755-25666666转",
        "0000000000",
        "138001380001",
        "400-820-882",
        "+85",
        "+852-abc",
        "转801",
        "0755-25666666转8010123",
        "13800138000、电话",
        "91440300708461136T",
    ] {
        let code = check_phone(text).unwrap_err().code;
        assert!(code.starts_with("identifier.phone"), "{text}");
    }
    assert_eq!(plain(check_mobile("138 0013 8000")), "13800138000");
    assert_eq!(refused(check_mobile("0755-25666666")), "identifier.mobile");
    assert_eq!(refused(check_mobile("12800138000")), "identifier.mobile");
    assert_eq!(refused(check_mobile("")), "identifier.mobile");
}

#[test]
fn postcode() {
    assert_eq!(plain(check_postcode("518001")), "518001");
    assert_eq!(plain(check_postcode("５１８００１")), "518001");
    assert_eq!(warned(check_postcode("100000")), ("100000".to_owned(), vec!["identifier.postcode-shenzhen"]));
    assert_eq!(refused(check_postcode("51800")), "identifier.postcode");
    assert_eq!(refused(check_postcode("51800A")), "identifier.postcode");
}

#[test]
fn bank_account() {
    assert_eq!(plain(check_account("4000 0210 0920 0123 456")), "4000021009200123456");
    assert_eq!(plain(check_account("12345678")), "12345678");
    // No Luhn: any digits will do.
    assert_eq!(plain(check_account("11111111111111111111111111111111")), "1".repeat(32));
    assert_eq!(refused(check_account("1234567")), "identifier.account");
    assert_eq!(refused(check_account(&"1".repeat(33))), "identifier.account");
    assert_eq!(refused(check_account("4000X2100920")), "identifier.account");

    assert_eq!(plain(check_account_name("深圳(某)公司", "深圳（某） 公司")), "深圳（某） 公司");
    assert_eq!(refused(check_account_name("张三", "深圳某某有限公司")), "identifier.account-name");
    assert_eq!(plain(check_bank("某某银行深圳罗湖支行")), "某某银行深圳罗湖支行");
    assert_eq!(warned(check_bank("某某银行")).1, ["identifier.bank-branch"]);
    assert_eq!(refused(check_bank(" ")), "identifier.bank");
}

#[test]
fn certificate_of_real_estate() {
    for text in [
        "粤（2022）深圳市不动产权第0012345号",
        "粤(2022)深圳市不动产权第0012345号",
        "粤 ( 2022 ) 深圳市 不动产权第 0012345 号",
        "粤〔2022〕深圳市不动产权第0012345号",
    ] {
        assert_eq!(plain(check_certificate(text)), "粤（2022）深圳市不动产权第0012345号", "{text}");
    }
    assert_eq!(
        plain(check_certificate("粤（2022）深圳市不动产权第00123456号")),
        "粤（2022）深圳市不动产权第00123456号"
    );
    assert_eq!(plain(check_certificate("深房地字第2000123456号")), "深房地字第2000123456号");
    assert_eq!(
        refused(check_certificate("粤（2022）深圳市不动产证明第0012345号")),
        "identifier.certificate-proof"
    );
    assert_eq!(
        refused(check_certificate("粤（2022）深圳市不动产登记证明第0012345号")),
        "identifier.certificate-proof"
    );
    for text in [
        "",
        "粤2022深圳市不动产权第0012345号",
        "粤（22）深圳市不动产权第0012345号",
        "广东（2022）深圳市不动产权第0012345号",
        "粤（2022）不动产权第0012345号",
        "粤（2022）深圳市不动产权第012345号",
        "粤（2022）深圳市不动产权第001234567号",
        "粤（2022）深圳市不动产权第0012345",
        "深房地字第号",
    ] {
        assert_eq!(refused(check_certificate(text)), "identifier.certificate", "{text}");
    }
    assert_eq!(
        warned(check_certificate("粤（2012）深圳市不动产权第0012345号")).1,
        ["identifier.certificate-year"]
    );

    let other = "原村委出具的权属证明";
    assert_eq!(
        warned(check_ownership_proof(other, true)),
        (other.to_owned(), vec!["identifier.certificate-other"])
    );
    assert_eq!(refused(check_ownership_proof(other, false)), "identifier.certificate");
    assert_eq!(refused(check_ownership_proof("", true)), "identifier.certificate");
    let proof = "粤（2022）深圳市不动产证明第0012345号";
    assert_eq!(refused(check_ownership_proof(proof, true)), "identifier.certificate-proof");
}

#[test]
fn document_number() {
    for text in [
        "罗府办规〔2022〕5号",
        "罗府办规[2022]5号",
        "罗府办规(2022)5号",
        "罗府办规（2022）5 号",
        "罗府办规【2022】5号",
    ] {
        assert_eq!(plain(check_document_number(text)), "罗府办规〔2022〕5号", "{text}");
    }
    assert_eq!(plain(check_document_number("国办发明电〔2025〕7号")), "国办发明电〔2025〕7号");
    assert_eq!(refused(check_document_number("罗府办规〔2022〕05号")), "identifier.document-number-zero");
    assert_eq!(refused(check_document_number("罗府办规〔2022〕第5号")), "identifier.document-number-ordinal");
    for text in [
        "",
        "罗府办规2022年5号",
        "罗府办规〔22〕5号",
        "〔2022〕5号",
        "罗府办规〔2022〕5",
        "罗府办规〔2022〕号",
        "罗府办规〔2022〕五号",
    ] {
        assert_eq!(refused(check_document_number(text)), "identifier.document-number", "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}") {
        all(&text);
    }

    #[test]
    fn no_likely_text_makes_it_panic(text in "[0-9XxA-Z+() （）〔〕第号粤深不动产权转-]{0,24}") {
        all(&text);
    }

    /// What a check gives back passes the same check unchanged.
    #[test]
    fn standard_form_is_stable(text in "(0755-?|010|1[3-9])[0-9]{8,9}(-[0-9]{3})?") {
        if let Ok(check) = check_phone(&text) {
            prop_assert_eq!(check_phone(&check.normalised).unwrap().normalised, check.normalised);
        }
    }

    /// One digit written wrongly is always found.
    #[test]
    fn one_wrong_character_is_found(at in 0_usize..18, digit in 0_u8..10) {
        let right = "914403001922038216";
        let mut wrong = right.as_bytes().to_vec();
        wrong[at] = b'0' + digit;
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert_eq!(check_uscc(&wrong).is_ok(), wrong == right);
    }
}

fn all(text: &str) {
    let _ = (
        check_uscc(text),
        check_resident_id(text),
        check_phone(text),
        check_mobile(text),
        check_postcode(text),
    );
    let _ = (check_account(text), check_certificate(text), check_document_number(text), check_bank(text));
    let _ = (
        check_identity(IdentityDocument::Passport, text),
        check_identity(IdentityDocument::TaiwanPermit, text),
    );
}
