//! Walking a TOML text with places: every value is asked for by name, every mistake is noted, nothing stops early.

use std::cell::{Cell, OnceCell, RefCell};
use std::fmt::{self, Display};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::{Code, Finding, Findings, Severity, SourceText, print};

mod entry;
mod syntax;

pub use crate::limits::{FINDINGS as MAX_FINDINGS, TEXT as MAX_TEXT};
pub use entry::{Entry, entries, text_problem, whole_number};

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
    entries: Vec<(Entry<'t, 'i>, Cell<bool>)>,
    span: Range<usize>,
    place: Place<'t>,
    asked: RefCell<Vec<&'static str>>,
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

impl<'t, 'i> TableReader<'t, 'i> {
    /// A reader of this table; `place` names it in messages, such as `[meting]`.
    pub fn new(
        sink: &'t Sink,
        table: &'t DeTable<'i>,
        span: Range<usize>,
        place: impl Into<Place<'t>>,
    ) -> Self {
        let entries = entries(sink, table).map(|entry| (entry, Cell::new(false))).collect();
        Self { sink, entries, span, place: place.into(), asked: RefCell::default() }
    }

    fn find(&self, key: &str) -> Option<&(Entry<'t, 'i>, Cell<bool>)> {
        self.entries.iter().find(|(entry, _)| entry.key() == key)
    }

    /// Where the table stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where the key itself stands, or else the table.
    pub fn key_span(&self, key: &str) -> Range<usize> {
        self.find(key).map_or(self.span(), |(entry, _)| entry.key_span())
    }

    /// Where the value of a key stands, or else the table.
    pub fn value_span(&self, key: &str) -> Range<usize> {
        self.find(key).map_or(self.span(), |(entry, _)| entry.span())
    }

    /// The sink this reader reports to.
    pub fn sink(&self) -> &'t Sink {
        self.sink
    }

    /// True where the key is there, of whatever type.
    pub fn has(&self, key: &'static str) -> bool {
        self.entry(key).is_some()
    }

    /// The key with its value, of whatever type.
    pub fn entry(&self, key: &'static str) -> Option<Entry<'t, 'i>> {
        self.asked.borrow_mut().push(key);
        self.find(key).map(|(entry, asked)| {
            asked.set(true);
            *entry
        })
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

    /// As [`Entry::text`], where the key is there.
    pub fn text(&self, key: &'static str) -> Option<String> {
        self.entry(key)?.text()
    }

    /// As [`Entry::line`], where the key is there.
    pub fn line(&self, key: &'static str) -> Option<String> {
        self.entry(key)?.line()
    }

    /// A text that must be there and not be empty.
    pub fn required_text(&self, key: &'static str) -> String {
        let Some(entry) = self.entry(key) else {
            self.missing(key);
            return String::new();
        };
        let text = entry.text();
        if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
            self.sink.push(
                self.sink
                    .error(Code::MissingKey, entry.span(), format!("\"{key}\" is leeg"))
                    .label("vul hier iets in"),
            );
        }
        text.unwrap_or_default()
    }

    /// As [`Entry::number`], where the key is there.
    pub fn number(&self, key: &'static str) -> Option<u32> {
        self.entry(key)?.number()
    }

    /// As [`Entry::float`], where the key is there.
    pub fn float(&self, key: &'static str) -> Option<f64> {
        self.entry(key)?.float()
    }

    /// As [`Entry::boolean`], where the key is there.
    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        self.entry(key)?.boolean()
    }

    /// As [`Entry::date`], where the key is there.
    pub fn date(&self, key: &'static str) -> Option<Date> {
        self.entry(key)?.date()
    }

    /// As [`Entry::texts`]; a missing key gives an empty list.
    pub fn texts(&self, key: &'static str) -> Vec<String> {
        self.entry(key).map(|entry| entry.texts()).unwrap_or_default()
    }

    /// As [`Entry::spanned_texts`]; a missing key gives an empty list.
    pub fn spanned_texts(&self, key: &'static str) -> Vec<Spanned<String>> {
        self.entry(key).map(|entry| entry.spanned_texts()).unwrap_or_default()
    }

    /// As [`Entry::choice`], where the key is there.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        self.entry(key)?.choice(choices)
    }

    /// As [`Entry::choices`]; a missing key gives an empty list.
    pub fn choices<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Vec<T> {
        self.entry(key).map(|entry| entry.choices(choices)).unwrap_or_default()
    }

    /// A table below this one.
    pub fn table(&self, key: &'static str) -> Option<TableReader<'t, 'i>> {
        let entry = self.entry(key)?;
        let table = entry.table("een tabel")?;
        Some(TableReader::new(self.sink, table, entry.key_span(), format!("[{key}]")))
    }

    /// The tables of an array of tables, such as `[[norm]]`; a missing key gives none.
    pub fn tables(&self, key: &'static str) -> Vec<TableReader<'t, 'i>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let DeValue::Array(items) = entry.value() else {
            entry.wrong_type("een rij tabellen");
            return Vec::new();
        };
        let mut readers = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    readers.push(TableReader::new(self.sink, table, item.span(), format!("[[{key}]]")));
                }
                _ => entry.wrong_item(item, "een tabel"),
            }
        }
        readers
    }

    /// Reports every key that was never asked for, with what may have been meant.
    pub fn finish(self) {
        let asked = self.asked.into_inner();
        for (entry, _) in self.entries.iter().filter(|(_, asked)| !asked.get()) {
            entry.unknown(&self.place, &asked);
        }
    }
}

/// The text with every line end and tab a space; a text without them stays as it is.
pub fn on_one_line(text: String) -> String {
    if text.contains(['\n', '\t']) { print::on_one_line(&text) } else { text }
}
