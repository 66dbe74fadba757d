//! Compression of what goes into files.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// How hard to try, of 9. Of what a set of papers takes, compression is the greatest part; the usual 6 takes longer for
/// files smaller by a fortieth.
pub(crate) const EFFORT: u32 = 3;

/// The bytes as a zlib stream (RFC 1950).
pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(EFFORT));
    // A Vec takes whatever is written to it.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
