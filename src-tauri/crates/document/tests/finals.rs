//! A final is never wrong: whatever answer of the shipped procedures is taken away, a paper that prints it is refused, and
//! the path is named; and no final has a blank that the template does not leave to a hand.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may panic, and reads the shipped templates"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use document::tree::{Block, Document, Inline};
use document::{ComposeError, Options, compose};
use procedure::answer::{Answers, Value};
use procedure::assessment::{Assessment, Case, DocumentReport, DocumentStatus, assess, facts};
use procedure::expression::Facts;
use procedure::template::{Field, FieldKind, Folder, Library, Procedure};
use serde_json::{Map, Value as Json};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates");
    let (mut open, mut files) = (vec![root.clone()], Folder::new());
    while let Some(folder) = open.pop() {
        let entries: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        for path in entries {
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    Library::load(&files).unwrap()
});

struct Judged {
    facts: Arc<Facts>,
    assessment: Assessment,
}

fn judged(procedure: &Arc<Procedure>, answers: &Map<String, Json>, example: &str) -> Judged {
    let example = &procedure.examples[example];
    let answers = Answers::read(procedure, answers).unwrap();
    let case = Case { answers, overrides: example.overrides.clone() };
    let facts = facts(&LIBRARY, procedure, &case, example.today);
    Judged { assessment: assess(&LIBRARY, procedure, &case, example.today), facts }
}

impl Judged {
    /// Every copy of every paper that is needed.
    fn copies(&self) -> impl Iterator<Item = (&DocumentReport, Option<usize>)> {
        let needed =
            self.assessment.documents.iter().filter(|report| report.state != DocumentStatus::NotApplicable);
        needed.flat_map(|report| {
            let rows: Vec<Option<usize>> = match report.rows.len() {
                0 => vec![None],
                rows => (0..rows).map(Some).collect(),
            };
            rows.into_iter().map(move |row| (report, row))
        })
    }

    fn compose(&self, id: &str, row: Option<usize>, draft: bool) -> Result<Document, ComposeError> {
        compose(&self.facts, &self.assessment, id, &Options { draft, row, fingerprint: None })
    }
}

/// Paths of the answers that a paper prints.
fn printed(document: &Document) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut line = |text: &[Inline]| {
        for inline in text {
            if let Inline::Text { source: Some(path), .. } | Inline::Blank { source: Some(path), .. } = inline
            {
                paths.insert(path.clone());
            }
        }
    };
    for block in &document.blocks {
        match block {
            Block::Cover { title, lines } => {
                line(title);
                lines.iter().for_each(|cover| line(&cover.value));
            }
            Block::Title { text }
            | Block::Heading { text, .. }
            | Block::Paragraph { text, .. }
            | Block::Item { text, .. }
            | Block::Annex { title: text, .. } => line(text),
            Block::Table(table) => {
                table.header.iter().chain(table.rows.iter().flatten()).for_each(|cell| line(&cell.text));
            }
            Block::Signatures { parties } => parties.iter().for_each(|party| line(&party.name)),
            Block::Chart(_) | Block::PageBreak => {}
        }
    }
    paths
}

/// Every required answer of a case, party's part and cell: its path, and the answers without it.
fn emptied(
    procedure: &Procedure,
    facts: &Facts,
    answers: &Map<String, Json>,
) -> Vec<(String, Map<String, Json>)> {
    let mut cases = Vec::new();
    let required = |field: &&Field| !field.entry.optional;
    for field in procedure.fields().filter(|field| facts.given(field.key())) {
        let key = field.key();
        if required(&field) {
            let mut without = answers.clone();
            without.remove(key);
            cases.push((key.to_owned(), without));
        }
        for column in field.columns.iter().filter(required) {
            let mut take = |path: String, at: &dyn Fn(&mut Json) -> Option<Json>| {
                let mut without = answers.clone();
                if without.get_mut(key).and_then(at).is_some_and(|cell| !cell.is_null()) {
                    cases.push((path, without));
                }
            };
            match facts.answers.get(key) {
                Some(Value::Record(_)) => take(format!("{key}.{}", column.key()), &|value| {
                    value.as_object_mut()?.remove(column.key())
                }),
                Some(Value::Table(rows)) => {
                    // Of a long table the first rows, the middle and the last are as good as all.
                    let chosen: BTreeSet<usize> =
                        (0..rows.len().min(3)).chain([rows.len() / 2, rows.len() - 1]).collect();
                    for row in chosen {
                        take(format!("{key}.{row}.{}", column.key()), &|value| {
                            value.as_array_mut()?.get_mut(row)?.as_object_mut()?.remove(column.key())
                        });
                    }
                }
                _ => {}
            }
        }
    }
    cases
}

/// All that is wrong when each required answer of an example is taken away in turn.
fn faults(slug: &str, example: &str) -> Vec<String> {
    let procedure = LIBRARY.procedure(slug).unwrap();
    let answers = &procedure.examples[example].answers;
    let whole = judged(procedure, answers, example);
    let finals: Vec<(String, Option<usize>, BTreeSet<String>)> = whole
        .copies()
        .filter(|(report, row)| report.is_final(*row))
        .map(|(report, row)| {
            let document = whole.compose(&report.id, row, false).unwrap();
            (report.id.clone(), row, printed(&document))
        })
        .collect();
    assert!(!finals.is_empty(), "{slug}/{example} has no final at all");
    let mut faults = Vec::new();
    for (path, answers) in emptied(procedure, &whole.facts, answers) {
        let base = path.split('.').next().unwrap();
        let now = judged(procedure, &answers, example);
        for (id, row, printed) in &finals {
            let id = id.as_str();
            let uses = &procedure.document(id).unwrap().uses;
            if !uses.iter().any(|key| key == base) {
                continue;
            }
            let Some((report, row)) = now.copies().find(|(report, at)| report.id == id && at == row) else {
                continue;
            };
            let missing = row.and_then(|row| report.row_missing.get(row)).unwrap_or(&report.missing);
            let prints =
                printed.contains(&path) || printed.iter().any(|other| other.starts_with(&format!("{path}.")));
            if prints && !missing.contains(&path) && !MAY_BE_LEFT_OUT.contains(&(id, base)) {
                faults.push(format!("{id} {row:?} prints {path}; missing: {missing:?}"));
            }
            if report.is_final(row)
                && let Err(error) = now.compose(id, row, false)
            {
                faults.push(format!("{id} {row:?} without {path}: {error}"));
            }
        }
    }
    faults
}

/// Answers that a paper prints once they are there and does not need: beside each pair stands why the paper is whole
/// without it, with the article. A pair whose paper would then say less than the article asks, or say what nobody has
/// answered, does not belong here: the template is mended.
const MAY_BE_LEFT_OUT: [(&str, &str); 33] = [
    // Donation (罗府办规〔2022〕5号).
    // 第十条 asks that the approval is given: the body and the day are printed, the number of the paper adds to them.
    ("donation-agreement", "approval_document"),
    // 第三条: the unit that the government names; it may be named after signing, and the sentence then says so.
    ("donation-agreement", "receiving_unit"),
    ("supervision-agreement", "receiving_unit"),
    // 第十一条: the task force is set up after the donation agreement, 第十四条 does not list it; the sentence names its tasks.
    ("supervision-agreement", "taskforce_members"),
    ("supervision-agreement", "taskforce_approved_on"),
    // 第八条: the plan comes with the intent. Before filing it counts on the estimate and says so (第十三条, 第十五条).
    ("financing-plan", "filed_total"),
    // 第十五条 says 定期; before the supervision agreement the plan refers to the interval agreed there.
    ("financing-plan", "fund_report_interval"),
    // 第十五条: account, first deposit and its last day follow the supervision agreement; till then the plan states the 30 days.
    ("financing-plan", "escrow_deposits"),
    ("financing-plan", "escrow_account"),
    ("financing-plan", "supervision_signed_on"),
    // 第十五条: the account is opened after the supervision agreement is signed; the agreement then has both confirm it.
    ("supervision-agreement", "escrow_account"),
    ("supervision-agreement", "escrow_opened_on"),
    // 第十二条, 第十四条: a contract is printed before it is signed; the day is written on the cover by hand.
    ("donation-agreement", "agreement_signed_on"),
    ("supervision-agreement", "supervision_signed_on"),
    // 第十六条 asks no day of the application; a hand fills it in.
    ("design-confirmation", "design_submitted_on"),
    // Leasing (罗府办规〔2022〕4号).
    // 第十条, 第十二条 ask no day; a hand fills it in. The box of the application itself stays open until it has a day.
    ("utilities-commitment", "intent_application_on"),
    ("materials-list", "intent_application_on"),
    // 第十七条: commissioned after the application of 第十二条 that this list goes with; the row names no number then.
    ("materials-list", "appraisal_report_no"),
    // 第十九条 asks no day of the plan; a hand fills it in.
    ("raising-plan", "plan_submitted_on"),
    // 第十九条, 第二十条: approval and contract follow the plan; the table then says after which step they come.
    ("raising-plan", "plan_approved_on"),
    ("raising-plan", "lease_agreement_on"),
    // 第二十条: printed before it is signed, as above.
    ("lease-agreement", "lease_agreement_on"),
    ("subsidy-agreement", "subsidy_agreement_on"),
    // 第二十二条: after the sample flats are inspected, which the table then says.
    ("design-brief", "mass_works_on"),
    // Agency (罗府办规〔2022〕6号).
    // 第十一条, 第十二条 ask no day of these papers; a hand fills it in.
    ("intent-statement", "intent_on"),
    ("opinions-summary", "scheme_submitted_on"),
    ("scheme", "scheme_submitted_on"),
    // 第十三条: agreed in the contract; the scheme then states the bounds of that article.
    ("scheme", "defect_period_months"),
    // 第十五条: the fee is paid as the contract says; 第十二条 asks the scheme how the fee is worked out, which it prints.
    ("scheme", "fee_payments"),
    // 第十五条, 第二十八条: printed before they are signed, as above.
    ("agency-contract", "contract_signed_on"),
    ("maximum-cost-agreement", "gmp_signed_on"),
    // 第二十一条: the funds go to the supervised account, which the sentence names; its number adds to that.
    ("investment-plan", "project_account"),
    // 第十三条, 第十六条: before acceptance the planned day of completion stands in its place, named as such.
    ("bond-checklist", "accepted_on"),
];

/// The examples that go furthest, so that every paper is final in one of them.
const FURTHEST: [(&str, &str); 9] = [
    ("donation", "sample"),
    ("donation", "finished"),
    ("leasing", "sample"),
    ("leasing", "renewal"),
    ("leasing", "urban-village-ready"),
    ("agency", "sample"),
    ("agency", "under-construction"),
    ("agency", "whole-process"),
    ("agency", "zero-fee"),
];

#[test]
fn donation_papers_name_every_answer_that_is_taken_away() {
    named("donation");
}

#[test]
fn leasing_papers_name_every_answer_that_is_taken_away() {
    named("leasing");
}

#[test]
fn agency_papers_name_every_answer_that_is_taken_away() {
    named("agency");
}

fn named(slug: &str) {
    let examples = FURTHEST.iter().filter(|(of, _)| *of == slug);
    let all: Vec<String> = examples
        .flat_map(|(slug, example)| {
            faults(slug, example).into_iter().map(move |fault| format!("{example}: {fault}"))
        })
        .collect();
    assert!(all.is_empty(), "{}\n{} in all", all.join("\n"), all.len());
}

#[test]
fn what_the_assessment_calls_final_composes_as_a_final() {
    let mut wrong = Vec::new();
    for procedure in LIBRARY.procedures() {
        for (name, example) in &procedure.examples {
            let now = judged(procedure, &example.answers, name);
            for (report, row) in now.copies() {
                if report.is_final(row)
                    && let Err(error) = now.compose(&report.id, row, false)
                {
                    wrong.push(format!("{}/{name} {} {row:?}: {error}", procedure.slug(), report.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_paper_of_the_three_procedures_is_final_in_one_of_the_examples() {
    let mut never = Vec::new();
    for procedure in LIBRARY.procedures() {
        let mut finals = BTreeSet::new();
        for (_, example) in FURTHEST.iter().filter(|(slug, _)| *slug == procedure.slug()) {
            let now = judged(procedure, &procedure.examples[*example].answers, example);
            for (report, row) in now.copies() {
                if report.is_final(row) {
                    finals.insert(report.id.clone());
                } else {
                    println!(
                        "{}/{example} {} {row:?}: missing {:?} blocked {:?} undecided {:?}",
                        procedure.slug(),
                        report.id,
                        report.missing,
                        report.blocked_by,
                        report.undecided
                    );
                }
            }
        }
        never.extend(
            procedure.documents.iter().map(|document| document.id.clone()).filter(|id| !finals.contains(id)),
        );
    }
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn a_final_with_a_blank_is_refused_whatever_the_caller_believes() {
    let procedure = LIBRARY.procedure("leasing").unwrap();
    let mut answers = procedure.examples["sample"].answers.clone();
    let risk = answers.get_mut("risks").unwrap().get_mut(2).unwrap().as_object_mut().unwrap();
    risk.remove("response").unwrap();
    let now = judged(procedure, &answers, "sample");
    let plan = now.assessment.documents.iter().find(|report| report.id == "raising-plan").unwrap();
    assert_eq!(plan.missing, ["risks.2.response"]);
    assert_eq!(plan.state, DocumentStatus::Draft);
    let error = now.compose("raising-plan", None, false).unwrap_err();
    assert_eq!(error.code(), "document.blank");
    assert_eq!(
        error.to_string(),
        "《公共住房规模化租赁筹集方案》还不能出正式稿：下列内容没有填写，会印成空白：风险和应对第3行“应对措施”。"
    );
    assert!(now.compose("raising-plan", None, true).is_ok(), "a draft shows the blank");
    let lack = now.assessment.lacks.iter().find(|lack| lack.path == "risks.2.response").unwrap();
    assert_eq!((lack.code, lack.message.as_str()), ("answer.missing", "请填写“应对措施”"));
}

#[test]
fn kinds_of_the_shipped_fields_are_known() {
    // What is emptied above are fields, parts and cells; a kind that has parts of its own would slip through.
    for procedure in LIBRARY.procedures() {
        for field in procedure.fields().filter(|field| !field.columns.is_empty()) {
            assert!(
                matches!(field.kind(), FieldKind::Party | FieldKind::BankAccount | FieldKind::Table),
                "{}",
                field.key()
            );
        }
    }
}
