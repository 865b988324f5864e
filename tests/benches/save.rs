//! What a save of the questionnaire costs on a real disk, as a ratio to the least that keeps the same bytes safe: a bare
//! write, flush, rename and flush of the folder.
//!
//! A save is everything that happens between an answer and the next question: what the disk holds is compared with what
//! was read, the change is written into the text as a person left it, and the text goes to disk. The two run in turn, so
//! that a disk that slows down slows both.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use ibp_peil::assessment::Reply;
use ibp_peil::assessment::file::read;
use ibp_peil::assessment::save::{Editor, write};
use ibp_peil::catalogue::embedded;
use ibp_peil::storage::{SystemDisk, read_patiently};

/// Pairs of runs that count, after some that warm up.
const PAIRS: usize = 400;
const WARM_UP: usize = 40;

/// The most times the bare write a save may take.
const FLOOR: f64 = 2.0;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/onderweg.toml");

fn main() {
    // Not the folder for temporary files: that is often in memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on a real disk");
    let path = folder.path().join("meting.toml");
    let bare_path = folder.path().join("kaal.toml");
    fs::copy(EXAMPLE, &path).expect("a copy of the example");
    let catalogue = embedded::newest();
    let file = read(&path, &catalogue).expect("an example that can be read");
    let (mut assessment, mut text) = (file.assessment.clone(), file.text.source.text.to_string());
    let answers = assessment.answers.len();
    assert_eq!(answers, catalogue.norms.len(), "an example with every norm answered");
    let mut in_file = assessment.clone();
    let mut editor = Editor::new(&file).expect("a text to edit");

    let (mut saves, mut bares) = (Vec::new(), Vec::new());
    let mut parts = [const { Vec::new() }; 3];
    for round in 0..WARM_UP + PAIRS {
        let answer = assessment.answers.values_mut().nth(round % answers).expect("an answer to change");
        answer.reply = Reply::Level(1 + (round % 2) as u8);
        // A flush right behind another one is quicker: each has its turn to be the first.
        let is_first = round / 2 % 2 == 0;
        let bare_first = (!is_first).then(|| time(|| bare_write(&bare_path, text.as_bytes())));
        let spent = [
            time(|| {
                let found = read_patiently(&SystemDisk, &path).expect("the file");
                assert!(found == text.as_bytes(), "somebody else changed the file");
            }),
            time(|| text = editor.text(&assessment)),
            time(|| {
                write(&path, &text).expect("a write");
                in_file = assessment.clone();
            }),
        ];
        let bare = bare_first.unwrap_or_else(|| time(|| bare_write(&bare_path, text.as_bytes())));
        if round >= WARM_UP {
            saves.push(spent.iter().sum());
            bares.push(bare);
            assert!(in_file == assessment, "what the file says is remembered");
            parts.iter_mut().zip(spent).for_each(|(part, spent)| part.push(spent));
        }
    }
    let size = fs::metadata(&path).expect("the saved file").len();
    let (save, bare) = (median(&saves), median(&bares));
    println!(
        "a save of {answers} answers, {size} bytes, medians of {PAIRS} runs in turn on {}",
        folder.path().display()
    );
    line("compare with the disk", median(&parts[0]), "ms");
    line("the new text", median(&parts[1]), "ms");
    line("write it", median(&parts[2]), "ms");
    line("save, in all", save, "ms");
    line("bare write", bare, "ms");
    line("ratio", save / bare, &format!("  (at most {FLOOR:.1})"));
    let ratios =
        saves.iter().zip(&bares).map(|(save, bare): (&Duration, &Duration)| save.div_duration_f64(*bare));
    line("ratio, pair by pair", middle(ratios.collect()), "  (steadier on a busy disk)");
}

/// The least that survives a power cut.
fn bare_write(path: &Path, bytes: &[u8]) {
    let temporary = path.with_extension("tmp");
    let mut file = File::create(&temporary).expect("a temporary file");
    file.write_all(bytes).expect("a write");
    file.sync_all().expect("a flush");
    drop(file);
    fs::rename(&temporary, path).expect("a rename");
    #[cfg(unix)]
    File::open(path.parent().expect("a folder"))
        .expect("a folder")
        .sync_all()
        .expect("a flush of the folder");
}

fn time(step: impl FnOnce()) -> Duration {
    let start = Instant::now();
    step();
    start.elapsed()
}

fn median(figures: &[Duration]) -> f64 {
    middle(figures.iter().map(Duration::as_secs_f64).collect()) * 1e3
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn line(what: &str, figure: f64, unit: &str) {
    println!("  {what:<26}{figure:7.2} {unit}");
}
