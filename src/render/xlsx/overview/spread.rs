//! How far the boards lie apart, per domain; the weakest domain on top. The charts of the workbook read this sheet.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartDataLabel, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker,
    ChartMarkerType, ChartPoint, ChartSolidFill, ChartType, Color, Worksheet,
};

use super::super::chart::{grid, small_font, title_font};
use super::super::sheet::{Cell, Paper, Sheet};
use super::super::style;
use crate::analysis::overview::{Overview, Scope, Spread};
use crate::render::wording::overview as wording;

/// The name of the sheet.
pub const NAME: &str = "Spreiding";

const COLUMNS: [(&str, f64); 14] = [
    ("Domein", 36.0),
    ("Onderdeel", 22.0),
    ("Besturen met\neen cijfer", 13.0),
    ("Zonder\ncijfer", 9.0),
    ("Laagste", 9.5),
    ("Eerste\nkwartiel", 9.5),
    ("Midden", 9.5),
    ("Derde\nkwartiel", 9.5),
    ("Hoogste", 9.5),
    ("Gemid-\ndelde", 9.5),
    ("Op streef-\nniveau", 11.0),
    ("Toe-\npasselijk", 11.0),
    ("In %", 9.0),
    ("Code", 8.0),
];
// Columns that the charts read; a test of the workbook compares every cell with the model.
const NAMES: u16 = 0;
const MEDIAN: u16 = 6;
const CODES: u16 = 13;
const SERIES: [(u16, &str, ChartMarkerType, u32); 5] = [
    (4, "laagste", ChartMarkerType::LongDash, style::QUIET),
    (5, "eerste kwartiel", ChartMarkerType::Triangle, style::BELOW_TARGET),
    (MEDIAN, "midden", ChartMarkerType::Diamond, style::ACCENT),
    (7, "derde kwartiel", ChartMarkerType::Square, style::ON_TARGET),
    (8, "hoogste", ChartMarkerType::LongDash, style::QUIET),
];

/// The row of the header, and of the first domain below the whole and the parts.
const HEADER: u32 = Sheet::LIST_START;
/// The size of the chart, in pixels.
const CHART_SIZE: (u32, u32) = (1_180, 460);
const CHART_ROWS: u32 = 24;

pub fn sheet(overview: &Overview) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(NAME, overview.catalogue, &COLUMNS.map(|(_, width)| width))?;
    sheet.top(NAME, super::head(overview))?;
    let intro = "Het zwakste domein staat bovenaan. Tussen het eerste en het derde kwartiel ligt de middelste helft van de besturen.";
    sheet.span(2, 0, sheet.rightmost(), intro, &style::text())?;
    let totals = totals(overview);
    let mut rows: Vec<Vec<Cell>> = totals.iter().map(|scope| spread_row(overview, *scope)).collect();
    let domains = overview.domains_weakest_first().into_iter().map(Scope::Domain);
    rows.extend(domains.map(|domain| spread_row(overview, domain)));
    let row = sheet.plain_table(HEADER, &COLUMNS.map(|(header, _)| header), &rows, totals.len())?;
    sheet.freeze(HEADER + 1, 1)?;
    if let Some(domains) = Domains::of(overview) {
        sheet.worksheet.insert_chart(row + 1, 0, &domains.spread(overview))?;
        sheet.reach(row + 1 + CHART_ROWS, sheet.rightmost());
    }
    sheet.finish(super::head(overview), Paper::OnePage)
}

/// What stands above the domains.
fn totals(overview: &Overview) -> Vec<Scope> {
    Scope::all(overview.catalogue).filter(|scope| !matches!(scope, Scope::Domain(_))).collect()
}

fn spread_row(overview: &Overview, scope: Scope) -> Vec<Cell> {
    let catalogue = overview.catalogue;
    let (code, part) = match scope {
        Scope::Domain(domain) => {
            let domain = &catalogue.domains[domain];
            (domain.code.as_str(), catalogue.parts[domain.part].name.as_str())
        }
        Scope::Whole | Scope::Part(_) => ("", ""),
    };
    let Spread { boards, without, five, mean, on_target, applicable, share, .. } = overview.spread(scope);
    let of_five = |figure: fn(&crate::analysis::overview::Five) -> crate::analysis::Shown| {
        Cell::Decimal(five.as_ref().map(figure))
    };
    vec![
        Cell::Text(wording::scope_name(catalogue, scope)),
        Cell::text(part),
        Cell::Count(*boards),
        Cell::Count(*without),
        of_five(|five| five.lowest),
        of_five(|five| five.q1),
        of_five(|five| five.median),
        of_five(|five| five.q3),
        of_five(|five| five.highest),
        Cell::Decimal(*mean),
        Cell::Count(*on_target),
        Cell::Count(*applicable),
        Cell::Decimal(share.as_ref().map(|share| share.shown)),
        Cell::text(code),
    ]
}

/// The rows of the domains with a figure, from which the charts are drawn.
pub struct Domains {
    order: Vec<usize>,
    first: u32,
    last: u32,
}

impl Domains {
    /// Where they stand; `None` where no domain has a figure.
    pub fn of(overview: &Overview) -> Option<Self> {
        let order = overview.weakest_domains();
        let first = HEADER + 1 + u32::try_from(totals(overview).len()).ok()?;
        let last = first + u32::try_from(order.len()).ok()?.checked_sub(1)?;
        Some(Self { order, first, last })
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.last - self.first + 1
    }

    fn column(&self, column: u16) -> (&'static str, u32, u16, u32, u16) {
        (NAME, self.first, column, self.last, column)
    }

    /// The middle board of every domain as bars, those that are named in words in a deeper colour, the weakest domain on top.
    pub fn bars(&self, overview: &Overview, size: (u32, u32)) -> Chart {
        let catalogue = overview.catalogue;
        let mut chart = Chart::new(ChartType::Bar);
        let weakest = wording::named_weakest(self.order.len());
        let bar = |(index, domain): (usize, &usize)| {
            let on_target =
                overview.domains[*domain].five.is_some_and(|five| five.median.level() >= catalogue.target);
            let colour = match () {
                () if on_target => style::ON_TARGET,
                () if index < weakest => style::BELOW_TARGET,
                () => style::BELOW_TARGET_SOFT,
            };
            let fill = ChartSolidFill::new().set_color(Color::RGB(colour)).clone();
            ChartPoint::new().set_format(ChartFormat::new().set_solid_fill(&fill))
        };
        let points: Vec<ChartPoint> = self.order.iter().enumerate().map(bar).collect();
        // Only a number: the library takes some texts for the place of a cell.
        let target = format!("gemiddeld niveau; het streefniveau is {}", catalogue.target);
        let mut labels = ChartDataLabel::new();
        labels.show_value().set_num_format("0.0").set_font(&small_font());
        chart
            .add_series()
            .set_name("midden van de besturen")
            .set_categories(self.column(NAMES))
            .set_values(self.column(MEDIAN))
            .set_points(&points)
            .set_data_label(&labels)
            .set_gap(35);
        chart
            .title()
            .set_name("Het middelste bestuur per domein, het zwakste domein bovenaan")
            .set_font(&title_font());
        chart
            .x_axis()
            .set_name(target.as_str())
            .set_name_font(&small_font())
            .set_font(&small_font())
            .set_min(0)
            .set_max(catalogue.top_level())
            .set_major_unit(1)
            .set_num_format("0")
            .set_major_gridlines_line(&grid());
        chart
            .y_axis()
            .set_font(&small_font())
            .set_reverse()
            .set_crossing(ChartAxisCrossing::Max)
            .set_major_gridlines(false);
        chart.legend().set_hidden();
        chart.set_width(size.0).set_height(size.1);
        chart.set_alt_text("Staafgrafiek: per domein het gemiddelde niveau van het middelste bestuur, het zwakste domein bovenaan.");
        chart
    }

    /// Lowest, quartiles and highest above each other for every domain.
    fn spread(&self, overview: &Overview) -> Chart {
        let mut chart = Chart::new(ChartType::Line);
        for (column, name, marker, colour) in SERIES {
            let mut dot = ChartMarker::new();
            dot.set_type(marker).set_size(9).set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour)))
                    .set_border(ChartLine::new().set_color(Color::RGB(colour))),
            );
            chart
                .add_series()
                .set_name(name)
                .set_categories(self.column(CODES))
                .set_values(self.column(column))
                .set_format(ChartFormat::new().set_no_line())
                .set_marker(&dot);
        }
        chart.set_high_low_lines(true);
        chart.title().set_name("Hoe ver de besturen uit elkaar liggen, per domein").set_font(&title_font());
        chart.x_axis().set_name("domein").set_name_font(&small_font()).set_font(&small_font());
        chart
            .y_axis()
            .set_name("gemiddeld niveau")
            .set_name_font(&small_font())
            .set_font(&small_font())
            .set_min(0)
            .set_max(overview.catalogue.top_level())
            .set_major_unit(1)
            .set_num_format("0")
            .set_major_gridlines_line(&grid());
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&small_font());
        chart.set_width(CHART_SIZE.0).set_height(CHART_SIZE.1);
        chart.set_alt_text(
            "Grafiek: per domein het laagste bestuur, de kwartielen, het midden en het hoogste bestuur.",
        );
        chart
    }
}
