//! Numbers that parse but cannot be set on paper.

use super::{FontRole, Layout, Part, Style};
use crate::ExportError;

fn refuse(key: String, message: impl Into<String>) -> ExportError {
    ExportError::Style { key, line: None, message: message.into() }
}

/// Refuses an incomplete or impossible style.
pub(super) fn check(style: &Style) -> Result<(), ExportError> {
    for role in FontRole::ALL {
        let Some(fonts) = style.fonts.role.get(&role) else {
            return Err(refuse(format!("fonts.role.{}", role.key()), "缺少这一项"));
        };
        if fonts.name.trim().is_empty() {
            return Err(refuse(format!("fonts.role.{}.name", role.key()), "字体名不能为空"));
        }
    }
    check_layout("official", &style.official)?;
    check_layout("contract", &style.contract)
}

fn check_layout(name: &str, layout: &Layout) -> Result<(), ExportError> {
    for part in Part::ALL {
        let known = layout.paragraph.contains_key(&part)
            || part.fallback().is_some_and(|fallback| layout.paragraph.contains_key(&fallback));
        if !known {
            return Err(refuse(format!("{name}.paragraph.{}", part.key()), "缺少这一项"));
        }
    }
    let within = |key: &str, value: f32, least: f32, most: f32| {
        if value.is_finite() && value >= least && value <= most {
            Ok(())
        } else {
            Err(refuse(format!("{name}.{key}"), format!("{value} 不在 {least} 至 {most} 之间")))
        }
    };
    let page = &layout.page;
    within("page.width_mm", page.width_mm, 50.0, 2000.0)?;
    within("page.height_mm", page.height_mm, 50.0, 2000.0)?;
    within("page.left_mm", page.left_mm, 0.0, page.width_mm)?;
    within("page.top_mm", page.top_mm, 0.0, page.height_mm)?;
    within("page.text_width_mm", page.text_width_mm, 30.0, page.width_mm - page.left_mm)?;
    within("page.text_height_mm", page.text_height_mm, 30.0, page.height_mm - page.top_mm)?;
    within("page.header_mm", page.header_mm, 0.0, page.top_mm)?;
    within("grid.pitch_pt", layout.grid.pitch_pt, 6.0, 200.0)?;
    within("grid.latin_gap", layout.grid.latin_gap, 0.0, 1.0)?;
    if layout.grid.characters == Some(0) {
        return Err(refuse(format!("{name}.grid.characters"), "每行字数必须大于 0"));
    }
    within("footer.size_pt", layout.footer.size_pt, 4.0, 72.0)?;
    within("footer.gap_mm", layout.footer.gap_mm, 0.0, page.bottom_mm())?;
    within("table.rule_pt", layout.table.rule_pt, 0.0, 10.0)?;
    within("table.padding_pt", layout.table.padding_pt, 0.0, 50.0)?;
    within("table.row_gap_pt", layout.table.row_gap_pt, 0.0, 50.0)?;
    within("table.least_size_pt", layout.table.least_size_pt, 3.0, 72.0)?;
    for (part, style) in &layout.paragraph {
        let key = part.key();
        within(&format!("paragraph.{key}.size_pt"), style.size_pt, 4.0, 144.0)?;
        if let Some(pitch) = style.pitch_pt {
            within(&format!("paragraph.{key}.pitch_pt"), pitch, 4.0, 300.0)?;
        }
        within(&format!("paragraph.{key}.indent"), style.indent, 0.0, 20.0)?;
        within(&format!("paragraph.{key}.left"), style.left, 0.0, 20.0)?;
        within(&format!("paragraph.{key}.before"), style.before, 0.0, 20.0)?;
        within(&format!("paragraph.{key}.after"), style.after, 0.0, 20.0)?;
        within(&format!("paragraph.{key}.outline"), style.outline.map_or(1.0, f32::from), 1.0, 9.0)?;
    }
    Ok(())
}
