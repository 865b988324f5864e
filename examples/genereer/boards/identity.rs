//! Who a board is: a name that nobody has, and a size that goes with it.

use ibp_peil::assessment::{Board, ICT_MANAGEMENT, PARTICIPATION, SUPERVISION};

use super::chance::Chance;

/// Kinds of boards, with the sectors they work in. `{}` is the place.
const KINDS: [(&str, &[&str]); 16] = [
    ("Stichting {} voor openbaar onderwijs", &["po"]),
    ("Stichting Openbaar Primair Onderwijs {}", &["po"]),
    ("Stichting Katholiek Primair Onderwijs {}", &["po"]),
    ("Stichting Speciaal Onderwijs {}", &["so"]),
    ("Vereniging voor Christelijk Basisonderwijs {}", &["po"]),
    ("Stichting Protestants-Christelijk Onderwijs {}", &["po"]),
    ("Stichting Voortgezet Onderwijs {}", &["vo"]),
    ("Vereniging Montessorischool {}", &["po"]),
    ("Stichting Scholengroep {}", &["po", "so"]),
    ("Stichting Samenwerkingsscholen {}", &["po"]),
    ("Vereniging Dorpsschool {}", &["po"]),
    ("Stichting Openbaar Voortgezet Onderwijs {}", &["vo"]),
    ("Onderwijsgroep {}", &["po", "vo"]),
    ("Stichting Vrijeschool {}", &["po"]),
    ("Stichting Interconfessioneel Onderwijs {}", &["po"]),
    ("Stichting {} Onderwijs", &["po", "so", "vo"]),
];

/// Beginnings and ends of places; together they are no place on the map.
const STEMS: [&str; 40] = [
    "Vlonder", "Bramel", "Kwintel", "Smaragd", "Wimpel", "Kandel", "Pluimer", "Sparrel", "Trommel", "Wulper",
    "Korrel", "Fluiter", "Meander", "Linnel", "Bolder", "Krekel", "Distel", "Hommel", "Kiezel", "Lantaarn",
    "Marter", "Nevel", "Otter", "Parel", "Ratel", "Sikkel", "Tortel", "Vonder", "Wervel", "Zephyr", "Amber",
    "Buizer", "Cimbel", "Dotter", "Eikel", "Fakkel", "Gondel", "Hazel", "Iepel", "Juniper",
];
const ENDINGS: [&str; 32] = [
    "hoven", "drecht", "wolde", "meer", "burg", "dam", "dijk", "veen", "horst", "broek", "kerke", "stede",
    "zand", "rade", "loo", "woude", "beke", "haven", "mark", "kamp", "brug", "monde", "oord", "polder",
    "sluis", "akker", "berge", "donk", "eiland", "gaarde", "poort", "schans",
];

/// The most boards that have a name of their own.
pub const MOST: usize = KINDS.len() * STEMS.len() * ENDINGS.len();

/// A step that shares no divisor with the number of names, so that every name comes once before one comes again.
const STEP: u64 = 7919;

/// The board with this number, from 1.
pub fn board(seed: u64, number: u32, chance: &mut Chance) -> Board {
    let most = MOST as u64;
    let at = usize::try_from((u64::from(number) * STEP + seed % most) % most).unwrap_or(0);
    let (kind, sectors) = KINDS[at % KINDS.len()];
    let place = at / KINDS.len();
    let place = format!("{}{}", STEMS[place % STEMS.len()], ENDINGS[place / STEMS.len()]);
    let schools = schools(kind, sectors, chance);
    Board {
        name: kind.replace("{}", &place),
        // The numbers of real boards have five digits.
        number: Some(format!("{number:06}")),
        sectors: sectors.iter().map(|sector| (*sector).to_owned()).collect(),
        schools: Some(schools),
        pupils: Some((0..schools).map(|_| pupils(sectors, chance)).sum()),
        supervision: Some(SUPERVISION[usize::from(schools == 1)].to_owned()),
        participation: Some(PARTICIPATION[usize::from(schools == 1)].to_owned()),
        ict_management: Some((*chance.one_of(&ICT_MANAGEMENT[usize::from(schools < 15)..])).to_owned()),
    }
}

/// A board named after its one school has one; many sectors take many schools.
fn schools(kind: &str, sectors: &[&str], chance: &mut Chance) -> u32 {
    match sectors {
        _ if kind.contains("school {}") => 1,
        ["po"] if chance.percent(20) => 1,
        ["po"] => chance.between(2, 24),
        [_] => chance.between(1, 6),
        _ => chance.between(8, 40),
    }
}

/// The pupils of one school.
fn pupils(sectors: &[&str], chance: &mut Chance) -> u32 {
    match *chance.one_of(sectors) {
        "vo" => chance.between(380, 1_650),
        "so" => chance.between(60, 210),
        _ => chance.between(75, 430),
    }
}
