//! The last pass over the finished objects: what makes the file an archival one (PDF/A-2a, ISO 19005-2).
//!
//! Title, language, dates, identity, metadata and output intent are written here; `outline` and
//! `tag` add bookmarks and structure.

use std::hash::{DefaultHasher, Hasher};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::sink::{About, Places};
use super::tag::{self, Tagged};
use super::{outline, profile, save, xmp};
use crate::ExportError;
use crate::layout::Mark;

/// A page as it was drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Its operators.
    pub content: Vec<u8>,
    /// The elements of its marked content, by their numbers on the page.
    pub marks: Vec<Mark>,
}

/// Completes and writes the file, whose pages get what was drawn on them; `height` is that of the paper in points.
pub(super) fn finish(
    mut file: Document,
    about: &About,
    places: &Places<'_>,
    mut drawn: Vec<Drawn>,
    height: f32,
) -> Result<Vec<u8>, ExportError> {
    let failed = |error: lopdf::Error| ExportError::Pdf(error.to_string());
    file.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    for (page, drawn) in pages.iter().zip(&mut drawn) {
        fill(&mut file, *page, std::mem::take(&mut drawn.content)).map_err(failed)?;
    }
    let outlines = outline::write(&mut file, places.bookmarks, &pages, height);
    let links = tag::links(&mut file, places.links, &pages, height);
    let intent = output_intent(&mut file);
    let metadata = metadata(&mut file, about);
    // In the place of the one that printpdf made.
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).map_err(failed)?;
    file.objects.insert(info, Object::Dictionary(information(about)));
    let tagged = Tagged { places, links: &links, drawn: &drawn, pages: &pages, height };
    let (structure, root) = tag::write(file.max_id + 1, &tagged);

    let catalog = file.catalog_mut().map_err(failed)?;
    catalog.set("Lang", Object::string_literal(about.language.as_str()));
    catalog.remove(b"PageLayout");
    catalog.set("PageMode", Object::Name(b"UseNone".to_vec()));
    let mut viewer = Dictionary::new();
    viewer.set("DisplayDocTitle", true);
    catalog.set("ViewerPreferences", viewer);
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", (root, 0));
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![intent]);
    let identity = identity(&file, about);
    file.trailer.set("ID", Object::Array(vec![identity.clone(), identity]));
    Ok(save::save(&file, &structure))
}

/// Puts what was drawn into the stream that printpdf made for the page.
fn fill(file: &mut Document, page: ObjectId, content: Vec<u8>) -> Result<(), lopdf::Error> {
    let stream = file.get_dictionary(page)?.get(b"Contents")?.as_reference()?;
    file.objects.insert(stream, Object::Stream(Stream::new(Dictionary::new(), content)));
    Ok(())
}

/// What the colours mean on paper: sRGB.
fn output_intent(file: &mut Document) -> Object {
    let profile = Stream::new(dictionary! { "N" => 3 }, profile::srgb());
    let profile = file.add_object(profile);
    Object::Dictionary(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    })
}

/// The same facts as in the information dictionary, for programs that read no PDF: left uncompressed.
fn metadata(file: &mut Document, about: &About) -> ObjectId {
    let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    file.add_object(Stream::new(dictionary, xmp::packet(about).into_bytes()).with_compression(false))
}

/// Text of any script.
pub(super) fn words(text: &str) -> Object {
    let data = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(data, StringFormat::Hexadecimal)
}

fn information(about: &About) -> Dictionary {
    // Noon in China: the date is a day, not a moment, and must not move with the reader's time zone.
    let date = Object::string_literal(format!("D:{}120000+08'00'", about.date.format("%Y%m%d")));
    let mut info = Dictionary::new();
    info.set("Title", words(&about.title));
    if !about.author.is_empty() {
        info.set("Author", words(&about.author));
    }
    info.set("Creator", words(xmp::PRODUCER));
    info.set("Producer", words(xmp::PRODUCER));
    info.set("CreationDate", date.clone());
    info.set("ModDate", date);
    info
}

/// An identity from title, date and every drawn page: equal papers are equal files.
fn identity(file: &Document, about: &About) -> Object {
    let mut bytes = Vec::with_capacity(16);
    for round in 0..2_u8 {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(round);
        hasher.write(about.title.as_bytes());
        hasher.write(about.date.to_string().as_bytes());
        for object in file.objects.values() {
            if let Object::Stream(stream) = object {
                hasher.write(&stream.content);
            }
        }
        bytes.extend(hasher.finish().to_be_bytes());
    }
    Object::String(bytes, StringFormat::Hexadecimal)
}
