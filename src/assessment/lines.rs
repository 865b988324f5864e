//! Where things stand in the text of an assessment, for programs that point at a line.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::REPLY_KEYS;
use crate::finding::SourceText;

/// Lines in one text, in bytes.
pub struct Lines {
    answers: BTreeMap<String, Range<usize>>,
    meta: BTreeMap<String, Range<usize>>,
    meta_heading: Range<usize>,
    facts: Option<Range<usize>>,
}

impl Lines {
    /// Finds them; in a text that is no assessment everything is at its beginning.
    pub fn of(source: &SourceText) -> Self {
        let (document, _) = DeTable::parse_recoverable(&source.text);
        let heading = |name: &str| document.get_ref().get_key_value(name).map(|(key, _)| key.span());
        let table = |name: &str| document.get_ref().get(name).and_then(|value| value.get_ref().as_table());
        let answer =
            |value: &DeTable<'_>| REPLY_KEYS.iter().find_map(|key| value.get(*key)).map(toml::Spanned::span);
        let answers = table("antwoorden").into_iter().flatten().map(|(key, value)| {
            let place = value.get_ref().as_table().and_then(answer).unwrap_or_else(|| key.span());
            (key.get_ref().to_string(), place)
        });
        let meta = table("meting")
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.get_ref().to_string(), value.span()));
        Self {
            answers: answers.collect(),
            meta: meta.collect(),
            meta_heading: heading("meting").unwrap_or(0..0),
            facts: heading("jaarverslag"),
        }
    }

    /// What was answered to a norm, or else the heading of `[meting]`.
    pub fn answer(&self, id: &str) -> Range<usize> {
        self.answers.get(id).unwrap_or(&self.meta_heading).clone()
    }

    /// The value of a key of `[meting]`, or else its heading.
    pub fn meta(&self, key: &str) -> Range<usize> {
        self.meta.get(key).unwrap_or(&self.meta_heading).clone()
    }

    /// The heading of `[jaarverslag]`, or else that of `[meting]`.
    pub fn facts(&self) -> Range<usize> {
        self.facts.clone().unwrap_or_else(|| self.meta_heading.clone())
    }
}
