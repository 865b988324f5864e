//! The letter to a supplier: what we ask to show and why. Never a level, a score or anything that was answered.

use docx_rs::{Docx, Header, Paragraph as Block};

use super::{PAGE, heading, margin, numbered_footer, packed_form, plain, running_text};
use crate::catalogue::{MARK_FOOTNOTE, Norm};
use crate::dutch;
use crate::form::Form;
use crate::render::wording::asking;

/// The letter as a Word file.
///
/// # Errors
/// Where the file cannot be put together.
pub fn letter(form: &Form<'_>) -> anyhow::Result<Vec<u8>> {
    let named = asking::named_board(form.assessment).unwrap_or_default();
    let docx = Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin())
        .header(Header::new().add_paragraph(Block::new().style("Header").add_run(plain(&named))))
        .footer(numbered_footer(&format!("Brief van {}", dutch::date(form.today))));
    let blocks = opening(form).into_iter().chain(topics(form)).chain(closing(form));
    let docx = blocks.fold(docx, Docx::add_paragraph);
    packed_form(docx, "Brief aan de ICT-leverancier", &asking::board(form.assessment), form.today)
}

fn opening(form: &Form<'_>) -> Vec<Block> {
    let matter = asking::subject_matter(form.catalogue);
    let address = |text: &str| Block::new().style("Adres").add_run(plain(text));
    let strong = |text: &str| Block::new().style("Adres").add_run(plain(text).bold());
    let mark = |text: &str| running_text(text).style("Adres");
    vec![
        match asking::named_board(form.assessment) {
            Some(board) => strong(&board),
            None => mark("[INVULLEN: naam van het bestuur]"),
        },
        mark("[INVULLEN: adres van het bestuur]"),
        address(""),
        mark("[INVULLEN: naam en adres van de leverancier]"),
        address(""),
        mark(&format!("[INVULLEN: plaats], {}", dutch::date(form.today))),
        address(""),
        strong(&format!("Betreft: {matter}, wat kunt u laten zien?")),
        address(""),
        running_text(asking::TO_OUTSIDER),
        plain_text(&asking::why_outsider(form.catalogue, form.assessment)),
        running_text(asking::TO_SEND),
        running_text(asking::TO_SHOW),
    ]
}

/// Text with the name of a board in it, in which nothing is a mark.
fn plain_text(text: &str) -> Block {
    Block::new().style("Normal").add_run(plain(text))
}

/// The norms per domain, each with what to show.
fn topics(form: &Form<'_>) -> Vec<Block> {
    let catalogue = form.catalogue;
    let mut blocks = Vec::new();
    let mut above = None;
    for norm in form.norms.iter().map(|norm| &catalogue.norms[*norm]) {
        if above.replace(norm.domain) != Some(norm.domain) {
            blocks.push(heading(2, &catalogue.domain_of(norm).name));
        }
        blocks.extend(topic(norm));
    }
    blocks
}

fn topic(norm: &Norm) -> [Block; 2] {
    let name = format!("{} {}", norm.id, norm.marked_title());
    [
        Block::new().style("Onderwerp").add_run(plain(&name).bold()).keep_next(true),
        plain_text(&asking::to_show(norm)).keep_lines(true),
    ]
}

fn closing(form: &Form<'_>) -> Vec<Block> {
    let mut blocks = vec![
        running_text("Met vriendelijke groet,").keep_next(true),
        running_text("[INVULLEN: naam en functie]"),
    ];
    if form.norms.iter().any(|norm| form.catalogue.norms[*norm].unconfirmed()) {
        blocks.push(Block::new().style("Footer").add_run(plain(MARK_FOOTNOTE)));
    }
    blocks
}
