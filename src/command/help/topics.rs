//! The topics that `help` explains.

use super::{GLOSSARY, Text};
use crate::assessment::annual_report::{FACTS, Kind};
use crate::catalogue::{Catalogue, Milestone};
use crate::dutch::{HOW_TO_CHOOSE, and_list, capital_first};
use crate::finding::Code;
use crate::gate::parse::{KINDS, years};
use crate::reading::MAX_TEXT;
use crate::render::text::{heading, running, table, wrapped};
use crate::render::wording::{self, comparison as words};

/// A topic.
pub struct Topic {
    /// The word behind `help`.
    pub name: &'static str,
    /// What it is about, in a menu.
    pub title: &'static str,
    /// The explanation.
    pub text: Text,
}

/// Every topic, in the order in which a newcomer needs them.
pub const TOPICS: &[Topic] = &[
    Topic { name: "niveaus", title: "Welk niveau kies je?", text: levels },
    Topic { name: "score", title: "Hoe komen de cijfers tot stand?", text: score },
    Topic { name: "jaarverslag", title: "Welke vragen zijn er voor het jaarverslag?", text: annual_report },
    Topic { name: "bestand", title: "Hoe ziet het bestand van een meting eruit?", text: file },
    Topic { name: "eisen", title: "Aan welke eisen kun je toetsen?", text: gates },
    Topic { name: "besturen", title: "Hoe wordt er met veel besturen gerekend?", text: boards },
    Topic { name: "vergelijken", title: "Hoe worden metingen vergeleken?", text: comparing },
    Topic { name: "begrippen", title: "Wat betekenen de begrippen?", text: glossary },
    Topic { name: "fouten", title: "Wat betekenen de foutcodes?", text: codes },
];

fn levels(catalogue: &Catalogue) -> String {
    let mut out = heading("Niveaus");
    out.push_str(&running(HOW_TO_CHOOSE));
    for (index, level) in catalogue.levels.iter().enumerate() {
        let target = if index + 1 == usize::from(catalogue.target) { " (streefniveau)" } else { "" };
        out.push('\n');
        out.push_str(&running(&format!("{} {}{target}", index + 1, level.name)));
        out.push_str(&wrapped("  ", "  ", &level.explanation));
    }
    out.push('\n');
    out.push_str(&running(
        "Dit is de algemene uitleg, in onze woorden. Voor een norm telt altijd de tekst bij die norm zelf: \
         ibp-peil normen toon ID.",
    ));
    out.push_str(&running(
        "Uitbesteden maakt een norm niet n.v.t.: het bestuur blijft verantwoordelijk. Kies dan het niveau dat jullie \
         kunnen laten zien, bijvoorbeeld met een contract of een rapport van de leverancier.",
    ));
    out
}

fn score(catalogue: &Catalogue) -> String {
    let mut out = heading("Zo komen de cijfers tot stand");
    for (subject, rule) in wording::rules(catalogue) {
        out.push_str(&running(subject));
        out.push_str(&wrapped("  ", "  ", &rule));
    }
    out.push_str("\nTekens\n");
    for (mark, meaning) in wording::marks() {
        out.push_str(&wrapped("- ", "  ", &format!("{mark}: {meaning}")));
    }
    out
}

fn comparing(_: &Catalogue) -> String {
    let mut out = heading("Metingen vergelijken");
    for (subject, rule) in words::RULES {
        out.push_str(&running(subject));
        out.push_str(&wrapped("  ", "  ", rule));
    }
    out
}

fn boards(catalogue: &Catalogue) -> String {
    let mut out = heading("Veel besturen in één overzicht");
    out.push_str(&running(
        "ibp-peil overzicht MAP -o overzicht.xlsx zet alle metingen uit een map bij elkaar. Deze regels gelden voor elke \
         vorm van het overzicht.",
    ));
    out.push('\n');
    for (subject, rule) in wording::overview::rules(catalogue) {
        out.push_str(&running(subject));
        out.push_str(&wrapped("  ", "  ", &rule));
    }
    out
}

fn gates(catalogue: &Catalogue) -> String {
    let mut out = heading("Eisen");
    out.push_str(&running(
        "ibp-peil toets BESTAND --eis EIS toetst een meting; noem je geen eis, dan geldt volledig. Schrijf --eis voor \
         elke eis opnieuw.",
    ));
    for kind in KINDS {
        out.push('\n');
        out.push_str(&running(kind.example));
        out.push_str(&wrapped("  ", "  ", &capital_first(kind.explanation)));
    }
    out.push('\n');
    let years: Vec<String> =
        years(catalogue).iter().map(|(year, gate)| format!("{year} is {gate}")).collect();
    out.push_str(&running(&format!(
        "Het jaartal van een mijlpaal is een andere naam voor een eis: {}. Wat plan en voldoet vragen, is onze lezing \
         van de Kamerbrief van november 2025.",
        and_list(&years)
    )));
    out.push_str(&running(
        "Een eis over niveaus of bewijs is niet gehaald zolang een norm nog open is; alleen geen-daling kijkt daar niet \
         naar. Is alles waar een eis naar kijkt n.v.t., dan is hij gehaald, en dat staat erbij.",
    ));
    out.push('\n');
    out.push_str(&running(
        "Wil je elke keer hetzelfde toetsen, zet de eisen dan in een bestand en gebruik --eisenbestand. Een norm mag er \
         met een reden tot een dag van uitgezonderd zijn:",
    ));
    out.push_str(REQUIREMENTS_FILE);
    out.push_str(&running("ibp-peil toets --eisenbestand eisen.toml --toon-eisen laat zien wat er geldt."));
    out
}

/// A file of requirements that works.
pub const REQUIREMENTS_FILE: &str = r#"
formaat = 1
naam = "Eisen van Stichting Voorbeeldland"
eisen = ["volledig", "streefniveau=3:BC"]

[[uitzondering]]
norm = "BC.03"
eisen = ["streefniveau=3:BC"]    # weglaten: alle eisen
reden = "De nieuwe back-up komt in het voorjaar."
tot = 2027-06-30

"#;

fn annual_report(catalogue: &Catalogue) -> String {
    let mut out = heading("Vragen voor het jaarverslag");
    out.push_str(&running(
        "Deze gegevens staan in de meting onder [jaarverslag] en gaan over het verslagjaar, van 1 januari tot en met \
         31 december. Ze mogen allemaal ontbreken: wat nodig is en ontbreekt, staat in de IBP-paragraaf als \
         [INVULLEN: …]. ibp-peil invullen stelt de vragen ook.",
    ));
    if let Some(milestone) = catalogue.milestone("verslag") {
        out.push_str(&running(&milestone.text));
    }
    out.push('\n');
    for kind in [Kind::DateOrWord, Kind::Number, Kind::YesNo, Kind::List, Kind::Text] {
        out.push_str(&wrapped("", "  ", &format!("{}: {}", short(kind), kind.text())));
    }
    out.push('\n');
    let rows = FACTS.iter().map(|fact| {
        let question = [fact.question, fact.help].join(" ").trim_end().to_owned();
        vec![fact.key.to_owned(), short(fact.kind), question]
    });
    out.push_str(&table(&["Sleutel", "Soort", "Vraag"], rows.collect(), &[]));
    out
}

/// The kind of a fact in one word; a choice names its words.
fn short(kind: Kind) -> String {
    match kind {
        Kind::DateOrWord => "datum".to_owned(),
        Kind::Number => "getal".to_owned(),
        Kind::YesNo => "ja of nee".to_owned(),
        Kind::List => "lijst".to_owned(),
        Kind::Text => "tekst".to_owned(),
        Kind::Choice(words) => words.join(" of\n"),
    }
}

/// An assessment as a person may write it by hand; `{…}` is filled in from the catalogue.
pub const EXAMPLE_FILE: &str = r#"formaat = 1

[bestuur]
naam = "Stichting Voorbeeldland"

[meting]
normenkader = "{kader}"
editie = "{editie}"
verslagjaar = 2026

[jaarverslag]
fg = "extern"
datalekken-geregistreerd = 6

[antwoorden."{eerste}"]
niveau = 2
toelichting = "De visie ligt er als concept."
bewijs = ["beleid/visie-concept.docx"]
actie = "Visie laten vaststellen"
actiehouder = "bestuurder"
streefdatum = 2027-03-31

[antwoorden."{tweede}"]
navragen = "personeelszaken"

[antwoorden."{derde}"]
niet-van-toepassing = "Waarom de norm bij jullie niet kan gelden."
"#;

fn file(catalogue: &Catalogue) -> String {
    let mut out = heading("Het bestand van een meting");
    out.push_str(&running(
        "Een meting is één tekstbestand (TOML). ibp-peil invullen maakt het en houdt het bij, maar je mag het ook \
         zelf bewerken, bijvoorbeeld met Kladblok. Je eigen opmerkingen (achter #) blijven staan. Gebruik functies, \
         geen namen. Het kleinste bestand heeft formaat, [bestuur] en [meting]:",
    ));
    out.push('\n');
    for line in example_file(catalogue).lines() {
        out.push_str(format!("    {line}").trim_end());
        out.push('\n');
    }
    out.push('\n');
    let rules = [
        "Per norm hoort er precies één antwoord: niveau, niet-van-toepassing of navragen. Alleen een toelichting of \
         een actie mag ook; dan is de norm nog open."
            .to_owned(),
        "Een datum schrijf je zonder aanhalingstekens, als 2026-11-21. Een tekst staat wel tussen aanhalingstekens."
            .to_owned(),
        format!("Een tekst heeft hoogstens {} tekens.", thousands(MAX_TEXT)),
        "Ook mogelijk bij een antwoord: beoordeeld-op, beoordeeld-door, plan-status (voorstel of bevestigd), \
         streefniveau, reden, afgerond-op, overgenomen."
            .to_owned(),
        "Ook mogelijk onder [bestuur]: bestuursnummer, sectoren, scholen, leerlingen, intern-toezicht, \
         medezeggenschap, ict-beheer."
            .to_owned(),
        "Ook mogelijk onder [meting]: werkwijze, status, begonnen-op, bijgewerkt-op, invuller, peildatum, \
         vastgesteld-op, plan-vastgesteld-op, fg-advies-op, streefniveau."
            .to_owned(),
        "Wat er onder [jaarverslag] kan: ibp-peil help jaarverslag.".to_owned(),
        "Een fout in het bestand verandert niets: je krijgt alle fouten te zien, met regel, kolom en een tip."
            .to_owned(),
    ];
    for rule in &rules {
        out.push_str(&wrapped("- ", "  ", rule));
    }
    out
}

/// The example with the framework, edition and norms of this catalogue.
pub(super) fn example_file(catalogue: &Catalogue) -> String {
    let id = |index: usize| catalogue.norms.get(index).map_or("", |norm| &norm.id);
    EXAMPLE_FILE
        .replace("{kader}", &catalogue.id)
        .replace("{editie}", &catalogue.edition)
        .replace("{eerste}", id(0))
        .replace("{tweede}", id(1))
        .replace("{derde}", id(2))
}

fn thousands(n: usize) -> String {
    if n < 1000 { n.to_string() } else { format!("{}.{:03}", n / 1000, n % 1000) }
}

fn glossary(catalogue: &Catalogue) -> String {
    let mut out = heading("Begrippen");
    for (word, meaning) in GLOSSARY {
        out.push_str(&wrapped("", "  ", &format!("{word}: {meaning}")));
    }
    let years: Vec<String> = catalogue.milestones.iter().map(milestone_line).collect();
    if !years.is_empty() {
        out.push_str("\nData die tellen\n");
        years.iter().for_each(|line| out.push_str(&wrapped("- ", "  ", line)));
    }
    out
}

fn milestone_line(milestone: &Milestone) -> String {
    let (kind, when) = (wording::milestone_kind(milestone), wording::milestone_when(milestone));
    format!("{} ({kind}, {when}): {}", milestone.name, milestone.text)
}

fn codes(_: &Catalogue) -> String {
    let mut out = heading("Foutcodes");
    out.push_str(&running(
        "Achter fout of let op staat een code, zoals fout[A003]. Een fout maakt het bestand onbruikbaar tot hij \
         hersteld is; bij let op gaat het werk door. ibp-peil help A003 vertelt meer over één code.",
    ));
    out.push_str(&running(
        "Met --meldingen kort staat elke melding op één regel, als bestand:regel:kolom: fout[A003]: tekst. Met \
         --meldingen json is elke regel een JSON-object, voor een ander programma.",
    ));
    let groups = [
        ('B', "Bestanden"),
        ('T', "Schrijfwijze (TOML)"),
        ('A', "De meting"),
        ('E', "Eisen voor toets"),
        ('I', "Vragenlijsten die terugkomen"),
        ('W', "Let op"),
        ('N', "Het normenkader"),
    ];
    for (letter, title) in groups {
        out.push('\n');
        out.push_str(&running(title));
        for code in Code::ALL.iter().filter(|code| code.as_str().starts_with(letter)) {
            out.push_str(&wrapped("  ", "        ", &format!("{code}  {}", code.meaning())));
        }
    }
    out
}

/// Everything about a code: what it means, what to do, and how it is written well.
pub(super) fn code_page(code: Code) -> String {
    let mut out = heading(&format!("{code}  {}", code.meaning()));
    out.push_str(&running(code.remedy()));
    if !code.example().is_empty() {
        out.push('\n');
        code.example().lines().for_each(|line| out.push_str(&format!("    {line}\n")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::file::parse_assessment;
    use crate::catalogue::embedded;
    use crate::finding::SourceText;

    #[test]
    fn the_example_file_in_the_help_can_be_read() {
        let catalogue = embedded::newest();
        let source = SourceText::new("voorbeeld.toml", example_file(&catalogue));
        let (assessment, warnings) = parse_assessment(&source, &catalogue).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(assessment.answers.len(), 3);
        assert_eq!(warnings.0, []);
    }

    #[test]
    fn every_code_stands_in_the_list_of_codes() {
        let text = codes(&embedded::newest());
        for code in Code::ALL {
            assert!(text.contains(code.as_str()), "{code} is in none of the groups");
        }
    }

    #[test]
    fn every_key_of_the_annual_report_is_explained() {
        let text = annual_report(&embedded::newest());
        for fact in FACTS {
            assert!(
                text.lines().any(|line| line.split(' ').next() == Some(fact.key)),
                "{} is missing",
                fact.key
            );
        }
    }
}
