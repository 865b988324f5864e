//! The norms, most often below target first, with how many boards are at every level.

use rust_xlsxwriter::Worksheet;

use super::super::sheet::{Cell, Paper, Sheet};
use super::super::style;
use crate::analysis::overview::{NormBelow, Overview};
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Normen";

const BEFORE: [(&str, f64); 8] = [
    ("Norm", 10.0),
    ("Titel", 44.0),
    ("Domein", 30.0),
    ("Onder het streefniveau", 12.0),
    ("Op streef-\nniveau", 10.0),
    ("Open", 8.5),
    ("N.v.t.", 8.5),
    ("Met een\nniveau", 9.0),
];
const LEVEL_WIDTH: f64 = 13.0;

pub fn sheet(overview: &Overview) -> anyhow::Result<Worksheet> {
    let catalogue = overview.catalogue;
    let levels = (1..=catalogue.top_level()).map(|level| wording::level(catalogue, level));
    let headers: Vec<String> = BEFORE.iter().map(|(header, _)| (*header).to_owned()).chain(levels).collect();
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let mut widths: Vec<f64> = BEFORE.iter().map(|(_, width)| *width).collect();
    widths.resize(headers.len(), LEVEL_WIDTH);
    let head = super::head(overview);
    let mut sheet = Sheet::new(NAME, catalogue, &widths)?;
    sheet.top(NAME, super::head(overview))?;
    let intro = "Bovenaan staan de normen waarop de meeste besturen onder hun streefniveau zitten. Daarnaast hoeveel besturen op elk niveau \
                 staan.";
    sheet.span(2, 0, sheet.rightmost(), intro, &style::text())?;
    let rows: Vec<Vec<Cell>> = overview.below.iter().map(|norm| norm_row(overview, norm)).collect();
    let start = Sheet::LIST_START;
    let row = sheet.plain_table(start, &headers, &rows, 0)?;
    if !rows.is_empty() {
        sheet.worksheet.autofilter(start, 0, row - 1, sheet.rightmost())?;
    }
    sheet.freeze(start + 1, 2)?;
    sheet.span(row + 1, 0, sheet.rightmost(), MARK_FOOTNOTE, &style::quiet())?;
    sheet.finish(head, Paper::A3)
}

fn norm_row(overview: &Overview, found: &NormBelow) -> Vec<Cell> {
    let norm = &overview.catalogue.norms[found.norm];
    let mut cells = vec![
        Cell::Bold(norm.id.clone()),
        Cell::Text(norm.marked_title()),
        Cell::Text(overview.catalogue.domain_of(norm).name.clone()),
        Cell::Count(found.below),
        Cell::Count(found.on_target),
        Cell::Count(found.open),
        Cell::Count(found.not_applicable),
        Cell::Count(found.answered()),
    ];
    cells.extend(found.levels.iter().map(|count| Cell::Count(*count)));
    cells
}
