//! How long `status` takes as a whole process, as a ratio to a bare program that reads and parses the same file.
//!
//! The bare program is this one, called with the file as its argument: it does nothing but read and parse. The two run
//! in turn, so that a machine that slows down slows both; the median of the ratios of the pairs is what counts.

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use toml::de::DeTable;

/// Pairs of runs that count, after some that warm up.
const PAIRS: usize = 200;
const WARM_UP: usize = 20;

/// The most times the bare program `status` may take.
const FLOOR: f64 = 3.0;

/// The most milliseconds until the first screen of the questionnaire.
#[cfg(unix)]
const FIRST_SCREEN: f64 = 30.0;

const FILE: &str = "examples/onderweg.toml";

fn main() {
    // `cargo bench` passes `--bench`; a file is what we pass ourselves.
    if let Some(file) = std::env::args().nth(1).filter(|argument| !argument.starts_with('-')) {
        return bare(Path::new(&file));
    }
    let this = std::env::current_exe().expect("a program has a path");
    let program = Path::new(env!("CARGO_BIN_EXE_ibp-peil"));
    let mut pairs = Vec::new();
    for round in 0..WARM_UP + PAIRS {
        let pair = (time(program, &["status", FILE]), time(&this, &[FILE]));
        if round >= WARM_UP {
            pairs.push(pair);
        }
    }
    let status = median(pairs.iter().map(|(status, _)| status.as_secs_f64() * 1e3));
    let bare = median(pairs.iter().map(|(_, bare)| bare.as_secs_f64() * 1e3));
    let ratio = median(pairs.iter().map(|(status, bare)| status.as_secs_f64() / bare.as_secs_f64()));
    println!("{FILE}, whole processes, medians of {PAIRS} runs in turn");
    line("status", status, "ms");
    line("read and parse only", bare, "ms");
    line("ratio", ratio, &format!("  (at most {FLOOR:.1})"));
    let alone = |args: &[&str]| median((0..PAIRS).map(|_| time(program, args).as_secs_f64() * 1e3));
    line("start alone (--versie)", alone(&["--versie"]), "ms");
    line("start and one norm", alone(&["normen", "toon", "GO.01"]), "ms");
    #[cfg(unix)]
    line("first screen of invullen", first_screen(program), &format!("ms (at most {FIRST_SCREEN:.0})"));
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
    std::fs::copy(example, &file).expect("a copy of the example");
    median((0..WARM_UP).map(|_| {
        let mut command = Command::new(program);
        command.arg("invullen").arg(&file).args(["--datum", "2026-11-21"]);
        let start = Instant::now();
        let mut session = Session::spawn(command).expect("a terminal");
        session.expect(DRAWN).expect("a screen");
        start.elapsed().as_secs_f64() * 1e3
    }))
}

fn bare(file: &Path) {
    let text = std::fs::read_to_string(file).expect("a file to read");
    let table = DeTable::parse(&text).expect("a file to parse");
    black_box(table.get_ref().len());
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
