//! `vergelijk`: two assessments beside each other, or those of one board through the years.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;

use super::documents::Kind;
use super::{Context, Outcome, targets};
use crate::analysis::comparison::{Comparison, Moment};
use crate::analysis::overview::Unreadable;
use crate::analysis::trend::{NoTrend, Trend};
use crate::cli::{CompareArgs, CompareFormat, Target};
use crate::dutch::{and_list, shorten};
use crate::finding::print::{visible, visible_path};
use crate::finding::{Finding, Findings};
use crate::folder::{self, Contents, without_assessments};
use crate::gate::requirements;
use crate::limits::MOMENTS;
use crate::problem::Problem;
use crate::render::fingerprint::seal_text;
use crate::render::text::{running, wrapped};
use crate::render::wording::comparison as words;
use crate::render::{json, markdown, text, xlsx};
use crate::streams::Streams;

/// Compares, and shows the result in every form that was asked for. What fell is no reason to fail: that is for `toets`.
///
/// # Errors
/// A file or folder that cannot be used; a broken file in a folder, after the others were shown; a result that cannot be
/// written.
pub fn run(context: &Context, args: &CompareArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let wanted = targets(args)?;
    let (compared, broken) = match &args.new {
        Some(new) => (Compared::Two(Box::new(two(context, &args.old, new, streams)?)), Vec::new()),
        None if args.old.is_dir() => {
            let (trend, broken) = through_the_years(context, &args.old, streams)?;
            (Compared::Years(Box::new(trend)), broken)
        }
        None => return Err(nothing_beside(context, &args.old)?.into()),
    };
    let on_screen = |target: &Target<CompareFormat>| target.file.is_none();
    if !context.quiet
        && !wanted.iter().any(|target| on_screen(target) && target.format == CompareFormat::Tekst)
    {
        for caution in compared.cautions() {
            // Indented, so that a name cannot begin a line.
            streams.say(wrapped("Let op: ", "        ", &format!("{caution}.")).trim_end());
        }
    }
    targets::leave_changed(&wanted, document, args.overschrijf)?;
    for target in &wanted {
        targets::write(target, &compared.rendered(target)?, streams)?;
    }
    if !broken.is_empty() {
        streams.out.flush()?;
        return Err(Findings(broken).into());
    }
    if !context.quiet {
        let files: Vec<String> =
            wanted.iter().filter_map(|target| target.file.as_deref()).map(visible_path).collect();
        if !files.is_empty() {
            streams.say(running(&format!("Klaar: geschreven naar {}.", and_list(&files))).trim_end());
        }
    }
    Ok(Outcome::Done)
}

/// How a form is sealed that people edit.
fn document(format: CompareFormat) -> Option<Kind> {
    match format {
        CompareFormat::Xlsx => Some(Kind::Package),
        CompareFormat::Md => Some(Kind::Text),
        CompareFormat::Json | CompareFormat::Tekst => None,
    }
}

/// What was compared.
enum Compared<'a> {
    Two(Box<Comparison<'a>>),
    Years(Box<Trend<'a>>),
}

impl Compared<'_> {
    fn cautions(&self) -> Vec<String> {
        match self {
            Compared::Two(found) => {
                found.cautions.iter().map(|caution| words::caution(found, *caution)).collect()
            }
            Compared::Years(trend) => {
                trend.cautions.iter().map(|caution| words::trend_caution(*caution).to_owned()).collect()
            }
        }
    }

    fn rendered(&self, target: &Target<CompareFormat>) -> Result<Vec<u8>> {
        // On a screen nothing is edited.
        let page = |text| if target.file.is_some() { seal_text(text) } else { text }.into_bytes();
        Ok(match (self, target.format) {
            (Compared::Two(found), CompareFormat::Tekst) => text::comparison(found).into_bytes(),
            (Compared::Two(found), CompareFormat::Json) => json::comparison(found).into_bytes(),
            (Compared::Two(found), CompareFormat::Md) => page(markdown::comparison(found)),
            (Compared::Two(found), CompareFormat::Xlsx) => xlsx::comparison(found)?,
            (Compared::Years(trend), CompareFormat::Tekst) => text::trend(trend).into_bytes(),
            (Compared::Years(trend), CompareFormat::Json) => json::trend(trend).into_bytes(),
            (Compared::Years(trend), CompareFormat::Md) => page(markdown::trend(trend)),
            (Compared::Years(trend), CompareFormat::Xlsx) => xlsx::trend(trend)?,
        })
    }
}

/// Where the result goes, and in which form; without a wish as text on the screen.
fn targets(args: &CompareArgs) -> Result<Vec<Target<CompareFormat>>, Problem> {
    let mut wanted = args.formaat.clone();
    if let Some(file) = &args.uitvoer {
        wanted.push(by_name(file)?);
    }
    if wanted.is_empty() {
        wanted.push(Target { format: CompareFormat::Tekst, file: None });
    }
    targets::own_place_for_each(&wanted)?;
    if wanted.iter().any(|target| target.format == CompareFormat::Xlsx && target.file.is_none()) {
        return Err(Problem::new("een werkmap kan niet op het scherm")
            .hint("geef een bestand, bijvoorbeeld -o vergelijking.xlsx"));
    }
    Ok(wanted)
}

/// The form that the end of a name asks for.
fn by_name(file: &Path) -> Result<Target<CompareFormat>, Problem> {
    if file == Path::new("-") {
        return Ok(Target { format: CompareFormat::Tekst, file: None });
    }
    let end = file.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    let format = match end.as_str() {
        "xlsx" => CompareFormat::Xlsx,
        "json" => CompareFormat::Json,
        "md" => CompareFormat::Md,
        "txt" => CompareFormat::Tekst,
        // Refused with better words by what all results have in common.
        "toml" => CompareFormat::Tekst,
        _ => {
            return Err(Problem::new(format!(
                "aan de naam {} is niet te zien in welke vorm het resultaat moet",
                visible_path(file)
            ))
            .hint("kies een naam die eindigt op .xlsx, .md, .json of .txt"));
        }
    };
    Ok(Target { format, file: Some(file.to_owned()) })
}

/// One assessment and nothing to compare it with.
fn nothing_beside(context: &Context, path: &Path) -> Result<Problem, Findings> {
    // A file that does not exist or is broken is worth more words than that.
    context.read(path)?;
    Ok(Problem::new(format!("waarmee moet {} vergeleken worden?", visible_path(path))).hint(
        "geef twee metingen, eerst de oude en dan de nieuwe: ibp-peil vergelijk OUD.toml NIEUW.toml; of een map met \
         metingen van één bestuur",
    ))
}

fn two<'a>(
    context: &'a Context,
    old: &Path,
    new: &Path,
    streams: &mut Streams<'_>,
) -> Result<Comparison<'a>, Findings> {
    let mut moments = Vec::new();
    let mut wrong = Vec::new();
    for path in [old, new] {
        match context.open(path, streams) {
            Ok(file) => {
                moments.push(Moment::of(&context.catalogue, &file.assessment, path.display().to_string()))
            }
            Err(findings) => wrong.extend(findings.0),
        }
    }
    match <[Moment; 2]>::try_from(moments) {
        Ok([old, new]) => Ok(Comparison::new(&context.catalogue, context.today, old, new)),
        Err(_) => Err(Findings(wrong)),
    }
}

/// The trend of the assessments in a folder, and what is wrong with the files that could not be read.
fn through_the_years<'a>(
    context: &'a Context,
    folder: &Path,
    streams: &mut Streams<'_>,
) -> Result<(Trend<'a>, Vec<Finding>)> {
    let Contents { files, unreadable: closed } = folder::assessments(folder, None)?;
    if files.is_empty() && closed.0.is_empty() {
        return Err(without_assessments(folder, None).into());
    }
    let read: Vec<_> = files.par_iter().map(|file| (file, context.read(&file.path))).collect();
    let (mut moments, mut unreadable, mut broken) = (Vec::new(), Vec::new(), closed.0);
    for (file, found) in read {
        let name = file.path.display().to_string();
        match found {
            // A file of requirements between the assessments is none of them.
            Err(_) if requirements::is_one(&file.path) => {}
            Ok(file) => {
                if !context.quiet {
                    streams.warn(&file.warnings);
                }
                moments.push(Moment::of(&context.catalogue, &file.assessment, name));
            }
            Err(findings) => {
                unreadable.push(Unreadable::of(name, &findings));
                broken.extend(findings.0);
            }
        }
    }
    match Trend::new(&context.catalogue, context.today, moments, unreadable) {
        Ok(trend) => Ok((trend, broken)),
        Err(why) => {
            streams.warn(&Findings(broken));
            Err(no_trend(folder, &why).into())
        }
    }
}

/// Why the files in a folder are no trend, and what to do instead.
fn no_trend(folder: &Path, why: &NoTrend) -> Problem {
    /// The most boards that are named.
    const NAMED: usize = 4;
    let shown = visible_path(folder);
    match why {
        NoTrend::TooFew(found) => {
            let found = if *found == 0 { "geen meting" } else { "maar één meting" };
            Problem::new(format!("in de map {shown} staat {found} die te lezen is; voor een trend zijn er twee nodig"))
                .hint("zet de metingen van eerdere jaren erbij, of vergelijk er twee: ibp-peil vergelijk OUD.toml NIEUW.toml")
        }
        NoTrend::TooMany(found) => Problem::new(format!(
            "in de map {shown} staan {found} metingen; een trend heeft er hoogstens {MOMENTS}"
        ))
        .hint("zet van elk jaar één meting in een map, en vergelijk die map"),
        NoTrend::Boards(names) => {
            let (named, rest) = names.split_at(names.len().min(NAMED));
            let mut said: Vec<String> = named.iter().map(|name| shorten(name, 60)).collect();
            if !rest.is_empty() {
                said.push(format!("nog {}", rest.len()));
            }
            Problem::new(format!("in de map {shown} staan metingen van verschillende besturen: {}", and_list(&said)))
                .hint(format!("voor één bestuur: zet alleen zijn metingen in de map; voor allemaal: ibp-peil overzicht {shown} -o overzicht.xlsx"))
        }
        NoTrend::SameMoment(pair) => {
            let [one, other] = &**pair;
            Problem::new(format!(
                "{} en {} zijn allebei de meting van {}",
                visible(&one.file),
                visible(&other.file),
                words::moment(one)
            ))
            .hint("haal er één uit de map, of verbeter de peildatum of het verslagjaar")
        }
    }
}
