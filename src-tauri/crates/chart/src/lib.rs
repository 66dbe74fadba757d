//! Figures become a drawing (图): columns, running totals over dates, intervals on a time axis.
//!
//! * [`Chart`]: what is to be shown, in exact values;
//! * [`draw()`]: the same as primitives in one coordinate space, in thousandths of a point;
//! * [`svg()`]: the drawing as SVG, for papers and for Word, and [`screen()`] for a page that can be dark; `export`
//!   draws the primitives into PDF;
//! * [`grid()`]: the figures as a table, to stand beside the picture.
//!
//! One drawing serves every form, so screen and papers cannot show different pictures. Lengths are whole numbers: no
//! rounding differs between machines. Fonts are unknown here; widths of text are estimated on the wide side.
//! Tones differ by hatch or dash as well as by colour, for black-and-white printers and colour-blind readers.

mod columns;
mod draw;
mod drawing;
mod figure;
mod grid;
mod ink;
mod lanes;
mod legend;
mod marker;
mod model;
mod scale;
mod span;
mod steps;
mod svg;
mod text;

pub use draw::draw;
pub use drawing::{Anchor, Dash, Drawing, Mark, Point, Stroke};
pub use grid::{Grid, grid};
pub use ink::{Ink, Tone};
pub use model::{Chart, Columns, Interval, Lanes, Marker, Series, StepSeries, Steps, Unit};
pub use svg::{screen, svg};
