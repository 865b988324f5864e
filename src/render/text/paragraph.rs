//! The IBP paragraph as plain text.

use super::{heading, running, wrapped};
use crate::paragraph::Paragraph;

/// The draft: a warning first where there is one, the text, and what may still be filled in.
pub fn paragraph(paragraph: &Paragraph) -> String {
    let mut out = heading("Concept – Informatiebeveiliging en privacy");
    if let Some(notice) = &paragraph.notice {
        out.push('\n');
        out.push_str(&wrapped("Let op: ", "        ", notice));
    }
    for alinea in &paragraph.alineas {
        let sentences: Vec<&str> = alinea.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        if !sentences.is_empty() {
            out.push('\n');
            out.push_str(&running(&sentences.join(" ")));
        }
    }
    if !paragraph.left_out.is_empty() {
        out.push_str("\nNog aan te vullen, als het speelt\n");
        for fact in &paragraph.left_out {
            out.push_str(&wrapped("- ", "  ", fact));
        }
    }
    out
}
