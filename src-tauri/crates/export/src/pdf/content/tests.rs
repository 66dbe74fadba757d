#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;

fn written(draw: impl FnOnce(&mut Content)) -> String {
    let mut content = Content::default();
    draw(&mut content);
    String::from_utf8(content.into_bytes()).unwrap()
}

#[test]
fn glyphs_that_need_no_correction_share_a_string() {
    let glyphs = [(1, 0), (0x20ab, -500), (3, 0)];
    assert_eq!(
        written(|content| content.glyphs((79.37, 700.5), glyphs.into_iter())),
        "1 0 0 1 79.37 700.5 Tm\n[<000120AB>-500<0003>]TJ\n"
    );
}

#[test]
fn numbers_have_three_places_at_most_and_no_zeros_behind() {
    let read = |value: f32| written(|content| content.thickness(value));
    assert_eq!(read(0.5), "0.5 w\n");
    assert_eq!(read(-0.0625), "-0.063 w\n");
    assert_eq!(read(1_000.0), "1000 w\n");
    assert_eq!(read(-0.0001), "0 w\n");
    assert_eq!(read(841.89), "841.89 w\n");
}

#[test]
fn an_outline_goes_through_its_points_and_bends_by_its_control_points() {
    let ring = [(0.0, 0.0, false), (1.0, 0.0, true), (2.0, 1.0, true), (2.0, 2.0, false), (0.0, 2.0, false)];
    assert_eq!(written(|content| content.ring(ring.into_iter())), "0 0 m\n1 0 2 1 2 2 c\n0 2 l\nh\n");
}

#[test]
fn what_a_stand_in_says_is_written_in_utf_16() {
    assert_eq!(written(|content| content.begin_spoken("𠮷")), "/Span<</ActualText<FEFFD842DFB7>>>BDC\n");
}
