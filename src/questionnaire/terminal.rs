//! The terminal as a driver: draws a screen for the size the window has now, and reads one key at a time.
//!
//! Between two keys the terminal is in its ordinary line mode (that is how `console` reads a key), so whatever ends the
//! program in between leaves a usable terminal behind.

use std::fmt::Write;
use std::io::{self, IsTerminal};

use anyhow::Result;
use dialoguer::console::{self, Style, Term};

use super::layout::{Frame, Row, lay_out};
use super::screen::{Screen, Tone};
use super::{Driver, Event, INTERRUPTED, Key};
use crate::problem::Problem;
use crate::signals::Signals;

/// The number of the signal that a closed terminal sends.
const HUNG_UP: u8 = 1;

/// Checks that there is a terminal to ask questions in.
///
/// # Errors
/// There is none; it says what can be done without.
pub fn required() -> Result<(), Problem> {
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return Ok(());
    }
    Err(Problem::new("invullen stelt vragen en heeft daarvoor een terminalvenster nodig").hint(
        "open een terminalvenster en typ: ibp-peil invullen BESTAND. Zonder venster kun je wel: ibp-peil status BESTAND, \
         of ibp-peil rapport BESTAND -o MAP. Je mag het bestand ook zelf met een teksteditor invullen",
    ))
}

/// A real terminal.
pub struct Terminal {
    term: Term,
    signals: Signals,
    /// True where the terminal understands escape sequences; else the screen is cleared before it is written.
    escapes: bool,
    screen: Screen,
    frame: Frame,
    /// True between the marks that a terminal puts around a pasted text.
    pasting: bool,
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    /// There is no terminal to ask questions in.
    pub fn open() -> Result<Self> {
        required()?;
        let term = Term::stderr();
        let escapes = understands_escapes(&term);
        let mut terminal = Self {
            term,
            signals: Signals::listen()?,
            escapes,
            screen: Screen::default(),
            frame: Frame::default(),
            pasting: false,
        };
        terminal.begin()?;
        Ok(terminal)
    }

    /// Scrolls what stood there out of sight instead of wiping it.
    fn begin(&mut self) -> io::Result<()> {
        if !self.escapes {
            return Ok(());
        }
        let (height, _) = self.term.size();
        let mut out = "\r\n".repeat(usize::from(height));
        if cfg!(unix) {
            out.push_str(ASK_PASTE_MARKS);
        }
        self.term.write_str(&out)
    }

    /// Gives the terminal back with an empty screen.
    fn end(&self) -> io::Result<()> {
        if !self.escapes {
            return self.term.write_str("\n");
        }
        let marks = if cfg!(unix) { NO_PASTE_MARKS } else { "" };
        self.term.write_str(&format!("{marks}\x1b[H\x1b[J{SHOW_CURSOR}"))
    }

    fn draw(&mut self, scroll: usize) -> io::Result<()> {
        self.signals.forget_resize();
        let (height, width) = self.term.size();
        self.frame = lay_out(&self.screen, usize::from(width), usize::from(height), scroll);
        if !self.escapes {
            return self.draw_plainly();
        }
        // One write, each row cleared just before it is written: nothing flickers.
        let mut out = String::from("\x1b[?25l\x1b[H");
        for (index, row) in self.frame.rows.iter().enumerate() {
            let line_end = if index == 0 { "" } else { "\r\n" };
            let _ = write!(out, "{line_end}\x1b[2K{}", styled(row));
        }
        let (row, column) = self.frame.cursor;
        let _ = write!(out, "\x1b[J\x1b[{};{}H{SHOW_CURSOR}", row + 1, column + 1);
        self.term.write_str(&out)
    }

    /// For a terminal without escape sequences.
    fn draw_plainly(&self) -> io::Result<()> {
        if cfg!(windows) {
            self.term.clear_screen()?;
        }
        let rows: Vec<String> = self.frame.rows.iter().map(styled).collect();
        self.term.write_str(&format!("{}\n", rows.join("\n")))
    }

    /// Scrolls where the screen does not fit; false for a key that is not about scrolling.
    fn scrolled(&mut self, key: Key) -> io::Result<bool> {
        let frame = &self.frame;
        if frame.last_scroll == 0 || self.screen.typing.is_some() || self.screen.focus.is_some() {
            return Ok(false);
        }
        let page = frame.page.saturating_sub(1).max(1);
        let to = match key {
            Key::Up => frame.scroll.saturating_sub(1),
            Key::Down => frame.scroll + 1,
            Key::PageUp => frame.scroll.saturating_sub(page),
            Key::PageDown | Key::Char(' ') => frame.scroll + page,
            Key::Home => 0,
            Key::End => frame.last_scroll,
            _ => return Ok(false),
        };
        let to = to.min(frame.last_scroll);
        self.draw(to)?;
        Ok(true)
    }

    /// Waits for a key, a resize or a signal; `None`: look again.
    fn read(&mut self) -> io::Result<Option<Event>> {
        if let Some(signal) = self.signals.stop() {
            return Ok(Some(Event::Stop(signal)));
        }
        if self.signals.is_resized() {
            self.draw(self.frame.scroll)?;
            return Ok(None);
        }
        // A signal that comes between these lines and the read is noticed at the next key; everything is saved by then.
        let key = match self.term.read_key_raw() {
            Ok(key) => key,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(None),
            Err(error) => return Err(error),
        };
        if key == console::Key::CtrlC {
            // A signal interrupts the reading too, and then looks the same.
            let noticed = self.signals.stop().is_some() || self.signals.is_resized();
            return Ok((!noticed).then_some(Event::Stop(INTERRUPTED)));
        }
        match self.translate(key)? {
            Some(key) if self.scrolled(key)? => Ok(None),
            key => Ok(key.map(Event::Key)),
        }
    }

    /// The key as the questionnaire knows it; `None` for the marks around a pasted text, and for keys like Shift that
    /// Windows tells of on their own.
    fn translate(&mut self, key: console::Key) -> io::Result<Option<Key>> {
        use console::Key as Console;
        Ok(Some(match key {
            Console::UnknownEscSeq(sequence) => match self.rest_of(sequence)?.as_str() {
                PASTE_START => {
                    self.pasting = true;
                    return Ok(None);
                }
                PASTE_END => {
                    self.pasting = false;
                    return Ok(None);
                }
                _ => Key::Other,
            },
            Console::Unknown | Console::Shift | Console::Alt => return Ok(None),
            Console::Char(c) if self.pasting => Key::Paste(c),
            Console::Enter if self.pasting => Key::Paste('\n'),
            Console::Tab if self.pasting => Key::Paste('\t'),
            Console::Char(c) => Key::Char(c),
            Console::Enter => Key::Enter,
            Console::Escape => Key::Escape,
            Console::Backspace => Key::Backspace,
            Console::Del => Key::Delete,
            Console::ArrowLeft => Key::Left,
            Console::ArrowRight => Key::Right,
            Console::ArrowUp => Key::Up,
            Console::ArrowDown => Key::Down,
            Console::Home => Key::Home,
            Console::End => Key::End,
            Console::PageUp => Key::PageUp,
            Console::PageDown => Key::PageDown,
            _ => Key::Other,
        }))
    }

    /// The whole of an escape sequence of which only the beginning was recognised. Without this the rest of Ctrl and an
    /// arrow (ESC [1;5C) would be read as keys, and answer a norm with 5.
    fn rest_of(&self, beginning: Vec<char>) -> io::Result<String> {
        let mut sequence: String = beginning.into_iter().collect();
        while is_unfinished(&sequence) {
            match self.term.read_key_raw()? {
                console::Key::Char(c) => sequence.push(c),
                _ => break,
            }
        }
        Ok(sequence)
    }
}

/// True for the beginning of an escape sequence: `O` and one character, or `[` up to a letter or `~`.
fn is_unfinished(sequence: &str) -> bool {
    match sequence.strip_prefix('[') {
        Some(rest) => rest.chars().last().is_some_and(|last| !last.is_ascii_alphabetic() && last != '~'),
        None => sequence == "O",
    }
}

impl Driver for Terminal {
    fn show(&mut self, screen: &Screen) -> io::Result<()> {
        self.screen = screen.clone();
        self.draw(0)
    }

    fn next(&mut self) -> Event {
        loop {
            match self.read() {
                Ok(Some(event)) => return event,
                Ok(None) => {}
                // The terminal is gone.
                Err(_) => return Event::Stop(self.signals.stop().unwrap_or(HUNG_UP)),
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A terminal that is gone cannot be put right.
        let _ = self.end();
        self.signals.stop_listening();
    }
}

const SHOW_CURSOR: &str = "\x1b[?25h";
const PASTE_START: &str = "[200~";
const PASTE_END: &str = "[201~";
const ASK_PASTE_MARKS: &str = "\x1b[?2004h";
const NO_PASTE_MARKS: &str = "\x1b[?2004l";

/// True where escape sequences move the cursor. On Windows asking for colours switches them on.
fn understands_escapes(term: &Term) -> bool {
    if cfg!(windows) { term.features().colors_supported() } else { !console::is_dumb() }
}

/// The row with colours, where the terminal has them and the person wants them.
fn styled(row: &Row) -> String {
    row.iter()
        .map(|span| {
            let style = match span.tone {
                Tone::Plain => return span.text.clone(),
                Tone::Strong => Style::new().bold(),
                Tone::Quiet => Style::new().dim(),
                Tone::Notice => Style::new().yellow(),
            };
            style.for_stderr().apply_to(&span.text).to_string()
        })
        .collect()
}
