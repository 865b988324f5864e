//! The paragraph as Markdown: the long and the short text, with what must and what may still be filled in.

use std::fmt::Write as _;

use super::escape::{escape, escape_inside};
use crate::dutch;
use crate::paragraph::{LEFT_OUT_TITLE, Paragraph, Piece, pieces};
use crate::render::Report;
use crate::render::fingerprint::seal_text;

/// Both texts as one Markdown document.
pub fn paragraph(report: &Report<'_>) -> String {
    let analysis = report.analysis;
    let meta = &analysis.assessment.meta;
    let mut out = String::from("# IBP-paragraaf (concept)\n\n");
    line(
        &mut out,
        &format!(
            "Bestuur: {} · jaarverslag {} · {} · concept van {}",
            escape(&analysis.assessment.board.name),
            meta.reporting_year,
            escape(&analysis.catalogue.title()),
            dutch::date(analysis.today),
        ),
    );
    let to_do = match report.long.has_marks() || report.short.has_marks() {
        true => "Lees de tekst na en vul in wat vet tussen vierkante haken staat.",
        false => "Lees de tekst na voordat je die gebruikt.",
    };
    let _ = writeln!(out, "> **Concept.** {to_do}");
    if let Some(notice) = &report.long.notice {
        out.push_str(">\n");
        let _ = writeln!(out, "> {}", escape(notice));
    }
    out.push('\n');
    for (title, text) in [("Lange versie", report.long), ("Korte versie", report.short)] {
        line(&mut out, &format!("## {title}"));
        add_text(&mut out, text);
    }
    if !report.long.left_out.is_empty() {
        line(&mut out, &format!("## {LEFT_OUT_TITLE}"));
        for missing in &report.long.left_out {
            let _ = writeln!(out, "- {}", escape(missing));
        }
        out.push('\n');
    }
    out.push_str(
        "---\n\nElke zin is te herleiden: zie gap-analyse.xlsx, blad Herleiding. Dat bestand is vertrouwelijk.\n",
    );
    seal_text(out)
}

fn add_text(out: &mut String, paragraph: &Paragraph) {
    for alinea in &paragraph.alineas {
        let text = alinea.text();
        let pieces = pieces(&text).into_iter().map(|piece| match piece {
            Piece::Plain(text) => escape_inside(text),
            Piece::Mark(text) => mark(text),
        });
        line(out, &pieces.collect::<String>());
    }
}

/// A mark in bold. Its brackets are ours; what stands between them may be from a file.
fn mark(text: &str) -> String {
    let inside = text.trim_start_matches('[').trim_end_matches(']');
    format!("**[{}]**", escape_inside(inside))
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push_str("\n\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_a_file_made_up_is_no_markup() {
        assert_eq!(mark("[INVULLEN: <b>**x**</b>]"), r"**[INVULLEN: \<b\>\*\*x\*\*\</b\>]**");
        assert_eq!(mark("[INVULLEN: de fg]"), "**[INVULLEN: de fg]**");
    }
}
