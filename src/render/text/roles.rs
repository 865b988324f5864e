//! What is still open per role, as mails that can be sent as they are: plain text, and never a level or an answer.

use super::wrapped_at;
use crate::analysis::{Analysis, RoleToAsk};
use crate::catalogue::{MARK_FOOTNOTE, Norm};
use crate::render::wording::{asking, open_norms};

/// What every mail program shows without breaking lines.
const MAIL_WIDTH: usize = 72;

/// The mails to these roles, one below the other.
pub fn mails(analysis: &Analysis<'_>, roles: &[&RoleToAsk]) -> String {
    let rule = format!("\n{}\n\n", "─".repeat(MAIL_WIDTH));
    roles.iter().map(|role| mail(analysis, role)).collect::<Vec<_>>().join(&rule)
}

/// The mail to a role: subject, a few sentences, the questions.
pub fn mail(analysis: &Analysis<'_>, role: &RoleToAsk) -> String {
    let norms: Vec<&Norm> = open_norms(role).map(|norm| analysis.norm(norm)).collect();
    let subject = asking::subject(analysis.catalogue, norms.len());
    let mut out = wrapped_at(MAIL_WIDTH, "Aan: ", "     ", &role.role);
    out.push_str(&wrapped_at(MAIL_WIDTH, "Onderwerp: ", "           ", &subject));
    for paragraph in opening(analysis, &role.role) {
        out.push('\n');
        out.push_str(&running(&paragraph));
    }
    for norm in &norms {
        out.push('\n');
        out.push_str(&running(&format!("{} {}", norm.id, norm.marked_title())));
        out.push_str(&wrapped_at(MAIL_WIDTH, "  ", "  ", &asking::question(norm, &role.role)));
    }
    out.push_str("\nMet vriendelijke groet,\n[INVULLEN: naam of functie]\n");
    if norms.iter().any(|norm| norm.unconfirmed()) {
        out.push('\n');
        out.push_str(&running(MARK_FOOTNOTE));
    }
    out
}

fn running(text: &str) -> String {
    wrapped_at(MAIL_WIDTH, "", "", text)
}

fn opening(analysis: &Analysis<'_>, role: &str) -> Vec<String> {
    let catalogue = analysis.catalogue;
    let board = asking::board(analysis.assessment);
    let year = analysis.assessment.meta.reporting_year;
    let matter = asking::subject_matter(catalogue);
    if asking::is_outsider(role) {
        return vec![
            asking::TO_OUTSIDER.to_owned(),
            asking::why_outsider(catalogue, analysis.assessment),
            asking::TO_SEND.to_owned(),
            asking::TO_SHOW.to_owned(),
        ];
    }
    vec![
        "Hallo,".to_owned(),
        format!(
            "{board} brengt over {year} in kaart hoe het staat met {matter} ({}). Op de vragen \
             hieronder weet jij waarschijnlijk het antwoord.",
            catalogue.name
        ),
        "Wil je bij elke vraag kort opschrijven hoe het nu gaat en waar dat te zien is, vóór [INVULLEN: datum]? Weet \
         je iets niet, zeg dan wie het wel weet. Een eerlijk antwoord is het beste antwoord."
            .to_owned(),
    ]
}
