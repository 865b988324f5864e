//! Asking a person something in the terminal, and leaving the terminal as it was whatever key or signal comes.

use std::io;
#[cfg(unix)]
use std::sync::Arc;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};

use dialoguer::console::Term;
use dialoguer::theme::ColorfulTheme;
use dialoguer::{Input, Select};

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
        let select = Select::with_theme(&self.theme).with_prompt(question).items(items).default(first);
        self.asked(select.interact_opt())
    }

    /// A line of text, with a proposal where there is one. Nothing typed means back.
    pub fn text(&self, question: &str, proposal: &str) -> Asked<String> {
        let mut input = Input::<String>::with_theme(&self.theme).with_prompt(question).allow_empty(true);
        if !proposal.is_empty() {
            input = input.default(proposal.to_owned());
        }
        let typed =
            input.interact_text().map(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
        self.asked(typed)
    }

    fn asked<T>(&self, answer: dialoguer::Result<Option<T>>) -> Asked<T> {
        // Nothing more can be done where even this fails: then there is no terminal left.
        let _ = Term::stderr().show_cursor();
        match (self.signals.received(), answer) {
            (Some(signal), _) => Asked::Stopped(signal),
            (None, Ok(Some(value))) => Asked::Given(value),
            (None, Ok(None)) => Asked::Back,
            (None, Err(dialoguer::Error::IO(error))) => Asked::Failed(error),
        }
    }
}

/// Which signal came, if any.
#[cfg(unix)]
struct Signals(Vec<(i32, Arc<AtomicBool>, signal_hook::SigId)>);

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        // SIGINT last: when any other signal breaks off the waiting for a key, console sends itself a SIGINT too.
        let listen = |signal| {
            let received = Arc::default();
            let id = signal_hook::flag::register(signal, Arc::clone(&received))?;
            Ok((signal, received, id))
        };
        [SIGTERM, SIGHUP, SIGINT].into_iter().map(listen).collect::<io::Result<_>>().map(Self)
    }

    fn received(&self) -> Option<u8> {
        let came = |(_, received, _): &&(_, Arc<AtomicBool>, _)| received.load(Ordering::SeqCst);
        self.0.iter().find(came).and_then(|(signal, _, _)| u8::try_from(*signal).ok())
    }
}

#[cfg(unix)]
impl Drop for Signals {
    fn drop(&mut self) {
        for (_, _, id) in self.0.drain(..) {
            signal_hook::low_level::unregister(id);
        }
    }
}

/// Windows runs its handler beside the question that is waiting, so that must end the program itself.
#[cfg(windows)]
struct Signals;

#[cfg(windows)]
impl Signals {
    fn listen() -> io::Result<Self> {
        // Whoever listens already, such as the questionnaire, looks after the cursor too.
        let _ = ctrlc::try_set_handler(|| {
            let _ = Term::stderr().show_cursor();
            std::process::exit(130);
        });
        Ok(Self)
    }

    fn received(&self) -> Option<u8> {
        None
    }
}
