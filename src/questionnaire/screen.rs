//! What a person sees at one moment, without a width: lines, what may be typed, and what the keys do.

/// One moment of the questionnaire, ready to be laid out for any terminal.
#[derive(Debug, Clone, Default)]
pub struct Screen {
    /// Where the person is.
    pub left: String,
    /// What goes at the other end of that line, from long to short: the longest that fits is shown.
    pub right: Vec<String>,
    /// The lines between top and keys; they scroll where the terminal is too low.
    pub lines: Vec<Line>,
    /// The text being typed, below the lines.
    pub typing: Option<Typing>,
    /// The line that must stay in sight, such as the selected item of a list.
    pub focus: Option<usize>,
    /// What just happened, or what to mind; or empty.
    pub message: String,
    /// What the keys do.
    pub hints: Vec<Hint>,
    /// Small print, or empty.
    pub footnote: String,
}

/// How a line is meant; colour only repeats what the words say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Plain,
    /// A heading or the selected item.
    Strong,
    /// Less important than the rest.
    Quiet,
    /// Worth a second look.
    Notice,
}

/// A line as long as it likes; layout wraps it below its own beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What stands before the text, such as a number; wrapped lines start to the right of it.
    pub lead: String,
    /// The text; line ends in it are kept.
    pub text: String,
    /// What stands at the right end, such as "← streefniveau"; or empty.
    pub tail: String,
    /// How it is meant.
    pub tone: Tone,
    /// True where it is left out when the terminal is too small for everything.
    pub spare: bool,
}

impl Line {
    /// An empty line.
    pub fn blank() -> Self {
        Self::default()
    }

    /// A line of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A line that starts with something of its own, such as a number.
    pub fn item(lead: impl Into<String>, text: impl Into<String>) -> Self {
        Self { lead: lead.into(), text: text.into(), ..Self::default() }
    }

    /// The same line with something at its right end.
    pub fn tail(mut self, tail: impl Into<String>) -> Self {
        self.tail = tail.into();
        self
    }

    /// The same line, left out when the terminal is too small for everything.
    pub fn spare(mut self) -> Self {
        self.spare = true;
        self
    }

    /// The same line in another tone.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// Text that is being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typing {
    /// What is asked for, in a few words.
    pub label: String,
    /// The text so far.
    pub text: String,
    /// How many characters are before the cursor.
    pub cursor: usize,
}

/// A key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key as people call it.
    pub key: String,
    /// What it does.
    pub text: String,
}

/// A list of keys with what they do.
pub fn hints<const N: usize>(pairs: [(&str, &str); N]) -> Vec<Hint> {
    pairs.into_iter().map(|(key, text)| hint(key, text)).collect()
}

/// One key with what it does.
pub fn hint(key: impl Into<String>, text: impl Into<String>) -> Hint {
    Hint { key: key.into(), text: text.into() }
}
