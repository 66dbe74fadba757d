//! Drawings against places worked out by hand, and what holds for every drawing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may panic and read files"
)]

use chart::{
    Chart, Columns, Drawing, Ink, Interval, Lanes, Mark, Marker, Point, Series, StepSeries, Steps, Tone,
    Unit, draw, grid, screen, svg,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use quick_xml::events::Event;
use rust_decimal::Decimal;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn words(drawing: &Drawing) -> Vec<&str> {
    let texts = drawing.marks.iter().filter_map(|mark| match mark {
        Mark::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

fn lines(drawing: &Drawing) -> Vec<&[Point]> {
    let lines = drawing.marks.iter().filter_map(|mark| match mark {
        Mark::Line { points, .. } => Some(points.as_slice()),
        Mark::Area { .. } | Mark::Text { .. } => None,
    });
    lines.collect()
}

fn two_columns() -> Chart {
    Chart::Columns(Columns {
        unit: Unit::Money,
        stacked: false,
        categories: vec!["2026".into(), "2027".into()],
        series: vec![Series {
            label: "租金".into(),
            tone: None,
            values: vec![Decimal::from(1_000_000), Decimal::from(500_000)],
        }],
    })
}

#[test]
fn columns_stand_where_their_share_says() {
    let drawing = draw(&two_columns());
    assert_eq!(drawing.width, 442_200);
    // 100 万元 in steps of 20; the legend is one row: unit, then the series.
    assert_eq!(words(&drawing), ["单位：万元", "租金", "0", "20", "40", "60", "80", "100", "2026", "2027"]);
    // Left of the plot: “100” is 3 × 6.3 pt wide, and 5 pt blank: 23.9 pt. Right: 442.2 - 0.8 = 441.4 pt.
    // Top: legend 17 pt and half a type size of 5.25 pt: 22.25 pt. Bottom: 160 pt below.
    // A slot is 208.75 pt; a column at most 36 pt, in the middle: 110.275 and 319.025 from the plot's left.
    let areas: Vec<&Vec<Point>> = drawing
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Area { points, .. } => Some(points),
            _ => None,
        })
        .skip(1)
        .collect();
    let corner = |points: &[Point]| (points[0].x, points[0].y, points[2].x, points[2].y);
    assert_eq!(corner(areas[0]), (110_275, 22_250, 146_275, 182_250));
    // Half of 160 pt.
    assert_eq!(corner(areas[1]), (319_025, 102_250, 355_025, 182_250));
}

#[test]
fn steps_rise_on_their_day() {
    let chart = Chart::Steps(Steps {
        unit: Unit::Other(String::new()),
        series: vec![StepSeries {
            label: "到位".into(),
            tone: None,
            amounts: vec![(day("2026-10-01"), Decimal::from(6)), (day("2026-10-09"), Decimal::from(4))],
        }],
        shortfall: Some("不足".into()),
        markers: Vec::new(),
    });
    let drawing = draw(&chart);
    // Labels “0” to “10”: two digits are 12.6 pt, blank 5 pt: the plot begins at 17.6 pt and is 423.8 pt wide. One
    // day blank at both ends: the first day lies one tenth in, the last nine tenths.
    // Top 22.25 pt, bottom 182.25 pt; 6 of 10 is 96 pt up.
    let line = *lines(&drawing).last().unwrap();
    let expected =
        [(59_980, 182_250), (59_980, 86_250), (399_020, 86_250), (399_020, 22_250), (441_400, 22_250)];
    assert_eq!(line.iter().map(|point| (point.x, point.y)).collect::<Vec<_>>(), expected);
    assert!(!words(&drawing).contains(&"不足"), "nothing falls short of anything");
}

#[test]
fn a_shortfall_is_named_and_shaded() {
    let series = |label: &str, on: &str, amount: i64| StepSeries {
        label: label.into(),
        tone: None,
        amounts: vec![(day(on), Decimal::from(amount))],
    };
    let chart = |paid: i64| {
        draw(&Chart::Steps(Steps {
            unit: Unit::Money,
            series: vec![series("到位", "2026-01-01", paid), series("用款", "2026-06-01", 100)],
            shortfall: Some("资金不足".into()),
            markers: Vec::new(),
        }))
    };
    assert!(words(&chart(99)).contains(&"资金不足"));
    assert!(!words(&chart(100)).contains(&"资金不足"));
}

fn bonds() -> Chart {
    let interval = |label: &str, from: &str, to: &str, tone, note: &str| Interval {
        label: label.into(),
        from: day(from),
        to: day(to),
        tone,
        note: note.into(),
        legend: if tone == Tone::Bad { "缺口".into() } else { "有效期".into() },
    };
    Chart::Lanes(Lanes {
        intervals: vec![
            interval("代建单位保函 BH-01", "2026-03-01", "2028-02-29", Tone::Good, "120万元"),
            interval("代建单位保函 BH-01", "2028-02-29", "2028-12-31", Tone::Bad, "缺口306日"),
            interval("施工单位保函 BH-02", "2026-04-01", "2026-04-01", Tone::Warn, ""),
        ],
        markers: vec![
            Marker { on: day("2028-12-31"), label: "缺陷责任期届满".into(), tone: Tone::Warn },
            Marker { on: day("2028-12-20"), label: "最迟展期日".into(), tone: Tone::Bad },
        ],
    })
}

#[test]
fn equal_labels_share_a_line_and_close_markers_stand_above_each_other() {
    let drawing = draw(&bonds());
    let words = words(&drawing);
    // Once each, in two lines of up to twelve characters.
    assert_eq!(words.iter().filter(|word| word.starts_with("代建单位保函")).count(), 1);
    assert!(words.contains(&"缺口306日") && words.contains(&"120万元"));
    let baseline = |wanted: &str| {
        drawing.marks.iter().find_map(|mark| match mark {
            Mark::Text { at, text, .. } if text == wanted => Some(at.y),
            _ => None,
        })
    };
    // The legend takes 17 pt; names are 14 pt apart, the earlier day lower.
    assert_eq!(baseline("缺陷责任期届满"), Some(17_000 + 10_800));
    assert_eq!(baseline("最迟展期日"), Some(17_000 + 14_000 + 10_800));
}

#[test]
fn the_table_beside_a_picture_has_every_figure_in_full() {
    let table = grid(&two_columns());
    assert_eq!(table.header, ["项目", "租金（元）"]);
    assert_eq!(table.rows, [["2026", "1,000,000.00"], ["2027", "500,000.00"]]);
    let bonds = grid(&bonds());
    assert_eq!(bonds.rows[1], ["代建单位保函 BH-01", "2028-02-29", "2028-12-31", "缺口；缺口306日"]);
    assert_eq!(bonds.rows.len(), 5, "three intervals and two markers");
}

/// Names of elements, and the text of `<text>` elements with entities resolved.
fn read(xml: &str) -> (Vec<String>, String, String) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut names, mut text, mut label) = (Vec::new(), String::new(), String::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) | Event::Empty(start) => {
                names.push(start.name().as_ref().to_owned());
                for attribute in start.attributes() {
                    let attribute = attribute.expect("an attribute");
                    if attribute.key.as_ref() == "aria-label" {
                        label = quick_xml::escape::unescape(&attribute.value).expect("escaped").into_owned();
                    }
                }
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(name) => {
                text.push_str(&quick_xml::escape::unescape(&format!("&{};", &*name)).expect("an entity"));
            }
            Event::Eof => return (names, text, label),
            _ => {}
        }
    }
}

const HOSTILE: &str = "</text><script>alert(\"1\")</script>&amp;'\u{0}\u{8}\u{fffe}";

#[test]
fn what_a_user_typed_stays_text() {
    let mut chart = two_columns();
    if let Chart::Columns(columns) = &mut chart {
        columns.series[0].label = HOSTILE.to_owned();
    }
    let (names, text, label) = read(&svg(&draw(&chart), HOSTILE));
    assert!(names.iter().all(|name| ["svg", "text", "polygon", "polyline"].contains(&name.as_str())));
    let expected = "</text><script>alert(\"1\")</script>&amp;'";
    assert!(text.contains(expected));
    assert_eq!(label, expected);
}

fn tone() -> impl Strategy<Value = Tone> {
    prop::sample::select(vec![Tone::Neutral, Tone::Good, Tone::Warn, Tone::Bad])
}

fn dates() -> impl Strategy<Value = NaiveDate> {
    // Year 1 to 9999.
    (1_i32..3_652_059).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap())
}

fn near() -> impl Strategy<Value = NaiveDate> {
    (738_000_i32..741_000).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap())
}

fn markers() -> impl Strategy<Value = Vec<Marker>> {
    let marker = (dates(), ".{0,60}", tone()).prop_map(|(on, label, tone)| Marker { on, label, tone });
    prop::collection::vec(marker, 0..8)
}

fn value() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (any::<i64>(), 0_u32..10).prop_map(|(number, scale)| Decimal::new(number, scale)),
        Just(Decimal::MAX),
        Just(Decimal::MIN),
        Just(Decimal::ZERO),
    ]
}

fn charts() -> impl Strategy<Value = Chart> {
    let series = (".{0,40}", prop::option::of(tone()), prop::collection::vec(value(), 0..40))
        .prop_map(|(label, tone, values)| Series { label, tone, values });
    let columns = (
        prop::collection::vec(series, 0..9),
        prop::collection::vec(".{0,30}", 0..40),
        any::<bool>(),
        prop_oneof![Just(Unit::Money), ".{0,8}".prop_map(Unit::Other)],
    )
        .prop_map(|(series, categories, stacked, unit)| {
            Chart::Columns(Columns { unit, stacked, categories, series })
        });
    let step = (".{0,40}", prop::option::of(tone()), prop::collection::vec((dates(), value()), 0..20))
        .prop_map(|(label, tone, amounts)| StepSeries { label, tone, amounts });
    let steps = (prop::collection::vec(step, 0..5), markers(), prop::option::of(".{0,20}")).prop_map(
        |(series, markers, shortfall)| Chart::Steps(Steps { unit: Unit::Money, series, shortfall, markers }),
    );
    let interval = (".{0,40}", near(), near(), tone(), ".{0,20}", ".{0,8}")
        .prop_map(|(label, from, to, tone, note, legend)| Interval { label, from, to, tone, note, legend });
    let lanes = (prop::collection::vec(interval, 0..60), markers())
        .prop_map(|(intervals, markers)| Chart::Lanes(Lanes { intervals, markers }));
    prop_oneof![columns, steps, lanes]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_leaves_the_picture_and_the_same_figures_give_the_same_bytes(chart in charts()) {
        let drawing = draw(&chart);
        let inside = |point: &Point| (0..=drawing.width).contains(&point.x) && (0..=drawing.height).contains(&point.y);
        for mark in &drawing.marks {
            let all_inside = match mark {
                Mark::Line { points, .. } => points.len() >= 2 && points.iter().all(inside),
                Mark::Area { points, .. } => points.len() >= 3 && points.iter().all(inside),
                Mark::Text { at, .. } => inside(at),
            };
            prop_assert!(all_inside, "{mark:?}");
        }
        let written = svg(&drawing, "说明");
        prop_assert_eq!(&written, &svg(&draw(&chart), "说明"));
        read(&written);
        let table = grid(&chart);
        prop_assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
    }

    /// A page is 637 pt high; caption and summary need some of it.
    #[test]
    fn a_picture_fits_a_page(chart in charts()) {
        prop_assert!(draw(&chart).height <= 600_000);
    }
}

#[test]
fn on_screen_every_mark_carries_its_ink_and_on_paper_none() {
    let drawing = draw(&bonds());
    let (paper, page) = (svg(&drawing, "图"), screen(&drawing, "图"));
    assert!(!paper.contains("class="));
    assert_eq!(page.matches(" class=\"ink-").count(), drawing.marks.len());
    let plain =
        Ink::ALL.iter().fold(page, |page, ink| page.replace(&format!(" class=\"ink-{}\"", ink.key()), ""));
    assert_eq!(plain, paper);
}

/// What the page's style sheet says of a variable, in its light and in its dark part.
fn colours(sheet: &str, ink: Ink) -> Vec<[u8; 3]> {
    let name = format!("--chart-{}: #", ink.key());
    let values = sheet.split(&name).skip(1).map(|rest| &rest[..6]);
    values.map(|hex| [0, 2, 4].map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())).collect()
}

/// Contrast of two colours as WCAG defines it, in thousandths.
fn contrast(a: [u8; 3], b: [u8; 3]) -> u32 {
    #![allow(
        clippy::float_arithmetic,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "WCAG"
    )]
    let luminance = |colour: [u8; 3]| {
        let [red, green, blue] = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    ((a.max(b) + 0.05) / (a.min(b) + 0.05) * 1000.0) as u32
}

#[test]
fn the_page_has_a_light_and_a_dark_colour_for_every_ink() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src");
    let tokens = std::fs::read_to_string(page.join("shared/tokens.css")).unwrap();
    let styles = std::fs::read_to_string(page.join("pages/views/chart.css")).unwrap();
    let ground = |at: usize| colours(&tokens, Ink::Paper)[at];
    for ink in Ink::ALL {
        let found = colours(&tokens, ink);
        assert_eq!(found.len(), 2, "{ink:?}");
        assert_eq!(
            styles.matches(&format!("var(--chart-{})", ink.key())).count(),
            2,
            "{ink:?}: line and area"
        );
        // In the light it is what is printed, but for the paper, which is the page's own.
        if ink != Ink::Paper {
            assert_eq!(found[0], ink.rgb(), "{ink:?}");
        }
        let strong = matches!(ink, Ink::Text | Ink::Navy | Ink::Teal | Ink::Ochre | Ink::Red | Ink::Slate);
        for (at, colour) in found.into_iter().enumerate() {
            assert!(!strong || contrast(colour, ground(at)) >= 4_500, "{ink:?} {colour:?}");
        }
    }
}
