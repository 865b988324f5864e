//! Every slot as a question: what a person reads, in the order in which saving writes the keys.

use crate::assessment::annual_report::Kind as FactKind;
use crate::assessment::{ICT_MANAGEMENT, PARTICIPATION, SECTORS, SUPERVISION};

/// What can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text of any number of lines.
    Text,
    /// A text of one line.
    Line,
    /// A list of texts, one per line.
    Lines,
    /// Some of these words.
    Words(&'static [&'static str]),
    /// A whole number.
    Number,
    /// A level of the norm, chosen from its labels.
    Level,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// As the facts for the annual report.
    Fact(FactKind),
    /// Nothing to fill in: the program knows it.
    Fixed,
}

/// One question of a form.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// The key in the file.
    pub key: &'static str,
    /// The question, or what stands above the column.
    pub text: &'static str,
    /// How to answer; empty where there is nothing to fill in.
    pub help: &'static str,
    /// What can be filled in.
    pub kind: Kind,
}

const fn ask(key: &'static str, kind: Kind, text: &'static str, help: &'static str) -> Question {
    Question { key, text, help, kind }
}

/// The questions about the board.
pub const BOARD: &[Question] = &[
    ask("naam", Kind::Line, "Hoe heet het schoolbestuur?", "Zoals het in het jaarverslag staat."),
    ask("bestuursnummer", Kind::Line, "Wat is het bestuursnummer?", "Vijf cijfers, met de nullen ervoor."),
    ask("sectoren", Kind::Words(SECTORS), "Welk onderwijs geven jullie?", "po, so of vo; meer mag: po, vo."),
    ask("scholen", Kind::Number, "Hoeveel scholen heeft het bestuur?", "Een getal."),
    ask(
        "leerlingen",
        Kind::Number,
        "Hoeveel leerlingen zijn er ongeveer, op alle scholen samen?",
        "Een getal.",
    ),
    ask("intern-toezicht", Kind::Choice(SUPERVISION), "Wie houdt intern toezicht?", "Kies uit de lijst."),
    ask(
        "medezeggenschap",
        Kind::Choice(PARTICIPATION),
        "Is er een GMR (voor alle scholen samen) of alleen een MR?",
        "Kies uit de lijst.",
    ),
    ask(
        "ict-beheer",
        Kind::Choice(ICT_MANAGEMENT),
        "Wie beheert de ict?",
        "Eigen mensen, een leverancier, of allebei een deel.",
    ),
];

const METHODS: &[&str] = &["zelfevaluatie", "collegiale-toetsing", "extern"];
const STAGES: &[&str] = &["open", "afgerond", "vastgesteld"];
const PLAN: &[&str] = &["voorstel", "bevestigd"];

/// The questions about the assessment.
pub const META: &[Question] = &[
    ask("normenkader", Kind::Fixed, "Normenkader", ""),
    ask("editie", Kind::Fixed, "Editie", ""),
    ask(
        "verslagjaar",
        Kind::Number,
        "Over welk verslagjaar gaat deze meting?",
        "Een kalenderjaar, zoals in het jaarverslag.",
    ),
    ask(
        "werkwijze",
        Kind::Choice(METHODS),
        "Hoe is de meting gedaan?",
        "Door jullie zelf, door collega's van een ander bestuur, of door een extern bureau.",
    ),
    ask(
        "status",
        Kind::Choice(STAGES),
        "Hoe ver is de meting?",
        "Vastgesteld is pas na een besluit van het bestuur.",
    ),
    ask("begonnen-op", Kind::Date, "Wanneer is de meting begonnen?", "De dag van de eerste antwoorden."),
    ask("bijgewerkt-op", Kind::Fixed, "Bijgewerkt op", ""),
    ask(
        "invuller",
        Kind::Line,
        "Wie vult de meting in?",
        "Gebruik een functie, geen naam. Bijvoorbeeld: ICT-coördinator.",
    ),
    ask("peildatum", Kind::Date, "Voor welke dag gelden de cijfers?", "Alleen als de meting afgerond is."),
    ask(
        "vastgesteld-op",
        Kind::Date,
        "Wanneer heeft het bestuur de meting vastgesteld?",
        "De dag van het besluit; eerder blijft dit leeg.",
    ),
    ask(
        "plan-vastgesteld-op",
        Kind::Date,
        "Wanneer heeft het bestuur het plan vastgesteld?",
        "De dag van het besluit; eerder blijft dit leeg.",
    ),
    ask("fg-advies-op", Kind::Date, "Wanneer gaf de FG advies?", "De functionaris gegevensbescherming."),
    ask(
        "streefniveau",
        Kind::Number,
        "Hebben jullie een eigen, hoger streefniveau?",
        "Leeg laten mag: dan geldt dat van het normenkader.",
    ),
];

/// The columns of an answer.
pub const ANSWER: &[Question] = &[
    ask("niveau", Kind::Level, "Niveau", "Kies uit de lijst, of typ het cijfer."),
    ask(
        "niet-van-toepassing",
        Kind::Text,
        "Niet van toepassing, omdat",
        "Alleen als de norm bij jullie niet kan gelden. Uitbesteden is geen reden.",
    ),
    ask(
        "navragen",
        Kind::Line,
        "Navragen bij",
        "Weet je het niet? Schrijf hier wie het wel weet: een functie, geen naam.",
    ),
    ask("toelichting", Kind::Text, "Toelichting", "Waarom dit niveau? Gebruik functies, geen namen."),
    ask(
        "bewijs",
        Kind::Lines,
        "Bewijs",
        "Waar staat wat dit laat zien? Eén document of plek per regel (Alt+Enter).",
    ),
    ask("beoordeeld-op", Kind::Date, "Beoordeeld op", "Leeg laten mag: dan komt hier de dag van inlezen."),
    ask(
        "beoordeeld-door",
        Kind::Line,
        "Beoordeeld door",
        "Een functie. Leeg laten mag: dan geldt wat op het blad Uitleg staat.",
    ),
    ask("actie", Kind::Text, "Actie", "Wat gaan jullie doen?"),
    ask("actiehouder", Kind::Line, "Actiehouder", "Wie doet het? Een functie."),
    ask("streefdatum", Kind::Date, "Streefdatum", "Wanneer is het klaar?"),
    ask("plan-status", Kind::Choice(PLAN), "Plan", "Bevestigd is pas na een besluit."),
    ask("streefniveau", Kind::Number, "Eigen streefniveau", "Meestal leeg."),
    ask(
        "reden",
        Kind::Text,
        "Reden van het eigen streefniveau",
        "Nodig als het lager is dan dat van het normenkader.",
    ),
    ask(
        "afgerond-op",
        Kind::Date,
        "Actie afgerond op",
        "Wanneer was de actie klaar? Leeg zolang er nog aan gewerkt wordt.",
    ),
    ask(
        "overgenomen",
        Kind::YesNo,
        "Overgenomen van vorig jaar",
        "ja: nog niet bevestigd. Klopt het antwoord nog? Kies nee.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Method, PlanStatus, Stage};

    #[test]
    fn everything_that_can_be_filled_in_says_how() {
        let questions = [BOARD, META, ANSWER].into_iter().flatten();
        let silent = questions.filter(|question| question.kind != Kind::Fixed && question.help.is_empty());
        assert_eq!(silent.map(|question| question.key).collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn the_words_to_choose_from_are_those_of_the_file() {
        let words = |words: Vec<&'static str>| words;
        assert_eq!(METHODS, words(Method::CHOICES.iter().map(|(word, _)| *word).collect()));
        assert_eq!(STAGES, words(Stage::CHOICES.iter().map(|(word, _)| *word).collect()));
        assert_eq!(PLAN, words(PlanStatus::CHOICES.iter().map(|(word, _)| *word).collect()));
    }
}
