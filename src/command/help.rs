//! `help`: a command, a topic, the code of a mistake, or a word that needs explaining.

use anyhow::Result;

use super::Outcome;
use crate::catalogue::{Catalogue, edition};
use crate::cli::{Global, HelpArgs};
use crate::dutch::help::page_of;
use crate::finding::{Code, closest};
use crate::problem::Problem;
use crate::render::text::wrapped;
use crate::streams::Streams;

mod glossary;
mod topics;

pub use glossary::GLOSSARY;
pub use topics::{EXAMPLE_FILE, REQUIREMENTS_FILE, TOPICS};

/// Explains what was asked for; without a topic the whole program.
///
/// # Errors
/// There is nothing by that name, or the result cannot be written.
pub fn run(global: &Global, args: &HelpArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let text = explanation(global, &args.topic, streams.out_colour)?;
    streams.out.write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

fn explanation(global: &Global, words: &[String], colour: bool) -> Result<String> {
    let path: Vec<String> = words.iter().map(|word| word.trim().to_lowercase()).collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    if let Some(page) = page_of(&crate::cli::command(), &path, colour) {
        return Ok(page);
    }
    let name = path.join(" ");
    if let Some(topic) = TOPICS.iter().find(|topic| topic.name == name) {
        return Ok((topic.text)(&edition::load(global.normen.as_deref())?));
    }
    if let Some(code) = Code::ALL.iter().find(|code| code.as_str().eq_ignore_ascii_case(&name)) {
        return Ok(topics::code_page(*code));
    }
    if let Some((word, meaning)) = GLOSSARY.iter().find(|(word, _)| word.to_lowercase() == name) {
        return Ok(wrapped("", "  ", &format!("{word}: {meaning}")));
    }
    Err(unknown(&words.join(" "), &name).into())
}

fn unknown(typed: &str, name: &str) -> Problem {
    let command = crate::cli::command();
    let commands: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
    let words = GLOSSARY.iter().map(|(word, _)| *word);
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let all = commands.iter().copied().chain(topics.iter().copied()).chain(words).chain(codes);
    let problem = Problem::new(format!("over \"{typed}\" is er geen uitleg"));
    match closest(name, all) {
        Some(meant) => problem.hint(format!("bedoel je \"{meant}\"?")),
        None => problem.hint(format!(
            "kies een opdracht ({}) of een onderwerp ({})",
            commands.join(", "),
            topics.join(", ")
        )),
    }
}

/// The catalogue that a topic tells about.
type Text = fn(&Catalogue) -> String;
