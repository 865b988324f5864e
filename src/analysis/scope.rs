//! What a person may point at on the command line: a norm, a domain, a part, or a domain by its number.

use crate::catalogue::Catalogue;
use crate::dutch::and_list;
use crate::finding::{closest, shortened};

/// A choice of norms; the numbers are indexes into the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One norm.
    Norm(usize),
    /// All norms of a domain.
    Domain(usize),
    /// All norms of a part.
    Part(usize),
}

impl Scope {
    /// Reads what a person typed, in capitals or not: a norm (`GO.01`), a domain code (`BC`), a part (`privacy`), or
    /// a domain number where one domain only has it.
    ///
    /// # Errors
    /// What is wrong with it in Dutch, with what may have been meant.
    pub fn parse(catalogue: &Catalogue, typed: &str) -> Result<Self, String> {
        let typed = typed.trim();
        let same = |name: &str| name.to_lowercase() == typed.to_lowercase();
        if let Some(norm) = catalogue.norms.iter().position(|norm| same(&norm.id)) {
            return Ok(Self::Norm(norm));
        }
        if let Some(domain) = catalogue.domains.iter().position(|domain| same(&domain.code)) {
            return Ok(Self::Domain(domain));
        }
        if let Some(part) = catalogue.parts.iter().position(|part| same(&part.id)) {
            return Ok(Self::Part(part));
        }
        match typed.parse() {
            Ok(number) => Self::by_number(catalogue, number),
            Err(_) => Err(unknown(catalogue, typed)),
        }
    }

    fn by_number(catalogue: &Catalogue, number: u32) -> Result<Self, String> {
        let fits: Vec<usize> = (0..catalogue.domains.len())
            .filter(|domain| catalogue.domains[*domain].number == number)
            .collect();
        match fits.as_slice() {
            [] => Err(format!("er is geen domein {number}")),
            [domain] => Ok(Self::Domain(*domain)),
            several => {
                let named: Vec<String> = several
                    .iter()
                    .map(|domain| &catalogue.domains[*domain])
                    .map(|domain| {
                        let part = &catalogue.parts[domain.part].name;
                        format!("{} ({}, {})", domain.code, domain.name, part.to_lowercase())
                    })
                    .collect();
                Err(format!("domein {number} kan op {} slaan; kies de code", and_list(&named)))
            }
        }
    }

    /// The norms it stands for, in catalogue order.
    pub fn norms(self, catalogue: &Catalogue) -> Vec<usize> {
        let norms = 0..catalogue.norms.len();
        match self {
            Self::Norm(norm) => vec![norm],
            Self::Domain(domain) => norms.filter(|norm| catalogue.norms[*norm].domain == domain).collect(),
            Self::Part(part) => {
                norms.filter(|norm| catalogue.domain_of(&catalogue.norms[*norm]).part == part).collect()
            }
        }
    }
}

fn unknown(catalogue: &Catalogue, typed: &str) -> String {
    let by_name = catalogue.domains.iter().find(|domain| domain.name.to_lowercase() == typed.to_lowercase());
    let provisional = format!("V-{typed}");
    let known = || {
        let norms = catalogue.norms.iter().map(|norm| norm.id.as_str());
        let domains = catalogue.domains.iter().map(|domain| domain.code.as_str());
        norms.chain(domains).chain(catalogue.parts.iter().map(|part| part.id.as_str()))
    };
    let meant = by_name
        .map(|domain| domain.code.as_str())
        .or_else(|| known().find(|id| id.eq_ignore_ascii_case(&provisional)))
        .or_else(|| closest(typed, known()));
    let typed = shortened(typed);
    match meant {
        Some(meant) => format!("\"{typed}\" is geen norm, domein of onderdeel; bedoel je {meant}?"),
        None => format!("\"{typed}\" is geen norm, domein of onderdeel; ibp-peil normen laat ze zien"),
    }
}
