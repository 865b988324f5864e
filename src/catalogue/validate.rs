//! What a catalogue must hold besides being readable: whole, without doubles, and no link that points nowhere.

use std::collections::HashMap;
use std::sync::Arc;

use super::Catalogue;
use super::file::{Places, domain_codes};
use crate::dutch::count;
use crate::finding::{Code, Finding, SourceText, suggestion};

/// The fewest norms a theme of the public paragraph may have, so that it gives no single norm away.
pub const SMALLEST_THEME: usize = 5;

/// Everything that is wrong with a catalogue that could be read.
pub fn validate(catalogue: &Catalogue, places: &Places) -> Vec<Finding> {
    let mut findings = Vec::new();
    let codes = domain_codes(catalogue);
    for (index, domain) in catalogue.domains.iter().enumerate() {
        // The lookup keeps the last domain of a code; the ones before it are told about that one.
        let last = codes.get(domain.code.as_str()).copied().unwrap_or(index);
        if last != index {
            let (source, span) = &places.domains[last];
            let text = format!("twee domeinen hebben de code {}", domain.code);
            let first = &places.domains[index].0.name;
            findings.push(
                Finding::error(Code::BadNorm, source, span.clone(), text)
                    .label(format!("staat ook in {first}")),
            );
        }
    }

    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (index, norm) in catalogue.norms.iter().enumerate() {
        let (source, span) = &places.norms[index];
        let error = |code, text: String| Finding::error(code, source, span.clone(), text);
        if let Some(first) = seen.insert(&norm.id, index) {
            let (file, place) = &places.norms[first];
            let line = file.line_and_column(place.start).0;
            findings.push(
                error(Code::DoubleNorm, format!("norm {} komt twee keer voor", norm.id))
                    .hint(format!("de eerste staat in {} op regel {line}", file.name)),
            );
        }
        let code = &catalogue.domains[norm.domain].code;
        let number = norm.id.strip_prefix("V-").unwrap_or(&norm.id);
        if number.split('.').next() != Some(code.as_str()) {
            findings.push(
                error(Code::BadNorm, format!("norm {} hoort niet bij domein {code}", norm.id))
                    .label(format!("begint niet met {code}.")),
            );
        }
        if norm.provisional != norm.id.starts_with("V-") {
            findings.push(
                error(Code::BadNorm, format!("norm {}: voorlopig = true en een nummer met V- horen bij elkaar", norm.id))
                    .hint("een norm waarvan zelfs het nummer niet bekend is, begint met V- en heeft voorlopig = true"),
            );
        }
    }

    for (source, span, id) in &places.norm_links {
        if !seen.contains_key(id.as_str()) {
            findings.push(dead_link(source, span, "norm", id, seen.keys().copied()));
        }
    }
    for (source, span, code) in &places.domain_links {
        if !codes.contains_key(code.as_str()) {
            findings.push(dead_link(source, span, "domein", code, codes.keys().copied()));
        }
    }
    for (index, norm) in catalogue.norms.iter().enumerate() {
        for twin in &norm.twins {
            let answered = seen.get(twin.as_str()).map(|twin| &catalogue.norms[*twin].twins);
            if answered.is_some_and(|twins| !twins.contains(&norm.id)) {
                let (source, span) = twin_place(places, index, twin);
                findings.push(
                    Finding::error(
                        Code::DeadLink,
                        source,
                        span,
                        format!("{} noemt {twin} onder zie-ook, maar andersom niet", norm.id),
                    )
                    .hint(format!("zet {} ook bij zie-ook van {twin}", norm.id)),
                );
            }
        }
    }

    for (index, part) in catalogue.parts.iter().enumerate() {
        let found =
            catalogue.norms.iter().filter(|norm| catalogue.domains[norm.domain].part == index).count();
        if part.official_count.is_some_and(|official| official as usize != found) {
            let official = part.official_count.unwrap_or_default();
            let (source, span) = &places.parts[index];
            let text = format!(
                "{} heeft {}, en officieel zijn het er {official}",
                part.name,
                count(found, "norm", "normen")
            );
            findings.push(
                Finding::error(Code::WrongCount, source, span.clone(), text)
                    .label(format!("aantal-normen = {official}")),
            );
        }
    }

    if !catalogue.themes.is_empty() {
        findings.extend(theme_problems(catalogue, places));
    }
    findings
}

/// Where a norm names its twin.
fn twin_place<'a>(
    places: &'a Places,
    norm: usize,
    twin: &str,
) -> (&'a Arc<SourceText>, std::ops::Range<usize>) {
    let (source, id) = &places.norms[norm];
    // The first link to the twin below the id of the norm is its own.
    let link = places
        .norm_links
        .iter()
        .find(|(file, span, found)| Arc::ptr_eq(file, source) && span.start > id.start && found == twin);
    (source, link.map_or(id, |(_, span, _)| span).clone())
}

fn theme_problems(catalogue: &Catalogue, places: &Places) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (domain, (source, span)) in catalogue.domains.iter().zip(&places.domains) {
        let themes = catalogue.themes.iter().filter(|theme| theme.domains.contains(&domain.code)).count();
        if themes != 1 {
            let text = format!("domein {} hoort bij {themes} thema's", domain.code);
            findings.push(
                Finding::error(Code::BadNorm, source, span.clone(), text)
                    .hint("in themas.toml hoort elk domein bij precies één thema"),
            );
        }
    }
    for (theme, (source, span)) in catalogue.themes.iter().zip(&places.themes) {
        let norms =
            catalogue.norms.iter().filter(|n| theme.domains.contains(&catalogue.domain_of(n).code)).count();
        if norms < SMALLEST_THEME {
            let text = format!("thema \"{}\" heeft {}", theme.title, count(norms, "norm", "normen"));
            findings.push(
                Finding::error(Code::BadNorm, source, span.clone(), text)
                    .label(format!("minstens {SMALLEST_THEME} nodig"))
                    .hint("een kleiner thema zou in het openbare jaarverslag losse normen verraden"),
            );
        }
    }
    findings
}

fn dead_link<'a>(
    source: &Arc<SourceText>,
    span: &std::ops::Range<usize>,
    kind: &str,
    id: &str,
    known: impl Iterator<Item = &'a str>,
) -> Finding {
    let mut known: Vec<_> = known.collect();
    known.sort_unstable();
    let label = suggestion(id, known).unwrap_or_else(|| "bestaat niet".to_owned());
    Finding::error(Code::DeadLink, source, span.clone(), format!("{kind} {id} bestaat niet")).label(label)
}
