//! A list of keys that drives the questionnaire where there is no terminal: in tests.

use std::collections::VecDeque;
use std::io;

use super::layout::lay_out;
use super::screen::Screen;
use super::{Driver, Event, Key};

/// Keys to press, and what was on the screen before each.
#[derive(Debug, Default)]
pub struct Script {
    events: VecDeque<Event>,
    /// Every screen that was shown, as plain text of 80 by 24.
    pub screens: Vec<String>,
}

impl Script {
    /// A script of these keys; when they are used up it stops as Ctrl-C does.
    pub fn new(typed: &str) -> Self {
        Self::of(keys(typed))
    }

    /// A script of these keys; when they are used up it stops as Ctrl-C does.
    pub fn of(keys: impl IntoIterator<Item = Key>) -> Self {
        Self { events: keys.into_iter().map(Event::Key).collect(), screens: Vec::new() }
    }

    /// What was on the screen last.
    pub fn last(&self) -> &str {
        self.screens.last().map_or("", String::as_str)
    }
}

impl Driver for Script {
    fn show(&mut self, screen: &Screen) -> io::Result<()> {
        self.screens.push(lay_out(screen, 80, 24, 0).plain());
        Ok(())
    }

    fn next(&mut self) -> Event {
        self.events.pop_front().unwrap_or(Event::Stop(super::INTERRUPTED))
    }
}

/// Keys from a text: every character is a key, a line end is Enter, and `<esc>`, `<up>` and the like are keys by name.
pub fn keys(typed: &str) -> Vec<Key> {
    const NAMED: &[(&str, Key)] = &[
        ("<esc>", Key::Escape),
        ("<bs>", Key::Backspace),
        ("<del>", Key::Delete),
        ("<left>", Key::Left),
        ("<right>", Key::Right),
        ("<up>", Key::Up),
        ("<down>", Key::Down),
        ("<home>", Key::Home),
        ("<end>", Key::End),
        ("<pgup>", Key::PageUp),
        ("<pgdn>", Key::PageDown),
        ("<other>", Key::Other),
        ("\n", Key::Enter),
    ];
    let mut keys = Vec::new();
    let mut rest = typed;
    while let Some(c) = rest.chars().next() {
        let (name, key) = NAMED
            .iter()
            .copied()
            .find(|(name, _)| rest.starts_with(name))
            .unwrap_or((&rest[..c.len_utf8()], Key::Char(c)));
        keys.push(key);
        rest = &rest[name.len()..];
    }
    keys
}
