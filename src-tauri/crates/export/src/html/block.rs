//! Blocks as HTML elements.

use document::SIGNATURE_LINES;
use document::tree::{Align, Block, Cell, Inline, Picture, Table};

use super::inline;
use crate::style::Part;
use crate::words::number_gap;

/// Writes one block. `in_annex` remembers whether headings number as in an annex.
pub(super) fn write(block: &Block, in_annex: &mut bool, out: &mut String) {
    match block {
        Block::Cover { title, lines } => {
            out.push_str("<section class=\"cover\">\n");
            element("h1", "cover-title", title, out);
            for line in lines {
                out.push_str("<p class=\"cover-line\"><span class=\"label\">");
                inline::escape(&line.label, out);
                out.push_str("：</span><span class=\"value\">");
                inline::write(&line.value, out);
                out.push_str("</span></p>\n");
            }
            out.push_str("</section>\n");
        }
        Block::Title { text } => element("h1", "title", text, out),
        Block::Heading { level, number, text, id } => {
            heading(*level, number, text, id.as_deref(), *in_annex, out);
        }
        Block::Paragraph { role, text } => {
            let class = format!("role-{}", Part::role(*role).key());
            element("p", &class, text, out);
        }
        Block::Item { depth, marker, text } => {
            out.push_str(&format!("<p class=\"item depth-{depth}\"><span class=\"marker\">"));
            inline::escape(marker, out);
            out.push_str("</span>");
            inline::write(text, out);
            out.push_str("</p>\n");
        }
        Block::Table(table) => write_table(table, out),
        Block::Chart(picture) => chart(picture, out),
        Block::Signatures { parties } => {
            out.push_str("<section class=\"signatures\">\n");
            for party in parties {
                out.push_str("<div class=\"party\">\n<p><span class=\"label\">");
                inline::escape(&party.label, out);
                out.push_str("：</span>");
                inline::write(&party.name, out);
                out.push_str("</p>\n");
                for line in SIGNATURE_LINES {
                    out.push_str("<p>");
                    inline::escape(line, out);
                    out.push_str("</p>\n");
                }
                out.push_str("</div>\n");
            }
            out.push_str("</section>\n");
        }
        Block::Annex { number, title, id } => {
            *in_annex = true;
            out.push_str("<p class=\"annex-mark\">");
            inline::escape(number, out);
            out.push_str("</p>\n");
            open("h1", "annex-title", id.as_deref(), out);
            inline::write(title, out);
            out.push_str("</h1>\n");
        }
        Block::PageBreak => out.push_str("<hr class=\"page-break\">\n"),
    }
}

/// The picture with its figures. Neither is text of the paper: caption and summary follow as paragraphs.
fn chart(picture: &Picture, out: &mut String) {
    out.push_str("<figure class=\"chart\">\n");
    out.push_str(&::chart::svg(&picture.drawing, &picture.alt));
    out.push_str("\n<details class=\"chart-data\"><summary>数据表</summary>\n<table>\n<thead>\n<tr>");
    for name in &picture.grid.header {
        out.push_str("<th scope=\"col\">");
        inline::escape(name, out);
        out.push_str("</th>");
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for cells in &picture.grid.rows {
        out.push_str("<tr>");
        for (cell, is_figure) in cells.iter().zip(&picture.grid.figures) {
            out.push_str(if *is_figure { "<td class=\"right\">" } else { "<td>" });
            inline::escape(cell, out);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</details>\n</figure>\n");
}

fn open(name: &str, class: &str, id: Option<&str>, out: &mut String) {
    out.push('<');
    out.push_str(name);
    out.push_str(" class=\"");
    out.push_str(class);
    out.push('"');
    if let Some(id) = id {
        // The prefix keeps anchors of a paper apart from the ids of the page around it.
        out.push_str(" id=\"anchor-");
        inline::escape(id, out);
        out.push('"');
    }
    out.push('>');
}

fn element(name: &str, class: &str, text: &[Inline], out: &mut String) {
    open(name, class, None, out);
    inline::write(text, out);
    out.push_str(&format!("</{name}>\n"));
}

fn heading(level: u8, number: &str, text: &[Inline], id: Option<&str>, in_annex: bool, out: &mut String) {
    let name = format!("h{}", level.saturating_add(1).clamp(2, 6));
    let class = if in_annex { format!("heading-{level} in-annex") } else { format!("heading-{level}") };
    open(&name, &class, id, out);
    if !number.is_empty() {
        out.push_str("<span class=\"number\">");
        inline::escape(number, out);
        out.push_str("</span>");
        out.push_str(number_gap(number, !text.is_empty()));
    }
    inline::write(text, out);
    out.push_str(&format!("</{name}>\n"));
}

fn write_table(table: &Table, out: &mut String) {
    out.push_str("<table>\n<colgroup>");
    let total: u32 = table.columns.iter().map(|column| u32::from(column.weight)).sum();
    for column in &table.columns {
        // Per mille, so that whole numbers are exact enough.
        let share = u32::from(column.weight) * 1000 / total.max(1);
        out.push_str(&format!("<col style=\"width:{}.{}%\">", share / 10, share % 10));
    }
    out.push_str("</colgroup>\n");
    if !table.header.is_empty() {
        out.push_str("<thead>\n");
        row("th", &table.header, table, out);
        out.push_str("</thead>\n");
    }
    out.push_str("<tbody>\n");
    for cells in &table.rows {
        row("td", cells, table, out);
    }
    out.push_str("</tbody>\n</table>\n");
}

fn row(name: &str, cells: &[Cell], table: &Table, out: &mut String) {
    out.push_str("<tr>");
    let mut column = 0_usize;
    for cell in cells {
        out.push('<');
        out.push_str(name);
        if name == "th" {
            out.push_str(" scope=\"col\"");
        } else {
            out.push_str(match table.columns.get(column).map(|column| column.align) {
                Some(Align::Right) => " class=\"right\"",
                Some(Align::Center) => " class=\"center\"",
                _ => "",
            });
        }
        if cell.column_span > 1 {
            out.push_str(&format!(" colspan=\"{}\"", cell.column_span));
        }
        if cell.row_span > 1 {
            out.push_str(&format!(" rowspan=\"{}\"", cell.row_span));
        }
        out.push('>');
        inline::write(&cell.text, out);
        out.push_str(&format!("</{name}>"));
        column += usize::from(cell.column_span.max(1));
    }
    out.push_str("</tr>\n");
}
