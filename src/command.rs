//! One file per command: arguments in, findings and bytes out.

use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::assessment::file::{AssessmentFile, read};
use crate::assessment::history;
use crate::catalogue::{Catalogue, edition};
use crate::cli::{Cli, Command, Global, NormsAction};
use crate::finding::{Code, Finding, Findings};
use crate::streams::Streams;

mod ask;
pub mod check;
pub mod compare;
pub mod copy;
mod documents;
pub mod fill;
pub mod form;
mod group;
pub mod help;
pub mod import;
pub mod menu;
pub mod norms;
pub mod overview;
pub mod paragraph;
pub mod report;
pub mod restore;
pub mod status;
mod targets;
mod write_over;

/// How a command ended; everything that went wrong is an error instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or all gates met: exit code 0.
    Done,
    /// A gate is not met: exit code 1.
    NotMet,
    /// The person stopped with this signal after a clean save: exit code 128 + the signal.
    Stopped(u8),
}

/// Carries out what the command line asks; without a command a menu, or help where nobody can be asked.
///
/// # Errors
/// What went wrong: [`Findings`] about a file, a [`crate::problem::Problem`], or a stream that cannot be written.
pub fn execute(cli: Cli, streams: &mut Streams<'_>) -> Result<Outcome> {
    let mut global = cli.global;
    if global.normen.is_none() {
        global.normen.clone_from(&streams.norms_folder);
    }
    match cli.command {
        Some(command) => run(command, &global, streams),
        None if streams.interactive => menu::run(&global, streams),
        None => run(Command::Help(crate::cli::HelpArgs::default()), &global, streams),
    }
}

/// Carries out one command.
///
/// # Errors
/// As [`execute`].
pub fn run(command: Command, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome> {
    match command {
        // These two must also work where the catalogue does not.
        Command::Help(args) => help::run(global, &args, streams),
        Command::Normen(args) if matches!(args.action, Some(NormsAction::Valideer { .. })) => {
            norms::validate(global, &args, streams)
        }
        Command::Normen(args) => norms::run(&Context::new(global)?, &args, streams),
        Command::Status(args) => status::run(&Context::new(global)?, &args, streams),
        Command::Rapport(args) => report::run(&Context::new(global)?, &args, streams),
        Command::Paragraaf(args) => paragraph::run(&Context::new(global)?, &args, streams),
        Command::Herstel(args) => restore::run(&Context::new(global)?, &args, streams),
        Command::Overzicht(args) => overview::run(&Context::new(global)?, &args, streams),
        Command::Kopie(args) => copy::run(&Context::new(global)?, &args, streams),
        Command::Toets(args) => check::run(&Context::new(global)?, &args, streams),
        Command::Importeer(args) => import::run(&Context::new(global)?, &args, streams),
        Command::Vragenlijst(args) => form::run(&Context::new(global)?, &args, streams),
        Command::Vergelijk(args) => compare::run(&Context::new(global)?, &args, streams),
        Command::Invullen(args) => fill::run(&args, &Context::new(global)?),
    }
}

/// What every command works with.
pub struct Context {
    /// The catalogue in force.
    pub catalogue: Catalogue,
    /// "Today": `--datum`, or else the date in UTC.
    pub today: Date,
    /// This moment, for what is not part of any result: who holds a file since when, and what was kept when.
    pub now: Timestamp,
    /// `--stil`
    pub quiet: bool,
}

impl Context {
    /// Loads the catalogue and fixes the date.
    ///
    /// # Errors
    /// Everything that is wrong with the catalogue in the folder.
    pub fn new(global: &Global) -> Result<Self, Findings> {
        let now = Timestamp::now();
        let today = global.datum.unwrap_or_else(|| now.to_zoned(jiff::tz::TimeZone::UTC).date());
        Ok(Self { catalogue: edition::load(global.normen.as_deref())?, today, now, quiet: global.stil })
    }

    /// Reads an assessment of the catalogue in force.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn read(&self, path: &Path) -> Result<AssessmentFile, Findings> {
        read(path, &self.catalogue).map_err(|findings| with_way_back(findings, path))
    }

    /// Reads last year's assessment, where one is given.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn read_previous(&self, path: Option<&PathBuf>) -> Result<Option<AssessmentFile>, Findings> {
        path.map(|path| self.read(path)).transpose()
    }
    /// Reads an assessment and shows its warnings, unless the person wants quiet.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn open(&self, path: &Path, streams: &mut Streams<'_>) -> Result<AssessmentFile, Findings> {
        let file = self.read(path)?;
        if !self.quiet {
            streams.warn(&file.warnings);
        }
        Ok(file)
    }
}

/// Where a file is damaged or gone, a finding about that also says what can be done about it.
fn with_way_back(mut findings: Findings, path: &Path) -> Findings {
    const DAMAGE: [Code; 5] = [Code::CutOff, Code::Empty, Code::NotText, Code::Syntax, Code::DoubleKey];
    let is_gone = |finding: &Finding| {
        finding.code == Code::NotFound && history::states(path).is_ok_and(|states| !states.is_empty())
    };
    let found = findings.0.iter_mut().rfind(|finding| DAMAGE.contains(&finding.code) || is_gone(finding));
    let Some(finding) = found else { return findings };
    let way = format!("ibp-peil herstel {}", fill::quoted(path));
    let hint = finding.hint.take();
    finding.hint = Some(match (finding.code, hint) {
        // A slip of the pen is best repaired by hand.
        (Code::Syntax | Code::DoubleKey, Some(hint)) => {
            format!("{hint}. Lukt dat niet: {way} laat zien wat er te redden is")
        }
        (Code::NotFound, _) => format!("er zijn nog eerdere versies van dit bestand; {way} laat ze zien"),
        (_, Some(hint)) => format!("{way} laat zien wat er te redden is; of {hint}"),
        (_, None) => format!("{way} laat zien wat er te redden is"),
    });
    findings
}
