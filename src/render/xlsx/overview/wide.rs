//! A sheet with a row per board. A row goes to disk as soon as the next one begins, so rows are written strictly from
//! top to bottom. Cells take the look of their column, which costs nothing per cell.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet,
};

use super::super::sheet::{self, Head, Paper};
use super::super::style;
use crate::analysis::Shown;
use crate::catalogue::Catalogue;
use crate::render::CONFIDENTIAL;

/// Where the list begins: title, head, what it is, room, and one row above the header.
const INTRO: u32 = 2;
const GROUPS: u32 = 4;
const HEADER: u32 = 5;
/// The height of a header whose words stand upright, in points.
const UPRIGHT: f64 = 180.0;
const FLAT: f64 = 32.0;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// Whole numbers.
    Count,
    /// Numbers with one decimal.
    Decimal,
    /// Days.
    Day,
}

/// A column.
pub struct Column {
    header: String,
    width: f64,
    holds: Holds,
    upright: bool,
}

impl Column {
    /// The column with the names of the boards.
    pub fn board() -> Self {
        Self::new("Bestuur", 52.0, Holds::Text)
    }

    /// A column with a header that is read from left to right.
    pub fn new(header: impl Into<String>, width: f64, holds: Holds) -> Self {
        Self { header: header.into(), width, holds, upright: false }
    }

    /// A narrow column with a header that stands upright.
    pub fn upright(header: impl Into<String>, width: f64, holds: Holds) -> Self {
        Self { upright: true, ..Self::new(header, width, holds) }
    }
}

/// Every format of these sheets.
pub struct Looks {
    title: Format,
    subtitle: Format,
    intro: Format,
    header: Format,
    header_number: Format,
    header_upright: Format,
    group: Format,
    group_number: Format,
    group_count: Format,
    text: Format,
    count: Format,
    decimal: Format,
    day: Format,
}

impl Looks {
    /// All formats with a fixed number: sheets are filled side by side, and the first to come must not decide.
    pub fn registered(workbook: &mut Workbook) -> Self {
        let group = style::strong(&style::cell()).set_align(FormatAlign::VerticalCenter);
        let upright = style::header().set_rotation(90).set_align(FormatAlign::Center);
        let looks = Self {
            title: style::title(),
            subtitle: style::subtitle(),
            intro: style::text(),
            header: style::header(),
            header_number: style::header().set_align(FormatAlign::Center),
            header_upright: upright.set_align(FormatAlign::Bottom),
            group: group.clone().set_align(FormatAlign::Center),
            group_number: style::strong(&style::decimal()),
            group_count: style::strong(&style::count()),
            text: style::cell(),
            count: style::count(),
            decimal: style::decimal(),
            day: style::date(),
        };
        for format in [
            &looks.title,
            &looks.subtitle,
            &looks.intro,
            &looks.header,
            &looks.header_number,
            &looks.header_upright,
            &looks.group,
            &looks.group_number,
            &looks.group_count,
            &looks.text,
            &looks.count,
            &looks.decimal,
            &looks.day,
        ] {
            workbook.register_format(format);
        }
        looks
    }

    fn of(&self, holds: Holds) -> &Format {
        match holds {
            Holds::Text => &self.text,
            Holds::Count => &self.count,
            Holds::Decimal => &self.decimal,
            Holds::Day => &self.day,
        }
    }
}

/// A sheet in the making.
pub struct Wide<'a> {
    worksheet: Worksheet,
    name: &'static str,
    head: &'a Head<'a>,
    looks: &'a Looks,
    widths: Vec<f64>,
    row: u32,
    column: u16,
    paper: Paper,
    one_page_wide: bool,
}

impl<'a> Wide<'a> {
    /// An empty sheet of which the rows go to a temporary file.
    pub fn new(
        name: &'static str,
        workbook: &mut Workbook,
        head: &'a Head<'a>,
        looks: &'a Looks,
    ) -> anyhow::Result<Self> {
        let mut worksheet = workbook.new_worksheet_with_constant_memory()?;
        worksheet.set_name(name)?;
        Ok(Self {
            worksheet,
            name,
            head,
            looks,
            widths: Vec::new(),
            row: 0,
            column: 0,
            paper: Paper::A4,
            one_page_wide: true,
        })
    }

    /// Title, what the list is, and the header; `frozen` columns stay in sight. `above` writes the row above the header.
    pub fn begin(
        &mut self,
        intro: &str,
        columns: &[Column],
        frozen: u16,
        above: impl FnOnce(&mut Self) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        self.widths = columns.iter().map(|column| column.width).collect();
        for (index, column) in (0..).zip(columns) {
            self.worksheet.set_column_width(index, column.width)?;
            self.worksheet.set_column_format(index, self.looks.of(column.holds))?;
        }
        let (title, subtitle) = (&self.looks.title, &self.looks.subtitle);
        self.worksheet.set_screen_gridlines(false);
        for row in 0..HEADER {
            // Else what no cell was written in looks like a row of the list.
            self.worksheet.set_row_format(row, &self.looks.intro)?;
        }
        self.worksheet.set_row_height(0, 28)?;
        self.worksheet.write_string_with_format(0, 0, self.name, title)?;
        let Head { owner, moment, catalogue, .. } = self.head;
        let line = format!("{owner} · {moment} · {} · {CONFIDENTIAL}", catalogue.title());
        self.worksheet.write_string_with_format(1, 0, sheet::one_line(&line), subtitle)?;
        self.intro(intro)?;
        self.row = GROUPS;
        above(self)?;
        let upright = columns.iter().any(|column| column.upright);
        self.worksheet.set_row_height(HEADER, if upright { UPRIGHT } else { FLAT })?;
        for (index, column) in (0..).zip(columns) {
            let format = match (column.upright, column.holds) {
                (true, _) => &self.looks.header_upright,
                (false, Holds::Count | Holds::Decimal) => &self.looks.header_number,
                (false, _) => &self.looks.header,
            };
            self.worksheet.write_string_with_format(HEADER, index, sheet::clean(&column.header), format)?;
        }
        self.row = HEADER;
        self.worksheet.set_freeze_panes(HEADER + 1, frozen)?;
        self.worksheet.set_repeat_rows(GROUPS, HEADER)?;
        if frozen > 0 {
            self.worksheet.set_repeat_columns(0, frozen - 1)?;
        }
        Ok(())
    }

    /// What the list is, over the columns that a person reads from end to end.
    fn intro(&mut self, text: &str) -> anyhow::Result<()> {
        let text = &sheet::clean(text);
        let last = sheet::readable(&self.widths);
        let width: f64 = self.widths[..=usize::from(last)].iter().sum();
        self.worksheet.set_row_height(INTRO, sheet::height(text, width))?;
        if last == 0 {
            self.worksheet.write_string_with_format(INTRO, 0, text, &self.looks.intro)?;
        } else {
            self.worksheet.merge_range(INTRO, 0, INTRO, last, text, &self.looks.intro)?;
        }
        Ok(())
    }

    /// A name above some columns, in the row above the header.
    pub fn group(&mut self, first: u16, last: u16, name: &str) -> anyhow::Result<()> {
        let name = sheet::one_line(name);
        if first == last {
            self.worksheet.write_string_with_format(GROUPS, first, name, &self.looks.group)?;
        } else {
            self.worksheet.merge_range(GROUPS, first, GROUPS, last, &name, &self.looks.group)?;
        }
        Ok(())
    }

    /// A figure of all boards above a column.
    pub fn above_decimal(&mut self, column: u16, shown: Option<Shown>) -> anyhow::Result<()> {
        match shown {
            Some(shown) => self.worksheet.write_number_with_format(
                GROUPS,
                column,
                shown.value(),
                &self.looks.group_number,
            )?,
            None => self.worksheet.write_blank(GROUPS, column, &self.looks.group_number)?,
        };
        Ok(())
    }

    /// A number of boards above a column.
    pub fn above_count(&mut self, column: u16, count: u32) -> anyhow::Result<()> {
        self.worksheet.write_number_with_format(GROUPS, column, count, &self.looks.group_count)?;
        Ok(())
    }

    /// The first cell of the next row: the name of a board, in a row that is high enough for it.
    pub fn start(&mut self, name: &str) -> anyhow::Result<()> {
        self.row += 1;
        self.column = 0;
        let name = sheet::one_line(name);
        let width = self.widths.first().copied().unwrap_or_default();
        // Most names fit on one line; only for the others the width of every word matters.
        if name.chars().count() as f64 > width {
            self.worksheet.set_row_height(self.row, sheet::height(&name, width))?;
        }
        self.worksheet.write_string(self.row, 0, name)?;
        self.column = 1;
        Ok(())
    }

    /// The next cell: text; empty where there is none.
    pub fn text(&mut self, text: &str) -> anyhow::Result<()> {
        if !text.is_empty() {
            self.worksheet.write_string(self.row, self.column, text)?;
        }
        self.column += 1;
        Ok(())
    }

    /// The next cell: text that came from a file.
    pub fn foreign(&mut self, text: &str) -> anyhow::Result<()> {
        self.text(&sheet::clean(text))
    }

    /// The next cell: a whole number; empty where it is not known.
    pub fn count(&mut self, count: Option<u32>) -> anyhow::Result<()> {
        if let Some(count) = count {
            self.worksheet.write_number(self.row, self.column, count)?;
        }
        self.column += 1;
        Ok(())
    }

    /// The next cell: a number with one decimal; empty where there is none.
    pub fn decimal(&mut self, shown: Option<Shown>) -> anyhow::Result<()> {
        if let Some(shown) = shown {
            self.worksheet.write_number(self.row, self.column, shown.value())?;
        }
        self.column += 1;
        Ok(())
    }

    /// The next cell: a day; empty where it is not known.
    pub fn day(&mut self, day: Option<jiff::civil::Date>) -> anyhow::Result<()> {
        match day.map(|day| (day, sheet::excel_date(day))) {
            Some((_, Some(found))) => {
                self.worksheet.write_datetime_with_format(self.row, self.column, found, &self.looks.day)?;
            }
            Some((day, None)) => {
                self.worksheet.write_string(self.row, self.column, day.to_string())?;
            }
            None => {}
        }
        self.column += 1;
        Ok(())
    }

    /// Colours the means in these columns by the level they have reached.
    pub fn colour_means(&mut self, first: u16, last: u16) -> anyhow::Result<()> {
        let catalogue = self.head.catalogue;
        for level in (1..=catalogue.top_level()).rev() {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::GreaterThanOrEqualTo(f64::from(level)))
                .set_format(mean_format(catalogue, level))
                .set_stop_if_true(true);
            self.worksheet.add_conditional_format(GROUPS, first, self.row.max(HEADER), last, &rule)?;
        }
        Ok(())
    }

    /// Prints on a larger sheet of paper.
    pub fn on_large_paper(&mut self) {
        self.paper = Paper::A3;
    }

    /// Prints the columns over as many pages as it takes.
    pub fn over_many_pages(&mut self) {
        self.one_page_wide = false;
    }

    /// The worksheet with its filter and its page set up.
    pub fn finish(mut self) -> anyhow::Result<Worksheet> {
        let last_column = u16::try_from(self.widths.len().saturating_sub(1))?;
        if self.row > HEADER {
            self.worksheet.autofilter(HEADER, 0, self.row, last_column)?;
        }
        self.worksheet.set_print_area(0, 0, self.row, last_column)?;
        if self.one_page_wide {
            self.worksheet.set_print_fit_to_pages(1, 0);
        } else {
            self.worksheet.set_print_scale(60);
        }
        sheet::set_page(&mut self.worksheet, self.name, self.head, self.paper);
        Ok(self.worksheet)
    }
}

/// The colour of a level with a white edge, so that the cells stay apart.
fn mean_format(catalogue: &Catalogue, level: u8) -> Format {
    Format::new()
        .set_background_color(style::level_colour(catalogue, level))
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::White)
}
