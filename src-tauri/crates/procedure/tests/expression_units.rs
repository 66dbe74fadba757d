//! Functions over a list of units and over any table: figures, what is missing, mistakes told.
#![allow(clippy::unwrap_used)]

mod common;

use common::{case, library, procedure};
use procedure::answer::Value;
use procedure::assessment::{Case, assess, facts};
use procedure::expression::{Expression, Scope, to_json};
use procedure::template::Library;
use serde_json::{Value as Json, json};

const FIELDS: &str = r#"
[[section]]
id = "all"
stage = "first"
title = "全部"
[[section.field]]
key = "from"
kind = "date"
label = "起租日"
optional = true
[[section.field]]
key = "to"
kind = "date"
label = "届满日"
optional = true
[[section.field]]
key = "rise"
kind = "percent"
label = "年递增率"
optional = true
[[section.field]]
key = "units"
kind = "table"
label = "房源"
optional = true
columns = [
  { key = "unit_no", kind = "text", label = "房号" },
  { key = "layout", kind = "text", label = "户型" },
  { key = "area", kind = "area", label = "面积" },
  { key = "unit_rent", kind = "money", label = "单价" },
  { key = "property_fee", kind = "decimal", label = "物业费", optional = true },
  { key = "tenant_from", kind = "date", label = "入住", optional = true },
  { key = "tenant_to", kind = "date", label = "退租", optional = true },
  { key = "returned_on", kind = "date", label = "退回", optional = true },
]
[[section.field]]
key = "lettings"
kind = "table"
label = "入住记录"
optional = true
columns = [
  { key = "unit_no", kind = "text", label = "房号" },
  { key = "tenant_from", kind = "date", label = "入住" },
  { key = "tenant_to", kind = "date", label = "退租", optional = true },
]
"#;

fn test_library() -> Library {
    library(&[("fields.toml", FIELDS)])
}

/// Value, missing answers and fault of an expression.
fn eval(source: &str, answers: Json) -> (Json, Vec<String>, Option<String>) {
    let library = test_library();
    let facts = facts(&library, procedure(&library), &case(&library, answers), "2026-06-01".parse().unwrap());
    let evaluation = Expression::compile(source, 1).unwrap().evaluate(&Scope::new(&facts));
    (
        to_json(&evaluation.value),
        evaluation.missing.into_iter().collect(),
        evaluation.fault.map(|fault| fault.to_string()),
    )
}

/// Value of an expression that must be decided.
fn value(source: &str, answers: Json) -> Json {
    let (value, missing, fault) = eval(source, answers);
    assert_eq!((missing, fault), (Vec::new(), None), "{source}");
    value
}

/// Three units, a lease of six years from 2026-12-01 at 3% a year.
fn answers() -> Json {
    json!({
        "from": "2026-12-01", "to": "2032-11-30", "rise": "3",
        "units": [
            { "unit_no": "101", "layout": "两房", "area": "86.50", "unit_rent": "62.00", "tenant_from": "2027-01-15" },
            { "unit_no": "102", "layout": "单间", "area": "33.33", "unit_rent": "30.05", "tenant_from": "2026-12-01" },
            { "unit_no": "103", "layout": "两房", "area": "80", "unit_rent": "60", "tenant_from": "2026-12-01" },
        ],
    })
}

/// The answers without one cell.
fn without(row: usize, column: &str) -> Json {
    let mut answers = answers();
    answers["units"][row].as_object_mut().unwrap().remove(column);
    answers
}

#[test]
fn an_area_prints_with_two_places_and_separators() {
    // 86.50 + 33.33 + 80 = 199.83.
    for (source, text) in [
        ("area(sum(units, 'area'))", "199.83"),
        ("area(decimal('1969.84'))", "1,969.84"),
        ("area(decimal('1234567'))", "1,234,567.00"),
        ("area(decimal('0'))", "0.00"),
    ] {
        assert_eq!(value(source, answers()), json!(text), "{source}");
    }
}

#[test]
fn rents_of_the_list() {
    // 5363.00 + 1001.57 + 4800.00.
    assert_eq!(value("monthly_rent(units)", answers()), json!("11164.57"));
    assert_eq!(
        value("rent_by_layout(units)", answers()),
        json!([
            { "layout": "两房", "units": 2, "area": "166.5", "monthly_rent": "10163.00" },
            { "layout": "单间", "units": 1, "area": "33.33", "monthly_rent": "1001.57" },
        ])
    );
    let formula = value("rent_by_unit(units)[1].formula", answers());
    assert_eq!(formula, json!("33.33㎡ × 30.05元 = 1,001.57元"));
    // Part of the list: the first and the third.
    assert_eq!(value("monthly_rent(rows_where(units, 'layout', '两房'))", answers()), json!("10163.00"));
}

#[test]
fn rent_by_lease_year_and_in_all() {
    // Second year: 86.50 × 63.86 = 5523.89; 30.05 × 1.03 = 30.9515 → 30.95, × 33.33 = 1031.5635; 61.80 × 80 = 4944.
    let year = value("rent_by_lease_year(units, from, to, rise)[1]", answers());
    assert_eq!((&year["monthly_rent"], &year["rent"]), (&json!("11499.45"), &json!("137993.40")));
    assert_eq!(
        (&year["from"], &year["whole"], &year["area"]),
        (&json!("2027-12-01"), &json!(true), &json!("199.83"))
    );
    assert_eq!(year["formula"], json!("11,499.45元 × 12个月 = 137,993.40元"));
    let total = value("rent_total(units, from, to, rise, 'simple')", answers());
    assert_eq!(
        total,
        value("sum(rent_by_calendar_year(units, from, to, rise, 'simple'), 'rent')", answers())
    );
    // A lease year that begins within a month.
    let formula = "rent_by_lease_year(units, date('2026-12-10'), date('2027-12-09'), '0')[0].formula";
    // December 2026, 22/31: 3806.00 + 710.79 + 3406.45; December 2027, 9/31: 1557.00 + 290.78 + 1393.55.
    let wanted = "11,164.57元 × 11个月 + 不足整月部分 11,164.57元 = 133,974.84元";
    assert_eq!(value(formula, answers()), json!(wanted));
}

#[test]
fn increases_show_their_formula() {
    let texts = value("escalation('62', rise, from, to) | map(attribute='formula') | list", answers());
    assert_eq!(texts[0], json!("62.00元（约定租金）"));
    assert_eq!(texts[1], json!("62.00元 × (1 + 3%) = 63.86元"));
    assert_eq!(texts[2], json!("62.00元 × (1 + 3%)^2 = 65.78元"));
    let simple = value("escalation('62', rise, from, to, 'simple')[2].formula", answers());
    assert_eq!(simple, json!("62.00元 × (1 + 3% × 2) = 65.72元"));
}

#[test]
fn what_is_missing_is_named_and_leaves_the_figure_open() {
    let (found, missing, fault) = eval("monthly_rent(units)", without(1, "area"));
    assert_eq!((found, missing, fault), (Json::Null, vec!["units.1.area".to_owned()], None));
    // An open date, and no list at all.
    let mut open = answers();
    open.as_object_mut().unwrap().remove("to");
    assert_eq!(eval("rent_total(units, from, to, rise)", open).1, ["to"]);
    assert_eq!(eval("monthly_rent(units)", json!({})).1, ["units"]);
    // The layout is not needed for a rent, but for layouts.
    assert_eq!(eval("monthly_rent(units)", without(0, "layout")).1, [""; 0]);
    assert_eq!(eval("rent_by_layout(units)", without(0, "layout")).1, ["units.0.layout"]);
    // Without a fee for all, each row must have its own.
    let claim =
        "claim(units, from, to, lease_start=from, lease_end=to, annual_increase=rise, charged_rent='20'";
    assert_eq!(eval(&format!("{claim})"), answers()).1.len(), 3);
    assert_eq!(eval(&format!("{claim}, property_fee='4')"), answers()).1, [""; 0]);
    // A claim that waits leaves its sums waiting.
    assert_eq!(eval(&format!("claim_total({claim})).subsidy"), answers()).0, Json::Null);
}

#[test]
fn mistakes_of_a_template_are_told() {
    let fault = |source: &str| eval(source, answers()).2.unwrap();
    assert!(fault("rent_total(units, from, to, rise, 'linear')").contains("应为 compound 或 simple"));
    assert!(fault("vacancy_on(units, from, share='20')").contains("没有参数“share”，可用的是 ratio"));
    assert!(fault("monthly_rent('units')").contains("需要房源表"));
    assert!(fault("claim_total(units)").contains("需要claim() 得出的表"));
    assert!(fault("rent_total(units, from, to)").contains("年递增率"));
    assert!(
        fault("claim(units, from, to, charged_rent='1', property_fee='1')").contains("缺少参数 lease_start=")
    );
}

#[test]
fn vacancy_of_the_list() {
    assert_eq!(value("vacancy_cap(133)", json!({})), json!(26));
    assert_eq!(value("vacancy_cap(133, '50')", json!({})), json!(66));
    let on = value("vacancy_on(units, date('2027-01-14'))", answers());
    let wanted = json!({
        "on": "2027-01-14", "total": 3, "let": 2, "vacant": 1, "returned": 0, "cap": 0, "excess": 1, "rate": "33.33",
    });
    assert_eq!(on, wanted);
    let peak = value("vacancy_peak(units, date('2027-01-01'), date('2027-01-31'), ratio='40')", answers());
    assert_eq!((&peak["on"], &peak["cap"], &peak["excess"]), (&json!("2027-01-01"), &json!(1), &json!(0)));
    let month = value("vacancy_by_month(units, date('2027-01-01'), date('2027-01-31'))[0]", answers());
    assert_eq!((&month["month"], &month["vacant_days"]), (&json!("2027年1月"), &json!(14)));
    // A window that ends before it begins has no worst day.
    assert_eq!(value("vacancy_peak(units, to, from)", answers()), Json::Null);
}

#[test]
fn a_claim_and_its_sums() {
    let claim = "claim(units, date('2027-01-01'), date('2027-02-28'), lease_start=from, lease_end=to, annual_increase=rise, \
                 charged_rent='20', property_fee='4', vacancy_ratio='40')";
    let rows = value(claim, answers());
    assert_eq!(rows.as_array().unwrap().len(), 6);
    // 101 in January: 14 days vacant within the cap of one. Paid 5363.00, charged 1730.00 × 17/31 = 948.7096;
    // difference 3633.00; lost 1730.00 × 14/31 = 781.2903; fee 346.00 × 14/31 = 156.2580.
    let first = &rows[0];
    assert_eq!((&first["unit_no"], &first["month"]), (&json!("101"), &json!("2027年1月")));
    assert_eq!((&first["occupied_days"], &first["vacant_within"]), (&json!(17), &json!(14)));
    assert_eq!((&first["rent_subsidy"], &first["other_subsidy"]), (&json!("3633.00"), &json!("937.55")));
    assert_eq!(first["formula_charged"], json!("86.50㎡ × 20.00元 × 17/31日 = 948.71元"));
    let total = value(&format!("claim_total({claim}).subsidy"), answers());
    for sums in ["claim_by_month", "claim_by_layout", "claim_by_unit"] {
        assert_eq!(value(&format!("sum({sums}({claim}), 'subsidy')"), answers()), total, "{sums}");
    }
    assert_eq!(value(&format!("sum({claim}, 'subsidy')"), answers()), total);
    assert_eq!(value(&format!("count(claim_negative({claim}))"), answers()), json!(0));
    let dear = claim.replace("charged_rent='20'", "charged_rent='61'");
    // 102 at 30.05 and 103 at 60 are leased below 61, in two months each.
    let negative = value(&format!("pluck(claim_negative({dear}), 'unit_no')"), answers());
    assert_eq!(negative, json!(["102", "102", "103", "103"]));
}

#[test]
fn a_unit_may_be_let_several_times() {
    let mut let_again = answers();
    let_again["units"][0].as_object_mut().unwrap().remove("tenant_from");
    let_again["lettings"] = json!([
        { "unit_no": "101", "tenant_from": "2026-12-20", "tenant_to": "2027-01-04" },
        { "unit_no": "101", "tenant_from": "2027-01-25" },
    ]);
    // Four days at the beginning of January and seven at its end; vacant 5 to 24 January.
    let claim = "claim(units, date('2027-01-01'), date('2027-01-31'), lease_start=from, lease_end=to, annual_increase=rise, \
                 charged_rent='20', property_fee='4', vacancy_ratio='40', lettings=lettings)";
    let row = value(&format!("{claim}[0]"), let_again.clone());
    assert_eq!((&row["occupied_days"], &row["vacant_within"]), (&json!(11), &json!(20)));
    let vacant = |on: &str| {
        value(&format!("vacancy_on(units, date('{on}'), lettings=lettings).vacant"), let_again.clone())
    };
    assert_eq!(
        [vacant("2027-01-04"), vacant("2027-01-05"), vacant("2027-01-25")],
        [json!(0), json!(1), json!(0)]
    );
    let mut open = let_again.clone();
    open["lettings"][1].as_object_mut().unwrap().remove("tenant_from");
    assert_eq!(eval(claim, open).1, ["lettings.1.tenant_from"]);
}

#[test]
fn an_estimate_by_year() {
    let estimate =
        "(units, from, to, annual_increase=rise, charged_rent='20', property_fee='4', vacancy='10')";
    let years = value(&format!("subsidy_by_lease_year{estimate}"), answers());
    // First year: paid 12 × 11164.57; charged 12 × (1730.00 + 666.60 + 1600.00) = 47959.20.
    assert_eq!(
        (&years[0]["rent_paid"], &years[0]["rent_charged_full"]),
        (&json!("133974.84"), &json!("47959.20"))
    );
    // 10% of it; fees 12 × (346.00 + 133.32 + 320.00) = 9591.84.
    assert_eq!((&years[0]["lost_rent"], &years[0]["property_fee"]), (&json!("4795.92"), &json!("959.18")));
    assert_eq!(years[0]["subsidy"], json!("91770.74"));
    let sum = |function: &str| value(&format!("sum({function}{estimate}, 'rent_paid')"), answers());
    assert_eq!(sum("subsidy_by_lease_year"), sum("subsidy_by_calendar_year"));
}

#[test]
fn rows_are_taken_together() {
    let mut twice = answers();
    twice["units"][2]["unit_no"] = json!("101");
    assert_eq!(
        value("duplicates(units, 'unit_no')", twice),
        json!([{ "value": "101", "count": 2, "rows": [1, 3] }])
    );
    assert_eq!(value("duplicates(units, 'unit_no')", answers()), json!([]));
    assert_eq!(value("distinct(units, 'layout')", answers()), json!(["两房", "单间"]));
    assert_eq!(value("lacking(distinct(units, 'layout'), ['单间'])", answers()), json!(["两房"]));
    assert_eq!(value("count_where(units, 'layout', '两房')", answers()), json!(2));
    assert_eq!(
        value("group_sum(units, 'layout', 'area', 'unit_rent')", answers()),
        json!([
            { "layout": "两房", "count": 2, "area": "166.5", "unit_rent": "122.00" },
            { "layout": "单间", "count": 1, "area": "33.33", "unit_rent": "30.05" },
        ])
    );
    // Of rows that were worked out.
    let grouped = value("group_sum(rent_by_unit(units), 'layout', 'monthly_rent')", answers());
    assert_eq!(grouped[0]["monthly_rent"], json!("10163.00"));
    assert_eq!(eval("duplicates(units, 'unit_no')", without(1, "unit_no")).1, ["units.1.unit_no"]);
    assert_eq!(eval("group_sum(units, 'layout', 'area')", without(2, "area")).1, ["units.2.area"]);
}

/// So many like units; enough of them are remembered between assessments.
fn many(count: usize) -> Json {
    let mut answers = answers();
    let unit = |number: usize| json!({ "unit_no": number.to_string(), "layout": "两房", "area": "10", "unit_rent": "1.00" });
    answers["units"] = (0..count).map(unit).collect();
    answers
}

#[test]
fn a_remembered_result_is_that_of_the_present_table() {
    const DERIVED: &str = r#"
[[derived]]
key = "monthly"
label = "月租"
kind = "money"
value = "monthly_rent(units)"
[[derived]]
key = "rents"
label = "逐套月租"
kind = "table"
value = "rent_by_unit(units)"
"#;
    let library = library(&[("fields.toml", FIELDS), ("derived.toml", DERIVED)]);
    let today = "2026-06-01".parse().unwrap();
    let monthly =
        |case: &Case| assess(&library, procedure(&library), case, today).values["monthly"].value.json();
    let first = case(&library, many(100));
    assert_eq!(monthly(&first), json!("1000.00"));
    let mut second = first.clone();
    second.answers.set("from", Value::Date(today));
    assert_eq!(monthly(&second), json!("1000.00"));
    assert_eq!(monthly(&case(&library, many(99))), json!("990.00"));
    // What was missing is missing again, from memory too.
    let mut holed = many(100);
    holed["units"][50].as_object_mut().unwrap().remove("area");
    let holed = case(&library, holed);
    for _ in 0..2 {
        let report = assess(&library, procedure(&library), &holed, today);
        assert_eq!(report.values["monthly"].value.json(), Json::Null);
    }
    assert_eq!(monthly(&first), json!("1000.00"));
}

#[test]
fn a_long_derived_table_is_reported_by_its_length() {
    const DERIVED: &str = "[[derived]]\nkey = \"rents\"\nlabel = \"逐套月租\"\nkind = \"table\"\nvalue = \"rent_by_unit(units)\"\n";
    let library = library(&[("fields.toml", FIELDS), ("derived.toml", DERIVED)]);
    let report = |count| {
        let case = case(&library, many(count));
        assess(&library, procedure(&library), &case, "2026-06-01".parse().unwrap()).values["rents"].clone()
    };
    let short = report(100);
    assert_eq!((short.value.json().as_array().map(Vec::len), short.text.as_str()), (Some(100), "100 行"));
    let long = report(101);
    assert_eq!((long.value.json(), long.text.as_str()), (Json::Null, "101 行"));
}
