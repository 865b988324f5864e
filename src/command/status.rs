//! `status`: how far an assessment is, and what is still to be asked of whom.

use anyhow::Result;

use super::{Context, Outcome, group};
use crate::analysis::{Analysis, RoleToAsk, analyse};
use crate::cli::{StatusArgs, StatusFormat};
use crate::dutch::and_list;
use crate::finding::print::{visible, visible_path};
use crate::problem::Problem;
use crate::questionnaire::scope::parse_role;
use crate::render::{json, text};
use crate::streams::Streams;

/// The word for every role that still has something to answer.
const EVERYONE: &str = "alle";

/// Shows the figures of an assessment and who still has to be asked what; or only what one role has to be asked.
///
/// # Errors
/// The file cannot be used, the role is unknown, or the result cannot be written.
pub fn run(context: &Context, args: &StatusArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let file = context.open(&args.file, streams)?;
    let mut analysis = analyse(&context.catalogue, &file.assessment, None, context.today);
    if let Some(word) = &args.rol {
        return to_ask(context, args, word, &analysis, streams);
    }
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

fn to_ask(
    context: &Context,
    args: &StatusArgs,
    word: &str,
    analysis: &Analysis<'_>,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let roles = roles_named(analysis, word)?;
    let result = match args.formaat {
        StatusFormat::Tekst => text::mails(analysis, &roles),
        StatusFormat::Json => json::roles(analysis, &roles),
    };
    streams.out.write_all(result.as_bytes())?;
    if roles.is_empty() && !context.quiet {
        streams.say(text::running(&nothing_open(analysis, word)).trim_end());
    }
    Ok(Outcome::Done)
}

/// The roles that still have something to answer, by a word on the command line: everyone, a role, or whoever the
/// assessment itself names.
fn roles_named<'a>(analysis: &'a Analysis<'_>, word: &str) -> Result<Vec<&'a RoleToAsk>, Problem> {
    let word = word.trim();
    if word.eq_ignore_ascii_case(EVERYONE) {
        return Ok(analysis.to_ask.iter().collect());
    }
    match analysis.to_ask.iter().find(|role| role.role.eq_ignore_ascii_case(word)) {
        Some(role) => Ok(vec![role]),
        // A role without open questions is as good as any.
        None => parse_role(word).map(|_| Vec::new()).map_err(|problem| {
            let hint = problem.hint.clone().unwrap_or_default();
            problem.hint(format!("{hint}, of {EVERYONE}"))
        }),
    }
}

fn nothing_open(analysis: &Analysis<'_>, word: &str) -> String {
    let others: Vec<String> = analysis.to_ask.iter().map(|role| visible(&role.role)).collect();
    if others.is_empty() {
        return "Er zijn geen open vragen meer.".to_owned();
    }
    format!("Voor {} zijn er geen open vragen meer; wel voor {}.", visible(word.trim()), and_list(&others))
}
