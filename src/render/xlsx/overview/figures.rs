//! All figures of every board: a row each, the figures of the whole, the parts and the domains beside each other.

use super::wide::{Column, Holds, Wide};
use crate::analysis::overview::{Overview, Scope};
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Alle cijfers";

/// What stands beside each other for every scope; [`scope_cells`] fills them in this order.
const FIGURES: [(&str, f64, Holds); 9] = [
    ("Toe-\npasselijk", 9.5, Holds::Count),
    ("Op streef-\nniveau", 10.0, Holds::Count),
    ("In %", 8.0, Holds::Decimal),
    ("Onder-\nbouwd", 9.0, Holds::Count),
    ("Open", 8.0, Holds::Count),
    ("N.v.t.", 8.0, Holds::Count),
    ("Gemid-\ndelde", 8.5, Holds::Decimal),
    ("Laagste\nniveau", 9.0, Holds::Count),
    ("Normen met dat niveau", 26.0, Holds::Text),
];

/// How many ids of lowest norms fit in a cell.
const LOWEST_SHOWN: usize = 2;

pub fn fill(overview: &Overview, sheet: &mut Wide) -> anyhow::Result<()> {
    let scopes = super::scopes(overview);
    let mut columns = vec![Column::board(), Column::new("Verslag-\njaar", 10.0, Holds::Count)];
    let first = u16::try_from(columns.len())?;
    for _ in &scopes {
        columns.extend(FIGURES.map(|(header, width, holds)| Column::new(header, width, holds)));
    }
    let intro =
        "Een rij per bestuur, met alle cijfers van het geheel, de onderdelen en de domeinen naast elkaar.";
    sheet.begin(intro, &columns, 1, |sheet| {
        let wide = u16::try_from(FIGURES.len())?;
        for (index, (_, name)) in (0..).zip(&scopes) {
            let start = first + index * wide;
            sheet.group(start, start + wide - 1, name)?;
        }
        Ok(())
    })?;
    sheet.on_large_paper();
    sheet.over_many_pages();
    for board in &overview.boards {
        sheet.start(&board.label)?;
        sheet.count(Some(board.reporting_year))?;
        for (scope, _) in &scopes {
            scope_cells(overview, sheet, board, *scope)?;
        }
    }
    Ok(())
}

fn scope_cells(
    overview: &Overview,
    sheet: &mut Wide,
    board: &crate::analysis::overview::BoardRow,
    scope: Scope,
) -> anyhow::Result<()> {
    let line = board.line(scope);
    sheet.count(Some(line.applicable().into()))?;
    sheet.count(Some(line.on_target.into()))?;
    sheet.decimal(line.share().map(|share| share.shown))?;
    sheet.count(Some(line.evidenced.into()))?;
    sheet.count(Some(line.open.into()))?;
    sheet.count(Some(line.not_applicable.into()))?;
    sheet.decimal(overview.mean(board, scope))?;
    sheet.count(line.lowest().map(u32::from))?;
    let lowest = board.lowest_norms(overview.catalogue, scope);
    sheet.text(&wording::first_norms(overview.catalogue, &lowest, LOWEST_SHOWN))
}
