//! The place of every board in every domain, the best board of the whole on top.

use super::wide::{Column, Holds, Wide};
use crate::analysis::overview::Overview;

/// The name of the sheet.
pub const NAME: &str = "Plaats";

pub fn fill(overview: &Overview, sheet: &mut Wide) -> anyhow::Result<()> {
    let scopes = super::scopes(overview);
    let mut columns = vec![Column::board(), Column::new("Open", 8.0, Holds::Count)];
    let first = u16::try_from(columns.len())?;
    columns.extend(scopes.iter().map(|(_, name)| Column::upright(name, 7.5, Holds::Count)));
    let intro = "1 is het hoogste gemiddelde niveau. Besturen met hetzelfde gemiddelde delen een plaats. Wie geen cijfer heeft, \
                 heeft geen plaats.";
    sheet.begin(intro, &columns, first, |sheet| {
        sheet.group(0, first - 1, "besturen met een cijfer")?;
        for (column, (scope, _)) in (first..).zip(&scopes) {
            sheet.above_count(column, overview.spread(*scope).boards)?;
        }
        Ok(())
    })?;
    let rankings: Vec<_> = scopes.iter().map(|(scope, _)| (*scope, overview.ranking(*scope))).collect();
    for board in overview.strongest_boards() {
        let board = &overview.boards[board];
        sheet.start(&board.label)?;
        sheet.count(Some(board.whole.open.into()))?;
        for (scope, ranking) in &rankings {
            sheet.count(ranking.place(board.line(*scope)).map(|place| place.place))?;
        }
    }
    Ok(())
}
