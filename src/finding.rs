//! What is wrong with a file, where, and what to do about it. Readers collect findings and never stop at the first.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub mod print;

/// A text that was read, with the name a person knows it by. Findings point into it.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The file name or path as the person gave it.
    pub name: String,
    /// The text, without byte order mark.
    pub text: Cow<'static, str>,
}

impl SourceText {
    /// A named text, shared by everything that points into it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: Cow::Owned(text.into()) })
    }

    /// A named text inside the program, which is not copied.
    pub fn embedded(name: impl Into<String>, text: &'static str) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: Cow::Borrowed(text) })
    }

    /// Line and column, both from 1, the column counted in characters.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..char_start(&self.text, offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
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

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $meaning:literal;)*) => {
        /// The stable codes of everything that can be wrong. A code is never given a second meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $meaning] $name,)*
        }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as people see it, like `A003`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// What the code means, in one Dutch sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => $meaning,)* }
            }
        }
    };
}

codes! {
    NotFound = "B001", "Het bestand of de map bestaat niet.";
    IsFolder = "B002", "Er is een bestand nodig, en dit is een map (of andersom).";
    NoPermission = "B003", "Het bestand mag niet gelezen of geschreven worden.";
    NotText = "B004", "Het bestand bevat geen leesbare tekst (UTF-8).";
    Empty = "B005", "Het bestand is leeg.";
    TooLarge = "B006", "Het bestand is te groot.";
    CutOff = "B007", "Het bestand is afgebroken: het einde ontbreekt.";
    NewerFormat = "B008", "Het bestand is gemaakt met een nieuwere versie van ibp-peil.";
    Unreadable = "B009", "Het bestand kan niet gelezen worden.";
    Syntax = "T001", "De regel is niet goed geschreven (geen geldige TOML).";
    DoubleKey = "T002", "Dezelfde sleutel of tabel staat er twee keer.";
    MissingKey = "A001", "Een verplichte sleutel of tabel ontbreekt.";
    WrongType = "A002", "De waarde is van de verkeerde soort.";
    UnknownLevel = "A003", "Het niveau bestaat niet.";
    TwoKinds = "A004", "Een norm heeft twee soorten antwoord tegelijk.";
    EmptyReason = "A005", "Niet van toepassing staat er zonder reden.";
    UnknownNorm = "A006", "De norm bestaat niet in dit normenkader.";
    UnknownKey = "A007", "De sleutel is onbekend.";
    WrongDate = "A008", "De datum klopt niet.";
    OtherEdition = "A009", "De meting hoort bij een ander normenkader of een andere editie.";
    BadText = "A010", "Een tekst is te lang of bevat stuurtekens.";
    LoweredTarget = "A011", "Een verlaagd streefniveau heeft een reden nodig.";
    UnknownValue = "A012", "De waarde staat niet in de lijst met mogelijkheden.";
    WrongGate = "E001", "Een eis in het eisenbestand bestaat niet of is niet goed geschreven.";
    WrongException = "E002", "Een uitzondering in het eisenbestand is niet compleet.";
    UnlikelyReason = "W001", "Uitbesteden of een kleine school is geen reden voor niet van toepassing.";
    UnlikelyNumber = "W002", "Twee getallen spreken elkaar tegen.";
    OutsideYear = "W003", "Een datum valt buiten het verslagjaar.";
    LevelCount = "N001", "Een norm heeft niet evenveel niveauteksten als het normenkader niveaus.";
    DoubleNorm = "N002", "Een normnummer komt twee keer voor.";
    DeadLink = "N003", "Een verwijzing wijst naar niets.";
    WrongCount = "N004", "Het aantal normen wijkt af van het officiële aantal.";
    UnlistedFile = "N005", "Een bestand in de map staat niet in kader.toml.";
    BadNorm = "N006", "Een norm of domein is niet goed ingevuld.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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

/// The most characters of a text from a file that a message repeats.
const LONGEST_QUOTE: usize = 60;

/// The beginning of a text, short enough to stand in a message.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
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
    if typed.len() > LONGEST_QUOTE {
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
    fn every_code_is_unique() {
        let mut codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Code::ALL.len());
    }

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
