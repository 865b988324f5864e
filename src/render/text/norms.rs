//! The catalogue as text: the list, one norm in full, and what must still be compared with the official site.

use super::{catalogue_line, heading, level_named, running, wrapped};
use crate::catalogue::{Catalogue, Certainty, Domain, Effort, MARK_FOOTNOTE, Norm, Project, Status};
use crate::dutch::{and_list, count};

const PROVISIONAL_FOOTNOTE: &str =
    "V- voorlopig: ook het nummer is nog niet bekend; dit is geen echt normnummer";

/// Every norm, per part and domain, with how many titles are confirmed.
pub fn catalogue_list(catalogue: &Catalogue) -> String {
    let mut out = catalogue_line(catalogue);
    out.push_str(&running(&format!(
        "{} in {} · streefniveau {}",
        norms(catalogue.norms.len()),
        count(catalogue.domains.len(), "domein", "domeinen"),
        level_named(catalogue, catalogue.target)
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

fn norms(n: usize) -> String {
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

fn listed(norm: &Norm) -> String {
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
    let mut out = heading(&format!("{}  {}", norm.id, norm.marked_title()));
    out.push_str(&running(&format!(
        "{} · domein {} {}",
        catalogue.part_of(norm).name,
        domain.code,
        domain.name
    )));
    out.push_str(&catalogue_line(catalogue));
    out.push_str(&known(norm));

    section(&mut out, "Vraag", &norm.question);
    section(&mut out, "Waarom", &norm.why);
    levels(&mut out, catalogue, norm);
    out.push_str(&if norm.example.is_empty() {
        String::new()
    } else {
        format!("\n{}", running(&norm.example))
    });
    items(&mut out, &format!("Hiermee laat je niveau {} zien", catalogue.target), &norm.evidence);
    section(&mut out, "Eerste stap", &norm.first_step);
    section(&mut out, "Vraag aan je ICT-leverancier", &norm.supplier);
    let who: Vec<&str> = norm.who.iter().map(|role| role.as_str()).collect();
    section(&mut out, "Wie het weet", &and_list(&who));
    section(
        &mut out,
        "Werk van niveau 1 naar het streefniveau, voor een klein bestuur",
        norm.effort.map_or("", effort),
    );
    section(
        &mut out,
        "De wet vraagt de kern hiervan nu al (indicatief, geen juridisch advies)",
        &norm.statutory.join(", "),
    );
    items(&mut out, "Lijkt op", &twins(catalogue, norm));
    items(&mut out, "Wetten en normen die de officiële pagina noemt", &norm.related);
    items(&mut out, "Hoort bij (indicatief)", &links(catalogue, norm));
    section(&mut out, "Groeipad", &growth_path(catalogue, norm));
    let help: Vec<String> =
        catalogue.support.iter().filter(|offer| offer.norms.contains(&norm.id)).map(offer).collect();
    items(&mut out, "Hulp die er is (indicatief)", &help);
    let page = if norm.source.is_empty() { "het adres is niet bekend" } else { &norm.source };
    section(&mut out, "Officiële pagina", page);
    section(&mut out, "Herkomst", &norm.provenance);
    let twins = norm.twins.iter().filter_map(|id| catalogue.norm(id));
    if twins.chain([norm]).any(Norm::unconfirmed) {
        out.push_str(&format!("\n{}", running(MARK_FOOTNOTE)));
    }
    out
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

fn section(out: &mut String, title: &str, text: &str) {
    if !text.is_empty() {
        out.push('\n');
        out.push_str(&running(title));
        out.push_str(&wrapped("  ", "  ", text));
    }
}

fn items<T: AsRef<str>>(out: &mut String, title: &str, texts: &[T]) {
    if !texts.is_empty() {
        out.push('\n');
        out.push_str(&running(title));
        for text in texts {
            out.push_str(&wrapped("  - ", "    ", text.as_ref()));
        }
    }
}

fn levels(out: &mut String, catalogue: &Catalogue, norm: &Norm) {
    out.push_str("\nNiveaus (kies het hoogste waarvan je alles kunt laten zien)\n");
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

fn effort(effort: Effort) -> &'static str {
    match effort {
        Effort::Small => "klein: een paar dagen",
        Effort::Medium => "middel: een paar weken, naast ander werk",
        Effort::Large => "groot: een paar maanden",
    }
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

fn offer(offer: &crate::catalogue::Offer) -> String {
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

/// What a person must compare with the official site, in the order in which it matters.
pub fn to_verify(catalogue: &Catalogue) -> String {
    let mut out = heading("Te vergelijken met de officiële site");
    out.push_str(&catalogue_line(catalogue));
    out.push_str(&running(&catalogue.source));
    let groups: [(&str, &dyn Fn(&Norm) -> bool); 3] = [
        ("nummer en titel van derden: klopt de titel?", &|norm| {
            norm.status == Status::SecondHand && !norm.provisional
        }),
        ("eigen invulling: kloppen nummer en titel?", &|norm| {
            norm.status == Status::Reconstructed && !norm.provisional
        }),
        ("voorlopig: bestaat de norm, en onder welk nummer?", &|norm| norm.provisional),
    ];
    for (index, part) in catalogue.parts.iter().enumerate() {
        for (title, belongs) in &groups {
            let in_part = |norm: &&Norm| catalogue.domain_of(norm).part == index && belongs(norm);
            let found: Vec<&Norm> = catalogue.norms.iter().filter(in_part).collect();
            if !found.is_empty() {
                out.push('\n');
                out.push_str(&running(&format!("{} – {title} ({})", part.name, norms(found.len()))));
                found.iter().for_each(|norm| out.push_str(&with_page(norm)));
            }
        }
    }
    out.push_str(&level_texts(catalogue));
    let unknown: Vec<&str> = catalogue
        .domains
        .iter()
        .filter(|domain| domain.source.is_empty())
        .map(|domain| domain.code.as_str())
        .collect();
    if !unknown.is_empty() {
        section(&mut out, "Domeinen waarvan de officiële pagina niet bekend is", &unknown.join(", "));
    }
    let without = |known: &dyn Fn(&Norm) -> bool| catalogue.norms.iter().filter(|norm| !known(norm)).count();
    section(
        &mut out,
        "Nog niet ingevuld",
        &format!(
            "verwante wetten en normen bij {}; deelproject van het Groeipad bij {}",
            norms(without(&|norm| !norm.related.is_empty())),
            norms(without(&|norm| !norm.growth_path.is_empty()))
        ),
    );
    if catalogue.norms.iter().any(Norm::unconfirmed) {
        out.push_str(&format!("\n{}", running(MARK_FOOTNOTE)));
    }
    out
}

fn with_page(norm: &Norm) -> String {
    let page = if norm.source.is_empty() {
        String::new()
    } else {
        wrapped("           ", "           ", &norm.source)
    };
    listed(norm) + &page
}

/// The level texts that were not read whole: first those that decide most, then all of them.
fn level_texts(catalogue: &Catalogue) -> String {
    let uncertain = |norm: &Norm, wanted: Certainty| -> Vec<String> {
        let found = norm.certainty.iter().enumerate().filter(|(_, certainty)| **certainty == wanted);
        found.map(|(index, _)| (index + 1).to_string()).collect()
    };
    let at_target = usize::from(catalogue.target).saturating_sub(1);
    let not_whole = |norm: &&Norm| {
        !norm.unconfirmed() && norm.certainty.get(at_target).is_some_and(|found| *found != Certainty::Seen)
    };
    let first: Vec<&str> = catalogue.norms.iter().filter(not_whole).map(|norm| norm.id.as_str()).collect();
    let mut out = String::new();
    section(
        &mut out,
        &format!("Eerst: niveau {} van bevestigde normen, nog niet helemaal gezien", catalogue.target),
        &first.join(", "),
    );
    // Norms of which the same levels are uncertain stand together: that is one line instead of twenty.
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for norm in &catalogue.norms {
        let kinds = [Certainty::Partial, Certainty::Inferred].map(|kind| (kind, uncertain(norm, kind)));
        let known = kinds.iter().filter(|(_, levels)| !levels.is_empty());
        let what: Vec<_> =
            known.map(|(kind, levels)| format!("{} {}", kind.as_str(), levels.join(" "))).collect();
        let what = what.join(" · ");
        match groups.iter_mut().find(|(group, _)| *group == what) {
            Some((_, ids)) => ids.push(&norm.id),
            None if what.is_empty() => {}
            None => groups.push((what, vec![&norm.id])),
        }
    }
    if !groups.is_empty() {
        out.push_str("\nNiveauteksten die deels gezien of afgeleid zijn (achter het woord de niveaus)\n");
        for (what, ids) in groups {
            out.push_str(&wrapped("  ", "    ", &format!("{what}: {}", ids.join(", "))));
        }
    }
    out
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
