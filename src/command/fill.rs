//! `invullen`: the questionnaire in the terminal, with every change saved at once.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{Context, Outcome};
use crate::assessment::Assessment;
use crate::assessment::file::AssessmentFile;
use crate::assessment::save;
use crate::cli::FillArgs;
use crate::finding::print::{closing_line, visible};
use crate::finding::{Findings, SourceText};
use crate::questionnaire::scope::Scope;
use crate::questionnaire::terminal::Terminal;
use crate::questionnaire::trouble::{FileName, Named, Trouble, Way};
use crate::questionnaire::{Driver, Effect, Event, Questionnaire, Start};
use crate::storage::{TextFile, io_text};

/// Asks the questions.
///
/// # Errors
/// No terminal, a file that cannot be read, an unknown domain or role, or answers that could not be saved.
pub fn run(args: &FillArgs, context: &Context) -> Result<Outcome> {
    // What is wrong with the command or a file is said before anything is asked.
    let conversation = Conversation::prepare(args, context)?;
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

/// Everything a sitting needs, read and checked.
pub struct Conversation<'c> {
    args: &'c FillArgs,
    context: &'c Context,
    previous: Option<AssessmentFile>,
    /// The file that was named; `None` within it where a new assessment begins.
    named: Option<(PathBuf, Option<AssessmentFile>)>,
}

impl<'c> Conversation<'c> {
    /// Reads the files and checks the choice of norms.
    ///
    /// # Errors
    /// A file that cannot be read, or an unknown domain or role.
    pub fn prepare(args: &'c FillArgs, context: &'c Context) -> Result<Self> {
        scope(args, context, None)?;
        let previous = context.read_previous(args.vorige.as_ref())?;
        let read = |path: &PathBuf| Ok::<_, anyhow::Error>((path.clone(), read_or_new(path, context)?));
        let named = args.file.as_ref().map(read).transpose()?;
        Ok(Self { args, context, previous, named })
    }

    /// Asks for the name of the file where none was given, and then the questions.
    ///
    /// # Errors
    /// The file that was named cannot be read.
    pub fn hold(self, driver: &mut dyn Driver) -> Result<Ending> {
        let context = self.context;
        let (path, file) = match self.named {
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
        let catalogue = &context.catalogue;
        let assessment = match &file {
            Some(file) => file.assessment.clone(),
            None => new_assessment(context, self.previous.as_ref()),
        };
        let mut questionnaire = Questionnaire::new(Start {
            catalogue,
            scope: scope(self.args, context, Some(&assessment))?,
            assessment,
            previous: self.previous.as_ref().map(|file| &file.assessment),
            today: context.today,
            file: path.display().to_string(),
            full_path: std::path::absolute(&path).unwrap_or_else(|_| path.clone()).display().to_string(),
            is_new: file.is_none(),
        });
        if let Some(warning) = file.as_ref().and_then(|file| file.warnings.0.first()) {
            questionnaire.say(format!("Let op bij dit bestand: {}.", warning.text));
        }
        Ok(Sitting { context, path, file, unsaved: None }.hold(questionnaire, driver))
    }
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
    Scope::parse(&context.catalogue, assessment, &args.domein, args.rol.as_deref(), args.basismaatregelen)
}

/// The assessment in the file; `None` where a new one begins.
fn read_or_new(path: &Path, context: &Context) -> Result<Option<AssessmentFile>> {
    if path.as_os_str() == "-" {
        bail!("invullen bewaart elk antwoord en heeft daarvoor een bestand nodig, geen -");
    }
    if path.try_exists().unwrap_or(true) {
        return Ok(Some(context.read(path)?));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        bail!(
            "de map {} bestaat niet; maak die eerst, of kies een andere",
            visible(&folder.display().to_string())
        );
    }
    Ok(None)
}

/// Asks how the file is called; `None` where the person stops, the signal where one asked to.
fn ask_name(proposal: &str, driver: &mut dyn Driver) -> Result<Option<PathBuf>, u8> {
    let mut question = FileName::new(proposal);
    loop {
        driver.show(&question.screen()).map_err(|_| HUNG_UP)?;
        match driver.next() {
            Event::Stop(signal) => return Err(signal),
            Event::Key(key) => match question.input(key) {
                Named::Typing => {}
                Named::Name(name) => return Ok(Some(PathBuf::from(name))),
                Named::Leave => return Ok(None),
            },
        }
    }
}

/// The signal that stands for a terminal that is gone.
const HUNG_UP: u8 = 1;

/// One sitting: the file as it was found or last written, and what still has to be saved.
struct Sitting<'c> {
    context: &'c Context,
    path: PathBuf,
    file: Option<AssessmentFile>,
    /// Why the last answers are not in the file, where they are not.
    unsaved: Option<String>,
}

/// Why saving did not work.
enum Problem {
    /// The file could not be written.
    Write(String),
    /// Someone changed the file since it was read.
    Changed,
    /// The file is gone.
    Gone,
    /// The file was changed and cannot be read any more.
    Broken(String),
    /// There is another file with that name.
    Taken(String),
}

impl Sitting<'_> {
    /// Asks until the person stops or a signal does, and saves after every change.
    fn hold(mut self, mut questionnaire: Questionnaire<'_>, driver: &mut dyn Driver) -> Ending {
        loop {
            if driver.show(&questionnaire.screen()).is_err() {
                return self.end(&questionnaire, Some(HUNG_UP));
            }
            let effect = match driver.next() {
                Event::Stop(signal) => return self.end(&questionnaire, Some(signal)),
                Event::Key(key) => questionnaire.input(key),
            };
            let saved = match effect {
                Effect::None => continue,
                Effect::Leave if self.unsaved.is_none() => return self.end(&questionnaire, None),
                Effect::Save | Effect::Leave => self.save(&mut questionnaire, driver),
            };
            match (saved, effect) {
                (Err(signal), _) => return self.end(&questionnaire, Some(signal)),
                (Ok(()), Effect::Leave) => return self.end(&questionnaire, None),
                (Ok(()), _) => {}
            }
        }
    }

    /// Saves; where that does not work the person is asked what to do, until it did or they go on without.
    fn save(&mut self, questionnaire: &mut Questionnaire<'_>, driver: &mut dyn Driver) -> Result<(), u8> {
        let mut problem = match self.try_save(questionnaire.assessment()) {
            Ok(()) => return Ok(()),
            Err(problem) => problem,
        };
        loop {
            let trouble = self.trouble(&problem);
            self.unsaved = Some(problem.text(&self.path));
            let saved = match ask_way(trouble, driver)? {
                Way::Later => return Ok(()),
                Way::Again => {
                    if matches!(problem, Problem::Gone) {
                        self.file = None;
                    }
                    self.try_save(questionnaire.assessment())
                }
                Way::Reload => self.reload(questionnaire),
                Way::Elsewhere(name) => self.save_elsewhere(PathBuf::from(name), questionnaire),
            };
            match saved {
                Ok(()) => return Ok(()),
                Err(again) => problem = again,
            }
        }
    }

    fn try_save(&mut self, assessment: &Assessment) -> Result<(), Problem> {
        let expected = self.file.as_ref().map(|file| file_bytes(&file.text));
        match (fs::read(&self.path), &expected) {
            (Ok(found), Some(expected)) if found == *expected => {}
            (Ok(_), _) => return Err(Problem::Changed),
            (Err(error), None) if error.kind() == io::ErrorKind::NotFound => {}
            (Err(error), Some(_)) if error.kind() == io::ErrorKind::NotFound => return Err(Problem::Gone),
            (Err(error), _) => return Err(Problem::Write(io_text(&error))),
        }
        self.write(assessment)
    }

    fn write(&mut self, assessment: &Assessment) -> Result<(), Problem> {
        let text = match &self.file {
            Some(file) => save::updated_text(file, assessment)
                .map_err(|_| Problem::Write("het bestand is geen geldige TOML meer".to_owned()))?,
            None => save::new_text(assessment),
        };
        save::write(&self.path, &text).map_err(|error| Problem::Write(io_text(&error)))?;
        self.file = Some(as_read(&self.path, text, assessment));
        self.unsaved = None;
        Ok(())
    }

    /// Takes the file as it is now; the answer that was just given has to be given again.
    fn reload(&mut self, questionnaire: &mut Questionnaire<'_>) -> Result<(), Problem> {
        let file =
            self.context.read(&self.path).map_err(|findings| Problem::Broken(first_mistake(&findings)))?;
        questionnaire.replace(file.assessment.clone());
        questionnaire.say(
            "Het bestand is opnieuw ingelezen. Je laatste antwoord stond er nog niet in: geef het nog eens.",
        );
        self.file = Some(file);
        self.unsaved = None;
        Ok(())
    }

    /// Saves under another name and goes on there.
    fn save_elsewhere(
        &mut self,
        path: PathBuf,
        questionnaire: &mut Questionnaire<'_>,
    ) -> Result<(), Problem> {
        if path.try_exists().unwrap_or(true) {
            return Err(Problem::Taken(path.display().to_string()));
        }
        let old = std::mem::replace(&mut self.path, path);
        let written = self.write(questionnaire.assessment());
        match &written {
            Ok(()) => {
                let name = self.path.display().to_string();
                questionnaire.say(format!("Bewaard in {name}. Daar gaat het verder."));
                questionnaire.rename(name);
            }
            Err(_) => self.path = old,
        }
        written
    }

    fn trouble(&self, problem: &Problem) -> Trouble {
        const AGAIN: (Way, &str) = (Way::Again, "Nog een keer proberen");
        const HERE: (Way, &str) = (Way::Again, "Hier opnieuw bewaren");
        const RELOAD: (Way, &str) =
            (Way::Reload, "Het bestand opnieuw inlezen en mijn laatste antwoord nog eens geven");
        const LATER: (Way, &str) =
            (Way::Later, "Verder zonder bewaren; na het volgende antwoord opnieuw proberen");
        let elsewhere = (Way::Elsewhere(String::new()), "Onder een andere naam bewaren en daar verdergaan");
        let (details, ways): (&str, Vec<(Way, &str)>) = match problem {
            Problem::Write(_) | Problem::Taken(_) => {
                ("Je antwoorden zijn niet weg. Kies wat je wilt doen.", vec![AGAIN, elsewhere, LATER])
            }
            Problem::Changed => (
                "Iemand anders, of jij in een ander venster, heeft het gewijzigd. Er is niets overschreven.",
                vec![RELOAD, elsewhere],
            ),
            Problem::Gone => ("Misschien heeft het een andere naam of map gekregen.", vec![HERE, elsewhere]),
            Problem::Broken(_) => {
                ("Herstel het bestand eerst, of bewaar onder een andere naam.", vec![RELOAD, elsewhere])
            }
        };
        Trouble::new(problem.text(&self.path), vec![details.to_owned()], ways, other_name(&self.path))
    }

    fn end(mut self, questionnaire: &Questionnaire<'_>, signal: Option<u8>) -> Ending {
        // The last chance for answers that could not be saved before.
        if self.unsaved.is_some()
            && let Err(problem) = self.try_save(questionnaire.assessment())
        {
            self.unsaved = Some(problem.text(&self.path));
        }
        let file = self.file.is_some().then(|| self.path.display().to_string());
        let advice = match &file {
            Some(_) => questionnaire.farewell(&quoted(&self.path)),
            None => Vec::new(),
        };
        Ending { signal, file, unsaved: self.unsaved, unkept: questionnaire.has_unkept_text(), advice }
    }
}

impl Problem {
    fn text(&self, path: &Path) -> String {
        let name = visible(&path.display().to_string());
        match self {
            Problem::Write(why) => format!("Bewaren in {name} lukt niet: {why}."),
            Problem::Changed => format!("{name} is gewijzigd sinds het is ingelezen."),
            Problem::Gone => format!("{name} staat er niet meer."),
            Problem::Broken(why) => format!("{name} is gewijzigd en niet meer te lezen: {why}."),
            Problem::Taken(other) => {
                format!("Bewaren in {} kan niet: dat bestand bestaat al.", visible(other))
            }
        }
    }
}

fn ask_way(mut trouble: Trouble, driver: &mut dyn Driver) -> Result<Way, u8> {
    loop {
        driver.show(&trouble.screen()).map_err(|_| HUNG_UP)?;
        match driver.next() {
            Event::Stop(signal) => return Err(signal),
            Event::Key(key) => {
                if let Some(way) = trouble.input(key) {
                    return Ok(way);
                }
            }
        }
    }
}

fn first_mistake(findings: &Findings) -> String {
    let first = findings.0.first().map_or(String::new(), |finding| finding.text.clone());
    format!("{first} ({})", closing_line(findings).trim_end_matches('.'))
}

/// The bytes a file has when nobody else wrote to it.
fn file_bytes(text: &TextFile) -> Vec<u8> {
    let bom = if text.bom { "\u{feff}" } else { "" };
    format!("{bom}{}", text.source.text).into_bytes()
}

/// What was just written, as if it had been read.
fn as_read(path: &Path, text: String, assessment: &Assessment) -> AssessmentFile {
    let (bom, text) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (true, rest.to_owned()),
        None => (false, text),
    };
    let source = SourceText::new(path.display().to_string(), text);
    AssessmentFile {
        assessment: assessment.clone(),
        text: TextFile { source, bom },
        warnings: Findings::default(),
    }
}

/// "meting-2.toml" for "meting.toml", in the same folder.
fn other_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-2.toml")).display().to_string()
}

/// The path as it can be typed in a command.
fn quoted(path: &Path) -> String {
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
    /// True where text was being typed that was not kept.
    pub unkept: bool,
    /// What to do next.
    pub advice: Vec<String>,
}

impl Ending {
    fn nothing(signal: Option<u8>) -> Self {
        Self { signal, ..Self::default() }
    }

    /// What to say, line by line.
    pub fn lines(&self, quiet: bool) -> Vec<String> {
        let mut lines = Vec::new();
        match (&self.unsaved, &self.file) {
            // Without a signal this is an error, and the end of the program says it.
            (Some(_), _) if self.signal.is_none() => {}
            (Some(why), _) => lines.push(format!("De laatste antwoorden zijn niet bewaard. {why}")),
            (None, Some(file)) => lines.push(format!("Alles is bewaard in {file}.")),
            (None, None) => lines.push("Er is nog niets ingevuld; er is geen bestand gemaakt.".to_owned()),
        }
        if self.unkept {
            lines.push("De tekst die je aan het typen was, is niet bewaard.".to_owned());
        }
        if !quiet {
            lines.extend(self.advice.iter().cloned());
        }
        lines.iter().map(|line| visible(line)).collect()
    }

    /// How the command ends.
    ///
    /// # Errors
    /// Answers that could not be saved.
    pub fn outcome(self) -> Result<Outcome> {
        match (self.unsaved, self.signal) {
            (Some(why), None) => bail!("de laatste antwoorden zijn niet bewaard. {why}"),
            (_, Some(signal)) => Ok(Outcome::Stopped(signal)),
            (None, None) => Ok(Outcome::Done),
        }
    }
}
