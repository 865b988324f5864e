//! A table in a text file (CSV), saved by whatever spreadsheet or program, as the sheet of a form.

use csv::ReaderBuilder;

use crate::finding::{Code, Finding, Findings};
use crate::form::cell::Cell;
use crate::form::layout::NORMS;
use crate::form::read::{Found, Sheet};
use crate::form::text::from_cell;
use crate::limits::{CELL, CELLS, COLUMNS, ROWS};

/// Reads a table with a row per norm; between the cells stands `;` or `,`. The file is only named in what is wrong with
/// it.
///
/// # Errors
/// The bytes are no text, or more cells than are read.
pub fn parse(bytes: Vec<u8>, file: &str) -> Result<Sheet, Findings> {
    let text = String::from_utf8(bytes).map_err(|_| {
        Finding::file_error(Code::NotText, file, "dit bestand bevat geen leesbare tekst (UTF-8)")
            .hint("kies in Excel bij Opslaan als: CSV UTF-8 (door komma's gescheiden)")
    })?;
    // With two characters at the end of a line the reader would count the second one with the next line.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
    let too_large = |what: &str| {
        Finding::file_error(Code::TooLarge, file, format!("dit bestand heeft {what}"))
            .hint("haal weg wat niet bij de vragenlijst hoort, of kies het goede bestand")
    };
    let mut sheet = Sheet { name: NORMS.to_owned(), is_text: true, ..Sheet::default() };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut count = 0;
    for record in reader.records() {
        let record = record.map_err(|_| {
            Finding::file_error(Code::NotText, file, "deze tabel is niet te lezen")
                .hint("bewaar hem opnieuw als CSV UTF-8")
        })?;
        let row = record.position().map_or(0, |position| {
            // Empty lines before it are passed over after the place is noted.
            let rest = usize::try_from(position.byte()).ok().and_then(|start| text.get(start..));
            let empty = rest.map_or(0, |rest| rest.bytes().take_while(|byte| *byte == b'\n').count());
            u32::try_from(position.line().saturating_sub(1)).unwrap_or(u32::MAX).saturating_add(empty as u32)
        });
        if sheet.rows.len() >= ROWS as usize || record.len() > COLUMNS as usize {
            return Err(too_large(&format!("meer dan {ROWS} rijen of {COLUMNS} kolommen")).into());
        }
        for (column, text) in (0u32..).zip(record.iter()).filter(|(_, text)| !text.trim().is_empty()) {
            count += 1;
            if count > CELLS || text.len() > CELL {
                return Err(too_large("te veel cellen, of een cel met te veel tekst").into());
            }
            let cell = Found::Cell(Cell::Text(from_cell(text)));
            sheet.rows.entry(row).or_default().insert(column, cell);
        }
    }
    Ok(sheet)
}

/// What stands between the cells: whichever of the two there is more of in the first line.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |mark: char| line.matches(mark).count();
    if count(',') > count(';') { b',' } else { b';' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_table_are_known_by_their_first_line() {
        assert_eq!(delimiter("Norm;Titel, lang;Niveau\nGO.01;a,b,c,d;2"), b';');
        assert_eq!(delimiter("Norm,Niveau\nGO.01;2"), b',');
    }
}
