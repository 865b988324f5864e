//! What to do next: a domain, everything in a row, the annual report, stopping; and going to one norm.

use super::choice::{self, Item, Pick};
use super::edit::{Edited, Editor};
use super::route::{Order, Walk, duration};
use super::screen::{Line, Screen, Tone, hints};
use super::{Key, Place, Questionnaire, Turn, board, facts};
use crate::assessment::Stage;
use crate::assessment::annual_report::FACTS;
use crate::catalogue::{Domain, Origin};
use crate::dutch;
use crate::finding::closest;

/// How many domains the menu proposes.
const PROPOSED: usize = 3;

/// Where a person can go from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// The norms of a domain.
    Domain(usize),
    /// The list of domains.
    Domains,
    /// All domains in a row.
    Straight,
    /// What someone else was to be asked.
    AskedAround,
    /// The questions for the annual report.
    Facts,
    /// The questions about the board.
    Board,
    /// Finishing the assessment.
    Finish,
    /// The menu.
    Menu,
    /// Stopping.
    Stop,
}

/// "5 normen · ± 10 min", or how far it is.
fn size(q: &Questionnaire<'_>, domain: usize) -> String {
    let (figures, wanting, asked) = q.with_standing(|standing| {
        let norms = standing.norms_of(domain);
        let asked = norms.iter().filter(|norm| standing.is_asked_around(**norm)).count();
        (standing.figures(&norms), standing.wanting(&norms), asked)
    });
    let size = match figures.settled() {
        0 => dutch::count(figures.total as usize, "norm", "normen"),
        settled => format!("{settled} van {} beantwoord", figures.total),
    };
    let asked = (asked > 0).then(|| format!("{asked} navragen"));
    let time = (wanting > 0).then(|| duration(wanting));
    [Some(size), asked, time].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "Bedrijfscontinuïteitsmanagement (BC)"
pub fn domain_title(domain: &Domain) -> String {
    format!("{} ({})", domain.name, domain.code)
}

/// True where the whole assessment is answered and can be finished.
pub fn can_finish(q: &Questionnaire<'_>) -> bool {
    q.assessment.meta.stage == Stage::Open && q.whole().open == 0
}

fn items(q: &Questionnaire<'_>) -> Vec<Item<Go>> {
    let (proposed, wanting, asked) = q.with_standing(|standing| {
        let norms: Vec<usize> = standing.norms().collect();
        let asked = norms.iter().filter(|norm| standing.is_asked_around(**norm)).count();
        (standing.proposed(), standing.wanting(&norms), asked)
    });
    let mut choices: Vec<(String, String, Go)> = Vec::new();
    for domain in proposed.iter().copied().take(PROPOSED) {
        choices.push((domain_title(&q.catalogue.domains[domain]), size(q, domain), Go::Domain(domain)));
    }
    if can_finish(q) {
        choices.push(("De meting afronden".to_owned(), String::new(), Go::Finish));
    }
    let domains = if proposed.is_empty() { "Een domein kiezen" } else { "Een ander domein kiezen" };
    choices.push((domains.to_owned(), String::new(), Go::Domains));
    if wanting > 0 {
        let detail = format!("{} · {}", dutch::count(wanting, "open norm", "open normen"), duration(wanting));
        choices.push(("Alles achter elkaar".to_owned(), detail, Go::Straight));
    }
    if asked > 0 {
        let detail = dutch::count(asked, "norm", "normen");
        choices.push(("Wat je nog zou navragen".to_owned(), detail, Go::AskedAround));
    }
    choices.push(("Vragen voor het jaarverslag".to_owned(), facts::progress(q), Go::Facts));
    choices.push(("Gegevens van het bestuur".to_owned(), String::new(), Go::Board));
    let mut items: Vec<Item<Go>> = ('1'..)
        .zip(choices)
        .map(|(key, (text, detail, go))| Item::new(key, text, go).detail(detail))
        .collect();
    items.push(Item::new('s', "Stoppen", Go::Stop).detail("alles is bewaard"));
    items
}

/// The menu.
pub fn screen(q: &Questionnaire<'_>, selected: usize) -> Screen {
    let whole = q.whole();
    let items = items(q);
    let mut lines = Vec::new();
    if !q.scope.title.is_empty() {
        lines.push(Line::item("Je keuze: ", q.scope.title.as_str()).tone(Tone::Quiet));
    }
    if q.catalogue.origin != Origin::Embedded {
        lines.push(Line::item("Normenkader: ", q.catalogue.title()).tone(Tone::Quiet));
    }
    let nothing_left = q.with_standing(|standing| standing.norms().all(|norm| !standing.wants(norm)));
    let heading = match (whole.open, q.assessment.meta.stage) {
        (0, Stage::Open) => "Alle normen zijn beantwoord. Wat wil je doen?",
        (0, _) => "Wat wil je doen?",
        _ if nothing_left => "Alles wat jij kunt beantwoorden is beantwoord. Wat wil je doen?",
        _ if whole.open == whole.total => "Waar wil je beginnen?",
        _ => "Waar wil je verder?",
    };
    lines.extend([Line::text(heading).tone(Tone::Strong), Line::blank()]);
    let focus = lines.len() + selected.min(items.len() - 1);
    lines.extend(choice::lines(&items, selected));
    if whole.open == whole.total {
        lines.extend([
            Line::blank(),
            Line::text("De eerste domeinen zijn voorgesteld omdat ze het meest herkenbaar zijn. De volgorde is vrij.")
                .tone(Tone::Quiet),
        ]);
    }
    Screen {
        left: format!("{} · verslagjaar {}", q.assessment.board.name, q.assessment.meta.reporting_year),
        right: vec![q.progress()],
        lines,
        focus: Some(focus),
        hints: hints([("cijfer of ↑↓ en Enter", "kies"), ("s", "stop: alles is bewaard")]),
        ..Screen::default()
    }
}

/// Handles a key in the menu.
pub(super) fn input(q: &mut Questionnaire<'_>, selected: usize, key: Key) -> Turn {
    match choice::pick(items(q), selected, key) {
        Pick::Chosen(go) => {
            // Who chooses a domain here no longer walks straight through the catalogue.
            q.order = Order::Proposed;
            follow(q, go)
        }
        Pick::Moved(selected) => Turn::to(Place::Menu { selected }),
        Pick::Back => {
            q.say("Dit is het begin. Met s stop je.");
            Turn::to(Place::Menu { selected })
        }
        Pick::Unknown => {
            q.unknown_key(key);
            Turn::to(Place::Menu { selected })
        }
    }
}

/// Goes where the person chose to go; before a finished assessment is changed it asks.
pub(super) fn follow(q: &mut Questionnaire<'_>, go: Go) -> Turn {
    let changes = matches!(go, Go::Domain(_) | Go::Domains | Go::Straight | Go::AskedAround);
    if changes && q.assessment.meta.stage != Stage::Open {
        return Turn::to(Place::Reopen { selected: 1, then: go });
    }
    let place = match go {
        Go::Domain(domain) => q.enter_domain(domain),
        Go::Domains => Place::Domains(Domains::default()),
        Go::Straight => {
            q.order = Order::Catalogue;
            match q.with_standing(|standing| first_wanting(&standing.domains(Order::Catalogue), standing)) {
                Some(domain) => q.enter_domain(domain),
                None => Place::Menu { selected: 0 },
            }
        }
        Go::AskedAround => q.enter_asked_around(),
        Go::Facts => Place::Facts(facts::State::first(q)),
        Go::Board => Place::Board(board::State::first(q)),
        Go::Finish => Place::Finish { selected: 0 },
        Go::Menu => Place::Menu { selected: 0 },
        Go::Stop => return Turn::leave(q.place.clone()),
    };
    Turn::to(place)
}

fn first_wanting(domains: &[usize], standing: &super::Standing<'_>) -> Option<usize> {
    domains.iter().copied().find(|domain| standing.wanting(&standing.norms_of(*domain)) > 0)
}

/// The list of domains, and what was typed to find one.
#[derive(Debug, Clone, Default)]
pub struct Domains {
    selected: usize,
    typed: String,
}

fn listed(q: &Questionnaire<'_>) -> Vec<usize> {
    q.with_standing(|standing| standing.domains(Order::Catalogue))
}

/// The list of domains.
pub fn domains_screen(q: &Questionnaire<'_>, domains: &Domains) -> Screen {
    let mut lines = Vec::new();
    let mut focus = None;
    let mut part = None;
    for (index, domain) in listed(q).into_iter().enumerate() {
        let shown = &q.catalogue.domains[domain];
        if part != Some(shown.part) {
            part = Some(shown.part);
            lines.push(Line::text(q.catalogue.parts[shown.part].name.as_str()).tone(Tone::Quiet));
        }
        let chosen = index == domains.selected;
        if chosen {
            focus = Some(lines.len());
        }
        let (mark, tone) = if chosen { ("›", Tone::Strong) } else { (" ", Tone::Plain) };
        lines.push(
            Line::item(format!("{mark} {}  ", shown.code), shown.name.as_str())
                .tail(size(q, domain))
                .tone(tone),
        );
    }
    Screen {
        left: "Kies een domein".to_owned(),
        right: vec![q.progress()],
        lines,
        focus,
        hints: hints([("↑↓ of typ de code", "zoek"), ("Enter", "kies"), ("Esc", "menu")]),
        ..Screen::default()
    }
}

/// Handles a key in the list of domains.
pub(super) fn domains_input(q: &mut Questionnaire<'_>, mut domains: Domains, key: Key) -> Turn {
    let list = listed(q);
    let last = list.len() - 1;
    let at = domains.selected.min(last);
    let selected = match key {
        Key::Up => at.checked_sub(1).unwrap_or(last),
        Key::Down => (at + 1) % list.len(),
        Key::PageUp => at.saturating_sub(10),
        Key::PageDown => (at + 10).min(last),
        Key::Home => 0,
        Key::End => last,
        Key::Enter => return follow(q, Go::Domain(list[at])),
        Key::Escape => return Turn::to(Place::Menu { selected: 0 }),
        Key::Backspace => {
            domains.typed.pop();
            at
        }
        Key::Char(c) if c.is_alphanumeric() => {
            domains.typed.extend(c.to_uppercase());
            let found = |typed: &str| {
                list.iter().position(|domain| q.catalogue.domains[*domain].code.starts_with(typed))
            };
            // What no code starts with begins a new search with its last letter.
            if found(&domains.typed).is_none() {
                domains.typed = c.to_uppercase().collect();
            }
            match found(&domains.typed) {
                Some(index) => index,
                None => {
                    q.say(format!("Geen code begint met {}.", std::mem::take(&mut domains.typed)));
                    at
                }
            }
        }
        _ => {
            q.unknown_key(key);
            at
        }
    };
    if !matches!(key, Key::Char(_) | Key::Backspace) {
        domains.typed.clear();
    }
    Turn::to(Place::Domains(Domains { selected, ..domains }))
}

fn yes_no() -> Vec<Item<bool>> {
    vec![Item::new('j', "Ja", true), Item::new('n', "Nee", false)]
}

/// A question with Ja and Nee below the lines.
pub(super) fn yes_no_screen(left: &str, mut lines: Vec<Line>, selected: usize) -> Screen {
    lines.push(Line::blank());
    lines.extend(choice::lines(&yes_no(), selected));
    let hints = hints([("j", "ja"), ("n", "nee"), ("Enter", "kies de regel met ›"), ("Esc", "terug")]);
    Screen { left: left.to_owned(), lines, hints, ..Screen::default() }
}

/// What a key says to Ja or Nee; Esc is Nee.
pub(super) fn yes_no_pick(selected: usize, key: Key) -> Pick<bool> {
    match choice::pick(yes_no(), selected, key) {
        Pick::Back => Pick::Chosen(false),
        pick => pick,
    }
}

/// Asks whether a finished assessment may be changed.
pub fn reopen_screen(q: &Questionnaire<'_>, selected: usize) -> Screen {
    let meta = &q.assessment.meta;
    let day = meta.reference_date.map_or(String::new(), |day| format!(" met peildatum {}", dutch::date(day)));
    let adopted = match meta.stage {
        Stage::Adopted => " Het bestuur heeft de meting al vastgesteld; ook dat vervalt.",
        _ => "",
    };
    let lines = vec![
        Line::text(format!("Deze meting is {}{day}. Toch antwoorden wijzigen?", meta.stage.as_str()))
            .tone(Tone::Strong),
        Line::text(format!(
            "Dan staat de meting weer open en vervalt de peildatum.{adopted} Voor een nieuw jaar kun je beter een \
             nieuw bestand beginnen, met --vorige {}",
            q.file
        )),
    ];
    yes_no_screen("Afgeronde meting", lines, selected)
}

/// Handles a key at that question.
pub(super) fn reopen_input(q: &mut Questionnaire<'_>, selected: usize, then: Go, key: Key) -> Turn {
    match yes_no_pick(selected, key) {
        Pick::Chosen(true) => {
            let meta = &mut q.assessment.meta;
            meta.stage = Stage::Open;
            meta.reference_date = None;
            meta.adopted_on = None;
            Turn::save(follow(q, then).place)
        }
        Pick::Chosen(false) | Pick::Back => Turn::to(Place::Menu { selected: 0 }),
        Pick::Moved(selected) => Turn::to(Place::Reopen { selected, then }),
        Pick::Unknown => {
            q.unknown_key(key);
            Turn::to(Place::Reopen { selected, then })
        }
    }
}

/// Asks where to go.
pub fn go_to_screen(q: &Questionnaire<'_>, editor: &Editor) -> Screen {
    let mut screen = super::norm::head(q);
    screen.lines = vec![
        Line::text("Typ het nummer van een norm, zoals BC.03, of de code van een domein, zoals GO."),
        Line::blank(),
    ];
    screen.typing = Some(editor.typing("Ga naar"));
    screen.hints =
        hints([("Enter", "ga"), ("Enter zonder tekst", "volgende open norm"), ("Esc", "terug naar de norm")]);
    screen
}

/// Handles a key while that is typed.
pub(super) fn go_to_input(q: &mut Questionnaire<'_>, mut editor: Editor, key: Key) -> Turn {
    match editor.input(key) {
        Edited::Done(text) => match go_to(q, &text) {
            Ok(place) => {
                q.first_norm = false;
                Turn::to(place)
            }
            Err(message) => {
                q.say(message);
                Turn::to(Place::GoTo(Editor::line(&text)))
            }
        },
        Edited::Cancelled => Turn::to(Place::Norm { all_levels: false }),
        // A few letters are not worth a second Esc.
        Edited::Mind(_) if key == Key::Escape => Turn::to(Place::Norm { all_levels: false }),
        Edited::Typing | Edited::Mind(_) => Turn::to(Place::GoTo(editor)),
        Edited::Unused(key) => {
            q.unknown_key(key);
            Turn::to(Place::GoTo(editor))
        }
    }
}

fn go_to(q: &mut Questionnaire<'_>, text: &str) -> Result<Place, String> {
    let typed = text.trim().to_uppercase();
    if typed.is_empty() || "VOLGENDE OPEN".contains(&typed) {
        return next_open(q).ok_or_else(|| "Er is geen open norm meer.".to_owned());
    }
    if let Some(norm) = find_norm(q, &typed) {
        return Ok(show_norm(q, norm));
    }
    if let Some(domain) = q.catalogue.domains.iter().position(|domain| domain.code == typed) {
        return Ok(q.enter_domain(domain));
    }
    let ids = q.catalogue.norms.iter().map(|norm| norm.id.as_str());
    let known = ids.chain(q.catalogue.domains.iter().map(|domain| domain.code.as_str()));
    let tip = closest(&typed, known).map_or(String::new(), |found| format!(" Bedoel je {found}?"));
    Err(format!("\"{}\" is geen norm en geen domein.{tip}", text.trim()))
}

/// A norm by what people type for it: "BC.03", "bc3", "OI.04" for the provisional V-OI.04.
fn find_norm(q: &Questionnaire<'_>, typed: &str) -> Option<usize> {
    let plain = |text: &str| {
        let mut plain: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        if plain.chars().rev().take_while(char::is_ascii_digit).count() == 1 {
            plain.insert(plain.len() - 1, '0');
        }
        plain
    };
    let typed = plain(typed);
    let position = |wanted: &str| q.catalogue.norms.iter().position(|norm| plain(&norm.id) == wanted);
    position(&typed).or_else(|| position(&format!("V{typed}")))
}

/// Shows one norm among those of its domain.
fn show_norm(q: &mut Questionnaire<'_>, norm: usize) -> Place {
    let domain = q.catalogue.norms[norm].domain;
    let mut norms = q.with_standing(|standing| standing.norms_of(domain));
    if !norms.contains(&norm) {
        norms =
            (0..q.catalogue.norms.len()).filter(|index| q.catalogue.norms[*index].domain == domain).collect();
    }
    let at = norms.iter().position(|index| *index == norm).unwrap_or(0);
    q.walk = Walk { norms, domain: Some(domain), ..Walk::default() };
    q.arrive(at)
}

/// The next norm that wants an answer: further on in this domain, or in the next one.
fn next_open(q: &mut Questionnaire<'_>) -> Option<Place> {
    let (here, domain) = (q.walk.at, q.walk.domain);
    let further = q.with_standing(|standing| {
        q.walk
            .norms
            .iter()
            .enumerate()
            .skip(here + 1)
            .find(|(_, norm)| standing.wants(**norm))
            .map(|(at, _)| at)
    });
    if let Some(at) = further {
        return Some(q.arrive(at));
    }
    let order = q.order;
    let next = q.with_standing(|standing| match domain {
        Some(domain) => standing.next_domain(order, domain),
        None => standing.proposed().first().copied(),
    });
    match next.or(domain) {
        Some(domain) => {
            let wanting = q.with_standing(|standing| standing.wanting(&standing.norms_of(domain)));
            (wanting > 0).then(|| q.enter_domain(domain))
        }
        None => None,
    }
}

/// True where a question for the annual report was never answered.
pub fn facts_are_open(q: &Questionnaire<'_>) -> bool {
    q.assessment.facts.len() < FACTS.len()
}
