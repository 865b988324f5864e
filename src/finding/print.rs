//! Findings as people read them. Long: the file, the line itself, what is wrong and what to do. Short: one line each.

use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title};
use textwrap::{Options, WordSplitter};

use super::{Finding, Findings, Severity, SourceText, char_start};
use crate::limits::{FINDINGS, SHOWN_LINE, SHOWN_NAME};

/// The width the lines are cut to; a longer line is shown around the place.
const WIDTH: usize = 80;

/// What is left of [`WIDTH`] for words behind "fout[A003]: " and behind "= tip: " with the line numbers before it.
const WORDS: usize = 66;

/// All findings in long form, ready for the terminal; `colour` for ANSI colours.
pub fn long(findings: &Findings, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut out = String::new();
    for finding in &findings.0 {
        out.push_str(&renderer.render(&[group(finding)]));
        out.push_str("\n\n");
    }
    out
}

/// All findings in short form, `bestand:regel:kolom: fout[A003]: niveau 7 bestaat niet`, one line each whatever is in
/// the name of the file or in the text.
pub fn short(findings: &Findings) -> String {
    findings.0.iter().map(short_line).collect()
}

fn short_line(finding: &Finding) -> String {
    let place = finding.place().map_or(String::new(), |[(line, column), _]| format!("{line}:{column}:"));
    format!(
        "{}:{place} {}[{}]: {}\n",
        visible(&shown_name(&finding.file)),
        finding.severity.as_str(),
        finding.code,
        visible(&finding.text)
    )
}

/// One line that says how many mistakes there are: "2 fouten in meting.toml. Er is niets gewijzigd."
pub fn closing_line(findings: &Findings) -> String {
    let errors: Vec<&Finding> = findings.0.iter().filter(|f| f.severity == Severity::Error).collect();
    let count = match errors.len() {
        1 => "1 fout".to_owned(),
        n if n >= FINDINGS => format!("minstens {n} fouten"),
        n => format!("{n} fouten"),
    };
    let mut files: Vec<String> = errors.iter().map(|finding| visible(&finding.file)).collect();
    files.dedup();
    match files.as_slice() {
        [] => String::new(),
        [file] => format!("{count} in {file}. Er is niets gewijzigd."),
        files => format!("{count} in {} bestanden. Er is niets gewijzigd.", files.len()),
    }
}

/// The text with every character made visible that controls something or shows nothing, so that text from a file never
/// steers the terminal, turns the words around it or begins a line of its own.
pub fn visible(text: &str) -> String {
    text.chars().map(visible_char).collect()
}

/// A path as it stands in a message: on one line, whatever is in the names of its folders.
pub fn visible_path(path: &Path) -> String {
    visible(&path.display().to_string())
}

/// The character itself, or what is shown instead of it.
pub fn visible_char(c: char) -> char {
    match c {
        ' '..='~' => c,
        '\u{7f}' => '\u{2421}',
        c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        // Ends of lines and paragraphs, marks that turn the direction of reading around, and what has no width.
        '\u{2028}' | '\u{2029}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => '\u{fffd}',
        '\u{2060}'..='\u{206f}' | '\u{180e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => '\u{fffd}',
        // Language tags, which show nothing and can hide a whole text; and what is no character at all.
        '\u{e0000}'..='\u{e007f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// A text on one line, for places where a line end in it would forge a line.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name of a file as a message repeats it: whole, unless it is absurdly long.
fn shown_name(name: &str) -> String {
    match name.char_indices().nth(SHOWN_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// Control characters replaced by as many bytes, so that places in the text stay the same.
fn same_length_visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c.to_string(),
            c if visible_char(c) != c => "?".repeat(c.len_utf8()),
            c => c.to_string(),
        })
        .collect()
}

/// The text made visible and folded, so that it fits behind what is printed before it.
fn folded(text: &str) -> String {
    let options = Options::new(WORDS).word_splitter(WordSplitter::NoHyphenation).break_words(false);
    textwrap::wrap(&visible(text), options).join("\n")
}

fn group(finding: &Finding) -> Group<'static> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let level = level.with_name(finding.severity.as_str());
    let title = level.primary_title(folded(&finding.text)).id(finding.code.as_str());
    let mut group = match (&finding.source, &finding.span) {
        (Some(source), Some(span)) => at_place(title, source, span, &finding.label),
        _ => title.element(Origin::path(visible(&finding.file))),
    };
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.with_name("tip").message(folded(hint)));
    }
    group
}

/// The line of the text with the place marked; a place of many lines, such as a whole table, by its first line.
fn at_place(title: Title<'static>, source: &SourceText, span: &Range<usize>, label: &str) -> Group<'static> {
    let (line, column) = source.line_and_column(span.start);
    let start = char_start(&source.text, span.start);
    let line_start = source.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = source.text[start..].find('\n').map_or(source.text.len(), |newline| start + newline);
    let end = char_start(&source.text, span.end.clamp(start, line_end));
    if line_end - line_start > SHOWN_LINE {
        return title.element(Origin::path(visible(&source.name)).line(line).char_column(column));
    }
    let mut annotation = AnnotationKind::Primary.span(start - line_start..end - line_start);
    if !label.is_empty() {
        annotation = annotation.label(visible(label));
    }
    let text = same_length_visible(&source.text[line_start..line_end]);
    title.element(Snippet::source(text).line_start(line).path(visible(&source.name)).annotation(annotation))
}
