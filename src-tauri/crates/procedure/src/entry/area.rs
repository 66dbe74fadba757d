//! A typed area (面积): ㎡, or the units in which land is spoken of, worked out to ㎡.
//!
//! 1公顷 = 10,000㎡ and 1平方公里 = 1,000,000㎡ exactly. 15亩 = 1公顷 (国务院关于在我国统一实行法定计量单位的命令), so that
//! 1亩 = 2000/3㎡, which no decimal says.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::{EntryError, clip, normalise_figure};

/// Names of the square metre, as people write it.
pub(super) const SQUARE_METRES: [&str; 5] = ["平方米", "平方", "平米", "平", "m2"];
/// Units that are a power of ten of square metres.
const DECIMAL_UNITS: [(&str, i32); 2] = [("公顷", 4), ("平方公里", 6)];
/// 亩.
const MU: &str = "亩";

/// An area understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaReading {
    /// In ㎡, without trailing zeros.
    pub area: Decimal,
    /// What was computed and how it was rounded, if another unit was typed.
    pub computed: Option<String>,
}

/// Reads an area: `86.5`, `1.2万平方米`, `1.5公顷`, `30亩`. From 亩 it is rounded half up to `places` decimals, and says
/// so; all else must come out exactly.
///
/// # Errors
/// As [`super::read_decimal`].
pub fn read_area(text: &str, places: u32) -> Result<AreaReading, EntryError> {
    let plain = normalise_figure(text)?;
    let known: Vec<&str> =
        SQUARE_METRES.into_iter().chain(DECIMAL_UNITS.map(|(name, _)| name)).chain([MU]).collect();
    let figure = Figure::read(&plain, text)?;
    let (number, unit) = figure.measured(&known, text)?;
    if unit == MU {
        let rounded = i32::try_from(places).ok().and_then(|places| number.times(2000, 3, places));
        let (area, exact) = rounded.ok_or_else(|| EntryError::out_of_range(text))?;
        let area = area.decimal(places, text)?;
        let (sign, rounding) =
            if exact { ("=", String::new()) } else { ("≈", format!("，四舍五入到{places}位小数")) };
        let computed = format!("{} {sign} {area}㎡（1亩 = 2000/3㎡{rounding}）", clip(text.trim()));
        return Ok(AreaReading { area, computed: Some(computed) });
    }
    let power = DECIMAL_UNITS.iter().find(|(name, _)| *name == unit).map(|(_, power)| *power);
    let area = number.times_ten_to(power.unwrap_or(0)).decimal(places, text)?;
    let metres = power.and_then(|power| 10_i64.checked_pow(power.unsigned_abs()));
    let computed = metres.map(|metres| format!("{} = {area}㎡（1{unit} = {metres}㎡）", clip(text.trim())));
    Ok(AreaReading { area, computed })
}
