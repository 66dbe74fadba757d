//! Tags (标签): the structure of the paper as a tree of the file, each element with its marked content.
//!
//! ISO 32000-1, 14.7 and 14.8. The tree of numbers leads back from a page's content, and from a link, to its element.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::finish::words;
use super::outline::place;
use super::sink::{Jump, Places};
use crate::layout::{Kind, Mark};

/// A piece of an element's content.
enum Piece {
    /// Marked content: page and number on it.
    Content(usize, usize),
    /// An annotation on a page.
    Link(usize, ObjectId),
    /// A child.
    Child(ObjectId),
}

/// Writes the structure and the links; returns the root of the structure.
pub(super) fn write(
    file: &mut Document,
    places: &Places<'_>,
    marked: &[Vec<Mark>],
    pages: &[ObjectId],
    height: f32,
) -> Object {
    let nodes = places.structure.nodes();
    let ids: Vec<ObjectId> = nodes.iter().map(|_| file.new_object_id()).collect();
    let root = file.new_object_id();
    let id = |mark: Mark| mark.index().and_then(|index| ids.get(index)).copied();

    let mut pieces: Vec<Vec<Piece>> = nodes.iter().map(|_| Vec::new()).collect();
    for (page, marks) in marked.iter().enumerate() {
        for (number, mark) in marks.iter().enumerate() {
            if let Some(pieces) = mark.index().and_then(|index| pieces.get_mut(index)) {
                pieces.push(Piece::Content(page, number));
            }
        }
    }
    let links = links(file, places.links, pages, (marked.len(), height));
    for (link, annotation) in places.links.iter().zip(&links) {
        if let Some(pieces) = link.mark.index().and_then(|index| pieces.get_mut(index)) {
            pieces.push(Piece::Link(link.page, *annotation));
        }
    }
    for (index, node) in nodes.iter().enumerate() {
        if let Some(pieces) = node.parent.index().and_then(|parent| pieces.get_mut(parent)) {
            pieces.push(Piece::Child(ids[index]));
        }
    }
    for ((node, pieces), own) in nodes.iter().zip(pieces).zip(&ids) {
        let parent = id(node.parent).unwrap_or(root);
        let element = element(&node.kind, parent, &pieces, pages);
        file.objects.insert(*own, Object::Dictionary(element));
    }

    let mut numbers = Vec::new();
    for (page, marks) in marked.iter().enumerate() {
        let list: Vec<Object> =
            marks.iter().map(|mark| id(*mark).map_or(Object::Null, Object::Reference)).collect();
        let list = file.add_object(list);
        numbers.extend([integer(page), Object::Reference(list)]);
        if let Some(Ok(dictionary)) = pages.get(page).map(|page| file.get_dictionary_mut(*page)) {
            dictionary.set("StructParents", integer(page));
            // The order in which the tab key walks through the links.
            dictionary.set("Tabs", Object::Name(b"S".to_vec()));
        }
    }
    for (index, link) in places.links.iter().enumerate() {
        let element = id(link.mark).map_or(Object::Null, Object::Reference);
        numbers.extend([integer(marked.len() + index), element]);
    }
    let next = marked.len() + places.links.len();
    let tree = file.add_object(dictionary! { "Nums" => numbers });
    let dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => id(places.structure.root()).map_or(Object::Null, Object::Reference),
        "ParentTree" => tree,
        "ParentTreeNextKey" => integer(next),
        "RoleMap" => dictionary! { "Title" => "P" },
    };
    file.objects.insert(root, Object::Dictionary(dictionary));
    Object::Reference(root)
}

fn integer(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

fn element(kind: &Kind, parent: ObjectId, pieces: &[Piece], pages: &[ObjectId]) -> Dictionary {
    let mut out = Dictionary::new();
    out.set("S", Object::Name(kind.name().as_bytes().to_vec()));
    out.set("P", parent);
    // The page of the first content: pieces on it need only their numbers.
    let home = pieces.iter().find_map(|piece| match piece {
        Piece::Content(page, _) | Piece::Link(page, _) => Some(*page),
        Piece::Child(_) => None,
    });
    let page = |page: usize| pages.get(page).map_or(Object::Null, |id| Object::Reference(*id));
    if let Some(home) = home {
        out.set("Pg", page(home));
    }
    let mut kids: Vec<Object> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Content(at, number) if Some(*at) == home => integer(*number),
            Piece::Content(at, number) => Object::Dictionary(dictionary! {
                "Type" => "MCR", "Pg" => page(*at), "MCID" => integer(*number),
            }),
            Piece::Link(at, annotation) => Object::Dictionary(dictionary! {
                "Type" => "OBJR", "Pg" => page(*at), "Obj" => *annotation,
            }),
            Piece::Child(child) => Object::Reference(*child),
        })
        .collect();
    match kids.len() {
        0 => {}
        1 => out.set("K", kids.remove(0)),
        _ => out.set("K", kids),
    }
    match kind {
        Kind::Cell { head, columns, rows } => {
            if let Some(attributes) = cell(*head, *columns, *rows) {
                out.set("A", attributes);
            }
        }
        Kind::Figure { alt } => out.set("Alt", words(alt)),
        Kind::List => {
            out.set("A", dictionary! { "O" => "List", "ListNumbering" => "Decimal" });
        }
        _ => {}
    }
    out
}

/// What a cell heads, and what it covers.
fn cell(head: bool, columns: u8, rows: u8) -> Option<Dictionary> {
    if !head && columns <= 1 && rows <= 1 {
        return None;
    }
    let mut out = dictionary! { "O" => "Table" };
    if head {
        out.set("Scope", Object::Name(b"Column".to_vec()));
    }
    if columns > 1 {
        out.set("ColSpan", i64::from(columns));
    }
    if rows > 1 {
        out.set("RowSpan", i64::from(rows));
    }
    Some(out)
}

/// Writes the places to click; `first` is the number by which the first one leads back to its element.
fn links(
    file: &mut Document,
    links: &[Jump],
    pages: &[ObjectId],
    (first, height): (usize, f32),
) -> Vec<ObjectId> {
    let mut out = Vec::with_capacity(links.len());
    for (index, link) in links.iter().enumerate() {
        let [left, top, right, bottom] = link.area;
        let real = |value: f32| Object::Real((value * 100.0).round() / 100.0);
        let mut annotation = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => vec![real(left), real(height - bottom), real(right), real(height - top)],
            "Border" => vec![0.into(), 0.into(), 0.into()],
            // Printed with the page, as an archival file demands.
            "F" => 4,
            "Contents" => words(&link.title),
            "StructParent" => integer(first + index),
        };
        if let Some(page) = pages.get(link.to_page) {
            annotation.set("Dest", place(*page, height - link.to_top));
        }
        let annotation = file.add_object(annotation);
        if let Some(Ok(page)) = pages.get(link.page).map(|page| file.get_dictionary_mut(*page)) {
            match page.get_mut(b"Annots").and_then(Object::as_array_mut) {
                Ok(list) => list.push(annotation.into()),
                Err(_) => page.set("Annots", vec![annotation.into()]),
            }
        }
        out.push(annotation);
    }
    out
}
