//! How a value prints in a paper.

use minijinja::value::{Value as Jinja, ValueKind};
use procedure::expression::{Scope, plain};
use procedure::paper::{BlankObject, CheckObject, PenObject};
use procedure::template::FieldKind;

use crate::piece::sanitised;
use crate::tree::Inline;

/// A printed value as a run of the document, with the path it came from.
pub(super) fn piece(scope: &Scope, value: &Jinja) -> Inline {
    let source = scope.take_last();
    if let Some(blank) = value.downcast_object_ref::<BlankObject>() {
        return Inline::Blank { width: blank.width, source: blank.path.clone(), pen: None };
    }
    if let Some(pen) = value.downcast_object_ref::<PenObject>() {
        return Inline::Blank { width: pen.width, source: None, pen: Some(pen.what.clone()) };
    }
    if let Some(check) = value.downcast_object_ref::<CheckObject>() {
        return Inline::Check { ticked: check.0 };
    }
    if value.is_undefined() || value.is_none() {
        return Inline::Blank { width: blank_width(scope, source.as_deref()), source, pen: None };
    }
    let text = match (source.as_deref(), value.kind()) {
        (Some(path), ValueKind::String) => scope.choice_label(path, value).unwrap_or_else(|| plain(value)),
        (Some(path), ValueKind::Seq | ValueKind::Iterable) => joined(scope, path, value),
        _ => plain(value),
    };
    let text = sanitised(&text);
    if text.trim().is_empty() {
        return Inline::Blank { width: blank_width(scope, source.as_deref()), source, pen: None };
    }
    Inline::Text { text, strong: false, source }
}

/// Several choices as their labels.
fn joined(scope: &Scope, path: &str, value: &Jinja) -> String {
    let label = |item: Jinja| scope.choice_label(path, &item).unwrap_or_else(|| plain(&item));
    match value.try_iter() {
        Ok(items) if value.as_object().is_some() => items.map(label).collect::<Vec<_>>().join("、"),
        _ => plain(value),
    }
}

/// Room that a hand needs to fill in such a value.
fn blank_width(scope: &Scope, path: Option<&str>) -> u8 {
    match path.and_then(|path| scope.kind_at(path)) {
        Some(FieldKind::Integer | FieldKind::Percent | FieldKind::Boolean) => 3,
        Some(FieldKind::Date) => 6,
        Some(FieldKind::Party | FieldKind::LongText) => 12,
        // A row that is not there yet: what was read last is its table.
        Some(FieldKind::Table) | None => 6,
        Some(_) => 8,
    }
}
