//! The papers of one case speak of the same flats and the same money: the files are written and read back.
//!
//! The totals were worked out apart from the program, flat by flat and year by year, from the sample's answers: 48 flats
//! of 1,969.84 ㎡; 102,431.71 yuan in the first month; six years at 2% compounded, each year's unit rent rounded to the
//! fen, 7,753,764.96 yuan; for the third quarter of 2026 111,081.33 + 18,337.74 = 129,419.07 yuan of subsidy.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::str::FromStr as _;

use rust_decimal::Decimal;
use tests::{case, paper, pdf_text, text};

struct Written {
    /// Text of the Word file without white space.
    word: String,
    /// Text of the PDF without white space.
    pdf: String,
    /// Tables of the Word file.
    tables: Vec<Vec<Vec<String>>>,
}

fn written() -> BTreeMap<String, Written> {
    let folder = tempfile::tempdir().unwrap();
    let procedure = case::library().procedure("leasing").unwrap();
    let papers = paper::of_example(procedure, &procedure.examples["sample"]).unwrap();
    let write = |(name, document): (String, document::tree::Document)| {
        assert!(!document.draft, "{name} is a draft");
        let word = export::docx_drawn(&document, paper::style(), paper::fonts()).unwrap();
        let file = folder.path().join(format!("{name}.pdf"));
        std::fs::write(&file, export::pdf(&document, paper::style(), paper::fonts()).unwrap()).unwrap();
        let written = Written {
            pdf: pdf_text::lines(&file).unwrap().concat(),
            tables: text::tables_of_docx(&word).unwrap(),
            word: text::squeeze(&text::of_docx(&word).unwrap()),
        };
        (name, written)
    };
    papers.into_iter().map(write).collect()
}

/// Sums a column over the tables of a paper that have all these heads; rows whose figure cannot be read (totals, notes)
/// do not count.
fn column(paper: &Written, heads: &[&str], wanted: &str, skip: &str) -> (usize, Decimal) {
    let mut sum = Decimal::ZERO;
    let mut rows = 0;
    for table in &paper.tables {
        let Some(header) =
            table.first().filter(|header| heads.iter().all(|head| header.iter().any(|cell| cell == head)))
        else {
            continue;
        };
        let at = header.iter().position(|cell| cell == wanted).unwrap();
        for row in table.iter().skip(1).filter(|row| row.len() == header.len() && !row[0].starts_with(skip)) {
            if let Ok(figure) = Decimal::from_str(&row[at].replace(',', "")) {
                sum += figure;
                rows += 1;
            }
        }
    }
    (rows, sum)
}

#[test]
fn application_plan_agreements_and_claim_state_the_same_totals() {
    let papers = written();
    let speaks = |figure: &str, of: &[&str]| {
        for name in of {
            let paper = &papers[*name];
            assert!(paper.word.contains(figure), "{name}.docx does not say {figure}");
            assert!(paper.pdf.contains(figure), "{name}.pdf does not say {figure}");
        }
    };
    let all = ["intent-application", "raising-plan", "lease-agreement", "subsidy-agreement", "subsidy-claim"];
    speaks("48套", &all);
    speaks("1,969.84", &all);
    speaks("102,431.71", &["raising-plan", "lease-agreement"]);
    speaks("人民币壹拾万贰仟肆佰叁拾壹元柒角壹分", &["raising-plan", "lease-agreement"]);
    speaks("7,753,764.96", &["raising-plan", "lease-agreement", "subsidy-agreement"]);
    speaks("人民币柒佰柒拾伍万叁仟柒佰陆拾肆元玖角陆分", &["lease-agreement"]);
    speaks("129,419.07", &["subsidy-claim"]);
    speaks("人民币壹拾贰万玖仟肆佰壹拾玖元零柒分", &["subsidy-claim"]);
}

#[test]
fn the_flats_of_each_list_add_up_to_the_total() {
    let papers = written();
    let area = Decimal::from_str("1969.84").unwrap();
    for name in ["intent-application", "lease-agreement", "subsidy-claim", "transfer-list"] {
        let list =
            column(&papers[name], &["房号", "户型", "建筑面积（㎡）", "序号"], "建筑面积（㎡）", "合计");
        assert_eq!(list, (48, area), "{name}");
    }
}

#[test]
fn the_rows_of_the_claim_add_up_to_what_is_claimed() {
    let papers = written();
    let claim = &papers["subsidy-claim"];
    let heads = ["房号", "月份", "天数", "租金补贴", "其他补贴"];
    let (rows, rent) = column(claim, &heads, "租金补贴", "合计");
    let (_, other) = column(claim, &heads, "其他补贴", "合计");
    // 48 flats in three months; the one returned on the first of September has no September.
    assert_eq!(rows, 48 * 3 - 1);
    assert_eq!((rent, other), (Decimal::new(11_108_133, 2), Decimal::new(1_833_774, 2)));
}

#[test]
fn the_forecast_of_the_plan_is_that_of_the_subsidy_agreement() {
    let papers = written();
    let (plan, agreement) = (&papers["raising-plan"], &papers["subsidy-agreement"]);
    let year = |paper: &Written| -> Vec<Vec<String>> {
        let of_years = |table: &&Vec<Vec<String>>| {
            table.first().is_some_and(|header| header.iter().any(|cell| cell.starts_with("补贴合计")))
        };
        let table = paper.tables.iter().find(of_years).unwrap();
        table.iter().map(|row| vec![row[0].clone(), row.last().unwrap().clone()]).collect()
    };
    let (of_plan, of_agreement) = (year(plan), year(agreement));
    assert!(of_plan.len() > 6, "{of_plan:?}");
    assert_eq!(of_plan, of_agreement);
}
