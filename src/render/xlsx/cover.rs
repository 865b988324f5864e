//! The cover: whose assessment this is, how it was made, and where the board stands.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Paper, Sheet};
use super::{CONTENTS, style};
use crate::analysis::{Analysis, BenchmarkRow, Figures, Previous};
use crate::render::{CONFIDENTIAL, wording};

/// The name of the sheet.
pub const NAME: &str = "Voorblad";

/// The first column holds what a row is about, the others hold figures.
const WIDTHS: [f64; 9] = [30.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0];
const LAST: u16 = 8;

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(NAME, analysis.catalogue, &WIDTHS)?;
    sheet.line(0, 0, wording::TITLE, &style::title())?;
    sheet.raise(0, 30.0)?;
    sheet.line(1, 0, &analysis.assessment.board.name, &style::board())?;
    sheet.raise(1, 22.0)?;
    sheet.line(2, 0, CONFIDENTIAL, &style::confidential())?;
    let mut row = circumstances(&mut sheet, analysis, 4)?;
    row = key_figures(&mut sheet, analysis, row + 1)?;
    row = cautions(&mut sheet, analysis, row + 1)?;
    row = milestones(&mut sheet, analysis, row + 1)?;
    row = benchmarks(&mut sheet, analysis, row + 1)?;
    contents(&mut sheet, row + 1)?;
    sheet.finish(analysis, Paper::A4)
}

fn circumstances(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    let (catalogue, assessment) = (analysis.catalogue, analysis.assessment);
    let meta = &assessment.meta;
    let mut facts: Vec<(&str, String)> = vec![
        ("Normenkader", catalogue.name.clone()),
        ("Editie", wording::edition(catalogue)),
        ("Verslagjaar", meta.reporting_year.to_string()),
        ("Peildatum", wording::reference_date(analysis)),
        ("Werkwijze", wording::method(meta.method)),
        ("Stand van de meting", wording::stage(analysis)),
        ("Ingevuld door", meta.assessor.clone().unwrap_or_else(|| "niet ingevuld".to_owned())),
    ];
    if let Some(previous) = &analysis.previous {
        facts.push(("Vergeleken met", wording::previous(previous)));
    }
    for (label, value) in facts {
        sheet.span(row, 0, 0, label, &style::bold())?;
        match meta.reference_date.filter(|_| label == "Peildatum") {
            Some(date) => sheet.span_date(row, 1, LAST, date)?,
            None => sheet.span(row, 1, LAST, &value, &style::text())?,
        }
        row += 1;
    }
    Ok(row)
}

fn key_figures(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    sheet.heading(row, "Waar staan we")?;
    tiles(sheet, analysis, row + 2)?;
    row += 6;
    sheet.span(row, 0, LAST, &wording::verdict(analysis), &style::bold())?;
    sheet.span(row + 1, 0, LAST, &wording::verdict_meaning(analysis), &style::quiet())?;
    row += 3;
    sheet.header(
        row,
        &[
            "",
            "Toepasselijk",
            "Op streef-\nniveau",
            "In %",
            "Onder-\nbouwd",
            "Open",
            "N.v.t.",
            "Gemiddelde *",
            "Laagste",
        ],
    )?;
    for (name, figures, strong) in scopes(analysis) {
        row += 1;
        sheet.cells(row, 0, &figures_row(name, figures), strong)?;
    }
    row += 1;
    sheet.span(row, 0, LAST, &format!("* {}", wording::MEAN_CAUTION), &style::quiet())?;
    row += 1;
    sheet.span(row, 0, 0, "Plan", &style::bold())?;
    sheet.span(row, 1, LAST, &wording::plan(analysis), &style::text())?;
    Ok(row + 1)
}

/// The whole and every part, each followed by last year's where that is known.
fn scopes<'a>(analysis: &'a Analysis) -> Vec<(String, &'a Figures, bool)> {
    let mut scopes = Vec::new();
    let mut add = |name: &str, now: &'a Figures, before: Option<(&Previous, &'a Figures)>, strong| {
        scopes.push((name.to_owned(), now, strong));
        if let Some((previous, figures)) = before {
            scopes.push((format!("{name}, {}", previous.reporting_year), figures, false));
        }
    };
    let previous = analysis.previous.as_ref();
    add("Geheel", &analysis.whole, previous.map(|previous| (previous, &previous.whole)), true);
    for (index, part) in analysis.catalogue.parts.iter().enumerate() {
        let before = previous.and_then(|previous| Some((previous, previous.parts.get(index)?)));
        add(&part.name, &analysis.parts[index], before, false);
    }
    scopes
}

fn figures_row(name: String, figures: &Figures) -> Vec<Cell> {
    vec![
        Cell::Text(name),
        Cell::Count(figures.applicable),
        Cell::Count(figures.on_target),
        Cell::Decimal(figures.share.as_ref().map(|share| share.shown)),
        Cell::Count(figures.evidenced),
        Cell::Count(figures.open),
        Cell::Count(figures.not_applicable),
        Cell::Decimal(figures.mean.as_ref().map(|mean| mean.shown)),
        Cell::Level(figures.lowest.as_ref().map(|lowest| lowest.level)),
    ]
}

/// The figures of the whole, large enough to read across a table.
fn tiles(sheet: &mut Sheet, analysis: &Analysis, row: u32) -> anyhow::Result<()> {
    let whole = &analysis.whole;
    let before = analysis.previous.as_ref();
    let lowest = whole.lowest.as_ref().map_or(String::new(), |lowest| {
        format!("bij {}", wording::norms(u32::try_from(lowest.norms.len()).unwrap_or(u32::MAX)))
    });
    let tiles: [(u16, u16, &str, String, String); 5] = [
        (0, 0, "Op streefniveau", wording::on_target(whole), last_year(before, |f| wording::on_target(f))),
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
    sheet.raise(row, 20.0)?;
    sheet.raise(row + 1, 34.0)?;
    sheet.raise(row + 2, 20.0)
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

fn milestones(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    let milestones = &analysis.catalogue.milestones;
    if milestones.is_empty() {
        return Ok(row);
    }
    sheet.heading(row, "Mijlpalen: wat is afgesproken, wat is een plicht")?;
    for milestone in milestones {
        row += 1;
        sheet.span(row, 0, 0, &milestone.name, &style::bold())?;
        sheet.span(row, 1, 1, wording::milestone_kind(milestone), &style::text())?;
        sheet.span(row, 2, 3, &wording::milestone_when(milestone), &style::text())?;
        let text = [milestone.text.as_str(), milestone.reading.as_str()];
        let text = match text {
            [text, ""] => text.to_owned(),
            [text, reading] => format!("{text} Onze lezing: {reading}"),
        };
        sheet.span(row, 4, LAST, &text, &style::text())?;
    }
    Ok(row + 1)
}

fn benchmarks(sheet: &mut Sheet, analysis: &Analysis, mut row: u32) -> anyhow::Result<u32> {
    if analysis.benchmarks.is_empty() {
        return Ok(row);
    }
    sheet.heading(row, "Naast gepubliceerde cijfers: vergelijk voorzichtig")?;
    for found in &analysis.benchmarks {
        let benchmark = found.benchmark;
        row += 1;
        sheet.span(row, 0, 0, &benchmark.name, &style::bold())?;
        sheet.span(row, 1, 1, &benchmark.year.to_string(), &style::text())?;
        sheet.span(
            row,
            2,
            3,
            &format!("{} {}, {}", benchmark.n, benchmark.n_unit, benchmark.sector),
            &style::text(),
        )?;
        sheet.span(row, 4, LAST, &beside(analysis, found), &style::bold())?;
        row += 1;
        sheet.span(row, 1, LAST, &wording::benchmark_text(benchmark), &style::quiet())?;
    }
    Ok(row + 1)
}

/// The published mean and the board's own.
fn beside(analysis: &Analysis, row: &BenchmarkRow) -> String {
    wording::benchmark_figures(analysis.catalogue, row)
}

fn contents(sheet: &mut Sheet, mut row: u32) -> anyhow::Result<()> {
    sheet.heading(row, "In dit bestand")?;
    for (name, meaning) in CONTENTS {
        row += 1;
        sheet.link_to(row, 0, name)?;
        sheet.span(row, 1, LAST, meaning, &style::text())?;
    }
    Ok(())
}
