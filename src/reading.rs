//! Walking a TOML text with places: every value is asked for by name, every mistake is noted, nothing stops early.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::fmt::{self, Display};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeInteger, DeString, DeTable, DeValue};

use crate::finding::{Code, Finding, Findings, Severity, SourceText, closest, print, shortened};

mod syntax;

use crate::limits::LIST;
pub use crate::limits::{FINDINGS as MAX_FINDINGS, TEXT as MAX_TEXT};

/// One text being read, and the findings so far.
pub struct Sink {
    source: Arc<SourceText>,
    findings: RefCell<Vec<Finding>>,
    errors: Cell<usize>,
    warnings: Cell<usize>,
    /// The text without what is no TOML, where something had to be left out.
    readable: OnceCell<String>,
    left_out: RefCell<String>,
    /// True where a line end in a text is a space.
    joins_lines: bool,
}

impl Sink {
    /// A sink for mistakes in this text.
    pub fn new(source: &Arc<SourceText>) -> Self {
        Self {
            source: Arc::clone(source),
            findings: RefCell::default(),
            errors: Cell::default(),
            warnings: Cell::default(),
            readable: OnceCell::new(),
            left_out: RefCell::default(),
            joins_lines: false,
        }
    }

    /// A sink for a text in which every text is one line, as in a catalogue: a title or a label of two lines would forge
    /// a line of the program.
    pub fn joining_lines(source: &Arc<SourceText>) -> Self {
        Self { joins_lines: true, ..Self::new(source) }
    }

    /// The text that is being read.
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    /// Notes a finding. Of a text with more than [`MAX_FINDINGS`] mistakes the first ones are kept.
    pub fn push(&self, finding: Finding) {
        let count = match finding.severity {
            Severity::Error => &self.errors,
            Severity::Warning => &self.warnings,
        };
        if count.get() < MAX_FINDINGS {
            count.set(count.get() + 1);
            self.findings.borrow_mut().push(finding);
        }
    }

    /// Makes an error at a place, to be completed and pushed.
    pub fn error(&self, code: Code, span: Range<usize>, text: impl Into<String>) -> Finding {
        Finding::error(code, &self.source, span, text)
    }

    /// True where so much is wrong that further mistakes of this kind are not kept.
    pub fn is_full(&self) -> bool {
        self.errors.get() >= MAX_FINDINGS
    }

    /// Remembers what could not be read, so that it does not count as missing as well.
    fn leave_out(&self, text: &str) {
        self.left_out.borrow_mut().push_str(text);
    }

    /// True where this word stands in a line that could not be read.
    pub fn left_out(&self, word: &str) -> bool {
        self.left_out.borrow().contains(word)
    }

    /// All findings, sorted.
    pub fn into_findings(self) -> Findings {
        Findings(self.findings.into_inner()).sorted()
    }
}

/// Parses the text. What is no TOML goes to the sink in Dutch, and the rest of the text is still returned.
pub fn parse<'s>(text: &'s str, sink: &'s Sink) -> Spanned<DeTable<'s>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return table;
    }
    DeTable::parse_recoverable(sink.readable.get_or_init(|| syntax::readable(text, errors, sink))).0
}

/// A table whose values are asked for one by one. `finish` reports what nobody asked for.
pub struct TableReader<'t, 'i> {
    sink: &'t Sink,
    /// In a list: most tables are small, and a folder of assessments has a hundred thousand of them.
    entries: Vec<Entry<'t, 'i>>,
    span: Range<usize>,
    place: Place<'t>,
    asked: RefCell<Vec<&'static str>>,
}

/// A key with its value.
struct Entry<'t, 'i> {
    key: &'t Spanned<DeString<'i>>,
    value: &'t Spanned<DeValue<'i>>,
    asked: Cell<bool>,
}

/// What a table is called in messages.
pub enum Place<'t> {
    /// In these words, such as `[meting]`.
    Named(String),
    /// The table of this key below another one, such as `[antwoorden."GO.01"]`.
    Below(&'static str, &'t str),
}

impl From<&str> for Place<'_> {
    fn from(name: &str) -> Self {
        Place::Named(name.to_owned())
    }
}

impl From<String> for Place<'_> {
    fn from(name: String) -> Self {
        Place::Named(name)
    }
}

impl Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Named(name) => f.write_str(name),
            Place::Below(table, key) => write!(f, "[{table}.\"{key}\"]"),
        }
    }
}

/// Room for the keys of an answer, so that noting them asks for memory once.
const USUAL_KEYS: usize = 16;

impl<'t, 'i> TableReader<'t, 'i> {
    /// A reader of this table; `place` names it in messages, such as `[meting]`.
    pub fn new(
        sink: &'t Sink,
        table: &'t DeTable<'i>,
        span: Range<usize>,
        place: impl Into<Place<'t>>,
    ) -> Self {
        let entry = |(key, value)| Entry { key, value, asked: Cell::new(false) };
        let entries = table.iter().map(entry).collect();
        let asked = RefCell::new(Vec::with_capacity(USUAL_KEYS));
        Self { sink, entries, span, place: place.into(), asked }
    }

    fn entry(&self, key: &str) -> Option<&Entry<'t, 'i>> {
        self.entries.iter().find(|entry| entry.key.get_ref() == key)
    }

    /// Where the table stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where the key itself stands, or else the table.
    pub fn key_span(&self, key: &str) -> Range<usize> {
        self.entry(key).map_or(self.span(), |entry| entry.key.span())
    }

    /// Where the value of a key stands, or else the table.
    pub fn value_span(&self, key: &str) -> Range<usize> {
        self.entry(key).map_or(self.span(), |entry| entry.value.span())
    }

    /// The sink this reader reports to.
    pub fn sink(&self) -> &'t Sink {
        self.sink
    }

    /// True where the key is there, of whatever type.
    pub fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// The raw value of a key.
    pub fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.asked.borrow_mut().push(key);
        self.entry(key).map(|entry| {
            entry.asked.set(true);
            entry.value
        })
    }

    fn wrong_type(&self, key: &str, found: &Spanned<DeValue<'_>>, wanted: &str) {
        let finding = self.sink.error(
            Code::WrongType,
            found.span(),
            format!("\"{key}\" moet {wanted} zijn, en dit is {}", dutch_type(found.get_ref())),
        );
        let unquoted = found.get_ref().as_str().is_some_and(|text| {
            wanted.contains("getal") && text.trim().parse::<u32>().is_ok()
                || wanted.contains("true") && matches!(text, "true" | "false")
        });
        let label =
            if unquoted { "haal de aanhalingstekens weg".to_owned() } else { format!("verwacht: {wanted}") };
        self.sink.push(finding.label(label));
    }

    /// Reports that a key is missing.
    pub fn missing(&self, key: &str) {
        if self.sink.left_out(key) {
            return;
        }
        let finding =
            self.sink.error(Code::MissingKey, self.span(), format!("\"{key}\" ontbreekt in {}", self.place));
        self.sink.push(finding.hint(format!("voeg een regel toe: {key} = …")));
    }

    /// A text, with line ends made one kind; too long or with control characters is an error.
    pub fn text(&self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        self.text_value(key, value)
    }

    fn text_value(&self, key: &str, value: &Spanned<DeValue<'i>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => self.checked_text(key, text, value.span()),
            _ => {
                self.wrong_type(key, value, "een tekst");
                None
            }
        }
    }

    fn checked_text(&self, key: &str, text: &str, span: Range<usize>) -> Option<String> {
        if is_surely_right(text) {
            return Some(text.to_owned());
        }
        let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() };
        if let Some(problem) = text_problem(&text) {
            let label =
                if is_too_long(&text) { "maak de tekst korter" } else { "haal het onzichtbare teken weg" };
            self.sink.push(self.sink.error(Code::BadText, span, format!("\"{key}\" {problem}")).label(label));
            return None;
        }
        Some(if self.sink.joins_lines { on_one_line(text) } else { text })
    }

    /// A text of one line, such as a name: a line end in it is a space.
    pub fn line(&self, key: &'static str) -> Option<String> {
        self.text(key).map(on_one_line)
    }

    /// A text that must be there and not be empty.
    pub fn required_text(&self, key: &'static str) -> String {
        let Some(value) = self.value(key) else {
            self.missing(key);
            return String::new();
        };
        let text = self.text_value(key, value);
        if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
            self.sink.push(
                self.sink
                    .error(Code::MissingKey, value.span(), format!("\"{key}\" is leeg"))
                    .label("vul hier iets in"),
            );
        }
        text.unwrap_or_default()
    }

    /// A whole number of 0 or more.
    pub fn number(&self, key: &'static str) -> Option<u32> {
        let value = self.value(key)?;
        self.number_value(key, value)
    }

    /// A whole number of 0 or more, from a value at hand.
    pub fn number_value(&self, key: &str, value: &Spanned<DeValue<'i>>) -> Option<u32> {
        let number = match value.get_ref() {
            DeValue::Integer(integer) => whole_number(integer),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, value, "een heel getal van 0 of meer");
        }
        number
    }

    /// A number with or without decimals.
    pub fn float(&self, key: &'static str) -> Option<f64> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse().ok().filter(|number: &f64| number.is_finite()),
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, value, "een getal");
        }
        number
    }

    /// true or false.
    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(key, value, "true of false");
        }
        found
    }

    /// A calendar date.
    pub fn date(&self, key: &'static str) -> Option<Date> {
        let value = self.value(key)?;
        self.date_value(key, value)
    }

    /// A calendar date, from a value at hand.
    pub fn date_value(&self, key: &str, value: &Spanned<DeValue<'i>>) -> Option<Date> {
        let date = match value.get_ref() {
            DeValue::Datetime(moment) if moment.time.is_none() && moment.offset.is_none() => moment
                .date
                .and_then(|date| Date::new(date.year as i16, date.month as i8, date.day as i8).ok()),
            _ => None,
        };
        if date.is_none() {
            let quoted = value.get_ref().as_str();
            let (text, label) = match quoted {
                Some(text) if text.trim().parse::<Date>().is_ok() => {
                    ("moet een datum zijn zonder aanhalingstekens", "haal de aanhalingstekens weg")
                }
                _ => ("is geen geldige datum", "schrijf bijvoorbeeld 2026-11-21"),
            };
            let finding = self.sink.error(Code::WrongDate, value.span(), format!("\"{key}\" {text}"));
            self.sink.push(finding.label(label));
        }
        date
    }

    /// A list of texts; a missing key gives an empty list.
    pub fn texts(&self, key: &'static str) -> Vec<String> {
        self.spanned_texts(key).into_iter().map(Spanned::into_inner).collect()
    }

    /// A list of texts with their places; a missing key gives an empty list.
    pub fn spanned_texts(&self, key: &'static str) -> Vec<Spanned<String>> {
        self.value(key).map(|value| self.texts_value(key, value)).unwrap_or_default()
    }

    /// A list of texts, from a value at hand.
    pub fn texts_value(&self, key: &str, value: &Spanned<DeValue<'i>>) -> Vec<Spanned<String>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "een lijst met teksten, zoals [\"a\", \"b\"]");
            return Vec::new();
        };
        if items.len() > LIST {
            let text = format!("\"{key}\" heeft {} teksten, en hoogstens {LIST} kunnen", items.len());
            let finding = self.sink.error(Code::TooMany, value.span(), text);
            self.sink.push(finding.label("voeg er een paar samen"));
            return Vec::new();
        }
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts.extend(
                    self.checked_text(key, text, item.span()).map(|text| Spanned::new(item.span(), text)),
                ),
                _ => self.wrong_type(key, item, "een tekst"),
            }
        }
        texts
    }

    /// One of a fixed list of words, translated by `from`.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            self.unknown_value(key, &text, self.value_span(key), choices.iter().map(|(word, _)| *word));
        }
        found
    }

    /// Reports a value that is not one of the possibilities.
    pub fn unknown_value(
        &self,
        key: &str,
        text: &str,
        span: Range<usize>,
        words: impl Iterator<Item = &'static str> + Clone,
    ) {
        let list = words.clone().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        let finding = self.sink.error(
            Code::UnknownValue,
            span,
            format!("\"{}\" is geen mogelijkheid voor {key}", shortened(text)),
        );
        let label = closest(text, words).map_or(String::new(), |word| format!("bedoel je \"{word}\"?"));
        self.sink.push(finding.label(label).hint(format!("kies uit {list}")));
    }

    /// A table below this one.
    pub fn table(&self, key: &'static str) -> Option<TableReader<'t, 'i>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(table) => {
                Some(TableReader::new(self.sink, table, self.key_span(key), format!("[{key}]")))
            }
            _ => {
                self.wrong_type(key, value, "een tabel");
                None
            }
        }
    }

    /// The tables of an array of tables, such as `[[norm]]`; a missing key gives none.
    pub fn tables(&self, key: &'static str) -> Vec<TableReader<'t, 'i>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "een rij tabellen");
            return Vec::new();
        };
        let mut readers = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    readers.push(TableReader::new(self.sink, table, item.span(), format!("[[{key}]]")));
                }
                _ => self.wrong_type(key, item, "een tabel"),
            }
        }
        readers
    }

    /// Every entry whose key is data, not a fixed name, such as the norm ids below `[antwoorden]`, in file order.
    pub fn entries(&self) -> Vec<(&'t str, Range<usize>, &'t Spanned<DeValue<'i>>)> {
        let mut entries: Vec<_> = self
            .entries
            .iter()
            .map(|entry| (entry.key.get_ref().as_ref(), entry.key.span(), entry.value))
            .collect();
        entries.sort_by_key(|(_, span, _)| span.start);
        entries
    }

    /// Reports every key that was never asked for, with what may have been meant.
    pub fn finish(self) {
        let asked = self.asked.into_inner();
        for Entry { key, .. } in self.entries.iter().filter(|entry| !entry.asked.get()) {
            if self.sink.is_full() {
                return;
            }
            let finding = self.sink.error(
                Code::UnknownKey,
                key.span(),
                format!("onbekende sleutel \"{}\" in {}", shortened(key.get_ref()), self.place),
            );
            let finding = match closest(key.get_ref(), asked.iter().copied()) {
                Some(name) => finding.label(format!("bedoel je \"{name}\"?")),
                None => finding.hint(format!("mogelijk zijn: {}", list(asked.iter()))),
            };
            self.sink.push(finding);
        }
    }
}

/// The text with every line end and tab a space; a text without them stays as it is.
pub fn on_one_line(text: String) -> String {
    if text.contains(['\n', '\t']) { print::on_one_line(&text) } else { text }
}

/// The value of a whole number of 0 or more, however it is written; `None` where it is too large or below 0.
pub fn whole_number(written: &DeInteger<'_>) -> Option<u32> {
    let text = written.as_str();
    // Hardly anybody writes 1_000, and then no other text is needed.
    let text = if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) };
    u32::from_str_radix(&text, written.radix()).ok()
}

fn list(words: impl Iterator<Item = impl Display>) -> String {
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
