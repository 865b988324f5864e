//! The figures per domain, part and whole, with two charts drawn from the cells.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartEmptyCells, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType, Color, Worksheet,
};

use super::chart::{grid, small_font, title_font};
use super::sheet::{Cell, Column, Paper, Sheet};
use super::style;
use crate::analysis::{Analysis, Figures};
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Domeinen";

const COLUMNS: [Column; 17] = [
    ("Code", 7.0),
    ("Domein", 31.0),
    ("Onderdeel", 19.0),
    ("Normen", 8.5),
    ("N.v.t.", 8.0),
    ("Toe-\npasselijk", 9.5),
    ("Beant-\nwoord", 8.5),
    ("Op streef-\nniveau", 10.0),
    ("Eronder", 9.0),
    ("Open", 8.0),
    ("Op streef-\nniveau in %", 11.5),
    ("Onder-\nbouwd", 8.5),
    ("Gemid-\ndelde *", 8.5),
    ("Streef-\nniveau", 8.5),
    ("Laagste\nniveau", 9.0),
    ("Naam van\ndat niveau", 13.0),
    ("Normen met het laagste niveau", 29.0),
];
// Columns that the charts read; a test of the workbook compares every cell with the analysis.
const CODE: u16 = 0;
const DOMAIN: u16 = 1;
const ON_TARGET: u16 = 7;
const BELOW: u16 = 8;
const OPEN: u16 = 9;
const MEAN: u16 = 12;
const TARGET: u16 = 13;

/// The row of the charts, and how many rows of normal height they cover.
const CHARTS: u32 = 3;
const CHART_ROWS: u32 = 30;
/// How many ids of lowest norms fit beside the other figures.
const LOWEST_SHOWN: usize = 8;
/// The size of both charts, in pixels, and the room between them.
const CHART_SIZE: (u32, u32) = (760, 600);
const BETWEEN: u32 = 12;

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let widths = COLUMNS.map(|(_, width)| width);
    let mut sheet = Sheet::new(NAME, analysis.catalogue, &widths)?;
    sheet.top(NAME, analysis)?;
    let answered = analysis.whole.answered > 0;
    let header = if answered { CHARTS + CHART_ROWS + 1 } else { CHARTS + 2 };
    if !answered {
        let text =
            "Er is geen norm met een niveau beantwoord. De grafieken komen zodra er iets te tekenen is.";
        sheet.span(CHARTS, 0, sheet.rightmost(), text, &style::text())?;
    }

    let mut rows = vec![figures_row(analysis, "", "Geheel", "", &analysis.whole)];
    for (part, figures) in analysis.catalogue.parts.iter().zip(&analysis.parts) {
        rows.push(figures_row(analysis, "", &part.name, "", figures));
    }
    let totals = rows.len();
    for (domain, figures) in analysis.catalogue.domains.iter().zip(&analysis.domains) {
        let part = &analysis.catalogue.parts[domain.part].name;
        rows.push(figures_row(analysis, &domain.code, &domain.name, part, figures));
    }
    let row = sheet.plain_table(header, &COLUMNS.map(|(header, _)| header), &rows, totals)?;
    if answered && rows.len() > totals {
        let charts = Charts { first: header + 1 + u32::try_from(totals)?, last: row - 1 };
        sheet.worksheet.insert_chart(CHARTS, 0, &charts.bars())?;
        sheet.worksheet.insert_chart_with_offset(
            CHARTS,
            0,
            &charts.radar(analysis),
            CHART_SIZE.0 + BETWEEN,
            0,
        )?;
        sheet.worksheet.set_page_breaks(&[header])?;
    }
    sheet.span(row, 0, sheet.rightmost(), &format!("* {}", wording::MEAN_CAUTION), &style::quiet())?;
    let target = wording::level(analysis.catalogue, analysis.board_target());
    let text = format!("Het streefniveau is {target}, tenzij een norm een eigen streefniveau heeft.");
    sheet.span(row + 1, 0, sheet.rightmost(), &text, &style::quiet())?;
    sheet.worksheet.set_repeat_rows(header, header)?;
    sheet.finish(analysis, Paper::A4)
}

fn figures_row(analysis: &Analysis, code: &str, name: &str, part: &str, figures: &Figures) -> Vec<Cell> {
    let lowest = figures.lowest.as_ref().map(|lowest| lowest.level);
    vec![
        Cell::text(code),
        Cell::text(name),
        Cell::text(part),
        Cell::Count(figures.total),
        Cell::Count(figures.not_applicable),
        Cell::Count(figures.applicable),
        Cell::Count(figures.answered),
        Cell::Count(figures.on_target),
        Cell::Count(figures.below()),
        Cell::Count(figures.open),
        Cell::Decimal(figures.share.as_ref().map(|share| share.shown)),
        Cell::Count(figures.evidenced),
        Cell::Decimal(figures.mean.as_ref().map(|mean| mean.shown)),
        Cell::Count(analysis.board_target().into()),
        Cell::Level(lowest),
        Cell::LevelName(lowest),
        Cell::Text(wording::lowest_norms(analysis.catalogue, figures, LOWEST_SHOWN)),
    ]
}

/// The rows of the domains, from which the charts are drawn.
struct Charts {
    first: u32,
    last: u32,
}

impl Charts {
    fn column(&self, column: u16) -> (&'static str, u32, u16, u32, u16) {
        (NAME, self.first, column, self.last, column)
    }

    /// Per domain how much is on target, below it and open.
    fn bars(&self) -> Chart {
        let mut chart = Chart::new(ChartType::BarPercentStacked);
        for (column, name, colour) in [
            (ON_TARGET, "op streefniveau", style::ON_TARGET),
            (BELOW, "eronder", style::BELOW_TARGET),
            (OPEN, "open", style::OPEN),
        ] {
            chart
                .add_series()
                .set_name(name)
                .set_categories(self.column(DOMAIN))
                .set_values(self.column(column))
                .set_gap(45)
                .set_format(
                    ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour))),
                );
        }
        chart.title().set_name("Aandeel normen op streefniveau, per domein").set_font(&title_font());
        // In a bar chart the x axis is the one with the values, at the bottom.
        chart
            .x_axis()
            .set_name("% van de normen die van toepassing zijn")
            .set_name_font(&small_font())
            .set_font(&small_font())
            .set_num_format("0%")
            .set_major_unit(0.25)
            .set_major_gridlines_line(&grid());
        // The first domain on top, and the values still at the bottom.
        chart
            .y_axis()
            .set_name("domein")
            .set_name_font(&small_font())
            .set_font(&small_font())
            .set_reverse()
            .set_crossing(ChartAxisCrossing::Max)
            .set_major_gridlines(false);
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&small_font());
        chart.set_width(CHART_SIZE.0).set_height(CHART_SIZE.1);
        chart.set_alt_text("Staafgrafiek: per domein het aandeel normen op streefniveau, eronder en open.");
        chart
    }

    /// The mean of every domain beside the target.
    fn radar(&self, analysis: &Analysis) -> Chart {
        let mut chart = Chart::new(ChartType::RadarWithMarkers);
        chart
            .add_series()
            .set_name("gemiddeld niveau")
            .set_categories(self.column(CODE))
            .set_values(self.column(MEAN))
            .set_format(
                ChartFormat::new()
                    .set_line(ChartLine::new().set_color(Color::RGB(style::ACCENT)).set_width(2.0)),
            )
            .set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(5).set_format(
                ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(style::ACCENT))),
            ));
        chart
            .add_series()
            .set_name("streefniveau")
            .set_categories(self.column(CODE))
            .set_values(self.column(TARGET))
            .set_format(
                ChartFormat::new().set_line(
                    ChartLine::new()
                        .set_color(Color::RGB(style::BELOW_TARGET))
                        .set_width(2.0)
                        .set_dash_type(ChartLineDashType::Dash),
                ),
            )
            .set_marker(ChartMarker::new().set_none());
        chart.title().set_name("Gemiddeld niveau en streefniveau, per domein").set_font(&title_font());
        chart.x_axis().set_font(&small_font());
        chart
            .y_axis()
            .set_min(0)
            .set_max(analysis.catalogue.top_level())
            .set_major_unit(1)
            .set_num_format("0")
            .set_font(&small_font())
            .set_major_gridlines_line(&grid());
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&small_font());
        chart.show_empty_cells_as(ChartEmptyCells::Gaps);
        chart.set_width(CHART_SIZE.0).set_height(CHART_SIZE.1);
        chart.set_alt_text("Radargrafiek: per domein het gemiddelde niveau naast het streefniveau.");
        chart
    }
}
