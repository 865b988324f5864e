//! Questions about the file itself: how a new one is called, and what to do when it cannot be saved.

use super::Key;
use super::choice::{self, Item, Pick};
use super::edit::{Edited, Editor};
use super::screen::{Line, Screen, Tone, hints};

/// What a person wants when saving did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Try once more.
    Again,
    /// Save under this name.
    Elsewhere(String),
    /// Go on without saving; the answers stay in memory.
    Later,
}

/// Saving did not work: what happened, and what can be done.
#[derive(Debug, Clone)]
pub struct Trouble {
    what: String,
    details: Vec<String>,
    ways: Vec<Item<Way>>,
    proposal: String,
    selected: usize,
    name: Option<Editor>,
    message: String,
}

impl Trouble {
    /// A question with these ways out; `proposal` is the other name that is offered.
    pub fn new(
        what: impl Into<String>,
        details: Vec<String>,
        ways: Vec<(Way, &str)>,
        proposal: String,
    ) -> Self {
        let ways = ('1'..).zip(ways).map(|(key, (way, text))| Item::new(key, text, way)).collect();
        let (what, message) = (what.into(), String::new());
        Self { what, details, ways, proposal, selected: 0, name: None, message }
    }

    /// What to show.
    pub fn screen(&self) -> Screen {
        let mut lines = vec![Line::text(self.what.as_str()).tone(Tone::Notice)];
        lines.extend(self.details.iter().map(|detail| Line::text(detail.as_str())));
        lines.push(Line::blank());
        let mut screen =
            Screen { left: "Bewaren".to_owned(), message: self.message.clone(), ..Screen::default() };
        match &self.name {
            Some(editor) => {
                screen.typing = Some(editor.typing("Onder welke naam?"));
                screen.hints = hints([("Enter", "bewaar"), ("Esc", "terug")]);
            }
            None => {
                screen.focus = Some(lines.len() + self.selected);
                lines.extend(choice::lines(&self.ways, self.selected));
                screen.hints = hints([("cijfer of ↑↓ en Enter", "kies")]);
            }
        }
        screen.lines = lines;
        screen
    }

    /// Handles a key; the way out, once it is chosen.
    pub fn input(&mut self, key: Key) -> Option<Way> {
        self.message.clear();
        if let Some(mut editor) = self.name.take() {
            match editor.input(key) {
                Edited::Done(name) if !name.is_empty() => return Some(Way::Elsewhere(name)),
                Edited::Done(_) | Edited::Cancelled => {}
                Edited::Mind(message) => {
                    message.clone_into(&mut self.message);
                    self.name = Some(editor);
                }
                Edited::Typing | Edited::Unused(_) => self.name = Some(editor),
            }
            return None;
        }
        match choice::pick(self.ways.clone(), self.selected, key) {
            Pick::Chosen(Way::Elsewhere(_)) => {
                self.name = Some(Editor::line(&self.proposal));
                None
            }
            Pick::Chosen(way) => Some(way),
            Pick::Moved(selected) => {
                self.selected = selected;
                None
            }
            Pick::Back | Pick::Unknown => {
                "Kies een van deze mogelijkheden; je antwoord is nog niet bewaard."
                    .clone_into(&mut self.message);
                None
            }
        }
    }
}

/// Asks for the name of the file.
#[derive(Debug, Clone)]
pub struct FileName {
    editor: Editor,
    message: String,
}

/// What a key did to that question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Still typing.
    Typing,
    /// The name.
    Name(String),
    /// The person stops.
    Leave,
}

impl FileName {
    /// Asks, with this name to begin with.
    pub fn new(proposal: &str) -> Self {
        Self { editor: Editor::line(proposal), message: String::new() }
    }

    /// What to show.
    pub fn screen(&self) -> Screen {
        Screen {
            left: "Meting".to_owned(),
            lines: vec![
                Line::text("Hoe heet het bestand met de meting?").tone(Tone::Strong),
                Line::text(
                    "Bestaat het al, dan ga je verder waar je was. Anders begint er een nieuwe meting in deze map.",
                )
                .tone(Tone::Quiet),
                Line::blank(),
            ],
            typing: Some(self.editor.typing("Bestand")),
            message: self.message.clone(),
            hints: hints([("Enter", "ga verder"), ("Esc", "stop")]),
            ..Screen::default()
        }
    }

    /// Handles a key.
    pub fn input(&mut self, key: Key) -> Named {
        self.message.clear();
        match self.editor.input(key) {
            Edited::Done(name) if name.is_empty() => {
                "Typ een naam, zoals meting-2026.toml.".clone_into(&mut self.message);
                Named::Typing
            }
            Edited::Done(name) => Named::Name(with_extension(name)),
            Edited::Cancelled => Named::Leave,
            // Half a file name is not worth a second Esc.
            Edited::Mind(_) if key == Key::Escape => Named::Leave,
            Edited::Mind(message) => {
                message.clone_into(&mut self.message);
                Named::Typing
            }
            Edited::Typing | Edited::Unused(_) => Named::Typing,
        }
    }
}

/// An assessment is a .toml file, whether a person types that or not.
fn with_extension(name: String) -> String {
    if name.to_lowercase().ends_with(".toml") { name } else { format!("{name}.toml") }
}

#[cfg(test)]
mod tests {
    use super::super::script::keys;
    use super::*;

    #[test]
    fn a_file_name_gets_its_extension() {
        let mut question = FileName::new("");
        let last = keys("meting\n").into_iter().map(|key| question.input(key)).last();
        assert_eq!(last, Some(Named::Name("meting.toml".to_owned())));
        let mut question = FileName::new("meting-2026.toml");
        assert_eq!(question.input(Key::Enter), Named::Name("meting-2026.toml".to_owned()));
        assert_eq!(FileName::new("x").input(Key::Escape), Named::Leave);
    }

    #[test]
    fn another_name_is_asked_before_saving_elsewhere() {
        let ways = vec![(Way::Again, "nog eens"), (Way::Elsewhere(String::new()), "andere naam")];
        let mut trouble = Trouble::new("Bewaren lukt niet", Vec::new(), ways, "kopie.toml".to_owned());
        assert_eq!(trouble.input(Key::Char('2')), None);
        assert_eq!(trouble.input(Key::Escape), None);
        assert_eq!(trouble.input(Key::Char('2')), None);
        assert_eq!(trouble.input(Key::Enter), Some(Way::Elsewhere("kopie.toml".to_owned())));
        assert_eq!(trouble.input(Key::Enter), Some(Way::Again));
    }
}
