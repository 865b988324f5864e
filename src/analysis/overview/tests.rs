use jiff::civil::date;

use super::*;
use crate::analysis::State;
use crate::assessment::{Answer, Reply};
use crate::catalogue::embedded;

/// An assessment in which the norms get these levels, in order; 0 is not applicable. The rest stays open.
fn assessment(catalogue: &Catalogue, name: &str, levels: &[u8]) -> Assessment {
    let mut made = Assessment::new(&catalogue.id, &catalogue.edition, 2026, date(2026, 9, 1));
    made.board.name = name.to_owned();
    for (norm, level) in catalogue.norms.iter().zip(levels) {
        let reply = match level {
            0 => Reply::NotApplicable("Dat hebben wij niet.".to_owned()),
            level => Reply::Level(*level),
        };
        made.answers.insert(norm.id.clone(), Answer { reply, ..Answer::default() });
    }
    made
}

fn row(catalogue: &Catalogue, name: &str, levels: &[u8]) -> BoardRow {
    BoardRow::of(catalogue, &assessment(catalogue, name, levels), format!("{name}.toml"))
}

fn overview(catalogue: &Catalogue, boards: Vec<BoardRow>) -> Overview<'_> {
    Overview::new(catalogue, date(2026, 11, 21), Found::named(boards, Vec::new(), false))
}

fn five(spread: &Spread) -> [String; 5] {
    let five = spread.five.expect("there is a figure");
    [five.lowest, five.q1, five.median, five.q3, five.highest].map(|shown| shown.to_string())
}

#[test]
fn a_row_has_the_figures_of_the_analysis() {
    let catalogue = embedded::newest();
    let levels: Vec<u8> = (0..80).map(|n| (n * 7 % 6) as u8).collect();
    let mut found = assessment(&catalogue, "Waterland", &levels);
    for (index, answer) in found.answers.values_mut().enumerate() {
        answer.target = [None, Some(2), Some(4)][index % 3];
        answer.carried_over = index % 11 == 0;
        answer.evidence = if index % 2 == 0 { vec!["map".to_owned()] } else { Vec::new() };
    }
    let analysis = crate::analysis::analyse(&catalogue, &found, None, date(2026, 11, 21));
    let row = BoardRow::of(&catalogue, &found, "waterland.toml".to_owned());
    for scope in Scope::all(&catalogue) {
        let figures = match scope {
            Scope::Whole => &analysis.whole,
            Scope::Part(part) => &analysis.parts[part],
            Scope::Domain(domain) => &analysis.domains[domain],
        };
        let line = row.line(scope);
        let counts =
            [line.total(), line.not_applicable, line.answered, line.open, line.on_target, line.evidenced];
        let expected = [
            figures.total,
            figures.not_applicable,
            figures.answered,
            figures.open,
            figures.on_target,
            figures.evidenced,
        ];
        assert_eq!(counts.map(u32::from), expected, "{scope:?}");
        assert_eq!(line.mean(catalogue.target), figures.mean, "{scope:?}");
        assert_eq!(line.share(), figures.share, "{scope:?}");
        let lowest = figures.lowest.as_ref().map(|lowest| lowest.norms.clone()).unwrap_or_default();
        assert_eq!(row.lowest_norms(&catalogue, scope), lowest, "{scope:?}");
    }
    assert_eq!(row.verdict, analysis.verdict);
}

#[test]
fn a_row_takes_about_a_kilobyte() {
    let catalogue = embedded::newest();
    let row = row(&catalogue, "Stichting Openbaar Onderwijs Waterland en Omstreken", &[3; 94]);
    let scopes = size_of::<Line>() * (row.parts.len() + row.domains.len());
    let size = size_of::<BoardRow>() + scopes + size_of::<NormLine>() * row.norms.len();
    assert!(size < 1_200, "{size} bytes");
}

#[test]
fn quartiles_lie_between_the_boards_and_are_rounded_once() {
    let catalogue = embedded::newest();
    // Means 1, 2, 2.5 and 4: the quartiles lie at places 1.75, 2.5 and 3.25.
    let levels: [&[u8]; 4] = [&[1], &[2], &[2, 3], &[4]];
    let rows = levels.iter().enumerate().map(|(n, levels)| row(&catalogue, &format!("b{n}"), levels));
    let found = overview(&catalogue, rows.collect());
    // 1.75, 2.25 and 2.875; the mean is 2.375.
    assert_eq!(five(&found.whole), ["1,0", "1,8", "2,3", "2,9", "4,0"]);
    assert_eq!(found.whole.mean.map(|mean| mean.to_string()), Some("2,4".to_owned()));
    assert_eq!((found.whole.boards, found.whole.without), (4, 0));
}

#[test]
fn a_spread_never_shows_a_target_that_is_not_reached() {
    let catalogue = embedded::newest();
    let almost: Vec<u8> = (0..30).map(|n| if n == 0 { 2 } else { 3 }).collect();
    let found = overview(&catalogue, vec![row(&catalogue, "a", &almost), row(&catalogue, "b", &[3; 10])]);
    // 2.9667 and 3, and halfway 2.9833.
    assert_eq!(five(&found.whole), ["2,9", "2,9", "2,9", "2,9", "3,0"]);
    assert_eq!(found.whole.mean.map(|mean| mean.to_string()), Some("2,9".to_owned()));
}

#[test]
fn the_mean_of_many_denominators_is_exact() {
    let catalogue = embedded::newest();
    // Pairs of 2 + 1/n and 2 - 1/n: together exactly 2, whatever n.
    let boards = (1..=90).flat_map(|n| {
        let above: Vec<u8> = std::iter::once(3).chain(std::iter::repeat_n(2, n - 1)).collect();
        let below: Vec<u8> = std::iter::once(1).chain(std::iter::repeat_n(2, n - 1)).collect();
        [row(&catalogue, &format!("a{n}"), &above), row(&catalogue, &format!("b{n}"), &below)]
    });
    let boards: Vec<BoardRow> = boards.collect();
    assert_eq!(
        overview(&catalogue, boards.clone()).whole.mean.map(|mean| mean.to_string()),
        Some("2,0".to_owned())
    );
    // As many boards again at 2.1: exactly on the line between 2.0 and 2.1 goes up.
    let on_the_line = boards.into_iter().chain((0..180).map(|n| {
        let levels: Vec<u8> = (0..10).map(|norm| if norm == 0 { 3 } else { 2 }).collect();
        row(&catalogue, &format!("c{n}"), &levels)
    }));
    let found = overview(&catalogue, on_the_line.collect());
    assert_eq!(found.whole.mean.map(|mean| mean.to_string()), Some("2,1".to_owned()));
}

#[test]
fn a_board_without_a_figure_stays_out_of_the_spread_and_is_counted() {
    let catalogue = embedded::newest();
    let nothing_applies = vec![0; catalogue.norms.len()];
    let boards = vec![
        row(&catalogue, "leeg", &[]),
        row(&catalogue, "nvt", &nothing_applies),
        row(&catalogue, "half", &[2, 4, 0]),
    ];
    let found = overview(&catalogue, boards);
    assert_eq!((found.whole.boards, found.whole.without), (1, 2));
    assert_eq!(five(&found.whole), ["3,0"; 5].map(str::to_owned));
    assert_eq!((found.totals.without_figure, found.totals.complete, found.totals.incomplete), (2, 1, 2));
    assert_eq!(found.totals.complies, 0);
    let empty = overview(&catalogue, Vec::new());
    assert_eq!((empty.whole.five, empty.whole.mean), (None, None));
    assert!(empty.weakest_domains().is_empty());
}

#[test]
fn boards_with_the_same_mean_share_the_better_place() {
    let catalogue = embedded::newest();
    let levels: [&[u8]; 6] = [&[4], &[2, 4], &[3], &[3, 3, 3], &[1], &[]];
    let boards: Vec<BoardRow> =
        levels.iter().enumerate().map(|(n, levels)| row(&catalogue, &format!("b{n}"), levels)).collect();
    let found = overview(&catalogue, boards);
    let ranking = found.ranking(Scope::Whole);
    let places: Vec<Option<(u32, u32, u32)>> = found
        .boards
        .iter()
        .map(|board| ranking.place(&board.whole).map(|place| (place.place, place.shared, place.of)))
        .collect();
    let second = Some((2, 3, 5));
    assert_eq!(places, [Some((1, 1, 5)), second, second, second, Some((5, 1, 5)), None]);
}

#[test]
fn the_norm_that_most_boards_miss_comes_first() {
    let catalogue = embedded::newest();
    let boards = vec![
        row(&catalogue, "a", &[3, 1, 1]),
        row(&catalogue, "b", &[3, 2, 0]),
        row(&catalogue, "c", &[2, 5]),
    ];
    let found = overview(&catalogue, boards);
    let first: Vec<(usize, u32, u32, u32, u32)> = found
        .below
        .iter()
        .take(4)
        .map(|norm| (norm.norm, norm.below, norm.on_target, norm.open, norm.not_applicable))
        .collect();
    assert_eq!(first, [(1, 2, 1, 0, 0), (0, 1, 2, 0, 0), (2, 1, 0, 1, 1), (3, 0, 0, 3, 0)]);
    assert_eq!(*found.below[0].levels, [1, 1, 0, 0, 1]);
}

#[test]
fn the_order_in_which_boards_are_found_makes_no_difference() {
    let catalogue = embedded::newest();
    let boards: Vec<BoardRow> = ["b", "A", "c", "a"]
        .iter()
        .enumerate()
        .map(|(n, name)| row(&catalogue, name, &[n as u8 + 1]))
        .collect();
    let order = |boards: Vec<BoardRow>| {
        let found = overview(&catalogue, boards);
        found.boards.iter().map(|board| board.file.clone()).collect::<Vec<_>>()
    };
    let expected = ["A.toml", "a.toml", "b.toml", "c.toml"].map(|file| Some(file.to_owned()));
    assert_eq!(order(boards.clone()), expected);
    assert_eq!(order(boards.into_iter().rev().collect()), expected);
}

#[test]
fn two_files_of_one_board_are_marked_or_the_newest_is_taken() {
    let catalogue = embedded::newest();
    let made = |name: &str, file: &str, number: Option<&str>, year: u32| {
        let mut found = row(&catalogue, name, &[2]);
        (found.number, found.reporting_year) = (number.map(str::to_owned), year);
        BoardRow { file: Some(file.to_owned()), ..found }
    };
    let boards = vec![
        made("Waterland", "oud.toml", Some("12345"), 2025),
        made("Waterland e.o.", "nieuw.toml", Some("12345"), 2026),
        made("waterland ", "zonder-nummer.toml", None, 2024),
        made("Elders", "elders.toml", Some("54321"), 2025),
        made("Nergens", "nergens.toml", None, 2025),
    ];
    let kept = |newest| {
        let found =
            Overview::new(&catalogue, date(2026, 11, 21), Found::named(boards.clone(), Vec::new(), newest));
        let files = found.boards.iter().map(|board| (board.file.clone().unwrap_or_default(), board.repeated));
        (files.collect::<Vec<_>>(), found.older)
    };
    let named =
        |files: &[(&str, bool)]| files.iter().map(|(file, twice)| ((*file).to_owned(), *twice)).collect();
    let all: Vec<(String, bool)> = named(&[
        ("elders.toml", false),
        ("nergens.toml", false),
        ("oud.toml", true),
        ("zonder-nummer.toml", true),
        ("nieuw.toml", true),
    ]);
    assert_eq!(kept(false), (all, 0));
    let newest: Vec<(String, bool)> =
        named(&[("elders.toml", false), ("nergens.toml", false), ("nieuw.toml", false)]);
    assert_eq!(kept(true), (newest, 2));
}

#[test]
fn an_anonymous_overview_keeps_nothing_that_tells_who_is_who() {
    let catalogue = embedded::newest();
    let mut known = row(&catalogue, "Geheim", &[2, 3]);
    known.number = Some("12345".to_owned());
    known.sectors = vec!["po".to_owned()];
    (known.schools, known.pupils) = (Some(4), Some(871));
    let other = row(&catalogue, "Ander", &[1]);
    let broken = Unreadable {
        file: "geheim/kapot.toml".to_owned(),
        place: Some((3, 9)),
        code: Code::UnknownLevel,
        text: "niveau 871 bestaat niet".to_owned(),
        mistakes: 1,
    };
    let (found, key) = Found::anonymous(vec![([9; 32], other), ([1; 32], known)], vec![broken], false);
    let found = Overview::new(&catalogue, date(2026, 11, 21), found);
    let [first, second] = found.boards.as_slice() else { panic!("two boards") };
    assert_eq!((first.label.as_str(), second.label.as_str()), ("A", "B"));
    assert_eq!((&first.file, &first.number, first.schools, first.pupils), (&None, &None, None, None));
    assert_eq!((first.sectors.len(), first.figures_date), (0, None));
    assert_eq!(first.norms[1].state, State::Level(3));
    assert_eq!(found.unreadable[0].file, "bestand 1");
    assert_eq!(found.unreadable[0].text, "Het niveau bestaat niet");
    let lines: Vec<(&str, &str, &str)> =
        key.iter().map(|line| (line.label.as_str(), line.name.as_str(), line.file.as_str())).collect();
    let expected = [
        ("A", "Geheim", "Geheim.toml"),
        ("B", "Ander", "Ander.toml"),
        ("bestand 1", "", "geheim/kapot.toml"),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn letters_go_on_after_z() {
    let found = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letters);
    assert_eq!(found, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
}

#[test]
fn the_weakest_domain_has_the_lowest_median_to_the_last_digit() {
    let catalogue = embedded::newest();
    let norms = |domain: usize| catalogue.norms.iter().filter(move |norm| norm.domain == domain).count();
    // Every norm of the first domain at 2, of the second at 1 or 2, the rest at 3.
    let levels: Vec<u8> = catalogue
        .norms
        .iter()
        .enumerate()
        .map(|(index, norm)| match norm.domain {
            0 => 2,
            1 => 1 + (index % 2) as u8,
            _ => 3,
        })
        .collect();
    assert!(norms(1) > 1);
    let found = overview(&catalogue, vec![row(&catalogue, "a", &levels)]);
    assert_eq!(found.weakest_domains()[..3], [1, 0, 2]);
}
