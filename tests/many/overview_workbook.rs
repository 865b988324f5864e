//! The overview of many boards read back: every sheet says what the model says, whatever is in the folder.

use std::io::{Cursor, Read};

use crate::boards::{EXAMPLES, TODAY, answer_all, example, shared_catalogue};
use crate::books::{number, text};
use calamine::{Data, Range, Reader, Xlsx};
use ibp_peil::analysis::Shown;
use ibp_peil::analysis::overview::{BoardRow, Found, Overview, Scope, Unreadable};
use ibp_peil::assessment::{Assessment, Reply};
use ibp_peil::finding::Code;
use ibp_peil::render::{markdown, xlsx};
use proptest::prelude::*;

/// What stands above the header of a sheet with a row per board.
const HEADER: usize = 5;

const WILD: [&str; 6] = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "<script>alert(1)</script> & \"aanhaling\" ]]>",
    "a | b `c` # d [x](javascript:y) ~~weg~~",
    "rood\u{1b}[31m \u{202e}achterstevoren \u{0}nul \u{ffff} _x000D_\n=HYPERLINK(\"http://x\")",
];

fn named(name: &str, mut assessment: Assessment) -> Assessment {
    assessment.board.name = name.to_owned();
    assessment.board.number = None;
    assessment
}

fn empty() -> Assessment {
    let catalogue = shared_catalogue();
    Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY)
}

fn all_at(reply: &Reply) -> Assessment {
    let mut assessment = empty();
    answer_all(shared_catalogue(), &mut assessment, reply);
    assessment
}

fn broken(file: &str, text: &str) -> Unreadable {
    Unreadable {
        file: file.to_owned(),
        place: Some((3, 14)),
        code: Code::Syntax,
        text: text.to_owned(),
        mistakes: 2,
    }
}

fn rows(assessments: &[Assessment]) -> Vec<BoardRow> {
    let row = |(index, assessment): (usize, &Assessment)| {
        BoardRow::of(shared_catalogue(), assessment, format!("map/bestuur-{index}.toml"))
    };
    assessments.iter().enumerate().map(row).collect()
}

fn overview(assessments: &[Assessment], unreadable: Vec<Unreadable>) -> Overview<'static> {
    Overview::new(shared_catalogue(), TODAY, Found::named(rows(assessments), unreadable, false))
}

fn anonymous(assessments: &[Assessment]) -> Overview<'static> {
    let rows = rows(assessments).into_iter().zip(0u8..).map(|(row, index)| ([index; 32], row)).collect();
    let unreadable = vec![broken("geheim/kanarie.toml", "de naam kanarie klopt niet")];
    Overview::new(shared_catalogue(), TODAY, Found::anonymous(rows, unreadable, false).0)
}

/// Folders that each are odd in their own way.
fn folders() -> Vec<(&'static str, Overview<'static>)> {
    let examples: Vec<Assessment> =
        EXAMPLES.iter().map(|name| named(name, example(shared_catalogue(), name))).collect();
    let mut with_odd_ones = examples.clone();
    with_odd_ones.push(named("leeg", empty()));
    with_odd_ones.push(named("niets", all_at(&Reply::NotApplicable("bestaat hier niet".to_owned()))));
    with_odd_ones.push(named("navragen", all_at(&Reply::AskAround("iemand".to_owned()))));
    let same: Vec<Assessment> =
        (0..6).map(|index| named(&format!("gelijk {index}"), all_at(&Reply::Level(2)))).collect();
    let hostile: Vec<Assessment> = WILD
        .iter()
        .zip(EXAMPLES.iter().cycle())
        .map(|(name, board)| {
            let mut assessment = named(name, example(shared_catalogue(), board));
            assessment.board.number = Some((*name).to_owned());
            assessment
        })
        .collect();
    vec![
        ("voorbeelden", overview(&examples, Vec::new())),
        ("met lege", overview(&with_odd_ones, vec![broken("x/kapot.toml", "hier klopt iets niet")])),
        ("één bestuur", overview(&examples[..1], Vec::new())),
        ("alleen lege", overview(&[named("leeg", empty()), named("leeg ook", empty())], Vec::new())),
        ("alleen kapotte", overview(&[], vec![broken("a.toml", "kapot"), broken("b.toml", "ook kapot")])),
        ("gelijk", overview(&same, Vec::new())),
        ("anoniem", anonymous(&with_odd_ones)),
        ("vijandig", overview(&hostile, vec![broken(WILD[5], WILD[0])])),
    ]
}

fn bytes(overview: &Overview) -> Vec<u8> {
    let mut bytes = Vec::new();
    xlsx::overview(overview, &mut bytes).expect("a workbook");
    bytes
}

fn workbook(overview: &Overview) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes(overview))).expect("a workbook that can be opened")
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    let range = book.worksheet_range(name).unwrap_or_else(|_| panic!("there is a sheet {name}"));
    // From the first cell on, also where that is empty.
    let (row, column) = range.end().unwrap_or((0, 0));
    range.range((0, 0), (row, column))
}

fn shown(shown: Option<Shown>) -> Option<f64> {
    shown.map(Shown::value)
}

fn count(number: impl Into<u32>) -> Option<f64> {
    Some(f64::from(number.into()))
}

/// A sheet with a row per board: its header and the rows below it.
fn list(range: &Range<Data>) -> (Vec<String>, Vec<Vec<Data>>) {
    let mut rows = range.rows().skip(HEADER);
    let header =
        rows.next().expect("a header").iter().map(|cell| text(cell).replace("-\n", "").replace('\n', " "));
    (header.collect(), rows.map(<[Data]>::to_vec).collect())
}

#[track_caller]
fn column(header: &[String], name: &str) -> usize {
    header.iter().position(|found| found == name).unwrap_or_else(|| panic!("a column {name} in {header:?}"))
}

fn scopes() -> Vec<(Scope, String)> {
    let catalogue = shared_catalogue();
    Scope::all(catalogue)
        .map(|scope| {
            let name = match scope {
                Scope::Whole => "Geheel".to_owned(),
                Scope::Part(part) => catalogue.parts[part].name.clone(),
                Scope::Domain(domain) => {
                    format!("{} {}", catalogue.domains[domain].code, catalogue.domains[domain].name)
                }
            };
            (scope, name)
        })
        .collect()
}

/// The board of a row, by its name and the order of rows with the same name; names were made visible on the way.
fn board_of<'a>(overview: &'a Overview, row: &[Data]) -> &'a BoardRow {
    let name = text(&row[0]);
    let shown = |board: &BoardRow| {
        let line: Vec<&str> = board.label.split_whitespace().collect();
        ibp_peil::finding::print::visible(&line.join(" "))
    };
    let flat = name.split_whitespace().collect::<Vec<_>>().join(" ");
    overview.boards.iter().find(|board| shown(board) == flat).unwrap_or_else(|| panic!("a board {name:?}"))
}

fn check_boards(name: &str, overview: &Overview, book: &mut Xlsx<Cursor<Vec<u8>>>) {
    let (header, rows) = list(&sheet(book, "Besturen"));
    assert_eq!(rows.len(), overview.boards.len(), "{name}");
    let ranking = overview.ranking(Scope::Whole);
    for (row, board) in rows.iter().zip(&overview.boards) {
        let cell = |column_name: &str| &row[column(&header, column_name)];
        assert!(std::ptr::eq(board_of(overview, row), board), "{name}: in the order of the model");
        let whole = &board.whole;
        assert_eq!(number(cell("Verslagjaar")), count(board.reporting_year));
        assert_eq!(text(cell("Werkwijze")), board.method.text());
        assert_eq!(number(cell("Gemiddelde")), shown(overview.mean(board, Scope::Whole)));
        for (part, found) in overview.catalogue.parts.iter().enumerate() {
            let mean = overview.mean(board, Scope::Part(part));
            assert_eq!(number(cell(&format!("Gemiddelde {}", found.name))), shown(mean));
        }
        assert_eq!(number(cell("Op streefniveau")), count(whole.on_target));
        assert_eq!(number(cell("Toepasselijk")), count(whole.applicable()));
        assert_eq!(number(cell("In %")), whole.share().map(|share| share.shown.value()));
        assert_eq!(number(cell("Onderbouwd")), count(whole.evidenced));
        assert_eq!(number(cell("Open")), count(whole.open));
        assert_eq!(number(cell("N.v.t.")), count(whole.not_applicable));
        assert_eq!(number(cell("Laagste niveau")), whole.lowest().map(f64::from));
        assert_eq!(number(cell("Plaats")), ranking.place(whole).map(|place| f64::from(place.place)));
        let verdict = text(cell("Oordeel"));
        assert_eq!(verdict == "voldoet", board.verdict.complies, "{name}: {verdict}");
        assert_eq!(header.contains(&"Bestand".to_owned()), !overview.anonymous);
    }
}

fn check_heat_map_and_places(name: &str, overview: &Overview, book: &mut Xlsx<Cursor<Vec<u8>>>) {
    for sheet_name in ["Heatmap", "Plaats"] {
        let range = sheet(book, sheet_name);
        let (header, rows) = list(&range);
        assert_eq!(rows.len(), overview.boards.len(), "{name}");
        let mut order = Vec::new();
        for (scope, scope_name) in scopes() {
            let at = column(&header, &scope_name);
            let ranking = overview.ranking(scope);
            let spread = overview.spread(scope);
            let above = number(&range.rows().nth(HEADER - 1).expect("a row above the header")[at]);
            let is_heat_map = sheet_name == "Heatmap";
            let expected =
                if is_heat_map { shown(spread.five.map(|f| f.median)) } else { count(spread.boards) };
            assert_eq!(above, expected, "{name}: {scope_name}");
            for row in &rows {
                let board = board_of(overview, row);
                let place = ranking.place(board.line(scope)).map(|place| f64::from(place.place));
                let mean = shown(overview.mean(board, scope));
                assert_eq!(number(&row[at]), if is_heat_map { mean } else { place }, "{name}: {scope_name}");
                if scope == Scope::Whole {
                    order.push(place);
                }
            }
        }
        // The weakest on top of the heat map, the strongest on top of the places; who has no figure comes last.
        let rank = |place: &Option<f64>| place.unwrap_or(if sheet_name == "Heatmap" { 0.0 } else { 1e9 });
        let falls = order.windows(2).all(|pair| rank(&pair[0]) >= rank(&pair[1]));
        let rises = order.windows(2).all(|pair| rank(&pair[0]) <= rank(&pair[1]));
        assert!(if sheet_name == "Heatmap" { falls } else { rises }, "{name}: {sheet_name} {order:?}");
    }
}

fn check_figures(name: &str, overview: &Overview, book: &mut Xlsx<Cursor<Vec<u8>>>) {
    let range = sheet(book, "Alle cijfers");
    let (header, rows) = list(&range);
    let groups: Vec<String> = range.rows().nth(HEADER - 1).expect("the scopes").iter().map(text).collect();
    for (row, board) in rows.iter().zip(&overview.boards) {
        for (scope, scope_name) in scopes() {
            let start = column(&groups, &scope_name);
            let cell = |column_name: &str| &row[start + column(&header[start..], column_name)];
            let line = board.line(scope);
            assert_eq!(number(cell("Toepasselijk")), count(line.applicable()), "{name}: {scope_name}");
            assert_eq!(number(cell("Op streefniveau")), count(line.on_target));
            assert_eq!(number(cell("In %")), line.share().map(|share| share.shown.value()));
            assert_eq!(number(cell("Onderbouwd")), count(line.evidenced));
            assert_eq!(number(cell("Open")), count(line.open));
            assert_eq!(number(cell("N.v.t.")), count(line.not_applicable));
            assert_eq!(number(cell("Gemiddelde")), shown(overview.mean(board, scope)));
            assert_eq!(number(cell("Laagste niveau")), line.lowest().map(f64::from));
            let lowest = text(cell("Normen met dat niveau"));
            let norms = board.lowest_norms(overview.catalogue, scope);
            let first = norms.first().map_or("", |norm| overview.catalogue.norms[*norm].id.as_str());
            assert!(lowest.starts_with(first), "{name}: {lowest}");
            assert_eq!(lowest.is_empty(), norms.is_empty());
        }
    }
}

fn check_spread(name: &str, overview: &Overview, book: &mut Xlsx<Cursor<Vec<u8>>>) {
    let range = sheet(book, "Spreiding");
    let names = scopes();
    let mut seen = Vec::new();
    for row in range.rows() {
        let Some((scope, _)) = names.iter().find(|(_, scope_name)| *scope_name == text(&row[0])) else {
            continue;
        };
        let spread = overview.spread(*scope);
        let five = spread.five.map(|five| [five.lowest, five.q1, five.median, five.q3, five.highest]);
        assert_eq!(number(&row[2]), count(spread.boards), "{name}");
        assert_eq!(number(&row[3]), count(spread.without));
        for figure in 0..5 {
            assert_eq!(number(&row[4 + figure]), five.map(|five| five[figure].value()), "{name}");
        }
        assert_eq!(number(&row[9]), shown(spread.mean));
        assert_eq!(number(&row[10]), count(spread.on_target));
        assert_eq!(number(&row[11]), count(spread.applicable));
        assert_eq!(number(&row[12]), spread.share.as_ref().map(|share| share.shown.value()));
        if let (Scope::Domain(_), Some(five)) = (scope, five) {
            seen.push(five[2]);
        }
    }
    assert!(seen.is_sorted(), "{name}: the weakest domain on top");
    assert_eq!(seen.len(), overview.weakest_domains().len(), "{name}");
}

fn check_norms(name: &str, overview: &Overview, book: &mut Xlsx<Cursor<Vec<u8>>>) {
    let range = sheet(book, "Normen");
    let rows: Vec<&[Data]> = range.rows().skip_while(|row| text(&row[0]) != "Norm").skip(1).collect();
    for (row, found) in rows.iter().zip(&overview.below) {
        let norm = &overview.catalogue.norms[found.norm];
        assert_eq!((text(&row[0]), text(&row[1])), (norm.id.clone(), norm.marked_title()), "{name}");
        let figures = [found.below, found.on_target, found.open, found.not_applicable, found.answered()];
        let expected: Vec<Option<f64>> = figures.iter().chain(&found.levels).map(|f| count(*f)).collect();
        assert_eq!(row[3..3 + expected.len()].iter().map(number).collect::<Vec<_>>(), expected, "{name}");
    }
}

fn check(name: &str, overview: &Overview) {
    let mut book = workbook(overview);
    check_boards(name, overview, &mut book);
    check_heat_map_and_places(name, overview, &mut book);
    check_figures(name, overview, &mut book);
    check_spread(name, overview, &mut book);
    check_norms(name, overview, &mut book);
}

#[test]
fn every_sheet_says_what_the_model_says() {
    for (name, overview) in folders() {
        check(name, &overview);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_sheet_says_what_the_model_says_of_boards_that_nobody_would_think_of(
        odd in prop::collection::vec(crate::boards::odd::odd_board(shared_catalogue()), 1..9)
    ) {
        let all: Vec<Assessment> =
            odd.into_iter().enumerate().map(|(index, odd)| named(&format!("bestuur {index}"), odd.board)).collect();
        check("vreemd", &overview(&all, Vec::new()));
    }
}

#[test]
fn page_one_names_the_weakest_domain_and_says_how_many_boards_there_are() {
    for (name, overview) in folders() {
        let range = sheet(&mut workbook(&overview), "Overzicht");
        let all = range.rows().flatten().map(text).collect::<Vec<_>>().join("\n");
        assert!(all.contains("Vertrouwelijk – intern"), "{name}");
        let weakest = overview.weakest_domains().first().map(|domain| {
            let five = overview.domains[*domain].five.expect("the weakest domain has a figure");
            format!(
                "Het zwakst: {} ({})",
                overview.catalogue.domains[*domain].code.clone()
                    + " "
                    + &overview.catalogue.domains[*domain].name,
                five.median
            )
        });
        assert_eq!(all.contains("Het zwakst: "), weakest.is_some(), "{name}");
        assert!(all.contains(&weakest.unwrap_or_default()), "{name}");
        for benchmark in &overview.catalogue.benchmarks {
            for part in [&benchmark.name, &benchmark.year.to_string(), &benchmark.caution] {
                assert!(all.contains(part.as_str()), "{name}: {part}");
            }
        }
    }
}

#[test]
fn files_that_could_not_be_read_have_a_sheet_only_where_there_are_any() {
    for (name, overview) in folders() {
        let mut book = workbook(&overview);
        let has_sheet = book.sheet_names().contains(&"Niet gelezen".to_owned());
        assert_eq!(has_sheet, !overview.unreadable.is_empty(), "{name}");
        if !has_sheet {
            continue;
        }
        let (header, rows) = list(&sheet(&mut book, "Niet gelezen"));
        assert_eq!(rows.len(), overview.unreadable.len(), "{name}");
        for (row, file) in rows.iter().zip(&overview.unreadable) {
            let cell = |column_name: &str| &row[column(&header, column_name)];
            assert_eq!(number(cell("Regel")), Some(3.0));
            assert_eq!(number(cell("Kolom")), Some(14.0));
            assert_eq!(text(cell("Code")), file.code.as_str());
            assert_eq!(text(cell("Wat er aan de hand is")), file.text);
        }
    }
}

#[test]
fn no_cell_is_a_formula_and_nothing_steers() {
    for (name, overview) in folders() {
        let mut book = workbook(&overview);
        for sheet_name in book.sheet_names() {
            let formulas = book.worksheet_formula(&sheet_name).expect("the sheet can be read");
            assert!(formulas.rows().flatten().all(String::is_empty), "{name}: {sheet_name}");
            let range = sheet(&mut book, &sheet_name);
            let all = range.rows().flatten().map(text).collect::<Vec<_>>().join("\n");
            assert!(!all.trim().is_empty(), "{name}: {sheet_name}");
            for c in ['\u{1b}', '\u{0}', '\u{202e}', '\u{ffff}'] {
                assert!(!all.contains(c), "{name}: {sheet_name}: {c:?}");
            }
        }
        if name == "vijandig" {
            let (_, rows) = list(&sheet(&mut book, "Besturen"));
            let names: Vec<String> = rows.iter().map(|row| text(&row[0])).collect();
            assert!(names.contains(&"=1+1".to_owned()), "{names:?}");
        }
    }
}

#[test]
fn an_anonymous_workbook_holds_no_name_no_number_and_no_file() {
    let mut canary = example(shared_catalogue(), "onderweg");
    canary.board.name = "Stichting Kanarie".to_owned();
    canary.board.number = Some("98765".to_owned());
    canary.board.sectors = vec!["vo".to_owned()];
    canary.board.schools = Some(4_711);
    canary.board.pupils = Some(81_234);
    let overview = anonymous(&[canary]);
    let mut package = zip::ZipArchive::new(Cursor::new(bytes(&overview))).expect("a package");
    for index in 0..package.len() {
        let mut part = package.by_index(index).expect("a part");
        let mut contents = Vec::new();
        part.read_to_end(&mut contents).expect("its contents");
        let contents = String::from_utf8_lossy(&contents).to_lowercase();
        for secret in ["kanarie", "98765", "4711", "81234", "bestuur-0", "geheim"] {
            assert!(!contents.contains(secret), "{secret} in {}", part.name());
        }
    }
    assert!(!markdown::overview(&overview).to_lowercase().contains("kanarie"));
}

#[test]
fn the_same_boards_give_the_same_bytes() {
    let make = || overview(&EXAMPLES.map(|name| example(shared_catalogue(), name)), vec![broken("a", "b")]);
    assert!(bytes(&make()) == bytes(&make()));
}

#[test]
fn the_charts_read_every_domain_with_a_figure_and_never_a_board() {
    for (name, overview) in folders() {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes(&overview))).expect("a package");
        let charts: Vec<String> = package
            .file_names()
            .filter(|part| part.starts_with("xl/charts/chart"))
            .map(str::to_owned)
            .collect();
        let domains = overview.weakest_domains().len();
        assert_eq!(charts.len(), if domains > 0 { 2 } else { 0 }, "{name}");
        for chart in charts {
            let xml = std::io::read_to_string(package.by_name(&chart).expect("a chart")).expect("text");
            let first = 1 + Scope::all(overview.catalogue).filter(|s| !matches!(s, Scope::Domain(_))).count();
            let names =
                |column: &str| format!("Spreiding!${column}${}:${column}${}", 5 + first, 4 + first + domains);
            assert!(xml.contains(&names("A")) || xml.contains(&names("N")), "{name}: {}", names("A"));
            assert!(!xml.contains("Besturen!") && !xml.contains("Heatmap!"), "{name}");
        }
    }
}

#[test]
fn many_boards_fit_and_a_very_long_name_is_only_long() {
    let mut all: Vec<Assessment> = (0u8..200)
        .map(|index| named(&format!("bestuur {index:03}"), all_at(&Reply::Level(1 + index % 5))))
        .collect();
    all[0].board.name = "heel lang ".repeat(800);
    let overview = overview(&all, Vec::new());
    let (_, rows) = list(&sheet(&mut workbook(&overview), "Heatmap"));
    assert_eq!(rows.len(), 200);
}

#[test]
fn a_page_of_markdown_shows_a_small_group_and_refers_to_the_workbook_for_a_large_one() {
    for (name, overview) in folders() {
        let page = markdown::overview(&overview);
        let heading = page.lines().position(|line| line == "## De besturen").expect("a heading");
        let header = page.lines().nth(heading + 2).unwrap_or_default().to_owned();
        let rows = page.lines().skip(heading + 4).take_while(|line| line.starts_with('|')).count();
        assert_eq!(rows, overview.boards.len(), "{name}");
        // Nothing in a name is a border of a cell.
        let borders = |line: &str| line.replace("\\|", "").matches('|').count();
        for line in page.lines().skip(heading + 2).take(rows + 2) {
            assert_eq!(borders(line), borders(&header), "{name}: {line}");
        }
        assert!(
            !page.contains('\u{1b}')
                && !page.contains('\u{202e}')
                && !page.replace("\\<", "").contains("<script"),
            "{name}"
        );
    }
    let many: Vec<Assessment> =
        (0..41).map(|index| named(&format!("bestuur {index}"), all_at(&Reply::Level(2)))).collect();
    let page = markdown::overview(&overview(&many, Vec::new()));
    assert!(page.contains("41 besturen is te veel"), "{page}");
    assert!(!page.contains("bestuur 7"), "no names where they are not all there");
}

/// A disk that is full, or a folder for temporary files that is not there.
#[cfg(unix)]
#[test]
fn temporary_files_that_cannot_be_written_are_a_mistake_with_a_hint_and_not_the_end_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("uit.xlsx");
    for shell in ["ulimit -f 8; ", "TMPDIR=/bestaat/niet; export TMPDIR; "] {
        let command = format!("{shell}exec \"$0\" overzicht examples/besturen -o \"$1\" -q");
        let output = std::process::Command::new("sh")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["-c", &command, env!("CARGO_BIN_EXE_ibp-peil")])
            .arg(&out)
            .output()
            .expect("the program runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("de tijdelijke bestanden voor de werkmap"), "{told}");
        assert!(!told.contains("panicked"), "{told}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("it").count(), 0, "nothing is left");
    }
}
