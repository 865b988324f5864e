//! The files that could not be used, with where and why.

use super::wide::{Column, Holds, Wide};
use crate::analysis::overview::Overview;

/// The name of the sheet.
pub const NAME: &str = "Niet gelezen";

pub fn fill(overview: &Overview, sheet: &mut Wide) -> anyhow::Result<()> {
    let columns = [
        Column::new("Bestand", 50.0, Holds::Text),
        Column::new("Regel", 9.0, Holds::Count),
        Column::new("Kolom", 9.0, Holds::Count),
        Column::new("Code", 9.0, Holds::Text),
        Column::new("Wat er aan de hand is", 90.0, Holds::Text),
        Column::new("Fouten", 9.0, Holds::Count),
    ];
    let intro = "Deze bestanden tellen niet mee. De plaats is die van de eerste fout; ibp-peil help met de code erachter legt uit wat \
                 je eraan doet.";
    sheet.begin(intro, &columns, 1, |_| Ok(()))?;
    for file in &overview.unreadable {
        let place = |number: usize| u32::try_from(number).ok();
        sheet.start(&file.file)?;
        sheet.count(file.place.and_then(|(line, _)| place(line)))?;
        sheet.count(file.place.and_then(|(_, column)| place(column)))?;
        sheet.text(file.code.as_str())?;
        sheet.foreign(&file.text)?;
        sheet.count(Some(file.mistakes))?;
    }
    Ok(())
}
