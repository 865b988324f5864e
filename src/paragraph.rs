//! The IBP paragraph for the annual report: facts in, sentences out, every sentence with where it comes from.

use jiff::civil::Date;

/// The paragraph in one length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// A warning that must stand above the draft, such as the one about provisional norms.
    pub notice: Option<String>,
    /// The alinea's, in order.
    pub alineas: Vec<Alinea>,
    /// Facts that are missing and were left out; listed below the text.
    pub left_out: Vec<String>,
}

/// One alinea.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alinea {
    /// What it is about, such as "Waar staan we".
    pub title: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// One sentence; missing core facts stand in it as `[INVULLEN: …]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// Every figure, key or norm set it rests on.
    pub sources: Vec<Source>,
}

/// Where something in a sentence comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is, such as "normen op streefniveau, geheel".
    pub what: String,
    /// The value as used, such as "34 van 91".
    pub value: String,
    /// Where it stands: a key like `[jaarverslag] fg`, or the set of norms.
    pub origin: String,
    /// The day it stands for, where there is one.
    pub date: Option<Date>,
}
