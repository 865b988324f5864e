//! Where every sentence of the IBP paragraph comes from, so that an accountant can follow each figure back.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Column, Paper, Sheet};
use crate::paragraph::{Paragraph, Sentence};
use crate::render::Report;

/// The name of the sheet.
pub const NAME: &str = "Herleiding";

const COLUMNS: [Column; 8] = [
    ("Versie", 9.5),
    ("Zin", 8.0),
    ("Alinea", 22.0),
    ("Tekst", 62.0),
    ("Wat", 36.0),
    ("Waarde", 32.0),
    ("Herkomst", 40.0),
    ("Datum", 18.0),
];

const INTRO: &str = "Elke zin van de IBP-paragraaf, met wat erin staat, waar het vandaan komt en voor welke dag het geldt. \
                     Wijzigt de meting, maak dan ook de paragraaf opnieuw.";

pub fn sheet(report: &Report<'_>) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::list(NAME, report.analysis, &COLUMNS, INTRO)?;
    let mut rows = sentences("lang", report.long);
    rows.extend(sentences("kort", report.short));
    if !rows.is_empty() {
        sheet.table(Sheet::LIST_START, "Herleiding", &COLUMNS, &rows)?;
        sheet.freeze(Sheet::LIST_START + 1, 0)?;
    }
    sheet.finish(report.analysis, Paper::A4)
}

/// One row per source; a sentence without figures has one row without a source. The sentence itself stands in its
/// first row only, so that it reads as one block.
fn sentences(version: &str, paragraph: &Paragraph) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let all = paragraph.alineas.iter().flat_map(|alinea| alinea.sentences.iter().map(move |s| (alinea, s)));
    for (number, (alinea, sentence)) in (1..).zip(all) {
        let mut what = (Cell::text(&alinea.title), Cell::text(&sentence.text));
        for source in sources(sentence) {
            let (title, text) = std::mem::replace(&mut what, (Cell::Blank, Cell::Blank));
            let mut row = vec![Cell::text(version), Cell::Count(number), title, text];
            row.extend(source);
            rows.push(row);
        }
    }
    rows
}

/// The cells of every source, each source once.
fn sources(sentence: &Sentence) -> Vec<[Cell; 4]> {
    if sentence.sources.is_empty() {
        return vec![[Cell::text("vaste tekst"), Cell::Blank, Cell::Blank, Cell::Blank]];
    }
    let sources = sentence.sources.iter().enumerate();
    let once = sources.filter(|(index, source)| !sentence.sources[..*index].contains(source));
    once.map(|(_, source)| {
        [
            Cell::text(&source.what),
            Cell::text(&source.value),
            Cell::text(&source.origin),
            Cell::Date(source.date),
        ]
    })
    .collect()
}
