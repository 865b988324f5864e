//! The result of `toets` as workflow commands, which GitHub shows beside the line they are about.

use super::pointer::{Pointer, subject};
use crate::finding::print::visible;
use crate::finding::{Finding, Severity};
use crate::gate::{Check, CheckedFile, JudgedFile, Outcome};

/// One line for everything that misses a gate, and one for every gate.
pub fn check(check: &Check<'_>) -> String {
    check.files.iter().map(|file| checked_file(check, file)).collect()
}

fn checked_file(check: &Check<'_>, file: &CheckedFile) -> String {
    match &file.found {
        Ok(judged) => judged_file(check, &file.name, judged),
        Err(findings) => findings.0.iter().map(finding).collect(),
    }
}

fn judged_file(check: &Check<'_>, file: &str, judged: &JudgedFile) -> String {
    let pointer = Pointer::new(check.catalogue, judged);
    let mut out: String = judged.warnings.0.iter().map(finding).collect();
    for judgement in &judged.judgements {
        for case in
            judgement.cases.iter().filter(|case| case.outcome.fails() || case.outcome == Outcome::Excepted)
        {
            let place = pointer.place(case);
            let kind = if case.outcome.fails() { "error" } else { "warning" };
            let title = format!("{}: {}", judgement.gate, subject(check.catalogue, case));
            out.push_str(&command(kind, file, Some((place.line, place.column)), &title, &case.text));
        }
        let verdict = if judgement.met { "gehaald" } else { "niet gehaald" };
        let text = format!("{verdict}; {}", judgement.summary);
        out.push_str(&command("notice", file, None, &judgement.gate, &text));
    }
    out
}

fn finding(finding: &Finding) -> String {
    let place = finding.place().map(|[start, _]| start);
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    command(kind, &finding.file, place, finding.code.as_str(), &finding.text)
}

fn command(kind: &str, file: &str, place: Option<(usize, usize)>, title: &str, text: &str) -> String {
    let place = place.map_or(String::new(), |(line, column)| format!(",line={line},col={column}"));
    format!("::{kind} file={}{place},title={}::{}\n", property(file), property(title), data(text))
}

/// A text as the runner reads it back.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// The same where a colon or a comma would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
