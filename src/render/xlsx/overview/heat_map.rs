//! Boards beside domains, in colour; the number stands in the cell, so that colour never stands alone.

use super::wide::{Column, Holds, Wide};
use crate::analysis::overview::Overview;
use crate::render::wording::overview as wording;

/// The name of the sheet.
pub const NAME: &str = "Heatmap";

pub fn fill(overview: &Overview, sheet: &mut Wide) -> anyhow::Result<()> {
    let scopes = super::scopes(overview);
    let mut columns = vec![Column::board(), Column::new("Open", 8.0, Holds::Count)];
    let first = u16::try_from(columns.len())?;
    columns.extend(scopes.iter().map(|(_, name)| Column::upright(name, 6.5, Holds::Decimal)));
    let last = u16::try_from(columns.len() - 1)?;
    let intro = format!("Het laagste gemiddelde staat bovenaan. {}", wording::colours(overview.catalogue));
    sheet.begin(&intro, &columns, first, |sheet| {
        sheet.group(0, first - 1, "het midden van de besturen")?;
        for (column, (scope, _)) in (first..).zip(&scopes) {
            sheet.above_decimal(column, overview.spread(*scope).five.map(|five| five.median))?;
        }
        Ok(())
    })?;
    for board in overview.weakest_boards() {
        let board = &overview.boards[board];
        sheet.start(&board.label)?;
        sheet.count(Some(board.whole.open.into()))?;
        for (scope, _) in &scopes {
            sheet.decimal(overview.mean(board, *scope))?;
        }
    }
    sheet.colour_means(first, last)
}
