//! Page, grid, headers and footers.
#![allow(clippy::float_arithmetic, reason = "lengths on paper, not amounts of money")]

use document::tree::{Block, Document};
use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, FieldCharType, Footer, Header, InstrNUMPAGES, InstrPAGE,
    InstrText, LineSpacing, LineSpacingType, PageMargin, Paragraph, Run, RunFonts,
};

use super::runs::Setter;
use super::styles::fonts;
use super::units::{half_points, twips, twips_mm, unsigned};
use crate::style::{FontRole, FooterForm, PT_PER_MM};

/// The word in the header of a draft.
pub(super) const DRAFT: &str = "草稿";

/// Sets page, grid, header and footers.
pub(super) fn set(mut docx: Docx, setter: Setter<'_>, document: &Document) -> Docx {
    let page = &setter.layout.page;
    let footer = &setter.layout.footer;
    // Word measures the footer from the bottom of the paper to the bottom of its line.
    let line = footer.size_pt * 1.2;
    let from_bottom = (page.bottom_mm() - footer.gap_mm) * PT_PER_MM - line / 2.0;
    docx = docx
        .page_size(
            u32::try_from(twips_mm(page.width_mm)).unwrap_or_default(),
            u32::try_from(twips_mm(page.height_mm)).unwrap_or_default(),
        )
        .page_margin(PageMargin {
            top: twips_mm(page.top_mm),
            left: twips_mm(page.left_mm),
            bottom: twips_mm(page.bottom_mm()),
            right: twips_mm(page.right_mm()),
            header: twips_mm(page.header_mm),
            footer: twips(from_bottom),
            gutter: 0,
        });
    let pitch = unsigned(twips(setter.layout.grid.pitch_pt));
    // Characters come to the grid by the spacing in their styles: LibreOffice reads a character grid as cells and
    // pulls every smaller type apart.
    let grid = match setter.layout.grid.characters {
        Some(_) => DocGrid::new().grid_type(DocGridType::Lines).line_pitch(pitch),
        None => DocGrid::new().grid_type(DocGridType::Default).line_pitch(pitch),
    };
    docx.document.section_property = std::mem::take(&mut docx.document.section_property).doc_grid(grid);
    let has_cover = matches!(document.blocks.first(), Some(Block::Cover { .. }));
    docx = match footer.form {
        FooterForm::Dashes => docx
            .footer(Footer::new().add_paragraph(number(setter, document, AlignmentType::Right)))
            .even_footer(Footer::new().add_paragraph(number(setter, document, AlignmentType::Left))),
        FooterForm::OfTotal => {
            docx.footer(Footer::new().add_paragraph(number(setter, document, AlignmentType::Center)))
        }
    };
    if has_cover {
        docx = docx.first_footer(Footer::new().add_paragraph(Paragraph::new()));
    }
    if document.draft {
        docx = docx.header(header(setter));
        if footer.form == FooterForm::Dashes {
            docx = docx.even_header(header(setter));
        }
        if has_cover {
            docx = docx.first_header(header(setter));
        }
    }
    docx
}

fn header(setter: Setter<'_>) -> Header {
    let run = Run::new()
        .fonts(fonts(setter.style, FontRole::Hei).hint("eastAsia"))
        .size(half_points(14.0))
        .color("C00000")
        .add_text(DRAFT);
    Header::new().add_paragraph(Paragraph::new().align(AlignmentType::Right).add_run(run))
}

fn number(setter: Setter<'_>, document: &Document, align: AlignmentType) -> Paragraph {
    let footer = &setter.layout.footer;
    let fonts = || fonts(setter.style, footer.font).hint("eastAsia");
    let words = |text: &str| sized(fonts(), footer.size_pt).add_text(text);
    let page = || field(fonts(), footer.size_pt, InstrText::PAGE(InstrPAGE::new()));
    let inset = twips(footer.inset * footer.size_pt);
    let mut paragraph = Paragraph::new()
        .align(align)
        .line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(twips(footer.size_pt * 1.2)));
    match footer.form {
        FooterForm::Dashes => {
            let (left, right) = if matches!(align, AlignmentType::Left) { (inset, 0) } else { (0, inset) };
            paragraph = paragraph.indent(Some(left), None, Some(right), None);
            paragraph = paragraph.add_run(words("— "));
            for run in page() {
                paragraph = paragraph.add_run(run);
            }
            paragraph = paragraph.add_run(words(" —"));
        }
        FooterForm::OfTotal => {
            paragraph = paragraph.add_run(words("第 "));
            for run in page() {
                paragraph = paragraph.add_run(run);
            }
            paragraph = paragraph.add_run(words(" 页 共 "));
            for run in field(fonts(), footer.size_pt, InstrText::NUMPAGES(InstrNUMPAGES::new())) {
                paragraph = paragraph.add_run(run);
            }
            paragraph = paragraph.add_run(words(" 页"));
        }
    }
    if let Some(fingerprint) = document.fingerprint.as_deref().filter(|_| !document.draft) {
        paragraph =
            paragraph.add_run(sized(fonts(), 8.0).color("808080").add_text(format!("　{fingerprint}")));
    }
    paragraph
}

fn sized(fonts: RunFonts, size: f32) -> Run {
    Run::new().fonts(fonts).size(half_points(size))
}

/// A field with the result 1 until Word counts.
pub(super) fn field(fonts: RunFonts, size: f32, instruction: InstrText) -> Vec<Run> {
    vec![
        sized(fonts.clone(), size).add_field_char(FieldCharType::Begin, false),
        sized(fonts.clone(), size).add_instr_text(instruction),
        sized(fonts.clone(), size).add_field_char(FieldCharType::Separate, false),
        sized(fonts.clone(), size).add_text("1"),
        sized(fonts, size).add_field_char(FieldCharType::End, false),
    ]
}

/// 草稿 across the page, as Word's own watermarks are written.
pub(super) const WATERMARK: &str = concat!(
    "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>",
    "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" ",
    "id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\">",
    "<v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/><v:f eqn=\"sum 21600 0 @1\"/>",
    "<v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/><v:f eqn=\"if @0 21600 @1\"/>",
    "<v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/><v:f eqn=\"mid @8 @5\"/>",
    "<v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 @5\"/></v:formulas>",
    "<v:path textpathok=\"t\" o:connecttype=\"custom\" ",
    "o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" o:connectangles=\"270,180,90,0\"/>",
    "<v:textpath on=\"t\" fitshape=\"t\"/><v:handles><v:h position=\"#0,bottomRight\" xrange=\"6629,14971\"/></v:handles>",
    "<o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype>",
    "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" ",
    "id=\"DraftWatermark\" o:spid=\"_x0000_s2049\" type=\"#_x0000_t136\" ",
    "style=\"position:absolute;margin-left:0;margin-top:0;width:360pt;height:180pt;rotation:315;z-index:-251658752;",
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;",
    "mso-position-vertical:center;mso-position-vertical-relative:margin\" ",
    "o:allowincell=\"f\" fillcolor=\"#d9d9d9\" stroked=\"f\">",
    "<v:fill opacity=\".5\"/><v:textpath style=\"font-family:&quot;黑体&quot;;font-size:1pt\" string=\"草稿\"/>",
    "</v:shape></w:pict></w:r>"
);
