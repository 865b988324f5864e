//! A small editor for a line or a few lines of text. Control characters never enter the text.

use super::Key;
use super::screen::Typing;
use crate::reading::MAX_TEXT;

/// A text being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editor {
    chars: Vec<char>,
    cursor: usize,
    original: String,
    lines: bool,
    warned: bool,
}

/// What a key did to the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// Still typing.
    Typing,
    /// Still typing, and this must be said.
    Mind(&'static str),
    /// Finished, with the text as it must be kept: without space around it.
    Done(String),
    /// Left without keeping what was typed.
    Cancelled,
    /// A key that has no meaning in a text.
    Unused(Key),
}

const TOO_LONG: &str = "Deze tekst is vol: er passen hoogstens 8.000 tekens in.";
const NOT_KEPT: &str =
    "Je tekst is nog niet bewaard. Enter bewaart; nog een keer Esc gooit weg wat je typte.";

impl Editor {
    /// One line, that may start with a text.
    pub fn line(text: &str) -> Self {
        Self::new(text, false)
    }

    /// Several lines, that may start with a text. Enter on an empty last line finishes.
    pub fn lines(text: &str) -> Self {
        Self::new(text, true)
    }

    fn new(text: &str, lines: bool) -> Self {
        let chars: Vec<char> = text.chars().collect();
        Self { cursor: chars.len(), chars, original: text.to_owned(), lines, warned: false }
    }

    /// The text so far.
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// True where nothing stands there.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// True where something was typed that is not kept yet.
    pub fn is_changed(&self) -> bool {
        !self.is_empty() && self.text() != self.original
    }

    /// What was typed and is not kept yet, or empty.
    pub fn unkept_text(&self) -> String {
        if self.is_changed() { self.text().trim().to_owned() } else { String::new() }
    }

    /// The text for a screen.
    pub fn typing(&self, label: impl Into<String>) -> Typing {
        Typing { label: label.into(), text: self.text(), cursor: self.cursor }
    }

    /// Handles a key.
    pub fn input(&mut self, key: Key) -> Edited {
        let warned = std::mem::take(&mut self.warned);
        match key {
            Key::Char(c) | Key::Paste(c) => return self.insert(c),
            Key::Enter if self.is_finished() => {
                let text = self.text();
                return Edited::Done(text.trim().to_owned());
            }
            Key::Enter => return self.insert('\n'),
            Key::Escape if self.is_changed() && !warned => {
                self.warned = true;
                return Edited::Mind(NOT_KEPT);
            }
            Key::Escape => return Edited::Cancelled,
            Key::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.chars.remove(self.cursor);
            }
            Key::Delete if self.cursor < self.chars.len() => {
                self.chars.remove(self.cursor);
            }
            Key::Left => self.cursor = self.cursor.saturating_sub(1),
            Key::Right => self.cursor = (self.cursor + 1).min(self.chars.len()),
            Key::Home => self.cursor = self.line_start(self.cursor),
            Key::End => self.cursor = self.line_end(self.cursor),
            Key::Up if self.line_start(self.cursor) > 0 => self.up(),
            Key::Down if self.line_end(self.cursor) < self.chars.len() => self.down(),
            Key::Backspace | Key::Delete => {}
            key => return Edited::Unused(key),
        }
        Edited::Typing
    }

    /// Enter finishes a line; of several lines only the empty last one.
    fn is_finished(&self) -> bool {
        !self.lines
            || (self.cursor == self.chars.len() && self.chars[self.line_start(self.cursor)..].is_empty())
    }

    fn insert(&mut self, c: char) -> Edited {
        // A line has no line ends, whichever way they come in.
        let c = if c == '\t' || (c == '\n' && !self.lines) { ' ' } else { c };
        if c.is_control() && c != '\n' {
            return Edited::Typing;
        }
        if self.chars.len() >= MAX_TEXT {
            return Edited::Mind(TOO_LONG);
        }
        self.chars.insert(self.cursor, c);
        self.cursor += 1;
        Edited::Typing
    }

    fn line_start(&self, from: usize) -> usize {
        self.chars[..from].iter().rposition(|c| *c == '\n').map_or(0, |newline| newline + 1)
    }

    fn line_end(&self, from: usize) -> usize {
        self.chars[from..].iter().position(|c| *c == '\n').map_or(self.chars.len(), |newline| from + newline)
    }

    fn up(&mut self) {
        let start = self.line_start(self.cursor);
        let above = self.line_start(start - 1);
        self.cursor = (above + self.cursor - start).min(start - 1);
    }

    fn down(&mut self) {
        let column = self.cursor - self.line_start(self.cursor);
        let below = self.line_end(self.cursor) + 1;
        self.cursor = (below + column).min(self.line_end(below));
    }
}

#[cfg(test)]
mod tests {
    use super::super::script::keys;
    use super::*;

    fn after(mut editor: Editor, typed: &str) -> (Editor, Edited) {
        let mut last = Edited::Typing;
        for key in keys(typed) {
            last = editor.input(key);
        }
        (editor, last)
    }

    #[test]
    fn enter_finishes_a_line_and_space_around_it_is_dropped() {
        assert_eq!(after(Editor::line(""), "  beleid é.docx \n").1, Edited::Done("beleid é.docx".to_owned()));
    }

    #[test]
    fn of_several_lines_an_empty_last_one_finishes() {
        assert_eq!(after(Editor::lines(""), "een\ntwee\n\n").1, Edited::Done("een\ntwee".to_owned()));
        assert_eq!(after(Editor::lines("een\n\ntwee"), "\n\n").1, Edited::Done("een\n\ntwee".to_owned()));
        assert_eq!(after(Editor::lines(""), "\n").1, Edited::Done(String::new()));
    }

    #[test]
    fn the_cursor_walks_through_lines() {
        let (editor, _) = after(Editor::lines("een\ntwee\ndrie"), "<up><home>X<up><end>Y<down><down>Z");
        assert_eq!(editor.text(), "eenY\nXtwee\ndrieZ");
        let (editor, _) = after(Editor::line("abc"), "<left><left>X<del><bs><right>Y");
        assert_eq!(editor.text(), "acY");
    }

    #[test]
    fn escape_asks_once_more_before_typed_text_is_lost() {
        assert_eq!(after(Editor::line("oud"), "<esc>").1, Edited::Cancelled);
        assert_eq!(after(Editor::line("oud"), "X<esc>").1, Edited::Mind(NOT_KEPT));
        assert_eq!(after(Editor::line("oud"), "X<esc><esc>").1, Edited::Cancelled);
        assert_eq!(after(Editor::line("oud"), "X<esc>Y<esc>").1, Edited::Mind(NOT_KEPT));
    }

    #[test]
    fn control_characters_do_not_enter_and_a_full_text_takes_no_more() {
        let mut editor = Editor::line("");
        for c in ['a', '\u{1b}', '\u{7}', '\t', '\u{9b}', 'b'] {
            editor.input(Key::Char(c));
        }
        assert_eq!(editor.text(), "a b");
        let mut full = Editor::line(&"x".repeat(MAX_TEXT));
        assert_eq!(full.input(Key::Char('y')), Edited::Mind(TOO_LONG));
        assert_eq!(full.text().len(), MAX_TEXT);
    }

    #[test]
    fn pasted_line_ends_stay_in_several_lines_and_become_a_space_in_one() {
        let mut one = Editor::line("");
        let mut several = Editor::lines("");
        for c in "a\n\nb".chars() {
            one.input(Key::Paste(c));
            several.input(Key::Paste(c));
        }
        assert_eq!(one.text(), "a  b");
        assert_eq!(several.text(), "a\n\nb");
    }
}
