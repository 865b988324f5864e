//! Mistakes on the command line, in Dutch. clap tells what kind of mistake it is and about what; the words are ours.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{and_list, help::translated};
use crate::finding::{print::visible, suggestion};
use crate::problem::Problem;

/// What a mistake on the command line means, and what to do about it. `typed` is the command line, the name of the
/// program first.
pub fn problem(error: &clap::Error, root: &Command, typed: &[OsString]) -> Problem {
    let (path, usage) = command_meant(root, typed);
    let context = Context { error, command: &path };
    let mut problem = match error.kind() {
        ErrorKind::UnknownArgument => unknown_argument(&context),
        ErrorKind::InvalidSubcommand => unknown_command(&context),
        ErrorKind::InvalidValue => wrong_value(&context),
        ErrorKind::ValueValidation => {
            let problem = Problem::new(format!("{} kan niet bij {}", context.value(), context.argument()));
            // Only our own parsers end up here, and they speak Dutch.
            match std::error::Error::source(error) {
                Some(source) => problem.hint(source.to_string()),
                None => problem,
            }
        }
        ErrorKind::MissingRequiredArgument => Problem::new(format!(
            "er ontbreekt nog iets: {}",
            and_list(&context.texts(ContextKind::InvalidArg))
        )),
        ErrorKind::ArgumentConflict => conflict(&context),
        ErrorKind::TooManyValues => {
            Problem::new(format!("{} is te veel bij {}", context.value(), context.argument()))
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            Problem::new(format!("bij {} staat niet het juiste aantal waarden", context.argument()))
        }
        ErrorKind::NoEquals => Problem::new(format!("zet een = tussen {} en de waarde", context.argument())),
        ErrorKind::MissingSubcommand => Problem::new("er ontbreekt een opdracht"),
        ErrorKind::InvalidUtf8 => Problem::new("een van de argumenten is geen leesbare tekst (UTF-8)")
            .hint("typ de opdracht opnieuw in, of geef het bestand een eenvoudiger naam"),
        _ => Problem::new("deze opdracht is niet te lezen"),
    };
    if problem.hint.is_none() {
        problem.hint = Some(match path.as_str() {
            "" => "ibp-peil help laat alle opdrachten zien".to_owned(),
            path => format!("ibp-peil help {path} legt deze opdracht uit"),
        });
    }
    problem.usage = Some(usage);
    problem
}

/// The command that was typed, as far as it exists, such as `normen toon`, and how it is typed in full.
fn command_meant(root: &Command, typed: &[OsString]) -> (String, String) {
    let mut root = root.clone();
    root.build();
    let (mut command, mut path) = (&mut root, Vec::new());
    for word in typed.iter().skip(1).filter_map(|word| word.to_str()) {
        if command.find_subcommand(word).is_some() {
            command = command.find_subcommand_mut(word).expect("it was found a moment ago");
            path.push(command.get_name().to_owned());
        }
    }
    let usage = translated(&command.render_usage().to_string());
    let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, usage)| usage.trim());
    (path.join(" "), usage.to_owned())
}

fn unknown_argument(context: &Context<'_>) -> Problem {
    let argument = context.text(ContextKind::InvalidArg).unwrap_or_default();
    let shown = visible(&argument);
    let suggested = context.text(ContextKind::SuggestedArg);
    match suggested {
        Some(suggested) => Problem::new(format!("onbekende optie {shown}"))
            .hint(format!("bedoel je {}?", visible(&suggested))),
        None if argument.starts_with('-') => Problem::new(format!("onbekende optie {shown}")),
        None => Problem::new(format!("\"{shown}\" is te veel"))
            .hint("zet een naam met spaties tussen aanhalingstekens: \"mijn meting.toml\""),
    }
}

fn unknown_command(context: &Context<'_>) -> Problem {
    let typed = context.text(ContextKind::InvalidSubcommand).unwrap_or_default();
    let shown = visible(&typed);
    let problem = Problem::new(format!("opdracht \"{shown}\" bestaat niet"));
    // Of what looks somewhat alike only what looks most alike is meant.
    let similar = context.texts(ContextKind::SuggestedSubcommand);
    if let Some(meant) = suggestion(&typed, similar.iter().map(String::as_str)) {
        return problem.hint(meant);
    }
    if context.command == "normen" {
        return problem.hint(format!("één norm bekijken gaat met: ibp-peil normen toon {shown}"));
    }
    if typed.to_lowercase().ends_with(".toml") {
        return problem.hint(format!("zet er een opdracht voor, bijvoorbeeld: ibp-peil status {shown}"));
    }
    problem
}

fn wrong_value(context: &Context<'_>) -> Problem {
    if context.text(ContextKind::InvalidValue).is_none_or(|value| value.is_empty()) {
        return Problem::new(format!("bij {} hoort een waarde", context.argument()));
    }
    let problem =
        Problem::new(format!("{} is geen mogelijkheid voor {}", context.value(), context.argument()));
    let possible = context.texts(ContextKind::ValidValue);
    match context.text(ContextKind::SuggestedValue) {
        Some(value) => problem.hint(format!("bedoel je \"{value}\"?")),
        None if possible.is_empty() => problem,
        None => problem.hint(format!("kies uit {}", possible.join(", "))),
    }
}

fn conflict(context: &Context<'_>) -> Problem {
    let argument = context.argument();
    let others = context.texts(ContextKind::PriorArg);
    if others.is_empty() || others == [argument.clone()] {
        Problem::new(format!("{argument} mag er maar één keer staan"))
    } else {
        Problem::new(format!("{argument} gaat niet samen met {}", and_list(&others)))
    }
}

/// What clap tells about a mistake, and the command it is about.
struct Context<'a> {
    error: &'a clap::Error,
    command: &'a str,
}

impl Context<'_> {
    fn texts(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    fn text(&self, kind: ContextKind) -> Option<String> {
        self.texts(kind).into_iter().next()
    }

    /// The argument it is about, as it is typed: `--datum <JJJJ-MM-DD>`.
    fn argument(&self) -> String {
        let argument =
            self.text(ContextKind::InvalidArg).or_else(|| self.text(ContextKind::InvalidSubcommand));
        argument.map_or_else(|| "dit argument".to_owned(), |argument| visible(&argument))
    }

    /// The value that was typed.
    fn value(&self) -> String {
        format!("\"{}\"", visible(&self.text(ContextKind::InvalidValue).unwrap_or_default()))
    }
}
