//! The questions for the annual report.

use super::field::{Answered, Field};
use super::screen::{Line, Screen, Tone, hint};
use super::{Key, Place, Questionnaire, Turn};
use crate::assessment::annual_report::{Doubt, FACTS, FactKey, FactValue, doubts};

/// Which question is shown.
#[derive(Debug, Clone)]
pub struct State {
    index: usize,
    /// The answer being given.
    pub field: Field,
}

impl State {
    fn at(q: &Questionnaire<'_>, index: usize) -> Self {
        let fact = &FACTS[index];
        Self { index, field: Field::new(fact.kind, true, q.assessment.facts.get(fact.key)) }
    }

    /// The same question, with what is filled in now.
    pub fn again(&self, q: &Questionnaire<'_>) -> Self {
        Self::at(q, self.index)
    }

    /// The first question without an answer, or else the first.
    pub fn first(q: &Questionnaire<'_>) -> Self {
        let open = FACTS.iter().position(|fact| !q.assessment.facts.contains_key(fact.key));
        Self::at(q, open.unwrap_or(0))
    }

    fn fact(&self) -> &'static FactKey {
        &FACTS[self.index]
    }
}

/// How many of the questions have an answer: "12 van 31 ingevuld".
pub fn progress(q: &Questionnaire<'_>) -> String {
    format!("{} van {} ingevuld", q.assessment.facts.len(), FACTS.len())
}

/// The question that is shown.
pub fn screen(q: &Questionnaire<'_>, state: &State) -> Screen {
    let fact = state.fact();
    let year = q.assessment.meta.reporting_year;
    let mut lines = Vec::new();
    if state.index == 0 {
        let text = format!(
            "Deze feiten komen in het jaarverslag en gaan over 1 januari tot en met 31 december {year}. Weet je iets \
             niet? Sla het over; later aanvullen kan altijd."
        );
        lines.extend([Line::text(text).tone(Tone::Notice), Line::blank()]);
    }
    lines.push(Line::text(fact.question).tone(Tone::Strong));
    if !fact.help.is_empty() {
        lines.push(Line::text(fact.help).tone(Tone::Quiet));
    }
    if let Some(value) = q.assessment.facts.get(fact.key) {
        lines.push(Line::item("Nu: ", value.text()));
    }
    lines.push(Line::blank());
    lines.extend(state.field.lines());
    let mut keys = state.field.hints();
    if state.index > 0 {
        keys.push(hint("↑", "vorige vraag"));
    }
    keys.push(hint("Esc", "menu"));
    Screen {
        left: format!("Jaarverslag {year} · vraag {} van {}", state.index + 1, FACTS.len()),
        right: vec![progress(q)],
        lines,
        typing: state.field.typing(),
        hints: keys,
        ..Screen::default()
    }
}

/// Handles a key at a question.
pub(super) fn input(q: &mut Questionnaire<'_>, mut state: State, key: Key) -> Turn {
    let fact = state.fact();
    match state.field.input(key) {
        Answered::Value(value) => store(q, &state, value),
        Answered::Wipe => {
            q.assessment.facts.remove(fact.key);
            q.say("Dit antwoord is weggehaald.");
            Turn::save(Place::Facts(State::at(q, state.index)))
        }
        Answered::Keep => Turn::to(next(q, state.index)),
        Answered::Previous => Turn::to(Place::Facts(State::at(q, state.index.saturating_sub(1)))),
        Answered::Leave => Turn::to(Place::Menu { selected: 0 }),
        Answered::Typing => Turn::to(Place::Facts(state)),
        Answered::Mind(message) => {
            q.say(message);
            Turn::to(Place::Facts(state))
        }
        Answered::Unknown => {
            q.unknown_key(key);
            Turn::to(Place::Facts(state))
        }
    }
}

fn next(q: &mut Questionnaire<'_>, index: usize) -> Place {
    if index + 1 < FACTS.len() {
        return Place::Facts(State::at(q, index + 1));
    }
    q.say(format!("Dit waren de vragen voor het jaarverslag: {}.", progress(q)));
    Place::Menu { selected: 0 }
}

fn store(q: &mut Questionnaire<'_>, state: &State, value: FactValue) -> Turn {
    let key = state.fact().key;
    if q.assessment.facts.get(key) == Some(&value) {
        return Turn::to(next(q, state.index));
    }
    q.assessment.facts.insert(key, value);
    match remark(q, key) {
        Some(remark) => {
            q.say(format!("{remark} Klopt het? Druk op Enter. Anders: vul het opnieuw in."));
            Turn::save(Place::Facts(State::at(q, state.index)))
        }
        None => Turn::save(next(q, state.index)),
    }
}

/// What is odd about the answer that was just given, as a friendly sentence.
fn remark(q: &Questionnaire<'_>, key: &str) -> Option<String> {
    let doubts = doubts(&q.assessment.facts, Some(q.assessment.meta.reporting_year));
    let about = doubts.into_iter().find(|doubt| match doubt {
        Doubt::MoreThan { key: less, of, .. } => *less == key || *of == key,
        Doubt::OverHundred { key: other } | Doubt::OutsideYear { key: other, .. } => *other == key,
    });
    if let Some(doubt) = about {
        return Some(match doubt {
            Doubt::MoreThan { number, most, .. } => {
                format!("Let op: {number} is meer dan het totaal, en dat was {most}.")
            }
            Doubt::OverHundred { .. } => "Let op: meer dan 100 procent kan niet.".to_owned(),
            Doubt::OutsideYear { year, .. } => format!("Let op: deze datum valt buiten verslagjaar {year}."),
        });
    }
    match q.assessment.facts.get(key) {
        Some(FactValue::Date(date)) if *date > q.today => {
            Some("Let op: deze datum ligt in de toekomst.".to_owned())
        }
        _ => None,
    }
}
