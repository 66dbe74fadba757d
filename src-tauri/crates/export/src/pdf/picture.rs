//! Charts in PDF: vectors, never an image.

use printpdf::{
    Color, Line, LineDashPattern, LinePoint, Op, PaintMode, Point, Polygon, PolygonRing, Pt, Rgb,
    WindingOrder,
};

use crate::picture::Shape;

/// The operations that draw shapes with their left top corner at a place of a page of that height.
///
/// The state of the page is as before afterwards.
pub(super) fn operations(shapes: &[Shape], corner: (f32, f32), height: f32) -> Vec<Op> {
    let place =
        |x: f32, y: f32| Point { x: Pt(hundredths(corner.0 + x)), y: Pt(hundredths(height - corner.1 - y)) };
    let mut ops = vec![Op::SaveGraphicsState];
    for shape in shapes {
        match shape {
            Shape::Fill { rings, .. } if rings.is_empty() => {}
            Shape::Fill { rings, colour } => {
                ops.push(Op::SetFillColor { col: rgb(*colour) });
                let rings = rings
                    .iter()
                    .map(|ring| {
                        let points = ring.iter().map(|&(x, y, bezier)| LinePoint { p: place(x, y), bezier });
                        PolygonRing { points: points.collect() }
                    })
                    .collect();
                let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
                ops.push(Op::DrawPolygon { polygon });
            }
            Shape::Stroke { points, width, dash, colour } => {
                ops.push(Op::SetOutlineColor { col: rgb(*colour) });
                ops.push(Op::SetOutlineThickness { pt: Pt(hundredths(*width)) });
                let pattern =
                    dash.map_or_else(Vec::new, |(dash, gap)| vec![hundredths(dash), hundredths(gap)]);
                ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &pattern) });
                let points = points.iter().map(|&(x, y)| LinePoint { p: place(x, y), bezier: false });
                ops.push(Op::DrawLine { line: Line { points: points.collect(), is_closed: false } });
            }
        }
    }
    ops.push(Op::RestoreGraphicsState);
    ops
}

fn rgb(colour: [u8; 3]) -> Color {
    let [r, g, b] = colour.map(|part| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0);
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

fn hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}
