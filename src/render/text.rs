//! What people read in the terminal: 80 columns, plain in a pipe, and no text from a file that steers the terminal.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use textwrap::{Options, WordSplitter};

use crate::analysis::Analysis;
use crate::catalogue::Catalogue;
use crate::finding::print::visible;
use crate::problem::Problem;

mod check;
mod comparison;
pub mod import;
mod norms;
mod paragraph;
mod roles;
mod status;
mod trend;
mod verify;
pub mod versions;

pub use check::{check, demands};
pub use comparison::comparison;
pub use norms::{catalogue_list, checked, norm_in_full};
pub use paragraph::paragraph;
pub use roles::{mail, mails};
pub use status::status;
pub use trend::trend;
pub use verify::to_verify;

/// The width everything fits in.
pub const WIDTH: usize = 80;

/// A text wrapped at [`WIDTH`], its first line after `first` and the others after `rest`, ending in a line end.
/// Line ends in the text stay. A word that is too long is broken, unless it is an address; a command on a line of its own
/// is not wrapped at all: both must stay usable.
pub fn wrapped(first: &str, rest: &str, text: &str) -> String {
    wrapped_at(WIDTH, first, rest, text)
}

/// [`wrapped`] at another width.
fn wrapped_at(width: usize, first: &str, rest: &str, text: &str) -> String {
    let mut out = String::new();
    let (first, rest) = (visible(first), visible(rest));
    let several = text.lines().nth(1).is_some();
    for (index, line) in text.lines().enumerate() {
        let width = if several && line.starts_with("ibp-peil ") { usize::MAX } else { width };
        let options = Options::new(width)
            .initial_indent(if index == 0 { &first } else { &rest })
            .subsequent_indent(&rest)
            .word_splitter(WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .break_words(!line.contains("://"));
        for line in textwrap::wrap(&visible(line), options) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// A problem as people read it: what is wrong, what to do, and how the command is typed.
pub fn problem(problem: &Problem, colour: bool) -> String {
    // Coloured once it is wrapped: colours are no text, and take no room.
    let paint = |word: &str, code: &str, rest: &str, text: &str| {
        let lines = wrapped(&format!("{word}: "), rest, text);
        if colour { lines.replacen(word, &format!("\u{1b}[{code}m{word}\u{1b}[0m"), 1) } else { lines }
    };
    let mut out = paint("fout", "1;31", "      ", &problem.text);
    if let Some(hint) = &problem.hint {
        out.push_str(&paint("tip", "1;36", "     ", hint));
    }
    if let Some(usage) = &problem.usage {
        out.push_str(&format!("\n{}", wrapped("Gebruik: ", "         ", usage)));
    }
    out
}

/// A problem on one line, as programs that read `bestand:regel:kolom: fout[…]: …` expect it.
pub fn short_problem(problem: &Problem) -> String {
    format!("ibp-peil: fout: {}\n", visible(&problem.text))
}

/// A paragraph of running text.
pub fn running(text: &str) -> String {
    wrapped("", "", text)
}

/// A heading with a line under it.
pub fn heading(text: &str) -> String {
    let lines = running(text);
    let width = lines.lines().map(textwrap::core::display_width).max().unwrap_or(0);
    format!("{lines}{}\n", "─".repeat(width))
}

/// A table with a line under its header and nothing else, so that it reads the same everywhere. `numbers` are the
/// columns that are aligned to the right.
pub(crate) fn table(header: &[&str], rows: Vec<Vec<String>>, numbers: &[usize]) -> String {
    let mut table = Table::new();
    table
        .load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH as u16)
        .set_header(header.to_vec());
    for row in rows {
        table.add_row(row.iter().map(|cell| visible_lines(cell)).collect::<Vec<_>>());
    }
    for column in 0..header.len() {
        if let Some(found) = table.column_mut(column) {
            found.set_padding((0, if column + 1 == header.len() { 0 } else { 1 }));
            if numbers.contains(&column) {
                found.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    table.trim_fmt() + "\n"
}

fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// Name and edition of the catalogue, and where it came from if it is not the one inside the program.
fn catalogue_line(catalogue: &Catalogue) -> String {
    running(&catalogue.title())
}

/// A norm as it is named in a list: its id and its title with the mark.
fn named(analysis: &Analysis<'_>, index: usize) -> String {
    let norm = analysis.norm(index);
    format!("{} {}", norm.id, norm.marked_title())
}
