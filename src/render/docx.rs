//! Word files: Word's own styles, and every mark so yellow that nobody overlooks it. The paragraph is here; the form on
//! paper and the letter are each in a file of their own.

use std::io::Cursor;

use anyhow::Context as _;
use docx_rs::{
    AbstractNumbering, Docx, Footer, Header, IndentLevel, Level, LevelJc, LevelText, NumPages, NumberFormat,
    Numbering, NumberingId, PageMargin, PageNum, Paragraph as Block, Run, SpecialIndentType, Start,
};
use jiff::civil::Date;
use minijinja::{AutoEscape, Environment, context};

mod form;
mod letter;

pub use form::form;
pub use letter::letter;

use super::{Report, fingerprint};
use crate::dutch;
use crate::finding::print::{on_one_line, visible};
use crate::paragraph::{LEFT_OUT_TITLE, Paragraph, Piece, pieces};

/// docx-rs cannot set a language or a default style, so the style sheet is a file of its own, in the order that
/// Word's schema wants.
const STYLES: &str = include_str!("docx/styles.xml");
/// The styles that only a form and a letter have.
const FORM_STYLES: &str = include_str!("docx/form-styles.xml");
/// The end of the style sheet.
const STYLES_END: &str = "</w:styles>";
/// docx-rs cannot set title and author either.
const PROPERTIES: &str = include_str!("docx/core.xml");

/// The number of the bullet list in the style sheet.
const BULLETS: usize = 2;
/// A4 in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
/// 2.5 cm in twentieths of a point; the tabs in the style sheet count on it.
const MARGIN: i32 = 1_417;
/// Half of that for header and footer.
const EDGE: i32 = 708;

/// The Word file: the long text, the short text on a page of its own, and what may still be filled in.
///
/// # Errors
/// Where the file cannot be put together.
pub fn render(report: &Report<'_>) -> anyhow::Result<Vec<u8>> {
    let mut docx = page(report);
    for block in opening(report) {
        docx = docx.add_paragraph(block);
    }
    docx = docx.add_paragraph(heading(1, "Lange versie"));
    docx = add_text(docx, report.long);
    docx = docx.add_paragraph(heading(1, "Korte versie").page_break_before(true));
    docx = add_text(docx, report.short);
    for block in closing(report) {
        docx = docx.add_paragraph(block);
    }

    let assessment = report.analysis.assessment;
    let title = format!("IBP-paragraaf jaarverslag {} (concept)", assessment.meta.reporting_year);
    let package = packed(docx, STYLES, &title, &assessment.board.name, report.analysis.today)?;
    fingerprint::seal_package(&package)
}

/// A form or a letter as bytes.
fn packed_form(docx: Docx, title: &str, author: &str, today: Date) -> anyhow::Result<Vec<u8>> {
    let styles = STYLES.replace(STYLES_END, &format!("{FORM_STYLES}{STYLES_END}"));
    packed(docx, &styles, title, author, today)
}

/// The Word file as bytes, with its styles and with what it says of itself.
fn packed(docx: Docx, styles: &str, title: &str, author: &str, today: Date) -> anyhow::Result<Vec<u8>> {
    let mut parts = docx.build();
    parts.styles = styles.as_bytes().to_vec();
    parts.doc_props.core = properties(title, author, today)?;
    let mut file = Cursor::new(Vec::new());
    parts.pack(&mut file).context("het Word-bestand kan niet gemaakt worden")?;
    Ok(file.into_inner())
}

fn margin() -> PageMargin {
    PageMargin::new()
        .top(MARGIN)
        .right(MARGIN)
        .bottom(MARGIN)
        .left(MARGIN)
        .header(EDGE)
        .footer(EDGE)
        .gutter(0)
}

fn page(report: &Report<'_>) -> Docx {
    let bullet =
        Level::new(0, Start::new(1), NumberFormat::new("bullet"), LevelText::new("•"), LevelJc::new("left"))
            .indent(Some(360), Some(SpecialIndentType::Hanging(360)), None, None);
    Docx::new()
        .custom_property(fingerprint::PROPERTY, fingerprint::PLACEHOLDER)
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin())
        .header(header(report))
        .footer(footer(report))
        .add_abstract_numbering(AbstractNumbering::new(BULLETS).add_level(bullet))
        .add_numbering(Numbering::new(BULLETS, BULLETS))
}

fn header(report: &Report<'_>) -> Header {
    let assessment = report.analysis.assessment;
    let board = format!("{} · verslagjaar {}", assessment.board.name, assessment.meta.reporting_year);
    let first = Block::new()
        .style("Header")
        .add_run(plain(&board))
        .add_run(Run::new().add_tab())
        .add_run(plain("Concept").bold());
    let second = Block::new().style("Header").add_run(plain(&report.analysis.catalogue.title()));
    Header::new().add_paragraph(first).add_paragraph(second)
}

fn footer(report: &Report<'_>) -> Footer {
    numbered_footer(&format!("IBP-paragraaf, concept van {}", dutch::date(report.analysis.today)))
}

/// A line below every page, with its number.
fn numbered_footer(text: &str) -> Footer {
    let line = Block::new()
        .style("Footer")
        .add_run(plain(text))
        .add_run(Run::new().add_tab())
        .add_run(plain("Pagina "))
        .add_page_num(PageNum::new())
        .add_run(plain(" van "))
        .add_num_pages(NumPages::new());
    Footer::new().add_paragraph(line)
}

fn opening(report: &Report<'_>) -> Vec<Block> {
    let assessment = report.analysis.assessment;
    let subtitle = format!("{} · jaarverslag {}", assessment.board.name, assessment.meta.reporting_year);
    let to_do = match report.long.has_marks() || report.short.has_marks() {
        true => {
            "Lees de tekst na, vul in wat geel gemarkeerd is en haal dit kader weg voordat je de tekst gebruikt."
        }
        false => "Lees de tekst na en haal dit kader weg voordat je de tekst gebruikt.",
    };
    let mut blocks = vec![
        Block::new().style("Title").add_run(plain("IBP-paragraaf (concept)")),
        Block::new().style("Subtitle").add_run(plain(&subtitle)),
        Block::new().style("Melding").add_run(plain("Concept. ").bold()).add_run(plain(to_do)),
    ];
    let notice = report.long.notice.as_deref();
    blocks.extend(notice.map(|notice| Block::new().style("Melding").add_run(plain(notice))));
    blocks
}

fn add_text(mut docx: Docx, paragraph: &Paragraph) -> Docx {
    docx = docx.add_paragraph(heading(2, "Informatiebeveiliging en privacy"));
    for alinea in &paragraph.alineas {
        docx = docx.add_paragraph(running_text(&alinea.text()));
    }
    docx
}

fn running_text(text: &str) -> Block {
    pieces(text).into_iter().fold(Block::new().style("Normal"), |block, piece| {
        block.add_run(match piece {
            Piece::Plain(text) => plain(text),
            Piece::Mark(text) => plain(text).bold().highlight("yellow"),
        })
    })
}

fn closing(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !report.long.left_out.is_empty() {
        blocks.push(heading(1, LEFT_OUT_TITLE));
        blocks.push(running_text(
            "Deze gegevens staan nog niet in de meting. Wat niet speelt, kan leeg blijven; de tekst klopt ook zonder.",
        ));
        blocks.extend(report.long.left_out.iter().map(|line| {
            Block::new()
                .style("ListBullet")
                .numbering(NumberingId::new(BULLETS), IndentLevel::new(0))
                .add_run(plain(line))
        }));
    }
    blocks.push(heading(1, "Waar de cijfers vandaan komen"));
    blocks.push(running_text(
        "Elke zin is te herleiden. In gap-analyse.xlsx staat op het blad Herleiding per zin welk cijfer, welk gegeven \
         of welke normen erachter zitten, met de datum. Dat bestand is vertrouwelijk en hoort niet bij het jaarverslag.",
    ));
    blocks
}

fn heading(level: usize, text: &str) -> Block {
    Block::new().style(&format!("Heading{level}")).add_run(plain(text))
}

/// Text without anything that XML or Word would stumble over; docx-rs escapes the rest.
fn plain(text: &str) -> Run {
    Run::new().add_text(visible(text))
}

fn properties(title: &str, author: &str, today: Date) -> anyhow::Result<Vec<u8>> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let values = context! {
        title => visible(&on_one_line(title)),
        author => visible(&on_one_line(author)),
        day => today.to_string(),
    };
    let xml = environment.render_str(PROPERTIES, values).context("de eigenschappen van het Word-bestand")?;
    Ok(xml.into_bytes())
}
