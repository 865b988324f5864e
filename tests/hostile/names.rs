//! Names of files and folders, and words on the command line, that try to be something else.

use std::ffi::OsString;
use std::fs;

use super::checks::{no_line_is_forged, nothing_steers};
use super::scene::{Said, contents, run};

/// Names that a file may have on this system.
fn names() -> Vec<String> {
    #[cfg(unix)]
    const ODD: &[&str] = &[
        "\u{1b}[31mrood",
        "\u{1b}]0;titel\u{7}",
        "\u{9b}31mrood",
        "x\nfout[A001]: nagemaakt",
        "x\r\nAlles is bewaard in meting.toml.",
        "\n{\"ernst\": \"fout\"}",
        "<script>alert(1)<\u{2215}script>",
        "\"aanhaling\" 'enkel'",
        "..\\..\\x",
        "* | ? <x>",
    ];
    #[cfg(not(unix))]
    const ODD: &[&str] = &[];
    const EVERYWHERE: &[&str] = &[
        "\u{202e}lmot.x",
        "\u{2066}gedraaid\u{2069}",
        "\u{2028}fout[A001]:nagemaakt",
        "=cmd' C calc'!A0",
        "-o",
        "--hulp",
        "+1@x",
        "$(touch gemaakt) `touch gemaakt` &touch",
        "{{ 7*7 }}",
        "[klik](javascript)",
        "😀 é",
        "%00%n${7*7}",
    ];
    ODD.iter().chain(EVERYWHERE).map(|name| (*name).to_owned()).chain(["x".repeat(200)]).collect()
}

const WRONG: &str = "formaat = 1\nkleur = 1\n[bestuur]\nnaam = \"x\"\n[meting]\nnormenkader = \"ibp-fo\"\n";

#[track_caller]
fn safe(said: &Said, form: &str, what: &str) {
    for text in [&said.out, &said.err] {
        nothing_steers(text, what);
        no_line_is_forged(text, what);
        assert!(!text.contains("49") || !what.contains("7*7"), "{what}:\n{text}");
    }
    if form == "json" {
        for line in said.err.lines() {
            let value: serde_json::Value =
                serde_json::from_str(line).unwrap_or_else(|_| panic!("{what}: {line}"));
            assert!(value.get("tekst").is_some(), "{what}: {line}");
        }
    }
    if form == "kort" && said.code == 2 {
        let places = said.err.lines().filter(|line| line.contains("fout")).count();
        assert_eq!(said.err.lines().count(), places, "{what}: a line that is no mistake\n{}", said.err);
    }
}

#[test]
fn a_name_is_only_a_name() {
    super::for_each_text(&names(), |name| {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join(name);
        // A system that does not want this name has nothing to show it with.
        if fs::create_dir(&inside).is_err() {
            return;
        }
        let (good, wrong) =
            (inside.join(format!("goed{name}.toml")), inside.join(format!("fout{name}.toml")));
        fs::copy("examples/eenpitter.toml", &good).unwrap();
        fs::write(&wrong, WRONG).unwrap();
        let kader = inside.join(format!("kader{name}"));
        fs::create_dir(&kader).unwrap();
        for entry in fs::read_dir("tests/formats/kader-1").unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, kader.join(path.file_name().unwrap())).unwrap();
        }
        let before = contents(folder.path());
        let out = inside.join(format!("uit{name}"));
        for form in ["lang", "kort", "json"] {
            let word = |word: &str| OsString::from(word);
            let path = |path: &std::path::Path| path.as_os_str().to_owned();
            let commands: Vec<Vec<OsString>> = vec![
                vec![word("status"), path(&good)],
                vec![word("status"), path(&wrong)],
                vec![word("status"), path(&inside)],
                vec![word("status"), path(&inside.join("weg"))],
                vec![word("status"), path(&good), word("--formaat"), word("json")],
                vec![word("paragraaf"), path(&good)],
                vec![word("rapport"), path(&good), word("-o"), path(&out)],
                vec![word("rapport"), path(&good), word("-o"), path(&good)],
                vec![word("herstel"), path(&good)],
                vec![word("toets"), path(&good), path(&wrong), word("--formaat"), word("github")],
                vec![word("vergelijk"), path(&good), path(&good)],
                vec![word("vergelijk"), path(&good), path(&wrong)],
                vec![word("vergelijk"), path(&inside)],
                vec![word("normen"), word("valideer"), path(&kader)],
                vec![word("normen"), word("--normen"), path(&kader)],
                vec![word("normen"), word("valideer"), path(&inside)],
                vec![word("overzicht"), path(&inside), word("--formaat"), word("md")],
                vec![word("overzicht"), path(&inside), word("--formaat"), word("json")],
                vec![word("overzicht"), path(&inside), word("-o"), path(&good)],
            ];
            // Results do not depend on the form of the messages.
            let most = if form == "lang" { commands.len() } else { 4 };
            for command in commands.into_iter().take(most) {
                let what = format!("{form} {command:?}");
                let said = run([word("--meldingen"), word(form)].into_iter().chain(command));
                assert!(said.code <= 2, "{what}");
                safe(&said, form, &what);
            }
        }
        let outside: Vec<_> = contents(folder.path())
            .into_keys()
            .filter(|path| !before.contains_key(path) && !path.starts_with(&out))
            .collect();
        assert!(outside.is_empty(), "written outside the folder: {outside:?}");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 4);
    });
}

#[test]
fn a_word_on_the_command_line_is_only_a_word() {
    for name in names() {
        for form in ["lang", "kort", "json"] {
            let commands: [&[&str]; 13] = [
                &[&name],
                &["help", &name],
                &["normen", "toon", &name],
                &["normen", &name],
                &["status", "x.toml", "--formaat", &name],
                &["status", "x.toml", &name],
                &["status", "x.toml", "--datum", &name],
                &["status", "x.toml", "--vorige", &name],
                &["toets", "x.toml", "--eis", &name],
                &["herstel", "x.toml", "--toon", &name],
                &["overzicht", "x", "-o", &name],
                &["overzicht", "x", "--formaat", "md", "--patroon", &name],
                &["overzicht", "x", "--formaat", "md", "--anoniem", "--sleutel", &name],
            ];
            for words in commands {
                let what = format!("{form} {words:?}");
                let said = run(["--meldingen", form].iter().chain(words).map(OsString::from));
                safe(&said, form, &what);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn the_menu_lists_files_without_obeying_their_names() {
    use expectrl::{Expect, Session};
    let folder = tempfile::tempdir().unwrap();
    for name in ["\u{1b}]0;titel\u{7}", "\u{1b}[41m", "x\nnagemaakt", "\u{202e}lmot"] {
        fs::copy("examples/eenpitter.toml", folder.path().join(format!("meting{name}.toml"))).unwrap();
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
    command.current_dir(folder.path()).env("TERM", "xterm-256color").env("NO_COLOR", "1");
    command.env_remove("IBP_PEIL_NORMEN");
    let mut session = Session::spawn(command).unwrap();
    session.get_process_mut().set_window_size(80, 24).unwrap();
    session.set_expect_timeout(Some(std::time::Duration::from_secs(30)));
    session.expect("Stoppen").unwrap();
    // The second of the menu: which assessment?
    session.send("\u{1b}[B\r").unwrap();
    let shown = session.expect("Terug").unwrap();
    let screen = String::from_utf8_lossy(shown.as_bytes()).into_owned();
    assert!(screen.contains("meting␛]0;titel␇.toml") && screen.contains("meting␛[41m.toml"), "{screen:?}");
    for wrong in ["\u{1b}]0;", "\u{1b}[41m", "\u{202e}", "\nnagemaakt"] {
        assert!(!screen.contains(wrong), "{wrong:?} in {screen:?}");
    }
    session.send("\u{3}").unwrap();
}
