//! Every way in which text leaves the program. The list is made from the command line itself and from the files that
//! `rapport` writes, so that a new way out without a check is noticed.

use std::collections::BTreeSet;
use std::io;

use clap::builder::PossibleValue;
use clap::{Command, ValueEnum};
use ibp_peil::assessment::history;
use ibp_peil::cli::{CheckFormat, CompareFormat, FillArgs, OverviewFormat};
use ibp_peil::command::Context;
use ibp_peil::command::fill::{Computer, Conversation};
use ibp_peil::questionnaire::layout::lay_out;
use ibp_peil::questionnaire::screen::Screen;
use ibp_peil::questionnaire::script::keys;
use ibp_peil::questionnaire::{Driver, Event, Key};

use ibp_peil::storage::SystemDisk;

use super::scene::{Said, Scene};

/// What came out, by its kind.
pub enum Output {
    Terminal(String),
    /// What the program says about itself: mistakes, warnings, what was written where.
    Messages(String),
    Json(String),
    Markdown(String),
    /// A JSON object on every line.
    JsonLines(String),
    Xml(String),
    Table(String),
    /// Workflow commands: a line each, that begins with two colons.
    Commands(String),
    /// An assessment that the program wrote.
    Toml(String),
    Workbook(Vec<u8>),
    Word(Vec<u8>),
    /// What stood on the screen, one after the other.
    Screens(Vec<String>),
}

/// What comes out of a scene, each with a name.
pub type Outputs = Vec<(String, Output)>;

/// What is asked, and how.
pub type Outlet = (&'static str, fn(&Scene) -> Outputs);

/// A way out and how to get everything that comes through it. A way that changes nothing about what comes out, such as
/// another day, shows what it showed without.
pub const OUTLETS: &[Outlet] = &[
    // The menu is asked in a real terminal: see `names.rs`.
    ("", |scene| text(scene, &["--hulp"])),
    ("--normen", |scene| text(scene, &["normen"])),
    ("--datum", |scene| text(scene, &["status", "@meting.toml", "--datum", "2027-01-01"])),
    ("--stil", |scene| text(scene, &["status", "@meting.toml", "--stil"])),
    ("--meldingen=lang", |scene| messages(scene, "lang", Output::Messages)),
    ("--meldingen=kort", |scene| messages(scene, "kort", Output::Messages)),
    ("--meldingen=json", |scene| messages(scene, "json", Output::Json)),
    ("invullen", |scene| sitting(scene, |_| ())),
    ("invullen --domein", |scene| sitting(scene, |args| args.domein = vec!["BB".to_owned()])),
    ("invullen --rol", |scene| sitting(scene, |args| args.rol = Some("ict".to_owned()))),
    ("invullen --basismaatregelen", |scene| sitting(scene, |args| args.basismaatregelen = true)),
    ("invullen --vorige", |scene| sitting(scene, |args| args.vorige = Some(scene.path("vorig.toml")))),
    ("status", |scene| text(scene, &["status", "@meting.toml"])),
    ("status --rol", |scene| {
        let mails = ["status", "@meting.toml", "--rol", "alle"];
        let mut outputs = text(scene, &mails);
        let json = scene.result(&[&mails[..], &["--formaat", "json"]].concat());
        outputs.push(("json".to_owned(), Output::Json(json)));
        outputs
    }),
    ("status --formaat=tekst", |scene| text(scene, &["status", "@meting.toml", "--formaat", "tekst"])),
    ("status --formaat=json", |scene| {
        vec![(
            "json".to_owned(),
            Output::Json(scene.result(&["status", "@meting.toml", "--formaat", "json"])),
        )]
    }),
    ("status --groep", |scene| {
        in_a_group(scene, |scene| {
            let words = ["status", "@meting.toml", "--groep", "@groep"];
            let json = scene.result(&[&words[..], &["--formaat", "json"]].concat());
            let mut outputs = text(scene, &words);
            outputs.push(("json".to_owned(), Output::Json(json)));
            outputs
        })
    }),
    // Beside last year there is more in every file.
    ("rapport", |_| the_same_as("rapport --vorige")),
    ("rapport --uitvoer", |_| the_same_as("rapport --vorige")),
    ("rapport --vorige", |scene| report(scene, &["--vorige", "@vorig.toml"])),
    ("rapport --zonder-toelichting", |scene| report(scene, &["--zonder-toelichting"])),
    ("rapport --overschrijf", |_| the_same_as("rapport --vorige")),
    ("rapport --groep", |scene| in_a_group(scene, |scene| report(scene, &["--groep", "@groep"]))),
    ("paragraaf", |scene| text(scene, &["paragraaf", "@meting.toml"])),
    ("paragraaf --kort", |scene| text(scene, &["paragraaf", "@meting.toml", "--kort"])),
    ("paragraaf --vorige", |scene| text(scene, &["paragraaf", "@meting.toml", "--vorige", "@vorig.toml"])),
    ("herstel", |scene| earlier(scene, &[])),
    ("herstel --toon", |scene| earlier(scene, &["--toon", "1"])),
    ("herstel --terug", |scene| earlier(scene, &["--terug", "1"])),
    ("herstel --uitvoer", |scene| {
        let mut outputs = damaged(scene, &[]);
        outputs.extend(damaged(scene, &["-o", "@gered.toml"]));
        std::fs::remove_file(scene.path("gered.toml")).unwrap();
        outputs
    }),
    ("vragenlijst", |scene| form(scene, &[])),
    ("vragenlijst --uitvoer", |_| the_same_as("vragenlijst")),
    ("vragenlijst --domein", |scene| form(scene, &["--domein", "BB"])),
    ("vragenlijst --rol", |scene| form(scene, &["--rol", "ict"])),
    ("vragenlijst --formaat=xlsx", |_| the_same_as("vragenlijst")),
    ("vragenlijst --formaat=csv", |scene| imported_table(scene)),
    ("importeer", |scene| imported(scene, &[])),
    ("importeer --uitvoer", |_| the_same_as("importeer")),
    ("importeer --opslaan", |scene| imported(scene, &["--opslaan"])),
    ("importeer --voorrang", |scene| imported(scene, &["--opslaan", "--voorrang", "@plat.toml"])),
    ("importeer --sla-verschillen-over", |scene| imported(scene, &["--sla-verschillen-over"])),
    ("importeer --door", |scene| imported(scene, &["--opslaan", "--door", "bestuurder"])),
    ("vragenlijst --formaat=docx", |scene| {
        let mut outputs = on_paper(scene, &[]);
        outputs.extend(on_paper(scene, &["--rol", "ict-leverancier"]));
        outputs
    }),
    ("vragenlijst --overschrijf", |_| the_same_as("vragenlijst")),
    ("kopie", |scene| copied(scene, &[])),
    ("kopie --uitvoer", |_| the_same_as("kopie")),
    ("kopie --zonder-toelichting", |scene| copied(scene, &["--zonder-toelichting"])),
    ("kopie --overschrijf", |_| the_same_as("kopie")),
    ("toets", |scene| verdict(scene, "tekst", Output::Terminal)),
    ("toets --eis", |scene| {
        let words = ["--eis", "voldoet", "--eis", "streefniveau=3"];
        vec![("eis".to_owned(), Output::Terminal(scene.verdict(&words)))]
    }),
    ("toets --eisenbestand", |_| the_same_as("toets")),
    ("toets --toon-eisen", |scene| text(scene, &["toets", "--eisenbestand", "@eisen.toml", "--toon-eisen"])),
    ("toets --formaat=tekst", |_| the_same_as("toets")),
    ("toets --formaat=json", |scene| verdict(scene, "json", Output::Json)),
    ("toets --formaat=junit", |scene| verdict(scene, "junit", Output::Xml)),
    ("toets --formaat=sarif", |scene| verdict(scene, "sarif", Output::Json)),
    ("toets --formaat=github", |scene| verdict(scene, "github", Output::Commands)),
    ("vergelijk", |scene| compared(scene, "txt", |bytes| Output::Terminal(utf8(bytes)))),
    ("vergelijk --uitvoer", |_| the_same_as("vergelijk")),
    ("vergelijk --overschrijf", |_| the_same_as("vergelijk")),
    ("vergelijk --formaat=tekst", |_| the_same_as("vergelijk")),
    ("vergelijk --formaat=json", |scene| compared(scene, "json", |bytes| Output::Json(utf8(bytes)))),
    ("vergelijk --formaat=md", |scene| compared(scene, "md", |bytes| Output::Markdown(utf8(bytes)))),
    ("vergelijk --formaat=xlsx", |scene| compared(scene, "xlsx", Output::Workbook)),
    ("overzicht", |_| the_same_as("overzicht --formaat=md")),
    ("overzicht --uitvoer", |_| the_same_as("overzicht --formaat=md")),
    ("overzicht --formaat=xlsx", |scene| boards(scene, "uit.xlsx", &[])),
    ("overzicht --formaat=md", |scene| boards(scene, "uit.md", &["--formaat", "md"])),
    ("overzicht --formaat=csv", |scene| boards(scene, "uit.csv", &[])),
    ("overzicht --formaat=json", |scene| boards(scene, "uit.json", &[])),
    ("overzicht --formaat=jsonl", |scene| boards(scene, "uit.jsonl", &[])),
    ("overzicht --lang", |scene| {
        ["uit.csv", "uit.jsonl"].iter().flat_map(|file| boards(scene, file, &["--lang"])).collect()
    }),
    ("overzicht --patroon", |_| the_same_as("overzicht --formaat=md")),
    ("overzicht --nieuwste", |_| the_same_as("overzicht --sleutel")),
    ("overzicht --anoniem", |_| the_same_as("overzicht --sleutel")),
    ("overzicht --sleutel", |scene| {
        boards(scene, "uit.md", &["--anoniem", "--nieuwste", "--sleutel", "@sleutel.csv"])
    }),
    ("overzicht --per-bestuur", |scene| in_a_group(scene, per_board)),
    ("overzicht --overschrijf", |_| the_same_as("overzicht --per-bestuur")),
    ("normen", |scene| text(scene, &["normen"])),
    ("normen --onbevestigd", |scene| text(scene, &["normen", "--onbevestigd"])),
    ("normen toon", |scene| {
        let ids = ["AA.01", "AA.02", "V-AA.05", "BB.01"];
        ids.iter().flat_map(|id| text(scene, &["normen", "toon", id])).collect()
    }),
    ("normen valideer", |scene| text(scene, &["normen", "valideer", "@kader"])),
    ("help", |scene| {
        let topics =
            ["niveaus", "score", "jaarverslag", "bestand", "besturen", "vergelijken", "begrippen", "fouten"];
        topics.iter().flat_map(|topic| text(scene, &["help", topic])).collect()
    }),
];

/// The names of all ways out, found by walking the command line.
pub fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    walk(&ibp_peil::cli::command(), "", &mut names);
    names
}

fn walk(command: &Command, path: &str, names: &mut BTreeSet<String>) {
    names.insert(path.to_owned());
    let name = |option: &str| format!("{path} {option}").trim().to_owned();
    for arg in command.get_arguments() {
        let Some(long) = arg.get_long().filter(|long| !["hulp", "versie"].contains(long)) else { continue };
        let mut values = arg.get_possible_values();
        if long == "formaat" && values.is_empty() {
            // Formats that can be followed by a file.
            values = formats(path);
        }
        if arg.get_action().takes_values() && !values.is_empty() {
            names.extend(values.iter().map(|value| name(&format!("--{long}={}", value.get_name()))));
        } else {
            names.insert(name(&format!("--{long}")));
        }
    }
    for below in command.get_subcommands() {
        walk(below, &name(below.get_name()), names);
    }
}

/// The formats of a command that can be followed by a file, which the command line itself does not tell.
fn formats(command: &str) -> Vec<PossibleValue> {
    fn of<F: ValueEnum>() -> Vec<PossibleValue> {
        F::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect()
    }
    match command {
        "toets" => of::<CheckFormat>(),
        "vergelijk" => of::<CompareFormat>(),
        "overzicht" => of::<OverviewFormat>(),
        other => panic!("which formats does {other} have?"),
    }
}

/// Two years of a board and a broken file with the text in it, to one overview; and the key, where one is asked for.
fn boards(scene: &Scene, name: &str, options: &[&str]) -> Outputs {
    let folder = scene.path("besturen");
    std::fs::create_dir(&folder).unwrap();
    for file in ["meting.toml", "vorig.toml"] {
        std::fs::copy(scene.path(file), folder.join(file)).unwrap();
    }
    let source = std::fs::read_to_string(scene.path("meting.toml")).unwrap();
    let board = source.parse::<toml_edit::DocumentMut>().unwrap()["bestuur"]["naam"].clone();
    let wrong = format!("formaat = 1\n[bestuur]\nict-beheer = {}\n", board.into_value().unwrap());
    std::fs::write(folder.join("stuk.toml"), wrong).unwrap();
    let out = format!("@{name}");
    let said = scene.with_catalogue(&[&["overzicht", "@besturen", "-o", &out], options].concat());
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
    let place = scene.path("").display().to_string();
    let mut outputs = vec![(format!("{name}, melding"), Output::Messages(said.err.replace(&place, "")))];
    for file in [name, "sleutel.csv"] {
        let Ok(bytes) = std::fs::read(scene.path(file)) else {
            assert!(file != name, "the overview is there, also beside a broken file: {}", said.err);
            continue;
        };
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let output = match file.rsplit_once('.').unwrap().1 {
            "xlsx" => Output::Workbook(bytes),
            "md" => Output::Markdown(text(bytes)),
            "csv" => Output::Table(text(bytes)),
            "json" => Output::Json(text(bytes)),
            _ => Output::JsonLines(text(bytes)),
        };
        outputs.push((file.to_owned(), output));
        std::fs::remove_file(scene.path(file)).unwrap();
    }
    std::fs::remove_dir_all(folder).unwrap();
    outputs
}

/// With a folder of boards beside the assessment: enough of them for a place in the group.
fn in_a_group(scene: &Scene, outputs: impl FnOnce(&Scene) -> Outputs) -> Outputs {
    let folder = scene.path("groep");
    std::fs::create_dir(&folder).unwrap();
    let source = std::fs::read_to_string(scene.path("meting.toml")).unwrap();
    for number in 1..=6 {
        let mut board: toml_edit::DocumentMut = source.parse().unwrap();
        board["bestuur"]["bestuursnummer"] = toml_edit::value(format!("0000{number}"));
        std::fs::write(folder.join(format!("{number}.toml")), board.to_string()).unwrap();
    }
    let outputs = outputs(scene);
    std::fs::remove_dir_all(folder).unwrap();
    outputs
}

/// The overview and the report of the first board; the folder has the name of the board, made safe.
fn per_board(scene: &Scene) -> Outputs {
    let said = scene.with_catalogue(&["overzicht", "@groep", "--per-bestuur", "-o", "@uit"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    let place = scene.path("").display().to_string();
    let mut outputs = vec![("melding".to_owned(), Output::Messages(said.err.replace(&place, "")))];
    let book = std::fs::read(scene.path("uit/overzicht.xlsx")).unwrap();
    outputs.push(("overzicht.xlsx".to_owned(), Output::Workbook(book)));
    let folders = std::fs::read_dir(scene.path("uit")).unwrap().map(|entry| entry.unwrap().path());
    let folders: BTreeSet<_> = folders.filter(|path| path.is_dir()).collect();
    assert_eq!(folders.len(), 6, "{folders:?}");
    for name in ["gap-analyse.md", "ibp-paragraaf.md"] {
        let page = std::fs::read_to_string(folders.first().unwrap().join(name)).unwrap();
        outputs.push((name.to_owned(), Output::Markdown(page)));
    }
    std::fs::remove_dir_all(scene.path("uit")).unwrap();
    outputs
}

/// What is told about an earlier version of an assessment, in which every text was another.
fn earlier(scene: &Scene, options: &[&str]) -> Outputs {
    let path = scene.path("herstel.toml");
    std::fs::copy(scene.path("meting.toml"), &path).unwrap();
    let plain = std::fs::read(Scene::new("een andere tekst").path("meting.toml")).unwrap();
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    history::keep(&SystemDisk, &path, &plain, history::Kind::Sitting, now).unwrap();
    let outputs = both(scene, &[&["herstel", "@herstel.toml"], options].concat());
    std::fs::remove_file(path).unwrap();
    std::fs::remove_dir_all(scene.path(".ibp-peil")).unwrap();
    outputs
}

/// A copy of the assessment, and what is said about it.
fn copied(scene: &Scene, options: &[&str]) -> Outputs {
    let said = scene.with_catalogue(&[&["kopie", "@meting.toml", "-o", "@kopie.toml"], options].concat());
    assert_eq!(said.code, 0, "{options:?} {}", said.err);
    let copy = std::fs::read_to_string(scene.path("kopie.toml")).unwrap();
    std::fs::remove_file(scene.path("kopie.toml")).unwrap();
    vec![("kopie".to_owned(), Output::Toml(copy)), ("melding".to_owned(), Output::Messages(said.err))]
}

/// What is told about an assessment of which the end is gone and one line is broken.
fn damaged(scene: &Scene, options: &[&str]) -> Outputs {
    let whole = std::fs::read_to_string(scene.path("meting.toml")).unwrap();
    let cut = whole.rfind("[antwoorden.\"BB.01\"]").unwrap();
    std::fs::write(scene.path("stuk.toml"), format!("{}navragen = = \n", &whole[..cut])).unwrap();
    let outputs = both(scene, &[&["herstel", "@stuk.toml"], options].concat());
    std::fs::remove_file(scene.path("stuk.toml")).unwrap();
    outputs
}

/// Result and messages of a command that must succeed.
fn both(scene: &Scene, words: &[&str]) -> Outputs {
    let said = scene.with_catalogue(words);
    assert_eq!(said.code, 0, "{words:?} {}", said.err);
    vec![
        (words.join(" "), Output::Terminal(said.out)),
        (format!("{}, melding", words.join(" ")), Output::Messages(said.err)),
    ]
}

/// What is told of an import into an assessment in which every text is another, with a part that says a third thing.
fn imported(scene: &Scene, options: &[&str]) -> Outputs {
    let (target, other) = (scene.path("herstel.toml"), scene.path("plat.toml"));
    static OTHERS: std::sync::OnceLock<[String; 2]> = std::sync::OnceLock::new();
    let made = |text: &str| std::fs::read_to_string(Scene::new(text).path("meting.toml")).unwrap();
    let [another, third] = OTHERS.get_or_init(|| ["een andere tekst", "een derde tekst"].map(made));
    std::fs::write(&target, another).unwrap();
    std::fs::write(&other, third).unwrap();
    let words = [&["importeer", "@meting.toml", "@plat.toml", "-o", "@herstel.toml"], options].concat();
    let said = scene.with_catalogue(&words);
    assert!([0, 2].contains(&said.code) && !said.out.is_empty(), "{words:?} {}", said.err);
    std::fs::remove_file(target).unwrap();
    std::fs::remove_file(other).unwrap();
    let _ = std::fs::remove_dir_all(scene.path(".ibp-peil"));
    vec![
        (words.join(" "), Output::Terminal(said.out)),
        (format!("{}, melding", words.join(" ")), Output::Messages(said.err)),
    ]
}

/// A form as a table: no cell of it is a formula, and every text comes back as it was.
fn imported_table(scene: &Scene) -> Outputs {
    let path = scene.path("vragenlijst.csv");
    let said = scene.with_catalogue(&["vragenlijst", "@meting.toml", "-o", "@vragenlijst.csv"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let table = std::fs::read(&path).unwrap();
    let before = std::fs::read(scene.path("meting.toml")).unwrap();
    let again = scene.with_catalogue(&["importeer", "@vragenlijst.csv", "-o", "@meting.toml", "--opslaan"]);
    assert_eq!((again.code, again.out.as_str()), (0, ""), "{}", again.err);
    assert_eq!(std::fs::read(scene.path("meting.toml")).unwrap(), before);
    std::fs::remove_file(path).unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(&table[3..]);
    for cell in
        reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
    {
        let steers = |c: char| c != '\n' && ibp_peil::finding::print::visible_char(c) != c;
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !cell.contains(steers), "{cell:?}");
    }
    vec![
        ("melding".to_owned(), Output::Messages(said.err)),
        ("terug".to_owned(), Output::Messages(again.err)),
    ]
}

/// A form with what is filled in already, as a workbook.
fn form(scene: &Scene, options: &[&str]) -> Outputs {
    let path = scene.path("vragenlijst.xlsx");
    let words = [&["vragenlijst", "@meting.toml", "-o", "@vragenlijst.xlsx"], options].concat();
    let said = scene.with_catalogue(&words);
    assert_eq!(said.code, 0, "{words:?} {}", said.err);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    vec![
        (words.join(" "), Output::Workbook(bytes)),
        (format!("{}, melding", words.join(" ")), Output::Messages(said.err)),
    ]
}

/// A form on paper with the answers that are there, or a letter, and what is said about it.
fn on_paper(scene: &Scene, options: &[&str]) -> Outputs {
    let words = [&["vragenlijst", "@meting.toml", "-o", "@papier.docx"], options].concat();
    let said = scene.with_catalogue(&words);
    assert_eq!(said.code, 0, "{words:?} {}", said.err);
    let bytes = std::fs::read(scene.path("papier.docx")).unwrap();
    std::fs::remove_file(scene.path("papier.docx")).unwrap();
    vec![
        (words.join(" "), Output::Word(bytes)),
        (format!("{}, melding", words.join(" ")), Output::Messages(said.err)),
    ]
}

/// A check against demands that do and do not hold, with an exception.
fn verdict(scene: &Scene, format: &str, kind: fn(String) -> Output) -> Outputs {
    let words = ["--eisenbestand", "@eisen.toml", "--formaat", format];
    vec![(format.to_owned(), kind(scene.verdict(&words).replace(&scene.path("").display().to_string(), "")))]
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// Two assessments beside each other, and the years of a board with a file between them that is broken. That the two
/// have another name of the board is a warning, and no trend.
fn compared(scene: &Scene, extension: &str, kind: fn(Vec<u8>) -> Output) -> Outputs {
    let file = scene.path(&format!("vergelijking.{extension}"));
    let out = format!("@vergelijking.{extension}");
    let mut outputs = Outputs::new();
    let mut run = |what: &str, words: &[&str], code: u8| {
        let said = scene.with_catalogue(&[words, &["-o", &out]].concat());
        assert_eq!(said.code, code, "{words:?} {}", said.err);
        assert_eq!(said.out, "");
        let place = scene.path("").display().to_string();
        outputs.push((format!("{what}, melding"), Output::Messages(said.err.replace(&place, ""))));
        outputs.push((what.to_owned(), kind(std::fs::read(&file).unwrap())));
    };
    std::fs::create_dir(scene.path("jaren")).unwrap();
    let years = ["meting.toml", "vorig.toml"];
    for name in years {
        std::fs::copy(scene.path(name), scene.path("jaren").join(name)).unwrap();
    }
    run("trend", &["vergelijk", "@jaren"], 0);
    std::fs::write(scene.path("jaren/stuk.toml"), "formaat = = 1\n").unwrap();
    run("trend met stuk bestand", &["vergelijk", "@jaren"], 2);
    run("twee", &["vergelijk", "@vorig.toml", "@meting.toml"], 0);
    run("omgekeerd", &["vergelijk", "@meting.toml", "@vorig.toml"], 0);
    let other = std::fs::read_to_string(Scene::new("een ander bestuur").path("meting.toml")).unwrap();
    let other = other.replace("bestuursnummer", "#");
    std::fs::write(scene.path("ander.toml"), other).unwrap();
    run("twee besturen", &["vergelijk", "@ander.toml", "@meting.toml"], 0);
    std::fs::remove_dir_all(scene.path("jaren")).unwrap();
    std::fs::remove_file(scene.path("ander.toml")).unwrap();
    std::fs::remove_file(file).unwrap();
    outputs
}

/// For an option that changes nothing about what comes out.
fn the_same_as(outlet: &str) -> Outputs {
    assert!(OUTLETS.iter().any(|(name, _)| *name == outlet));
    Vec::new()
}

fn text(scene: &Scene, words: &[&str]) -> Outputs {
    vec![(words.join(" "), Output::Terminal(scene.result(words)))]
}

/// Warnings, mistakes in a file and a mistake on the command line that all quote the text.
fn messages(scene: &Scene, form: &str, kind: fn(String) -> Output) -> Outputs {
    let told = |said: Said| {
        assert!(!said.err.is_empty());
        said.err
    };
    let form = ["--meldingen", form];
    let broken = scene.path("fout.toml");
    let source = std::fs::read_to_string(scene.path("meting.toml")).unwrap();
    let quote = |text: &str| toml_edit::Key::new(text).with_leaf_decor(Default::default()).to_string();
    let name =
        source.parse::<toml_edit::DocumentMut>().unwrap()["bestuur"]["naam"].as_str().unwrap().to_owned();
    let key = if name.is_empty() { quote("leeg") } else { quote(&name) };
    let value = toml_edit::Value::from(name.as_str()).to_string();
    let mistakes = format!(
        "{key} = 1\nformaat = 1\n[bestuur]\nnaam = 1\nsectoren = [{value}]\nict-beheer = {value}\n{key} = {value}\n\
         [meting]\nnormenkader = {value}\nverslagjaar = {value}\nstatus = {value}\n[antwoorden.{key}]\nniveau = {value}\n\
         [antwoorden.\"AA.01\"]\nstreefdatum = {value}\nniveau = 7\n"
    );
    std::fs::write(&broken, mistakes).unwrap();
    let commands: [&[&str]; 5] = [
        &["status", "@fout.toml"],
        &["status", "@meting.toml"],
        &["normen", "toon", &name],
        &["help", &name],
        &[&name],
    ];
    commands
        .iter()
        // The plain scene has no warnings, so that nothing is said about a file that is right.
        .filter(|words| words[..] != ["status", "@meting.toml"])
        .filter(|words| !words.contains(&"-2+3"))
        .map(|words| {
            let words: Vec<&str> = form.iter().chain(words.iter()).copied().collect();
            let said = scene.with_catalogue(&words);
            assert_eq!(said.code, 2, "{words:?} {}", said.out);
            assert_eq!(said.out, "");
            (words[2].to_owned(), kind(told(said)))
        })
        .collect()
}

/// The files that `rapport` writes; one of a kind that nobody knows how to check is a failure.
fn report(scene: &Scene, more: &[&str]) -> Outputs {
    // What another way out of this scene left there.
    let _ = std::fs::remove_dir_all(scene.path("uit"));
    let before = scene.contents();
    let words: Vec<&str> =
        ["rapport", "@meting.toml", "-o", "@uit"].into_iter().chain(more.iter().copied()).collect();
    let said = scene.with_catalogue(&words);
    assert_eq!(said.code, 0, "{}", said.err);
    let mut outputs = vec![("melding".to_owned(), Output::Messages(said.err.clone()))];
    for (path, bytes) in scene.contents() {
        if before.get(&path) == Some(&bytes) || path == scene.path("uit") {
            continue;
        }
        assert_eq!(path.parent(), Some(scene.path("uit").as_path()), "written outside the folder");
        let name = path.file_name().unwrap().to_str().expect("a plain name").to_owned();
        let output = match path.extension().and_then(|extension| extension.to_str()) {
            Some("xlsx") => Output::Workbook(bytes),
            Some("docx") => Output::Word(bytes),
            Some("md") => Output::Markdown(String::from_utf8(bytes).unwrap()),
            Some("json") => Output::Json(String::from_utf8(bytes).unwrap()),
            other => panic!("no check for {name} ({other:?}): add one to tests/hostile"),
        };
        outputs.push((name, output));
    }
    assert!(outputs.len() > 4, "rapport writes four files");
    outputs
}

/// Presses keys as if at random, always the same ones, and keeps every screen.
struct Wanderer {
    keys: Vec<Key>,
    seed: u64,
    left: usize,
    screens: Vec<String>,
}

impl Driver for Wanderer {
    fn show(&mut self, screen: &Screen) -> io::Result<()> {
        self.screens.push(lay_out(screen, 80, 24, 0).plain());
        Ok(())
    }

    fn next(&mut self) -> Event {
        if self.left == 0 {
            return Event::Stop(2);
        }
        self.left -= 1;
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let index = (self.seed >> 33) as usize % self.keys.len();
        Event::Key(self.keys[index])
    }
}

/// The screens of a sitting that goes everywhere, and what is said at its end.
fn sitting(scene: &Scene, change: impl FnOnce(&mut FillArgs)) -> Outputs {
    let global = ibp_peil::cli::Global {
        normen: Some(scene.path("kader")),
        datum: Some(jiff::civil::date(2026, 11, 21)),
        ..Default::default()
    };
    let context = Context::new(&global).unwrap_or_else(|findings| panic!("{findings}"));
    std::fs::copy(scene.path("meting.toml"), scene.path("zitting.toml")).unwrap();
    let mut args = FillArgs { file: Some(scene.path("zitting.toml")), ..FillArgs::default() };
    change(&mut args);
    let often = "123utbnwg\n\n\n<esc><esc><down><down><up>+vj";
    let (mut screens, mut said) = (Vec::new(), String::new());
    let computer = Computer { disk: &SystemDisk, refuges: Vec::new() };
    // One can leave at any moment, so one sitting does not see everything.
    let sittings = if args.domein.is_empty() && args.rol.is_none() { 5 } else { 3 };
    for seed in 0..sittings {
        let mut driver = Wanderer { keys: keys(often), seed, left: 60, screens: Vec::new() };
        let ending = Conversation::prepare(&args, &context, &computer)
            .unwrap_or_else(|error| panic!("{error}"))
            .hold(&mut driver)
            .unwrap_or_else(|error| panic!("{error}"));
        screens.extend(driver.screens);
        said = ending.lines(false).join("\n") + "\n";
    }
    assert!(screens.len() > 60, "{} screens", screens.len());
    std::fs::remove_file(scene.path("zitting.toml")).unwrap();
    // The folder of the scene has another name every time.
    let folder = scene.path("").display().to_string();
    vec![
        ("schermen".to_owned(), Output::Screens(screens)),
        ("slot".to_owned(), Output::Messages(said.replace(&folder, ""))),
    ]
}
