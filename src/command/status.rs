//! `status`: how far an assessment is.

use anyhow::Result;

use super::{Context, Outcome, group};
use crate::analysis::analyse;
use crate::cli::{StatusArgs, StatusFormat};
use crate::finding::print::visible_path;
use crate::render::{json, text};
use crate::streams::Streams;

/// Shows the figures of an assessment and who still has to be asked what.
///
/// # Errors
/// The file cannot be used, or the result cannot be written.
pub fn run(context: &Context, args: &StatusArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let file = context.open(&args.file, streams)?;
    let mut analysis = analyse(&context.catalogue, &file.assessment, None, context.today);
    if let Some(folder) = &args.groep {
        analysis.group = Some(group::standing(context, &file.assessment, folder, streams)?);
    }
    let result = match args.formaat {
        StatusFormat::Tekst => text::status(&analysis, &visible_path(&args.file)),
        StatusFormat::Json => json::status(&analysis),
    };
    streams.out.write_all(result.as_bytes())?;
    Ok(Outcome::Done)
}
