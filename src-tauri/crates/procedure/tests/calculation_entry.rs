//! What a person types, read leniently and exactly, or refused with a reason.
#![allow(clippy::unwrap_used, missing_docs)]

use chrono::NaiveDate;
use procedure::entry::{
    offered_dates, read_area, read_date, read_decimal, read_integer, read_money, read_percent,
};
use procedure::money::Money;
use proptest::prelude::*;
use rust_decimal::Decimal;

#[test]
fn amounts_as_people_write_them() {
    for (text, yuan) in [
        ("15000000", "15000000"),
        ("15,000,000.00", "15000000"),
        ("1500万元", "15000000"),
        ("1500 万", "15000000"),
        ("1500 万 元", "15000000"),
        ("0.15亿", "15000000"),
        ("１５，０００，０００．００", "15000000"),
        ("１５００万元", "15000000"),
        ("￥15,000,000.00", "15000000"),
        ("¥ 15000000", "15000000"),
        ("人民币1500万元整", "15000000"),
        ("RMB 1500万", "15000000"),
        ("15 000 000", "15000000"),
        ("1500,0000", "15000000"),
        ("1亿5000万", "150000000"),
        ("1亿5000万元", "150000000"),
        ("1500万5000元", "15005000"),
        ("3千万", "30000000"),
        ("2百万元", "2000000"),
        ("1.2万亿", "1200000000000"),
        ("15元6角5分", "15.65"),
        ("15元5分", "15.05"),
        ("0.5", "0.50"),
        (".5", "0.50"),
        ("100.", "100"),
        ("100。50", "100.50"),
        ("1.500万", "15000"),
        ("1.23456万", "12345.60"),
        ("0", "0"),
        ("007", "7"),
        ("\u{202a}1500\u{202c}\u{200b}", "1500"),
        ("人民币壹仟伍佰万元整", "15000000"),
        ("壹仟伍佰万圆正", "15000000"),
        ("壹仟伍佰万", "15000000"),
        ("壹仟伍佰万元", "15000000"),
        ("壹拾元", "10"),
        ("人民币壹佰零伍圆", "105"),
        ("一千五百万", "15000000"),
        ("一千五百万元整", "15000000"),
        ("人民币一千五百万元", "15000000"),
        ("一千五百六十八万", "15680000"),
        ("三百二十万五千元", "3205000"),
        ("三百二十万零五千元", "3205000"),
        ("两亿三千万", "230000000"),
        ("两百万", "2000000"),
        ("十万", "100000"),
        ("十五元六角五分", "15.65"),
        ("一百零五元", "105"),
        ("一百〇五元", "105"),
        ("一点五亿", "150000000"),
        ("零点五万元", "5000"),
        ("零元", "0"),
        ("92233720368547758.07", "92233720368547758.07"),
    ] {
        assert_eq!(
            read_money(text).map(Money::canonical),
            Ok(Money::parse_canonical(yuan).unwrap().canonical()),
            "{text}"
        );
    }
}

#[test]
fn amounts_that_are_refused() {
    for (text, code) in [
        ("", "entry.empty"),
        ("  \u{200b} ", "entry.empty"),
        ("-1", "entry.negative"),
        ("－1500", "entry.negative"),
        ("−1500", "entry.negative"),
        ("￥-100", "entry.negative"),
        ("负100元", "entry.negative"),
        ("(100.00)", "entry.negative"),
        ("负壹元整", "entry.negative"),
        ("0.001", "entry.too-precise"),
        ("15000000.005", "entry.too-precise"),
        ("0.0000001万", "entry.too-precise"),
        ("1,5", "entry.separators"),
        ("150,00,000", "entry.separators"),
        ("1,,000", "entry.separators"),
        (",000", "entry.separators"),
        ("1.5.0", "entry.not-a-number"),
        ("1e7", "entry.unit"),
        ("1.5E+07", "entry.unit"),
        ("abc", "entry.not-a-number"),
        // Said in two ways, said by halves, or mixed with digits.
        ("一万五", "entry.not-a-number"),
        ("一千五", "entry.not-a-number"),
        ("一五〇〇万", "entry.not-a-number"),
        ("一千5百万", "entry.not-a-number"),
        ("1千五百万", "entry.unit"),
        ("1500万五千", "entry.unit"),
        ("两十万", "entry.not-a-number"),
        ("百万", "entry.not-a-number"),
        ("一百十元", "entry.not-a-number"),
        ("几百万", "entry.not-a-number"),
        ("一千五百多万", "entry.unit"),
        ("一千五百万左右", "entry.unit"),
        ("一千五百万至两千万", "entry.unit"),
        ("一亿零一万零", "entry.not-a-number"),
        ("一点两亿", "entry.not-a-number"),
        ("十点", "entry.not-a-number"),
        ("负一百元", "entry.negative"),
        ("一百美元", "entry.unit"),
        ("壹千五百万", "words.unreadable"),
        ("约1500万", "entry.not-a-number"),
        ("100美元", "entry.unit"),
        ("1500万㎡", "entry.unit"),
        ("10%", "entry.unit"),
        ("1亿5", "entry.not-a-number"),
        ("1.5亿5000万", "entry.not-a-number"),
        ("5000万1亿", "entry.not-a-number"),
        ("1亿50000万", "entry.not-a-number"),
        ("10²", "entry.not-a-number"),
        ("①00", "entry.not-a-number"),
        ("½", "entry.not-a-number"),
        ("٣", "entry.not-a-number"),
        ("92233720368547758.08", "entry.out-of-range"),
        ("9999999999999999999999999999999999999", "entry.out-of-range"),
        ("一拾元整", "entry.not-a-number"),
        ("拾元整", "entry.not-a-number"),
        ("壹拾元伍分整", "words.not-legal"),
        ("{{ 1 }}", "entry.not-a-number"),
    ] {
        let error = read_money(text).unwrap_err();
        assert_eq!(error.code, code, "{text}: {error}");
        assert!(!error.message.is_empty());
    }
    assert_eq!(read_money(&"9".repeat(1_000_000)).unwrap_err().code, "entry.too-long");
    assert_eq!(read_money("-5").unwrap_err().message, "不能为负数，得到的是“-5”；请填写0或正数");
    let error = read_money("0.001").unwrap_err();
    assert_eq!(error.to_string(), "金额最多精确到分（元后两位小数），得到的是“0.001”");
}

#[test]
fn decimals() {
    let read = |text: &str, places| read_decimal(text, places).map(|number| number.to_string());
    assert_eq!(read("1200.50", 2), Ok("1200.5".to_owned()));
    assert_eq!(read("1200.50㎡", 2), Ok("1200.5".to_owned()));
    assert_eq!(read("1,200.5 平方米", 2), Ok("1200.5".to_owned()));
    assert_eq!(read("1.2万平方米", 2), Ok("12000".to_owned()));
    assert_eq!(read("35.1234", 4), Ok("35.1234".to_owned()));
    assert_eq!(read("0.00", 0), Ok("0".to_owned()));
    assert_eq!(read_decimal("35.12345", 4).unwrap_err().code, "entry.too-precise");
    assert_eq!(read_decimal("1.5", 0).unwrap_err().message, "必须是整数，得到的是“1.5”");
    assert_eq!(read_decimal("-1", 2).unwrap_err().code, "entry.negative");
    assert_eq!(read_decimal("5亩", 2).unwrap_err().code, "entry.unit");
    assert_eq!(read_decimal("1 2", 2).unwrap_err().code, "entry.separators");
    assert_eq!(read_decimal("5㎡6", 2).unwrap_err().code, "entry.not-a-number");
}

#[test]
fn percentages_and_whole_numbers() {
    let percent =
        |text: &str| read_percent(text).map(|number| number.to_string()).map_err(|error| error.code);
    assert_eq!(percent("5.5"), Ok("5.5".to_owned()));
    assert_eq!(percent("5.50%"), Ok("5.5".to_owned()));
    assert_eq!(percent("５．５％"), Ok("5.5".to_owned()));
    assert_eq!(percent("百分之5.5"), Ok("5.5".to_owned()));
    assert_eq!(percent("-5%"), Err("entry.negative"));
    assert_eq!(percent("5%%"), Err("entry.unit"));
    assert_eq!(percent("百分之5%"), Err("entry.unit"));
    assert_eq!(percent("百分之十"), Ok("10".to_owned()));
    assert_eq!(percent("百分之五点五"), Ok("5.5".to_owned()));
    assert_eq!(percent("百分之一百二十"), Ok("120".to_owned()));
    assert_eq!(percent("千分之三"), Ok("0.3".to_owned()));
    assert_eq!(percent("千分之三点五"), Ok("0.35".to_owned()));
    assert_eq!(percent("万分之五"), Ok("0.05".to_owned()));
    assert_eq!(percent("万分之0.5"), Ok("0.005".to_owned()));
    assert_eq!(percent("5‰"), Ok("0.5".to_owned()));
    assert_eq!(percent("５‱"), Ok("0.05".to_owned()));
    assert_eq!(percent("五"), Ok("5".to_owned()));
    for refused in ["百分百", "三成", "五折", "万分之", "千分之3‰", "三百分之一", "十万分之五", "百分之", "1/3"] {
        assert!(percent(refused).is_err(), "{refused}");
    }

    let whole = |text: &str| read_integer(text).map_err(|error| error.code);
    assert_eq!(whole("1200"), Ok(1200));
    assert_eq!(whole("1,200"), Ok(1200));
    assert_eq!(whole("1.2万"), Ok(12000));
    assert_eq!(whole("3.0"), Ok(3));
    assert_eq!(whole("3.5"), Err("entry.not-whole"));
    assert_eq!(whole("-3"), Err("entry.negative"));
    assert_eq!(whole("三"), Ok(3));
    assert_eq!(whole("二十四"), Ok(24));
    assert_eq!(whole("两百"), Ok(200));
    for refused in ["三十几", "二四", "第三", "三点五", "两", "二〇"] {
        assert!(whole(refused).is_err() || refused == "两", "{refused}");
    }
}

/// 1公顷 = 10,000㎡; 1亩 = 2000/3㎡: 5亩 = 3333.333…, 3亩 = 2000, 0.8亩 = 533.333…, 100亩 = 66666.666….
#[test]
fn areas_in_the_units_of_land() {
    let read = |text: &str| read_area(text, 2).map(|read| (read.area.to_string(), read.computed.unwrap_or_default()));
    let of = |area: &str, computed: &str| Ok((area.to_owned(), computed.to_owned()));
    assert_eq!(read("86.5"), of("86.5", ""));
    assert_eq!(read("86.5㎡"), of("86.5", ""));
    assert_eq!(read("1.2万平方米"), of("12000", ""));
    assert_eq!(read("1公顷"), of("10000", "1公顷 = 10000㎡（1公顷 = 10000㎡）"));
    assert_eq!(read("0.98公顷"), of("9800", "0.98公顷 = 9800㎡（1公顷 = 10000㎡）"));
    assert_eq!(read("三公顷"), of("30000", "三公顷 = 30000㎡（1公顷 = 10000㎡）"));
    assert_eq!(read("0.000001公顷"), of("0.01", "0.000001公顷 = 0.01㎡（1公顷 = 10000㎡）"));
    assert_eq!(read("1.5平方公里"), of("1500000", "1.5平方公里 = 1500000㎡（1平方公里 = 1000000㎡）"));
    assert_eq!(read("3亩"), of("2000", "3亩 = 2000㎡（1亩 = 2000/3㎡）"));
    assert_eq!(read("5亩"), of("3333.33", "5亩 ≈ 3333.33㎡（1亩 = 2000/3㎡，四舍五入到2位小数）"));
    assert_eq!(read("0.8 亩"), of("533.33", "0.8 亩 ≈ 533.33㎡（1亩 = 2000/3㎡，四舍五入到2位小数）"));
    assert_eq!(read("100亩"), of("66666.67", "100亩 ≈ 66666.67㎡（1亩 = 2000/3㎡，四舍五入到2位小数）"));
    assert_eq!(read("十五亩"), of("10000", "十五亩 = 10000㎡（1亩 = 2000/3㎡）"));
    assert_eq!(read("1.5万亩"), of("10000000", "1.5万亩 = 10000000㎡（1亩 = 2000/3㎡）"));
    // 0.0075亩 are exactly 5㎡; 0.00001亩 are 0.00666…㎡, 0.01 with two decimals.
    assert_eq!(read("0.0075亩").map(|(area, _)| area), Ok("5".to_owned()));
    assert_eq!(read("0.00001亩").map(|(area, _)| area), Ok("0.01".to_owned()));
    for (text, code) in [
        ("0.0000001公顷", "entry.too-precise"),
        ("5公亩", "entry.unit"),
        ("5市亩", "entry.unit"),
        ("5分地", "entry.unit"),
        ("3亩5分", "entry.not-a-number"),
        ("2公顷3亩", "entry.not-a-number"),
        ("半亩", "entry.not-a-number"),
        ("-1亩", "entry.negative"),
        ("5立方米", "entry.unit"),
    ] {
        assert_eq!(read_area(text, 2).unwrap_err().code, code, "{text}");
    }
    assert_eq!(read_decimal("5亩", 2).unwrap_err().code, "entry.unit", "a decimal is no area");
}

/// From 23 November 2026: 7 September 2026 was 77 days ago and comes again in 288; 1 March is nearer in 2027 (98 days)
/// than in 2026 (267).
#[test]
fn a_day_without_its_year_is_offered() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let offered = |text: &str, today| {
        offered_dates(text, today).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for text in ["9月7日", "9月7号", "09月07日", "9 月 7 日", "9月7", "9/7", "9-7", "9.7", "９／７", "九月七日", "九月7日"] {
        assert_eq!(read_date(text).unwrap_err().code, "entry.no-year", "{text}");
        assert_eq!(offered(text, today), ["2026-09-07", "2027-09-07"], "{text}");
    }
    assert_eq!(offered("十一月二十三日", today), ["2026-11-23", "2027-11-23"]);
    assert_eq!(offered("3月1日", today), ["2027-03-01", "2026-03-01"]);
    assert_eq!(offered("12/31", today), ["2026-12-31", "2025-12-31"]);
    // 23 May 2026 is 184 days back, 23 May 2027 181 ahead.
    assert_eq!(offered("5月23日", today), ["2027-05-23", "2026-05-23"]);
    // Leap days: 2028 is 463 days ahead, 2024 998 back.
    assert_eq!(offered("2月29日", today), ["2028-02-29", "2024-02-29"]);
    // 183 days back to 2 July 2027, 183 ahead to that of 2028: the coming one first.
    let leap = NaiveDate::from_ymd_opt(2028, 1, 1).unwrap();
    assert_eq!(offered("7月2日", leap), ["2028-07-02", "2027-07-02"]);

    for text in [
        "", "明天", "下周一", "9月", "九月", "月底", "9月上旬", "9月7日前", "9月7日至9日", "9月31日", "13月1日", "2/30",
        "13/1", "0/5", "九月七", "九月初七", "农历九月七日", "三月三", "0907", "907", "9月7日8", "7日", "9//7", "9/7/",
        "26/9/7", "2026/9",
    ] {
        assert_eq!(offered(text, today), [""; 0], "{text}");
        assert_ne!(read_date(text).map_err(|error| error.code), Err("entry.no-year"), "{text}");
        assert!(read_date(text).is_err(), "{text}");
    }
}

#[test]
fn dates_as_people_write_them() {
    let date = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    for text in [
        "2026-11-23",
        "2026.11.23",
        "2026/11/23",
        "2026。11。23",
        "2026年11月23日",
        "2026年11月23",
        "2026 年 11 月 23 日",
        "2026年11月23号",
        "20261123",
        "２０２６１１２３",
        "２０２６－１１－２３",
        "2026–11–23",
        "2026 11 23",
        "2026、11、23",
        "2026-11-23T00:00:00",
        "2026/11/23 0:00:00",
        "二〇二六年十一月二十三日",
        "二零二六年十一月二十三日",
        " 2026-11-23\t",
    ] {
        assert_eq!(read_date(text), Ok(date), "{text}");
    }
    let early = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    for text in ["2026-1-5", "2026.01.05", "2026年1月5日", "二〇二六年一月五日"] {
        assert_eq!(read_date(text), Ok(early), "{text}");
    }
    assert_eq!(read_date("二〇二六年十月三十日"), Ok(NaiveDate::from_ymd_opt(2026, 10, 30).unwrap()));
}

#[test]
fn dates_that_do_not_exist() {
    for (text, code) in [
        ("", "entry.empty"),
        ("2026-02-29", "entry.not-a-date"),
        ("2026年2月30日", "entry.not-a-date"),
        ("2026-13-01", "entry.not-a-date"),
        ("20261301", "entry.not-a-date"),
        ("2026-00-10", "entry.not-a-date"),
        ("23-11-2026", "entry.not-a-date"),
        ("11/23/2026", "entry.not-a-date"),
        ("2026-11.23", "entry.not-a-date"),
        ("00261123", "entry.not-a-date"),
        ("2026-11-23 12:30", "entry.not-a-date"),
        ("明天", "entry.not-a-date"),
        ("46349", "entry.not-a-date"),
        ("2026-11-23-1", "entry.not-a-date"),
        ("2026年月日", "entry.not-a-date"),
        ("2026-111-3", "entry.not-a-date"),
        ("26-11-23", "entry.short-year"),
        ("26年11月23日", "entry.short-year"),
        ("2026年11月", "entry.incomplete-date"),
        ("2026-11", "entry.incomplete-date"),
    ] {
        assert_eq!(read_date(text).unwrap_err().code, code, "{text}");
    }
    let message = read_date("2026-02-29").unwrap_err().message;
    assert!(message.starts_with("必须是真实存在的日期，例如2026年3月27日"), "{message}");
    assert!(read_date("2024-02-29").is_ok());
}

proptest! {
    #[test]
    fn shown_amounts_are_read_back(fen in 0..=i64::MAX) {
        let money = Money::from_fen(fen);
        prop_assert_eq!(read_money(&money.to_string()), Ok(money));
        prop_assert_eq!(read_money(&money.canonical()), Ok(money));
        prop_assert_eq!(read_money(&format!("{}元", money)), Ok(money));
        prop_assert_eq!(read_money(&format!("{}万元", money.wan_figures())), Ok(money));
        prop_assert_eq!(read_money(&procedure::words::to_words(money)), Ok(money));
    }

    #[test]
    fn decimals_are_read_back(digits in 0_i64..1_000_000_000_000, places in 0_u32..=6) {
        let number = Decimal::new(digits, places);
        prop_assert_eq!(read_decimal(&number.to_string(), 6), Ok(number.normalize()));
    }

    #[test]
    fn dates_are_read_back(days in 0_i64..90_000) {
        let date = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::TimeDelta::days(days);
        prop_assert_eq!(read_date(&date.to_string()), Ok(date));
        prop_assert_eq!(read_date(&date.format("%Y年%-m月%-d日").to_string()), Ok(date));
        prop_assert_eq!(read_date(&date.format("%Y%m%d").to_string()), Ok(date));
    }

    /// What is said in full is read as what it says.
    #[test]
    fn numerals_are_read_back(number in 1_usize..10_000) {
        let said = procedure::words::chinese_number(number);
        prop_assert_eq!(read_integer(&said), Ok(i64::try_from(number).unwrap()), "{}", said);
        let wan = format!("{said}万元整");
        let yuan = i64::try_from(number).unwrap() * 10_000;
        prop_assert_eq!(read_money(&wan), Ok(Money::from_fen(yuan * 100)), "{}", wan);
    }

    #[test]
    fn no_numerals_make_it_panic(text in "[零〇一二两三五九十百千万亿点0-9.元角分之%‰亩公顷月日年/]{0,30}") {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let _ = (read_money(&text), read_area(&text, 2), read_percent(&text), read_integer(&text));
        let _ = (read_date(&text), offered_dates(&text, today));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,120}") {
        let _ = (read_money(&text), read_decimal(&text, 2), read_percent(&text), read_integer(&text), read_date(&text));
    }

    #[test]
    fn no_likely_text_makes_it_panic(text in "[0-9.,，。 万亿千百元角分年月日%壹零整+/-]{0,40}") {
        let _ = (read_money(&text), read_decimal(&text, 2), read_percent(&text), read_integer(&text), read_date(&text));
    }
}
