//! Generated boards: answers and facts that nobody would think of.

use ibp_peil::assessment::annual_report::{FACTS, FactValue, Kind};
use ibp_peil::assessment::{Answer, Assessment, Method, PARTICIPATION, Reply, SUPERVISION};
use ibp_peil::catalogue::Catalogue;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::TODAY;

/// A generated board: answers and facts that nobody would think of.
#[derive(Debug, Clone)]
pub struct Odd {
    /// The board.
    pub board: Assessment,
    /// The same board a year before.
    pub before: Option<Assessment>,
}

fn a_date(year: i16) -> impl Strategy<Value = Date> {
    (year - 2..=year + 1, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn a_fact(kind: Kind, year: i16) -> BoxedStrategy<FactValue> {
    let number = prop_oneof![0u32..4, 0u32..150];
    match kind {
        Kind::DateOrWord => prop_oneof![
            3 => a_date(year).prop_map(FactValue::Date),
            1 => Just(FactValue::NotDone),
            1 => Just(FactValue::Unknown)
        ]
        .boxed(),
        Kind::Number => {
            prop_oneof![4 => number.prop_map(FactValue::Number), 1 => Just(FactValue::Unknown)].boxed()
        }
        Kind::List => {
            prop::collection::vec("[a-z]{3,8} (ingericht|vastgesteld, met hulp|en meer geoefend)", 0..4)
                .prop_map(FactValue::List)
                .boxed()
        }
        Kind::YesNo => {
            prop_oneof![2 => any::<bool>().prop_map(FactValue::YesNo), 1 => Just(FactValue::Unknown)].boxed()
        }
        Kind::Choice(words) => {
            prop::sample::select(words).prop_map(|word| FactValue::Text(word.to_owned())).boxed()
        }
        Kind::Text => prop_oneof!["[a-z]{4,9}", Just("onbekend".to_owned()), Just(" . ".to_owned())]
            .prop_map(FactValue::Text)
            .boxed(),
    }
}

fn answers(catalogue: &Catalogue) -> impl Strategy<Value = Vec<(String, Answer)>> + use<> {
    let ids: Vec<String> = catalogue.norms.iter().map(|norm| norm.id.clone()).collect();
    // Weights per board, so that there are boards with everything open, all not applicable, all complying.
    (0u32..4, 0u32..4, 0u32..8, 1u8..=5, 1u8..=5).prop_flat_map(move |(open, aside, judged, low, high)| {
        let (low, high) = (low.min(high), low.max(high));
        let reply = prop_oneof![
            open => Just(Reply::Open),
            aside => Just(Reply::NotApplicable("bestaat hier niet".to_owned())),
            judged + 1 => (low..=high).prop_map(Reply::Level)
        ];
        let answer = (
            reply,
            any::<bool>(),
            prop::option::weighted(0.05, 1u8..=5),
            prop::option::weighted(0.6, a_date(2029)),
        );
        let ids = ids.clone();
        prop::collection::vec(answer, ids.len())
            .prop_map(move |answers| ids.iter().cloned().zip(answers.into_iter().map(build)).collect())
    })
}

/// What is drawn for one norm: the reply, whether there is evidence, an own target, and the due date of an action.
type Drawn = (Reply, bool, Option<u8>, Option<Date>);

fn build((reply, evidence, target, due): Drawn) -> Answer {
    let text = || "x".to_owned();
    Answer {
        reply,
        evidence: if evidence { vec![text()] } else { Vec::new() },
        target,
        target_reason: target.map(|_| text()),
        action: due.map(|_| text()),
        action_owner: due.map(|_| text()),
        due,
        ..Answer::default()
    }
}

/// Any board at all.
pub fn odd_board(catalogue: &Catalogue) -> impl Strategy<Value = Odd> + use<> {
    let empty = Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY);
    let (now, before) = (answers(catalogue), answers(catalogue));
    (2024u32..=2034, now, prop::option::of(before)).prop_flat_map(move |(year, answers, before)| {
        let y = year as i16;
        let facts: Vec<_> =
            FACTS.iter().map(|fact| prop::option::weighted(0.8, a_fact(fact.kind, y)).boxed()).collect();
        let board = (
            prop::sample::subsequence(vec!["po", "so", "vo"], 0..=3),
            prop::option::of(0u32..30),
            prop::option::of(prop::sample::select(SUPERVISION)),
            prop::option::of(prop::sample::select(PARTICIPATION)),
        );
        let meta = (
            prop::sample::select(Method::CHOICES).prop_map(|(_, method)| method),
            prop::option::weighted(0.8, a_date(y)),
            prop::option::of(a_date(y)),
            prop::option::of(a_date(y)),
            prop::option::of(a_date(y)),
            prop::option::weighted(0.2, 3u8..=5),
        );
        let empty = empty.clone();
        (facts, board, meta).prop_map(move |(facts, board, meta)| {
            let mut assessment = empty.clone();
            assessment.board.name = "Stichting Vreemd".to_owned();
            assessment.board.sectors = board.0.into_iter().map(str::to_owned).collect();
            assessment.board.schools = board.1;
            assessment.board.supervision = board.2.map(|word| (*word).to_owned());
            assessment.board.participation = board.3.map(|word| (*word).to_owned());
            assessment.meta.reporting_year = year;
            assessment.meta.method = meta.0;
            assessment.meta.reference_date = meta.1;
            assessment.meta.adopted_on = meta.2;
            assessment.meta.plan_adopted_on = meta.3;
            assessment.meta.fg_advised_on = meta.4;
            assessment.meta.target = meta.5;
            let before = before.clone().map(|answers| {
                let mut before = assessment.clone();
                before.meta.reporting_year = year - 1;
                before.answers = answers.into_iter().collect();
                before
            });
            assessment.facts =
                FACTS.iter().zip(facts).filter_map(|(fact, value)| Some((fact.key, value?))).collect();
            assessment.answers = answers.iter().cloned().collect();
            Odd { board: assessment, before }
        })
    })
}
