//! One look for every chart.

use rust_xlsxwriter::{ChartFont, ChartLine, Color};

use super::style;

/// The title of a chart.
pub fn title_font() -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(13).set_bold().set_color(Color::RGB(style::ACCENT));
    font
}

/// Everything else that is written in a chart.
pub fn small_font() -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(10).unset_bold().set_color(Color::RGB(style::QUIET));
    font
}

/// The lines of the grid.
pub fn grid() -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(style::OPEN)).set_width(0.5);
    line
}
