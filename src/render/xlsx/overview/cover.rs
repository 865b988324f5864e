//! Page one: how many boards there are, where they stand, and which domains are the weakest.

use rust_xlsxwriter::Worksheet;

use super::super::sheet::{Cell, Paper, Sheet};
use super::super::{front, style};
use super::spread::Domains;
use crate::analysis::overview::{Overview, Scope};
use crate::analysis::reliability::reliability;
use crate::render::CONFIDENTIAL;
use crate::render::wording::{self, overview as words};

/// The name of the sheet.
pub const NAME: &str = "Overzicht";

/// The first column holds what a row is about, the others hold figures.
const WIDTHS: [f64; 9] = [34.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0];
const LAST: u16 = 8;
/// The size of the chart in pixels: a bar takes this much, the rest is for its title and axis.
const CHART_WIDTH: u32 = 1_120;
const BAR: u32 = 17;
const AROUND_BARS: u32 = 85;
/// The height of a row that nothing was written in, in pixels.
const ROW: u32 = 20;

pub fn sheet(overview: &Overview) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(NAME, overview.catalogue, &WIDTHS)?;
    sheet.line(0, 0, words::TITLE, &style::title())?;
    sheet.span(0, 6, LAST, CONFIDENTIAL, &style::confidential())?;
    sheet.raise(0, 30.0)?;
    let edition = wording::edition(overview.catalogue);
    let line = format!(
        "{} · {} · {}, editie {edition}",
        words::boards(overview),
        words::moment(overview),
        overview.catalogue.name
    );
    sheet.span(1, 0, LAST, &line, &style::subtitle())?;
    sheet.gap(2)?;
    let row = tiles(&mut sheet, overview, 3)?;
    sheet.span(row, 0, LAST, &words::standing(overview), &style::text())?;
    sheet.span(row + 1, 0, LAST, &words::spread(overview), &style::text())?;
    let row = domains(&mut sheet, overview, row + 2)?;
    sheet.worksheet.set_page_breaks(&[row])?;
    let row = figures(&mut sheet, overview, row)?;
    sheet.gap(row)?;
    let row = cautions(&mut sheet, overview, row + 1)?;
    sheet.gap(row)?;
    let found: Vec<_> =
        overview.published().map(|row| (row.benchmark, words::published(overview.catalogue, &row))).collect();
    let row = front::published(&mut sheet, row + 1, &found)?;
    sheet.gap(row)?;
    front::contents(&mut sheet, row + 1, 5, &super::contents(overview))?;
    sheet.finish(super::head(overview), Paper::A4)
}

/// The figures of all boards together, large enough to read across a table.
fn tiles(sheet: &mut Sheet, overview: &Overview, row: u32) -> anyhow::Result<u32> {
    let totals = &overview.totals;
    let boards = overview.boards.len();
    let of = |count: u32| format!("{count} van {boards}");
    let five = overview.whole.five;
    let half = five.map_or("–".to_owned(), |five| format!("{} – {}", five.q1, five.q3));
    let ends =
        five.map_or(String::new(), |five| format!("laagste {}, hoogste {}", five.lowest, five.highest));
    let methods = words::methods(&totals.methods);
    let open = match overview.whole.open {
        0 => "geen open normen".to_owned(),
        open => format!("{open} normen open"),
    };
    let mean = format!("gemiddeld {}", words::shown(overview.whole.mean));
    let tiles: [(u16, u16, &str, String, &str); 5] = [
        (0, 0, "In dit overzicht", words::boards(overview), &methods),
        (1, 2, "Helemaal ingevuld", of(totals.complete), &open),
        (3, 4, "Voldoet", of(totals.complies), "elke norm op het vereiste niveau"),
        (5, 6, "Het middelste bestuur", words::shown(five.map(|five| five.median)), &mean),
        (7, 8, "De middelste helft", half, &ends),
    ];
    for (first, last, caption, figure, below) in tiles {
        for (offset, text, format) in [
            (0, caption, style::tile_caption()),
            (1, figure.as_str(), style::tile_figure()),
            (2, below, style::tile_caption().set_text_wrap()),
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

/// The weakest and strongest domains in words and as bars.
fn domains(sheet: &mut Sheet, overview: &Overview, row: u32) -> anyhow::Result<u32> {
    let mut row = sheet.heading(row, "De zwakste domeinen")?;
    for sentence in [words::weakest(overview), words::strongest(overview)].into_iter().flatten() {
        sheet.span(row, 0, LAST, &sentence, &style::bold())?;
        row += 1;
    }
    let Some(domains) = Domains::of(overview) else {
        sheet.span(row, 0, LAST, "Er is nog geen domein met een cijfer.", &style::text())?;
        return Ok(row + 1);
    };
    let height = AROUND_BARS + BAR * domains.count();
    sheet.worksheet.insert_chart(row, 0, &domains.bars(overview, (CHART_WIDTH, height)))?;
    let end = row + height.div_ceil(ROW) + 1;
    sheet.reach(end, LAST);
    Ok(end)
}

/// The spread of the whole and the parts.
fn figures(sheet: &mut Sheet, overview: &Overview, row: u32) -> anyhow::Result<u32> {
    let row = sheet.heading(row, "De cijfers van alle besturen samen")?;
    let headers = [
        "",
        "Laagste",
        "Eerste\nkwartiel",
        "Midden",
        "Derde\nkwartiel",
        "Hoogste",
        "Gemiddelde",
        "Op streef-\nniveau in %",
        "Zonder\ncijfer",
    ];
    let scopes = Scope::all(overview.catalogue).filter(|scope| !matches!(scope, Scope::Domain(_)));
    let rows: Vec<Vec<Cell>> = scopes
        .map(|scope| {
            let spread = overview.spread(scope);
            let mut cells = vec![Cell::Text(words::scope_name(overview.catalogue, scope))];
            let five = spread.five.map(|five| [five.lowest, five.q1, five.median, five.q3, five.highest]);
            cells.extend((0..5).map(|figure| Cell::Decimal(five.map(|five| five[figure]))));
            cells.push(Cell::Decimal(spread.mean));
            cells.push(Cell::Decimal(spread.share.as_ref().map(|share| share.shown)));
            cells.push(Cell::Count(spread.without));
            cells
        })
        .collect();
    let row = sheet.plain_table(row, &headers, &rows, 1)?;
    sheet.span(row, 0, LAST, wording::MEAN_CAUTION, &style::quiet())?;
    Ok(row + 1)
}

fn cautions(sheet: &mut Sheet, overview: &Overview, mut row: u32) -> anyhow::Result<u32> {
    let mut cautions = words::cautions(overview);
    cautions.extend(wording::unconfirmed_caution(&reliability(overview.catalogue)));
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
