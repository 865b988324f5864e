//! No English is left in any help page or in any mistake on the command line.
//!
//! Every page is asked for in every way, every kind of mistake is made, and the answers are searched for words that
//! are English and not Dutch, and for whatever clap itself would have said.

use std::collections::BTreeSet;
use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command};
use ibp_peil::command::help::{GLOSSARY, TOPICS};
use ibp_peil::finding::Code;
use ibp_peil::streams::Streams;

/// English words that are no Dutch words. "help", "status" and "tip" are both, and are left out.
const ENGLISH_WORDS: &[&str] = &[
    "about",
    "above",
    "actual",
    "add",
    "after",
    "alias",
    "aliases",
    "all",
    "allowed",
    "already",
    "also",
    "and",
    "any",
    "anything",
    "are",
    "arguments",
    "available",
    "be",
    "because",
    "before",
    "between",
    "both",
    "but",
    "by",
    "can",
    "cannot",
    "cause",
    "change",
    "choice",
    "choices",
    "command",
    "commands",
    "conflict",
    "conflicts",
    "could",
    "default",
    "defaults",
    "did",
    "display",
    "do",
    "does",
    "each",
    "either",
    "empty",
    "env",
    "equal",
    "error",
    "errors",
    "every",
    "exist",
    "exists",
    "expected",
    "fail",
    "failed",
    "failure",
    "few",
    "file",
    "files",
    "find",
    "flag",
    "flags",
    "following",
    "folder",
    "for",
    "found",
    "from",
    "get",
    "given",
    "has",
    "have",
    "how",
    "if",
    "ignored",
    "information",
    "input",
    "instead",
    "into",
    "invalid",
    "it",
    "its",
    "know",
    "known",
    "last",
    "least",
    "list",
    "longer",
    "many",
    "mean",
    "means",
    "message",
    "missing",
    "more",
    "most",
    "multiple",
    "must",
    "name",
    "need",
    "needed",
    "needs",
    "no",
    "none",
    "not",
    "nothing",
    "number",
    "obtained",
    "one",
    "only",
    "option",
    "optional",
    "options",
    "or",
    "other",
    "out",
    "output",
    "panicked",
    "pass",
    "perhaps",
    "possible",
    "print",
    "prints",
    "provide",
    "provided",
    "read",
    "remove",
    "report",
    "required",
    "requires",
    "run",
    "same",
    "see",
    "set",
    "should",
    "show",
    "shows",
    "sign",
    "similar",
    "single",
    "some",
    "something",
    "specified",
    "string",
    "subcommand",
    "subcommands",
    "such",
    "supplied",
    "take",
    "takes",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "time",
    "times",
    "to",
    "too",
    "try",
    "two",
    "unexpected",
    "unknown",
    "unrecognized",
    "usage",
    "use",
    "used",
    "using",
    "valid",
    "value",
    "values",
    "version",
    "wasn",
    "when",
    "where",
    "which",
    "while",
    "will",
    "with",
    "without",
    "wrong",
    "write",
    "you",
    "your",
];

/// What clap writes by itself in pages and mistakes.
const CLAP_PHRASES: &[&str] = &[
    "Usage:",
    "error:",
    "Options:",
    "Commands:",
    "Arguments:",
    "[OPTIONS]",
    "[COMMAND]",
    "<COMMAND>",
    "[default",
    "[env",
    "[possible",
    "[alias",
    "[short alias",
    "Possible values",
    "Print help",
    "Print version",
    "For more information",
    "argument '",
    "'--help'",
    "--help",
    "--version",
];

/// English that belongs there: the full name of what DPIA stands for.
const ALLOWED: &[&str] = &["data protection impact assessment"];

/// What is English in a text, if anything.
fn english(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    for allowed in ALLOWED {
        text = text.replace(allowed, "");
    }
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-')).map(str::to_lowercase);
    let mut found: Vec<String> = words.filter(|word| ENGLISH_WORDS.contains(&word.as_str())).collect();
    found.extend(
        CLAP_PHRASES.iter().filter(|phrase| text.contains(**phrase)).map(|phrase| (*phrase).to_owned()),
    );
    found
}

struct Said {
    code: u8,
    out: String,
    err: String,
}

/// Runs the program inside the test.
fn say<S: Into<OsString>>(args: impl IntoIterator<Item = S>) -> Said {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args: Vec<OsString> =
        [OsString::from("ibp-peil")].into_iter().chain(args.into_iter().map(Into::into)).collect();
    let mut streams = Streams::plain(&mut out, &mut err);
    let code = ibp_peil::run(args, &mut streams);
    Said { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

#[track_caller]
fn assert_dutch(text: &str, what: &str) {
    assert_eq!(english(text), Vec::<String>::new(), "English in {what}:\n{text}");
    for line in text.lines() {
        let wide = line.chars().count() > 80 && !line.trim_start().starts_with("http");
        assert!(!wide, "wider than 80 columns in {what}:\n{line}");
    }
}

/// The paths of all commands: "", "status", "normen toon" and so on.
fn paths(command: &Command, above: &[String]) -> Vec<Vec<String>> {
    let mut found = vec![above.to_vec()];
    for below in command.get_subcommands() {
        let path: Vec<String> = above.iter().cloned().chain([below.get_name().to_owned()]).collect();
        found.extend(paths(below, &path));
    }
    found
}

#[test]
fn every_help_page_is_dutch_in_every_way_it_can_be_asked_for() {
    let all = paths(&ibp_peil::cli::command(), &[]);
    assert!(all.len() >= 9 && all.contains(&vec!["normen".to_owned(), "toon".to_owned()]), "{all:?}");
    for path in all {
        let ways =
            ["-h", "--hulp", "--help"].map(|flag| path.iter().cloned().chain([flag.to_owned()]).collect());
        let by_word: Vec<String> = ["help".to_owned()].into_iter().chain(path.iter().cloned()).collect();
        let pages: Vec<Said> = ways.into_iter().chain([by_word]).map(say::<String>).collect();
        for page in &pages {
            assert_eq!((page.code, page.err.as_str()), (0, ""), "{path:?}");
            assert!(
                page.out.contains("Gebruik: ibp-peil") && page.out.contains("Toon deze hulp"),
                "{}",
                page.out
            );
            assert_dutch(&page.out, &format!("the help of {path:?}"));
            assert_eq!(page.out, pages[0].out, "{path:?} has two different pages");
        }
    }
}

#[test]
fn every_topic_word_and_code_is_explained_in_dutch() {
    let topics = TOPICS.iter().map(|topic| topic.name);
    let words = GLOSSARY.iter().map(|(word, _)| *word);
    let codes = Code::ALL.iter().map(|code| code.as_str());
    for name in topics.chain(words).chain(codes) {
        let said = say(["help", name]);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{name}");
        assert!(said.out.lines().count() >= 1, "{name} explains nothing");
        assert_dutch(&said.out, name);
    }
}

#[test]
fn the_version_and_the_program_without_a_command_are_dutch() {
    for flag in ["-V", "--versie", "--version"] {
        let said = say([flag]);
        assert_eq!((said.code, said.out), (0, format!("ibp-peil {}\n", env!("CARGO_PKG_VERSION"))));
    }
    let said = say::<&str>([]);
    assert_eq!(said.code, 0, "without a terminal there is help");
    assert_eq!(said.out, say(["help"]).out);
}

/// Mistakes that a person can make, and the kind of mistake that clap calls it.
fn mistakes() -> Vec<(Vec<OsString>, ErrorKind)> {
    let text: &[(&[&str], ErrorKind)] = &[
        (&["stauts"], ErrorKind::InvalidSubcommand),
        (&["iets"], ErrorKind::InvalidSubcommand),
        (&["meting.toml"], ErrorKind::InvalidSubcommand),
        (&["normen", "tonen"], ErrorKind::InvalidSubcommand),
        (&["normen", "GO.01"], ErrorKind::InvalidSubcommand),
        (&["--onbekend"], ErrorKind::UnknownArgument),
        (&["status", "x", "--datm", "2026-11-21"], ErrorKind::UnknownArgument),
        (&["status", "x", "-x"], ErrorKind::UnknownArgument),
        (&["status", "x", "-5"], ErrorKind::UnknownArgument),
        (&["status", "x", "y"], ErrorKind::UnknownArgument),
        (&["status", "x", "--", "--hulp"], ErrorKind::UnknownArgument),
        (&["normen", "toon", "GO.01", "GO.02"], ErrorKind::UnknownArgument),
        (&["status"], ErrorKind::MissingRequiredArgument),
        (&["rapport"], ErrorKind::MissingRequiredArgument),
        (&["rapport", "x"], ErrorKind::MissingRequiredArgument),
        (&["normen", "toon"], ErrorKind::MissingRequiredArgument),
        (&["rapport", "x", "-o"], ErrorKind::InvalidValue),
        (&["status", "x", "--datum"], ErrorKind::InvalidValue),
        (&["status", "x", "--formaat", "xml"], ErrorKind::InvalidValue),
        (&["status", "x", "--formaat", "jsn"], ErrorKind::InvalidValue),
        (&["status", "x", "--formaat", "-1"], ErrorKind::UnknownArgument),
        (&["status", "x", "--formaat="], ErrorKind::InvalidValue),
        (&["status", ""], ErrorKind::InvalidValue),
        (&["rapport", "x", "-o", ""], ErrorKind::InvalidValue),
        (&["status", "x", "--datum", "2026-02-30"], ErrorKind::ValueValidation),
        (&["status", "x", "--datum", "21-11-2026"], ErrorKind::ValueValidation),
        (&["status", "x", "--datum", "gisteren"], ErrorKind::ValueValidation),
        (&["status", "x", "--datum="], ErrorKind::ValueValidation),
        (&["status", "x", "--stil=ja"], ErrorKind::TooManyValues),
        (&["status", "x", "--datum", "2026-11-21", "--datum", "2026-11-22"], ErrorKind::ArgumentConflict),
        (&["rapport", "x", "-o", "a", "-o", "b"], ErrorKind::ArgumentConflict),
        (&["status", "x", "-q", "-q"], ErrorKind::ArgumentConflict),
        (&["status", "x", "--datum", "2026-11-21\u{1b}[31m\u{202e}"], ErrorKind::ValueValidation),
    ];
    let mut all: Vec<(Vec<OsString>, ErrorKind)> =
        text.iter().map(|(args, kind)| (args.iter().map(OsString::from).collect(), *kind)).collect();
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        let not_text = || OsString::from_vec(vec![b'G', 0xff]);
        all.push((vec!["normen".into(), "toon".into(), not_text()], ErrorKind::InvalidUtf8));
        all.push((vec!["invullen".into(), "--rol".into(), not_text()], ErrorKind::InvalidUtf8));
        all.push((vec![not_text()], ErrorKind::InvalidSubcommand));
        all.push((vec!["status".into(), "x".into(), not_text()], ErrorKind::UnknownArgument));
    }
    all
}

#[test]
fn every_mistake_on_the_command_line_is_told_in_dutch() {
    let mut kinds = BTreeSet::new();
    for (args, kind) in mistakes() {
        let what = format!("{args:?}");
        let full: Vec<OsString> =
            [OsString::from("ibp-peil")].into_iter().chain(args.iter().cloned()).collect();
        let from_clap = ibp_peil::cli::parse(&full).expect_err(&what);
        assert_eq!(from_clap.kind(), kind, "{what}");
        kinds.insert(format!("{kind:?}"));

        let said = say(args);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{what}");
        assert!(said.err.starts_with("fout: ") && said.err.contains("\ntip: "), "{what}:\n{}", said.err);
        assert!(said.err.contains("\nGebruik: ibp-peil"), "{what}:\n{}", said.err);
        assert_dutch(&said.err, &what);
        assert!(!said.err.contains(['\u{1b}', '\u{202e}']), "{what} steers the terminal");
        for line in from_clap.render().to_string().lines().filter(|line| line.len() > 12) {
            assert!(!said.err.contains(line), "{what} repeats clap: {line}");
        }
    }
    #[cfg(unix)]
    assert_eq!(kinds.len(), 8, "{kinds:?}");
}

/// Kinds of mistake that no command can give today, so that a new option cannot bring English in.
#[test]
fn kinds_of_mistake_that_no_command_gives_yet_are_dutch_too() {
    let command = || {
        Command::new("ibp-peil")
            .arg(Arg::new("paar").long("paar").num_args(2).action(ArgAction::Set))
            .arg(Arg::new("meer").long("meer").num_args(2..4).action(ArgAction::Set))
            .arg(Arg::new("gelijk").long("gelijk").num_args(1).require_equals(true))
            .arg(Arg::new("los").long("los").action(ArgAction::SetTrue).conflicts_with("gelijk"))
    };
    let with_subcommand = || {
        Command::new("ibp-peil")
            .subcommand_required(true)
            .subcommand(Command::new("toon").arg(Arg::new("id")))
    };
    let cases: [(Command, &[&str], ErrorKind); 6] = [
        (command(), &["--paar", "a"], ErrorKind::WrongNumberOfValues),
        (command(), &["--meer", "a"], ErrorKind::TooFewValues),
        (command(), &["--meer", "a", "b", "c", "d"], ErrorKind::UnknownArgument),
        (command(), &["--gelijk", "a"], ErrorKind::NoEquals),
        (command(), &["--gelijk=a", "--los"], ErrorKind::ArgumentConflict),
        (with_subcommand(), &[], ErrorKind::MissingSubcommand),
    ];
    for (command, args, kind) in cases {
        let typed: Vec<OsString> = ["ibp-peil"].iter().chain(args).map(OsString::from).collect();
        let error = command.clone().try_get_matches_from(&typed).expect_err("a mistake");
        assert_eq!(error.kind(), kind, "{args:?}");
        let problem = ibp_peil::dutch::usage::problem(&error, &command, &typed);
        let mut text = format!("{}\n{}", problem.text, problem.hint.unwrap_or_default());
        text = text.replace("--meer", "").replace("--gelijk", "").replace("--paar", "");
        assert_dutch(&text, &format!("{args:?}"));
    }
    for kind in [ErrorKind::Io, ErrorKind::Format, ErrorKind::InvalidUtf8, ErrorKind::InvalidValue] {
        let error = clap::Error::new(kind);
        let problem = ibp_peil::dutch::usage::problem(&error, &command(), &[]);
        assert_dutch(
            &format!("{}\n{}", problem.text, problem.hint.unwrap_or_default()),
            &format!("{kind:?}"),
        );
    }
}

#[test]
fn the_search_for_english_finds_what_clap_writes() {
    let english_page =
        Command::new("x").version("1").arg(Arg::new("a").long("aa").default_value("b")).render_help();
    for word in ["usage", "options", "print", "version", "[default", "Usage:", "Options:"] {
        assert!(english(&english_page.to_string()).iter().any(|found| found == word), "{word} is not found");
    }
    for (args, _) in mistakes() {
        let full: Vec<OsString> = [OsString::from("ibp-peil")].into_iter().chain(args).collect();
        let from_clap = ibp_peil::cli::parse(&full).unwrap_err().render().to_string();
        assert!(english(&from_clap).len() >= 2, "no English found in: {from_clap}");
    }
}
