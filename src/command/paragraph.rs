//! `paragraaf`: the IBP paragraph on standard output.

use anyhow::Result;

use super::{Context, Outcome};
use crate::analysis::analyse;
use crate::cli::ParagraphArgs;
use crate::paragraph::{Length, write};
use crate::render::text;
use crate::streams::Streams;

/// Shows the draft of the paragraph.
///
/// # Errors
/// A file cannot be used, or the result cannot be written.
pub fn run(context: &Context, args: &ParagraphArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let file = context.open(&args.file, streams)?;
    let previous = context.read_previous(args.vorige.as_ref())?;
    let previous = previous.as_ref().map(|file| &file.assessment);
    let analysis = analyse(&context.catalogue, &file.assessment, previous, context.today);
    let length = if args.kort { Length::Short } else { Length::Long };
    let paragraph = write(&analysis, length)?;
    streams.out.write_all(text::paragraph(&paragraph).as_bytes())?;
    Ok(Outcome::Done)
}
