//! `vragenlijst`: a form for other people to fill in.

use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;

use super::fill::quoted;
use super::{Context, Outcome};
use crate::assessment::Assessment;
use crate::catalogue::Role;
use crate::cli::{FormArgs, FormFormat};
use crate::dutch::{count, or_list};
use crate::finding::print::{visible, visible_path};
use crate::form::Form;
use crate::problem::Problem;
use crate::questionnaire::scope::Scope;
use crate::render::text::running;
use crate::render::{csv, docx, xlsx};
use crate::storage::{Access, io_text, resolved, write_atomically};
use crate::streams::Streams;

/// Makes a form with what is filled in already.
///
/// # Errors
/// The assessment cannot be used, the choice has no norms, or the form cannot be written.
pub fn run(context: &Context, args: &FormArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    own_place(args)?;
    let format = format_of(args)?;
    let file = args.file.as_ref().map(|path| context.open(path, streams)).transpose()?;
    let assessment = file.map_or_else(|| empty(context), |file| file.assessment);
    let catalogue = &context.catalogue;
    let scope = Scope::parse(catalogue, Some(&assessment), &args.domein, args.rol.as_deref(), false)?;
    let form = Form {
        catalogue,
        assessment: &assessment,
        norms: (0..catalogue.norms.len()).filter(|norm| scope.contains(*norm)).collect(),
        // A role may know every norm; it is not for everybody to see the rest of the assessment.
        is_whole: args.domein.is_empty() && args.rol.is_none(),
        title: scope.title.clone(),
        today: context.today,
    };
    let bytes = match format {
        FormFormat::Xlsx => xlsx::form(&form)?,
        FormFormat::Csv => csv::form(&form)?,
        FormFormat::Docx if is_letter(scope.role()) => docx::letter(&form)?,
        FormFormat::Docx => docx::form(&form, scope.role())?,
    };
    write_atomically(&args.uitvoer, &bytes, Access::Private).map_err(|error| {
        Problem::new(format!(
            "{} kan niet geschreven worden: {}",
            visible_path(&args.uitvoer),
            io_text(&error)
        ))
        .hint("sluit het bestand in andere programma's, of kies een map waarin je mag schrijven")
    })?;
    if !context.quiet {
        let norms = count(form.norms.len(), "norm", "normen");
        let place = visible_path(&args.uitvoer);
        let assessment = args.file.as_deref().map_or("NAAM.toml".to_owned(), quoted);
        let (what, then, next) = match format {
            FormFormat::Docx if is_letter(scope.role()) => {
                ("een brief aan de leverancier over", "Vul in wat geel is, en lees hem na.", None)
            }
            FormFormat::Docx => (
                "een vragenlijst op papier met",
                "Terug en ingevuld? Neem de antwoorden over met:",
                Some(format!("ibp-peil invullen {assessment}")),
            ),
            FormFormat::Xlsx | FormFormat::Csv => (
                "een vragenlijst met",
                "Terug en ingevuld? Lees hem in met:",
                Some(format!("ibp-peil importeer {} -o {assessment}", quoted(&args.uitvoer))),
            ),
        };
        let text = format!("Klaar: {what} {norms} in {place}. {then}");
        streams.say(running(&text).trim_end());
        if let Some(next) = next {
            streams.say(&format!("  {}", visible(&next)));
        }
    }
    Ok(Outcome::Done)
}

/// True where the form on paper is a letter: a supplier shows things, and chooses no level.
pub(super) fn is_letter(role: Option<Role>) -> bool {
    role == Some(Role::IctSupplier)
}

/// An assessment in which nothing is filled in; the days come when the answers do.
fn empty(context: &Context) -> Assessment {
    let catalogue = &context.catalogue;
    let year = u32::try_from(context.today.year()).unwrap_or_default();
    let mut assessment = Assessment::new(&catalogue.id, &catalogue.edition, year, context.today);
    assessment.meta.begun_on = None;
    assessment.meta.updated_on = None;
    assessment
}

/// The form that was asked for, or that goes with the end of the name.
fn format_of(args: &FormArgs) -> Result<FormFormat, Problem> {
    let ending = args.uitvoer.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let of_name = ending.as_deref().and_then(|ending| FormFormat::from_str(ending, true).ok());
    args.formaat.or(of_name).ok_or_else(|| {
        let endings: Vec<String> = FormFormat::value_variants()
            .iter()
            .filter_map(ValueEnum::to_possible_value)
            .map(|value| format!(".{}", value.get_name()))
            .collect();
        Problem::new(format!(
            "aan de naam {} is niet te zien welke vorm de vragenlijst krijgt",
            visible_path(&args.uitvoer)
        ))
        .hint(format!("kies een naam die eindigt op {}", or_list(&endings)))
    })
}

/// A form never takes the place of an assessment, and of a form that may have been filled in only when asked.
fn own_place(args: &FormArgs) -> Result<(), Problem> {
    let shown = visible_path(&args.uitvoer);
    let is_toml = args.uitvoer.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let is_source = |file: &Path| resolved(file) == resolved(&args.uitvoer);
    if is_toml || args.file.as_deref().is_some_and(is_source) {
        return Err(Problem::new(format!("{shown} lijkt een meting; daar komt geen vragenlijst in"))
            .hint("kies een naam met een ander einde, bijvoorbeeld vragenlijst.xlsx"));
    }
    if args.uitvoer.symlink_metadata().is_ok() && !args.overschrijf {
        return Err(Problem::new(format!("{shown} bestaat al; misschien is er al in ingevuld"))
            .hint("kies een andere naam, of gebruik --overschrijf"));
    }
    Ok(())
}
