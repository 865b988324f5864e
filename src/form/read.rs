//! A form that came back: sheets of cells to values with their places. Sheets are known by their names and columns by
//! their headers, wherever they stand; what else a person added is left alone.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{self, Cell};
use super::layout::{
    BASIS, BOARD_SHEET, EXPLANATION, FACTS_SHEET, FILLED_IN_BY, KEY, META_SHEET, NORM, NORMS, REPLY, VALUE,
};
use super::{ANSWER, Content, Kind, Slot, Values};
use crate::catalogue::Catalogue;
use crate::finding::{Code, Finding, Findings, shortened, suggestion};

/// How many rows from the top are searched for the headers.
const HEADER_ROWS: usize = 50;

/// What stands in one cell of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Something that a person filled in.
    Cell(Cell),
    /// A formula, whatever its result.
    Formula,
    /// A mistake of a formula, or of the program.
    Error(String),
}

/// One sheet: only the cells that hold something, rows and columns from 0.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The cells by row and column.
    pub rows: BTreeMap<u32, BTreeMap<u32, Found>>,
    /// Cells that are joined: first row and column, last row and column.
    pub merged: Vec<[u32; 4]>,
    /// True for a text file, where a place is a line and not an address.
    pub is_text: bool,
}

/// Everything in a form that came back.
#[derive(Debug, Default)]
pub struct Filled {
    /// What stood in each slot when the form was made; `None` where the form does not say.
    pub basis: Option<BTreeMap<Slot, Option<Content>>>,
    /// What stands there now; blank cells are absent.
    pub values: Values,
    /// The cell of every value.
    pub cells: BTreeMap<Slot, String>,
    /// The cell with the id of every norm.
    pub norms: BTreeMap<String, String>,
    /// Who filled it in.
    pub filled_in_by: Option<String>,
}

impl Sheet {
    /// A cell as a person finds it: `Vragenlijst!E17`, or the line in a text file.
    pub fn place(&self, row: u32, column: u32) -> String {
        if self.is_text {
            return format!("regel {}, kolom {}", row + 1, column + 1);
        }
        format!("{}!{}{}", self.name, letters(column), row + 1)
    }

    fn text(&self, row: u32, column: u32) -> String {
        match self.rows.get(&row).and_then(|row| row.get(&column)) {
            Some(Found::Cell(Cell::Text(text))) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Some(Found::Cell(Cell::Number(number))) => number.to_string(),
            _ => String::new(),
        }
    }
}

/// The letters of a column: 0 is A, 26 is AA.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (column % 26) as u8));
        match column / 26 {
            0 => break,
            rest => column = rest - 1,
        }
    }
    letters.iter().rev().collect()
}

/// Reads the sheets of a form.
///
/// # Errors
/// Every cell that cannot be accepted, and every sheet and column that is missing, each with its place.
pub fn read(sheets: &[Sheet], file: &str, catalogue: &Catalogue) -> Result<Filled, Findings> {
    let mut reading = Reading { file, catalogue, filled: Filled::default(), findings: Vec::new() };
    let sheet = |name: &str| sheets.iter().find(|sheet| is_named(sheet, name));
    if let Some(basis) = sheet(BASIS) {
        reading.basis(basis);
    }
    for name in reading.expected() {
        match sheet(name) {
            Some(found) if name == NORMS => reading.norms(found),
            Some(found) => reading.questions(found),
            None => reading.missing_sheet(name, sheets),
        }
    }
    // A sheet that somebody added to a form for a few norms is read as well.
    let expected = reading.expected();
    for name in [BOARD_SHEET, META_SHEET, FACTS_SHEET] {
        if let Some(found) = sheet(name).filter(|_| !expected.contains(&name)) {
            reading.questions(found);
        }
    }
    if let Some(explanation) = sheet(EXPLANATION) {
        reading.filled.filled_in_by = filled_in_by(explanation);
    }
    match reading.findings.is_empty() {
        true => Ok(reading.filled),
        false => Err(Findings(reading.findings)),
    }
}

/// True where a sheet of this name is read at all.
pub fn is_read(name: &str) -> bool {
    [NORMS, BOARD_SHEET, META_SHEET, FACTS_SHEET, EXPLANATION, BASIS].iter().any(|known| same(known, name))
}

fn is_named(sheet: &Sheet, name: &str) -> bool {
    same(&sheet.name, name)
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn filled_in_by(sheet: &Sheet) -> Option<String> {
    let (row, column) = sheet.rows.iter().find_map(|(row, cells)| {
        cells
            .keys()
            .find(|column| same(&sheet.text(*row, **column), FILLED_IN_BY))
            .map(|column| (*row, *column))
    })?;
    Some(sheet.text(row, column + 1)).filter(|text| !text.is_empty())
}

struct Reading<'a> {
    file: &'a str,
    catalogue: &'a Catalogue,
    filled: Filled,
    findings: Vec<Finding>,
}

/// The columns of a sheet by what they are, and the row of their headers.
struct Headers {
    row: u32,
    columns: BTreeMap<&'static str, u32>,
}

impl Reading<'_> {
    fn wrong(&mut self, code: Code, text: String, hint: &str) {
        if self.findings.len() < crate::limits::FINDINGS {
            self.findings.push(Finding::file_error(code, self.file, text).hint(hint));
        }
    }

    /// The sheets that must be there: those that were on the form.
    fn expected(&self) -> Vec<&'static str> {
        let Some(basis) = &self.filled.basis else { return vec![NORMS] };
        let has = |test: fn(&Slot) -> bool| basis.keys().any(test);
        let sheets = [
            (NORMS, has(|slot| matches!(slot, Slot::Answer(..)))),
            // The name of the board and the year are on every form.
            (BOARD_SHEET, has(|slot| matches!(slot, Slot::Board(key) if *key != "naam"))),
            (META_SHEET, has(|slot| matches!(slot, Slot::Meta("status")))),
            (FACTS_SHEET, has(|slot| matches!(slot, Slot::Fact(_)))),
        ];
        sheets.into_iter().filter(|(_, is_expected)| *is_expected).map(|(name, _)| name).collect()
    }

    fn missing_sheet(&mut self, name: &str, sheets: &[Sheet]) {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let text = format!("het blad \"{name}\" ontbreekt");
        let hint = suggestion(name, names.iter().copied()).map_or_else(
            || "geef het blad zijn oude naam terug, of begin opnieuw met ibp-peil vragenlijst".to_owned(),
            |suggestion| format!("geef het blad zijn oude naam terug ({suggestion})"),
        );
        self.wrong(Code::WrongSheet, text, &hint);
    }

    /// Finds the headers: the first row in which all of `needed` stand.
    fn headers(
        &mut self,
        sheet: &Sheet,
        needed: &[&'static str],
        known: &[(&'static str, &'static str)],
    ) -> Option<Headers> {
        let is_header = |row: u32, name: &str| {
            sheet
                .rows
                .get(&row)
                .is_some_and(|cells| cells.keys().any(|column| same(&sheet.text(row, *column), name)))
        };
        let candidates: Vec<u32> = sheet.rows.keys().take(HEADER_ROWS).copied().collect();
        let found = candidates.iter().copied().find(|row| needed.iter().all(|name| is_header(*row, name)));
        let Some(row) = found else {
            let absent: Vec<String> = needed
                .iter()
                .filter(|name| !candidates.iter().any(|row| is_header(*row, name)))
                .map(|name| format!("\"{name}\""))
                .collect();
            let absent =
                if absent.is_empty() { "met de kopjes".to_owned() } else { crate::dutch::and_list(&absent) };
            let text = format!("{}de kolom {absent} ontbreekt", self.on(sheet));
            self.wrong(Code::WrongSheet, text, "zet de kolom terug, met het kopje erboven");
            return None;
        };
        let mut columns = BTreeMap::new();
        for column in sheet.rows.get(&row).into_iter().flat_map(BTreeMap::keys) {
            let text = sheet.text(row, *column);
            let Some((key, _)) = known.iter().find(|(key, header)| same(&text, header) || same(&text, key))
            else {
                continue;
            };
            if columns.insert(*key, *column).is_some() {
                let text = format!(
                    "{}: het kopje \"{}\" staat er twee keer",
                    sheet.place(row, *column),
                    shortened(&text)
                );
                self.wrong(Code::WrongSheet, text, "haal een van de twee kolommen weg");
            }
        }
        Some(Headers { row, columns })
    }

    fn on(&self, sheet: &Sheet) -> String {
        if sheet.is_text { String::new() } else { format!("{}: ", sheet.name) }
    }

    fn norms(&mut self, sheet: &Sheet) {
        let known: Vec<(&str, &str)> = std::iter::once((NORM, NORM))
            .chain(ANSWER.iter().map(|question| (question.key, question.text)))
            .collect();
        let Some(headers) = self.headers(sheet, &[NORM], &known) else { return };
        let absent = |key: &&str| !headers.columns.contains_key(*key);
        if self.filled.basis.is_some() {
            // On a form of ours every column was there: whoever threw one away may have thrown answers away.
            let gone: Vec<String> = ANSWER
                .iter()
                .filter(|question| absent(&question.key))
                .map(|question| format!("\"{}\"", question.text))
                .collect();
            if !gone.is_empty() {
                let text = format!("{}de kolom {} ontbreekt", self.on(sheet), crate::dutch::and_list(&gone));
                self.wrong(Code::WrongSheet, text, "zet de kolom terug, met het kopje erboven");
            }
        } else if ANSWER.iter().all(|question| absent(&question.key)) {
            let text =
                format!("{}er is geen kolom met antwoorden, zoals \"{}\"", self.on(sheet), ANSWER[0].text);
            self.wrong(
                Code::WrongSheet,
                text,
                "zet boven elke kolom het kopje zoals ibp-peil vragenlijst het maakt",
            );
        }
        let Some(id_column) = headers.columns.get(NORM).copied() else { return };
        self.merged(sheet, &headers);
        let mut seen = BTreeSet::new();
        for (row, cells) in sheet.rows.range(headers.row + 1..) {
            if let Some(found @ (Found::Formula | Found::Error(_))) = cells.get(&id_column) {
                self.unusable(&sheet.place(*row, id_column), found);
                continue;
            }
            let typed = sheet.text(*row, id_column);
            if typed.is_empty() {
                continue;
            }
            let known = self.catalogue.norms.iter().find(|norm| norm.id.eq_ignore_ascii_case(&typed));
            let id = known.map_or(typed, |norm| norm.id.clone());
            let filled: Vec<(Slot, u32, &Found)> = ANSWER
                .iter()
                .filter_map(|question| {
                    let column = *headers.columns.get(question.key)?;
                    Some((Slot::Answer(id.clone(), question.key), column, cells.get(&column)?))
                })
                .collect();
            if !seen.insert(id.clone()) {
                let text =
                    format!("{}: norm {} staat er twee keer", sheet.place(*row, id_column), shortened(&id));
                self.wrong(Code::WrongSheet, text, "voeg de twee rijen samen");
                continue;
            }
            self.filled.norms.insert(id, sheet.place(*row, id_column));
            for (slot, column, found) in filled {
                self.value(slot, &sheet.place(*row, column), found);
            }
        }
    }

    fn questions(&mut self, sheet: &Sheet) {
        let Some(headers) = self.headers(sheet, &[REPLY, KEY], &[(REPLY, REPLY), (KEY, KEY)]) else { return };
        let (Some(reply), Some(key)) = (headers.columns.get(REPLY), headers.columns.get(KEY)) else { return };
        self.merged(sheet, &headers);
        for (row, cells) in sheet.rows.range(headers.row + 1..) {
            let path = sheet.text(*row, *key);
            let Some(found) = cells.get(reply).filter(|_| !path.is_empty()) else { continue };
            match Slot::from_path(&path).filter(|slot| !matches!(slot, Slot::Answer(..))) {
                Some(slot) if self.filled.cells.contains_key(&slot) => {
                    let text =
                        format!("{}: {} staat er twee keer", sheet.place(*row, *key), shortened(&path));
                    self.wrong(Code::WrongSheet, text, "haal een van de twee rijen weg");
                }
                Some(slot) => self.value(slot, &sheet.place(*row, *reply), found),
                None => {
                    let text = format!(
                        "{}: de sleutel \"{}\" bestaat niet",
                        sheet.place(*row, *key),
                        shortened(&path)
                    );
                    self.wrong(
                        Code::WrongSheet,
                        text,
                        "de kolom Sleutel hoort te blijven zoals ibp-peil hem maakte",
                    );
                }
            }
        }
    }

    /// Cells that were joined over what is filled in: of those only the first would be read.
    fn merged(&mut self, sheet: &Sheet, headers: &Headers) {
        for [top, left, bottom, right] in &sheet.merged {
            let touches = headers.columns.values().any(|column| (left..=right).contains(&column));
            if touches && *bottom > headers.row {
                let place = sheet.place((*top).max(headers.row + 1), *left);
                let text = format!("{place}: hier zijn cellen samengevoegd");
                self.wrong(Code::WrongCell, text, "splits de cellen weer, en vul elke cel apart in");
            }
        }
    }

    fn unusable(&mut self, place: &str, found: &Found) {
        match found {
            Found::Formula => {
                let text = format!("{place}: hier staat een formule");
                self.wrong(
                    Code::WrongCell,
                    text,
                    "vervang de formule door de uitkomst: kopiëren, en dan plakken als waarde",
                );
            }
            Found::Error(error) => {
                let text =
                    format!("{place}: hier staat een foutmelding van het rekenblad ({})", shortened(error));
                self.wrong(Code::WrongCell, text, "maak de cel leeg of vul hem opnieuw in");
            }
            Found::Cell(_) => {}
        }
    }

    fn value(&mut self, slot: Slot, place: &str, found: &Found) {
        let Found::Cell(cell) = found else { return self.unusable(place, found) };
        if slot.kind() == Kind::Fixed {
            return;
        }
        if let Some(content) = cell::read(&slot, cell, self.catalogue) {
            self.filled.cells.insert(slot.clone(), place.to_owned());
            self.filled.values.insert(slot, content);
        }
    }

    /// What stood there when the form was made.
    fn basis(&mut self, sheet: &Sheet) {
        let mut pieces: BTreeMap<Slot, (u32, Vec<String>)> = BTreeMap::new();
        let changed =
            |sheet: &Sheet, row: u32| format!("{}: dit verborgen blad is veranderd", sheet.place(row, 0));
        let hint = "gebruik de werkmap zoals ibp-peil vragenlijst hem maakte, of haal het blad Basis weg";
        for (row, cells) in &sheet.rows {
            let path = sheet.text(*row, 0);
            if path.is_empty() || (path == KEY && sheet.text(*row, 1) == VALUE) {
                continue;
            }
            let piece = match cells.get(&1) {
                Some(Found::Cell(Cell::Text(text))) => {
                    text.trim().strip_prefix('|').and_then(|text| text.strip_suffix('|')).map(str::to_owned)
                }
                _ => None,
            };
            match (Slot::from_path(&path), piece) {
                (Some(slot), Some(piece)) => {
                    pieces.entry(slot).or_insert((*row, Vec::new())).1.push(piece);
                }
                _ => self.wrong(Code::WrongSheet, changed(sheet, *row), hint),
            }
        }
        let mut basis = BTreeMap::new();
        for (slot, (row, pieces)) in pieces {
            let content = match pieces.as_slice() {
                [nothing] if nothing.is_empty() => None,
                pieces => match Content::from_pieces(pieces) {
                    Some(content) => Some(content),
                    None => {
                        self.wrong(Code::WrongSheet, changed(sheet, row), hint);
                        None
                    }
                },
            };
            basis.insert(slot, content);
        }
        self.filled.basis = Some(basis);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_the_letters_that_a_spreadsheet_gives_it() {
        for (column, expected) in
            [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(letters(column), expected);
        }
    }
}
