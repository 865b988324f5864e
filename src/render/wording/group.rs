//! What every output says of a board in its group.

use crate::analysis::group::{FEWEST, ScopeGroup, Side, Standing};
use crate::analysis::overview::Place;
use crate::assessment::Method;
use crate::catalogue::Catalogue;
use crate::dutch::{and_list, count, small_number};

use super::overview::{METHOD_CAUTION, domain_name, methods};

/// The heading above it.
pub const TITLE: &str = "Naast de groep";

/// "3 van 12", or "gedeeld 3 van 12".
pub fn place(place: &Place) -> String {
    let shared = if place.shared > 1 { "gedeeld " } else { "" };
    format!("{shared}{} van {}", place.place, place.of)
}

/// The middle half of a group: "1,9 tot 2,4".
pub fn middle_half(group: &ScopeGroup) -> String {
    format!("{} tot {}", group.q1, group.q3)
}

/// Where the board is beside the middle half.
pub fn side(side: Option<Side>) -> &'static str {
    match side {
        Some(Side::Below) => "eronder",
        Some(Side::Within) => "erin",
        Some(Side::Above) => "erboven",
        None => "–",
    }
}

/// Who is in the group, this board included.
pub fn members(standing: &Standing) -> String {
    let boards = count(standing.boards as usize, "bestuur", "besturen");
    let years = match standing.years.as_slice() {
        [(year, _)] => format!("verslagjaar {year}"),
        years => {
            let years: Vec<String> =
                years.iter().map(|(year, number)| format!("{year} ({number})")).collect();
            format!("verslagjaren {}", and_list(&years))
        }
    };
    format!("{boards} in de groep, jullie meegeteld: {}; {years}.", methods(&standing.methods))
}

/// Why there are no places and quartiles; `None` where there are.
pub fn too_few(standing: &Standing) -> Option<String> {
    standing.scopes.is_empty().then(|| {
        format!(
            "Een plaats in de groep en de middelste helft staan er pas vanaf {} besturen: in een kleinere groep zeggen ze te \
             veel over de anderen.",
            small_number(FEWEST)
        )
    })
}

/// The domains that stand out in the group, in a sentence each; empty where there are none.
pub fn outside(catalogue: &Catalogue, standing: &Standing) -> Vec<String> {
    let named = |side| -> Vec<String> {
        standing.domains(side).map(|domain| domain_name(catalogue, domain)).collect()
    };
    let sentence = |domains: Vec<String>, what: &str| {
        (!domains.is_empty())
            .then(|| format!("{what} de middelste helft van de groep: {}.", and_list(&domains)))
    };
    [sentence(named(Side::Below), "Onder"), sentence(named(Side::Above), "Boven")]
        .into_iter()
        .flatten()
        .collect()
}

/// How to read it, and how carefully.
pub fn cautions(own: Method, standing: &Standing) -> Vec<String> {
    let mut cautions = vec![
        "De groep is geen norm: ook een hoge plaats zegt niets over voldoen. De middelste helft loopt van het eerste tot het \
         derde kwartiel van de gemiddelden."
            .to_owned(),
    ];
    if standing.methods.len() > 1 {
        cautions.push(format!(
            "Jullie meting is een {}; in de groep zitten {}. {METHOD_CAUTION}",
            own.text(),
            methods(&standing.methods)
        ));
    }
    match standing.unreadable {
        0 => {}
        1 => {
            cautions.push("Eén bestand in de map van de groep is niet te lezen en telt niet mee.".to_owned())
        }
        more => cautions
            .push(format!("{more} bestanden in de map van de groep zijn niet te lezen en tellen niet mee.")),
    }
    cautions
}
