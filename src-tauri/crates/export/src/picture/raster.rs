//! Shapes as a PNG, for readers of Word files that cannot draw SVG.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

use super::{Ring, Shape};
use crate::ExportError;

/// Sharp in print: 300 pixels an inch.
const PIXELS_PER_POINT: f32 = 300.0 / 72.0;

/// The shapes on white paper of that size in points.
///
/// # Errors
/// [`ExportError::Docx`] if the picture has no extent or cannot be packed.
pub(crate) fn png(shapes: &[Shape], width: f32, height: f32) -> Result<Vec<u8>, ExportError> {
    let pixels = |length: f32| (length * PIXELS_PER_POINT).ceil() as u32;
    let mut map = Pixmap::new(pixels(width), pixels(height))
        .ok_or_else(|| ExportError::Docx("图的尺寸不对".to_owned()))?;
    map.fill(Color::WHITE);
    let zoom = Transform::from_scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    for shape in shapes {
        match shape {
            Shape::Fill { rings, colour } => {
                if let Some(path) = area(rings) {
                    map.fill_path(&path, &paint(*colour), FillRule::Winding, zoom, None);
                }
            }
            Shape::Stroke { points, width, dash, colour } => {
                let dash = dash.and_then(|(dash, gap)| StrokeDash::new(vec![dash, gap], 0.0));
                let stroke = Stroke { width: *width, dash, ..Stroke::default() };
                if let Some(path) = line(points) {
                    map.stroke_path(&path, &paint(*colour), &stroke, zoom, None);
                }
            }
        }
    }
    packed(&map).map_err(|error| ExportError::Docx(error.to_string()))
}

/// The pixels as a PNG. A chart is flat areas and upright edges, so a row mostly repeats the one above: that filter and
/// the quick compression are a fraction of the usual work, and the Word file, which packs the image once more, grows by
/// a few kilobytes.
fn packed(map: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, map.width(), map.height());
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Up);
    let mut writer = encoder.write_header()?;
    // tiny-skia keeps colours multiplied by their opacity; on white paper everything is opaque.
    writer.write_image_data(map.data())?;
    writer.finish()?;
    Ok(out)
}

fn paint([red, green, blue]: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint.anti_alias = true;
    paint
}

fn line(points: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    rest.iter().for_each(|point| path.line_to(point.0, point.1));
    path.finish()
}

fn area(rings: &[Ring]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for ring in rings {
        let Some((first, mut rest)) = ring.split_first() else { continue };
        path.move_to(first.0, first.1);
        while let [next, after @ ..] = rest {
            match (next, after) {
                ((x1, y1, true), [(x2, y2, true), (x, y, false), others @ ..]) => {
                    path.cubic_to(*x1, *y1, *x2, *y2, *x, *y);
                    rest = others;
                }
                ((x, y, _), _) => {
                    path.line_to(*x, *y);
                    rest = after;
                }
            }
        }
        path.close();
    }
    path.finish()
}
