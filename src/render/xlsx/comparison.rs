//! Two assessments beside each other as a workbook: what changed, the figures per domain, and every norm.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, Color, Workbook, Worksheet,
};

use super::chart::{grid, small_font, title_font};
use super::sheet::{Cell, Head, Paper, Sheet};
use super::{properties_of, style};
use crate::analysis::comparison::{Change, Comparison, Movement, ScopeChange};
use crate::analysis::{Figures, State};
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::wording::{self, comparison as words};
use crate::render::{CONFIDENTIAL, fingerprint};

/// The workbook as bytes.
///
/// # Errors
/// Where the workbook cannot be put together; that is a mistake in this program, never in the assessments.
pub fn comparison(comparison: &Comparison<'_>) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties_of(&head(comparison), comparison.today));
    for worksheet in [summary(comparison)?, norms(comparison)?] {
        workbook.push_worksheet(worksheet);
    }
    fingerprint::seal_package(&workbook.save_to_buffer()?)
}

fn head<'a>(comparison: &Comparison<'a>) -> Head<'a> {
    Head {
        document: words::TITLE,
        owner: words::owners(comparison),
        moment: format!("{} naast elkaar", words::moments(comparison)),
        catalogue: comparison.catalogue,
        confidentiality: CONFIDENTIAL,
    }
}

const SUMMARY: &str = "Vergelijking";
const NORMS: &str = "Normen";

const WIDTHS: [f64; 19] =
    [8.0, 33.0, 9.0, 9.0, 9.0, 9.0, 9.0, 11.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0];
const CODE: u16 = 0;
const OLD_MEAN: u16 = 14;
const NEW_MEAN: u16 = 15;
/// The most norms of one kind that page one names.
const NAMED: usize = 10;
/// The size of the chart in pixels, and how many rows of normal height it covers.
const CHART: (u32, u32) = (1360, 380);
const CHART_ROWS: u32 = 19;

/// What happened in words, a chart of the domains, and the figures of every scope.
fn summary(comparison: &Comparison<'_>) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(SUMMARY, comparison.catalogue, &WIDTHS)?;
    let last = sheet.rightmost();
    sheet.top(words::TITLE, head(comparison))?;
    let mut row = 2;
    for (name, moment) in [("Eerst", &comparison.old), ("Daarna", &comparison.new)] {
        sheet.span(row, 0, 0, name, &style::bold())?;
        let text = format!("{} ({})", words::moment(moment), moment.file);
        sheet.span(row, 1, last, &text, &style::text())?;
        row += 1;
    }
    for caution in &comparison.cautions {
        let text = format!("Let op: {}.", words::caution(comparison, *caution));
        sheet.span(row, 0, last, &text, &style::caution())?;
        row += 1;
    }
    sheet.gap(row)?;
    sheet.span(row + 1, 0, last, &words::summary(&comparison.changes), &style::bold())?;
    sheet.span(row + 2, 0, last, &words::passages(&comparison.changes), &style::text())?;
    let row = attention(&mut sheet, comparison, row + 3)?;
    let chart = row + 1;
    let drawn =
        comparison.scopes.domains.iter().any(|change| change.old.mean.is_some() || change.new.mean.is_some());
    let header = if drawn { chart + CHART_ROWS + 1 } else { chart };

    let mut rows = vec![figures_row("", "Geheel", &comparison.scopes.whole)];
    let catalogue = comparison.catalogue;
    for (part, change) in catalogue.parts.iter().zip(&comparison.scopes.parts) {
        rows.push(figures_row("", &part.name, change));
    }
    let totals = rows.len();
    for (domain, change) in catalogue.domains.iter().zip(&comparison.scopes.domains) {
        rows.push(figures_row(&domain.code, &domain.name, change));
    }
    let headers = headers(comparison);
    let end = sheet.plain_table(header, &headers.each_ref().map(String::as_str), &rows, totals)?;
    sheet.raise(header, 44.0)?;
    if drawn {
        let domains = (header + 1 + u32::try_from(totals)?, end - 1);
        sheet.worksheet.insert_chart(chart, 0, &means(comparison, domains))?;
        // With a long list above it the chart has a page of its own.
        let before_chart = (chart > 24).then_some(chart);
        sheet.worksheet.set_page_breaks(&before_chart.into_iter().chain([header]).collect::<Vec<_>>())?;
    }
    let text = format!("* {} {}", wording::MEAN_CAUTION, words::DIFFERENCE);
    sheet.span(end, 0, last, &text, &style::quiet())?;
    sheet.span(end + 1, 0, last, MARK_FOOTNOTE, &style::quiet())?;
    sheet.worksheet.set_repeat_rows(header, header)?;
    sheet.finish(head(comparison), Paper::A4)
}

/// What needs attention: the norms that fell or lost their answer.
fn attention(sheet: &mut Sheet, comparison: &Comparison<'_>, mut row: u32) -> anyhow::Result<u32> {
    let last = sheet.rightmost();
    for movement in [Movement::Fallen, Movement::Gone] {
        let found: Vec<&Change> = comparison.changes.of(movement).collect();
        if found.is_empty() {
            continue;
        }
        sheet.gap(row)?;
        sheet.span(row + 1, 0, last, words::movement(movement), &style::bold())?;
        row += 2;
        for change in found.iter().take(NAMED) {
            let text = words::change(comparison.catalogue, change);
            sheet.span(row, 0, last, &text, &style::caution())?;
            row += 1;
        }
        if found.len() > NAMED {
            let text = format!("en nog {}: zie het blad {NORMS}", found.len() - NAMED);
            sheet.span(row, 0, last, &text, &style::caution())?;
            row += 1;
        }
    }
    Ok(row)
}

fn headers(comparison: &Comparison<'_>) -> [String; 19] {
    let [old, new] = &comparison.labels;
    let both = |what: &str| [format!("{what}\n{old}"), format!("{what}\n{new}"), format!("{what}\nverschil")];
    let [applicable_old, applicable_new, _] = both("Toe-\npasselijk");
    let [target_old, target_new, target] = both("Op streef-\nniveau");
    let [proven_old, proven_new, _] = both("Onder-\nbouwd");
    let [open_old, open_new, _] = both("Open");
    let [aside_old, aside_new, _] = both("N.v.t.");
    let [mean_old, mean_new, mean] = both("Gemid-\ndelde *");
    let [lowest_old, lowest_new, _] = both("Laagste");
    [
        "Code".to_owned(),
        "Domein".to_owned(),
        applicable_old,
        applicable_new,
        target_old,
        target_new,
        target,
        "In procent-\npunten".to_owned(),
        proven_old,
        proven_new,
        open_old,
        open_new,
        aside_old,
        aside_new,
        mean_old,
        mean_new,
        mean,
        lowest_old,
        lowest_new,
    ]
}

fn figures_row(code: &str, name: &str, change: &ScopeChange) -> Vec<Cell> {
    let (old, new) = (&change.old, &change.new);
    let mean = |figures: &Figures| Cell::Decimal(figures.mean.as_ref().map(|mean| mean.shown));
    let lowest = |figures: &Figures| Cell::Level(figures.lowest.as_ref().map(|lowest| lowest.level));
    vec![
        Cell::text(code),
        Cell::text(name),
        Cell::Count(old.applicable),
        Cell::Count(new.applicable),
        Cell::Count(old.on_target),
        Cell::Count(new.on_target),
        change.share.map_or(Cell::Blank, |_| Cell::Difference(change.on_target)),
        Cell::DecimalDifference(change.share),
        Cell::Count(old.evidenced),
        Cell::Count(new.evidenced),
        Cell::Count(old.open),
        Cell::Count(new.open),
        Cell::Count(old.not_applicable),
        Cell::Count(new.not_applicable),
        mean(old),
        mean(new),
        Cell::DecimalDifference(change.mean),
        lowest(old),
        lowest(new),
    ]
}

/// Per domain the mean then and now.
fn means(comparison: &Comparison<'_>, (first, last): (u32, u32)) -> Chart {
    let mut chart = Chart::new(ChartType::Column);
    for (column, label, colour) in
        [(OLD_MEAN, &comparison.labels[0], style::OPEN), (NEW_MEAN, &comparison.labels[1], style::ACCENT)]
    {
        chart
            .add_series()
            .set_name(label.as_str())
            .set_categories((SUMMARY, first, CODE, last, CODE))
            .set_values((SUMMARY, first, column, last, column))
            .set_gap(60)
            .set_format(
                ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour))),
            );
    }
    chart.title().set_name("Gemiddeld niveau per domein").set_font(&title_font());
    chart.x_axis().set_name("domein").set_name_font(&small_font()).set_font(&small_font());
    chart
        .y_axis()
        .set_name("niveau")
        .set_name_font(&small_font())
        .set_font(&small_font())
        .set_min(0)
        .set_max(comparison.catalogue.top_level())
        .set_major_unit(1)
        .set_num_format("0")
        .set_major_gridlines_line(&grid());
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&small_font());
    chart.set_width(CHART.0).set_height(CHART.1);
    chart.set_alt_text("Staafgrafiek: per domein het gemiddelde niveau in beide metingen.");
    chart
}

const NORM_WIDTHS: [f64; 10] = [18.0, 9.0, 10.0, 44.0, 19.0, 19.0, 10.0, 16.0, 16.0, 16.0];

/// Every norm, what fell first.
fn norms(comparison: &Comparison<'_>) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(NORMS, comparison.catalogue, &NORM_WIDTHS)?;
    let last = sheet.rightmost();
    sheet.top(NORMS, head(comparison))?;
    sheet.span(2, 0, last, &words::summary(&comparison.changes), &style::text())?;
    let [old, new] = &comparison.labels;
    let headers = [
        "Verandering".to_owned(),
        "Domein".to_owned(),
        "Norm".to_owned(),
        "Titel".to_owned(),
        old.clone(),
        new.clone(),
        "Verschil".to_owned(),
        format!("Streefniveau\n{old}"),
        format!("Streefniveau\n{new}"),
        "Streefniveau\ngehaald of kwijt".to_owned(),
    ];
    let rows: Vec<Vec<Cell>> = Movement::ALL
        .into_iter()
        .flat_map(|movement| comparison.changes.of(movement))
        .map(|change| norm_row(comparison, change))
        .collect();
    let end = sheet.plain_table(Sheet::LIST_START, &headers.each_ref().map(String::as_str), &rows, 0)?;
    if !rows.is_empty() {
        sheet.worksheet.autofilter(Sheet::LIST_START, 0, end - 1, last)?;
    }
    sheet.freeze(Sheet::LIST_START + 1, 4)?;
    sheet.span(end + 1, 0, last, MARK_FOOTNOTE, &style::quiet())?;
    sheet.finish(head(comparison), Paper::A4)
}

fn norm_row(comparison: &Comparison<'_>, change: &Change) -> Vec<Cell> {
    let catalogue = comparison.catalogue;
    let norm = &catalogue.norms[change.norm];
    let state = |found: State| match found {
        State::Level(level) => Cell::LevelWords(level),
        other => Cell::Text(words::state(catalogue, other)),
    };
    vec![
        Cell::text(words::short_movement(change.movement)),
        Cell::text(&catalogue.domain_of(norm).code),
        Cell::Bold(norm.id.clone()),
        Cell::Text(norm.marked_title()),
        state(change.old.state),
        state(change.new.state),
        change.difference().map_or(Cell::Blank, Cell::Difference),
        Cell::LevelWords(change.old.target),
        Cell::LevelWords(change.new.target),
        Cell::text(words::passage(change)),
    ]
}
