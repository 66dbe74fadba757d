//! Values of expressions as charts and pages take them; what is missing or wrong is collected on the way.

use std::collections::BTreeSet;
use std::sync::Arc;

use ::chart::Tone;
use chrono::NaiveDate;
use minijinja::value::{Value as Jinja, ValueKind};
use rust_decimal::Decimal;

use super::ChartState;
use crate::expression::{
    DateObject, DecimalObject, Expression, Facts, Fault, Message, MoneyObject, PeriodObject, Scope,
};

/// Reads values and remembers what stood in the way.
pub(super) struct Reading<'f> {
    pub facts: &'f Arc<Facts>,
    pub missing: BTreeSet<String>,
    pub fault: Option<Fault>,
}

impl<'f> Reading<'f> {
    pub fn new(facts: &'f Arc<Facts>) -> Self {
        Self { facts, missing: BTreeSet::new(), fault: None }
    }

    pub fn scope(&self) -> Scope {
        Scope::new(self.facts)
    }

    /// A value, unless answers for it are missing.
    pub fn value(&mut self, expression: &Expression, scope: &Scope) -> Option<Jinja> {
        let evaluation = expression.evaluate(scope);
        if let Some(fault) = evaluation.fault {
            self.fault.get_or_insert(fault);
            return None;
        }
        if !evaluation.missing.is_empty() {
            self.missing.extend(evaluation.missing);
            return None;
        }
        (!evaluation.value.is_undefined() && !evaluation.value.is_none()).then_some(evaluation.value)
    }

    /// Whether a condition holds; what cannot be decided does not hold, and its answers are missing.
    pub fn holds(&mut self, expression: Option<&Expression>, scope: &Scope) -> bool {
        expression.is_none_or(|expression| {
            let evaluation = expression.evaluate(scope);
            let truth = evaluation.truth();
            self.missing.extend(evaluation.missing);
            if let Some(fault) = evaluation.fault {
                self.fault.get_or_insert(fault);
            }
            truth == Some(true)
        })
    }

    pub fn day(&mut self, expression: &Expression, scope: &Scope) -> Option<NaiveDate> {
        let value = self.value(expression, scope)?;
        let day = value.downcast_object_ref::<DateObject>().map(|date| date.0);
        let day = day.or_else(|| value.downcast_object_ref::<PeriodObject>().map(|period| period.0.due));
        if day.is_none() {
            self.wrong(expression, "日期", &value);
        }
        day
    }

    /// A figure, and whether it is an amount of money.
    pub fn figure(&mut self, expression: &Expression, scope: &Scope) -> Option<(Decimal, bool)> {
        let value = self.value(expression, scope)?;
        let figure = figure(&value);
        if figure.is_none() {
            self.wrong(expression, "金额或数字", &value);
        }
        figure
    }

    /// A tone; neutral where none is written, or while it cannot be decided.
    pub fn tone(&mut self, expression: Option<&Expression>, scope: &Scope) -> Tone {
        self.tone_or_none(expression, scope).unwrap_or(Tone::Neutral)
    }

    /// A tone, if one is written and can be decided: a mark without meaning is better than none at all.
    pub fn tone_or_none(&mut self, expression: Option<&Expression>, scope: &Scope) -> Option<Tone> {
        let evaluation = expression?.evaluate(scope);
        if let Some(fault) = evaluation.fault {
            self.fault.get_or_insert(fault);
            return None;
        }
        if !evaluation.missing.is_empty() || evaluation.value.is_undefined() {
            return None;
        }
        match super::tone_named(&evaluation.value.to_string()) {
            Ok(tone) => Some(tone),
            Err(reason) => {
                self.fault.get_or_insert(Fault::Template(reason));
                None
            }
        }
    }

    pub fn words(&self, message: Option<&Message>, scope: &Scope) -> String {
        message.map_or_else(String::new, |message| message.render(scope).replace('\n', " "))
    }

    /// A scope for each row; `None` while the rows themselves are missing. Without `rows` there is one scope.
    pub fn rows(&mut self, rows: Option<&Expression>) -> Option<Vec<Scope>> {
        let base = self.scope();
        let Some(rows) = rows else { return Some(vec![base]) };
        let value = self.value(rows, &base)?;
        if !matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable) {
            self.wrong(rows, "表格或列表", &value);
            return None;
        }
        // Of a table by name, `given('row.x')` can be asked as well.
        let name = rows.source.trim();
        let table =
            self.facts.procedure.field(name).is_some() || self.facts.procedure.derived(name).is_some();
        let items = value.try_iter().into_iter().flatten().enumerate();
        let scopes: Vec<Scope> = items
            .map(|(index, item)| {
                if table {
                    return base.clone().with_row(name, index);
                }
                let number = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
                base.clone().with("row", item).with("row_number", number.into())
            })
            .collect();
        if scopes.is_empty() && table {
            self.missing.insert(name.to_owned());
        }
        Some(scopes)
    }

    /// Why nothing can be shown.
    pub fn obstacle(self) -> ChartState {
        match self.fault {
            Some(fault) => ChartState::Fault(fault),
            None => ChartState::Missing(self.missing.into_iter().collect()),
        }
    }

    pub fn is_clear(&self) -> bool {
        self.missing.is_empty() && self.fault.is_none()
    }

    fn wrong(&mut self, expression: &Expression, wanted: &str, value: &Jinja) {
        let reason = format!("“{}”应得出{wanted}，得到的是“{value}”（{}）", expression.source, value.kind());
        self.fault.get_or_insert(Fault::Template(reason));
    }
}

/// An amount or a number as an exact decimal, and whether it is money.
pub(super) fn figure(value: &Jinja) -> Option<(Decimal, bool)> {
    if let Some(money) = value.downcast_object_ref::<MoneyObject>() {
        return Some((Decimal::new(money.0.fen(), 2), true));
    }
    if let Some(number) = value.downcast_object_ref::<DecimalObject>() {
        return Some((number.0, false));
    }
    if value.kind() == ValueKind::Number && value.is_integer() {
        return value.as_i64().map(|number| (number.into(), false));
    }
    None
}
