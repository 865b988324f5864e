//! What can be said about a norm besides a level: not applicable, ask someone, a note, evidence.

use super::choice::{self, Item, Pick};
use super::edit::{Edited, Editor};
use super::screen::{Line, Screen, Tone, hints};
use super::{Key, Place, Questionnaire, Turn, norm};
use crate::assessment::Reply;
use crate::assessment::file::unlikely_reason;
use crate::catalogue::Role;
use crate::limits::LIST;

/// What a single dash means where a text is asked: take away what stands there.
pub const WIPE: &str = "-";

/// The start of a screen about the norm that is shown: where you are, its title and the question.
fn about_norm(q: &Questionnaire<'_>) -> Screen {
    let mut screen = norm::head(q);
    let shown = q.norm();
    screen.lines = vec![norm::title_line(shown), Line::text(shown.question.as_str()), Line::blank()];
    screen.footnote = norm::footnote(shown);
    screen
}

fn back_to_norm() -> Turn {
    Turn::to(Place::Norm { all_levels: false })
}

/// Hands a key to the editor; what is not finished is shown again by `again`.
fn typed(
    q: &mut Questionnaire<'_>,
    mut editor: Editor,
    key: Key,
    again: fn(Editor) -> Place,
    done: impl FnOnce(&mut Questionnaire<'_>, String) -> Turn,
) -> Turn {
    match editor.input(key) {
        Edited::Done(text) => done(q, text),
        Edited::Cancelled => back_to_norm(),
        Edited::Typing => Turn::to(again(editor)),
        Edited::Mind(message) => {
            q.say(message);
            Turn::to(again(editor))
        }
        Edited::Unused(key) => {
            q.unknown_key(key);
            Turn::to(again(editor))
        }
    }
}

/// Asks why the norm does not apply.
pub fn reason_screen(q: &Questionnaire<'_>, editor: &Editor) -> Screen {
    let mut screen = about_norm(q);
    screen.lines.push(Line::text(
        "Een norm is alleen niet van toepassing als het onderwerp bij jullie niet bestaat. Uitbesteed is geen reden: \
         het bestuur blijft verantwoordelijk.",
    ));
    screen.lines.push(Line::blank());
    screen.typing = Some(editor.typing("Waarom is deze norm niet van toepassing?"));
    screen.hints = hints([("Enter", "bewaar"), ("Enter zonder tekst", "terug"), ("Esc", "terug")]);
    screen
}

/// Handles a key while the reason is typed.
pub(super) fn reason_input(q: &mut Questionnaire<'_>, editor: Editor, key: Key) -> Turn {
    typed(q, editor, key, Place::Reason, |q, reason| {
        if reason.is_empty() {
            return back_to_norm();
        }
        if unlikely_reason(&reason).is_some() {
            return Turn::to(Place::Doubtful { reason, selected: 0 });
        }
        not_applicable(q, reason)
    })
}

fn not_applicable(q: &mut Questionnaire<'_>, reason: String) -> Turn {
    q.set_reply(Reply::NotApplicable(reason));
    q.say(format!("{}: niet van toepassing is bewaard.", q.norm().id));
    Turn::save(q.forward())
}

/// What to do with a reason that is hardly ever right.
#[derive(Clone, Copy)]
enum Doubt {
    Level,
    Rewrite,
    Keep,
}

fn doubt_items() -> Vec<Item<Doubt>> {
    vec![
        Item::new('1', "Terug naar de vraag: toch een niveau kiezen", Doubt::Level),
        Item::new('2', "De reden anders opschrijven", Doubt::Rewrite),
        Item::new('3', "Toch niet van toepassing, met deze reden", Doubt::Keep),
    ]
}

/// Warns for a reason that is hardly ever right.
pub fn doubtful_screen(q: &Questionnaire<'_>, reason: &str, selected: usize) -> Screen {
    let mut screen = about_norm(q);
    let word = unlikely_reason(reason).unwrap_or_default();
    screen.lines.extend([
        Line::item("Je reden: ", reason).tone(Tone::Quiet),
        Line::blank(),
        Line::text(format!(
            "Let op: \"{word}\" is bijna nooit een reden. Het bestuur blijft verantwoordelijk, ook als een \
             leverancier het werk doet of de school klein is. Kies liever het niveau dat jullie kunnen laten zien, \
             bijvoorbeeld met het contract of een rapport van de leverancier."
        ))
        .tone(Tone::Notice),
        Line::blank(),
    ]);
    screen.lines.extend(choice::lines(&doubt_items(), selected));
    screen.hints = hints([("1-3", "kies"), ("Enter", "kies de regel met ›"), ("Esc", "terug")]);
    screen
}

/// Handles a key after that warning.
pub(super) fn doubtful_input(q: &mut Questionnaire<'_>, reason: String, selected: usize, key: Key) -> Turn {
    match choice::pick(doubt_items(), selected, key) {
        Pick::Chosen(Doubt::Level) => back_to_norm(),
        Pick::Chosen(Doubt::Rewrite) | Pick::Back => Turn::to(Place::Reason(Editor::line(&reason))),
        Pick::Chosen(Doubt::Keep) => not_applicable(q, reason),
        Pick::Moved(selected) => Turn::to(Place::Doubtful { reason, selected }),
        Pick::Unknown => {
            q.unknown_key(key);
            Turn::to(Place::Doubtful { reason, selected })
        }
    }
}

/// Who can be asked: first those who know according to the catalogue; `None` is someone else.
fn who_items(q: &Questionnaire<'_>) -> Vec<Item<Option<Role>>> {
    let known = &q.norm().who;
    let others = Role::ALL.into_iter().filter(|role| !known.contains(role));
    let roles = known.iter().copied().chain(others);
    let mut items: Vec<Item<Option<Role>>> = ('1'..)
        .zip(roles)
        .map(|(key, role)| {
            let detail = if known.contains(&role) { "weet dit meestal" } else { "" };
            Item::new(key, role.as_str(), Some(role)).detail(detail)
        })
        .collect();
    let key = char::from_digit(items.len() as u32 + 1, 10).unwrap_or('0');
    items.push(Item::new(key, "iemand anders", None));
    items
}

/// Asks who knows the answer.
pub fn who_screen(q: &Questionnaire<'_>, selected: usize) -> Screen {
    let mut screen = about_norm(q);
    let items = who_items(q);
    screen.lines.push(Line::text("Wie weet dit wel? De norm blijft open tot je het hebt nagevraagd."));
    screen.lines.push(Line::blank());
    screen.focus = Some(screen.lines.len() + selected.min(items.len() - 1));
    screen.lines.extend(choice::lines(&items, selected));
    let keys = format!("1-{}", items.len());
    screen.hints = hints([(keys.as_str(), "kies"), ("Enter", "kies de regel met ›"), ("Esc", "terug")]);
    screen
}

/// Handles a key while choosing who knows.
pub(super) fn who_input(q: &mut Questionnaire<'_>, selected: usize, key: Key) -> Turn {
    match choice::pick(who_items(q), selected, key) {
        Pick::Chosen(Some(role)) => ask_around(q, role.as_str().to_owned()),
        Pick::Chosen(None) => Turn::to(Place::WhoElse(Editor::line(""))),
        Pick::Back => back_to_norm(),
        Pick::Moved(selected) => Turn::to(Place::Who { selected }),
        Pick::Unknown => {
            q.unknown_key(key);
            Turn::to(Place::Who { selected })
        }
    }
}

/// Asks who, in the person's own words.
pub fn who_else_screen(q: &Questionnaire<'_>, editor: &Editor) -> Screen {
    let mut screen = about_norm(q);
    screen.typing = Some(editor.typing("Wie weet dit wel? Gebruik een functie, geen naam."));
    screen.hints = hints([("Enter", "bewaar"), ("Esc", "terug")]);
    screen
}

/// Handles a key while the function is typed.
pub(super) fn who_else_input(q: &mut Questionnaire<'_>, editor: Editor, key: Key) -> Turn {
    typed(q, editor, key, Place::WhoElse, |q, who| match who.is_empty() {
        true => Turn::to(Place::Who { selected: 0 }),
        false => ask_around(q, who),
    })
}

fn ask_around(q: &mut Questionnaire<'_>, who: String) -> Turn {
    q.say(format!("{}: navragen bij {} is bewaard.", q.norm().id, super::shorten(&who, 40)));
    q.set_reply(Reply::AskAround(who));
    Turn::save(q.forward())
}

/// Asks for a note.
pub fn note_screen(q: &Questionnaire<'_>, editor: &Editor) -> Screen {
    let mut screen = about_norm(q);
    let has_note = q.answer().is_some_and(|answer| answer.note.is_some());
    screen.typing = Some(editor.typing("Toelichting (gebruik functies, geen namen)"));
    screen.hints =
        hints([("Enter", "nieuwe regel"), ("Enter op een lege regel", "bewaar"), ("Esc", "terug")]);
    if has_note {
        screen.hints.extend(hints([("alleen -", "haal de toelichting weg")]));
    }
    screen
}

/// Handles a key while the note is typed.
pub(super) fn note_input(q: &mut Questionnaire<'_>, editor: Editor, key: Key) -> Turn {
    typed(q, editor, key, Place::Note, |q, text| {
        let old = q.answer().and_then(|answer| answer.note.clone());
        match text.as_str() {
            "" if old.is_some() => {
                q.say("Er is niets ingevuld: de toelichting blijft zoals die was.");
                return back_to_norm();
            }
            "" => return back_to_norm(),
            WIPE if old.is_none() => return back_to_norm(),
            WIPE => {
                q.answer_mut().note = None;
                q.say("De toelichting is weggehaald.");
            }
            _ if old.as_ref() == Some(&text) => return back_to_norm(),
            _ => {
                q.answer_mut().note = Some(text);
                q.say("De toelichting is bewaard.");
            }
        }
        Turn::save(Place::Norm { all_levels: false })
    })
}

fn evidence_lines(q: &Questionnaire<'_>) -> Vec<Line> {
    let evidence = q.answer().map(|answer| answer.evidence.as_slice()).unwrap_or_default();
    let line = |(number, text): (usize, &String)| Line::item(format!("  {number}. "), text.as_str());
    (1..).zip(evidence).map(line).collect()
}

/// What the catalogue names as evidence: the first few, in one line.
fn examples(q: &Questionnaire<'_>, most: usize) -> Option<Line> {
    let examples: Vec<&str> = q.norm().evidence.iter().take(most).map(String::as_str).collect();
    (!examples.is_empty()).then(|| Line::item("Denk aan: ", examples.join("; ")).tone(Tone::Quiet))
}

/// Shows the list of evidence and asks for more.
pub fn evidence_screen(q: &Questionnaire<'_>, editor: &Editor) -> Screen {
    let mut screen = about_norm(q);
    screen.lines.extend(examples(q, usize::MAX));
    let list = evidence_lines(q);
    let label = if list.is_empty() { "Waar staat het bewijs?" } else { "Nog meer bewijs?" };
    if !list.is_empty() {
        screen.lines.push(Line::text("Bewijs tot nu toe:"));
        screen.lines.extend(list);
    }
    screen.lines.push(Line::blank());
    screen.typing = Some(editor.typing(label));
    screen.hints = hints([("Enter", "voeg toe"), ("Enter zonder tekst", "klaar"), ("Esc", "terug")]);
    if q.answer().is_some_and(|answer| !answer.evidence.is_empty()) {
        screen.hints.extend(hints([("-1", "haal nummer 1 weg")]));
    }
    screen
}

/// Handles a key at the list of evidence.
pub(super) fn evidence_input(q: &mut Questionnaire<'_>, editor: Editor, key: Key) -> Turn {
    typed(q, editor, key, Place::Evidence, |q, text| {
        let again = Place::Evidence(Editor::line(""));
        if text.is_empty() {
            return back_to_norm();
        }
        if let Some(number) = text.strip_prefix(WIPE).and_then(|number| number.trim().parse::<usize>().ok()) {
            let count = q.answer().map_or(0, |answer| answer.evidence.len());
            if number == 0 || number > count {
                q.say(format!("Er is geen bewijs met nummer {number}."));
                return Turn::to(again);
            }
            let removed = q.answer_mut().evidence.remove(number - 1);
            q.say(format!("Weggehaald: {}", super::shorten(&removed, 60)));
            return Turn::save(again);
        }
        add_evidence(q, text);
        Turn::save(again)
    })
}

fn add_evidence(q: &mut Questionnaire<'_>, text: String) {
    let evidence = &mut q.answer_mut().evidence;
    if evidence.contains(&text) {
        q.say("Dat bewijs stond er al.");
    } else if evidence.len() >= LIST {
        q.say(format!("Niet bewaard: er staan al {LIST} bewijzen. Haal er eerst een weg, of voeg ze samen."));
    } else {
        evidence.push(text);
        q.say("Het bewijs is bewaard.");
    }
}

/// Asks where the evidence is for a level that was just chosen; Enter skips.
pub fn where_screen(q: &Questionnaire<'_>, editor: &Editor) -> Screen {
    let mut screen = about_norm(q);
    let list = evidence_lines(q);
    if !list.is_empty() {
        screen.lines.push(Line::text("Bewijs tot nu toe:"));
        screen.lines.extend(list);
        screen.lines.push(Line::blank());
    }
    screen.lines.extend(examples(q, 2));
    screen.lines.push(Line::blank());
    screen.typing = Some(editor.typing("Waar staat dat? Bijvoorbeeld een bestand, een map of een verslag."));
    screen.hints =
        hints([("Enter", "bewaar"), ("Enter zonder tekst", "sla over"), ("Esc", "terug naar de norm")]);
    screen
}

/// Handles a key while the place of the evidence is typed.
pub(super) fn where_input(q: &mut Questionnaire<'_>, editor: Editor, key: Key) -> Turn {
    typed(q, editor, key, Place::Where, |q, text| {
        if text.is_empty() {
            return Turn::to(q.forward());
        }
        add_evidence(q, text);
        Turn::save(q.forward())
    })
}
