//! What the program reads from and writes to besides files, so that a test can put its own there.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use crate::cli::MessageForm;
use crate::finding::{Findings, print};
use crate::problem::Problem;
use crate::render::{json, text};

/// The streams and the few facts about them that decide how things look.
pub struct Streams<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Everything else: mistakes, warnings, what was written where.
    pub err: &'a mut dyn Write,
    /// True where results may have colour.
    pub out_colour: bool,
    /// True where mistakes may have colour.
    pub err_colour: bool,
    /// True where a person sees the mistakes and other messages at once.
    pub err_terminal: bool,
    /// True where a person can see the results and be asked something.
    pub interactive: bool,
    /// The catalogue folder named by the environment, where there is one.
    pub norms_folder: Option<PathBuf>,
    /// How mistakes and other messages are given.
    pub messages: MessageForm,
}

/// The environment variable that names a catalogue folder.
pub const NORMS_VARIABLE: &str = "IBP_PEIL_NORMEN";

impl<'a> Streams<'a> {
    /// Streams without colours and without anybody to ask.
    pub fn plain(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self {
            out,
            err,
            out_colour: false,
            err_colour: false,
            err_terminal: false,
            interactive: false,
            norms_folder: None,
            messages: MessageForm::default(),
        }
    }
}

impl Streams<'_> {
    /// Runs with the streams of the process.
    pub fn with_standard<T>(run: impl FnOnce(&mut Streams<'_>) -> T) -> T {
        let (stdout, mut stderr) = (io::stdout(), io::stderr());
        let colour = |terminal: bool| terminal && colour_wanted();
        let mut streams = Streams {
            out_colour: colour(stdout.is_terminal()),
            err_colour: colour(stderr.is_terminal()),
            err_terminal: stderr.is_terminal(),
            interactive: io::stdin().is_terminal() && stdout.is_terminal() && stderr.is_terminal(),
            norms_folder: std::env::var_os(NORMS_VARIABLE).filter(|f| !f.is_empty()).map(PathBuf::from),
            // Not locked: on Windows a signal is handled beside this thread, and shows the cursor on its way out.
            out: &mut BufWriter::new(stdout),
            err: &mut stderr,
            messages: MessageForm::default(),
        };
        run(&mut streams)
    }

    /// Says something that is neither a result nor a mistake, such as what was written where. An empty text is an
    /// empty line, for people only.
    pub fn say(&mut self, text: &str) {
        match self.messages {
            MessageForm::Kort | MessageForm::Json if text.is_empty() => {}
            MessageForm::Lang | MessageForm::Kort => self.put(&format!("{text}\n")),
            MessageForm::Json => self.put(&json::message(text)),
        }
    }

    /// Shows the warnings of a file that can be used.
    pub fn warn(&mut self, warnings: &Findings) {
        match self.messages {
            MessageForm::Lang => self.put(&print::long(warnings, self.err_colour)),
            MessageForm::Kort => self.put(&print::short(warnings)),
            MessageForm::Json => self.put(&json::findings(warnings)),
        }
    }

    /// Shows what makes it impossible to go on, and in the long form that nothing was changed.
    pub fn refuse(&mut self, findings: &Findings) {
        self.warn(findings);
        if self.messages == MessageForm::Lang {
            self.put(&format!("{}\n", print::closing_line(findings)));
        }
    }

    /// Shows a mistake that has no place in a file.
    pub fn problem(&mut self, problem: &Problem) {
        match self.messages {
            MessageForm::Lang => self.put(&text::problem(problem, self.err_colour)),
            MessageForm::Kort => self.put(&text::short_problem(problem)),
            MessageForm::Json => self.put(&json::problem(problem)),
        }
    }

    /// Whoever closed this stream does not want to hear it.
    fn put(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
        let _ = self.err.flush();
    }
}

/// `NO_COLOR` and a terminal that knows no colours turn colour off.
fn colour_wanted() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && dialoguer::console::Term::stderr().features().colors_supported()
}
