//! The real program in a real (pseudo-)terminal, for tests: what is on the screen, which keys are pressed, how it ends.

#![allow(dead_code)] // each test file uses a part

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::session::OsSession;
use expectrl::{Eof, Expect, Session};
use ibp_peil::assessment::Assessment;
use ibp_peil::catalogue::embedded::newest;
use ibp_peil::finding::SourceText;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_ibp-peil");
pub const TODAY: &str = "2026-11-21";

/// Only a program that hangs takes this long, also on a slow and busy computer.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What a frame begins and ends with.
pub const FRAME_START: &str = "\x1b[?25l\x1b[H";
pub const FRAME_END: &str = "\x1b[?25h";

pub const CTRL_C: &str = "\x03";
pub const ESC: &str = "\x1b";
pub const UP: &str = "\x1b[A";

/// The command that asks the questions.
pub fn questionnaire(arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("invullen").args(arguments).args(["--datum", TODAY]);
    command
}

/// A terminal window in which the questionnaire runs.
pub struct Window {
    pub session: OsSession,
    /// What is on the screen.
    pub screen: String,
}

impl Window {
    /// Opens a window of 80 by 24 and starts `ibp-peil invullen`.
    pub fn open(folder: &Path, arguments: &[&str]) -> Self {
        Self::run(folder, questionnaire(arguments))
    }

    /// Opens a window and runs a command that shows the questionnaire.
    pub fn run(folder: &Path, command: Command) -> Self {
        let mut window = Self::start(folder, command);
        window.frame();
        window
    }

    /// Opens a window and runs a command, of which nothing needs to be seen yet.
    pub fn start(folder: &Path, mut command: Command) -> Self {
        command.current_dir(folder).env_remove("IBP_PEIL_NORMEN");
        command.env("NO_COLOR", "1").env("TERM", "xterm-256color");
        let mut session = Session::spawn(command).unwrap();
        session.set_expect_timeout(Some(PATIENCE));
        session.get_process_mut().set_window_size(80, 24).unwrap();
        Self { session, screen: String::new() }
    }

    /// Waits until a whole screen was drawn.
    pub fn frame(&mut self) {
        let found = self
            .session
            .expect(FRAME_END)
            .unwrap_or_else(|error| panic!("{error}; the last screen:\n{}", self.screen));
        let text = String::from_utf8_lossy(found.before()).into_owned();
        match text.rsplit_once(FRAME_START) {
            Some((_, frame)) => self.screen = plain(frame),
            // The screen was emptied for the last words.
            None => self.screen.clear(),
        }
    }

    /// Presses one key and waits for the screen that follows.
    pub fn press(&mut self, key: &str) {
        send(&mut self.session, key);
        self.frame();
    }

    /// Types a text, key by key.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            let key = if c == '\n' { "\r".to_owned() } else { c.to_string() };
            self.press(&key);
        }
    }

    pub fn sees(&self, text: &str) -> bool {
        flat(&self.screen).contains(text)
    }

    #[track_caller]
    pub fn must_see(&self, text: &str) {
        assert!(self.sees(text), "{text:?} is not on the screen:\n{}", self.screen);
    }

    /// Waits for the end: the last words and the exit code.
    pub fn end(mut self) -> (String, i32) {
        self.session.set_expect_timeout(Some(PATIENCE));
        let rest = self.session.expect(Eof).unwrap();
        let words = plain(&String::from_utf8_lossy(rest.as_bytes()));
        match self.session.get_process().wait().unwrap() {
            WaitStatus::Exited(_, code) => (words, code),
            other => panic!("ended by {other:?}"),
        }
    }

    /// Presses Ctrl-C and waits for the end.
    pub fn interrupt(mut self) -> (String, i32) {
        self.session.set_expect_timeout(Some(Duration::from_secs(5)));
        // Between two keys there is a moment in which Ctrl-C is only noticed at the next key; a person presses again too.
        let given_back = (0..10).any(|_| {
            send(&mut self.session, CTRL_C);
            self.screen_is_given_back()
        });
        assert!(given_back, "Ctrl-C does nothing:\n{}", self.screen);
        self.end()
    }

    /// Kills the program, and waits until it is gone.
    pub fn kill(mut self) {
        self.session.get_process_mut().signal(Signal::SIGKILL).unwrap();
        self.session.get_process().wait().unwrap();
    }

    /// Sends a signal and waits for the end.
    pub fn signal(mut self, signal: Signal) -> (String, i32) {
        self.session.set_expect_timeout(Some(Duration::from_secs(5)));
        let given_back = (0..10).any(|_| {
            self.session.get_process_mut().signal(signal).unwrap();
            self.screen_is_given_back()
        });
        assert!(given_back, "{signal} does nothing:\n{}", self.screen);
        self.end()
    }

    /// Waits until the cursor is shown and the marks around pasted text are off; false where that does not come.
    fn screen_is_given_back(&mut self) -> bool {
        let Ok(found) = self.session.expect(FRAME_END) else { return false };
        let text = String::from_utf8_lossy(found.before()).into_owned();
        assert!(text.contains("\x1b[?2004l"), "{text:?}");
        true
    }
}

pub fn send(session: &mut OsSession, keys: &str) {
    use std::io::Write;
    session.get_stream_mut().write_all(keys.as_bytes()).unwrap();
    session.get_stream_mut().flush().unwrap();
}

/// The text without escape sequences.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\x1b' => {
                // ESC [ parameters letter
                chars.next();
                for c in chars.by_ref() {
                    if c.is_ascii_alphabetic() {
                        break;
                    }
                }
            }
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// The text as if it were never wrapped.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn read(path: &Path) -> Assessment {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.ends_with("# einde van deze meting\n"), "{text}");
    let source = SourceText::new("meting.toml", text);
    let parsed = ibp_peil::assessment::file::parse_assessment(&source, &newest());
    parsed.unwrap_or_else(|findings| panic!("{findings}")).0
}

/// A folder with a board of which nothing is answered yet.
pub fn fresh() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), &["meting.toml"]);
    window.type_text("Stichting De Fictieve Dreef\n");
    window.press(ESC);
    window.must_see("Waar wil je beginnen?");
    let (_, code) = window.interrupt();
    assert_eq!(code, 130);
    let path = folder.path().join("meting.toml");
    (folder, path)
}
