//! How long an overview of many boards takes, as a ratio to a bare program in the same run, and how much memory.
//!
//! The bare program is this one, called with `--bare`: it reads and parses the same files side by side, with the same
//! crates, and then writes as many cells as the workbook of the overview has, sheet by sheet and as long, with nothing
//! kept in memory and packed as hard as the library does when nobody says otherwise. Whole processes run in turn, so
//! that a machine that slows down slows all; medians count. The figures mean something on a machine that does nothing
//! else: the program uses every core more of the time than what it is compared with.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use ibp_peil::catalogue::embedded;
use rayon::prelude::*;
use rust_xlsxwriter::Workbook;
use toml::de::DeTable;

#[path = "../../examples/genereer/boards/mod.rs"]
mod generated;

/// The boards of the comparison with the bare program and with the script, and the runs of each.
const BOARDS: u32 = 2_000;
const RUNS: usize = 9;
/// The most times the bare program an overview may take.
const FLOOR: f64 = 1.5;

/// Time per file and memory: few boards and many.
const FEW: u32 = 1_000;
const MANY: u32 = 10_000;
/// The most times as long one of many files may take as one of few.
const GROWTH: f64 = 1.1;
/// The most megabytes (of 1,048,576 bytes) an overview of many boards may take.
const MEMORY: f64 = 100.0;

/// How many times as long the script takes, at least, and its runs.
const SCRIPT: f64 = 15.0;
const SCRIPT_RUNS: usize = 3;
const XLSXWRITER: &str = "XlsxWriter==3.2.9";

const SEED: u64 = 7;

/// The bare program has the allocator of the program, so that only what the program itself does makes a difference.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // `cargo bench` passes `--bench`; the rest is what we pass ourselves.
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, folder, workbook, output] = args.as_slice()
        && mode == "--bare"
    {
        return bare(Path::new(folder), &shape(Path::new(workbook)), Path::new(output));
    }
    let work = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let boards = generate(&work.path().join("boards"), BOARDS);
    let few = generate(&work.path().join("few"), FEW);
    let many = generate(&work.path().join("many"), MANY);
    let output = |name: &str| work.path().join(name);

    let workbook = output("overzicht.xlsx");
    time(&mut overview(&boards, &workbook, &[]));
    let cells: usize = shape(&workbook).iter().map(Sheet::cells).sum();
    println!("{BOARDS} boards, a workbook of {cells} cells, medians of {RUNS} runs in turn");
    let shape_file = output("shape.txt");
    fs::write(&shape_file, written(&shape(&workbook))).expect("the shape");
    let pair = |_| {
        let command = time(&mut overview(&boards, &workbook, &[]));
        let floor = time(&mut floor(&boards, &shape_file, &output("bare.xlsx")));
        (command, floor)
    };
    let found: Vec<(f64, f64)> = (0..=RUNS).map(pair).skip(1).collect();
    line("overzicht", median(found.iter().map(|pair| pair.0)), "ms");
    line("bare program", median(found.iter().map(|pair| pair.1)), "ms");
    at_most("ratio", median(found.iter().map(|pair| pair.0 / pair.1)), FLOOR);

    println!("{MANY} boards beside {FEW}, medians of {RUNS} runs in turn");
    let pair = |_| {
        let of_many = time(&mut overview(&many, &workbook, &[])) / f64::from(MANY);
        (of_many, time(&mut overview(&few, &workbook, &[])) / f64::from(FEW))
    };
    let found: Vec<(f64, f64)> = (0..=RUNS).map(pair).skip(1).collect();
    line("one of many", 1e3 * median(found.iter().map(|pair| pair.0)), "µs");
    line("one of few", 1e3 * median(found.iter().map(|pair| pair.1)), "µs");
    at_most("ratio", median(found.iter().map(|pair| pair.0 / pair.1)), GROWTH);

    println!("memory with {MANY} boards");
    for (name, options) in [
        ("overzicht.xlsx", &[][..]),
        ("overzicht.json", &[]),
        ("lang.csv", &["--lang"]),
        ("lang.jsonl", &["--lang"]),
    ] {
        match peak(&mut overview(&many, &output(name), options)) {
            Some(peak) => at_most(&format!("{name} {}", options.join(" ")), peak, MEMORY),
            None => println!("  {name}: not measured, this needs Linux"),
        }
    }

    match python() {
        Ok(python) => beside_script(&python, &boards, &workbook, &output("script.xlsx")),
        Err(why) => println!("beside the Python script: not measured, {why}"),
    }
}

/// Makes a folder of finished boards.
fn generate(folder: &Path, boards: u32) -> PathBuf {
    fs::create_dir(folder).expect("a new folder");
    let catalogue = embedded::newest();
    let generator = generated::Generator::new(&catalogue, SEED, 0);
    (1..=boards).into_par_iter().for_each(|number| {
        fs::write(folder.join(generator.file_name(number)), generator.text(number)).expect("a board");
    });
    folder.to_owned()
}

fn overview(folder: &Path, output: &Path, options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
    command.arg("overzicht").arg(folder).arg("-o").arg(output).args(options).arg("-q");
    command
}

fn floor(folder: &Path, shape: &Path, output: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a program has a path"));
    command.arg("--bare").args([folder, shape, output]);
    command
}

/// How many cells a sheet has.
struct Sheet {
    rows: u32,
    /// Per row.
    numbers: u16,
    /// Per row.
    texts: u16,
    /// Of a text, on average.
    length: usize,
}

impl Sheet {
    fn cells(&self) -> usize {
        self.rows as usize * usize::from(self.numbers + self.texts)
    }
}

/// What a workbook holds: sheet by sheet, evened out over the rows and rounded down.
fn shape(path: &Path) -> Vec<Sheet> {
    if path.extension().is_some_and(|extension| extension == "txt") {
        return read_shape(&fs::read_to_string(path).expect("the shape"));
    }
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    let ranges = workbook.worksheets();
    let sheet = |(_, range): &(String, calamine::Range<Data>)| {
        let cells = || range.used_cells().map(|(_, _, cell)| cell);
        let lengths: Vec<usize> = cells().filter_map(|cell| cell.get_string().map(str::len)).collect();
        let rows = range.height().max(1);
        Sheet {
            rows: u32::try_from(rows).expect("a sheet has at most a million rows"),
            numbers: u16::try_from((cells().count() - lengths.len()) / rows).expect("columns"),
            texts: u16::try_from(lengths.len() / rows).expect("columns"),
            length: lengths.iter().sum::<usize>() / lengths.len().max(1),
        }
    };
    ranges.iter().map(sheet).collect()
}

fn written(shape: &[Sheet]) -> String {
    let line = |sheet: &Sheet| format!("{} {} {} {}", sheet.rows, sheet.numbers, sheet.texts, sheet.length);
    shape.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn read_shape(text: &str) -> Vec<Sheet> {
    let sheet = |line: &str| {
        let figures: Vec<u32> = line.split(' ').map(|figure| figure.parse().expect("a number")).collect();
        let columns = |figure: u32| u16::try_from(figure).expect("columns");
        Sheet {
            rows: figures[0],
            numbers: columns(figures[1]),
            texts: columns(figures[2]),
            length: figures[3] as usize,
        }
    };
    text.lines().map(sheet).collect()
}

/// Reads and parses, and writes as many cells: all that cannot be left out.
fn bare(folder: &Path, shape: &[Sheet], output: &Path) {
    let files: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.par_iter().for_each(|file| {
        let text = fs::read_to_string(file).expect("a file to read");
        let table = DeTable::parse(&text).expect("a file to parse");
        black_box(table.get_ref().len());
    });
    let mut workbook = Workbook::new();
    for sheet in shape {
        let text = "a".repeat(sheet.length);
        let page = workbook.add_worksheet_with_constant_memory().expect("a sheet");
        for row in 0..sheet.rows {
            for column in 0..sheet.texts {
                page.write_string(row, column, &text).expect("a cell");
            }
            for column in sheet.texts..sheet.texts + sheet.numbers {
                // Levels with one decimal.
                let level = f64::from(10 + (row + u32::from(column)) % 40) / 10.0;
                page.write_number(row, column, level).expect("a cell");
            }
        }
    }
    workbook.save(output).expect("a workbook");
}

/// How long a command takes, in milliseconds.
fn time(command: &mut Command) -> f64 {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).status().expect("a program to run");
    let taken = start.elapsed();
    assert!(status.success(), "{command:?}");
    taken.as_secs_f64() * 1e3
}

/// The most memory a command has at one moment, in megabytes; `None` where the system does not tell.
fn peak(command: &mut Command) -> Option<f64> {
    let mut child: Child = command.stdout(Stdio::null()).spawn().expect("a program to run");
    let status = format!("/proc/{}/status", child.id());
    let mut highest = None;
    // What the system tells never goes down, so the last answer counts.
    while child.try_wait().expect("a child to ask").is_none() {
        highest = fs::read_to_string(&status).ok().as_deref().and_then(high_water).or(highest);
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(child.wait().expect("a child to ask").success(), "{command:?}");
    highest
}

fn high_water(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// A Python with the package the script needs, in a folder of its own that stays for the next time.
fn python() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let own = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let runs = |command: &mut Command| {
        let output = command.output().map_err(|error| error.to_string())?;
        let said = || String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if output.status.success() { Ok(()) } else { Err(said()) }
    };
    let ready = || runs(Command::new(&own).args(["-c", "import tomllib, xlsxwriter"]));
    if ready().is_err() {
        runs(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        runs(Command::new(&own).args(["-m", "pip", "install", "--quiet", XLSXWRITER]))?;
        ready()?;
    }
    Ok(own)
}

fn beside_script(python: &Path, boards: &Path, workbook: &Path, output: &Path) {
    println!("{BOARDS} boards beside the Python script, medians of {SCRIPT_RUNS} runs in turn");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = || {
        let mut command = Command::new(python);
        command.arg(root.join("tests/benches/overzicht.py"));
        command.arg(root.join("norms/ibp-fo/2024-06-06")).arg(boards).arg(output);
        command
    };
    let pair = |_| (time(&mut script()), time(&mut overview(boards, workbook, &[])));
    let found: Vec<(f64, f64)> = (0..SCRIPT_RUNS).map(pair).collect();
    let cells: usize = shape(output).iter().map(Sheet::cells).sum();
    line("script", median(found.iter().map(|pair| pair.0)), &format!("ms for {cells} cells"));
    line("overzicht", median(found.iter().map(|pair| pair.1)), "ms");
    line(
        "times as fast",
        median(found.iter().map(|pair| pair.0 / pair.1)),
        &format!("  (at least {SCRIPT:.0})"),
    );
}

fn at_most(what: &str, figure: f64, most: f64) {
    line(what, figure, &format!("  (at most {most:.1})"));
}

fn line(what: &str, figure: f64, unit: &str) {
    println!("  {what:<26}{figure:9.2} {unit}");
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
