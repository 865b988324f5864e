//! What a board answers: levels that hang together, and notes, evidence and actions that go with them.

use std::collections::BTreeMap;

use ibp_peil::assessment::{Answer, Assessment, PlanStatus, Reply};
use ibp_peil::catalogue::{Catalogue, Effort, Norm, Role};
use ibp_peil::dutch::{capital_first, month};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::chance::Chance;
use super::{Calendar, REPORTING_YEAR};

type Answers = BTreeMap<String, Answer>;

/// How strong a board is, in thousandths of a level.
pub struct Strength {
    /// In all.
    pub whole: i32,
    /// By how much it is stronger or weaker in a domain.
    domains: Vec<i32>,
    /// True for the few boards that have reached the target everywhere.
    pub complies: bool,
}

impl Strength {
    pub fn of(catalogue: &Catalogue, chance: &mut Chance) -> Self {
        // Self-assessments come out at about three quarters of the target; boards differ more than norms do.
        let whole = i32::from(catalogue.target) * 715 + chance.around(340);
        let parts: Vec<i32> = catalogue.parts.iter().map(|_| chance.around(130)).collect();
        // What was published about strong and weak domains holds here too.
        let named = |code: &String, of: fn(&ibp_peil::catalogue::Benchmark) -> &Vec<String>| {
            catalogue.benchmarks.iter().any(|benchmark| of(benchmark).contains(code))
        };
        let domain = |domain: &ibp_peil::catalogue::Domain| {
            let published = match &domain.code {
                code if named(code, |benchmark| &benchmark.strong_domains) => 380,
                code if named(code, |benchmark| &benchmark.weak_domains) => -480,
                _ => 0,
            };
            parts[domain.part] + published + chance.around(200)
        };
        let domains = catalogue.domains.iter().map(domain).collect();
        Self { whole, domains, complies: chance.below(80) == 0 }
    }

    fn level(&self, catalogue: &Catalogue, norm: &Norm, chance: &mut Chance) -> u8 {
        let effort = match norm.effort {
            Some(Effort::Small) => 200,
            Some(Effort::Large) => -200,
            Some(Effort::Medium) | None => 0,
        };
        let exact = self.whole + self.domains[norm.domain] + effort + chance.around(560);
        let level = ((exact + 500) / 1_000).clamp(1, i32::from(catalogue.top_level()));
        let level = u8::try_from(level).unwrap_or(1);
        if self.complies { level.max(catalogue.target) } else { level }
    }
}

/// Norms that may not apply, each with a reason that holds for the board that gives it.
const MAY_NOT_APPLY: [(&str, &str); 5] = [
    ("SD.01", "Wij ontwikkelen zelf geen software en laten dat ook niet doen; alles is standaard."),
    ("SD.02", "Niemand ontwikkelt software voor ons, dus er zijn geen ontwikkelaars met toegang."),
    ("OP.01", "Er draaien bij ons geen geplande taken; in het voorjaar is dat per systeem nagekeken."),
    ("RB.04", "Geen systeem beslist of profileert zonder mens; bij elk systeem nagevraagd in september."),
    ("SW.03", "Er gaan geen persoonsgegevens naar landen buiten de EER; nagekeken in het register."),
];

/// What somebody writes below a level, besides what it looks like.
const REMARKS: [&str; 12] = [
    "Het verschilt nog per team.",
    "Besproken in het teamoverleg.",
    "Een nieuwe medewerker pakt dit verder op.",
    "Staat op de agenda voor het voorjaar.",
    "Nagelopen met de leverancier.",
    "Samen met een bestuur uit de buurt bekeken.",
    "Dit hangt nu aan één persoon.",
    "Vorig jaar was dit nog niet zo.",
    "Met een steekproef nagekeken.",
    "Wordt na de verhuizing opnieuw bekeken.",
    "De FG heeft hierover geadviseerd.",
    "Meegenomen in de begroting van volgend jaar.",
];

/// The answers of a board that has answered everything.
pub fn answers(
    catalogue: &Catalogue,
    strength: &Strength,
    calendar: &Calendar,
    chance: &mut Chance,
) -> Answers {
    let mut answers = Answers::new();
    for norm in &catalogue.norms {
        answers.insert(norm.id.clone(), answer(catalogue, strength, norm, calendar, chance));
    }
    answers
}

fn answer(
    catalogue: &Catalogue,
    strength: &Strength,
    norm: &Norm,
    calendar: &Calendar,
    chance: &mut Chance,
) -> Answer {
    let owner = function(norm.who.first().copied());
    let mut answer = Answer {
        assessed_on: Some(calendar.working_day(chance)),
        assessed_by: Some(owner.to_owned()),
        ..Answer::default()
    };
    let excused = MAY_NOT_APPLY.iter().find(|(id, _)| *id == norm.id);
    if let Some((_, reason)) = excused.filter(|_| chance.percent(45)) {
        answer.reply = Reply::NotApplicable((*reason).to_owned());
        return answer;
    }
    let level = strength.level(catalogue, norm, chance);
    let target = catalogue.target;
    answer.reply = Reply::Level(level);
    if chance.percent(38) {
        let remark = if chance.percent(50) { format!(" {}", chance.one_of(&REMARKS)) } else { String::new() };
        answer.note = Some(format!("{}.{remark}", capital_first(norm.label(level))));
    }
    // Who is at the target can usually show it; who is just below it sometimes can.
    let pieces = match level {
        level if level >= target && chance.percent(85) => chance.between(1, 2),
        level if level + 1 == target && chance.percent(15) => 1,
        _ => 0,
    };
    answer.evidence = (0..pieces).map(|_| evidence(norm, answer.assessed_on, chance)).collect();
    if level < target && chance.percent(20) {
        let goal = (level + 1).max(target.saturating_sub(u8::from(chance.percent(25))));
        answer.action = Some(format!("Naar niveau {goal}: {}", norm.label(goal)));
        answer.action_owner = Some(owner.to_owned());
        let due = date(REPORTING_YEAR + 1, 1, 15).saturating_add(i64::from(chance.below(520)).days());
        answer.due = Some(due);
        let confirmed = chance.percent(40);
        answer.plan_status = Some(if confirmed { PlanStatus::Confirmed } else { PlanStatus::Proposed });
    }
    if level > target && chance.percent(5) {
        answer.target = Some(level);
    } else if level == 1 && target > 2 && chance.percent(1) {
        answer.target = Some(target - 1);
        answer.target_reason = Some("Eerst een tussenstap, tot het nieuwe beleid er is.".to_owned());
    }
    answer
}

/// Where something can be seen.
fn evidence(norm: &Norm, on: Option<Date>, chance: &mut Chance) -> String {
    let day = on.unwrap_or(date(REPORTING_YEAR, 9, 1)).saturating_sub(i64::from(chance.below(400)).days());
    let when = format!("{} {}", month(day), day.year());
    match chance.below(4) {
        0 => format!("notulen bestuur {when}"),
        1 => format!("schermafdruk {when}.png"),
        2 => format!("verslag controle {when}"),
        _ => {
            let code = norm.id.split('.').next().unwrap_or_default().to_lowercase();
            let version = chance.between(1, 4);
            format!("ibp/{code}/{}-v{version}.pdf", norm.id.to_lowercase())
        }
    }
}

/// A function at a board, never a person.
fn function(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Board) => "bestuurder",
        Some(Role::SchoolLeader) => "directeur",
        Some(Role::Personnel) => "medewerker personeelszaken",
        Some(Role::Privacy) => "privacy officer",
        Some(Role::Administration) => "hoofd administratie",
        Some(Role::Ict | Role::IctSupplier) | None => "ICT-coördinator",
    }
}

/// A plan that was adopted holds nothing but confirmed actions.
pub fn confirm_plan(answers: &mut Answers) {
    for answer in answers.values_mut().filter(|answer| answer.action.is_some()) {
        answer.plan_status = Some(PlanStatus::Confirmed);
    }
}

/// Takes back part of what was answered: nearly done, halfway, or only just begun.
pub fn leave_open(catalogue: &Catalogue, assessment: &mut Assessment, chance: &mut Chance) {
    let open_of_hundred = match chance.below(5) {
        0..=1 => chance.between(2, 8),
        2..=3 => chance.between(25, 70),
        _ => {
            assessment.facts.clear();
            chance.between(88, 97)
        }
    };
    // One norm is open at least.
    let always = chance.one_of(&catalogue.norms).id.clone();
    for norm in &catalogue.norms {
        if norm.id != always && !chance.percent(open_of_hundred) {
            continue;
        }
        match chance.below(10) {
            0..=1 => {
                let who = norm.who.last().map_or("ict", |role| role.as_str()).to_owned();
                let open = Answer { reply: Reply::AskAround(who), ..Answer::default() };
                assessment.answers.insert(norm.id.clone(), open);
            }
            2 => {
                if let Some(answer) = assessment.answers.get_mut(&norm.id) {
                    answer.carried_over = true;
                    answer.assessed_on = Some(date(REPORTING_YEAR - 1, 11, 3));
                }
            }
            _ => {
                assessment.answers.remove(&norm.id);
            }
        }
    }
}
