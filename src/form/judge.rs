//! Values as an assessment. They become the text of a file, and the one reader of files judges it, so that a form knows
//! no rules of its own; every mistake is then told at the cell it came from.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::layout::{BOARD_SHEET, FACTS_SHEET, META_SHEET, NORMS};
use super::{Slot, Values};
use crate::assessment::Assessment;
use crate::assessment::file::parse_assessment;
use crate::catalogue::Catalogue;
use crate::finding::{Code, Finding, Findings, Severity, SourceText};

/// Where the values came from.
pub struct Origins<'a> {
    /// The file, as the person named it.
    pub file: &'a str,
    /// The cell of a value, as `Vragenlijst!E17`.
    pub cells: &'a BTreeMap<Slot, String>,
    /// The cell with the id of a norm.
    pub norms: &'a BTreeMap<String, String>,
}

/// A stretch of the text, up to the next one, and the place it was made from.
enum From<'a> {
    Table(&'static str),
    Norm(&'a str),
    Slot(&'a Slot),
}

/// What these values say. What only some of the people know may be missing: the name of the board is then empty, and the
/// reporting year this one.
///
/// # Errors
/// Everything that is wrong with them, each at its cell.
pub fn judge(
    values: &Values,
    origins: &Origins<'_>,
    catalogue: &Catalogue,
    year: u32,
) -> Result<(Assessment, Findings), Findings> {
    let (text, pieces) = as_text(values, catalogue, year);
    let source = SourceText::new(origins.file, text);
    let relocate = |findings: Findings| {
        let mut found: Vec<_> =
            findings.0.into_iter().map(|finding| at_cell(finding, &pieces, origins)).collect();
        found.sort_by_cached_key(|(place, _)| order(place));
        Findings(found.into_iter().map(|(_, finding)| finding).collect())
    };
    let (mut assessment, warnings) = parse_assessment(&source, catalogue).map_err(relocate)?;
    if !values.contains_key(&Slot::Board("naam")) {
        assessment.board.name.clear();
    }
    Ok((assessment, relocate(warnings)))
}

/// The text of a file that says this, with what every piece of it was made from.
fn as_text<'a>(values: &'a Values, catalogue: &Catalogue, year: u32) -> (String, Vec<(usize, From<'a>)>) {
    let (mut text, mut pieces) = ("formaat = 1\n".to_owned(), Vec::new());
    let has = |slot: &Slot| values.contains_key(slot);
    let line = |text: &mut String, pieces: &mut Vec<_>, slot: &'a Slot, key: &str| {
        pieces.push((text.len(), From::Slot(slot)));
        if let Some(content) = values.get(slot) {
            let _ = writeln!(text, "{key} = {}", content.to_toml());
        }
    };
    pieces.push((text.len(), From::Table("Bestuur")));
    text.push_str("[bestuur]\n");
    if !has(&Slot::Board("naam")) {
        text.push_str("naam = \"-\"\n");
    }
    for slot in values.keys() {
        if let Slot::Board(key) = slot {
            line(&mut text, &mut pieces, slot, key);
        }
    }
    pieces.push((text.len(), From::Table("Meting")));
    text.push_str("[meting]\n");
    let known = [("normenkader", &catalogue.id), ("editie", &catalogue.edition)];
    for (key, value) in known.into_iter().filter(|(key, _)| !has(&Slot::Meta(key))) {
        let _ = writeln!(text, "{key} = {}", super::quoted(value));
    }
    if !has(&Slot::Meta("verslagjaar")) {
        let _ = writeln!(text, "verslagjaar = {year}");
    }
    for slot in values.keys() {
        if let Slot::Meta(key) = slot {
            line(&mut text, &mut pieces, slot, key);
        }
    }
    pieces.push((text.len(), From::Table("Jaarverslag")));
    text.push_str("[jaarverslag]\n");
    for slot in values.keys() {
        if let Slot::Fact(key) = slot {
            line(&mut text, &mut pieces, slot, key);
        }
    }
    let mut table = None;
    for slot in values.keys() {
        if let Slot::Answer(id, key) = slot {
            if table != Some(id) {
                pieces.push((text.len(), From::Norm(id)));
                let _ = writeln!(text, "[antwoorden.{}]", super::quoted(id));
                table = Some(id);
            }
            line(&mut text, &mut pieces, slot, key);
        }
    }
    (text, pieces)
}

/// What sorts places as a person goes through a form: sheet by sheet and row by row; `Vragenlijst!E17`, or the numbers
/// of a line and a column.
fn order(place: &str) -> (usize, u32, usize, String) {
    let (sheet, cell) = place.split_once('!').unwrap_or(("", place));
    let sheet = [NORMS, BOARD_SHEET, META_SHEET, FACTS_SHEET].iter().position(|known| *known == sheet);
    let numbers: Vec<u32> =
        cell.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let letters: String = cell.chars().take_while(char::is_ascii_uppercase).collect();
    let column = numbers.get(1).map_or(letters.len(), |column| *column as usize);
    (sheet.unwrap_or_default(), numbers.first().copied().unwrap_or_default(), column, letters)
}

/// The same mistake, told at the cell, and that cell.
fn at_cell(finding: Finding, pieces: &[(usize, From<'_>)], origins: &Origins<'_>) -> (String, Finding) {
    let start = finding.span.as_ref().map_or(0, |span| span.start);
    let index = pieces.partition_point(|(from, _)| *from <= start);
    let place = index.checked_sub(1).and_then(|index| pieces.get(index)).map(|(_, from)| from);
    let cell = match place {
        Some(From::Slot(slot)) => origins.cells.get(*slot).cloned(),
        Some(From::Norm(id)) => origins.norms.get(*id).cloned(),
        Some(From::Table(sheet)) => Some((*sheet).to_owned()),
        None => None,
    };
    let key = match place {
        Some(From::Slot(slot)) => slot.path(),
        _ => String::new(),
    };
    let label = if finding.label.is_empty() { String::new() } else { format!(" ({})", finding.label) };
    // A value without a cell was in the assessment already.
    let place = cell.unwrap_or(key);
    let before = if place.is_empty() { String::new() } else { format!("{place}: ") };
    let mut told =
        Finding::file_error(finding.code, origins.file, format!("{before}{}{label}", finding.text));
    told.severity = finding.severity;
    told.hint = match finding.code {
        Code::LoweredTarget if finding.hint.as_deref().is_some_and(|hint| hint.contains("reden = ")) => {
            Some("vul ook de kolom \"Reden van het eigen streefniveau\" in".to_owned())
        }
        Code::WrongType if finding.severity == Severity::Error => finding
            .hint
            .or_else(|| Some("op het blad Uitleg staat wat je in elke kolom kunt invullen".to_owned())),
        _ => finding.hint,
    };
    (place, told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_as_a_person_goes_through_a_form() {
        let mut places = [
            "Jaarverslag!B7",
            "Meting!B14",
            "Vragenlijst!AA5",
            "Vragenlijst!B17",
            "Meting!B9",
            "Vragenlijst!E5",
        ];
        places.sort_by_cached_key(|place| order(place));
        assert_eq!(
            places,
            [
                "Vragenlijst!E5",
                "Vragenlijst!AA5",
                "Vragenlijst!B17",
                "Meting!B9",
                "Meting!B14",
                "Jaarverslag!B7"
            ]
        );
        let mut places = ["regel 12, kolom 2", "regel 3, kolom 11", "regel 3, kolom 4"];
        places.sort_by_cached_key(|place| order(place));
        assert_eq!(places, ["regel 3, kolom 4", "regel 3, kolom 11", "regel 12, kolom 2"]);
    }
}
