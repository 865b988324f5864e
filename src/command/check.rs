//! `toets`: whether assessments meet what is demanded of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;

use super::{Context, Outcome, targets};
use crate::assessment::Assessment;
use crate::cli::{CheckArgs, CheckFormat};
use crate::finding::Findings;
use crate::finding::print::visible_path;
use crate::folder::{self, Contents, without_assessments};
use crate::gate::parse::parse;
use crate::gate::requirements::{self, Requirements};
use crate::gate::{Check, CheckedFile, Exception, Gate, JudgedFile, Verdict, judge};
use crate::problem::Problem;
use crate::render::{github, json, junit, sarif, text};
use crate::streams::Streams;

/// What holds when nothing is asked for.
const DEFAULT: &str = "volledig";

/// Judges every file and shows the result in every form that was asked for.
///
/// # Errors
/// A gate, scope or file that does not exist; an assessment that cannot be read, after all others were judged; a result
/// that cannot be written.
pub fn run(context: &Context, args: &CheckArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let demands = Demands::read(context, args)?;
    if args.toon_eisen {
        let Demands { name, gates, exceptions, .. } = &demands;
        let text = text::demands(&context.catalogue, name.as_deref(), gates, exceptions);
        streams.out.write_all(text.as_bytes())?;
        return Ok(Outcome::Done);
    }
    targets::own_place_for_each(&args.formaat)?;
    let files = assessments(&args.files, args.eisenbestand.as_deref())?;
    let each = files.par_iter().map(|(path, named)| checked(context, &demands, path, *named));
    let files: Vec<CheckedFile> = each.filter_map(Result::transpose).collect::<Result<_>>()?;
    if let ([], [first, ..]) = (files.as_slice(), args.files.as_slice()) {
        return Err(without_assessments(first, None).into());
    }
    let (catalogue, gates) = (&context.catalogue, &demands.gates);
    let check = Check { catalogue, today: context.today, gates, files };
    if !context.quiet {
        let judged = check.files.iter().filter_map(|file| file.found.as_ref().ok());
        judged.for_each(|found| streams.warn(&found.warnings));
    }
    for target in &args.formaat {
        let bytes = rendered(&check, target.format);
        targets::write(target, &bytes, streams)?;
    }
    match check.verdict() {
        Verdict::Met => Ok(Outcome::Done),
        Verdict::NotMet => Ok(Outcome::NotMet),
        Verdict::Broken => {
            streams.out.flush()?;
            let broken = check.files.into_iter().filter_map(|file| file.found.err());
            Err(Findings(broken.flat_map(|findings| findings.0).collect()).into())
        }
    }
}

fn rendered(check: &Check<'_>, format: CheckFormat) -> Vec<u8> {
    match format {
        CheckFormat::Tekst => text::check(check),
        CheckFormat::Json => json::check(check),
        CheckFormat::Junit => junit::check(check),
        CheckFormat::Sarif => sarif::check(check),
        CheckFormat::Github => github::check(check),
    }
    .into_bytes()
}

/// What is demanded, and what may be missed for a while.
struct Demands {
    /// What the organisation calls them.
    name: Option<String>,
    gates: Vec<Gate>,
    exceptions: Vec<Exception>,
    /// True where a format points at places in the text.
    points: bool,
}

impl Demands {
    fn read(context: &Context, args: &CheckArgs) -> Result<Self> {
        let catalogue = &context.catalogue;
        let points = args.formaat.iter().any(|target| target.format != CheckFormat::Tekst);
        let mut demands = Self { name: None, gates: Vec::new(), exceptions: Vec::new(), points };
        if let Some(path) = &args.eisenbestand {
            // A file of requirements names its neighbours.
            let beside = |earlier: &Path| load(context, &path.with_file_name("").join(earlier));
            let Requirements { name, gates, exceptions } = requirements::read(path, catalogue, &beside)?;
            demands = Self { name, gates, exceptions, points };
        }
        let mut wrong = Vec::new();
        for text in &args.eis {
            match parse(text, catalogue, &|path| load(context, path)) {
                Ok(gate) if demands.gates.contains(&gate) => {}
                Ok(gate) => demands.gates.push(gate),
                Err(problem) => wrong.push(problem),
            }
        }
        if let Some(problem) = together(wrong) {
            return Err(problem.into());
        }
        if demands.gates.is_empty() {
            demands.gates.push(parse(DEFAULT, catalogue, &|path| load(context, path))?);
        }
        Ok(demands)
    }
}

/// All that is wrong with the gates, as one problem.
fn together(mut problems: Vec<Problem>) -> Option<Problem> {
    if problems.len() < 2 {
        return problems.pop();
    }
    let said = problems.iter().map(|problem| match &problem.hint {
        Some(hint) => format!("{} ({hint})", problem.text),
        None => problem.text.clone(),
    });
    Some(Problem::new(said.collect::<Vec<_>>().join("\n")).hint("ibp-peil help eisen legt elke eis uit"))
}

/// An earlier assessment that a gate compares with.
fn load(context: &Context, path: &Path) -> Result<Assessment, Problem> {
    let found = context.read(path).map(|file| file.assessment);
    found.map_err(|findings| {
        let why = findings.0.first().map_or(String::new(), |finding| finding.text.clone());
        Problem::new(format!("de eerdere meting {} is niet te lezen: {why}", visible_path(path)))
            .hint(format!("ibp-peil status {} laat zien wat er mis is", visible_path(path)))
    })
}

/// The files that are meant, sorted by name and each once; true for those that a person named, not only their folder.
fn assessments(named: &[PathBuf], requirements: Option<&Path>) -> Result<BTreeMap<PathBuf, bool>> {
    // A person who asks for this folder does not want to read "./" everywhere.
    let plain = |path: &Path| path.strip_prefix(".").unwrap_or(path).to_owned();
    let mut files = BTreeMap::new();
    for path in named {
        if !path.is_dir() {
            files.insert(plain(path), true);
            continue;
        }
        let Contents { files: mut found, unreadable } = folder::assessments(path, None)?;
        if !unreadable.0.is_empty() {
            return Err(unreadable.into());
        }
        found.retain(|file| Some(file.path.as_path()) != requirements);
        if found.is_empty() {
            return Err(without_assessments(path, None).into());
        }
        for file in found {
            files.entry(plain(&file.path)).or_insert(false);
        }
    }
    Ok(files)
}

/// `None` for a file of requirements that lies between the assessments of a folder.
fn checked(context: &Context, demands: &Demands, path: &Path, named: bool) -> Result<Option<CheckedFile>> {
    let name = path.display().to_string();
    let file = match context.read(path) {
        Ok(file) => file,
        Err(_) if !named && requirements::is_one(path) => return Ok(None),
        Err(findings) => return Ok(Some(CheckedFile { name, found: Err(findings) })),
    };
    let (catalogue, today) = (&context.catalogue, context.today);
    let judgements = judge(&demands.gates, &demands.exceptions, catalogue, &file.assessment, today)?;
    let judged = JudgedFile {
        board: file.assessment.board.name.clone(),
        reporting_year: file.assessment.meta.reporting_year,
        source: demands.points.then_some(file.text.source),
        warnings: file.warnings,
        judgements,
    };
    Ok(Some(CheckedFile { name, found: Ok(judged) }))
}
