//! The question about one norm.

use super::edit::Editor;
use super::route::duration;
use super::screen::{Hint, Line, Screen, Tone, hint};
use super::{Key, Place, Questionnaire, Turn, shorten};
use crate::assessment::{Answer, Reply};
use crate::catalogue::{MARK_FOOTNOTE, Norm};
use crate::dutch;

/// How to choose (design section 5 rule 6), once per sitting above the first question.
pub use crate::dutch::HOW_TO_CHOOSE as RULE;

/// What an answer says, in a few words: "2 Herhaalbaar".
pub fn reply_text(q: &Questionnaire<'_>, reply: &Reply) -> String {
    match reply {
        Reply::Open => "nog open".to_owned(),
        Reply::Level(level) => format!("{level} {}", q.catalogue.level_name(*level)),
        Reply::NotApplicable(reason) => format!("niet van toepassing: {}", shorten(reason, 40)),
        Reply::AskAround(who) => format!("navragen bij {}", shorten(who, 40)),
    }
}

/// What Enter would do with the norm that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Keep {
    /// There is an answer; it stays.
    Stay,
    /// The answer came along from last year; it becomes this year's.
    Confirm(Reply),
    /// Last year's file has an answer; it becomes this year's.
    TakeOver(Reply),
    /// Nothing to keep: on to the next.
    Skip,
}

fn keep(q: &Questionnaire<'_>) -> Keep {
    let current = q.answer().filter(|answer| answer.reply != Reply::Open);
    if let Some(answer) = current {
        return if answer.carried_over { Keep::Confirm(answer.reply.clone()) } else { Keep::Stay };
    }
    match previous(q).map(|answer| &answer.reply) {
        Some(reply @ (Reply::Level(_) | Reply::NotApplicable(_))) => Keep::TakeOver(reply.clone()),
        _ => Keep::Skip,
    }
}

fn previous<'q>(q: &'q Questionnaire<'_>) -> Option<&'q Answer> {
    q.previous?.answer(&q.norm().id).filter(|answer| answer.reply != Reply::Open)
}

/// The level that Enter would keep.
fn kept_level(q: &Questionnaire<'_>) -> Option<u8> {
    let reply = match keep(q) {
        Keep::Stay => q.answer()?.reply.clone(),
        Keep::Confirm(reply) | Keep::TakeOver(reply) => reply,
        Keep::Skip => return None,
    };
    if let Reply::Level(level) = reply { Some(level) } else { None }
}

/// Where the person is in the domain and in the whole.
pub fn head(q: &Questionnaire<'_>) -> Screen {
    let domain = q.catalogue.domain_of(q.norm());
    let (at, of) = (q.walk.at + 1, q.walk.norms.len());
    let name = if q.walk.domain.is_some() { domain.name.as_str() } else { "Wat je nog zou navragen" };
    let left = format!("{name} · norm {at} van {of} · {}", q.progress());
    let open = q.with_standing(|standing| match q.walk.domain {
        Some(_) => standing.wanting(&q.walk.norms),
        None => q.walk.norms.iter().filter(|norm| standing.is_asked_around(**norm)).count(),
    });
    let right = match open {
        0 => Vec::new(),
        open => vec![format!("nog {}", duration(open)), duration(open)],
    };
    Screen { left, right, ..Screen::default() }
}

/// The id; one that is not known to exist says so.
fn number(norm: &Norm) -> String {
    format!("{}{}", norm.id, if norm.provisional { " (voorlopig nummer)" } else { "" })
}

/// Number, title and mark.
pub fn title_line(norm: &Norm) -> Line {
    Line::item(format!("{}  ", number(norm)), norm.marked_title()).tone(Tone::Strong)
}

/// The footnote for a title that is not confirmed.
pub fn footnote(norm: &Norm) -> String {
    if norm.unconfirmed() { MARK_FOOTNOTE.to_owned() } else { String::new() }
}

/// The screen of the norm that is shown.
pub fn screen(q: &Questionnaire<'_>, all_levels: bool) -> Screen {
    let norm = q.norm();
    let mut screen = head(q);
    if q.first_norm {
        screen.lines.extend([Line::text(RULE).tone(Tone::Notice), Line::blank()]);
    }
    screen.lines.push(title_line(norm));
    screen.lines.push(Line::text(norm.question.as_str()));
    if !norm.why.is_empty() {
        screen.lines.push(Line::text(format!("Waarom: {}", norm.why)).tone(Tone::Quiet).spare());
    }
    screen.lines.push(Line::blank());
    screen.lines.extend(level_lines(q, all_levels));
    let known = known_lines(q);
    if !known.is_empty() {
        screen.lines.push(Line::blank());
        screen.lines.extend(known);
    }
    screen.hints = key_hints(q);
    let mark = |line: &Line| line.text.contains('°');
    if screen.lines.iter().any(mark) {
        screen.footnote = MARK_FOOTNOTE.to_owned();
    }
    screen
}

/// The highest level that is shown before `+` is pressed: the target (the framework's, or an own one that is higher), or
/// the level that Enter keeps.
fn highest_shown(q: &Questionnaire<'_>, all_levels: bool) -> u8 {
    let top = q.catalogue.top_level();
    let target = q.target().max(q.catalogue.target);
    if all_levels { top } else { target.max(kept_level(q).unwrap_or(0)).min(top) }
}

fn level_lines(q: &Questionnaire<'_>, all_levels: bool) -> Vec<Line> {
    let norm = q.norm();
    let (target, kept, top) = (q.target(), kept_level(q), q.catalogue.top_level());
    let shown = highest_shown(q, all_levels);
    let line = |level: u8| {
        let mark = if kept == Some(level) { "›" } else { " " };
        let tail = if level == target { target_mark(q) } else { "" };
        let tone = if kept == Some(level) { Tone::Strong } else { Tone::Plain };
        Line::item(format!(" {mark} {level}  "), norm.label(level)).tail(tail).tone(tone)
    };
    let mut lines: Vec<Line> = (1..=shown).map(line).collect();
    if shown < top {
        let hidden: Vec<String> = (shown + 1..=top).map(|level| level.to_string()).collect();
        let text = format!("toon niveau {}", dutch::and_list(&hidden));
        lines.push(Line::item("   +  ", text).tone(Tone::Quiet));
    }
    lines
}

/// What stands behind the target; a norm or a board can have one of its own.
pub fn target_mark(q: &Questionnaire<'_>) -> &'static str {
    if q.target() == q.catalogue.target { "← streefniveau" } else { "← eigen streefniveau" }
}

/// Who judged and when: "directeur, 3 november 2026".
fn judged(answer: &Answer) -> String {
    let day = answer.assessed_on.map(dutch::date);
    let parts: Vec<String> = answer.assessed_by.iter().map(|by| shorten(by, 40)).chain(day).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

/// What is known already: this year's answer, last year's, those of twins, note and evidence.
fn known_lines(q: &Questionnaire<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(answer) = q.answer().filter(|answer| answer.reply != Reply::Open) {
        let text = format!("{}{}", reply_text(q, &answer.reply), judged(answer));
        lines.push(match answer.carried_over {
            true => Line::text(format!("Overgenomen, nog niet bevestigd: {text}")),
            false => Line::item("Nu: ", text),
        });
    }
    if let Some(answer) = previous(q) {
        lines.push(Line::item(
            format!("{}: ", previous_label(q)),
            format!("{}{}", reply_text(q, &answer.reply), judged(answer)),
        ));
    }
    lines.extend(twin_line(q));
    if let Some(answer) = q.answer() {
        let note = answer.note.iter().map(|note| format!("toelichting: {}", shorten(note, 44)));
        let evidence = match answer.evidence.as_slice() {
            [] => None,
            [one] if answer.note.is_none() => Some(format!("bewijs: {}", shorten(one, 60))),
            several => Some(format!("bewijs: {}", several.len())),
        };
        let both: Vec<String> = note.chain(evidence).collect();
        if !both.is_empty() {
            lines.push(Line::text(dutch::capital_first(&both.join(" · "))).tone(Tone::Quiet));
        }
    }
    lines
}

fn previous_label(q: &Questionnaire<'_>) -> String {
    match q.previous.map(|previous| previous.meta.reporting_year) {
        Some(year) if year + 1 == q.assessment.meta.reporting_year => "Vorig jaar".to_owned(),
        Some(year) => format!("In {year}"),
        None => String::new(),
    }
}

/// What was answered to norms that feel like the same subject.
fn twin_line(q: &Questionnaire<'_>) -> Option<Line> {
    let answered: Vec<(&Norm, &Reply)> = q
        .norm()
        .twins
        .iter()
        .filter_map(|id| Some((q.catalogue.norm(id)?, &q.assessment.answer(id)?.reply)))
        .filter(|(_, reply)| **reply != Reply::Open)
        .collect();
    let said = |reply: &Reply| match reply {
        Reply::Level(level) => level.to_string(),
        Reply::NotApplicable(_) => "n.v.t.".to_owned(),
        Reply::AskAround(_) => "navragen".to_owned(),
        Reply::Open => String::new(),
    };
    match answered.as_slice() {
        [] => None,
        [(norm, reply)] => {
            let title = format!("{}{}", shorten(&norm.title, 40), norm.mark());
            let text = format!("{} {title}: daar koos je {}", number(norm), said(reply));
            Some(Line::item("Lijkt op ", text))
        }
        several => {
            let each: Vec<String> = several
                .iter()
                .map(|(norm, reply)| {
                    format!("{} {}{}: {}", number(norm), shorten(&norm.title, 18), norm.mark(), said(reply))
                })
                .collect();
            Some(Line::item("Lijkt op ", each.join("; ")))
        }
    }
}

fn key_hints(q: &Questionnaire<'_>) -> Vec<Hint> {
    let short = |reply: &Reply| match reply {
        Reply::Level(level) => level.to_string(),
        Reply::NotApplicable(_) => "n.v.t.".to_owned(),
        _ => "navragen".to_owned(),
    };
    let enter = match keep(q) {
        Keep::Stay => {
            format!("houd {}", q.answer().map_or(String::new(), |answer| short(&answer.reply)))
        }
        Keep::Confirm(reply) => format!("bevestig {}", short(&reply)),
        Keep::TakeOver(reply) => format!("houd {} van vorige keer", short(&reply)),
        Keep::Skip => "sla over".to_owned(),
    };
    vec![
        hint(format!("1-{}", q.catalogue.top_level()), "kies"),
        hint("Enter", enter),
        hint("u", "uitleg"),
        hint("w", "weet ik niet"),
        hint("n", "niet van toepassing"),
        hint("t", "toelichting"),
        hint("b", "bewijs"),
        hint("v", "vorige"),
        hint("g", "ga naar"),
        hint("s", "stop"),
        hint("Esc", "menu"),
    ]
}

/// Handles a key at a norm.
pub(super) fn input(q: &mut Questionnaire<'_>, all_levels: bool, key: Key) -> Turn {
    let stay = Place::Norm { all_levels };
    let Key::Char(c) = key else {
        return match key {
            Key::Enter => enter(q),
            Key::Escape => Turn::to(Place::Menu { selected: 0 }),
            _ => {
                q.unknown_key(key);
                Turn::to(stay)
            }
        };
    };
    if let Some(level) = level_of(q, c) {
        return choose_level(q, level);
    }
    match c.to_lowercase().next().unwrap_or(c) {
        '+' => Turn::to(Place::Norm { all_levels: !all_levels }),
        'n' => {
            let reason = match q.answer().map(|answer| &answer.reply) {
                Some(Reply::NotApplicable(reason)) => reason.clone(),
                _ => String::new(),
            };
            Turn::to(Place::Reason(Editor::line(&reason)))
        }
        'w' => Turn::to(Place::Who { selected: 0 }),
        't' => {
            let note = q.answer().and_then(|answer| answer.note.clone()).unwrap_or_default();
            Turn::to(Place::Note(Editor::lines(&note)))
        }
        'b' => Turn::to(Place::Evidence(Editor::line(""))),
        'u' | '?' => Turn::to(Place::Explain),
        'v' => match q.walk.at {
            0 => {
                q.say("Dit is de eerste norm hier. Met g ga je naar een andere.");
                Turn::to(stay)
            }
            at => {
                q.first_norm = false;
                Turn::to(q.arrive(at - 1))
            }
        },
        'g' => Turn::to(Place::GoTo(Editor::line(""))),
        's' => Turn::leave(stay),
        digit if digit.is_ascii_digit() => {
            q.say(format!("Kies 1 tot en met {}.", q.catalogue.top_level()));
            Turn::to(stay)
        }
        _ => {
            q.unknown_key(key);
            Turn::to(stay)
        }
    }
}

/// The level a key stands for.
pub(super) fn level_of(q: &Questionnaire<'_>, c: char) -> Option<u8> {
    let level = c.to_digit(10).and_then(|digit| u8::try_from(digit).ok())?;
    (1..=q.catalogue.top_level()).contains(&level).then_some(level)
}

/// Answers with a level; from the target on it asks where that can be seen.
pub(super) fn choose_level(q: &mut Questionnaire<'_>, level: u8) -> Turn {
    q.set_reply(Reply::Level(level));
    q.say(format!("{}: {level} {} is bewaard.", q.norm().id, q.catalogue.level_name(level)));
    if level >= q.target() {
        return Turn::save(Place::Where(Editor::line("")));
    }
    Turn::save(q.forward())
}

fn enter(q: &mut Questionnaire<'_>) -> Turn {
    match keep(q) {
        Keep::Stay => {
            let place = q.forward();
            Turn::to(place)
        }
        Keep::Confirm(Reply::Level(level)) | Keep::TakeOver(Reply::Level(level)) => choose_level(q, level),
        Keep::Confirm(reply) | Keep::TakeOver(reply) => {
            q.say(format!("{}: {} is bewaard.", q.norm().id, reply_text(q, &reply)));
            q.set_reply(reply);
            Turn::save(q.forward())
        }
        Keep::Skip => {
            q.say(format!("{} is overgeslagen en blijft open.", q.norm().id));
            Turn::to(q.forward())
        }
    }
}
