//! One restrained look for the whole workbook: one accent colour, and level colours that also work for colour-blind
//! people and on a black-and-white printer. Colour never stands alone: every level and class has its word in the cell.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::analysis::Class;
use crate::catalogue::Catalogue;

/// The accent: titles and table headers.
pub const ACCENT: u32 = 0x1F_4E_79;
/// Light accent: rows of totals, tiles.
pub const ACCENT_LIGHT: u32 = 0xE8_EF_F6;
/// On target in charts, and the deepest level colour.
pub const ON_TARGET: u32 = 0x5B_9B_C8;
/// Below target in charts, and the level furthest below the target.
pub const BELOW_TARGET: u32 = 0xE8_A3_5C;
/// Below target in charts where others stand out.
pub const BELOW_TARGET_SOFT: u32 = 0xF4_D3_AE;
/// Open in charts.
pub const OPEN: u32 = 0xD9_D9_D9;
/// Grey text.
pub const QUIET: u32 = 0x59_59_59;

const INK: u32 = 0x22_22_22;
const LINE: u32 = 0xBF_BF_BF;
const CAUTION: u32 = 0xFF_F6_DD;
const BELOW_TARGET_LIGHT: u32 = 0xFB_E6_CC;
const ON_TARGET_LIGHT: u32 = 0xDD_EB_F5;

/// Shows one decimal with a comma, also where the program itself is not set to Dutch.
const DECIMAL: &str = "[$-413]0.0";
/// Shows a difference with its sign.
const DIFFERENCE: &str = "+0;-0;0";
/// Shows a difference with one decimal and its sign.
const DECIMAL_DIFFERENCE: &str = "[$-413]+0.0;[$-413]-0.0;[$-413]0.0";
/// Shows "21 november 2026".
const DATE: &str = "[$-413]d mmmm yyyy";

/// The size of text in tables.
pub const SIZE: f64 = 10.0;

fn font() -> Format {
    Format::new().set_font_name("Calibri").set_font_size(SIZE).set_font_color(Color::RGB(INK))
}

/// Running text: wrapped, from the top.
pub fn text() -> Format {
    font().set_text_wrap().set_align(FormatAlign::Top)
}

/// Running text in grey.
pub fn quiet() -> Format {
    text().set_font_color(Color::RGB(QUIET))
}

/// Running text in bold.
pub fn bold() -> Format {
    text().set_bold()
}

/// The title of a sheet.
pub fn title() -> Format {
    font()
        .set_font_size(18)
        .set_bold()
        .set_font_color(Color::RGB(ACCENT))
        .set_align(FormatAlign::VerticalCenter)
}

/// The line under the title: board, date, edition.
pub fn subtitle() -> Format {
    font().set_font_color(Color::RGB(QUIET)).set_align(FormatAlign::VerticalCenter)
}

/// The name of the board on the cover.
pub fn board() -> Format {
    font().set_font_size(14).set_align(FormatAlign::VerticalCenter)
}

/// The words that say who may read this, at the right edge.
pub fn confidential() -> Format {
    font()
        .set_bold()
        .set_align(FormatAlign::Right)
        .set_font_color(Color::RGB(ACCENT))
        .set_align(FormatAlign::VerticalCenter)
}

/// The title of a block on a sheet.
pub fn heading() -> Format {
    font()
        .set_font_size(12)
        .set_bold()
        .set_font_color(Color::RGB(ACCENT))
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(Color::RGB(ACCENT))
}

/// The header of a table.
pub fn header() -> Format {
    font()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(ACCENT))
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(LINE))
}

/// A text cell of a table.
pub fn cell() -> Format {
    text().set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE))
}

/// A whole number in a table.
pub fn count() -> Format {
    cell().set_num_format("0").set_align(FormatAlign::Center)
}

/// A number with one decimal in a table.
pub fn decimal() -> Format {
    cell().set_num_format(DECIMAL).set_align(FormatAlign::Center)
}

/// A difference between whole numbers in a table.
pub fn difference() -> Format {
    cell().set_num_format(DIFFERENCE).set_align(FormatAlign::Center)
}

/// A difference between numbers with one decimal in a table.
pub fn decimal_difference() -> Format {
    cell().set_num_format(DECIMAL_DIFFERENCE).set_align(FormatAlign::Center)
}

/// A date in a table.
pub fn date() -> Format {
    cell().set_num_format(DATE).set_align(FormatAlign::Left)
}

/// A date in running text.
pub fn date_in_text() -> Format {
    text().set_num_format(DATE).set_align(FormatAlign::Left)
}

/// A link in a table.
pub fn link() -> Format {
    cell().set_font_color(Color::RGB(ACCENT)).set_underline(rust_xlsxwriter::FormatUnderline::Single)
}

/// A link in running text.
pub fn link_in_text() -> Format {
    text().set_font_color(Color::RGB(ACCENT)).set_underline(rust_xlsxwriter::FormatUnderline::Single)
}

/// A line of the box that warns.
pub fn caution() -> Format {
    text().set_background_color(Color::RGB(CAUTION)).set_indent(1).set_align(FormatAlign::VerticalCenter)
}

/// The caption of a tile on the cover.
pub fn tile_caption() -> Format {
    font()
        .set_font_size(9)
        .set_font_color(Color::RGB(QUIET))
        .set_background_color(Color::RGB(ACCENT_LIGHT))
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// The large figure of a tile on the cover.
pub fn tile_figure() -> Format {
    font()
        .set_font_size(20)
        .set_bold()
        .set_font_color(Color::RGB(ACCENT))
        .set_background_color(Color::RGB(ACCENT_LIGHT))
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// A tile: white edges keep tiles apart.
pub fn tile(format: Format) -> Format {
    let side = FormatBorder::Thick;
    format
        .set_border_left(side)
        .set_border_right(side)
        .set_border_left_color(Color::White)
        .set_border_right_color(Color::White)
}

/// The same format for a row of totals.
pub fn strong(format: &Format) -> Format {
    format.clone().set_bold().set_background_color(Color::RGB(ACCENT_LIGHT))
}

/// The colour of a level: orange below the framework's target, the further the darker; blue from the target up, the
/// higher the darker. Both hues differ for every kind of colour-blindness, and the word stands beside it.
pub fn level_colour(catalogue: &Catalogue, level: u8) -> Color {
    let target = catalogue.target;
    if level < target {
        let steps = target.saturating_sub(2);
        mix(BELOW_TARGET_LIGHT, BELOW_TARGET, target - 1 - level, steps)
    } else {
        mix(ON_TARGET_LIGHT, ON_TARGET, level - target, catalogue.top_level().saturating_sub(target))
    }
}

/// The colour of a class, from urgent to quiet.
pub fn class_colour(class: Class) -> Color {
    Color::RGB(match class {
        Class::First => 0xB4_CB_E3,
        Class::Next => 0xDA_E5_F1,
        Class::Later => 0xFF_FF_FF,
    })
}

/// `step` of `steps` from one colour to another.
fn mix(from: u32, to: u32, step: u8, steps: u8) -> Color {
    let (step, steps) = (u32::from(step), u32::from(steps.max(1)));
    let channel = |shift: u32| {
        let (a, b) = ((from >> shift) & 0xFF, (to >> shift) & 0xFF);
        ((a * (steps - step.min(steps)) + b * step.min(steps)) / steps) << shift
    };
    Color::RGB(channel(16) | channel(8) | channel(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::embedded;

    #[test]
    fn every_level_has_its_own_colour_and_the_two_sides_of_the_target_have_their_own_hue() {
        let catalogue = embedded::newest();
        let colours: Vec<Color> = (1..=catalogue.top_level()).map(|l| level_colour(&catalogue, l)).collect();
        for (index, colour) in colours.iter().enumerate() {
            assert!(!colours[..index].contains(colour), "level {} looks like another", index + 1);
            let Color::RGB(rgb) = colour else { panic!("a colour of the document, not of the theme") };
            let (red, blue) = (rgb >> 16, rgb & 0xFF);
            assert_eq!(red > blue, index + 1 < usize::from(catalogue.target), "level {}", index + 1);
        }
    }
}
