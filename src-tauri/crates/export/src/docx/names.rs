//! Style ids and the names Word shows for them.

use crate::style::Part;

/// `w:styleId`.
pub(super) const fn id(part: Part) -> &'static str {
    match part {
        Part::Title => "Title",
        Part::Addressee => "Addressee",
        Part::Body => "BodyText",
        Part::Heading1 => "Heading1",
        Part::Heading2 => "Heading2",
        Part::Heading3 => "Heading3",
        Part::Heading4 => "Heading4",
        Part::Item => "ListItem",
        Part::ItemNested => "ListItem2",
        Part::Signature => "Signature",
        Part::Date => "Date",
        Part::Center => "Centered",
        Part::Flush => "Flush",
        Part::Note => "Note",
        Part::Caption => "Caption",
        Part::AnnexNote => "AnnexNote",
        Part::AnnexMark => "AnnexMark",
        Part::AnnexTitle => "AnnexTitle",
        Part::AnnexHeading1 => "AnnexHeading1",
        Part::AnnexHeading2 => "AnnexHeading2",
        Part::TableHead => "TableHead",
        Part::TableCell => "TableText",
        Part::CoverTitle => "CoverTitle",
        Part::CoverLine => "CoverLine",
        Part::ContentsTitle => "TOCHeading",
        Part::Contents1 => "TOC1",
        Part::Contents2 => "TOC2",
        Part::Party => "SignatureParty",
    }
}

/// `w:name`: Word's own names where it has the style, Chinese terms for the others.
pub(super) const fn name(part: Part) -> &'static str {
    match part {
        Part::Title => "Title",
        Part::Addressee => "主送机关",
        Part::Body => "Body Text",
        Part::Heading1 => "heading 1",
        Part::Heading2 => "heading 2",
        Part::Heading3 => "heading 3",
        Part::Heading4 => "heading 4",
        Part::Item => "列项",
        Part::ItemNested => "列项 2",
        Part::Signature => "Signature",
        Part::Date => "Date",
        Part::Center => "居中正文",
        Part::Flush => "顶格正文",
        Part::Note => "附注",
        Part::Caption => "caption",
        Part::AnnexNote => "附件说明",
        Part::AnnexMark => "附件序号",
        Part::AnnexTitle => "附件标题",
        Part::AnnexHeading1 => "附件标题 1",
        Part::AnnexHeading2 => "附件标题 2",
        Part::TableHead => "表头",
        Part::TableCell => "表格正文",
        Part::CoverTitle => "封面标题",
        Part::CoverLine => "封面栏目",
        Part::ContentsTitle => "TOC Heading",
        Part::Contents1 => "toc 1",
        Part::Contents2 => "toc 2",
        Part::Party => "签署栏",
    }
}
