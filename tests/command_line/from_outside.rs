//! What comes from other programs and other offices: encodings, telephone numbers, codes in groups, long names.

use serde_json::{Value as Json, json};
use tests::command_line::run;

use crate::{Desk, TODAY, check_json, refused};

/// What is not a draft although finals were ordered: the rules that stand in the way.
fn refused_finals(case: &std::path::Path) -> Vec<String> {
    let (_, told) = check_json(case);
    let documents = told["documents"].as_array().unwrap();
    documents
        .iter()
        .filter(|paper| paper["state"] == "draft")
        .map(|paper| paper["blocked_by"].to_string())
        .collect()
}

/// The sample with another part of the donor.
fn with_donor(desk: &Desk, part: &str, value: &str) -> std::path::PathBuf {
    let sample: Json = serde_json::from_str(&run(["new", "donation", "--example", "sample"]).out).unwrap();
    let mut donor = sample["answers"]["donor"].clone();
    donor[part] = json!(value);
    desk.sample(&[("donor", donor)])
}

#[test]
fn a_number_one_can_dial_refuses_no_final() {
    let desk = Desk::new();
    for phone in ["+852 2345 6789", "400-820-8820", "0755-1234567转801", "0755-22000001 分机 801", "22000001"]
    {
        assert_eq!(refused_finals(&with_donor(&desk, "phone", phone)), [""; 0], "{phone}");
    }
    assert!(!refused_finals(&with_donor(&desk, "phone", "1380013800")).is_empty(), "a digit is missing");
}

#[test]
fn a_code_in_groups_is_read_and_a_persons_number_in_its_place_is_noticed() {
    let desk = Desk::new();
    for code in ["9144 0300 MA5T EXT1 19", "9144-0300-MA5T-EXT1-19"] {
        let case = with_donor(&desk, "uscc", code);
        assert_eq!(refused_finals(&case), [""; 0], "{code}");
        let (_, told) = check_json(&case);
        assert_eq!(told["values"]["donor"]["value"]["uscc"], "91440300MA5TEXT119");
    }
    let (status, told) = check_json(&with_donor(&desk, "uscc", "362322198709086409"));
    assert_eq!(status, 1);
    let codes =
        told["findings"].as_array().unwrap().iter().find(|found| found["rule"] == "donation/party-codes");
    let message = codes.unwrap()["message"].as_str().unwrap();
    assert!(message.contains("公民身份号码") && message.contains("统一社会信用代码"), "{message}");
}

/// As `choujian-cli new … > case.json` writes it in PowerShell, and its twin of the other order of bytes.
#[test]
fn a_case_file_in_utf16_is_read() {
    let desk = Desk::new();
    let text = std::fs::read_to_string(desk.sample(&[])).unwrap();
    let plain = check_json(&desk.path("case.json"));
    let encoded = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
    };
    for bytes in [
        encoded([0xff, 0xfe], u16::to_le_bytes),
        encoded([0xfe, 0xff], u16::to_be_bytes),
        [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
    ] {
        std::fs::write(desk.path("other.json"), bytes).unwrap();
        assert!(check_json(&desk.path("other.json")) == plain);
    }
}

#[test]
fn names_stay_within_their_bytes_and_apart() {
    let desk = Desk::new();
    let long = "长".repeat(60);
    let department =
        |last: &str| json!({ "department": format!("{}{last}", "区".repeat(40)), "sent_on": "2026-04-13" });
    let rows = json!([department("发展改革局"), department("财政局"), department("住房建设局")]);
    let case = desk.sample(&[("consultations", rows), ("project_name", json!(long))]);
    let text = std::fs::read_to_string(&case).unwrap().replace("示例小学改扩建工程", &long);
    std::fs::write(&case, text).unwrap();
    for (bytes, more) in [(143, &[][..]), (60, &["--name-bytes", "60"][..])] {
        let out = desk.path(&format!("out{bytes}"));
        let mut arguments =
            vec!["generate", case.to_str().unwrap(), "--out", out.to_str().unwrap(), "--today", TODAY];
        arguments.extend(["--document", "consultation-letter", "--format", "docx,pdf"]);
        arguments.extend(more);
        let answer = run(&arguments);
        assert_eq!(answer.status, 0, "{}", answer.err);
        let names = desk.names(&format!("out{bytes}"));
        assert_eq!(names.len(), 6, "three letters in two forms: {names:?}");
        for name in &names {
            assert!(name.len() <= bytes, "{name}: {} bytes", name.len());
            assert!(name.ends_with(".docx") || name.ends_with(".pdf"), "{name}");
        }
        arguments.extend(["--zip"]);
        assert_eq!(run(&arguments).status, 0);
        let zip = desk.names(&format!("out{bytes}")).into_iter().find(|name| name.ends_with(".zip")).unwrap();
        assert!(zip.len() <= bytes, "{zip}");
    }
    let answer = run(["generate", case.to_str().unwrap(), "--out", "x", "--name-bytes", "12"]);
    assert_eq!(answer.status, 2);
}

#[test]
fn two_cases_of_one_name_do_not_write_into_each_other() {
    let desk = Desk::new();
    let sample = run(["new", "donation", "--example", "sample"]).out;
    for folder in ["x", "y"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
        desk.file(&format!("{folder}/case.json"), &sample);
    }
    // PowerShell writes the list in UTF-16 too.
    let list: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "{\"case\": \"x/case.json\"}\r\n{\"case\": \"y/case.json\"}\r\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    std::fs::write(desk.path("list.jsonl"), list).unwrap();
    let (list, out) = (desk.path("list.jsonl"), desk.path("out"));
    let arguments = ["generate", "--batch", list.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let answer = run(arguments.into_iter().chain(["--format", "docx", "--today", TODAY]));
    refused(&answer, &["list.jsonl:2", "与第 1 行写入同一个文件夹", "cli.batch-folder"]);
    assert!(!desk.path("out").exists(), "nothing is written");
}
