//! What the program reads from and writes to besides files, so that a test can put its own there.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use crate::finding::{Findings, print};

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
    /// True where a person can see the results and be asked something.
    pub interactive: bool,
    /// The catalogue folder named by the environment, where there is one.
    pub norms_folder: Option<PathBuf>,
}

/// The environment variable that names a catalogue folder.
pub const NORMS_VARIABLE: &str = "IBP_PEIL_NORMEN";

impl Streams<'_> {
    /// Runs with the streams of the process.
    pub fn with_standard<T>(run: impl FnOnce(&mut Streams<'_>) -> T) -> T {
        let (stdout, mut stderr) = (io::stdout(), io::stderr());
        let colour = |terminal: bool| terminal && colour_wanted();
        let mut streams = Streams {
            out_colour: colour(stdout.is_terminal()),
            err_colour: colour(stderr.is_terminal()),
            interactive: io::stdin().is_terminal() && stdout.is_terminal() && stderr.is_terminal(),
            norms_folder: std::env::var_os(NORMS_VARIABLE).filter(|f| !f.is_empty()).map(PathBuf::from),
            // Not locked: on Windows a signal is handled beside this thread, and shows the cursor on its way out.
            out: &mut BufWriter::new(stdout),
            err: &mut stderr,
        };
        run(&mut streams)
    }

    /// Says something that is no result. Whoever closed this stream does not want to hear it.
    pub fn say(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
        let _ = self.err.flush();
    }

    /// Shows the warnings of a file that can be used.
    pub fn warn(&mut self, warnings: &Findings) {
        let _ = self.err.write_all(print::long(warnings, self.err_colour).as_bytes());
    }
}

/// `NO_COLOR` and a terminal that knows no colours turn colour off.
fn colour_wanted() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && dialoguer::console::Term::stderr().features().colors_supported()
}
