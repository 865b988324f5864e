//! The menu in a real terminal: it does what the commands do, comes back, and leaves the terminal usable.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::session::OsSession;
use expectrl::{Eof, Expect, Regex, Session};

use crate::books::Book;
use crate::window::read;
use ibp_peil::assessment::Reply;

const DOWN: &str = "\u{1b}[B";
const LEFT: &str = "\u{1b}[D";
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

    /// Walks down a list, of which the end is on the screen, to the line that begins with this text.
    #[track_caller]
    fn to(&mut self, item: &str) -> &mut Self {
        for _ in 0..30 {
            let found = self.press(DOWN).session.expect(Regex("❯ [^\r\n]*[\r\n]")).unwrap();
            self.screen.push_str(&String::from_utf8_lossy(found.as_bytes()));
            let line = String::from_utf8_lossy(found.get(0).unwrap()).into_owned();
            if line.trim_start_matches("❯ ").starts_with(item) {
                return self;
            }
        }
        panic!("{item:?} is not in the list; the screen:\n{}", self.screen);
    }

    /// Begins one of the choices of the menu.
    #[track_caller]
    fn choose(&mut self, choice: &str) -> &mut Self {
        self.to(choice).press(ENTER)
    }

    /// Waits for a question with a list, and takes what is proposed.
    #[track_caller]
    fn accept(&mut self, question: &str) -> &mut Self {
        self.see(question).see("Terug").press(ENTER)
    }

    /// Waits for a question with a list, and takes the line that begins with this text.
    #[track_caller]
    fn take(&mut self, question: &str, item: &str) -> &mut Self {
        self.see(question).see("Terug").to(item).press(ENTER)
    }

    /// Waits until the menu is there again.
    #[track_caller]
    fn back(&mut self) -> &mut Self {
        self.see("Wat wil je doen?").see("Stoppen")
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
    menu.choose("Rapport maken");
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
        menu.choose("Rapport maken");
        menu.see("Welke meting?").see("Terug").press(ENTER);
        menu.see("In welke map komen de bestanden?").see("rapport").press(ENTER);
        menu.see("is veranderd sinds ibp-peil het maakte").see("Vervang ze").press(answer);
        if replaced {
            menu.see("❯ Vervang ze").press(ENTER).see("Klaar");
        }
        menu.back();
        assert_eq!(std::fs::read(&report).unwrap() != b"zelf geschreven", replaced);
        // The list begins where it was left; up and down again shows that it is there.
        menu.press(UP).see("❯ Ingevulde vragenlijsten inlezen");
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
    menu.choose("Rapport maken").see("Terug").press(ENTER);
    menu.see("In welke map komen de bestanden?").see("rapport").press("xyz").see("xyz").press(CTRL_C);
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
    menu.choose("Vergelijken met vorig jaar");
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
    menu.choose("Vergelijken met vorig jaar");
    menu.see("Welke meting?").see("Terug").press(ENTER);
    menu.see("Waar staat de meting van vorig jaar?").press("weg.toml\r");
    menu.see("dit bestand bestaat niet").see("Stoppen").press("q");
    assert_eq!(menu.end().0, 0);
}

#[test]
fn the_menu_fits_a_small_window_with_every_choice_in_sight() {
    let folder = tempfile::tempdir().unwrap();
    let mut menu = Menu::start(folder.path());
    let lines: Vec<String> = menu.screen.lines().map(str::to_owned).collect();
    assert!(lines.len() < 24, "{}", menu.screen);
    assert!(lines.iter().all(|line| line.chars().count() <= 80 + HIDE_CURSOR.len()), "{}", menu.screen);
    menu.press("q");
    let (_, screen) = menu.end();
    assert!(!screen.contains("Page"), "{screen}");
}

/// Makes a form for the people of personnel through the menu.
fn make_form(menu: &mut Menu) {
    menu.choose("Vragenlijst voor anderen maken").accept("Welke meting?");
    menu.take("Voor wie?", "personeelszaken").accept("In welke vorm?");
    menu.see("Hoe moet het bestand heten?").see("(vragenlijst-personeelszaken.xlsx)").press(ENTER);
}

fn answered(folder: &Path, norm: &str) -> Option<Reply> {
    read(&folder.join("onderweg.toml")).answer(norm).map(|answer| answer.reply.clone())
}

#[test]
fn a_form_goes_out_is_filled_in_and_comes_back_into_the_assessment() {
    let folder = folder_with(&["onderweg.toml"]);
    let form = folder.path().join("vragenlijst-personeelszaken.xlsx");
    let mut menu = Menu::start(folder.path());
    make_form(&mut menu);
    menu.see("Klaar: een vragenlijst met").back();
    let mut book = Book::open(&form);
    book.fill("HR.01", "Niveau", 5.0).by("medewerker personeelszaken");
    book.save(&form);
    menu.choose("Ingevulde vragenlijsten inlezen").accept("Welke ingevulde vragenlijst?");
    menu.see("doet mee. Nog een?").see("❯ Nee, dit was alles").see("Terug").press(ENTER);
    menu.accept("Welke meting?").see("HR.01").see("Opslaan?").see("Nee").press(ENTER);
    menu.see("Klaar: 1 plek veranderd").back().press("q");
    assert_eq!(menu.end().0, 0);
    assert_eq!(answered(folder.path(), "HR.01"), Some(Reply::Level(5)));
    let answer = read(&folder.path().join("onderweg.toml")).answers["HR.01"].clone();
    assert_eq!(answer.assessed_by.as_deref(), Some("medewerker personeelszaken"));
}

#[test]
fn where_people_differ_the_menu_asks_who_goes_first() {
    let folder = folder_with(&["onderweg.toml"]);
    let form = folder.path().join("vragenlijst-personeelszaken.xlsx");
    let mut menu = Menu::start(folder.path());
    make_form(&mut menu);
    menu.see("Klaar: een vragenlijst met").back();
    for (name, level) in [("anja.xlsx", 5.0), ("bram.xlsx", 4.0)] {
        let mut book = Book::open(&form);
        book.fill("HR.01", "Niveau", level);
        book.save(&folder.path().join(name));
    }
    std::fs::remove_file(&form).unwrap();
    let before = answered(folder.path(), "HR.01");
    for (wins, becomes) in
        [("Stoppen", before.clone()), ("Niemand", before), ("bram.xlsx", Some(Reply::Level(4)))]
    {
        menu.choose("Ingevulde vragenlijsten inlezen");
        menu.take("Welke ingevulde vragenlijst?", "anja.xlsx").take("Nog een?", "bram.xlsx");
        menu.accept("Nog een?").accept("Welke meting?");
        menu.see("zeggen de bestanden iets anders").see("Wie gaat voor").see("Stoppen").to(wins).press(ENTER);
        if wins == "bram.xlsx" {
            menu.see("(overgenomen)").see("Opslaan?").see("Nee").press(ENTER).see("Klaar: 1 plek veranderd");
        }
        menu.back();
        assert_eq!(answered(folder.path(), "HR.01"), becomes, "{wins}");
    }
    menu.press("q");
    let (code, screen) = menu.end();
    assert_eq!(code, 0);
    assert!(!screen.contains("--voorrang "), "the menu asks; nobody needs an option:\n{screen}");
}

#[test]
fn a_copy_to_mail_is_made_beside_the_assessment_without_what_people_wrote() {
    let folder = folder_with(&["onderweg.toml"]);
    let mut menu = Menu::start(folder.path());
    menu.choose("Kopie maken om te mailen").accept("Welke meting?");
    menu.see("Hoe moet de kopie heten?").see("(onderweg-zonder-toelichting.toml)").press(ENTER);
    menu.see("is een kopie zonder toelichting").see("stuur hem alleen").back().press("q");
    assert_eq!(menu.end().0, 0);
    let whole = read(&folder.path().join("onderweg.toml"));
    let copy = read(&folder.path().join("onderweg-zonder-toelichting.toml"));
    assert!(whole.answers.values().any(|answer| answer.note.is_some()));
    assert!(copy.answers.values().all(|answer| answer.note.is_none()));
}

#[test]
fn an_overview_is_made_of_the_assessments_in_this_folder() {
    let folder = folder_with(&["onderweg.toml", "eenpitter.toml"]);
    let mut menu = Menu::start(folder.path());
    menu.choose("Overzicht van meer besturen maken").accept("Waar staan de metingen?");
    menu.see("Hoe moet het overzicht heten?").see("(overzicht.xlsx)").press("alles.md\r");
    menu.see("alles.md").back().press("q");
    assert_eq!(menu.end().0, 0);
    let overview = std::fs::read_to_string(folder.path().join("alles.md")).unwrap();
    assert!(overview.contains("Stichting Voorbeeldland"), "{overview}");
}

#[test]
fn a_name_that_exists_is_not_replaced_unasked() {
    let choices: [(&str, &[&str], &str, &str); 3] = [
        (
            "Vragenlijst voor anderen maken",
            &["Welke meting?", "Voor wie?", "In welke vorm?"],
            "vragenlijst.xlsx",
            "anders.xlsx",
        ),
        ("Kopie maken om te mailen", &["Welke meting?"], "onderweg-zonder-toelichting.toml", "anders.toml"),
        ("Overzicht van meer besturen maken", &["Waar staan de metingen?"], "overzicht.xlsx", "anders.xlsx"),
    ];
    for (choice, questions, name, other) in choices {
        let folder = folder_with(&["onderweg.toml"]);
        let taken = folder.path().join(name);
        std::fs::write(&taken, "van iemand anders").unwrap();
        let mut menu = Menu::start(folder.path());
        // First another name, which gets its own ending, and then the same name after all.
        for answer in ["Een andere naam kiezen", "Het vervangen"] {
            menu.choose(choice);
            for question in questions {
                menu.accept(question);
            }
            menu.see("heten?").see(name).press(ENTER).take("bestaat al. Wat wil je?", answer);
            if answer == "Een andere naam kiezen" {
                menu.see("heten?").see(name).press("anders\r").back();
                assert_eq!(std::fs::read(&taken).unwrap(), b"van iemand anders", "{choice}");
                assert!(folder.path().join(other).is_file(), "{choice}");
                std::fs::remove_file(folder.path().join(other)).unwrap();
            } else {
                menu.back();
            }
        }
        // What could not be put back is not replaced even then.
        let stays = name.ends_with(".toml");
        assert_eq!(std::fs::read(&taken).unwrap() == b"van iemand anders", stays, "{choice}");
        menu.press("q");
        assert_eq!(menu.end().0, 0);
    }
}

#[test]
fn escape_goes_back_from_every_question() {
    // With an end of `:` the question is one to type an answer to.
    let choices: [(&str, &[&str]); 9] = [
        ("Vragen beantwoorden", &["Welke meting?"]),
        ("Vragenlijst voor anderen maken", &["Welke meting?", "Voor wie?", "In welke vorm?", "heten?:"]),
        ("Ingevulde vragenlijsten inlezen", &["Welke ingevulde vragenlijst?", "Nog een?", "Welke meting?"]),
        ("Rapport maken", &["Welke meting?", "In welke map komen de bestanden?:"]),
        ("Vergelijken met vorig jaar", &["Welke meting?", "Waar staat de meting van vorig jaar?:"]),
        ("Toetsen of we er zijn", &["Welke meting?", "Wat wil je weten?"]),
        ("Kopie maken om te mailen", &["Welke meting?", "heten?:"]),
        ("Overzicht van meer besturen maken", &["Waar staan de metingen?", "heten?:"]),
        ("Het normenkader bekijken", &["Wat wil je zien?"]),
    ];
    let folder = folder_with(&["onderweg.toml"]);
    std::fs::write(folder.path().join("vragenlijst-ict.xlsx"), "").unwrap();
    let mut menu = Menu::start(folder.path());
    for (choice, questions) in choices {
        for depth in 0..questions.len() {
            menu.choose(choice);
            for question in &questions[..depth] {
                menu.accept(question);
            }
            match questions[depth].strip_suffix(':') {
                Some(typed) => menu.see(typed).press("half").see("half").press(ESCAPE),
                None => menu.see(questions[depth]).see("Terug").press(ESCAPE),
            };
            menu.back();
        }
    }
    menu.press("q");
    assert_eq!(menu.end().0, 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing was made");
}

#[test]
fn a_long_path_is_typed_on_one_line_and_mended_with_the_arrows() {
    let folder = folder_with(&["onderweg.toml"]);
    let deep = "een-map-met-een-lange-naam/en-daarin-nog-een-map-met-een-nog-langere-naam/en-een";
    std::fs::create_dir_all(folder.path().join(deep)).unwrap();
    std::fs::copy("examples/onderweg.toml", folder.path().join(deep).join("m.toml")).unwrap();
    let mut menu = Menu::start(folder.path());
    menu.choose("Zien hoe ver we zijn").take("Welke meting?", "Een ander bestand");
    menu.see("Waar staat het bestand?").press(&format!("{deep}/mX.toml{}\u{8}", LEFT.repeat(5))).press(ENTER);
    menu.see("34 van 91").back().press("q");
    assert_eq!(menu.end().0, 0);
}
