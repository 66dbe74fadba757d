//! Runs of a paragraph.

use std::borrow::Cow;
use std::fmt::Write as _;

use document::tree::Inline;
use docx_rs::{BreakType, Paragraph, Run, RunFonts};

use super::names;
use crate::Style;
use crate::style::{Layout, Part};
use crate::xml::escape_into;

/// What every paragraph of a paper is written with.
#[derive(Clone, Copy)]
pub(super) struct Setter<'a> {
    /// Fonts.
    pub style: &'a Style,
    /// Layout of the paper's kind.
    pub layout: &'a Layout,
    /// Blanks are marked in drafts.
    pub draft: bool,
}

impl<'a> Setter<'a> {
    /// An empty paragraph of a part.
    pub(super) fn empty(self, part: Part) -> Paragraph {
        Paragraph::new().style(names::id(part))
    }

    /// A paragraph of a part with its runs.
    pub(super) fn paragraph(self, part: Part, inlines: &[Inline]) -> Paragraph {
        self.add(self.empty(part), part, inlines)
    }

    /// Adds runs to a paragraph of a part.
    pub(super) fn add(self, mut paragraph: Paragraph, part: Part, inlines: &[Inline]) -> Paragraph {
        for look in inlines.iter().flat_map(|inline| self.looks(part, inline)) {
            paragraph = paragraph.add_run(look.run());
        }
        paragraph
    }

    /// Adds plain words to a paragraph of a part.
    pub(super) fn add_words(self, paragraph: Paragraph, part: Part, words: &str) -> Paragraph {
        if words.is_empty() { paragraph } else { paragraph.add_run(self.words(part, words)) }
    }

    /// A run of plain words.
    pub(super) fn words(self, part: Part, words: &str) -> Run {
        self.plain(part, allowed(words)).run()
    }

    fn plain<'t>(self, part: Part, text: Cow<'t, str>) -> Look<'t>
    where
        'a: 't,
    {
        // Words without a Chinese character stand in the fonts of their paragraph's style.
        let font = &self.style.fonts.role(self.layout.part(part).font).name;
        let font = if text.is_ascii() { Font::Style } else { Font::Chinese(font) };
        Look { font, bold: false, marked: false, text: Some(text) }
    }

    /// How a piece of text looks in a part: in one way, but that rare characters have a font of their own.
    pub(super) fn looks<'t>(self, part: Part, inline: &'t Inline) -> Vec<Look<'t>>
    where
        'a: 't,
    {
        let look = self.look(part, inline);
        let Some(text) = look.text.as_deref().filter(|text| text.contains(is_rare)) else {
            return vec![look];
        };
        let mut looks: Vec<Look<'t>> = Vec::new();
        for character in text.chars() {
            let font = if is_rare(character) { Font::All(&self.style.fonts.rare) } else { look.font };
            match looks.last_mut() {
                Some(Look { font: last, text: Some(text), .. }) if *last == font => {
                    text.to_mut().push(character);
                }
                _ => looks.push(Look { font, text: Some(String::from(character).into()), ..look }),
            }
        }
        looks
    }

    fn look<'t>(self, part: Part, inline: &'t Inline) -> Look<'t>
    where
        'a: 't,
    {
        match inline {
            Inline::Text { text, strong, .. } => Look { bold: *strong, ..self.plain(part, allowed(text)) },
            Inline::Blank { width, .. } => {
                let blank = self.plain(part, "＿".repeat(usize::from(*width)).into());
                Look { marked: self.draft, ..blank }
            }
            Inline::Check { ticked } => {
                let text = Some(if *ticked { "☑" } else { "□" }.into());
                Look { font: Font::All(&self.style.fonts.check), bold: false, marked: false, text }
            }
            Inline::Break => Look { font: Font::Style, bold: false, marked: false, text: None },
        }
    }
}

/// Whether the fonts of offices lack a character: planes 2 and 3 (扩展 B 区以后).
pub(crate) fn is_rare(character: char) -> bool {
    matches!(u32::from(character), 0x2_0000..=0x3_ffff)
}

/// What a run's characters are set in where it is not the style of its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Font<'a> {
    /// Nothing said.
    Style,
    /// Chinese characters in this font; “ ” — … with them.
    Chinese(&'a str),
    /// Everything in this font.
    All(&'a str),
}

/// A run: text of one look, or a line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look<'a> {
    font: Font<'a>,
    bold: bool,
    /// A blank of a draft.
    marked: bool,
    /// `None` is a line break.
    text: Option<Cow<'a, str>>,
}

impl Look<'_> {
    /// The run as docx-rs takes it.
    pub(super) fn run(&self) -> Run {
        let Some(text) = &self.text else { return Run::new().add_break(BreakType::TextWrapping) };
        let run = match self.font {
            Font::Style => Run::new(),
            Font::Chinese(font) => Run::new().fonts(RunFonts::new().east_asia(font).hint("eastAsia")),
            Font::All(font) => Run::new()
                .fonts(RunFonts::new().ascii(font).hi_ansi(font).east_asia(font).cs(font).hint("eastAsia")),
        };
        let run = if self.bold { run.bold() } else { run };
        let run = if self.marked { run.highlight("yellow") } else { run };
        run.add_text(text.as_ref())
    }

    /// The run as XML, in another size (half points) than the style's if one is given.
    pub(super) fn write(&self, size: Option<usize>, out: &mut String) {
        out.push_str("<w:r>");
        if self.font != Font::Style || self.bold || self.marked || size.is_some() {
            out.push_str("<w:rPr>");
            match self.font {
                Font::Style => {}
                Font::Chinese(font) => fonts(&["eastAsia"], font, out),
                Font::All(font) => fonts(&["ascii", "hAnsi", "eastAsia", "cs"], font, out),
            }
            if self.bold {
                out.push_str("<w:b/><w:bCs/>");
            }
            if let Some(size) = size {
                // Writing to a String cannot fail.
                let _ = write!(out, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
            }
            if self.marked {
                out.push_str("<w:highlight w:val=\"yellow\"/>");
            }
            out.push_str("</w:rPr>");
        }
        match &self.text {
            Some(text) => {
                out.push_str("<w:t xml:space=\"preserve\">");
                escape_into(text, out);
                out.push_str("</w:t>");
            }
            None => out.push_str("<w:br/>"),
        }
        out.push_str("</w:r>");
    }
}

/// `w:rFonts` with one font for several scripts; the hint makes “ ” — … follow the Chinese one.
fn fonts(scripts: &[&str], font: &str, out: &mut String) {
    out.push_str("<w:rFonts");
    for script in scripts {
        out.push_str(" w:");
        out.push_str(script);
        out.push_str("=\"");
        escape_into(font, out);
        out.push('"');
    }
    out.push_str(" w:hint=\"eastAsia\"/>");
}

/// The text without what XML cannot hold at all, and without line feeds, which Word would show as blanks.
///
/// The document crate reports control characters as findings; this keeps a file that slipped through openable.
fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |character: char| matches!(character, '\u{0}'..='\u{8}' | '\u{a}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { text.replace(forbidden, "").into() } else { text.into() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use docx_rs::BuildXML;

    use super::*;
    use crate::docx::patch::{Extras, patch};

    #[test]
    fn a_run_of_a_paragraph_and_one_of_a_table_are_the_same() {
        let style = Style::parse(include_str!("../../../../../templates/shared/style.toml")).unwrap();
        let setter = Setter { style: &style, layout: &style.official, draft: true };
        let text = |text: &str, strong| Inline::Text { text: text.to_owned(), strong, source: None };
        for inline in [
            text("甲方 <A&B> \u{1}“乙”", false),
            text("1,234.50", false),
            text("合计", true),
            Inline::Blank { width: 3, source: None, pen: None },
            Inline::Check { ticked: true },
        ] {
            for look in setter.looks(Part::TableCell, &inline) {
                let built = patch(&look.run().build(), &Extras::default()).unwrap();
                let mut written = String::new();
                look.write(None, &mut written);
                assert_eq!(sorted(&String::from_utf8(built).unwrap()), sorted(&written));
            }
        }
    }

    #[test]
    fn a_rare_character_names_the_font_that_has_it() {
        let style = Style::parse(include_str!("../../../../../templates/shared/style.toml")).unwrap();
        let setter = Setter { style: &style, layout: &style.official, draft: false };
        let inline = Inline::Text { text: "𫰠𠮷某，𫰠".to_owned(), strong: true, source: None };
        let looks = setter.looks(Part::Body, &inline);
        let told: Vec<(&str, Font<'_>, bool)> =
            looks.iter().map(|look| (look.text.as_deref().unwrap(), look.font, look.bold)).collect();
        assert_eq!(
            told,
            [
                ("𫰠𠮷", Font::All("HanaMinB"), true),
                ("某，", Font::Chinese("仿宋"), true),
                ("𫰠", Font::All("HanaMinB"), true)
            ]
        );
    }

    /// The attributes of `w:rFonts` have no order.
    fn sorted(xml: &str) -> String {
        let Some((before, rest)) = xml.split_once("<w:rFonts ") else { return xml.to_owned() };
        let (fonts, after) = rest.split_once("/>").unwrap();
        let mut fonts: Vec<&str> = fonts.split_whitespace().collect();
        fonts.sort_unstable();
        format!("{before}{}{after}", fonts.join(" "))
    }
}
