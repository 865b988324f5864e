//! The board in its group: its place, and where the middle half of the group is. Only where a group was given.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Column, Paper, Sheet};
use super::style;
use crate::analysis::group::{ScopeStanding, Standing};
use crate::analysis::overview::Scope;
use crate::analysis::{Analysis, Shown};
use crate::render::wording::{group as words, overview::scope_name};

/// The name of the sheet.
pub const NAME: &str = "Groep";

const COLUMNS: [Column; 8] = [
    ("", 38.0),
    ("Jullie\ngemiddelde", 13.0),
    ("Eerste\nkwartiel", 12.0),
    ("Midden van\nde groep", 12.0),
    ("Derde\nkwartiel", 12.0),
    ("Naast de\nmiddelste helft", 16.0),
    ("Plaats", 18.0),
    ("Besturen met\neen cijfer", 14.0),
];

pub fn sheet(analysis: &Analysis, standing: &Standing) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::list(NAME, analysis, &COLUMNS, &words::members(standing))?;
    let last = sheet.rightmost();
    let mut row = Sheet::LIST_START;
    if let Some(why) = words::too_few(standing) {
        sheet.span(row, 0, last, &why, &style::bold())?;
        return sheet.finish(analysis, Paper::A4);
    }
    for sentence in words::outside(analysis.catalogue, standing) {
        sheet.span(row, 0, last, &sentence, &style::bold())?;
        row += 1;
    }
    let totals = standing.scopes.iter().filter(|found| !matches!(found.scope, Scope::Domain(_))).count();
    let rows: Vec<Vec<Cell>> = standing.scopes.iter().map(|found| scope_row(analysis, found)).collect();
    row = sheet.plain_table(row + 1, &COLUMNS.map(|(header, _)| header), &rows, totals)?;
    for caution in words::cautions(analysis.assessment.meta.method, standing) {
        sheet.span(row, 0, last, &caution, &style::quiet())?;
        row += 1;
    }
    sheet.finish(analysis, Paper::OnePage)
}

fn scope_row(analysis: &Analysis, found: &ScopeStanding) -> Vec<Cell> {
    let group = found.group.as_ref();
    let figure = |pick: fn(&crate::analysis::group::ScopeGroup) -> Shown| Cell::Decimal(group.map(pick));
    vec![
        Cell::Text(scope_name(analysis.catalogue, found.scope)),
        Cell::Decimal(found.own),
        figure(|group| group.q1),
        figure(|group| group.median),
        figure(|group| group.q3),
        Cell::text(words::side(group.and_then(|group| group.side))),
        Cell::Text(group.and_then(|group| group.place.as_ref()).map_or("–".to_owned(), words::place)),
        group.map_or(Cell::Blank, |group| Cell::Count(group.boards)),
    ]
}
