//! Proposals: offered where the answers name them, missing everywhere until taken.
#![allow(clippy::unwrap_used)]

mod common;

use common::{assessed, case, mistake, object, procedure, shipped};
use procedure::answer::Answers;
use procedure::assessment::{Assessment, Case, DocumentStatus, ValueState, assess, facts, proposal_faults};
use procedure::template::Library;
use serde_json::{Map, Value as Json, json};

const FIELDS: &str = r#"
[[section]]
id = "all"
stage = "first"
title = "全部"
[[section.field]]
key = "estimate"
kind = "money"
label = "估算"
[[section.field]]
key = "filed"
kind = "money"
label = "备案"
propose = "estimate"
[[section.field]]
key = "copies"
kind = "integer"
label = "份数"
default = "8"
[[section.field]]
key = "urgent"
kind = "boolean"
label = "加急"
[[section.field]]
key = "reason"
kind = "text"
label = "理由"
when = "urgent"
default = "赶工期"
[[section.field]]
key = "goods"
kind = "checklist"
label = "材料"
default = "drawings keys"
options = [{ key = "drawings", label = "图纸" }, { key = "permits", label = "许可" }, { key = "keys", label = "钥匙" }]
[[section.field]]
key = "giver"
kind = "party"
label = "甲方"
[[section.field]]
key = "taker"
kind = "party"
label = "乙方"
propose_parts = { name = "giver.name ~ '分公司'" }
[[section.field]]
key = "departments"
kind = "table"
label = "部门"
rows = { column = "name", values = ["发改局", "财政局"] }
columns = [
  { key = "name", kind = "text", label = "部门" },
  { key = "sent_on", kind = "date", label = "发函日期", propose = "departments[0].sent_on" },
  { key = "cost", kind = "money", label = "费用", optional = true, propose = "estimate if row_number == 1 else none" },
]
"#;
const PAPER: &str = "+++\ntitle = \"文书\"\nkind = \"contract\"\nstage = \"first\"\nneeds = [\"filed\", \"copies\"]\n+++\n{{ filed }}\n";

fn of(answers: Json) -> Assessment {
    let rule = common::rule("filed >= estimate", "fields = [\"filed\"]");
    let derived =
        "[[derived]]\nkey = \"twice\"\nlabel = \"两倍\"\nkind = \"integer\"\nvalue = \"mul(copies, 2)\"\n";
    let files = [
        ("fields.toml", FIELDS),
        ("documents/p.md", PAPER),
        ("rules/r.toml", &rule),
        ("derived.toml", derived),
    ];
    assessed(&files, answers, "2026-06-01")
}

/// What is proposed, as it stands in a case file.
fn proposed(assessment: &Assessment) -> Map<String, Json> {
    assessment.proposals.iter().map(|(path, proposal)| (path.clone(), proposal.value.to_json())).collect()
}

#[test]
fn a_proposal_comes_with_the_answers_it_rests_on_and_goes_with_its_own() {
    let nothing = of(json!({}));
    assert_eq!(
        Json::Object(proposed(&nothing)),
        json!({ "copies": 8, "departments": [{ "name": "发改局" }, { "name": "财政局" }], "goods": ["drawings", "keys"] })
    );
    assert_eq!(nothing.proposals["copies"].text, "8");
    let some = of(json!({ "estimate": "100.00", "copies": 6, "giver": { "name": "甲公司" } }));
    assert_eq!(some.proposals["filed"].text, "100.00 元");
    assert_eq!(proposed(&some)["taker.name"], "甲公司分公司");
    assert!(!some.proposals.contains_key("copies"));
}

#[test]
fn a_proposal_is_missing_everywhere() {
    let found = of(json!({ "estimate": "100.00" }));
    let copies = &found.values["copies"];
    assert_eq!(
        (copies.state, copies.text.as_str(), copies.value.is_single()),
        (ValueState::Proposed, "", false)
    );
    assert_eq!(found.values["twice"].state, ValueState::Missing);
    assert_eq!(found.values["filed"].state, ValueState::Proposed);
    assert_eq!(found.documents[0].state, DocumentStatus::Draft);
    assert_eq!(found.documents[0].missing, ["filed", "copies"]);
    assert_eq!(found.findings[0].missing, ["filed"]);
    assert_eq!(found.stages[0].done, 1);
}

#[test]
fn parts_and_cells_are_proposed_where_they_are_missing() {
    let found = of(json!({
        "estimate": "5.00",
        "departments": [{ "name": "发改局", "sent_on": "2026-04-13" }, { "name": "财政局" }, { "sent_on": "2026-04-20" }],
    }));
    let cells: Vec<(&str, Json)> = found
        .proposals
        .iter()
        .filter(|(path, _)| path.starts_with("departments"))
        .map(|(path, proposal)| (path.as_str(), proposal.value.to_json()))
        .collect();
    assert_eq!(
        cells,
        [("departments.0.cost", json!("5.00")), ("departments.1.sent_on", json!("2026-04-13"))]
    );
    // Nothing to go by in the first row.
    assert!(
        !proposed(&of(json!({ "departments": [{ "name": "甲" }] }))).contains_key("departments.0.sent_on")
    );
}

#[test]
fn what_is_not_asked_is_not_proposed_and_what_may_be_waits() {
    let open = of(json!({}));
    assert_eq!(open.waiting["reason"], ["urgent"]);
    let no = of(json!({ "urgent": false }));
    assert!(!no.proposals.contains_key("reason") && no.waiting.is_empty());
    assert_eq!(no.values["reason"].state, ValueState::NotApplicable);
    let yes = of(json!({ "urgent": true }));
    assert_eq!(proposed(&yes)["reason"], "赶工期");
    assert!(yes.waiting.is_empty());
}

#[test]
fn mistakes_of_proposals_are_told() {
    let with = |line: &str| FIELDS.replace("propose = \"estimate\"", line);
    let unknown = with("propose = \"estimat\"");
    assert_eq!(mistake(&[("fields.toml", &unknown)], "template.unknown-name").name, "estimat");
    let broken = with("propose = \"estimate +\"");
    assert_eq!(mistake(&[("fields.toml", &broken)], "template.expression").file, "test/fields.toml");
    let part = FIELDS.replace("propose_parts = { name =", "propose_parts = { nmae =");
    assert_eq!(mistake(&[("fields.toml", &part)], "template.unknown-column").name, "nmae");
    let whole = FIELDS.replace("propose_parts = { name = \"giver.name ~ '分公司'\" }", "propose = \"giver\"");
    assert_eq!(mistake(&[("fields.toml", &whole)], "template.propose").name, "taker");
}

#[test]
fn a_proposal_that_is_no_answer_is_none_and_a_fault_of_the_template() {
    let fields = FIELDS.replace("propose = \"estimate\"", "propose = \"'viel'\"");
    let library = common::library(&[("fields.toml", &fields)]);
    let case = case(&library, json!({}));
    let found = facts(&library, procedure(&library), &case, "2026-06-01".parse().unwrap());
    let faults: Vec<String> = proposal_faults(&found).into_iter().map(|fault| fault.path).collect();
    assert_eq!(faults, ["filed"]);
    assert!(!assess(&library, procedure(&library), &case, found.today).proposals.contains_key("filed"));
}

fn shipped_case(library: &Library, slug: &str, answers: Json) -> Assessment {
    let procedure = library.procedure(slug).unwrap();
    let case = Case { answers: Answers::read(procedure, &object(answers)).unwrap(), ..Case::default() };
    assess(library, procedure, &case, "2026-11-23".parse().unwrap())
}

/// Each example, and each sample with its answers coming one after the other: whatever is proposed is an answer.
#[test]
fn the_shipped_proposals_are_answers() {
    let library = shipped();
    for procedure in library.procedures() {
        let faults = |answers: &Map<String, Json>| {
            let answers = Answers::read_lenient(procedure, answers);
            let case = Case { answers, ..Case::default() };
            proposal_faults(&facts(&library, procedure, &case, "2026-11-23".parse().unwrap()))
        };
        for (name, example) in &procedure.examples {
            let told = faults(&example.answers);
            assert!(told.is_empty(), "{} {name}: {told:?}", procedure.slug());
        }
        let sample = &procedure.examples["sample"].answers;
        let mut so_far = Map::new();
        for field in procedure.fields() {
            so_far.extend(sample.get(field.key()).map(|value| (field.key().to_owned(), value.clone())));
            let told = faults(&so_far);
            assert!(told.is_empty(), "{} up to {}: {told:?}", procedure.slug(), field.key());
        }
    }
}

#[test]
fn the_district_unit_that_the_answers_name_is_proposed() {
    let library = shipped();
    let name = |answers: Json| {
        let found = shipped_case(&library, "donation", answers);
        found.proposals.get("owner_unit.name").map(|proposal| proposal.text.clone())
    };
    let with = |facility: &str, assigned: bool| {
        name(json!({ "facility_type": facility, "subdistrict": "dongxiao", "owner_unit_assigned": assigned }))
    };
    assert_eq!(with("school", false).as_deref(), Some("深圳市罗湖区教育局"));
    assert_eq!(with("road_traffic", false).as_deref(), Some("深圳市交通运输局罗湖管理局"));
    assert_eq!(with("other", false).as_deref(), Some("深圳市罗湖区东晓街道办事处"));
    assert_eq!(with("school", true), None, "the government named another");
    assert_eq!(name(json!({ "facility_type": "school" })), None, "not known whether it did");
    // Every unit that an option names is in the list.
    for facility in
        ["medical", "elderly_care_district", "city_appearance", "greening", "culture_sports_district"]
    {
        assert!(with(facility, false).is_some(), "{facility}");
    }
    for facility in ["water", "affordable_housing", "forestry"] {
        assert!(with(facility, false).is_some(), "{facility}");
    }
}

/// Article 9 names eight departments; one that is itself the owner unit is not asked by itself.
#[test]
fn the_departments_of_article_nine_are_proposed() {
    let library = shipped();
    let rows = |facility: &str| {
        let found = shipped_case(&library, "donation", json!({ "facility_type": facility }));
        let rows = found.proposals["consultations"].value.to_json();
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["department"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let eight = [
        "区发展改革局",
        "区财政局",
        "区住房建设局",
        "区水务局",
        "区城市更新和土地整备局",
        "市规划和自然资源局罗湖管理局",
        "市生态环境局罗湖管理局",
        "市交通运输局罗湖管理局",
    ];
    assert_eq!(rows("school"), eight);
    assert_eq!(rows("water"), [&eight[..3], &eight[4..]].concat());
    assert_eq!(rows("road_traffic"), eight[..7]);
}

/// What the donation sample says, where it is what the answers before it suggest.
#[test]
fn contacts_totals_and_usual_values_are_proposed() {
    let library = shipped();
    let found = shipped_case(
        &library,
        "donation",
        json!({
            "owner_unit": { "name": "深圳市罗湖区教育局", "contact": "陈示例", "phone": "0755-22000011", "address": "罗湖区1号" },
            "donor": { "name": "甲公司", "contact": "周示例", "phone": "13800000001", "bank": "示例银行深圳支行" },
            "estimate_items": [{ "item": "建安", "amount": "100.10" }, { "item": "预备", "amount": "0.90" }],
            "publicity_start": "2026-04-28", "copies_total": 7, "copies_donor": 2, "copies_owner": 3,
            "supervision_signed_on": "2026-09-07", "fund_report_interval": "month",
            "injections": [{ "milestone": "开工", "needed_on": "2026-12-21", "planned_cost": "5.00" }],
        }),
    );
    let text = |path: &str| found.proposals[path].text.as_str();
    assert_eq!(text("consultation_contact"), "陈示例");
    assert_eq!(text("consultation_phone"), "0755-22000011");
    assert_eq!(text("objection_address"), "罗湖区1号");
    assert_eq!(text("handover_donor_person"), "周示例");
    assert_eq!(text("estimated_total"), "101.00 元");
    assert_eq!(text("donor.account_name"), "甲公司");
    assert_eq!(text("escrow_account.account_name"), "甲公司");
    assert_eq!(text("escrow_account.bank"), "示例银行深圳支行");
    assert_eq!(text("publicity_end"), "2026年5月8日");
    assert_eq!(text("copies_other"), "2 份");
    assert_eq!(text("defect_period_months"), "24 个月");
    // 30 days ahead of 21 December are 21 November, a Saturday: 20 November.
    assert_eq!(text("injections.0.inject_on"), "2026年11月20日");
    assert_eq!(text("injections.0.amount"), "5.00 元");
    assert_eq!(
        found.proposals["fund_reports"].value.to_json(),
        json!([{ "period_start": "2026-09-08", "period_end": "2026-10-07" }])
    );
}
