//! A worksheet that is ready to print: safe text, real dates, tables, and the same page everywhere.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_xlsxwriter::utility::cell_autofit_width;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Url, Worksheet};

use super::style;
use crate::analysis::number::Difference;
use crate::analysis::{Analysis, Class, Shown};
use crate::catalogue::Catalogue;
use crate::finding::print::{on_one_line, visible};
use crate::render::wording;

/// The most a cell can hold, in UTF-16 units.
const MAX_CELL: usize = 32_767;
/// What stands at the end of a text that was too long.
pub const CUT: &str = " … [ingekort: de hele tekst staat in de meting]";
/// The most line ends a cell can hold.
const MAX_LINES: usize = 250;
/// The longest address a link can hold.
const MAX_LINK: usize = 2_000;
/// What a link in a table says; the address itself is too long for a column.
const LINK_TEXT: &str = "naar de pagina";
/// The most characters of a name in a page header, so that left, middle and right do not touch.
const MAX_HEADER: usize = 60;
/// One line of text, and the room above and below it together, in points.
const LINE_HEIGHT: f64 = 13.0;
const CELL_PADDING: f64 = 3.5;
/// The height of a row that only keeps things apart.
const GAP: f64 = 6.0;
/// The highest a row can be, in points.
const MAX_HEIGHT: f64 = 408.0;
/// How many pixels of text fit in one unit of column width, and how wide a space is.
const PIXELS_PER_WIDTH: f64 = 7.0;
const SPACE: f64 = 3.0;
/// The widest line that a person reads from end to end, in characters.
const READABLE: f64 = 165.0;
/// The most characters of a document property.
const MAX_PROPERTY: usize = 200;
/// Paper sizes as the file format numbers them.
const A4: u8 = 9;
const A3: u8 = 8;

/// What a cell of a table holds.
pub enum Cell {
    /// Nothing: unknown, never 0.
    Blank,
    /// Text, from anywhere.
    Text(String),
    /// Text that stands out.
    Bold(String),
    /// A whole number.
    Count(u32),
    /// A number with one decimal; `None` is blank.
    Decimal(Option<Shown>),
    /// How much more or less a whole number is.
    Difference(i64),
    /// How much more or less a number with one decimal is; `None` is blank.
    DecimalDifference(Option<Difference>),
    /// A date; `None` is blank.
    Date(Option<Date>),
    /// A level as a number, in its colour; `None` is blank.
    Level(Option<u8>),
    /// The name of a level, in its colour; `None` is blank.
    LevelName(Option<u8>),
    /// A level as number and name, in its colour.
    LevelWords(u8),
    /// How urgent.
    Class(Class),
    /// An address, as a link where it is one.
    Link(String),
}

impl Cell {
    /// Text, or blank where there is none.
    pub fn optional(text: Option<&String>) -> Self {
        text.map_or(Cell::Blank, |text| Cell::Text(text.clone()))
    }

    /// Text from anything.
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }
}

/// A column: its header and its width in characters.
pub type Column = (&'static str, f64);

/// The columns in people's own words, which are left out of what is shared.
const OWN_WORDS: [&str; 7] = [
    "Reden n.v.t. of bij wie navragen",
    "Toelichting",
    "Bewijs",
    "Beoordeeld door",
    "Reden van het eigen streefniveau",
    "Actie",
    "Actiehouder",
];

/// The columns and the rows below them that this analysis may show.
pub fn shown(analysis: &Analysis, columns: &[Column], rows: Vec<Vec<Cell>>) -> (Vec<Column>, Vec<Vec<Cell>>) {
    let keep = |column: &Column| !(analysis.without_notes && OWN_WORDS.contains(&column.0));
    let row = |row: Vec<Cell>| {
        row.into_iter().zip(columns).filter(|(_, column)| keep(column)).map(|(cell, _)| cell).collect()
    };
    (columns.iter().copied().filter(keep).collect(), rows.into_iter().map(row).collect())
}

/// On what a sheet is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// A4, as many pages as needed.
    A4,
    /// A4, all on one page.
    OnePage,
    /// A3: wide lists that would be too small on A4.
    A3,
}

/// What stands at the top of every sheet and of every printed page.
pub struct Head<'a> {
    /// What the workbook is, such as "Gap-analyse".
    pub document: &'static str,
    /// Whose figures these are.
    pub owner: String,
    /// The day they stand for, in a few words.
    pub moment: String,
    /// The catalogue they are about.
    pub catalogue: &'a Catalogue,
    /// Who may see them.
    pub confidentiality: &'static str,
}

impl<'a> From<&Analysis<'a>> for Head<'a> {
    fn from(analysis: &Analysis<'a>) -> Self {
        Self {
            document: wording::TITLE,
            owner: wording::board(analysis).to_owned(),
            moment: wording::short_reference_date(analysis),
            catalogue: analysis.catalogue,
            confidentiality: wording::confidentiality(analysis),
        }
    }
}

/// A worksheet in the making.
pub struct Sheet<'a> {
    /// The worksheet itself, for what only one sheet needs.
    pub worksheet: Worksheet,
    name: &'static str,
    catalogue: &'a Catalogue,
    widths: Vec<f64>,
    heights: BTreeMap<u32, f64>,
    last_row: u32,
    last_column: u16,
}

impl<'a> Sheet<'a> {
    /// An empty sheet with columns of these widths.
    pub fn new(name: &'static str, catalogue: &'a Catalogue, widths: &[f64]) -> anyhow::Result<Self> {
        let mut worksheet = Worksheet::new();
        worksheet.set_name(name)?;
        worksheet.set_screen_gridlines(false);
        for (column, width) in widths.iter().enumerate() {
            worksheet.set_column_width(u16::try_from(column)?, *width)?;
        }
        Ok(Self {
            worksheet,
            name,
            catalogue,
            widths: widths.to_vec(),
            heights: BTreeMap::new(),
            last_row: 0,
            last_column: 0,
        })
    }

    /// A sheet that is one list: title, a line that says what it is, and the columns of the list.
    pub fn list(
        name: &'static str,
        head: impl Into<Head<'a>>,
        columns: &[Column],
        intro: &str,
    ) -> anyhow::Result<Self> {
        let head = head.into();
        let widths: Vec<f64> = columns.iter().map(|(_, width)| *width).collect();
        let mut sheet = Self::new(name, head.catalogue, &widths)?;
        sheet.top(name, head)?;
        sheet.span(2, 0, sheet.readable(), intro, &style::text())?;
        Ok(sheet)
    }

    /// The first row of the table on a sheet made by [`Sheet::list`].
    pub const LIST_START: u32 = 4;

    /// Title and the line with board, date and edition.
    pub fn top(&mut self, title: &str, head: impl Into<Head<'a>>) -> anyhow::Result<()> {
        let head = head.into();
        self.line(0, 0, title, &style::title())?;
        self.raise(0, 28.0)?;
        let line = format!(
            "{} · {} · {} · {}",
            head.owner,
            head.moment,
            head.catalogue.title(),
            head.confidentiality
        );
        self.line(1, 0, &line, &style::subtitle())
    }

    /// The last column that has a width.
    pub fn rightmost(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// The last column of a line that a person reads from end to end; wide lists go on beyond it.
    fn readable(&self) -> u16 {
        readable(&self.widths)
    }

    /// Text on one line in one cell; it may run over into empty cells beside it.
    pub fn line(&mut self, row: u32, column: u16, text: &str, format: &Format) -> anyhow::Result<()> {
        self.worksheet.write_string_with_format(row, column, one_line(text), format)?;
        self.reach(row, column);
        Ok(())
    }

    /// Wrapped text over some columns, in a row that is high enough for it.
    pub fn span(
        &mut self,
        row: u32,
        first: u16,
        last: u16,
        text: &str,
        format: &Format,
    ) -> anyhow::Result<()> {
        let text = clean(text);
        let width: f64 = self.widths[usize::from(first)..=usize::from(last)].iter().sum();
        self.raise(row, height(&text, width))?;
        if first == last {
            self.worksheet.write_string_with_format(row, first, text, format)?;
        } else {
            self.worksheet.merge_range(row, first, row, last, &text, format)?;
        }
        self.reach(row, last);
        Ok(())
    }

    /// A date over some columns.
    pub fn span_date(&mut self, row: u32, first: u16, last: u16, date: Date) -> anyhow::Result<()> {
        self.worksheet.merge_range(row, first, row, last, "", &style::date_in_text())?;
        match excel_date(date) {
            Some(found) => {
                self.worksheet.write_datetime_with_format(row, first, found, &style::date_in_text())?
            }
            None => self.worksheet.write_string_with_format(row, first, date.to_string(), &style::text())?,
        };
        self.reach(row, last);
        Ok(())
    }

    /// A heading over the whole width with a little room below it; gives the row after that.
    pub fn heading(&mut self, row: u32, text: &str) -> anyhow::Result<u32> {
        self.raise(row, 22.0)?;
        self.worksheet.merge_range(row, 0, row, self.rightmost(), &clean(text), &style::heading())?;
        self.gap(row + 1)?;
        self.reach(row, self.rightmost());
        Ok(row + 2)
    }

    /// A row that only keeps things apart.
    pub fn gap(&mut self, row: u32) -> anyhow::Result<()> {
        self.worksheet.set_row_height(row, GAP)?;
        Ok(())
    }

    /// A filterable table with its header in `row`; gives the first row after it. Without rows nothing is written.
    pub fn table(
        &mut self,
        row: u32,
        name: &str,
        columns: &[Column],
        rows: &[Vec<Cell>],
    ) -> anyhow::Result<u32> {
        if rows.is_empty() {
            return Ok(row);
        }
        let headers: Vec<TableColumn> = (0..)
            .zip(columns)
            .map(|(column, (header, _))| {
                let format = header_format(rows, column);
                TableColumn::new().set_header(*header).set_header_format(format)
            })
            .collect();
        let last_row = row + u32::try_from(rows.len())?;
        let last_column = u16::try_from(columns.len() - 1)?;
        let table = Table::new().set_name(name).set_style(TableStyle::None).set_columns(&headers);
        self.worksheet.add_table(row, 0, last_row, last_column, &table)?;
        self.raise(row, 32.0)?;
        for (offset, cells) in (1..).zip(rows) {
            self.cells(row + offset, 0, cells, false)?;
        }
        Ok(last_row + 1)
    }

    /// A table that is not filterable, with its header in `row`; gives the first row after it. The first `strong`
    /// rows are totals.
    pub fn plain_table(
        &mut self,
        row: u32,
        headers: &[&str],
        rows: &[Vec<Cell>],
        strong: usize,
    ) -> anyhow::Result<u32> {
        for (column, header) in (0..).zip(headers) {
            self.wrapped(row, column, header, &header_format(rows, usize::from(column)))?;
            self.reach(row, column);
        }
        self.raise(row, 32.0)?;
        let mut next = row + 1;
        for (index, cells) in rows.iter().enumerate() {
            self.cells(next, 0, cells, index < strong)?;
            next += 1;
        }
        Ok(next)
    }

    /// Cells beside each other; `strong` for a row of totals.
    fn cells(&mut self, row: u32, first: u16, cells: &[Cell], strong: bool) -> anyhow::Result<()> {
        for (column, cell) in (first..).zip(cells) {
            self.cell(row, column, cell, strong)?;
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u16, cell: &Cell, strong: bool) -> anyhow::Result<()> {
        let catalogue = self.catalogue;
        let dress = |format: Format| if strong { style::strong(&format) } else { format };
        let coloured =
            |level: u8, format: Format| format.set_background_color(style::level_colour(catalogue, level));
        match cell {
            Cell::Blank
            | Cell::Decimal(None)
            | Cell::DecimalDifference(None)
            | Cell::Date(None)
            | Cell::Level(None)
            | Cell::LevelName(None) => {
                self.worksheet.write_blank(row, column, &dress(style::cell()))?;
            }
            Cell::Text(text) => self.wrapped(row, column, text, &dress(style::cell()))?,
            Cell::Bold(text) => self.wrapped(row, column, text, &dress(style::cell().set_bold()))?,
            Cell::Count(count) => self.number(row, column, (*count).into(), &dress(style::count()))?,
            Cell::Decimal(Some(shown)) => {
                self.number(row, column, shown.value(), &dress(style::decimal()))?;
            }
            Cell::Difference(difference) => {
                // Numbers of norms are small, so nothing is lost.
                self.number(row, column, *difference as f64, &dress(style::difference()))?;
            }
            Cell::DecimalDifference(Some(difference)) => {
                self.number(row, column, difference.value(), &dress(style::decimal_difference()))?;
            }
            Cell::Date(Some(date)) => match excel_date(*date) {
                Some(found) => {
                    let format = dress(style::date());
                    self.worksheet.write_datetime_with_format(row, column, found, &format)?;
                }
                None => self.wrapped(row, column, &date.to_string(), &dress(style::cell()))?,
            },
            Cell::Level(Some(level)) => {
                self.number(row, column, (*level).into(), &coloured(*level, dress(style::count())))?;
            }
            Cell::LevelName(Some(level)) => {
                let format = coloured(*level, dress(style::cell()));
                self.wrapped(row, column, catalogue.level_name(*level), &format)?;
            }
            Cell::LevelWords(level) => {
                let format = coloured(*level, dress(style::cell()));
                self.wrapped(row, column, &wording::level(catalogue, *level), &format)?;
            }
            Cell::Class(class) => {
                let format = style::cell().set_background_color(style::class_colour(*class));
                self.wrapped(row, column, class.as_str(), &dress(format))?;
            }
            Cell::Link(address) if is_link(address) => {
                let link = Url::new(address.as_str()).set_text(LINK_TEXT);
                self.worksheet.write_url_with_format(row, column, link, &dress(style::link()))?;
            }
            Cell::Link(address) => self.wrapped(row, column, address, &dress(style::cell()))?,
        }
        self.reach(row, column);
        Ok(())
    }

    fn number(&mut self, row: u32, column: u16, number: f64, format: &Format) -> anyhow::Result<()> {
        self.worksheet.write_number_with_format(row, column, number, format)?;
        Ok(())
    }

    /// Wrapped text in one cell, in a row that is high enough for it.
    fn wrapped(&mut self, row: u32, column: u16, text: &str, format: &Format) -> anyhow::Result<()> {
        let text = clean(text);
        let width = self.widths.get(usize::from(column)).copied().unwrap_or(style::SIZE);
        self.raise(row, height(&text, width))?;
        self.worksheet.write_string_with_format(row, column, text, format)?;
        Ok(())
    }

    /// A link to another sheet of this workbook.
    pub fn link_to(&mut self, row: u32, column: u16, sheet: &str) -> anyhow::Result<()> {
        let address = format!("internal:'{sheet}'!A1");
        let link = Url::new(address).set_text(sheet);
        self.worksheet.write_url_with_format(row, column, link, &style::link_in_text())?;
        self.reach(row, column);
        Ok(())
    }

    /// Keeps the rows above `row` and the columns before `column` in sight, and repeats the header when printing.
    pub fn freeze(&mut self, row: u32, column: u16) -> anyhow::Result<()> {
        self.worksheet.set_freeze_panes(row, column)?;
        self.worksheet.set_repeat_rows(row - 1, row - 1)?;
        Ok(())
    }

    /// Makes a row at least this high, in points.
    pub fn raise(&mut self, row: u32, points: f64) -> anyhow::Result<()> {
        let height = self.heights.entry(row).or_insert(points);
        *height = height.max(points);
        self.worksheet.set_row_height(row, *height)?;
        Ok(())
    }

    /// Notes that the sheet reaches at least this far, for charts that cover cells.
    pub fn reach(&mut self, row: u32, column: u16) {
        self.last_row = self.last_row.max(row);
        self.last_column = self.last_column.max(column);
    }

    /// The worksheet with its page set up.
    pub fn finish(mut self, head: impl Into<Head<'a>>, paper: Paper) -> anyhow::Result<Worksheet> {
        let sheet = &mut self.worksheet;
        sheet.set_print_area(0, 0, self.last_row, self.last_column)?;
        sheet.set_print_fit_to_pages(1, u16::from(paper == Paper::OnePage));
        set_page(sheet, self.name, &head.into(), paper);
        Ok(self.worksheet)
    }
}

/// The page of every sheet: landscape, with who may read it and whose it is above, and its number below.
pub fn set_page(sheet: &mut Worksheet, name: &str, head: &Head, paper: Paper) {
    sheet.set_landscape();
    sheet.set_paper_size(if paper == Paper::A3 { A3 } else { A4 });
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    sheet.set_header_footer_scale_with_doc(false);
    sheet.set_header(format!(
        "&L{}&C{}&R{} · editie {}",
        in_header(&head.owner),
        head.confidentiality,
        in_header(&head.moment),
        in_header(&head.catalogue.edition)
    ));
    sheet.set_footer(format!("&L{} · {name}&Rpagina &P van &N", head.document));
}

/// The last of these columns in a line that a person reads from end to end.
pub fn readable(widths: &[f64]) -> u16 {
    let ends = widths.iter().scan(0.0, |end, width| {
        *end += width;
        Some(*end)
    });
    let columns = ends.take_while(|end| *end <= READABLE).count();
    u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX)
}

/// The header of a column: above numbers in the middle, like the numbers.
fn header_format(rows: &[Vec<Cell>], column: usize) -> Format {
    let number = |row: &Vec<Cell>| {
        use Cell::{Count, Decimal, DecimalDifference, Difference, Level};
        matches!(
            row.get(column),
            Some(Count(_) | Decimal(_) | Difference(_) | DecimalDifference(_) | Level(_))
        )
    };
    let format = style::header();
    if rows.iter().any(number) { format.set_align(FormatAlign::Center) } else { format }
}

/// Text as a cell may hold it: nothing that steers, not too long, not too many lines.
pub fn clean(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(|line| line.split('\t').map(visible).collect::<Vec<_>>().join("\t")).collect();
    let (kept, rest) = lines.split_at(lines.len().min(MAX_LINES));
    let mut text = kept.join("\n");
    if !rest.is_empty() {
        text.push(' ');
        text.push_str(&rest.join(" "));
    }
    if text.encode_utf16().count() <= MAX_CELL {
        return text;
    }
    let mut left = MAX_CELL - CUT.encode_utf16().count();
    let kept: String = text
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    kept + CUT
}

/// Text as a page header may hold it: one line, short, and no codes.
fn in_header(text: &str) -> String {
    let line = one_line(text);
    let short: String = if line.chars().count() > MAX_HEADER {
        line.chars().take(MAX_HEADER - 1).chain(['…']).collect()
    } else {
        line
    };
    short.replace('&', "&&")
}

/// Text as a document property may hold it: one line and short.
pub fn property(text: &str) -> String {
    one_line(text).chars().take(MAX_PROPERTY).collect()
}

/// Text on one line in which nothing steers.
pub fn one_line(text: &str) -> String {
    visible(&on_one_line(text))
}

/// True where a program may be asked to open it: a web address and nothing else.
fn is_link(address: &str) -> bool {
    address.starts_with("https://")
        && address.len() <= MAX_LINK
        && address.chars().all(|c| c.is_ascii_graphic())
}

/// A date as the file format knows it; it knows no days before 1900.
pub fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// How high a row must be for wrapped text in a column this wide, in points. Not every program works that out when it
/// opens a file, and none does for merged cells.
pub fn height(text: &str, width: f64) -> f64 {
    let lines: u32 = text.lines().map(|line| wrapped_lines(line, width)).sum();
    (f64::from(lines.max(1)) * LINE_HEIGHT + CELL_PADDING).min(MAX_HEIGHT)
}

/// How many lines a line takes once it is wrapped between words.
fn wrapped_lines(line: &str, width: f64) -> u32 {
    let room = (width * PIXELS_PER_WIDTH).max(1.0);
    let (mut lines, mut used) = (1, 0.0);
    for word in line.split(' ') {
        let long = pixels(word);
        let space = if used > 0.0 { SPACE } else { 0.0 };
        if used + space + long <= room {
            used += space + long;
            continue;
        }
        if used > 0.0 {
            lines += 1;
        }
        // A word that is longer than the column is broken.
        let full = (long / room).floor();
        lines += full as u32;
        used = long - full * room;
    }
    lines
}

/// The width of a word on screen, with a little room for bold text.
fn pixels(word: &str) -> f64 {
    /// What the library adds for the edges of the cell.
    const EDGES: u32 = 7;
    /// The library measures text of this size.
    const MEASURED_SIZE: f64 = 11.0;
    /// The library rounds the width of every character up.
    const ROUNDED_UP: f64 = 0.97;
    /// The library stops measuring a little beyond this many characters.
    const CHUNK: usize = 200;
    let characters: Vec<char> = word.chars().collect();
    let measured = characters.chunks(CHUNK).map(|chunk| {
        let text: String = chunk.iter().collect();
        f64::from(cell_autofit_width(&text).saturating_sub(EDGES))
    });
    measured.sum::<f64>() * style::SIZE / MEASURED_SIZE * ROUNDED_UP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_cut_visibly() {
        let text = clean(&"😀".repeat(20_000));
        assert!(text.ends_with(CUT));
        assert!(text.encode_utf16().count() <= MAX_CELL);
    }

    #[test]
    fn control_characters_are_shown_and_line_ends_stay() {
        assert_eq!(clean("a\u{1b}[2J\nb\tc"), "a␛[2J\nb\tc");
    }

    #[test]
    fn text_with_very_many_lines_keeps_its_words() {
        let text = clean(&"x\n".repeat(1_000));
        assert_eq!(text.matches('x').count(), 1_000);
        assert_eq!(text.matches('\n').count(), MAX_LINES - 1);
    }

    #[test]
    fn codes_in_a_name_do_not_steer_the_page_header() {
        assert_eq!(in_header("Jansen &P & zn."), "Jansen &&P && zn.");
        assert!(in_header(&"x".repeat(500)).chars().count() <= MAX_HEADER);
    }

    #[test]
    fn only_a_plain_web_address_becomes_a_link() {
        assert!(is_link("https://www.kennisnet.nl/"));
        for text in ["file:///etc/passwd", "javascript:alert(1)", "https://a b", "PO-Raad; https://x.nl/"] {
            assert!(!is_link(text), "{text}");
        }
    }
}
