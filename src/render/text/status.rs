//! How far an assessment is, with its figures: what `status` shows.

use super::{catalogue_line, heading, named, running, table, wrapped};
use crate::analysis::{Analysis, Figures, LinkedNorms, RoleToAsk, State};
use crate::assessment::Stage;
use crate::catalogue::MARK_FOOTNOTE;
use crate::dutch::count;
use crate::render::wording::group as words;
use crate::render::wording::overview::scope_name;
use crate::render::{CONFIDENTIAL, wording};

/// Open norms that a role was not asked about yet, named with their title; of the others only the id.
const NAMED_OPEN: usize = 6;

/// The whole status; `file` is the name of the assessment as the person typed it, for the commands that are proposed.
pub fn status(analysis: &Analysis<'_>, file: &str) -> String {
    let blocks = [
        head(analysis),
        figures_table(analysis),
        verdict(analysis),
        group(analysis),
        lowest(analysis),
        to_ask(analysis),
        measures(analysis),
        footnotes(analysis),
        wrapped("Nu: ", "    ", &next_step(analysis, file)),
    ];
    blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
}

fn head(analysis: &Analysis<'_>) -> String {
    let meta = &analysis.assessment.meta;
    let mut out =
        heading(&format!("{} · verslagjaar {}", analysis.assessment.board.name, meta.reporting_year));
    out.push_str(&catalogue_line(analysis.catalogue));
    out.push_str(&running(&format!(
        "{} · {} · {}",
        upper_first(meta.method.text()),
        wording::short_reference_date(analysis),
        meta.stage.as_str()
    )));
    out.push_str(&running(CONFIDENTIAL));
    out
}

fn figures_table(analysis: &Analysis<'_>) -> String {
    let catalogue = analysis.catalogue;
    let mut rows = vec![row("Alles samen".to_owned(), &analysis.whole)];
    for (part, figures) in analysis.parts.iter().enumerate() {
        rows.push(row(catalogue.parts[part].name.clone(), figures));
        for (domain, figures) in catalogue.domains.iter().zip(&analysis.domains) {
            if domain.part == part {
                rows.push(row(format!("· {} {}", domain.code, domain.name), figures));
            }
        }
    }
    let header =
        ["Domein", "Op streef-\nniveau", "Open", "Onder-\nbouwd", "Gemid-\ndelde", "Laag-\nste", "N.v.t."];
    table(&header, rows, &[1, 2, 3, 4, 5, 6])
}

fn row(name: String, figures: &Figures) -> Vec<String> {
    vec![
        name,
        wording::on_target(figures),
        figures.open.to_string(),
        figures.evidenced.to_string(),
        wording::mean(figures),
        figures.lowest.as_ref().map_or("–".to_owned(), |lowest| lowest.level.to_string()),
        figures.not_applicable.to_string(),
    ]
}

fn verdict(analysis: &Analysis<'_>) -> String {
    let mut text = format!("{}\n{}", wording::verdict(analysis), wording::verdict_meaning(analysis));
    if let Some(only) = &analysis.confirmed_only {
        let provisional = analysis.catalogue.norms.iter().filter(|norm| norm.provisional).count();
        text.push_str(&format!(
            "\nZonder de {} (V-): {} op streefniveau.",
            count(provisional, "voorlopige norm", "voorlopige normen"),
            wording::on_target(&only.whole)
        ));
    }
    running(&text)
}

/// The board in its group, where a group was given.
fn group(analysis: &Analysis<'_>) -> String {
    let Some(standing) = &analysis.group else { return String::new() };
    let mut out = running(&format!("{}: {}", words::TITLE, words::members(standing)));
    if let Some(why) = words::too_few(standing) {
        out.push_str(&running(&why));
        return out;
    }
    let rows = standing.scopes.iter().map(|found| {
        let group = found.group.as_ref();
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        vec![
            scope_name(analysis.catalogue, found.scope),
            or_dash(found.own.map(|own| own.to_string())),
            or_dash(group.map(words::middle_half)),
            words::side(group.and_then(|group| group.side)).to_owned(),
            or_dash(group.and_then(|group| group.place.as_ref()).map(words::place)),
        ]
    });
    out.push_str(&table(
        &["", "Jullie", "Middelste\nhelft", "Jullie\nstaan", "Plaats"],
        rows.collect(),
        &[1, 2, 4],
    ));
    for caution in words::cautions(analysis.assessment.meta.method, standing) {
        out.push_str(&running(&caution));
    }
    out
}

/// The norms with the lowest level of their domain, brought together per level: an id names its domain.
fn lowest(analysis: &Analysis<'_>) -> String {
    let mut out = String::new();
    for level in 1..=analysis.catalogue.top_level() {
        let lowest = analysis.domains.iter().filter_map(|figures| figures.lowest.as_ref());
        let ids: Vec<&str> = lowest
            .filter(|lowest| lowest.level == level)
            .flat_map(|lowest| &lowest.norms)
            .map(|norm| analysis.norm(*norm).id.as_str())
            .collect();
        if !ids.is_empty() {
            let line = format!("{level} {}: {}", analysis.catalogue.level_name(level), ids.join(", "));
            out.push_str(&wrapped("  ", "    ", &line));
        }
    }
    if out.is_empty() { out } else { format!("Laagste niveau per domein\n{out}") }
}

fn to_ask(analysis: &Analysis<'_>) -> String {
    let mut out = String::new();
    for role in &analysis.to_ask {
        out.push_str(&wrapped("  ", "  ", &role.role));
        out.push_str(&role_to_ask(analysis, role));
    }
    if out.is_empty() { out } else { format!("Nog te vragen of in te vullen\n{out}") }
}

fn role_to_ask(analysis: &Analysis<'_>, role: &RoleToAsk) -> String {
    let mut out = String::new();
    for norm in &role.asked {
        out.push_str(&wrapped("    navragen  ", "              ", &named(analysis, *norm)));
    }
    let (with_title, rest) = role.open.split_at(role.open.len().min(NAMED_OPEN));
    for norm in with_title {
        let carried_over = analysis.norms[*norm].state == State::CarriedOver;
        let what = if carried_over { "    nakijken  " } else { "    open      " };
        out.push_str(&wrapped(what, "              ", &named(analysis, *norm)));
    }
    if !rest.is_empty() {
        let ids: Vec<&str> = rest.iter().map(|norm| analysis.norm(*norm).id.as_str()).collect();
        out.push_str(&wrapped("    ook open  ", "              ", &ids.join(", ")));
    }
    out
}

fn measures(analysis: &Analysis<'_>) -> String {
    if analysis.measures.is_empty() {
        return String::new();
    }
    let rows = analysis.measures.iter().map(|measure| measure_row(analysis, measure)).collect();
    let mut out = running("Basismaatregelen (indicatieve koppeling aan normen, niet officieel)");
    out.push_str(&table(&["", "Maatregel", "Op streef-\nniveau", "Open", "Normen"], rows, &[0, 2, 3]));
    out.push_str(&running(&analysis.catalogue.measures.caution));
    out
}

fn measure_row(analysis: &Analysis<'_>, measure: &LinkedNorms) -> Vec<String> {
    let ids: Vec<&str> = measure.norms.iter().map(|norm| analysis.norm(*norm).id.as_str()).collect();
    vec![
        measure.number.to_string(),
        measure.title.clone(),
        wording::on_target(&measure.figures),
        measure.figures.open.to_string(),
        ids.join(", "),
    ]
}

fn footnotes(analysis: &Analysis<'_>) -> String {
    let asked = analysis.to_ask.iter().flat_map(|role| role.asked.iter().chain(&role.open));
    let mut marked = false;
    let mut provisional = false;
    for norm in asked.map(|norm| analysis.norm(*norm)) {
        marked |= norm.unconfirmed();
        provisional |= norm.provisional;
    }
    let mut out = String::new();
    if marked {
        out.push_str(&running(MARK_FOOTNOTE));
    }
    if provisional {
        out.push_str(&running("V- voorlopig nummer: ook het nummer is nog niet bekend"));
    }
    out
}

/// The one thing to do now; a command stands on a line of its own, ready to be copied.
fn next_step(analysis: &Analysis<'_>, file: &str) -> String {
    let (whole, plan) = (&analysis.whole, &analysis.plan);
    let file = if file.contains(char::is_whitespace) { format!("\"{file}\"") } else { file.to_owned() };
    if whole.answered == 0 && whole.open > 0 {
        return format!("beantwoord de eerste vragen met:\nibp-peil invullen {file}");
    }
    if whole.open > 0 {
        let norms = count(whole.open as usize, "open norm", "open normen");
        let asked = analysis.to_ask.iter().any(|role| !role.asked.is_empty());
        let ask = if asked { "vraag na wat hierboven staat en " } else { "" };
        return format!("{ask}vul de {norms} in met:\nibp-peil invullen {file}");
    }
    if plan.planned < plan.gaps {
        return format!(
            "maak het plan af: {} van de {} normen onder het streefniveau hebben een actie, een actiehouder en \
             een streefdatum",
            plan.planned, plan.gaps
        );
    }
    if plan.confirmed < plan.gaps {
        return format!(
            "laat het bestuur het plan bevestigen: {} van de {} acties hebben plan-status \"bevestigd\"",
            plan.confirmed, plan.gaps
        );
    }
    let report = format!("maak het rapport met:\nibp-peil rapport {file} -o rapport");
    match analysis.assessment.meta.stage {
        Stage::Open => {
            format!("alles is ingevuld; zet in de meting status = \"afgerond\" en de peildatum, en {report}")
        }
        _ => report,
    }
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
