//! What a paper is made of (逻辑结构): titles, headings, paragraphs, lists, tables. A PDF says it in its tags, so that
//! a screen reader or a converter finds headings and cells again.
//!
//! Children stand in the order in which they were added, which is the order of reading. What is added to no element
//! (page numbers, rules, repeated headers) is no part of the text.

/// An element, or nothing for what only decorates a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Mark(u32);

impl Mark {
    /// No element.
    pub(crate) const NONE: Self = Self(0);

    /// The element whose node has this index.
    pub(crate) fn of(index: usize) -> Self {
        Self(u32::try_from(index + 1).unwrap_or(0))
    }

    /// Index of the element's node.
    pub(crate) fn index(self) -> Option<usize> {
        usize::try_from(self.0).ok()?.checked_sub(1)
    }
}

/// What an element is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The whole paper.
    Document,
    /// Title of the paper.
    Title,
    /// A heading, 1 the outermost.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// Caption of a table or a picture.
    Caption,
    /// A list.
    List,
    /// An item of a list: its marker and its body.
    Item,
    /// Marker of an item.
    Label,
    /// Text of an item.
    ItemBody,
    /// A table.
    Table,
    /// Its header.
    TableHead,
    /// Its other rows.
    TableBody,
    /// A row.
    Row,
    /// A cell, over so many columns and rows.
    Cell {
        /// Heads its column.
        head: bool,
        /// Columns it covers.
        columns: u8,
        /// Rows it covers.
        rows: u8,
    },
    /// Table of contents.
    Contents,
    /// An entry of it.
    Entry,
    /// What an entry refers to.
    Reference,
    /// A place to click.
    Link,
    /// A picture with the words that stand in for it.
    Figure {
        /// Alternative text.
        alt: String,
    },
}

impl Kind {
    /// Its structure type (ISO 32000-1, 14.8.4); `Title` is not a standard one and is mapped to a paragraph.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Title => "Title",
            Self::Heading(0 | 1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(3) => "H3",
            Self::Heading(4) => "H4",
            Self::Heading(5) => "H5",
            Self::Heading(_) => "H6",
            Self::Paragraph => "P",
            Self::Caption => "Caption",
            Self::List => "L",
            Self::Item => "LI",
            Self::Label => "Lbl",
            Self::ItemBody => "LBody",
            Self::Table => "Table",
            Self::TableHead => "THead",
            Self::TableBody => "TBody",
            Self::Row => "TR",
            Self::Cell { head: true, .. } => "TH",
            Self::Cell { head: false, .. } => "TD",
            Self::Contents => "TOC",
            Self::Entry => "TOCI",
            Self::Reference => "Reference",
            Self::Link => "Link",
            Self::Figure { .. } => "Figure",
        }
    }
}

/// An element with its place.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// What it is.
    pub kind: Kind,
    /// The element it belongs to; [`Mark::NONE`] for the paper itself.
    pub parent: Mark,
}

/// The elements of a paper.
#[derive(Debug, Clone)]
pub(crate) struct Structure {
    nodes: Vec<Node>,
    heading: u8,
}

impl Default for Structure {
    fn default() -> Self {
        Self { nodes: vec![Node { kind: Kind::Document, parent: Mark::NONE }], heading: 0 }
    }
}

impl Structure {
    /// The paper.
    #[allow(clippy::unused_self, reason = "reads as what it is")]
    pub(crate) const fn root(&self) -> Mark {
        Mark(1)
    }

    /// Adds an element as the last child of another.
    pub(crate) fn add(&mut self, parent: Mark, kind: Kind) -> Mark {
        self.nodes.push(Node { kind, parent });
        Mark::of(self.nodes.len() - 1)
    }

    /// Adds a heading; a level that the paper skips is not skipped in the tags (一级之后不得直接出现三级).
    pub(crate) fn heading(&mut self, level: u8) -> Mark {
        self.heading = level.clamp(1, self.heading + 1);
        self.add(self.root(), Kind::Heading(self.heading))
    }

    /// Every element; the children of one stand after it.
    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Structure type of an element.
    pub(crate) fn name(&self, mark: Mark) -> &'static str {
        mark.index().and_then(|index| self.nodes.get(index)).map_or("Span", |node| node.kind.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_never_skip_a_level_on_the_way_down() {
        let mut structure = Structure::default();
        let names: Vec<&str> = [2, 1, 3, 2, 1]
            .into_iter()
            .map(|level| {
                let mark = structure.heading(level);
                structure.name(mark)
            })
            .collect();
        assert_eq!(names, ["H1", "H1", "H2", "H2", "H1"]);
    }

    #[test]
    fn no_mark_is_no_element() {
        assert_eq!(Mark::NONE.index(), None);
        assert_eq!(Structure::default().root().index(), Some(0));
    }
}
