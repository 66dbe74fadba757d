//! The minijinja environment of documents: expressions as everywhere, plus what only paper needs.

use minijinja::value::Value as Jinja;
use minijinja::{AutoEscape, Environment, Error, ErrorKind};
use procedure::expression::{DateObject, Scope, new_environment};
use procedure::template::Folder;

use super::print::{BlankObject, CheckObject, piece};
use crate::number::chinese_number;
use crate::piece::Pieces;

/// An environment in which every printed value goes to `pieces`.
///
/// `fuel` is what composing may cost, see [`Environment::set_fuel`].
pub(super) fn with_partials(
    folder: &Folder,
    scope: &Scope,
    pieces: &Pieces,
    fuel: u64,
) -> Environment<'static> {
    let mut environment = new_environment();
    environment.set_fuel(Some(fuel));
    // Escaping is on so that the result of a macro, which already carries marks, is known to be safe.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("marks".into()));
    let (marks, origin) = (pieces.clone(), scope.clone());
    environment.set_formatter(move |out, _, value| {
        let text = if value.is_safe() { value.to_string() } else { marks.keep(piece(&origin, value)) };
        out.write_str(&text).map_err(Error::from)
    });
    // Macros see globals only.
    environment.add_global("__scope", scope.context());
    environment.add_function("blank", |width: u8| Jinja::from_object(BlankObject(width.clamp(1, 40))));
    environment.add_function("check", |ticked: Jinja| Jinja::from_object(CheckObject(ticked.is_true())));
    environment.add_function("rows_or_blank", |rows: Jinja, count: usize| rows_or_blank(&rows, count));
    environment.add_function("chinese_date", |date: Jinja| chinese_date(&date));
    for (name, text) in folder.below("shared/").filter(|(name, _)| name.ends_with(".md")) {
        // A broken partial is reported when the paper that includes it is composed.
        let _ = environment.add_template_owned(name.to_owned(), text.to_owned());
    }
    environment
}

/// The rows, or `count` empty ones whose cells print as blanks.
fn rows_or_blank(rows: &Jinja, count: usize) -> Result<Jinja, Error> {
    if rows.is_undefined() || rows.is_none() || rows.len() == Some(0) {
        let empty: [(&str, Jinja); 0] = [];
        return Ok(std::iter::repeat_n(Jinja::from_pairs(empty), count.min(50)).collect());
    }
    Ok(rows.clone())
}

/// 二〇二六年一月五日.
fn chinese_date(date: &Jinja) -> Result<Jinja, Error> {
    use chrono::Datelike;
    if date.is_undefined() {
        return Ok(Jinja::UNDEFINED);
    }
    let day = date
        .downcast_object_ref::<DateObject>()
        .map(|date| date.0)
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "chinese_date() 需要日期"))?;
    let year: String = day
        .year()
        .to_string()
        .bytes()
        .map(|digit| ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"][usize::from(digit - b'0')])
        .collect();
    let number = |n: u32| chinese_number(usize::try_from(n).unwrap_or_default());
    Ok(Jinja::from(format!("{year}年{}月{}日", number(day.month()), number(day.day()))))
}
