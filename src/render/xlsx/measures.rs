//! The basismaatregelen, the attention points and the support that fits, with the norms they point at.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Column, Paper, Sheet};
use super::style;
use crate::analysis::{Analysis, LinkedNorms};
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Maatregelen";

const COLUMNS: [Column; 7] = [
    ("", 5.0),
    ("", 38.0),
    ("Uitleg", 58.0),
    ("Normen (indicatief)", 56.0),
    ("Op streefniveau", 18.0),
    ("Gemiddelde *", 15.0),
    ("Laagste niveau", 14.0),
];

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let catalogue = analysis.catalogue;
    let mut sheet = Sheet::list(NAME, analysis, &COLUMNS, wording::INDICATIVE)?;
    let mut row = Sheet::LIST_START;
    if !analysis.measures.is_empty() {
        row = sheet.heading(row, &wording::measures_title(catalogue))?;
        if !catalogue.measures.caution.is_empty() {
            sheet.span(row, 0, sheet.rightmost(), &catalogue.measures.caution, &style::quiet())?;
            row += 1;
        }
        row = linked(&mut sheet, analysis, row, "Basismaatregel", &analysis.measures)? + 1;
    }
    if !analysis.attention.is_empty() {
        row = sheet.heading(row, "Aandachtspunten uit de landelijke nulmeting")?;
        row = linked(&mut sheet, analysis, row, "Aandachtspunt", &analysis.attention)? + 1;
    }
    row = sheet.heading(row, "Ondersteuning die past bij jullie normen onder het streefniveau")?;
    row = support(&mut sheet, analysis, row)?;
    sheet.span(row + 1, 0, sheet.rightmost(), &format!("* {}", wording::MEAN_CAUTION), &style::quiet())?;
    sheet.span(row + 2, 0, sheet.rightmost(), MARK_FOOTNOTE, &style::quiet())?;
    sheet.finish(analysis, Paper::A4)
}

/// Measures or attention points, each with the figures of the norms it points at; gives the first row after them.
fn linked(
    sheet: &mut Sheet,
    analysis: &Analysis,
    row: u32,
    what: &str,
    items: &[LinkedNorms],
) -> anyhow::Result<u32> {
    let mut headers = COLUMNS.map(|(header, _)| header);
    headers[1] = what;
    let rows: Vec<Vec<Cell>> = items
        .iter()
        .map(|item| {
            let figures = &item.figures;
            vec![
                Cell::Count(item.number),
                Cell::Bold(item.title.clone()),
                Cell::Text(item.explanation.clone()),
                Cell::Text(norms_and_states(analysis, &item.norms)),
                Cell::Text(wording::on_target(figures)),
                Cell::Decimal(figures.mean.as_ref().map(|mean| mean.shown)),
                figures.lowest.as_ref().map_or(Cell::Blank, |lowest| Cell::LevelWords(lowest.level)),
            ]
        })
        .collect();
    sheet.plain_table(row, &headers, &rows, 0)
}

/// Every norm on a line of its own.
fn norms_and_states(analysis: &Analysis, norms: &[usize]) -> String {
    let lines: Vec<String> = norms.iter().map(|norm| wording::norm_and_state(analysis, *norm)).collect();
    lines.join("\n")
}

/// The offers that fit, or why there are none; gives the first row after them.
fn support(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    if analysis.support.is_empty() {
        sheet.span(row, 0, sheet.rightmost(), wording::no_support(analysis), &style::text())?;
        return Ok(row + 1);
    }
    sheet.span(row, 0, sheet.rightmost(), wording::SUPPORT_CAUTION, &style::quiet())?;
    let rows: Vec<Vec<Cell>> = (1..)
        .zip(&analysis.support)
        .map(|(number, fit)| {
            let offer = &analysis.catalogue.support[fit.offer];
            vec![
                Cell::Count(number),
                Cell::Bold(offer.name.clone()),
                Cell::Text(offer.purpose.clone()),
                Cell::Text(norms_and_states(analysis, &fit.norms)),
                Cell::Text(offer.who.clone()),
                Cell::Link(offer.url.clone()),
            ]
        })
        .collect();
    sheet.plain_table(
        row + 1,
        &["", "Aanbod", "Waarvoor", "Past bij (indicatief)", "Van wie", "Adres"],
        &rows,
        0,
    )
}
