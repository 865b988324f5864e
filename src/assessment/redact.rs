//! An assessment without what people wrote in their own words, fit to mail. Levels, dates, numbers and choices stay, so
//! that every figure and every gate comes out the same. What happens to a key stands in one table per part of the file.

use super::annual_report::{FactValue, Kind, fact_key};
use super::{Answer, Assessment, Board, Meta, Reply};
use crate::catalogue::Role;

/// What stands where a text was left out, while something has to stand there: for the file to be right, or for a
/// figure to stay the same.
pub const NOT_SENT: &str = "(niet meegestuurd)";

/// What happens to a key.
type Rule<T> = (&'static str, fn(&mut T));

/// Whose assessment it is must stay clear.
const BOARD: &[Rule<Board>] = &[
    ("naam", stays),
    ("bestuursnummer", stays),
    ("sectoren", stays),
    ("scholen", stays),
    ("leerlingen", stays),
    ("intern-toezicht", stays),
    ("medezeggenschap", stays),
    ("ict-beheer", stays),
];

const META: &[Rule<Meta>] = &[
    ("normenkader", stays),
    ("editie", stays),
    ("verslagjaar", stays),
    ("werkwijze", stays),
    ("status", stays),
    ("begonnen-op", stays),
    ("bijgewerkt-op", stays),
    // Meant to be a function; in a small school that is a person all the same.
    ("invuller", |meta| meta.assessor = None),
    ("peildatum", stays),
    ("vastgesteld-op", stays),
    ("plan-vastgesteld-op", stays),
    ("fg-advies-op", stays),
    ("streefniveau", stays),
];

const ANSWER: &[Rule<Answer>] = &[
    ("niveau", stays),
    ("niet-van-toepassing", |answer| {
        if let Reply::NotApplicable(reason) = &mut answer.reply {
            *reason = NOT_SENT.to_owned();
        }
    }),
    ("navragen", |answer| {
        if let Reply::AskAround(who) = &mut answer.reply {
            *who = role(who).map_or(NOT_SENT, Role::as_str).to_owned();
        }
    }),
    ("toelichting", |answer| answer.note = None),
    // That there is evidence is a figure; what it is, is not.
    ("bewijs", |answer| replace_list(&mut answer.evidence)),
    ("beoordeeld-op", stays),
    ("beoordeeld-door", |answer| answer.assessed_by = None),
    // A plan is only a plan with an action and somebody who carries it out.
    ("actie", |answer| replace(&mut answer.action)),
    ("actiehouder", |answer| replace(&mut answer.action_owner)),
    ("streefdatum", stays),
    ("plan-status", stays),
    ("streefniveau", stays),
    // A lower target needs a reason.
    ("reden", |answer| replace(&mut answer.target_reason)),
    ("afgerond-op", stays),
    ("overgenomen", stays),
];

/// The assessment without what people wrote in their own words.
pub fn redacted(assessment: &Assessment) -> Assessment {
    let mut copy = without_notes(assessment);
    copy.facts.iter_mut().for_each(|(key, value)| redact_fact(key, value));
    copy
}

/// The assessment without what people wrote in their own words, but with the facts for the annual report: those are
/// written to be published.
pub fn without_notes(assessment: &Assessment) -> Assessment {
    let mut copy = assessment.clone();
    apply(BOARD, &mut copy.board);
    apply(META, &mut copy.meta);
    copy.answers.values_mut().for_each(|answer| apply(ANSWER, answer));
    copy
}

fn apply<T>(rules: &[Rule<T>], to: &mut T) {
    rules.iter().for_each(|(_, rule)| rule(to));
}

fn stays<T>(_: &mut T) {}

fn replace(text: &mut Option<String>) {
    // What is blank counts as not filled in, and must go on doing so.
    *text = text.take().filter(|text| !text.trim().is_empty()).map(|_| NOT_SENT.to_owned());
}

fn replace_list(texts: &mut Vec<String>) {
    if !texts.is_empty() {
        *texts = vec![NOT_SENT.to_owned()];
    }
}

/// A fact in own words is replaced; that it was filled in stays visible.
fn redact_fact(key: &str, value: &mut FactValue) {
    match fact_key(key).map(|fact| fact.kind) {
        Some(Kind::DateOrWord | Kind::Number | Kind::YesNo | Kind::Choice(_)) => {}
        Some(Kind::Text | Kind::List) | None => match value {
            FactValue::Text(text) => *text = NOT_SENT.to_owned(),
            FactValue::List(texts) => replace_list(texts),
            FactValue::Date(_)
            | FactValue::NotDone
            | FactValue::Unknown
            | FactValue::Number(_)
            | FactValue::YesNo(_) => {}
        },
    }
}

/// A role of the catalogue, however a person wrote it.
fn role(who: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.as_str().eq_ignore_ascii_case(who.trim()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::save::{answer_items, board_items, meta_items};
    use super::*;

    #[test]
    fn it_is_decided_for_every_key_of_the_file_what_happens_to_it() {
        let keys = |items: Vec<(&'static str, Option<toml_edit::Value>)>| -> Vec<&'static str> {
            items.into_iter().map(|(key, _)| key).collect()
        };
        fn decided<T>(rules: &[Rule<T>]) -> Vec<&'static str> {
            rules.iter().map(|(key, _)| *key).collect()
        }
        let meta = Assessment::new("ibp-fo", "2024-06-06", 2026, date(2026, 11, 21)).meta;
        assert_eq!(decided(BOARD), keys(board_items(&Board::default())));
        assert_eq!(decided(META), keys(meta_items(&meta)));
        assert_eq!(decided(ANSWER), keys(answer_items(&Answer::default())));
    }

    #[test]
    fn a_role_to_ask_stays_and_a_person_to_ask_does_not() {
        let asked = |who: &str| {
            let mut answer = Answer { reply: Reply::AskAround(who.to_owned()), ..Answer::default() };
            apply(ANSWER, &mut answer);
            answer.reply
        };
        assert_eq!(asked(" ICT-leverancier "), Reply::AskAround("ict-leverancier".to_owned()));
        assert_eq!(asked("Jan de Vries"), Reply::AskAround(NOT_SENT.to_owned()));
    }

    #[test]
    fn what_was_blank_stays_not_filled_in() {
        let mut answer = Answer { action: Some(" ".to_owned()), ..Answer::default() };
        apply(ANSWER, &mut answer);
        assert_eq!(answer, Answer::default());
    }
}
