//! The generator of boards, `examples/genereer/`: believable, reproducible, and in the form in which the program saves.

use std::collections::HashSet;

use ibp_peil::analysis::analyse;
use ibp_peil::analysis::score::State;
use ibp_peil::assessment::file::{AssessmentFile, parse_assessment};
use ibp_peil::assessment::{Assessment, Stage, save};
use ibp_peil::catalogue::{Catalogue, embedded};
use ibp_peil::finding::SourceText;
use ibp_peil::limits::FOLDER_FILES;
use ibp_peil::storage::TextFile;
use jiff::civil::date;

use crate::generated::chance::Chance;
use crate::generated::{Generator, identity};

const SEED: u64 = 7;

#[test]
fn chance_comes_out_the_same_for_ever() {
    let mut chance = Chance::of(SEED, 1);
    let thrown: Vec<u32> = (0..8).map(|_| chance.below(1_000)).collect();
    // The same numbers come from ChaCha8 written out by hand in another language.
    assert_eq!(thrown, [158, 934, 673, 281, 112, 963, 727, 796]);
    let board = identity::board(SEED, 1, &mut Chance::of(SEED, 1));
    assert_eq!(
        (board.name.as_str(), board.schools, board.pupils),
        ("Stichting Voortgezet Onderwijs Krekelzand", Some(1), Some(1236))
    );
}

#[test]
fn a_board_is_the_same_however_many_are_made_and_another_with_another_seed() {
    let catalogue = embedded::newest();
    let text = |seed, unfinished, number| Generator::new(&catalogue, seed, unfinished).text(number);
    assert_eq!(text(SEED, 0, 12), text(SEED, 0, 12));
    // Of ten percent the tenth is not finished; the twelfth is as it was.
    assert_eq!(text(SEED, 0, 12), text(SEED, 10, 12));
    assert_ne!(text(SEED, 0, 10), text(SEED, 10, 10));
    assert_ne!(text(SEED, 0, 12), text(SEED, 0, 13));
    assert_ne!(text(SEED, 0, 12), text(SEED + 1, 0, 12));
}

#[test]
fn every_name_and_number_comes_once() {
    let most = u32::try_from(FOLDER_FILES).expect("a number of files");
    let boards = (1..=most).map(|number| identity::board(SEED, number, &mut Chance::of(SEED, number)));
    let names: HashSet<(String, Option<String>)> = boards.map(|board| (board.name, board.number)).collect();
    let (names, numbers): (HashSet<_>, HashSet<_>) = names.into_iter().unzip();
    assert_eq!((names.len(), numbers.len()), (FOLDER_FILES, FOLDER_FILES));
}

#[test]
fn a_finished_board_has_answered_everything_in_12_to_24_kilobytes() {
    let catalogue = embedded::newest();
    let generator = Generator::new(&catalogue, SEED, 0);
    for number in 1..=200 {
        let size = generator.text(number).len();
        assert!((12_000..=24_000).contains(&size), "board {number} has {size} bytes");
        let board = generator.board(number);
        assert_eq!(analyse(&catalogue, &board, None, date(2026, 11, 21)).whole.open, 0, "board {number}");
    }
}

#[test]
fn as_many_boards_are_unfinished_as_were_asked_for() {
    let catalogue = embedded::newest();
    for (unfinished, boards) in [(0, 200), (10, 200), (33, 100), (100, 20)] {
        let generator = Generator::new(&catalogue, SEED, unfinished);
        let is_open = |number: &u32| {
            let board = generator.board(*number);
            let open = analyse(&catalogue, &board, None, date(2026, 11, 21)).whole.open > 0;
            assert_eq!(open, generator.is_unfinished(*number), "board {number}");
            assert!(!open || board.meta.stage == Stage::Open, "board {number}");
            open
        };
        let found = (1..=boards).filter(is_open).count();
        assert_eq!(found, (boards * unfinished / 100) as usize);
    }
}

#[test]
fn the_program_has_nothing_to_say_about_a_board_and_saves_it_as_it_is() {
    let catalogue = embedded::newest();
    let generator = Generator::new(&catalogue, SEED, 30);
    for number in 1..=100 {
        let text = generator.text(number);
        let source = SourceText::new(generator.file_name(number), text.clone());
        let read = parse_assessment(&source, &catalogue);
        let (assessment, warnings) = read.unwrap_or_else(|found| panic!("board {number}: {:?}", found.0));
        assert!(warnings.0.is_empty(), "board {number}: {:?}", warnings.0);
        assert_eq!(assessment, generator.board(number), "board {number}");
        let file = AssessmentFile { assessment, text: TextFile { source, bom: false }, warnings };
        let saved = save::updated_text(&file, &file.assessment).expect("it was read");
        assert_eq!(saved, text, "board {number}");
    }
}

#[test]
fn the_levels_are_spread_as_published_figures_are() {
    let catalogue = embedded::newest();
    let generator = Generator::new(&catalogue, SEED, 0);
    let boards: Vec<Assessment> = (1..=200).map(|number| generator.board(number)).collect();
    let means: Vec<f64> =
        boards.iter().map(|board| mean(&catalogue, board, |_| true).expect("levels")).collect();
    let whole = means.iter().sum::<f64>() / means.len() as f64;
    assert!((1.9..=2.4).contains(&whole), "{whole}");
    // Boards differ: from hardly anything to all but there.
    let (lowest, highest) =
        (means.iter().copied().fold(9.0, f64::min), means.iter().copied().fold(0.0, f64::max));
    assert!(lowest < 1.5 && highest > 2.9, "{lowest} to {highest}");

    let domain = |code: &str| {
        let of_domain = |board| mean(&catalogue, board, |id| id.starts_with(&format!("{code}.")));
        let found: Vec<f64> = boards.iter().filter_map(of_domain).collect();
        found.iter().sum::<f64>() / found.len() as f64
    };
    for benchmark in &catalogue.benchmarks {
        for code in &benchmark.weak_domains {
            assert!(domain(code) < whole - 0.25, "{code}");
        }
        for code in &benchmark.strong_domains {
            assert!(domain(code) > whole + 0.25, "{code}");
        }
    }

    let complying =
        boards.iter().filter(|board| analyse(&catalogue, board, None, date(2026, 11, 21)).verdict.complies);
    assert!((1..=8).contains(&complying.count()), "a few boards comply");
}

fn mean(catalogue: &Catalogue, board: &Assessment, keep: impl Fn(&str) -> bool) -> Option<f64> {
    let analysis = analyse(catalogue, board, None, date(2026, 11, 21));
    let of_norm = |norm: &ibp_peil::analysis::score::NormResult| match norm.state {
        State::Level(level) if keep(&catalogue.norms[norm.norm].id) => Some(f64::from(level)),
        _ => None,
    };
    let levels: Vec<f64> = analysis.norms.iter().filter_map(of_norm).collect();
    (!levels.is_empty()).then(|| levels.iter().sum::<f64>() / levels.len() as f64)
}
