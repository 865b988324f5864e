//! What a comparison and a trend say in the same words in every format.

use super::{level, norms};
use crate::analysis::comparison::{
    Caution, Change, Changes, Comparison, Moment, Movement, Passage, ScopeChange,
};
use crate::analysis::number::{Difference, signed};
use crate::analysis::overview::Unreadable;
use crate::analysis::{Figures, State, Trend};
use crate::catalogue::Catalogue;
use crate::dutch;

/// The title of a comparison of two assessments.
pub const TITLE: &str = "Vergelijking";

/// The title of the assessments of one board through the years.
pub const TREND_TITLE: &str = "Trend";

/// What must stand below every difference.
pub const DIFFERENCE: &str = "Een verschil is dat tussen de cijfers zoals ze er staan. Een gemiddelde verandert ook als normen \
                              beantwoord, open of n.v.t. worden.";

/// The rules of comparing, each with its subject.
pub const RULES: [(&str, &str); 7] = [
    ("Gedaald, gestegen", "De norm had toen en heeft nu een niveau, en dat is lager of hoger geworden."),
    (
        "Nieuw, vervallen",
        "Nieuw: de norm was open en heeft nu een niveau. Vervallen: de norm had een niveau en is nu open. Navragen en \
         overgenomen van vorig jaar tellen ook als open.",
    ),
    (
        "N.v.t.",
        "Een norm die n.v.t. werd of niet meer n.v.t. is, is niet gestegen of gedaald. Die staat in een eigen lijst.",
    ),
    (
        "Gehaald, kwijt",
        "De norm staat nu wel, of juist niet meer, op streefniveau. Elke meting telt met het streefniveau van dat moment.",
    ),
    ("Verschil", DIFFERENCE),
    (
        "Hetzelfde bestuur",
        "Twee metingen zijn van hetzelfde bestuur als het bestuursnummer gelijk is. Heeft een van beide geen nummer, \
         dan telt de naam. Bij twee metingen van verschillende besturen krijg je een waarschuwing; een map met \
         verschillende besturen wordt geweigerd, want daar is ibp-peil overzicht voor.",
    ),
    (
        "De volgorde in een map",
        "Eerst het verslagjaar, dan de peildatum, of anders de dag van de laatste wijziging. Twee bestanden met \
         hetzelfde verslagjaar en dezelfde dag worden geweigerd. Een bestand dat niet te lezen is, wordt genoemd en \
         telt niet mee; de uitkomst is dan 2. De bestandsnamen maken niet uit.",
    ),
];

/// When a moment was and how it was judged: "verslagjaar 2026, peildatum 16 november 2026, zelfevaluatie, afgerond".
pub fn moment(moment: &Moment) -> String {
    let day = match (moment.reference_date, moment.figures_date) {
        (Some(day), _) => format!("peildatum {}", dutch::date(day)),
        (None, Some(day)) => format!("stand van {}", dutch::date(day)),
        (None, None) => "zonder datum".to_owned(),
    };
    format!(
        "verslagjaar {}, {day}, {}, {}",
        moment.reporting_year,
        moment.method.text(),
        moment.stage.as_str()
    )
}

/// Whose figures these are, and of which two moments.
pub fn owners(comparison: &Comparison<'_>) -> String {
    let (old, new) = (&comparison.old, &comparison.new);
    match comparison.cautions.contains(&Caution::OtherBoard) {
        true => format!("{} en {}", old.board, new.board),
        false => new.board.clone(),
    }
}

/// The two moments in a few words: "2025 en 2026".
pub fn moments(comparison: &Comparison<'_>) -> String {
    dutch::and_list(&comparison.labels)
}

/// The first and the last moment of a trend: "2024 tot en met 2026".
pub fn period(trend: &Trend<'_>) -> String {
    let [first, .., last] = trend.labels.as_slice() else { return String::new() };
    format!("{first} tot en met {last}")
}

/// What happened to the norms below this heading.
pub fn movement(movement: Movement) -> &'static str {
    match movement {
        Movement::Fallen => "Gedaald",
        Movement::Risen => "Gestegen",
        Movement::New => "Nieuw: was open, heeft nu een niveau",
        Movement::Gone => "Vervallen: had een niveau, is nu open",
        Movement::NowNotApplicable => "Nu n.v.t.",
        Movement::NoLongerNotApplicable => "Niet meer n.v.t.",
        Movement::Unchanged => "Gelijk gebleven",
    }
}

/// The same in a table.
pub fn short_movement(movement: Movement) -> &'static str {
    match movement {
        Movement::Fallen => "gedaald",
        Movement::Risen => "gestegen",
        Movement::New => "nieuw",
        Movement::Gone => "vervallen",
        Movement::NowNotApplicable => "nu n.v.t.",
        Movement::NoLongerNotApplicable => "niet meer n.v.t.",
        Movement::Unchanged => "gelijk",
    }
}

/// What is known of a norm: "2 Herhaalbaar", "n.v.t.", "open".
pub fn state(catalogue: &Catalogue, state: State) -> String {
    match state {
        State::Level(found) => level(catalogue, found),
        State::NotApplicable => "n.v.t.".to_owned(),
        State::Open => "open".to_owned(),
        State::AskAround => "open (navragen)".to_owned(),
        State::CarriedOver => "open (overgenomen)".to_owned(),
    }
}

/// How many norms rose, fell, came and went; what did not happen is left out.
pub fn summary(changes: &Changes) -> String {
    if changes.none() {
        return "Bij geen enkele norm is het antwoord een ander niveau, open of n.v.t. geworden.".to_owned();
    }
    let (unchanged, moved): (Vec<_>, Vec<_>) = Movement::ALL
        .into_iter()
        .map(|movement| (movement, changes.count(movement)))
        .filter(|(_, count)| *count > 0)
        .partition(|(movement, _)| *movement == Movement::Unchanged);
    let said = |(movement, count): &(Movement, u32)| format!("{count} {}", short_movement(*movement));
    let moved: Vec<String> = moved.iter().map(said).collect();
    let unchanged = unchanged.first().map_or(String::new(), |found| format!("; {}", said(found)));
    format!("Van de {}: {}{unchanged}.", norms(all(changes)), dutch::and_list(&moved))
}

fn all(changes: &Changes) -> u32 {
    u32::try_from(changes.0.len()).unwrap_or(u32::MAX)
}

/// How many norms came to their target and how many fell below it; empty where none did.
pub fn passages(changes: &Changes) -> String {
    let (reached, lost) = (changes.passed(Passage::Reached), changes.passed(Passage::Lost));
    if reached == 0 && lost == 0 {
        return String::new();
    }
    format!(
        "Nu op het streefniveau en eerst niet: {}. Eerst wel en nu niet meer: {}.",
        norms(reached),
        norms(lost)
    )
}

/// In the column of the target: whether a norm came to it or fell below it; empty where it did not.
pub fn passage(change: &Change) -> &'static str {
    match change.passage() {
        Some(Passage::Reached) => "gehaald",
        Some(Passage::Lost) => "kwijt",
        None => "",
    }
}

/// Why to be careful with a comparison, for people.
pub fn caution(comparison: &Comparison<'_>, caution: Caution) -> String {
    let (old, new) = (&comparison.old, &comparison.new);
    match caution {
        Caution::OtherBoard => format!(
            "dit zijn metingen van twee besturen: {} en {}. Verschillen zeggen dan niets over vooruitgang",
            named(old),
            named(new)
        ),
        Caution::WrongOrder => format!(
            "de eerste meting ({}) is later dan de tweede ({}). De volgorde is zoals gegeven: wat hier gedaald heet, is in \
             de tijd gestegen. Draai ze om",
            comparison.labels[0], comparison.labels[1]
        ),
        Caution::OtherMethod => format!(
            "de ene meting is een {}, de andere een {}. Een ander oordeel kan ook daardoor komen",
            old.method.text(),
            new.method.text()
        ),
        Caution::OtherTarget => format!(
            "het streefniveau van het bestuur was {} en is {}. Op streefniveau telt elke meting met haar eigen \
             streefniveau",
            level(comparison.catalogue, old.target),
            level(comparison.catalogue, new.target)
        ),
    }
}

/// Why to be careful with a trend, for people.
pub fn trend_caution(caution: Caution) -> &'static str {
    match caution {
        Caution::OtherMethod => {
            "de metingen zijn niet allemaal op dezelfde manier gemaakt (zelfevaluatie, collegiale toetsing of extern). Een \
             ander oordeel kan ook daardoor komen"
        }
        Caution::OtherTarget => {
            "het streefniveau van het bestuur is niet elk jaar hetzelfde. Op streefniveau telt elke meting met haar eigen \
             streefniveau"
        }
        Caution::OtherBoard => "dit zijn metingen van verschillende besturen",
        Caution::WrongOrder => "de metingen staan niet op volgorde",
    }
}

fn named(moment: &Moment) -> String {
    match &moment.number {
        Some(number) => format!("{} ({number})", moment.board),
        None => moment.board.clone(),
    }
}

/// "29 → 34 van 91"; where another number applies "27 van 92 →" with "34 van 91" on a line below it.
pub fn on_target(change: &ScopeChange) -> String {
    let (old, new) = (&change.old, &change.new);
    if old.applicable == new.applicable && new.applicable > 0 {
        return format!("{} → {}", old.on_target, super::on_target(new));
    }
    format!("{} →\n{}", super::on_target(old), super::on_target(new))
}

/// "2,1 → 2,3".
pub fn means(change: &ScopeChange) -> String {
    format!("{} → {}", super::mean(&change.old), super::mean(&change.new))
}

/// "3 → 0", or "0" where nothing changed.
pub fn counts(change: &ScopeChange, figure: fn(&Figures) -> u32) -> String {
    match (figure(&change.old), figure(&change.new)) {
        (old, new) if old == new => new.to_string(),
        (old, new) => format!("{old} → {new}"),
    }
}

/// "+0,2", or "–" where one of the two does not exist.
pub fn difference(difference: Option<Difference>) -> String {
    difference.map_or("–".to_owned(), |difference| difference.to_string())
}

/// "+6", or "–" where nothing applies in one of the two.
pub fn on_target_difference(change: &ScopeChange) -> String {
    match change.share {
        Some(_) => signed(change.on_target),
        None => "–".to_owned(),
    }
}

/// Which way a mean went, as a sign and a word: never by colour alone.
pub fn direction(difference: Option<Difference>) -> &'static str {
    match difference.map(|found| found.0.signum()) {
        None => "–",
        Some(1) => "↑ gestegen",
        Some(-1) => "↓ gedaald",
        Some(_) => "= gelijk",
    }
}

/// A norm and what happened to it: "HR.03 Afhankelijkheid van individuen °: 2 Herhaalbaar → 1 Ad hoc".
pub fn change(catalogue: &Catalogue, change: &Change) -> String {
    let norm = &catalogue.norms[change.norm];
    let [old, new] = [change.old.state, change.new.state].map(|found| state(catalogue, found));
    format!("{} {}: {old} → {new}", norm.id, norm.marked_title())
}

/// A file that could not be read, in one line.
pub fn unreadable(file: &Unreadable) -> String {
    let place = file.place.map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
    let more = match file.mistakes {
        0 | 1 => String::new(),
        more => format!(", en nog {}", more - 1),
    };
    format!("{}{place}: {}{more}", file.file, file.text)
}
