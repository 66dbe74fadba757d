//! The table of contents as a TOC field with its entries, so that it reads well before Word has counted.

use document::tree::{Document, Inline};
use docx_rs::{
    FieldCharType, Hyperlink, HyperlinkType, InstrText, Paragraph, Run, Tab, TabLeaderType, TabValueType,
};

use super::runs::Setter;
use super::units::{twips, unsigned};
use crate::layout::CONTENTS_TITLE;
use crate::outline::{Entry, entries, listed};
use crate::style::{Layout, Part};

/// The listed headings with bookmarks and likely pages.
pub(super) struct Entries {
    entries: Vec<Entry>,
    pages: Vec<usize>,
}

impl Entries {
    /// The headings of a paper; `pages` holds the printed page of each.
    pub(super) fn new(document: &Document, layout: &Layout, pages: Vec<usize>) -> Self {
        let entries = if document.contents_table { entries(document, layout) } else { Vec::new() };
        Self { entries, pages }
    }

    /// Id and name of the bookmark around a heading that the contents list.
    pub(super) fn bookmark(&self, block: usize) -> Option<(usize, String)> {
        let (index, _) = listed(&self.entries).find(|(_, entry)| entry.block == block)?;
        Some((index + 1, name(index)))
    }
}

fn name(index: usize) -> String {
    format!("_Toc{:08}", index + 1)
}

/// Title and entries; the field begins in the first entry and ends in the last.
pub(super) fn paragraphs(setter: Setter<'_>, entries: &Entries) -> Vec<Paragraph> {
    let mut out = vec![setter.paragraph(Part::ContentsTitle, &[Inline::text(CONTENTS_TITLE)])];
    let right = unsigned(twips(setter.layout.page.text_width()));
    let listed: Vec<(usize, &Entry)> = listed(&entries.entries).collect();
    let count = listed.len();
    for (order, (index, entry)) in listed.into_iter().enumerate() {
        let part = if entry.level <= 1 { Part::Contents1 } else { Part::Contents2 };
        let mut paragraph = setter
            .empty(part)
            .add_tab(Tab::new().val(TabValueType::Right).leader(TabLeaderType::Dot).pos(right));
        if order == 0 {
            paragraph = paragraph
                .add_run(Run::new().add_field_char(FieldCharType::Begin, true))
                .add_run(Run::new().add_instr_text(InstrText::Unsupported(instruction(setter.layout))))
                .add_run(Run::new().add_field_char(FieldCharType::Separate, false));
        }
        // A click leads to the heading even before Word has made the contents anew.
        let page = entries.pages.get(index).copied().unwrap_or(1).to_string();
        let reference = InstrText::Unsupported(format!(" PAGEREF {} \\h ", name(index)));
        let link = [
            setter.words(part, &entry.text),
            Run::new().add_tab(),
            Run::new().add_field_char(FieldCharType::Begin, false),
            Run::new().add_instr_text(reference),
            Run::new().add_field_char(FieldCharType::Separate, false),
            Run::new().add_text(page),
            Run::new().add_field_char(FieldCharType::End, false),
        ]
        .into_iter()
        .fold(Hyperlink::new(name(index), HyperlinkType::Anchor), Hyperlink::add_run);
        paragraph = paragraph.add_hyperlink(link);
        if order + 1 == count {
            paragraph = paragraph.add_run(Run::new().add_field_char(FieldCharType::End, false));
        }
        out.push(paragraph);
    }
    out
}

/// Chapters and articles by their styles, annexes by theirs.
fn instruction(layout: &Layout) -> String {
    let level = |part: Part| layout.part(part).outline.unwrap_or(1);
    format!(
        " TOC \\h \\z \\t \"heading 1,{},heading 2,{},附件标题,{}\" ",
        level(Part::Heading1),
        level(Part::Heading2),
        level(Part::AnnexTitle)
    )
}
