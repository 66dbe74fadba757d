//! Tags (标签): the structure of the paper as a tree of the file, each element with its marked content.
//!
//! ISO 32000-1, 14.7 and 14.8. The tree of numbers leads back from a page's content, and from a link, to its element.

use std::io::Write as _;

use lopdf::{Document, Object, ObjectId, dictionary};

use super::finish::{Drawn, words};
use super::object;
use super::outline::place;
use super::save::Texts;
use super::sink::{Bound, Jump, Places};
use crate::layout::{Kind, Mark, Node};

/// A piece of an element's content.
enum Piece {
    /// Marked content: page and number on it.
    Content(usize, usize),
    /// An annotation on a page.
    Link(usize, ObjectId),
    /// A child, by its index.
    Child(usize),
}

/// What the structure is written about.
pub(super) struct Tagged<'a> {
    /// The elements, the places to click.
    pub places: &'a Places<'a>,
    /// The annotations of those places.
    pub links: &'a [ObjectId],
    /// What was drawn on each page.
    pub drawn: &'a [Drawn],
    /// The pages.
    pub pages: &'a [ObjectId],
    /// Height of the paper in points.
    pub height: f32,
}

/// Writes the structure as texts from the number `first` on; the last of them is its root, whose number is returned.
///
/// A table has an element a cell: they are written as they are made, not kept.
pub(super) fn write(first: u32, tagged: &Tagged<'_>) -> (Texts, u32) {
    let nodes = tagged.places.structure.nodes();
    let mut texts = Texts::from(first);
    let id = |mark: Mark| mark.index().filter(|index| *index < nodes.len());
    let root = texts.number(nodes.len() + tagged.drawn.len() + 1);
    for (index, pieces) in pieces(tagged).iter().enumerate() {
        let node = &nodes[index];
        let parent = id(node.parent).map_or(root, |parent| texts.number(parent));
        texts.add(|out| element(tagged, (index, node), (parent, first), pieces, out));
    }
    // From content and links back to their elements: first the pages, then the links.
    let mut tree = b"<</Nums[".to_vec();
    for (page, drawn) in tagged.drawn.iter().enumerate() {
        let numbers: Vec<Option<u32>> =
            drawn.marks.iter().map(|mark| id(*mark).map(|index| texts.number(index))).collect();
        let list = texts.add(|out| {
            out.push(b'[');
            for number in numbers {
                reference(number, out);
            }
            out.push(b']');
        });
        // Writing to a Vec cannot fail.
        let _ = write!(tree, "{page} {list} 0 R ");
    }
    for (index, link) in tagged.places.links.iter().enumerate() {
        let _ = write!(tree, "{} ", tagged.drawn.len() + index);
        reference(id(link.mark).map(|index| texts.number(index)), &mut tree);
    }
    tree.extend_from_slice(b"]>>");
    let tree = texts.add(|out| out.append(&mut tree));
    let next = tagged.drawn.len() + tagged.places.links.len();
    let whole = id(tagged.places.structure.root()).map(|index| texts.number(index));
    let root = texts.add(|out| {
        out.extend_from_slice(b"<</Type/StructTreeRoot/RoleMap<</Title/P>>/K ");
        reference(whole, out);
        let _ = write!(out, "/ParentTree {tree} 0 R/ParentTreeNextKey {next}>>");
    });
    (texts, root)
}

/// The content of each element, in the order of reading.
fn pieces(tagged: &Tagged<'_>) -> Vec<Vec<Piece>> {
    let nodes = tagged.places.structure.nodes();
    let mut pieces: Vec<Vec<Piece>> = nodes.iter().map(|_| Vec::new()).collect();
    let mut add = |mark: Mark, piece: Piece| {
        if let Some(pieces) = mark.index().and_then(|index| pieces.get_mut(index)) {
            pieces.push(piece);
        }
    };
    for (page, drawn) in tagged.drawn.iter().enumerate() {
        for (number, mark) in drawn.marks.iter().enumerate() {
            add(*mark, Piece::Content(page, number));
        }
    }
    for (link, annotation) in tagged.places.links.iter().zip(tagged.links) {
        add(link.mark, Piece::Link(link.page, *annotation));
    }
    for (index, node) in nodes.iter().enumerate() {
        add(node.parent, Piece::Child(index));
    }
    pieces
}

/// A reference, or nothing in its place.
fn reference(number: Option<u32>, out: &mut Vec<u8>) {
    let _ = match number {
        Some(number) => write!(out, "{number} 0 R "),
        None => out.write_all(b"null "),
    };
}

/// One element; `parent` and `first` are the numbers of its parent and of the first element of all.
fn element(
    tagged: &Tagged<'_>,
    (index, node): (usize, &Node),
    (parent, first): (u32, u32),
    pieces: &[Piece],
    out: &mut Vec<u8>,
) {
    let _ = write!(out, "<</S/{}/P {parent} 0 R", node.kind.name());
    let bound = tagged.places.bounds.get(&Mark::of(index));
    // The page of the first content: pieces on it need only their numbers.
    let home = pieces.iter().find_map(|piece| match piece {
        Piece::Content(page, _) | Piece::Link(page, _) => Some(*page),
        Piece::Child(_) => None,
    });
    let page = |page: usize| tagged.pages.get(page).map(|(number, _)| *number);
    if let Some(home) = home.or(bound.map(|bound| bound.page)) {
        out.extend_from_slice(b"/Pg ");
        reference(page(home), out);
    }
    if !pieces.is_empty() {
        out.extend_from_slice(b"/K[");
        for piece in pieces {
            let _ = match piece {
                Piece::Content(at, number) if Some(*at) == home => write!(out, "{number} "),
                Piece::Content(at, number) => {
                    out.extend_from_slice(b"<</Type/MCR/Pg ");
                    reference(page(*at), out);
                    write!(out, "/MCID {number}>>")
                }
                Piece::Link(at, annotation) => {
                    out.extend_from_slice(b"<</Type/OBJR/Pg ");
                    reference(page(*at), out);
                    write!(out, "/Obj {} 0 R>>", annotation.0)
                }
                Piece::Child(index) => {
                    let index = u32::try_from(*index).unwrap_or(u32::MAX);
                    write!(out, "{} 0 R ", first.saturating_add(index))
                }
            };
        }
        out.push(b']');
    }
    match &node.kind {
        Kind::Cell { head, columns, rows } => cell(*head, *columns, *rows, out),
        Kind::Figure { alt } => {
            out.extend_from_slice(b"/Alt ");
            object::write(&words(alt), out);
            layout(bound, tagged.height, out);
        }
        Kind::Table => layout(bound, tagged.height, out),
        Kind::List => out.extend_from_slice(b"/A<</O/List/ListNumbering/Decimal>>"),
        _ => {}
    }
    out.extend_from_slice(b">>");
}

/// Where an element lies, if it is whole on one page.
fn layout(bound: Option<&Bound>, height: f32, out: &mut Vec<u8>) {
    if let Some(Bound { area: [left, top, right, bottom], .. }) = bound {
        let (lower, upper) = (height - bottom, height - top);
        let _ =
            write!(out, "/A<</O/Layout/Placement/Block/BBox[{left:.2} {lower:.2} {right:.2} {upper:.2}]>>");
    }
}

/// What a cell heads, and what it covers.
fn cell(head: bool, columns: u8, rows: u8, out: &mut Vec<u8>) {
    if !head && columns <= 1 && rows <= 1 {
        return;
    }
    out.extend_from_slice(b"/A<</O/Table");
    if head {
        out.extend_from_slice(b"/Scope/Column");
    }
    if columns > 1 {
        let _ = write!(out, "/ColSpan {columns}");
    }
    if rows > 1 {
        let _ = write!(out, "/RowSpan {rows}");
    }
    out.extend_from_slice(b">>");
}

/// Says of each page, and of each place to click, by which number it leads back to its elements; writes those places
/// and returns their annotations.
pub(super) fn links(file: &mut Document, links: &[Jump], pages: &[ObjectId], height: f32) -> Vec<ObjectId> {
    for (index, page) in pages.iter().enumerate() {
        if let Ok(page) = file.get_dictionary_mut(*page) {
            page.set("StructParents", integer(index));
            // The order in which the tab key walks through the links.
            page.set("Tabs", Object::Name(b"S".to_vec()));
        }
    }
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
            "StructParent" => integer(pages.len() + index),
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

fn integer(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
