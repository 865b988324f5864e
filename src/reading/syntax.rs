//! Lines that are no TOML: what is wrong with them in Dutch, and how to read on after them.
//!
//! The parser speaks English, and one forgotten `]` makes it misread every line below. So each broken line is
//! reported once, blanked out, and the rest is read again; places stay the same because blanks keep the length.

use std::ops::Range;

use toml::de::{DeTable, Error};

use super::Sink;
use crate::finding::{Code, char_start};

/// How often the text is read again; each time at least one unclosed list or table is out of the way. What is
/// broken below the last one is reported the next time the person runs the command.
const MAX_PASSES: usize = 12;

/// One broken piece of text.
#[derive(Debug, PartialEq, Eq)]
struct Mistake {
    code: Code,
    span: Range<usize>,
    text: &'static str,
    label: &'static str,
    hint: &'static str,
    /// What has to be left out to read the rest.
    unreadable: Range<usize>,
    /// True where the parser cannot have understood what follows.
    misleads: bool,
}

/// The text with everything unreadable blanked out; each broken piece goes to the sink once.
pub(super) fn readable(original: &str, errors: Vec<Error>, sink: &Sink) -> String {
    let mut errors = in_order(original, &errors);
    let mut text = original.to_owned();
    let mut left_out = String::new();
    for _ in 0..MAX_PASSES {
        let mut done = None;
        for (span, message) in &errors {
            if done.is_some_and(|done| span.start <= done) {
                continue;
            }
            let mistake = explain(&text, span.clone(), message);
            done = Some(mistake.unreadable.end.max(span.end));
            left_out.push_str(&text[mistake.unreadable.clone()]);
            text.replace_range(mistake.unreadable.clone(), &blank(&text[mistake.unreadable.clone()]));
            let misleads = mistake.misleads;
            report(mistake, sink);
            if misleads {
                break;
            }
        }
        errors = parser_errors(&text);
        if errors.is_empty() {
            break;
        }
    }
    while let Some((span, _)) = errors.first() {
        // Too much is wrong to tell it all at once: what is above has been told, the rest is not read.
        let rest = line_start(&text, span.start)..text.len();
        left_out.push_str(&text[rest.clone()]);
        let before =
            if rest.is_empty() || blank(&text[rest.clone()]) == text[rest.clone()] { 0 } else { rest.start };
        text.replace_range(before.., &blank(&text[before..]));
        errors = parser_errors(&text);
    }
    sink.leave_out(left_out);
    text
}

fn parser_errors(text: &str) -> Vec<(Range<usize>, String)> {
    in_order(text, &DeTable::parse_recoverable(text).1)
}

/// Place and message of every error, from top to bottom.
fn in_order(text: &str, errors: &[Error]) -> Vec<(Range<usize>, String)> {
    let mut errors: Vec<_> = errors
        .iter()
        // Only a key of far too many parts has no place; it is the longest row of dots.
        .map(|error| {
            let span = error.span().unwrap_or_else(|| most_dots(text));
            (char_start(text, span.start)..char_start(text, span.end), error.message().to_owned())
        })
        .collect();
    errors.sort_by_key(|(span, _)| span.start);
    errors
}

fn most_dots(text: &str) -> Range<usize> {
    let line = text.lines().max_by_key(|line| line.matches('.').count()).unwrap_or_default();
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    start..start + line.len()
}

fn report(mistake: Mistake, sink: &Sink) {
    let mut finding = sink.error(mistake.code, mistake.span, mistake.text).label(mistake.label);
    if !mistake.hint.is_empty() {
        finding = finding.hint(mistake.hint);
    }
    sink.push(finding);
}

/// As long as the text and with the same lines, and nothing on them.
fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..char_start(text, offset)].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, offset: usize) -> usize {
    let offset = char_start(text, offset);
    text[offset..].find('\n').map_or(text.len(), |newline| offset + newline)
}

/// True for a line that begins a table or a key, whatever the line above it left open.
fn begins_statement(line: &str) -> bool {
    is_header(line) || key_of(line).is_some()
}

fn is_header(line: &str) -> bool {
    let line = line.trim_start();
    let name = line.trim_start_matches('[');
    name.len() < line.len()
        && name.starts_with(|c: char| c.is_alphanumeric() || c == '"')
        && !line.ends_with(',')
}

/// The text before the first `=`, where it can be a key.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let quotes = key.matches('"').count();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"' | '\'' | ' ' | '\t');
    (quotes % 2 == 0 && !key.trim().is_empty() && key.chars().all(fits)).then_some(key.trim())
}

/// Where the key or table begins that the byte at `offset` belongs to.
fn statement_start(text: &str, offset: usize) -> usize {
    let mut start = line_start(text, offset);
    while start > 0 && !begins_statement(&text[start..line_end(text, start)]) {
        start = line_start(text, start - 1);
    }
    start
}

/// Where the statement begins that goes on on this line, or else the line itself.
fn continued_statement(text: &str, line: usize) -> usize {
    let Some(above) = line.checked_sub(1) else { return line };
    let start = statement_start(text, above);
    let between = &text[start..line];
    let in_quotes = ["\"\"\"", "'''"].iter().any(|quotes| between.matches(quotes).count() % 2 == 1);
    if in_quotes || left_open(between).is_some() { start } else { line }
}

/// Where the lines end that belong to the one at `offset`: before the next line of which `begins` holds.
fn end_before(text: &str, offset: usize, begins: fn(&str) -> bool) -> usize {
    let mut end = line_end(text, offset);
    while end < text.len() {
        let next = line_end(text, end + 1);
        if begins(&text[end + 1..next]) {
            return end;
        }
        end = next;
    }
    end
}

/// The first `[` or `{` that a statement opens and never closes.
fn left_open(statement: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut escaped = false;
    let mut comment = false;
    for (offset, c) in statement.char_indices() {
        match (quote, c) {
            (_, '\n') => (quote, comment, escaped) = (None, false, false),
            _ if comment || std::mem::take(&mut escaped) => {}
            (Some('"'), '\\') => escaped = true,
            (Some(opened), c) if c == opened => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => comment = true,
            (None, '[' | '{') => open.push((offset, c)),
            (None, ']' | '}') => {
                // A ] does not close a {.
                open.pop_if(|(_, opened)| (*opened == '[') == (c == ']'));
            }
            _ => {}
        }
    }
    open.first().map(|(offset, _)| *offset)
}

/// What one error of the parser means.
fn explain(text: &str, span: Range<usize>, message: &str) -> Mistake {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let line = line_start(text, span.start)..line_end(text, span.start);
    unclosed_quotes(text, &span, what, expected)
        .or_else(|| unclosed_bracket(text, &line, what))
        .unwrap_or_else(|| in_line(text, span, line, what, expected))
}

/// A text between three quotes that never ends: the parser only notices at the end of the file.
fn unclosed_quotes(text: &str, span: &Range<usize>, what: &str, expected: &str) -> Option<Mistake> {
    let quotes = match what {
        "invalid multi-line basic string" if expected == "`\"`" => "\"\"\"",
        "invalid multi-line literal string" if expected == "`'`" || expected == "\"'\"" => "'''",
        _ => return None,
    };
    let open = text[..span.end].rfind(quotes)?;
    let start = line_start(text, open);
    Some(Mistake {
        code: Code::Syntax,
        span: open..open + quotes.len(),
        text: "deze tekst wordt nergens afgesloten",
        label: "begint hier",
        hint: "sluit de tekst af met dezelfde drie aanhalingstekens als waarmee hij begint",
        unreadable: start..end_before(text, start, begins_statement),
        misleads: true,
    })
}

/// A list or inline table that the statement before this line leaves open: the parser stumbles over this line,
/// but the mistake is above it.
fn unclosed_bracket(text: &str, line: &Range<usize>, what: &str) -> Option<Mistake> {
    let at_end = what == "unclosed array" || what == "unclosed inline table";
    let end = if at_end {
        text.len()
    } else if begins_statement(&text[line.clone()]) {
        line.start
    } else {
        return None;
    };
    let start = statement_start(text, end.checked_sub(1)?);
    if is_header(&text[start..line_end(text, start)]) {
        return None;
    }
    let open = start + left_open(&text[start..end])?;
    let list = text[open..].starts_with('[');
    Some(Mistake {
        code: Code::Syntax,
        span: open..open + 1,
        text: if list {
            "deze lijst wordt nergens afgesloten"
        } else {
            "deze tabel wordt nergens afgesloten"
        },
        label: if list { "de ] ontbreekt" } else { "de } ontbreekt" },
        hint: if list {
            "zet een ] achter het laatste onderdeel van de lijst"
        } else {
            "zet een } achter het laatste onderdeel van de tabel"
        },
        unreadable: start..end,
        misleads: true,
    })
}

/// A mistake that is on the line where the parser found it.
fn in_line(text: &str, span: Range<usize>, line: Range<usize>, what: &str, expected: &str) -> Mistake {
    let content = &text[line.clone()];
    let statement =
        if begins_statement(content) { line.start } else { continued_statement(text, line.start) };
    let header = is_header(content) || content.trim_end().ends_with(']') && !content.contains('=');
    let Meaning(code, words, label, hint) = meaning(content, span.start - line.start, what, expected);
    let unreadable = if header {
        // What stands below a broken heading belongs to no table any more.
        line.start..end_before(text, line.start, is_header)
    } else {
        statement..end_before(text, line.start, begins_statement)
    };
    let misleads = header || left_open(&text[statement..line.end]).is_some();
    Mistake { code, span, text: words, label, hint, unreadable, misleads }
}

/// Code, what is wrong, the words under the place, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Meaning(Code, &'static str, &'static str, &'static str);

const fn syntax(text: &'static str, hint: &'static str) -> Meaning {
    Meaning(Code::Syntax, text, "", hint)
}

const DATE: Meaning = Meaning(
    Code::WrongDate,
    "deze datum bestaat niet",
    "",
    "schrijf een datum als 2026-11-21: jaar, maand, dag, zonder aanhalingstekens",
);
const DOUBLE: Meaning = Meaning(
    Code::DoubleKey,
    "deze sleutel of tabel staat er twee keer",
    "staat hierboven ook",
    "haal een van de twee weg, of voeg ze samen",
);
const EXTENDED: Meaning = Meaning(
    Code::DoubleKey,
    "deze sleutel is hierboven al op een andere manier gevuld",
    "",
    "zet alles wat bij deze sleutel hoort bij elkaar, onder één kop",
);
const NO_VALUE: Meaning =
    syntax("er staat geen waarde achter deze sleutel", "schrijf: sleutel = waarde; of haal de regel weg");
const NO_KEY: Meaning = syntax("hier ontbreekt de naam van een sleutel", "schrijf: sleutel = waarde");
const COLON: Meaning =
    syntax("achter een sleutel staat een =-teken, geen dubbele punt", "schrijf: sleutel = waarde");
const SPACE: Meaning = syntax(
    "in de naam van een sleutel staat geen spatie",
    "gebruik een streepje: beoordeeld-op = 2026-11-21",
);
const KEY: Meaning = syntax(
    "de naam van deze sleutel klopt niet",
    "een sleutel bestaat uit letters zonder accenten, cijfers en streepjes; zet een normnummer tussen aanhalingstekens: \"GO.01\"",
);
const HEADING: Meaning =
    syntax("de kop van deze tabel klopt niet", "een kop staat tussen [ en ]: [antwoorden.\"GO.01\"]");
const DOUBLE_HEADING: Meaning =
    syntax("de kop van deze tabel klopt niet", "een kop die begint met [[ eindigt met ]]");
const AFTER_HEADING: Meaning =
    syntax("achter de kop van deze tabel staat nog iets", "zet wat bij deze tabel hoort op een nieuwe regel");
const AFTER_VALUE: Meaning = syntax(
    "achter de waarde staat nog iets",
    "achter een waarde mag alleen een # met een opmerking staan; meer dan één tekst zet je in een lijst: [\"a\", \"b\"]",
);
const UNQUOTED: Meaning = syntax(
    "een tekst moet tussen aanhalingstekens staan",
    "schrijf bijvoorbeeld naam = \"Voorbeeld\"; een getal of datum staat er juist niet tussen",
);
const CURLY: Meaning = syntax(
    "deze aanhalingstekens kan het programma niet lezen",
    "gebruik rechte aanhalingstekens: \"zoals deze\"",
);
const UNCLOSED_TEXT: Meaning = Meaning(
    Code::Syntax,
    "deze tekst wordt niet afgesloten",
    "hier ontbreekt een aanhalingsteken",
    "een tekst van meer regels staat tussen drie aanhalingstekens: \"\"\" … \"\"\"",
);
const CONTROL: Meaning = syntax(
    "hier staat een teken dat niet mag (een stuurteken)",
    "haal het onzichtbare teken weg, of typ de regel over",
);
const ESCAPE: Meaning = syntax(
    "na een \\ kan dit teken niet staan",
    "schrijf een \\ dubbel (\\\\), of zet de tekst tussen enkele aanhalingstekens: 'C:\\map'",
);
const BOOLEAN: Meaning =
    syntax("dit moet true of false zijn", "schrijf true (waar) of false (niet waar), in kleine letters");
const NUMBER: Meaning =
    syntax("dit getal klopt niet", "schrijf een heel getal als 2, zonder nullen of tekens ervoor");
const EQUALS: Meaning = syntax("er staat een =-teken te veel", "schrijf: sleutel = waarde");
const COMMA: Meaning =
    syntax("er ontbreekt een komma in deze lijst", "zet een komma tussen twee onderdelen: [\"a\", \"b\"]");
const COMMAS: Meaning = syntax("er staat een komma te veel", "haal de komma weg");
const LIST: Meaning =
    syntax("deze lijst is niet goed geopend of gesloten", "een lijst staat tussen [ en ]: [\"a\", \"b\"]");
const INLINE: Meaning =
    syntax("deze tabel tussen accolades klopt niet", "schrijf: { niveau = 3, toelichting = \"…\" }");
const DEPTH: Meaning = syntax(
    "er zitten te veel lijsten of tabellen in elkaar",
    "schrijf het korter op; een antwoord heeft één kop met daaronder gewone regels",
);
const UNREADABLE: Meaning = syntax(
    "deze regel is niet te lezen",
    "elke regel is een kop [zoals.deze], een sleutel = waarde, of begint met #",
);

/// What is wrong on this line; `at` is where in it, `what` what the parser says before ", expected".
fn meaning(line: &str, at: usize, what: &str, expected: &str) -> Meaning {
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let on_value = line.find('=').is_some_and(|equals| at > equals);
    let rest = line[at..].trim_start();
    let curly = |text: &str| text.starts_with(['“', '”', '„', '‘', '’', '«', '»']);
    let heading = line.trim_start().starts_with('[');
    let unclosed = |quote: char| line[..at].contains(quote) && expected == format!("`{quote}`");
    match what {
        _ if curly(rest) || on_value && curly(value) => CURLY,
        TEXT | TRAILING | "invalid datetime" | "missing value" if on_value && no_value_in(value) => NO_VALUE,
        "key with no value" | "invalid unquoted key" if rest.starts_with(':') => COLON,
        "key with no value" if line.contains('=') => SPACE,
        "key with no value" if line.trim_end().ends_with(']') => HEADING,
        TEXT if NUMBER_WORDS.contains(&value) => NUMBER,
        "invalid boolean" if !["true", "false"].contains(&value.to_lowercase().as_str()) => UNQUOTED,
        "unquoted keys cannot be empty" if heading => HEADING,
        "invalid basic string" if unclosed('"') => UNCLOSED_TEXT,
        "invalid literal string" if unclosed('\'') => UNCLOSED_TEXT,
        "invalid basic string" | "invalid literal string" if expected.len() == 3 => INLINE,
        TRAILING if heading => AFTER_HEADING,
        _ if on_value && looks_like_date(value) && !what.contains("key") => DATE,
        TRAILING if looks_like_date(value) => DATE,
        _ => plain_meaning(what),
    }
}

const TEXT: &str = "string values must be quoted";
const TRAILING: &str = "unexpected key or value";

/// Everything the parser can say.
fn plain_meaning(what: &str) -> Meaning {
    match what {
        "duplicate key" => DOUBLE,
        _ if what.starts_with("cannot extend value") => EXTENDED,
        TEXT | "missing opening quote" => UNQUOTED,
        "invalid boolean" => BOOLEAN,
        "key with no value" | "missing value" | "missing value for key" => NO_VALUE,
        "unquoted keys cannot be empty"
        | "invalid key-value pair"
        | "missing key for inline table element" => NO_KEY,
        "invalid unquoted key"
        | "invalid key"
        | "keys cannot be multi-line literal strings"
        | "keys cannot be multi-line basic strings" => KEY,
        "invalid table" | "unclosed table" | "missing table open" => HEADING,
        "unclosed array table" => DOUBLE_HEADING,
        TRAILING => AFTER_VALUE,
        "extra `=`" | "unexpected `=` in array" | "extra assignment between key-value pairs" => EQUALS,
        "missing comma between array elements" => COMMA,
        "extra comma in array" | "extra comma in inline table" => COMMAS,
        "missing array opening" | "unclosed array" => LIST,
        "missing inline table opening"
        | "unclosed inline table"
        | "invalid inline table element"
        | "missing assignment between key-value pairs"
        | "missing comma between key-value pairs" => INLINE,
        "invalid string"
        | "missing comment start"
        | "invalid literal string"
        | "invalid multi-line literal string"
        | "invalid basic string"
        | "invalid multi-line basic string"
        | "carriage return must be followed by newline"
        | "invalid comment character"
        | "unexpected content between comment and newline" => CONTROL,
        "missing escaped value" | "too few unicode value digits" | "invalid value" => ESCAPE,
        "invalid datetime" | "invalid date" | "invalid time" | "invalid offset" | "invalid date-time" => DATE,
        "invalid float"
        | "invalid mantissa"
        | "invalid fraction"
        | "invalid exponent"
        | "invalid integer number"
        | "invalid hexadecimal number"
        | "invalid octal number"
        | "invalid binary number"
        | "unexpected leading zero"
        | "unexpected sign"
        | "redundant numeric sign"
        | "redundant integer number prefix"
        | "integers with a radix cannot be signed"
        | "radix must be lowercase"
        | "`_` may only go between digits" => NUMBER,
        "cannot recurse further; max recursion depth met" | "recursion limit" => DEPTH,
        _ => UNREADABLE,
    }
}

const NUMBER_WORDS: [&str; 8] = ["nul", "een", "één", "twee", "drie", "vier", "vijf", "zes"];

fn no_value_in(value: &str) -> bool {
    value.is_empty() || value.starts_with('#')
}

/// True for what people write when they mean a date: 21-11-2026, 2026/11/21, 21 november 2026.
fn looks_like_date(value: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let value = value.split('#').next().unwrap_or_default().trim().to_lowercase();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let parts = value.split(['-', '/']).count();
    value.starts_with(|c: char| c.is_ascii_digit())
        && digits >= 4
        && (parts == 3 || parts == 2 && digits >= 6 || MONTHS.iter().any(|month| value.contains(month)))
}
