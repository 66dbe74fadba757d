//! A font of two signs, ☑ and □, drawn here: no Chinese font has both, and in one font they are alike in size.
//!
//! The file is put together as TrueType: real glyphs with a character map, so that they can be searched for and
//! copied from the PDF like any other text.

use super::Face;

/// Outer edge of the box, its inner edge, in units of 1000 to the em; the baseline is 0.
const OUTER: (i16, i16, i16, i16) = (80, -60, 920, 780);
const RULE: i16 = 56;

/// One closed outline, straight lines only.
type Outline = Vec<(i16, i16)>;

/// The face.
///
/// # Panics
/// Never: what is parsed was written here, and a test parses it.
pub(super) fn face() -> Face {
    Face::parse(file(), 0).expect("invariant: the program's own marks are a valid font")
}

fn boxes() -> Vec<Outline> {
    let (left, bottom, right, top) = OUTER;
    vec![
        vec![(left, bottom), (left, top), (right, top), (right, bottom)],
        // The other way round: a hole.
        vec![
            (left + RULE, bottom + RULE),
            (right - RULE, bottom + RULE),
            (right - RULE, top - RULE),
            (left + RULE, top - RULE),
        ],
    ]
}

fn ticked() -> Vec<Outline> {
    let mut outlines = boxes();
    outlines.push(vec![(225, 375), (295, 440), (430, 275), (710, 640), (785, 580), (436, 130)]);
    outlines
}

fn file() -> Vec<u8> {
    let glyphs = [Vec::new(), boxes(), ticked()];
    let (mut glyf, mut loca) = (Vec::new(), vec![0_u32]);
    for outlines in &glyphs {
        glyf.extend(glyph(outlines));
        loca.push(u32::try_from(glyf.len()).unwrap_or(u32::MAX));
    }
    let count = u16::try_from(glyphs.len()).unwrap_or(u16::MAX);
    let mut tables: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"cmap", cmap()),
        (b"glyf", glyf),
        (b"head", head()),
        (b"hhea", hhea(count)),
        (b"hmtx", (0..count).flat_map(|_| words(&[1000, 0])).collect()),
        (b"loca", loca.iter().flat_map(|at| at.to_be_bytes()).collect()),
        (b"maxp", maxp(count)),
        (b"name", name()),
        (b"post", [words(&[3, 0]), vec![0; 28]].concat()),
    ];
    tables.sort_by_key(|(tag, _)| **tag);
    assemble(&tables)
}

fn words(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|value| (*value as u16).to_be_bytes()).collect()
}

fn glyph(outlines: &[Outline]) -> Vec<u8> {
    if outlines.is_empty() {
        return Vec::new();
    }
    let points: Vec<(i16, i16)> = outlines.iter().flatten().copied().collect();
    let x = |point: &(i16, i16)| point.0;
    let y = |point: &(i16, i16)| point.1;
    let least = |axis: fn(&(i16, i16)) -> i16| i32::from(points.iter().map(axis).min().unwrap_or(0));
    let most = |axis: fn(&(i16, i16)) -> i16| i32::from(points.iter().map(axis).max().unwrap_or(0));
    let mut out = words(&[i32::try_from(outlines.len()).unwrap_or(0), least(x), least(y), most(x), most(y)]);
    let mut end = -1_i32;
    for outline in outlines {
        end += i32::try_from(outline.len()).unwrap_or(0);
        out.extend(words(&[end]));
    }
    out.extend(words(&[0]));
    // Every point on the curve, coordinates as 16-bit steps.
    out.extend(points.iter().map(|_| 1_u8));
    for axis in [x as fn(&(i16, i16)) -> i16, y] {
        let mut before = 0;
        for point in &points {
            out.extend(words(&[i32::from(axis(point)) - before]));
            before = i32::from(axis(point));
        }
    }
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

fn head() -> Vec<u8> {
    let (left, bottom, right, top) = OUTER;
    [
        words(&[1, 0, 1, 0]),
        // Checksum adjustment (readers of embedded fonts do not look at it), then the magic number.
        0_u32.to_be_bytes().to_vec(),
        0x5F0F_3CF5_u32.to_be_bytes().to_vec(),
        words(&[0, 1000]),
        vec![0; 16],
        [left, bottom, right, top].iter().flat_map(|value| value.to_be_bytes()).collect(),
        // macStyle, lowestRecPPEM, fontDirectionHint, long offsets, glyphDataFormat.
        words(&[0, 8, 2, 1, 0]),
    ]
    .concat()
}

fn hhea(count: u16) -> Vec<u8> {
    words(&[1, 0, 880, -120, 0, 1000, 80, 80, 920, 1, 0, 0, 0, 0, 0, 0, 0, i32::from(count)])
}

fn maxp(count: u16) -> Vec<u8> {
    words(&[1, 0, i32::from(count), 14, 3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// Format 4 with one segment a character and the closing one.
fn cmap() -> Vec<u8> {
    const MAP: [(i32, i32); 4] = [(0x25A1, 1), (0x2610, 1), (0x2611, 2), (0xFFFF, 0)];
    let length = 16 + 8 * 4;
    [
        words(&[0, 1, 3, 1]),
        12_u32.to_be_bytes().to_vec(),
        words(&[4, length, 0, 8, 8, 2, 0]),
        words(&MAP.map(|(code, _)| code)),
        words(&[0]),
        words(&MAP.map(|(code, _)| code)),
        words(&MAP.map(|(code, glyph)| if glyph == 0 { 1 } else { glyph - code })),
        words(&[0; 4]),
    ]
    .concat()
}

fn name() -> Vec<u8> {
    let text: Vec<u8> = "ChoujianMarks".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = i32::try_from(text.len()).unwrap_or(0);
    [words(&[0, 2, 30, 3, 1, 0x409, 1, length, 0, 3, 1, 0x409, 6, length, 0]), text].concat()
}

fn assemble(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = i32::try_from(tables.len()).unwrap_or(0);
    let mut out =
        [0x0001_0000_u32.to_be_bytes().to_vec(), words(&[count, 128, 3, count * 16 - 128])].concat();
    let mut at = out.len() + tables.len() * 16;
    for (tag, data) in tables {
        let sum = data.chunks(4).fold(0_u32, |sum, chunk| {
            let mut word = [0; 4];
            word[..chunk.len()].copy_from_slice(chunk);
            sum.wrapping_add(u32::from_be_bytes(word))
        });
        out.extend_from_slice(*tag);
        for value in [sum, u32::try_from(at).unwrap_or(0), u32::try_from(data.len()).unwrap_or(0)] {
            out.extend(value.to_be_bytes());
        }
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        out.extend(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn both_signs_have_an_outline_of_full_width() {
        let face = face();
        let (ticked, open) = (face.glyph('☑').unwrap(), face.glyph('□').unwrap());
        assert_ne!(ticked, open);
        assert_eq!(face.glyph('☐'), Some(open));
        assert!((face.width(ticked) - 1.0).abs() < f32::EPSILON);
        let parsed = ttf_parser::Face::parse(&face.data, 0).unwrap();
        assert!(parsed.glyph_bounding_box(ttf_parser::GlyphId(ticked)).is_some());
    }
}
