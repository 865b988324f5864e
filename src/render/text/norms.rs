//! The catalogue as text: the list, one norm in full, and the outcome of a check.

use super::{catalogue_line, heading, running, wrapped};
use crate::catalogue::{Catalogue, Certainty, Domain, Effort, MARK_FOOTNOTE, Norm, Offer, Project, Status};
use crate::dutch::{and_list, count};
use crate::render::wording;

const PROVISIONAL_FOOTNOTE: &str =
    "V- voorlopig: ook het nummer is nog niet bekend; dit is geen echt normnummer";

/// Every norm, per part and domain, with how many titles are confirmed.
pub fn catalogue_list(catalogue: &Catalogue) -> String {
    let mut out = catalogue_line(catalogue);
    out.push_str(&running(&format!(
        "{} in {} · streefniveau {}",
        norms(catalogue.norms.len()),
        count(catalogue.domains.len(), "domein", "domeinen"),
        wording::level(catalogue, catalogue.target)
    )));
    for (index, part) in catalogue.parts.iter().enumerate() {
        let all = |norm: &&Norm| catalogue.domain_of(norm).part == index;
        out.push('\n');
        out.push_str(&heading(&format!(
            "{} · {}",
            part.name,
            norms(catalogue.norms.iter().filter(all).count())
        )));
        for (number, domain) in catalogue.domains.iter().enumerate().filter(|(_, d)| d.part == index) {
            out.push_str(&domain_list(domain, &catalogue.norms_of(number).collect::<Vec<_>>()));
        }
    }
    out.push('\n');
    out.push_str(&confirmed_counts(catalogue));
    let example = catalogue.norms.first().map_or("ID", |norm| &norm.id);
    out.push_str(&running(&format!("Eén norm helemaal bekijken: ibp-peil normen toon {example}")));
    out
}

pub(super) fn norms(n: usize) -> String {
    count(n, "norm", "normen")
}

fn domain_list(domain: &Domain, found: &[&Norm]) -> String {
    let marked = found.iter().filter(|norm| norm.unconfirmed()).count();
    let mark = if marked == 0 { String::new() } else { format!(", {marked} met °") };
    let mut out =
        wrapped("", "    ", &format!("{}  {} · {}{mark}", domain.code, domain.name, norms(found.len())));
    for norm in found {
        out.push_str(&listed(norm));
    }
    out
}

pub(super) fn listed(norm: &Norm) -> String {
    wrapped(&format!("  {:<8} ", norm.id), "           ", &norm.marked_title())
}

fn confirmed_counts(catalogue: &Catalogue) -> String {
    let confirmed = catalogue.norms.iter().filter(|norm| !norm.unconfirmed()).count();
    if confirmed == catalogue.norms.len() {
        return running("Alle nummers en titels zijn bevestigd op de officiële site.");
    }
    let mut out = running(&format!(
        "Bevestigd op de officiële site: {confirmed} van de {} titels. De rest: ibp-peil normen --onbevestigd",
        catalogue.norms.len()
    ));
    out.push_str(&running(MARK_FOOTNOTE));
    if catalogue.norms.iter().any(|norm| norm.provisional) {
        out.push_str(&running(PROVISIONAL_FOOTNOTE));
    }
    out
}

/// Everything the catalogue holds about one norm.
pub fn norm_in_full(catalogue: &Catalogue, norm: &Norm) -> String {
    let domain = catalogue.domain_of(norm);
    let place = format!("{} · domein {} {}", catalogue.part_of(norm).name, domain.code, domain.name);
    let who: Vec<&str> = norm.who.iter().map(|role| role.as_str()).collect();
    let help = catalogue.support.iter().filter(|offer| offer.norms.contains(&norm.id));
    let help: Vec<String> = help.map(offer).collect();
    let page = if norm.source.is_empty() { "het adres is niet bekend" } else { &norm.source };
    [
        heading(&format!("{}  {}", norm.id, norm.marked_title())),
        running(&place),
        catalogue_line(catalogue),
        known(norm),
        section("Vraag", &norm.question),
        section("Waarom", &norm.why),
        levels(catalogue, norm),
        if norm.example.is_empty() { String::new() } else { format!("\n{}", running(&norm.example)) },
        items(&format!("Hiermee laat je niveau {} zien", catalogue.target), &norm.evidence),
        section("Eerste stap", &norm.first_step),
        section("Vraag aan je ICT-leverancier", &norm.supplier),
        section("Wie het weet", &and_list(&who)),
        section(
            "Werk van niveau 1 naar het streefniveau, voor een klein bestuur",
            &norm.effort.map(effort).unwrap_or_default(),
        ),
        section(
            "De wet vraagt de kern hiervan nu al (indicatief, geen juridisch advies)",
            &norm.statutory.join(", "),
        ),
        items("Lijkt op", &twins(catalogue, norm)),
        items("Wetten en normen die de officiële pagina noemt", &norm.related),
        items("Hoort bij (indicatief)", &links(catalogue, norm)),
        section("Groeipad", &growth_path(catalogue, norm)),
        items("Hulp die er is (indicatief)", &help),
        section("Officiële pagina", page),
        section("Herkomst", &norm.provenance),
        footnote(catalogue, norm),
    ]
    .concat()
}

fn footnote(catalogue: &Catalogue, norm: &Norm) -> String {
    let twins = norm.twins.iter().filter_map(|id| catalogue.norm(id));
    let marked = twins.chain([norm]).any(Norm::unconfirmed);
    if marked { format!("\n{}", running(MARK_FOOTNOTE)) } else { String::new() }
}

/// What is known of number and title, in words.
fn known(norm: &Norm) -> String {
    let text = match (norm.status, norm.provisional) {
        (_, true) => {
            "Let op: dit nummer is voorlopig. V- is geen echt normnummer: nummer en titel zijn onze verwachting en \
             zijn nergens gezien."
        }
        (Status::Confirmed, _) => "Nummer en titel zijn bevestigd op de officiële site.",
        (Status::SecondHand, _) => {
            "° Nummer en titel komen van derden en zijn nog niet vergeleken met de officiële site."
        }
        (Status::Reconstructed, _) => {
            "° Nummer en titel zijn een eigen invulling en nog niet vergeleken met de officiële site."
        }
    };
    running(text)
}

/// A title with a text below it; nothing where there is no text.
pub(super) fn section(title: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("\n{}{}", running(title), wrapped("  ", "  ", text))
}

/// A title with a list below it; nothing where the list is empty.
fn items<T: AsRef<str>>(title: &str, texts: &[T]) -> String {
    if texts.is_empty() {
        return String::new();
    }
    let lines: String = texts.iter().map(|text| wrapped("  - ", "    ", text.as_ref())).collect();
    format!("\n{}{lines}", running(title))
}

fn levels(catalogue: &Catalogue, norm: &Norm) -> String {
    let mut out = "\nNiveaus (kies het hoogste waarvan je alles kunt laten zien)\n".to_owned();
    for (index, text) in norm.levels.iter().enumerate() {
        let level = u8::try_from(index + 1).unwrap_or(u8::MAX);
        let target = if level == catalogue.target { " (streefniveau)" } else { "" };
        let mut title = format!("{}{target}", catalogue.level_name(level));
        if let Some(short) = norm.short.get(index) {
            title.push_str(&format!(": {short}"));
        }
        out.push_str(&wrapped(&format!("  {level} "), "    ", &title));
        out.push_str(&wrapped("      ", "      ", text));
        if let Some(certainty) = norm.certainty.get(index) {
            out.push_str(&wrapped("      ", "      ", &format!("({})", certainty_in_words(*certainty))));
        }
    }
    out
}

fn certainty_in_words(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Seen => "gezien: naar een tekst die we helemaal gelezen hebben, in onze woorden",
        Certainty::Partial => {
            "deels: we hebben een deel van de tekst gezien, of de tekst bij een andere partij"
        }
        Certainty::Inferred => "afgeleid: de officiële tekst hebben we niet gezien",
    }
}

fn effort(effort: Effort) -> String {
    format!("{}: {}", effort.as_str(), wording::effort_meaning(effort))
}

fn twins(catalogue: &Catalogue, norm: &Norm) -> Vec<String> {
    let named = |id: &String| match catalogue.norm(id) {
        Some(twin) => format!("{id} {}", twin.marked_title()),
        None => id.clone(),
    };
    norm.twins.iter().map(named).collect()
}

fn links(catalogue: &Catalogue, norm: &Norm) -> Vec<String> {
    let measures = catalogue.measures.items.iter().flat_map(|measure| {
        let links = measure.norms.iter().filter(|link| link.id == norm.id);
        links.map(|link| format!("basismaatregel {}: {}. {}", measure.number, measure.title, link.reason))
    });
    let points = catalogue.attention.items.iter().flat_map(|point| {
        let links = point.norms.iter().filter(|link| link.id == norm.id);
        links.map(|link| format!("aandachtspunt {}: {}. {}", point.number, point.title, link.reason))
    });
    measures.chain(points).collect()
}

fn growth_path(catalogue: &Catalogue, norm: &Norm) -> String {
    let projects = catalogue.growth_path.phases.iter().flat_map(|phase| &phase.projects);
    let mut found = projects.filter(|project| project.norms.contains(&norm.id) || is_number(project, norm));
    match found.next() {
        Some(project) => project_named(project),
        None => norm.growth_path.clone(),
    }
}

fn project_named(project: &Project) -> String {
    let number = match project.number.as_str() {
        "" => "deelproject".to_owned(),
        number => format!("deelproject {number}"),
    };
    let title = if project.title.is_empty() { "titel niet bekend" } else { &project.title };
    let url = if project.url.is_empty() { String::new() } else { format!("\n{}", project.url) };
    format!("{number}: {title}{url}")
}

fn is_number(project: &Project, norm: &Norm) -> bool {
    !norm.growth_path.is_empty() && project.number == norm.growth_path
}

fn offer(offer: &Offer) -> String {
    let mut text = offer.name.clone();
    if !offer.who.is_empty() {
        text.push_str(&format!(" ({})", offer.who));
    }
    for more in [&offer.purpose, &offer.url] {
        if !more.is_empty() {
            text.push_str(&format!("\n{more}"));
        }
    }
    text
}

/// One sentence that says what was found in order.
pub fn checked(catalogue: &Catalogue, files: usize) -> String {
    let per_part: Vec<String> = catalogue
        .parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let found = catalogue.norms.iter().filter(|norm| catalogue.domain_of(norm).part == index).count();
            format!("{found} {}", part.name.to_lowercase())
        })
        .collect();
    let links = catalogue.norms.iter().map(|norm| norm.twins.len()).sum::<usize>()
        + catalogue.measures.items.iter().map(|measure| measure.norms.len()).sum::<usize>()
        + catalogue.attention.items.iter().map(|point| point.norms.len()).sum::<usize>()
        + catalogue.support.iter().map(|offer| offer.norms.len()).sum::<usize>();
    running(&format!(
        "In orde: {}. Gecontroleerd: {}, {}, {} ({}), {} en {} naar normen.",
        catalogue.title(),
        count(files, "bestand", "bestanden"),
        count(catalogue.domains.len(), "domein", "domeinen"),
        norms(catalogue.norms.len()),
        and_list(&per_part),
        count(catalogue.norms.iter().map(|norm| norm.levels.len()).sum(), "niveautekst", "niveauteksten"),
        count(links, "verwijzing", "verwijzingen"),
    ))
}
