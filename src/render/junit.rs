//! The result of `toets` as JUnit XML: a test suite per file and gate, a test case per norm.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::pointer::{Pointer, subject};
use crate::finding::print::visible;
use crate::gate::{Case, Check, CheckedFile, Judgement, Outcome};

/// The whole result as one document, ending in a line end.
pub fn check(check: &Check<'_>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory does not fail.
    let _ = document(&mut writer, check);
    let mut text = String::from_utf8(writer.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}

/// How many cases of every kind a suite has.
#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn of(file: &CheckedFile) -> Self {
        let Ok(judged) = &file.found else { return Self { tests: 1, errors: 1, ..Self::default() } };
        let suites = judged.judgements.iter().map(Self::of_judgement);
        suites.fold(Self::default(), Self::plus)
    }

    fn of_judgement(judgement: &Judgement) -> Self {
        let of = |outcome| judgement.cases.iter().filter(|case| case.outcome == outcome).count();
        Self {
            tests: judgement.cases.len(),
            failures: of(Outcome::NotMet),
            errors: of(Outcome::Open),
            skipped: of(Outcome::NotApplicable) + of(Outcome::Excepted),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            failures: self.failures + other.failures,
            errors: self.errors + other.errors,
            skipped: self.skipped + other.skipped,
        }
    }
}

fn document(writer: &mut Writer<Vec<u8>>, check: &Check<'_>) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = check.files.iter().map(Counts::of).fold(Counts::default(), Counts::plus);
    let (tests, failures, errors) = (all.tests.to_string(), all.failures.to_string(), all.errors.to_string());
    let suites = writer.create_element("testsuites").with_attributes([
        ("name", "ibp-peil toets"),
        ("tests", tests.as_str()),
        ("failures", failures.as_str()),
        ("errors", errors.as_str()),
    ]);
    suites.write_inner_content(|writer| {
        for file in &check.files {
            checked_file(writer, check, file)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn checked_file(writer: &mut Writer<Vec<u8>>, check: &Check<'_>, file: &CheckedFile) -> io::Result<()> {
    let name = visible(&file.name);
    match &file.found {
        Ok(judged) => {
            let pointer = Pointer::new(check.catalogue, judged);
            for judgement in &judged.judgements {
                let title = format!("{name}: {}", visible(&judgement.gate));
                suite(writer, &title, Counts::of_judgement(judgement), |writer| {
                    judgement
                        .cases
                        .iter()
                        .try_for_each(|found| case(writer, check, &pointer, &name, judgement, found))
                })?;
            }
            Ok(())
        }
        Err(findings) => suite(writer, &name, Counts::of(file), |writer| {
            let found = writer
                .create_element("testcase")
                .with_attributes([("classname", name.as_str()), ("name", "lezen")]);
            found.write_inner_content(|writer| {
                let message = findings.0.first().map_or(String::new(), |finding| visible(&finding.text));
                let error = writer.create_element("error").with_attribute(("message", message.as_str()));
                let text = crate::finding::print::long(findings, false);
                let lines: Vec<String> = text.lines().map(visible).collect();
                error.write_text_content(BytesText::new(&lines.join("\n")))?;
                Ok(())
            })?;
            Ok(())
        }),
    }
}

fn suite(
    writer: &mut Writer<Vec<u8>>,
    name: &str,
    counts: Counts,
    content: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>,
) -> io::Result<()> {
    let numbers = [counts.tests, counts.failures, counts.errors, counts.skipped].map(|n| n.to_string());
    let suite = writer.create_element("testsuite").with_attributes([
        ("name", name),
        ("tests", &numbers[0]),
        ("failures", &numbers[1]),
        ("errors", &numbers[2]),
        ("skipped", &numbers[3]),
    ]);
    suite.write_inner_content(content)?;
    Ok(())
}

fn case(
    writer: &mut Writer<Vec<u8>>,
    check: &Check<'_>,
    pointer: &Pointer<'_>,
    file: &str,
    judgement: &Judgement,
    case: &Case,
) -> io::Result<()> {
    let (name, class) =
        (visible(&subject(check.catalogue, case)), format!("{file}.{}", visible(&judgement.gate)));
    let element = writer
        .create_element("testcase")
        .with_attributes([("classname", class.as_str()), ("name", name.as_str())]);
    let result = match case.outcome {
        Outcome::Met => {
            element.write_empty()?;
            return Ok(());
        }
        Outcome::NotMet => "failure",
        Outcome::Open => "error",
        Outcome::NotApplicable | Outcome::Excepted => "skipped",
    };
    element.write_inner_content(|writer| {
        let (text, place) = (visible(&case.text), pointer.place(case));
        let place = format!("{file}:{}:{}", place.line, place.column);
        let found = writer.create_element(result).with_attribute(("message", text.as_str()));
        found.write_text_content(BytesText::new(&place))?;
        Ok(())
    })?;
    Ok(())
}
