//! Findings as people read them: the file, the line itself, what is wrong and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use textwrap::{Options, WordSplitter};

use super::{Finding, Findings, Severity};

/// The width everything fits in.
const WIDTH: usize = 80;

/// What is left of [`WIDTH`] for words behind "fout[A003]: " and behind "= tip: " with the line numbers before it.
const WORDS: usize = 66;

/// All findings in long form, ready for the terminal; `colour` for ANSI colours.
pub fn long(findings: &Findings, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH);
    let mut out = String::new();
    for finding in &findings.0 {
        out.push_str(&renderer.render(&[group(finding)]));
        out.push_str("\n\n");
    }
    out
}

/// One line that says how many mistakes there are: "2 fouten in meting.toml. Er is niets gewijzigd."
pub fn closing_line(findings: &Findings) -> String {
    let errors: Vec<&Finding> = findings.0.iter().filter(|f| f.severity == Severity::Error).collect();
    let count = match errors.len() {
        1 => "1 fout".to_owned(),
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

/// The text with every control character made visible, so that text from a file never steers the terminal.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {
                '\u{fffd}'
            }
            '\u{7f}' => '\u{2421}',
            c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Control characters replaced by as many bytes, so that places in the text stay the same.
fn same_length_visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c.to_string(),
            c if c.is_control() || visible(&c.to_string()) != c.to_string() => "?".repeat(c.len_utf8()),
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
        Severity::Error => Level::ERROR.with_name("fout"),
        Severity::Warning => Level::WARNING.with_name("let op"),
    };
    let title = level.primary_title(folded(&finding.text)).id(finding.code.as_str());
    let mut group = match (&finding.source, &finding.span) {
        (Some(source), Some(span)) => {
            let text = same_length_visible(&source.text);
            let start = floor(&text, span.start);
            let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
            // A place of many lines, such as a whole table, is shown by its first line.
            let end = floor(&text, span.end.clamp(start, line_end));
            let mut annotation = AnnotationKind::Primary.span(start..end);
            if !finding.label.is_empty() {
                annotation = annotation.label(visible(&finding.label));
            }
            title.element(Snippet::source(text).path(visible(&source.name)).annotation(annotation))
        }
        _ => title.element(annotate_snippets::Origin::path(visible(&finding.file))),
    };
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.with_name("tip").message(folded(hint)));
    }
    group
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
