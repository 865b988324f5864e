//! An assessment as a form: a value per slot, how each is asked, and how a cell is read back. The slots are those that
//! saving writes, so that none is forgotten; what a value may be is judged by the one reader of assessments, see
//! [`judge`].

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use toml_edit::Value;

use crate::assessment::annual_report::{FACTS, NOT_DONE, UNKNOWN};
use crate::assessment::save::{answer_items, board_items, fact_value, meta_items};
use crate::assessment::{Assessment, REPLY_KEYS};
use crate::catalogue::{Catalogue, Norm};
use crate::finding::print::visible_char;

pub mod cell;
pub mod combine;
pub mod judge;
pub mod layout;
pub mod question;
pub mod read;
pub mod text;

pub use question::{ANSWER, BOARD, Kind, META, Question};

/// The place of one value in an assessment; they sort in the order in which they stand in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// A key of `[bestuur]`.
    Board(&'static str),
    /// A key of `[meting]`.
    Meta(&'static str),
    /// A key of `[jaarverslag]`.
    Fact(&'static str),
    /// A key of the answer to a norm, by its id.
    Answer(String, &'static str),
}

/// What stands in a slot.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A text.
    Text(String),
    /// A list of texts.
    Lines(Vec<String>),
    /// A whole number.
    Number(i64),
    /// A number with decimals; nowhere right, and refused by the reader in its own words.
    Decimal(f64),
    /// A day.
    Day(Date),
    /// Yes or no.
    Yes(bool),
}

/// What an assessment says, by slot; an absent slot is not filled in.
pub type Values = BTreeMap<Slot, Content>;

/// The first piece of a list.
const LIST: &str = "[";

/// Everything that an assessment says.
pub fn values(assessment: &Assessment) -> Values {
    let board = board_items(&assessment.board).into_iter().map(|(key, value)| (Slot::Board(key), value));
    let meta = meta_items(&assessment.meta).into_iter().map(|(key, value)| (Slot::Meta(key), value));
    let facts = assessment.facts.iter().map(|(key, value)| (Slot::Fact(key), Some(fact_value(value))));
    let answers = assessment.answers.iter().flat_map(|(id, answer)| {
        answer_items(answer).into_iter().map(move |(key, value)| (Slot::Answer(id.clone(), key), value))
    });
    let filled = |(slot, value): (Slot, Option<Value>)| {
        let content = Content::from_toml(&value?)?;
        // A new assessment has no name yet.
        let is_nothing = slot == Slot::Board("naam") && content == Content::Text(String::new());
        (!is_nothing).then_some((slot, content))
    };
    board.chain(meta).chain(facts).chain(answers).filter_map(filled).collect()
}

impl Slot {
    /// How it is called in a file: `bestuur.naam`, `antwoorden.GO.01.niveau`.
    pub fn path(&self) -> String {
        self.to_string()
    }

    /// The slot with this path; `None` where there is none.
    pub fn from_path(path: &str) -> Option<Self> {
        let (table, rest) = path.trim().split_once('.')?;
        let of = |questions: &'static [Question]| {
            questions.iter().map(|question| question.key).find(|key| *key == rest)
        };
        match table {
            "bestuur" => of(BOARD).map(Slot::Board),
            "meting" => of(META).map(Slot::Meta),
            "jaarverslag" => FACTS.iter().map(|fact| fact.key).find(|key| *key == rest).map(Slot::Fact),
            "antwoorden" => {
                let (id, rest) = rest.rsplit_once('.')?;
                let key = ANSWER.iter().map(|question| question.key).find(|key| *key == rest)?;
                Some(Slot::Answer(id.to_owned(), key))
            }
            _ => None,
        }
    }

    /// How it is asked and shown.
    pub fn kind(&self) -> Kind {
        let of = |questions: &'static [Question], key: &str| {
            questions.iter().find(|question| question.key == key).map_or(Kind::Text, |question| question.kind)
        };
        match self {
            Slot::Board(key) => of(BOARD, key),
            Slot::Meta(key) => of(META, key),
            Slot::Fact(key) => {
                FACTS.iter().find(|fact| fact.key == *key).map_or(Kind::Text, |fact| Kind::Fact(fact.kind))
            }
            Slot::Answer(_, key) => of(ANSWER, key),
        }
    }

    /// The norm whose answer it is a part of.
    pub fn norm<'c>(&self, catalogue: &'c Catalogue) -> Option<&'c Norm> {
        match self {
            Slot::Answer(id, _) => catalogue.norm(id),
            _ => None,
        }
    }

    /// True for what makes an answer one kind of answer: of these keys an answer has one.
    pub fn is_reply(&self) -> bool {
        matches!(self, Slot::Answer(_, key) if REPLY_KEYS.contains(key))
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Slot::Board(key) => write!(f, "bestuur.{key}"),
            Slot::Meta(key) => write!(f, "meting.{key}"),
            Slot::Fact(key) => write!(f, "jaarverslag.{key}"),
            Slot::Answer(id, key) => write!(f, "antwoorden.{id}.{key}"),
        }
    }
}

impl Content {
    /// The content of a value that saving writes; `None` for what saving never writes.
    pub fn from_toml(value: &Value) -> Option<Self> {
        Some(match value {
            Value::String(text) => Content::Text(text.value().clone()),
            Value::Integer(number) => Content::Number(*number.value()),
            Value::Float(number) => Content::Decimal(*number.value()),
            Value::Boolean(yes) => Content::Yes(*yes.value()),
            Value::Datetime(moment) => {
                let date = moment.value().date.filter(|_| moment.value().time.is_none())?;
                let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
                Content::Day(Date::new(i16::try_from(date.year).ok()?, month, day).ok()?)
            }
            Value::Array(items) => {
                Content::Lines(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            }
            Value::InlineTable(_) => return None,
        })
    }

    /// The value in pieces that each fit in a cell: that of a list begins with a bracket, and its texts follow.
    pub fn pieces(&self) -> Vec<String> {
        match self {
            Content::Lines(lines) => {
                std::iter::once(LIST.to_owned()).chain(lines.iter().map(|line| quoted(line))).collect()
            }
            other => vec![other.to_toml()],
        }
    }

    /// The value that these are the pieces of; `None` where it is none.
    pub fn from_pieces(pieces: &[String]) -> Option<Self> {
        let value = |piece: &String| Content::from_toml(&piece.parse::<Value>().ok()?);
        match pieces {
            [list, texts @ ..] if list == LIST => {
                let text = |piece| match value(piece)? {
                    Content::Text(text) => Some(text),
                    _ => None,
                };
                texts.iter().map(text).collect::<Option<_>>().map(Content::Lines)
            }
            [one] => value(one),
            _ => None,
        }
    }

    /// The value as it stands in a file, on one line.
    pub fn to_toml(&self) -> String {
        match self {
            Content::Text(text) => quoted(text),
            Content::Lines(lines) => {
                format!("[{}]", lines.iter().map(|line| quoted(line)).collect::<Vec<_>>().join(", "))
            }
            Content::Number(number) => number.to_string(),
            Content::Decimal(number) => Value::from(*number).to_string(),
            Content::Day(date) => date.to_string(),
            Content::Yes(yes) => yes.to_string(),
        }
    }
}

/// A text between quotes, on one line whatever is in it, and with nothing in it that cannot be seen.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if visible_char(c) != c => out.push_str(&format!("\\U{:08X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A form that goes out to be filled in.
pub struct Form<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// What is filled in already.
    pub assessment: &'a Assessment,
    /// The norms that are asked, by their index, in order.
    pub norms: Vec<usize>,
    /// True where everything is asked, the board and the annual report too.
    pub is_whole: bool,
    /// What was chosen, in words; empty for everything.
    pub title: String,
    /// The day it was made.
    pub today: Date,
}

/// The slots that say which assessment a form belongs to; they are on every form.
const IDENTITY: [Slot; 4] =
    [Slot::Board("naam"), Slot::Meta("normenkader"), Slot::Meta("editie"), Slot::Meta("verslagjaar")];

impl Form<'_> {
    /// Every slot on the form with what stood there when it was made.
    pub fn basis(&self) -> Vec<(Slot, Option<Content>)> {
        let mut slots = IDENTITY.to_vec();
        if self.is_whole {
            let board = BOARD.iter().map(|question| Slot::Board(question.key));
            let meta = META.iter().map(|question| Slot::Meta(question.key));
            let facts = FACTS.iter().map(|fact| Slot::Fact(fact.key));
            slots = board.chain(meta).chain(facts).collect();
        }
        for id in self.norms.iter().map(|index| &self.catalogue.norms[*index].id) {
            slots.extend(ANSWER.iter().map(|question| Slot::Answer(id.clone(), question.key)));
        }
        let mut values = values(self.assessment);
        slots.into_iter().map(|slot| (slot.clone(), values.remove(&slot))).collect()
    }
}

/// A level as it stands in a list to choose from: its number, and the label of the norm.
pub fn level_choice(norm: &Norm, level: u8) -> String {
    format!("{level} – {}", crate::finding::print::on_one_line(norm.label(level)))
}

/// The words that can be chosen in a slot; none where anything can be typed.
pub fn choices(kind: Kind) -> Vec<&'static str> {
    use crate::assessment::annual_report::Kind as Fact;
    match kind {
        Kind::Choice(words) => words.to_vec(),
        Kind::YesNo => vec!["ja", "nee"],
        Kind::Fact(Fact::YesNo) => vec!["ja", "nee", UNKNOWN],
        Kind::Fact(Fact::Choice(words)) => words.to_vec(),
        _ => Vec::new(),
    }
}

/// The words that stand for a value of their own beside what is asked.
fn words(kind: Kind) -> Vec<&'static str> {
    use crate::assessment::annual_report::Kind as Fact;
    match kind {
        Kind::Fact(Fact::DateOrWord) => vec![NOT_DONE, UNKNOWN],
        Kind::Fact(Fact::Number) => vec![UNKNOWN],
        kind => choices(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Answer, annual_report::FactValue};

    #[test]
    fn every_key_that_is_saved_has_a_question() {
        let assessment = Assessment::new("ibp-fo", "2024-06-06", 2026, jiff::civil::date(2026, 11, 21));
        let asked =
            |questions: &[Question]| questions.iter().map(|question| question.key).collect::<Vec<_>>();
        let saved = |items: Vec<(&'static str, Option<Value>)>| {
            items.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
        };
        assert_eq!(asked(BOARD), saved(board_items(&assessment.board)));
        assert_eq!(asked(META), saved(meta_items(&assessment.meta)));
        assert_eq!(asked(ANSWER), saved(answer_items(&Answer::default())));
    }

    #[test]
    fn a_path_leads_back_to_its_slot() {
        let mut assessment = Assessment::new("ibp-fo", "2024-06-06", 2026, jiff::civil::date(2026, 11, 21));
        assessment.board.name = "Stichting Voorbeeldland".to_owned();
        assessment.facts.insert("verwerkers", FactValue::Unknown);
        let answer = Answer { note: Some("x".to_owned()), ..Answer::default() };
        assessment.answers.insert("V-PR.01".to_owned(), answer);
        let values = values(&assessment);
        assert!(values.len() > 8);
        for slot in values.keys() {
            assert_eq!(Slot::from_path(&slot.path()).as_ref(), Some(slot));
        }
        for path in ["", "bestuur", "bestuur.kleur", "antwoorden.niveau", "antwoorden.GO.01.kleur", "x.naam"]
        {
            assert_eq!(Slot::from_path(path), None, "{path}");
        }
    }
}
