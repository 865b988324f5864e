//! What `toets` demands of an assessment, and whether it is met. Pure: a gate is decided here, once, before anything is
//! shown, so that the exit code and every format tell the same.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::analysis::analyse;
use crate::analysis::number::Decimal;
use crate::analysis::score::{NormResult, State, norm_results};
use crate::assessment::{Answer, Assessment, PlanStatus, Stage};
use crate::catalogue::{Catalogue, Norm};
use crate::dutch;
use crate::finding::{Findings, SourceText};
use crate::paragraph::{self, Length, Piece};

pub mod parse;
pub mod requirements;

/// What is demanded.
#[derive(Debug, Clone, PartialEq)]
pub enum Demand {
    /// Every norm is answered, or not applicable with a reason.
    Complete,
    /// Complete, and every norm below target has a confirmed line in an adopted plan.
    Plan,
    /// Every applicable norm is at what the framework asks (design section 5 rule 5).
    Complies,
    /// Every applicable norm is at this level or above.
    Target(u8),
    /// The exact mean level is this or higher.
    Mean(Decimal),
    /// No norm is lower than in that earlier assessment, and none lost its answer.
    NoDecline(Box<Assessment>),
    /// Every norm at or above its target has evidence.
    Evidence,
    /// Every norm was judged no longer ago than this.
    Recent(Period),
    /// Nothing rests on a norm of which number or title is not confirmed.
    Official,
    /// At most so many norms are not applicable.
    NotApplicableAtMost(u32),
    /// The paragraph for the annual report has nothing left to fill in.
    AnnualReport,
    /// The assessment is finished or adopted.
    Finished,
}

/// A length of time in whole days or months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Days.
    Days(i32),
    /// Calendar months.
    Months(i32),
}

impl Period {
    fn span(self) -> Span {
        match self {
            Period::Days(days) => days.days(),
            Period::Months(months) => months.months(),
        }
    }

    /// The words people read.
    pub fn text(self) -> String {
        match self {
            Period::Days(1) => "1 dag".to_owned(),
            Period::Days(days) => format!("{days} dagen"),
            Period::Months(1) => "1 maand".to_owned(),
            Period::Months(months) => format!("{months} maanden"),
        }
    }
}

/// One gate as it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// How it is written, such as `streefniveau=3:BC`.
    pub name: String,
    /// What it demands.
    pub demand: Demand,
    /// The norms it looks at, as indexes in catalogue order.
    pub norms: Vec<usize>,
}

/// A norm of which a gate may be missed, until a day and for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Index of the norm.
    pub norm: usize,
    /// Names of the gates it holds for; empty: all.
    pub gates: Vec<String>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Date,
}

/// What a part of a judgement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A norm, by index.
    Norm(usize),
    /// A key of `[meting]`.
    Meta(&'static str),
    /// The facts for the annual report.
    AnnualReport,
    /// All norms of the gate together.
    Together,
}

/// How one part of a judgement turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As demanded.
    Met,
    /// Not applicable, so nothing is demanded.
    NotApplicable,
    /// Missed, with an exception that still holds.
    Excepted,
    /// Missed.
    NotMet,
    /// There is no answer yet.
    Open,
}

impl Outcome {
    /// The word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Met => "gehaald",
            Outcome::NotApplicable => "niet-van-toepassing",
            Outcome::Excepted => "uitzondering",
            Outcome::NotMet => "niet-gehaald",
            Outcome::Open => "open",
        }
    }

    /// True where the gate is missed because of this.
    pub fn fails(self) -> bool {
        matches!(self, Outcome::NotMet | Outcome::Open)
    }
}

/// One part of a judgement: a norm, or something that holds for the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it is about.
    pub subject: Subject,
    /// How it turned out.
    pub outcome: Outcome,
    /// Why, in Dutch and without a full stop.
    pub text: Cow<'static, str>,
}

/// A gate, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The gate as it was written.
    pub gate: String,
    /// The demand in plain Dutch.
    pub demand: String,
    /// True where nothing is missed.
    pub met: bool,
    /// Everything that was looked at, norms in catalogue order.
    pub cases: Vec<Case>,
    /// By how much it is missed, or what it rests on, in one line.
    pub summary: String,
    /// What there is to do about it, besides answering open norms.
    pub to_do: Vec<String>,
}

impl Judgement {
    /// The cases that miss the gate.
    pub fn failures(&self) -> impl Iterator<Item = &Case> {
        self.cases.iter().filter(|case| case.outcome.fails())
    }
}

/// Everything that was judged in one run, ready to be shown.
pub struct Check<'a> {
    /// The catalogue in force.
    pub catalogue: &'a Catalogue,
    /// "Today" as it came in.
    pub today: Date,
    /// The gates, in the order in which they were asked for.
    pub gates: &'a [Gate],
    /// The files, sorted by name.
    pub files: Vec<CheckedFile>,
}

/// One file of a check.
pub struct CheckedFile {
    /// The path as people know it.
    pub name: String,
    /// How it was judged, or why it could not be read.
    pub found: Result<JudgedFile, Findings>,
}

/// A file that could be read, judged.
pub struct JudgedFile {
    /// The name of the board.
    pub board: String,
    /// The reporting year.
    pub reporting_year: u32,
    /// The text, to point at places in it; `None` where no format does that, because a folder of them is large.
    pub source: Option<Arc<SourceText>>,
    /// Warnings about the file.
    pub warnings: Findings,
    /// Every gate, in order.
    pub judgements: Vec<Judgement>,
}

/// How a file, or a whole run, turned out; the worst of many files counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Every gate is met.
    Met,
    /// A gate is not met.
    NotMet,
    /// It could not be read.
    Broken,
}

impl Verdict {
    /// The word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Met => "gehaald",
            Verdict::NotMet => "niet-gehaald",
            Verdict::Broken => "niet-te-lezen",
        }
    }
}

impl CheckedFile {
    /// How it turned out.
    pub fn verdict(&self) -> Verdict {
        match &self.found {
            Err(_) => Verdict::Broken,
            Ok(judged) if judged.judgements.iter().all(|judgement| judgement.met) => Verdict::Met,
            Ok(_) => Verdict::NotMet,
        }
    }
}

/// How many files there are of every kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileCounts {
    /// All gates met.
    pub met: usize,
    /// At least one gate not met.
    pub not_met: usize,
    /// Could not be read.
    pub broken: usize,
}

impl Check<'_> {
    /// How many files there are of every kind.
    pub fn counts(&self) -> FileCounts {
        let of = |verdict| self.files.iter().filter(|file| file.verdict() == verdict).count();
        FileCounts { met: of(Verdict::Met), not_met: of(Verdict::NotMet), broken: of(Verdict::Broken) }
    }

    /// How the run turned out: as its worst file.
    pub fn verdict(&self) -> Verdict {
        self.files.iter().map(CheckedFile::verdict).max().unwrap_or(Verdict::Met)
    }
}

/// What there is to do to meet the gates that are missed, most obvious first; each thing once.
pub fn to_do(judgements: &[Judgement]) -> Vec<String> {
    let mut todo: Vec<String> = Vec::new();
    let open: BTreeSet<usize> = judgements
        .iter()
        .flat_map(Judgement::failures)
        .filter(|case| case.outcome == Outcome::Open)
        .filter_map(|case| match case.subject {
            Subject::Norm(norm) => Some(norm),
            _ => None,
        })
        .collect();
    if !open.is_empty() {
        todo.push(format!("beantwoord {}", dutch::count(open.len(), "open norm", "open normen")));
    }
    for new in judgements.iter().flat_map(|judgement| &judgement.to_do) {
        if !todo.contains(new) {
            todo.push(new.clone());
        }
    }
    todo
}

/// Judges an assessment by every gate, in the order in which they were asked for.
///
/// # Errors
/// Only where the template of the paragraph is broken, which a test would show.
pub fn judge(
    gates: &[Gate],
    exceptions: &[Exception],
    catalogue: &Catalogue,
    assessment: &Assessment,
    today: Date,
) -> anyhow::Result<Vec<Judgement>> {
    let norms = norm_results(catalogue, assessment);
    let judge = Judge { catalogue, assessment, today, norms, exceptions };
    gates.iter().map(|gate| judge.gate(gate)).collect()
}

struct Judge<'a> {
    catalogue: &'a Catalogue,
    assessment: &'a Assessment,
    today: Date,
    norms: Vec<NormResult>,
    exceptions: &'a [Exception],
}

/// The outcome and the reason for one norm with a level.
type Found = (Outcome, Cow<'static, str>);

fn met(text: impl Into<Cow<'static, str>>) -> Found {
    (Outcome::Met, text.into())
}

fn missed(text: impl Into<Cow<'static, str>>) -> Found {
    (Outcome::NotMet, text.into())
}

/// What is said of most norms. A folder of assessments has a hundred thousand of them, so for the levels that a scale
/// can have the words are ready.
fn at_level(level: u8) -> Cow<'static, str> {
    const WORDS: [&str; 9] = [
        "niveau 1", "niveau 2", "niveau 3", "niveau 4", "niveau 5", "niveau 6", "niveau 7", "niveau 8",
        "niveau 9",
    ];
    let words = WORDS.get(usize::from(level).wrapping_sub(1));
    words.map_or_else(|| format!("niveau {level}").into(), |words| Cow::Borrowed(*words))
}

impl Judge<'_> {
    fn gate(&self, gate: &Gate) -> anyhow::Result<Judgement> {
        let mut cases = self.cases(gate)?;
        for case in &mut cases {
            self.except(gate, case);
        }
        let met = !cases.iter().any(|case| case.outcome.fails());
        let summary = self.summary(gate, &cases, met);
        let to_do = to_do_for(&gate.demand, &cases);
        Ok(Judgement {
            gate: gate.name.clone(),
            demand: self.demand(&gate.demand),
            met,
            cases,
            summary,
            to_do,
        })
    }

    fn cases(&self, gate: &Gate) -> anyhow::Result<Vec<Case>> {
        let answered = |judge: &dyn Fn(&NormResult, u8) -> Found| self.answered(gate, judge);
        Ok(match &gate.demand {
            Demand::Complete => answered(&|_, level| met(at_level(level))),
            Demand::Plan => {
                let mut cases = answered(&|result, level| self.planned(result, level));
                cases.push(self.adopted_plan());
                cases
            }
            Demand::Complies => answered(&|result, level| at_least(level, result.required)),
            Demand::Target(target) => answered(&|_, level| at_least(level, *target)),
            Demand::Mean(wanted) => {
                let mut cases = answered(&|_, level| met(at_level(level)));
                cases.extend(self.mean(gate, *wanted));
                cases
            }
            Demand::Evidence => answered(&|result, level| evidenced(result, level)),
            Demand::Recent(period) => answered(&|result, _| self.recent(result, *period)),
            Demand::NoDecline(before) => self.no_decline(gate, before),
            Demand::Official => self.official(gate),
            Demand::NotApplicableAtMost(most) => vec![self.not_applicable_at_most(gate, *most)],
            Demand::AnnualReport => self.annual_report()?,
            Demand::Finished => vec![self.finished()],
        })
    }

    fn results<'g>(&'g self, gate: &'g Gate) -> impl Iterator<Item = &'g NormResult> {
        gate.norms.iter().map(|norm| &self.norms[*norm])
    }

    /// A case for every norm: open where there is no level, and else what `judge` finds.
    fn answered(&self, gate: &Gate, judge: &dyn Fn(&NormResult, u8) -> Found) -> Vec<Case> {
        let case = |result: &NormResult| {
            let (outcome, text) = match result.state {
                State::Level(level) => judge(result, level),
                State::NotApplicable => (Outcome::NotApplicable, "niet van toepassing".into()),
                State::Open => (Outcome::Open, "nog niet beantwoord".into()),
                State::AskAround => (Outcome::Open, "wordt nog nagevraagd".into()),
                State::CarriedOver => (Outcome::Open, "van vorig jaar, nog niet bevestigd".into()),
            };
            Case { subject: Subject::Norm(result.norm), outcome, text }
        };
        self.results(gate).map(case).collect()
    }

    fn norm(&self, index: usize) -> &Norm {
        &self.catalogue.norms[index]
    }

    fn answer(&self, result: &NormResult) -> Option<&Answer> {
        self.assessment.answer(&self.norm(result.norm).id)
    }

    /// The plan line of a norm below its target.
    fn planned(&self, result: &NormResult, level: u8) -> Found {
        if result.on_target() {
            return met(format!("niveau {level}, op streefniveau"));
        }
        let Some(answer) = self.answer(result) else { return missed("geen actie") };
        let filled = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        let latest = self.catalogue.milestone("voldoen").and_then(|milestone| milestone.latest);
        let mut lacks = Vec::new();
        if !filled(&answer.action) {
            lacks.push("geen actie".to_owned());
        }
        if !filled(&answer.action_owner) {
            lacks.push("geen actiehouder".to_owned());
        }
        match (answer.due, latest) {
            (None, _) => lacks.push("geen streefdatum".to_owned()),
            (Some(due), Some(latest)) if due > latest => {
                lacks.push(format!("streefdatum {} is na {}", dutch::date(due), dutch::date(latest)));
            }
            _ => {}
        }
        if lacks.is_empty() && answer.plan_status != Some(PlanStatus::Confirmed) {
            lacks.push("actie nog niet bevestigd".to_owned());
        }
        if lacks.is_empty() { met("actie bevestigd") } else { missed(dutch::and_list(&lacks)) }
    }

    fn adopted_plan(&self) -> Case {
        let (outcome, text) = match self.assessment.meta.plan_adopted_on {
            Some(day) if day > self.today => {
                missed(format!("plan vastgesteld op {}: die dag moet nog komen", dutch::date(day)))
            }
            Some(day) => met(format!("plan vastgesteld op {}", dutch::date(day))),
            None => missed("plan nog niet vastgesteld"),
        };
        Case { subject: Subject::Meta("plan-vastgesteld-op"), outcome, text }
    }

    /// Nothing where there is nothing to take the mean of.
    fn mean(&self, gate: &Gate, wanted: Decimal) -> Option<Case> {
        let levels: Vec<u32> = self.results(gate).filter_map(|norm| norm.level()).map(u32::from).collect();
        let count = u32::try_from(levels.len()).ok().filter(|count| *count > 0)?;
        let sum: u32 = levels.iter().sum();
        let shown = wanted.compared_with(sum, count);
        let (outcome, text) = match wanted.is_reached_by(sum, count) {
            true => met(format!("gemiddelde {shown}; nodig {wanted}")),
            false => missed(format!("gemiddelde {shown}; nodig {wanted}")),
        };
        Some(Case { subject: Subject::Together, outcome, text })
    }

    fn recent(&self, result: &NormResult, period: Period) -> Found {
        let today = self.today;
        let earliest = today.saturating_sub(period.span());
        match self.answer(result).and_then(|answer| answer.assessed_on) {
            None => missed("zonder datum van beoordeling"),
            Some(day) if day > today => {
                missed(format!("beoordeeld op {}: die dag moet nog komen", dutch::date(day)))
            }
            Some(day) if day < earliest => missed(format!("beoordeeld op {}", dutch::date(day))),
            Some(day) => met(format!("beoordeeld op {}", dutch::date(day))),
        }
    }

    fn no_decline(&self, gate: &Gate, before: &Assessment) -> Vec<Case> {
        let old = norm_results(self.catalogue, before);
        let case = |result: &NormResult| {
            let was = &old[result.norm];
            let (outcome, text) = match (was.state, result.state) {
                (State::Level(was), State::Level(now)) if now < was => {
                    missed(format!("niveau {was} werd {now}"))
                }
                (State::Level(was), State::NotApplicable) => {
                    missed(format!("was niveau {was}, nu niet van toepassing"))
                }
                (State::Level(was), _) if result.open() => missed(format!("was niveau {was}, nu open")),
                (State::NotApplicable, _) if result.open() => missed("was niet van toepassing, nu open"),
                (_, State::NotApplicable) => (Outcome::NotApplicable, "niet van toepassing".into()),
                (State::Level(was), State::Level(now)) if now == was => {
                    met(format!("nog steeds niveau {now}"))
                }
                (State::Level(was), State::Level(now)) => met(format!("niveau {was} werd {now}")),
                (_, State::Level(now)) => met(format!("nieuw: niveau {now}")),
                _ => met("was ook open"),
            };
            Case { subject: Subject::Norm(result.norm), outcome, text }
        };
        self.results(gate).map(case).collect()
    }

    fn official(&self, gate: &Gate) -> Vec<Case> {
        let case = |result: &NormResult| {
            let norm = self.norm(result.norm);
            let (outcome, text) = match (norm.unconfirmed(), result.open()) {
                (false, _) => met("nummer en titel bevestigd"),
                (true, true) => met("niet bevestigd, en nog niet beantwoord"),
                (true, false) => missed(norm.status.text()),
            };
            Case { subject: Subject::Norm(result.norm), outcome, text }
        };
        self.results(gate).map(case).collect()
    }

    fn not_applicable_at_most(&self, gate: &Gate, most: u32) -> Case {
        let found = self.results(gate).filter(|norm| !norm.applicable()).count();
        let text = format!("{} n.v.t.; hoogstens {most}", dutch::count(found, "norm", "normen"));
        let outcome = if found as u64 > u64::from(most) { Outcome::NotMet } else { Outcome::Met };
        Case { subject: Subject::Together, outcome, text: text.into() }
    }

    fn annual_report(&self) -> anyhow::Result<Vec<Case>> {
        let analysis = analyse(self.catalogue, self.assessment, None, self.today);
        let text = paragraph::write(&analysis, Length::Long)?.text();
        let marks = paragraph::pieces(&text).into_iter().filter_map(|piece| match piece {
            Piece::Mark(mark) => Some(mark.to_owned()),
            Piece::Plain(_) => None,
        });
        let case = |(outcome, text)| Case { subject: Subject::AnnualReport, outcome, text };
        let mut cases: Vec<Case> = marks.map(|mark| case(missed(mark))).collect();
        cases.dedup();
        if cases.is_empty() {
            cases.push(case(met("niets meer in te vullen")));
        }
        Ok(cases)
    }

    fn finished(&self) -> Case {
        let stage = self.assessment.meta.stage;
        let text = format!("de meting is {}", stage.as_str());
        let outcome = if stage == Stage::Open { Outcome::NotMet } else { Outcome::Met };
        Case { subject: Subject::Meta("status"), outcome, text: text.into() }
    }

    /// An exception that holds turns a miss into no miss; one that has ended says so.
    fn except(&self, gate: &Gate, case: &mut Case) {
        let Subject::Norm(norm) = case.subject else { return };
        if !case.outcome.fails() {
            return;
        }
        let fits = |exception: &&Exception| {
            exception.norm == norm && (exception.gates.is_empty() || exception.gates.contains(&gate.name))
        };
        let Some(exception) = self.exceptions.iter().filter(fits).max_by_key(|exception| exception.until)
        else {
            return;
        };
        let until = dutch::date(exception.until);
        if self.today <= exception.until {
            case.outcome = Outcome::Excepted;
            case.text =
                format!("{}; uitzondering tot en met {until}: {}", case.text, exception.reason).into();
        } else {
            case.text = format!("{}; de uitzondering liep tot en met {until}", case.text).into();
        }
    }

    /// The demand in plain Dutch.
    fn demand(&self, demand: &Demand) -> String {
        match demand {
            Demand::Complete => "elke norm is beantwoord, of n.v.t. met reden".to_owned(),
            Demand::Plan => {
                "elke norm is beantwoord, en wat onder het streefniveau ligt staat in een vastgesteld plan"
                    .to_owned()
            }
            Demand::Complies => "elke norm die van toepassing is, is op niveau".to_owned(),
            Demand::Target(target) => {
                format!("elke norm die van toepassing is, heeft minstens niveau {target}")
            }
            Demand::Mean(wanted) => format!("het gemiddelde niveau is minstens {wanted}"),
            Demand::NoDecline(before) => {
                format!("geen norm lager dan in de meting over {}", before.meta.reporting_year)
            }
            Demand::Evidence => "elke norm op streefniveau heeft bewijs".to_owned(),
            Demand::Recent(period) => {
                format!("elke norm is hoogstens {} geleden beoordeeld", period.text())
            }
            Demand::Official => "geen antwoord op een norm die nog niet bevestigd is".to_owned(),
            Demand::NotApplicableAtMost(most) => format!("hoogstens {most} normen n.v.t."),
            Demand::AnnualReport => "in de IBP-paragraaf hoeft niets meer ingevuld".to_owned(),
            Demand::Finished => "de meting is afgerond of vastgesteld".to_owned(),
        }
    }

    fn summary(&self, gate: &Gate, cases: &[Case], met: bool) -> String {
        let count = |outcome| cases.iter().filter(|case| case.outcome == outcome).count();
        let mut parts = Vec::new();
        let open = self.ids(cases, |case| case.outcome == Outcome::Open);
        if !open.is_empty() {
            parts.push(format!("{} van {} normen open: {}", open.len(), gate.norms.len(), shortened(&open)));
        }
        let short = self.ids(cases, |case| case.outcome == Outcome::NotMet);
        if !short.is_empty() {
            parts.push(format!("{} {}: {}", short.len(), self.miss(&gate.demand), shortened(&short)));
        }
        let whole = cases.iter().filter(|case| !matches!(case.subject, Subject::Norm(_)));
        match gate.demand {
            Demand::AnnualReport if !met => {
                parts.push(format!("nog {} in te vullen", dutch::count(cases.len(), "gegeven", "gegevens")));
            }
            _ => parts.extend(whole.map(|case| case.text.to_string())),
        }
        if met && parts.is_empty() {
            parts.push(match (count(Outcome::Met), count(Outcome::NotApplicable)) {
                (0, 0) => "alleen normen met een uitzondering".to_owned(),
                (0, all) => format!("alle {all} normen zijn n.v.t.; er is niets getoetst"),
                (found, 0) => format!("{found} van {found} normen"),
                (found, not) => format!("{found} van {found} toepasselijke normen, {not} n.v.t."),
            });
        }
        match count(Outcome::Excepted) {
            0 => {}
            1 => parts.push("1 uitzondering".to_owned()),
            more => parts.push(format!("{more} uitzonderingen")),
        }
        parts.join("; ")
    }

    fn ids(&self, cases: &[Case], keep: impl Fn(&Case) -> bool) -> Vec<&str> {
        let norm = |case: &Case| match case.subject {
            Subject::Norm(norm) if keep(case) => Some(self.norm(norm).id.as_str()),
            _ => None,
        };
        cases.iter().filter_map(norm).collect()
    }

    /// What a norm that is answered and still misses the demand is.
    fn miss(&self, demand: &Demand) -> String {
        match demand {
            Demand::Plan => "zonder bevestigde planregel".to_owned(),
            Demand::Complies => "onder het streefniveau".to_owned(),
            Demand::Target(target) => format!("onder niveau {target}"),
            Demand::Evidence => "op streefniveau zonder bewijs".to_owned(),
            Demand::Recent(period) => format!("niet in de laatste {} beoordeeld", period.text()),
            Demand::NoDecline(_) => "gedaald of vervallen".to_owned(),
            Demand::Official => "niet bevestigd".to_owned(),
            _ => "niet in orde".to_owned(),
        }
    }
}

/// What there is to do about what misses this demand, besides answering open norms.
fn to_do_for(demand: &Demand, cases: &[Case]) -> Vec<String> {
    let missed = || cases.iter().filter(|case| case.outcome == Outcome::NotMet);
    let whole = missed().any(|case| !matches!(case.subject, Subject::Norm(_)));
    let norms = missed().filter(|case| matches!(case.subject, Subject::Norm(_))).count();
    let counted = |one: &str, more: &str| dutch::count(norms, one, more);
    let mut todo = Vec::new();
    if norms > 0 {
        let norms = counted("norm", "normen");
        todo.push(match demand {
            Demand::Plan => format!("maak {} af", counted("planregel", "planregels")),
            Demand::Evidence => format!("noteer het bewijs bij {norms}"),
            Demand::Recent(_) => format!("beoordeel {norms} opnieuw"),
            Demand::NoDecline(_) => format!("kijk na waarom {norms} terug is gegaan of verviel"),
            Demand::Official => format!("vergelijk {norms} met de officiële site"),
            _ => format!("breng {norms} op niveau"),
        });
    }
    if whole {
        todo.push(match demand {
            Demand::Plan => "laat het plan vaststellen".to_owned(),
            Demand::Mean(_) => "breng het gemiddelde omhoog".to_owned(),
            Demand::NotApplicableAtMost(_) => "kijk na of alles wat n.v.t. is dat echt is".to_owned(),
            Demand::AnnualReport => "vul aan wat in de IBP-paragraaf ontbreekt".to_owned(),
            _ => "rond de meting af".to_owned(),
        });
    }
    todo
}

fn at_least(level: u8, wanted: u8) -> Found {
    if level >= wanted { met(at_level(level)) } else { missed(format!("niveau {level}; nodig {wanted}")) }
}

fn evidenced(result: &NormResult, level: u8) -> Found {
    match (result.on_target(), result.evidence) {
        (false, _) => met(format!("niveau {level}, onder het streefniveau; geen bewijs nodig")),
        (true, true) => met(format!("niveau {level}, met bewijs")),
        (true, false) => missed(format!("niveau {level}, zonder bewijs")),
    }
}

/// The most ids a line names.
const NAMED: usize = 8;

fn shortened(ids: &[&str]) -> String {
    match ids.len() {
        n if n > NAMED => format!("{} en nog {}", ids[..NAMED].join(", "), n - NAMED),
        _ => ids.join(", "),
    }
}
