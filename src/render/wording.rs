//! What the workbook and the Markdown of the gap analysis say in the same words. Every figure comes from `analysis`.

pub mod asking;
pub mod comparison;

use crate::analysis::{
    Analysis, BenchmarkRow, Class, Figures, LevelTexts, PAGE_ONE, Previous, Reliability, RoleToAsk, Shown,
    State,
};
use crate::assessment::redact::NOT_SENT;
use crate::assessment::{Answer, Method, Reply, Stage};
use crate::catalogue::{Benchmark, Catalogue, Effort, Milestone, Norm, Origin};
use crate::dutch;
use crate::finding::print::visible_path;

use super::{CONFIDENTIAL, WITHOUT_NOTES};

pub mod group;
pub mod overview;

/// Who may see it.
pub fn confidentiality(analysis: &Analysis) -> &'static str {
    if analysis.without_notes { WITHOUT_NOTES } else { CONFIDENTIAL }
}

/// Who filled it in.
pub fn assessor<'a>(analysis: &'a Analysis) -> &'a str {
    let missing = if analysis.without_notes { NOT_SENT } else { "niet ingevuld" };
    analysis.assessment.meta.assessor.as_deref().unwrap_or(missing)
}

/// The title of the gap analysis.
pub const TITLE: &str = "Gap-analyse";

/// What must stand with every mean.
pub const MEAN_CAUTION: &str = "Een gemiddelde zegt niets over voldoen: daarvoor telt elke norm. Het gaat alleen over beantwoorde normen.";

/// What must stand with every link that is ours.
pub const INDICATIVE: &str = "De koppelingen aan normen zijn van dit hulpmiddel: indicatief, niet officieel.";

/// What must stand with every offer of support.
pub const SUPPORT_CAUTION: &str =
    "Aanbod verandert: vraag het na voordat je erop rekent. Het kan ook voor een andere sector zijn.";

/// What the order of the gaps means.
pub fn class_meaning(class: Class) -> &'static str {
    match class {
        Class::First => {
            "de wet vraagt de kern van de norm nu al, of de norm hoort bij een basismaatregel of een aandachtspunt"
        }
        Class::Next => "twee of meer niveaus onder het streefniveau",
        Class::Later => "de rest",
    }
}

/// What an effort means for a small board.
pub fn effort_meaning(effort: Effort) -> &'static str {
    match effort {
        Effort::Small => "dagen werk",
        Effort::Medium => "weken, naast ander werk",
        Effort::Large => "maanden",
    }
}

/// Last year's assessment in a few words.
pub fn previous(previous: &Previous) -> String {
    let moved = format!("{} gestegen, {} gedaald", previous.risen.len(), previous.fallen.len());
    match previous.reference_date {
        Some(date) => {
            format!("verslagjaar {}, peildatum {}: {moved}", previous.reporting_year, dutch::date(date))
        }
        None => format!("verslagjaar {}: {moved}", previous.reporting_year),
    }
}

/// A norm with where it stands: "BC.03 Offsite back-upopslag ° (2 Herhaalbaar)".
pub fn norm_and_state(analysis: &Analysis, norm: usize) -> String {
    let state = match analysis.norms[norm].state {
        State::Level(found) => level(analysis.catalogue, found),
        State::NotApplicable => "n.v.t.".to_owned(),
        State::Open | State::AskAround | State::CarriedOver => "open".to_owned(),
    };
    let norm = analysis.norm(norm);
    format!("{} {} ({state})", norm.id, norm.marked_title())
}

/// Why there is no offer of support to show.
pub fn no_support(analysis: &Analysis) -> &'static str {
    if analysis.gaps.is_empty() {
        no_gaps(analysis)
    } else {
        "Er is geen aanbod bekend dat past bij de normen onder het streefniveau."
    }
}

/// The heading above the basismaatregelen.
pub fn measures_title(catalogue: &Catalogue) -> String {
    let measures = &catalogue.measures;
    match measures.published {
        Some(date) => format!("Basismaatregelen ({}, {})", measures.publisher, dutch::date(date)),
        None => format!("Basismaatregelen ({})", measures.publisher),
    }
}

/// The published figure beside the board's own, in one line.
pub fn benchmark_figures(catalogue: &Catalogue, row: &BenchmarkRow) -> String {
    let benchmark = row.benchmark;
    let mut parts = benchmark_published(benchmark);
    if let Some(own) = &row.own {
        let part = catalogue.parts.iter().find(|part| part.id == benchmark.part);
        let part = part.map_or("", |part| part.name.as_str());
        parts.push(format!("jullie {}: gemiddeld {}", part.to_lowercase(), mean(own)));
    }
    parts.join("; ")
}

/// What was published, in a few words each.
fn benchmark_published(benchmark: &Benchmark) -> Vec<String> {
    let number = |number: f64| Shown::from_f64(number).to_string();
    let mut parts = Vec::new();
    if let Some(mean) = benchmark.mean {
        let range = match (benchmark.lowest, benchmark.highest) {
            (Some(lowest), Some(highest)) => format!(" (van {} tot {})", number(lowest), number(highest)),
            _ => String::new(),
        };
        parts.push(format!("gemiddeld {}{range}", number(mean)));
    }
    if let Some(met) = benchmark.all_norms_met {
        parts.push(format!("{met} van {} voldeden aan alle normen", benchmark.n));
    }
    parts
}

/// The name of the board.
pub fn board<'a>(analysis: &'a Analysis) -> &'a str {
    analysis.assessment.board.shown_name()
}

/// The day the figures stand for, in words.
pub fn reference_date(analysis: &Analysis) -> String {
    let meta = &analysis.assessment.meta;
    match (meta.reference_date, analysis.figures_date()) {
        (Some(date), _) => dutch::date(date),
        (None, Some(date)) => format!("nog niet vastgesteld; stand van {}", dutch::date(date)),
        (None, None) => format!("nog niet vastgesteld; stand van {}", dutch::date(analysis.today)),
    }
}

/// The day the figures stand for, as short as a page header needs it.
pub fn short_reference_date(analysis: &Analysis) -> String {
    let kind = if analysis.assessment.meta.reference_date.is_some() { "peildatum" } else { "stand van" };
    format!("{kind} {}", dutch::date(analysis.figures_date().unwrap_or(analysis.today)))
}

/// How the assessment was made and what that is worth.
pub fn method(method: Method) -> String {
    let meaning = match method {
        Method::SelfAssessment => {
            "het bestuur heeft zichzelf beoordeeld; de uitkomst is niet extern getoetst"
        }
        Method::PeerReview => {
            "collega's van een ander bestuur hebben beoordeeld; dat is geen onafhankelijke externe toets"
        }
        Method::External => "mensen van buiten hebben beoordeeld",
    };
    format!("{}: {meaning}", method.text())
}

/// How far the assessment is.
pub fn stage(analysis: &Analysis) -> String {
    let meta = &analysis.assessment.meta;
    match meta.stage {
        Stage::Open => "open: de antwoorden kunnen nog veranderen".to_owned(),
        Stage::Finished => "afgerond, nog niet vastgesteld door het bestuur".to_owned(),
        Stage::Adopted => match meta.adopted_on {
            Some(date) => format!("vastgesteld door het bestuur op {}", dutch::date(date)),
            None => "vastgesteld door het bestuur".to_owned(),
        },
    }
}

/// The edition, and the folder where the catalogue is not the embedded one.
pub fn edition(catalogue: &Catalogue) -> String {
    match &catalogue.origin {
        Origin::Embedded => catalogue.edition.clone(),
        Origin::Folder(folder) => format!("{} (uit map {})", catalogue.edition, visible_path(folder)),
    }
}

/// "34 van 91", or "–" where nothing applies.
pub fn on_target(figures: &Figures) -> String {
    match &figures.share {
        Some(share) => format!("{} van {}", share.part, share.whole),
        None => "–".to_owned(),
    }
}

/// "2,3", or "–" where nothing is answered.
pub fn mean(figures: &Figures) -> String {
    crate::analysis::number::or_dash(figures.mean.as_ref().map(|mean| mean.shown))
}

/// "37,4", or "–" where nothing applies.
pub fn share(figures: &Figures) -> String {
    crate::analysis::number::or_dash(figures.share.as_ref().map(|share| share.shown))
}

/// "2 Herhaalbaar".
pub fn level(catalogue: &Catalogue, level: u8) -> String {
    format!("{level} {}", catalogue.level_name(level))
}

/// "1 Ad hoc", or "–" where nothing is answered.
pub fn lowest(catalogue: &Catalogue, figures: &Figures) -> String {
    figures.lowest.as_ref().map_or("–".to_owned(), |lowest| level(catalogue, lowest.level))
}

/// The norms with the lowest level: all of them, or the first few and how many more there are.
pub fn lowest_norms(catalogue: &Catalogue, figures: &Figures, most: usize) -> String {
    let norms = figures.lowest.as_ref().map_or(&[][..], |lowest| &lowest.norms);
    first_norms(catalogue, norms, most)
}

/// The ids of these norms: all of them, or the first few and how many more there are.
pub fn first_norms(catalogue: &Catalogue, norms: &[usize], most: usize) -> String {
    let shown = if norms.len() <= most + 1 { norms.len() } else { most };
    let ids: Vec<&str> = norms[..shown].iter().map(|norm| catalogue.norms[*norm].id.as_str()).collect();
    match norms.len() - shown {
        0 => ids.join(", "),
        more => format!("{} en {more} andere", ids.join(", ")),
    }
}

/// "1 norm", "3 normen".
pub fn norms(count: u32) -> String {
    dutch::count(count as usize, "norm", "normen")
}

/// All figures of a scope in one line.
pub fn figures_line(catalogue: &Catalogue, figures: &Figures) -> String {
    format!(
        "{} op streefniveau, {} onderbouwd, gemiddeld {}, laagste {}, {} open, {} n.v.t.",
        on_target(figures),
        figures.evidenced,
        mean(figures),
        lowest(catalogue, figures),
        figures.open,
        figures.not_applicable
    )
}

/// Whether the board complies, with the counts that belong to it.
pub fn verdict(analysis: &Analysis) -> String {
    let verdict = &analysis.verdict;
    let aside = match verdict.not_applicable {
        0 => String::new(),
        count => format!(" ({count} n.v.t.)"),
    };
    if verdict.applicable == 0 {
        return format!("Er is niets om te beoordelen: geen enkele norm is van toepassing{aside}.");
    }
    if analysis.whole.answered == 0 {
        return format!(
            "Er is nog niets te zeggen over voldoen: {} open{aside}.",
            all_applicable(verdict.applicable, "is", "zijn")
        );
    }
    if verdict.complies {
        return format!(
            "Voldoet, volgens deze {}: {} op of boven het vereiste niveau{aside}.",
            analysis.assessment.meta.method.text(),
            all_applicable(verdict.applicable, "staat", "staan")
        );
    }
    let below = || match verdict.below {
        1 => "staat er 1 onder het vereiste niveau".to_owned(),
        count => format!("staan er {count} onder het vereiste niveau"),
    };
    let open = || match verdict.open {
        1 => "is er 1 nog open".to_owned(),
        count => format!("zijn er {count} nog open"),
    };
    let what = match (verdict.below, verdict.open) {
        (_, 0) => below(),
        (0, _) => open(),
        _ => format!("{} en {}", below(), open()),
    };
    format!("Voldoet nog niet: van de {} toepasselijke normen {what}{aside}.", verdict.applicable)
}

fn all_applicable(count: u32, one: &str, more: &str) -> String {
    match count {
        1 => format!("de enige toepasselijke norm {one}"),
        _ => format!("alle {count} toepasselijke normen {more}"),
    }
}

/// What the verdict asks, and where an own target differs from it.
pub fn verdict_meaning(analysis: &Analysis) -> String {
    let catalogue = analysis.catalogue;
    let mut text = format!(
        "Voldoen betekent: elke norm die van toepassing is, is beantwoord en staat op niveau {} of hoger, of op het eigen streefniveau als dat hoger is.",
        level(catalogue, catalogue.target)
    );
    match analysis.lowered_targets() {
        0 => {}
        1 => text.push_str(" Eén norm heeft een lager eigen streefniveau; dat stuurt het plan, maar telt niet voor voldoen."),
        count => text.push_str(&format!(
            " {count} normen hebben een lager eigen streefniveau; dat stuurt het plan, maar telt niet voor voldoen."
        )),
    }
    text
}

/// How far the plan is.
pub fn plan(analysis: &Analysis) -> String {
    let plan = &analysis.plan;
    let adopted = match analysis.assessment.meta.plan_adopted_on {
        Some(date) => format!("Het plan is vastgesteld op {}.", dutch::date(date)),
        None => "Het plan is nog niet vastgesteld.".to_owned(),
    };
    match plan.gaps {
        0 => no_gaps(analysis).to_owned(),
        gaps => format!(
            "{} een actie met actiehouder en streefdatum; {} bevestigd. {adopted}",
            match plan.planned {
                1 if gaps == 1 => "De enige norm onder het streefniveau heeft".to_owned(),
                planned if planned == gaps => format!("Alle {gaps} normen onder het streefniveau hebben"),
                1 => format!("Van de {} onder het streefniveau heeft er 1", norms(gaps)),
                planned => format!("Van de {} onder het streefniveau hebben er {planned}", norms(gaps)),
            },
            if plan.confirmed == 1 {
                "daarvan is er 1".to_owned()
            } else {
                format!("daarvan zijn er {}", plan.confirmed)
            },
        ),
    }
}

/// How far the plan for one norm is: proposed, confirmed or done.
pub fn plan_state(answer: Option<&Answer>) -> String {
    match answer.and_then(|answer| answer.completed_on) {
        Some(date) => format!("afgerond op {}", dutch::date(date)),
        None => answer
            .and_then(|answer| answer.plan_status)
            .map_or(String::new(), |status| status.as_str().to_owned()),
    }
}

/// Why there are no gaps to show.
pub fn no_gaps(analysis: &Analysis) -> &'static str {
    match (analysis.whole.answered, analysis.whole.open) {
        (0, 0) => "Geen enkele norm is van toepassing; er is geen norm onder het streefniveau.",
        (0, _) => {
            "Er is nog geen norm met een niveau beantwoord. Wat onder het streefniveau ligt, is dus nog niet te zien."
        }
        (_, 0) => "Alle normen die van toepassing zijn, staan op of boven het streefniveau.",
        _ => {
            "Alle normen die beantwoord zijn, staan op of boven het streefniveau. Over de open normen is nog niets te zeggen."
        }
    }
}

/// What page one shows of all gaps.
pub fn page_one(analysis: &Analysis) -> String {
    let (shown, all) = (analysis.page_one().len(), analysis.gaps.len());
    let classes = &analysis.classes;
    let counts =
        format!("{} met klasse eerst, {} daarna en {} later", classes.first, classes.next, classes.later);
    if all <= PAGE_ONE {
        format!("{} onder het streefniveau: {counts}.", dutch::count(all, "norm", "normen"))
    } else {
        format!("De {shown} dringendste van de {all} normen onder het streefniveau ({counts}).")
    }
}

/// Whether an open norm was asked about, carried over or not touched.
pub fn open_state(analysis: &Analysis, norm: usize) -> String {
    let reply = analysis.answer(norm).map(|answer| &answer.reply);
    match (analysis.norms[norm].state, reply) {
        (State::AskAround, _) => "navragen".to_owned(),
        (State::CarriedOver, Some(Reply::Level(found))) => {
            format!("overgenomen van vorig jaar: {}; nog bevestigen", level(analysis.catalogue, *found))
        }
        (State::CarriedOver, _) => "overgenomen van vorig jaar; nog bevestigen".to_owned(),
        _ => "nog niet beantwoord".to_owned(),
    }
}

/// Every open norm of a role: those that someone said to ask here first.
pub fn open_norms(role: &RoleToAsk) -> impl Iterator<Item = usize> {
    role.asked.iter().chain(&role.open).copied()
}

/// How many norms are open, and that the list says whom to ask.
pub fn open_intro(analysis: &Analysis) -> String {
    match analysis.whole.open {
        0 => "Er zijn geen open normen.".to_owned(),
        count => format!(
            "{} nog open. Bij “navragen” staat wie jullie zelf noemden; anders wie het volgens dit hulpmiddel waarschijnlijk weet.",
            if count == 1 { "Eén norm is".to_owned() } else { format!("{count} normen zijn") }
        ),
    }
}

/// When a milestone counts.
pub fn milestone_when(milestone: &Milestone) -> String {
    if let Some(year) = milestone.from_reporting_year {
        return format!("vanaf verslagjaar {year}");
    }
    if let Some(day) = yearly_day(&milestone.yearly_before) {
        return format!("elk jaar vóór {day}");
    }
    match (milestone.year, milestone.latest) {
        (Some(year), Some(latest)) => format!("in {year}, uiterlijk {}", dutch::date(latest)),
        (Some(year), None) => format!("in {year}"),
        (None, Some(latest)) => format!("uiterlijk {}", dutch::date(latest)),
        (None, None) => "geen datum bekend".to_owned(),
    }
}

/// "07-01" as "1 juli".
fn yearly_day(month_and_day: &str) -> Option<String> {
    // Any leap year will do: only day and month are shown.
    let date: jiff::civil::Date = format!("2024-{month_and_day}").parse().ok()?;
    Some(format!("{} {}", date.day(), dutch::month(date)))
}

/// Agreement or duty.
pub fn milestone_kind(milestone: &Milestone) -> &'static str {
    if milestone.duty { "plicht" } else { "afspraak" }
}

/// What a milestone asks, and what of that is our reading.
pub fn milestone_text(milestone: &Milestone) -> String {
    match milestone.reading.as_str() {
        "" => milestone.text.clone(),
        reading => format!("{} Onze lezing: {reading}", milestone.text),
    }
}

/// Of how many, and in which sector: "14 besturen, po en vo".
pub fn benchmark_group(benchmark: &Benchmark) -> String {
    let group = format!("{} {}", benchmark.n, benchmark.n_unit);
    if benchmark.sector.is_empty() { group } else { format!("{group}, {}", benchmark.sector) }
}

/// Everything that must be said with a published figure.
pub fn benchmark_text(benchmark: &Benchmark) -> String {
    let sentence = |text: &str| {
        let text = text.trim();
        if text.is_empty() || text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
    };
    [
        format!("Methode: {}", sentence(&benchmark.method)),
        sentence(&benchmark.finding),
        format!("Let op: {}", sentence(&benchmark.caution)),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" ")
}

/// What a reader must know before relying on numbers, titles and level texts; empty where all is confirmed.
pub fn cautions(analysis: &Analysis) -> Vec<String> {
    let found = &analysis.reliability;
    let mut cautions: Vec<String> = unconfirmed_caution(found).into_iter().collect();
    if found.provisional > 0 {
        cautions.push(format!(
            "{} voorlopig: zelfs het nummer is niet bekend. Ze beginnen met V- en zijn eigen invulling, geen officiële normen. {}; in de uitleg staan de cijfers zonder deze normen.",
            if found.provisional == 1 { "1 norm is".to_owned() } else { format!("{} normen zijn", found.provisional) },
            match analysis.provisional_answered() {
                0 => "Geen ervan is met een niveau beantwoord".to_owned(),
                1 => "1 ervan is met een niveau beantwoord".to_owned(),
                count => format!("{count} ervan zijn met een niveau beantwoord"),
            }
        ));
    }
    if !found.to_compare.is_empty() {
        cautions.push(
            "Vragen, korte teksten en niveauteksten zijn in eigen woorden. Leg een belangrijk oordeel naast de officiële tekst."
                .to_owned(),
        );
    }
    cautions
}

/// That numbers and titles were not all compared with the official site; `None` where they were.
pub fn unconfirmed_caution(found: &Reliability) -> Option<String> {
    (found.unconfirmed() > 0).then(|| {
        format!(
            "Van {} van de {} zijn nummer en titel nog niet vergeleken met de officiële site. Ze hebben het teken °; de lijst staat in de uitleg.",
            found.unconfirmed(),
            norms(found.norms)
        )
    })
}

/// The rules of scoring, each with its subject.
pub fn rules(catalogue: &Catalogue) -> Vec<(&'static str, String)> {
    let target = level(catalogue, catalogue.target);
    vec![
        ("Niveau kiezen", dutch::HOW_TO_CHOOSE.to_owned()),
        ("Streefniveau", format!("Het normenkader vraagt op elke norm minstens niveau {target}. Een bestuur mag hoger mikken. Een lager eigen streefniveau stuurt alleen het plan en heeft een reden nodig.")),
        ("Op streefniveau", "Het aantal normen op of boven het streefniveau, van alle normen die van toepassing zijn. Open normen tellen in dat totaal mee.".to_owned()),
        ("Onderbouwd", "De normen op streefniveau waarbij is vastgelegd waar het bewijs staat.".to_owned()),
        ("Gemiddelde", format!("Het gemiddelde niveau van de beantwoorde normen. {MEAN_CAUTION}")),
        ("Open", "Een norm zonder niveau. Navragen en overgenomen van vorig jaar tellen ook als open. Een open norm is nooit niveau 1 en nooit 0.".to_owned()),
        ("N.v.t.", "Niet van toepassing, altijd met een reden. Deze normen tellen in geen enkel cijfer mee en staan er apart naast. Uitbesteden is geen reden voor n.v.t.".to_owned()),
        ("Voldoen", format!("Alle toepasselijke normen zijn beantwoord en staan op niveau {target} of hoger, of op het eigen streefniveau als dat hoger is.")),
        ("Afronden", "Cijfers hebben één decimaal. Afronden maakt een cijfer nooit mooier dan het is: een gemiddelde net onder het streefniveau wordt niet het streefniveau, en 100 % staat er alleen als alles gehaald is.".to_owned()),
        ("Volgorde", format!(
            "Eerst: {}. Daarna: {}. Later: {}. Binnen een klasse gaan het grootste verschil en daarna het minste werk voor; in klasse eerst gaat de wet voor alles.",
            class_meaning(Class::First), class_meaning(Class::Next), class_meaning(Class::Later)
        )),
        ("Moeite", format!(
            "Werk voor een klein bestuur om het streefniveau te halen, door dit hulpmiddel geschat. Klein: {}; middel: {}; groot: {}.",
            effort_meaning(Effort::Small), effort_meaning(Effort::Medium), effort_meaning(Effort::Large)
        )),
    ]
}

/// The marks, each with its meaning.
pub fn marks() -> [(&'static str, &'static str); 5] {
    [
        ("°", "De titel (en het nummer) is nog niet vergeleken met de officiële site."),
        (
            "V-…",
            "Een voorlopige norm: zelfs het nummer is niet bekend. De norm is eigen invulling, tot hij op de officiële site is opgezocht.",
        ),
        ("–", "Er is nog niets beantwoord, of niets is van toepassing. Het is geen nul."),
        (
            "indicatief",
            "Een koppeling of verwijzing van dit hulpmiddel zelf, niet van de uitgever van het normenkader.",
        ),
        ("navragen", "Iemand anders weet het antwoord; de norm telt als open."),
    ]
}

/// How sure numbers and titles are.
pub fn titles(found: &Reliability) -> String {
    format!(
        "{} bevestigd op de officiële site, {} van derden, {} eigen invulling (waarvan {} voorlopig).",
        found.confirmed, found.second_hand, found.reconstructed, found.provisional
    )
}

/// How sure the texts of one level are.
pub fn level_texts(texts: &LevelTexts) -> String {
    let mut parts = vec![
        format!("{} gezien", texts.seen),
        format!("{} deels gezien", texts.partial),
        format!("{} afgeleid", texts.inferred),
    ];
    if texts.unknown > 0 {
        parts.push(format!("{} onbekend", texts.unknown));
    }
    parts.join(", ")
}

/// How sure the level texts of one norm are, levels taken together: "1-2 gezien, 3 deels, 4-5 afgeleid".
pub fn certainty(norm: &Norm) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut start = 0;
    while start < norm.certainty.len() {
        let same =
            norm.certainty[start..].iter().take_while(|found| **found == norm.certainty[start]).count();
        let range =
            if same == 1 { format!("{}", start + 1) } else { format!("{}-{}", start + 1, start + same) };
        parts.push(format!("{range} {}", norm.certainty[start].as_str()));
        start += same;
    }
    if parts.is_empty() { "onbekend".to_owned() } else { parts.join(", ") }
}

/// Everything the catalogue names as its source, each with what it is the source of and every source once.
pub fn sources(catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut sources = vec![(format!("Normenkader ({})", catalogue.publisher), catalogue.source.clone())];
    sources.push(("Basismaatregelen".to_owned(), catalogue.measures.source.clone()));
    sources.push(("Basismaatregelen, nieuwere pagina".to_owned(), catalogue.measures.newer_page.clone()));
    sources.push(("Aandachtspunten".to_owned(), catalogue.attention.source.clone()));
    sources.extend(catalogue.benchmarks.iter().map(|b| (b.name.clone(), b.source.clone())));
    sources.extend(catalogue.milestones.iter().map(|m| (m.name.clone(), m.source.clone())));
    sources.retain(|(_, source)| !source.trim().is_empty());
    sources
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::assessment::Assessment;
    use crate::catalogue::{Certainty, embedded};
    use jiff::civil::date;

    fn with_analysis(replies: impl Fn(usize) -> Reply, check: impl Fn(&Analysis)) {
        let catalogue = embedded::newest();
        let today = date(2026, 11, 21);
        let mut assessment = Assessment::new(&catalogue.id, &catalogue.edition, 2026, today);
        for (index, norm) in catalogue.norms.iter().enumerate() {
            let answer = Answer { reply: replies(index), ..Answer::default() };
            assessment.answers.insert(norm.id.clone(), answer);
        }
        check(&analyse(&catalogue, &assessment, None, today));
    }

    #[test]
    fn the_verdict_of_an_untouched_assessment_says_nothing_about_complying() {
        with_analysis(
            |_| Reply::Open,
            |a| {
                assert_eq!(
                    verdict(a),
                    "Er is nog niets te zeggen over voldoen: alle 94 toepasselijke normen zijn open."
                );
                assert!(no_gaps(a).contains("nog geen norm"));
            },
        );
    }

    #[test]
    fn the_verdict_names_what_is_below_and_what_is_open() {
        with_analysis(
            |index| match index {
                0 => Reply::Level(1),
                1 | 2 => Reply::Open,
                3 => Reply::NotApplicable("bestaat hier niet".to_owned()),
                _ => Reply::Level(3),
            },
            |a| {
                assert_eq!(
                    verdict(a),
                    "Voldoet nog niet: van de 93 toepasselijke normen staat er 1 onder het vereiste niveau en zijn er 2 nog open (1 n.v.t.)."
                );
            },
        );
    }

    #[test]
    fn a_board_that_complies_reads_so_with_counts_and_method() {
        with_analysis(
            |_| Reply::Level(3),
            |a| {
                assert_eq!(
                    verdict(a),
                    "Voldoet, volgens deze zelfevaluatie: alle 94 toepasselijke normen staan op of boven het vereiste niveau."
                );
            },
        );
    }

    #[test]
    fn nothing_applies_and_so_nothing_is_judged() {
        with_analysis(
            |_| Reply::NotApplicable("geen school".to_owned()),
            |a| {
                assert_eq!(
                    verdict(a),
                    "Er is niets om te beoordelen: geen enkele norm is van toepassing (94 n.v.t.)."
                );
                assert_eq!(on_target(&a.whole), "–");
            },
        );
    }

    #[test]
    fn every_milestone_says_when() {
        let catalogue = embedded::newest();
        let when: Vec<String> = catalogue.milestones.iter().map(milestone_when).collect();
        assert_eq!(
            when,
            [
                "in 2027, uiterlijk 31 december 2027",
                "in 2030, uiterlijk 31 december 2030",
                "vanaf verslagjaar 2024",
                "elk jaar vóór 1 juli"
            ]
        );
    }

    #[test]
    fn certainties_of_neighbouring_levels_are_taken_together() {
        let mut norm = embedded::newest().norms[0].clone();
        norm.certainty = vec![Certainty::Seen, Certainty::Seen, Certainty::Partial, Certainty::Inferred];
        assert_eq!(certainty(&norm), "1-2 gezien, 3 deels, 4 afgeleid");
        norm.certainty.clear();
        assert_eq!(certainty(&norm), "onbekend");
    }

    #[test]
    fn a_long_list_of_lowest_norms_ends_with_how_many_more() {
        with_analysis(
            |_| Reply::Level(1),
            |a| {
                let text = lowest_norms(a.catalogue, &a.whole, 2);
                assert_eq!(text, "GO.01, GO.02 en 92 andere");
            },
        );
    }
}
