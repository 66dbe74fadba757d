//! Nested bookmarks (书签): printpdf writes them flat and sorted by name.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::finish::words;
use super::sink::Bookmark;

/// A place in the file: a page and a height on it.
pub(super) fn place(page: ObjectId, top: f32) -> Object {
    Object::Array(vec![
        Object::Reference(page),
        Object::Name(b"XYZ".to_vec()),
        Object::Null,
        Object::Real(top.round()),
        Object::Null,
    ])
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

/// Writes the outline and returns its root, unless there is nothing to list.
pub(super) fn write(
    file: &mut Document,
    bookmarks: &[Bookmark],
    pages: &[ObjectId],
    height: f32,
) -> Option<Object> {
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
            dictionary.set("Dest", place(*page, height - node.bookmark.top));
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
