//! Many boards as a page or two of Markdown: what the workbook says, in a form to read and to mail.

use super::escape;
use super::page::{Page, labelled};
use crate::analysis::overview::{BoardRow, NormBelow, Overview, Scope};
use crate::analysis::reliability::reliability;
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::CONFIDENTIAL;
use crate::render::wording::{self, overview as words};

/// The most boards that a table shows; with more the workbook is the place to look.
const BOARDS: usize = 40;
/// The most norms that a table shows.
const NORMS: usize = 15;
/// The most files that could not be read.
const FILES: usize = 20;

/// The whole document.
pub fn overview(overview: &Overview) -> String {
    let mut page = Page::default();
    page.block(format!("# {}", words::TITLE));
    page.block(format!("**{CONFIDENTIAL}**"));
    page.list([
        labelled("In dit overzicht", &words::boards(overview)),
        labelled("Normenkader", &overview.catalogue.name),
        labelled("Editie", &wording::edition(overview.catalogue)),
        labelled("Gemaakt op", &crate::dutch::date(overview.today)),
    ]);
    standing(&mut page, overview);
    domains(&mut page, overview);
    boards(&mut page, overview);
    norms(&mut page, overview);
    published(&mut page, overview);
    unreadable(&mut page, overview);
    page.heading("Uitleg");
    page.list(words::rules(overview.catalogue).iter().map(|(subject, text)| labelled(subject, text)));
    page.block(format!("{} · {CONFIDENTIAL}", escape(&overview.catalogue.title())));
    page.text
}

fn standing(page: &mut Page, overview: &Overview) {
    page.heading("Waar staan de besturen");
    page.block(escape(&words::standing(overview)));
    page.block(escape(&words::spread(overview)));
    let extremes = [words::weakest(overview), words::strongest(overview)];
    page.list(extremes.into_iter().flatten().map(|text| format!("**{}**", escape(&text))));
    let mut cautions = words::cautions(overview);
    cautions.extend(wording::unconfirmed_caution(&reliability(overview.catalogue)));
    if !cautions.is_empty() {
        let lines: Vec<String> = cautions.iter().map(|caution| format!("> - {}", escape(caution))).collect();
        page.block(format!("> **Let op bij het lezen**\n>\n{}", lines.join("\n")));
    }
}

fn domains(page: &mut Page, overview: &Overview) {
    page.heading("Per domein, het zwakste bovenaan");
    let totals = Scope::all(overview.catalogue).filter(|scope| !matches!(scope, Scope::Domain(_)));
    let scopes = totals.chain(overview.domains_weakest_first().into_iter().map(Scope::Domain));
    let rows: Vec<Vec<String>> = scopes
        .map(|scope| {
            let spread = overview.spread(scope);
            let five = spread.five.map(|five| [five.lowest, five.q1, five.median, five.q3, five.highest]);
            let mut cells = vec![escape(&words::scope_name(overview.catalogue, scope))];
            cells.extend((0..5).map(|figure| words::shown(five.map(|five| five[figure]))));
            cells.push(words::shown(spread.mean));
            cells.push(words::on_target(spread));
            cells.push(spread.without.to_string());
            cells
        })
        .collect();
    let headers = [
        "",
        "Laagste:",
        "Eerste kwartiel:",
        "Midden:",
        "Derde kwartiel:",
        "Hoogste:",
        "Gemiddelde:",
        "Op streefniveau:",
        "Zonder cijfer:",
    ];
    page.table(&headers, &rows);
    page.block(wording::MEAN_CAUTION);
}

fn boards(page: &mut Page, overview: &Overview) {
    page.heading("De besturen");
    if overview.boards.is_empty() {
        page.block("Er is geen meting die te lezen is.");
        return;
    }
    if overview.boards.len() > BOARDS {
        page.block(format!(
            "{} is te veel voor een tabel op deze bladzijde. Ze staan allemaal in de werkmap (-o overzicht.xlsx) en in \
             overzicht.csv.",
            escape(&words::boards(overview))
        ));
        return;
    }
    let ranking = overview.ranking(Scope::Whole);
    let rows: Vec<Vec<String>> = overview
        .boards
        .iter()
        .map(|board| {
            let place = ranking.place(&board.whole).map(|place| place.place);
            board_row(overview, board, place)
        })
        .collect();
    let parts: Vec<String> =
        overview.catalogue.parts.iter().map(|part| format!("{}:", escape(&part.name))).collect();
    let mut headers = vec!["Bestuur", "Jaar:", "Werkwijze", "Oordeel", "Plaats:", "Gemiddelde:"];
    headers.extend(parts.iter().map(String::as_str));
    headers.extend(["Op streefniveau:", "Onderbouwd:", "Open:", "N.v.t.:"]);
    page.table(&headers, &rows);
}

fn board_row(overview: &Overview, board: &BoardRow, place: Option<u32>) -> Vec<String> {
    let mean = |scope: Scope| -> String { words::shown(overview.mean(board, scope)) };
    let whole = &board.whole;
    let mut cells = vec![
        escape(&board.label),
        board.reporting_year.to_string(),
        board.method.text().to_owned(),
        words::verdict(board).to_owned(),
        place.map_or("–".to_owned(), |place| place.to_string()),
        mean(Scope::Whole),
    ];
    cells.extend((0..board.parts.len()).map(|part| mean(Scope::Part(part))));
    cells.extend([
        format!("{} van {}", whole.on_target, whole.applicable()),
        whole.evidenced.to_string(),
        whole.open.to_string(),
        whole.not_applicable.to_string(),
    ]);
    cells
}

fn norms(page: &mut Page, overview: &Overview) {
    let catalogue = overview.catalogue;
    let below: Vec<&NormBelow> = overview.below.iter().filter(|norm| norm.below > 0).take(NORMS).collect();
    if below.is_empty() {
        return;
    }
    page.heading("Het vaakst onder het streefniveau");
    let rows: Vec<Vec<String>> = below
        .iter()
        .map(|found| {
            let norm = &catalogue.norms[found.norm];
            vec![
                escape(&format!("{} {}", norm.id, norm.marked_title())),
                found.below.to_string(),
                found.on_target.to_string(),
                found.open.to_string(),
                found.not_applicable.to_string(),
            ]
        })
        .collect();
    page.table(&["Norm", "Eronder:", "Op streefniveau:", "Open:", "N.v.t.:"], &rows);
    page.block(MARK_FOOTNOTE);
}

fn published(page: &mut Page, overview: &Overview) {
    let items: Vec<String> = overview
        .published()
        .map(|found| {
            let benchmark = found.benchmark;
            format!(
                "**{}** ({}, {}): {}. {}",
                escape(&benchmark.name),
                benchmark.year,
                escape(&wording::benchmark_group(benchmark)),
                escape(&words::published(overview.catalogue, &found)),
                escape(&wording::benchmark_text(benchmark))
            )
        })
        .collect();
    if !items.is_empty() {
        page.heading("Naast gepubliceerde cijfers: vergelijk voorzichtig");
        page.list(items);
    }
}

fn unreadable(page: &mut Page, overview: &Overview) {
    let Some(sentence) = words::unreadable(overview) else { return };
    page.heading("Niet gelezen");
    page.block(sentence);
    let shown = overview.unreadable.iter().take(FILES);
    page.list(shown.map(|file| {
        let place =
            file.place.map_or(String::new(), |(line, column)| format!(", regel {line}, kolom {column}"));
        format!("{}{place}: {} ({})", escape(&file.file), escape(&file.text), file.code.as_str())
    }));
    if overview.unreadable.len() > FILES {
        page.block("De andere staan in de werkmap, op het blad Niet gelezen.");
    }
}
