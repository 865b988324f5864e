//! What `toets` found, for people: per file the gates, what falls short and by how much, and one line to act on.

use rayon::prelude::*;

use super::{catalogue_line, running, wrapped};
use crate::catalogue::Catalogue;
use crate::dutch::date;
use crate::finding::print::visible;
use crate::gate::{Check, CheckedFile, Exception, Gate, JudgedFile, Outcome, to_do};

/// The most characters of a gate that stand before its verdict.
const LONGEST_NAME: usize = 24;

/// The result of a check.
pub fn check(check: &Check<'_>) -> String {
    // Side by side: of a thousand files this would take longer than reading them.
    let blocks: Vec<String> = check.files.par_iter().map(|file| block(check, file)).collect();
    let out = format!("{}{}", blocks.concat(), running(&closing(check)));
    format!("{}\n", out.trim_end())
}

fn block(check: &Check<'_>, file: &CheckedFile) -> String {
    let mut out = match &file.found {
        Ok(judged) => judged_file(check, file, judged),
        Err(findings) => {
            let why = findings.0.first().map_or("niet te lezen", |finding| finding.text.as_str());
            let more = findings.0.len().saturating_sub(1);
            let more = if more > 0 { format!(", en nog {more}") } else { String::new() };
            let why = wrapped("  ", "  ", &format!("niet te lezen: {why}{more}"));
            format!("{}\n{why}", visible(&file.name))
        }
    };
    out.push('\n');
    out
}

fn judged_file(check: &Check<'_>, file: &CheckedFile, judged: &JudgedFile) -> String {
    let (id, edition) = (&check.catalogue.id, &check.catalogue.edition);
    let mut out =
        running(&format!("{} · verslagjaar {} · {id} {edition}", judged.board, judged.reporting_year));
    // A path is never folded: it must stay usable.
    out.push_str(&format!("{}\n", visible(&file.name)));
    let names = judged.judgements.iter().map(|judgement| judgement.gate.chars().count());
    let width = names.max().unwrap_or(0).min(LONGEST_NAME);
    for judgement in &judged.judgements {
        let verdict = if judgement.met { "gehaald" } else { "niet gehaald" };
        let mut name = visible(&judgement.gate);
        if name.chars().count() > width {
            // A name that does not fit, such as one with a path, has a line of its own.
            out.push_str(&format!("  {name}\n"));
            name.clear();
        }
        let first = format!("  {name:<width$}  {verdict:<12}  ");
        let rest = " ".repeat(width + 18);
        out.push_str(&wrapped(&first, &rest, &judgement.summary));
        for case in judgement.cases.iter().filter(|case| case.outcome == Outcome::Excepted) {
            out.push_str(&wrapped(&format!("{rest}- "), &format!("{rest}  "), &case.text));
        }
    }
    if let Some(todo) = action(file) {
        out.push_str(&running(&format!("Nog te doen: {todo}.")));
    }
    out
}

/// What there is to do about a file, in one line.
fn action(file: &CheckedFile) -> Option<String> {
    match &file.found {
        Ok(judged) => {
            let todo = to_do(&judged.judgements);
            (!todo.is_empty()).then(|| todo.join("; "))
        }
        Err(_) => Some("herstel de fouten".to_owned()),
    }
}

/// The line to act on.
fn closing(check: &Check<'_>) -> String {
    let (found, all) = (check.counts(), check.files.len());
    let first = check.files.iter().find_map(|file| Some((file, action(file)?)));
    match (first, all) {
        (None, 1) => "Alle eisen gehaald.".to_owned(),
        (None, all) => format!("Alle {all} metingen halen alle eisen."),
        // The file has just said what to do.
        (Some(_), 1) => String::new(),
        (Some((file, todo)), all) => {
            let broken = match found.broken {
                0 => String::new(),
                1 => "; 1 is niet te lezen".to_owned(),
                more => format!("; {more} zijn niet te lezen"),
            };
            let met = found.met;
            let verb = if met == 1 { "haalt" } else { "halen" };
            format!("{met} van de {all} metingen {verb} alle eisen{broken}. Begin met {}: {todo}.", file.name)
        }
    }
}

/// What is in force.
pub fn demands(
    catalogue: &Catalogue,
    name: Option<&str>,
    gates: &[Gate],
    exceptions: &[Exception],
) -> String {
    let mut out = name.map_or(String::new(), running);
    out.push_str(&catalogue_line(catalogue));
    for gate in gates {
        out.push_str(&wrapped("- ", "  ", &gate.name));
    }
    for exception in exceptions {
        let norm = &catalogue.norms[exception.norm];
        let gates =
            if exception.gates.is_empty() { "alle eisen".to_owned() } else { exception.gates.join(", ") };
        let text = format!(
            "uitzondering {} ({gates}) tot en met {}: {}",
            norm.id,
            date(exception.until),
            exception.reason
        );
        out.push_str(&wrapped("- ", "  ", &text));
    }
    out
}
