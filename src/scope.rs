//! Which norms a word on the command line means (design section 5 rule 9).

use crate::catalogue::Catalogue;
use crate::dutch::and_list;
use crate::finding::{closest, print::visible, shortened};
use crate::problem::Problem;

/// The norms, as indexes in catalogue order, that a word means: a norm id, the code of a domain, a part, or the number
/// of a domain where it fits one domain only.
///
/// # Errors
/// The word means nothing, or a number that fits more than one domain; all of those are named.
pub fn norms_named(catalogue: &Catalogue, word: &str) -> Result<Vec<usize>, Problem> {
    let found = |keep: &dyn Fn(usize) -> bool| (0..catalogue.norms.len()).filter(|n| keep(*n)).collect();
    let domain_of = |norm: usize| catalogue.domain_of(&catalogue.norms[norm]);
    let ways: [&dyn Fn(usize) -> bool; 3] = [
        &|norm| catalogue.norms[norm].id.eq_ignore_ascii_case(word),
        &|norm| domain_of(norm).code.eq_ignore_ascii_case(word),
        &|norm| catalogue.parts[domain_of(norm).part].id.eq_ignore_ascii_case(word),
    ];
    let named: Option<Vec<usize>> =
        ways.iter().map(|way| found(way)).find(|norms: &Vec<usize>| !norms.is_empty());
    match (named, word.parse::<u32>()) {
        (Some(norms), _) => Ok(norms),
        (None, Ok(number)) => domain_numbered(catalogue, number),
        (None, Err(_)) => Err(unknown(catalogue, word)),
    }
}

fn unknown(catalogue: &Catalogue, word: &str) -> Problem {
    let codes: Vec<&str> = catalogue.domains.iter().map(|domain| domain.code.as_str()).collect();
    let parts: Vec<&str> = catalogue.parts.iter().map(|part| part.id.as_str()).collect();
    let ids = catalogue.norms.iter().map(|norm| norm.id.as_str());
    let problem = Problem::new(format!("het domein \"{}\" is onbekend", visible(&shortened(word))));
    match closest(word, codes.iter().copied().chain(parts.iter().copied()).chain(ids)) {
        Some(meant) => problem.hint(format!("bedoel je {meant}?")),
        None => problem.hint(format!(
            "kies een code ({}), een onderdeel ({}) of het nummer van een norm",
            codes.join(", "),
            parts.join(", ")
        )),
    }
}

fn domain_numbered(catalogue: &Catalogue, number: u32) -> Result<Vec<usize>, Problem> {
    let numbered: Vec<usize> =
        (0..catalogue.domains.len()).filter(|index| catalogue.domains[*index].number == number).collect();
    match numbered.as_slice() {
        [] => Err(Problem::new(format!("er is geen domein met nummer {number}"))
            .hint("ibp-peil normen laat alle domeinen zien, met hun code")),
        [domain] => {
            Ok((0..catalogue.norms.len()).filter(|norm| catalogue.norms[*norm].domain == *domain).collect())
        }
        several => {
            let domains = several.iter().map(|index| &catalogue.domains[*index]);
            let named: Vec<String> = domains
                .map(|domain| {
                    format!("{} ({}, {})", domain.code, domain.name, catalogue.parts[domain.part].name)
                })
                .collect();
            Err(Problem::new(format!("domein {number} is er {} keer", several.len()))
                .hint(format!("kies met de code: {}", and_list(&named))))
        }
    }
}
