//! The structure of a PDF: what a screen reader meets, and in which order.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use document::tree::{Align, Block, Document, Kind, Role};
use lopdf::{Document as File, Object, ObjectId};

/// An element with its children.
#[derive(Debug)]
struct Element {
    name: String,
    children: Vec<Self>,
    /// Page and number of its marked content.
    content: Vec<(ObjectId, i64)>,
    columns: i64,
    /// Left, bottom, right and top, of a table or picture that is whole on one page.
    bounds: Option<Vec<f32>>,
}

fn tree(document: &Document) -> (File, Element) {
    let bytes = export::pdf(document, &common::style(), &common::fonts()).unwrap();
    let file = File::load_mem(&bytes).unwrap();
    let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    let top = file.get_dictionary(root).unwrap().get(b"K").unwrap().as_reference().unwrap();
    let element = read(&file, top, root);
    (file, element)
}

fn read(file: &File, id: ObjectId, parent: ObjectId) -> Element {
    let element = file.get_dictionary(id).unwrap();
    assert_eq!(element.get(b"P").unwrap().as_reference().unwrap(), parent, "every child knows its parent");
    let name = String::from_utf8(element.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap();
    let home = element.get(b"Pg").and_then(Object::as_reference).ok();
    let span = element.get(b"A").and_then(Object::as_dict).and_then(|a| a.get(b"ColSpan"));
    let columns = span.and_then(Object::as_i64).unwrap_or(1);
    let bounds = element.get(b"A").and_then(Object::as_dict).and_then(|a| a.get(b"BBox"));
    let bounds = bounds.and_then(Object::as_array).ok();
    let bounds = bounds.map(|all| all.iter().map(|number| number.as_float().unwrap()).collect());
    let mut out = Element { name, children: Vec::new(), content: Vec::new(), columns, bounds };
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    };
    for kid in kids {
        match kid {
            Object::Integer(number) => out.content.push((home.unwrap(), number)),
            Object::Reference(child) => out.children.push(read(file, child, id)),
            Object::Dictionary(piece) => {
                let page = piece.get(b"Pg").unwrap().as_reference().unwrap();
                match piece.get(b"MCID") {
                    Ok(number) => out.content.push((page, number.as_i64().unwrap())),
                    Err(_) => assert_eq!(piece.get(b"Type").unwrap().as_name().unwrap(), b"OBJR"),
                }
            }
            other => panic!("{other:?}"),
        }
    }
    out
}

impl Element {
    fn names(&self) -> Vec<&str> {
        self.children.iter().map(|child| child.name.as_str()).collect()
    }

    fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        self.children.iter().for_each(|child| child.walk(visit));
    }

    fn child(&self, name: &str) -> &Self {
        self.children.iter().find(|child| child.name == name).unwrap()
    }
}

#[test]
fn an_official_paper_reads_as_title_headings_and_text() {
    let blocks = vec![
        Block::Title { text: common::text("关于某事的报告") },
        common::role(Role::Addressee, "某某局："),
        common::heading(1, "一、", "情况"),
        common::body("正文。"),
        common::heading(3, "1.", "跳过一级的标题"),
        common::role(Role::Signature, "某公司"),
        common::role(Role::Date, "2026年1月5日"),
    ];
    let (_, paper) = tree(&common::document(Kind::Official, "关于某事的报告", blocks));
    assert_eq!(paper.name, "Document");
    // The third level under the first becomes the second: readers count levels.
    assert_eq!(paper.names(), ["Title", "P", "H1", "P", "H2", "P", "P"]);
}

#[test]
fn lists_nest_by_their_depth() {
    let blocks = vec![
        common::item(0, "（一）", "甲"),
        common::item(1, "1.", "甲之一"),
        common::item(1, "2.", "甲之二"),
        common::item(0, "（二）", "乙"),
        common::body("正文。"),
        common::item(0, "（一）", "另一张"),
    ];
    let (_, paper) = tree(&common::document(Kind::Contract, "题", blocks));
    assert_eq!(paper.names(), ["L", "P", "L"]);
    let list = &paper.children[0];
    assert_eq!(list.names(), ["LI", "LI"]);
    assert_eq!(list.children[0].names(), ["Lbl", "LBody"]);
    let inner = list.children[0].child("LBody").child("L");
    assert_eq!(inner.names(), ["LI", "LI"]);
    assert_eq!(inner.children[0].child("Lbl").content.len(), 1);
}

#[test]
fn a_table_has_one_header_whatever_pages_repeat_and_rows_of_equal_width() {
    let mut table = common::table(
        &[(Align::Left, 1), (Align::Left, 1), (Align::Right, 1)],
        &["类别", "项目", "金额"],
        &[&["工程", "土建", "100.00"], &["合计", "120.5"], &["", "", ""]],
    );
    if let Block::Table(table) = &mut table {
        table.rows[1][0].column_span = 2;
    }
    let blocks = vec![common::role(Role::Caption, "表1　费用"), table];
    let (_, paper) = tree(&common::document(Kind::Contract, "题", blocks));
    let table = paper.child("Table");
    assert_eq!(table.names(), ["Caption", "THead", "TBody"]);
    assert_eq!(table.child("THead").child("TR").names(), ["TH", "TH", "TH"]);
    for row in &table.child("TBody").children {
        assert_eq!(row.children.iter().map(|cell| cell.columns).sum::<i64>(), 3, "{row:?}");
    }
    let (_, long) = tree(&common::long_table(120));
    let long = long.child("Table");
    assert_eq!(long.child("THead").children.len(), 1);
    assert_eq!(long.child("TBody").children.len(), 120);
}

#[test]
fn a_table_states_its_place_unless_it_goes_on_over_the_page() {
    let table = common::table(&[(Align::Left, 1)], &["项目"], &[&["土建"], &["安装"]]);
    let (_, paper) = tree(&common::document(Kind::Official, "题", vec![table]));
    let bounds = paper.child("Table").bounds.clone().unwrap();
    // From margin to margin: 28 mm, and 156 mm further.
    assert!((bounds[0] - 79.37).abs() < 0.01 && (bounds[2] - 521.57).abs() < 0.01, "{bounds:?}");
    // Three rows of at least the table's type of 12 points, below the top margin of 37 mm.
    assert!(bounds[3] <= 841.89 - 104.88 && bounds[3] - bounds[1] > 36.0, "{bounds:?}");
    // A last row without a word belongs to it.
    let blank = common::table(&[(Align::Left, 1)], &["项目"], &[&["土建"], &[""]]);
    let (_, paper) = tree(&common::document(Kind::Official, "题", vec![blank]));
    assert_eq!(paper.child("Table").bounds, Some(bounds));
    let (_, long) = tree(&common::long_table(120));
    assert_eq!(long.child("Table").bounds, None);
}

#[test]
fn a_row_over_two_pages_is_one_row_with_content_on_both() {
    let words = "很长的说明文字".repeat(400);
    let table = common::table(&[(Align::Left, 1), (Align::Left, 6)], &["项", "说明"], &[&["甲", &words]]);
    let (_, paper) = tree(&common::document(Kind::Official, "题", vec![table]));
    let row = paper.child("Table").child("TBody").child("TR");
    let cell = &row.children[1];
    assert!(cell.content.len() >= 2);
    assert_ne!(cell.content[0].0, cell.content[1].0);
}

#[test]
fn contents_are_entries_with_links() {
    let (_, paper) = tree(&common::contract());
    // The cover comes first, then the contents, as one reads.
    assert_eq!(paper.names()[0], "Title");
    let contents = paper.child("TOC");
    assert_eq!(contents.names()[0], "Caption");
    // Words and page number; the dots between them are nobody's.
    assert_eq!(contents.children[1].child("Reference").child("Link").content.len(), 2);
    assert_eq!(contents.children.len(), 1 + 9 + 45 + 1);
}

#[test]
fn every_marked_content_has_its_element_and_the_way_back() {
    let (file, paper) = tree(&common::contract());
    let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    let numbers = file.get_dictionary(root).unwrap().get(b"ParentTree").unwrap().as_reference().unwrap();
    let numbers = file.get_dictionary(numbers).unwrap().get(b"Nums").unwrap().as_array().unwrap();
    let mut counted = 0;
    paper.walk(&mut |element| counted += element.content.len());
    let mut listed = 0;
    for page in file.get_pages().into_values() {
        let key = file.get_dictionary(page).unwrap().get(b"StructParents").unwrap().as_i64().unwrap();
        let at = numbers.iter().step_by(2).position(|number| number.as_i64().unwrap() == key).unwrap();
        let list = numbers[at * 2 + 1].as_reference().unwrap();
        let list = file.get_object(list).unwrap().as_array().unwrap();
        assert!(list.iter().all(|element| element.as_reference().is_ok()));
        listed += list.len();
    }
    assert_eq!(counted, listed);
}
