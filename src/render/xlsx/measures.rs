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
    ("Op streefniveau", 13.0),
    ("Gemiddelde *", 12.0),
    ("Laagste niveau", 14.0),
];

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let catalogue = analysis.catalogue;
    let mut sheet = Sheet::list(NAME, analysis, &COLUMNS, wording::INDICATIVE)?;
    let mut row = Sheet::LIST_START;
    if !analysis.measures.is_empty() {
        sheet.heading(row, &wording::measures_title(catalogue))?;
        row += 1;
        if !catalogue.measures.caution.is_empty() {
            sheet.span(row, 0, sheet.rightmost(), &catalogue.measures.caution, &style::quiet())?;
            row += 1;
        }
        row = linked(&mut sheet, analysis, row, "Basismaatregel", &analysis.measures)? + 1;
    }
    if !analysis.attention.is_empty() {
        sheet.heading(row, "Aandachtspunten uit de landelijke nulmeting")?;
        row = linked(&mut sheet, analysis, row + 1, "Aandachtspunt", &analysis.attention)? + 1;
    }
    sheet.heading(row, "Ondersteuning die past bij jullie normen onder het streefniveau")?;
    row = support(&mut sheet, analysis, row + 1)?;
    sheet.span(row, 0, sheet.rightmost(), &format!("* {}", wording::MEAN_CAUTION), &style::quiet())?;
    sheet.span(row + 1, 0, sheet.rightmost(), MARK_FOOTNOTE, &style::quiet())?;
    sheet.finish(analysis, Paper::A4)
}

fn linked(
    sheet: &mut Sheet,
    analysis: &Analysis,
    mut row: u32,
    what: &str,
    items: &[LinkedNorms],
) -> anyhow::Result<u32> {
    let mut headers = COLUMNS.map(|(header, _)| header);
    headers[1] = what;
    sheet.header(row, &headers)?;
    for item in items {
        row += 1;
        let figures = &item.figures;
        let norms: Vec<String> =
            item.norms.iter().map(|norm| wording::norm_and_state(analysis, *norm)).collect();
        let cells = [
            Cell::Count(item.number),
            Cell::Bold(item.title.clone()),
            Cell::Text(item.explanation.clone()),
            Cell::Text(norms.join("\n")),
            Cell::Text(wording::on_target(figures)),
            Cell::Decimal(figures.mean.as_ref().map(|mean| mean.shown)),
            figures.lowest.as_ref().map_or(Cell::Blank, |lowest| Cell::LevelWords(lowest.level)),
        ];
        sheet.cells(row, 0, &cells, false)?;
    }
    Ok(row + 1)
}

fn support(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    if analysis.support.is_empty() {
        let text = if analysis.gaps.is_empty() {
            wording::no_gaps(analysis)
        } else {
            "Er is geen aanbod bekend dat past bij de normen onder het streefniveau."
        };
        sheet.span(row, 0, sheet.rightmost(), text, &style::text())?;
        return Ok(row + 2);
    }
    sheet.span(row, 0, sheet.rightmost(), wording::SUPPORT_CAUTION, &style::quiet())?;
    row += 1;
    sheet.header(row, &["", "Aanbod", "Waarvoor", "Past bij (indicatief)", "Van wie", "", ""])?;
    for (number, fit) in (1..).zip(&analysis.support) {
        row += 1;
        let offer = &analysis.catalogue.support[fit.offer];
        let norms: Vec<String> =
            fit.norms.iter().map(|norm| wording::norm_and_state(analysis, *norm)).collect();
        let cells = [
            Cell::Count(number),
            Cell::Bold(offer.name.clone()),
            Cell::Text(wording::offer_purpose(offer)),
            Cell::Text(norms.join("\n")),
        ];
        sheet.cells(row, 0, &cells, false)?;
        sheet.span_open(row, 4, 6, &offer.who, &style::cell())?;
    }
    Ok(row + 2)
}
