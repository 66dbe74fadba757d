//! Fields and derived values.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Checker;
use crate::money::Money;
use crate::template::field::{Field, FieldKind};

impl Checker<'_> {
    pub(super) fn fields(&mut self) {
        let procedure = self.procedure;
        self.enter("fields.toml");
        self.once("分节", procedure.sections.iter().map(|section| (section.id.as_str(), Some(section.line))));
        for section in &procedure.sections {
            self.stage(&section.stage, section.line);
            self.expression(section.when.as_ref(), &[], None);
        }
        for field in procedure.fields() {
            self.expression(field.when.as_ref(), &[], None);
            self.hides(field.key(), Some(field.line));
            self.field(field);
            self.column_attributes(field);
            self.proposals(field);
            for column in &field.columns {
                self.expression(column.when.as_ref(), &["row"], Some(field));
                if field.kind() == FieldKind::Table {
                    self.field(column);
                }
            }
            if let Some(rows) = &field.entry.rows
                && field.column(&rows.column).is_none()
            {
                let message = format!("“{}”没有“{}”这一列", field.key(), rows.column);
                self.push("template.unknown-column", Some(field.line), &rows.column, message);
            }
        }
    }

    fn field(&mut self, field: &Field) {
        let line = Some(field.line);
        self.articles(field.entry.articles.iter().copied(), line);
        self.once("选项", field.entry.options.iter().map(|option| (option.key.as_str(), line)));
        if field.kind() == FieldKind::Table {
            self.once("列", field.columns.iter().map(|column| (column.key(), line)));
        }
        for limit in [&field.entry.min, &field.entry.max].into_iter().flatten() {
            if !is_limit(field.kind(), limit) {
                let message = format!("“{}”的 min/max“{limit}”不是这种字段的值", field.key());
                self.push("template.limit", line, limit, message);
            } else if let Some(most) = field.kind().most().filter(|most| is_beyond(limit, *most)) {
                let message = format!("“{}”的 min/max“{limit}”超出这种字段的上限{most}", field.key());
                self.push("template.limit", line, limit, message);
            }
        }
    }

    /// What a field and its parts or columns propose.
    fn proposals(&mut self, field: &Field) {
        self.expression(field.propose.as_ref(), &[], None);
        let table = field.kind() == FieldKind::Table;
        let locals: &[&str] = if table { &["row", "row_number"] } else { &["own"] };
        for column in &field.columns {
            self.expression(column.propose.as_ref(), locals, table.then_some(field));
        }
        for part in field.entry.propose_parts.keys() {
            if table || field.column(part).is_none() {
                let known = field.columns.iter().map(Field::key).filter(|_| !table);
                let message = format!("“{}”没有“{part}”这一项{}", field.key(), super::hint(part, known));
                self.push("template.unknown-column", Some(field.line), part, message);
            }
        }
        let composed = matches!(field.kind(), FieldKind::Party | FieldKind::BankAccount);
        if composed && field.propose.is_some() {
            let message = format!("“{}”由几项组成，请用 propose_parts 逐项建议", field.key());
            self.push("template.propose", Some(field.line), field.key(), message);
        }
    }

    /// `synonyms`, `unique`, `totalled`, `whole` and `from_sheet`: only of columns of a table, and every name once in
    /// it; only figures add up.
    fn column_attributes(&mut self, field: &Field) {
        let entry = &field.entry;
        if !entry.synonyms.is_empty() {
            let message = format!("“{}”不是表格的列，synonyms 只用于列", field.key());
            self.push("template.synonyms", Some(field.line), field.key(), message);
        }
        if entry.unique.is_some() {
            let message = format!("“{}”不是表格的列，unique 只用于列", field.key());
            self.push("template.unique", Some(field.line), field.key(), message);
        }
        if entry.totalled.is_some() {
            let message = format!("“{}”不是表格的列，totalled 只用于列", field.key());
            self.push("template.totalled", Some(field.line), field.key(), message);
        }
        if entry.whole.is_some() || entry.from_sheet {
            let message = format!("“{}”不是表格的列，whole 和 from_sheet 只用于列", field.key());
            self.push("template.column", Some(field.line), field.key(), message);
        }
        if field.kind() != FieldKind::Table {
            return;
        }
        let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
        for column in &field.columns {
            let line = self.locate(column.key(), field.line).or(Some(field.line));
            let figures = matches!(column.kind(), FieldKind::Money | FieldKind::Area | FieldKind::Integer);
            if column.entry.totalled.is_some() && !figures {
                let message = format!("“{}”这一列不是金额、面积或整数，没有合计可言", column.key());
                self.push("template.totalled", line, column.key(), message);
            }
            let whole = column.entry.whole.iter().flat_map(|whole| &whole.synonyms);
            let synonyms = column.entry.synonyms.iter().chain(whole).map(String::as_str);
            for name in [column.key(), column.label()].into_iter().chain(synonyms) {
                let owner = owners.insert(name, column.key());
                if owner.is_some_and(|owner| owner != column.key()) {
                    let message = format!(
                        "“{}”里有两列都叫“{name}”（{}、{}），导入表格时分不清",
                        field.key(),
                        owner.unwrap_or_default(),
                        column.key()
                    );
                    self.push("template.synonyms", line, name, message);
                }
            }
            if let Some(whole) = &column.entry.whole
                && (column.kind() != FieldKind::Decimal
                    || field.column(&whole.per).is_none_or(|per| per.kind() != FieldKind::Area))
            {
                let message = format!(
                    "“{}”的 whole.per“{}”应为同一张表里的面积列，且这一列应为 decimal",
                    column.key(),
                    whole.per
                );
                self.push("template.column", line, &whole.per, message);
            }
            if column.entry.from_sheet && column.kind() != FieldKind::Text {
                let message = format!("“{}”不是 text，from_sheet 只用于文字列", column.key());
                self.push("template.column", line, column.key(), message);
            }
            for other in column.unique_with().into_iter().skip(1) {
                if other == column.key() || field.column(other).is_none() {
                    let known = field.columns.iter().map(Field::key).filter(|key| *key != column.key());
                    let message = format!(
                        "unique 里的“{other}”不是“{}”的其他列{}",
                        field.key(),
                        super::hint(other, known)
                    );
                    self.push("template.unique", line, other, message);
                }
            }
        }
    }

    pub(super) fn derived(&mut self) {
        let procedure = self.procedure;
        self.enter("derived.toml");
        let keys = procedure.derived.iter().map(|derived| (derived.key.as_str(), Some(derived.value.line)));
        self.once("推导值", keys);
        for (index, derived) in procedure.derived.iter().enumerate() {
            let line = Some(derived.value.line);
            self.hides(&derived.key, line);
            if procedure.field(&derived.key).is_some() {
                let message = format!("推导值“{}”与字段同名", derived.key);
                self.push("template.duplicate", line, &derived.key, message);
            }
            self.expression(Some(&derived.value), &[], None);
            self.articles(derived.articles.iter().copied(), line);
            let behind = self.behind_checklists(&derived.value.source);
            for name in derived.value.names().into_iter().chain(behind) {
                let base = super::base(&name);
                if procedure.derived.iter().skip(index).any(|later| later.key == base) {
                    let message =
                        format!("“{}”用到了排在它后面（或就是它自己）的推导值“{base}”", derived.key);
                    self.push("template.order", line, base, message);
                }
            }
        }
    }
}

/// Whether a limit lies where no answer of its kind can.
fn is_beyond(limit: &str, most: i64) -> bool {
    limit.parse::<Decimal>().is_ok_and(|limit| limit.abs() > Decimal::from(most))
}

/// Whether a limit can be compared with answers of that kind.
fn is_limit(kind: FieldKind, limit: &str) -> bool {
    match kind {
        FieldKind::Money => Money::parse_canonical(limit).is_ok(),
        FieldKind::Area | FieldKind::Decimal | FieldKind::Percent => limit.parse::<Decimal>().is_ok(),
        FieldKind::Integer => limit.parse::<i64>().is_ok(),
        FieldKind::Date => limit.parse::<NaiveDate>().is_ok(),
        _ => false,
    }
}
