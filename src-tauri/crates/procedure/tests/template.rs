//! Loading templates: every mistake at once, each with file, line and name.
#![allow(clippy::unwrap_used)]

mod common;

use common::{FIELDS, HEAD, folder, mistake, mistakes, rule, shipped};
use procedure::template::{Folder, Library};

/// File, line, code and name of each mistake.
fn told(files: &[(&str, &str)]) -> Vec<(String, Option<usize>, &'static str, String)> {
    mistakes(files).into_iter().map(|m| (m.file, m.line, m.code, m.name)).collect()
}

#[test]
fn the_shipped_templates_have_no_mistake() {
    assert!(shipped().procedure("donation").is_some());
}

#[test]
fn an_empty_folder_is_told() {
    let mistakes = Library::load(&Folder::new()).unwrap_err();
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].code, "template.empty");
}

#[test]
fn mistakes_of_several_files_come_at_once() {
    let bad = rule("totl >= money('1')", "");
    let deadlines =
        "[[deadline]]\nid = \"d\"\nlabel = \"期限\"\nfrom = \"begun\"\nperiod = \"within 30 weeks\"\n";
    let derived = "[[derived]]\nkey = \"a\"\nlabel = \"甲\"\nkind = \"money\"\nvalue = \"paid + \"\n";
    let told = told(&[
        ("rules/r.toml", &bad),
        ("deadlines.toml", deadlines),
        ("derived.toml", derived),
        ("documents/d.md", "# 一\n"),
    ]);
    assert_eq!(
        told,
        [
            ("test/deadlines.toml".to_owned(), Some(5), "template.period", "within 30 weeks".to_owned()),
            ("test/derived.toml".to_owned(), Some(5), "template.expression", "paid + ".to_owned()),
            ("test/documents/d.md".to_owned(), Some(1), "template.front-matter", "d".to_owned()),
            ("test/rules/r.toml".to_owned(), Some(5), "template.unknown-name", "totl".to_owned()),
        ]
    );
}

#[test]
fn broken_toml_is_told_with_its_line() {
    let mistake = mistake(&[("rules/r.toml", "title = \"a\"\nseverity = \"error\n")], "template.toml");
    assert_eq!((mistake.file.as_str(), mistake.line), ("test/rules/r.toml", Some(2)));
}

#[test]
fn a_broken_file_of_fields_does_not_make_every_name_unknown() {
    let rule = rule("total >= money('1')", "");
    let all = mistakes(&[("fields.toml", "[[section]\nid = 1\n"), ("rules/r.toml", &rule)]);
    assert!(
        all.iter().all(|mistake| mistake.code == "template.toml" && mistake.file == "test/fields.toml"),
        "{all:#?}"
    );
}

#[test]
fn a_broken_file_that_no_expression_names_hides_nothing_of_the_others() {
    let bad = rule("totl >= money('1')", "");
    for (file, text) in [("deadlines.toml", "[[deadline]\n"), ("digest.toml", "[[article]\n")] {
        let told = told(&[(file, text), ("rules/r.toml", &bad)]);
        assert_eq!(
            told,
            [
                (format!("test/{file}"), Some(1), "template.toml", String::new()),
                ("test/rules/r.toml".to_owned(), Some(5), "template.unknown-name", "totl".to_owned()),
            ]
        );
    }
}

#[test]
fn unknown_keys_are_all_told_with_the_nearest() {
    let text = "titel = \"规则\"\nseverity = \"error\"\nstage = \"first\"\narticles = [1]\nrequire = \"ready\"\nmesage = \"m\"\n";
    let all = mistakes(&[("rules/r.toml", text)]);
    let unknown: Vec<_> = all.iter().filter(|m| m.code == "template.unknown-key").collect();
    assert_eq!(unknown.len(), 2);
    assert_eq!((unknown[0].line, unknown[0].name.as_str()), (Some(1), "titel"));
    assert_eq!(unknown[0].message, "不认识的键“titel”，是否想写“title”？");
    assert_eq!((unknown[1].line, unknown[1].name.as_str()), (Some(6), "mesage"));
    assert!(all.iter().any(|m| m.code == "template.missing-key"), "{all:#?}");
}

#[test]
fn an_unknown_key_of_a_field_leaves_the_field_known() {
    let fields = FIELDS.replace("max_length = 20", "max_lenght = 20");
    let rule = rule("given('name') and name != ''", "");
    let all = mistakes(&[("fields.toml", &fields), ("rules/r.toml", &rule)]);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert_eq!((all[0].line, all[0].name.as_str()), (Some(10), "max_lenght"));
}

#[test]
fn a_field_that_cannot_be_read_is_told_once() {
    let fields = FIELDS.replace("kind = \"area\"", "kind = \"aera\"");
    let rule = rule("size > decimal('1')", "fields = [\"size\"]");
    let all = mistakes(&[("fields.toml", &fields), ("rules/r.toml", &rule)]);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert_eq!(all[0].code, "template.unknown-word");
    assert_eq!(all[0].message, "不能写“aera”，是否想写“area”？");
}

#[test]
fn unknown_names_are_told_in_every_place_of_an_expression() {
    let places = [
        ("procedure.toml", format!("{HEAD}opens = \"nmae\"\n"), Some(13)),
        ("fields.toml", FIELDS.replace("max_length = 20", "when = \"nmae\""), Some(10)),
        ("fields.toml", FIELDS.replace("title = \"全部\"", "title = \"全部\"\nwhen = \"nmae\""), Some(6)),
        (
            "derived.toml",
            "[[derived]]\nkey = \"a\"\nlabel = \"甲\"\nkind = \"money\"\nvalue = \"nmae\"\n".to_owned(),
            Some(5),
        ),
        ("rules/r.toml", rule("ready", "when = \"nmae\""), Some(7)),
        ("rules/r.toml", rule("ready", "settled = \"nmae\""), Some(7)),
        ("rules/r.toml", rule("ready", "message = \"{{ nmae }}\""), Some(6)),
        ("rules/r.toml", rule("ready", "fields = [\"nmae\"]"), Some(7)),
        ("rules/r.toml", rule("ready", "raise = { severity = \"warning\", when = \"nmae\" }"), Some(7)),
        ("rules/r.toml", rule("given('nmae')", ""), Some(5)),
        ("rules/r.toml", rule("label(\"nmae\") == 'a'", ""), Some(5)),
        ("deadlines.toml", deadline("from = \"nmae\"\nperiod = \"on\""), Some(4)),
        ("deadlines.toml", deadline("from = \"begun\"\nperiod = \"on\"\ndone = \"nmae\""), Some(6)),
        ("deadlines.toml", deadline("from = \"begun\"\nperiod = \"on\"\nwhen = \"nmae\""), Some(6)),
        ("deadlines.toml", deadline("from = \"begun\"\nperiod = \"every (nmae) months\""), Some(5)),
        (
            "deadlines.toml",
            deadline("from = \"begun\"\nperiod = \"every 3 months\"\nuntil = \"nmae\""),
            Some(6),
        ),
        ("documents/d.md", paper("when = \"nmae\"", "正文\n"), Some(5)),
        ("documents/d.md", paper("needs = [\"nmae\"]", "正文\n"), Some(5)),
        ("documents/d.md", paper("", "一\n\n{{ nmae }}\n"), Some(9)),
        ("documents/d.md", paper("", "{% if given('nmae') %}一{% endif %}\n"), Some(7)),
    ];
    for (file, text, line) in places {
        let mistake = mistake(&[(file, &text)], "template.unknown-name");
        assert_eq!(
            (mistake.file, mistake.line, mistake.name),
            (format!("test/{file}"), line, "nmae".to_owned()),
            "{text}"
        );
        assert!(mistake.message.contains("是否想写“name”"), "{}", mistake.message);
    }
}

fn deadline(further: &str) -> String {
    format!("[[deadline]]\nid = \"d\"\nlabel = \"期限\"\n{further}\n")
}

fn paper(front: &str, body: &str) -> String {
    format!("+++\ntitle = \"文书\"\nkind = \"official\"\nstage = \"first\"\n{front}\n+++\n{body}")
}

#[test]
fn unknown_columns_are_told() {
    let cases = [
        ("rules/r.toml", rule("row.amuont > money('0')", "each = \"payments\""), "row.amuont", 5),
        ("rules/r.toml", rule("giver.nme != ''", ""), "giver.nme", 5),
        ("rules/r.toml", rule("sum(payments, 'amuont') > money('0')", ""), "amuont", 5),
        ("rules/r.toml", rule("sum_until(payments, 'amount', 'payd_on', today) > money('0')", ""), "payd_on", 5),
        ("rules/r.toml", rule("name.length > 3", ""), "name.length", 5),
        ("deadlines.toml", "[[deadline]]\nid = \"d\"\nlabel = \"期限\"\nfrom = \"payd_on\"\nperiod = \"on\"\neach = \"payments\"\n".to_owned(), "row.payd_on", 4),
        ("documents/d.md", paper("", "{% for item in payments %}\n{{ item.amuont }}\n{% endfor %}"), "amuont", 8),
        ("documents/d.md", paper("each = \"payments\"", "一\n{{ row.amuont }}\n"), "row.amuont", 8),
    ];
    for (file, text, name, line) in cases {
        let mistake = mistake(&[(file, &text)], "template.unknown-column");
        assert_eq!((mistake.name.as_str(), mistake.line), (name, Some(line)), "{text}");
    }
}

#[test]
fn a_wrong_path_names_the_nearest_part() {
    let rule = rule("ready", "fields = [\"payments.amuont\"]");
    let mistake = mistake(&[("rules/r.toml", &rule)], "template.unknown-name");
    assert_eq!(mistake.message, "没有字段“payments.amuont”，是否想写“amount”？");
}

#[test]
fn references_to_stages_tables_papers_and_articles_must_exist() {
    let digest = "[[article]]\nnumber = 1\ntitle = \"目的\"\ntext = \"说明\"\n";
    let cases = [
        (rule("ready", "").replace("\"first\"", "\"frist\""), "template.unknown-stage", "frist", Some(3)),
        (rule("ready", "each = \"payment\""), "template.unknown-table", "payment", Some(7)),
        (rule("ready", "blocks = [\"agreement\"]"), "template.unknown-document", "agreement", Some(7)),
        (rule("ready", "blocks = \"some\""), "template.blocks", "some", None),
        (rule("contents('agreement')", ""), "template.unknown-document", "agreement", Some(5)),
        (rule("ready", "").replace("[1]", "[9]"), "template.unknown-article", "9", Some(4)),
        (rule("ready", "").replace("articles = [1]", "articles = []"), "template.no-basis", "r", None),
    ];
    for (text, code, name, line) in cases {
        let mistake = mistake(&[("rules/r.toml", &text), ("digest.toml", digest)], code);
        assert_eq!((mistake.name.as_str(), mistake.line), (name, line), "{text}");
    }
}

#[test]
fn what_is_written_twice_is_told() {
    let twice = |text: &str, by: &str| format!("{text}\n{by}");
    let field = "[[section.field]]\nkey = \"name\"\nkind = \"text\"\nlabel = \"又一个\"\n";
    let derived = "[[derived]]\nkey = \"total\"\nlabel = \"甲\"\nkind = \"money\"\nvalue = \"paid\"\n";
    let due = deadline("from = \"begun\"\nperiod = \"on\"");
    let article = "[[article]]\nnumber = 1\ntitle = \"目的\"\ntext = \"说明\"\n";
    let cases = [
        ("fields.toml", twice(FIELDS, field), "name"),
        ("derived.toml", derived.to_owned(), "total"),
        ("deadlines.toml", twice(&due, &due), "d"),
        ("digest.toml", twice(article, article), "1"),
        ("procedure.toml", twice(HEAD, "[[stage]]\nid = \"first\"\ntitle = \"又\"\n"), "first"),
    ];
    for (file, text, name) in cases {
        assert_eq!(mistake(&[(file, &text)], "template.duplicate").name, name);
    }
}

#[test]
fn fields_must_be_complete() {
    let fields = FIELDS.replace(
        "options = [{ key = \"school\", label = \"学校\" }, { key = \"hospital\", label = \"医院\" }]",
        "",
    );
    assert_eq!(mistake(&[("fields.toml", &fields)], "template.options").name, "kind");
    let table = format!("{FIELDS}[[section.field]]\nkey = \"bare\"\nkind = \"table\"\nlabel = \"空表\"\n");
    assert_eq!(mistake(&[("fields.toml", &table)], "template.columns").name, "bare");
    let limit = FIELDS.replace("max = \"100\"", "max = \"一百\"");
    assert_eq!(mistake(&[("fields.toml", &limit)], "template.limit").name, "一百");
}

#[test]
fn a_key_may_not_hide_a_function() {
    let fields = FIELDS.replace("key = \"copies\"", "key = \"count\"");
    let mistake = mistake(&[("fields.toml", &fields)], "template.taken");
    assert_eq!(
        (mistake.name.as_str(), mistake.message.as_str()),
        ("count", "“count”是表达式里已有的名字，请换一个")
    );
}

#[test]
fn a_derived_value_may_not_use_a_later_one() {
    let derived = "[[derived]]\nkey = \"a\"\nlabel = \"甲\"\nkind = \"money\"\nvalue = \"b\"\n[[derived]]\nkey = \"b\"\nlabel = \"乙\"\nkind = \"money\"\nvalue = \"paid\"\n";
    let mistake = mistake(&[("derived.toml", derived)], "template.order");
    assert_eq!((mistake.name.as_str(), mistake.line), ("b", Some(5)));
}

#[test]
fn a_body_must_be_sound() {
    let broken = mistake(&[("documents/d.md", &paper("", "一\n{% if ready %}\n二\n"))], "template.body");
    assert_eq!(broken.file, "test/documents/d.md");
    assert!(broken.line.is_some_and(|line| (8..=10).contains(&line)), "{broken:?}");
    let content = "[[content]]\nid = \"overview\"\narticle = 1\nlabel = \"概况\"\n";
    let anchor =
        mistake(&[("documents/d.md", &paper(content, "# 概况 {#overview-2}\n"))], "template.unknown-anchor");
    assert_eq!((anchor.name.as_str(), anchor.line), ("overview", Some(6)));
    assert!(told(&[("documents/d.md", &paper(content, "# 概况 {#overview .annex}\n"))]).is_empty());
}

#[test]
fn a_broken_partial_is_told_by_its_own_name() {
    let mut folder = folder(&[]);
    folder.insert("shared/partials/x.md", "一\n{{ name\n");
    let mistakes = Library::load(&folder).unwrap_err();
    assert_eq!((mistakes[0].file.as_str(), mistakes[0].code), ("shared/partials/x.md", "template.body"));
}

#[test]
fn amounts_and_dates_are_not_compared_with_bare_literals() {
    for (require, name) in [
        ("total >= 100", "total"),
        ("begun == '2026-01-01'", "begun"),
        ("5 < rate", "rate"),
        ("row.amount > 0", "row.amount"),
    ] {
        let each = if require.contains("row") { "each = \"payments\"" } else { "" };
        let mistake = mistake(&[("rules/r.toml", &rule(require, each))], "template.comparison");
        assert_eq!((mistake.name.as_str(), mistake.line), (name, Some(5)));
    }
    for sound in
        ["total >= money('100')", "kind == 'school'", "copies > 3", "'drawings' in goods", "total >= paid"]
    {
        assert!(told(&[("rules/r.toml", &rule(sound, ""))]).is_empty(), "{sound}");
    }
}

#[test]
fn examples_must_name_what_exists_and_be_readable() {
    let text = "title = \"例\"\ntoday = 2026-06-01\n[answers]\nnmae = \"甲\"\ntotal = \"abc\"\n[expect]\nfindings = [\"rr\"]\n";
    let rule = rule("ready", "");
    let told = told(&[("examples/a.toml", text), ("rules/r.toml", &rule)]);
    let lines: Vec<_> = told.iter().map(|(_, line, code, name)| (*line, *code, name.as_str())).collect();
    assert_eq!(
        lines,
        [
            (Some(4), "template.example", "nmae"),
            (Some(5), "template.example", "total"),
            (Some(7), "template.unknown-rule", "rr")
        ]
    );
}

#[test]
fn the_hash_changes_with_any_file_of_the_procedure() {
    let hash = |files: &[(&str, &str)]| folder(files).hash("test");
    assert_eq!(hash(&[]), hash(&[]));
    assert_ne!(hash(&[]), hash(&[("rules/r.toml", "a = 1")]));
    let mut other = folder(&[]);
    other.insert("another/procedure.toml", "slug = 1");
    assert_eq!(other.hash("test"), hash(&[]));
}

#[test]
fn a_procedure_with_mistakes_leaves_the_others_usable() {
    let mut folder = folder(&[]);
    folder.insert("other/procedure.toml", HEAD.replace("\"test\"", "\"other\"").replace("测试\"", "别的\""));
    folder.insert("other/fields.toml", FIELDS);
    folder.insert("other/deadlines.toml", "# 期限\n[[deadline]\n");
    folder.refuse("third/procedure.toml", Some(7), "这里不是UTF-8编码，请另存为UTF-8");
    let library = Library::load_usable(&folder).unwrap();
    assert_eq!(library.procedures().map(|procedure| procedure.slug()).collect::<Vec<_>>(), ["test"]);
    let told: Vec<_> = library
        .broken()
        .iter()
        .map(|broken| (broken.slug.as_str(), broken.short.as_str(), broken.mistakes[0].to_string()))
        .collect();
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].0, told[0].1), ("other", "别的"));
    assert!(told[0].2.starts_with("other/deadlines.toml:2: "), "{}", told[0].2);
    assert_eq!(
        told[1],
        (
            "third",
            "third",
            "third/procedure.toml:7: 这里不是UTF-8编码，请另存为UTF-8 [template.unreadable]".to_owned()
        )
    );
    // Whoever maintains the folder is told all of it.
    assert_eq!(Library::load(&folder).unwrap_err().len(), 2);
    // What all of them share is everyone's.
    folder.insert("shared/party.toml", "[party\n");
    let mistakes = Library::load_usable(&folder).unwrap_err();
    assert_eq!((mistakes.len(), mistakes[0].file.as_str()), (1, "shared/party.toml"));
}
