//! ibp-peil: where a Dutch school board stands on the Normenkader IBP FO, offline and from one file.

use std::ffi::OsString;
use std::io;

pub mod analysis;
pub mod assessment;
pub mod catalogue;
pub mod cli;
pub mod command;
pub mod dutch;
pub mod finding;
pub mod folder;
pub mod form;
pub mod gate;
pub mod limits;
pub mod paragraph;
pub mod problem;
pub mod questionnaire;
pub mod reading;
pub mod render;
pub mod scope;
pub mod signals;
pub mod storage;
pub mod streams;
pub mod table;
pub mod workbook;

use command::Outcome;
use finding::Findings;
use problem::Problem;
use streams::Streams;

/// Wrong usage, unusable input, or something that could not be read or written.
const UNUSABLE: u8 = 2;

/// Runs the program: arguments (the first is the name of the program) and streams in, exit code out.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> u8 {
    signals::full_file_is_an_error();
    let args: Vec<OsString> = args.into_iter().collect();
    let result = match cli::parse(&args) {
        Ok(cli) => {
            streams.messages = cli.global.meldingen;
            command::execute(cli, streams)
        }
        Err(error) if dutch::help::is_answer(&error) => answer(&error, streams),
        Err(error) => {
            streams.messages = cli::message_form(&args);
            Err(dutch::usage::problem(&error, &cli::command(), &args).into())
        }
    };
    let flushed = streams.out.flush();
    match result.and_then(|outcome| Ok(flushed.map(|()| outcome)?)) {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::NotMet) => 1,
        Ok(Outcome::Stopped(signal)) => 128 + signal,
        // Whoever read the results has seen enough, such as `head`.
        Err(error) if is_closed_pipe(&error) => 0,
        Err(error) => {
            report(&error, streams);
            UNUSABLE
        }
    }
}

/// Help or the version, where the person asked for that with an option.
fn answer(page: &clap::Error, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let text = dutch::help::rendered(page, streams.out_colour);
    streams.out.write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// An error that is only a message was made by our own code, and that speaks Dutch.
fn own_message(error: &anyhow::Error) -> Option<&str> {
    error.downcast_ref::<String>().map(String::as_str).or_else(|| error.downcast_ref::<&str>().copied())
}

/// Tells what went wrong: a mistake in a file with its place, anything else in one line with a hint.
pub(crate) fn report(error: &anyhow::Error, streams: &mut Streams<'_>) {
    if let Some(findings) = error.downcast_ref::<Findings>() {
        streams.refuse(findings);
        return;
    }
    let problem = if let Some(problem) = error.downcast_ref::<Problem>() {
        problem.clone()
    } else if let Some(io) = error.downcast_ref::<io::Error>() {
        Problem::new(format!("het resultaat kan niet geschreven worden: {}", storage::io_text(io)))
    } else if let Some(text) = own_message(error) {
        Problem::new(text)
    } else {
        // What a library says of itself is English; it is only of use to whoever repairs the program.
        Problem::new(format!("dit had niet mogen gebeuren ({error:#})"))
            .hint("geef deze melding door aan de makers van ibp-peil")
    };
    streams.problem(&problem);
}
