//! The questions about the board: with a new file, or later from the menu.

use super::field::{Answered, Field};
use super::screen::{Line, Screen, Tone, hint, hints};
use super::{Key, Place, Questionnaire, Turn};
use crate::assessment::annual_report::{FactValue, Kind};
use crate::assessment::{Assessment, ICT_MANAGEMENT, PARTICIPATION, SECTORS, SUPERVISION};

/// What can be asked about the board and the assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Name,
    Number,
    Sectors,
    Schools,
    Pupils,
    Supervision,
    Participation,
    Ict,
    Year,
    Assessor,
}

struct Step {
    asked: Asked,
    kind: Kind,
    question: &'static str,
    help: &'static str,
}

const fn step(asked: Asked, kind: Kind, question: &'static str, help: &'static str) -> Step {
    Step { asked, kind, question, help }
}

const STEPS: &[Step] = &[
    step(Asked::Name, Kind::Text, "Hoe heet het schoolbestuur?", "Zoals het in het jaarverslag staat."),
    step(
        Asked::Number,
        Kind::Text,
        "Wat is het bestuursnummer?",
        "Vijf cijfers; het staat in brieven van DUO. Geen idee? Sla het over.",
    ),
    step(
        Asked::Sectors,
        Kind::Text,
        "Welk onderwijs geven jullie?",
        "po (basisonderwijs), so (speciaal onderwijs) of vo (voortgezet onderwijs). Meer mag: po, vo",
    ),
    step(Asked::Schools, Kind::Number, "Hoeveel scholen heeft het bestuur?", ""),
    step(Asked::Pupils, Kind::Number, "Hoeveel leerlingen zijn er ongeveer, op alle scholen samen?", ""),
    step(Asked::Supervision, Kind::Choice(SUPERVISION), "Wie houdt intern toezicht?", ""),
    step(
        Asked::Participation,
        Kind::Choice(PARTICIPATION),
        "Is er een GMR (voor alle scholen samen) of alleen een MR?",
        "",
    ),
    step(
        Asked::Ict,
        Kind::Choice(ICT_MANAGEMENT),
        "Wie beheert de ict?",
        "Eigen mensen, een leverancier, of allebei een deel.",
    ),
    step(
        Asked::Year,
        Kind::Number,
        "Over welk verslagjaar gaat deze meting?",
        "Een kalenderjaar, zoals in het jaarverslag.",
    ),
    step(
        Asked::Assessor,
        Kind::Text,
        "Wie vult dit in?",
        "Gebruik een functie, geen naam. Bijvoorbeeld: ICT-coördinator.",
    ),
];

/// Which question is shown.
#[derive(Debug, Clone)]
pub struct State {
    index: usize,
    /// The answer being given.
    pub field: Field,
}

impl State {
    fn at(q: &Questionnaire<'_>, index: usize) -> Self {
        let step = &STEPS[index];
        Self { index, field: Field::new(step.kind, false, value(&q.assessment, step.asked).as_ref()) }
    }

    /// The same question, with what is filled in now.
    pub fn again(&self, q: &Questionnaire<'_>) -> Self {
        Self::at(q, self.index)
    }

    /// The first question.
    pub fn first(q: &Questionnaire<'_>) -> Self {
        Self::at(q, 0)
    }
}

/// What is filled in.
fn value(assessment: &Assessment, asked: Asked) -> Option<FactValue> {
    let board = &assessment.board;
    let text = |text: &Option<String>| text.clone().map(FactValue::Text);
    match asked {
        Asked::Name => (!board.name.is_empty()).then(|| FactValue::Text(board.name.clone())),
        Asked::Number => text(&board.number),
        Asked::Sectors => (!board.sectors.is_empty()).then(|| FactValue::Text(board.sectors.join(", "))),
        Asked::Schools => board.schools.map(FactValue::Number),
        Asked::Pupils => board.pupils.map(FactValue::Number),
        Asked::Supervision => text(&board.supervision),
        Asked::Participation => text(&board.participation),
        Asked::Ict => text(&board.ict_management),
        Asked::Year => Some(FactValue::Number(assessment.meta.reporting_year)),
        Asked::Assessor => text(&assessment.meta.assessor),
    }
}

/// Fills in an answer.
///
/// # Errors
/// What is wrong with it, as a sentence.
fn set(assessment: &mut Assessment, asked: Asked, value: FactValue) -> Result<(), String> {
    let board = &mut assessment.board;
    match (asked, value) {
        (Asked::Name, FactValue::Text(text)) => board.name = text,
        (Asked::Number, FactValue::Text(text)) => board.number = Some(text),
        (Asked::Sectors, FactValue::Text(text)) => board.sectors = sectors(&text)?,
        (Asked::Schools, FactValue::Number(number)) => board.schools = Some(number),
        (Asked::Pupils, FactValue::Number(number)) => board.pupils = Some(number),
        (Asked::Supervision, FactValue::Text(text)) => board.supervision = Some(text),
        (Asked::Participation, FactValue::Text(text)) => board.participation = Some(text),
        (Asked::Ict, FactValue::Text(text)) => board.ict_management = Some(text),
        (Asked::Year, FactValue::Number(year)) if (2000..=2100).contains(&year) => {
            assessment.meta.reporting_year = year;
        }
        (Asked::Year, _) => return Err("Vul een jaar in, zoals 2026.".to_owned()),
        (Asked::Assessor, FactValue::Text(text)) => assessment.meta.assessor = Some(text),
        // A field of this kind gives no other value.
        _ => {}
    }
    Ok(())
}

/// The sectors in a text such as "po en vo", in the order of the list.
fn sectors(text: &str) -> Result<Vec<String>, String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "en")
        .collect();
    if let Some(unknown) = words.iter().find(|word| !SECTORS.contains(word)) {
        return Err(format!("\"{unknown}\" ken ik niet. Kies uit {}.", SECTORS.join(", ")));
    }
    Ok(SECTORS.iter().filter(|sector| words.contains(sector)).map(|sector| (*sector).to_owned()).collect())
}

/// The question that is shown.
pub fn screen(q: &Questionnaire<'_>, state: &State) -> Screen {
    let step = &STEPS[state.index];
    let mut lines = Vec::new();
    if state.index == 0 && q.is_new {
        let text = format!(
            "Je antwoorden komen in {}. Elk antwoord wordt meteen bewaard: je kunt altijd stoppen en later verdergaan.",
            q.full_path
        );
        lines.extend([Line::text(text).tone(Tone::Notice), Line::blank()]);
    }
    lines.push(Line::text(step.question).tone(Tone::Strong));
    if !step.help.is_empty() {
        lines.push(Line::text(step.help).tone(Tone::Quiet));
    }
    if step.kind != Kind::Text
        && let Some(value) = value(&q.assessment, step.asked)
    {
        lines.push(Line::item("Nu: ", value.text()));
    }
    lines.push(Line::blank());
    lines.extend(state.field.lines());
    let title = if q.is_new { "Nieuwe meting" } else { "Gegevens van het bestuur" };
    let mut keys = state.field.hints();
    match (state.index, nameless(q)) {
        (0, true) => keys = hints([("Enter", "bewaar"), ("Esc", "stop")]),
        (0, false) => keys.push(hint("Esc", "menu")),
        _ => keys.extend(hints([("↑", "vorige vraag"), ("Esc", "menu")])),
    }
    Screen {
        left: format!("{title} · vraag {} van {}", state.index + 1, STEPS.len()),
        lines,
        typing: state.field.typing(),
        hints: keys,
        ..Screen::default()
    }
}

/// Handles a key at a question.
pub(super) fn input(q: &mut Questionnaire<'_>, mut state: State, key: Key) -> Turn {
    let step = &STEPS[state.index];
    match state.field.input(key) {
        Answered::Value(answer) => {
            let same = value(&q.assessment, step.asked).as_ref() == Some(&answer);
            if let Err(message) = set(&mut q.assessment, step.asked, answer) {
                q.say(message);
                return Turn::to(Place::Board(state));
            }
            // With the name a new file begins, also where that came from last year's.
            let begins = q.is_new && state.index == 0;
            let place = next(q, state.index);
            if same && !begins { Turn::to(place) } else { Turn::save(place) }
        }
        Answered::Keep if nameless(q) => {
            q.say("De naam van het bestuur is nodig; de rest mag je overslaan.");
            Turn::to(Place::Board(state))
        }
        Answered::Keep | Answered::Wipe => Turn::to(next(q, state.index)),
        Answered::Previous => Turn::to(Place::Board(State::at(q, state.index.saturating_sub(1)))),
        // Without a name there is nothing to keep yet.
        Answered::Leave if nameless(q) => Turn::leave(Place::Board(state)),
        Answered::Leave => {
            q.is_new = false;
            Turn::to(Place::Menu { selected: 0 })
        }
        Answered::Typing => Turn::to(Place::Board(state)),
        Answered::Mind(message) => {
            q.say(message);
            Turn::to(Place::Board(state))
        }
        Answered::Unknown => {
            q.unknown_key(key);
            Turn::to(Place::Board(state))
        }
    }
}

fn nameless(q: &Questionnaire<'_>) -> bool {
    q.assessment.board.name.is_empty()
}

fn next(q: &mut Questionnaire<'_>, index: usize) -> Place {
    if index + 1 < STEPS.len() {
        return Place::Board(State::at(q, index + 1));
    }
    q.is_new = false;
    q.say("De gegevens van het bestuur zijn bewaard.");
    Place::Menu { selected: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sectors_are_read_as_people_write_them() {
        assert_eq!(sectors("VO en po").unwrap(), ["po", "vo"]);
        assert_eq!(sectors("so").unwrap(), ["so"]);
        assert!(sectors("basisschool").unwrap_err().contains("po, so, vo"));
    }
}
