//! Two versions of an assessment that both come from a third, made into one: place by place, and where both changed the
//! same place a person has to choose. Nothing that was answered goes away unseen.

use super::place::{ANSWER, Place, all, said};
use super::{Answer, Assessment};

/// Why a person has to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Both changed it, each in another way.
    Both,
    /// Only they changed it, and something that was there is gone or older: a copy from before may have been put back.
    WentBack,
}

/// A place where a person has to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where.
    pub place: Place,
    /// Why.
    pub reason: Reason,
}

/// Two versions made into one.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The result; where a person has to choose it says what ours says.
    pub assessment: Assessment,
    /// The places where their change was taken over.
    pub taken: Vec<Place>,
    /// Where a person has to choose.
    pub conflicts: Vec<Conflict>,
}

/// Merges the changes that were made to `base` in `ours` and in `theirs`.
pub fn merge(base: &Assessment, ours: &Assessment, theirs: &Assessment) -> Merged {
    let mut merged = Merged { assessment: ours.clone(), taken: Vec::new(), conflicts: Vec::new() };
    for place in all(&[base, ours, theirs]) {
        if place.is_updated_on() {
            continue;
        }
        if place.is_same(ours, theirs) || place.is_same(base, theirs) {
            continue;
        }
        if !place.is_same(base, ours) {
            merged.conflicts.push(Conflict { place, reason: Reason::Both });
        } else if went_back(&place, base, theirs) {
            merged.conflicts.push(Conflict { place, reason: Reason::WentBack });
        } else {
            place.copy(theirs, &mut merged.assessment);
            merged.taken.push(place);
        }
    }
    // Not a thing to choose: whatever happened last, happened last.
    merged.assessment.meta.updated_on = ours.meta.updated_on.max(theirs.meta.updated_on);
    merged
}

/// True where something that stood here is gone, or an answer is of an earlier day.
fn went_back(place: &Place, base: &Assessment, theirs: &Assessment) -> bool {
    match place {
        Place::Norm(id) => {
            let nothing = Answer::default();
            let (old, new) = (said(base, id).unwrap_or(&nothing), said(theirs, id).unwrap_or(&nothing));
            let gone = ANSWER.iter().any(|field| {
                // That an answer is no longer merely carried over is a step forward.
                field.keys != ["overgenomen"] && !(field.text)(old).is_empty() && (field.text)(new).is_empty()
            });
            gone || new.assessed_on < old.assessed_on
        }
        _ => !place.text(base).is_empty() && place.text(theirs).is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use super::super::Reply;
    use super::super::annual_report::FactValue;
    use super::super::place::differing;
    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    fn begun() -> Assessment {
        let mut assessment = Assessment::new("ibp-fo", "2024-06-06", 2026, TODAY);
        assessment.board.name = "Stichting Voorbeeldland".to_owned();
        assessment
    }

    fn with(level: u8) -> Answer {
        Answer { reply: Reply::Level(level), assessed_on: Some(TODAY), ..Answer::default() }
    }

    fn answering(from: &Assessment, id: &str, level: u8) -> Assessment {
        let mut assessment = from.clone();
        assessment.answers.insert(id.to_owned(), with(level));
        assessment
    }

    #[test]
    fn changes_to_different_places_are_merged_without_asking() {
        let base = answering(&begun(), "GO.01", 1);
        let ours = answering(&base, "GO.02", 2);
        let mut theirs = answering(&base, "GO.03", 3);
        theirs.board.schools = Some(3);
        theirs.facts.insert("fg", FactValue::Text("extern".to_owned()));
        let merged = merge(&base, &ours, &theirs);
        assert!(merged.conflicts.is_empty());
        assert_eq!(merged.taken.len(), 3);
        assert_eq!(merged.assessment.answers.len(), 3);
        assert_eq!(merged.assessment.board.schools, Some(3));
        assert_eq!(merged.assessment.facts.len(), 1);
    }

    #[test]
    fn the_same_norm_is_for_a_person_to_choose_unless_both_say_the_same() {
        let base = answering(&begun(), "GO.01", 1);
        let (ours, theirs) = (answering(&base, "GO.01", 2), answering(&base, "GO.01", 3));
        let merged = merge(&base, &ours, &theirs);
        let conflict = Conflict { place: Place::Norm("GO.01".to_owned()), reason: Reason::Both };
        assert_eq!(merged.conflicts, [conflict]);
        assert_eq!(merged.assessment.answers["GO.01"], with(2), "until then it is ours");
        assert!(merge(&base, &ours, &ours).conflicts.is_empty());
    }

    #[test]
    fn an_answer_that_is_gone_or_older_is_never_taken_over_unseen() {
        let base = answering(&answering(&begun(), "GO.01", 1), "GO.02", 2);
        let ours = answering(&base, "GO.03", 3);
        let mut theirs = base.clone();
        theirs.answers.remove("GO.01");
        theirs.answers.get_mut("GO.02").unwrap().assessed_on = Some(date(2025, 11, 1));
        let merged = merge(&base, &ours, &theirs);
        assert!(merged.taken.is_empty());
        assert_eq!(merged.conflicts.len(), 2);
        assert!(merged.conflicts.iter().all(|conflict| conflict.reason == Reason::WentBack));
        assert_eq!(merged.assessment.answers, ours.answers);
    }

    #[test]
    fn a_confirmed_answer_from_last_year_is_no_step_back() {
        let mut base = answering(&begun(), "GO.01", 1);
        base.answers.get_mut("GO.01").unwrap().carried_over = true;
        let theirs = answering(&base, "GO.01", 1);
        let merged = merge(&base, &answering(&base, "GO.02", 1), &theirs);
        assert_eq!((merged.taken.len(), merged.conflicts.len()), (1, 0));
    }

    #[test]
    fn the_day_of_the_last_change_is_never_a_conflict_and_the_later_one_stays() {
        let (base, mut ours, mut theirs) = (begun(), begun(), begun());
        ours.meta.updated_on = Some(date(2026, 11, 22));
        theirs.meta.updated_on = Some(date(2026, 11, 23));
        let merged = merge(&base, &ours, &theirs);
        assert!(merged.conflicts.is_empty() && merged.taken.is_empty());
        assert_eq!(merged.assessment.meta.updated_on, theirs.meta.updated_on);
        assert_eq!(merge(&base, &theirs, &ours).assessment.meta.updated_on, theirs.meta.updated_on);
    }

    fn an_answer() -> impl Strategy<Value = Answer> {
        (0..4u8, proptest::option::of("[ab]"), 1..4i8).prop_map(|(level, note, day)| Answer {
            reply: if level == 0 { Reply::Open } else { Reply::Level(level) },
            note,
            assessed_on: Some(date(2026, 11, day)),
            ..Answer::default()
        })
    }

    prop_compose! {
        fn an_assessment()(
            answers in proptest::collection::btree_map("GO.0[1-5]", an_answer(), 0..5),
            schools in proptest::option::of(0..3u32),
            fact in proptest::option::of(0..3u32),
            day in 1..5i8,
        ) -> Assessment {
            let mut assessment = begun();
            assessment.answers = answers;
            assessment.board.schools = schools;
            assessment.facts.extend(fact.map(|number| ("verwerkers", FactValue::Number(number))));
            assessment.meta.updated_on = Some(date(2026, 11, day));
            assessment
        }
    }

    proptest! {
        #[test]
        fn merging_with_an_unchanged_side_is_the_other_side(base in an_assessment(), changed in an_assessment()) {
            let merged = merge(&base, &changed, &base);
            prop_assert!(merged.conflicts.is_empty() && merged.taken.is_empty());
            prop_assert!(differing(&merged.assessment, &changed).is_empty());
            // The other way round too, except where something would go away: that is asked.
            let merged = merge(&base, &base, &changed);
            let asked: Vec<Place> = merged.conflicts.into_iter().map(|conflict| conflict.place).collect();
            prop_assert_eq!(differing(&merged.assessment, &changed), asked);
        }

        #[test]
        fn no_change_disappears_unseen(base in an_assessment(), ours in an_assessment(), theirs in an_assessment()) {
            let merged = merge(&base, &ours, &theirs);
            for place in all(&[&base, &ours, &theirs]) {
                let (mine, yours) = (!place.is_same(&base, &ours), !place.is_same(&base, &theirs));
                let kept = |side: &Assessment| place.is_same(&merged.assessment, side);
                let asked = merged.conflicts.iter().any(|conflict| conflict.place == place);
                prop_assert!(place.is_updated_on() || !mine || kept(&ours), "{:?}", place);
                prop_assert!(place.is_updated_on() || !yours || kept(&theirs) || asked, "{:?}", place);
                prop_assert!(!asked || !place.is_same(&ours, &theirs));
            }
        }
    }
}
