//! One question with a value: a number, a date, a text, a list, or one of a few words.

use super::Key;
use super::edit::{Edited, Editor};
use super::reply::WIPE;
use super::screen::{Hint, Line, Typing, hint, hints};
use crate::assessment::annual_report::{FactValue, Kind, NOT_DONE, UNKNOWN};
use crate::dutch;
use crate::limits::LIST;

/// The question being answered.
#[derive(Debug, Clone)]
pub struct Field {
    kind: Kind,
    /// True where "onbekend" (and for a date "niet gedaan") is an answer.
    words: bool,
    has_value: bool,
    editor: Editor,
}

/// What a key did to the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// Still answering.
    Typing,
    /// Still answering, and this must be said.
    Mind(String),
    /// This is the answer.
    Value(FactValue),
    /// Take away what was filled in.
    Wipe,
    /// Nothing new: what was filled in stays, and on to the next.
    Keep,
    /// Back to the question before.
    Previous,
    /// Away from these questions.
    Leave,
    /// A key that means nothing here.
    Unknown,
}

const NO_NUMBER: &str = "Vul een heel getal in, zoals 6.";
const NO_DATE: &str = "Die datum is niet te lezen. Schrijf bijvoorbeeld 14-10-2026 of 14 oktober 2026.";

impl Field {
    /// A question of this kind, with what was filled in before.
    pub fn new(kind: Kind, words: bool, value: Option<&FactValue>) -> Self {
        let editor = match (kind, value) {
            (Kind::Text, Some(FactValue::Text(text))) => Editor::line(text),
            (Kind::List, Some(FactValue::List(items))) => Editor::lines(&items.join("\n")),
            (Kind::List, _) => Editor::lines(""),
            _ => Editor::line(""),
        };
        Self { kind, words, has_value: value.is_some(), editor }
    }

    /// True where text was typed that is not kept yet.
    fn has_unkept_text(&self) -> bool {
        self.editor.is_changed()
    }

    /// The text that was typed and is not kept yet, or empty.
    pub fn unkept_text(&self) -> String {
        self.editor.unkept_text()
    }

    /// Lines below the question: the words to choose from.
    pub fn lines(&self) -> Vec<Line> {
        match self.kind {
            Kind::Choice(words) => {
                ('1'..).zip(words).map(|(key, word)| Line::item(format!("   {key}  "), *word)).collect()
            }
            Kind::YesNo => {
                vec![Line::item("   j  ", "ja"), Line::item("   n  ", "nee"), Line::item("   o  ", UNKNOWN)]
            }
            _ => Vec::new(),
        }
    }

    /// The text being typed, where text is asked.
    pub fn typing(&self) -> Option<Typing> {
        let label = match self.kind {
            Kind::Choice(_) | Kind::YesNo => return None,
            Kind::DateOrWord => "Datum",
            Kind::List => "Eén per regel",
            Kind::Number | Kind::Text => "",
        };
        Some(self.editor.typing(label))
    }

    /// What the keys do.
    pub fn hints(&self) -> Vec<Hint> {
        let mut list = match self.kind {
            Kind::Choice(words) => vec![hint(format!("1-{}", words.len()), "kies")],
            Kind::YesNo => hints([("j", "ja"), ("n", "nee"), ("o", "onbekend")]),
            Kind::List => hints([("Enter", "volgende regel"), ("Enter op een lege regel", "klaar")]),
            _ => Vec::new(),
        };
        match self.kind {
            Kind::DateOrWord if self.words => list.extend(hints([("n", NOT_DONE), ("o", UNKNOWN)])),
            Kind::Number if self.words => list.extend(hints([("o", UNKNOWN)])),
            _ => {}
        }
        let enter = match (self.has_unkept_text(), self.has_value) {
            (true, _) => "bewaar",
            (false, true) => "laat zo",
            (false, false) => "sla over",
        };
        if self.kind != Kind::List {
            list.push(hint("Enter", enter));
        }
        if self.has_value && self.words {
            list.push(hint("alleen -", "haal weg"));
        }
        list
    }

    /// Handles a key.
    pub fn input(&mut self, key: Key) -> Answered {
        match self.kind {
            Kind::Choice(_) | Kind::YesNo => self.by_key(key),
            Kind::Number | Kind::DateOrWord if self.words && self.editor.is_empty() => match self.word(key) {
                Some(value) => Answered::Value(value),
                None => self.typed(key),
            },
            _ => self.typed(key),
        }
    }

    /// "onbekend" or "niet gedaan" by one key, before anything is typed.
    fn word(&self, key: Key) -> Option<FactValue> {
        match key {
            Key::Char('o' | 'O') => Some(FactValue::Unknown),
            Key::Char('n' | 'N') if self.kind == Kind::DateOrWord => Some(FactValue::NotDone),
            _ => None,
        }
    }

    fn by_key(&self, key: Key) -> Answered {
        let c = match key {
            Key::Enter => return Answered::Keep,
            Key::Up => return Answered::Previous,
            Key::Down => return Answered::Keep,
            Key::Escape => return Answered::Leave,
            Key::Char(c) => c.to_lowercase().next().unwrap_or(c),
            _ => return Answered::Unknown,
        };
        if c == '-' && self.has_value && self.words {
            return Answered::Wipe;
        }
        match self.kind {
            Kind::YesNo => match c {
                'j' => Answered::Value(FactValue::YesNo(true)),
                'n' => Answered::Value(FactValue::YesNo(false)),
                'o' => Answered::Value(FactValue::Unknown),
                _ => Answered::Unknown,
            },
            Kind::Choice(words) => {
                let chosen = c.to_digit(10).and_then(|digit| words.get((digit as usize).checked_sub(1)?));
                chosen.map_or(Answered::Unknown, |word| Answered::Value(FactValue::Text((*word).to_owned())))
            }
            _ => Answered::Unknown,
        }
    }

    fn typed(&mut self, key: Key) -> Answered {
        match self.editor.input(key) {
            Edited::Typing => Answered::Typing,
            Edited::Mind(message) => Answered::Mind(message.to_owned()),
            Edited::Cancelled => Answered::Leave,
            Edited::Unused(Key::Up) => Answered::Previous,
            Edited::Unused(Key::Down) => Answered::Keep,
            Edited::Unused(_) => Answered::Unknown,
            Edited::Done(text) if text.is_empty() => Answered::Keep,
            Edited::Done(text) if text == WIPE && self.words => {
                if self.has_value {
                    Answered::Wipe
                } else {
                    Answered::Keep
                }
            }
            Edited::Done(text) => self.read(&text),
        }
    }

    fn read(&self, text: &str) -> Answered {
        match self.kind {
            Kind::Number => match dutch::whole_number(text) {
                Some(number) => Answered::Value(FactValue::Number(number)),
                None => Answered::Mind(NO_NUMBER.to_owned()),
            },
            Kind::DateOrWord => match dutch::parse_date(text) {
                Some(date) => Answered::Value(FactValue::Date(date)),
                None => Answered::Mind(NO_DATE.to_owned()),
            },
            Kind::List => {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                let lines: Vec<String> = lines.map(str::to_owned).collect();
                if lines.len() > LIST {
                    return Answered::Mind(format!(
                        "Hoogstens {LIST} regels kunnen. Voeg er een paar samen."
                    ));
                }
                Answered::Value(FactValue::List(lines))
            }
            _ => Answered::Value(FactValue::Text(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::script::keys;
    use super::*;
    use jiff::civil::date;

    fn answer(kind: Kind, typed: &str) -> Answered {
        let mut field = Field::new(kind, true, None);
        keys(typed).into_iter().map(|key| field.input(key)).last().unwrap()
    }

    #[test]
    fn a_date_is_accepted_as_people_write_it_and_words_are_one_key() {
        for typed in ["14-10-2026\n", "14 oktober 2026\n", "2026-10-14\n", "14/10/2026\n", "14 okt 2026\n"] {
            let expected = Answered::Value(FactValue::Date(date(2026, 10, 14)));
            assert_eq!(answer(Kind::DateOrWord, typed), expected, "{typed}");
        }
        assert_eq!(answer(Kind::DateOrWord, "n"), Answered::Value(FactValue::NotDone));
        assert_eq!(answer(Kind::DateOrWord, "o"), Answered::Value(FactValue::Unknown));
        assert_eq!(answer(Kind::DateOrWord, "31-2-2026\n"), Answered::Mind(NO_DATE.to_owned()));
    }

    #[test]
    fn a_number_is_whole() {
        assert_eq!(answer(Kind::Number, "6\n"), Answered::Value(FactValue::Number(6)));
        assert_eq!(answer(Kind::Number, "1.250\n"), Answered::Value(FactValue::Number(1250)));
        for typed in ["6,5\n", "zes\n", "-3\n", "1.2\n", "99999999999\n", "1234.567\n"] {
            assert_eq!(answer(Kind::Number, typed), Answered::Mind(NO_NUMBER.to_owned()), "{typed}");
        }
    }

    #[test]
    fn a_list_ends_with_an_empty_line_and_an_empty_answer_skips() {
        let list = FactValue::List(vec!["een".to_owned(), "twee".to_owned()]);
        assert_eq!(answer(Kind::List, "een\n twee \n\n"), Answered::Value(list));
        for kind in [Kind::List, Kind::Text, Kind::Number, Kind::DateOrWord, Kind::YesNo] {
            assert_eq!(answer(kind, "\n"), Answered::Keep);
        }
    }

    #[test]
    fn a_list_that_could_not_be_read_back_is_not_taken() {
        let lines = |count: usize| format!("{}\n", "regel\n".repeat(count));
        assert!(matches!(answer(Kind::List, &lines(LIST)), Answered::Value(_)));
        assert!(matches!(answer(Kind::List, &lines(LIST + 1)), Answered::Mind(_)));
    }

    #[test]
    fn yes_no_and_choices_are_one_key() {
        assert_eq!(answer(Kind::YesNo, "j"), Answered::Value(FactValue::YesNo(true)));
        assert_eq!(answer(Kind::YesNo, "o"), Answered::Value(FactValue::Unknown));
        let choice = Kind::Choice(&["intern", "extern"]);
        assert_eq!(answer(choice, "2"), Answered::Value(FactValue::Text("extern".to_owned())));
        assert_eq!(answer(choice, "3"), Answered::Unknown);
    }

    #[test]
    fn a_dash_takes_away_what_was_filled_in() {
        let number = FactValue::Number(3);
        let mut field = Field::new(Kind::Number, true, Some(&number));
        field.input(Key::Char('-'));
        assert_eq!(field.input(Key::Enter), Answered::Wipe);
        assert_eq!(answer(Kind::Number, "-\n"), Answered::Keep);
    }
}
