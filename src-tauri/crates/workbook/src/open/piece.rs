//! How long the pieces of a part are: its readers hold a text, a tag or a comment as a whole.

use crate::limit::MOST_PIECE;

/// Walks over the bytes of an XML part as they come and measures what stands between two ends of markup.
#[derive(Default)]
pub(super) struct Pieces {
    place: Place,
    length: usize,
    /// The last bytes inside the present place, newest last.
    tail: [u8; 8],
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    /// From `<` on.
    Tag,
    /// In a tag within these quotation marks.
    Quoted(u8),
    Comment,
    Data,
}

impl Pieces {
    /// Takes the next bytes; false once a piece is longer than any that a spreadsheet program writes.
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            self.tail.rotate_left(1);
            self.tail[7] = *byte;
            self.length += 1;
            let next = match (self.place, byte) {
                (Place::Text, b'<') => Some(Place::Tag),
                (Place::Tag, b'>') => Some(Place::Text),
                (Place::Tag, b'"' | b'\'') => {
                    self.place = Place::Quoted(*byte);
                    None
                }
                (Place::Quoted(mark), byte) if mark == *byte => {
                    self.place = Place::Tag;
                    None
                }
                (Place::Tag, b'-') if self.length == 3 && self.tail.ends_with(b"!--") => Some(Place::Comment),
                (Place::Tag, b'[') if self.tail.ends_with(b"![CDATA[") => Some(Place::Data),
                (Place::Comment, b'>') if self.length >= 3 && self.tail.ends_with(b"-->") => {
                    Some(Place::Text)
                }
                (Place::Data, b'>') if self.tail.ends_with(b"]]>") => Some(Place::Text),
                _ => None,
            };
            if let Some(place) = next {
                (self.place, self.length) = (place, 0);
            } else if self.length > MOST_PIECE {
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_PIECE, Pieces};

    fn fits(parts: &[&[u8]]) -> bool {
        let mut pieces = Pieces::default();
        parts.iter().all(|part| pieces.take(part))
    }

    #[test]
    fn long_texts_tags_attributes_comments_and_data_are_noticed_and_many_short_ones_are_not() {
        let long = vec![b'x'; MOST_PIECE + 1];
        let marks = [b"<>".repeat(MOST_PIECE), b"\"'".repeat(10)].concat();
        assert!(fits(&[b"<a>", &long[..MOST_PIECE - 9], b"</a>"]));
        assert!(fits(&[&b"<a b='>'>1</a><!-- x --><![CDATA[<]]>".repeat(100_000)]));
        assert!(!fits(&[b"<a>", &long]));
        assert!(!fits(&[b"<a b=\"", &marks]));
        assert!(!fits(&[b"<!--", &marks]));
        assert!(!fits(&[b"<![CDATA[", &marks]));
        assert!(!fits(&[b"<", &long]));
    }
}
