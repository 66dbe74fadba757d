//! The last pass over the finished objects: nested bookmarks, title, language, dates, a stable identity.

use std::hash::{DefaultHasher, Hasher};

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::sink::{About, Bookmark};
use crate::ExportError;

/// Completes and writes the file; `height` is that of the paper in points.
pub(super) fn finish(
    mut file: Document,
    about: &About,
    bookmarks: &[Bookmark],
    height: f32,
) -> Result<Vec<u8>, ExportError> {
    let failed = |error: lopdf::Error| ExportError::Pdf(error.to_string());
    file.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let outlines = outline(&mut file, bookmarks, &pages, height);
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
    let info = file.add_object(information(about));
    file.trailer.set("Info", info);
    let identity = identity(&file, about);
    file.trailer.set("ID", Object::Array(vec![identity.clone(), identity]));
    // The dictionary that printpdf made is no longer referred to.
    file.prune_objects();
    file.renumber_objects();
    file.compress();
    let mut bytes = Vec::new();
    file.save_modern(&mut bytes).map_err(|error| ExportError::Pdf(error.to_string()))?;
    Ok(bytes)
}

fn words(text: &str) -> Object {
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
    info.set("Creator", words("筹建通"));
    info.set("Producer", words("筹建通"));
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

struct Node<'a> {
    bookmark: &'a Bookmark,
    children: Vec<Self>,
}

/// Bookmarks as a tree by their levels; a level that is skipped hangs under the one above.
fn tree<'a>(bookmarks: &mut std::iter::Peekable<std::slice::Iter<'a, Bookmark>>, above: u8) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    while let Some(bookmark) = bookmarks.next_if(|bookmark| bookmark.level > above) {
        let children = tree(bookmarks, bookmark.level);
        nodes.push(Node { bookmark, children });
    }
    nodes
}

fn outline(file: &mut Document, bookmarks: &[Bookmark], pages: &[ObjectId], height: f32) -> Option<Object> {
    let nodes = tree(&mut bookmarks.iter().peekable(), 0);
    if nodes.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    let (first, last, count) = siblings(file, &nodes, root, pages, height)?;
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(b"Outlines".to_vec()));
    dictionary.set("First", first);
    dictionary.set("Last", last);
    dictionary.set("Count", count);
    file.objects.insert(root, Object::Dictionary(dictionary));
    Some(Object::Reference(root))
}

/// Writes siblings and returns the first, the last and how many show when the outline opens.
fn siblings(
    file: &mut Document,
    nodes: &[Node<'_>],
    parent: ObjectId,
    pages: &[ObjectId],
    height: f32,
) -> Option<(Object, Object, i64)> {
    let ids: Vec<ObjectId> = nodes.iter().map(|_| file.new_object_id()).collect();
    for (index, node) in nodes.iter().enumerate() {
        let mut dictionary = Dictionary::new();
        dictionary.set("Title", words(&node.bookmark.title));
        dictionary.set("Parent", parent);
        if let Some(page) = pages.get(node.bookmark.page) {
            let top = Object::Real((height - node.bookmark.top).round());
            let place = vec![
                Object::Reference(*page),
                Object::Name(b"XYZ".to_vec()),
                Object::Null,
                top,
                Object::Null,
            ];
            dictionary.set("Dest", Object::Array(place));
        }
        if index > 0 {
            dictionary.set("Prev", ids[index - 1]);
        }
        if let Some(next) = ids.get(index + 1) {
            dictionary.set("Next", *next);
        }
        if let Some((first, last, count)) = siblings(file, &node.children, ids[index], pages, height) {
            dictionary.set("First", first);
            dictionary.set("Last", last);
            // Negative: closed until the reader opens it.
            dictionary.set("Count", -count);
        }
        file.objects.insert(ids[index], Object::Dictionary(dictionary));
    }
    let (first, last) = (*ids.first()?, *ids.last()?);
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Some((Object::Reference(first), Object::Reference(last), count))
}
