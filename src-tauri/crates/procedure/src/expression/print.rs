//! Values as text for people, and derived values as JSON.

use minijinja::value::{Value as Jinja, ValueKind};
use serde_json::{Value as Json, json};

use super::object::{DateObject, DecimalObject, MoneyObject, PeriodObject};
use super::scope::Scope;
use crate::answer::Value;
use crate::template::{Field, FieldKind};

/// An answer as it reads on screen, with its unit: `15,000,000.00 元`, `2026年1月5日`, `学校`.
#[must_use]
pub fn printed(field: Option<&Field>, value: &Value) -> String {
    let kind = field.map(Field::kind);
    let unit = |default: &str| {
        field.and_then(|field| field.entry.unit.clone()).unwrap_or_else(|| default.to_owned())
    };
    match value {
        Value::Text(text) => text.to_string(),
        Value::Money(money) => format!("{money} {}", unit("元")),
        Value::Decimal(number) => match kind {
            Some(FieldKind::Percent) => format!("{}%", number.normalize()),
            Some(FieldKind::Area) => format!("{} {}", number.normalize(), unit("㎡")),
            _ => format!("{} {}", number.normalize(), unit("")).trim_end().to_owned(),
        },
        Value::Integer(number) => format!("{number} {}", unit("")).trim_end().to_owned(),
        Value::Date(date) => Jinja::from_object(DateObject(*date)).to_string(),
        Value::Boolean(flag) => yes_no(*flag).to_owned(),
        Value::Choice(key) => label(field, key),
        Value::Choices(keys) => keys.iter().map(|key| label(field, key)).collect::<Vec<_>>().join("、"),
        Value::Record(record) => record
            .get("name")
            .or_else(|| record.get("account_name"))
            .map_or_else(String::new, |name| printed(None, name)),
        Value::Table(rows) => format!("{} 行", rows.len()),
    }
}

/// 是 or 否.
pub(super) fn yes_no(flag: bool) -> &'static str {
    if flag { "是" } else { "否" }
}

fn label(field: Option<&Field>, key: &str) -> String {
    field.and_then(|field| field.option(key)).map_or_else(|| key.to_owned(), |option| option.label.clone())
}

/// A derived value in the form of a case file.
#[must_use]
pub fn to_json(value: &Jinja) -> Json {
    if let Some(money) = value.downcast_object_ref::<MoneyObject>() {
        return json!(money.0.canonical());
    }
    if let Some(number) = value.downcast_object_ref::<DecimalObject>() {
        return json!(number.0.normalize().to_string());
    }
    if let Some(date) = value.downcast_object_ref::<DateObject>() {
        return json!(date.0.to_string());
    }
    if let Some(period) = value.downcast_object_ref::<PeriodObject>() {
        return json!(period.0.due.to_string());
    }
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => Json::Null,
        ValueKind::Bool => json!(value.is_true()),
        ValueKind::Number => value.as_i64().map_or_else(|| json!(value.to_string()), |number| json!(number)),
        ValueKind::Seq | ValueKind::Iterable => {
            value.try_iter().map(|items| items.map(|item| to_json(&item)).collect()).unwrap_or(Json::Null)
        }
        ValueKind::Map => {
            let keys = value.try_iter().into_iter().flatten();
            Json::Object(
                keys.map(|key| {
                    (key.to_string(), value.get_item(&key).map_or(Json::Null, |cell| to_json(&cell)))
                })
                .collect(),
            )
        }
        _ => json!(value.to_string()),
    }
}

impl Scope {
    /// The label of a choice, if `value` is the key that was read last at `path`.
    ///
    /// Choices compare by key in expressions and print as their label; a printed value carries no type, so the
    /// path it was read from decides.
    #[must_use]
    pub fn choice_label(&self, path: &str, value: &Jinja) -> Option<String> {
        let key = value.as_str()?;
        let procedure = &self.facts.procedure;
        let is_choice = match procedure.field_at(path) {
            Some(field) => {
                matches!(field.kind(), FieldKind::Choice | FieldKind::Choices | FieldKind::Checklist)
            }
            None => procedure.derived(path).is_some_and(|derived| derived.kind == FieldKind::Choice),
        };
        let label = is_choice.then(|| procedure.option_label(path, key))?;
        label.map(str::to_owned)
    }
}

impl Scope {
    /// Form of the answer at `path`, given or derived.
    #[must_use]
    pub fn kind_at(&self, path: &str) -> Option<FieldKind> {
        let procedure = &self.facts.procedure;
        procedure
            .field_at(path)
            .map(Field::kind)
            .or_else(|| procedure.derived(path).map(|derived| derived.kind))
    }
}
