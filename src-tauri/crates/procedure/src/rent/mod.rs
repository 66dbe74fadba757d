//! Rent of a number of units over the term of a lease (承租租金): lease years, yearly increase, part months, totals.
//!
//! The term is cut into parts of one calendar month and one lease year. A unit's rent for a part is area × unit rent ×
//! days ÷ days of that month, rounded once, half up to 分; every total is a sum of those amounts, so tables by
//! lease year, calendar year, layout or claim agree to the 分. The first and the last day of a lease count.
//!
//! What a regulation demands of rents or terms is not said here but in the template folders.

mod increase;
mod lease;
mod rate;
mod roll;

pub use increase::{Increase, Mode};
pub use lease::{Lease, LeaseYear, MOST_YEARS, MonthPart, Span};
pub use rate::Rate;
pub use roll::{
    LayoutTotal, Portion, RentYear, Stretch, Unit, area_total, by_layout, by_stretch, calendar_years,
    lease_years, monthly_total, unit_rents,
};
