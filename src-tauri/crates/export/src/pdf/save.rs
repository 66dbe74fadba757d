//! Objects to a file: streams by themselves, everything else in object streams (ISO 32000-1, 7.5.7), found again
//! by a cross-reference stream (7.5.8).
//!
//! lopdf writes such files too, but copies every object first and writes each three times over; a long table has an
//! element of structure for each cell. Compression, which takes longest, is shared among the cores.

use std::borrow::Cow;
use std::io::Write as _;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::object;
use crate::deflate::deflated;
use crate::parallel;

/// Objects that exist as text alone, with consecutive numbers.
#[derive(Debug)]
pub(super) struct Texts {
    /// Number of the first.
    first: u32,
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Texts {
    /// None yet; the first will have this number.
    pub(super) const fn from(first: u32) -> Self {
        Self { first, bytes: Vec::new(), ends: Vec::new() }
    }

    /// The number of the object with this index.
    pub(super) fn number(&self, index: usize) -> u32 {
        self.first.saturating_add(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Adds an object; answers its number.
    pub(super) fn add(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> u32 {
        let number = self.number(self.ends.len());
        write(&mut self.bytes);
        self.ends.push(self.bytes.len());
        number
    }

    fn iter(&self) -> impl Iterator<Item = (u32, &[u8])> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = begins.zip(&self.ends).map(|(begin, end)| &self.bytes[begin..*end]);
        ranges.enumerate().map(|(index, text)| (self.number(index), text))
    }
}

/// Objects in one object stream: enough for compression to see what they have in common, few enough that a reader who
/// wants one of them need not unpack the whole file.
const TOGETHER: usize = 200;

/// Where an object is.
#[derive(Debug, Clone, Copy)]
enum Place {
    Free,
    /// Bytes from the beginning of the file.
    At(usize),
    /// Number of its object stream, and its index there.
    Within(u32, u16),
}

/// The whole file. The objects of `file` and of `texts` have different numbers.
pub(super) fn save(file: &Document, texts: &Texts) -> Vec<u8> {
    let mut gatherer = Gatherer::default();
    let mut streams: Vec<(u32, Dictionary, Body<'_>)> = Vec::new();
    for ((number, _), object) in &file.objects {
        match object {
            Object::Stream(stream) => streams.push((*number, stream.dict.clone(), Body::of(stream))),
            other => gatherer.add(*number, |out| object::write(other, out)),
        }
    }
    for (number, text) in texts.iter() {
        gatherer.add(number, |out| out.extend_from_slice(text));
    }
    let first = texts.number(texts.ends.len()).max(file.max_id.saturating_add(1));
    let mut places = vec![Place::Free; first as usize];
    for (number, gathered) in (first..).zip(gatherer.finish()) {
        for (index, member) in (0..).zip(&gathered.members) {
            places[*member as usize] = Place::Within(number, index);
        }
        streams.push((number, gathered.dictionary(), Body { bytes: gathered.content().into(), packs: true }));
        places.push(Place::Free);
    }

    let packed = parallel::map(&streams, |(_, _, body)| body.packed());
    let mut out = Vec::with_capacity(packed.iter().map(|packed| packed.len() + 200).sum());
    // Four bytes above 127 tell programs that move files that this one is not text.
    let _ = writeln!(out, "%PDF-{}", file.version);
    out.extend_from_slice(b"%\xE2\xE3\xCF\xD3\n");
    for ((number, dictionary, body), packed) in streams.into_iter().zip(packed) {
        places[number as usize] = Place::At(out.len());
        stream(number, dictionary, body.packs, &packed, &mut out);
    }
    let begin = out.len();
    let own = u32::try_from(places.len()).unwrap_or(u32::MAX);
    places.push(Place::At(begin));
    cross_references(own, file.trailer.clone(), &places, &mut out);
    let _ = write!(out, "startxref\n{begin}\n%%EOF\n");
    out
}

/// The bytes of a stream, to be compressed or as they are.
struct Body<'a> {
    bytes: Cow<'a, [u8]>,
    packs: bool,
}

impl<'a> Body<'a> {
    fn of(stream: &'a Stream) -> Self {
        let packs = stream.allows_compression && !stream.dict.has(b"Filter");
        Self { bytes: stream.content.as_slice().into(), packs }
    }

    fn packed(&self) -> Vec<u8> {
        if self.packs { deflated(&self.bytes) } else { self.bytes.to_vec() }
    }
}

/// One indirect stream.
fn stream(number: u32, mut dictionary: Dictionary, packed: bool, content: &[u8], out: &mut Vec<u8>) {
    if packed {
        dictionary.set("Filter", "FlateDecode");
    }
    dictionary.set("Length", i64::try_from(content.len()).unwrap_or(i64::MAX));
    let _ = writeln!(out, "{number} 0 obj");
    object::dictionary(&dictionary, out);
    out.extend_from_slice(b"stream\n");
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

/// The cross-reference stream, which is the trailer too.
fn cross_references(own: u32, mut trailer: Dictionary, places: &[Place], out: &mut Vec<u8>) {
    let mut table = Vec::with_capacity(places.len() * 7);
    for place in places {
        let (kind, second, third) = match *place {
            // As that of number 0 must be (7.5.4): no free number is ever used again.
            Place::Free => (0_u8, 0, u16::MAX),
            Place::At(offset) => (1, u32::try_from(offset).unwrap_or(u32::MAX), 0),
            Place::Within(stream, index) => (2, stream, index),
        };
        table.push(kind);
        table.extend(second.to_be_bytes());
        table.extend(third.to_be_bytes());
    }
    trailer.set("Type", "XRef");
    trailer.set("Size", i64::try_from(places.len()).unwrap_or(i64::MAX));
    trailer.set("W", vec![1.into(), 4.into(), 2.into()]);
    stream(own, trailer, true, &deflated(&table), out);
}

/// Fills object streams one after the other.
#[derive(Default)]
struct Gatherer {
    full: Vec<Gathered>,
    open: Gathered,
}

/// The content of an object stream.
#[derive(Default)]
struct Gathered {
    members: Vec<u32>,
    /// Number and place of each member.
    index: Vec<u8>,
    texts: Vec<u8>,
}

impl Gatherer {
    fn add(&mut self, number: u32, write: impl FnOnce(&mut Vec<u8>)) {
        let open = &mut self.open;
        open.members.push(number);
        let _ = write!(open.index, "{number} {} ", open.texts.len());
        write(&mut open.texts);
        open.texts.push(b'\n');
        if open.members.len() == TOGETHER {
            self.full.push(std::mem::take(open));
        }
    }

    fn finish(mut self) -> Vec<Gathered> {
        if !self.open.members.is_empty() {
            self.full.push(self.open);
        }
        self.full
    }
}

impl Gathered {
    fn dictionary(&self) -> Dictionary {
        let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        dictionary! {
            "Type" => "ObjStm", "N" => whole(self.members.len()), "First" => whole(self.index.len()),
        }
    }

    fn content(self) -> Vec<u8> {
        [self.index, self.texts].concat()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_read_again_by_number() {
        let mut file = Document::with_version("1.7");
        let page = file.add_object(Stream::new(Dictionary::new(), b"0 0 m\n".repeat(100)));
        let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Page" => page });
        file.trailer.set("Root", catalog);
        let mut texts = Texts::from(file.max_id + 1);
        let numbers: Vec<u32> =
            (0..450).map(|value| texts.add(|out| drop(write!(out, "<</Value {value}>>")))).collect();
        let read = Document::load_mem(&save(&file, &texts)).unwrap();
        assert_eq!(read.catalog().unwrap().get(b"Page").unwrap(), &Object::Reference(page));
        let stream = read.get_object(page).unwrap().as_stream().unwrap();
        assert_eq!(stream.decompressed_content().unwrap(), b"0 0 m\n".repeat(100));
        for (value, number) in (0..).zip(numbers) {
            let entries = read.get_dictionary((number, 0)).unwrap();
            assert_eq!(entries.get(b"Value").unwrap(), &Object::Integer(value));
        }
    }
}
