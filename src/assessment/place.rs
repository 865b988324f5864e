//! Where in an assessment something stands: the unit in which two versions of it are compared and merged. A place is a
//! whole answer, or one key of the board, of the circumstances, or of the facts for the annual report.

use std::collections::BTreeSet;

use super::annual_report::{FACTS, FactValue};
use super::{Answer, Assessment, Board, Meta, Reply};
use crate::catalogue::Catalogue;
use crate::dutch;

/// One place in an assessment; they sort in the order in which they stand in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A key of `[bestuur]`, by its index in the table of keys.
    Board(usize),
    /// A key of `[meting]`, by its index in the table of keys.
    Meta(usize),
    /// A fact for the annual report, by its index in [`FACTS`].
    Fact(usize),
    /// The answer to a norm, by its id.
    Norm(String),
}

/// One thing that a board, an assessment or an answer says: how it is called, compared, copied and said.
pub(super) struct Field<T: 'static> {
    /// The keys in the file that say it; they only make sense together.
    pub keys: &'static [&'static str],
    /// What people call it.
    pub label: &'static str,
    /// True for a text of any length: that it changed is said, and not what it is.
    pub long: bool,
    pub same: fn(&T, &T) -> bool,
    pub copy: fn(&T, &mut T),
    /// In words; empty where nothing is filled in.
    pub text: fn(&T) -> String,
}

macro_rules! fields {
    ($type:ty: $($keys:expr, $label:literal, $long:ident, [$($field:ident),+], $text:expr;)+) => {
        &[$(Field {
            keys: &$keys,
            label: $label,
            long: $long,
            same: |a: &$type, b: &$type| $(a.$field == b.$field)&&+,
            copy: |from: &$type, to: &mut $type| { $(to.$field.clone_from(&from.$field);)+ },
            text: $text,
        }),+]
    };
}

const LONG: bool = true;
const SHORT: bool = false;

pub(super) const BOARD: &[Field<Board>] = fields! { Board:
    ["naam"], "naam van het bestuur", SHORT, [name], |b| b.name.clone();
    ["bestuursnummer"], "bestuursnummer", SHORT, [number], |b| text(&b.number);
    ["sectoren"], "sectoren", SHORT, [sectors], |b| b.sectors.join(", ");
    ["scholen"], "aantal scholen", SHORT, [schools], |b| number(b.schools);
    ["leerlingen"], "aantal leerlingen", SHORT, [pupils], |b| number(b.pupils);
    ["intern-toezicht"], "intern toezicht", SHORT, [supervision], |b| text(&b.supervision);
    ["medezeggenschap"], "medezeggenschap", SHORT, [participation], |b| text(&b.participation);
    ["ict-beheer"], "ict-beheer", SHORT, [ict_management], |b| text(&b.ict_management);
};

pub(super) const META: &[Field<Meta>] = fields! { Meta:
    ["normenkader"], "normenkader", SHORT, [framework], |m| m.framework.clone();
    ["editie"], "editie", SHORT, [edition], |m| m.edition.clone();
    ["verslagjaar"], "verslagjaar", SHORT, [reporting_year], |m| m.reporting_year.to_string();
    ["werkwijze"], "werkwijze", SHORT, [method], |m| m.method.text().to_owned();
    // A finished assessment without its day, or the other way round, would make no sense.
    ["status", "peildatum", "vastgesteld-op"], "status", SHORT, [stage, reference_date, adopted_on], stage;
    ["begonnen-op"], "begonnen op", SHORT, [begun_on], |m| day(m.begun_on);
    ["bijgewerkt-op"], "bijgewerkt op", SHORT, [updated_on], |m| day(m.updated_on);
    ["invuller"], "invuller", SHORT, [assessor], |m| text(&m.assessor);
    ["plan-vastgesteld-op"], "plan vastgesteld op", SHORT, [plan_adopted_on], |m| day(m.plan_adopted_on);
    ["fg-advies-op"], "advies van de FG op", SHORT, [fg_advised_on], |m| day(m.fg_advised_on);
    ["streefniveau"], "eigen streefniveau", SHORT, [target], |m| level(m.target);
};

pub(super) const ANSWER: &[Field<Answer>] = fields! { Answer:
    ["niveau", "niet-van-toepassing", "navragen"], "antwoord", SHORT, [reply], |a| reply(&a.reply);
    ["toelichting"], "toelichting", LONG, [note], |a| text(&a.note);
    ["bewijs"], "bewijs", LONG, [evidence], |a| a.evidence.join("; ");
    ["beoordeeld-op"], "beoordeeld op", SHORT, [assessed_on], |a| day(a.assessed_on);
    ["beoordeeld-door"], "beoordeeld door", SHORT, [assessed_by], |a| text(&a.assessed_by);
    ["actie"], "actie", LONG, [action], |a| text(&a.action);
    ["actiehouder"], "actiehouder", SHORT, [action_owner], |a| text(&a.action_owner);
    ["streefdatum"], "streefdatum", SHORT, [due], |a| day(a.due);
    ["plan-status"], "plan", SHORT, [plan_status],
        |a| a.plan_status.map_or(String::new(), |status| status.as_str().to_owned());
    ["streefniveau"], "eigen streefniveau", SHORT, [target], |a| level(a.target);
    ["reden"], "reden", LONG, [target_reason], |a| text(&a.target_reason);
    ["afgerond-op"], "afgerond op", SHORT, [completed_on], |a| day(a.completed_on);
    ["overgenomen"], "overgenomen, nog niet bevestigd", SHORT, [carried_over],
        |a| if a.carried_over { "ja".to_owned() } else { String::new() };
};

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

fn number(value: Option<u32>) -> String {
    value.map_or(String::new(), |number| number.to_string())
}

fn level(value: Option<u8>) -> String {
    value.map_or(String::new(), |level| level.to_string())
}

fn day(value: Option<jiff::civil::Date>) -> String {
    value.map_or(String::new(), dutch::date)
}

fn stage(meta: &Meta) -> String {
    let days = [("peildatum", meta.reference_date), ("vastgesteld op", meta.adopted_on)];
    let days: String =
        days.iter().filter_map(|(what, day)| Some(format!(", {what} {}", dutch::date((*day)?)))).collect();
    format!("{}{days}", meta.stage.as_str())
}

fn reply(reply: &Reply) -> String {
    match reply {
        Reply::Open => String::new(),
        Reply::Level(level) => format!("niveau {level}"),
        Reply::NotApplicable(reason) => format!("niet van toepassing: {reason}"),
        Reply::AskAround(who) => format!("navragen bij {who}"),
    }
}

/// True where one of these fields is the same in both; an index without a field differs in nothing.
fn same_field<T>(fields: &[Field<T>], index: usize, a: &T, b: &T) -> bool {
    fields.get(index).is_none_or(|field| (field.same)(a, b))
}

fn copy_field<T>(fields: &[Field<T>], index: usize, from: &T, to: &mut T) {
    if let Some(field) = fields.get(index) {
        (field.copy)(from, to);
    }
}

/// An answer that says nothing is the same as no answer.
pub(super) fn said<'a>(assessment: &'a Assessment, id: &str) -> Option<&'a Answer> {
    assessment.answer(id).filter(|answer| **answer != Answer::default())
}

impl Place {
    /// The day of the last change; it is no change itself.
    pub(super) fn is_updated_on(&self) -> bool {
        matches!(self, Place::Meta(index) if META.get(*index).is_some_and(|field| field.keys == ["bijgewerkt-op"]))
    }

    /// True for what tells one assessment from another: the name of the board, and the year it is about.
    pub fn is_identity(&self) -> bool {
        match self {
            Place::Board(index) => BOARD.get(*index).is_some_and(|field| field.keys == ["naam"]),
            Place::Meta(index) => META.get(*index).is_some_and(|field| field.keys == ["verslagjaar"]),
            _ => false,
        }
    }

    /// True where both say the same here.
    pub fn is_same(&self, a: &Assessment, b: &Assessment) -> bool {
        match self {
            Place::Board(index) => same_field(BOARD, *index, &a.board, &b.board),
            Place::Meta(index) => same_field(META, *index, &a.meta, &b.meta),
            Place::Fact(index) => {
                let fact =
                    |of: &Assessment| FACTS.get(*index).and_then(|fact| of.facts.get(fact.key).cloned());
                fact(a) == fact(b)
            }
            Place::Norm(id) => said(a, id) == said(b, id),
        }
    }

    /// Makes `to` say here what `from` says.
    pub fn copy(&self, from: &Assessment, to: &mut Assessment) {
        match self {
            Place::Board(index) => copy_field(BOARD, *index, &from.board, &mut to.board),
            Place::Meta(index) => copy_field(META, *index, &from.meta, &mut to.meta),
            Place::Fact(index) => {
                let Some(fact) = FACTS.get(*index) else { return };
                match from.facts.get(fact.key) {
                    Some(value) => to.facts.insert(fact.key, value.clone()),
                    None => to.facts.remove(fact.key),
                };
            }
            Place::Norm(id) => {
                match from.answer(id) {
                    Some(answer) => to.answers.insert(id.clone(), answer.clone()),
                    None => to.answers.remove(id),
                };
            }
        }
    }

    /// How people call it: "GO.01 Strategie …", "naam van het bestuur", "jaarverslag: hersteltest-op".
    pub fn title(&self, catalogue: &Catalogue) -> String {
        match self {
            Place::Board(index) => BOARD.get(*index).map_or("", |field| field.label).to_owned(),
            Place::Meta(index) => META.get(*index).map_or("", |field| field.label).to_owned(),
            Place::Fact(index) => {
                format!("jaarverslag: {}", FACTS.get(*index).map_or("", |fact| fact.key))
            }
            Place::Norm(id) => match catalogue.norm(id) {
                Some(norm) => format!("{id} {}", norm.marked_title()),
                None => id.clone(),
            },
        }
    }

    /// Everything that stands here, as pairs of a label and a text; without what is not filled in.
    pub fn contents(&self, assessment: &Assessment, catalogue: &Catalogue) -> Vec<(&'static str, String)> {
        let Place::Norm(id) = self else {
            let text = self.text(assessment);
            return if text.is_empty() { Vec::new() } else { vec![("", text)] };
        };
        let answer = assessment.answer(id).cloned().unwrap_or_default();
        let name = answer.level_name(catalogue);
        let named = |field: &Field<Answer>| match (field.text)(&answer) {
            text if field.keys.contains(&"niveau") => format!("{text} {name}").trim().to_owned(),
            text => text,
        };
        ANSWER.iter().map(|field| (field.label, named(field))).filter(|(_, text)| !text.is_empty()).collect()
    }

    /// What stands here in words, for anything but an answer; empty where it is not filled in.
    pub(super) fn text(&self, assessment: &Assessment) -> String {
        match self {
            Place::Board(index) => BOARD.get(*index).map_or(String::new(), |f| (f.text)(&assessment.board)),
            Place::Meta(index) => META.get(*index).map_or(String::new(), |f| (f.text)(&assessment.meta)),
            Place::Fact(index) => {
                let value = FACTS.get(*index).and_then(|fact| assessment.facts.get(fact.key));
                value.map_or(String::new(), FactValue::text)
            }
            Place::Norm(_) => String::new(),
        }
    }
}

impl Answer {
    /// The name of the level that was chosen, or empty.
    fn level_name<'c>(&self, catalogue: &'c Catalogue) -> &'c str {
        match self.reply {
            Reply::Level(level) => catalogue.level_name(level),
            _ => "",
        }
    }
}

/// The places where two assessments differ, in order; the day of the last change is not one of them.
pub fn differing(a: &Assessment, b: &Assessment) -> Vec<Place> {
    all(&[a, b]).into_iter().filter(|place| !place.is_updated_on() && !place.is_same(a, b)).collect()
}

/// Every place in any of these, in order.
pub(super) fn all(assessments: &[&Assessment]) -> Vec<Place> {
    let ids: BTreeSet<&String> = assessments.iter().flat_map(|of| of.answers.keys()).collect();
    let boards = (0..BOARD.len()).map(Place::Board);
    let metas = (0..META.len()).map(Place::Meta);
    let facts = (0..FACTS.len()).map(Place::Fact);
    boards.chain(metas).chain(facts).chain(ids.into_iter().cloned().map(Place::Norm)).collect()
}

impl FactValue {
    /// The value as people read it.
    pub fn text(&self) -> String {
        match self {
            FactValue::Date(date) => dutch::date(*date),
            FactValue::NotDone => super::annual_report::NOT_DONE.to_owned(),
            FactValue::Unknown => super::annual_report::UNKNOWN.to_owned(),
            FactValue::Number(number) => number.to_string(),
            FactValue::List(items) => items.join("; "),
            FactValue::YesNo(yes) => if *yes { "ja" } else { "nee" }.to_owned(),
            FactValue::Text(text) => text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::save::{answer_items, board_items, meta_items};
    use super::*;

    fn keys<T>(fields: &[Field<T>]) -> BTreeSet<&'static str> {
        fields.iter().flat_map(|field| field.keys).copied().collect()
    }

    #[test]
    fn everything_that_is_saved_has_a_place() {
        let assessment = Assessment::new("ibp-fo", "2024-06-06", 2026, jiff::civil::date(2026, 11, 21));
        let saved = |items: Vec<(&'static str, _)>| items.into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys(BOARD), saved(board_items(&assessment.board)));
        assert_eq!(keys(META), saved(meta_items(&assessment.meta)));
        assert_eq!(keys(ANSWER), saved(answer_items(&Answer::default())));
    }
}
