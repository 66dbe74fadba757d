//! The colour profile of the output intent: sRGB (IEC 61966-2-1) as ICC version 4, put together from the standard's
//! numbers, so that no file with a licence of its own has to be shipped.

/// The profile's bytes.
pub(super) fn srgb() -> Vec<u8> {
    // Primaries and white of sRGB, adapted to D50 by the Bradford matrix of `chad` (ICC.1:2004-10, annex E).
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", words("sRGB IEC61966-2.1")),
        (b"cprt", words("No copyright, use freely")),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"chad", chad()),
        (b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_10])),
        (b"rTRC", curve()),
        // The other two channels share the curve of the first.
        (b"gTRC", Vec::new()),
    ];
    let mut table: Vec<([u8; 4], usize, usize)> = Vec::new();
    let mut data = Vec::new();
    let start = HEADER + 4 + (tags.len() + 1) * 12;
    for (name, bytes) in tags {
        if bytes.is_empty() {
            let (_, at, length) = table[table.len() - 1];
            table.extend([(*name, at, length), (*b"bTRC", at, length)]);
            continue;
        }
        table.push((*name, start + data.len(), bytes.len()));
        data.extend(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let size = start + data.len();
    let mut out = header(size);
    out.extend(number(table.len()));
    for (name, at, length) in table {
        out.extend(name);
        out.extend(number(at));
        out.extend(number(length));
    }
    out.extend(data);
    out
}

const HEADER: usize = 128;

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}

/// Signed, sixteen bits behind the point.
#[allow(clippy::cast_possible_truncation, reason = "every number here is below two")]
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

fn header(size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER);
    out.extend(number(size));
    // No preferred engine; version 4.2; a display; colours RGB, connected by XYZ.
    out.extend([0; 4]);
    out.extend([4, 0x20, 0, 0]);
    out.extend(b"mntrRGB XYZ ");
    // A fixed day: 2026-01-01, midnight.
    out.extend([2026_u16, 1, 1, 0, 0, 0].iter().flat_map(|value| value.to_be_bytes()));
    out.extend(b"acsp");
    // Platform, flags, maker, model, attributes, intent (perceptual): nothing to say.
    out.extend([0; 28]);
    out.extend([0.9642, 1.0, 0.8249].into_iter().flat_map(fixed));
    out.resize(HEADER, 0);
    out
}

fn tagged(name: &[u8; 4], body: impl IntoIterator<Item = u8>) -> Vec<u8> {
    name.iter().copied().chain([0; 4]).chain(body).collect()
}

fn xyz(value: [f64; 3]) -> Vec<u8> {
    tagged(b"XYZ ", value.into_iter().flat_map(fixed))
}

fn chad() -> Vec<u8> {
    const BRADFORD: [f64; 9] =
        [1.047_88, 0.022_92, -0.050_21, 0.029_59, 0.990_48, -0.017_06, -0.009_23, 0.015_08, 0.751_68];
    tagged(b"sf32", BRADFORD.into_iter().flat_map(fixed))
}

/// The curve of the standard: a straight foot and a power of 2.4 (parametric curve of type 3).
fn curve() -> Vec<u8> {
    let numbers = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];
    tagged(b"para", [0, 3, 0, 0].into_iter().chain(numbers.into_iter().flat_map(fixed)))
}

/// One text in English.
fn words(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let body = [number(1), number(12), *b"enUS", number(units.len()), number(28)].concat();
    tagged(b"mluc", body.into_iter().chain(units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_lies_inside_the_profile_on_a_multiple_of_four() {
        let profile = srgb();
        let read =
            |at: usize| u32::from_be_bytes([profile[at], profile[at + 1], profile[at + 2], profile[at + 3]]);
        assert_eq!(read(0) as usize, profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(read(HEADER), 10);
        for entry in 0..10 {
            let (at, length) = (read(HEADER + 8 + entry * 12), read(HEADER + 12 + entry * 12));
            assert_eq!(at % 4, 0);
            assert!((at + length) as usize <= profile.len());
        }
    }
}
