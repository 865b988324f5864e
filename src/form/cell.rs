//! A value as it stands in a cell, and a cell as the value it must mean. What a cell cannot mean stays as it is: the
//! reader of assessments refuses it in its own words.

use jiff::civil::Date;

use super::{Content, Kind, Slot, level_choice, words};
use crate::assessment::annual_report::Kind as Fact;
use crate::catalogue::{Catalogue, Norm};
use crate::dutch;

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// True or false.
    Yes(bool),
}

/// How a value is shown in a cell.
pub fn shown(slot: &Slot, content: &Content, catalogue: &Catalogue) -> Cell {
    match content {
        Content::Text(text) => Cell::Text(text.clone()),
        Content::Lines(lines) if matches!(slot.kind(), Kind::Words(_)) => Cell::Text(lines.join(", ")),
        Content::Lines(lines) => Cell::Text(lines.join("\n")),
        Content::Number(number) => match (slot.kind(), slot.norm(catalogue), u8::try_from(*number)) {
            (Kind::Level, Some(norm), Ok(level)) => Cell::Text(level_choice(norm, level)),
            _ => Cell::Number(*number as f64),
        },
        Content::Decimal(number) => Cell::Number(*number),
        Content::Day(date) => Cell::Day(*date),
        Content::Yes(yes) => Cell::Text(yes_or_no(*yes).to_owned()),
    }
}

/// What a cell means in a slot; `None` where nothing is filled in.
pub fn read(slot: &Slot, cell: &Cell, catalogue: &Catalogue) -> Option<Content> {
    let whole = cell;
    let cell = match whole {
        Cell::Text(text) if text.trim().is_empty() => return None,
        Cell::Text(text) => Cell::Text(text.trim().to_owned()),
        other => other.clone(),
    };
    Some(match slot.kind() {
        Kind::Fixed if matches!(cell, Cell::Day(_)) => day(&cell),
        // The only kind of text in which spaces at the ends are part of it.
        Kind::Text => Content::Text(as_text(whole)),
        Kind::Line | Kind::Fixed | Kind::Fact(Fact::Text) => Content::Text(as_text(&cell)),
        Kind::Lines | Kind::Fact(Fact::List) => Content::Lines(lines(&as_text(&cell))),
        Kind::Words(known) => Content::Lines(some_of(known, &as_text(&cell))),
        Kind::Number => number(&cell, None, catalogue),
        Kind::Level => number(&cell, slot.norm(catalogue), catalogue),
        Kind::Date => day(&cell),
        Kind::YesNo => match one_of(&["ja", "nee"], &as_text(&cell)) {
            Ok(word) => Content::Yes(word == "ja"),
            Err(text) => Content::Text(text),
        },
        Kind::Choice(_) | Kind::Fact(Fact::Choice(_) | Fact::YesNo) => {
            Content::Text(match one_of(&words(slot.kind()), &as_text(&cell)) {
                Ok(word) => word.to_owned(),
                Err(text) => text,
            })
        }
        Kind::Fact(kind) => match (one_of(&words(slot.kind()), &as_text(&cell)), kind) {
            (Ok(word), _) => Content::Text(word.to_owned()),
            (Err(_), Fact::Number) => number(&cell, None, catalogue),
            (Err(_), _) => day(&cell),
        },
    })
}

/// True where both say the same, whatever a spreadsheet did to the spaces.
pub fn is_same(a: &Content, b: &Content) -> bool {
    let squeezed = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect()
    };
    match (a, b) {
        (Content::Text(a), Content::Text(b)) => squeezed(a) == squeezed(b),
        (Content::Lines(a), Content::Lines(b)) => squeezed(&a.join("\n")) == squeezed(&b.join("\n")),
        _ => a == b,
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "ja" } else { "nee" }
}

/// Whatever is in the cell as a person would type it.
fn as_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string().replace('.', ","),
        Cell::Day(date) => dutch::date(*date),
        Cell::Yes(yes) => yes_or_no(*yes).to_owned(),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The words in a text such as "po en vo"; what is none of them stays as it is.
fn some_of(known: &[&'static str], text: &str) -> Vec<String> {
    let pieces = text.split([',', ';', '/', '\n']).flat_map(|piece| piece.split(" en "));
    let words = pieces.map(str::trim).filter(|piece| !piece.is_empty());
    words.map(|word| one_of(known, word).map_or_else(|text| text, str::to_owned)).collect()
}

/// The word that this is, in whatever letters; otherwise the text itself.
fn one_of(known: &[&'static str], text: &str) -> Result<&'static str, String> {
    let typed = text.to_lowercase();
    known.iter().copied().find(|word| word.to_lowercase() == typed).ok_or_else(|| text.to_owned())
}

/// A whole number; of a level also its choice in the list, with or without the label.
fn number(cell: &Cell, norm: Option<&Norm>, catalogue: &Catalogue) -> Content {
    match cell {
        // Beyond this a number with decimals is no longer exact.
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 9.0e15 => {
            Content::Number(*number as i64)
        }
        Cell::Number(number) => Content::Decimal(*number),
        Cell::Text(text) => {
            let level = || norm.and_then(|norm| level_in(text, norm, catalogue));
            let written = text.strip_suffix(",0").or_else(|| text.strip_suffix(".0")).unwrap_or(text);
            match dutch::whole_number(written).map(i64::from).or_else(level) {
                Some(number) => Content::Number(number),
                None => match (text.parse::<i64>(), text.replace(',', ".").parse::<f64>()) {
                    (Ok(number), _) => Content::Number(number),
                    (_, Ok(number)) if number.is_finite() => Content::Decimal(number),
                    _ => Content::Text(text.clone()),
                },
            }
        }
        Cell::Day(date) => Content::Day(*date),
        Cell::Yes(yes) => Content::Yes(*yes),
    }
}

/// The level in "2 – er ligt een concept", "niveau 2", "Herhaalbaar" or "2 Herhaalbaar".
fn level_in(text: &str, norm: &Norm, catalogue: &Catalogue) -> Option<i64> {
    let typed = text.to_lowercase();
    let is_meant = |level: &u8| {
        let name = catalogue.level_name(*level).to_lowercase();
        let ways = [
            level_choice(norm, *level).to_lowercase(),
            format!("niveau {level}"),
            format!("{level} {name}"),
            name,
        ];
        ways.contains(&typed)
    };
    if let Some(level) = (1..=catalogue.top_level()).find(is_meant) {
        return Some(level.into());
    }
    // A form of before the label was reworded: the dash is ours, people type another one.
    let (number, _) = typed.split_once(" – ")?;
    number.parse::<u8>().ok().map(i64::from)
}

fn day(cell: &Cell) -> Content {
    match cell {
        Cell::Day(date) => Content::Day(*date),
        Cell::Text(text) => match dutch::parse_date(text).or_else(|| text.parse().ok()) {
            Some(date) => Content::Day(date),
            None => Content::Text(text.clone()),
        },
        other => number_or_text(other),
    }
}

fn number_or_text(cell: &Cell) -> Content {
    match cell {
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 9.0e15 => {
            Content::Number(*number as i64)
        }
        Cell::Number(number) => Content::Decimal(*number),
        Cell::Yes(yes) => Content::Yes(*yes),
        other => Content::Text(as_text(other)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::catalogue::embedded::newest;

    fn answer(key: &'static str) -> Slot {
        Slot::Answer("GO.01".to_owned(), key)
    }

    fn text(slot: &Slot, typed: &str) -> Option<Content> {
        read(slot, &Cell::Text(typed.to_owned()), &newest())
    }

    #[test]
    fn a_level_is_read_as_people_give_it_and_never_guessed() {
        let catalogue = newest();
        let norm = catalogue.norm("GO.01").unwrap();
        let name = catalogue.level_name(2);
        for typed in ["2", " 2 ", "2.0", "niveau 2", name, &format!("2 {name}"), &level_choice(norm, 2)] {
            assert_eq!(text(&answer("niveau"), typed), Some(Content::Number(2)), "{typed}");
        }
        assert_eq!(read(&answer("niveau"), &Cell::Number(2.0), &catalogue), Some(Content::Number(2)));
        assert_eq!(text(&answer("niveau"), "2,5"), Some(Content::Decimal(2.5)));
        for typed in ["2 of 3", "2-3", "twee", "2?"] {
            assert_eq!(text(&answer("niveau"), typed), Some(Content::Text(typed.to_owned())), "{typed}");
        }
        assert_eq!(text(&answer("niveau"), " \n"), None);
    }

    #[test]
    fn dates_words_and_lists_are_read_as_people_type_them() {
        let day = Some(Content::Day(date(2026, 11, 2)));
        for typed in ["2-11-2026", "2 november 2026", "2026-11-02"] {
            assert_eq!(text(&answer("beoordeeld-op"), typed), day, "{typed}");
        }
        assert_eq!(text(&answer("beoordeeld-op"), "morgen"), Some(Content::Text("morgen".to_owned())));
        assert_eq!(text(&answer("overgenomen"), "JA"), Some(Content::Yes(true)));
        assert_eq!(text(&answer("plan-status"), "Bevestigd"), Some(Content::Text("bevestigd".to_owned())));
        let evidence = Content::Lines(vec!["a.docx".to_owned(), "b.docx".to_owned()]);
        assert_eq!(text(&answer("bewijs"), "a.docx\r\n\r\n b.docx "), Some(evidence));
        let sectors = Content::Lines(vec!["po".to_owned(), "vo".to_owned()]);
        assert_eq!(text(&Slot::Board("sectoren"), "PO en vo"), Some(sectors));
        assert_eq!(text(&Slot::Fact("fg"), "Intern"), Some(Content::Text("intern".to_owned())));
        assert_eq!(
            text(&Slot::Fact("hersteltest-op"), "Niet gedaan"),
            Some(Content::Text("niet gedaan".to_owned()))
        );
        assert_eq!(text(&Slot::Fact("verwerkers"), "1.250"), Some(Content::Number(1250)));
    }

    #[test]
    fn a_number_in_a_cell_of_text_is_the_text_a_person_sees() {
        let slot = answer("toelichting");
        assert_eq!(read(&slot, &Cell::Number(2026.0), &newest()), Some(Content::Text("2026".to_owned())));
        assert_eq!(read(&slot, &Cell::Number(2.5), &newest()), Some(Content::Text("2,5".to_owned())));
    }

    #[test]
    fn only_words_make_a_difference_not_spaces() {
        let of = |text: &str| Content::Text(text.to_owned());
        assert!(is_same(&of("a  b\n\nc "), &of("a b\nc")));
        assert!(!is_same(&of("ab"), &of("a b")));
        assert!(!is_same(&of("a\nb"), &of("a b")));
    }
}
