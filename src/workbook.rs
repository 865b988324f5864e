//! Workbooks as people give them back, saved by whatever program: their sheets as cells with addresses. What they cost
//! is limited before they are read: a small file can hold a large one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, DataRef, Ods, Reader as _, Xlsx};
use jiff::civil::Date;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::finding::{Code, Finding, Findings};
use crate::form::cell::Cell;
use crate::form::read::{Found, Sheet, is_read};
use crate::limits::{CELL, CELLS, COLUMNS, PARTS, ROWS, UNPACKED};

/// Reads the sheets that matter of a workbook; of others only the name. The file is only named in what is wrong with it.
///
/// # Errors
/// The bytes are no workbook, or one that unpacks to more than is read.
pub fn parse(bytes: &[u8], file: &str) -> Result<Vec<Sheet>, Findings> {
    let sheets = unpacked(bytes).and_then(|(kind, package)| match kind {
        Kind::Xlsx => xlsx(package),
        Kind::Ods => ods(package),
    });
    sheets.map_err(|trouble| trouble.finding(file).into())
}

/// Why a workbook cannot be used.
enum Trouble {
    NoWorkbook,
    Protected,
    TooLarge(String),
}

impl Trouble {
    fn finding(&self, file: &str) -> Finding {
        match self {
            Trouble::NoWorkbook => {
                Finding::file_error(Code::NoWorkbook, file, "dit is geen werkmap die gelezen kan worden")
                    .hint(
                        "open het bestand in Excel of LibreOffice, en bewaar het als werkmap (.xlsx of .ods)",
                    )
            }
            Trouble::Protected => {
                Finding::file_error(Code::NoWorkbook, file, "deze werkmap is beveiligd met een wachtwoord")
                    .hint("bewaar de werkmap zonder wachtwoord en lees hem dan in")
            }
            Trouble::TooLarge(text) => Finding::file_error(Code::TooLarge, file, text.clone())
                .hint("haal weg wat niet bij de vragenlijst hoort, of kies het goede bestand"),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Xlsx,
    Ods,
}

/// What kind of workbook it is, and a package of our own with the parts of it that are read, as they are unpacked. The
/// reader of workbooks only ever sees that one: what a package says of its own sizes may be a lie, and two readers may
/// find different parts in the same bytes.
fn unpacked(bytes: &[u8]) -> Result<(Kind, Vec<u8>), Trouble> {
    // A workbook with a password is a file of another kind altogether.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Trouble::Protected);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::NoWorkbook)?;
    if archive.len() > PARTS {
        return Err(Trouble::TooLarge(format!("deze werkmap heeft meer dan {PARTS} onderdelen")));
    }
    let kind = archive.file_names().find_map(|name| match name {
        "xl/workbook.xml" => Some(Kind::Xlsx),
        "content.xml" => Some(Kind::Ods),
        _ => None,
    });
    let kind = kind.ok_or(Trouble::NoWorkbook)?;
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let (mut left, mut text) = (UNPACKED, Vec::new());
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Trouble::NoWorkbook)?;
        let name = part.name().to_owned();
        if !holds_text(&name) {
            continue;
        }
        text.clear();
        part.take(left + 1).read_to_end(&mut text).map_err(|_| Trouble::NoWorkbook)?;
        left = left.checked_sub(text.len() as u64).ok_or_else(|| {
            Trouble::TooLarge(format!("deze werkmap is uitgepakt groter dan {} MB", UNPACKED / 1024 / 1024))
        })?;
        // Some programs add parts in another encoding that have nothing to do with cells.
        let Ok(text) = std::str::from_utf8(&text) else { continue };
        let text = match kind {
            Kind::Xlsx => {
                addresses_exist(text)?;
                Cow::Borrowed(text.as_bytes())
            }
            Kind::Ods => Cow::Owned(without_room(text)?),
        };
        package.start_file(name, plain).map_err(|_| Trouble::NoWorkbook)?;
        package.write_all(&text).map_err(|_| Trouble::NoWorkbook)?;
    }
    let package = package.finish().map_err(|_| Trouble::NoWorkbook)?;
    Ok((kind, package.into_inner()))
}

/// True for the parts in which cells can stand, and what leads to them; never for pictures and programs.
fn holds_text(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels") || name == "mimetype"
}

/// A part of an ods without the spaces and line ends between its tags, which some programs put there: the reader of
/// workbooks takes them for cells. Inside a paragraph they are text.
fn without_room(part: &str) -> Result<Vec<u8>, Trouble> {
    let mut reader = quick_xml::Reader::from_str(part);
    let mut out = quick_xml::Writer::new(Vec::with_capacity(part.len()));
    let mut paragraphs = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| Trouble::NoWorkbook)?;
        match &event {
            Event::Eof => return Ok(out.into_inner()),
            Event::Start(tag) if tag.name().as_ref() == b"text:p" => paragraphs += 1,
            Event::End(tag) if tag.name().as_ref() == b"text:p" => paragraphs = paragraphs.saturating_sub(1),
            Event::Text(text) if paragraphs == 0 && text.iter().all(u8::is_ascii_whitespace) => continue,
            _ => {}
        }
        out.write_event(event).map_err(|_| Trouble::NoWorkbook)?;
    }
}

/// Cells in the making, with what they cost so far.
#[derive(Default)]
struct Cells {
    rows: BTreeMap<u32, BTreeMap<u32, Found>>,
    count: usize,
    text: u64,
}

impl Cells {
    /// Adds a cell; nothing in it costs nothing, wherever it is.
    fn put(&mut self, sheet: &str, (row, column): (u32, u32), found: Option<Found>) -> Result<(), Trouble> {
        let Some(found) = found else { return Ok(()) };
        if row >= ROWS || column >= COLUMNS {
            return Err(too_many(sheet));
        }
        self.count += 1;
        if let Found::Cell(Cell::Text(text)) = &found {
            self.text += text.len() as u64;
        }
        if self.count > CELLS || self.text > UNPACKED {
            return Err(Trouble::TooLarge(format!(
                "het blad \"{sheet}\" heeft te veel cellen of te veel tekst"
            )));
        }
        self.rows.entry(row).or_default().insert(column, found);
        Ok(())
    }
}

fn too_many(sheet: &str) -> Trouble {
    Trouble::TooLarge(format!("het blad \"{sheet}\" heeft meer dan {ROWS} rijen of {COLUMNS} kolommen"))
}

/// A text of a cell; more than a cell can hold is no cell of a spreadsheet.
fn text(sheet: &str, text: &str) -> Result<Option<Found>, Trouble> {
    if text.len() > CELL {
        return Err(Trouble::TooLarge(format!("het blad \"{sheet}\" heeft een cel met te veel tekst")));
    }
    // One kind of line end, and nothing at the ends that a person does not see either.
    let text = text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    Ok((!text.is_empty()).then_some(Found::Cell(Cell::Text(text))))
}

/// Goes through a part of an xlsx once: the reader of workbooks counts on addresses that exist, and on another one it
/// would stop the program or take the cell for one elsewhere. Any part can be a sheet, whatever its name.
fn addresses_exist(part: &str) -> Result<(), Trouble> {
    let mut reader = quick_xml::Reader::from_str(part);
    loop {
        let tag = match reader.read_event().map_err(|_| Trouble::NoWorkbook)? {
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::Eof => return Ok(()),
            _ => continue,
        };
        let address: &[u8] = match tag.local_name().as_ref() {
            b"row" | b"c" => b"r",
            b"dimension" | b"f" | b"mergeCell" => b"ref",
            _ => continue,
        };
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| Trouble::NoWorkbook)?;
            if attribute.key.as_ref() == address && !is_in_order(&attribute.value) {
                return Err(Trouble::NoWorkbook);
            }
        }
    }
}

/// True for an address, and for two with a colon between them of which the first is not behind the other.
fn is_in_order(address: &[u8]) -> bool {
    let places: Option<Vec<_>> = address.split(|byte| *byte == b':').map(place).collect();
    matches!(places.as_deref(), Some([_]))
        || matches!(places.as_deref(), Some([first, last]) if first.0 <= last.0 && first.1 <= last.1)
}

/// The column and the row of `E17`, or of the number of a row or the letters of a column alone; no sheet has more than
/// seven digits or three letters.
fn place(address: &[u8]) -> Option<(u32, u32)> {
    let end = address.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (letters, digits) = address.split_at(end);
    let exists = !address.is_empty()
        && letters.len() <= 3
        && digits.len() <= 7
        && digits.iter().all(u8::is_ascii_digit)
        && digits.first() != Some(&b'0');
    let number = |of: &[u8], base: u32, first: u8| {
        of.iter().fold(0, |number, byte| number * base + u32::from(byte.to_ascii_uppercase() - first))
    };
    exists.then(|| (number(letters, 27, b'A' - 1), number(digits, 10, b'0')))
}

fn xlsx(bytes: Vec<u8>) -> Result<Vec<Sheet>, Trouble> {
    let no_workbook = |_| Trouble::NoWorkbook;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(no_workbook)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        if !is_read(&name) {
            sheets.push(sheet);
            continue;
        }
        let merged = workbook.merge_cells_by_sheet_name(&name).map_err(no_workbook)?;
        let corners =
            merged.into_iter().map(|region| [region.start.0, region.start.1, region.end.0, region.end.1]);
        sheet.merged = corners.collect();
        let mut cells = Cells::default();
        // Cell by cell: a table of everything between the first and the last one could fill the memory.
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(no_workbook)?;
        while let Some(record) = reader.next_cell_with_formula_metadata().map_err(no_workbook)? {
            let found = if record.formula.is_some() {
                Some(Found::Formula)
            } else {
                match record.value {
                    DataRef::SharedString(found) => text(&name, found)?,
                    DataRef::String(found) => text(&name, &found)?,
                    other => plain(&name, Data::from(other))?,
                }
            };
            cells.put(&name, record.pos, found)?;
        }
        drop(reader);
        sheet.rows = cells.rows;
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What a cell holds that has no formula.
fn plain(sheet: &str, data: Data) -> Result<Option<Found>, Trouble> {
    let cell = |cell| Some(Found::Cell(cell));
    Ok(match data {
        Data::Empty => None,
        Data::Int(number) => cell(Cell::Number(number as f64)),
        Data::Float(number) if number.is_finite() => cell(Cell::Number(number)),
        Data::Float(number) => Some(Found::Error(number.to_string())),
        Data::Bool(yes) => cell(Cell::Yes(yes)),
        Data::Error(error) => Some(Found::Error(error.to_string())),
        Data::String(found) | Data::DurationIso(found) => text(sheet, &found)?,
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            let date = i16::try_from(year).ok().and_then(|year| Date::new(year, month as i8, day as i8).ok());
            match date.filter(|_| (hour, minute) == (0, 0)) {
                Some(date) => cell(Cell::Day(date)),
                None => cell(Cell::Text(format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}"))),
            }
        }
        Data::DateTime(duration) => cell(Cell::Number(duration.as_f64())),
        Data::DateTimeIso(written) => {
            // Midnight is no part of a day, however it is written.
            let is_midnight = |time: &str| time.chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z'));
            let day = match written.split_once('T') {
                Some((day, time)) => Some(day).filter(|_| is_midnight(time)),
                None => Some(written.as_str()),
            };
            match day.and_then(|day| day.parse().ok()) {
                Some(date) => cell(Cell::Day(date)),
                None => text(sheet, &written)?,
            }
        }
    })
}

fn ods(bytes: Vec<u8>) -> Result<Vec<Sheet>, Trouble> {
    let outlines = outlines(&bytes)?;
    let mut workbook = Ods::new(Cursor::new(bytes)).map_err(|_| Trouble::NoWorkbook)?;
    let mut sheets = Vec::new();
    for (name, outline) in workbook.sheet_names().into_iter().zip(outlines) {
        let mut sheet = Sheet { name: name.clone(), merged: outline.merged, ..Sheet::default() };
        if is_read(&name) {
            let range = workbook.worksheet_range(&name).map_err(|_| Trouble::NoWorkbook)?;
            let (top, left) = range.start().unwrap_or_default();
            let mut cells = Cells::default();
            for (row, column, data) in range.used_cells() {
                let found = plain(&name, data.clone())?;
                let place = (
                    top + u32::try_from(row).unwrap_or(ROWS),
                    left + u32::try_from(column).unwrap_or(COLUMNS),
                );
                cells.put(&name, place, found)?;
            }
            for (row, column) in outline.formulas {
                cells.put(&name, (row, column), Some(Found::Formula))?;
            }
            sheet.rows = cells.rows;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What the reader of workbooks does not tell of a sheet.
#[derive(Default)]
struct Outline {
    merged: Vec<[u32; 4]>,
    formulas: Vec<(u32, u32)>,
}

/// Goes through the text of an ods once: a cell or a row in it can stand for a million, and all of those would be made.
fn outlines(bytes: &[u8]) -> Result<Vec<Outline>, Trouble> {
    let no_workbook = |_| Trouble::NoWorkbook;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::NoWorkbook)?;
    let mut content = String::new();
    let part = archive.by_name("content.xml").map_err(|_| Trouble::NoWorkbook)?;
    // Unpacked once already, so that it is known to fit.
    part.take(UNPACKED).read_to_string(&mut content).map_err(no_workbook)?;
    let mut reader = quick_xml::Reader::from_str(&content);
    reader.config_mut().check_end_names = true;
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|_| Trouble::NoWorkbook)? {
            Event::Start(tag) => walk.open(&tag)?,
            Event::Empty(tag) => {
                walk.open(&tag)?;
                walk.close(tag.name().as_ref())?;
            }
            Event::Text(found) => walk.text += found.len() as u64,
            Event::End(tag) => walk.close(tag.name().as_ref())?,
            Event::Eof => return Ok(walk.outlines),
            _ => {}
        }
    }
}

/// Where in the text of an ods we are.
#[derive(Default)]
struct Walk {
    outlines: Vec<Outline>,
    name: String,
    row: u64,
    rows: u64,
    column: u64,
    columns: u64,
    /// Bytes of text, and what the cells of one row repeat of it.
    text: u64,
    in_row: u64,
    total: u64,
    is_filled: bool,
}

impl Walk {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), Trouble> {
        let attribute = |name: &str| -> Option<String> {
            let found = tag.try_get_attribute(name).ok().flatten()?;
            Some(String::from_utf8_lossy(&found.value).into_owned())
        };
        let number =
            |name: &str| attribute(name).and_then(|text| text.parse::<u64>().ok()).unwrap_or(1).max(1);
        match tag.name().as_ref() {
            b"table:table" => {
                self.outlines.push(Outline::default());
                self.name = attribute("table:name").unwrap_or_default();
                self.row = 0;
            }
            b"table:table-row" => {
                self.rows = number("table:number-rows-repeated");
                (self.column, self.in_row) = (0, 0);
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                self.columns = number("table:number-columns-repeated");
                self.text = tag.len() as u64;
                let formula = attribute("table:formula").is_some();
                self.is_filled = formula || attribute("office:value-type").is_some();
                let spans = [number("table:number-rows-spanned"), number("table:number-columns-spanned")];
                let far =
                    |from: u64, span: u64| u32::try_from(from.saturating_add(span - 1)).unwrap_or(u32::MAX);
                let (row, column) = (far(self.row, 1), far(self.column, 1));
                let last = [far(self.row, spans[0]), far(self.column, spans[1])];
                if let Some(outline) = self.outlines.last_mut() {
                    if formula {
                        // Where it is repeated, the first of them is enough to refuse.
                        outline.formulas.push((row, column));
                    }
                    if spans != [1, 1] {
                        outline.merged.push([row, column, last[0], last[1]]);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, tag: &[u8]) -> Result<(), Trouble> {
        match tag {
            b"table:table-cell" | b"table:covered-table-cell" => {
                if self.is_filled {
                    let end = self.column.saturating_add(self.columns);
                    if end > COLUMNS.into() || self.row.saturating_add(self.rows) > ROWS.into() {
                        return Err(too_many(&self.name));
                    }
                    self.in_row = self.in_row.saturating_add(self.text.saturating_mul(self.columns));
                }
                self.column = self.column.saturating_add(self.columns);
                self.is_filled = false;
            }
            b"table:table-row" => {
                self.total = self.total.saturating_add(self.in_row.saturating_mul(self.rows));
                if self.total > UNPACKED {
                    return Err(Trouble::TooLarge(format!("het blad \"{}\" heeft te veel tekst", self.name)));
                }
                self.row = self.row.saturating_add(self.rows);
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_a_day_however_a_program_writes_its_midnight() {
        let read = |written: &str| plain("Blad", Data::DateTimeIso(written.to_owned())).ok().flatten();
        for written in ["2026-11-02", "2026-11-02T00:00:00", "2026-11-02T00:00:00.000Z"] {
            assert_eq!(read(written), Some(Found::Cell(Cell::Day(date(2026, 11, 2)))), "{written}");
        }
        let moment = "2026-11-02T09:30:00";
        assert_eq!(read(moment), Some(Found::Cell(Cell::Text(moment.to_owned()))));
    }
}
