//! What one assessment says and another does not, in words: for who chooses between two states of a file.

use super::Assessment;
use super::place::{ANSWER, Field, Place, differing, said};
use crate::catalogue::Catalogue;
use crate::dutch::shorten;

/// One place where two assessments differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub place: Place,
    /// What changed there, in words: "niveau 2 → 3", "toelichting gewijzigd".
    pub changes: Vec<String>,
}

/// Everything that `new` says otherwise than `old`, in the order of the file. The day of the last change says nothing and
/// is left out.
pub fn differences(old: &Assessment, new: &Assessment) -> Vec<Difference> {
    let difference = |place: Place| Difference { changes: changes(&place, old, new), place };
    differing(old, new).into_iter().map(difference).collect()
}

impl Difference {
    /// In one line of at most so many characters: "GO.01 Strategie …: niveau 2 → 3, toelichting gewijzigd".
    pub fn line(&self, catalogue: &Catalogue, width: usize) -> String {
        let title = self.place.title(catalogue);
        // Both get half of the line, or more where the other needs less.
        let room = width.saturating_sub(title.chars().count() + 2).max(width / 2);
        let changes = shorten(&self.changes.join(", "), room);
        let room = width.saturating_sub(changes.chars().count() + 2);
        format!("{}: {changes}", shorten(&title, room))
    }
}

fn changes(place: &Place, old: &Assessment, new: &Assessment) -> Vec<String> {
    match place {
        Place::Norm(id) => match (said(old, id), said(new, id)) {
            (Some(old), Some(new)) => {
                let changed: Vec<&Field<_>> = ANSWER.iter().filter(|field| !(field.same)(old, new)).collect();
                // Who judged and when goes with every new answer; on its own it is worth saying.
                let telling = changed.iter().filter(|field| !field.label.starts_with("beoordeeld"));
                let named = if telling.clone().count() > 0 { telling.copied().collect() } else { changed };
                named.into_iter().map(|field| labelled(field, old, new)).collect()
            }
            (None, Some(new)) => vec![format!("nieuw ({})", in_short(new))],
            (Some(old), None) => vec![format!("weg ({})", in_short(old))],
            (None, None) => Vec::new(),
        },
        _ => vec![from_to(&place.text(old), &place.text(new))],
    }
}

/// What an answer holds: "niveau 2, toelichting, bewijs".
fn in_short(answer: &super::Answer) -> String {
    let parts: Vec<String> = ANSWER
        .iter()
        .filter(|field| !field.label.starts_with("beoordeeld"))
        .filter_map(|field| match ((field.text)(answer), field.label) {
            (text, _) if text.is_empty() => None,
            (text, "antwoord") => Some(shorten(&text, 30)),
            (_, label) => Some(label.to_owned()),
        })
        .collect();
    if parts.is_empty() { "nog open".to_owned() } else { parts.join(", ") }
}

fn labelled<T>(field: &Field<T>, old: &T, new: &T) -> String {
    if field.keys == ["overgenomen"] {
        // Yes or no says less than what it means.
        return if (field.text)(new).is_empty() { "bevestigd" } else { "nog niet bevestigd" }.to_owned();
    }
    let change = change(field, old, new);
    // "niveau 2 → 3" needs no label.
    if field.label == "antwoord" { change } else { format!("{} {change}", field.label) }
}

fn change<T>(field: &Field<T>, old: &T, new: &T) -> String {
    let (old, new) = ((field.text)(old), (field.text)(new));
    match (old.as_str(), new.as_str()) {
        _ if !field.long => from_to(&old, &new),
        ("", _) => "nieuw".to_owned(),
        (_, "") => "weg".to_owned(),
        _ => "gewijzigd".to_owned(),
    }
}

/// "2 → 3", "niveau 2 → 3", "open → niveau 3", "612 → niets"
fn from_to(old: &str, new: &str) -> String {
    let short = |text: &str| if text.is_empty() { "niets".to_owned() } else { shorten(text, 40) };
    let (old, new) = (short(old), short(new));
    match old == new {
        // Two long texts that begin the same.
        true => "gewijzigd".to_owned(),
        false => format!("{old} → {}", without_shared_word(&old, &new)),
    }
}

/// "3" where "niveau 2" becomes "niveau 3".
fn without_shared_word<'a>(old: &str, new: &'a str) -> &'a str {
    match (old.strip_prefix("niveau "), new.strip_prefix("niveau ")) {
        (Some(_), Some(level)) => level,
        _ => new,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::annual_report::FactValue;
    use super::super::{Answer, Reply, Stage};
    use super::*;
    use crate::catalogue::embedded::newest;

    fn begun() -> Assessment {
        let mut assessment = Assessment::new("ibp-fo", "2024-06-06", 2026, date(2026, 11, 21));
        assessment.board.name = "Stichting Voorbeeldland".to_owned();
        assessment
    }

    fn answered(level: u8) -> Answer {
        Answer { reply: Reply::Level(level), assessed_on: Some(date(2026, 11, 2)), ..Answer::default() }
    }

    fn lines(old: &Assessment, new: &Assessment) -> Vec<String> {
        let catalogue = newest();
        differences(old, new).iter().map(|difference| difference.line(&catalogue, 80)).collect()
    }

    #[test]
    fn an_answer_of_last_year_is_confirmed_or_not() {
        let (mut old, mut new) = (begun(), begun());
        old.answers.insert("BC.02".to_owned(), Answer { carried_over: true, ..answered(2) });
        new.answers.insert("BC.02".to_owned(), answered(2));
        assert!(lines(&old, &new)[0].ends_with(": bevestigd"), "{:?}", lines(&old, &new));
        assert!(lines(&new, &old)[0].ends_with(": nog niet bevestigd"), "{:?}", lines(&new, &old));
    }

    #[test]
    fn every_kind_of_change_has_its_words_in_the_order_of_the_file() {
        let (mut old, mut new) = (begun(), begun());
        old.board.schools = Some(3);
        new.board.number = Some("00000".to_owned());
        new.meta.stage = Stage::Finished;
        new.meta.reference_date = Some(date(2026, 11, 21));
        new.meta.updated_on = Some(date(2026, 11, 22));
        old.facts.insert("hersteltest-op", FactValue::Unknown);
        new.facts.insert("hersteltest-op", FactValue::Date(date(2026, 10, 14)));
        new.facts.insert("datalekken-geregistreerd", FactValue::Number(0));
        old.answers.insert("BC.02".to_owned(), answered(2));
        new.answers.insert("BC.02".to_owned(), Answer { note: Some("x".to_owned()), ..answered(3) });
        new.answers.insert("BC.03".to_owned(), Answer { evidence: vec!["x".to_owned()], ..answered(1) });
        old.answers.insert("BC.04".to_owned(), answered(4));
        let later = Answer { assessed_on: Some(date(2026, 11, 21)), ..answered(2) };
        old.answers.insert("BC.05".to_owned(), answered(2));
        new.answers.insert("BC.05".to_owned(), later);
        old.answers.insert(
            "ID.01".to_owned(),
            Answer { reply: Reply::AskAround("ict".to_owned()), ..Answer::default() },
        );
        new.answers.insert(
            "ID.01".to_owned(),
            Answer { reply: Reply::NotApplicable("Bestaat niet.".to_owned()), ..Answer::default() },
        );
        insta::assert_snapshot!(lines(&old, &new).join("\n"), @r"
        bestuursnummer: niets → 00000
        aantal scholen: 3 → niets
        status: open → afgerond, peildatum 21 november 2026
        jaarverslag: datalekken-geregistreerd: niets → 0
        jaarverslag: hersteltest-op: onbekend → 14 oktober 2026
        BC.02 Testen van disaster recovery °: niveau 2 → 3, toelichting nieuw
        BC.03 Offsite back-upopslag °: nieuw (niveau 1, bewijs)
        BC.04 Datareplicatie °: weg (niveau 4)
        BC.05 Crisismanagement °: beoordeeld op 2 november 2026 → 21 november 2026
        ID.01 Toegangsrechten toewijzen: navragen bij ict → niet van toepassing: Bestaa…
        ");
    }

    #[test]
    fn a_line_never_is_longer_than_asked() {
        let (old, mut new) = (begun(), begun());
        new.board.name = "lang ".repeat(1000);
        let reason = Reply::NotApplicable("é".repeat(8000));
        new.answers.insert("BC.02".to_owned(), Answer { reply: reason, ..Answer::default() });
        for width in [40, 80] {
            for difference in differences(&old, &new) {
                let line = difference.line(&newest(), width);
                assert!(line.chars().count() <= width, "{line}");
            }
        }
    }

    #[test]
    fn two_long_texts_that_begin_the_same_are_said_to_differ() {
        let (mut old, mut new) = (begun(), begun());
        let name = "lang ".repeat(100);
        old.board.name = format!("{name}een");
        new.board.name = format!("{name}twee");
        assert_eq!(lines(&old, &new), ["naam van het bestuur: gewijzigd"]);
    }

    #[test]
    fn an_answer_that_says_nothing_is_no_difference() {
        let (old, mut new) = (begun(), begun());
        new.answers.insert("BC.02".to_owned(), Answer::default());
        assert!(differences(&old, &new).is_empty());
    }
}
