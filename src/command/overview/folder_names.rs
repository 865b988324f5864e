//! The names of the folders in which boards get their own report: made from the names of the boards, and safe.

use std::collections::BTreeSet;

/// What a name may hold besides letters and digits.
const ALLOWED: &str = " -_.,'()&+";
/// The most characters of a name; every file system takes four times as many bytes.
const MOST: usize = 60;
/// Names that mean a device to Windows, also with something behind a point.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same with a digit behind them.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// A folder for every board, given its name and reporting year. No name leaves the folder it is made in, is a name that
/// a computer keeps for itself, or differs from another one only in capitals; `taken` are names that are in use.
pub fn folder_names<'a>(boards: impl Iterator<Item = (&'a str, u32)> + Clone, taken: &[&str]) -> Vec<String> {
    let mut used: BTreeSet<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    let mut seen = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for (name, _) in boards.clone() {
        let name = safe(name).to_lowercase();
        if !seen.insert(name.clone()) {
            twice.insert(name);
        }
    }
    boards
        .map(|(name, year)| {
            let mut wanted = safe(name);
            if twice.contains(&wanted.to_lowercase()) {
                wanted = format!("{wanted} {year}");
            }
            let name = (1..)
                .map(|number| if number == 1 { wanted.clone() } else { format!("{wanted} ({number})") })
                .find(|name| !used.contains(&name.to_lowercase()))
                .unwrap_or(wanted);
            used.insert(name.to_lowercase());
            name
        })
        .collect()
}

/// The name without anything that a file system, a shell or a person would stumble over.
fn safe(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || ALLOWED.contains(c) { c } else { ' ' })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let short: String = kept.chars().take(MOST).collect();
    // A point or a space at the end is dropped by Windows, and one in front hides a folder or leaves it.
    let name = short.trim_matches(|c: char| c == '.' || c == ' ');
    if name.is_empty() {
        return "bestuur zonder naam".to_owned();
    }
    if is_device(name) { format!("bestuur {name}") } else { name.to_owned() }
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let numbered = |device: &&str| {
        let rest: Vec<char> = stem.strip_prefix(*device).map_or(Vec::new(), |rest| rest.chars().collect());
        matches!(rest.as_slice(), ['0'..='9' | '¹' | '²' | '³'])
    };
    DEVICES.contains(&stem.as_str()) || NUMBERED_DEVICES.iter().any(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(boards: &[(&str, u32)]) -> Vec<String> {
        folder_names(boards.iter().copied(), &["overzicht.xlsx"])
    }

    #[test]
    fn a_plain_name_stays_what_it_is() {
        assert_eq!(
            names(&[("Stichting 't Kompas & Zn. (Zuid-Oost)", 2026), ("Coöperatie Één", 2026)]),
            ["Stichting 't Kompas & Zn. (Zuid-Oost)", "Coöperatie Één"]
        );
    }

    #[test]
    fn no_name_leaves_the_folder_or_means_something_to_a_computer() {
        for (name, expected) in [
            ("../../etc/passwd", "etc passwd"),
            ("..", "bestuur zonder naam"),
            ("/", "bestuur zonder naam"),
            (r"C:\Windows", "C Windows"),
            (".verborgen", "verborgen"),
            ("punt. ", "punt"),
            ("CON", "bestuur CON"),
            ("nul.txt", "bestuur nul.txt"),
            ("Lpt1", "bestuur Lpt1"),
            ("COM¹", "bestuur COM¹"),
            ("Compas", "Compas"),
            ("a\u{1b}[31mb\u{202e}c\0d", "a 31mb c d"),
            ("$(rm -rf ~) `x` *?|<>\"%PATH%", "(rm -rf ) x PATH"),
        ] {
            assert_eq!(names(&[(name, 2026)]), [expected], "{name}");
        }
        let long = names(&[(&"😀é".repeat(500), 2026)]);
        assert!(long[0].len() < 250, "{}", long[0].len());
    }

    #[test]
    fn names_that_are_the_same_get_their_year_and_else_a_number() {
        assert_eq!(
            names(&[("Het Kompas", 2025), ("het kompas", 2026), ("Het/Kompas", 2026), ("Ander", 2026)]),
            ["Het Kompas 2025", "het kompas 2026", "Het Kompas 2026 (2)", "Ander"]
        );
        assert_eq!(names(&[("Overzicht.xlsx", 2026)]), ["Overzicht.xlsx (2)"]);
        assert_eq!(
            names(&[("A 2026", 2026), ("A", 2026), ("a", 2026)]),
            ["A 2026", "A 2026 (2)", "a 2026 (3)"]
        );
    }
}
