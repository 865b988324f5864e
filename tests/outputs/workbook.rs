//! The gap analysis read back: every figure, every gap and every answer, and nothing that steers a program.

use std::io::Cursor;
use std::path::Path;

use crate::books::{number, text};
use calamine::{Data, Range, Reader, Xlsx};
use ibp_peil::analysis::{Analysis, Figures, analyse};
use ibp_peil::assessment::{Answer, Assessment, Reply, file};
use ibp_peil::catalogue::{Catalogue, Origin, embedded};
use ibp_peil::paragraph::{Length, Paragraph, Source, write};
use ibp_peil::render::{Report, markdown, xlsx};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 12, 20);
const EXAMPLES: [&str; 3] = ["eenpitter", "onderweg", "voldoet"];

fn example(catalogue: &Catalogue, name: &str) -> Assessment {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(format!("{name}.toml"));
    file::read(&path, catalogue).expect("the example can be read").assessment
}

fn paragraphs(analysis: &Analysis<'_>) -> (Paragraph, Paragraph) {
    let write = |length| write(analysis, length).expect("a paragraph");
    (write(Length::Long), write(Length::Short))
}

fn with_report<T>(
    assessment: &Assessment,
    previous: Option<&Assessment>,
    use_it: impl Fn(&Report<'_>) -> T,
) -> T {
    let catalogue = embedded::newest();
    let analysis = analyse(&catalogue, assessment, previous, TODAY);
    let (long, short) = paragraphs(&analysis);
    use_it(&Report { analysis: &analysis, long: &long, short: &short })
}

fn workbook(report: &Report<'_>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(xlsx::render(report).expect("a workbook"))).expect("a workbook that can be opened")
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    book.worksheet_range(name).unwrap_or_else(|_| panic!("there is a sheet {name}"))
}

/// The rows below the header that begins with this text, up to the first row whose second cell is empty.
fn below<'a>(range: &'a Range<Data>, header: &str) -> Vec<&'a [Data]> {
    let cell = |row: &[Data], column: usize| row.get(column).map_or(String::new(), text);
    let rows = range.rows().skip_while(|row| cell(row, 0) != header && cell(row, 1) != header).skip(1);
    rows.take_while(|row| !cell(row, 1).is_empty()).collect()
}

/// A date as a cell holds it: days since 1900, as the file format counts them.
fn serial(date: Date) -> f64 {
    f64::from((date - jiff::civil::date(1899, 12, 30)).get_days())
}

/// The whole, every part and every domain, with their names.
fn scopes<'a>(analysis: &'a Analysis) -> Vec<(&'a str, &'a Figures)> {
    let catalogue = analysis.catalogue;
    let parts = catalogue.parts.iter().map(|part| part.name.as_str()).zip(&analysis.parts);
    let domains = catalogue.domains.iter().map(|domain| domain.name.as_str()).zip(&analysis.domains);
    [("Geheel", &analysis.whole)].into_iter().chain(parts).chain(domains).collect()
}

/// An assessment in which every text field tries to be something else.
fn hostile(catalogue: &Catalogue) -> Assessment {
    const TEXTS: [&str; 8] = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "<script>alert(1)</script> & \"aanhaling\"",
        "a | b `c` # d\n- e\n=HYPERLINK(\"http://x\")",
        "rood\u{1b}[31m \u{202e}achterstevoren \u{0}nul \u{ffff}",
        "_x000D_ _x0041_ &P &[Tab] 'sheet'!A1",
    ];
    let mut assessment = Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY);
    assessment.board.name = TEXTS.join(" ");
    assessment.meta.assessor = Some(TEXTS[0].to_owned());
    for (index, norm) in catalogue.norms.iter().enumerate() {
        let wild = |offset: usize| Some(TEXTS[(index + offset) % TEXTS.len()].to_owned());
        let reply = match index % 5 {
            0 => Reply::NotApplicable(TEXTS[index % TEXTS.len()].to_owned()),
            1 => Reply::AskAround(TEXTS[index % TEXTS.len()].to_owned()),
            _ => Reply::Level(1),
        };
        let answer = Answer {
            reply,
            note: wild(0),
            evidence: TEXTS.map(str::to_owned).to_vec(),
            assessed_on: Some(date(1066, 10, 14)),
            assessed_by: wild(1),
            action: wild(2),
            action_owner: wild(3),
            due: Some(date(9999, 12, 31)),
            target: Some(5),
            target_reason: wild(4),
            completed_on: Some(date(-4, 1, 1)),
            ..Answer::default()
        };
        assessment.answers.insert(norm.id.clone(), answer);
    }
    assessment
}

fn empty(catalogue: &Catalogue) -> Assessment {
    Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY)
}

fn nothing_applies(catalogue: &Catalogue) -> Assessment {
    let mut assessment = empty(catalogue);
    for norm in &catalogue.norms {
        let reply = Reply::NotApplicable("bestaat hier niet".to_owned());
        assessment.answers.insert(norm.id.clone(), Answer { reply, ..Answer::default() });
    }
    assessment
}

/// Every assessment that these tests look at.
fn all(catalogue: &Catalogue) -> Vec<(&'static str, Assessment)> {
    let mut all: Vec<(&str, Assessment)> = EXAMPLES.map(|name| (name, example(catalogue, name))).to_vec();
    all.push(("leeg", empty(catalogue)));
    all.push(("niets van toepassing", nothing_applies(catalogue)));
    all.push(("vijandig", hostile(catalogue)));
    all
}

#[test]
fn every_figure_per_domain_part_and_whole_is_the_one_of_the_analysis() {
    for (name, assessment) in all(&embedded::newest()) {
        with_report(&assessment, None, |report| {
            let analysis = report.analysis;
            let range = sheet(&mut workbook(report), "Domeinen");
            let rows = below(&range, "Code");
            let scopes = scopes(analysis);
            assert_eq!(rows.len(), scopes.len(), "{name}");
            for (row, (scope, figures)) in rows.iter().zip(scopes) {
                assert_eq!(text(&row[1]), scope);
                let numbers: Vec<Option<f64>> = row[3..15].iter().map(number).collect();
                let count = |count: u32| Some(f64::from(count));
                assert_eq!(
                    numbers,
                    [
                        count(figures.total),
                        count(figures.not_applicable),
                        count(figures.applicable),
                        count(figures.answered),
                        count(figures.on_target),
                        count(figures.answered - figures.on_target),
                        count(figures.open),
                        figures.share.as_ref().map(|share| share.shown.value()),
                        count(figures.evidenced),
                        figures.mean.as_ref().map(|mean| mean.shown.value()),
                        Some(f64::from(analysis.board_target())),
                        figures.lowest.as_ref().map(|lowest| f64::from(lowest.level)),
                    ],
                    "{name}: {scope}"
                );
            }
        });
    }
}

#[test]
fn the_cover_shows_the_same_figures_and_those_of_last_year() {
    let catalogue = embedded::newest();
    let (now, before) = (example(&catalogue, "onderweg"), example(&catalogue, "eenpitter"));
    with_report(&now, Some(&before), |report| {
        let analysis = report.analysis;
        let previous = analysis.previous.as_ref().expect("last year's figures");
        let range = sheet(&mut workbook(report), "Voorblad");
        let rows = below(&range, "Toepasselijk");
        let mut expected = vec![&analysis.whole, &previous.whole];
        for (now, before) in analysis.parts.iter().zip(&previous.parts) {
            expected.extend([now, before]);
        }
        for (row, figures) in rows.iter().zip(&expected) {
            assert_eq!(number(&row[1]), Some(f64::from(figures.applicable)));
            assert_eq!(number(&row[2]), Some(f64::from(figures.on_target)));
            assert_eq!(number(&row[4]), Some(f64::from(figures.evidenced)));
            assert_eq!(number(&row[5]), Some(f64::from(figures.open)));
            assert_eq!(number(&row[7]), figures.mean.as_ref().map(|mean| mean.shown.value()));
        }
        assert!(rows.len() >= expected.len());
        let everything = everything(&range);
        assert!(
            everything.contains(&format!("{} van {}", analysis.whole.on_target, analysis.whole.applicable))
        );
        assert!(everything.contains("Vertrouwelijk – intern"));
        for row in &analysis.benchmarks {
            let benchmark = row.benchmark;
            let group = format!("{} {}", benchmark.n, benchmark.n_unit);
            for part in [&benchmark.name, &benchmark.year.to_string(), &group, &benchmark.caution] {
                assert!(everything.contains(part.as_str()), "{part}");
            }
        }
    });
}

/// All text of a sheet, one cell per line.
fn everything(range: &Range<Data>) -> String {
    range.rows().flatten().map(text).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_gap_is_listed_in_order_with_its_plan() {
    for (name, assessment) in all(&embedded::newest()) {
        with_report(&assessment, None, |report| {
            let analysis = report.analysis;
            let range = sheet(&mut workbook(report), "Gaplijst");
            let rows = below(&range, "Klasse");
            assert_eq!(rows.len(), analysis.gaps.len(), "{name}");
            for (row, gap) in rows.iter().zip(&analysis.gaps) {
                let norm = analysis.norm(gap.norm);
                let answer = analysis.answer(gap.norm).expect("a gap has an answer");
                assert_eq!(text(&row[0]), gap.class.as_str());
                assert_eq!(text(&row[1]), norm.id);
                assert_eq!(text(&row[2]), norm.marked_title());
                assert_eq!(number(&row[3]), Some(f64::from(gap.level)));
                assert_eq!(text(&row[4]), analysis.catalogue.level_name(gap.level));
                let target = analysis.catalogue.level_name(gap.target);
                assert_eq!(text(&row[5]), format!("{} {target}", gap.target));
                assert_eq!(number(&row[6]), Some(f64::from(gap.short)));
                assert_eq!(text(&row[7]), gap.reason);
                assert_eq!(text(&row[8]), norm.first_step);
                if name != "vijandig" {
                    assert_eq!(text(&row[10]), answer.action.clone().unwrap_or_default());
                    assert_eq!(text(&row[11]), answer.action_owner.clone().unwrap_or_default());
                }
                match (&row[12], answer.due) {
                    (Data::DateTime(found), Some(due)) => assert_eq!(found.as_f64(), serial(due)),
                    (found, due) => assert!(text(found).is_empty() && due.is_none(), "{name}: {}", norm.id),
                }
            }
            let start = sheet(&mut workbook(report), "Begin hier");
            let first: Vec<String> = below(&start, "Norm").iter().map(|row| text(&row[1])).collect();
            let expected: Vec<String> =
                analysis.page_one().iter().map(|gap| analysis.norm(gap.norm).id.clone()).collect();
            assert_eq!(first, expected, "{name}");
        });
    }
}

#[test]
fn every_norm_is_among_the_answers_and_every_open_one_among_the_open() {
    for (name, assessment) in all(&embedded::newest()) {
        with_report(&assessment, None, |report| {
            let analysis = report.analysis;
            let mut book = workbook(report);
            let range = sheet(&mut book, "Antwoorden");
            let rows = below(&range, "Norm");
            assert_eq!(rows.len(), analysis.norms.len(), "{name}");
            for (row, result) in rows.iter().zip(&analysis.norms) {
                let norm = analysis.norm(result.norm);
                assert_eq!(text(&row[0]), norm.id);
                assert_eq!(text(&row[1]), norm.marked_title());
                assert_eq!(number(&row[5]), result.level().map(f64::from));
                if let (false, Some(note)) =
                    (name == "vijandig", analysis.answer(result.norm).and_then(|answer| answer.note.clone()))
                {
                    assert_eq!(text(&row[8]), note);
                }
            }
            let open = sheet(&mut book, "Open");
            let mut open: Vec<String> =
                below(&open, "Wie kan het weten").iter().map(|row| text(&row[1])).collect();
            let results = analysis.norms.iter().filter(|result| result.open());
            let mut expected: Vec<String> =
                results.map(|result| analysis.norm(result.norm).id.clone()).collect();
            open.sort();
            expected.sort();
            assert_eq!(open, expected, "{name}");
        });
    }
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let catalogue = embedded::newest();
    with_report(&hostile(&catalogue), None, |report| {
        let mut book = workbook(report);
        let range = sheet(&mut book, "Antwoorden");
        let notes: Vec<Data> = below(&range, "Norm").iter().map(|row| row[8].clone()).collect();
        for text in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"] {
            assert!(notes.contains(&Data::String(text.to_owned())), "{text}");
        }
        // Control characters and characters that turn text around are shown, not sent; what looks like an escape
        // of the file format stays as it was typed.
        let all = everything(&range);
        assert!(all.contains("rood␛[31m"));
        assert!(all.contains("_x000D_ _x0041_"));
        for c in ['\u{1b}', '\u{0}', '\u{202e}', '\u{ffff}'] {
            assert!(!all.contains(c), "{c:?}");
        }
    });
}

#[test]
fn no_sheet_holds_a_formula_and_no_sheet_is_empty() {
    for (name, assessment) in all(&embedded::newest()) {
        with_report(&assessment, None, |report| {
            let mut book = workbook(report);
            let names = book.sheet_names();
            assert_eq!(names.len(), 9);
            for sheet_name in names {
                let formulas = book.worksheet_formula(&sheet_name).expect("the sheet can be read");
                assert!(formulas.rows().flatten().all(String::is_empty), "{name}: {sheet_name}");
                assert!(
                    !everything(&sheet(&mut book, &sheet_name)).trim().is_empty(),
                    "{name}: {sheet_name}"
                );
            }
        });
    }
}

#[test]
fn nothing_answered_shows_a_dash_and_blanks_and_never_a_zero() {
    let catalogue = embedded::newest();
    with_report(&empty(&catalogue), None, |report| {
        let mut book = workbook(report);
        let domains = sheet(&mut book, "Domeinen");
        for row in below(&domains, "Code") {
            assert_eq!(row[12], Data::Empty, "no mean");
            assert_eq!(row[14], Data::Empty, "no lowest level");
        }
        assert!(everything(&sheet(&mut book, "Voorblad")).contains('–'));
        assert!(everything(&sheet(&mut book, "Begin hier")).contains("nog geen norm"));
    });
}

#[test]
fn every_sentence_of_both_paragraphs_is_traced() {
    let catalogue = embedded::newest();
    with_report(&example(&catalogue, "onderweg"), None, |report| {
        let range = sheet(&mut workbook(report), "Herleiding");
        let rows = below(&range, "Versie");
        for (version, paragraph) in [("lang", report.long), ("kort", report.short)] {
            let sentences = paragraph.alineas.iter().flat_map(|alinea| &alinea.sentences);
            for (number, sentence) in (1_u32..).zip(sentences) {
                let rows: Vec<&&[Data]> = rows
                    .iter()
                    .filter(|row| {
                        text(&row[0]) == version && self::number(&row[1]) == Some(f64::from(number))
                    })
                    .collect();
                let mut sources: Vec<&Source> = Vec::new();
                for source in &sentence.sources {
                    if !sources.contains(&source) {
                        sources.push(source);
                    }
                }
                assert_eq!(rows.len(), sources.len().max(1), "{}", sentence.text);
                assert_eq!(text(&rows[0][3]), sentence.text);
                for (row, source) in rows.iter().zip(sources) {
                    assert_eq!(text(&row[4]), source.what);
                    assert_eq!(text(&row[5]), source.value);
                    assert_eq!(text(&row[6]), source.origin);
                    assert_eq!(matches!(row[7], Data::DateTime(_)), source.date.is_some());
                }
            }
        }
    });
}

#[test]
fn every_unconfirmed_norm_is_in_the_explanation_and_carries_its_mark() {
    let catalogue = embedded::newest();
    with_report(&example(&catalogue, "onderweg"), None, |report| {
        let range = sheet(&mut workbook(report), "Uitleg");
        let listed: Vec<String> = below(&range, "Norm").iter().map(|row| text(&row[1])).collect();
        for norm in catalogue.norms.iter().filter(|norm| norm.unconfirmed()) {
            assert!(listed.contains(&norm.marked_title()), "{}", norm.id);
        }
    });
}

#[test]
fn a_catalogue_from_a_folder_is_named_on_every_sheet_that_has_a_title() {
    let mut catalogue = embedded::newest();
    catalogue.origin = Origin::Folder("eigen/normen".into());
    let assessment = example(&catalogue, "onderweg");
    let analysis = analyse(&catalogue, &assessment, None, TODAY);
    let (long, short) = paragraphs(&analysis);
    let report = Report { analysis: &analysis, long: &long, short: &short };
    let mut book = workbook(&report);
    for name in book.sheet_names() {
        assert!(everything(&sheet(&mut book, &name)).contains("uit map eigen/normen"), "{name}");
    }
    assert!(markdown::gap_analysis(&report).contains("uit map eigen/normen"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for (name, assessment) in all(&embedded::newest()) {
        with_report(&assessment, None, |report| {
            assert!(xlsx::render(report).unwrap() == xlsx::render(report).unwrap(), "{name}");
            assert_eq!(markdown::gap_analysis(report), markdown::gap_analysis(report), "{name}");
        });
    }
}

/// The cells of a row of a Markdown table; an escaped bar is no border.
fn markdown_cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches("| ").trim_end_matches(" |");
    inner.replace("\\|", "\u{1}").split(" | ").map(|cell| cell.replace('\u{1}', "|")).collect()
}

#[test]
fn the_markdown_shows_the_same_figures() {
    for (name, assessment) in all(&embedded::newest()) {
        with_report(&assessment, None, |report| {
            let analysis = report.analysis;
            let text = markdown::gap_analysis(report);
            for (scope, figures) in scopes(analysis) {
                let row = text
                    .lines()
                    .map(markdown_cells)
                    .find(|cells| {
                        cells.len() == 9 && (cells[0] == scope || cells[0].ends_with(&format!(" {scope}")))
                    })
                    .unwrap_or_else(|| panic!("{name}: a row for {scope}"));
                let shown = |shown: Option<ibp_peil::analysis::Shown>| {
                    shown.map_or("–".to_owned(), |shown| shown.to_string())
                };
                assert_eq!(row[1], figures.applicable.to_string());
                assert_eq!(row[2], figures.on_target.to_string());
                assert_eq!(row[3], shown(figures.share.as_ref().map(|share| share.shown)));
                assert_eq!(row[4], figures.evidenced.to_string());
                assert_eq!(row[5], figures.open.to_string());
                assert_eq!(row[6], figures.not_applicable.to_string());
                assert_eq!(row[7], shown(figures.mean.as_ref().map(|mean| mean.shown)));
            }
        });
    }
}

#[test]
fn the_markdown_lists_every_gap_in_order_and_every_open_norm() {
    for (name, assessment) in all(&embedded::newest()) {
        with_report(&assessment, None, |report| {
            let analysis = report.analysis;
            let text = markdown::gap_analysis(report);
            let mut rest = text.split_once("## Begin hier").expect("page one").1;
            for gap in &analysis.gaps {
                let id = format!("{} ", analysis.norm(gap.norm).id);
                rest = rest.split_once(&id).unwrap_or_else(|| panic!("{name}: {id} in its place")).1;
            }
            let open = text.split_once("## Open normen").expect("open norms").1;
            for result in analysis.norms.iter().filter(|result| result.open()) {
                assert!(open.contains(&format!("- {} ", analysis.norm(result.norm).id)), "{name}");
            }
            assert!(text.contains("Vertrouwelijk – intern"));
        });
    }
}

#[test]
fn text_from_a_file_is_never_markup_in_the_markdown() {
    let catalogue = embedded::newest();
    with_report(&hostile(&catalogue), None, |report| {
        let text = markdown::gap_analysis(report);
        for markup in ["<script>", "a | b", "`c`", "\u{1b}", "\u{202e}"] {
            assert!(!text.contains(markup), "{markup:?}");
        }
        let tables = text.lines().filter(|line| line.starts_with('|')).map(|line| markdown_cells(line).len());
        assert!(tables.into_iter().all(|cells| matches!(cells, 5 | 9 | 10)), "no row has a column too many");
    });
}
