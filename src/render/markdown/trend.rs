//! The assessments of one board through the years as Markdown.

use super::comparison::careful;
use super::escape;
use super::gap_analysis::FIGURE_HEADERS;
use super::page::{Page, labelled};
use crate::analysis::{Figures, Trend};
use crate::render::CONFIDENTIAL;
use crate::render::wording::{self, comparison as words};

/// The whole document.
pub fn trend(trend: &Trend<'_>) -> String {
    let mut page = Page::default();
    page.block(format!("# {} {}: {}", words::TREND_TITLE, words::period(trend), escape(&trend.last().board)));
    page.block(format!("**{CONFIDENTIAL}**"));
    let moments = trend.labels.iter().zip(&trend.moments);
    let moments = moments
        .map(|(label, moment)| labelled(label, &format!("{} ({})", words::moment(moment), moment.file)));
    let edition = labelled("Editie", &wording::edition(trend.catalogue));
    page.list([labelled("Normenkader", &trend.catalogue.name), edition].into_iter().chain(moments));
    careful(&mut page, trend.cautions.iter().map(|caution| words::trend_caution(*caution)));
    figures(&mut page, trend);
    page.heading("Wat er elk jaar veranderde");
    let steps = trend.labels.windows(2).zip(&trend.steps);
    page.list(steps.map(|(labels, changes)| {
        labelled(&format!("{} → {}", labels[0], labels[1]), &words::summary(changes))
    }));
    domains(&mut page, trend);
    if !trend.unreadable.is_empty() {
        page.heading("Niet te lezen, en dus niet meegeteld");
        page.list(trend.unreadable.iter().map(|file| escape(&words::unreadable(file))));
    }
    page.block(format!("{} · {CONFIDENTIAL}", escape(&trend.catalogue.title())));
    page.text
}

/// Per moment the figures of the whole and of every part.
fn figures(page: &mut Page, trend: &Trend<'_>) {
    let parts = trend.catalogue.parts.iter().enumerate();
    let scopes =
        [(None, "Geheel")].into_iter().chain(parts.map(|(part, found)| (Some(part), found.name.as_str())));
    for (part, name) in scopes {
        page.heading(&escape(name));
        let rows: Vec<Vec<String>> = trend
            .labels
            .iter()
            .zip(&trend.moments)
            .map(|(label, moment)| {
                let figures = part.map_or(&moment.whole, |part| &moment.parts[part]);
                figures_row(trend, label, figures)
            })
            .collect();
        page.table(&FIGURE_HEADERS, &rows);
    }
    page.block(format!("\\* {} {}", wording::MEAN_CAUTION, words::DIFFERENCE));
}

fn figures_row(trend: &Trend<'_>, label: &str, figures: &Figures) -> Vec<String> {
    vec![
        label.to_owned(),
        figures.applicable.to_string(),
        figures.on_target.to_string(),
        wording::share(figures),
        figures.evidenced.to_string(),
        figures.open.to_string(),
        figures.not_applicable.to_string(),
        wording::mean(figures),
        escape(&wording::lowest(trend.catalogue, figures)),
    ]
}

/// The mean of every domain at every moment.
fn domains(page: &mut Page, trend: &Trend<'_>) {
    page.heading("Gemiddelde per domein");
    let rows: Vec<Vec<String>> = trend
        .catalogue
        .domains
        .iter()
        .enumerate()
        .map(|(index, domain)| {
            let change = trend.since_first.domains[index].mean;
            [format!("{} {}", escape(&domain.code), escape(&domain.name))]
                .into_iter()
                .chain(trend.moments.iter().map(|moment| wording::mean(&moment.domains[index])))
                .chain([words::difference(change), words::direction(change).to_owned()])
                .collect()
        })
        .collect();
    let labels = trend.labels.iter().map(|label| format!("{label}:"));
    let since = format!("Sinds {}:", trend.labels[0]);
    let headers: Vec<String> =
        ["Domein".to_owned()].into_iter().chain(labels).chain([since, String::new()]).collect();
    page.table(&headers.iter().map(String::as_str).collect::<Vec<_>>(), &rows);
}
