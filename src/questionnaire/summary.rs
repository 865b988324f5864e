//! The end of a domain, and the end of everything.

use super::choice::{self, Item, Pick};
use super::menu::{self, Go};
use super::screen::{Line, Screen, Tone, hints};
use super::{Key, Place, Questionnaire, Turn};
use crate::analysis::Figures;
use crate::analysis::number::or_dash;
use crate::analysis::outlook::to_ask;
use crate::assessment::Stage;
use crate::dutch;

fn ids(q: &Questionnaire<'_>, norms: impl Iterator<Item = usize>) -> String {
    let ids: Vec<&str> = norms.map(|norm| q.catalogue.norms[norm].id.as_str()).collect();
    ids.join(", ")
}

/// The figures of the domain (design section 5 rule 2), in words.
fn figure_lines(q: &Questionnaire<'_>, figures: &Figures) -> Vec<Line> {
    let on_target = match figures.applicable {
        0 => "–".to_owned(),
        applicable => format!(
            "{} van {applicable} {}",
            figures.on_target,
            if applicable == 1 { "norm" } else { "normen" }
        ),
    };
    let mean = or_dash(figures.mean.as_ref().map(|mean| mean.shown));
    let mut lines = vec![
        Line::item("Op streefniveau   ", on_target),
        Line::item("Onderbouwd        ", format!("{} daarvan met bewijs", figures.evidenced)),
        Line::item("Gemiddelde        ", format!("{mean} over de beantwoorde normen")),
    ];
    if let Some(lowest) = &figures.lowest {
        let name = q.catalogue.level_name(lowest.level);
        let text = format!("{} {name} ({})", lowest.level, ids(q, lowest.norms.iter().copied()));
        lines.push(Line::item("Laagste           ", text));
    }
    lines.push(Line::item("N.v.t.            ", figures.not_applicable.to_string()));
    lines
}

/// What is still open in the domain, and who has to be asked.
fn open_lines(q: &Questionnaire<'_>, domain: usize, figures: &Figures) -> Vec<Line> {
    if figures.open == 0 {
        return vec![Line::item("Open              ", "0")];
    }
    let here = |norm: &usize| q.catalogue.norms[*norm].domain == domain;
    let results = q.results();
    let open = results.iter().filter(|result| result.open()).map(|result| result.norm).filter(here);
    let mut lines = vec![Line::item("Open              ", format!("{} ({})", figures.open, ids(q, open)))];
    for role in to_ask(q.catalogue, &q.assessment, &results) {
        let asked: Vec<usize> = role.asked.iter().copied().filter(here).collect();
        if !asked.is_empty() {
            let text = format!("bij {}: {}", role.role, ids(q, asked.into_iter()));
            lines.push(Line::item("Navragen          ", text));
        }
    }
    lines
}

fn items(q: &Questionnaire<'_>, domain: usize) -> Vec<Item<Go>> {
    let (next, open) = q.with_standing(|standing| {
        (standing.next_domain(q.order, domain), standing.wanting(&standing.norms_of(domain)))
    });
    let mut choices = Vec::new();
    if let Some(next) = next {
        let title = menu::domain_title(&q.catalogue.domains[next]);
        choices.push((format!("Verder met {title}"), Go::Domain(next)));
    }
    if open > 0 {
        let text = format!("Terug naar {} van dit domein", dutch::count(open, "open norm", "open normen"));
        choices.push((text, Go::Domain(domain)));
    }
    if next.is_none() && menu::facts_are_open(q) {
        choices.push(("Vragen voor het jaarverslag".to_owned(), Go::Facts));
    }
    if menu::can_finish(q) {
        choices.push(("De meting afronden".to_owned(), Go::Finish));
    }
    choices.push(("Zelf kiezen in het menu".to_owned(), Go::Menu));
    let mut items: Vec<Item<Go>> =
        ('1'..).zip(choices).map(|(key, (text, go))| Item::new(key, text, go)).collect();
    items.push(Item::new('s', "Stoppen", Go::Stop).detail("alles is bewaard"));
    items
}

fn domain_of_walk(q: &Questionnaire<'_>) -> usize {
    q.walk.domain.unwrap_or(q.norm().domain)
}

/// How the domain stands, and what is next.
pub fn screen(q: &Questionnaire<'_>, selected: usize) -> Screen {
    let domain = domain_of_walk(q);
    let norms: Vec<usize> =
        (0..q.catalogue.norms.len()).filter(|norm| q.catalogue.norms[*norm].domain == domain).collect();
    let figures = q.with_standing(|standing| standing.figures(&norms));
    let state = if figures.open == 0 {
        "is helemaal beantwoord"
    } else {
        "is doorlopen, nog niet alles is beantwoord"
    };
    let title = menu::domain_title(&q.catalogue.domains[domain]);
    let mut lines = vec![Line::text(format!("{title} {state}.")).tone(Tone::Strong), Line::blank()];
    lines.extend(figure_lines(q, &figures));
    lines.extend(open_lines(q, domain, &figures));
    if q.scope.is_limited() {
        let text = "Deze cijfers gaan over het hele domein, ook over normen buiten je keuze.";
        lines.push(Line::text(text).tone(Tone::Quiet));
    }
    lines.push(Line::blank());
    let items = items(q, domain);
    let focus = lines.len() + selected.min(items.len() - 1);
    lines.extend(choice::lines(&items, selected));
    Screen {
        left: "Samenvatting".to_owned(),
        right: vec![q.progress()],
        lines,
        focus: Some(focus),
        hints: hints([("Enter", "kies de regel met ›"), ("cijfer", "kies"), ("v", "terug naar de norm")]),
        ..Screen::default()
    }
}

/// Handles a key at the summary.
pub(super) fn input(q: &mut Questionnaire<'_>, selected: usize, key: Key) -> Turn {
    if matches!(key, Key::Char('v' | 'V')) {
        return Turn::to(q.arrive(q.walk.at));
    }
    match choice::pick(items(q, domain_of_walk(q)), selected, key) {
        Pick::Chosen(go) => menu::follow(q, go),
        Pick::Back => Turn::to(Place::Menu { selected: 0 }),
        Pick::Moved(selected) => Turn::to(Place::Summary { selected }),
        Pick::Unknown => {
            q.unknown_key(key);
            Turn::to(Place::Summary { selected })
        }
    }
}

/// Asks whether the assessment is finished.
pub fn finish_screen(q: &Questionnaire<'_>, selected: usize) -> Screen {
    let whole = q.whole();
    let lines = vec![
        Line::text(format!(
            "Alle {} normen zijn beantwoord ({} niet van toepassing). De meting afronden?",
            whole.total, whole.not_applicable
        ))
        .tone(Tone::Strong),
        Line::text(format!(
            "Dan wordt de peildatum {} en de status afgerond: de cijfers horen bij die dag. De vragen voor het \
             jaarverslag kun je daarna nog invullen, en heropenen kan ook.",
            dutch::date(q.today)
        )),
    ];
    menu::yes_no_screen("Afronden", lines, selected)
}

/// Handles a key at that question.
pub(super) fn finish_input(q: &mut Questionnaire<'_>, selected: usize, key: Key) -> Turn {
    match menu::yes_no_pick(selected, key) {
        Pick::Chosen(true) => {
            q.assessment.meta.stage = Stage::Finished;
            q.assessment.meta.reference_date = Some(q.today);
            q.say(format!("De meting is afgerond met peildatum {}.", dutch::date(q.today)));
            Turn::save(Place::Menu { selected: 0 })
        }
        Pick::Chosen(false) | Pick::Back => Turn::to(Place::Menu { selected: 0 }),
        Pick::Moved(selected) => Turn::to(Place::Finish { selected }),
        Pick::Unknown => {
            q.unknown_key(key);
            Turn::to(Place::Finish { selected })
        }
    }
}
