//! What is told about mistakes: all of them in one run, in the order of the file, in three forms, and every code there
//! is can really be met.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use ibp_peil::finding::Code;
use ibp_peil::streams::Streams;
use serde_json::Value;

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

struct Said {
    code: u8,
    out: String,
    err: String,
}

fn say<S: Into<OsString>>(words: impl IntoIterator<Item = S>) -> Said {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = [OsString::from("ibp-peil")].into_iter().chain(words.into_iter().map(Into::into));
    let code = ibp_peil::run(words, &mut Streams::plain(&mut out, &mut err));
    Said { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// The messages of a command as objects.
fn messages<S: Into<OsString>>(words: impl IntoIterator<Item = S>) -> Vec<Value> {
    let form = ["--meldingen", "json"].map(OsString::from);
    objects(&say(form.into_iter().chain(words.into_iter().map(Into::into))).err)
}

fn objects(lines: &str) -> Vec<Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect()
}

fn code_of(message: &Value) -> &str {
    message["code"].as_str().unwrap_or_default()
}

/// Line and code of every mistake that a file announces: `# A003` behind the line.
fn announced(text: &str) -> Vec<(u64, String)> {
    let mark = |line: &str| Some(line.rsplit_once("# ")?.1.to_owned()).filter(|word| word.len() == 4);
    (1..).zip(text.lines()).filter_map(|(number, line)| Some((number, mark(line)?))).collect()
}

#[test]
fn one_of_every_kind_is_told_in_one_run_in_the_order_of_the_file() {
    for name in ["alles-tegelijk.toml", "A009-andere-editie.toml"] {
        let path = here("findings").join(name);
        let expected = announced(&fs::read_to_string(&path).unwrap());
        let messages = messages([OsString::from("status"), path.clone().into()]);
        let found: Vec<(u64, String)> = messages
            .iter()
            .map(|message| (message["regel"].as_u64().unwrap(), code_of(message).to_owned()))
            .collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn every_kind_of_mistake_in_an_assessment_stands_in_the_file_that_has_them_all() {
    let text = fs::read_to_string(here("findings/alles-tegelijk.toml")).unwrap();
    let marks: BTreeSet<String> = announced(&text).into_iter().map(|(_, code)| code).collect();
    // Another edition makes what is said about norms and levels mean nothing, so it cannot stand beside them.
    let elsewhere = ["A009"];
    for code in Code::ALL.iter().map(|code| code.as_str()).filter(|code| code.starts_with(['T', 'A', 'W'])) {
        assert!(marks.contains(code) || elsewhere.contains(&code), "{code} is not in the file");
    }
}

#[test]
fn every_code_can_be_met() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let mut commands: Vec<Vec<OsString>> = Vec::new();
    let mut status = |path: PathBuf| commands.push(vec!["status".into(), path.into()]);
    status(here("findings/alles-tegelijk.toml"));
    status(here("findings/A009-andere-editie.toml"));
    status(folder.path().join("weg.toml"));
    status(folder.path().to_owned());
    status(file("geen-tekst.toml", b"naam = \"Caf\xe9\""));
    status(file("leeg.toml", b"\n"));
    status(file("groot.toml", &vec![b'#'; 4 * 1024 * 1024 + 1]));
    status(file("stuk.toml", b"formaat = 1\nslotregel = true\n[bestuur]\n"));
    status(file("nieuw.toml", b"formaat = 9\n"));
    status(folder.path().join("x".repeat(300)));
    for entry in fs::read_dir(here("catalogue")).unwrap() {
        commands.push(vec!["normen".into(), "valideer".into(), entry.unwrap().path().into()]);
    }
    let mut import = |path: PathBuf| {
        let into = folder.path().join("nieuw.toml");
        commands.push(vec!["importeer".into(), path.into(), "-o".into(), into.into()]);
    };
    import(file("tekst.xlsx", b"dit is tekst"));
    import(file("zonder-norm.csv", b"Niveau;Toelichting\r\n2;x\r\n"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Vragenlijst").unwrap();
    sheet.write_row(0, 0, ["Norm", "Niveau"]).unwrap();
    sheet.write_string(1, 0, "GO.01").unwrap().write_formula(1, 1, "=1+1").unwrap();
    import(file("formule.xlsx", &book.save_to_buffer().unwrap()));
    let demands = "formaat = 1\neisen = [\"voledig\"]\n[[uitzondering]]\nnorm = \"GO.01\"\nreden = \"x\"\n";
    commands.push(vec![
        "toets".into(),
        "examples/voldoet.toml".into(),
        "--eisenbestand".into(),
        file("eisen.toml", demands.as_bytes()).into(),
    ]);
    let mut met: BTreeSet<String> =
        commands.into_iter().flat_map(messages).map(|message| code_of(&message).to_owned()).collect();
    met.extend(codes_of_a_file_that_may_not_be_read(folder.path()));
    let never: Vec<&str> =
        Code::ALL.iter().map(|code| code.as_str()).filter(|code| !met.contains(*code)).collect();
    assert_eq!(never, Vec::<&str>::new(), "no file provokes these");
}

/// Run as somebody whom permissions bind: the administrator may read everything.
#[cfg(unix)]
fn codes_of_a_file_that_may_not_be_read(folder: &Path) -> Vec<String> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let path = folder.join("geheim.toml");
    fs::write(&path, "formaat = 1\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
    command.args(["--meldingen", "json", "status"]).arg(&path);
    if fs::metadata(folder).unwrap().uid() == 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    }
    match command.output() {
        Ok(output) => objects(&String::from_utf8(output.stderr).unwrap())
            .iter()
            .map(|message| code_of(message).to_owned())
            .collect(),
        // Nobody cannot even reach the program here; then the test of storage shows the code.
        Err(_) => vec![Code::NoPermission.as_str().to_owned()],
    }
}

#[cfg(not(unix))]
fn codes_of_a_file_that_may_not_be_read(_: &Path) -> Vec<String> {
    vec![Code::NoPermission.as_str().to_owned()]
}

#[test]
fn every_code_is_listed_and_explained_by_the_help() {
    let list = say(["help", "fouten"]).out;
    for code in Code::ALL {
        assert!(list.contains(&format!("  {code}  {}", code.meaning().split(' ').next().unwrap())), "{code}");
        let page = say(["help", &code.as_str().to_lowercase()]);
        assert_eq!(page.code, 0);
        let flat = page.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.starts_with(&format!("{code} {}", code.meaning())), "{flat}");
        assert!(flat.contains(code.remedy()), "{flat}");
    }
}

mod in_three_forms {
    use super::*;

    const WRONG: &str = "formaat = 1\n[bestuur]\nnaam = \"x\"\n[meting]\nnormenkader = \"ibp-fo\"\n\
        editie = \"2024-06-06\"\nverslagjaar = 2026\n[antwoorden.\"GO.01\"]\nniveau = 7\n[antwoorden.\"GO.02\"]\n\
        niet-van-toepassing = \"Is uitbesteed.\"\n";

    fn told(form: &str) -> (Said, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, WRONG).unwrap();
        let words = [OsString::from("status"), "--meldingen".into(), form.into(), path.clone().into()];
        (say(words), path.display().to_string())
    }

    #[test]
    fn the_long_one_is_what_one_gets() {
        let (said, _) = told("lang");
        assert!(said.err.contains("  |          ^ kies 1 tot en met 5"), "{}", said.err);
        assert!(said.err.ends_with("Er is niets gewijzigd.\n"));
    }

    #[test]
    fn the_short_one_has_a_line_for_each() {
        let (said, path) = told("kort");
        let expected = format!(
            "{path}:9:10: fout[A003]: niveau 7 bestaat niet\n\
             {path}:11:23: let op[W001]: norm GO.02: \"uitbesteed\" is geen reden voor niet van toepassing\n"
        );
        assert_eq!((said.code, said.err), (2, expected));
        let gone = say(["status", "--meldingen=kort", "weg.toml"]);
        assert_eq!(gone.err, "weg.toml: fout[B001]: dit bestand bestaat niet\n");
    }

    #[test]
    fn the_one_for_programs_has_an_object_for_each() {
        let (said, path) = told("json");
        let first = objects(&said.err).remove(0);
        let expected = serde_json::json!({
            "ernst": "fout", "code": "A003", "bestand": path, "regel": 9, "kolom": 10, "eind-regel": 9,
            "eind-kolom": 11, "tekst": "niveau 7 bestaat niet", "aanwijzing": "kies 1 tot en met 5",
            "tip": "ibp-peil normen toon GO.01 laat zien wat elk niveau betekent", "gebruik": null
        });
        assert_eq!(first, expected);
    }

    #[test]
    fn a_mistake_on_the_command_line_comes_in_the_form_that_was_asked_for() {
        for words in [["--meldingen", "json", "kijk"], ["kijk", "--meldingen", "json"]] {
            let message = &objects(&say(words).err)[0];
            assert_eq!((&message["ernst"], &message["code"]), (&"fout".into(), &Value::Null));
            assert!(message["gebruik"].as_str().unwrap().starts_with("ibp-peil"), "{message}");
        }
        let short = say(["kijk", "--meldingen=kort"]);
        assert_eq!(short.err, "ibp-peil: fout: opdracht \"kijk\" bestaat niet\n");
    }

    #[test]
    fn what_was_done_is_a_message_and_quiet_is_quiet() {
        let folder = tempfile::tempdir().unwrap();
        let words = |more: &'static str| {
            let uit = folder.path().to_owned().into_os_string();
            ["rapport".into(), "examples/voldoet.toml".into(), "-o".into(), uit, more.into()]
        };
        let told = messages(words("--datum=2026-11-21"));
        assert_eq!((told.len(), &told[0]["ernst"]), (1, &"melding".into()));
        assert!(told[0]["tekst"].as_str().unwrap().starts_with("Klaar: "), "{}", told[0]);
        assert!(messages(words("--stil")).is_empty());
    }

    #[test]
    fn warnings_of_a_file_that_can_be_used_come_in_the_same_form() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, WRONG.replace("niveau = 7", "niveau = 2")).unwrap();
        let found = messages([OsString::from("status"), path.into()]);
        assert_eq!(found.iter().map(code_of).collect::<Vec<_>>(), ["W001"]);
        assert_eq!(found[0]["ernst"], "let op");
    }
}
