//! `documents/*.md`: front matter and body.

use super::super::body;
use super::super::entry::{DocumentEntry, DocumentTemplate};
use super::super::reader::Reader;
use super::Loader;
use super::expression::expression;
use crate::expression::limit;

impl Loader<'_> {
    pub(super) fn documents(&mut self) -> Vec<DocumentTemplate> {
        let prefix = format!("{}/documents/", self.slug);
        let mut documents = Vec::new();
        for (name, text) in self.folder.below(&prefix) {
            let Some(id) = name.strip_suffix(".md") else { continue };
            let file = format!("{prefix}{name}");
            let Some(halves) = body::split(text) else {
                let mut reader = Reader::new(file, text);
                reader.push("template.front-matter", Some(1), id, "文书文件应以 +++ 围起的说明开头");
                self.finish_one(reader, id);
                continue;
            };
            // Keep one line above the front matter so that positions are those of the file.
            let padded = format!("\n{}", halves.front);
            let mut reader = Reader::new(file, &padded);
            if let Err(beyond) = limit::body(halves.body) {
                let line = halves.body_line + beyond.line - 1;
                reader.push("template.limit", Some(line), id, beyond.reason);
                self.finish_one(reader, id);
                continue;
            }
            if let Some(entry) = reader.whole::<DocumentEntry>() {
                if let Err(reason) = limit::message(&entry.title) {
                    reader.push("template.limit", Some(1), id, format!("title：{reason}"));
                    self.finish_one(reader, id);
                    continue;
                }
                let when = expression(&mut reader, entry.when.as_ref(), 1);
                let each_name = expression(&mut reader, entry.each_name.as_ref(), 1);
                documents.push(DocumentTemplate {
                    id: id.to_owned(),
                    position: 0,
                    when,
                    each_name,
                    body: halves.body.to_owned(),
                    body_line: halves.body_line,
                    uses: Vec::new(),
                    entry,
                });
            }
            self.finish_one(reader, id);
        }
        documents
    }
}
