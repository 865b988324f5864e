//! What went wrong where no file can be pointed at: what it is and what to do about it, in plain Dutch.

use std::fmt;

/// A mistake without a place in a file. A mistake in a file is a [`crate::finding::Finding`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, without a full stop.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// How the command is typed, where the command line itself was wrong.
    pub usage: Option<String>,
}

impl Problem {
    /// A problem.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), hint: None, usage: None }
    }

    /// With what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Problem {}
