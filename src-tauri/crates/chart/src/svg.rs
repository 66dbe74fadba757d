//! A drawing as SVG.

use std::fmt::Write as _;

use crate::drawing::{Anchor, Drawing, Mark, Point};
use crate::ink::Ink;

/// Fonts in the order in which they are tried: what offices have, then what this program brings.
const FONTS: &str = "'Microsoft YaHei','SimHei','Noto Sans SC','Noto Sans CJK SC',sans-serif";

/// Writes a drawing as a complete `<svg>` element; `alt` is what a reader who cannot see it is told.
///
/// Presentation attributes only, no ids, no styles, no scripts: it may stand in any page under any policy, and several
/// of them side by side. The same drawing gives the same bytes.
#[must_use]
pub fn svg(drawing: &Drawing, alt: &str) -> String {
    write(drawing, alt, Place::Paper)
}

/// The same for a page that has a light and a dark look: each mark also carries its ink as a class (`ink-navy`), for
/// which the page has a colour of its own.
#[must_use]
pub fn screen(drawing: &Drawing, alt: &str) -> String {
    write(drawing, alt, Place::Screen)
}

/// Where a drawing is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Ink on white.
    Paper,
    /// A page with colours of its own.
    Screen,
}

fn write(drawing: &Drawing, alt: &str, place: Place) -> String {
    let mut out = String::with_capacity(4096 + drawing.marks.len() * 96);
    let (width, height) = (points(drawing.width), points(drawing.height));
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\""
    );
    escape(alt, &mut out);
    let _ = write!(out, "\" font-family=\"{FONTS}\" fill=\"none\">");
    for mark in &drawing.marks {
        self::mark(mark, place, &mut out);
    }
    out.push_str("</svg>");
    out
}

fn mark(mark: &Mark, place: Place, out: &mut String) {
    let class = |ink: Ink| match place {
        Place::Paper => String::new(),
        Place::Screen => format!(" class=\"ink-{}\"", ink.key()),
    };
    match mark {
        Mark::Line { points: corners, stroke } => {
            out.push_str("<polyline points=\"");
            coordinates(corners, out);
            let _ = write!(
                out,
                "\"{} stroke=\"{}\" stroke-width=\"{}\"",
                class(stroke.ink),
                colour(stroke.ink),
                points(stroke.width)
            );
            if let Some((dash, gap)) = stroke.dash.lengths() {
                let _ = write!(out, " stroke-dasharray=\"{} {}\"", points(dash), points(gap));
            }
            out.push_str("/>");
        }
        Mark::Area { points: corners, fill } => {
            out.push_str("<polygon points=\"");
            coordinates(corners, out);
            let _ = write!(out, "\"{} fill=\"{}\"/>", class(*fill), colour(*fill));
        }
        Mark::Text { at, anchor, size, ink, text } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let _ = write!(
                out,
                "<text{} x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{anchor}>",
                class(*ink),
                points(at.x),
                points(at.y),
                points(*size),
                colour(*ink)
            );
            escape(text, out);
            out.push_str("</text>");
        }
    }
}

fn coordinates(corners: &[Point], out: &mut String) {
    for (index, point) in corners.iter().enumerate() {
        let gap = if index == 0 { "" } else { " " };
        let _ = write!(out, "{gap}{},{}", points(point.x), points(point.y));
    }
}

/// Thousandths of a point as points: `12500` is `12.5`.
fn points(length: i64) -> String {
    let sign = if length < 0 { "-" } else { "" };
    let (whole, part) = (length.unsigned_abs() / 1000, length.unsigned_abs() % 1000);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:03}");
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

fn colour(ink: Ink) -> String {
    let [red, green, blue] = ink.rgb();
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Escapes words for element content and for attributes in double quotes; what XML forbids is left out.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}
