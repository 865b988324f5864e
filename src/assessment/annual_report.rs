//! The facts for the annual report that scores cannot give: one table of keys, types and questions.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// What kind of value a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A date, "niet gedaan" or "onbekend".
    DateOrWord,
    /// A whole number or "onbekend".
    Number,
    /// A list of texts.
    List,
    /// "ja", "nee" or "onbekend".
    YesNo,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Text.
    Text,
}

impl Kind {
    /// What can be filled in, in words.
    pub fn text(self) -> String {
        match self {
            Kind::DateOrWord => "een datum, \"niet gedaan\" of \"onbekend\"".to_owned(),
            Kind::Number => "een heel getal of \"onbekend\"".to_owned(),
            Kind::List => "een lijst met teksten".to_owned(),
            Kind::YesNo => "\"ja\", \"nee\" of \"onbekend\"".to_owned(),
            Kind::Choice(words) => {
                words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" of ")
            }
            Kind::Text => "een tekst".to_owned(),
        }
    }
}

/// One fact that can be filled in.
#[derive(Debug, Clone, Copy)]
pub struct FactKey {
    /// The key in the file.
    pub key: &'static str,
    /// What kind of value it has.
    pub kind: Kind,
    /// The question, about the reporting year.
    pub question: &'static str,
    /// How to answer, or empty.
    pub help: &'static str,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// On this day.
    Date(Date),
    /// "niet gedaan".
    NotDone,
    /// "onbekend".
    Unknown,
    /// A number.
    Number(u32),
    /// A list.
    List(Vec<String>),
    /// "ja" or "nee".
    YesNo(bool),
    /// A text or one of a few words.
    Text(String),
}

const fn fact(key: &'static str, kind: Kind, question: &'static str, help: &'static str) -> FactKey {
    FactKey { key, kind, question, help }
}

/// Every fact, in the order in which it is asked.
pub const FACTS: &[FactKey] = &[
    fact(
        "beleid-vastgesteld-op",
        Kind::DateOrWord,
        "Wanneer is het IBP-beleid vastgesteld?",
        "Het beleid voor informatiebeveiliging en privacy dat nu geldt.",
    ),
    fact("beleid-geevalueerd-op", Kind::DateOrWord, "Wanneer is het beleid voor het laatst geëvalueerd?", ""),
    fact(
        "medezeggenschap-instemming-op",
        Kind::DateOrWord,
        "Wanneer stemde de medezeggenschapsraad in met het beleid?",
        "",
    ),
    fact(
        "fg",
        Kind::Choice(&["intern", "extern"]),
        "Is de functionaris gegevensbescherming (FG) iemand van de eigen organisatie of van buiten?",
        "",
    ),
    fact(
        "privacy-officer-uren",
        Kind::Number,
        "Hoeveel uur per week is er voor een privacy officer?",
        "0 als er geen uren voor zijn.",
    ),
    fact(
        "beveiliging-uren",
        Kind::Number,
        "Hoeveel uur per week is er voor informatiebeveiliging?",
        "0 als er geen uren voor zijn.",
    ),
    fact("risicoanalyse-op", Kind::DateOrWord, "Wanneer is de laatste risicoanalyse gedaan?", ""),
    fact(
        "maatregelen",
        Kind::List,
        "Wat hebben jullie in het verslagjaar gedaan?",
        "Eén maatregel per regel, als vervolg op “we hebben”: “inloggen in twee stappen ingevoerd”.",
    ),
    fact(
        "training-bereik-procent",
        Kind::Number,
        "Hoeveel procent van de medewerkers volgde een training?",
        "",
    ),
    fact(
        "training-onderwerp",
        Kind::Text,
        "Waar ging de training over?",
        "Bijvoorbeeld: phishing en datalekken.",
    ),
    fact(
        "beveiligingsincidenten",
        Kind::Number,
        "Hoeveel beveiligingsincidenten zijn er geregistreerd?",
        "Incidenten met de beveiliging, ook als er geen persoonsgegevens bij betrokken waren.",
    ),
    fact(
        "datalekken-geregistreerd",
        Kind::Number,
        "Hoeveel datalekken zijn er geregistreerd?",
        "Ook kleine, zoals een e-mail aan de verkeerde persoon.",
    ),
    fact(
        "datalekken-gemeld-ap",
        Kind::Number,
        "Hoeveel van de datalekken zijn gemeld bij de Autoriteit Persoonsgegevens?",
        "",
    ),
    fact(
        "datalekken-gemeld-betrokkenen",
        Kind::Number,
        "Hoeveel van de datalekken zijn gemeld aan de mensen om wie het ging?",
        "",
    ),
    fact(
        "datalekken-vorig-jaar",
        Kind::Number,
        "Hoeveel datalekken waren er een jaar eerder geregistreerd?",
        "",
    ),
    fact(
        "datalekken-oorzaak",
        Kind::Text,
        "Wat was de meest voorkomende oorzaak van de datalekken?",
        "Bijvoorbeeld: een verkeerd geadresseerde e-mail.",
    ),
    fact(
        "lesuitval-door-ict",
        Kind::YesNo,
        "Zijn er lessen uitgevallen door een ICT-storing of een incident?",
        "",
    ),
    fact(
        "verzoeken-betrokkenen",
        Kind::Number,
        "Hoeveel verzoeken over eigen gegevens kwamen er binnen, zoals om inzage of verwijdering?",
        "Van leerlingen, ouders of medewerkers.",
    ),
    fact(
        "verzoeken-op-tijd",
        Kind::Number,
        "Hoeveel van de verzoeken zijn op tijd beantwoord?",
        "Op tijd is meestal binnen een maand.",
    ),
    fact(
        "verwerkers",
        Kind::Number,
        "Hoeveel leveranciers verwerken persoonsgegevens voor jullie (verwerkers)?",
        "",
    ),
    fact(
        "verwerkersovereenkomsten-actueel",
        Kind::Number,
        "Met hoeveel van de verwerkers is er een actuele verwerkersovereenkomst?",
        "",
    ),
    fact(
        "dpias",
        Kind::List,
        "Welke DPIA's (onderzoeken naar privacyrisico's) zijn uitgevoerd?",
        "Eén per regel, bijvoorbeeld: het leerlingvolgsysteem.",
    ),
    fact("hersteltest-op", Kind::DateOrWord, "Wanneer is het terugzetten van back-ups getest?", ""),
    fact("crisisoefening-op", Kind::DateOrWord, "Wanneer is een cybercrisis geoefend?", ""),
    fact(
        "school-cert",
        Kind::YesNo,
        "Zijn jullie aangesloten bij School-CERT?",
        "School-CERT waarschuwt scholen voor digitale dreigingen.",
    ),
    fact("veilig-internet", Kind::YesNo, "Gebruiken jullie de dienst Veilig Internet?", ""),
    fact("netwerk-ibp", Kind::YesNo, "Doen jullie mee aan het Netwerk IBP?", ""),
    fact("toetsing-extern", Kind::YesNo, "Is de stand door iemand van buiten getoetst?", ""),
    fact(
        "toezicht-besproken-op",
        Kind::DateOrWord,
        "Wanneer is dit onderwerp besproken met het intern toezicht?",
        "",
    ),
    fact(
        "plan-volgend-jaar",
        Kind::List,
        "Wat gaan jullie volgend jaar doen?",
        "Eén stap per regel, als vervolg op “we gaan”: “risicomanagement inrichten”.",
    ),
    fact(
        "uitdagingen",
        Kind::List,
        "Wat blijft lastig?",
        "Eén per regel, bijvoorbeeld: kennis bij weinig mensen. Het jaarverslag is openbaar: noem geen zwakke plekken waar een aanvaller iets aan heeft.",
    ),
];

/// The words for a fact that was not done or is not known.
pub const NOT_DONE: &str = "niet gedaan";
/// The word for a fact that is not known.
pub const UNKNOWN: &str = "onbekend";

/// A fact by its key.
pub fn fact_key(key: &str) -> Option<&'static FactKey> {
    FACTS.iter().find(|fact| fact.key == key)
}

/// Pairs of which the first may not be more than the second.
pub const AT_MOST: &[(&str, &str)] = &[
    ("datalekken-gemeld-ap", "datalekken-geregistreerd"),
    ("datalekken-gemeld-betrokkenen", "datalekken-geregistreerd"),
    ("verwerkersovereenkomsten-actueel", "verwerkers"),
    ("verzoeken-op-tijd", "verzoeken-betrokkenen"),
];

/// Dates that normally lie in the reporting year, and by how many years they may be later.
const IN_YEAR: &[(&str, i16)] = &[
    ("hersteltest-op", 0),
    ("crisisoefening-op", 0),
    // Supervision may discuss the year until the report is signed, before the summer that follows.
    ("toezicht-besproken-op", 1),
];

/// Something about the facts that is probably a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// A number is more than the total it is a part of.
    MoreThan {
        /// The key of the number.
        key: &'static str,
        /// The number.
        number: u32,
        /// The key of the total.
        of: &'static str,
        /// The total.
        most: u32,
    },
    /// More than a hundred percent.
    OverHundred {
        /// The key.
        key: &'static str,
    },
    /// A date outside the reporting year.
    OutsideYear {
        /// The key.
        key: &'static str,
        /// The reporting year.
        year: u32,
    },
}

/// Everything about the facts that is probably a mistake.
pub fn doubts(facts: &BTreeMap<&'static str, FactValue>, reporting_year: Option<u32>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for (key, of) in AT_MOST {
        if let (Some(FactValue::Number(number)), Some(FactValue::Number(most))) =
            (facts.get(key), facts.get(of))
            && number > most
        {
            doubts.push(Doubt::MoreThan { key, number: *number, of, most: *most });
        }
    }
    let key = "training-bereik-procent";
    if matches!(facts.get(key), Some(FactValue::Number(percent)) if *percent > 100) {
        doubts.push(Doubt::OverHundred { key });
    }
    for (key, later) in IN_YEAR {
        let (Some(year), Some(FactValue::Date(date))) = (reporting_year, facts.get(key)) else { continue };
        let first = i16::try_from(year).unwrap_or(i16::MAX);
        if date.year() < first || date.year() > first.saturating_add(*later) {
            doubts.push(Doubt::OutsideYear { key, year });
        }
    }
    doubts
}
