//! What a catalogue must hold besides being readable: whole, without doubles, and no link that points nowhere.

use std::collections::HashMap;
use std::sync::Arc;

use super::Catalogue;
use super::file::{Places, domain_codes};
use crate::finding::{Code, Finding, SourceText, closest};

/// The fewest norms a theme of the public paragraph may have, so that it gives no single norm away.
pub const SMALLEST_THEME: usize = 5;

/// Everything that is wrong with a catalogue that could be read; `main` is its kader.toml.
pub fn validate(catalogue: &Catalogue, places: &Places, main: &Arc<SourceText>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let codes = domain_codes(catalogue);
    if codes.len() != catalogue.domains.len() {
        findings.push(Finding::error(Code::BadNorm, main, 0..0, "twee domeinen hebben dezelfde code"));
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
            findings.push(error(Code::BadNorm, format!("norm {} hoort niet bij domein {code}", norm.id)));
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
                let (source, span) = &places.norms[index];
                findings.push(
                    Finding::error(
                        Code::DeadLink,
                        source,
                        span.clone(),
                        format!("{} noemt {twin} onder zie-ook, maar andersom niet", norm.id),
                    )
                    .hint(format!("zet {} ook bij zie-ook van {twin}", norm.id)),
                );
            }
        }
    }

    for (index, part) in catalogue.parts.iter().enumerate() {
        let count =
            catalogue.norms.iter().filter(|norm| catalogue.domains[norm.domain].part == index).count();
        if part.official_count.is_some_and(|official| official as usize != count) {
            let official = part.official_count.unwrap_or_default();
            let place = main.text.find(&format!("id = \"{}\"", part.id)).unwrap_or(0);
            findings.push(Finding::error(
                Code::WrongCount,
                main,
                place..place,
                format!("{} heeft {count} normen, en officieel zijn het er {official}", part.name),
            ));
        }
    }

    if !catalogue.themes.is_empty() {
        findings.extend(theme_problems(catalogue, main));
    }
    findings
}

fn theme_problems(catalogue: &Catalogue, main: &Arc<SourceText>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for domain in &catalogue.domains {
        let themes = catalogue.themes.iter().filter(|theme| theme.domains.contains(&domain.code)).count();
        if themes != 1 {
            findings.push(Finding::error(
                Code::BadNorm,
                main,
                0..0,
                format!(
                    "domein {} hoort bij {themes} thema's; precies één is nodig (themas.toml)",
                    domain.code
                ),
            ));
        }
    }
    for theme in &catalogue.themes {
        let norms =
            catalogue.norms.iter().filter(|n| theme.domains.contains(&catalogue.domain_of(n).code)).count();
        if norms < SMALLEST_THEME {
            findings.push(Finding::error(
                Code::BadNorm,
                main,
                0..0,
                format!(
                    "thema \"{}\" heeft {norms} normen; minstens {SMALLEST_THEME} zijn nodig",
                    theme.title
                ),
            ));
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
    let label = closest(id, known).map_or("bestaat niet".to_owned(), |id| format!("bedoel je \"{id}\"?"));
    Finding::error(Code::DeadLink, source, span.clone(), format!("{kind} {id} bestaat niet")).label(label)
}
