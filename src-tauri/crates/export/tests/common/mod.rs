//! Papers to try the writers on: a contract of about thirty pages and an official paper.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::path::PathBuf;

use chrono::NaiveDate;
use document::tree::{
    Align, Block, Cell, Column, CoverLine, Document, Inline, Kind, Role, SignatureParty, Table,
};
use export::{Fonts, Style};

/// Characters that names really hold and few fonts do.
pub const RARE: &str = "塱埗𠮷㙍镕喆";

pub fn style() -> Style {
    Style::parse(include_str!("../../../../../templates/shared/style.toml")).unwrap()
}

pub fn fonts() -> Fonts {
    Fonts::load(&[PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts"))]).unwrap()
}

pub fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

pub fn text(text: &str) -> Vec<Inline> {
    vec![Inline::text(text)]
}

pub fn answer(text: &str, source: &str) -> Inline {
    Inline::Text { text: text.into(), strong: false, source: Some(source.into()) }
}

pub fn body(words: &str) -> Block {
    Block::Paragraph { role: Role::Body, text: text(words) }
}

pub fn role(role: Role, words: &str) -> Block {
    Block::Paragraph { role, text: text(words) }
}

pub fn heading(level: u8, number: &str, words: &str) -> Block {
    Block::Heading { level, number: number.into(), text: text(words), id: None }
}

pub fn item(depth: u8, marker: &str, words: &str) -> Block {
    Block::Item { depth, marker: marker.into(), text: text(words) }
}

pub fn cell(words: &str) -> Cell {
    Cell { text: text(words), column_span: 1, row_span: 1 }
}

pub fn table(columns: &[(Align, u16)], header: &[&str], rows: &[&[&str]]) -> Block {
    Block::Table(Table {
        columns: columns.iter().map(|&(align, weight)| Column { align, weight }).collect(),
        header: header.iter().map(|words| cell(words)).collect(),
        rows: rows.iter().map(|row| row.iter().map(|words| cell(words)).collect()).collect(),
    })
}

/// Chinese number up to 99.
pub fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, units) = (number / 10, number % 10);
    match tens {
        0 => DIGITS[units].to_owned(),
        1 => format!("十{}", DIGITS[units]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[units]),
    }
}

pub fn document(kind: Kind, title: &str, blocks: Vec<Block>) -> Document {
    Document {
        id: "fixture".into(),
        title: title.into(),
        kind,
        language: "zh-CN",
        date: date(),
        author: "深圳市示例实业有限公司".into(),
        draft: false,
        contents_table: false,
        fingerprint: None,
        blocks,
    }
}

const CLAUSES: [(&str, &str); 12] = [
    (
        "工程概况",
        "本项目位于深圳市罗湖区莲塘街道国威路与罗沙路交汇处东北侧，用地面积 5,280.35 ㎡，总建筑面积 12,600 ㎡，地上 6 层、地下 2 层，建设内容包括社区服务中心、日间照料中心、图书阅览室以及配套的设备用房、停车位和室外工程，具体以经批准的规划设计文件为准。",
    ),
    (
        "捐建方式",
        "捐建人以自有资金出资建设本项目，建成并验收合格后无偿移交给甲方或者甲方指定的接收单位；捐建人不因出资建设取得本项目的产权、使用权、经营权、收益权和冠名以外的任何权益，也不得以任何形式要求甲方给予补偿、返还或者与其他项目挂钩。",
    ),
    (
        "投资与资金",
        "本项目备案总投资为人民币壹亿伍仟万元整（¥150,000,000.00），其中建安工程费 121,350,000.00 元，工程建设其他费 18,650,000.00 元，预备费 10,000,000.00 元。大写与小写不一致的，以大写为准。超出备案总投资的部分由捐建人自行承担，甲方不追加任何费用。",
    ),
    (
        "资金监管",
        "捐建人应当在监管协议签订之日起 30 日内，向监管账户存入不低于备案总投资 10% 的首笔资金；此后按照资金注入计划，在每个节点届满之日前足额存入当期资金。监管账户内的资金专款专用，未经甲方书面同意，任何一方不得划转、质押或者用于其他用途。",
    ),
    (
        "建设标准",
        "本项目应当满足国家、广东省和深圳市现行的工程建设强制性标准，绿色建筑不低于二星级，装配式建筑按“应做尽做”的原则实施；设计变更涉及建设规模、建设标准、使用功能或者总投资的，应当事先报原批准机关同意，并以书面形式作为本协议的补充——未经同意擅自变更的，由捐建人承担全部责任。",
    ),
    (
        "工期",
        "本项目计划于 2026 年 3 月 1 日开工，2028 年 8 月 31 日前竣工，总工期 915 日历天。因不可抗力、政府规划调整或者甲方原因造成工期延误的，工期相应顺延；因捐建人原因造成延误的，每延误一日，捐建人应当按照备案总投资的 0.05% 支付违约金，累计不超过备案总投资的 5%。",
    ),
    (
        "质量与安全",
        "捐建人是本项目的建设单位，对工程质量和安全生产承担首要责任，应当依法择优选定勘察、设计、施工、监理单位，落实“双随机、一公开”检查要求，建立隐患排查治理台账……发生质量安全事故的，应当立即启动应急预案，并在 1 小时内向甲方和有关主管部门报告。",
    ),
    (
        "劳动用工",
        "捐建人应当督促施工总承包单位依法与农民工订立劳动合同，实行实名制管理和工资专用账户制度，按月足额支付农民工工资；因拖欠工资引发群体性事件的，甲方有权从履约担保中先行垫付，垫付款项由捐建人在 10 日内补足。",
    ),
    (
        "验收与移交",
        "工程完工后，捐建人应当组织竣工验收，取得竣工验收备案文件后 30 日内，与甲方办理资产、资料、钥匙和设备的移交手续，并签署移交清单；移交前的管理维护费用、水电费和保险费由捐建人承担，移交后的费用由接收单位承担。",
    ),
    (
        "保修",
        "本项目的缺陷责任期为 24 个月，自竣工验收合格之日起计算；屋面防水工程、有防水要求的卫生间和外墙面的防渗漏保修期不少于 5 年。保修期内出现质量缺陷的，捐建人应当在接到通知后 24 小时内到场处理。",
    ),
    (
        "保密与廉洁",
        "双方对在订立、履行本协议过程中知悉的对方商业秘密、个人信息和尚未公开的政府信息负有保密义务，保密期限至信息依法公开之日止。双方工作人员不得索取、收受或者给予任何形式的回扣、礼金、有价证券以及其他不正当利益。",
    ),
    (
        "违约责任",
        "任何一方不履行本协议义务或者履行义务不符合约定的，应当承担继续履行、采取补救措施、赔偿损失等违约责任。捐建人未按期足额存入监管资金的，每逾期一日，按照应存未存金额的 0.05% 支付违约金；逾期超过 60 日的，甲方有权解除本协议。",
    ),
];

/// A contract with cover, contents, chapters, items, tables, annexes and a signature page; about 30 pages.
pub fn contract() -> Document {
    let mut blocks = vec![
        Block::Cover {
            title: text("深圳市罗湖区社会资本投资捐建公共设施项目捐建协议"),
            lines: [
                ("合同编号", "罗捐建〔2026〕第 18 号"),
                ("工程名称", "莲塘街道社区服务中心捐建工程"),
                ("甲方（业主单位）", "深圳市罗湖区莲塘街道办事处"),
                ("乙方（捐建人）", "深圳市示例实业发展（集团）股份有限公司"),
                ("签订地点", "深圳市罗湖区"),
                ("签订日期", "2026年11月23日"),
            ]
            .map(|(label, value)| CoverLine { label: label.into(), value: text(value) })
            .into(),
        },
        Block::Paragraph {
            role: Role::Flush,
            text: vec![
                Inline::Text { text: "甲方（业主单位）：".into(), strong: true, source: None },
                answer("深圳市罗湖区莲塘街道办事处", "owner.name"),
            ],
        },
        Block::Paragraph {
            role: Role::Flush,
            text: vec![
                Inline::Text { text: "乙方（捐建人）：".into(), strong: true, source: None },
                answer("深圳市示例实业发展（集团）股份有限公司", "donor.name"),
            ],
        },
        table(
            &[(Align::Center, 3), (Align::Left, 5), (Align::Left, 5)],
            &["事项", "甲方（业主单位）", "乙方（捐建人）"],
            &[
                &["统一社会信用代码", "114403036939513100", "91440300MA5EXAMPLE"],
                &[
                    "住所",
                    "深圳市罗湖区莲塘街道国威路 168 号",
                    "深圳市罗湖区深南东路 5045 号深业中心 18 楼 1801–1812 单元",
                ],
                &["法定代表人", &format!("黄{RARE}"), "欧阳朱喆"],
                &["联系人及电话", "陈埗 0755-25700000", "林㙍镕 13800138000"],
                &["开户银行", "中国建设银行深圳罗湖支行", "招商银行股份有限公司深圳分行营业部"],
                &["账号", "44201501100052500000", "755900000010888"],
            ],
        ),
        body(
            "鉴于乙方自愿以社会资本投资捐建公共设施，甲方同意接受捐建，双方根据《中华人民共和国民法典》《中华人民共和国建筑法》以及《深圳市罗湖区社会资本投资捐建公共设施管理办法》（罗府办规〔2022〕5号）的规定，遵循平等、自愿、公平、诚信的原则，经协商一致，订立本协议，以资共同遵守。",
        ),
    ];
    let mut article = 0;
    for chapter in 1..=9 {
        blocks.push(heading(1, &format!("第{}章", chinese(chapter)), CLAUSES[chapter - 1].0));
        for round in 0..5 {
            article += 1;
            let (name, words) = CLAUSES[(chapter + round) % CLAUSES.len()];
            blocks.push(heading(2, &format!("第{}条", chinese(article)), name));
            blocks.push(body(words));
            blocks.push(item(0, "（一）", "依法取得建设用地批准文件、建设工程规划许可证、施工图审查合格书和施工许可证等全部手续，并承担办理手续所需的费用；"));
            blocks.push(item(0, "（二）", "按照经批准的设计文件组织施工，接受甲方、监管部门和社会公众的监督，如实提供工程进度、质量、安全和资金使用情况；"));
            if round % 3 == 0 {
                blocks.push(item(1, "1.", "每月 5 日前提交上月工程进度报告和资金使用明细；"));
                blocks.push(item(1, "2.", "重大事项发生之日起 2 个工作日内书面报告甲方。"));
            }
            blocks.push(body(CLAUSES[(chapter + round + 5) % CLAUSES.len()].1));
        }
        blocks.push(role(Role::Caption, &format!("表{chapter}　资金注入计划")));
        blocks.push(table(
            &[(Align::Center, 1), (Align::Left, 4), (Align::Center, 3), (Align::Right, 3), (Align::Right, 2)],
            &["序号", "节点", "注入日期", "金额（元）", "累计比例"],
            &[
                &["1", "监管协议签订后 30 日内", "2026年12月20日", "15,000,000.00", "10.00%"],
                &["2", "取得施工许可证", "2027年3月1日", "45,000,000.00", "40.00%"],
                &["3", "主体结构封顶", "2027年12月31日", "52,500,000.00", "75.00%"],
                &["4", "竣工验收合格", "2028年8月31日", "37,500,000.00", "100.00%"],
                &["", "合计", "", "150,000,000.00", ""],
            ],
        ));
    }
    blocks.push(body("本协议一式捌份，甲方执肆份，乙方执贰份，监管银行和备案机关各执壹份，具有同等法律效力。本协议自双方法定代表人或者授权代表签字并加盖公章之日起生效。"));
    blocks.push(role(Role::Center, "（以下无正文，为签署页）"));
    blocks.push(Block::Signatures {
        parties: vec![
            SignatureParty {
                label: "甲方（业主单位）".into(), name: text("深圳市罗湖区莲塘街道办事处")
            },
            SignatureParty {
                label: "乙方（捐建人）".into(),
                name: text("深圳市示例实业发展（集团）股份有限公司"),
            },
        ],
    });
    blocks.push(Block::Annex {
        number: "附件1".into(),
        title: text("移交清单"),
        id: Some("handover".into()),
    });
    blocks.push(heading(1, "一、", "移交范围"));
    blocks.push(body("移交范围包括建筑物、构筑物、附属设施设备以及全部工程技术档案。"));
    blocks.push(Block::Paragraph {
        role: Role::Body,
        text: vec![
            Inline::Check { ticked: true },
            Inline::text(" 竣工图　"),
            Inline::Check { ticked: false },
            Inline::text(" 设备说明书　"),
            Inline::Check { ticked: true },
            Inline::text(" 钥匙及门禁卡　其他："),
            Inline::Blank { width: 8, source: Some("handover_other".into()), pen: None },
        ],
    });
    let mut contract = document(Kind::Contract, "深圳市罗湖区社会资本投资捐建公共设施项目捐建协议", blocks);
    contract.contents_table = true;
    contract
}

/// An official paper with every role, hostile text and a signature.
pub fn official() -> Document {
    let long: String = "无空格长文本".chars().cycle().take(4000).collect();
    let mut blocks = vec![
        Block::Title {
            text: text("关于莲塘街道社区服务中心捐建项目首笔监管资金缴存情况的报告")
        },
        Block::Paragraph { role: Role::Addressee, text: text("深圳市罗湖区发展和改革局：") },
        Block::Paragraph {
            role: Role::Body,
            text: vec![
                Inline::text(
                    "根据《深圳市罗湖区社会资本投资捐建公共设施管理办法》（罗府办规〔2022〕5号）第十五条的规定，我司已于",
                ),
                answer("2026年10月8日", "escrow_on"),
                Inline::text("向监管账户存入首笔资金"),
                answer("15,000,000.00 元", "escrow_amount"),
                Inline::text("（大写：人民币壹仟伍佰万元整），占备案总投资的 10%。现将有关情况报告如下："),
            ],
        },
        heading(1, "一、", "项目基本情况"),
        body(
            "项目名称为“莲塘街道社区服务中心”，建设规模 12,600 ㎡，总投资 15,000 万元——其中建安工程费 12,135 万元……各项手续齐全。",
        ),
        heading(2, "（一）", "资金缴存"),
        body(
            "监管银行为中国建设银行深圳罗湖支行，账号 44201501100052500000，缴存凭证编号为 CCB-2026-1008-000123456789，详见 https://www.example.com/a/very/long/path/without/any/space?query=0123456789012345678901234567890123456789。",
        ),
        heading(3, "1.", "首笔资金"),
        heading(4, "（1）", "缴存凭证"),
        body(&format!(
            "经办人：黄{RARE}、阿卜杜拉·买买提；特殊字符：😀、\u{200f}从右向左\u{200e}、<b>&amp;\"'{{{{ }}}}、a\u{301}。"
        )),
        item(0, "（1）", "缴存凭证复印件一份；"),
        item(0, "（2）", "监管协议复印件一份。"),
        Block::Paragraph {
            role: Role::Body,
            text: vec![
                Inline::Check { ticked: true },
                Inline::text("已足额缴存　"),
                Inline::Check { ticked: false },
                Inline::text("分期缴存，期数："),
                Inline::Blank { width: 4, source: Some("instalments".into()), pen: None },
                Inline::Text { text: "（加粗的说明）".into(), strong: true, source: None },
            ],
        },
        role(Role::Caption, "资金缴存明细表"),
        table(
            &[(Align::Center, 1), (Align::Left, 4), (Align::Right, 3), (Align::Center, 3)],
            &["序号", "款项", "金额（元）", "日期"],
            &[
                &["1", "首笔资金", "15,000,000.00", "2026年10月8日"],
                &["2", "利息", "1,234.5", "2026年11月21日"],
                &["3", "手续费（由银行代扣，凭证另附，金额以回单为准）", "-20", "2026年11月21日"],
            ],
        ),
        role(Role::Note, "注：数据截至2026年11月23日。"),
        body(&long),
        body("特此报告。"),
        role(Role::AnnexNote, "附件：1.缴存凭证复印件"),
        role(Role::Signature, "深圳市示例实业有限公司"),
        role(Role::Date, "2026年11月23日"),
    ];
    blocks.push(Block::Annex { number: "附件1".into(), title: text("缴存凭证复印件"), id: None });
    blocks.push(body("（粘贴处）"));
    document(Kind::Official, "关于莲塘街道社区服务中心捐建项目首笔监管资金缴存情况的报告", blocks)
}

/// A table of `rows` rows and eight columns.
pub fn long_table(rows: usize) -> Document {
    let columns = [
        (Align::Center, 2),
        (Align::Left, 6),
        (Align::Left, 4),
        (Align::Left, 4),
        (Align::Right, 3),
        (Align::Right, 4),
        (Align::Center, 3),
        (Align::Left, 3),
    ];
    let body: Vec<Vec<Cell>> = (1..=rows)
        .map(|number| {
            vec![
                cell(&number.to_string()),
                cell("莲塘街道国威路社区配套用房"),
                cell("建安工程费"),
                cell("某某建设集团有限公司"),
                cell(&format!("{}.{:02}", number % 1000, number % 100)),
                cell(&format!("{},{:03}.00", number, number * 7 % 1000)),
                cell("2026-11-23"),
                cell("已核对无误"),
            ]
        })
        .collect();
    let table = Table {
        columns: columns.iter().map(|&(align, weight)| Column { align, weight }).collect(),
        header: ["序号", "项目名称", "费用类别", "收款单位", "数量", "金额（元）", "日期", "备注"]
            .iter()
            .map(|words| cell(words))
            .collect(),
        rows: body,
    };
    document(
        Kind::Official,
        "费用明细表",
        vec![Block::Title { text: text("费用明细表") }, Block::Table(table)],
    )
}

/// Text without white space and without characters that have no shape, for comparing.
pub fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|character| {
            !character.is_whitespace()
                && !matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{c}')
        })
        .collect()
}
