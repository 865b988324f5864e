//! The menu in a real terminal: it does what the commands do, comes back, and leaves the terminal usable.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::session::OsSession;
use expectrl::{Eof, Expect, Session};

const DOWN: &str = "\u{1b}[B";
const UP: &str = "\u{1b}[A";
const ENTER: &str = "\r";
const ESCAPE: &str = "\u{1b}";
const CTRL_C: &str = "\u{3}";
const HIDE_CURSOR: &str = "\u{1b}[?25l";
const SHOW_CURSOR: &str = "\u{1b}[?25h";

/// The menu, started in a folder.
struct Menu {
    session: OsSession,
    screen: String,
}

impl Menu {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
        command
            .current_dir(folder)
            .env("TERM", "xterm-256color")
            .env("NO_COLOR", "1")
            .env_remove("IBP_PEIL_NORMEN");
        let mut session = Session::spawn(command).unwrap();
        session.get_process_mut().set_window_size(80, 24).unwrap();
        session.set_expect_timeout(Some(Duration::from_secs(20)));
        let mut menu = Self { session, screen: String::new() };
        menu.see("Stoppen");
        menu
    }

    /// Waits for a text on the screen.
    #[track_caller]
    fn see(&mut self, text: &str) -> &mut Self {
        match self.session.expect(text) {
            Ok(found) => self.screen.push_str(&String::from_utf8_lossy(found.as_bytes())),
            Err(error) => panic!("{text:?} did not come ({error}); the screen:\n{}", self.screen),
        }
        self
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.session.send(keys).unwrap();
        self
    }

    /// The exit code, and everything that was on the screen.
    #[track_caller]
    fn end(mut self) -> (i32, String) {
        let rest = self.session.expect(Eof).unwrap();
        self.screen.push_str(&String::from_utf8_lossy(rest.as_bytes()));
        assert!(
            self.screen.rfind(SHOW_CURSOR) > self.screen.rfind(HIDE_CURSOR),
            "the cursor is left hidden:\n{}",
            self.screen
        );
        match self.session.get_process().wait().unwrap() {
            WaitStatus::Exited(_, code) => (code, self.screen),
            other => panic!("{other:?}"),
        }
    }
}

fn folder_with(examples: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in examples {
        std::fs::copy(Path::new("examples").join(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn the_menu_shows_the_status_of_a_file_in_this_folder_and_comes_back() {
    let folder = folder_with(&["eenpitter.toml", "onderweg.toml"]);
    std::fs::write(folder.path().join("iets-anders.toml"), "a = 1\n").unwrap();
    let mut menu = Menu::start(folder.path());
    menu.press(DOWN).see("❯ Zien hoe ver we zijn").press(ENTER);
    menu.see("Welke meting?").see("Terug").press(DOWN).see("❯ onderweg.toml").press(ENTER);
    menu.see("34 van 91").see("Wat wil je doen?").see("Stoppen").press(ENTER);
    // The same file is proposed the next time.
    menu.see("Welke meting?").see("❯ onderweg.toml").see("Terug").press(ESCAPE).see("Stoppen").press("q");
    let (code, screen) = menu.end();
    assert_eq!(code, 0);
    assert!(!screen.contains("iets-anders"), "a file that is no assessment is not offered");
    // Colours and bold are sequences that end in m.
    let end = |part: &str| part.chars().find(char::is_ascii_alphabetic);
    assert!(!screen.split("\u{1b}[").skip(1).any(|part| end(part) == Some('m')), "NO_COLOR is set");
}

#[test]
fn escape_goes_back_and_stoppen_ends() {
    let folder = folder_with(&["onderweg.toml"]);
    let mut menu = Menu::start(folder.path());
    menu.press(DOWN).see("❯ Zien hoe ver we zijn").press(ENTER);
    menu.see("Een ander bestand").see("Terug").press(ESCAPE).see("Wat wil je doen?").see("Stoppen");
    menu.press(UP).see("❯ Vragen beantwoorden").press(UP).see("❯ Stoppen").press(ENTER);
    assert_eq!(menu.end().0, 0);
}

#[test]
fn what_goes_wrong_is_shown_and_the_menu_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut menu = Menu::start(folder.path());
    menu.press(DOWN).see("❯ Zien hoe ver we zijn").press(ENTER);
    menu.see("Waar staat het bestand?").press("weg.toml\r");
    menu.see("dit bestand bestaat niet").see("Wat wil je doen?").see("Stoppen").press("q");
    assert_eq!(menu.end().0, 0);
}

#[test]
fn the_report_is_made_in_the_folder_that_is_typed() {
    let folder = folder_with(&["onderweg.toml"]);
    let mut menu = Menu::start(folder.path());
    menu.press(DOWN).press(DOWN).see("❯ Rapport maken").press(ENTER);
    menu.see("Welke meting?").see("Terug").press(ENTER);
    menu.see("In welke map komen de bestanden?").see("rapport").press(ENTER);
    menu.see("Klaar").see("Stoppen").press("q");
    assert_eq!(menu.end().0, 0);
    assert!(folder.path().join("rapport/gap-analyse.xlsx").is_file());
}

#[test]
fn a_report_that_was_changed_by_hand_is_replaced_only_where_the_person_says_so() {
    let folder = folder_with(&["onderweg.toml"]);
    let report = folder.path().join("rapport/ibp-paragraaf.md");
    std::fs::create_dir(report.parent().unwrap()).unwrap();
    std::fs::write(&report, "zelf geschreven").unwrap();
    let mut menu = Menu::start(folder.path());
    for (answer, replaced) in [(ENTER, false), (DOWN, true)] {
        menu.press(DOWN).press(if replaced { "" } else { DOWN }).see("❯ Rapport maken").press(ENTER);
        menu.see("Welke meting?").see("Terug").press(ENTER);
        menu.see("In welke map komen de bestanden?").see("rapport").press(ENTER);
        menu.see("is veranderd sinds ibp-peil het maakte").see("Vervang ze").press(answer);
        if replaced {
            menu.see("❯ Vervang ze").press(ENTER).see("Klaar");
        }
        menu.see("Wat wil je doen?").see("Stoppen");
        assert_eq!(std::fs::read(&report).unwrap() != b"zelf geschreven", replaced);
        // The list begins where it was left; up and down again shows that it is there.
        menu.press(UP).see("❯ Zien hoe ver we zijn");
    }
    menu.press("q");
    assert_eq!(menu.end().0, 0);
}

#[test]
fn a_norm_and_an_explanation_can_be_looked_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut menu = Menu::start(folder.path());
    menu.press(UP).press(UP).press(UP).see("❯ Het normenkader bekijken").press(ENTER);
    menu.see("Terug").press(DOWN).see("❯ Eén norm helemaal").press(ENTER);
    menu.see("Welke norm?").press("bc.03\r").see("Offsite back-upopslag").see("Stoppen");
    menu.press(DOWN).see("❯ Uitleg").press(ENTER).see("Terug").press(ENTER);
    menu.see("Kies het hoogste niveau").see("Stoppen").press("q");
    assert_eq!(menu.end().0, 0);
}

#[test]
fn more_files_than_fit_stay_out_of_the_list_so_that_it_needs_no_pages() {
    let folder = folder_with(&[]);
    for number in 10..40 {
        let name = folder.path().join(format!("meting-{number}.toml"));
        std::fs::copy("examples/onderweg.toml", name).unwrap();
    }
    let mut menu = Menu::start(folder.path());
    menu.press(ENTER).see("Een nieuwe meting beginnen").see("Terug").press(CTRL_C);
    let (code, screen) = menu.end();
    assert_eq!(code, 130);
    assert!(!screen.contains("Page"), "{screen}");
}

#[test]
fn ctrl_c_ends_with_130_and_a_visible_cursor_wherever_it_is_pressed() {
    let folder = folder_with(&["onderweg.toml"]);
    let mut menu = Menu::start(folder.path());
    menu.press(CTRL_C);
    assert_eq!(menu.end().0, 130);

    let mut menu = Menu::start(folder.path());
    menu.press(DOWN).see("❯ Zien hoe ver we zijn").press(ENTER).see("Terug").press(CTRL_C);
    assert_eq!(menu.end().0, 130);

    let mut menu = Menu::start(folder.path());
    menu.press(DOWN).press(DOWN).see("❯ Rapport maken").press(ENTER).see("Terug").press(ENTER);
    menu.see("In welke map komen de bestanden?").see("rapport").press("ra").see("ra").press(CTRL_C);
    assert_eq!(menu.end().0, 130);
    assert!(!folder.path().join("rapport").exists());
}

#[test]
fn a_closed_window_and_a_polite_kill_end_with_their_own_code_and_a_visible_cursor() {
    for (signal, code) in [(Signal::SIGTERM, 143), (Signal::SIGHUP, 129), (Signal::SIGINT, 130)] {
        let folder = tempfile::tempdir().unwrap();
        let mut menu = Menu::start(folder.path());
        // The key that is waited for must really be waited for.
        std::thread::sleep(Duration::from_millis(200));
        menu.session.get_process_mut().signal(signal).unwrap();
        assert_eq!(menu.end().0, code, "{signal}");
    }
}

#[test]
fn another_size_of_the_window_is_no_reason_to_stop() {
    let folder = folder_with(&["onderweg.toml"]);
    let mut menu = Menu::start(folder.path());
    // The key that is waited for must really be waited for.
    std::thread::sleep(Duration::from_millis(200));
    for (columns, rows) in [(60, 20), (100, 40)] {
        menu.session.get_process_mut().set_window_size(columns, rows).unwrap();
        menu.see("Wat wil je doen?").see("Stoppen");
        std::thread::sleep(Duration::from_millis(200));
    }
    menu.press("q");
    assert_eq!(menu.end().0, 0);
}

#[test]
fn the_questionnaire_comes_back_to_the_menu_and_ctrl_c_still_leaves_the_cursor_visible() {
    let folder = folder_with(&["onderweg.toml"]);
    let mut menu = Menu::start(folder.path());
    menu.press(ENTER).see("Welke meting?").see("Terug").press(ENTER);
    menu.see("Stichting Voorbeeldland").press("s").see("Wat wil je doen?").see("Stoppen").press(CTRL_C);
    assert_eq!(menu.end().0, 130);
}

#[test]
fn a_mistake_has_colour_in_a_terminal_unless_the_person_wants_none() {
    let screen = |no_colour: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
        command.args(["status", "weg.toml"]).env("TERM", "xterm-256color").env("NO_COLOR", no_colour);
        if no_colour.is_empty() {
            command.env_remove("NO_COLOR");
        }
        let mut session = Session::spawn(command).unwrap();
        let text = String::from_utf8_lossy(session.expect(Eof).unwrap().as_bytes()).into_owned();
        assert!(text.contains("dit bestand bestaat niet"), "{text}");
        text
    };
    assert!(screen("").contains("\u{1b}["));
    assert!(!screen("1").contains('\u{1b}'));
}

#[test]
fn two_years_are_compared_and_the_last_one_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["meting-2024.toml", "meting-2025.toml", "meting-2026.toml"] {
        std::fs::copy(Path::new("examples/jaren").join(name), folder.path().join(name)).unwrap();
    }
    let mut menu = Menu::start(folder.path());
    menu.press(&DOWN.repeat(4)).see("❯ Vergelijken met vorig jaar").press(ENTER);
    menu.see("Welke meting?").see("Terug").press(DOWN).press(DOWN).see("❯ meting-2026.toml").press(ENTER);
    // Of the others the year before is proposed.
    menu.see("Met welke eerdere meting?").see("❯ meting-2025.toml").see("Terug").press(ENTER);
    menu.see("2025 en 2026 naast elkaar").see("3 gedaald, 19 gestegen").see("Stoppen");
    menu.press(DOWN).see("❯ Toetsen of we er zijn").press(ENTER);
    menu.see("Welke meting?").see("❯ meting-2026.toml").see("Terug").press(ENTER);
    menu.see("Wat wil je weten?").see("Terug").press(DOWN).press(DOWN).see("❯ Voldoen we").press(ENTER);
    menu.see("niet gehaald").see("Nog te doen").see("Stoppen").press("q");
    assert_eq!(menu.end().0, 0);
}

#[test]
fn with_one_assessment_the_other_year_is_asked_for() {
    let folder = folder_with(&["onderweg.toml"]);
    let mut menu = Menu::start(folder.path());
    menu.press(&DOWN.repeat(4)).see("❯ Vergelijken met vorig jaar").press(ENTER);
    menu.see("Welke meting?").see("Terug").press(ENTER);
    menu.see("Waar staat de meting van vorig jaar?").press("weg.toml\r");
    menu.see("dit bestand bestaat niet").see("Stoppen").press("q");
    assert_eq!(menu.end().0, 0);
}
