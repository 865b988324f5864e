//! Design section 5, rule by rule: random boards on the real catalogue and on small made-up ones (2 to 9 levels, any
//! target), held against a slow count that shares no code with the analysis.

use std::sync::LazyLock;

use ibp_peil::analysis::number::{Shown, or_dash};
use ibp_peil::analysis::{Analysis, Class, Figures, Mean, Share, analyse};
use ibp_peil::assessment::file::unlikely_reason;
use ibp_peil::assessment::{Answer, Assessment, PlanStatus, Reply};
use ibp_peil::catalogue::{
    AttentionPoint, AttentionPoints, Catalogue, Domain, Effort, GrowthPath, Level, Link, Measure, Measures,
    Norm, Origin, Part, Role, Status, embedded,
};
use ibp_peil::problem::Problem;
use ibp_peil::questionnaire::scope::Scope;
use jiff::civil::{Date, date};
use proptest::option;
use proptest::prelude::*;

static REAL: LazyLock<Catalogue> = LazyLock::new(embedded::newest);

const TODAY: Date = date(2026, 11, 21);

/// A catalogue and a board that answered some of it.
#[derive(Debug, Clone)]
struct Case {
    catalogue: Catalogue,
    assessment: Assessment,
}

impl Case {
    fn analysis(&self) -> Analysis<'_> {
        analyse(&self.catalogue, &self.assessment, None, TODAY)
    }

    fn with(&self, norm: usize, answer: Answer) -> Case {
        let mut changed = self.clone();
        changed.assessment.answers.insert(self.catalogue.norms[norm].id.clone(), answer);
        changed
    }
}

fn reply(top: u8) -> impl Strategy<Value = Reply> {
    prop_oneof![
        4 => (1..=top).prop_map(Reply::Level),
        1 => Just(Reply::NotApplicable("Geen eigen servers.".to_owned())),
        1 => Just(Reply::AskAround("personeelszaken".to_owned())),
        1 => Just(Reply::Open),
    ]
}

prop_compose! {
    fn answer(top: u8)(
        reply in reply(top),
        evidence in prop::collection::vec(Just("beleid.pdf".to_owned()), 0..3),
        target in option::weighted(0.2, 1..=top),
        carried_over in prop::bool::weighted(0.1),
        action in option::of(prop_oneof![Just("Vaststellen".to_owned()), Just("  ".to_owned())]),
        action_owner in option::of(Just("directeur".to_owned())),
        due in option::of(Just(date(2027, 6, 30))),
        plan_status in option::of(prop_oneof![Just(PlanStatus::Proposed), Just(PlanStatus::Confirmed)]),
    ) -> Answer {
        Answer { reply, evidence, target, carried_over, action, action_owner, due, plan_status, ..Answer::default() }
    }
}

/// A board that answers this catalogue; sometimes nothing at all, sometimes all of it.
fn board(catalogue: Catalogue) -> impl Strategy<Value = Case> {
    let top = catalogue.top_level();
    let count = catalogue.norms.len();
    let eagerness = prop_oneof![Just(0.001), Just(0.5), Just(0.95), Just(0.9999)];
    eagerness.prop_flat_map(move |eager| {
        let answers = prop::collection::vec(option::weighted(eager, answer(top)), count);
        let catalogue = catalogue.clone();
        (answers, option::weighted(0.2, catalogue.target..=top)).prop_map(move |(answers, target)| {
            let mut assessment = Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY);
            assessment.meta.target = target;
            let ids = catalogue.norms.iter().map(|norm| norm.id.clone());
            assessment.answers = ids.zip(answers).filter_map(|(id, answer)| Some((id, answer?))).collect();
            Case { catalogue: catalogue.clone(), assessment }
        })
    })
}

/// What differs between made-up norms.
#[derive(Debug, Clone)]
struct Sketch {
    domain: usize,
    provisional: bool,
    law: bool,
    measure: bool,
    attention: bool,
    effort: Option<Effort>,
}

fn sketch(domains: usize) -> impl Strategy<Value = Sketch> {
    let effort = prop_oneof![
        Just(None),
        Just(Some(Effort::Small)),
        Just(Some(Effort::Medium)),
        Just(Some(Effort::Large))
    ];
    (0..domains, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), effort).prop_map(
        |(domain, provisional, law, measure, attention, effort)| Sketch {
            domain,
            provisional,
            law,
            measure,
            attention,
            effort,
        },
    )
}

fn small_catalogue() -> impl Strategy<Value = Catalogue> {
    (2..=9u8, 1..=4usize)
        .prop_flat_map(|(levels, domains)| {
            (Just(levels), 1..=levels, Just(domains), prop::collection::vec(sketch(domains), 1..12))
        })
        .prop_map(|(levels, target, domains, sketches)| made_up(levels, target, domains, &sketches))
}

fn made_up(levels: u8, target: u8, domains: usize, sketches: &[Sketch]) -> Catalogue {
    let mut sketches = sketches.to_vec();
    sketches.sort_by_key(|sketch| sketch.domain);
    let norms: Vec<Norm> =
        sketches.iter().enumerate().map(|(index, sketch)| norm(index, levels, sketch)).collect();
    let links = |keep: fn(&Sketch) -> bool| -> Vec<Link> {
        let linked = norms.iter().zip(&sketches).filter(|(_, sketch)| keep(sketch));
        linked.map(|(norm, _)| Link { id: norm.id.clone(), reason: "hoort erbij".to_owned() }).collect()
    };
    let measure = Measure {
        number: 7,
        title: "Maak back-ups".into(),
        explanation: String::new(),
        norms: links(|s| s.measure),
    };
    let point = AttentionPoint {
        number: 2,
        title: "Bewustwording".into(),
        explanation: String::new(),
        domains: Vec::new(),
        norms: links(|s| s.attention),
    };
    Catalogue {
        id: "proef".into(),
        name: "Proefkader".into(),
        edition: "1".into(),
        publisher: String::new(),
        source: String::new(),
        target,
        levels: (1..=levels)
            .map(|n| Level { name: format!("Niveau {n}"), explanation: String::new() })
            .collect(),
        parts: ["een", "twee"].map(|id| Part { id: id.into(), name: id.into(), official_count: None }).into(),
        domains: (0..domains)
            .map(|index| Domain {
                code: code(index),
                name: format!("Domein {index}"),
                part: index % 2,
                number: index as u32 / 2 + 1,
                source: String::new(),
                file: String::new(),
            })
            .collect(),
        norms: norms.clone(),
        milestones: Vec::new(),
        measures: Measures { items: vec![measure], ..Measures::default() },
        attention: AttentionPoints { items: vec![point], ..AttentionPoints::default() },
        benchmarks: Vec::new(),
        support: Vec::new(),
        themes: Vec::new(),
        growth_path: GrowthPath::default(),
        origin: Origin::Embedded,
    }
}

fn code(domain: usize) -> String {
    format!("D{}", char::from(b'A' + domain as u8))
}

fn norm(index: usize, levels: u8, sketch: &Sketch) -> Norm {
    let prefix = if sketch.provisional { "V-" } else { "" };
    Norm {
        id: format!("{prefix}{}.{:02}", code(sketch.domain), index + 1),
        title: format!("Norm {index}"),
        status: Status::Reconstructed,
        provisional: sketch.provisional,
        domain: sketch.domain,
        question: "Hoe doen jullie dat?".into(),
        why: String::new(),
        levels: (1..=levels).map(|n| format!("tekst {n}")).collect(),
        short: Vec::new(),
        certainty: Vec::new(),
        example: String::new(),
        evidence: Vec::new(),
        first_step: String::new(),
        supplier: String::new(),
        who: if sketch.law { vec![Role::Board, Role::Ict] } else { Vec::new() },
        effort: sketch.effort,
        statutory: if sketch.law { vec!["AVG art. 30".into()] } else { Vec::new() },
        twins: Vec::new(),
        related: Vec::new(),
        growth_path: String::new(),
        source: String::new(),
        provenance: String::new(),
    }
}

/// A board on the real catalogue or on a made-up one.
fn case() -> impl Strategy<Value = Case> {
    prop_oneof![1 => board(REAL.clone()), 3 => small_catalogue().prop_flat_map(board)]
}

/// The slow count: what section 5 says, in the words of section 5.
mod oracle {
    use super::*;

    /// Everything that counts of one norm.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Kind {
        Answered(u8),
        NotApplicable,
        Open,
    }

    pub fn kind(case: &Case, norm: usize) -> Kind {
        match case.assessment.answers.get(&case.catalogue.norms[norm].id) {
            None => Kind::Open,
            Some(answer) if answer.carried_over => Kind::Open,
            Some(answer) => match &answer.reply {
                Reply::Level(level) => Kind::Answered(*level),
                Reply::NotApplicable(_) => Kind::NotApplicable,
                Reply::AskAround(_) | Reply::Open => Kind::Open,
            },
        }
    }

    pub fn target(case: &Case, norm: usize) -> u8 {
        let own =
            case.assessment.answers.get(&case.catalogue.norms[norm].id).and_then(|answer| answer.target);
        own.or(case.assessment.meta.target).unwrap_or(case.catalogue.target)
    }

    pub fn has_evidence(case: &Case, norm: usize) -> bool {
        case.assessment.answers.get(&case.catalogue.norms[norm].id).is_some_and(|a| !a.evidence.is_empty())
    }

    /// One decimal, half up, found by trying every tenth: the first one that is not more than half a tenth too low.
    pub fn half_up(part: u64, whole: u64) -> u32 {
        (0..).find(|tenth| 20 * part < (2 * tenth + 1) * whole).unwrap() as u32
    }

    /// Everything of [`Figures`] for these norms, one by one.
    pub fn check(case: &Case, norms: &[usize], figures: &Figures) -> Result<(), TestCaseError> {
        let kinds: Vec<Kind> = norms.iter().map(|norm| kind(case, *norm)).collect();
        let count = |keep: &dyn Fn(usize, Kind) -> bool| {
            norms.iter().zip(&kinds).filter(|(norm, kind)| keep(**norm, **kind)).count() as u32
        };
        let level = |kind: Kind| if let Kind::Answered(level) = kind { Some(level) } else { None };
        let on_target =
            |norm: usize, kind: Kind| level(kind).is_some_and(|level| level >= target(case, norm));

        prop_assert_eq!(figures.total, norms.len() as u32);
        prop_assert_eq!(figures.not_applicable, count(&|_, kind| kind == Kind::NotApplicable));
        prop_assert_eq!(figures.applicable, figures.total - figures.not_applicable);
        prop_assert_eq!(figures.open, count(&|_, kind| kind == Kind::Open));
        prop_assert_eq!(figures.answered, count(&|_, kind| level(kind).is_some()));
        prop_assert_eq!(figures.applicable, figures.answered + figures.open);
        prop_assert_eq!(figures.on_target, count(&on_target));
        prop_assert_eq!(
            figures.evidenced,
            count(&|norm, kind| on_target(norm, kind) && has_evidence(case, norm))
        );

        let levels: Vec<u8> = kinds.iter().filter_map(|kind| level(*kind)).collect();
        let sum: u64 = levels.iter().map(|level| u64::from(*level)).sum();
        let targets = norms.iter().map(|norm| target(case, *norm)).chain([case.catalogue.target]);
        prop_assert_eq!(
            figures.mean.as_ref().map(|mean| mean.shown),
            shown_mean(sum, levels.len() as u64, targets.collect())
        );
        prop_assert_eq!(
            figures.share.as_ref().map(|share| share.shown),
            shown_share(u64::from(figures.on_target), u64::from(figures.applicable))
        );

        let lowest = levels.iter().min().copied();
        prop_assert_eq!(figures.lowest.as_ref().map(|lowest| lowest.level), lowest);
        let ids: Vec<usize> = norms
            .iter()
            .copied()
            .filter(|norm| kind(case, *norm) == Kind::Answered(lowest.unwrap_or(0)))
            .collect();
        prop_assert_eq!(figures.lowest.as_ref().map_or(Vec::new(), |lowest| lowest.norms.clone()), ids);
        Ok(())
    }

    pub fn shown_mean(sum: u64, count: u64, targets: Vec<u8>) -> Option<Shown> {
        if count == 0 {
            return None;
        }
        let rounded = half_up(sum, count);
        let reaches_by_rounding =
            |target: &u8| sum < u64::from(*target) * count && rounded == u32::from(*target) * 10;
        Some(Shown(if targets.iter().any(reaches_by_rounding) { rounded - 1 } else { rounded }))
    }

    pub fn shown_share(part: u64, whole: u64) -> Option<Shown> {
        if whole == 0 {
            return None;
        }
        let rounded = half_up(part * 100, whole);
        Some(Shown(match rounded {
            1000 if part != whole => 999,
            0 if part != 0 => 1,
            rounded => rounded,
        }))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rule 1.
    #[test]
    fn unanswered_ask_around_and_carried_over_are_the_same_open(case in case(), norm in any::<prop::sample::Index>(), level in 1..=9u8) {
        let norm = norm.index(case.catalogue.norms.len());
        let level = level.min(case.catalogue.top_level());
        let own_target = case.assessment.answers.get(&case.catalogue.norms[norm].id).and_then(|a| a.target);
        let open = |reply, carried_over| case.with(norm, Answer { reply, carried_over, target: own_target, ..Answer::default() });
        let nothing = open(Reply::Open, false);
        for other in [
            open(Reply::AskAround("bestuur".into()), false),
            open(Reply::Level(level), true),
            open(Reply::NotApplicable("geen wifi".into()), true),
        ] {
            let (a, b) = (nothing.analysis(), other.analysis());
            prop_assert_eq!(&a.whole, &b.whole);
            prop_assert_eq!(&a.domains, &b.domains);
            prop_assert_eq!(&a.verdict, &b.verdict);
            prop_assert_eq!(&a.gaps, &b.gaps);
        }
        // Open is neither level 1 nor 0: it does not touch the mean.
        let answered = case.with(norm, Answer { reply: Reply::Level(level), target: own_target, ..Answer::default() });
        let (open, one_more) = (nothing.analysis().whole, answered.analysis().whole);
        prop_assert_eq!(open.answered + 1, one_more.answered);
        let sum = |figures: &Figures| figures.mean.as_ref().map_or(0, |mean| mean.sum);
        prop_assert_eq!(sum(&open) + u32::from(level), sum(&one_more));
    }

    /// Rule 1, the other half.
    #[test]
    fn not_applicable_leaves_every_figure_and_is_counted_beside_it(case in case(), norm in any::<prop::sample::Index>()) {
        let norm = norm.index(case.catalogue.norms.len());
        let without = case.with(norm, Answer { reply: Reply::NotApplicable("geen wifi".into()), ..Answer::default() });
        let analysis = without.analysis();
        let mut others: Vec<usize> = (0..case.catalogue.norms.len()).collect();
        others.remove(norm);
        // The same board on a catalogue that never had this norm.
        let mut smaller = without.clone();
        smaller.catalogue.norms.remove(norm);
        let rest = smaller.analysis().whole;
        let whole = &analysis.whole;
        prop_assert_eq!(whole.not_applicable, rest.not_applicable + 1);
        prop_assert_eq!((whole.applicable, whole.answered, whole.open), (rest.applicable, rest.answered, rest.open));
        prop_assert_eq!((whole.on_target, whole.evidenced), (rest.on_target, rest.evidenced));
        prop_assert_eq!(&whole.share, &rest.share);
        prop_assert_eq!(whole.mean.as_ref().map(|mean| (mean.sum, mean.count)), rest.mean.map(|mean| (mean.sum, mean.count)));
        prop_assert!(analysis.gaps.iter().all(|gap| gap.norm != norm));
    }

    /// Rules 2, 3 and 4.
    #[test]
    fn every_scope_has_the_figures_of_a_slow_count(case in case()) {
        let analysis = case.analysis();
        let catalogue = &case.catalogue;
        let scope = |keep: &dyn Fn(&Norm) -> bool| -> Vec<usize> {
            (0..catalogue.norms.len()).filter(|norm| keep(&catalogue.norms[*norm])).collect()
        };
        oracle::check(&case, &scope(&|_| true), &analysis.whole)?;
        for (index, figures) in analysis.domains.iter().enumerate() {
            oracle::check(&case, &scope(&|norm| norm.domain == index), figures)?;
        }
        for (index, figures) in analysis.parts.iter().enumerate() {
            oracle::check(&case, &scope(&|norm| catalogue.domains[norm.domain].part == index), figures)?;
        }
        for (linked, links) in analysis.measures.iter().zip(catalogue.measures.items.iter().map(|item| &item.norms)) {
            oracle::check(&case, &scope(&|norm| links.iter().any(|link| link.id == norm.id)), &linked.figures)?;
        }
        for standing in &analysis.themes {
            let theme = &catalogue.themes[standing.theme];
            oracle::check(&case, &scope(&|norm| theme.domains.contains(&catalogue.domains[norm.domain].code)), &standing.figures)?;
        }
        match &analysis.confirmed_only {
            Some(only) => {
                oracle::check(&case, &scope(&|norm| !norm.provisional), &only.whole)?;
                for (index, figures) in only.parts.iter().enumerate() {
                    oracle::check(&case, &scope(&|norm| !norm.provisional && catalogue.domains[norm.domain].part == index), figures)?;
                }
            }
            None => prop_assert!(catalogue.norms.iter().all(|norm| !norm.provisional)),
        }
    }

    /// Rule 3.
    #[test]
    fn a_share_is_rounded_half_up_and_never_better_than_the_truth(part in 0..20_000u32, rest in 0..20_000u32) {
        let whole = part + rest;
        let share = Share::new(part, whole);
        prop_assert_eq!(share.as_ref().map(|share| share.shown), oracle::shown_share(u64::from(part), u64::from(whole)));
        if let Some(share) = share {
            prop_assert_eq!(share.shown == Shown(1000), part == whole);
            prop_assert_eq!(share.shown == Shown(0), part == 0);
        }
    }

    /// Rule 3.
    #[test]
    fn a_mean_is_rounded_half_up_and_reaches_no_target_by_rounding(
        levels in prop::collection::vec(1..=9u8, 0..300),
        targets in prop::collection::vec(1..=9u8, 0..4),
    ) {
        let sum: u32 = levels.iter().map(|level| u32::from(*level)).sum();
        let count = levels.len() as u32;
        let mean = Mean::new(sum, count, targets.iter().copied());
        prop_assert_eq!(mean.as_ref().map(|mean| mean.shown), oracle::shown_mean(u64::from(sum), u64::from(count), targets.clone()));
        if let Some(mean) = mean {
            for target in targets {
                prop_assert_eq!(mean.shown.0 >= u32::from(target) * 10, sum >= u32::from(target) * count, "target {}", target);
            }
        }
    }

    /// Rule 5.
    #[test]
    fn a_board_complies_when_every_applicable_norm_is_answered_and_high_enough(case in case()) {
        let verdict = case.analysis().verdict;
        let norms = || 0..case.catalogue.norms.len();
        let count = |keep: &dyn Fn(usize) -> bool| norms().filter(|norm| keep(*norm)).count() as u32;
        // A lowered target guides the plan, never this verdict.
        let required = |norm: usize| oracle::target(&case, norm).max(case.catalogue.target);
        let below = |norm: usize| matches!(oracle::kind(&case, norm), oracle::Kind::Answered(level) if level < required(norm));
        let not_applicable = |norm: usize| oracle::kind(&case, norm) == oracle::Kind::NotApplicable;
        let open = |norm: usize| oracle::kind(&case, norm) == oracle::Kind::Open;
        prop_assert_eq!(verdict.not_applicable, count(&not_applicable));
        prop_assert_eq!(verdict.open, count(&open));
        prop_assert_eq!(verdict.below, count(&below));
        prop_assert_eq!(verdict.applicable + verdict.not_applicable, case.catalogue.norms.len() as u32);
        prop_assert_eq!(verdict.complies, verdict.applicable > 0 && verdict.open == 0 && verdict.below == 0);
    }

    /// Rule 8.
    #[test]
    fn gaps_are_in_the_order_of_the_rule_and_every_gap_is_there_once(case in case()) {
        let analysis = case.analysis();
        let catalogue = &case.catalogue;
        let linked = |id: &str, links: &[Link]| links.iter().any(|link| link.id == id);
        let mut expected = Vec::new();
        for (index, norm) in catalogue.norms.iter().enumerate() {
            let oracle::Kind::Answered(level) = oracle::kind(&case, index) else { continue };
            let target = oracle::target(&case, index);
            if level >= target {
                continue;
            }
            let short = target - level;
            let law = !norm.statutory.is_empty();
            let pointed_at = catalogue.measures.items.iter().any(|item| linked(&norm.id, &item.norms))
                || catalogue.attention.items.iter().any(|item| linked(&norm.id, &item.norms));
            // eerst: law, then measure or attention point; daarna: two levels or more; later: the rest.
            let rank = if law { 0 } else if pointed_at { 1 } else if short >= 2 { 2 } else { 3 };
            let effort = match norm.effort {
                Some(Effort::Small) => 0,
                Some(Effort::Medium) => 1,
                Some(Effort::Large) | None => 2,
            };
            expected.push((rank, -i32::from(short), effort, index));
        }
        expected.sort_unstable();
        let found: Vec<usize> = analysis.gaps.iter().map(|gap| gap.norm).collect();
        prop_assert_eq!(&found, &expected.iter().map(|(.., norm)| *norm).collect::<Vec<_>>());
        for (gap, (rank, short, ..)) in analysis.gaps.iter().zip(&expected) {
            prop_assert_eq!(gap.class, [Class::First, Class::First, Class::Next, Class::Later][*rank]);
            prop_assert_eq!(i32::from(gap.short), -short);
            prop_assert_eq!(gap.target, gap.level + gap.short);
            prop_assert!(!gap.reason.is_empty());
            prop_assert_eq!(gap.reason.contains("wet"), *rank == 0);
        }
    }

    /// Rule 8: how far the plan is counts gaps and nothing else.
    #[test]
    fn a_planned_gap_has_an_action_an_owner_and_a_date(case in case()) {
        let analysis = case.analysis();
        let answers: Vec<&Answer> = analysis.gaps.iter().map(|gap| &case.assessment.answers[&analysis.norm(gap.norm).id]).collect();
        let planned: Vec<&&Answer> = answers
            .iter()
            .filter(|a| a.action.as_ref().is_some_and(|text| !text.trim().is_empty()) && a.action_owner.is_some() && a.due.is_some())
            .collect();
        let confirmed = planned.iter().filter(|a| a.plan_status == Some(PlanStatus::Confirmed)).count();
        let plan = &analysis.plan;
        prop_assert_eq!((plan.gaps as usize, plan.planned as usize, plan.confirmed as usize), (answers.len(), planned.len(), confirmed));
    }

    /// Every open norm is asked of somebody, exactly once.
    #[test]
    fn every_open_norm_is_asked_of_one_role(case in case()) {
        let analysis = case.analysis();
        let mut asked: Vec<usize> = analysis.to_ask.iter().flat_map(|role| role.asked.iter().chain(&role.open)).copied().collect();
        asked.sort_unstable();
        let open: Vec<usize> = (0..case.catalogue.norms.len()).filter(|norm| oracle::kind(&case, *norm) == oracle::Kind::Open).collect();
        prop_assert_eq!(asked, open);
        for role in &analysis.to_ask {
            for norm in &role.open {
                let first = analysis.norm(*norm).who.first().map_or("iedereen", |role| role.as_str());
                prop_assert_eq!(&role.role, first);
            }
        }
    }

    /// Last year beside this year: only a level on both sides can rise or fall.
    #[test]
    fn what_rose_and_what_fell_has_a_level_in_both_years((now, before) in small_catalogue().prop_flat_map(|catalogue| (board(catalogue.clone()), board(catalogue)))) {
        let analysis = analyse(&now.catalogue, &now.assessment, Some(&before.assessment), TODAY);
        let previous = analysis.previous.unwrap();
        for norm in 0..now.catalogue.norms.len() {
            let change = match (oracle::kind(&before, norm), oracle::kind(&now, norm)) {
                (oracle::Kind::Answered(old), oracle::Kind::Answered(new)) => new.cmp(&old),
                _ => std::cmp::Ordering::Equal,
            };
            prop_assert_eq!(previous.risen.contains(&norm), change.is_gt());
            prop_assert_eq!(previous.fallen.contains(&norm), change.is_lt());
        }
        prop_assert_eq!(previous.whole, before.analysis().whole);
    }
}

mod rule_3_in_numbers {
    use super::*;

    #[test]
    fn shown_values_at_the_edges() {
        let mean = |sum, count, target| Mean::new(sum, count, [target]).unwrap().shown.to_string();
        assert_eq!(mean(296, 100, 3), "2,9");
        assert_eq!(mean(296, 100, 4), "3,0");
        assert_eq!(mean(300, 100, 3), "3,0");
        assert_eq!(mean(225, 100, 3), "2,3");
        assert_eq!(mean(395, 100, 4), "3,9");
        let share = |part, whole| Share::new(part, whole).unwrap().shown.to_string();
        assert_eq!(share(2_999, 3_000), "99,9");
        assert_eq!(share(1, 3_000), "0,1");
        assert_eq!(share(34, 91), "37,4");
        assert_eq!(share(91, 91), "100,0");
        assert_eq!(share(0, 91), "0,0");
    }

    #[test]
    fn what_goes_into_a_cell_is_what_is_shown() {
        for tenths in 0..=1000 {
            let shown = Shown(tenths);
            assert_eq!(format!("{:.1}", shown.value()).replace('.', ","), shown.to_string());
            assert_eq!(Shown::from_f64(shown.value()), shown);
        }
    }

    #[test]
    fn the_framework_target_is_not_reached_by_rounding_even_where_the_board_aims_higher() {
        let mut assessment = Assessment::new(&REAL.id, &REAL.edition, 2026, TODAY);
        for (index, norm) in REAL.norms.iter().enumerate() {
            let reply = Reply::Level(if index < 4 { REAL.target - 1 } else { REAL.target });
            assessment.answers.insert(norm.id.clone(), Answer { reply, ..Answer::default() });
        }
        for target in [None, Some(REAL.target + 1)] {
            assessment.meta.target = target;
            let shown = analyse(&REAL, &assessment, None, TODAY).whole.mean.unwrap().shown;
            assert_eq!(shown, Shown(u32::from(REAL.target) * 10 - 1), "2,96 shows 2,9");
        }
    }

    /// Rule 4.
    #[test]
    fn nothing_answered_or_nothing_applicable_is_a_dash() {
        assert_eq!(or_dash(None), "–");
        let mut assessment = Assessment::new(&REAL.id, &REAL.edition, 2026, TODAY);
        let empty = analyse(&REAL, &assessment, None, TODAY);
        assert_eq!(empty.whole.mean, None);
        assert_eq!(empty.whole.share.as_ref().map(|share| share.shown), Some(Shown(0)));
        assert!(!empty.verdict.complies);
        for norm in &REAL.norms {
            let reply = Reply::NotApplicable("Bestaat hier niet.".into());
            assessment.answers.insert(norm.id.clone(), Answer { reply, ..Answer::default() });
        }
        let nothing_applies = analyse(&REAL, &assessment, None, TODAY);
        assert_eq!((&nothing_applies.whole.mean, &nothing_applies.whole.share), (&None, &None));
        assert!(nothing_applies.whole.lowest.is_none());
        assert!(!nothing_applies.verdict.complies, "a board to which nothing applies has not shown anything");
    }
}

mod rule_5_in_words {
    use super::*;

    fn all_at(level: u8) -> Assessment {
        let mut assessment = Assessment::new(&REAL.id, &REAL.edition, 2026, TODAY);
        for norm in &REAL.norms {
            assessment
                .answers
                .insert(norm.id.clone(), Answer { reply: Reply::Level(level), ..Answer::default() });
        }
        assessment
    }

    #[test]
    fn a_lowered_target_never_makes_a_board_comply() {
        let mut assessment = all_at(REAL.target);
        assert!(analyse(&REAL, &assessment, None, TODAY).verdict.complies);
        let answer = assessment.answers.get_mut("GO.01").unwrap();
        (answer.reply, answer.target) = (Reply::Level(REAL.target - 1), Some(REAL.target - 1));
        let analysis = analyse(&REAL, &assessment, None, TODAY);
        assert!(!analysis.verdict.complies);
        assert!(analysis.gaps.is_empty(), "the plan follows the lowered target");
        assert_eq!(analysis.lowered_targets(), 1);
    }

    #[test]
    fn a_raised_target_counts() {
        let mut assessment = all_at(REAL.target);
        assessment.answers.get_mut("GO.01").unwrap().target = Some(REAL.target + 1);
        assert_eq!(analyse(&REAL, &assessment, None, TODAY).verdict.below, 1);
        assessment.answers.get_mut("GO.01").unwrap().target = None;
        assessment.meta.target = Some(REAL.target + 1);
        assert_eq!(analyse(&REAL, &assessment, None, TODAY).verdict.below as usize, REAL.norms.len());
    }
}

mod rule_7 {
    use super::*;

    #[test]
    fn outsourcing_and_being_small_are_no_reason() {
        for reason in [
            "Uitbesteed aan de leverancier.",
            "Dit doet onze leverancier",
            "We zijn te klein hiervoor",
            "Kleine school, dus niet nodig",
            "dit is UITBESTEED",
        ] {
            assert!(unlikely_reason(reason).is_some(), "{reason}");
        }
        for reason in [
            "Geen systeem beslist of profileert zonder mens; per leverancier nagevraagd in oktober 2026.",
            "We ontwikkelen zelf geen software.",
        ] {
            assert_eq!(unlikely_reason(reason), None, "{reason}");
        }
    }
}

mod rule_9 {
    use super::*;

    fn ids(typed: &str) -> Result<Vec<&'static str>, String> {
        let refused = |problem: Problem| format!("{problem}; {}", problem.hint.clone().unwrap_or_default());
        let scope = Scope::parse(&REAL, None, &[typed.to_owned()], None, false).map_err(refused)?;
        let norms = REAL.norms.iter().enumerate().filter(|(index, _)| scope.contains(*index));
        Ok(norms.map(|(_, norm)| norm.id.as_str()).collect())
    }

    #[test]
    fn a_norm_a_domain_and_a_part_in_capitals_or_not() {
        assert_eq!(ids("GO.01"), Ok(vec!["GO.01"]));
        assert_eq!(ids(" go.01 "), Ok(vec!["GO.01"]));
        assert_eq!(ids("bc"), Ok(vec!["BC.01", "BC.02", "BC.03", "BC.04", "BC.05"]));
        let privacy = ids("Privacy").unwrap();
        assert_eq!(
            privacy.len(),
            REAL.norms.iter().filter(|norm| REAL.part_of(norm).id == "privacy").count()
        );
    }

    #[test]
    fn a_domain_number_that_one_domain_has() {
        assert_eq!(ids("14"), ids("BC"));
    }

    #[test]
    fn a_domain_number_that_two_domains_have_is_refused_and_both_are_named() {
        let told = ids("1").unwrap_err();
        assert!(told.contains("GO (Bestuur") && told.contains("BL (Beleid"), "{told}");
    }

    #[test]
    fn what_is_not_there_is_refused_with_a_suggestion_where_there_is_one() {
        assert!(ids("99").unwrap_err().contains("99"));
        assert!(ids("privcay").unwrap_err().contains("privacy?"));
        assert!(ids("zzzzz").unwrap_err().contains("zzzzz"));
    }

    proptest! {
        #[test]
        fn every_norm_is_in_its_own_domain_and_part(norm in 0..REAL.norms.len()) {
            let domain = &REAL.domains[REAL.norms[norm].domain];
            let id = REAL.norms[norm].id.as_str();
            for typed in [id, &domain.code, &REAL.parts[domain.part].id] {
                prop_assert!(ids(&typed.to_lowercase()).unwrap().contains(&id));
            }
        }

        #[test]
        fn anything_at_all_is_understood_or_refused(typed in "\\PC*") {
            if let Ok(norms) = ids(&typed) {
                prop_assert!(!norms.is_empty());
            }
        }
    }
}
