//! Functions about the case itself: what is given, what options mean, which contents a paper still lacks.

use minijinja::value::Value as Jinja;
use minijinja::{Environment, Error, State};

use super::{fault, scope};
use crate::answer::{Value, code_problems};
use crate::expression::scope::Scope;
use crate::template::ContentEntry;

pub(super) fn register(environment: &mut Environment<'static>) {
    environment.add_function("given", |state: &State<'_, '_>, path: &str| {
        let scope = scope(state)?;
        let given = match path.strip_prefix("row.") {
            Some(column) => scope.row_given(column),
            None => scope.facts.given(path),
        };
        if !given && scope.facts.procedure.field_at(path).is_some() {
            scope.record_absent(path.to_owned());
        }
        Ok::<_, Error>(given)
    });
    environment.add_function("label", |state: &State<'_, '_>, path: &str, value: Option<Jinja>| {
        let scope = scope(state)?;
        let key = match value {
            Some(value) if value.is_undefined() => return Ok(Jinja::UNDEFINED),
            Some(value) => value.to_string(),
            None => match scope.facts.answers.at(path) {
                Some(Value::Choice(key)) => key.to_string(),
                _ => match scope.facts.derived(path) {
                    Some(state) if !state.value.is_undefined() => state.value.to_string(),
                    _ => {
                        scope.record_missing([path.to_owned()]);
                        return Ok(Jinja::UNDEFINED);
                    }
                },
            },
        };
        let label = scope.facts.procedure.option_label(path, &key);
        label.map(Jinja::from).ok_or_else(|| fault(format!("“{path}”没有选项“{key}”")))
    });
    environment.add_function("option", |state: &State<'_, '_>, path: &str, attribute: &str| {
        let scope = scope(state)?;
        let Some(Value::Choice(key)) = scope.facts.answers.get(path) else {
            scope.record_missing([path.to_owned()]);
            return Ok(Jinja::UNDEFINED);
        };
        let option = scope.facts.procedure.field(path).and_then(|field| field.option(key));
        let value = option.and_then(|option| option.attributes.get(attribute));
        Ok::<_, Error>(value.map(|value| Jinja::from(value.as_str())).unwrap_or_default())
    });
    environment.add_function("coalesce", |first: Jinja, second: Jinja| {
        if first.is_undefined() || first.is_none() { second } else { first }
    });
    environment.add_function("contents", |state: &State<'_, '_>, document: &str| {
        let scope = scope(state)?;
        let missing: Vec<String> = contents(&scope, document)?
            .iter()
            .flat_map(|content| &content.needs)
            .flat_map(|need| scope.facts.lacks(need))
            .map(|lack| lack.path)
            .collect();
        if missing.is_empty() {
            return Ok(Jinja::from(true));
        }
        scope.record_missing(missing);
        Ok::<_, Error>(Jinja::UNDEFINED)
    });
    environment.add_function("contents_missing", |state: &State<'_, '_>, document: &str| {
        let scope = scope(state)?;
        let contents = contents(&scope, document)?;
        let labels = contents
            .iter()
            .filter(|content| content.needs.iter().any(|need| !scope.facts.is_complete(need)))
            .map(|content| Jinja::from(content.label.as_str()));
        Ok::<_, Error>(labels.collect::<Jinja>())
    });
    environment.add_function("code_problems", |state: &State<'_, '_>, path: &str| codes(state, path, false));
    environment.add_function("code_warnings", |state: &State<'_, '_>, path: &str| codes(state, path, true));
    environment.add_function("unit", |state: &State<'_, '_>, short: Jinja| {
        let scope = scope(state)?;
        let units = &scope.facts.procedure.units;
        let known = short.as_str().and_then(|short| units.iter().find(|unit| unit.short == short));
        Ok::<_, Error>(known.map(|unit| Jinja::from(unit.name.as_str())).unwrap_or_default())
    });
    environment.add_function("policy", |state: &State<'_, '_>, key: Jinja| {
        let scope = scope(state)?;
        if key.is_undefined() {
            return Ok(Jinja::UNDEFINED);
        }
        Ok::<_, Error>(scope.facts.procedure.policies_for(&key.to_string(), scope.facts.today))
    });
}

fn contents(scope: &Scope, document: &str) -> Result<Vec<ContentEntry>, Error> {
    let template = scope.facts.procedure.document(document);
    template
        .map(|template| template.entry.content.clone())
        .ok_or_else(|| fault(format!("没有名为“{document}”的文书")))
}

fn codes(state: &State<'_, '_>, path: &str, warnings: bool) -> Result<Jinja, Error> {
    let scope = scope(state)?;
    let field = scope.facts.procedure.field(path).ok_or_else(|| fault(format!("没有字段“{path}”")))?;
    let Some(value) = scope.facts.answers.get(path) else {
        scope.record_missing([path.to_owned()]);
        return Ok(Jinja::UNDEFINED);
    };
    let problems = code_problems(field, value);
    let chosen = problems.into_iter().filter(|problem| problem.warning == warnings);
    Ok(chosen.map(|problem| Jinja::from(problem.message)).collect())
}
