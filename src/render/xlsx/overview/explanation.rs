//! How an overview is counted, and where the published figures come from.

use rust_xlsxwriter::Worksheet;

use super::super::sheet::{Paper, Sheet};
use super::super::style;
use crate::analysis::overview::Overview;
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::wording::{self, overview as words};

/// The name of the sheet.
pub const NAME: &str = "Uitleg";

const WIDTHS: [f64; 2] = [30.0, 130.0];

pub fn sheet(overview: &Overview) -> anyhow::Result<Worksheet> {
    let catalogue = overview.catalogue;
    let mut sheet = Sheet::new(NAME, catalogue, &WIDTHS)?;
    sheet.top(NAME, super::head(overview))?;
    let row = entries(&mut sheet, 3, "Zo is er geteld", words::rules(catalogue))?;
    let colours = [("De kleuren", words::colours(catalogue))];
    let marks = wording::marks().map(|(mark, text)| (mark, text.to_owned()));
    let row = entries(&mut sheet, row + 1, "De kleuren en de tekens", colours.into_iter().chain(marks))?;
    let levels = (1..)
        .zip(&catalogue.levels)
        .map(|(number, level)| (wording::level(catalogue, number), level.explanation.clone()));
    let row = entries(&mut sheet, row + 1, "De niveaus", levels)?;
    let published = catalogue.benchmarks.iter().map(|benchmark| {
        let group = wording::benchmark_group(benchmark);
        (
            benchmark.name.clone(),
            format!("{} · {group}. {}", benchmark.year, wording::benchmark_text(benchmark)),
        )
    });
    let row = entries(&mut sheet, row + 1, "De gepubliceerde cijfers", published)?;
    let unconfirmed: Vec<&str> =
        catalogue.norms.iter().filter(|norm| norm.unconfirmed()).map(|norm| norm.id.as_str()).collect();
    let unconfirmed = (!unconfirmed.is_empty()).then(|| (MARK_FOOTNOTE, unconfirmed.join(", ")));
    let row = entries(&mut sheet, row + 1, "Nog niet vergeleken met de officiële site", unconfirmed)?;
    entries(&mut sheet, row + 1, "Bronnen", wording::sources(catalogue))?;
    sheet.finish(super::head(overview), Paper::A4)
}

/// Subjects with their explanation below a heading; nothing where there are none.
fn entries<S: AsRef<str>>(
    sheet: &mut Sheet,
    row: u32,
    heading: &str,
    entries: impl IntoIterator<Item = (S, String)>,
) -> anyhow::Result<u32> {
    let mut entries = entries.into_iter().peekable();
    if entries.peek().is_none() {
        return Ok(row);
    }
    let mut row = sheet.heading(row, heading)?;
    for (subject, text) in entries {
        sheet.span(row, 0, 0, subject.as_ref(), &style::bold())?;
        sheet.span(row, 1, 1, &text, &style::text())?;
        row += 1;
    }
    Ok(row)
}
