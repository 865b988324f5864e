//! The facts behind the paragraph: one flat table of named values, each with where it comes from. Nothing is worded
//! here but names of things; the sentences are in the template.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use super::Source;
use crate::analysis::{Analysis, Figures};
use crate::assessment::annual_report::{AT_MOST, FACTS, FactKey, FactValue, Kind, NOT_DONE, UNKNOWN};
use crate::catalogue::Milestone;
use crate::dutch;

/// The facts of the annual report without which the paragraph is not finished.
const CORE: &[&str] = &[
    "beleid-vastgesteld-op",
    "medezeggenschap-instemming-op",
    "fg",
    "datalekken-geregistreerd",
    "datalekken-gemeld-ap",
    "toezicht-besproken-op",
];

/// What to do with a fact that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gap {
    /// It is there, or nobody has to give it.
    None,
    /// The text shows a mark in its place.
    Marked,
    /// The sentence is left out and this line stands below the text.
    Listed(String),
}

/// One named value that the template can use.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// The name in the template.
    pub name: String,
    /// The value; `none` where there is none.
    pub value: Value,
    /// Where it comes from; empty for what is the same for every board.
    pub sources: Vec<Source>,
    /// What to do where it is missing.
    pub gap: Gap,
}

/// A month in running text. The template asks for its parts.
#[derive(Debug)]
pub(super) struct Day {
    pub date: Date,
    reporting_year: u32,
}

impl Day {
    /// A number by which months can be compared.
    pub fn order(&self) -> i32 {
        i32::from(self.date.year()) * 12 + i32::from(self.date.month())
    }

    /// True where the day is in the year that is reported on.
    pub fn in_reporting_year(&self) -> bool {
        u32::try_from(self.date.year()) == Ok(self.reporting_year)
    }

    /// "in oktober", and with the year where that is not the one reported on.
    pub fn when(&self) -> String {
        if self.in_reporting_year() {
            format!("in {}", dutch::month(self.date))
        } else {
            format!("in {}", dutch::month_and_year(self.date))
        }
    }
}

impl Object for Day {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "jaar" => Some(Value::from(self.date.year())),
            "volgorde" => Some(Value::from(self.order())),
            "wanneer" => Some(Value::from(self.when())),
            _ => None,
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&dutch::month_and_year(self.date))
    }
}

/// The table of facts.
pub(super) fn facts(analysis: &Analysis<'_>) -> Vec<Fact> {
    let mut table = Table { analysis, facts: Vec::new() };
    table.board();
    table.framework();
    table.circumstances();
    table.figures();
    table.previous();
    table.themes();
    table.plan();
    for fact in FACTS {
        table.annual_report(fact);
    }
    table.facts
}

struct Table<'a> {
    analysis: &'a Analysis<'a>,
    facts: Vec<Fact>,
}

impl Table<'_> {
    fn add(&mut self, name: &str, value: impl Into<Value>, sources: Vec<Source>) {
        self.push(name, value.into(), sources, Gap::None);
    }

    fn push(&mut self, name: &str, value: Value, sources: Vec<Source>, gap: Gap) {
        self.facts.push(Fact { name: name.to_owned(), value, sources, gap });
    }

    fn day(&self, date: Date) -> Value {
        Value::from_object(Day { date, reporting_year: self.analysis.assessment.meta.reporting_year })
    }

    fn board(&mut self) {
        let board = &self.analysis.assessment.board;
        let primary = board.sectors == ["po"];
        let (one, more) = if primary { ("basisschool", "basisscholen") } else { ("school", "scholen") };
        let sectors = board.sectors.join(", ");
        let kind = source("soort scholen", &sectors, "[bestuur] sectoren");
        let kind = if primary { vec![kind] } else { Vec::new() };
        self.add("school", one, kind.clone());
        self.add("school_meervoud", more, kind);
        let schools = board.schools.filter(|schools| *schools > 0);
        let counted = schools.map(|schools| source("aantal scholen", schools, "[bestuur] scholen"));
        self.add("scholen", Value::from(schools), counted.into_iter().collect());
        let supervision = match board.supervision.as_deref() {
            Some(form) if form.starts_with("toezichthoudend") => format!("het {form}"),
            Some(form) => format!("de {form}"),
            None => "het intern toezicht".to_owned(),
        };
        let origin = "[bestuur] intern-toezicht";
        let sources = board.supervision.as_ref().map(|form| source("vorm van intern toezicht", form, origin));
        self.add("intern_toezicht", supervision, sources.into_iter().collect());
        let participation = match board.participation.as_deref() {
            Some(council) => format!("de {council}"),
            None => "de medezeggenschapsraad".to_owned(),
        };
        let origin = "[bestuur] medezeggenschap";
        let sources = board.participation.as_ref().map(|council| source("medezeggenschap", council, origin));
        self.add("medezeggenschapsraad", participation, sources.into_iter().collect());
    }

    fn framework(&mut self) {
        let catalogue = self.analysis.catalogue;
        self.add(
            "normenkader",
            catalogue.name.clone(),
            vec![source("normenkader", &catalogue.name, "kader.toml")],
        );
        let edition = match catalogue.edition.parse::<Date>() {
            Ok(date) => dutch::month_and_year(date),
            Err(_) => catalogue.edition.clone(),
        };
        self.add(
            "editie",
            edition,
            vec![source("editie van het normenkader", &catalogue.edition, "[meting] editie")],
        );
        for (name, id) in [("plan_jaar", "plan"), ("voldoen_jaar", "voldoen")] {
            // A duty would need other words than "afgesproken"; only agreements are written about.
            let agreed = |milestone: &&Milestone| !milestone.duty && milestone.year.is_some();
            let milestone = catalogue.milestone(id).filter(agreed);
            let sources = milestone.map(|found| Source {
                what: found.name.clone(),
                value: found.year.map(|year| year.to_string()).unwrap_or_default(),
                origin: format!("kader.toml, mijlpaal {id}"),
                date: found.latest,
            });
            let year = milestone.and_then(|milestone| milestone.year);
            self.add(name, Value::from(year), sources.into_iter().collect());
        }
        let target = self.analysis.target();
        let raised = target != catalogue.target;
        let level = |level: u8| format!("{level} ({})", catalogue.level_name(level));
        let national = source("streefniveau van het normenkader", level(catalogue.target), "kader.toml");
        let own = source("eigen streefniveau van het bestuur", level(target), "[meting] streefniveau");
        self.add("streefniveau", target, vec![if raised { own } else { national.clone() }]);
        self.add("streefniveau_naam", dutch::lower_first(catalogue.level_name(target)), Vec::new());
        self.add("landelijk_streefniveau", catalogue.target, vec![national]);
        self.add(
            "landelijk_streefniveau_naam",
            dutch::lower_first(catalogue.level_name(catalogue.target)),
            Vec::new(),
        );
    }

    fn circumstances(&mut self) {
        let meta = &self.analysis.assessment.meta;
        let year = meta.reporting_year;
        let reported = vec![source("verslagjaar", year, "[meting] verslagjaar")];
        self.add("verslagjaar", year, reported.clone());
        self.add("vorig_jaar", year.saturating_sub(1), reported.clone());
        self.add("volgend_jaar", year.saturating_add(1), reported);
        let method = meta.method.as_str();
        self.add("werkwijze", method, vec![source("werkwijze", method, "[meting] werkwijze")]);
        let advised = "Wanneer heeft de FG over de uitkomst geadviseerd? (fg-advies-op, bij [meting])";
        let dates = [
            ("peildatum", "dag waarvoor de cijfers gelden", meta.reference_date, Gap::Marked),
            ("fg-advies-op", "advies van de FG", meta.fg_advised_on, Gap::Listed(advised.to_owned())),
            ("vastgesteld-op", "vaststelling door het bestuur", meta.adopted_on, Gap::None),
            ("plan-vastgesteld-op", "vaststelling van het plan", meta.plan_adopted_on, Gap::Marked),
        ];
        for (key, what, date, gap) in dates {
            let origin = format!("[meting] {key}");
            let (value, value_text, gap) = match date {
                Some(date) => (self.day(date), dutch::date(date), Gap::None),
                None => (Value::from(()), NOT_FILLED_IN.to_owned(), gap),
            };
            let sources = vec![Source { what: what.to_owned(), value: value_text, origin, date }];
            let sources = if date.is_none() && gap == Gap::None { Vec::new() } else { sources };
            self.push(&template_name(key), value, sources, gap);
        }
    }

    fn figures(&mut self) {
        let analysis = self.analysis;
        let whole = &analysis.whole;
        let scope = "geheel";
        self.figure("normen_totaal", "normen in het normenkader", whole.total, &whole.total.to_string());
        let of_total = |part: u32| format!("{part} van {}", whole.total);
        let of_applicable = |part: u32| format!("{part} van {}", whole.applicable);
        let named = |what: &str| format!("{what}, {scope}");
        let rows = [
            ("normen_toepasselijk", "toepasselijke normen", whole.applicable, of_total(whole.applicable)),
            (
                "normen_niet_van_toepassing",
                "niet van toepassing",
                whole.not_applicable,
                of_total(whole.not_applicable),
            ),
            ("normen_beoordeeld", "beoordeelde normen", whole.answered, of_applicable(whole.answered)),
            ("normen_open", "normen nog niet beoordeeld", whole.open, of_applicable(whole.open)),
            ("op_streefniveau", "normen op streefniveau", whole.on_target, of_applicable(whole.on_target)),
            (
                "onderbouwd",
                "normen op streefniveau met bewijs",
                whole.evidenced,
                format!("{} van {}", whole.evidenced, whole.on_target),
            ),
            (
                "op_landelijk_streefniveau",
                "normen op het streefniveau van het normenkader",
                analysis.on_framework_target(),
                of_applicable(analysis.on_framework_target()),
            ),
            (
                "nog_niet_op_streefniveau",
                "normen nog niet op streefniveau",
                whole.not_on_target(),
                of_applicable(whole.not_on_target()),
            ),
        ];
        for (name, what, number, value) in rows {
            self.figure(name, &named(what), number, &value);
        }
        let own = [
            (
                "lager_streefniveau",
                "normen met een eigen, lager streefniveau",
                analysis.targets_below_board(),
            ),
            (
                "hoger_streefniveau",
                "normen met een eigen, hoger streefniveau",
                analysis.targets_above_board(),
            ),
        ];
        for (name, what, number) in own {
            self.figure(name, what, number, &of_applicable(number));
        }
        let provisional = analysis.provisional_weighed();
        self.figure(
            "voorlopig",
            "voorlopige normen onder de antwoorden",
            provisional,
            &of_total(provisional),
        );
        self.parts();
    }

    fn figure(&mut self, name: &str, what: &str, number: u32, value: &str) {
        let sources = vec![Source {
            what: what.to_owned(),
            value: value.to_owned(),
            origin: format!("alle {} toepasselijke normen", self.analysis.whole.applicable),
            date: self.analysis.figures_date(),
        }];
        let everything = ["normen_totaal", "normen_toepasselijk", "normen_niet_van_toepassing", "voorlopig"]
            .contains(&name);
        let sources = match everything {
            true => vec![Source {
                origin: format!("alle {} normen van het normenkader", self.analysis.whole.total),
                ..sources[0].clone()
            }],
            false => sources,
        };
        self.add(name, number, sources);
    }

    fn parts(&mut self) {
        let analysis = self.analysis;
        let shown: Vec<_> = analysis
            .catalogue
            .parts
            .iter()
            .zip(&analysis.parts)
            .filter(|(_, figures)| figures.applicable > 0)
            .collect();
        let values = shown.iter().map(|(part, figures)| {
            Value::from_iter([
                ("naam", Value::from(dutch::lower_first(&part.name))),
                ("op_streefniveau", Value::from(figures.on_target)),
                ("toepasselijk", Value::from(figures.applicable)),
            ])
        });
        let sources = shown.iter().map(|(part, figures)| Source {
            what: format!("normen op streefniveau, {}", dutch::lower_first(&part.name)),
            value: on_target_of(figures),
            origin: format!(
                "alle {} toepasselijke normen van het onderdeel {}",
                figures.applicable, part.name
            ),
            date: analysis.figures_date(),
        });
        self.add("onderdelen", values.collect::<Vec<_>>(), sources.collect());
    }

    fn previous(&mut self) {
        let previous = self.analysis.previous.as_ref().filter(|previous| previous.whole.answered > 0);
        let value = previous.map(|previous| {
            Value::from_iter([
                ("jaar", Value::from(previous.reporting_year)),
                ("op_streefniveau", Value::from(previous.whole.on_target)),
                ("toepasselijk", Value::from(previous.whole.applicable)),
                ("open", Value::from(previous.whole.open)),
                ("streefniveau", Value::from(previous.target)),
            ])
        });
        let sources = previous.map(|previous| Source {
            what: "normen op streefniveau in de vorige meting, geheel".to_owned(),
            value: on_target_of(&previous.whole),
            origin: format!(
                "meting over {}, alle {} toepasselijke normen",
                previous.reporting_year, previous.whole.applicable
            ),
            date: previous.reference_date,
        });
        self.add("vorige_meting", value.unwrap_or(Value::from(())), sources.into_iter().collect());
    }

    fn themes(&mut self) {
        let analysis = self.analysis;
        let contrast = analysis.theme_contrast();
        for (name, themes) in [("themas_verst", contrast.ahead), ("themas_aandacht", contrast.behind)] {
            let themes =
                || themes.iter().map(|theme| (&analysis.catalogue.themes[*theme], &analysis.themes[*theme]));
            let values = themes().map(|(theme, _)| {
                Value::from_iter([
                    ("id", Value::from(theme.id.clone())),
                    ("naam", Value::from(dutch::lower_first(&theme.title))),
                ])
            });
            let values: Vec<Value> = values.collect();
            let sources = themes().map(|(theme, standing)| Source {
                what: format!("normen op streefniveau, thema {}", theme.title),
                value: on_target_of(&standing.figures),
                origin: format!("de domeinen {}", theme.domains.join(", ")),
                date: analysis.figures_date(),
            });
            let sources = sources.collect();
            self.add(name, values, sources);
        }
    }

    fn plan(&mut self) {
        let plan = &self.analysis.plan;
        let origin = "de antwoorden onder het streefniveau: actie, actiehouder en streefdatum";
        let of_gaps = format!("{} van {}", plan.planned, plan.gaps);
        self.add(
            "met_actie",
            plan.planned,
            vec![source("normen met een complete actie in het plan", of_gaps, origin)],
        );
        let last = plan.last_due.map(|due| Source {
            what: "laatste streefdatum in het plan".to_owned(),
            value: dutch::date(due),
            origin: origin.to_owned(),
            date: Some(due),
        });
        self.add(
            "plan_laatste_jaar",
            Value::from(plan.last_due.map(|due| due.year())),
            last.into_iter().collect(),
        );
    }

    fn annual_report(&mut self, fact: &'static FactKey) {
        let (value, note) = match self.contradiction(fact.key) {
            Some(note) => (None, note),
            None => (self.analysis.assessment.facts.get(fact.key), String::new()),
        };
        let value = value.filter(|value| !is_empty(value));
        let what = fact.question.trim_end_matches('?');
        let origin = format!("[jaarverslag] {}", fact.key);
        let name = template_name(fact.key);
        let Some(value) = value else {
            let gap = match CORE.contains(&fact.key) {
                true => Gap::Marked,
                false => Gap::Listed(format!("{} ({}{note})", fact.question, fact.key)),
            };
            let sources = vec![source(what, format!("{NOT_FILLED_IN}{note}"), &origin)];
            return self.push(&name, Value::from(()), sources, gap);
        };
        let mut found = source(what, "", &origin);
        let in_template = match value {
            FactValue::Date(date) => {
                found.value = dutch::date(*date);
                found.date = Some(*date);
                self.day(*date)
            }
            FactValue::NotDone => text_value(&mut found, NOT_DONE.to_owned()),
            FactValue::Unknown => text_value(&mut found, UNKNOWN.to_owned()),
            FactValue::Number(number) => {
                found.value = number.to_string();
                Value::from(*number)
            }
            FactValue::YesNo(yes) => {
                found.value = if *yes { "ja" } else { "nee" }.to_owned();
                Value::from(*yes)
            }
            FactValue::Text(text) if matches!(fact.kind, Kind::Choice(_)) => {
                text_value(&mut found, text.clone())
            }
            FactValue::Text(text) => text_value(&mut found, phrase(text)),
            FactValue::List(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| phrase(item)).filter(|item| !item.is_empty()).collect();
                found.value = items.join("; ");
                Value::from(items)
            }
        };
        self.push(&name, in_template, vec![found], Gap::None);
    }

    /// Why a number cannot be used: it is more than the number it is part of.
    fn contradiction(&self, key: &str) -> Option<String> {
        let number = |key: &str| match self.analysis.assessment.facts.get(key) {
            Some(FactValue::Number(number)) => Some(*number),
            _ => None,
        };
        let own = number(key)?;
        if key.ends_with("-procent") && own > 100 {
            return Some("; meer dan 100 procent kan niet".to_owned());
        }
        let (_, whole) = AT_MOST.iter().find(|(part, whole)| *part == key && number(whole) < Some(own))?;
        number(whole).map(|_| format!("; is nu meer dan {whole}"))
    }
}

/// What stands in Herleiding for a fact that nobody gave yet.
const NOT_FILLED_IN: &str = "nog niet ingevuld";

fn source(what: &str, value: impl ToString, origin: &str) -> Source {
    Source { what: what.to_owned(), value: value.to_string(), origin: origin.to_owned(), date: None }
}

fn text_value(found: &mut Source, text: String) -> Value {
    found.value.clone_from(&text);
    Value::from(text)
}

fn on_target_of(figures: &Figures) -> String {
    format!("{} van {}", figures.on_target, figures.applicable)
}

fn is_empty(value: &FactValue) -> bool {
    match value {
        FactValue::Text(text) => phrase(text).is_empty(),
        FactValue::List(items) => items.iter().all(|item| phrase(item).is_empty()),
        _ => false,
    }
}

/// A key of the file as a name in the template.
fn template_name(key: &str) -> String {
    key.replace('-', "_")
}

/// A text of a person as a part of a sentence: on one line, without a bullet in front or a full stop behind, and
/// without the capital of a first word that is certainly no name.
fn phrase(text: &str) -> String {
    const NO_NAMES: &[&str] = &[
        "De", "Het", "Een", "Alle", "Onze", "Ons", "Nieuwe", "Nieuw", "Meer", "Met", "Voor", "Op", "In",
        "Eén",
    ];
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_start_matches(['-', '*', '•', '–', ' ']).trim_end_matches(['.', ';', ',', ':', ' ']);
    match line.split(' ').next() {
        Some(first) if NO_NAMES.contains(&first) => dutch::lower_first(line),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_text_becomes_part_of_a_sentence_and_names_keep_their_capital() {
        assert_eq!(phrase("- Het verwerkingsregister\n bijgewerkt. "), "het verwerkingsregister bijgewerkt");
        assert_eq!(phrase("Magister opnieuw ingericht"), "Magister opnieuw ingericht");
        assert_eq!(phrase("MFA ingevoerd;"), "MFA ingevoerd");
        assert_eq!(phrase(" . "), "");
    }
}
