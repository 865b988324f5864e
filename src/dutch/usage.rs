//! Mistakes on the command line, in Dutch. clap tells what kind of mistake it is and about what; the words are ours.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{and_list, help::translated};
use crate::finding::print::visible;
use crate::problem::Problem;

/// What a mistake on the command line means, and what to do about it.
pub fn problem(error: &clap::Error) -> Problem {
    let context = Context(error);
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
        problem.hint = Some(match context.command() {
            Some(command) => format!("ibp-peil help {command} legt deze opdracht uit"),
            None => "ibp-peil help laat alle opdrachten zien".to_owned(),
        });
    }
    problem.usage = context.usage();
    problem
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
    let suggested = context.texts(ContextKind::SuggestedSubcommand);
    if !suggested.is_empty() {
        let names: Vec<_> = suggested.iter().map(|name| format!("\"{name}\"")).collect();
        return problem.hint(format!("bedoel je {}?", names.join(" of ")));
    }
    if context.command().as_deref() == Some("normen") {
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

/// What clap tells about a mistake.
struct Context<'a>(&'a clap::Error);

impl Context<'_> {
    fn texts(&self, kind: ContextKind) -> Vec<String> {
        match self.0.get(kind) {
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
        self.text(ContextKind::InvalidArg)
            .or_else(|| self.text(ContextKind::InvalidSubcommand))
            .map_or_else(|| "dit argument".to_owned(), |argument| visible(&argument))
    }

    /// The value that was typed.
    fn value(&self) -> String {
        format!("\"{}\"", visible(&self.text(ContextKind::InvalidValue).unwrap_or_default()))
    }

    /// How the command is typed.
    fn usage(&self) -> Option<String> {
        match self.0.get(ContextKind::Usage) {
            Some(ContextValue::StyledStr(usage)) => Some(plain_usage(usage)),
            _ => None,
        }
    }

    /// The command it is about, such as `normen toon`; `None` for the program itself.
    fn command(&self) -> Option<String> {
        let usage = self.usage()?;
        let words = usage.split_whitespace().skip(1);
        let names: Vec<_> = words.take_while(|word| word.chars().all(char::is_alphabetic)).collect();
        (!names.is_empty()).then(|| names.join(" "))
    }
}

/// The usage line without its English heading.
fn plain_usage(usage: &StyledStr) -> String {
    let text = translated(&usage.to_string());
    text.split_once(": ").map_or(text.clone(), |(_, usage)| usage.trim().to_owned())
}
