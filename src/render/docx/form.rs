//! The questions on paper: boxes to tick, room to write, every domain on pages of its own.

use docx_rs::{Docx, Header, Paragraph as Block, Run};

use super::{PAGE, heading, margin, numbered_footer, packed_form, plain};
use crate::assessment::{Answer, Reply};
use crate::catalogue::{Domain, MARK_FOOTNOTE, Norm, Role};
use crate::dutch;
use crate::finding::print::on_one_line;
use crate::form::Form;
use crate::render::CONFIDENTIAL;
use crate::render::wording::{self, asking};

/// An empty box, and one that is ticked.
const BOX: &str = "☐";
const TICKED: &str = "☒";

/// The form as a Word file to print: an opening page, then the domains, each on pages of its own.
///
/// # Errors
/// Where the file cannot be put together.
pub fn form(form: &Form<'_>, role: Option<Role>) -> anyhow::Result<Vec<u8>> {
    let docx = Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin())
        .header(header(form))
        .footer(numbered_footer(&footer_text(form)));
    // Not sections of Word: docx-rs mixes up their headers and forgets their footers.
    let domains = domains(form).into_iter().flat_map(|(domain, norms)| domain_pages(form, domain, &norms));
    let docx = opening(form, role).into_iter().chain(domains).fold(docx, Docx::add_paragraph);
    packed_form(docx, &title(form), &asking::board(form.assessment), form.today)
}

/// The domains with norms on this form, in order.
fn domains<'a>(form: &Form<'a>) -> Vec<(&'a Domain, Vec<&'a Norm>)> {
    let norms: Vec<&Norm> = form.norms.iter().map(|norm| &form.catalogue.norms[*norm]).collect();
    let of = |index: usize| norms.iter().copied().filter(|norm| norm.domain == index).collect::<Vec<_>>();
    let all = form.catalogue.domains.iter().enumerate().map(|(index, domain)| (domain, of(index)));
    all.filter(|(_, norms)| !norms.is_empty()).collect()
}

fn title(form: &Form<'_>) -> String {
    format!("Vragenlijst {}", asking::subject_matter(form.catalogue))
}

fn footer_text(form: &Form<'_>) -> String {
    let marked = form.norms.iter().any(|norm| form.catalogue.norms[*norm].unconfirmed());
    let mark = if marked { format!(" · {MARK_FOOTNOTE}") } else { String::new() };
    format!("Vragenlijst van {}{mark}", dutch::date(form.today))
}

/// The board, where it has a name, and the year.
fn whose(form: &Form<'_>) -> String {
    let year = format!("verslagjaar {}", form.assessment.meta.reporting_year);
    asking::named_board(form.assessment).into_iter().chain([year]).collect::<Vec<_>>().join(" · ")
}

fn header(form: &Form<'_>) -> Header {
    let first = Block::new()
        .style("Header")
        .add_run(plain(&whose(form)))
        .add_run(Run::new().add_tab())
        .add_run(plain(CONFIDENTIAL).bold());
    let second = Block::new().style("Header").add_run(plain(&form.catalogue.title()));
    Header::new().add_paragraph(first).add_paragraph(second)
}

/// What it is, for whom, how to fill it in, and who did.
fn opening(form: &Form<'_>, role: Option<Role>) -> Vec<Block> {
    let whom = role.map_or(String::new(), |role| format!("Voor: {} · ", role.as_str()));
    let questions = dutch::count(form.norms.len(), "vraag", "vragen");
    let box_of = |text: &str| Block::new().style("Melding").add_run(plain(text));
    let mut blocks = vec![
        Block::new().style("Title").add_run(plain(&title(form))),
        Block::new().style("Subtitle").add_run(plain(&format!("{whom}{questions} · {}", whose(form)))),
        heading(2, "Zo vul je het in"),
    ];
    blocks.extend(
        [
            "Zet bij elke vraag één kruisje. Past n.v.t., schrijf dan de reden op. Weet je het niet, schrijf dan op wie \
             het wel weet: ook dat is een antwoord.",
            dutch::HOW_TO_CHOOSE,
            "Schrijf bij bewijs waar het te vinden is, zoals de naam van een document. Gebruik functies, geen namen van \
             personen, en schrijf geen wachtwoorden op.",
        ]
        .map(box_of),
    );
    blocks.push(box_of(&format!(
        "Het streefniveau is {}. Een ingevuld formulier laat zwakke plekken zien: geef het alleen aan wie het vroeg.",
        wording::level(form.catalogue, form.catalogue.target)
    )));
    blocks.push(heading(2, "Ingevuld"));
    blocks.extend(
        ["Ingevuld door (functie):", "Ingevuld op:", "Inleveren bij:", "Inleveren vóór:"]
            .map(|label| to_write(label, "")),
    );
    blocks
}

fn domain_pages(form: &Form<'_>, domain: &Domain, norms: &[&Norm]) -> Vec<Block> {
    let title = heading(1, &asking::domain_title(form.catalogue, domain)).page_break_before(true);
    let norms = norms.iter().flat_map(|norm| norm_blocks(form, norm));
    [title].into_iter().chain(norms).collect()
}

/// A norm that stays together on a page: the question, the boxes, and room to write.
fn norm_blocks(form: &Form<'_>, norm: &Norm) -> Vec<Block> {
    let nothing = Answer::default();
    let answer = form.assessment.answer(&norm.id).unwrap_or(&nothing);
    let catalogue = form.catalogue;
    let mut blocks = vec![
        heading(2, &format!("{} {}", norm.id, norm.marked_title())),
        Block::new().style("Normal").add_run(plain(&norm.question)),
    ];
    for level in 1..=catalogue.top_level() {
        let target = if level == catalogue.target { " (streefniveau)" } else { "" };
        blocks
            .push(choice(answer.level() == Some(level), &format!("{level}  {}{target}", norm.label(level))));
    }
    let (not_applicable, ask) = match &answer.reply {
        Reply::NotApplicable(reason) => (Some(reason.as_str()), None),
        Reply::AskAround(who) => (None, Some(who.as_str())),
        Reply::Level(_) | Reply::Open => (None, None),
    };
    blocks.push(choice_to_write("niet van toepassing, want", not_applicable));
    blocks.push(choice_to_write("weet ik niet; vraag het aan", ask));
    blocks.push(to_write("Toelichting:", answer.note.as_deref().unwrap_or_default()));
    blocks.push(to_write("", ""));
    blocks.push(to_write("Bewijs:", &answer.evidence.join("; ")));
    let last = blocks.len() - 1;
    blocks
        .into_iter()
        .enumerate()
        .map(|(index, block)| block.keep_lines(true).keep_next(index < last))
        .collect()
}

fn box_run(ticked: bool) -> Run {
    plain(if ticked { TICKED } else { BOX })
}

fn choice(ticked: bool, text: &str) -> Block {
    Block::new().style("Keuze").add_run(box_run(ticked)).add_run(Run::new().add_tab()).add_run(plain(text))
}

/// A choice with something to write behind it.
fn choice_to_write(label: &str, written: Option<&str>) -> Block {
    let text =
        format!("{label}: {}", written.map_or(String::new(), |written| format!("{} ", on_one_line(written))));
    choice(written.is_some(), &text).add_run(Run::new().add_tab())
}

/// A label with a line to write on, and what is written there already; the style has the line behind its tab.
fn to_write(label: &str, written: &str) -> Block {
    let text = format!("{label} {}", on_one_line(written));
    let text = format!("{} ", text.trim());
    Block::new().style("Schrijfregel").add_run(plain(text.trim_start())).add_run(Run::new().add_tab())
}
