//! What was found in a folder, put in an order of its own: by name, or in an order that says nothing about who is who.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{BoardRow, Unreadable};

/// A fingerprint of the bytes of a file. It decides the order of an anonymous overview: nobody can tell from it what is
/// in the file, and the same folder always gives the same order.
pub type Fingerprint = [u8; 32];

/// What was found in a folder, in its order.
pub struct Found {
    pub(super) boards: Vec<BoardRow>,
    pub(super) unreadable: Vec<Unreadable>,
    pub(super) anonymous: bool,
    pub(super) newest_only: bool,
    pub(super) older: u32,
}

/// Which letters are which board. Only for the person who made the anonymous overview.
pub type Key = Vec<KeyLine>;

/// One line of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLine {
    /// What the overview says instead of the name.
    pub label: String,
    /// The name of the board; empty for a file that could not be used.
    pub name: String,
    /// The number of the board.
    pub number: Option<String>,
    /// The reporting year; `None` for a file that could not be used.
    pub reporting_year: Option<u32>,
    /// Where it was found.
    pub file: String,
}

impl Found {
    /// What was found, sorted by name and file. The order in which it comes in makes no difference.
    pub fn named(boards: Vec<BoardRow>, mut unreadable: Vec<Unreadable>, newest_only: bool) -> Self {
        let (mut boards, older) = told_apart(boards, newest_only, |board| board);
        boards.sort_by_cached_key(|board| {
            (board.label.to_lowercase(), board.label.clone(), board.file.clone())
        });
        unreadable.sort_by(|a, b| a.file.cmp(&b.file));
        Self { boards, unreadable, anonymous: false, newest_only, older }
    }

    /// What was found without anything that tells who is who, in the order of the fingerprints of the files; and the key
    /// to it.
    pub fn anonymous(
        boards: Vec<(Fingerprint, BoardRow)>,
        mut unreadable: Vec<Unreadable>,
        newest_only: bool,
    ) -> (Self, Key) {
        let (mut boards, older) = told_apart(boards, newest_only, |(_, board)| board);
        // The file only matters for the key, where two files are the same to the last byte.
        boards.sort_by(|(a, board), (b, other)| (a, &board.file).cmp(&(b, &other.file)));
        // By nothing but what is told of them.
        unreadable.sort_by_key(|file| (file.code, file.place, file.mistakes, file.file.clone()));
        let mut key = Key::new();
        let boards = boards.into_iter().enumerate().map(|(index, (_, mut board))| {
            let name = std::mem::replace(&mut board.label, letters(index));
            key.push(KeyLine {
                label: board.label.clone(),
                name,
                number: board.number.take(),
                reporting_year: Some(board.reporting_year),
                file: board.file.take().unwrap_or_default(),
            });
            BoardRow { sectors: Vec::new(), schools: None, pupils: None, figures_date: None, ..board }
        });
        let boards = boards.collect();
        let unreadable = unreadable.into_iter().enumerate().map(|(index, file)| {
            let label = format!("bestand {}", index + 1);
            key.push(KeyLine {
                label: label.clone(),
                name: String::new(),
                number: None,
                reporting_year: None,
                file: file.file,
            });
            Unreadable { file: label, text: file.code.meaning().trim_end_matches('.').to_owned(), ..file }
        });
        let unreadable = unreadable.collect();
        (Self { boards, unreadable, anonymous: true, newest_only, older }, key)
    }
}

/// The group of a board: the newest assessment of every other board, and this one of the board itself, once, whether or
/// not it is also among the others.
pub fn group_of(own: &BoardRow, others: Vec<BoardRow>) -> Vec<BoardRow> {
    let names = numbers_by_name(others.iter().chain([own]));
    let itself = identity(own, &names);
    let others = others.into_iter().filter(|board| identity(board, &names) != itself).collect();
    let (mut group, _) = told_apart(others, true, |board| board);
    group.push(own.clone());
    group
}

/// Marks the assessments of a board of which there is more than one, or leaves out all but the newest: that of the last
/// year, then of the last day. Returns how many were left out.
fn told_apart<T>(
    mut items: Vec<T>,
    newest_only: bool,
    board: impl Fn(&mut T) -> &mut BoardRow,
) -> (Vec<T>, u32) {
    let mut groups = BTreeMap::<String, Vec<usize>>::new();
    let names = numbers_by_name(items.iter_mut().map(|item| &*board(item)));
    for (index, item) in items.iter_mut().enumerate() {
        groups.entry(identity(board(item), &names)).or_default().push(index);
    }
    let mut keep = vec![true; items.len()];
    let mut older = 0;
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let newest = group.iter().copied().max_by_key(|index| {
            let found = &*board(&mut items[*index]);
            (found.reporting_year, found.figures_date, Reverse(found.file.clone()))
        });
        for index in group {
            if !newest_only {
                board(&mut items[index]).repeated = true;
            } else if Some(index) != newest {
                keep[index] = false;
                older += 1;
            }
        }
    }
    let mut keep = keep.into_iter();
    items.retain(|_| keep.next().unwrap_or(true));
    (items, older)
}

fn plain_name(board: &BoardRow) -> String {
    board.label.trim().to_lowercase()
}

/// The number of the boards that have one, by name; a name with two numbers says nothing.
fn numbers_by_name<'a>(boards: impl Iterator<Item = &'a BoardRow>) -> BTreeMap<String, Option<String>> {
    let mut names = BTreeMap::new();
    for board in boards {
        if let Some(number) = &board.number {
            names
                .entry(plain_name(board))
                .and_modify(|known: &mut Option<String>| {
                    *known = known.take().filter(|known| known == number)
                })
                .or_insert_with(|| Some(number.clone()));
        }
    }
    names
}

/// What two assessments of one board have in common: the number of the board, or else its name.
fn identity(board: &BoardRow, names: &BTreeMap<String, Option<String>>) -> String {
    let name = plain_name(board);
    match board.number.as_ref().or_else(|| names.get(&name)?.as_ref()) {
        Some(number) => format!("nummer {}", number.trim()),
        None => format!("naam {name}"),
    }
}

/// A, B, … Z, AA, AB, …
pub fn letters(index: usize) -> String {
    let mut text = String::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        // Smaller than 26, so that it is a letter.
        text.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    text
}
