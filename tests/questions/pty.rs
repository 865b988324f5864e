//! The real program in a real (pseudo-)terminal: answering everything, stopping at any moment, a window that shrinks, two
//! windows at once.

use std::path::Path;
use std::process::{Command, Output};

use expectrl::process::unix::Signal;
use ibp_peil::assessment::{Assessment, Reply, Stage};
use ibp_peil::catalogue::embedded::newest;

use crate::window::{CTRL_C, ESC, PROGRAM, TODAY, UP, Window, flat, fresh, questionnaire, read, send};

fn program(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(arguments).args(["--datum", TODAY]).env_remove("IBP_PEIL_NORMEN");
    command.output().unwrap()
}

#[test]
fn all_norms_are_answered_from_the_first_key_to_the_reports() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), &[]);
    window.must_see("Hoe heet het bestand met de meting?");
    window.must_see("> meting-2026.toml");
    window.press("\r");
    window.must_see("Hoe heet het schoolbestuur?");
    window.type_text("Stichting De Fictieve Dreef é\n00007\npo, vo\n3\n612\n112\nICT-coördinator\n");
    window.must_see("Waar wil je beginnen?");
    window.press("1");
    window.must_see("Kies het hoogste niveau waarvan je alles kunt laten zien.");
    let catalogue = newest();
    let mut levels = "321".chars().cycle();
    let mut asked = 0;
    // Whoever looks at the screen and takes what is proposed comes past every norm.
    while !window.sees("De meting afronden") {
        if window.sees("w weet ik niet") {
            assert!(window.screen.lines().count() <= 24, "{}", window.screen);
            asked += 1;
            let level = levels.next().unwrap().to_string();
            window.press(&level);
        } else if window.sees("Waar staat dat?") {
            window.type_text("beleid/map.docx\n");
        } else {
            window.must_see("Verder met");
            window.press("\r");
        }
    }
    assert_eq!(asked, catalogue.norms.len());
    // The proposal after the last domain: the questions for the annual report.
    window.must_see("› 1 Vragen voor het jaarverslag");
    window.press("\r");
    window.type_text("14-10-2025\nn");
    while !window.sees("Wat wil je doen?") {
        window.press("\r");
    }
    window.must_see("› 1 De meting afronden");
    window.press("\r");
    window.must_see("21 november 2026");
    window.press("j");
    window.must_see("De meting is afgerond met peildatum 21 november 2026.");
    window.press("s");
    let (words, code) = window.end();
    assert_eq!(code, 0, "{words}");
    assert!(words.contains("Alles is bewaard in meting-2026.toml."), "{words}");
    assert!(words.contains("ibp-peil rapport meting-2026.toml -o rapport"), "{words}");

    let assessment = read(&folder.path().join("meting-2026.toml"));
    assert_eq!(assessment.board.name, "Stichting De Fictieve Dreef é");
    assert_eq!(assessment.meta.stage, Stage::Finished);
    assert_eq!(assessment.meta.assessor.as_deref(), Some("ICT-coördinator"));
    assert_eq!(assessment.answers.len(), catalogue.norms.len());
    assert!(assessment.answers.values().all(|answer| answer.level().is_some()));
    assert_eq!(assessment.facts.len(), 2);

    // What the last words advise works on the file that was just made.
    let made = program(folder.path(), &["rapport", "meting-2026.toml", "-o", "rapport"]);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    for name in ["gap-analyse.xlsx", "gap-analyse.md", "ibp-paragraaf.docx", "ibp-paragraaf.md"] {
        assert!(folder.path().join("rapport").join(name).exists(), "{name} is missing");
    }
}

#[test]
fn stopping_with_ctrl_c_at_any_kind_of_question_loses_nothing_that_was_passed() {
    let (folder, path) = fresh();
    // Each sitting goes on where the one before stopped, and stops at another kind of question. The last column is
    // what must be in the file from then on.
    type Check = fn(&Assessment) -> bool;
    fn level(assessment: &Assessment, id: &str) -> Option<u8> {
        assessment.answers.get(id).and_then(|answer| answer.level())
    }
    let sittings: &[(&str, &[&str], &str, Check)] = &[
        ("a level", &["1"], "BC.02", |a| level(a, "BC.01") == Some(1)),
        ("all levels", &["+"], "   5  ", |_| true),
        ("evidence for a level", &["3", "k", "l"], "Waar staat dat?", |a| level(a, "BC.02") == Some(3)),
        ("a reason", &["n", "x", "y"], "Waarom is deze norm niet van toepassing?", |_| true),
        ("a reason kept", &["n", "x", "\r"], "BC.04", |a| {
            a.answers["BC.03"].reply == Reply::NotApplicable("x".to_owned())
        }),
        ("who knows", &["w"], "Wie weet dit wel?", |_| true),
        ("who knows, chosen", &["w", "1"], "BC.05", |a| {
            matches!(a.answers["BC.04"].reply, Reply::AskAround(_))
        }),
        ("another who", &["w", "8", "i"], "geen naam", |_| true),
        ("a note", &["t", "é", "\r"], "Toelichting", |a| {
            a.answers["BC.05"].note.as_deref().is_some_and(|note| note.starts_with('é'))
        }),
        ("a note kept", &["t", "n", "\r", "\r"], "De toelichting is bewaard.", |a| {
            a.answers["BC.05"].note.as_deref() == Some("én")
        }),
        ("evidence", &["b", "d", "\r", "e"], "1. d", |a| a.answers["BC.05"].evidence == ["d"]),
        ("explanation", &["u"], "1 Ad hoc (afgeleid)", |_| true),
        ("the end of a domain", &["1"], "Op streefniveau", |a| level(a, "BC.05") == Some(1)),
        ("go to", &["g", "G"], "Ga naar", |_| true),
        ("back", &["2", "v"], "› 2", |a| level(a, "ID.01") == Some(2)),
        ("the menu", &[ESC], "Waar wil je verder?", |_| true),
        ("the domains", &[ESC, "4", "o"], "Organisatie", |_| true),
        ("a fact", &[ESC, "7", "n", "1"], "Jaarverslag 2026", |a| a.facts.len() == 1),
        ("the board", &[ESC, "8", "\r", "7", "\r"], "vraag 3 van 10", |a| {
            a.board.number.as_deref() == Some("7")
        }),
    ];
    let mut checks: Vec<(&str, Check)> = Vec::new();
    for (what, keys, seen, check) in sittings {
        let mut window = Window::open(folder.path(), &["meting.toml"]);
        for key in *keys {
            window.press(key);
        }
        assert!(window.screen.contains(seen) || window.sees(seen), "{what}:\n{}", window.screen);
        let (words, code) = window.interrupt();
        assert_eq!(code, 130, "{what}: {words}");
        assert!(words.contains("Alles is bewaard in meting.toml."), "{what}: {words}");
        checks.push((what, *check));
        let assessment = read(&path);
        for (earlier, check) in &checks {
            assert!(check(&assessment), "{earlier} was lost when stopping at {what}");
        }
    }
}

#[test]
fn a_signal_or_a_closed_terminal_leaves_the_file_right_and_its_own_exit_code() {
    let (folder, path) = fresh();
    for (number, (signal, code)) in [(Signal::SIGTERM, 143), (Signal::SIGHUP, 129)].into_iter().enumerate() {
        let mut window = Window::open(folder.path(), &["meting.toml"]);
        window.press("1");
        window.press("t");
        window.press("x");
        let (words, ended) = window.signal(signal);
        assert_eq!(ended, code, "{words}");
        assert!(words.contains("Alles is bewaard in meting.toml."), "{words}");
        assert!(
            words.contains("De toelichting die je aan het typen was, is bewaard zoals die er stond."),
            "{words}"
        );
        assert_eq!(read(&path).answers.len(), number + 2);
    }
}

#[test]
fn the_terminal_is_in_its_ordinary_mode_afterwards() {
    let (folder, _) = fresh();
    for keys in [&["t", "x", CTRL_C][..], &["s"], &["w", CTRL_C], &["u", CTRL_C]] {
        let mut command = Command::new("sh");
        // Between two keys Ctrl-C is a signal to the shell too, and that has to stay.
        let script = format!("trap : INT; stty echo; {PROGRAM} invullen meting.toml; echo code $?; stty -a");
        command.args(["-c", &script]);
        let mut window = Window::run(folder.path(), command);
        for key in keys {
            window.press(key);
        }
        let (words, _) = window.end();
        let code = if keys.contains(&CTRL_C) { "code 130" } else { "code 0" };
        assert!(words.contains(code), "{words}");
        for mode in ["icanon", "isig", "echo", "icrnl", "opost"] {
            assert!(words.split_whitespace().any(|word| word == mode), "{mode} is off: {words}");
        }
    }
}

#[test]
fn a_window_of_60_columns_is_drawn_anew_and_works_on() {
    let (folder, path) = fresh();
    let mut window = Window::open(folder.path(), &["meting.toml"]);
    window.must_see("BC.01");
    assert!(window.screen.lines().any(|line| line.chars().count() > 60), "{}", window.screen);
    let fits = |window: &Window| {
        assert!(window.screen.lines().all(|line| line.chars().count() < 60), "{}", window.screen);
        assert!(window.screen.lines().count() <= 24, "{}", window.screen);
    };
    window.session.get_process_mut().set_window_size(60, 24).unwrap();
    window.frame();
    window.must_see("BC.01");
    fits(&window);
    // Every kind of screen, at that width.
    for key in
        ["3", "m", "\r", "u", ESC, "n", ESC, "w", ESC, "t", ESC, "b", ESC, "g", ESC, ESC, "4", ESC, "7", ESC]
    {
        window.press(key);
        fits(&window);
    }
    // Still without a key: wide again.
    window.session.get_process_mut().set_window_size(120, 30).unwrap();
    window.frame();
    window.must_see("Waar wil je verder?");
    window.press("1");
    window.must_see("BC.02");
    window.press("2");
    let (_, code) = window.interrupt();
    assert_eq!(code, 130);
    let assessment = read(&path);
    assert_eq!(assessment.answers["BC.01"].evidence, ["m"]);
    assert_eq!(assessment.answers["BC.02"].level(), Some(2));
}

#[test]
fn what_does_not_fit_is_scrolled_with_the_arrows() {
    let (folder, _) = fresh();
    let mut window = Window::open(folder.path(), &["meting.toml"]);
    window.press("u");
    window.must_see("↓ er staat nog meer");
    let top = window.screen.clone();
    window.press("\x1b[B");
    assert_ne!(window.screen, top);
    window.press(UP);
    assert_eq!(window.screen, top);
    for _ in 0..20 {
        window.press(" ");
    }
    window.must_see("https://normenkaderibp.kennisnet.nl/");
    window.must_see("↑ er staat nog meer");
    let (_, code) = window.interrupt();
    assert_eq!(code, 130);
}

#[test]
fn a_pasted_text_is_text_and_never_an_answer() {
    let (folder, path) = fresh();
    let mut window = Window::open(folder.path(), &["meting.toml"]);
    send(&mut window.session, "\x1b[200~3\rn\r\x1b[201~");
    for _ in 0..4 {
        window.frame();
    }
    window.must_see("Plakken kan alleen waar je tekst typt");
    window.press("t");
    send(&mut window.session, "\x1b[200~een\r\rtwee\x1b[201~");
    for _ in 0..9 {
        window.frame();
    }
    window.must_see("> een twee");
    window.type_text("\n\n");
    window.must_see("De toelichting is bewaard.");
    window.interrupt();
    let answer = &read(&path).answers["BC.01"];
    assert_eq!(answer.note.as_deref(), Some("een\n\ntwee"));
    assert_eq!(answer.reply, Reply::Open);
}

#[test]
fn a_function_key_or_ctrl_with_an_arrow_is_one_unknown_key() {
    let (folder, path) = fresh();
    let mut window = Window::open(folder.path(), &["meting.toml"]);
    for key in ["\x1b[1;5C", "\x1bOS", "\x1b[15~", "\x1b[1;2D"] {
        window.press(key);
        window.must_see("Die toets doet hier niets.");
    }
    window.interrupt();
    assert!(read(&path).answers.is_empty());
}

#[test]
fn without_a_terminal_it_says_what_to_use_instead() {
    let folder = tempfile::tempdir().unwrap();
    let output = program(folder.path(), &["invullen", "meting.toml"]);
    let words = flat(&String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("terminalvenster") && words.contains("ibp-peil status BESTAND"), "{words}");
    assert!(!folder.path().join("meting.toml").exists());
}

#[test]
fn a_second_window_is_refused_until_the_first_is_closed_or_killed() {
    let (folder, path) = fresh();
    let second = || Window::start(folder.path(), questionnaire(&["meting.toml"])).end();
    let mut first = Window::open(folder.path(), &["meting.toml"]);
    first.press("1");
    let (words, code) = second();
    assert_eq!(code, 2, "{words}");
    let words = flat(&words);
    assert!(words.contains("fout: meting.toml staat al open op computer "), "{words}");
    assert!(words.contains(&format!("(proces {})", first.session.get_process().pid())), "{words}");
    assert!(words.contains("tip: ga daar verder, of stop daar eerst met de toets s."), "{words}");
    // Looking is always possible.
    assert!(program(folder.path(), &["status", "meting.toml"]).status.success());
    first.kill();
    let mut third = Window::open(folder.path(), &["meting.toml"]);
    third.must_see("BC.02");
    third.press("s");
    third.end();
    Window::open(folder.path(), &["meting.toml"]).interrupt();
    assert_eq!(read(&path).answers.len(), 1);
}

/// A window that has just met an answer of someone else to the same norm.
fn at_a_conflict(folder: &Path, path: &Path) -> Window {
    let mut window = Window::open(folder, &["meting.toml"]);
    window.must_see("BC.01");
    let text = std::fs::read_to_string(path).unwrap();
    let answer = "[antwoorden.\"BC.01\"]\nniveau = 4 # overlegd\n\n# einde";
    std::fs::write(path, text.replace("# einde", answer)).unwrap();
    window.press("1");
    window.must_see("Wat moet er blijven staan?");
    window
}

#[test]
fn a_file_edited_by_hand_meanwhile_is_merged_and_asks_where_both_answered() {
    let (folder, path) = fresh();
    let mut window = at_a_conflict(folder.path(), &path);
    window.press("2");
    window.must_see("Je keuze is bewaard.");
    window.must_see("BC.02");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("# einde", "[antwoorden.\"GO.01\"]\nniveau = 2\n\n# einde")).unwrap();
    window.press("1");
    window.must_see("Ondertussen is het bestand elders gewijzigd: 1 antwoord overgenomen.");
    let (_, code) = window.interrupt();
    assert_eq!(code, 130);
    let levels: Vec<_> = read(&path).answers.into_iter().map(|(id, answer)| (id, answer.level())).collect();
    let expected = [("BC.01", 4), ("BC.02", 1), ("GO.01", 2)];
    assert_eq!(levels, expected.map(|(id, level)| (id.to_owned(), Some(level))));
    assert!(std::fs::read_to_string(&path).unwrap().contains("niveau = 4 # overlegd"));
}

#[test]
fn a_signal_while_choosing_or_while_saving_does_not_work_loses_nothing() {
    for (signal, code) in [(Signal::SIGTERM, 143), (Signal::SIGHUP, 129), (Signal::SIGINT, 130)] {
        let (folder, path) = fresh();
        let (words, ended) = at_a_conflict(folder.path(), &path).signal(signal);
        assert_eq!(ended, code, "{words}");
        let saved = read(&folder.path().join("meting-niet-bewaard.toml"));
        assert_eq!(saved.answers["BC.01"].level(), Some(1));
        assert_eq!(read(&path).answers["BC.01"].level(), Some(4));
        assert!(flat(&words).contains("meting-niet-bewaard.toml"), "{words}");

        let (folder, path) = fresh();
        let mut window = Window::open(folder.path(), &["meting.toml"]);
        std::fs::remove_file(&path).unwrap();
        window.press("1");
        window.must_see("meting.toml staat er niet meer.");
        let (words, ended) = window.signal(signal);
        assert_eq!(ended, code, "{words}");
        let saved = read(&folder.path().join("meting-niet-bewaard.toml"));
        assert_eq!(saved.answers["BC.01"].level(), Some(1));
    }
}

#[test]
fn a_terminal_that_is_gone_while_choosing_keeps_both_versions() {
    let (folder, path) = fresh();
    let window = at_a_conflict(folder.path(), &path);
    // As a window that is closed: the other side of the terminal is gone.
    drop(window);
    let other = folder.path().join("meting-niet-bewaard.toml");
    for _ in 0..600 {
        if other.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(read(&other).answers["BC.01"].level(), Some(1));
    assert_eq!(read(&path).answers["BC.01"].level(), Some(4));
}

#[test]
fn where_nothing_can_be_written_anywhere_the_last_words_hold_every_answer() {
    let (folder, path) = fresh();
    let before = std::fs::read(&path).unwrap();
    // No file may get any bytes: as on a full disk, in every folder.
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -f 0; exec {PROGRAM} invullen meting.toml --datum {TODAY}")]);
    let mut window = Window::run(folder.path(), command);
    window.must_see("BC.01");
    for level in ["1", "2"] {
        window.press(level);
        window.must_see("Bewaren in meting.toml lukt niet: het bestand wordt groter dan hier mag.");
        window.press("3");
        window.must_see("sluit dit venster niet");
    }
    let (words, code) = window.interrupt();
    assert_eq!(code, 130, "{words}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let text = &words[words.find("formaat = 1\n").unwrap()..];
    let end = text.find("# einde van deze meting").unwrap();
    let other = folder.path().join("gekopieerd.toml");
    std::fs::write(&other, format!("{}# einde van deze meting\n", &text[..end])).unwrap();
    let levels: Vec<_> = read(&other).answers.into_values().map(|answer| answer.level()).collect();
    assert_eq!(levels, [Some(1), Some(2)]);
}
