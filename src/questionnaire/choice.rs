//! A short list to choose from: by its key, or with the arrows and Enter.

use super::Key;
use super::screen::{Line, Tone};

/// One thing to choose.
#[derive(Debug, Clone)]
pub struct Item<T> {
    /// The key that chooses it at once.
    pub key: char,
    /// What it is.
    pub text: String,
    /// What stands at the right end, or empty.
    pub detail: String,
    /// What choosing it means.
    pub value: T,
}

impl<T> Item<T> {
    /// A thing to choose.
    pub fn new(key: char, text: impl Into<String>, value: T) -> Self {
        Self { key, text: text.into(), detail: String::new(), value }
    }

    /// The same with something at the right end.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

/// What a key did to a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick<T> {
    /// Another item is selected now.
    Moved(usize),
    /// This was chosen.
    Chosen(T),
    /// Esc.
    Back,
    /// A key that means nothing here.
    Unknown,
}

/// What this key does to the list.
pub fn pick<T>(mut items: Vec<Item<T>>, selected: usize, key: Key) -> Pick<T> {
    let last = items.len().saturating_sub(1);
    let selected = selected.min(last);
    match key {
        Key::Up => Pick::Moved(selected.checked_sub(1).unwrap_or(last)),
        Key::Down => Pick::Moved(if selected == last { 0 } else { selected + 1 }),
        Key::PageUp => Pick::Moved(selected.saturating_sub(10)),
        Key::PageDown => Pick::Moved((selected + 10).min(last)),
        Key::Home => Pick::Moved(0),
        Key::End => Pick::Moved(last),
        Key::Escape => Pick::Back,
        Key::Enter if selected < items.len() => Pick::Chosen(items.swap_remove(selected).value),
        Key::Char(c) => {
            let c = c.to_lowercase().next().unwrap_or(c);
            match items.iter().position(|item| item.key == c) {
                Some(index) => Pick::Chosen(items.swap_remove(index).value),
                None => Pick::Unknown,
            }
        }
        _ => Pick::Unknown,
    }
}

/// The list as lines, with the selected item marked.
pub fn lines<T>(items: &[Item<T>], selected: usize) -> Vec<Line> {
    let line = |(index, item): (usize, &Item<T>)| {
        let chosen = index == selected.min(items.len().saturating_sub(1));
        let mark = if chosen { "›" } else { " " };
        let tone = if chosen { Tone::Strong } else { Tone::Plain };
        Line::item(format!("{mark} {}  ", item.key), item.text.as_str()).tail(item.detail.as_str()).tone(tone)
    };
    items.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item<u8>> {
        vec![Item::new('1', "een", 10), Item::new('2', "twee", 20), Item::new('s', "stop", 30)]
    }

    #[test]
    fn a_key_chooses_at_once_and_enter_chooses_the_selected() {
        assert_eq!(pick(items(), 0, Key::Char('2')), Pick::Chosen(20));
        assert_eq!(pick(items(), 0, Key::Char('S')), Pick::Chosen(30));
        assert_eq!(pick(items(), 1, Key::Enter), Pick::Chosen(20));
        assert_eq!(pick(items(), 1, Key::Char('x')), Pick::Unknown);
        assert_eq!(pick(items(), 1, Key::Escape), Pick::Back);
    }

    #[test]
    fn the_arrows_go_round() {
        assert_eq!(pick(items(), 0, Key::Up), Pick::Moved(2));
        assert_eq!(pick(items(), 2, Key::Down), Pick::Moved(0));
        assert_eq!(pick(items(), 0, Key::Down), Pick::Moved(1));
    }
}
