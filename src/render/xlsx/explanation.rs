//! How everything was counted, what the marks mean, and what of the catalogue is not confirmed.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Column, Paper, Sheet};
use super::style;
use crate::analysis::{Analysis, Figures};
use crate::catalogue::Norm;
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Uitleg";

const COLUMNS: [Column; 5] = [
    ("Norm", 26.0),
    ("Titel", 50.0),
    ("Nummer en titel", 52.0),
    ("Tekst per niveau", 34.0),
    ("Officiële pagina", 18.0),
];

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(NAME, analysis.catalogue, &COLUMNS.map(|(_, width)| width))?;
    sheet.top(NAME, analysis)?;
    let row = rules(&mut sheet, analysis, 3)?;
    let row = levels(&mut sheet, analysis, row + 1)?;
    let second_page = row + 1;
    let row = without_provisional(&mut sheet, analysis, second_page)?;
    let row = certainty(&mut sheet, analysis, row + 1)?;
    let row = sources(&mut sheet, analysis, row + 1)?;
    sheet.worksheet.set_page_breaks(&[second_page, row + 1])?;
    to_compare(&mut sheet, analysis, row + 1)?;
    sheet.finish(analysis, Paper::A4)
}

/// A subject with its explanation over the rest of the width.
fn entry(sheet: &mut Sheet, row: u32, subject: &str, text: &str) -> anyhow::Result<()> {
    sheet.span(row, 0, 0, subject, &style::bold())?;
    sheet.span(row, 1, sheet.rightmost(), text, &style::text())
}

fn rules(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    let mut row = sheet.heading(row, "Zo is er geteld")?;
    for (subject, text) in wording::rules(analysis.catalogue) {
        entry(sheet, row, subject, &text)?;
        row += 1;
    }
    row = sheet.heading(row + 1, "De tekens")?;
    for (mark, text) in wording::marks() {
        entry(sheet, row, mark, text)?;
        row += 1;
    }
    Ok(row)
}

fn levels(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    let mut row = sheet.heading(row, "De niveaus")?;
    for (number, level) in (1..).zip(&analysis.catalogue.levels) {
        let colour = style::level_colour(analysis.catalogue, number);
        let name = wording::level(analysis.catalogue, number);
        sheet.span(row, 0, 0, &name, &style::bold().set_background_color(colour))?;
        sheet.span(row, 1, sheet.rightmost(), &level.explanation, &style::text())?;
        row += 1;
    }
    Ok(row)
}

fn without_provisional(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    let Some(confirmed) = &analysis.confirmed_only else { return Ok(row) };
    let catalogue = analysis.catalogue;
    let row = sheet.heading(row, "De cijfers met en zonder de voorlopige normen")?;
    let cells = |name: &str, with: &Figures, without: &Figures| {
        let line = |figures| Cell::Text(wording::figures_line(catalogue, figures));
        vec![Cell::text(name), line(with), line(without)]
    };
    let mut rows = vec![cells("Geheel", &analysis.whole, &confirmed.whole)];
    for (part, (with, without)) in catalogue.parts.iter().zip(analysis.parts.iter().zip(&confirmed.parts)) {
        rows.push(cells(&part.name, with, without));
    }
    sheet.plain_table(row, &["", "Met", "Zonder"], &rows, 0)
}

fn sources(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    let mut row = sheet.heading(row, "Bronnen")?;
    for (what, source) in wording::sources(analysis.catalogue) {
        entry(sheet, row, &what, &source)?;
        row += 1;
    }
    Ok(row)
}

fn certainty(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    let found = &analysis.reliability;
    let mut row = sheet.heading(row, "Hoe zeker is het normenkader in dit hulpmiddel")?;
    entry(sheet, row, "Nummers en titels", &wording::titles(found))?;
    for (number, texts) in (1..).zip(&found.levels) {
        row += 1;
        let subject = format!("Teksten van niveau {number}");
        entry(sheet, row, &subject, &format!("{}.", wording::level_texts(texts)))?;
    }
    Ok(row + 1)
}

fn to_compare(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    let found = &analysis.reliability;
    let rows: Vec<Vec<Cell>> = found.to_compare.iter().map(|norm| norm_row(analysis.norm(*norm))).collect();
    if rows.is_empty() {
        return Ok(row);
    }
    let row = sheet.heading(row, "Wat nog vergeleken moet worden met de officiële site")?;
    sheet.worksheet.set_repeat_rows(row, row)?;
    sheet.table(row, "Onbevestigd", &COLUMNS, &rows)
}

fn norm_row(norm: &Norm) -> Vec<Cell> {
    vec![
        Cell::Bold(norm.id.clone()),
        Cell::Text(norm.marked_title()),
        Cell::text(norm.status.text()),
        Cell::Text(wording::certainty(norm)),
        Cell::Link(norm.source.clone()),
    ]
}
