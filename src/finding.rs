//! What is wrong with a file, where, and what to do about it. Readers collect findings and never stop at the first.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::limits::QUOTE;

mod code;
pub mod print;

pub use code::Code;

/// A text that was read, with the name a person knows it by. Findings point into it.
#[derive(Debug)]
pub struct SourceText {
    /// The file name or path as the person gave it.
    pub name: String,
    /// The text, without byte order mark.
    pub text: Cow<'static, str>,
    /// Where every line but the first begins; looked up once, because a hostile file has a thousand mistakes.
    lines: OnceLock<Vec<u32>>,
}

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.text == other.text
    }
}

impl Eq for SourceText {}

impl SourceText {
    /// A named text, shared by everything that points into it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: Cow::Owned(text.into()), lines: OnceLock::new() })
    }

    /// A named text inside the program, which is not copied.
    pub fn embedded(name: impl Into<String>, text: &'static str) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: Cow::Borrowed(text), lines: OnceLock::new() })
    }

    /// Line and column, both from 1, the column counted in characters.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let offset = char_start(&self.text, offset);
        let lines = self.lines.get_or_init(|| {
            // No file is larger than 4 MB, so that four bytes hold any place in it.
            self.text.match_indices('\n').map_while(|(at, _)| u32::try_from(at + 1).ok()).collect()
        });
        let above = lines.partition_point(|start| *start as usize <= offset);
        let line_start = above.checked_sub(1).map_or(0, |line| lines[line] as usize);
        (above + 1, self.text[line_start..offset].chars().count() + 1)
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used like this.
    Error,
    /// It can be used, but look at it.
    Warning,
}

impl Severity {
    /// The word that people and programs see.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "fout",
            Severity::Warning => "let op",
        }
    }
}

/// One thing that is wrong, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of mistake it is.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// The file it is in; `None` only where no text could be read.
    pub source: Option<Arc<SourceText>>,
    /// The file name, also where no text could be read.
    pub file: String,
    /// The bytes in the text it is about; `None` where no text could be read.
    pub span: Option<Range<usize>>,
    /// What is wrong, in plain Dutch, without a full stop.
    pub text: String,
    /// Two or three words under the place, such as "kies 1 tot en met 5".
    pub label: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Finding {
    /// A mistake at a place in a text.
    pub fn error(code: Code, source: &Arc<SourceText>, span: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            source: Some(Arc::clone(source)),
            file: source.name.clone(),
            span: Some(span),
            text: text.into(),
            label: String::new(),
            hint: None,
        }
    }

    /// A mistake about a file as a whole, of which no text is at hand.
    pub fn file_error(code: Code, file: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            source: None,
            file: file.into(),
            span: None,
            text: text.into(),
            label: String::new(),
            hint: None,
        }
    }

    /// The same finding as a warning.
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// With words under the place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Line and column of its beginning and its end, from 1; `None` where no text could be read.
    pub fn place(&self) -> Option<[(usize, usize); 2]> {
        let (source, span) = (self.source.as_ref()?, self.span.as_ref()?);
        Some([source.line_and_column(span.start), source.line_and_column(span.end.max(span.start))])
    }

    fn order(&self) -> (&str, usize, Code) {
        (&self.file, self.span.as_ref().map_or(0, |span| span.start), self.code)
    }
}

/// Findings that together make it impossible to go on. An error type, so that commands can use `?`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// True where at least one finding is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The same findings, each with what to do where it did not say so yet.
    pub fn hint(mut self, hint: &str) -> Self {
        for finding in &mut self.0 {
            finding.hint.get_or_insert_with(|| hint.to_owned());
        }
        self
    }

    /// Sorted by file, place and code, each finding once.
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| a.order().cmp(&b.order()));
        self.0.dedup();
        self
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self(vec![finding])
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print::long(self, false))
    }
}

impl std::error::Error for Findings {}

/// The beginning of the character that the byte at `offset` belongs to, or else the end of the text.
pub fn char_start(text: &str, offset: usize) -> usize {
    let mut start = offset.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    start
}

/// The beginning of a text, short enough to stand in a message.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The candidate that looks most like what was typed, where one looks enough like it.
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    all_closest(typed, candidates).first().copied()
}

/// The candidates that look most, and equally, like what was typed; none where nothing looks enough like it.
fn all_closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if typed.len() > QUOTE {
        return Vec::new();
    }
    let typed = typed.to_lowercase();
    let near: Vec<(usize, &str)> = candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&typed, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .collect();
    let nearest = near.iter().map(|(distance, _)| *distance).min();
    near.into_iter().filter(|(distance, _)| Some(*distance) == nearest).map(|(_, found)| found).collect()
}

/// "bedoel je …?" with the candidates that look most like what was typed; `None` where nothing looks like it.
pub fn suggestion<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near: Vec<String> =
        all_closest(typed, candidates).iter().take(3).map(|found| format!("\"{found}\"")).collect();
    (!near.is_empty()).then(|| format!("bedoel je {}?", near.join(" of ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_gets_a_suggestion_and_a_stranger_does_not() {
        assert_eq!(closest("toelichtng", ["bewijs", "toelichting"]), Some("toelichting"));
        assert_eq!(closest("gc.01", ["GO.01", "BC.03"]), Some("GO.01"));
        assert_eq!(closest("kaas", ["bewijs", "toelichting"]), None);
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = SourceText::new("x", "één\nnog ëën = 1");
        assert_eq!(source.line_and_column(source.text.find('=').unwrap()), (2, 9));
    }
}
