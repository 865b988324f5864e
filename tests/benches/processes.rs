//! How long commands take as whole processes, as a ratio to a bare program that reads and parses the same files.
//!
//! The bare program is this one, called with a file or folder as its argument: it does nothing but read and parse, many
//! files side by side. The two run in turn, so that a machine that slows down slows both; the median of the ratios of the
//! pairs is what counts.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use toml::de::DeTable;

/// Pairs of runs that count, after some that warm up.
const PAIRS: usize = 200;
const WARM_UP: usize = 20;

/// The most times the bare program a command on one file may take.
const ONE_FILE: f64 = 3.0;

/// The same for a folder of [`FILES`] files, in [`FOLDER_PAIRS`] pairs.
const FOLDER: f64 = 1.5;
const FILES: usize = 1_000;
const FOLDER_PAIRS: usize = 15;

/// The most milliseconds until the first screen of the questionnaire.
#[cfg(unix)]
const FIRST_SCREEN: f64 = 30.0;

const FILE: &str = "examples/onderweg.toml";

/// The bare program has the allocator of the program, so that only what the program itself does makes a difference.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // `cargo bench` passes `--bench`; a file or folder is what we pass ourselves.
    if let Some(path) = std::env::args().nth(1).filter(|argument| !argument.starts_with('-')) {
        return bare(Path::new(&path));
    }
    let program = Path::new(env!("CARGO_BIN_EXE_ibp-peil"));
    println!("{FILE}, whole processes, medians of {PAIRS} runs in turn");
    compare("status", &["status", FILE], FILE, PAIRS, ONE_FILE);
    compare("toets", &["toets", FILE], FILE, PAIRS, ONE_FILE);
    let alone = |args: &[&str]| median((0..PAIRS).map(|_| milliseconds(time(program, args))));
    line("start alone (--versie)", alone(&["--versie"]), "ms");
    line("start and one norm", alone(&["normen", "toon", "GO.01"]), "ms");
    #[cfg(unix)]
    line("first screen of invullen", first_screen(program), &format!("ms (at most {FIRST_SCREEN:.0})"));

    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let example = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)).expect("the example");
    for number in 0..FILES {
        fs::write(folder.path().join(format!("bestuur-{number:04}.toml")), &example).expect("a copy");
    }
    let folder = folder.path().display().to_string();
    println!("{FILES} files like it, medians of {FOLDER_PAIRS} runs in turn");
    compare("toets", &["toets", &folder], &folder, FOLDER_PAIRS, FOLDER);
}

/// Runs a command and the bare program on the same path in turn, and prints both medians and that of the ratios.
fn compare(what: &str, args: &[&str], path: &str, pairs: usize, most: f64) {
    let this = std::env::current_exe().expect("a program has a path");
    let program = Path::new(env!("CARGO_BIN_EXE_ibp-peil"));
    let pair = |_| (milliseconds(time(program, args)), milliseconds(time(&this, &[path])));
    let found: Vec<(f64, f64)> = (0..pairs / 10 + pairs).map(pair).skip(pairs / 10).collect();
    line(what, median(found.iter().map(|(command, _)| *command)), "ms");
    line("read and parse only", median(found.iter().map(|(_, bare)| *bare)), "ms");
    let ratio = median(found.iter().map(|(command, bare)| command / bare));
    line(&format!("ratio of {what}"), ratio, &format!("  (at most {most:.1})"));
}

fn milliseconds(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1e3
}

fn line(what: &str, figure: f64, unit: &str) {
    println!("  {what:<26}{figure:7.2} {unit}");
}

/// From the start of the program to its first whole screen in a real (pseudo-)terminal, in milliseconds.
#[cfg(unix)]
fn first_screen(program: &Path) -> f64 {
    use expectrl::{Expect, Session};
    /// The program shows the cursor once a screen is drawn.
    const DRAWN: &str = "\x1b[?25h";
    let folder = tempfile::tempdir().expect("a folder for the answers");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/eenpitter.toml");
    let file = folder.path().join("meting.toml");
    fs::copy(example, &file).expect("a copy of the example");
    median((0..WARM_UP).map(|_| {
        let mut command = Command::new(program);
        command.arg("invullen").arg(&file).args(["--datum", "2026-11-21"]);
        let start = Instant::now();
        let mut session = Session::spawn(command).expect("a terminal");
        session.expect(DRAWN).expect("a screen");
        milliseconds(start.elapsed())
    }))
}

fn bare(path: &Path) {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        files = fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    }
    files.par_iter().for_each(|file: &PathBuf| {
        let text = fs::read_to_string(file).expect("a file to read");
        let table = DeTable::parse(&text).expect("a file to parse");
        black_box(table.get_ref().len());
    });
}

fn time(program: &Path, args: &[&str]) -> Duration {
    let mut command = Command::new(program);
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("a program to run");
    let taken = start.elapsed();
    assert!(status.success(), "{command:?}");
    taken
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
