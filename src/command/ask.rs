//! Asking a person something in the terminal, and leaving the terminal as it was whatever key or signal comes.

use std::io;

use dialoguer::console::Term;
use dialoguer::theme::ColorfulTheme;
use dialoguer::{Input, Select};

use crate::signals::Signals;

/// What came of a question.
pub enum Asked<T> {
    /// An answer.
    Given(T),
    /// The person wants to go back.
    Back,
    /// A signal came: exit code 128 + this.
    Stopped(u8),
    /// The terminal cannot be read or written any more.
    Failed(io::Error),
}

impl<T> Asked<T> {
    /// The answer changed into something else.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Asked<U> {
        self.and_then(|value| Asked::Given(change(value)))
    }

    /// The answer, followed by another question.
    pub fn and_then<U>(self, next: impl FnOnce(T) -> Asked<U>) -> Asked<U> {
        match self {
            Asked::Given(value) => next(value),
            Asked::Back => Asked::Back,
            Asked::Stopped(signal) => Asked::Stopped(signal),
            Asked::Failed(error) => Asked::Failed(error),
        }
    }
}

/// Asks questions. While it lives, signals no longer end the program on the spot: a list of choices hides the cursor,
/// and ending there would leave it hidden.
pub struct Ask {
    /// Plain where colours are off: it asks console.
    theme: ColorfulTheme,
    signals: Signals,
}

impl Ask {
    /// Begins to listen for signals.
    ///
    /// # Errors
    /// The system does not let the program listen.
    pub fn new() -> io::Result<Self> {
        Ok(Self { theme: ColorfulTheme::default(), signals: Signals::listen()? })
    }

    /// One of a list, by its index.
    pub fn choose(&self, question: &str, items: &[&str], first: usize) -> Asked<usize> {
        self.ask(|| {
            let select = Select::with_theme(&self.theme).with_prompt(question).items(items).default(first);
            select.interact_opt()
        })
    }

    /// A line of text, with a proposal where there is one. Nothing typed means back.
    pub fn text(&self, question: &str, proposal: &str) -> Asked<String> {
        self.ask(|| {
            let input = Input::<String>::with_theme(&self.theme).with_prompt(question).allow_empty(true);
            let input = if proposal.is_empty() { input } else { input.default(proposal.to_owned()) };
            let typed = input.interact_text()?;
            Ok(Some(typed.trim().to_owned()).filter(|text| !text.is_empty()))
        })
    }

    /// Asks, and asks again where only the size of the window broke it off.
    fn ask<T>(&self, question: impl Fn() -> dialoguer::Result<Option<T>>) -> Asked<T> {
        // The command before this may have stopped listening, and a signal in between may already have come.
        if let Err(error) = Signals::listen() {
            return Asked::Failed(error);
        }
        let signals = &self.signals;
        loop {
            signals.forget_resize();
            if let Some(signal) = signals.stop() {
                return Asked::Stopped(signal);
            }
            signals.end_at_once(true);
            let answer = question();
            signals.end_at_once(false);
            // Nothing more can be done where even this fails: then there is no terminal left.
            let _ = Term::stderr().show_cursor();
            match answer {
                Ok(Some(value)) => return Asked::Given(value),
                Ok(None) => return Asked::Back,
                Err(_) if signals.was_only_resized() => {
                    let _ = Term::stderr().write_line("");
                }
                Err(dialoguer::Error::IO(error)) => {
                    return signals.stop().map_or(Asked::Failed(error), Asked::Stopped);
                }
            }
        }
    }
}

impl Drop for Ask {
    fn drop(&mut self) {
        self.signals.stop_listening();
    }
}
