//! How everything was counted, what the marks mean, and what of the catalogue is not confirmed.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Column, Paper, Sheet};
use super::style;
use crate::analysis::{Analysis, Figures};
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Uitleg";

const COLUMNS: [Column; 5] = [
    ("Norm", 26.0),
    ("Titel", 44.0),
    ("Nummer en titel", 40.0),
    ("Tekst per niveau", 34.0),
    ("Officiële pagina", 44.0),
];

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(NAME, analysis.catalogue, &COLUMNS.map(|(_, width)| width))?;
    sheet.top(NAME, analysis)?;
    let row = rules(&mut sheet, analysis, 3)?;
    let row = levels(&mut sheet, analysis, row + 1)?;
    let row = without_provisional(&mut sheet, analysis, row + 1)?;
    let row = sources(&mut sheet, analysis, row + 1)?;
    unconfirmed(&mut sheet, analysis, row + 1)?;
    sheet.finish(analysis, Paper::A4)
}

/// A subject with its explanation over the rest of the width.
fn entry(sheet: &mut Sheet, row: u32, subject: &str, text: &str) -> anyhow::Result<()> {
    sheet.span(row, 0, 0, subject, &style::bold())?;
    sheet.span(row, 1, sheet.rightmost(), text, &style::text())
}

fn rules(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    sheet.heading(row, "Zo is er geteld")?;
    for (subject, text) in wording::rules(analysis.catalogue) {
        row += 1;
        entry(sheet, row, subject, &text)?;
    }
    row += 2;
    sheet.heading(row, "De tekens")?;
    for (mark, text) in wording::marks() {
        row += 1;
        entry(sheet, row, mark, text)?;
    }
    Ok(row + 1)
}

fn levels(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    sheet.heading(row, "De niveaus")?;
    for (number, level) in (1..).zip(&analysis.catalogue.levels) {
        row += 1;
        let colour = style::level_colour(analysis.catalogue, number);
        let name = wording::level(analysis.catalogue, number);
        sheet.span(row, 0, 0, &name, &style::bold().set_background_color(colour))?;
        sheet.span(row, 1, sheet.rightmost(), &level.explanation, &style::text())?;
    }
    Ok(row + 1)
}

fn without_provisional(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    let Some(confirmed) = &analysis.confirmed_only else { return Ok(row) };
    let catalogue = analysis.catalogue;
    sheet.heading(row, "De cijfers met en zonder de voorlopige normen")?;
    row += 1;
    sheet.header(row, &["", "Met", "Zonder"])?;
    let parts = catalogue.parts.iter().zip(analysis.parts.iter().zip(&confirmed.parts));
    let parts = parts.map(|(part, (with, without))| (part.name.as_str(), with, without));
    for (name, with, without) in [("Geheel", &analysis.whole, &confirmed.whole)].into_iter().chain(parts) {
        row += 1;
        let line = |figures: &Figures| Cell::Text(wording::figures_line(catalogue, figures));
        sheet.cells(row, 0, &[Cell::text(name), line(with), line(without)], false)?;
    }
    Ok(row + 1)
}

fn sources(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    sheet.heading(row, "Bronnen")?;
    for (what, source) in wording::sources(analysis.catalogue) {
        row += 1;
        entry(sheet, row, &what, &source)?;
    }
    Ok(row + 1)
}

fn unconfirmed(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    let found = &analysis.reliability;
    sheet.heading(row, "Hoe zeker is het normenkader in dit hulpmiddel")?;
    row += 1;
    let titles = format!(
        "{} bevestigd op de officiële site, {} van derden, {} eigen invulling (waarvan {} voorlopig).",
        found.confirmed, found.second_hand, found.reconstructed, found.provisional
    );
    entry(sheet, row, "Nummers en titels", &titles)?;
    for (number, texts) in (1..).zip(&found.levels) {
        row += 1;
        let subject = format!("Teksten van niveau {number}");
        entry(sheet, row, &subject, &format!("{}.", wording::level_texts(texts)))?;
    }
    row += 2;
    let rows: Vec<Vec<Cell>> = found
        .to_compare
        .iter()
        .map(|index| {
            let norm = analysis.norm(*index);
            vec![
                Cell::Bold(norm.id.clone()),
                Cell::Text(norm.marked_title()),
                Cell::text(norm.status.text()),
                Cell::Text(wording::certainty(norm)),
                Cell::Link(norm.source.clone()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        sheet.span(
            row,
            0,
            sheet.rightmost(),
            "Wat nog vergeleken moet worden met de officiële site:",
            &style::bold(),
        )?;
        row = sheet.table(row + 1, "Onbevestigd", &COLUMNS, &rows)?;
    }
    Ok(row)
}
