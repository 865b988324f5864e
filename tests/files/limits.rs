//! What is too large, too deep or no file at all is refused at once, in Dutch, and without spending memory on it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ibp_peil::limits;
use ibp_peil::streams::Streams;

const GOOD: &str = "formaat = 1\n[bestuur]\nnaam = \"x\"\n[meting]\nnormenkader = \"ibp-fo\"\n\
    editie = \"2024-06-06\"\nverslagjaar = 2026\n";

fn say(words: &[&str], path: &Path) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = ["ibp-peil"].iter().chain(words).map(OsString::from).chain([path.as_os_str().to_owned()]);
    let code = ibp_peil::run(words, &mut Streams::plain(&mut out, &mut err));
    (code, String::from_utf8(err).unwrap())
}

/// What is told in one line about a file that is refused.
#[track_caller]
fn refusal(words: &[&str], path: &Path) -> String {
    let (code, err) = say(&[words, &["--meldingen", "kort"]].concat(), path);
    assert_eq!(code, 2, "{err}");
    err.replace(&path.display().to_string(), "X")
}

fn status(text: &str) -> (u8, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    fs::write(&path, text).unwrap();
    say(&["status", "--meldingen", "kort"], &path)
}

#[test]
fn a_file_of_four_megabytes_is_read_and_one_byte_more_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    let room = limits::FILE as usize - GOOD.len();
    fs::write(&path, format!("{GOOD}{}", "#".repeat(room))).unwrap();
    assert_eq!(say(&["status"], &path).0, 0);
    fs::write(&path, format!("{GOOD}{}", "#".repeat(room + 1))).unwrap();
    assert_eq!(refusal(&["status"], &path), "X: fout[B006]: dit bestand is groter dan 4 MB\n");
}

#[test]
fn a_file_of_a_million_lines_is_refused_before_it_is_taken_apart() {
    let refused = "fout[B006]: dit bestand heeft te veel regels en leestekens\n";
    for piece in ["x\n", "a.b.c = 1\n", "= \n", "\\q", "[", "\n"] {
        let (code, err) = status(&format!("{GOOD}{}", piece.repeat(limits::PIECES)));
        assert!(code == 2 && err.ends_with(refused), "{piece:?}: {err}");
    }
}

#[test]
fn a_text_has_a_largest_length() {
    let with = |length: usize| {
        status(&format!("{GOOD}[antwoorden.\"GO.01\"]\nactie = \"{}\"\n", "é".repeat(length)))
    };
    assert_eq!(with(limits::TEXT).0, 0);
    let (code, err) = with(limits::TEXT + 1);
    assert_eq!(code, 2);
    assert!(err.ends_with("fout[A010]: \"actie\" is te lang: 8001 tekens, hoogstens 8000\n"), "{err}");
}

#[test]
fn a_list_has_a_largest_length() {
    let with = |count: usize| {
        status(&format!("{GOOD}[antwoorden.\"GO.01\"]\nbewijs = [{}]\n", "\"a\", ".repeat(count)))
    };
    assert_eq!(with(limits::LIST).0, 0);
    let (code, err) = with(limits::LIST + 1);
    assert_eq!(code, 2);
    assert!(err.ends_with("fout[A013]: \"bewijs\" heeft 201 teksten, en hoogstens 200 kunnen\n"), "{err}");
}

#[test]
fn lists_and_tables_lie_in_each_other_only_so_deep() {
    let told = |text: String| status(&format!("{GOOD}{text}")).1;
    let deeper = limits::NESTING + 1;
    for (open, close) in [("[", "]"), ("{ a = ", "}")] {
        let nested = |depth: usize| format!("x = {}1{}\n", open.repeat(depth), close.repeat(depth));
        assert!(told(nested(deeper)).contains("te veel lijsten of tabellen in elkaar"), "{open}");
        assert!(!told(nested(limits::NESTING - 2)).contains("te veel"), "{open}");
        // However deep: no stack overflows.
        assert!(told(nested(90_000)).contains("T001"), "{open}");
    }
    let dotted = |depth: usize| format!("{}a = 1\n", "a.".repeat(depth));
    assert!(told(dotted(deeper)).contains("te veel lijsten of tabellen in elkaar"));
    assert!(told(dotted(150_000)).contains("T001"));
    assert!(told(format!("[{}a]\n", "a.".repeat(150_000))).contains("T001"));
}

#[test]
fn a_thousand_mistakes_are_told_and_not_a_million() {
    let (code, err) = status(&format!("{GOOD}{}", "x\n".repeat(limits::PIECES - 100)));
    assert_eq!(code, 2);
    assert!(err.lines().count() <= 2 * limits::FINDINGS, "{}", err.lines().count());
}

#[test]
fn a_long_line_is_named_and_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    fs::write(
        &path,
        format!("{GOOD}# {}\nkleur = 1 # {}\n", "x".repeat(9_000), "y".repeat(limits::SHOWN_LINE)),
    )
    .unwrap();
    let (code, err) = say(&["status"], &path);
    assert_eq!(code, 2);
    assert!(err.contains("meting.toml:9:1") && !err.contains("yyy"), "{err}");
}

fn catalogue() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/kader-1")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    folder
}

#[test]
fn a_folder_has_a_largest_number_of_files() {
    let folder = catalogue();
    assert_eq!(say(&["normen", "valideer"], folder.path()).0, 0);
    for number in 0..limits::FOLDER_FILES {
        fs::write(folder.path().join(format!("{number}.toml")), "").unwrap();
    }
    let most = limits::FOLDER_FILES;
    assert_eq!(
        refusal(&["normen", "valideer"], folder.path()),
        format!("X: fout[B006]: in deze map staan meer dan {most} bestanden die eindigen op .toml\n")
    );
}

#[test]
fn a_catalogue_has_a_largest_size() {
    let folder = catalogue();
    let comment = format!("#{}\n", "x".repeat(limits::FILE as usize - 2));
    for number in 0..limits::CATALOGUE / limits::FILE {
        fs::write(folder.path().join(format!("{number}.toml")), &comment).unwrap();
    }
    assert_eq!(
        refusal(&["normen", "valideer"], folder.path()),
        "X: fout[B006]: de bestanden van dit normenkader zijn samen groter dan 16 MB\n"
    );
}

#[test]
fn a_catalogue_has_a_largest_number_of_norms() {
    let folder = catalogue();
    let path = folder.path().join("bb-tweede.toml");
    let domain = fs::read_to_string(&path).unwrap();
    let norms: String = (0..limits::NORMS)
        .map(|n| format!("\n[[norm]]\nid = \"BB.X{n}\"\ntitel = \"x\"\nvraag = \"x\"\nniveaus = [\"a\", \"b\", \"c\"]\n"))
        .collect();
    fs::write(&path, domain + &norms).unwrap();
    let told = refusal(&["normen", "valideer"], folder.path());
    assert!(told.contains("fout[B006]: een normenkader heeft hoogstens 2000 normen"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_pipe_a_device_and_a_folder_are_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pijp.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let link = folder.path().join("link.toml");
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
    let special = "X: fout[B009]: dit is geen gewoon bestand maar een apparaat of doorgeefluik\n";
    let folder_told = "X: fout[B002]: dit is een map, en er is een bestand nodig\n";
    let cases: [(PathBuf, &str); 6] = [
        (pipe, special),
        (link, special),
        ("/dev/zero".into(), special),
        ("/dev/tty".into(), special),
        ("/dev/null".into(), special),
        (folder.path().to_owned(), folder_told),
    ];
    for (path, expected) in cases.into_iter().filter(|(path, _)| path.exists()) {
        let (sender, receiver) = std::sync::mpsc::channel();
        let asked = path.clone();
        std::thread::spawn(move || sender.send(refusal(&["status"], &asked)));
        let told = receiver.recv_timeout(Duration::from_secs(20));
        assert_eq!(told.as_deref(), Ok(expected), "{}", path.display());
    }
}

/// Superlinear reading would take minutes here, not seconds; the real times are in the README.
#[test]
fn whatever_is_wrong_with_four_megabytes_is_answered_in_reasonable_time() {
    for piece in
        ["x = [\n", "x = \"\"\"\n", "[[a]]\n", "[a.b]\n", "a.b.c = 1\n", "\"\n", "= \n", "[antwoorden.X]\n"]
    {
        // As many as are read at all.
        let pieces = piece.chars().filter(|c| "\n=.[{\\".contains(*c)).count();
        let text = piece.repeat(limits::PIECES / pieces);
        let begun = Instant::now();
        let (code, _) = status(&text);
        assert_eq!(code, 2, "{piece:?}");
        assert!(begun.elapsed() < Duration::from_secs(60), "{piece:?} took {:?}", begun.elapsed());
    }
}

#[test]
fn the_readme_states_every_limit() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let megabytes = |bytes: u64| format!("{} MB", bytes / 1024 / 1024);
    let thousands = |n: usize| if n < 1000 { n.to_string() } else { format!("{},{:03}", n / 1000, n % 1000) };
    for (what, limit) in [
        ("A file", megabytes(limits::FILE)),
        ("Line ends and signs in a file", thousands(limits::PIECES)),
        ("A text", thousands(limits::TEXT)),
        ("A list", thousands(limits::LIST)),
        ("Lists and tables in each other", thousands(limits::NESTING)),
        ("Mistakes told of one file", thousands(limits::FINDINGS)),
        ("Files in a folder", thousands(limits::FOLDER_FILES)),
        ("Assessments in a trend", thousands(limits::MOMENTS)),
        ("A catalogue", megabytes(limits::CATALOGUE)),
        ("Norms in a catalogue", thousands(limits::NORMS)),
        ("A workbook that is read", megabytes(limits::WORKBOOK)),
        ("A workbook that is read", megabytes(limits::UNPACKED)),
        ("A workbook that is read", thousands(limits::PARTS)),
        ("A sheet that is read", thousands(limits::ROWS as usize)),
        ("A sheet that is read", thousands(limits::COLUMNS as usize)),
        ("A sheet that is read", thousands(limits::CELLS)),
        ("A line shown with a mistake", thousands(limits::SHOWN_LINE)),
    ] {
        let row = readme.lines().find(|line| line.starts_with(&format!("| {what} |")));
        assert!(row.is_some_and(|row| row.contains(&limit)), "{what}: {limit} ({row:?})");
    }
}
