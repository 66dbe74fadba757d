//! Vacancy (空置) day by day, and how much of it lies above a cap.
//!
//! A unit is vacant on each day on which it is neither let nor given back. The cap is a whole number of units,
//! floor(total × ratio); on a day on which more are vacant, so many of them as exceed it are *over the cap*. Which
//! ones is a choice that the caller makes by ordering the units.
//!
//! Worked out from the days on which something changes, never from days × units.

mod cap;
mod occupancy;
mod over;
mod survey;

pub use cap::{Cap, vacancy_cap};
pub use occupancy::Occupancy;
pub use over::over_cap;
pub use survey::{MonthVacancy, Standing, months, peak, standing};
