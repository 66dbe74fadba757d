//! Charts and pages of figures: what they show, what they wait for, what is wrong with their files.
#![allow(clippy::unwrap_used, clippy::needless_pass_by_value)]

mod common;

use chart::{Chart, Tone, Unit};
use common::{case, library, mistakes, procedure};
use procedure::assessment::facts;
use procedure::view::{self, ChartReport, ChartState, Page};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

const HEAD: &str =
    "[[chart]]\nid = \"c\"\ntitle = \"图\"\nsummary = \"共{{ count(payments) }}笔\"\narticles = [1]\n";

fn charts(files: &[(&str, &str)], answers: Json) -> Vec<ChartReport> {
    let library = library(files);
    let case = case(&library, answers);
    view::charts(&facts(&library, procedure(&library), &case, "2026-06-01".parse().unwrap()))
}

/// The one chart of a `charts.toml` that begins with [`HEAD`].
fn chart(further: &str, answers: Json) -> ChartReport {
    charts(&[("charts.toml", &format!("{HEAD}{further}"))], answers).remove(0)
}

fn page(toml: &str, answers: Json) -> Page {
    let library = library(&[("views.toml", toml)]);
    let case = case(&library, answers);
    view::page(&facts(&library, procedure(&library), &case, "2026-06-01".parse().unwrap()), "v").unwrap()
}

fn known(report: ChartReport) -> Chart {
    match report.state {
        ChartState::Known(chart) => *chart,
        other => panic!("{other:?}"),
    }
}

fn missing(report: &ChartReport) -> Vec<&str> {
    match &report.state {
        ChartState::Missing(paths) => paths.iter().map(String::as_str).collect(),
        other => panic!("{other:?}"),
    }
}

fn payments() -> Json {
    json!({ "payments": [
        { "paid_on": "2026-03-05", "amount": "100.10", "mode": "wire" },
        { "paid_on": "2026-04-06", "amount": "200.20" },
    ] })
}

const COLUMNS: &str = "kind = \"columns\"\nrows = \"payments\"\ncategory = \"row.paid_on\"\nseries = [{ label = \"付款\", value = \"row.amount\" }]\n";

#[test]
fn columns_take_a_figure_of_each_row() {
    let report = chart(COLUMNS, payments());
    assert_eq!((report.summary.as_str(), report.articles.as_slice()), ("共2笔", [1].as_slice()));
    let Chart::Columns(columns) = known(report) else { panic!("columns") };
    assert_eq!(columns.unit, Unit::Money);
    assert_eq!(columns.categories, ["2026-03", "2026-04"]);
    assert_eq!(columns.series[0].values, [Decimal::new(10010, 2), Decimal::new(20020, 2)]);
}

#[test]
fn a_chart_without_its_data_says_what_is_missing() {
    let report = chart(COLUMNS, json!({}));
    assert_eq!(missing(&report), ["payments"]);
    assert!(report.summary.is_empty());
    let one = json!({ "payments": [{ "paid_on": "2026-03-05", "amount": "1.00" }, { "amount": "2.00" }] });
    assert_eq!(missing(&chart(COLUMNS, one)), ["payments.1.paid_on"]);
}

#[test]
fn steps_add_up_several_parts() {
    let further = "kind = \"steps\"\nshortfall = \"不足\"\ntoday = true\n\
        markers = [{ on = \"ended\", label = \"届满\", tone = \"'bad'\" }, { on = \"begun\", label = \"没有\" }]\n\
        [[chart.series]]\nlabel = \"到位\"\nparts = [\n\
        { rows = \"payments\", on = \"row.paid_on\", amount = \"row.amount\" },\n\
        { rows = \"[{'on': ended, 'sum': total}]\", on = \"row.on\", amount = \"row.sum\" }]\n";
    let mut answers = payments();
    answers["total"] = json!("5.00");
    answers["ended"] = json!("2026-05-01");
    let Chart::Steps(steps) = known(chart(further, answers)) else { panic!("steps") };
    let amounts: Vec<String> =
        steps.series[0].amounts.iter().map(|(on, amount)| format!("{on} {amount}")).collect();
    assert_eq!(amounts, ["2026-03-05 100.10", "2026-04-06 200.20", "2026-05-01 5.00"]);
    // The day of the second marker is not known; it does not keep the chart from being drawn.
    let markers: Vec<_> = steps.markers.iter().map(|marker| (marker.label.as_str(), marker.tone)).collect();
    assert_eq!(markers, [("届满", Tone::Bad), ("截至2026年6月1日", Tone::Neutral)]);
}

const LANES: &str = "kind = \"lanes\"\n\
    [[chart.lane]]\nlabel = \"全程\"\nfrom = \"begun\"\nto = \"ended\"\nnote = \"{{ total }}元\"\n\
    [[chart.lane]]\nrows = \"payments\"\nlabel = \"付款{{ row_number }}\"\nwhen = \"row.amount > money('150')\"\n\
    from = \"row.paid_on\"\nto = \"row.paid_on\"\ntone = \"'good' if given('row.mode') else 'warn'\"\nlegend = \"大额\"\n";

#[test]
fn lanes_draw_what_is_known() {
    let Chart::Lanes(lanes) = known(chart(LANES, payments())) else { panic!("lanes") };
    let drawn: Vec<_> =
        lanes.intervals.iter().map(|i| (i.label.as_str(), i.tone, i.legend.as_str())).collect();
    assert_eq!(drawn, [("付款2", Tone::Warn, "大额")]);
    let report = chart(LANES, json!({ "begun": "2026-01-01" }));
    assert_eq!(missing(&report), ["ended", "payments"]);
    let mut answers = payments();
    for (key, value) in [("begun", "2026-01-01"), ("ended", "2026-12-31"), ("total", "7.00")] {
        answers[key] = json!(value);
    }
    let Chart::Lanes(lanes) = known(chart(LANES, answers)) else { panic!("lanes") };
    assert_eq!((lanes.intervals[0].label.as_str(), lanes.intervals[0].note.as_str()), ("全程", "7.00元"));
}

#[test]
fn a_lane_may_follow_a_statutory_time_limit() {
    let deadlines = "[[deadline]]\nid = \"pay\"\nlabel = \"付款期限\"\nfrom = \"begun\"\nperiod = \"within 30 days\"\ndone = \"given('total')\"\narticles = [1]\n\
        [[deadline]]\nid = \"ahead\"\nlabel = \"提前\"\nfrom = \"ended\"\nperiod = \"ahead_of 30 days\"\narticles = [1]\n";
    let charts_toml = format!(
        "{HEAD}kind = \"lanes\"\n[[chart.lane]]\ndeadline = \"pay\"\n[[chart.lane]]\ndeadline = \"ahead\"\nlabel = \"窗口\"\n"
    );
    let files = [("deadlines.toml", deadlines), ("charts.toml", charts_toml.as_str())];
    let answers = json!({ "begun": "2026-04-01", "ended": "2026-07-31" });
    let Chart::Lanes(lanes) = known(charts(&files, answers.clone()).remove(0)) else { panic!("lanes") };
    let drawn: Vec<String> =
        lanes.intervals.iter().map(|i| format!("{} {} {} {:?}", i.label, i.from, i.to, i.tone)).collect();
    // 30 days after 1 April end on 1 May, a holiday to the 5th: the 6th counts, and it is over. Thirty days ahead of
    // 31 July is 1 July, a Wednesday.
    assert_eq!(drawn, ["付款期限 2026-04-01 2026-05-06 Bad", "窗口 2026-07-01 2026-07-31 Warn"]);
    let mut paid = answers;
    paid["total"] = json!("1.00");
    let Chart::Lanes(lanes) = known(charts(&files, paid).remove(0)) else { panic!("lanes") };
    assert_eq!((lanes.intervals[0].tone, lanes.intervals[0].legend.as_str()), (Tone::Good, "已完成"));
}

#[test]
fn a_chart_that_does_not_apply_is_none() {
    let further = format!("when = \"ready\"\n{COLUMNS}");
    let files = [("charts.toml", format!("{HEAD}{further}"))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut answers = payments();
    assert_eq!(missing(&charts(&files, answers.clone())[0]), ["ready"]);
    answers["ready"] = json!(false);
    assert!(charts(&files, answers.clone()).is_empty());
    answers["ready"] = json!(true);
    assert_eq!(charts(&files, answers).len(), 1);
}

#[test]
fn a_value_of_the_wrong_kind_is_a_mistake_of_the_template() {
    let further = COLUMNS.replace("row.amount", "row.mode");
    let mut answers = payments();
    answers["payments"].as_array_mut().unwrap().truncate(1);
    let report = chart(&further, answers);
    assert!(
        matches!(&report.state, ChartState::Fault(fault) if fault.reason().contains("row.mode")),
        "{report:?}"
    );
    let further = "kind = \"lanes\"\n[[chart.lane]]\nlabel = \"甲\"\nfrom = \"today\"\nto = \"today\"\ntone = \"'red'\"\n";
    assert!(
        matches!(chart(further, json!({})).state, ChartState::Fault(fault) if fault.reason().contains("“red”"))
    );
}

const PAGE: &str = "[[view]]\nid = \"v\"\ntitle = \"测算\"\nchange = [\"total\", \"payments\"]\n\
    [[view.figure]]\nlabel = \"总额\"\nvalue = \"total\"\nunit = \"元\"\ntone = \"'bad' if total < money('10') else 'good'\"\nnote = \"开始于{{ begun }}\"\n\
    [[view.figure]]\nlabel = \"类型\"\nvalue = \"kind\"\n\
    [[view.table]]\ntitle = \"付款\"\nrows = \"payments\"\ncolumns = [\n\
    { label = \"日期\", value = \"row.paid_on\" },\n\
    { label = \"方式\", value = \"row.mode\" },\n\
    { label = \"金额\", value = \"row.amount\", total = true, tone = \"'warn' if row.amount > money('150') else 'neutral'\" }]\n";

#[test]
fn a_page_prints_values_as_papers_do() {
    let mut answers = payments();
    for (key, value) in [("total", "1500.00"), ("kind", "school"), ("begun", "2026-01-05")] {
        answers[key] = json!(value);
    }
    let page = page(PAGE, answers);
    let figures: Vec<_> = page.figures.iter().map(|f| (f.text.as_str(), f.tone, f.note.as_str())).collect();
    assert_eq!(figures, [("1,500.00", Tone::Good, "开始于2026年1月5日"), ("学校", Tone::Neutral, "")]);
    let table = &page.tables[0];
    let rows: Vec<Vec<&str>> =
        table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(rows, [["2026年3月5日", "转账", "100.10"], ["2026年4月6日", "", "200.20"]]);
    assert_eq!(table.rows[1][2].tone, Tone::Warn);
    assert_eq!(table.totals, ["", "", "300.30"]);
    assert_eq!(table.figures, [false, false, true]);
}

#[test]
fn a_table_is_searched_in_what_its_cells_print_and_totals_stay_those_of_all_rows() {
    let library = library(&[("views.toml", PAGE)]);
    let case = case(&library, payments());
    let facts = facts(&library, procedure(&library), &case, "2026-06-01".parse().unwrap());
    let found = |words| {
        let table = view::table(&facts, "v", 0, words, view::MOST_ROWS).unwrap();
        assert_eq!((table.all, table.further, table.totals.last().unwrap().as_str()), (2, 0, "300.30"));
        table.rows.iter().map(|row| row[2].text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found("4月6日"), ["200.20"]);
    assert_eq!(found("转账"), ["100.10"]);
    assert_eq!(found(" "), ["100.10", "200.20"]);
    let none = view::table(&facts, "v", 0, "没有", 400).unwrap();
    assert_eq!((none.rows.len(), none.totals.len(), none.all), (0, 0, 2));
    assert!(view::table(&facts, "v", 1, "", 400).is_none());
    // Cut short it says how many are left out, and as many as are asked for come.
    let first = view::table(&facts, "v", 0, "", 1).unwrap();
    assert_eq!((first.rows.len(), first.further, first.totals.last().unwrap().as_str()), (1, 1, "300.30"));
    let both = view::table(&facts, "v", 0, "", 2).unwrap();
    assert_eq!((both.rows.len(), both.further), (2, 0));
}

#[test]
fn a_page_without_answers_names_what_is_missing() {
    let page = page(PAGE, json!({}));
    assert_eq!(
        (page.figures[0].text.as_str(), page.figures[0].missing.as_slice()),
        ("", ["total".to_owned()].as_slice())
    );
    assert_eq!(
        (page.tables[0].rows.len(), page.tables[0].missing.as_slice()),
        (0, ["payments".to_owned()].as_slice())
    );
}

/// Line, code and name of each mistake of a file.
fn told(file: &str, text: &str) -> Vec<(Option<usize>, &'static str, String)> {
    mistakes(&[(file, text)]).into_iter().map(|m| (m.line, m.code, m.name)).collect()
}

#[test]
fn mistakes_of_charts_come_at_once_with_their_lines() {
    let text = "[[chart]]\nid = \"c\"\ntitle = \"图\"\nkind = \"columns\"\nsummary = \"{{ nmae }}\"\nrows = \"paymnts\"\ncategory = \"row.paid_at\"\n\
        stacked = true\ntoday = true\nstage = \"frist\"\n\
        series = [{ label = \"甲\", value = \"row.amount\" }]\n\
        [[chart]]\nid = \"c\"\ntitle = \"图\"\nkind = \"lanes\"\nsummary = \"\"\n\
        [[chart.lane]]\ndeadline = \"pay\"\n\
        [[chart.lane]]\nrows = \"payments\"\nlabel = \"甲\"\nfrom = \"row.paid_at\"\nto = \"row.paid_on\"\n";
    let found = told("charts.toml", text);
    for expected in [
        (Some(5), "template.unknown-name", "nmae"),
        (Some(6), "template.unknown-name", "paymnts"),
        (Some(1), "template.chart", "today"),
        (Some(10), "template.unknown-stage", "frist"),
        (Some(12), "template.duplicate", "c"),
        (Some(18), "template.unknown-deadline", "pay"),
        (Some(22), "template.unknown-column", "paid_at"),
    ] {
        assert!(
            found.contains(&(expected.0, expected.1, expected.2.to_owned())),
            "{expected:?} in {found:#?}"
        );
    }
    assert_eq!(found.len(), 7, "{found:#?}");
}

#[test]
fn a_chart_lacking_its_parts_says_which() {
    let text = "[[chart]]\nid = \"c\"\ntitle = \"图\"\nkind = \"columns\"\nsummary = \"\"\n\
        [[chart]]\nid = \"d\"\ntitle = \"图\"\nkind = \"lanes\"\nsummary = \"\"\n[[chart.lane]]\nfrom = \"today\"\n";
    let names: Vec<String> = told("charts.toml", text).into_iter().map(|(_, _, name)| name).collect();
    assert_eq!(names, ["category", "rows", "series", "label", "to"]);
}

#[test]
fn mistakes_of_views_come_at_once_with_their_lines() {
    let text = "[[view]]\nid = \"v\"\ntitle = \"测算\"\nchange = [\"totl\"]\ncharts = [\"nothing\"]\n\
        checklists = [\"bonds\"]\n[[view.figure]]\nlabel = \"甲\"\nvalue = \"totl\"\n\
        [[view.table]]\ntitle = \"表\"\nrows = \"payments\"\ncolumns = [{ label = \"乙\", value = \"row.amuont\" }]\n";
    assert_eq!(
        told("views.toml", text),
        [
            (Some(4), "template.unknown-name", "totl".to_owned()),
            (Some(5), "template.unknown-chart", "nothing".to_owned()),
            (Some(6), "template.unknown-checklist", "bonds".to_owned()),
            (Some(9), "template.unknown-name", "totl".to_owned()),
            (Some(13), "template.unknown-column", "amuont".to_owned()),
        ]
    );
}

#[test]
fn a_paper_that_shows_a_chart_uses_its_fields() {
    let paper =
        "+++\ntitle = \"文书\"\nkind = \"official\"\nstage = \"first\"\n+++\n一\n\n```chart\nc\n```\n";
    let charts = format!("{HEAD}{COLUMNS}");
    let library = library(&[("charts.toml", &charts), ("documents/d.md", paper)]);
    assert_eq!(procedure(&library).document("d").unwrap().uses, ["payments"]);
    let unknown = mistakes(&[("documents/d.md", paper)]);
    assert_eq!((unknown[0].code, unknown[0].line), ("template.unknown-chart", Some(9)));
}
