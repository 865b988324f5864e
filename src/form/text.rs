//! A text as it stands in a cell of a table in a text file, and back. Nothing in it is taken for a formula, nothing in it
//! steers, and nothing of it is lost.

use std::borrow::Cow;

use crate::finding::print::visible_char;

/// The characters at the beginning of a text that could make it a formula; it gets a `'` in front, and so does what
/// begins with a `'`.
const MARKED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// What stands before the number of a character that cannot be seen, as in `\u{202E}`.
const ESCAPE: &str = "\\u{";

/// A text with a `'` in front where a spreadsheet could take it for a formula.
pub fn marked(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.starts_with(MARKED) { Cow::Owned(format!("'{text}")) } else { text }
}

/// The text without the mark that keeps it from being a formula.
fn unmarked(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(MARKED)).unwrap_or(text)
}

/// The text as a cell: marked, and with the numbers of the characters that cannot be seen instead of those characters.
pub fn to_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        if is_hidden(c) || (c == '\\' && text[start..].starts_with(ESCAPE)) {
            out.push_str(&format!("{ESCAPE}{:X}}}", c as u32));
        } else {
            out.push(c);
        }
    }
    marked(out.into()).into_owned()
}

/// The text that stands in a cell; the opposite of [`to_cell`].
pub fn from_cell(cell: &str) -> String {
    let mut rest = unmarked(cell);
    let mut out = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once(ESCAPE) {
        out.push_str(before);
        match hidden_in(after) {
            Some((c, left)) => {
                out.push(c);
                rest = left;
            }
            None => {
                out.push_str(ESCAPE);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character whose number stands here, and what follows it.
fn hidden_in(after: &str) -> Option<(char, &str)> {
    let (number, left) = after.split_once('}')?;
    let c = char::from_u32(u32::from_str_radix(number, 16).ok()?)?;
    (c == '\\' || is_hidden(c)).then_some((c, left))
}

/// True for what shows nothing or steers, and for a tab, which some spreadsheets throw away; an end of a line is part of
/// a text.
fn is_hidden(c: char) -> bool {
    c != '\n' && visible_char(c) != c
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_a_mark_of_ours_is_taken_off() {
        for (cell, text) in [
            ("'=1+1", "=1+1"),
            ("''s-Gravenhage", "'s-Gravenhage"),
            ("'s-Gravenhage", "'s-Gravenhage"),
            ("'", "'"),
            ("-", "-"),
        ] {
            assert_eq!(from_cell(cell), text);
        }
    }

    #[test]
    fn a_character_that_cannot_be_seen_stands_there_as_its_number() {
        for (text, cell) in [
            ("links\u{202e}rechts", "links\\u{202E}rechts"),
            ("\u{feff}begin", "\\u{FEFF}begin"),
            ("\t=1+1", "\\u{9}=1+1"),
            ("zo typ je \\u{202E}", "zo typ je \\u{5C}u{202E}"),
            ("C:\\uit\\{map}", "C:\\uit\\{map}"),
        ] {
            assert_eq!(to_cell(text), cell);
            assert_eq!(from_cell(cell), text);
        }
        // What a person typed and is no number of a hidden character stays as it is.
        for text in ["\\u{41}", "\\u{zz}", "\\u{110000}", "\\u{", "\\u{A}"] {
            assert_eq!(from_cell(text), text);
        }
    }

    proptest! {
        #[test]
        fn a_text_is_itself_again(text in r"([\\u{}0-9A-F'=+@\t -]|\PC|[\u{200b}-\u{202e}\n]){0,40}") {
            let cell = to_cell(&text);
            prop_assert!(!cell.chars().any(is_hidden));
            prop_assert_eq!(from_cell(&cell), text);
        }
    }
}
