//! A row per board: who it is, how far it is, and what its figures say.

use super::super::sheet::one_line;
use super::wide::{Column, Holds, Wide};
use crate::analysis::overview::{BoardRow, Overview, Scope};
use crate::render::wording::overview as wording;

/// The name of the sheet.
pub const NAME: &str = "Besturen";

pub fn fill(overview: &Overview, sheet: &mut Wide) -> anyhow::Result<()> {
    let catalogue = overview.catalogue;
    let mut columns = vec![Column::board()];
    if !overview.anonymous {
        columns.extend([
            Column::new("Nummer", 10.0, Holds::Text),
            Column::new("Sector", 10.0, Holds::Text),
            Column::new("Scholen", 9.5, Holds::Count),
            Column::new("Leer-\nlingen", 9.5, Holds::Count),
        ]);
    }
    columns.extend([
        Column::new("Verslag-\njaar", 10.0, Holds::Count),
        Column::new("Werkwijze", 18.0, Holds::Text),
        Column::new("Status", 12.0, Holds::Text),
    ]);
    if !overview.anonymous {
        columns.push(Column::new("Stand van", 16.0, Holds::Day));
    }
    columns.extend([Column::new("Oordeel", 19.0, Holds::Text), Column::new("Plaats", 9.0, Holds::Count)]);
    let first_mean = columns.len();
    columns.push(Column::new("Gemid-\ndelde", 9.5, Holds::Decimal));
    columns.extend(
        catalogue
            .parts
            .iter()
            .map(|part| Column::new(format!("Gemiddelde {}", one_line(&part.name)), 17.0, Holds::Decimal)),
    );
    let last_mean = columns.len() - 1;
    columns.extend([
        Column::new("Op streef-\nniveau", 11.0, Holds::Count),
        Column::new("Toe-\npasselijk", 11.0, Holds::Count),
        Column::new("In %", 9.0, Holds::Decimal),
        Column::new("Onder-\nbouwd", 10.0, Holds::Count),
        Column::new("Open", 9.0, Holds::Count),
        Column::new("N.v.t.", 9.0, Holds::Count),
        Column::new("Laagste\nniveau", 9.5, Holds::Count),
    ]);
    if !overview.anonymous {
        columns.push(Column::new("Bestand", 34.0, Holds::Text));
    }
    let intro = "Een rij per bestuur. Een gemiddelde zegt niets over voldoen: daarvoor telt elke norm. Wie open normen heeft, telt \
                 mee met wat er beantwoord is.";
    sheet.begin(intro, &columns, 1, |_| Ok(()))?;
    sheet.on_large_paper();
    let ranking = overview.ranking(Scope::Whole);
    for board in &overview.boards {
        let place = ranking.place(&board.whole).map(|place| place.place);
        row(overview, sheet, board, place)?;
    }
    sheet.colour_means(u16::try_from(first_mean)?, u16::try_from(last_mean)?)
}

fn row(overview: &Overview, sheet: &mut Wide, board: &BoardRow, place: Option<u32>) -> anyhow::Result<()> {
    let named = !overview.anonymous;
    sheet.start(&board.label)?;
    if named {
        sheet.foreign(board.number.as_deref().unwrap_or_default())?;
        sheet.foreign(&board.sectors.join(", "))?;
        sheet.count(board.schools)?;
        sheet.count(board.pupils)?;
    }
    sheet.count(Some(board.reporting_year))?;
    sheet.text(board.method.text())?;
    sheet.text(board.stage.as_str())?;
    if named {
        sheet.day(board.figures_date)?;
    }
    sheet.text(wording::verdict(board))?;
    sheet.count(place)?;
    sheet.decimal(overview.mean(board, Scope::Whole))?;
    for part in 0..board.parts.len() {
        sheet.decimal(overview.mean(board, Scope::Part(part)))?;
    }
    let whole = &board.whole;
    sheet.count(Some(whole.on_target.into()))?;
    sheet.count(Some(whole.applicable().into()))?;
    sheet.decimal(whole.share().map(|share| share.shown))?;
    sheet.count(Some(whole.evidenced.into()))?;
    sheet.count(Some(whole.open.into()))?;
    sheet.count(Some(whole.not_applicable.into()))?;
    sheet.count(whole.lowest().map(u32::from))?;
    if named {
        sheet.foreign(board.file.as_deref().unwrap_or_default())?;
    }
    Ok(())
}
