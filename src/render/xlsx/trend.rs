//! The assessments of one board through the years as a workbook, with the lines of the whole and the parts.

use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartSolidFill, ChartType, Color, Workbook, Worksheet,
};

use super::chart::{grid, small_font, title_font};
use super::sheet::{Cell, Head, Paper, Sheet};
use super::{front, properties_of, style};
use crate::analysis::comparison::Movement;
use crate::analysis::{Figures, Trend};
use crate::render::wording::{self, comparison as words};
use crate::render::{CONFIDENTIAL, fingerprint};

/// The workbook as bytes.
///
/// # Errors
/// Where the workbook cannot be put together; that is a mistake in this program, never in the assessments.
pub fn trend(trend: &Trend<'_>) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties_of(&head(trend), trend.today));
    for worksheet in [years(trend)?, domains(trend)?] {
        workbook.push_worksheet(worksheet);
    }
    fingerprint::seal_package(&workbook.save_to_buffer()?)
}

fn head<'a>(trend: &Trend<'a>) -> Head<'a> {
    Head {
        document: words::TREND_TITLE,
        owner: trend.last().board.clone(),
        moment: words::period(trend),
        catalogue: trend.catalogue,
        confidentiality: CONFIDENTIAL,
    }
}

const YEARS: &str = "Trend";
const DOMAINS: &str = "Domeinen";

const WIDTHS: [f64; 10] = [26.0, 12.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 17.0];
const NAME: u16 = 0;
const LABEL: u16 = 1;
const SHARE: u16 = 4;
const MEAN: u16 = 8;
/// The size of a chart in pixels, the room between them, and how many rows of normal height they cover.
const CHART: (u32, u32) = (505, 340);
const BETWEEN: u32 = 10;
const CHART_ROWS: u32 = 17;

/// The lines through the years, with the figures they are drawn from.
fn years(trend: &Trend<'_>) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(YEARS, trend.catalogue, &WIDTHS)?;
    let last = sheet.rightmost();
    let title = format!("{} {}", words::TREND_TITLE, words::period(trend));
    sheet.top(&title, head(trend))?;
    let mut row = 2;
    for caution in &trend.cautions {
        let text = format!("Let op: {}.", words::trend_caution(*caution));
        sheet.span(row, 0, last, &text, &style::caution())?;
        row += 1;
    }
    for file in &trend.unreadable {
        let text = format!("Niet te lezen, en dus niet meegeteld: {}", words::unreadable(file));
        sheet.span(row, 0, last, &text, &style::caution())?;
        row += 1;
    }
    let charts = row + 1;
    let header = charts + CHART_ROWS + 1;
    let scopes = scopes(trend);
    let mut rows = Vec::new();
    for (name, of) in &scopes {
        for (index, label) in trend.labels.iter().enumerate() {
            rows.push(figures_row(name, label, of(index)));
        }
    }
    let headers = [
        "",
        "Meting",
        "Toe-\npasselijk",
        "Op streef-\nniveau",
        "In %",
        "Onder-\nbouwd",
        "Open",
        "N.v.t.",
        "Gemid-\ndelde *",
        "Laagste\nniveau",
    ];
    let end = sheet.plain_table(header, &headers, &rows, trend.moments.len())?;
    let lines = Lines {
        scopes: u32::try_from(scopes.len())?,
        first: header + 1,
        moments: u32::try_from(trend.moments.len())?,
    };
    let mut share = lines.chart(SHARE, "Aandeel normen op streefniveau", "% van de toepasselijke normen");
    share.y_axis().set_min(0).set_max(100).set_major_unit(25);
    let mut mean = lines.chart(MEAN, "Gemiddeld niveau", "niveau");
    mean.y_axis().set_min(0).set_max(trend.catalogue.top_level()).set_major_unit(1);
    sheet.worksheet.insert_chart(charts, 0, &share)?;
    sheet.worksheet.insert_chart_with_offset(charts, 0, &mean, CHART.0 + BETWEEN, 0)?;
    let text = format!("* {} {}", wording::MEAN_CAUTION, words::DIFFERENCE);
    sheet.span(end, 0, last, &text, &style::quiet())?;
    let row = steps(&mut sheet, trend, end + 2)?;
    moments(&mut sheet, trend, row + 1)?;
    sheet.finish(head(trend), Paper::A4)
}

/// The whole and the parts: their names, and their figures by the index of a moment.
#[allow(clippy::type_complexity, reason = "a name with its figures is plain enough")]
fn scopes<'t>(trend: &'t Trend<'_>) -> Vec<(&'t str, Box<dyn Fn(usize) -> &'t Figures + 't>)> {
    let whole: Box<dyn Fn(usize) -> &'t Figures + 't> = Box::new(|index| &trend.moments[index].whole);
    let mut scopes = vec![("Geheel", whole)];
    for (part, found) in trend.catalogue.parts.iter().enumerate() {
        scopes.push((found.name.as_str(), Box::new(move |index| &trend.moments[index].parts[part])));
    }
    scopes
}

fn figures_row(name: &str, label: &str, figures: &Figures) -> Vec<Cell> {
    [Cell::text(name), Cell::text(label)].into_iter().chain(front::figures(figures)).collect()
}

/// What happened to the norms from one moment to the next.
fn steps(sheet: &mut Sheet, trend: &Trend<'_>, row: u32) -> anyhow::Result<u32> {
    let row = sheet.heading(row, "Wat er elke keer veranderde, in aantallen normen")?;
    let headers: Vec<&str> =
        ["Van", "Naar"].into_iter().chain(Movement::ALL.into_iter().map(words::short_movement)).collect();
    let rows: Vec<Vec<Cell>> = trend
        .labels
        .windows(2)
        .zip(&trend.steps)
        .map(|(labels, changes)| {
            let counts = Movement::ALL.into_iter().map(|movement| Cell::Count(changes.count(movement)));
            [Cell::text(&labels[0]), Cell::text(&labels[1])].into_iter().chain(counts).collect()
        })
        .collect();
    sheet.plain_table(row, &headers, &rows, 0)
}

/// Which assessments these are.
fn moments(sheet: &mut Sheet, trend: &Trend<'_>, row: u32) -> anyhow::Result<u32> {
    let mut row = sheet.heading(row, "De metingen")?;
    for (label, moment) in trend.labels.iter().zip(&trend.moments) {
        sheet.span(row, 0, 0, label, &style::bold())?;
        let text = format!("{} ({})", words::moment(moment), moment.file);
        sheet.span(row, 1, sheet.rightmost(), &text, &style::text())?;
        row += 1;
    }
    Ok(row)
}

/// The rows that the lines are drawn from: below each other the whole and every part, a row for each moment.
struct Lines {
    scopes: u32,
    first: u32,
    moments: u32,
}

impl Lines {
    fn chart(&self, column: u16, title: &str, axis: &str) -> Chart {
        let mut chart = Chart::new(ChartType::Line);
        for index in 0..self.scopes {
            let from = self.first + index * self.moments;
            let to = from + self.moments - 1;
            let look = LOOKS[index as usize % LOOKS.len()];
            chart
                .add_series()
                // From its cell: a name that begins with "=" would be read as a place.
                .set_name((YEARS, from, NAME))
                .set_categories((YEARS, from, LABEL, to, LABEL))
                .set_values((YEARS, from, column, to, column))
                .set_format(
                    ChartFormat::new().set_line(
                        ChartLine::new()
                            .set_color(Color::RGB(look.colour))
                            .set_width(2.25)
                            .set_dash_type(look.dash),
                    ),
                )
                .set_marker(
                    ChartMarker::new().set_type(look.marker).set_size(7).set_format(
                        ChartFormat::new()
                            .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(look.colour))),
                    ),
                );
        }
        chart.title().set_name(title).set_font(&title_font());
        chart.x_axis().set_name("meting").set_name_font(&small_font()).set_font(&small_font());
        chart
            .y_axis()
            .set_name(axis)
            .set_name_font(&small_font())
            .set_font(&small_font())
            .set_num_format("0")
            .set_major_gridlines_line(&grid());
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&small_font());
        chart.show_empty_cells_as(ChartEmptyCells::Gaps);
        chart.set_width(CHART.0).set_height(CHART.1);
        chart.set_alt_text(format!(
            "Lijngrafiek: {} door de jaren, voor het geheel en elk onderdeel.",
            title.to_lowercase()
        ));
        chart
    }
}

/// How a line looks; no two differ by colour alone.
#[derive(Clone, Copy)]
struct Look {
    colour: u32,
    dash: ChartLineDashType,
    marker: ChartMarkerType,
}

const LOOKS: [Look; 4] = [
    Look { colour: style::ACCENT, dash: ChartLineDashType::Solid, marker: ChartMarkerType::Circle },
    Look { colour: style::ON_TARGET, dash: ChartLineDashType::Dash, marker: ChartMarkerType::Square },
    Look {
        colour: style::BELOW_TARGET,
        dash: ChartLineDashType::LongDash,
        marker: ChartMarkerType::Triangle,
    },
    Look { colour: style::QUIET, dash: ChartLineDashType::RoundDot, marker: ChartMarkerType::Diamond },
];

/// The mean and the share on target of every domain at every moment.
fn domains(trend: &Trend<'_>) -> anyhow::Result<Worksheet> {
    let moments = trend.moments.len();
    let widths: Vec<f64> =
        [8.0, 48.0].into_iter().chain(std::iter::repeat_n(11.0, moments)).chain([12.0, 24.0]).collect();
    let mut sheet = Sheet::new(DOMAINS, trend.catalogue, &widths)?;
    sheet.top(DOMAINS, head(trend))?;
    let row = sheet.heading(2, "Gemiddeld niveau *")?;
    let since = format!("Sinds\n{}", trend.labels[0]);
    let headers: Vec<&str> = ["Code", "Domein"]
        .into_iter()
        .chain(trend.labels.iter().map(String::as_str))
        .chain([since.as_str(), ""])
        .collect();
    let row = sheet.plain_table(row, &headers, &domain_rows(trend, false), 0)?;
    sheet.span(
        row,
        0,
        sheet.rightmost(),
        &format!("* {} {}", wording::MEAN_CAUTION, words::DIFFERENCE),
        &style::quiet(),
    )?;
    sheet.worksheet.set_page_breaks(&[row + 1])?;
    let row = sheet.heading(row + 2, "Op streefniveau, in % van de normen die van toepassing zijn")?;
    sheet.plain_table(row, &headers, &domain_rows(trend, true), 0)?;
    sheet.freeze(2, 2)?;
    sheet.finish(head(trend), Paper::A4)
}

/// A row for every domain: its mean at every moment, or with `share` its share on target.
fn domain_rows(trend: &Trend<'_>, share: bool) -> Vec<Vec<Cell>> {
    let row = |(index, domain): (usize, &crate::catalogue::Domain)| {
        let change = &trend.since_first.domains[index];
        let difference = if share { change.share } else { change.mean };
        let figure = |figures: &Figures| match share {
            true => figures.share.as_ref().map(|share| share.shown),
            false => figures.mean.as_ref().map(|mean| mean.shown),
        };
        [Cell::text(&domain.code), Cell::text(&domain.name)]
            .into_iter()
            .chain(trend.moments.iter().map(|moment| Cell::Decimal(figure(&moment.domains[index]))))
            .chain([Cell::DecimalDifference(difference), Cell::text(words::direction(difference))])
            .collect()
    };
    trend.catalogue.domains.iter().enumerate().map(row).collect()
}
