//! The template engine: renders sentence by sentence and remembers which facts each sentence used.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, anyhow};
use minijinja::value::{Enumerator, Object, Value};
use minijinja::{AutoEscape, Captured, Environment, Error, ErrorKind, UndefinedBehavior};

use super::facts::{Day, Fact, Gap};
use super::{MARK, Sentence, Source};
use crate::assessment::annual_report::{NOT_DONE, UNKNOWN};
use crate::dutch;

/// The name under which a house style extends our template.
const OURS: &str = "ibp-paragraaf.j2";
const OUR_TEXT: &str = include_str!("ibp-paragraaf.j2");
/// The name of a house style in messages.
const HOUSE_STYLE: &str = "eigen sjabloon";

/// The facts as the template sees them; remembers which ones were asked for.
#[derive(Debug)]
struct Recorder {
    facts: Vec<Fact>,
    used: Mutex<BTreeSet<usize>>,
}

impl Recorder {
    fn find(&self, name: &str) -> Option<(usize, &Fact)> {
        self.facts.iter().enumerate().find(|(_, fact)| fact.name == name)
    }

    fn note(&self, index: usize) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(index);
    }

    fn take_used(&self) -> BTreeSet<usize> {
        std::mem::take(&mut *self.used.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Object for Recorder {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let (index, fact) = self.find(key.as_str()?)?;
        self.note(index);
        Some(fact.value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }
}

/// What a template made of the facts.
pub(super) struct Rendered {
    /// The warning above the draft.
    pub notice: Option<String>,
    /// The sentences of every alinea.
    pub alineas: Vec<Vec<Sentence>>,
    /// What was missing and left out, in the order of the facts.
    pub left_out: Vec<String>,
}

/// Renders the blocks of every alinea, in order; a block that comes out empty gives no sentence.
pub(super) fn render(
    facts: Vec<Fact>,
    house_style: Option<&str>,
    notice_block: &str,
    alineas: &[&[&str]],
) -> anyhow::Result<Rendered> {
    let recorder = Arc::new(Recorder { facts, used: Mutex::default() });
    let mut environment = environment(&recorder);
    environment.add_template(OURS, OUR_TEXT).map_err(|error| dutch_error(&error))?;
    let name = match house_style {
        Some(text) => {
            environment.add_template(HOUSE_STYLE, text).map_err(|error| dutch_error(&error))?;
            HOUSE_STYLE
        }
        None => OURS,
    };
    let template = environment.get_template(name).map_err(|error| dutch_error(&error))?;
    let context = Value::from_dyn_object(Arc::clone(&recorder));
    let mut captured = template.render_captured(context).map_err(|error| dutch_error(&error))?;

    let mut missing = BTreeSet::new();
    let mut sentence = |block: &str| -> anyhow::Result<Option<Sentence>> {
        recorder.take_used();
        let text = render_block(&mut captured, block)?;
        let used = recorder.take_used();
        missing.extend(used.iter().copied().filter(|fact| recorder.facts[*fact].gap != Gap::None));
        if text.is_empty() {
            return Ok(None);
        }
        let counts = |fact: &&Fact| match fact.gap {
            Gap::None => true,
            Gap::Marked => text.contains(MARK),
            Gap::Listed(_) => false,
        };
        let facts = used.iter().map(|fact| &recorder.facts[*fact]).filter(counts);
        let mut sources: Vec<Source> = Vec::new();
        for source in facts.flat_map(|fact| &fact.sources) {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
        Ok(Some(Sentence { text, sources }))
    };

    let notice = sentence(notice_block)?.map(|sentence| sentence.text);
    let mut written = Vec::new();
    for blocks in alineas {
        let sentences = blocks.iter().filter_map(|block| sentence(block).transpose());
        written.push(sentences.collect::<anyhow::Result<Vec<_>>>()?);
    }
    let left_out = missing.iter().filter_map(|fact| match &recorder.facts[*fact].gap {
        Gap::Listed(line) => Some(line.clone()),
        _ => None,
    });
    Ok(Rendered { notice, alineas: written, left_out: left_out.collect() })
}

fn render_block(captured: &mut Captured<'_>, block: &str) -> anyhow::Result<String> {
    let text = captured
        .with_state_mut(|state| state.render_block(block))
        .map_err(|error| dutch_error(&error))
        .with_context(|| format!("de zin \"{block}\" kan niet gemaakt worden"))?;
    Ok(dutch::capital_first(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn dutch_error(error: &Error) -> anyhow::Error {
    let name = error.name().unwrap_or(OURS);
    let line = error.line().map(|line| format!(", regel {line}")).unwrap_or_default();
    let detail = error.detail().unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::SyntaxError => "dit sjabloon is niet te lezen",
        ErrorKind::UndefinedError => "het sjabloon vraagt iets dat niet bestaat",
        ErrorKind::UnknownBlock => "het sjabloon mist deze zin; begint het met extends?",
        ErrorKind::TemplateNotFound => "het sjabloon verwijst naar een ander sjabloon dat er niet is",
        _ => "het sjabloon kan niet gebruikt worden",
    };
    anyhow!("{name}{line}: {what} ({detail})")
}

fn environment(recorder: &Arc<Recorder>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    minijinja_tests(&mut environment);
    environment.add_filter("woord", dutch::small_number);
    environment.add_filter("hoofdletter", |text: String| dutch::capital_first(&text));
    environment.add_filter("opsomming", |items: Vec<String>, apart: Option<bool>| {
        listing(&items, apart.unwrap_or(false))
    });
    environment.add_filter("eerste", |items: Vec<String>, most: usize| {
        items.into_iter().take(most).collect::<Vec<_>>()
    });
    environment.add_function("aantal", |n: u32, one: String, more: String| {
        format!("{} {}", dutch::small_number(n), if n == 1 { one } else { more })
    });
    environment.add_function("van_de", of_the);
    environment.add_function("invullen", |what: String| format!("{MARK} {what}]"));
    let facts = Arc::clone(recorder);
    environment.add_function("bekend", move |names: minijinja::value::Rest<String>| {
        let known = names.iter().map(|name| lookup(&facts, name));
        known.collect::<Result<Vec<_>, _>>().map(|found| found.iter().any(|(_, fact)| is_known(&fact.value)))
    });
    let facts = Arc::clone(recorder);
    environment.add_function("is_er", move |name: String| {
        lookup(&facts, &name).map(|(_, fact)| fact.value.is_true())
    });
    let facts = Arc::clone(recorder);
    environment.add_function("met_stand", move |stand: Value, pairs: Vec<Vec<String>>| {
        words_where(&facts, &pairs, &|fact| fact.value == stand)
    });
    let facts = Arc::clone(recorder);
    environment.add_function("in_verslagjaar", move |pairs: Vec<Vec<String>>| {
        let this_year =
            |fact: &Fact| fact.value.downcast_object_ref::<Day>().is_some_and(Day::in_reporting_year);
        words_where(&facts, &pairs, &this_year)
    });
    let facts = Arc::clone(recorder);
    environment.add_function("tijdlijn", move |verb: String, full: bool, pairs: Vec<Vec<String>>| {
        time_line(&facts, &verb, full, &pairs)
    });
    environment
}

fn minijinja_tests(environment: &mut Environment<'_>) {
    environment.add_test("leeg", |value: Value| value.is_none());
    environment.add_test("bekend", |value: Value| is_known(&value));
    environment.add_test("onbekend", |value: Value| value.as_str() == Some(UNKNOWN));
    environment.add_test("niet_gedaan", |value: Value| value.as_str() == Some(NOT_DONE));
    environment.add_test("getal", |value: Value| value.is_number());
}

fn is_known(value: &Value) -> bool {
    !value.is_none() && !matches!(value.as_str(), Some(NOT_DONE | UNKNOWN))
}

/// A list as a sentence says it. Where a part has a comma of its own, the parts are held apart by semicolons; where
/// "en" could be read as belonging to the part before it, or the parts must stay `apart`, a comma comes first.
fn listing(items: &[String], apart: bool) -> String {
    let [rest @ .., last] = items else { return String::new() };
    let Some(before) = rest.last() else { return last.clone() };
    if items.iter().any(|item| item.contains(',')) {
        return format!("{}; en {last}", rest.join("; "));
    }
    // "kennis en tijd" is clear; "mensen met kennis en beperkte uren" is not.
    if before.contains(" en ") || (apart && before.contains(' ')) {
        return format!("{}, en {last}", rest.join(", "));
    }
    dutch::and_list(items)
}

/// "34 van de 91", "geen van de 91", "alle 91"; small numbers in words, unless they stand beside a large one.
fn of_the(part: u32, whole: u32) -> String {
    let words = dutch::small_number(whole);
    match (part, words.parse::<u32>().is_ok()) {
        (0, _) => format!("geen van de {words}"),
        (part, _) if part == whole => format!("alle {words}"),
        (part, true) => format!("{part} van de {whole}"),
        (part, false) => format!("{} van de {words}", dutch::small_number(part)),
    }
}

fn lookup<'a>(facts: &'a Recorder, name: &str) -> Result<(usize, &'a Fact), Error> {
    facts.find(name).ok_or_else(|| Error::new(ErrorKind::UndefinedError, format!("\"{name}\"")))
}

fn name_and_words(pair: &[String]) -> Result<(&str, &str), Error> {
    match pair {
        [name, words] => Ok((name, words)),
        _ => Err(Error::new(ErrorKind::InvalidOperation, "[\"feit\", \"woorden\"] verwacht")),
    }
}

/// The words of every fact for which this holds; the other facts are no source of the sentence.
fn words_where(
    facts: &Recorder,
    pairs: &[Vec<String>],
    holds: &dyn Fn(&Fact) -> bool,
) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for pair in pairs {
        let (name, words) = name_and_words(pair)?;
        let (index, fact) = lookup(facts, name)?;
        if holds(fact) {
            found.push(words.to_owned());
        }
        if holds(fact) || fact.gap != Gap::None {
            facts.note(index);
        }
    }
    Ok(found)
}

/// What was done when, in order: "in mei hebben we a gedaan en in oktober b getest".
fn time_line(facts: &Recorder, verb: &str, full: bool, pairs: &[Vec<String>]) -> Result<String, Error> {
    let mut done: Vec<(Arc<Day>, &str)> = Vec::new();
    for pair in pairs {
        let (name, word) = name_and_words(pair)?;
        let (index, fact) = lookup(facts, name)?;
        let day = fact.value.downcast_object::<Day>();
        if day.is_some() || fact.gap != Gap::None {
            facts.note(index);
        }
        done.extend(day.map(|day| (day, word)));
    }
    done.sort_by_key(|(day, _)| day.date);
    let full = full || done.iter().any(|(day, _)| !day.in_reporting_year());
    let months: Vec<(String, Vec<&str>)> = done
        .chunk_by(|(a, _), (b, _)| a.order() == b.order())
        .filter_map(|month| {
            let day = &month.first()?.0;
            let when = if full { format!("in {}", dutch::month_and_year(day.date)) } else { day.when() };
            Some((when, month.iter().map(|(_, word)| *word).collect()))
        })
        .collect();
    let together = months.len() > 1 && months.iter().any(|(_, words)| words.len() > 1);
    let clauses: Vec<String> = months
        .iter()
        .enumerate()
        .map(|(index, (when, words))| match index == 0 || together {
            true => format!("{when} {verb} {}", dutch::and_list(words)),
            false => format!("{when} {}", dutch::and_list(words)),
        })
        .collect();
    Ok(if together { clauses.join("; ") } else { dutch::and_list(&clauses) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_with_accents_keeps_only_the_second_at_the_start_of_a_sentence() {
        assert_eq!(dutch::capital_first("één daarvan"), "Eén daarvan");
        assert_eq!(dutch::capital_first("élan"), "Élan");
        assert_eq!(dutch::capital_first(""), "");
    }

    #[test]
    fn parts_with_a_comma_are_held_apart() {
        let items = ["a gedaan, met hulp".to_owned(), "b gedaan".to_owned()];
        assert_eq!(listing(&items, false), "a gedaan, met hulp; en b gedaan");
        assert_eq!(listing(&items[..1], false), "a gedaan, met hulp");
        assert_eq!(listing(&[], false), "");
        let items = ["afhankelijkheid van een paar mensen met kennis", "beperkte uren"].map(str::to_owned);
        assert_eq!(listing(&items, true), "afhankelijkheid van een paar mensen met kennis, en beperkte uren");
        let items = ["kennis", "tijd en geld", "uren"].map(str::to_owned);
        assert_eq!(listing(&items, false), "kennis, tijd en geld, en uren");
        assert_eq!(listing(&items[..2], false), "kennis en tijd en geld");
    }

    #[test]
    fn small_pairs_are_words_and_large_ones_digits() {
        assert_eq!(of_the(6, 7), "zes van de zeven");
        assert_eq!(of_the(6, 34), "6 van de 34");
        assert_eq!(of_the(0, 34), "geen van de 34");
        assert_eq!(of_the(0, 3), "geen van de drie");
        assert_eq!(of_the(34, 34), "alle 34");
        assert_eq!(of_the(3, 3), "alle drie");
    }
}
