//! The cover: whose assessment this is, how it was made, and where the board stands.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Paper, Sheet};
use super::{front, style};
use crate::analysis::{Analysis, Figures, Previous};
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Voorblad";

/// The first column holds what a row is about, the others hold figures.
const WIDTHS: [f64; 9] = [34.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0];
const LAST: u16 = 8;

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(NAME, analysis.catalogue, &WIDTHS)?;
    sheet.line(0, 0, wording::TITLE, &style::title())?;
    sheet.span(0, 6, LAST, wording::confidentiality(analysis), &style::confidential())?;
    sheet.raise(0, 30.0)?;
    sheet.line(1, 0, wording::board(analysis), &style::board())?;
    sheet.raise(1, 22.0)?;
    sheet.gap(2)?;
    let row = circumstances(&mut sheet, analysis, 3)?;
    sheet.gap(row)?;
    let row = key_figures(&mut sheet, analysis, row + 1)?;
    sheet.gap(row)?;
    let row = cautions(&mut sheet, analysis, row + 1)?;
    sheet.worksheet.set_page_breaks(&[row])?;
    let row = milestones(&mut sheet, analysis, row)?;
    sheet.gap(row)?;
    let found: Vec<_> = analysis
        .benchmarks
        .iter()
        .map(|row| (row.benchmark, wording::benchmark_figures(analysis.catalogue, row)))
        .collect();
    let row = front::published(&mut sheet, row + 1, &found)?;
    sheet.gap(row)?;
    front::contents(&mut sheet, row + 1, 4, &super::contents(analysis))?;
    sheet.finish(analysis, Paper::A4)
}

/// Who was assessed, by what and how: two columns of labels with their values.
fn circumstances(sheet: &mut Sheet, analysis: &Analysis, start: u32) -> anyhow::Result<u32> {
    let (catalogue, assessment) = (analysis.catalogue, analysis.assessment);
    let meta = &assessment.meta;
    let left = [
        ("Normenkader", catalogue.name.clone()),
        ("Editie", wording::edition(catalogue)),
        ("Verslagjaar", meta.reporting_year.to_string()),
        (DATE, wording::reference_date(analysis)),
    ];
    let mut right = vec![
        ("Werkwijze", wording::method(meta.method)),
        ("Stand van de meting", wording::stage(analysis)),
        ("Ingevuld door", wording::assessor(analysis).to_owned()),
    ];
    if let Some(previous) = &analysis.previous {
        right.push(("Vergeleken met", wording::previous(previous)));
    }
    for (row, (label, value)) in (start..).zip(&left) {
        sheet.span(row, 0, 0, label, &style::bold())?;
        match meta.reference_date.filter(|_| *label == DATE) {
            Some(date) => sheet.span_date(row, 1, 3, date)?,
            None => sheet.span(row, 1, 3, value, &style::text())?,
        }
    }
    for (row, (label, value)) in (start..).zip(&right) {
        sheet.span(row, 4, 5, label, &style::bold())?;
        sheet.span(row, 6, LAST, value, &style::text())?;
    }
    Ok(start + u32::try_from(left.len().max(right.len()))?)
}

/// The label of the day the figures stand for; its value is a real date once the day is fixed.
const DATE: &str = "Peildatum";

fn key_figures(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    let row = sheet.heading(row, "Waar staan we")?;
    let row = tiles(sheet, analysis, row)?;
    sheet.span(row, 0, LAST, &wording::verdict(analysis), &style::bold())?;
    sheet.gap(row + 1)?;
    let headers = [
        "",
        "Toepasselijk",
        "Op streef-\nniveau",
        "In %",
        "Onder-\nbouwd",
        "Open",
        "N.v.t.",
        "Gemiddelde *",
        "Laagste\nniveau",
    ];
    let row = sheet.plain_table(row + 2, &headers, &figures_rows(analysis), 1)?;
    sheet.span(row, 0, LAST, &format!("* {}", wording::MEAN_CAUTION), &style::quiet())?;
    sheet.gap(row + 1)?;
    sheet.span(row + 2, 0, LAST, &wording::verdict_meaning(analysis), &style::text())?;
    sheet.span(row + 3, 0, 0, "Het plan", &style::bold())?;
    sheet.span(row + 3, 1, LAST, &wording::plan(analysis), &style::text())?;
    Ok(row + 4)
}

/// The whole and every part, each followed by last year's where that is known.
fn figures_rows(analysis: &Analysis) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut add = |name: &str, now: &Figures, before: Option<(&Previous, &Figures)>| {
        rows.push(figures_row(name.to_owned(), now));
        if let Some((previous, figures)) = before {
            rows.push(figures_row(
                format!("  {}, {}", previous.reporting_year, name.to_lowercase()),
                figures,
            ));
        }
    };
    let previous = analysis.previous.as_ref();
    add("Geheel", &analysis.whole, previous.map(|previous| (previous, &previous.whole)));
    for (index, part) in analysis.catalogue.parts.iter().enumerate() {
        let before = previous.and_then(|previous| Some((previous, previous.parts.get(index)?)));
        add(&part.name, &analysis.parts[index], before);
    }
    rows
}

fn figures_row(name: String, figures: &Figures) -> Vec<Cell> {
    std::iter::once(Cell::Text(name)).chain(front::figures(figures)).collect()
}

/// The figures of the whole, large enough to read across a table.
fn tiles(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    let whole = &analysis.whole;
    let before = analysis.previous.as_ref();
    let lowest = whole.lowest.as_ref().map_or(String::new(), |lowest| {
        format!("bij {}", wording::norms(u32::try_from(lowest.norms.len()).unwrap_or(u32::MAX)))
    });
    let tiles: [(u16, u16, &str, String, String); 5] = [
        (0, 0, "Op streefniveau", wording::on_target(whole), last_year(before, wording::on_target)),
        (
            1,
            2,
            "Onderbouwd met bewijs",
            whole.evidenced.to_string(),
            last_year(before, |f| f.evidenced.to_string()),
        ),
        (3, 4, "Nog open", whole.open.to_string(), last_year(before, |f| f.open.to_string())),
        (5, 6, "Gemiddeld niveau *", wording::mean(whole), last_year(before, wording::mean)),
        (7, 8, "Laagste niveau", wording::lowest(analysis.catalogue, whole), lowest),
    ];
    for (first, last, caption, figure, below) in tiles {
        for (offset, text, format) in [
            (0, caption, style::tile_caption()),
            (1, figure.as_str(), style::tile_figure()),
            (2, below.as_str(), style::tile_caption()),
        ] {
            sheet.span(row + offset, first, last, text, &style::tile(format))?;
        }
    }
    sheet.raise(row, 18.0)?;
    sheet.raise(row + 1, 32.0)?;
    sheet.raise(row + 2, 18.0)?;
    sheet.gap(row + 3)?;
    Ok(row + 4)
}

fn last_year(previous: Option<&Previous>, show: impl Fn(&Figures) -> String) -> String {
    previous
        .map_or(String::new(), |previous| format!("{}: {}", previous.reporting_year, show(&previous.whole)))
}

fn cautions(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    let cautions = wording::cautions(analysis);
    if cautions.is_empty() {
        return Ok(row);
    }
    sheet.span(row, 0, LAST, "Let op bij het lezen", &style::caution().set_bold())?;
    for caution in cautions {
        row += 1;
        sheet.span(row, 0, LAST, &caution, &style::caution())?;
    }
    Ok(row + 1)
}

fn milestones(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<u32> {
    let milestones = &analysis.catalogue.milestones;
    if milestones.is_empty() {
        return Ok(row);
    }
    let mut row = sheet.heading(row, "Mijlpalen: wat is afgesproken, wat is een plicht")?;
    for milestone in milestones {
        sheet.span(row, 0, 0, &milestone.name, &style::bold())?;
        sheet.span(row, 1, 1, wording::milestone_kind(milestone), &style::text())?;
        sheet.span(row, 2, 3, &wording::milestone_when(milestone), &style::text())?;
        sheet.span(row, 4, LAST, &wording::milestone_text(milestone), &style::text())?;
        row += 1;
    }
    Ok(row)
}
