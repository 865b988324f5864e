//! `invullen`: the questionnaire in the terminal, with every change saved at once.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Context, Outcome};
use crate::assessment::Assessment;
use crate::assessment::file::AssessmentFile;
use crate::assessment::lock::Lock;
use crate::cli::FillArgs;
use crate::dutch;
use crate::finding::print::{visible, visible_path};
use crate::problem::Problem;
use crate::questionnaire::scope::Scope;
use crate::questionnaire::terminal::{self, Terminal};
use crate::questionnaire::trouble::{FileName, Named};
use crate::questionnaire::{Driver, HalfTyped, Questionnaire, Start};
use crate::render::text::wrapped;
use crate::storage::{Disk, SystemDisk};

mod sitting;

use sitting::Sitting;

/// Asks the questions.
///
/// # Errors
/// No terminal, a file that cannot be read or is open elsewhere, an unknown domain or role, or answers that could not be
/// saved.
pub fn run(args: &FillArgs, context: &Context) -> Result<Outcome> {
    // What is wrong with the command or a file is said before anything is asked.
    let computer = Computer::this();
    let conversation = Conversation::prepare(args, context, &computer)?;
    terminal::required()?;
    let conversation = conversation.locked()?;
    let mut terminal = Terminal::open()?;
    let ended = conversation.hold(&mut terminal);
    drop(terminal);
    let ending = ended?;
    tell(&ending.lines(context.quiet));
    ending.outcome()
}

/// Says it on standard error, where there still is one: after a closed terminal there is not.
fn tell(lines: &[String]) {
    let mut stderr = io::stderr();
    for line in lines {
        let _ = writeln!(stderr, "{line}");
    }
}

/// What a sitting needs of the computer besides a terminal; a test brings its own.
pub struct Computer<'d> {
    /// Where files are read and written.
    pub disk: &'d dyn Disk,
    /// Folders that are always there, for answers that cannot be saved where they should.
    pub refuges: Vec<PathBuf>,
}

impl Computer<'static> {
    /// This one: its disk, the home folder and the folder for temporary files.
    pub fn this() -> Self {
        Self {
            disk: &SystemDisk,
            refuges: std::env::home_dir().into_iter().chain([std::env::temp_dir()]).collect(),
        }
    }
}

/// Everything a sitting needs, read and checked.
pub struct Conversation<'c> {
    args: &'c FillArgs,
    context: &'c Context,
    computer: &'c Computer<'c>,
    previous: Option<AssessmentFile>,
    /// The file that was named; `None` within it where a new assessment begins.
    named: Option<(PathBuf, Option<AssessmentFile>)>,
    lock: Option<Lock>,
}

impl<'c> Conversation<'c> {
    /// Reads the files and checks the choice of norms.
    ///
    /// # Errors
    /// A file that cannot be read, or an unknown domain or role.
    pub fn prepare(args: &'c FillArgs, context: &'c Context, computer: &'c Computer<'c>) -> Result<Self> {
        scope(args, context, None)?;
        let previous = context.read_previous(args.vorige.as_ref())?;
        let read = |path: &PathBuf| Ok::<_, anyhow::Error>((path.clone(), read_or_new(path, context)?));
        let named = args.file.as_ref().map(read).transpose()?;
        Ok(Self { args, context, computer, previous, named, lock: None })
    }

    /// Keeps everybody else out of the file that was named.
    ///
    /// # Errors
    /// Somebody else is busy with it.
    pub fn locked(mut self) -> Result<Self> {
        if let (Some((path, _)), None) = (&self.named, &self.lock) {
            self.lock = Some(take_lock(path, self.context, self.computer)?);
        }
        Ok(self)
    }

    /// Asks for the name of the file where none was given, and then the questions.
    ///
    /// # Errors
    /// The file that was named cannot be read, or somebody else is busy with it.
    pub fn hold(self, driver: &mut dyn Driver) -> Result<Ending> {
        let Self { args, context, computer, previous, named, lock } = self;
        let (path, file) = match named {
            Some(named) => named,
            None => match ask_name(&format!("meting-{}.toml", context.today.year()), driver) {
                Ok(Some(path)) => {
                    let file = read_or_new(&path, context)?;
                    (path, file)
                }
                Ok(None) => return Ok(Ending::nothing(None)),
                Err(signal) => return Ok(Ending::nothing(Some(signal))),
            },
        };
        let lock = lock.map_or_else(|| take_lock(&path, context, computer), Ok)?;
        let assessment = match &file {
            Some(file) => file.assessment.clone(),
            None => new_assessment(context, previous.as_ref()),
        };
        let begun = assessment.clone();
        let mut questionnaire = Questionnaire::new(Start {
            catalogue: &context.catalogue,
            scope: scope(args, context, Some(&assessment))?,
            assessment,
            previous: previous.as_ref().map(|file| &file.assessment),
            today: context.today,
            file: path.display().to_string(),
            full_path: std::path::absolute(&path).unwrap_or_else(|_| path.clone()).display().to_string(),
            is_new: file.is_none(),
        });
        if let Some(warning) = file.as_ref().and_then(|file| file.warnings.0.first()) {
            questionnaire.say(format!("Let op bij dit bestand: {}.", warning.text));
        }
        Ok(Sitting::new(context, computer, path, file, lock, &begun).hold(questionnaire, driver))
    }
}

fn take_lock(path: &Path, context: &Context, computer: &Computer<'_>) -> Result<Lock> {
    Lock::take(computer.disk, path, context.now).map_err(|taken| {
        let name = visible_path(path);
        Problem::new(format!("{name} staat al open {}", taken.text(context.now)))
            .hint(format!(
                "ga daar verder, of stop daar eerst met de toets s. Bekijken kan intussen wel: ibp-peil status {}",
                visible(&quoted(path))
            ))
            .into()
    })
}

/// A new assessment; the board is the same as last year, until the person says otherwise.
fn new_assessment(context: &Context, previous: Option<&AssessmentFile>) -> Assessment {
    let catalogue = &context.catalogue;
    let year = u32::try_from(context.today.year()).unwrap_or_default();
    let mut assessment = Assessment::new(&catalogue.id, &catalogue.edition, year, context.today);
    if let Some(previous) = previous {
        assessment.board = previous.assessment.board.clone();
        assessment.meta.assessor.clone_from(&previous.assessment.meta.assessor);
    }
    assessment
}

fn scope(args: &FillArgs, context: &Context, assessment: Option<&Assessment>) -> Result<Scope> {
    let role = args.rol.as_deref();
    Ok(Scope::parse(&context.catalogue, assessment, &args.domein, role, args.basismaatregelen)?)
}

/// The assessment in the file; `None` where a new one begins.
fn read_or_new(path: &Path, context: &Context) -> Result<Option<AssessmentFile>> {
    if path.as_os_str() == "-" {
        let problem =
            Problem::new("invullen bewaart elk antwoord en heeft daarvoor een bestand nodig, geen -");
        return Err(problem.hint("geef een naam op, zoals: ibp-peil invullen meting.toml").into());
    }
    if path.try_exists().unwrap_or(true) {
        return Ok(Some(context.read(path)?));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let problem = Problem::new(format!("de map {} bestaat niet", visible_path(folder)));
        return Err(problem.hint("maak de map eerst, of kies een andere").into());
    }
    Ok(None)
}

/// Asks how the file is called; `None` where the person stops, the signal where one asked to.
fn ask_name(proposal: &str, driver: &mut dyn Driver) -> Result<Option<PathBuf>, u8> {
    let mut question = FileName::new(proposal);
    loop {
        let key = sitting::ask(&question.screen(), driver)?;
        match question.input(key) {
            Named::Typing => {}
            Named::Name(name) => return Ok(Some(PathBuf::from(name))),
            Named::Leave => return Ok(None),
        }
    }
}

/// The signal that stands for a terminal that is gone.
const HUNG_UP: u8 = 1;

/// The path as it can be typed in a command.
pub(super) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(char::is_whitespace) { format!("\"{text}\"") } else { text }
}

/// How a sitting ended.
#[derive(Debug, Clone, Default)]
pub struct Ending {
    /// The signal that stopped it.
    pub signal: Option<u8>,
    /// The file that holds the answers; `None` where nothing was answered.
    pub file: Option<String>,
    /// Why the last answers are not in it, where they are not.
    pub unsaved: Option<String>,
    /// The file where everything was written instead, as it can be typed in a command.
    pub rescued: Option<String>,
    /// The text of that file, where it could not be written anywhere.
    pub unrescued: Option<String>,
    /// What became of a text that was being typed.
    pub half_typed: HalfTyped,
    /// What was not told on a screen any more.
    pub news: Vec<String>,
    /// What to do next.
    pub advice: Vec<String>,
}

impl Ending {
    fn nothing(signal: Option<u8>) -> Self {
        Self { signal, ..Self::default() }
    }

    /// What to say, line by line.
    pub fn lines(&self, quiet: bool) -> Vec<String> {
        let mut said = Vec::new();
        match (self.problem(), &self.file) {
            // Without a signal this is an error, and the end of the program says it.
            (Some(_), _) if self.signal.is_none() => {}
            (Some(problem), _) => {
                said.push(format!("{}.", dutch::capital_first(&problem.text)));
                said.extend(problem.hint.map(|hint| dutch::capital_first(&hint)));
            }
            (None, Some(file)) => said.push(format!("Alles is bewaard in {file}.")),
            (None, None) => said.push("Er is nog niets ingevuld; er is geen bestand gemaakt.".to_owned()),
        }
        match &self.half_typed {
            HalfTyped::Nothing => {}
            HalfTyped::Kept => {
                said.push(
                    "De toelichting die je aan het typen was, is bewaard zoals die er stond.".to_owned(),
                );
            }
            HalfTyped::Lost(_) => {
                said.push("De tekst die je aan het typen was, is niet bewaard. Dit was het:".to_owned());
            }
        }
        let mut lines: Vec<String> = said.iter().flat_map(|text| folded("", text)).collect();
        if let HalfTyped::Lost(text) = &self.half_typed {
            lines.extend(folded("  ", text));
        }
        lines.extend(self.news.iter().flat_map(|text| folded("", text)));
        lines.extend(self.unrescued.iter().flat_map(|text| text.lines()).map(visible));
        if !quiet {
            lines.extend(self.advice.iter().map(|line| visible(line)));
        }
        lines
    }

    /// How the command ends.
    ///
    /// # Errors
    /// Answers that could not be saved in their own file.
    pub fn outcome(self) -> Result<Outcome> {
        match (self.problem(), self.signal) {
            (_, Some(signal)) => Ok(Outcome::Stopped(signal)),
            (Some(problem), None) => Err(problem.into()),
            (None, None) => Ok(Outcome::Done),
        }
    }

    /// What is wrong where the last answers are not in the file.
    fn problem(&self) -> Option<Problem> {
        let why = self.unsaved.as_ref()?.trim_end_matches('.');
        let problem = Problem::new(format!("de laatste antwoorden zijn niet bewaard. {why}"));
        Some(problem.hint(match &self.rescued {
            Some(other) => {
                format!("al je antwoorden staan nu in een ander bestand. Verdergaan:\nibp-peil invullen {other}")
            }
            None => {
                "ook ergens anders bewaren lukte niet. Kopieer de tekst op dit scherm naar een nieuw bestand, tot en met \
                 de regel # einde van deze meting"
                    .to_owned()
            }
        }))
    }
}

/// The text in lines that fit, each after this.
fn folded(indent: &str, text: &str) -> Vec<String> {
    wrapped(indent, indent, text).lines().map(str::to_owned).collect()
}
