//! The assessments of one board through the years in the terminal.

use super::{catalogue_line, heading, running, table, wrapped};
use crate::analysis::comparison::Moment;
use crate::analysis::{Figures, Trend};
use crate::dutch::count;
use crate::finding::print::visible;
use crate::render::CONFIDENTIAL;
use crate::render::wording::{self, comparison as words};

/// The most moments that fit beside each other; the other formats show all of them.
const BESIDE: usize = 5;

/// The whole trend.
pub fn trend(trend: &Trend<'_>) -> String {
    let blocks = [
        head(trend),
        cautions(trend),
        figures(trend),
        steps(trend),
        domains(trend),
        unreadable(trend),
        running(words::DIFFERENCE),
    ];
    blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
}

fn head(trend: &Trend<'_>) -> String {
    let mut out =
        heading(&format!("{} · {} {}", trend.last().board, words::TREND_TITLE, words::period(trend)));
    out.push_str(&catalogue_line(trend.catalogue));
    for (label, moment) in trend.labels.iter().zip(&trend.moments) {
        out.push_str(&wrapped(&format!("{label}: "), "      ", &words::moment(moment)));
        // A path is never folded: it must stay usable.
        out.push_str(&format!("      {}\n", visible(&moment.file)));
    }
    out.push_str(&running(CONFIDENTIAL));
    out
}

fn cautions(trend: &Trend<'_>) -> String {
    let said = trend.cautions.iter().map(|caution| words::trend_caution(*caution));
    said.map(|text| wrapped("Let op: ", "        ", &format!("{text}."))).collect()
}

/// Per moment the figures of the whole and of every part.
fn figures(trend: &Trend<'_>) -> String {
    let mut rows = Vec::new();
    let mut add = |name: &str, of: &dyn Fn(&Moment) -> Figures| {
        for (index, (label, moment)) in trend.labels.iter().zip(&trend.moments).enumerate() {
            let name = if index == 0 { name.to_owned() } else { String::new() };
            rows.push(figures_row(name, label, &of(moment)));
        }
    };
    add("Alles samen", &|moment| moment.whole.clone());
    for (part, found) in trend.catalogue.parts.iter().enumerate() {
        add(&found.name, &|moment| moment.parts[part].clone());
    }
    let header =
        ["", "", "Op streef-\nniveau", "Onder-\nbouwd", "Open", "N.v.t.", "Gemid-\ndelde", "Laag-\nste"];
    table(&header, rows, &[2, 3, 4, 5, 6, 7])
}

fn figures_row(name: String, label: &str, figures: &Figures) -> Vec<String> {
    vec![
        name,
        label.to_owned(),
        wording::on_target(figures),
        figures.evidenced.to_string(),
        figures.open.to_string(),
        figures.not_applicable.to_string(),
        wording::mean(figures),
        figures.lowest.as_ref().map_or("–".to_owned(), |lowest| lowest.level.to_string()),
    ]
}

/// What happened to the norms from one moment to the next.
fn steps(trend: &Trend<'_>) -> String {
    let steps = trend.labels.windows(2).zip(&trend.steps);
    steps
        .map(|(labels, changes)| {
            let text = format!("{} → {}: {}", labels[0], labels[1], words::summary(changes));
            wrapped("", "  ", &text)
        })
        .collect()
}

/// The mean of every domain, at the last moments.
fn domains(trend: &Trend<'_>) -> String {
    let from = trend.moments.len().saturating_sub(BESIDE);
    let rows: Vec<Vec<String>> = (0..trend.catalogue.domains.len())
        .map(|domain| {
            let found = &trend.catalogue.domains[domain];
            let change = trend.since_first.domains[domain].mean;
            let means = trend.moments[from..].iter().map(|moment| wording::mean(&moment.domains[domain]));
            [format!("{} {}", found.code, found.name)]
                .into_iter()
                .chain(means)
                .chain([words::difference(change), words::direction(change).to_owned()])
                .collect()
        })
        .collect();
    let since = format!("Sinds\n{}", trend.labels[0]);
    let labels = trend.labels[from..].iter().map(String::as_str);
    let header: Vec<&str> = ["Gemiddelde"].into_iter().chain(labels).chain([since.as_str(), ""]).collect();
    let numbers: Vec<usize> = (1..header.len() - 1).collect();
    let mut out = table(&header, rows, &numbers);
    if from > 0 {
        let shown = count(BESIDE, "moment", "momenten");
        out.push_str(&running(&format!(
            "Hier staan de laatste {shown}; met -o trend.xlsx staan ze er alle {}.",
            trend.moments.len()
        )));
    }
    out
}

fn unreadable(trend: &Trend<'_>) -> String {
    let lines: String =
        trend.unreadable.iter().map(|file| wrapped("  ", "    ", &words::unreadable(file))).collect();
    if lines.is_empty() { lines } else { format!("Niet te lezen, en dus niet meegeteld\n{lines}") }
}
