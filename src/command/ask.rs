//! Asking a person something in the terminal, and leaving the terminal as it was whatever key or signal comes.

use std::io;

use dialoguer::Select;
use dialoguer::console::{Key as Pressed, Term, measure_text_width};
use dialoguer::theme::{ColorfulTheme, Theme};

use crate::finding::print::visible;
use crate::questionnaire::Key;
use crate::questionnaire::edit::{Edited, Editor};
use crate::signals::Signals;

/// A question leaves this many columns for what is typed behind it, or the text comes on a line of its own.
const ROOM: usize = 30;

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

    /// A line of text. Nothing typed means the proposal, or back where there is none.
    pub fn text(&self, question: &str, proposal: &str) -> Asked<String> {
        self.ask(|| self.line(question, proposal))
    }

    /// Reads a line. The prompt of dialoguer cannot be left with Esc, and comes apart where a text is longer than the
    /// window is wide; a path often is.
    fn line(&self, question: &str, proposal: &str) -> dialoguer::Result<Option<String>> {
        let term = Term::stderr();
        let mut prompt = String::new();
        let shown = Some(visible(proposal)).filter(|shown| !shown.is_empty());
        self.theme.format_input_prompt(&mut prompt, question, shown.as_deref()).map_err(io::Error::other)?;
        if measure_text_width(&prompt) + ROOM > usize::from(term.size().1) {
            term.write_line(&prompt)?;
            prompt = "  ".to_owned();
        }
        let mut editor = Editor::line("");
        loop {
            draw(&term, &prompt, &editor)?;
            if self.signals.stop().is_some() {
                // It came between two keys, so that nothing broke off the waiting for one.
                return Err(io::Error::from(io::ErrorKind::Interrupted).into());
            }
            let typed = match key_of(term.read_key()?) {
                // Without asking once more: a name is soon typed again.
                Some(Key::Escape) => String::new(),
                Some(key) => match editor.input(key) {
                    Edited::Done(text) if text.is_empty() => proposal.to_owned(),
                    Edited::Done(text) => text,
                    _ => continue,
                },
                None => continue,
            };
            draw(&term, &prompt, &Editor::line(&typed))?;
            term.write_line("")?;
            return Ok(Some(typed).filter(|text| !text.is_empty()));
        }
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

/// Draws what is typed behind the prompt: of a text that does not fit the part around the cursor.
fn draw(term: &Term, prompt: &str, editor: &Editor) -> io::Result<()> {
    let typing = editor.typing("");
    let (before, after) = typing.text.split_at(byte_of(&typing.text, typing.cursor));
    let room = usize::from(term.size().1).saturating_sub(measure_text_width(prompt) + 1);
    let (mut before, mut after) = (visible(before), visible(after));
    while measure_text_width(&before) > room {
        before.remove(0);
    }
    while measure_text_width(&before) + measure_text_width(&after) > room {
        after.pop();
    }
    term.clear_line()?;
    term.write_str(&format!("{prompt}{before}{after}"))?;
    term.move_cursor_left(measure_text_width(&after))?;
    term.flush()
}

/// Where the character with this number begins.
fn byte_of(text: &str, index: usize) -> usize {
    text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte)
}

/// The keys that mean something in a line of text.
fn key_of(pressed: Pressed) -> Option<Key> {
    Some(match pressed {
        Pressed::Char(c) => Key::Char(c),
        Pressed::Enter => Key::Enter,
        Pressed::Escape => Key::Escape,
        Pressed::Backspace => Key::Backspace,
        Pressed::Del => Key::Delete,
        Pressed::ArrowLeft => Key::Left,
        Pressed::ArrowRight => Key::Right,
        Pressed::Home => Key::Home,
        Pressed::End => Key::End,
        _ => return None,
    })
}

impl Drop for Ask {
    fn drop(&mut self) {
        self.signals.stop_listening();
    }
}
