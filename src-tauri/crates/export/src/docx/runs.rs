//! Runs of a paragraph.

use document::tree::Inline;
use docx_rs::{BreakType, Paragraph, Run, RunFonts};

use super::names;
use super::styles::run_fonts;
use crate::Style;
use crate::style::{Layout, Part};

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

impl Setter<'_> {
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
        for inline in inlines {
            paragraph = paragraph.add_run(self.run(part, inline));
        }
        paragraph
    }

    /// Adds plain words to a paragraph of a part.
    pub(super) fn add_words(self, paragraph: Paragraph, part: Part, words: &str) -> Paragraph {
        if words.is_empty() { paragraph } else { paragraph.add_run(self.words(part, words)) }
    }

    /// A run of plain words.
    pub(super) fn words(self, part: Part, words: &str) -> Run {
        Run::new().fonts(self.fonts(part, words)).add_text(allowed(words))
    }

    fn fonts(self, part: Part, words: &str) -> RunFonts {
        run_fonts(self.style, self.layout.part(part).font, !words.is_ascii())
    }

    fn run(self, part: Part, inline: &Inline) -> Run {
        match inline {
            Inline::Text { text, strong, .. } => {
                let run = self.words(part, text);
                if *strong { run.bold() } else { run }
            }
            Inline::Blank { width, .. } => {
                let run = self.words(part, &"＿".repeat(usize::from(*width)));
                if self.draft { run.highlight("yellow") } else { run }
            }
            Inline::Check { ticked } => {
                let font = &self.style.fonts.check;
                Run::new()
                    .fonts(
                        RunFonts::new().ascii(font).hi_ansi(font).east_asia(font).cs(font).hint("eastAsia"),
                    )
                    .add_text(if *ticked { "☑" } else { "□" })
            }
            Inline::Break => Run::new().add_break(BreakType::TextWrapping),
        }
    }
}

/// The text without what XML cannot hold at all.
///
/// The document crate reports control characters as findings; this keeps a file that slipped through openable.
fn allowed(text: &str) -> String {
    text.chars()
        .filter(|character| {
            !matches!(character, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
        })
        .collect()
}
