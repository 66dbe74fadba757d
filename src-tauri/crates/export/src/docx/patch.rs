//! One pass over the XML that docx-rs built: schema order, and what docx-rs cannot write.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::order::{order, rank};
use super::tables::MARK;
use crate::ExportError;

/// Font of a symbol that no paper has: it marks the place of a picture.
pub(super) const PICTURE_MARK: &str = "choujian-picture";

/// Further children of a style's properties, by its id.
pub(super) type StyleExtra<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// What a part gets besides its order.
#[derive(Default)]
pub(super) struct Extras<'a> {
    /// Further children of a style's `w:pPr`, by style id.
    pub style: Option<&'a StyleExtra<'a>>,
    /// A run put at the end of the part's first paragraph.
    pub run: Option<&'a str>,
    /// What stands in the place of the marks that `pictures` left, by their numbers.
    pub drawings: &'a [String],
    /// What stands in the place of the marks that `tables` left, by their numbers.
    pub tables: &'a [String],
}

/// The part in schema order with its extras.
///
/// # Errors
/// [`ExportError::Docx`] if what docx-rs wrote is not well-formed.
pub(super) fn patch(part: &[u8], extras: &Extras<'_>) -> Result<Vec<u8>, ExportError> {
    let text = std::str::from_utf8(part).map_err(|error| ExportError::Docx(error.to_string()))?;
    let mut patcher = Patcher {
        reader: Reader::from_str(text),
        extras,
        style: None,
        run: extras.run,
        out: String::with_capacity(part.len()),
    };
    patcher.children(None)?;
    Ok(patcher.out.into_bytes())
}

struct Patcher<'a, 'x> {
    reader: Reader<&'a [u8]>,
    extras: &'x Extras<'x>,
    /// Id of the style that is being read.
    style: Option<String>,
    run: Option<&'x str>,
    out: String,
}

impl<'a> Patcher<'a, '_> {
    /// Copies events up to the end of the open element, or of the part.
    fn children(&mut self, open: Option<&str>) -> Result<(), ExportError> {
        loop {
            match self.next()? {
                Event::Start(start) => self.element(&start, false)?,
                Event::Empty(start) => self.element(&start, true)?,
                Event::End(_) => {
                    if open == Some("w:p")
                        && let Some(run) = self.run.take()
                    {
                        self.out.push_str(run);
                    }
                    return Ok(());
                }
                Event::Eof => return Ok(()),
                other => self.plain(&other),
            }
        }
    }

    fn next(&mut self) -> Result<Event<'a>, ExportError> {
        self.reader.read_event().map_err(|error| ExportError::Docx(error.to_string()))
    }

    fn element(&mut self, start: &BytesStart<'_>, empty: bool) -> Result<(), ExportError> {
        let name = start.name().as_ref().to_owned();
        if empty && matches!(name.as_str(), "w:rPr" | "w:pPr" | "w:tcPr" | "w:trPr") {
            return Ok(());
        }
        // Marks that `tables` and `pictures` left, each with its number.
        let mark = match name.as_str() {
            "w:bookmarkStart" => Some(("w:name", MARK, "w:id", self.extras.tables)),
            "w:sym" => Some(("w:font", PICTURE_MARK, "w:char", self.extras.drawings)),
            _ => None,
        };
        if empty
            && let Some((key, mark, number, given)) = mark
            && attribute(start, key).as_deref() == Some(mark)
        {
            let number = attribute(start, number).and_then(|number| number.parse::<usize>().ok());
            if let Some(xml) = number.and_then(|number| given.get(number)) {
                self.out.push_str(xml);
            }
            return Ok(());
        }
        let begin = self.out.len();
        self.open(start, &name);
        let head = self.out.len();
        if empty {
            self.out.truncate(head - 1);
            self.out.push_str("/>");
            return Ok(());
        }
        if name == "w:style" {
            self.style = attribute(start, "w:styleId");
        }
        match order(&name) {
            Some(order) => self.sorted(&name, order)?,
            None => self.children(Some(&name))?,
        }
        if name == "w:style" {
            self.style = None;
        }
        if self.out.len() == head && matches!(name.as_str(), "w:rPr" | "w:pPr" | "w:tcPr" | "w:trPr") {
            self.out.truncate(begin);
            return Ok(());
        }
        self.out.push_str("</");
        self.out.push_str(&name);
        self.out.push('>');
        Ok(())
    }

    fn open(&mut self, start: &BytesStart<'_>, name: &str) {
        self.out.push('<');
        match name {
            // Paragraph ids say nothing here and would only make files differ.
            "w:p" => self.out.push_str(name),
            "w:style" if attribute(start, "w:styleId").as_deref() == Some("Normal") => {
                self.out.push_str("w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"");
            }
            // docx-rs writes a unit here, which the schema knows nothing of.
            "w:gridCol" => {
                let width = attribute(start, "w:w").unwrap_or_default();
                self.out.push_str(&format!("w:gridCol w:w=\"{width}\""));
            }
            _ => {
                let raw: &str = start;
                self.out.push_str(raw.trim_ascii_end());
            }
        }
        self.out.push('>');
    }

    /// Copies the children of an element in the order of the schema.
    fn sorted(&mut self, name: &str, order: &[&str]) -> Result<(), ExportError> {
        let mut children: Vec<(usize, String)> = Vec::new();
        if name == "w:pPr"
            && let (Some(extra), Some(style)) = (self.extras.style, &self.style)
            && let Some(xml) = extra(style)
        {
            children.push((rank(order, "w:ind"), xml));
        }
        loop {
            let at = self.out.len();
            let place = match self.next()? {
                Event::Start(start) => {
                    let place = rank(order, start.name().as_ref());
                    self.element(&start, false)?;
                    place
                }
                Event::Empty(start) => {
                    let place = rank(order, start.name().as_ref());
                    self.element(&start, true)?;
                    place
                }
                Event::End(_) | Event::Eof => break,
                // White space between the children.
                _ => continue,
            };
            let child = self.out.split_off(at);
            if !child.is_empty() {
                children.push((place, child));
            }
        }
        children.sort_by_key(|(place, _)| *place);
        for (_, child) in children {
            self.out.push_str(&child);
        }
        Ok(())
    }

    fn plain(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) => self.out.push_str(text),
            Event::GeneralRef(name) => {
                self.out.push('&');
                self.out.push_str(name);
                self.out.push(';');
            }
            Event::Decl(_) => {
                self.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
            }
            // docx-rs writes no comments, character data sections or instructions.
            _ => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn patched(xml: &str) -> String {
        String::from_utf8(patch(xml.as_bytes(), &Extras::default()).unwrap()).unwrap()
    }

    #[test]
    fn children_are_put_into_schema_order_and_empty_properties_dropped() {
        assert_eq!(
            patched(
                r#"<w:p w14:paraId="1"><w:pPr><w:rPr /><w:jc w:val="both" /><w:keepNext /><w:pStyle w:val="a" /></w:pPr></w:p>"#
            ),
            r#"<w:p><w:pPr><w:pStyle w:val="a"/><w:keepNext/><w:jc w:val="both"/></w:pPr></w:p>"#
        );
    }

    #[test]
    fn a_column_of_the_grid_has_a_width_and_no_unit() {
        assert_eq!(
            patched(r#"<w:tblGrid><w:gridCol w:w="2000" w:type="dxa" /></w:tblGrid>"#),
            r#"<w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>"#
        );
    }

    #[test]
    fn text_is_copied_as_it_stands() {
        let text = r#"<w:t xml:space="preserve"> 甲 &lt;b&gt; &amp;amp; “乙” </w:t>"#;
        assert_eq!(patched(text), text);
    }

    #[test]
    fn a_table_comes_to_the_place_that_its_mark_keeps() {
        let tables = ["<w:tbl>1</w:tbl>".to_owned(), "<w:tbl>2</w:tbl>".to_owned()];
        let xml = r#"<w:body><w:bookmarkStart w:id="1" w:name="choujian-table" /><w:bookmarkStart w:id="0" w:name="other" /></w:body>"#;
        let patched = patch(xml.as_bytes(), &Extras { tables: &tables, ..Extras::default() }).unwrap();
        assert_eq!(
            String::from_utf8(patched).unwrap(),
            r#"<w:body><w:tbl>2</w:tbl><w:bookmarkStart w:id="0" w:name="other"/></w:body>"#
        );
    }
}
