//! One key of a table with its value, read as what it should be; what it is not is reported.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeInteger, DeString, DeTable, DeValue};

use super::{MAX_TEXT, Place, Sink, on_one_line};
use crate::finding::{Code, closest, shortened};
use crate::limits::LIST;

/// A key with its value.
#[derive(Clone, Copy)]
pub struct Entry<'t, 'i> {
    sink: &'t Sink,
    key: &'t Spanned<DeString<'i>>,
    value: &'t Spanned<DeValue<'i>>,
}

/// Every key of a table with its value, in the order of the keys.
pub fn entries<'t, 'i>(
    sink: &'t Sink,
    table: &'t DeTable<'i>,
) -> impl Iterator<Item = Entry<'t, 'i>> + use<'t, 'i> {
    table.iter().map(move |(key, value)| Entry { sink, key, value })
}

impl<'t, 'i> Entry<'t, 'i> {
    /// The key.
    pub fn key(&self) -> &'t str {
        self.key.get_ref()
    }

    /// Where the key stands.
    pub fn key_span(&self) -> Range<usize> {
        self.key.span()
    }

    /// The value, of whatever type.
    pub fn value(&self) -> &'t DeValue<'i> {
        self.value.get_ref()
    }

    /// Where the value stands.
    pub fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// The sink this entry reports to.
    pub fn sink(&self) -> &'t Sink {
        self.sink
    }

    /// Reports that the value is not of the type that is wanted.
    pub fn wrong_type(&self, wanted: &str) {
        self.wrong_item(self.value, wanted);
    }

    /// Reports that a value, or one in its list, is not of the type that is wanted.
    pub fn wrong_item(&self, found: &Spanned<DeValue<'_>>, wanted: &str) {
        let finding = self.sink.error(
            Code::WrongType,
            found.span(),
            format!("\"{}\" moet {wanted} zijn, en dit is {}", self.key(), dutch_type(found.get_ref())),
        );
        let unquoted = found.get_ref().as_str().is_some_and(|text| {
            wanted.contains("getal") && text.trim().parse::<u32>().is_ok()
                || wanted.contains("true") && matches!(text, "true" | "false")
        });
        let label =
            if unquoted { "haal de aanhalingstekens weg".to_owned() } else { format!("verwacht: {wanted}") };
        self.sink.push(finding.label(label));
    }

    /// Reports a key that nobody asked for, with what may have been meant.
    pub fn unknown(&self, place: &Place<'_>, known: &[&'static str]) {
        if self.sink.is_full() {
            return;
        }
        let finding = self.sink.error(
            Code::UnknownKey,
            self.key_span(),
            format!("onbekende sleutel \"{}\" in {place}", shortened(self.key())),
        );
        self.sink.push(match closest(self.key(), known.iter().copied()) {
            Some(name) => finding.label(format!("bedoel je \"{name}\"?")),
            None => finding.hint(format!("mogelijk zijn: {}", listed(known.iter()))),
        });
    }

    /// A text, with line ends made one kind; too long or with control characters is an error.
    pub fn text(&self) -> Option<String> {
        match self.value() {
            DeValue::String(text) => self.checked_text(text, self.span()),
            _ => {
                self.wrong_type("een tekst");
                None
            }
        }
    }

    fn checked_text(&self, text: &str, span: Range<usize>) -> Option<String> {
        if is_surely_right(text) {
            return Some(text.to_owned());
        }
        let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() };
        if let Some(problem) = text_problem(&text) {
            let label =
                if is_too_long(&text) { "maak de tekst korter" } else { "haal het onzichtbare teken weg" };
            let problem = format!("\"{}\" {problem}", self.key());
            self.sink.push(self.sink.error(Code::BadText, span, problem).label(label));
            return None;
        }
        Some(if self.sink.joins_lines { on_one_line(text) } else { text })
    }

    /// A text of one line, such as a name: a line end in it is a space.
    pub fn line(&self) -> Option<String> {
        self.text().map(on_one_line)
    }

    /// A whole number of 0 or more.
    pub fn number(&self) -> Option<u32> {
        let number = match self.value() {
            DeValue::Integer(integer) => whole_number(integer),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type("een heel getal van 0 of meer");
        }
        number
    }

    /// A number with or without decimals.
    pub fn float(&self) -> Option<f64> {
        let number = match self.value() {
            DeValue::Float(float) => float.as_str().parse().ok().filter(|number: &f64| number.is_finite()),
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type("een getal");
        }
        number
    }

    /// true or false.
    pub fn boolean(&self) -> Option<bool> {
        let found = self.value().as_bool();
        if found.is_none() {
            self.wrong_type("true of false");
        }
        found
    }

    /// A calendar date.
    pub fn date(&self) -> Option<Date> {
        let date = match self.value() {
            DeValue::Datetime(moment) if moment.time.is_none() && moment.offset.is_none() => moment
                .date
                .and_then(|date| Date::new(date.year as i16, date.month as i8, date.day as i8).ok()),
            _ => None,
        };
        if date.is_none() {
            let (text, label) = match self.value().as_str() {
                Some(text) if text.trim().parse::<Date>().is_ok() => {
                    ("moet een datum zijn zonder aanhalingstekens", "haal de aanhalingstekens weg")
                }
                _ => ("is geen geldige datum", "schrijf bijvoorbeeld 2026-11-21"),
            };
            let text = format!("\"{}\" {text}", self.key());
            self.sink.push(self.sink.error(Code::WrongDate, self.span(), text).label(label));
        }
        date
    }

    /// A list of texts.
    pub fn texts(&self) -> Vec<String> {
        self.spanned_texts().into_iter().map(Spanned::into_inner).collect()
    }

    /// A list of texts with their places.
    pub fn spanned_texts(&self) -> Vec<Spanned<String>> {
        let DeValue::Array(items) = self.value() else {
            self.wrong_type("een lijst met teksten, zoals [\"a\", \"b\"]");
            return Vec::new();
        };
        if items.len() > LIST {
            let text =
                format!("\"{}\" heeft {} teksten, en hoogstens {LIST} kunnen", self.key(), items.len());
            let finding = self.sink.error(Code::TooMany, self.span(), text);
            self.sink.push(finding.label("voeg er een paar samen"));
            return Vec::new();
        }
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts
                    .extend(self.checked_text(text, item.span()).map(|text| Spanned::new(item.span(), text))),
                _ => self.wrong_item(item, "een tekst"),
            }
        }
        texts
    }

    /// One of a fixed list of words, as what it stands for.
    pub fn choice<T: Copy>(&self, choices: &[(&'static str, T)]) -> Option<T> {
        // Nearly always it is one of them, and then no text is made.
        let chosen = |text: &str| choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if let Some(found) = self.value().as_str().and_then(chosen) {
            return Some(found);
        }
        let text = self.text()?;
        let found = chosen(&text);
        if found.is_none() {
            self.unknown_value(&text, self.span(), choices.iter().map(|(word, _)| *word));
        }
        found
    }

    /// A list of such words; the ones that are none are reported and left out.
    pub fn choices<T: Copy>(&self, choices: &[(&'static str, T)]) -> Vec<T> {
        let chosen = |text: &Spanned<String>| {
            let found = choices.iter().find(|(word, _)| word == text.get_ref()).map(|(_, value)| *value);
            if found.is_none() {
                self.unknown_value(text.get_ref(), text.span(), choices.iter().map(|(word, _)| *word));
            }
            found
        };
        self.spanned_texts().iter().filter_map(chosen).collect()
    }

    fn unknown_value(
        &self,
        text: &str,
        span: Range<usize>,
        words: impl Iterator<Item = &'static str> + Clone,
    ) {
        let list = words.clone().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        let finding = self.sink.error(
            Code::UnknownValue,
            span,
            format!("\"{}\" is geen mogelijkheid voor {}", shortened(text), self.key()),
        );
        let label = closest(text, words).map_or(String::new(), |word| format!("bedoel je \"{word}\"?"));
        self.sink.push(finding.label(label).hint(format!("kies uit {list}")));
    }

    /// A table; `wanted` says in Dutch what should have stood there.
    pub fn table(&self, wanted: &str) -> Option<&'t DeTable<'i>> {
        let table = self.value().as_table();
        if table.is_none() {
            self.wrong_type(wanted);
        }
        table
    }
}

/// The value of a whole number of 0 or more, however it is written; `None` where it is too large or below 0.
pub fn whole_number(written: &DeInteger<'_>) -> Option<u32> {
    let text = written.as_str();
    // Hardly anybody writes 1_000, and then no other text is needed.
    let text = if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) };
    u32::from_str_radix(&text, written.radix()).ok()
}

fn listed(words: impl Iterator<Item = impl Display>) -> String {
    let mut words: Vec<String> = words.map(|word| word.to_string()).collect();
    words.sort();
    words.dedup();
    words.join(", ")
}

/// What is wrong with a text that a person wrote, if anything.
pub fn text_problem(text: &str) -> Option<String> {
    if is_too_long(text) {
        let length = text.chars().count();
        return Some(format!("is te lang: {length} tekens, hoogstens {MAX_TEXT}"));
    }
    let control = text.chars().find(|c| c.is_control() && !matches!(c, '\t' | '\n'));
    control.map(|c| format!("bevat een stuurteken (U+{:04X})", c as u32))
}

/// True for a text that is short enough and has no control characters, seen from its bytes alone. A whole catalogue
/// is checked at every start, and nearly all of it passes here.
fn is_surely_right(text: &str) -> bool {
    // The control characters above ASCII, U+0080 to U+009F, all begin with this byte.
    const LATIN_CONTROL: u8 = 0xC2;
    let plain = |byte: u8| byte >= b' ' && byte != 0x7F && byte != LATIN_CONTROL;
    // Without stopping at the first: then the computer looks at many bytes at once.
    text.len() <= MAX_TEXT && text.bytes().fold(true, |all, byte| all & plain(byte))
}

fn is_too_long(text: &str) -> bool {
    text.len() > MAX_TEXT && text.chars().nth(MAX_TEXT).is_some()
}

fn dutch_type(value: &DeValue<'_>) -> String {
    let words = match value {
        DeValue::String(_) => "een tekst",
        DeValue::Integer(number) if number.as_str().is_empty() => "geen getal",
        DeValue::Integer(number) => return shortened(number.as_str()),
        DeValue::Float(_) => "een getal met decimalen",
        DeValue::Boolean(_) => "true of false",
        DeValue::Datetime(_) => "een datum of tijd",
        DeValue::Array(_) => "een lijst",
        DeValue::Table(_) => "een tabel",
    };
    words.to_owned()
}
