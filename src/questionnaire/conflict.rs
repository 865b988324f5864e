//! The file changed while someone was answering, and both say something else in the same place: which of the two stays?

use super::Key;
use super::choice::{self, Item, Pick};
use super::screen::{Line, Screen, Tone, hint};
use crate::assessment::Assessment;
use crate::assessment::merge::{Conflict, Reason};
use crate::catalogue::Catalogue;
use crate::dutch::lower_first;

/// Whose words stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What was answered here.
    Ours,
    /// What stands in the file.
    Theirs,
}

/// A label and what stands behind it.
type Contents = Vec<(&'static str, String)>;

/// One place, with what both sides say there.
#[derive(Debug, Clone)]
struct Clash {
    title: String,
    reason: Reason,
    ours: Contents,
    theirs: Contents,
}

impl Clash {
    fn name(&self, side: Side) -> &'static str {
        match (side, self.reason) {
            (Side::Ours, Reason::Both) => "Jouw antwoord",
            (Side::Ours, Reason::WentBack) => "Zoals het was",
            (Side::Theirs, _) => "Wat nu in het bestand staat",
        }
    }
}

/// What a key can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    This(Side),
    All(Side),
}

/// The places to choose in, one after the other.
#[derive(Debug, Clone)]
pub struct Choosing {
    file: String,
    clashes: Vec<Clash>,
    chosen: Vec<Side>,
    selected: usize,
    message: String,
}

impl Choosing {
    /// Asks about each of these places.
    pub fn new(
        file: impl Into<String>,
        conflicts: &[Conflict],
        ours: &Assessment,
        theirs: &Assessment,
        catalogue: &Catalogue,
    ) -> Self {
        let clash = |conflict: &Conflict| Clash {
            title: conflict.place.title(catalogue),
            reason: conflict.reason,
            ours: conflict.place.contents(ours, catalogue),
            theirs: conflict.place.contents(theirs, catalogue),
        };
        Self {
            file: file.into(),
            clashes: conflicts.iter().map(clash).collect(),
            chosen: Vec::new(),
            selected: 0,
            message: String::new(),
        }
    }

    /// How many places are still to be chosen in.
    fn left(&self) -> usize {
        self.clashes.len() - self.chosen.len()
    }

    fn items(&self, clash: &Clash) -> Vec<Item<Choice>> {
        let mut items = vec![
            Item::new('1', clash.name(Side::Ours), Choice::This(Side::Ours)),
            Item::new('2', clash.name(Side::Theirs), Choice::This(Side::Theirs)),
        ];
        let others = self.left().saturating_sub(1);
        if others > 0 {
            let all = |side| format!("Hier en bij de volgende {others}: {}", lower_first(clash.name(side)));
            items.push(Item::new('3', all(Side::Ours), Choice::All(Side::Ours)));
            items.push(Item::new('4', all(Side::Theirs), Choice::All(Side::Theirs)));
        }
        items
    }

    /// What to show.
    pub fn screen(&self) -> Screen {
        let Some(clash) = self.clashes.get(self.chosen.len()) else { return Screen::default() };
        let items = self.items(clash);
        let why = match clash.reason {
            Reason::Both => "Dit is ondertussen ook ergens anders gewijzigd.",
            Reason::WentBack => {
                "Dit is in het bestand weggehaald of ouder geworden. Misschien is er een oude kopie teruggezet."
            }
        };
        let mut lines =
            vec![Line::text(clash.title.as_str()).tone(Tone::Strong), Line::text(why).tone(Tone::Notice)];
        for (which, contents, other) in
            [(Side::Ours, &clash.ours, &clash.theirs), (Side::Theirs, &clash.theirs, &clash.ours)]
        {
            lines.extend([Line::blank(), Line::text(format!("{}:", clash.name(which))).tone(Tone::Strong)]);
            lines.extend(side(contents, other));
        }
        lines.extend([Line::blank(), Line::text("Wat moet er blijven staan?")]);
        lines.extend(choice::lines(&items, self.selected));
        let mut hints =
            vec![hint(format!("1-{}", items.len()), "kies"), hint("Enter", "kies de regel met ›")];
        if !self.chosen.is_empty() {
            hints.push(hint("v", "vorige keuze"));
        }
        Screen {
            left: format!("{} is gewijzigd", self.file),
            right: vec![format!("keuze {} van {}", self.chosen.len() + 1, self.clashes.len())],
            lines,
            message: self.message.clone(),
            hints,
            ..Screen::default()
        }
    }

    /// Handles a key; whose words stay in each place, once that is chosen everywhere.
    pub fn input(&mut self, key: Key) -> Option<Vec<Side>> {
        self.message.clear();
        if matches!(key, Key::Char('v' | 'V')) && self.chosen.pop().is_some() {
            self.selected = 0;
            return None;
        }
        let clash = self.clashes.get(self.chosen.len())?;
        match choice::pick(self.items(clash), self.selected, key) {
            Pick::Chosen(Choice::This(side)) => self.chosen.push(side),
            Pick::Chosen(Choice::All(side)) => self.chosen.resize(self.clashes.len(), side),
            Pick::Moved(selected) => {
                self.selected = selected;
                return None;
            }
            Pick::Back | Pick::Unknown => {
                "Kies een van deze mogelijkheden; je antwoord is nog niet bewaard."
                    .clone_into(&mut self.message);
                return None;
            }
        }
        self.selected = 0;
        (self.left() == 0).then(|| self.chosen.clone())
    }
}

/// What one side says, a line per label; the other side shows where a long text differs.
fn side(contents: &Contents, other: &Contents) -> Vec<Line> {
    if contents.is_empty() {
        return vec![Line::item("  ", "niets").tone(Tone::Quiet)];
    }
    let line = |(label, text): &(&'static str, String)| {
        let beside = other.iter().find(|(found, _)| found == label).map_or("", |(_, text)| text.as_str());
        let lead = if label.is_empty() { "  ".to_owned() } else { format!("  {label}: ") };
        Line::item(lead, around_difference(text, beside))
    };
    contents.iter().map(line).collect()
}

/// As much of a long text as fits on a screen with two of them.
const LONGEST: usize = 200;

/// The part of a text where it begins to differ from another; all of it where it is short.
fn around_difference(text: &str, other: &str) -> String {
    let chars: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    if chars.len() <= LONGEST {
        return chars.into_iter().collect();
    }
    let other: Vec<char> = other.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let same = chars.iter().zip(&other).take_while(|(a, b)| a == b).count();
    // A little before it, so that it can be found back.
    let start = same.saturating_sub(LONGEST / 4).min(chars.len() - LONGEST);
    let part: String = chars[start..start + LONGEST].iter().collect();
    let (before, behind) =
        (if start > 0 { "…" } else { "" }, if start + LONGEST < chars.len() { "…" } else { "" });
    format!("{before}{}{behind}", part.trim())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::layout::lay_out;
    use super::super::script::keys;
    use super::*;
    use crate::assessment::merge::merge;
    use crate::assessment::{Answer, Reply};
    use crate::catalogue::embedded::newest;

    fn answering(ids: &[&str], level: u8, note: &str) -> Assessment {
        let today = date(2026, 11, 21);
        let mut assessment = Assessment::new("ibp-fo", "2024-06-06", 2026, today);
        let answer = Answer {
            reply: Reply::Level(level),
            note: (!note.is_empty()).then(|| note.to_owned()),
            assessed_on: Some(today),
            assessed_by: Some("directeur".to_owned()),
            ..Answer::default()
        };
        assessment.answers = ids.iter().map(|id| ((*id).to_owned(), answer.clone())).collect();
        assessment
    }

    fn choosing(ours: &Assessment, theirs: &Assessment) -> Choosing {
        let base = answering(&[], 1, "");
        let merged = merge(&base, ours, theirs);
        Choosing::new("meting.toml", &merged.conflicts, ours, theirs, &newest())
    }

    fn after(mut choosing: Choosing, typed: &str) -> (Choosing, Option<Vec<Side>>) {
        let mut last = None;
        for key in keys(typed) {
            last = choosing.input(key);
        }
        (choosing, last)
    }

    #[test]
    fn both_sides_are_shown_with_note_function_and_day() {
        let choosing = choosing(&answering(&["BC.01"], 2, "Concept ligt er."), &answering(&["BC.01"], 3, ""));
        insta::assert_snapshot!(lay_out(&choosing.screen(), 80, 24, 0).plain(), @r"
        meting.toml is gewijzigd                                         keuze 1 van 1

        BC.01 Bedrijfscontinuïteitsplanning °
        Dit is ondertussen ook ergens anders gewijzigd.

        Jouw antwoord:
          antwoord: niveau 2 Herhaalbaar
          toelichting: Concept ligt er.
          beoordeeld op: 21 november 2026
          beoordeeld door: directeur

        Wat nu in het bestand staat:
          antwoord: niveau 3 Bepaald
          beoordeeld op: 21 november 2026
          beoordeeld door: directeur

        Wat moet er blijven staan?
        › 1  Jouw antwoord
          2  Wat nu in het bestand staat

        1-2 kies   Enter kies de regel met ›
        ");
    }

    #[test]
    fn each_place_is_chosen_and_the_choice_before_can_be_changed() {
        let ids = ["BC.01", "BC.02", "BC.03"];
        let choosing = choosing(&answering(&ids, 2, ""), &answering(&ids, 3, ""));
        use Side::{Ours, Theirs};
        assert_eq!(after(choosing.clone(), "121").1, Some(vec![Ours, Theirs, Ours]));
        assert_eq!(after(choosing.clone(), "12v\n2").1, Some(vec![Ours, Ours, Theirs]));
        assert_eq!(after(choosing.clone(), "14").1, Some(vec![Ours, Theirs, Theirs]));
        assert_eq!(after(choosing.clone(), "3").1, Some(vec![Ours; 3]));
        let (unsure, chosen) = after(choosing, "x<esc>");
        assert_eq!(chosen, None);
        assert!(unsure.screen().message.contains("nog niet bewaard"));
    }

    #[test]
    fn of_two_long_texts_the_part_that_differs_is_shown() {
        let long = "lang ".repeat(1000);
        let shown = around_difference(&format!("{long}hier het einde"), &format!("{long}een ander einde"));
        assert!(shown.ends_with("hier het einde") && shown.chars().count() <= LONGEST + 2, "{shown}");
        let shown = around_difference(&format!("begin {long}"), &long);
        assert!(shown.starts_with("begin") && shown.ends_with('…'), "{shown}");
    }
}
