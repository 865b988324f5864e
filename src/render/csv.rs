//! Tables for programs: comma, decimal point, days as `JJJJ-MM-DD`, `true` and `false`, UTF-8 without byte order mark,
//! quotes and line ends as in RFC 4180. An empty cell is a figure that does not exist.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use crate::finding::print::{on_one_line, visible, visible_char};
use crate::form::text::marked;

mod form;
mod overview;

pub use form::form;
pub use overview::{boards, key, norms};

/// A table that goes out row by row.
struct Table<'a> {
    out: Writer<&'a mut dyn Write>,
}

impl<'a> Table<'a> {
    fn new(out: &'a mut dyn Write) -> Self {
        Self { out: WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out) }
    }

    /// A cell that is no text of a person: a number, a word of ours, a day.
    fn cell(&mut self, cell: impl AsRef<[u8]>) -> io::Result<()> {
        self.out.write_field(cell).map_err(of_the_stream)
    }

    /// A text from a file or a catalogue.
    fn text(&mut self, text: &str) -> io::Result<()> {
        self.cell(guarded(text).as_bytes())
    }

    /// A number, or nothing.
    fn number(&mut self, number: Option<impl Into<u32>>) -> io::Result<()> {
        match number {
            // Ten digits hold the largest.
            Some(number) => self.digits(number.into()),
            None => self.cell(""),
        }
    }

    fn digits(&mut self, mut number: u32) -> io::Result<()> {
        let mut digits = [0; 10];
        let mut start = digits.len();
        loop {
            start -= 1;
            // Smaller than ten.
            digits[start] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                return self.cell(&digits[start..]);
            }
        }
    }

    fn truth(&mut self, truth: bool) -> io::Result<()> {
        self.cell(if truth { "true" } else { "false" })
    }

    fn end_of_row(&mut self) -> io::Result<()> {
        self.out.write_record(None::<&[u8]>).map_err(of_the_stream)
    }

    fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The mistake of the stream itself, so that a closed pipe is known as one.
fn of_the_stream(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A text on one line, that a spreadsheet takes for a text: what could begin a formula gets a `'` in front, and so does
/// what begins with a `'`, so that it can be taken off again.
fn guarded(text: &str) -> Cow<'_, str> {
    let is_plain = text.chars().all(|c| visible_char(c) == c) && !text.contains("  ") && text.trim() == text;
    let text = if is_plain { Cow::Borrowed(text) } else { Cow::Owned(visible(&on_one_line(text))) };
    marked(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_take_for_a_formula_gets_a_mark() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("\t=1+1", "'=1+1"),
            ("-", "'-"),
            ("@noot", "'@noot"),
            ("'s-Gravenhage", "''s-Gravenhage"),
            ("Waterland", "Waterland"),
            ("regel een\r\nregel twee", "regel een regel twee"),
            ("\u{1b}[31mrood", "␛[31mrood"),
        ] {
            assert_eq!(guarded(text), cell);
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must_be_and_numbers_are_digits() {
        let mut out = Vec::new();
        let mut table = Table::new(&mut out);
        table.text("Waterland, \"Noord\"").unwrap();
        table.number(Some(0_u32)).unwrap();
        table.number(Some(u32::MAX)).unwrap();
        table.number(None::<u32>).unwrap();
        table.truth(true).unwrap();
        table.end_of_row().unwrap();
        table.finish().unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"Waterland, \"\"Noord\"\"\",0,4294967295,,true\r\n");
    }
}
