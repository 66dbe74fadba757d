//! Changing inputs, always in the same way for the same seed.

/// A stream of numbers (SplitMix64).
#[derive(Debug, Clone)]
pub struct Numbers(u64);

impl Numbers {
    /// The stream of input `index` of a run.
    #[must_use]
    pub fn of(seed: u64, index: u64) -> Self {
        let mut numbers = Self(seed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        numbers.next();
        numbers
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 for none.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % limit).unwrap_or_default()
    }
}

/// Longest input that is made; what is longer is tried by tests of its own.
const MOST_BYTES: usize = 256 * 1024;

/// Pieces that readers of text give a meaning to.
const WORDS: [&str; 36] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    ",",
    ":",
    "null",
    "-",
    "0",
    "1e999",
    "9007199254740993",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[2J",
    "{{ ",
    " }}",
    "{% for a in range(10000) %}",
    "{% endfor %}",
    "not ",
    "~ a ",
    "{##",
    "##}",
    "[[off]]",
    "2026-02-29",
    "= ",
    "\n",
    "+++\n",
    "''",
    "| ",
    "(",
    ")",
    "{% set n = namespace() %}",
    "..",
];

/// `seed` changed in one to sixteen places, partly by pieces of `other`.
#[must_use]
pub fn mutated(seed: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.below(16) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(9) {
            0 => change(&mut bytes, at, |byte| byte ^ (1 << (at % 8))),
            1 => {
                let value = u8::try_from(numbers.below(256)).unwrap_or_default();
                change(&mut bytes, at, |_| value);
            }
            2 => drop(bytes.drain(at..end(&bytes, at, numbers))),
            3 => {
                let piece = bytes[at..end(&bytes, at, numbers)].to_vec();
                insert(&mut bytes, at, &piece);
            }
            4 => {
                let from = numbers.below(other.len() + 1);
                insert(&mut bytes, at, &other[from..end(other, from, numbers)]);
            }
            5 => {
                let word = WORDS[numbers.below(WORDS.len())];
                let times = if numbers.below(4) == 0 { numbers.below(2_000) } else { 1 };
                insert(&mut bytes, at, word.repeat(times).as_bytes());
            }
            6 => bytes.truncate(at),
            7 => {
                let to = numbers.below(bytes.len() + 1);
                if at < bytes.len() && to < bytes.len() {
                    bytes.swap(at, to);
                }
            }
            _ => {
                let value = [0, 1, 0x7f, 0x80, 0xff][numbers.below(5)];
                for place in 0..numbers.below(9) {
                    change(&mut bytes, at + place, |_| value);
                }
            }
        }
    }
    bytes.truncate(MOST_BYTES);
    bytes
}

fn change(bytes: &mut [u8], at: usize, to: impl Fn(u8) -> u8) {
    if let Some(byte) = bytes.get_mut(at) {
        *byte = to(*byte);
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    drop(bytes.splice(at..at, piece.iter().copied()));
}

/// The end of a piece that begins at `at`: mostly short, now and then all of the rest.
fn end(bytes: &[u8], at: usize, numbers: &mut Numbers) -> usize {
    let rest = bytes.len() - at;
    let most = if numbers.below(8) == 0 { rest } else { rest.min(32) };
    at + numbers.below(most + 1)
}

#[cfg(test)]
mod tests {
    use super::{Numbers, mutated};

    #[test]
    fn the_same_seed_makes_the_same_input_and_another_another() {
        let make = |seed, index| {
            mutated(b"{\"a\": 1, \"b\": [true, null, \"text\"]}", b"other", &mut Numbers::of(seed, index))
        };
        assert_eq!(make(1, 7), make(1, 7));
        let different: std::collections::BTreeSet<Vec<u8>> = (0..100).map(|index| make(1, index)).collect();
        assert!(different.len() > 90, "{}", different.len());
    }
}
