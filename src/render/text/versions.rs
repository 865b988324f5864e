//! Earlier versions of an assessment, and what can be rescued from a damaged one.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{WIDTH, heading, running, wrapped};
use crate::assessment::differences::Difference;
use crate::assessment::history::{Kind, State};
use crate::assessment::lock::duration;
use crate::assessment::rescue::{Loss, LossKind, Part};
use crate::catalogue::Catalogue;
use crate::dutch;
use crate::finding::print::visible;

/// The most differences that the list of versions shows of each.
const SHOWN: usize = 3;

/// The most lost lines that are named.
const NAMED: usize = 12;

/// An earlier version, and how it compares with the file as it is now.
pub struct Version {
    /// The state that was kept.
    pub state: State,
    /// What putting it back would do.
    pub effect: Effect,
}

/// What putting back a version would do.
pub enum Effect {
    /// These places would change; none where it is the same.
    Changes(Vec<Difference>),
    /// The file itself is gone or damaged; this many answers would be back.
    Answers(usize),
    /// It has so many mistakes itself.
    Broken(usize),
}

/// Every version with the first of what it would change, the newest first.
pub fn versions(catalogue: &Catalogue, file: &str, versions: &[Version], now: Timestamp) -> String {
    let mut out = heading(&format!("Eerdere versies van {file}"));
    for version in versions {
        let first = format!("{:>4}  ", version.state.number);
        out.push_str(&wrapped(&first, "      ", &moment(&version.state, now)));
        out.push_str(&effect(catalogue, &version.effect, SHOWN));
    }
    out
}

/// One version with everything that it would change.
pub fn version(catalogue: &Catalogue, file: &str, version: &Version, now: Timestamp) -> String {
    let mut out = heading(&format!("Versie {} van {file}", version.state.number));
    out.push_str(&wrapped("      ", "      ", &moment(&version.state, now)));
    out.push_str(&effect(catalogue, &version.effect, usize::MAX));
    out
}

/// "21 november 2026, 14.05 uur (UTC), 25 minuten geleden, voor een zitting"
pub fn moment(state: &State, now: Timestamp) -> String {
    let when = state.when.to_zoned(TimeZone::UTC);
    let ago = match now.as_second() - state.when.as_second() {
        // The clock was set back since.
        ..0 => String::new(),
        0..60 => ", net".to_owned(),
        seconds => format!(", {} geleden", duration(seconds)),
    };
    let before = match state.kind {
        Kind::Sitting => "een zitting met de vragenlijst",
        Kind::Import => "een import",
        Kind::Migration => "de overgang naar een andere editie",
        Kind::Plan => "het bewaren van een plan",
        Kind::Restore => "het terugzetten van een andere versie",
        Kind::Copy => "een kopie die ervoor in de plaats kwam",
    };
    format!("{}, {} uur (UTC){ago}, voor {before}", dutch::date(when.date()), when.strftime("%H.%M"))
}

fn effect(catalogue: &Catalogue, effect: &Effect, most: usize) -> String {
    const INDENT: &str = "      ";
    match effect {
        Effect::Changes(differences) if differences.is_empty() => {
            wrapped(INDENT, INDENT, "Terugzetten verandert niets: de antwoorden zijn dezelfde.")
        }
        Effect::Changes(differences) => {
            let count = dutch::count(differences.len(), "plek", "plekken");
            let mut out = wrapped(INDENT, INDENT, &format!("Terugzetten verandert {count}:"));
            out.push_str(&changed(catalogue, differences, most));
            out
        }
        Effect::Answers(number) => wrapped(INDENT, INDENT, &format!("{} in deze versie", answers(*number))),
        Effect::Broken(number) => {
            let are = if *number == 1 { "staat" } else { "staan" };
            let count = dutch::count(*number, "fout", "fouten");
            let text = format!("Deze versie kan niet worden teruggezet: er {are} {count} in.");
            wrapped(INDENT, INDENT, &text)
        }
    }
}

fn changed(catalogue: &Catalogue, differences: &[Difference], most: usize) -> String {
    let mut out = String::new();
    for difference in differences.iter().take(most) {
        out.push_str(&wrapped("      - ", "        ", &difference.line(catalogue, WIDTH - 8)));
    }
    if differences.len() > most {
        out.push_str(&format!("      - en nog {}\n", differences.len() - most));
    }
    out
}

/// "1 antwoord", "12 antwoorden"
pub fn answers(number: usize) -> String {
    dutch::count(number, "antwoord", "antwoorden")
}

/// What can be rescued from a damaged file.
pub struct Salvage<'a> {
    /// How many answers are as they were.
    pub whole: usize,
    /// The norms of which a part is left.
    pub partial: &'a [&'a str],
    /// Everything that is lost or doubtful.
    pub losses: &'a [Loss],
    /// What the newest version that was kept says otherwise; `None` where there is none.
    pub compared: Option<&'a [Difference]>,
}

/// How many answers can be rescued, what is lost, and how that compares with the newest version.
pub fn salvage(catalogue: &Catalogue, file: &str, found: &Salvage<'_>) -> String {
    let mut out = heading(&format!("Wat er nog te redden is uit {file}"));
    out.push_str(&running(&match found.partial.len() {
        0 => format!("{}.", answers(found.whole)),
        partial => format!(
            "{} helemaal, en {partial} voor een deel of met twijfel: {}.",
            answers(found.whole),
            dutch::shorten(&dutch::and_list(found.partial), 200)
        ),
    }));
    for loss in found.losses.iter().take(NAMED) {
        out.push_str(&wrapped("- ", "  ", &lost(loss)));
    }
    if let Some(more) = found.losses.len().checked_sub(NAMED).filter(|more| *more > 0) {
        out.push_str(&format!("- en nog {}\n", dutch::count(more, "regel", "regels")));
    }
    match found.compared {
        None => {}
        Some([]) => out.push_str(&running("De nieuwste bewaarde versie zegt hetzelfde.")),
        Some(differences) => {
            let count = dutch::count(differences.len(), "plek", "plekken");
            out.push_str(&running(&format!("Anders dan in de nieuwste bewaarde versie, op {count}:")));
            out.push_str(&changed(catalogue, differences, SHOWN));
        }
    }
    out
}

/// "GO.05, regel 40: van toelichting is alleen het begin over"
fn lost(loss: &Loss) -> String {
    let place = match &loss.part {
        Part::Answer(id) => format!("{}, ", visible(id)),
        Part::Board => "het bestuur, ".to_owned(),
        Part::Meta => "de gegevens van de meting, ".to_owned(),
        Part::Facts => "het jaarverslag, ".to_owned(),
        Part::Unknown => String::new(),
    };
    let what = visible(&loss.what);
    let told = match loss.kind {
        LossKind::Unreadable => format!("\"{what}\" is niet meer te lezen"),
        LossKind::Shortened => format!("van \"{what}\" is het einde weg; het begin blijft"),
        LossKind::Refused => format!("\"{what}\" kan zo niet kloppen en valt weg"),
        LossKind::OtherCharacters => format!("\"{what}\" heeft vreemde tekens; kijk die na"),
        LossKind::Last => "hier houdt het bestand op; hieraan kan iets ontbreken".to_owned(),
        LossKind::Uncertain => format!("\"{what}\" stond misschien in een toelichting; kijk dat na"),
    };
    format!("{place}regel {}: {told}", loss.line)
}
