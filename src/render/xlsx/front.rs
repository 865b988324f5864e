//! What the first pages of several workbooks have in common.

use super::sheet::{Cell, Sheet};
use super::style;
use crate::analysis::Figures;
use crate::catalogue::Benchmark;
use crate::render::wording;

/// Published figures, each with what is compared with it in words; gives the first row after them. Without any nothing
/// is written.
pub fn published(sheet: &mut Sheet, row: u32, found: &[(&Benchmark, String)]) -> anyhow::Result<u32> {
    if found.is_empty() {
        return Ok(row);
    }
    let last = sheet.rightmost();
    let mut row = sheet.heading(row, "Naast gepubliceerde cijfers: vergelijk voorzichtig")?;
    for (benchmark, figures) in found {
        sheet.span(row, 0, 0, &benchmark.name, &style::bold())?;
        sheet.span(row, 1, 1, &benchmark.year.to_string(), &style::text())?;
        sheet.span(row, 2, 3, &wording::benchmark_group(benchmark), &style::text())?;
        sheet.span(row, 4, last, figures, &style::bold())?;
        sheet.span(row + 1, 1, last, &wording::benchmark_text(benchmark), &style::quiet())?;
        row += 2;
    }
    Ok(row)
}

/// The other sheets with what they are for, in two columns of which the second begins at `middle`.
pub fn contents(sheet: &mut Sheet, row: u32, middle: u16, names: &[(&str, &str)]) -> anyhow::Result<()> {
    let last = sheet.rightmost();
    let start = sheet.heading(row, "In dit bestand")?;
    let (left, right) = names.split_at(names.len().div_ceil(2));
    for (half, first, end) in [(left, 0, middle - 1), (right, middle, last)] {
        for (row, (name, meaning)) in (start..).zip(half) {
            sheet.link_to(row, first, name)?;
            sheet.span(row, first + 1, end, meaning, &style::text())?;
        }
    }
    Ok(())
}

/// The figures of a scope, always together and in this order.
pub fn figures(figures: &Figures) -> [Cell; 8] {
    [
        Cell::Count(figures.applicable),
        Cell::Count(figures.on_target),
        Cell::Decimal(figures.share.as_ref().map(|share| share.shown)),
        Cell::Count(figures.evidenced),
        Cell::Count(figures.open),
        Cell::Count(figures.not_applicable),
        Cell::Decimal(figures.mean.as_ref().map(|mean| mean.shown)),
        figures.lowest.as_ref().map_or(Cell::Blank, |lowest| Cell::LevelWords(lowest.level)),
    ]
}
