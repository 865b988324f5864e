//! What holds for every output, whatever the text: compared with the same output of a plain text.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use zip::ZipArchive;

use super::outlets::Output;
use super::texts::steers;

/// Checks one output beside the same output of a plain text.
pub fn check(output: &Output, plain: &Output, what: &str) {
    match (output, plain) {
        // Running text may be folded anywhere; that a line end in a text comes out as a space is a test of its own.
        (Output::Terminal(text), Output::Terminal(_)) => nothing_steers(text, what),
        (Output::Messages(text), Output::Messages(_)) => {
            nothing_steers(text, what);
            no_line_is_forged(text, what);
        }
        (Output::Json(text), Output::Json(plain)) => json(text, plain, what),
        (Output::JsonLines(text), Output::JsonLines(plain)) => {
            assert_eq!(text.lines().count(), plain.lines().count(), "{what}");
            text.lines().zip(plain.lines()).for_each(|(line, plain)| json(line, plain, what));
        }
        (Output::Table(text), Output::Table(plain)) => table(text, plain, what),
        (Output::Toml(text), Output::Toml(plain)) => {
            assert_eq!(keys(text, what), keys(plain, what), "{what}")
        }
        (Output::Markdown(text), Output::Markdown(plain)) => markdown(text, plain, what),
        (Output::Xml(text), Output::Xml(plain)) => {
            assert_eq!(tags(text, what), tags(plain, what), "{what}");
            nothing_steers(text, what);
        }
        (Output::Commands(text), Output::Commands(plain)) => {
            nothing_steers(text, what);
            assert_eq!(text.lines().count(), plain.lines().count(), "{what}:\n{text}");
            assert!(text.lines().all(|line| line.starts_with("::")), "{what}:\n{text}");
        }
        (Output::Workbook(bytes), Output::Workbook(plain)) => workbook(bytes, plain, what),
        (Output::Word(bytes), Output::Word(plain)) => word(bytes, plain, what),
        (Output::Screens(screens), Output::Screens(_)) => screens.iter().for_each(|screen| {
            nothing_steers(screen, what);
            no_line_is_forged(screen, what);
            assert!(screen.lines().count() <= 24, "{what}: too many rows\n{screen}");
            for row in screen.lines() {
                let width = textwrap::core::display_width(row);
                assert!(width < 80, "{what}: a row of {width}: {row}\n{screen}");
            }
        }),
        _ => panic!("{what}: another kind of output"),
    }
}

#[track_caller]
pub fn nothing_steers(text: &str, what: &str) {
    let found = text.chars().find(|c| *c != '\n' && steers(*c));
    assert_eq!(
        found,
        None,
        "{what}:\n{}",
        text.lines().filter(|line| line.contains(steers)).collect::<Vec<_>>().join("\n")
    );
}

/// Lines that only the program may begin.
#[track_caller]
pub fn no_line_is_forged(text: &str, what: &str) {
    for line in text.lines() {
        let forged = ["fout[A001]: ", "let op[W001]: ", "meting.toml:1:1: fout[A001]: "]
            .iter()
            .any(|start| line.strip_prefix(start).is_some_and(|rest| rest.starts_with("nagemaakt")));
        assert!(!forged && !line.starts_with("Alles is bewaard in meting.toml."), "{what}: {line}\n{text}");
    }
}

/// The shape of a JSON value: its keys, its figures and the number of things in its lists. Places in a file depend on
/// how long the texts are.
fn shape(value: &Value) -> Value {
    const PLACES: [&str; 6] = ["startLine", "startColumn", "endLine", "endColumn", "regel", "kolom"];
    let of = |key: &str, value: &Value| if PLACES.contains(&key) { "plaats".into() } else { shape(value) };
    match value {
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), of(key, value))).collect(),
        Value::Array(items) => items.iter().map(shape).collect(),
        Value::String(_) => "tekst".into(),
        other => other.clone(),
    }
}

/// Numbers and absent values of messages depend on the text: only the keys count there.
fn keys_of(value: &Value) -> Vec<&String> {
    value.as_object().expect("an object").keys().collect()
}

/// The tables and keys of an assessment, in their order.
fn keys(text: &str, what: &str) -> Vec<String> {
    fn below(table: &toml_edit::Table, path: &str, found: &mut Vec<String>) {
        for (key, item) in table {
            let path = format!("{path}/{key}");
            match item.as_table() {
                Some(table) => below(table, &path, found),
                None => found.push(path),
            }
        }
    }
    let document: toml_edit::DocumentMut =
        text.parse().unwrap_or_else(|error| panic!("{what}: {error}\n{text}"));
    let mut found = Vec::new();
    below(document.as_table(), "", &mut found);
    found
}

fn json(text: &str, plain: &str, what: &str) {
    nothing_steers(text, what);
    let parse = |text: &str| -> Value {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{what}: {error}\n{text}"))
    };
    if let Ok(plain) = serde_json::from_str::<Value>(plain).map_err(drop)
        && plain.get("ernst").is_none()
    {
        assert_eq!(shape(&parse(text)), shape(&plain), "{what}");
        return;
    }
    // Messages: an object on every line, always with the same keys.
    let key = parse(plain.lines().next().expect("a message"));
    for line in text.lines() {
        let value = parse(line);
        assert_eq!(keys_of(&value), keys_of(&key), "{what}");
        assert_ne!(value["tekst"], "nagemaakt", "{what}");
    }
}

/// The cells of a table with commas.
fn cells(text: &str, what: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap_or_else(|error| panic!("{what}: {error}")));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

fn table(text: &str, plain: &str, what: &str) {
    nothing_steers(&text.replace("\r\n", "\n"), what);
    let (found, expected) = (cells(text, what), cells(plain, what));
    assert_eq!(text.lines().count(), found.len(), "{what}: a row of more than one line");
    assert_eq!(found.len(), expected.len(), "{what}");
    for (row, plain) in found.iter().zip(&expected) {
        assert_eq!(row.len(), plain.len(), "{what}");
        for (cell, plain) in row.iter().zip(plain) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{what}: {cell}");
            // Only what a person wrote may be something else.
            if plain.parse::<f64>().is_ok() || ["", "true", "false"].contains(&plain.as_str()) {
                assert_eq!(cell, plain, "{what}");
            }
        }
    }
}

/// The characters of Markdown in a line that are not escaped, in their order, and how the line begins.
fn skeleton(line: &str) -> String {
    let mut found = String::new();
    let first = line.split_whitespace().next().unwrap_or_default();
    let number = first.trim_start_matches(|c: char| c.is_ascii_digit());
    if ["-", "+", "*", ">", "---", "==="].contains(&first)
        || (number.len() < first.len() && [".", ")"].contains(&number))
    {
        found.push_str(first);
        found.push(' ');
    }
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => {
                characters.next();
            }
            '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '$' => found.push(c),
            _ => {}
        }
    }
    found
}

fn markdown(text: &str, plain: &str, what: &str) {
    nothing_steers(text, what);
    let (found, expected): (Vec<_>, Vec<_>) = (text.lines().collect(), plain.lines().collect());
    for (line, plain) in found.iter().zip(&expected) {
        assert_eq!(skeleton(line), skeleton(plain), "{what}:\n{line}\n{plain}");
        assert_eq!(line.trim().is_empty(), plain.trim().is_empty(), "{what}:\n{line}\n{plain}");
        let indented = |line: &str| line.starts_with("    ") || line.starts_with('\t');
        assert_eq!(indented(line), indented(plain), "{what}:\n{line}\n{plain}");
    }
    assert_eq!(found.len(), expected.len(), "{what}: another number of lines");
}

/// The parts of a zip file by name.
fn parts(bytes: &[u8], what: &str) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap_or_else(|error| panic!("{what}: {error}"));
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap_or_else(|error| panic!("{what}: {} {error}", part.name()));
            (part.name().to_owned(), text)
        })
        .collect()
}

/// The names of all tags of a well-formed XML text in their order; fails where it is not well-formed.
fn tags(xml: &str, what: &str) -> Vec<String> {
    let (mut open, mut all): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    let mut pieces = xml.split('<');
    let outside = |text: &str| {
        let wrong = text.chars().find(|c| {
            (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
        });
        assert_eq!(wrong, None, "{what}: {text}");
        for entity in text.split('&').skip(1) {
            let name = entity.split(';').next().unwrap_or_default();
            let known = ["amp", "lt", "gt", "quot", "apos"].contains(&name) || name.starts_with('#');
            assert!(known && entity.contains(';'), "{what}: &{entity}");
        }
    };
    outside(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("{what}: <{piece}"));
        outside(text);
        let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        if tag.starts_with('?') {
            continue;
        } else if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed.trim()), "{what}");
        } else {
            all.push(name.to_owned());
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "{what}");
    all
}

fn word(bytes: &[u8], plain: &[u8], what: &str) {
    docx_rs::read_docx(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let (found, expected) = (parts(bytes, what), parts(plain, what));
    let names = |parts: &[(String, String)]| parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found), names(&expected), "{what}");
    for ((name, xml), (_, plain)) in found.iter().zip(&expected) {
        let what = format!("{what}: {name}");
        assert_eq!(tags(xml, &what), tags(plain, &what), "{what}");
        let found = xml.chars().find(|c| steers(*c) && !matches!(c, '\n' | '\r' | '\t'));
        assert_eq!(found, None, "{what}");
    }
}

fn workbook(bytes: &[u8], plain: &[u8], what: &str) {
    let (found, expected) = (parts(bytes, what), parts(plain, what));
    let names = |parts: &[(String, String)]| parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found), names(&expected), "{what}");
    for ((name, xml), (_, plain)) in found.iter().zip(&expected) {
        let what = format!("{what}: {name}");
        let (found, expected) = (tags(xml, &what), tags(plain, &what));
        let active = |tags: &[String]| -> Vec<String> {
            let links = ["hyperlink", "Relationship", "oleObject", "legacyDrawing", "definedName"];
            tags.iter().filter(|tag| links.contains(&tag.as_str())).cloned().collect()
        };
        // The links of the workbook itself lead to its own sheets, and no text adds one.
        assert_eq!(active(&found), active(&expected), "{what}");
        assert!(!found.contains(&"f".to_owned()), "{what}: a formula");
    }
    let open = |bytes: &[u8]| {
        Xlsx::new(Cursor::new(bytes.to_vec())).unwrap_or_else(|error| panic!("{what}: {error}"))
    };
    let (mut book, mut plain) = (open(bytes), open(plain));
    assert_eq!(book.sheet_names(), plain.sheet_names(), "{what}");
    for name in book.sheet_names() {
        let what = format!("{what}: {name}");
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{what}: a formula");
        let (cells, expected) = (book.worksheet_range(&name).unwrap(), plain.worksheet_range(&name).unwrap());
        assert_eq!((cells.start(), cells.end()), (expected.start(), expected.end()), "{what}");
        for (cell, plain) in cells.rows().flatten().zip(expected.rows().flatten()) {
            assert_eq!(kind(cell), kind(plain), "{what}: {cell} {plain}");
            if let Data::String(text) = cell {
                let found = text.chars().find(|c| steers(*c) && !matches!(c, '\n' | '\t'));
                assert_eq!(found, None, "{what}: {text}");
            }
        }
    }
}

fn kind(cell: &Data) -> &'static str {
    match cell {
        Data::String(_) => "text",
        Data::Empty => "empty",
        Data::Error(_) => "error",
        Data::Bool(_) => "bool",
        _ => "number",
    }
}
